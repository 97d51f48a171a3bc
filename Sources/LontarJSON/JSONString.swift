/// Appends a JSON string, quotes and escapes included, that stands for these bytes.
///
///     var line: [UInt8] = []
///     appendJSONString("กำ\n".utf8.span, to: &line)       // "กำ\n", with a backslash and an n
///
/// Only what must be escaped is: quotes, backslashes and the control characters below U+0020.
/// The bytes should be UTF-8; they are copied as they are.
///
/// - Complexity: O(*n*) in the number of bytes.
public func appendJSONString(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
  output.append(UInt8(ascii: "\""))
  var start = 0
  while true {
    let end = nextSpecial(in: bytes, from: start)
    append(bytes, start..<end, to: &output)
    guard end < bytes.count else { break }
    appendEscape(of: bytes[end], to: &output)
    start = end + 1
  }
  output.append(UInt8(ascii: "\""))
}

/// Appends the characters that the inside of a JSON string stands for.
///
///     let field = try JSONFieldScanner(field: "text").find(in: line.span)
///     try appendUnescapedJSON(line.span, field.contents, to: &text)
///
/// Bytes other than escapes are copied as they are, so that ill-formed UTF-8 arrives where its
/// policy is known.
///
/// - Parameters:
///   - text: A JSON text.
///   - contents: Where the string lies in it, in bytes, without its quotes.
///   - output: Takes the characters as UTF-8.
///   - replacesSurrogates: Whether U+FFFD is written for half a surrogate pair, as other programs
///     leave behind when they cut text, instead of an error.
/// - Returns: How many half pairs were replaced.
/// - Throws: `malformedEscape` and `loneSurrogate`, with the offset in the whole text. What stood
///   before is appended by then.
/// - Complexity: O(*n*) in the number of bytes.
@discardableResult
public func appendUnescapedJSON(
  _ text: Span<UInt8>, _ contents: Range<Int>, to output: inout [UInt8],
  replacesSurrogates: Bool = false
) throws(JSONError) -> Int {
  var replaced = 0
  var start = contents.lowerBound
  while start < contents.upperBound {
    var end = start
    while end < contents.upperBound {
      end = min(nextSpecial(in: text, from: end), contents.upperBound)
      if end == contents.upperBound || text[end] == UInt8(ascii: "\\") { break }
      end += 1
    }
    append(text, start..<end, to: &output)
    guard end < contents.upperBound else { break }
    do throws(JSONError) {
      start = try appendUnescaped(text, at: end, before: contents.upperBound, to: &output)
    } catch {
      guard replacesSurrogates, case .loneSurrogate = error else { throw error }
      appendUTF8("\u{FFFD}", to: &output)
      replaced += 1
      start = end + 6
    }
  }
  return replaced
}

/// Appends what one escape stands for, and returns the offset after it.
private func appendUnescaped(
  _ text: Span<UInt8>, at start: Int, before end: Int, to output: inout [UInt8]
) throws(JSONError) -> Int {
  guard start + 1 < end else { throw .malformedEscape(byteOffset: start) }
  switch text[start + 1] {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(text[start + 1])
  case UInt8(ascii: "b"): output.append(0x08)
  case UInt8(ascii: "f"): output.append(0x0C)
  case UInt8(ascii: "n"): output.append(0x0A)
  case UInt8(ascii: "r"): output.append(0x0D)
  case UInt8(ascii: "t"): output.append(0x09)
  case UInt8(ascii: "u"):
    guard start + 6 <= end, let unit = hexadecimal(in: text, at: start + 2) else {
      throw .malformedEscape(byteOffset: start)
    }
    if let scalar = Unicode.Scalar(unit) {
      appendUTF8(scalar, to: &output)
      return start + 6
    }
    // A surrogate: the second half must follow as an escape of its own.
    guard unit < 0xDC00, start + 12 <= end, text[start + 6] == UInt8(ascii: "\\"),
      text[start + 7] == UInt8(ascii: "u"),
      let second = hexadecimal(in: text, at: start + 8), second & 0xFC00 == 0xDC00,
      let scalar = Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + second & 0x3FF)
    else { throw .loneSurrogate(byteOffset: start) }
    appendUTF8(scalar, to: &output)
    return start + 12
  default:
    throw .malformedEscape(byteOffset: start)
  }
  return start + 2
}

private func appendUTF8(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
  output.append(contentsOf: String(scalar).utf8)
}

private func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
  output.append(UInt8(ascii: "\\"))
  switch byte {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
  case 0x08: output.append(UInt8(ascii: "b"))
  case 0x09: output.append(UInt8(ascii: "t"))
  case 0x0A: output.append(UInt8(ascii: "n"))
  case 0x0C: output.append(UInt8(ascii: "f"))
  case 0x0D: output.append(UInt8(ascii: "r"))
  default:
    output += [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")]
    output.append(UInt8(ascii: "0") + byte >> 4)
    let low = byte & 15
    output.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
  }
}

/// Appends part of a text in one copy.
func append(_ text: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]) {
  let part = text.extracting(range)
  // The pointer is used before the closure returns.
  unsafe part.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
}

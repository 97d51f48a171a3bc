/// Reads the small things of JSON (white space, strings, numbers, words) one after another.
///
/// The text is handed to every call, since a type that holds a span is still an experiment in Swift.
/// The tree parser and the field scanner both stand on this one reading of the grammar (RFC 8259).
struct JSONLexer {
  /// Where a string's characters lie, without its quotes, and whether escapes are among them.
  struct StringToken {
    var contents: Range<Int>
    var hasEscapes: Bool
  }

  var position = 0

  /// Skips white space and returns the byte that follows, without passing it.
  mutating func next(in text: Span<UInt8>) throws(JSONError) -> UInt8 {
    var index = position
    while index < text.count {
      let byte = text[index]
      if byte > UInt8(ascii: " ") || !Self.isWhitespace(byte) {
        position = index
        return byte
      }
      index += 1
    }
    position = index
    throw .unexpectedEnd(byteOffset: index)
  }

  /// Checks that nothing but white space is left.
  mutating func finish(in text: Span<UInt8>) throws(JSONError) {
    while position < text.count {
      guard Self.isWhitespace(text[position]) else {
        throw .trailingBytes(byteOffset: position)
      }
      position += 1
    }
  }

  /// Reads a string whose opening quote is at `position`.
  mutating func scanString(in text: Span<UInt8>) throws(JSONError) -> StringToken {
    let start = position + 1
    var index = start
    var hasEscapes = false
    while true {
      index = nextSpecial(in: text, from: index)
      guard index < text.count else { throw .unexpectedEnd(byteOffset: index) }
      switch text[index] {
      case UInt8(ascii: "\""):
        position = index + 1
        return StringToken(contents: start..<index, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        index = try Self.skipEscape(in: text, from: index)
      case let control:
        throw .unescapedControl(control, byteOffset: index)
      }
    }
  }

  /// Reads a number that starts at `position` and returns where its bytes lie.
  mutating func scanNumber(in text: Span<UInt8>) throws(JSONError) -> Range<Int> {
    let start = position
    var index = start
    func digits() -> Int {
      let first = index
      while index < text.count, text[index] &- UInt8(ascii: "0") < 10 { index += 1 }
      return index - first
    }
    if text[index] == UInt8(ascii: "-") { index += 1 }
    let first = index
    let integerDigits = digits()
    guard integerDigits == 1 || (integerDigits > 1 && text[first] != UInt8(ascii: "0")) else {
      throw .malformedNumber(byteOffset: start)
    }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      guard digits() > 0 else { throw .malformedNumber(byteOffset: start) }
    }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") {
        index += 1
      }
      guard digits() > 0 else { throw .malformedNumber(byteOffset: start) }
    }
    position = index
    return start..<index
  }

  /// Passes one of the words `true`, `false` and `null`.
  mutating func scanWord(_ word: String, in text: Span<UInt8>) throws(JSONError) {
    for byte in word.utf8 {
      guard position < text.count else { throw .unexpectedEnd(byteOffset: position) }
      guard text[position] == byte else {
        throw .unexpectedByte(text[position], byteOffset: position)
      }
      position += 1
    }
  }

  /// Passes one value of any kind without keeping it.
  mutating func skipValue(in text: Span<UInt8>, depth: Int) throws(JSONError) {
    switch try next(in: text) {
    case UInt8(ascii: "\""): _ = try scanString(in: text)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): _ = try scanNumber(in: text)
    case UInt8(ascii: "t"): try scanWord("true", in: text)
    case UInt8(ascii: "f"): try scanWord("false", in: text)
    case UInt8(ascii: "n"): try scanWord("null", in: text)
    case UInt8(ascii: "["):
      try enter(depth: depth)
      guard try !skipIfPresent(UInt8(ascii: "]"), in: text) else { return }
      repeat {
        try skipValue(in: text, depth: depth + 1)
      } while try another(before: UInt8(ascii: "]"), in: text)
    case UInt8(ascii: "{"):
      try enter(depth: depth)
      guard try !skipIfPresent(UInt8(ascii: "}"), in: text) else { return }
      repeat {
        _ = try scanKey(in: text)
        try skipValue(in: text, depth: depth + 1)
      } while try another(before: UInt8(ascii: "}"), in: text)
    case let byte:
      throw .unexpectedByte(byte, byteOffset: position)
    }
  }

  /// Passes the bracket at `position` into an array or object that lies at this depth.
  mutating func enter(depth: Int) throws(JSONError) {
    guard depth < JSONValue.depthLimit else { throw .tooDeep(byteOffset: position) }
    position += 1
  }

  /// Reads a member's name and the colon after it.
  mutating func scanKey(in text: Span<UInt8>) throws(JSONError) -> StringToken {
    let quote = try next(in: text)
    guard quote == UInt8(ascii: "\"") else {
      throw .unexpectedByte(quote, byteOffset: position)
    }
    let key = try scanString(in: text)
    let colon = try next(in: text)
    guard colon == UInt8(ascii: ":") else {
      throw .unexpectedByte(colon, byteOffset: position)
    }
    position += 1
    return key
  }

  /// Passes a comma and says that another element follows, or passes the closing bracket.
  mutating func another(before end: UInt8, in text: Span<UInt8>) throws(JSONError) -> Bool {
    let byte = try next(in: text)
    guard byte == UInt8(ascii: ",") || byte == end else {
      throw .unexpectedByte(byte, byteOffset: position)
    }
    position += 1
    return byte != end
  }

  /// Passes this byte if it comes next.
  mutating func skipIfPresent(_ byte: UInt8, in text: Span<UInt8>) throws(JSONError) -> Bool {
    guard try next(in: text) == byte else { return false }
    position += 1
    return true
  }

  private static func isWhitespace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
      || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
  }

  /// Returns the offset after the escape whose backslash is at `start`.
  private static func skipEscape(
    in text: Span<UInt8>, from start: Int
  ) throws(JSONError) -> Int {
    guard start + 1 < text.count else { throw .unexpectedEnd(byteOffset: text.count) }
    switch text[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return start + 2
    case UInt8(ascii: "u"):
      guard hexadecimal(in: text, at: start + 2) != nil else {
        throw .malformedEscape(byteOffset: start)
      }
      return start + 6
    default:
      throw .malformedEscape(byteOffset: start)
    }
  }
}

/// Returns the offset of the first quote, backslash or control character, or the text's end.
///
/// Eight bytes at a step: the usual test for a zero byte (Hacker's Delight, 6-1), which may name
/// a byte too many above a true one, so the lowest it names is always right.
func nextSpecial(in text: Span<UInt8>, from start: Int) -> Int {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let highs: UInt64 = 0x8080_8080_8080_8080
  var index = start
  let bytes = unsafe text.bytes  // a view of the same bytes, no longer lived than the span
  while index &+ 8 <= text.count {
    // In bounds by the line above, and any eight bytes are a UInt64.
    let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
    let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let found =
      ((word &- ones &* 0x20) & ~word
        | (quote &- ones) & ~quote
        | (backslash &- ones) & ~backslash) & highs
    if found != 0 { return index &+ found.trailingZeroBitCount / 8 }
    index &+= 8
  }
  while index < text.count {
    let byte = text[index]
    if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
    index += 1
  }
  return index
}

/// The number that four hexadecimal digits write, or nothing when they are not four.
func hexadecimal(in text: Span<UInt8>, at start: Int) -> UInt32? {
  guard start + 4 <= text.count else { return nil }
  var value: UInt32 = 0
  for index in start..<start + 4 {
    let digit: UInt8
    switch text[index] {
    case let byte where byte &- UInt8(ascii: "0") < 10: digit = byte - UInt8(ascii: "0")
    case let byte where (byte | 0x20) &- UInt8(ascii: "a") < 6:
      digit = (byte | 0x20) - UInt8(ascii: "a") + 10
    default: return nil
    }
    value = value << 4 | UInt32(digit)
  }
  return value
}

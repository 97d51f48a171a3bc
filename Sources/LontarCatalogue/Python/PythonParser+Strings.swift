extension PythonParser {
  /// Parses one or several string literals that stand side by side.
  mutating func strings() throws(LoaderError) -> PythonExpression {
    var parts: [FormattedPart] = []
    var text: [UInt8] = []
    var isBytes = false
    var highest = 1
    while token.kind == .string {
      let literal = StringLiteral(source.bytes, token.range)
      isBytes = isBytes || literal.isBytes
      if literal.isFormatted {
        try formatted(
          literal.contents, isRaw: literal.isRaw, nesting: 0, text: &text, parts: &parts,
          highest: &highest)
      } else if literal.isRaw {
        text.append(contentsOf: source.bytes[literal.contents])
      } else {
        try unescape(literal.contents, into: &text)
      }
      advance()
    }
    if isBytes {
      height = 1
      return .constant(.unknown("bytes"))
    }
    height = highest
    if parts.isEmpty { return .constant(.string(text)) }
    if !text.isEmpty { parts.append(.text(text)) }
    return .formatted(parts)
  }

  private struct StringLiteral {
    var isRaw = false
    var isBytes = false
    var isFormatted = false
    var contents: Range<Int>

    init(_ source: [UInt8], _ range: Range<Int>) {
      var start = range.lowerBound
      while true {
        switch source[start] | 0x20 {
        case UInt8(ascii: "r"): isRaw = true
        case UInt8(ascii: "b"): isBytes = true
        case UInt8(ascii: "f"): isFormatted = true
        case UInt8(ascii: "u"): break
        default:
          let quote = source[start]
          let isTriple =
            range.upperBound - start >= 6 && source[start + 1] == quote
            && source[start + 2] == quote
          let width = isTriple ? 3 : 1
          contents = (start + width)..<(range.upperBound - width)
          return
        }
        start += 1
      }
    }
  }

  /// Appends what a string's source stands for. Escapes that Python does not know stay as they are.
  private func unescape(_ range: Range<Int>, into text: inout [UInt8]) throws(LoaderError) {
    let bytes = source.bytes
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound else {
        text.append(bytes[index])
        index += 1
        continue
      }
      let escape = bytes[index + 1]
      index += 2
      switch escape {
      case UInt8(ascii: "\n"): break
      case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): text.append(escape)
      case UInt8(ascii: "a"): text.append(0x07)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "v"): text.append(0x0B)
      case UInt8(ascii: "0")...UInt8(ascii: "7"):
        var value = UInt32(escape - UInt8(ascii: "0"))
        var count = 1
        while count < 3, index < range.upperBound, bytes[index] & 0xF8 == 0x30 {
          value = value << 3 | UInt32(bytes[index] & 7)
          index += 1
          count += 1
        }
        try append(value, to: &text, at: index)
      case UInt8(ascii: "x"): try hexadecimal(2, &index, range, into: &text)
      case UInt8(ascii: "u"): try hexadecimal(4, &index, range, into: &text)
      case UInt8(ascii: "U"): try hexadecimal(8, &index, range, into: &text)
      case UInt8(ascii: "N"):
        throw .malformedEscape(line: source.line(of: index))
      default: text += [UInt8(ascii: "\\"), escape]
      }
    }
  }

  private func hexadecimal(
    _ count: Int, _ index: inout Int, _ range: Range<Int>, into text: inout [UInt8]
  ) throws(LoaderError) {
    guard index + count <= range.upperBound,
      let value = UInt32(
        String(decoding: source.bytes[index..<(index + count)], as: UTF8.self), radix: 16),
      source.bytes[index] != UInt8(ascii: "+")
    else { throw .malformedEscape(line: source.line(of: index)) }
    index += count
    try append(value, to: &text, at: index)
  }

  private func append(_ value: UInt32, to text: inout [UInt8], at index: Int) throws(LoaderError) {
    // Half a surrogate pair is a value in Python, and nothing that UTF-8 can hold.
    guard let scalar = Unicode.Scalar(value) else {
      throw .malformedEscape(line: source.line(of: index))
    }
    text.append(contentsOf: String(scalar).utf8)
  }

  /// Parses the inside of an f-string, or of a format in one.
  private mutating func formatted(
    _ range: Range<Int>, isRaw: Bool, nesting: Int, text: inout [UInt8],
    parts: inout [FormattedPart], highest: inout Int
  ) throws(LoaderError) {
    let bytes = source.bytes
    guard nesting < 3 else { throw .tooDeep(line: source.line(of: range.lowerBound)) }
    var index = range.lowerBound
    while index < range.upperBound {
      var end = index
      while end < range.upperBound, bytes[end] != UInt8(ascii: "{"), bytes[end] != UInt8(ascii: "}")
      {
        // \N{…} is refused by `unescape`; any other escape cannot hold a brace.
        end +=
          bytes[end] == UInt8(ascii: "\\") && !isRaw && end + 1 < range.upperBound
            && bytes[end + 1] != UInt8(ascii: "{") && bytes[end + 1] != UInt8(ascii: "}") ? 2 : 1
      }
      end = min(end, range.upperBound)
      if isRaw {
        text.append(contentsOf: bytes[index..<end])
      } else {
        try unescape(index..<end, into: &text)
      }
      guard end < range.upperBound else { return }
      if end + 1 < range.upperBound && bytes[end + 1] == bytes[end] && nesting == 0 {
        text.append(bytes[end])
        index = end + 2
        continue
      }
      guard bytes[end] == UInt8(ascii: "{") else {
        throw .unexpectedToken("}", line: source.line(of: end))
      }
      if !text.isEmpty { parts.append(.text(text)) }
      text = []
      index = try field(
        from: end + 1, in: range, isRaw: isRaw, nesting: nesting, parts: &parts, highest: &highest)
    }
  }

  /// Parses `expression!conversion:format}` and returns the offset behind it.
  private mutating func field(
    from start: Int, in range: Range<Int>, isRaw: Bool, nesting: Int,
    parts: inout [FormattedPart], highest: inout Int
  ) throws(LoaderError) -> Int {
    let bytes = source.bytes
    let line = source.line(of: start)
    let end = try endOfExpression(from: start, in: range, line: line)
    var stop = end
    var isShown = false
    var trimmed = end
    while trimmed > start && bytes[trimmed - 1] == UInt8(ascii: " ") { trimmed -= 1 }
    if trimmed > start && bytes[trimmed - 1] == UInt8(ascii: "=") {
      isShown = true
      stop = trimmed - 1
    }
    // The expression may stand on several lines; in parentheses it is one.
    let inner = [UInt8(ascii: "(")] + bytes[start..<stop] + [UInt8(ascii: ")")]
    let value: PythonExpression
    do {
      var parser = PythonParser(try PythonSource(inner, names: source.names))
      parser.depth = depth + 1
      value = try parser.expressions()
      try parser.expect(.newline)
      highest = max(highest, parser.height + 1)
    } catch {
      throw .unexpectedToken(String(decoding: inner.prefix(40), as: UTF8.self), line: line)
    }
    if highest >= Self.heightLimit { throw .tooDeep(line: line) }
    var index = end
    var conversion: UInt8 = isShown ? UInt8(ascii: "r") : 0
    if bytes[index] == UInt8(ascii: "!"), index + 1 < range.upperBound {
      conversion = bytes[index + 1]
      index += 2
    }
    var format: [FormattedPart] = []
    if index < range.upperBound && bytes[index] == UInt8(ascii: ":") {
      let formatEnd = endOfFormat(from: index + 1, in: range)
      var text: [UInt8] = []
      try formatted(
        (index + 1)..<formatEnd, isRaw: isRaw, nesting: nesting + 1, text: &text, parts: &format,
        highest: &highest)
      if !text.isEmpty { format.append(.text(text)) }
      index = formatEnd
    }
    guard index < range.upperBound, bytes[index] == UInt8(ascii: "}") else {
      throw .unexpectedToken("{", line: line)
    }
    if isShown { parts.append(.text(Array(bytes[start..<end]))) }
    parts.append(.value(value, conversion: conversion, format: format))
    return index + 1
  }

  private func endOfExpression(
    from start: Int, in range: Range<Int>, line: Int
  ) throws(LoaderError) -> Int {
    let bytes = source.bytes
    var index = start
    var open = 0
    while index < range.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): open -= 1
      case UInt8(ascii: "}"):
        if open == 0 { return index }
        open -= 1
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        let quote = bytes[index]
        index += 1
        while index < range.upperBound && bytes[index] != quote { index += 1 }
      case UInt8(ascii: "!"):
        if open == 0 && (index + 1 == range.upperBound || bytes[index + 1] != UInt8(ascii: "=")) {
          return index
        }
      case UInt8(ascii: ":"):
        if open == 0 { return index }
      default: break
      }
      index += 1
    }
    throw .unexpectedToken("{", line: line)
  }

  private func endOfFormat(from start: Int, in range: Range<Int>) -> Int {
    var open = 0
    for index in start..<range.upperBound {
      if source.bytes[index] == UInt8(ascii: "{") { open += 1 }
      if source.bytes[index] == UInt8(ascii: "}") {
        if open == 0 { return index }
        open -= 1
      }
    }
    return range.upperBound
  }
}

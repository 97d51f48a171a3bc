extension JSONValue {
  /// Parses a JSON text (RFC 8259), strictly.
  ///
  /// The whole text must be UTF-8 and one value, with nothing but white space around it: no byte
  /// order mark, no comments, no trailing commas. A `\u` escape that names half a surrogate pair is
  /// an error, because no UTF-8 stands for it.
  ///
  /// - Parameter text: The bytes of the text.
  /// - Throws: ``JSONError``, with the offset of what is wrong.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(parsing text: Span<UInt8>) throws(JSONError) {
    do {
      _ = try UTF8Span(validating: text)
    } catch {
      throw .malformedUTF8(byteOffset: error.byteOffsets.lowerBound)
    }
    var lexer = JSONLexer()
    self = try Self.parse(text, with: &lexer, depth: 0)
    try lexer.finish(in: text)
  }

  private static func parse(
    _ text: Span<UInt8>, with lexer: inout JSONLexer, depth: Int
  ) throws(JSONError) -> JSONValue {
    switch try lexer.next(in: text) {
    case UInt8(ascii: "\""):
      return .string(try string(lexer.scanString(in: text), in: text))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .number(copy(text, try lexer.scanNumber(in: text)))
    case UInt8(ascii: "t"):
      try lexer.scanWord("true", in: text)
      return .bool(true)
    case UInt8(ascii: "f"):
      try lexer.scanWord("false", in: text)
      return .bool(false)
    case UInt8(ascii: "n"):
      try lexer.scanWord("null", in: text)
      return .null
    case UInt8(ascii: "["):
      try lexer.enter(depth: depth)
      return .array(try elements(of: text, with: &lexer, depth: depth + 1))
    case UInt8(ascii: "{"):
      try lexer.enter(depth: depth)
      return .object(try members(of: text, with: &lexer, depth: depth + 1))
    case let byte:
      throw .unexpectedByte(byte, byteOffset: lexer.position)
    }
  }

  private static func elements(
    of text: Span<UInt8>, with lexer: inout JSONLexer, depth: Int
  ) throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    guard try !lexer.skipIfPresent(UInt8(ascii: "]"), in: text) else { return elements }
    repeat {
      elements.append(try parse(text, with: &lexer, depth: depth))
    } while try lexer.another(before: UInt8(ascii: "]"), in: text)
    return elements
  }

  private static func members(
    of text: Span<UInt8>, with lexer: inout JSONLexer, depth: Int
  ) throws(JSONError) -> [(key: [UInt8], value: JSONValue)] {
    var members: [(key: [UInt8], value: JSONValue)] = []
    guard try !lexer.skipIfPresent(UInt8(ascii: "}"), in: text) else { return members }
    repeat {
      let key = try string(lexer.scanKey(in: text), in: text)
      members.append((key, try parse(text, with: &lexer, depth: depth)))
    } while try lexer.another(before: UInt8(ascii: "}"), in: text)
    return members
  }

  private static func string(
    _ token: JSONLexer.StringToken, in text: Span<UInt8>
  ) throws(JSONError) -> [UInt8] {
    guard token.hasEscapes else { return copy(text, token.contents) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(token.contents.count)
    try appendUnescapedJSON(text, token.contents, to: &bytes)
    return bytes
  }

  private static func copy(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    let part = text.extracting(range)
    // The pointer is used before the closure returns.
    return unsafe part.withUnsafeBufferPointer { unsafe Array($0) }
  }
}

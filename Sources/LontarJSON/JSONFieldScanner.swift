/// Finds one field of a line of JSON Lines without building a tree.
///
///     let scanner = JSONFieldScanner(field: "text")
///     if let field = try scanner.find(in: line.span), field.isString {
///       try appendUnescapedJSON(line.span, field.contents, to: &text)
///     }
///
/// The whole line is checked to be one JSON object. Whether its strings are UTF-8 is left to the
/// one who reads the text, who knows what to do when they are not.
///
/// - Complexity: O(*n*) in the number of bytes, without an allocation.
public struct JSONFieldScanner: Sendable {
  private let field: [UInt8]

  /// Where a field's value lies in its line.
  public struct Field: Sendable, Equatable {
    /// The bytes of the value, with the quotes of a string.
    public var value: Range<Int>
    /// Whether the value is a string.
    public var isString: Bool
    /// Whether the value is a string with escapes; without them, its contents are its text.
    public var hasEscapes: Bool

    /// The bytes between the quotes of a string.
    public var contents: Range<Int> {
      isString ? value.lowerBound + 1..<value.upperBound - 1 : value
    }
  }

  /// Makes a scanner for the field of this name at the top of each object.
  public init(field: String) {
    self.field = Array(field.utf8)
  }

  /// Finds the field in a line; the last one, should the object hold several of that name.
  ///
  /// - Returns: Where its value lies, or nothing if the object lacks it.
  /// - Throws: ``JSONError``, with the offset in the line, if the line is not one JSON object.
  public func find(in line: Span<UInt8>) throws(JSONError) -> Field? {
    var lexer = JSONLexer()
    var found: Field?
    guard try lexer.next(in: line) == UInt8(ascii: "{") else {
      throw .notAnObject(byteOffset: lexer.position)
    }
    try lexer.enter(depth: 0)
    guard try !lexer.skipIfPresent(UInt8(ascii: "}"), in: line) else {
      try lexer.finish(in: line)
      return nil
    }
    repeat {
      let isWanted = matches(try lexer.scanKey(in: line), in: line)
      let first = try lexer.next(in: line)
      let start = lexer.position
      if isWanted && first == UInt8(ascii: "\"") {
        let string = try lexer.scanString(in: line)
        found = Field(
          value: start..<lexer.position, isString: true, hasEscapes: string.hasEscapes)
      } else {
        try lexer.skipValue(in: line, depth: 1)
        if isWanted {
          found = Field(value: start..<lexer.position, isString: false, hasEscapes: false)
        }
      }
    } while try lexer.another(before: UInt8(ascii: "}"), in: line)
    try lexer.finish(in: line)
    return found
  }

  private func matches(_ key: JSONLexer.StringToken, in line: Span<UInt8>) -> Bool {
    if key.hasEscapes {
      var name: [UInt8] = []
      // A name with half a surrogate pair is not the one that is looked for.
      guard (try? appendUnescapedJSON(line, key.contents, to: &name)) != nil else { return false }
      return name == field
    }
    guard key.contents.count == field.count else { return false }
    for index in field.indices where line[key.contents.lowerBound + index] != field[index] {
      return false
    }
    return true
  }
}

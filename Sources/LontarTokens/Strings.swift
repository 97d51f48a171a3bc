// Conveniences for those who hold a String. The library itself works on bytes.

extension WordCounts {
  /// Adds each piece that a pre-tokenizer cuts a string into.
  ///
  ///     counts.addPieces(of: "ภาษาไทยเขียนติดกัน", cutBy: .o200k)
  public mutating func addPieces(of text: String, cutBy preTokenizer: PreTokenizer) {
    addPieces(of: text.utf8.span, cutBy: preTokenizer)
  }
}

extension Tokenizer {
  /// Returns the ids of a string; to encode many, make one worker for all of them.
  ///
  ///     let ids = tokenizer.encode("ភាសាខ្មែរ")
  public func encode(_ text: String) -> [TokenID] { encode(text.utf8.span) }

  /// Returns the text of ids.
  ///
  /// Where they begin or end inside a character, its bytes become U+FFFD: keep to bytes, by
  /// ``decode(_:appendingTo:)``, to join the texts of several parts.
  ///
  /// - Throws: ``TokenizerError/unknownID(_:index:)``.
  public func decode(_ ids: [TokenID]) throws(TokenizerError) -> String {
    var bytes: [UInt8] = []
    try decode(ids.span, appendingTo: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

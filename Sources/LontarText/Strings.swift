// Conveniences for those who hold a String. The library itself works on bytes.

extension Normalizer {
  /// Returns the normal form of a string.
  ///
  ///     Normalizer(form: .nfc).normalize("Vie\u{323}\u{302}t").unicodeScalars.count   // 4
  ///
  /// A String is always UTF-8, so that the policy for ill-formed bytes does not matter. Compare the
  /// result by its `utf8` or `unicodeScalars`: `==` calls all normal forms of a text equal.
  ///
  /// - Throws: ``TextError/recordTooLarge(byteCount:)`` for a string of 2 GiB or more.
  public func normalize(_ text: String) throws(TextError) -> String {
    var output: [UInt8] = []
    try normalize(text.utf8.span, appendingTo: &output)
    return String(decoding: output, as: UTF8.self)
  }
}

extension LanguageIdentifier {
  /// Identifies the language that most of a string is in.
  ///
  ///     LanguageIdentifier().identify("ភាសាខ្មែរ").language   // .khmer
  public func identify(_ text: String) -> Identification { identify(text.utf8.span) }
}

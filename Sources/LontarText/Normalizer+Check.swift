internal import CLontar

extension Normalizer {
  /// Finds the first place at which normalising would change a text.
  ///
  ///     Normalizer(form: .nfc).firstChange(in: Array("e\u{301}".utf8).span)   // 0
  ///     Normalizer(form: .nfc).firstChange(in: Array("ไทย".utf8).span)        // nil
  ///
  /// The place is where a character with its marks begins, in bytes. It writes nothing, and is faster
  /// than normalising. Ill-formed bytes do not count as a change: see ``cleanPrefix(of:)``.
  ///
  /// - Throws: ``TextError/malformedUTF8(byteOffset:)`` if the text is ill-formed before any change; and
  ///   what another engine than our own cannot do.
  /// - Complexity: O(*n*) in the number of bytes.
  public func firstChange(in text: Span<UInt8>) throws(TextError) -> Int? {
    let clean = try cleanPrefix(of: text)
    if clean == text.count { return nil }
    if text.firstIllFormedSequence()?.lowerBound == clean {
      throw .malformedUTF8(byteOffset: clean)
    }
    return clean
  }

  /// Whether a text is well-formed and normalising would not change it.
  ///
  ///     Normalizer(form: .nfc).isNormalized("Việt")
  ///
  /// - Throws: What another engine than our own cannot do.
  /// - Complexity: O(*n*) in the number of bytes.
  public func isNormalized(_ text: Span<UInt8>) throws(TextError) -> Bool {
    try cleanPrefix(of: text) == text.count
  }

  /// How many bytes from the start are well-formed and in form, up to a place where the text may be cut.
  func cleanPrefix(of text: Span<UInt8>) throws(TextError) -> Int {
    if let ruleEngine { return try cleanPrefix(of: text, ruleEngine) }
    guard let inC = form.inC else {
      let clean = text.firstIllFormedSequence()?.lowerBound ?? text.count
      return isStreamSafe ? min(clean, StreamSafeText.firstBreak(in: text) ?? clean) : clean
    }
    guard engine == .own else { return try cleanPrefixByEdits(of: text) }
    let result = unsafe text.withUnsafeBufferPointer { bytes in
      // The function reads `count` bytes at most and keeps no pointer.
      unsafe lontar_check_normalized(inC, bytes.baseAddress, bytes.count)
    }
    switch result.status {
    case LONTAR_OK, LONTAR_NOT_NORMALIZED, LONTAR_ILL_FORMED:
      if isStreamSafe, let place = StreamSafeText.firstBreak(in: text) {
        return min(place, result.count)
      }
      return result.count
    default: throw TextError(result, byteCount: text.count)
    }
  }

  /// The other engines say whether, but not where.
  private func cleanPrefixByEdits(of text: Span<UInt8>) throws(TextError) -> Int {
    let wellFormed = text.firstIllFormedSequence()?.lowerBound ?? text.count
    var output: [UInt8] = []
    try Normalizer(form: form, engine: engine, streamSafe: isStreamSafe)
      .normalize(text.extracting(..<wellFormed), appendingTo: &output)
    for i in 0..<min(wellFormed, output.count) where text[i] != output[i] { return i }
    return min(wellFormed, output.count)
  }
}

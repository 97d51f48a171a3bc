internal import CLontar

/// Finds out what encoding bytes are in.
///
///     let encoding = try EncodingDetector().encoding(of: bytes.span)
///
/// Byte order marks and UTF-8 tell themselves. Thai is known by the pairs of its letters (WTT 2.0),
/// Vietnamese in any of its charsets by how many of its words are syllables, UTF-16 and UTF-32 by the
/// blocks of their letters; ICU's detector says what it thinks of the rest.
public struct EncodingDetector: Sendable {
  /// How much of a text is enough to look at, in bytes; more is not looked at.
  public static let sampleByteCount = 128 << 10

  /// An encoding that a text may be in.
  public struct Candidate: Sendable, Equatable {
    public let encoding: TextEncoding
    /// From 0 to 1; the share of the text that makes sense so, less where there is little text.
    public let confidence: Double
  }

  /// The confidence below which a text is refused.
  public static let threshold = 0.75
  /// How much more likely the best must be than the next.
  public static let margin = 0.1

  /// Makes a detector.
  public init() {}

  /// The encoding of a text, if it is clear.
  ///
  /// Thai in the bytes that its three encodings share is ``TextEncoding`` "TIS-620".
  ///
  /// - Throws: ``TextError/unclearEncoding(candidates:)``.
  public func encoding(of text: Span<UInt8>) throws(TextError) -> TextEncoding {
    let candidates = candidates(for: text)
    guard let best = candidates.first, best.confidence >= Self.threshold,
      candidates.count < 2 || best.confidence - candidates[1].confidence >= Self.margin
    else {
      throw .unclearEncoding(
        candidates: candidates.prefix(4).map {
          "\($0.encoding.name) \(percent($0.confidence))"
        })
    }
    return best.encoding
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

  /// What a text may be in, the likeliest first.
  ///
  /// - Complexity: O(*n*) in the number of bytes, of which the first ``sampleByteCount`` are read.
  public func candidates(for text: Span<UInt8>) -> [Candidate] {
    let sample = text.extracting(first: Self.sampleByteCount)
    if let mark = ByteOrderMark(sample) {
      return [Candidate(encoding: mark.encoding, confidence: 1)]
    }
    let isCut = text.count >= Self.sampleByteCount
    var found = wideCandidates(sample)
    if found.isEmpty {
      if isUTF8(sample, isCut: isCut) {
        found = [utf8Candidate(sample)]
        let viqr = viqrScore(sample)
        if viqr > 0 { found.append(Candidate(encoding: .viqr, confidence: viqr)) }
      } else {
        found = byteCandidates(sample)
      }
    }
    return found.sorted { $0.confidence > $1.confidence }
  }

  // MARK: - Unicode

  private func isUTF8(_ sample: Span<UInt8>, isCut: Bool) -> Bool {
    guard let illFormed = sample.firstIllFormedSequence() else { return true }
    // The last character of a sample may be cut.
    return isCut && illFormed.upperBound == sample.count && illFormed.count < 4
  }

  /// Plain ASCII is UTF-8 too, unless it is VIQR.
  private func utf8Candidate(_ sample: Span<UInt8>) -> Candidate {
    let isASCII = sample.indices.allSatisfy { sample[$0] < 0x80 }
    return Candidate(encoding: .utf8, confidence: isASCII ? 1 - viqrScore(sample) : 1)
  }

  /// UTF-16 and UTF-32 without a mark: most units lie in few blocks, and there are units for spaces
  /// or line ends.
  private func wideCandidates(_ sample: Span<UInt8>) -> [Candidate] {
    var found: [Candidate] = []
    for encoding: TextEncoding in [
      .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian,
    ] {
      let unit = encoding.unitByteCount
      let whole = sample.count - sample.count % unit
      guard whole >= 8 else { continue }
      var decoded: [UInt8] = []
      _ = encoding.decodeUnits(
        sample.extracting(first: whole), isLast: true, appendingTo: &decoded)
      var score = ScriptScore()
      var spaces = 0
      decoded.span.forEachScalar { scalar in
        if scalar == 0x20 || scalar == 0x0A { spaces += 1 }
        if Self.isServed(scalar) { score.good += 1 } else { score.bad += 1 }
      }
      if score.bad * 10 <= score.good && (spaces > 0 || score.bad == 0) {
        found.append(Candidate(encoding: encoding, confidence: score.confidence))
      }
    }
    return found
  }

  /// Characters of the scripts served, and those that go with them; not the many Han, in which bytes
  /// of other encodings fall.
  private static func isServed(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0x24F, 0x300...0x36F, 0xB80...0xBFF, 0xE00...0xEFF,
      0x1000...0x109F, 0x1780...0x17FF, 0x1E00...0x1EFF, 0x2010...0x2026, 0xFF01...0xFF5E:
      true
    default: false
    }
  }

  // MARK: - Bytes

  private func byteCandidates(_ sample: Span<UInt8>) -> [Candidate] {
    var found: [Candidate] = []
    if let thai = thaiCandidate(sample) { found.append(thai) }
    for encoding: TextEncoding in [.tcvn3, .viscii, .vni, .windowsVietnamese, .tcvn5712] {
      guard let decoded = decode(sample, from: encoding) else { continue }
      let confidence = ScriptScore.vietnamese(decoded.span).confidence
      if confidence > 0.3 { found.append(Candidate(encoding: encoding, confidence: confidence)) }
    }
    // TCVN3 is nearly a part of TCVN 5712: capitals tell them apart, and where there are none it does
    // not matter.
    if let small = found.first(where: { $0.encoding == .tcvn3 }),
      let whole = found.firstIndex(where: { $0.encoding == .tcvn5712 })
    {
      if found[whole].confidence - small.confidence < Self.margin {
        found.remove(at: whole)
      } else {
        found.removeAll { $0.encoding == .tcvn3 }
      }
    }
    let western = westernConfidence(sample)
    if western > 0 { found.append(Candidate(encoding: .windowsWestern, confidence: western)) }
    return found + guessesOfICU(sample, known: found)
  }

  private func decode(_ sample: Span<UInt8>, from encoding: TextEncoding) -> [UInt8]? {
    var decoded: [UInt8] = []
    guard var decoder = try? encoding.makeDecoder(),
      (try? decoder.decode(sample, appendingTo: &decoded, invalid: .replace)) != nil
    else { return nil }
    return decoded
  }

  private func thaiCandidate(_ sample: Span<UInt8>) -> Candidate? {
    // Latin letters with marks stand alone among others; Thai comes in runs.
    var runs = 0
    var letters = 0
    var hasWindows = false
    var hasNoBreakSpace = false
    var isInRun = false
    for i in sample.indices {
      let isHigh = sample[i] >= 0xA1
      if isHigh { letters += 1 }
      if isHigh && !isInRun { runs += 1 }
      isInRun = isHigh
      if sample[i] >= 0x80 && sample[i] < 0xA0 { hasWindows = true }
      if sample[i] == 0xA0 { hasNoBreakSpace = true }
    }
    guard letters >= 2 * runs, runs > 0, let decoded = decode(sample, from: .windowsThai)
    else { return nil }
    let score = ScriptScore.thai(decoded.span, refusesOthers: true)
    let encoding: TextEncoding =
      hasWindows ? .windowsThai : hasNoBreakSpace ? .iso8859Thai : .tis620
    // Letters at random obey half of the time.
    let confidence = max(0, 1 - 4 * (1 - score.confidence))
    return confidence > 0 ? Candidate(encoding: encoding, confidence: confidence) : nil
  }

  /// Few letters with marks, each among plain ones, or curly punctuation where it belongs.
  private func westernConfidence(_ sample: Span<UInt8>) -> Double {
    func isLetter(_ i: Int) -> Bool {
      guard i >= 0, i < sample.count else { return false }
      let byte = sample[i] | 0x20
      return byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") && sample[i] < 0x80
    }
    var letters = 0
    var score = ScriptScore()
    for i in sample.indices {
      switch sample[i] {
      case 0..<0x80: if isLetter(i) { letters += 1 }
      case 0x85, 0x91...0x97, 0xA0, 0xA3, 0xA9, 0xAB, 0xAE, 0xB0, 0xBB, 0xD7: score.good += 1
      case 0xC0...0xFF:
        if isLetter(i - 1) || isLetter(i + 1) { score.good += 1 } else { score.bad += 1 }
      default: score.bad += 1
      }
    }
    return letters >= 25 * (score.good + score.bad) ? score.confidence * 0.95 : 0
  }

  private func guessesOfICU(_ sample: Span<UInt8>, known: [Candidate]) -> [Candidate] {
    var guesses = [lontar_charset_guess](repeating: lontar_charset_guess(), count: 4)
    var result = lontar_result()
    unsafe guesses.withUnsafeMutableBufferPointer { guesses in
      guard let start = guesses.baseAddress else { return }
      // Reads and writes within the counts it is given, and keeps no pointer.
      result = unsafe sample.withUnsafeBufferPointer { bytes in
        unsafe lontar_guess_charset(bytes.baseAddress, bytes.count, start, guesses.count)
      }
    }
    guard result.status == LONTAR_OK else { return [] }
    var found: [Candidate] = []
    for guess in guesses.prefix(result.count) {
      let name = unsafe withUnsafeBytes(of: guess.name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let encoding = try? TextEncoding(name), encoding != .utf8,
        encoding.unitByteCount == 1, !(known + found).contains(where: { $0.encoding == encoding })
      else { continue }
      // ICU has no model of our scripts, and takes Thai for Hebrew: it is not asked where the
      // structure of a script has answered.
      let ceiling = known.contains { $0.confidence >= Self.threshold } ? 0.5 : 0.9
      found.append(
        Candidate(encoding: encoding, confidence: Double(guess.confidence) / 100 * ceiling))
    }
    return found
  }

  // MARK: - VIQR

  /// How sure ASCII is VIQR: the share of words with its marks that are syllables, if there are
  /// enough with marks that are no punctuation.
  private func viqrScore(_ sample: Span<UInt8>) -> Double {
    var marks = 0
    for i in 0..<max(0, sample.count - 2) {
      let letter = sample[i] | 0x20
      guard letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") else { continue }
      switch sample[i + 1] {
      case UInt8(ascii: "^"), UInt8(ascii: "("), UInt8(ascii: "+"), UInt8(ascii: "`"),
        UInt8(ascii: "~"), UInt8(ascii: "'"), UInt8(ascii: "."), UInt8(ascii: "?"):
        let next = sample[i + 2] | 0x20
        let isInside = next >= UInt8(ascii: "a") && next <= UInt8(ascii: "z")
        if isInside || sample[i + 1] == UInt8(ascii: "^") { marks += 1 }
      default: break
      }
    }
    guard marks >= 3, marks * 40 >= sample.count, let decoded = decode(sample, from: .viqr)
    else { return 0 }
    return ScriptScore.vietnamese(decoded.span).confidence
  }
}

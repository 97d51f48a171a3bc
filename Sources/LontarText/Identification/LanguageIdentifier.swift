/// Tells which of the languages served a text is in.
///
///     let identifier = LanguageIdentifier()
///     identifier.identify("Selamat pagi, apa kabar?")   // Indonesian, 0.9 or so
///     identifier.identify("こんにちは")                   // unknown: language is nil
///
/// A script that one of the languages has to itself decides; Latin letters are judged by a model. What is
/// in no language served, or could be in several, is unknown rather than guessed.
///
/// - Note: A word or two of Latin letters is seldom enough, and up to some four must be twice as likely in a
///   language as in any other. `confidence` says how much to trust.
public struct LanguageIdentifier: Sendable {
  /// What a text is found to be in.
  public struct Identification: Sendable, Equatable {
    /// The language; nil where it is not clear, or is not one that is served.
    public var language: Language?
    /// How likely it is right, from 0 to 1. Of an unknown text, how likely the best guess was.
    public var confidence: Double

    /// What is said of a text without letters.
    public static let unknown = Identification(language: nil, confidence: 0)
  }

  /// Below this, a text is unknown.
  static let leastConfidence = 0.5

  /// Makes an identifier; it holds nothing and costs nothing.
  public init() {}

  /// Identifies the language that most of a text is in.
  ///
  ///     identifier.identify(Array("ภาษาไทย".utf8).span).language   // .thai
  ///
  /// What is not UTF-8 counts for nothing.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public func identify(_ text: Span<UInt8>) -> Identification {
    let runs = ScriptRuns(text).runs
    var letters = 0
    var counts: [(script: Script, letters: Int, jawi: Int)] = []
    for run in runs where run.letters > 0 {
      letters += run.letters
      if let index = counts.firstIndex(where: { $0.script == run.script }) {
        counts[index].letters += run.letters
        counts[index].jawi += run.jawiLetters
      } else {
        counts.append((run.script, run.letters, run.jawiLetters))
      }
    }
    guard let most = counts.max(by: { $0.letters < $1.letters }) else { return .unknown }
    // Chinese characters beside kana are Japanese.
    let hasKana = most.script == .han && counts.contains { $0.script == .kana }
    let share = Double(most.letters) / Double(letters)
    var found = Identification.unknown
    if most.script == .latin {
      var evidence = LatinEvidence()
      for run in runs where run.script == .latin { evidence.add(text, run.bytes) }
      if evidence.isOfPair {
        for run in runs where run.script == .latin { evidence.addPair(text, run.bytes) }
      }
      found = evidence.identification
    } else if !hasKana {
      found = Self.identification(of: most.script, letters: most.letters, jawi: most.jawi)
    }
    found.confidence *= share
    if found.confidence < Self.leastConfidence { found.language = nil }
    return found
  }

  /// Gives a closure the pieces of a text that are each in one language, in their order.
  ///
  ///     // "ไปกิน pizza กัน": Thai, then unknown or English, then Thai
  ///     identifier.forEachSpan(in: line) { bytes, found in … }
  ///
  /// The pieces make up the text: digits, spaces and punctuation go with what is before them. Latin
  /// letters are cut at spaces, where a few words show that the language changes:
  /// "Sige, let's go to the mall tomorrow" is Filipino, then English.
  ///
  /// - Parameters:
  ///   - text: A record; what is not UTF-8 goes with what is before it.
  ///   - body: Takes the bytes of a piece in the text, and what it is in.
  /// - Throws: What the closure throws.
  /// - Complexity: O(*n*) in the number of bytes.
  public func forEachSpan<E: Error>(
    in text: Span<UInt8>, _ body: (Range<Int>, Identification) throws(E) -> Void
  ) throws(E) {
    let runs = ScriptRuns(text).runs
    let isJapanese = runs.contains { $0.script == .kana }
    for run in runs {
      var found = Identification.unknown
      if run.script == .latin {
        for span in LatinSpans(text, run.bytes).spans {
          found = span.found
          if found.confidence < Self.leastConfidence { found.language = nil }
          try body(span.bytes, found)
        }
        continue
      }
      if run.script != .han || !isJapanese {
        found = Self.identification(of: run.script, letters: run.letters, jawi: run.jawiLetters)
      }
      try body(run.bytes, found)
    }
  }

  /// What a script other than Latin says.
  private static func identification(
    of script: Script, letters: Int, jawi: Int
  ) -> Identification {
    if script == .arabic {
      // Jawi has a letter of its own in every other word; Arabic and Persian have none of them.
      guard jawi * 40 >= letters, jawi > 0 else { return Identification.unknown }
      return Identification(language: .malay, confidence: jawi * 16 >= letters ? 0.99 : 0.8)
    }
    guard let language = script.language else { return Identification.unknown }
    return Identification(language: language, confidence: letters > 1 ? 0.99 : 0.9)
  }
}

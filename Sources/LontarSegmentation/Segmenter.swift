public import LontarText

/// Cuts text into words, sentences, grapheme clusters, or pieces between line breaks, including in
/// scripts that are written without spaces.
///
///     let segmenter = try Segmenter(language: .thai)
///     segmenter.segments(of: "ภาษาไทย")   // ["ภาษา", "ไทย"]
///
/// The segmenter is what tasks share; each task makes a ``Worker`` of its own.
public struct Segmenter: Sendable {
  /// The language whose rules are used.
  public let language: Language
  /// What the text is cut into.
  public let unit: Unit
  private let prototype: BreakerPrototype

  /// Opens the rules and dictionaries of a language.
  ///
  /// - Throws: ``TextError/icu(_:)`` when ICU lacks its data.
  public init(language: Language, unit: Unit = .word) throws(TextError) {
    self.language = language
    self.unit = unit
    prototype = try BreakerPrototype(unit: unit, locale: language.rawValue)
  }

  /// Makes a worker; a few microseconds, so make one a task and not one a record.
  public func makeWorker() -> Worker {
    Worker(breaker: Breaker(copying: prototype.breaker))
  }
}

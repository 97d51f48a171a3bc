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
  /// What was learned about the language's words, if the segmenter uses it.
  public let model: BoundaryModel?
  /// What finds the words.
  public let engine: Engine
  /// What is done differently.
  public let options: Options
  private let tokens: TokenCutter?
  private let refinement: Refiner.Plan
  private let prototype: BreakerPrototype

  /// Opens the rules and dictionaries of a language.
  ///
  /// - Parameters:
  ///   - language: The language of the text.
  ///   - unit: What to cut the text into.
  ///   - engine: What finds words and sentences; other units are ICU's.
  ///   - model: What corrects ICU's words, by default the one that is part of Lontar if there is one;
  ///     other units do without it.
  ///   - options: What to do differently about words.
  /// - Throws: ``TextError/icu(_:)`` when ICU lacks its data.
  public init(
    language: Language, unit: Unit = .word, engine: Engine = .lontar, model: BoundaryModel? = nil,
    options: Options = Options()
  ) throws(TextError) {
    self.language = language
    self.unit = unit
    self.engine = engine
    let learns = unit == .word && engine == .lontar
    self.model = learns ? model ?? BoundaryModel.bundled(for: language) : nil
    let hasTokens = learns && self.model == nil && language.hasTokens
    tokens = hasTokens ? TokenCutter(convention: TokenConvention(language)) : nil
    self.options = options
    refinement = Self.refinement(language, unit, engine, options, hasTokens: hasTokens)
    prototype = try BreakerPrototype(unit: unit, locale: language.rawValue)
  }

  /// Makes a worker; a few microseconds, so make one a task and not one a record.
  public func makeWorker() -> Worker {
    Worker(
      breaker: Breaker(copying: prototype.breaker), model: model, tokens: tokens,
      refinement: refinement,
      ignoresZeroWidth: unit == .word && options.zeroWidthSpaces == .ignore)
  }

  /// What is to be done about the ends of an engine.
  private static func refinement(
    _ language: Language, _ unit: Unit, _ engine: Engine, _ options: Options, hasTokens: Bool
  ) -> Refiner.Plan {
    var plan = Refiner.Plan()
    if unit == .sentence, engine == .lontar {
      plan.joinsSentences = language.hasTokens || language == .vietnamese
      plan.sentences = language == .thai ? SentenceModel.thai : nil
    }
    guard unit == .word else { return plan }
    plan.dictionary = options.dictionary
    plan.clitics = options.splitsClitics ? CliticModel.bundled(language) : nil
    guard engine == .lontar else { return plan }
    if !hasTokens { plan.cutter = TokenCutter(convention: TokenConvention(language)) }
    switch language {
    case .thai, .lao, .khmer, .burmese:
      plan.partsScripts = true
      plan.honoursZeroWidth = options.zeroWidthSpaces == .honour
    default: break
    }
    return plan
  }
}

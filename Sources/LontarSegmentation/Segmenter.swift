public import LontarText

/// Cuts text into words, syllables, sentences, grapheme clusters, or pieces between line breaks,
/// including in scripts that are written without spaces.
///
///     let segmenter = try Segmenter(language: .thai)
///     segmenter.segments(of: "ภาษาไทย")   // ["ภาษา", "ไทย"]
///
/// The segmenter is what tasks share; each task makes a ``Worker`` of its own.
public struct Segmenter: Sendable {
  /// The language whose rules are used; nil if it is found out for each run of a script.
  public let language: Language?
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
  private let automatic: AutomaticRecipe?

  /// Opens the rules and dictionaries of a language.
  ///
  /// - Parameters:
  ///   - language: The language of the text.
  ///   - unit: What to cut the text into.
  ///   - engine: What finds words, syllables and sentences; other units are ICU's.
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
    // Where a Thai syllable ends depends on the words; other scripts' syllables do not.
    let learns =
      engine == .lontar && (unit == .word || unit == .syllable && language == .thai)
    self.model = learns ? model ?? BoundaryModel.bundled(for: language) : nil
    let hasTokens =
      unit == .syllable && engine == .lontar
      ? language != .thai && language != .vietnamese
      : learns && self.model == nil && language.hasTokens
    tokens =
      hasTokens
      ? TokenCutter(convention: TokenConvention(language), keepsRuns: unit == .syllable) : nil
    self.options = options
    refinement = Self.refinement(
      language, unit, engine, options, self.model, hasTokens: hasTokens)
    prototype = try BreakerPrototype(unit: unit, locale: language.rawValue)
    automatic = nil
  }

  /// Opens the rules and dictionaries of every language, among which each text decides for itself: by
  /// its scripts, and where its letters are Latin by its words.
  ///
  ///     let segmenter = try Segmenter(unit: .word)
  ///     segmenter.segments(of: "ไปBali ទៅផ្សារ")   // ["ไป", "Bali", " ", "ទៅ", "ផ្សារ"]
  ///
  /// Name the language where it is known: a few words in Latin letters may be in several.
  ///
  /// - Parameters:
  ///   - unit: What to cut the text into.
  ///   - engine: What finds words, syllables and sentences; other units are ICU's.
  ///   - models: What corrects ICU's words in their languages, instead of what is part of Lontar.
  ///   - options: What to do differently about words.
  /// - Throws: ``TextError/icu(_:)`` when ICU lacks its data.
  public init(
    unit: Unit, engine: Engine = .lontar, models: [BoundaryModel] = [],
    options: Options = Options()
  ) throws(TextError) {
    var segmenters: [Language: Segmenter] = [:]
    for language in Language.all {
      segmenters[language] = try Segmenter(
        language: language, unit: unit, engine: engine,
        model: models.last { $0.language == language }, options: options)
    }
    language = nil
    self.unit = unit
    self.engine = engine
    model = nil
    tokens = nil
    self.options = options
    refinement = Refiner.Plan()
    prototype = try BreakerPrototype(unit: unit, locale: Language.english.rawValue)
    automatic = AutomaticRecipe(unit: unit, segmenters: segmenters)
  }

  /// Makes a worker; a few microseconds, so make one a task and not one a record.
  public func makeWorker() -> Worker {
    Worker(
      breaker: Breaker(copying: prototype.breaker), model: model, tokens: tokens,
      refinement: refinement, automatic: automatic,
      bar: unit == .word ? options.granularity.bar : 0,
      ignoresZeroWidth: automatic == nil && unit.hasWords && options.zeroWidthSpaces == .ignore)
  }

  /// What is to be done about the ends of an engine.
  private static func refinement(
    _ language: Language, _ unit: Unit, _ engine: Engine, _ options: Options,
    _ model: BoundaryModel?, hasTokens: Bool
  ) -> Refiner.Plan {
    var plan = Refiner.Plan()
    if unit == .sentence, engine == .lontar {
      plan.joinsSentences = language.hasTokens || language == .vietnamese
      plan.sentences = language == .thai ? SentenceModel.thai : nil
    }
    guard unit.hasWords else { return plan }
    if unit == .syllable {
      plan.cutsSyllables = true
    } else {
      plan.dictionary = options.dictionary
      let splits = options.splitsClitics || options.granularity == .morpheme
      plan.clitics = splits ? CliticModel.bundled(language) : nil
      if engine == .lontar {
        plan.parts = WordParts(language, options.granularity, words: model?.words)
      }
    }
    guard engine == .lontar else { return plan }
    if !hasTokens {
      plan.cutter = TokenCutter(
        convention: TokenConvention(language),
        cutsForeignTokens: language == .chinese)
    }
    switch language {
    case .thai, .lao, .khmer, .burmese:
      plan.partsScripts = !hasTokens
      plan.honoursZeroWidth = options.zeroWidthSpaces == .honour
    default: plan.checksClusters = !hasTokens
    }
    return plan
  }
}

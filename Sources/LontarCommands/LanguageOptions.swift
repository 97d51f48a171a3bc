internal import ArgumentParser
internal import LontarJSON
internal import LontarTokens

/// How languages share a vocabulary.
struct LanguageOptions: ParsableArguments {
  /// Which language is served next.
  enum Parity: String, CaseIterable, ExpressibleByArgument {
    case base
    case window
    case hybrid
  }

  @Option(
    help: ArgumentHelp(
      "A language's text or counts, in place of other files; once for each.",
      valueName: "NAME=FILE,…"),
    transform: LanguageFiles.init(argument:))
  var language: [LanguageFiles] = []

  @Option(
    help: ArgumentHelp(
      "A language's development text, the same text in each, for --parity.",
      valueName: "NAME=FILE,…"),
    transform: LanguageFiles.init(argument:))
  var dev: [LanguageFiles] = []

  @Option(
    help: ArgumentHelp(
      """
      Give each merge to the language that is worst off (Foroutan et al. 2025): base; window, so \
      that none takes too many in a row; hybrid, after --global-merges by all languages together.
      """,
      valueName: "VARIANT"))
  var parity: Parity?

  @Option(help: ArgumentHelp("The merges that --parity window looks back on.", valueName: "N"))
  var parityWindow = 100

  @Option(
    help: ArgumentHelp(
      "How many times its share of these a language may have.", valueName: "ALPHA"))
  var parityAlpha = 2.0

  @Option(
    help: ArgumentHelp(
      "Merges by all languages together, with --parity hybrid (default: half of all).",
      valueName: "N"))
  var globalMerges: Int?

  @Option(
    help: ArgumentHelp("Count a language's words so many times.", valueName: "NAME=FACTOR"),
    transform: LanguageFactor.init(argument:))
  var weight: [LanguageFactor] = []

  @Option(
    help: ArgumentHelp(
      "Raise the languages' shares to this power: 1 leaves them, 0 makes them equal.",
      valueName: "T"))
  var temperature: Double?

  func check() throws {
    let names = language.map(\.name)
    for name in dev.map(\.name) + weight.map(\.name) where !names.contains(name) {
      throw ValidationError("'\(name)' is no --language")
    }
    if language.isEmpty && (parity != nil || temperature != nil) {
      throw ValidationError("--parity and --temperature need --language")
    }
    if !dev.isEmpty {
      guard parity != nil else { throw ValidationError("--dev needs --parity") }
      for name in names where !dev.contains(where: { $0.name == name }) {
        throw ValidationError("--dev lacks '\(name)'")
      }
    }
    if parity != nil && (!weight.isEmpty || temperature != nil) {
      throw ValidationError("--parity takes the place of --weight and --temperature")
    }
    if globalMerges != nil && parity != .hybrid {
      throw ValidationError("--global-merges needs --parity hybrid")
    }
    if let globalMerges, globalMerges < 0 {
      throw ValidationError("--global-merges must not be negative")
    }
    guard parityWindow > 0, parityAlpha > 0, parityAlpha.isFinite else {
      throw ValidationError("--parity-window and --parity-alpha must be above 0")
    }
    if let temperature, !(temperature >= 0 && temperature <= 1) {
      throw ValidationError("--temperature must be from 0 to 1")
    }
  }

  /// The words of all languages, each as heavy as it should be.
  func weighted(_ loader: inout WordLoader) async throws -> TrainWords {
    var weights = LanguageWeights(languages: language.count)
    weights.temperature = temperature ?? 1
    for factor in weight {
      for (index, one) in language.enumerated() where one.name == factor.name {
        weights.weights[index] = factor.factor
      }
    }
    var words = TrainWords(counts: WordCounts(), origins: [])
    // Twice through the totals, once through the words: they are kept apart until all are known.
    var parts: [Part] = []
    for one in language {
      let loaded = try await loader.load(one.files)
      words.origins += loaded.origins
      parts.append(Part(loaded.counts))
    }
    let factors = weights.factors(totals: parts.map(\.total))
    for (part, factor) in zip(parts, factors) { part.merge(into: &words.counts, times: factor) }
    return words
  }

  /// A table in a list, from which it is taken once.
  private final class Part {
    private var counts: WordCounts?
    let total: UInt64

    init(_ counts: consuming WordCounts) {
      total = counts.total
      self.counts = consume counts
    }

    func merge(into sum: inout WordCounts, times factor: Double) {
      if let counts = counts.take() { sum.merge(counts, times: factor) }
    }
  }

  func parityTrainer(_ trainer: BPETrainer) -> ParityTrainer {
    var parityTrainer = ParityTrainer(trainer)
    if parity == .window {
      parityTrainer.variant = .window(size: parityWindow, alpha: parityAlpha)
    }
    if parity == .hybrid {
      parityTrainer.globalMerges = globalMerges ?? trainer.vocabularySize / 2
    }
    return parityTrainer
  }

  var settings: [(name: String, value: [UInt8])] {
    var settings: [(name: String, value: [UInt8])] = []
    if !language.isEmpty {
      let names = language.map { String(decoding: jsonString($0.name), as: UTF8.self) }
      settings.append(("languages", Array("[\(names.joined(separator: ", "))]".utf8)))
    }
    if let parity {
      settings.append(("parity", jsonString(parity.rawValue)))
      if parity == .window {
        settings.append(("parity_window", Array("\(parityWindow)".utf8)))
        settings.append(("parity_alpha", Array("\(parityAlpha)".utf8)))
      }
      if let globalMerges { settings.append(("global_merges", Array("\(globalMerges)".utf8))) }
    }
    if let temperature { settings.append(("temperature", Array("\(temperature)".utf8))) }
    for factor in weight {
      settings.append(("weight \(factor.name)", Array("\(factor.factor)".utf8)))
    }
    return settings
  }
}

/// A language's factor, as an option gives it: `km=2.5`.
struct LanguageFactor {
  var name: String
  var factor: Double

  init(argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let factor = Double(parts[1]), factor > 0, factor.isFinite else {
      throw ValidationError("'\(argument)' is no NAME=FACTOR")
    }
    name = parts[0]
    self.factor = factor
  }
}

/// The words of languages and of their development texts, given to a trainer one by one.
final class ParityInput {
  private(set) var origins: [TextOrigin] = []
  private(set) var different = 0
  private(set) var total: UInt64 = 0
  private var waiting: [Box] = []

  private final class Box {
    var language: ParityTrainer.Language?

    init(_ language: consuming ParityTrainer.Language) { self.language = consume language }
  }

  init(_ options: LanguageOptions, _ loader: inout WordLoader) async throws {
    for one in options.language {
      let words = try await loader.load(one.files)
      origins += words.origins
      different += words.counts.count
      total += words.counts.total
      if let dev = options.dev.first(where: { $0.name == one.name }) {
        let text = try await loader.load(dev.files)
        origins += text.origins
        waiting.append(
          Box(ParityTrainer.Language(words: words.counts, development: text.counts)))
      } else {
        waiting.append(Box(ParityTrainer.Language(words: words.counts)))
      }
    }
  }

  func next() -> ParityTrainer.Language? {
    waiting.isEmpty ? nil : waiting.removeFirst().language.take()
  }
}

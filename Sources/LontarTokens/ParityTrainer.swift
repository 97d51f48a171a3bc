/// Learns one vocabulary that is fair to several languages.
///
/// Each merge is the most frequent pair of the language that is worst off: the one whose development
/// text, which should say the same in every language, has the most tokens by now (Foroutan et al. 2025,
/// arXiv:2508.04796). Of equals it is the language that comes first; equal counts go to the pair whose
/// left name, then right name, is higher, as in Hugging Face's `ParityBpeTrainer`, whose merges these
/// are.
///
///     var trainer = ParityTrainer(BPETrainer(vocabularySize: 32_000))
///     trainer.variant = .window(size: 100, alpha: 2)
///     let vocabulary = try trainer.train(on: languages)
///
/// - Complexity: that of ``BPETrainer`` over the words of all languages, and of the development texts.
public struct ParityTrainer: Sendable {
  /// The size, the special tokens and all else.
  public var trainer: BPETrainer
  /// Which language is served next.
  public var variant = Variant.base
  /// How many merges are made before, by the counts of all languages together: the hybrid variant.
  public var globalMerges = 0

  /// Which language is served next.
  public enum Variant: Sendable, Equatable {
    /// The one that is worst off.
    case base
    /// The worst off of those that were served no more than `alpha` times their share of the last
    /// `size` merges, so that one that cannot be helped does not take all.
    case window(size: Int, alpha: Double)
  }

  /// The words of a language, and of its development text.
  public struct Language: ~Copyable {
    let words: WordCounts
    var development: WordCounts?

    /// Without a development text, the training text itself counts.
    public init(words: consuming WordCounts, development: consuming WordCounts? = nil) {
      self.words = words
      self.development = development
    }
  }

  /// Makes a trainer.
  public init(_ trainer: BPETrainer) { self.trainer = trainer }

  /// Learns a vocabulary.
  ///
  /// - Parameter languages: gives the next language, or nil.
  /// - Throws: ``TrainingError``.
  public func train(
    on languages: () -> Language?,
    progress: (_ done: Int, _ wanted: Int) -> Void = { _, _ in }
  ) throws(TrainingError) -> Vocabulary {
    var state = TrainingState()
    let byteIDs = try trainer.addBytes(to: &state)
    try trainer.checkRoom(state)
    // Names in files decide ties.
    let names = TokenTexts()
    for text in state.names.texts { names.addHidden(Self.fileName(of: text)) }
    var rules = trainer.mergeRules
    rules.names = names
    rules.keepsLists = true
    var tables: [ParityTable] = []
    var whole = WordCounts()
    while let language = languages() {
      if globalMerges > 0 {
        language.words.forEachWord { whole.add($0, count: $1) }
      }
      tables.append(try ParityTable(language, byteIDs: byteIDs, trainer: trainer, rules: rules))
    }
    guard !tables.isEmpty else { throw .developmentTexts(languages: 0, texts: 0) }
    var merges = 0
    if globalMerges > 0 {
      rules.keepsLists = false
      let positions = try trainer.positionCount(of: whole)
      var table = MergeTable(
        words: whole, byteIDs: byteIDs, positionCount: positions, rules: rules)
      let least = Int64(clamping: max(trainer.minimumFrequency, 1))
      while merges < globalMerges, state.vocabulary.count < trainer.vocabularySize,
        let pair = table.popMostFrequent(atLeast: least)
      {
        let (result, shape) = try join(pair, &state, names)
        table.apply(pair, result: result, shape: shape)
        for other in tables { other.apply(pair, result: result, shape: shape) }
        merges += 1
        progress(state.vocabulary.count, trainer.vocabularySize)
      }
      if merges < globalMerges { return state.vocabulary }
    }
    try balance(tables, &state, names, progress)
    return state.vocabulary
  }

  private func balance(
    _ tables: [ParityTable], _ state: inout TrainingState, _ names: TokenTexts,
    _ progress: (Int, Int) -> Void
  ) throws(TrainingError) {
    let least = Int64(clamping: max(trainer.minimumFrequency, 1))
    var isExhausted = [Bool](repeating: false, count: tables.count)
    var window = ServedWindow(variant, languages: tables.count)
    while state.vocabulary.count < trainer.vocabularySize, isExhausted.contains(false) {
      let chosen = window.next(tables.indices.map { isExhausted[$0] ? nil : tables[$0].tokenCount })
      guard let pair = tables[chosen].popMostFrequent(atLeast: least) else {
        isExhausted[chosen] = true
        continue
      }
      let (result, shape) = try join(pair, &state, names)
      for table in tables { table.apply(pair, result: result, shape: shape) }
      progress(state.vocabulary.count, trainer.vocabularySize)
    }
  }

  private func join(
    _ pair: TokenPair, _ state: inout TrainingState, _ names: TokenTexts
  ) throws(TrainingError) -> (TokenID, TokenShape) {
    let result = try state.join(pair)
    let text = state.names.texts[Int(result)]
    if Int(result) == names.count { names.addHidden(Self.fileName(of: text)) }
    return (result, trainer.integrity == .none ? .never : TokenShape(text))
  }

  private static func fileName(of bytes: [UInt8]) -> [UInt8] {
    var name: [UInt8] = []
    ByteCharacters.append(bytes, to: &name)
    return name
  }
}

/// A language's words and its development text while they are merged.
private final class ParityTable {
  private var words: MergeTable
  private var development: MergeTable?

  init(
    _ language: consuming ParityTrainer.Language, byteIDs: [TokenID], trainer: BPETrainer,
    rules: MergeRules
  ) throws(TrainingError) {
    var quiet = rules
    quiet.hasQueue = false
    var language = language
    let positions = try trainer.positionCount(of: language.words)
    if let text = language.development.take() {
      let textPositions = try trainer.positionCount(of: text)
      development = MergeTable(
        words: text, byteIDs: byteIDs, positionCount: textPositions, rules: quiet)
    } else {
      development = nil
    }
    words = MergeTable(
      words: language.words, byteIDs: byteIDs, positionCount: positions, rules: rules)
  }

  /// How many tokens the development text has, or else the words.
  var tokenCount: Int64 { development?.tokenCount ?? words.tokenCount }

  func popMostFrequent(atLeast least: Int64) -> TokenPair? {
    words.popMostFrequent(atLeast: least)
  }

  func apply(_ pair: TokenPair, result: TokenID, shape: TokenShape) {
    if words.take(pair) { words.apply(pair, result: result, shape: shape) }
    if development?.take(pair) == true {
      development?.apply(pair, result: result, shape: shape)
    }
  }
}

/// Which language is served next.
private struct ServedWindow {
  private let size: Int?
  private let threshold: Double
  private var served: [Int] = []
  private var oldest = 0
  private var counts: [Int]

  init(_ variant: ParityTrainer.Variant, languages: Int) {
    counts = [Int](repeating: 0, count: languages)
    switch variant {
    case .base:
      size = nil
      threshold = 0
    case .window(let size, let alpha):
      self.size = size
      threshold = alpha / Double(languages)
    }
  }

  /// Chooses by the number of tokens that each language has; nil for one that has no more pairs.
  mutating func next(_ tokens: [Int64?]) -> Int {
    let order = tokens.indices.sorted {
      let (a, b) = (tokens[$0] ?? .min, tokens[$1] ?? .min)
      return a != b ? a > b : $0 < $1
    }
    guard let size else { return order[0] }
    let isBelow = { (language: Int) in
      Double(counts[language]) / Double(size) <= threshold
    }
    let live = order.filter { tokens[$0] != nil }
    let chosen = live.first(where: isBelow) ?? live.last ?? order[0]
    counts[chosen] += 1
    if served.count < size {
      served.append(chosen)
    } else {
      counts[served[oldest]] -= 1
      served[oldest] = chosen
      oldest = (oldest + 1) % size
    }
    return chosen
  }
}

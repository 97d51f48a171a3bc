public import LontarText

/// Learns where words end from text that a person has cut.
///
///     let trainer = BoundaryTrainer(language: .thai)
///     let model = try trainer.train(on: gold, development: someMore, words: list)
///
/// The learner is logistic regression by FTRL-proximal (McMahan et al. 2013), which leaves weights
/// that earn nothing at zero. The same input gives the same model.
public struct BoundaryTrainer: Sendable {
  /// The language of the text.
  public var language: Language
  /// How many rows the table of weights has, as a power of two.
  public var rowBits = 15
  /// Whether the model looks at ICU's boundaries.
  public var usesICU = true
  /// Whether the words of the training text are known to the model.
  public var learnsWords = true
  /// How often the text is gone through at most.
  public var epochs = 16
  /// How fast weights move.
  public var rate: Float = 0.1
  /// How much a weight must earn before it leaves zero.
  public var sparsity: Float = 0.2
  /// How much large weights are held back.
  public var decay: Float = 1

  /// Prepares a trainer with the options that served best.
  public init(language: Language) {
    self.language = language
    if language == .vietnamese {
      rate = 0.5
      sparsity = 0.5
    }
  }

  /// Whether there is something to learn in a language: in others, words are found by rules.
  public static func learns(_ language: Language) -> Bool {
    switch language {
    case .thai, .lao, .khmer, .burmese, .vietnamese: true
    default: false
    }
  }

  /// How a text became better known.
  public struct Progress: Sendable {
    /// How often the training text was gone through.
    public var epoch: Int
    /// The F1 of words in the development text, if there is one, else in the training text.
    public var f1: Double
  }

  /// Trains a model.
  ///
  /// - Parameters:
  ///   - gold: Text to learn from.
  ///   - development: Text that tells when to stop; without it, all epochs are run.
  ///   - words: Known words with how often they occur, 0 where nobody counted.
  ///   - provenance: Where all of this comes from; goes into the model as it is.
  ///   - progress: Called after each epoch.
  public func train(
    on gold: [SegmentedText], development: [SegmentedText] = [],
    words: [WordList.Entry] = [], provenance: String = "",
    progress: (Progress) -> Void = { _ in }
  ) throws(TextError) -> BoundaryModel {
    let segmenter = try Segmenter(language: language, engine: .icu)
    let unit: BoundaryModel.Unit = language == .vietnamese ? .syllables : .scalars
    var lexicon = Lexicon(unit: unit)
    for entry in words { lexicon.add(entry.word.span, count: entry.count, isListed: true) }
    if learnsWords {
      for text in gold {
        for range in text.ranges {
          lexicon.add(text.bytes.span.extracting(range), count: 1, isListed: false)
        }
      }
    }
    let table = lexicon.table()
    let shape = BoundaryModel.Shape(
      unit: unit, usesICU: usesICU, hasWords: table != nil, rowBits: rowBits)
    var worker = segmenter.makeWorker()
    let training = Examples(
      gold, shape: shape, words: table, worker: &worker,
      occurrences: table.map(lexicon.occurrences) ?? [])
    let checking = Examples(
      development, shape: shape, words: table, worker: &worker, occurrences: [])

    var learner = Learner(shape, rate: rate, sparsity: sparsity, decay: decay)
    var order = Array(0..<training.records.count)
    var random = SplitMix(state: 1)
    var best = -1.0
    var bestWeights: [Float] = []
    var missed = 0
    for epoch in 1...max(epochs, 1) {
      order.shuffle(using: &random)
      for record in order { learner.learn(training, record) }
      let f1 = learner.wordF1(checking.records.isEmpty ? training : checking)
      progress(Progress(epoch: epoch, f1: f1))
      if checking.records.isEmpty || f1 > best {
        best = f1
        bestWeights = learner.weights()
        missed = 0
      } else {
        missed += 1
        if missed == 4 { break }
      }
    }
    let (weights, scale) = Self.quantize(bestWeights)
    return BoundaryModel(
      language: language, shape: shape, weights: weights, words: table, scale: scale,
      provenance: provenance)
  }

  /// Rounds weights to a byte each; the few largest are cut off.
  private static func quantize(_ weights: [Float]) -> (weights: [Int8], scale: Float) {
    let sizes = weights.lazy.map { abs($0) }.filter { $0 > 0 }.sorted()
    guard let largest = sizes.last else { return ([Int8](repeating: 0, count: weights.count), 1) }
    let top = largest
    let scale = top / 127
    let rounded = weights.map { weight in
      Int8(max(-127, min(127, (weight / scale).rounded(.toNearestOrEven))))
    }
    return (rounded, scale)
  }
}

/// Random numbers that are the same in every run (SplitMix64, Steele et al. 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

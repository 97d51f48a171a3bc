public import LontarText

/// Finds in text that nobody has cut which words a model sees there, and how often.
///
///     let first = try trainer.train(on: gold)
///     var estimator = try WordEstimator(language: .khmer, model: first)
///     for line in lines { estimator.add(line.span) }
///     let second = try trainer.train(on: gold, words: estimator.words())
///
/// The second model knows the words of the text by the convention of the gold, and that they are words it
/// need no longer guess: self-training (Yarowsky 1995), by way of a list. Counts by ICU's words and
/// expectation maximisation were tried before, and gave models that were worse than without a text.
public struct WordEstimator: ~Copyable {
  private let unit: BoundaryModel.Unit
  private var worker: Segmenter.Worker
  private var counts: [[UInt8]: UInt64] = [:]

  /// Prepares a model that cuts.
  ///
  /// - Throws: ``TextError/icu(_:)`` when ICU lacks its data.
  public init(language: Language, model: BoundaryModel) throws(TextError) {
    unit = model.unit
    worker = try Segmenter(language: language, model: model).makeWorker()
  }

  /// Counts the words of a text; what holds another script is none.
  ///
  /// - Complexity: O(*n*) in the number of bytes; memory for each different word.
  public mutating func add(_ text: Span<UInt8>) {
    var found: [[UInt8]] = []
    let unit = unit
    worker.forEachSegment(in: text) { range in
      let piece = text.extracting(range)
      guard Lexicon.symbols(of: piece, unit: unit) != nil else { return }
      found.append(piece.indices.map { piece[$0] })
    }
    for word in found { counts[word, default: 0] += 1 }
  }

  /// The words with their counts, sorted by their bytes.
  ///
  /// - Parameter least: How often a word must have been found: once may be a mistake.
  public func words(foundAtLeast least: UInt64 = 2) -> [WordList.Entry] {
    counts.filter { $0.value >= least }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { (word: $0.key, count: $0.value) }
  }
}

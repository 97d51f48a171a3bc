public import LontarText

/// Estimates from text that nobody has cut which words there are, and how often.
///
///     var estimator = try WordEstimator(language: .khmer)
///     for line in lines { estimator.add(line.span) }
///     let words = estimator.words()   // for BoundaryTrainer.train(on:words:)
///
/// The words are those that ICU finds at least twice and those that are known; how often each occurs is
/// estimated by expectation maximisation with the best cut only (Viterbi training, as in Kudo 2018): the
/// text is cut by the counts, and counted again. In Vietnamese, where ICU finds syllables, the known
/// words are counted.
///
/// The text is kept in memory.
public struct WordEstimator: ~Copyable {
  private let unit: BoundaryModel.Unit
  private var worker: Segmenter.Worker
  private var texts: [(bytes: [UInt8], ends: [Int])] = []
  private var known: [[UInt8]: UInt64] = [:]
  private var found: [[UInt8]: UInt64] = [:]

  /// Prepares ICU's words of a language.
  ///
  /// - Throws: ``TextError/icu(_:)`` when ICU lacks its data.
  public init(language: Language) throws(TextError) {
    unit = language == .vietnamese ? .syllables : .scalars
    worker = try Segmenter(language: language, engine: .icu).makeWorker()
  }

  /// Adds words that are known, with counts that are added to those that are found.
  public mutating func addKnown(_ words: [WordList.Entry]) {
    for word in words { known[word.word, default: 0] += min(word.count, 1 << 40) }
  }

  /// Adds the words of text that a person has cut.
  public mutating func addKnown(of gold: [SegmentedText]) {
    for text in gold {
      for range in text.ranges {
        let word = text.bytes[range]
        guard Lexicon.symbols(of: word.span, unit: unit) != nil else { continue }
        known[Array(word), default: 0] += 1
      }
    }
  }

  /// Adds a text.
  public mutating func add(_ text: Span<UInt8>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for index in text.indices { bytes.append(text[index]) }
    var ends: [Int] = []
    var start = 0
    worker.forEachSegment(in: text) { range in
      ends.append(range.upperBound)
      let word = bytes[start..<range.upperBound]
      start = range.upperBound
      guard unit == .scalars, Lexicon.symbols(of: word.span, unit: unit) != nil else { return }
      found[Array(word), default: 0] += 1
    }
    texts.append((bytes, ends))
  }

  /// The words with their counts, sorted by their bytes.
  ///
  /// - Parameter rounds: How often the text is cut and counted again.
  /// - Complexity: O(*n*) in the number of bytes for each round.
  public func words(rounds: Int = 3) -> [WordList.Entry] {
    var counts = known
    for (word, count) in found where count > 1 || known[word] != nil {
      counts[word, default: 0] += count
    }
    var window = FeatureWindow()
    for _ in 0..<rounds {
      var lexicon = Lexicon(unit: unit)
      for word in counts.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        lexicon.add(word.span, count: counts[word] ?? 0, isListed: true)
      }
      guard let table = lexicon.table() else { break }
      // A word that is never chosen stays known.
      for word in counts.keys { counts[word] = known[word] ?? 0 }
      for text in texts {
        let shape = BoundaryModel.Shape(unit: unit, usesICU: true, hasWords: true, rowBits: 4)
        switch unit {
        case .scalars:
          _ = window.readScalars(text.bytes.span, ends: text.ends.span, shape: shape)
        case .syllables: window.readSyllables(text.bytes.span, ends: text.ends.span)
        }
        window.forEachWord(of: table, shape) { range in
          let word = Array(text.bytes[range])
          if let count = counts[word] { counts[word] = count + 1 }
        }
      }
    }
    return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { (word: $0.key, count: $0.value) }
  }
}

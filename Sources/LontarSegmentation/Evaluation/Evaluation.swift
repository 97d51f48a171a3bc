public import LontarText

/// Measures how well text is cut, against the same text cut by a person.
///
///     var evaluation = Evaluation(language: .thai)
///     for (gold, predicted) in zip(goldTexts, predictedTexts) {
///       evaluation.add(predicted, gold: gold)
///     }
///     evaluation.total.words.f1
///
/// White space and invisible characters (U+200B, U+FEFF, U+2060) are taken out first, so that it does
/// not matter to which piece they belong. A word is right when both its ends are. In languages
/// written without spaces between words, a space ends a word on both sides, and is not counted as a
/// boundary that was found; in others a word may hold spaces, and they mean nothing by themselves.
///
/// A prediction that changes the text has no word right, unless both texts have the same NFC.
public struct Evaluation: Sendable {
  /// What white space means.
  public enum Spaces: String, CaseIterable, Sendable {
    /// White space ends a word on both sides.
    case split
    /// White space means nothing.
    case join
  }

  /// The language of the text.
  public let language: Language
  /// What white space means.
  public let spaces: Spaces
  /// The words that count as known, without white space.
  private let vocabulary: Set<[UInt32]>?
  /// The counts of each record, in order.
  public private(set) var records: [Counts] = []
  /// Where the first prediction that changes its text stops being the gold text: the record, from 0, and
  /// the byte of the prediction's text. Nil if none does.
  public private(set) var firstChange: (record: Int, byteOffset: Int)?
  private var mistakes: [Mistake: Int] = [:]

  /// Prepares an evaluation.
  ///
  /// - Parameters:
  ///   - language: The language of the text.
  ///   - spaces: What white space means; by default, what it means in the language.
  ///   - known: Segmented text whose words count as known, for the recall of unknown words.
  public init(language: Language, spaces: Spaces? = nil, known: [SegmentedText]? = nil) {
    self.language = language
    let spaces = spaces ?? language.spacesInWords
    self.spaces = spaces
    vocabulary = known.map { texts in
      var words: Set<[UInt32]> = []
      for text in texts {
        let spans = WordSpans(text, splitsAtSpaces: spaces == .split)
        for word in spans.words { words.insert(Array(spans.scalars[word])) }
      }
      return words
    }
  }

  /// The sum over all records.
  public var total: Counts { records.reduce(into: Counts()) { $0.add($1) } }

  /// Compares a prediction with the gold text.
  public mutating func add(_ predicted: SegmentedText, gold: SegmentedText) {
    let splits = spaces == .split
    let place = predicted.firstDifference(from: gold)
    var gold = WordSpans(gold, splitsAtSpaces: splits)
    var found = WordSpans(predicted, splitsAtSpaces: splits)
    var counts = Counts()
    counts.records = 1
    if let place {
      let composed = (gold.composed(), found.composed())
      guard composed.0.scalars == composed.1.scalars else {
        if firstChange == nil { firstChange = (records.count, place) }
        counts.changed = 1
        counts.addMissed(gold: gold, predicted: found, script: language.script)
        records.append(counts)
        return
      }
      counts.composed = 1
      (gold, found) = composed
    } else if splits {
      found.cut(at: gold.spaces)
    }
    counts.add(predicted: found, gold: gold, script: language.script, vocabulary: vocabulary)
    records.append(counts)
    for mistake in Mistake.all(gold: gold, predicted: found) { mistakes[mistake, default: 0] += 1 }
  }

  /// The mistakes, the most frequent first; those that are as frequent are in the order of their text.
  public func mistakesByFrequency() -> [(mistake: Mistake, count: Int)] {
    mistakes.sorted { first, second in
      if first.value != second.value { return first.value > second.value }
      return first.key.precedes(second.key)
    }.map { (mistake: $0.key, count: $0.value) }
  }

  /// The interval that holds the F1 of words in 95 of 100 samples of the records, drawn with
  /// replacement.
  ///
  /// The draws are those of Python's `random.Random(seed).randrange`, so that a scorer written in it
  /// gives the same interval.
  ///
  /// - Complexity: O(*samples* × *records*).
  public func interval(samples: Int, seed: UInt32 = 1) -> ClosedRange<Double>? {
    guard samples > 0, !records.isEmpty else { return nil }
    var generator = MersenneTwister(seed: seed)
    var scores: [Double] = []
    for _ in 0..<samples {
      var correct = 0
      var size = 0
      for _ in records.indices {
        let words = records[generator.next(below: records.count)].words
        correct += words.correct
        size += words.predicted + words.gold
      }
      scores.append(size == 0 ? 0 : Double(2 * correct) / Double(size))
    }
    scores.sort()
    let low = scores[Int(0.025 * Double(samples))]
    return low...scores[min(samples - 1, Int(0.975 * Double(samples)))]
  }
}

extension Language {
  /// What white space means for words of the language.
  var spacesInWords: Evaluation.Spaces {
    switch self {
    case .thai, .lao, .khmer, .burmese: .split
    default: .join
    }
  }

  /// The scalars of the language's own script, for the languages that have one of their own here.
  var script: ClosedRange<UInt32>? {
    switch self {
    case .thai: 0x0E01...0x0E4E
    case .lao: 0x0E81...0x0EDF
    case .khmer: 0x1780...0x17D3
    case .burmese: 0x1000...0x109F
    default: nil
    }
  }
}

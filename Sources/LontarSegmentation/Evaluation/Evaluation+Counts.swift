internal import CLontar

extension Evaluation {
  /// How many of something were predicted, are in the gold text, and are in both.
  public struct Agreement: Sendable, Equatable {
    /// In both.
    public var correct = 0
    /// Predicted.
    public var predicted = 0
    /// In the gold text.
    public var gold = 0

    /// The share of what was predicted that is right.
    public var precision: Double { predicted == 0 ? 0 : Double(correct) / Double(predicted) }
    /// The share of what is there that was found.
    public var recall: Double { gold == 0 ? 0 : Double(correct) / Double(gold) }
    /// The harmonic mean of precision and recall.
    public var f1: Double {
      let sum = precision + recall
      return sum == 0 ? 0 : 2 * precision * recall / sum
    }

    mutating func add(_ other: Agreement) {
      correct += other.correct
      predicted += other.predicted
      gold += other.gold
    }
  }

  /// What is counted in one record or in several.
  public struct Counts: Sendable, Equatable {
    /// Words: both ends must be right.
    public var words = Agreement()
    /// Boundaries within records, without those at a space where spaces end words.
    public var boundaries = Agreement()
    /// Words that hold a letter of the language's script.
    public var scriptWords = Agreement()
    /// Gold words outside the vocabulary, and those of them that were found.
    public var unknownWords = (gold: 0, correct: 0)
    /// Gold words inside the vocabulary, and those of them that were found.
    public var knownWords = (gold: 0, correct: 0)
    /// Records.
    public var records = 0
    /// Records without any mistake.
    public var perfect = 0
    /// Records whose text the prediction changed.
    public var changed = 0
    /// Records that were compared by their NFC.
    public var composed = 0

    init() {}

    mutating func add(_ other: Counts) {
      words.add(other.words)
      boundaries.add(other.boundaries)
      scriptWords.add(other.scriptWords)
      unknownWords.gold += other.unknownWords.gold
      unknownWords.correct += other.unknownWords.correct
      knownWords.gold += other.knownWords.gold
      knownWords.correct += other.knownWords.correct
      records += other.records
      perfect += other.perfect
      changed += other.changed
      composed += other.composed
    }

    /// Whether all counts are the same.
    public static func == (first: Counts, second: Counts) -> Bool {
      first.words == second.words && first.boundaries == second.boundaries
        && first.scriptWords == second.scriptWords && first.unknownWords == second.unknownWords
        && first.knownWords == second.knownWords && first.records == second.records
        && first.perfect == second.perfect && first.changed == second.changed
        && first.composed == second.composed
    }

    mutating func add(
      predicted: WordSpans, gold: WordSpans, script: ClosedRange<UInt32>?,
      vocabulary: Set<[UInt32]>?
    ) {
      let goldWords = Set(gold.words)
      let predictedWords = Set(predicted.words)
      let both = goldWords.intersection(predictedWords)
      words.gold += goldWords.count
      words.predicted += predictedWords.count
      words.correct += both.count
      let goldEnds = Set(gold.inner).subtracting(gold.spaces)
      let predictedEnds = Set(predicted.inner).subtracting(gold.spaces)
      boundaries.gold += goldEnds.count
      boundaries.predicted += predictedEnds.count
      boundaries.correct += goldEnds.intersection(predictedEnds).count
      scriptWords.gold += goldWords.count { gold.hasLetter($0, of: script) }
      scriptWords.predicted += predictedWords.count { gold.hasLetter($0, of: script) }
      scriptWords.correct += both.count { gold.hasLetter($0, of: script) }
      if let vocabulary {
        for word in goldWords {
          let found = predictedWords.contains(word) ? 1 : 0
          if vocabulary.contains(Array(gold.scalars[word])) {
            knownWords.gold += 1
            knownWords.correct += found
          } else {
            unknownWords.gold += 1
            unknownWords.correct += found
          }
        }
      }
      perfect += goldWords == predictedWords ? 1 : 0
    }

    /// Counts a record whose text was changed: nothing in it is right.
    mutating func addMissed(gold: WordSpans, predicted: WordSpans, script: ClosedRange<UInt32>?) {
      words.gold += gold.words.count
      words.predicted += predicted.words.count
      boundaries.gold += max(0, gold.words.count - 1)
      boundaries.predicted += max(0, predicted.words.count - 1)
      let script = script ?? 0...0x10FFFF
      scriptWords.gold += gold.words.count { gold.hasLetter($0, of: script) }
      scriptWords.predicted += predicted.words.count { predicted.hasLetter($0, of: script) }
    }
  }
}

extension WordSpans {
  /// Whether a word holds a letter of a script, or any letter where the script is not given.
  func hasLetter(_ word: Range<Int>, of script: ClosedRange<UInt32>?) -> Bool {
    scalars[word].contains { scalar in script?.contains(scalar) ?? isLetter(scalar) }
  }
}

/// Whether a scalar is a letter (Lu, Ll, Lt, Lm, Lo).
func isLetter(_ scalar: UInt32) -> Bool {
  guard scalar < 0x110000 else { return false }
  // The index has an entry for each 64 scalars up to U+10FFFF, and points into the blocks.
  let start = unsafe Int(lontar_class_index_start()[Int(scalar >> 6)])
  let classes = unsafe lontar_class_blocks_start()[start + Int(scalar & 63)]
  let letters =
    LONTAR_CLASS_UPPER.rawValue | LONTAR_CLASS_LOWER.rawValue
    | LONTAR_CLASS_UNCASED.rawValue
  return UInt32(classes) & UInt32(letters) != 0
}

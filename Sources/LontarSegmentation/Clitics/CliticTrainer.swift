internal import LontarText

/// Learns when a clitic is a word of its own, from text that is cut into tokens and into words.
/// The same text gives the same weights on every machine: see ``SparseLearner``.
struct CliticTrainer {
  let language: Language
  private var learner: SparseLearner

  init(language: Language, rowBits: Int) {
    self.language = language
    learner = SparseLearner(rowBits: rowBits)
  }

  /// Adds the tokens of a text, and the words that they consist of.
  mutating func add(tokens: SegmentedText, words: SegmentedText) {
    guard tokens.bytes == words.bytes else { return }
    let ends = Set(words.ends)
    var letters = CliticModel.Letters()
    for token in tokens.ranges {
      var rest = token
      // From outside in: what was cut off is out of the way of the next.
      for _ in 0..<3 {
        letters.read(tokens.bytes.span, rest)
        var next: Range<Int>?
        CliticModel.forEachCandidate(in: letters, language) { candidate in
          let place = letters.places[candidate.cut]
          let isCut = ends.contains(place) && place > rest.lowerBound && place < rest.upperBound
          var rows: [Int] = []
          CliticModel.forEachFeature(letters, candidate) {
            rows.append(CliticModel.row($0, learner.rowCount))
          }
          learner.add(rows, isTrue: isCut)
          if isCut && next == nil {
            next = candidate.isPrefix ? place..<rest.upperBound : rest.lowerBound..<place
          }
        }
        guard let found = next else { break }
        rest = found
      }
    }
  }

  /// Learns from what was added.
  func train(epochs: Int = 8) -> CliticModel {
    CliticModel(language: language, weights: learner.train(epochs: epochs, rate: 0.5))
  }
}

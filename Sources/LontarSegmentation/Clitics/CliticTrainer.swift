internal import LontarText

/// Learns when a clitic is a word of its own, from text that is cut into tokens and into words.
///
/// Logistic regression with steps that shrink for each weight by its own history (AdaGrad, Duchi, Hazan
/// and Singer 2011), over hashed features. The same text gives the same weights on every machine.
struct CliticTrainer {
  let language: Language
  private var examples: [(rows: [Int], isCut: Bool)] = []
  private let rowCount: Int

  init(language: Language, rowBits: Int) {
    self.language = language
    rowCount = 1 << rowBits
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
            rows.append(CliticModel.row($0, rowCount))
          }
          examples.append((rows, isCut))
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
    var weights = [Float](repeating: 0, count: rowCount)
    var squares = [Float](repeating: 0, count: rowCount)
    var order = Array(examples.indices)
    var state: UInt64 = 1
    for _ in 0..<epochs {
      for index in stride(from: order.count - 1, to: 0, by: -1) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        order.swapAt(index, Int((state >> 33) % UInt64(index + 1)))
      }
      for index in order {
        let example = examples[index]
        var score: Float = 0
        for row in example.rows { score += weights[row] }
        let slope = logistic(score) - (example.isCut ? 1 : 0)
        for row in example.rows {
          squares[row] += slope * slope
          weights[row] -= 0.5 * slope / (squares[row] + 1e-8).squareRoot()
        }
      }
    }
    let largest = weights.reduce(1e-6) { max($0, abs($1)) }
    let quantised = weights.map { Int8(($0 * 127 / largest).rounded()) }
    return CliticModel(language: language, weights: quantised)
  }
}

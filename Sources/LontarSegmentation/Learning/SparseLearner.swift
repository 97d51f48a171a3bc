/// Learns yes or no from rows of a table: logistic regression with steps that shrink for each weight by
/// its own history (AdaGrad, Duchi, Hazan and Singer 2011).
///
/// The same examples give the same weights on every machine.
struct SparseLearner {
  let rowCount: Int
  private var examples: [(rows: [Int], isTrue: Bool)] = []

  init(rowBits: Int) { rowCount = 1 << rowBits }

  /// Adds an example: its rows, and the answer.
  mutating func add(_ rows: [Int], isTrue: Bool) { examples.append((rows, isTrue)) }

  /// Learns from what was added, and returns a byte for each row.
  func train(epochs: Int, rate: Float) -> [Int8] {
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
        let slope = logistic(score) - (example.isTrue ? 1 : 0)
        for row in example.rows {
          squares[row] += slope * slope
          weights[row] -= rate * slope / (squares[row] + 1e-8).squareRoot()
        }
      }
    }
    let largest = weights.reduce(1e-6) { max($0, abs($1)) }
    return weights.map { Int8(($0 * 127 / largest).rounded()) }
  }
}

/// Logistic regression by FTRL-proximal over rows of eight weights.
struct Learner: ~Copyable {
  private let count: Int
  private let rate: Float
  private let sparsity: Float
  private let decay: Float
  /// 1 for the weights of a row that are learned, 0 for the others.
  private let lanes: SIMD8<Float>
  private let weight: Buffer<Float>
  private let sum: Buffer<Float>
  private let squares: Buffer<Float>
  private var scores = Buffer<Float>(repeating: 0, count: 0)
  private var slopes = Buffer<Float>(repeating: 0, count: 0)

  init(_ shape: BoundaryModel.Shape, rate: Float, sparsity: Float, decay: Float) {
    count = 8 << shape.rowBits
    var lanes = SIMD8<Float>(repeating: 0)
    for lane in shape.lanes { lanes[lane] = 1 }
    self.lanes = lanes
    self.rate = rate
    self.sparsity = sparsity
    self.decay = decay
    weight = Buffer(repeating: 0, count: count)
    sum = Buffer(repeating: 0, count: count)
    squares = Buffer(repeating: 0, count: count)
  }

  /// The weights as they are now.
  func weights() -> [Float] { (0..<count).map { weight[$0] } }

  /// Learns from one record.
  mutating func learn(_ examples: borrowing Examples, _ record: Int) {
    let range = examples.records[record]
    score(examples, range)
    slopes.reserve(range.count + 16, filledWith: 0)
    slopes.fill(0, in: 0..<range.count + 16)
    for (index, place) in range.enumerated() {
      let answer = examples.answers[place]
      guard answer.isOpen else { continue }
      let chance = logistic(scores[index + 4])
      slopes[index + 4] = chance - (answer.isBoundary ? 1 : 0)
    }
    let events = examples.events
    unsafe examples.rows.withUnsafeBufferPointer { rows in
      for index in 0..<range.count {
        let slope = slopes.eight(at: index + 1) * lanes
        let sizes = slope * slope
        if sizes.max() < 1e-6 { continue }
        let first = (range.lowerBound + index) * events
        for event in first..<first + events {
          // The rows of a symbol follow each other.
          update(unsafe Int(rows[event]) * 8, slope, sizes)
        }
      }
    }
  }

  @inline(__always)
  private func update(_ row: Int, _ slope: SIMD8<Float>, _ sizes: SIMD8<Float>) {
    let old = weight.eight(at: row)
    let before = squares.eight(at: row)
    let after = before + sizes
    let root = after.squareRoot()
    let total = sum.eight(at: row) + slope - (root - before.squareRoot()) / rate * old
    squares.setEight(after, at: row)
    sum.setEight(total, at: row)
    let size = total.replacing(with: -total, where: total .< 0)
    let beyond = size - sparsity
    let moved = beyond / ((1 + root) / rate + decay)
    var new = moved.replacing(with: -moved, where: total .> 0)
    new.replace(with: 0, where: beyond .<= 0)
    weight.setEight(new, at: row)
  }

  private mutating func score(_ examples: borrowing Examples, _ range: Range<Int>) {
    scores.reserve(range.count + 16, filledWith: 0)
    scores.fill(0, in: 0..<range.count + 16)
    let events = examples.events
    unsafe examples.rows.withUnsafeBufferPointer { rows in
      for index in 0..<range.count {
        var sum = SIMD8<Float>(repeating: 0)
        let first = (range.lowerBound + index) * events
        for event in first..<first + events {
          // The rows of a symbol follow each other.
          sum += weight.eight(at: unsafe Int(rows[event]) * 8)
        }
        scores.setEight(scores.eight(at: index + 1) + sum, at: index + 1)
      }
    }
  }

  /// The F1 of words, as ``Evaluation`` counts them.
  mutating func wordF1(_ examples: borrowing Examples) -> Double {
    var correct = 0
    var size = 0
    for range in examples.records {
      score(examples, range)
      // Whether the words that are open began at the same place, and whether they hold something.
      var isSame = true
      var hasFound = false
      var hasGold = false
      for (index, place) in range.enumerated() {
        let answer = examples.answers[place]
        let found = answer.isOpen ? scores[index + 4] > 0 : answer.isAlways
        let closes = (found && hasFound, answer.isBoundary && hasGold)
        size += (closes.0 ? 1 : 0) + (closes.1 ? 1 : 0)
        if closes.0 && closes.1 && isSame { correct += 1 }
        if found || answer.isBoundary { isSame = found && answer.isBoundary }
        hasFound = !answer.isSpace || (hasFound && !found)
        hasGold = !answer.isSpace || (hasGold && !answer.isBoundary)
      }
      size += (hasFound ? 1 : 0) + (hasGold ? 1 : 0)
      if hasFound && hasGold && isSame { correct += 1 }
    }
    return size == 0 ? 0 : Double(2 * correct) / Double(size)
  }
}

/// 1 / (1 + e^-x) in arithmetic that gives the same bits on every machine, to about six digits.
func logistic(_ x: Float) -> Float {
  let size = min(abs(x), 20)
  // e^-size = 2^-whole · e^-rest, where the rest is below ln 2.
  let whole = (size * 1.442_695).rounded(.down)
  let rest = size - whole * 0.693_147_2
  var power: Float = 1
  for divisor: Float in [6, 5, 4, 3, 2, 1] { power = 1 - rest / divisor * power }
  let small = power * Float(bitPattern: UInt32(127 - Int32(whole)) << 23)
  return x < 0 ? small / (1 + small) : 1 / (1 + small)
}

/// Where sentences end in a language that writes no full stop, but a space: Thai.
///
/// For each run of spaces, weights of a hashed table are summed: of the one to six characters on either
/// side, and of pairs from both. A sentence ends where the sum is above a bar.
struct SentenceModel: Sendable {
  /// One weight a row.
  let weights: [Int8]
  /// What the sum must be above.
  let bar: Int

  /// Calls a closure with the hash of each feature of a run of spaces.
  @inline(__always)
  static func forEachFeature(
    _ text: Span<UInt8>, _ spaces: Range<Int>, _ body: (UInt32) -> Void
  ) {
    var left = 0 as UInt32
    var right = 0 as UInt32
    var lefts: (UInt32, UInt32, UInt32) = (0, 0, 0)
    body(mixed(1))
    var place = spaces.lowerBound
    for length in 1...6 as ClosedRange<UInt32> {
      guard place > 0 else { break }
      var start = place - 1
      while start > 0 && place - start < 4 && text[start] & 0xC0 == 0x80 { start -= 1 }
      for index in start..<place { left = (left ^ UInt32(text[index])) &* 0x0100_0193 }
      left = left &+ 0x9E37_79B1
      place = start
      body(mixed(left ^ length &* 0x85EB_CA77))
      if length == 2 { lefts.0 = left }
      if length == 3 { lefts.1 = left }
      if length == 4 { lefts.2 = left }
    }
    place = spaces.upperBound
    for length in 1...6 as ClosedRange<UInt32> {
      guard place < text.count else { break }
      var end = place + 1
      while end < text.count && text[end] & 0xC0 == 0x80 { end += 1 }
      for index in place..<end { right = (right ^ UInt32(text[index])) &* 0x0100_0193 }
      right = right &+ 0x7F4A_7C15
      place = end
      body(mixed(right ^ length &* 0xC2B2_AE35))
      if length == 2 { body(mixed(lefts.0 &* 31 &+ right)) }
      if length == 3 {
        body(mixed(lefts.1 &* 31 &+ right))
        body(mixed(lefts.2 &* 37 &+ right))
      }
    }
  }

  @inline(__always)
  private static func mixed(_ value: UInt32) -> UInt32 {
    var hash = value ^ value >> 16
    hash = hash &* 0x7FEB_352D
    hash ^= hash >> 15
    hash = hash &* 0x846C_A68B
    return hash ^ hash >> 16
  }

  /// How far a sentence's end at a run of spaces is above 0.
  func score(_ text: Span<UInt8>, _ spaces: Range<Int>) -> Int {
    var sum = 0
    Self.forEachFeature(text, spaces) { sum += Int(weights[Int($0) & (weights.count - 1)]) }
    return sum
  }

  /// The first end of a sentence in a stretch of text, behind spaces; nil if there is none before its
  /// end.
  func firstEnd(in text: Span<UInt8>, _ stretch: Range<Int>) -> Int? {
    var place = stretch.lowerBound
    while place < stretch.upperBound {
      guard text[place] == 0x20 else {
        place += 1
        continue
      }
      var end = place
      while end < stretch.upperBound && text[end] == 0x20 { end += 1 }
      let isBetween = place > stretch.lowerBound && end < stretch.upperBound
      // A mark behind the space belongs to it.
      if isBetween, text.character(at: end).kind != .glue, score(text, place..<end) > bar {
        return end
      }
      place = end
    }
    return nil
  }
}

/// Learns where sentences end, from sentences that follow each other with a space between them.
///
/// Logistic regression with AdaGrad, as ``CliticTrainer``.
struct SentenceTrainer {
  private var examples: [(rows: [Int], isEnd: Bool)] = []
  private let rowCount: Int

  init(rowBits: Int) { rowCount = 1 << rowBits }

  /// Adds a text, and the places where its sentences end.
  mutating func add(_ text: Span<UInt8>, ends: Set<Int>) {
    var place = 0
    while place < text.count {
      guard text[place] == 0x20 else {
        place += 1
        continue
      }
      var end = place
      while end < text.count && text[end] == 0x20 { end += 1 }
      if place > 0 && end < text.count {
        var rows: [Int] = []
        SentenceModel.forEachFeature(text, place..<end) { rows.append(Int($0) & (rowCount - 1)) }
        examples.append((rows, ends.contains(end)))
      }
      place = end
    }
  }

  /// Learns from what was added.
  func train(epochs: Int = 6, bar: Int = 0) -> SentenceModel {
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
        let slope = logistic(score) - (example.isEnd ? 1 : 0)
        for row in example.rows {
          squares[row] += slope * slope
          weights[row] -= 0.1 * slope / (squares[row] + 1e-8).squareRoot()
        }
      }
    }
    let largest = weights.reduce(1e-6) { max($0, abs($1)) }
    return SentenceModel(
      weights: weights.map { Int8(($0 * 127 / largest).rounded()) }, bar: bar)
  }
}

extension SentenceModel {
  /// The model of Thai that comes with the library.
  static let thai = SentenceModel(
    weights: CliticModel.weights(SentenceWeights.thai), bar: SentenceWeights.thaiBar)
}

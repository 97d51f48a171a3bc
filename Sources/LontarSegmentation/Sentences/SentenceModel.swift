/// Where sentences end in a language that writes no full stop, but a space: Thai.
///
/// For each run of spaces, weights of a hashed table are summed: of the one to six characters on either
/// side, of pairs from both, and of how long the stretches between this run and its neighbours are and how
/// they begin and end. A sentence ends where the sum is above a bar.
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
    forEachStretchFeature(text, spaces, body)
  }

  /// How far the runs of spaces before and behind are looked for, in bytes.
  private static let reach = 512

  /// Calls a closure with the hash of each feature of the stretches on both sides of a run of spaces.
  @inline(__always)
  private static func forEachStretchFeature(
    _ text: Span<UInt8>, _ spaces: Range<Int>, _ body: (UInt32) -> Void
  ) {
    var start = spaces.lowerBound
    var before = 0
    while start > 0, spaces.lowerBound - start < reach, text[start - 1] != 0x20 {
      start -= 1
      before += text[start] & 0xC0 != 0x80 ? 1 : 0
    }
    var end = spaces.upperBound
    var behind = 0
    while end < text.count, end - spaces.upperBound < reach, text[end] != 0x20 {
      behind += text[end] & 0xC0 != 0x80 ? 1 : 0
      end += 1
    }
    let (left, right) = (halfLogarithm(before), halfLogarithm(behind))
    body(mixed(0x1000 + left))
    body(mixed(0x2000 + right))
    body(mixed(0x3000 + left << 6 + right))
    let first = hash(text, from: start, scalars: 3)
    body(mixed(first ^ 0x51ED_270B))
    let pair = hash(text, from: start, scalars: 2) &* 31
    body(mixed(pair &+ hash(text, from: spaces.upperBound, scalars: 2) ^ 0x6C8E_9CF5))
    var next = end
    while next < text.count && text[next] == 0x20 { next += 1 }
    body(mixed(hash(text, from: next, scalars: 3) ^ 0x2545_F491))
    for (scalars, salt) in [(3, 0x9E6D_62D0), (5, 0x3C79_AC49)] as [(Int, UInt32)] {
      var last = end
      var count = 0
      while last > spaces.upperBound && count < scalars {
        last -= 1
        count += text[last] & 0xC0 != 0x80 ? 1 : 0
      }
      body(mixed(hash(text, from: last, scalars: count) ^ salt))
    }
  }

  /// Twice the logarithm to base 2 of a number and 1, rounded down, 14 at most.
  private static func halfLogarithm(_ number: Int) -> UInt32 {
    let value = UInt64(truncatingIfNeeded: min(number, 1 << 16) + 1)
    let whole = UInt64(63 - value.leadingZeroBitCount)
    let half: UInt64 = value * value >= 1 << (2 * whole + 1) ? 1 : 0
    return UInt32(min(2 * whole + half, 14))
  }

  /// The hash of some scalars, or as many as there are before a space.
  private static func hash(_ text: Span<UInt8>, from start: Int, scalars: Int) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    var count = 0
    var place = start
    while place < text.count, text[place] != 0x20 {
      if text[place] & 0xC0 != 0x80 {
        if count == scalars { break }
        count += 1
      }
      hash = (hash ^ UInt32(text[place])) &* 0x0100_0193
      place += 1
      if place - start > 4 * scalars { break }
    }
    return hash
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
    while let spaces = Self.nextSpaces(in: text, place..<stretch.upperBound) {
      let end = spaces.upperBound
      let isBetween = spaces.lowerBound > stretch.lowerBound && end < stretch.upperBound
      // A mark behind the space belongs to it.
      if isBetween, text.character(at: end).kind != .glue, score(text, spaces) > bar { return end }
      place = end
    }
    return nil
  }

  /// The first run of spaces in a stretch of text.
  static func nextSpaces(in text: Span<UInt8>, _ stretch: Range<Int>) -> Range<Int>? {
    var start = stretch.lowerBound
    while start < stretch.upperBound && text[start] != 0x20 { start += 1 }
    var end = start
    while end < stretch.upperBound && text[end] == 0x20 { end += 1 }
    return start < end ? start..<end : nil
  }
}

/// Learns where sentences end, from sentences that follow each other with a space between them.
struct SentenceTrainer {
  private var learner: SparseLearner

  init(rowBits: Int) { learner = SparseLearner(rowBits: rowBits) }

  /// Adds a text, and the places where its sentences end.
  mutating func add(_ text: Span<UInt8>, ends: Set<Int>) {
    var place = 0
    while let spaces = SentenceModel.nextSpaces(in: text, place..<text.count) {
      place = spaces.upperBound
      guard spaces.lowerBound > 0, place < text.count else { continue }
      var rows: [Int] = []
      SentenceModel.forEachFeature(text, spaces) {
        rows.append(Int($0) & (learner.rowCount - 1))
      }
      learner.add(rows, isTrue: ends.contains(place))
    }
  }

  /// Learns from what was added.
  func train(epochs: Int = 8, bar: Int = 0) -> SentenceModel {
    SentenceModel(weights: learner.train(epochs: epochs, rate: 0.05), bar: bar)
  }
}

extension SentenceModel {
  /// The model of Thai that comes with the library.
  static let thai = SentenceModel(
    weights: BundledWeights.named("sentences.th"),
    // Where the F1 of sentences was highest on the development set of the treebank.
    bar: -100)
}

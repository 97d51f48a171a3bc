internal import Dispatch

/// Pairs whose places are looked for, numbered: few, so that looking up the neighbours at each
/// position of a text stays in the processor's caches.
struct FrequentPairs: ~Copyable {
  struct Entry: BitwiseCopyable {
    var key: UInt64
    var number: Int
  }

  private static let isLeft: UInt8 = 1
  private static let isRight: UInt8 = 2

  /// The slot of each pair in its ``PairTable``.
  let slots: [Int]
  // Open addressing with linear probing.
  private let entries: Storage<Entry>
  private let mask: Int
  /// Of each token, whether it is the left or the right one of a pair: the others need no look.
  private let roles: Storage<UInt8>

  var count: Int { slots.count }

  init(slots: [Int], of pairs: borrowing PairTable, idCapacity: Int) {
    self.slots = slots
    var capacity = 1 << 10
    while capacity < 2 * slots.count { capacity *= 2 }
    entries = Storage(repeating: Entry(key: .max, number: 0), count: capacity)
    mask = capacity - 1
    roles = Storage(repeating: 0, count: idCapacity)
    for (number, slot) in slots.enumerated() {
      let pair = TokenPair(key: pairs[slot].key)
      roles[Int(pair.left)] |= Self.isLeft
      roles[Int(pair.right)] |= Self.isRight
      var index = pair.hash & mask
      while entries[index].key != .max { index = (index &+ 1) & mask }
      entries[index] = Entry(key: pair.key, number: number)
    }
  }

  @inline(__always)
  func isLeft(_ id: TokenID) -> Bool { roles[Int(id)] & Self.isLeft != 0 }

  @inline(__always)
  func isRight(_ id: TokenID) -> Bool { roles[Int(id)] & Self.isRight != 0 }

  /// The number of a pair, if it is one of these.
  @inline(__always)
  func number(of pair: TokenPair) -> Int? {
    let key = pair.key
    var index = pair.hash & mask
    while true {
      let entry = entries[index]
      if entry.key == key { return entry.number }
      if entry.key == .max { return nil }
      index = (index &+ 1) & mask
    }
  }

  /// A hint that a pair's number will be needed soon.
  @inline(__always)
  func prefetch(_ pair: TokenPair) { entries.prefetch(pair.hash & mask) }
}

/// Parts of the words that are read at the same time: positions, each of the right one of a pair.
struct PartsOfText {
  /// Each part holds counts of its own, and the work between is done by one.
  private static let most = 16

  private let bounds: [Int]

  init(symbolCount: Int, rules: MergeRules) {
    let least = max(1, rules.leastPlaces >> 6)
    let count = max(1, min(rules.jobs, Self.most, symbolCount / least))
    let last = max(symbolCount, 1)
    bounds = (0...count).map { 1 + (last - 1) * $0 / count }
  }

  var count: Int { bounds.count - 1 }

  subscript(part: Int) -> Range<Int> { bounds[part]..<bounds[part + 1] }

  /// Calls `body` with the number of each part, at the same time.
  func concurrently(_ body: (_ part: Int) -> Void) {
    guard count > 1 else { return body(0) }
    withoutActuallyEscaping(body) { body in
      // Safe: parts write only what is theirs, and this returns when all are done.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: count) { unsafe body($0) }
    }
  }
}

/// How many places each of ``FrequentPairs`` has in each part; then where in its list each part
/// goes on.
struct PlaceCounts: ~Copyable {
  private let pairs: Int
  private let parts: Int
  private let counts: Storage<UInt32>

  init(pairs: Int, parts: Int) {
    self.pairs = pairs
    self.parts = parts
    counts = Storage(repeating: 0, count: pairs * parts)
  }

  /// Whether no pair has any.
  var isEmpty: Bool {
    for index in 0..<pairs * parts where counts[index] > 0 { return false }
    return true
  }

  /// Counts a place; parts may do so at the same time.
  @inline(__always)
  func add(_ pair: Int, in part: Int) { counts[part * pairs + pair] += 1 }

  /// How many places a pair has in all parts.
  func total(of pair: Int) -> Int {
    var total = 0
    for part in 0..<parts { total += Int(counts[part * pairs + pair]) }
    return total
  }

  /// Puts where each part's places start in a pair's list for how many there are.
  func makeStarts(of pair: Int) {
    var start: UInt32 = 0
    for part in 0..<parts {
      let count = counts[part * pairs + pair]
      counts[part * pairs + pair] = start
      start += count
    }
  }

  /// Where in a pair's list a part's next place goes; parts may ask at the same time.
  @inline(__always)
  func next(of pair: Int, in part: Int) -> Int {
    let next = counts[part * pairs + pair]
    counts[part * pairs + pair] = next + 1
    return Int(next)
  }
}

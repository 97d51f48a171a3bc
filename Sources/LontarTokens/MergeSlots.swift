/// The ranks of merges by their pairs: a table with open addressing of one machine word a slot, so
/// that a large vocabulary's lies in a processor's cache.
///
/// A slot holds the left token, the right one and the rank, of 21 bits each. Most pairs that are asked
/// for are in no slot; a smaller table of bits says so for six of seven of them, nearer to the processor.
struct MergeSlots: ~Copyable {
  /// How many tokens and merges there may be.
  static let mostTokens = 1 << 21 - 1

  private static let empty = UInt64.max
  private static let rankMask: UInt64 = 1 << 21 - 1

  private var slots: Storage<UInt64>
  private var mask: Int
  private var count = 0
  // Four bits for each slot; one is set for each pair.
  private var marks: Storage<UInt64>

  init(expecting count: Int) {
    var capacity = 1 << 10
    while capacity < count + count / 2 { capacity *= 2 }
    slots = Storage(repeating: Self.empty, count: capacity)
    mask = capacity - 1
    marks = Storage(repeating: 0, count: capacity / 16)
  }

  /// The rank of a pair's merge; `.max` if it has none.
  @inline(__always)
  func rank(of pair: TokenPair) -> UInt32 {
    let key = Self.key(of: pair)
    let hash = Self.hash(of: key)
    let (word, bit) = mark(of: hash)
    guard marks[word] & bit != 0 else { return .max }
    let slot = slots[place(of: key, hash)]
    return slot == Self.empty ? .max : UInt32(truncatingIfNeeded: slot & Self.rankMask)
  }

  /// A hint that a pair's rank is going to be set.
  @inline(__always)
  func prefetch(_ pair: TokenPair) {
    slots.prefetch(Int(truncatingIfNeeded: Self.hash(of: Self.key(of: pair))) & mask)
  }

  /// Gives a pair a rank; of several the last holds.
  mutating func insert(_ pair: TokenPair, rank: UInt32) {
    if 3 * count >= 2 * (mask + 1) { grow() }
    let key = Self.key(of: pair)
    let hash = Self.hash(of: key)
    let index = place(of: key, hash)
    if slots[index] == Self.empty { count += 1 }
    slots[index] = key | UInt64(rank)
    let (word, bit) = mark(of: hash)
    marks[word] |= bit
  }

  private mutating func grow() {
    var larger = MergeSlots(expecting: 2 * (mask + 1))
    for index in 0...mask where slots[index] != Self.empty {
      let key = slots[index] & ~Self.rankMask
      let hash = Self.hash(of: key)
      larger.slots[larger.place(of: key, hash)] = slots[index]
      let (word, bit) = larger.mark(of: hash)
      larger.marks[word] |= bit
    }
    larger.count = count
    self = larger
  }

  @inline(__always)
  private static func key(of pair: TokenPair) -> UInt64 {
    UInt64(pair.left) << 42 | UInt64(pair.right) << 21
  }

  @inline(__always)
  private static func hash(of key: UInt64) -> UInt64 {
    let product = key.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  /// Where the bit of a hash is: its upper half says so, the lower one which slot.
  @inline(__always)
  private func mark(of hash: UInt64) -> (word: Int, bit: UInt64) {
    let index = Int(truncatingIfNeeded: hash >> 32) & (4 * mask + 3)
    return (index >> 6, 1 << UInt64(index & 63))
  }

  /// Where a key is, or the empty slot where it would be.
  @inline(__always)
  private func place(of key: UInt64, _ hash: UInt64) -> Int {
    var index = Int(truncatingIfNeeded: hash) & mask
    while (slots[index] ^ key) > Self.rankMask, slots[index] != Self.empty {
      index = (index &+ 1) & mask
    }
    return index
  }
}

// MARK: Compiled

extension MergeSlots {
  func append(to writer: inout CompiledWriter) {
    writer.append([UInt64(count)])
    writer.append(slots, count: mask + 1)
    writer.append(marks, count: (mask + 1) / 16)
  }

  /// Reads what was written; nil if a look-up would not end, or find no rank below `rankCount`.
  static func read(_ reader: inout CompiledReader, rankCount: Int) -> MergeSlots? {
    guard let counts = reader.next(of: UInt64.self), reader.count == 1 else { return nil }
    guard let slots = reader.next(of: UInt64.self) else { return nil }
    let count = reader.count
    guard count >= 1 << 10, count & (count - 1) == 0 else { return nil }
    guard let marks = reader.next(of: UInt64.self), reader.count == count / 16 else { return nil }
    var usedCount = 0
    for index in 0..<count where slots[index] != empty {
      guard slots[index] & rankMask < UInt64(rankCount) else { return nil }
      usedCount += 1
    }
    guard usedCount < count, counts[0] == UInt64(usedCount) else { return nil }
    return MergeSlots(slots: slots, marks: marks, mask: count - 1, count: usedCount)
  }

  private init(
    slots: consuming Storage<UInt64>, marks: consuming Storage<UInt64>, mask: Int, count: Int
  ) {
    self.slots = slots
    self.marks = marks
    self.mask = mask
    self.count = count
  }
}

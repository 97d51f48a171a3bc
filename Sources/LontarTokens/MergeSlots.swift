/// The ranks of merges by their pairs: a table with open addressing of one machine word a slot, so
/// that a large vocabulary's lies in a processor's cache.
///
/// A slot holds the left token, the right one and the rank, of 21 bits each.
struct MergeSlots: ~Copyable {
  /// How many tokens and merges there may be.
  static let mostTokens = 1 << 21 - 1

  private static let empty = UInt64.max
  private static let rankMask: UInt64 = 1 << 21 - 1

  private var slots: Storage<UInt64>
  private var mask: Int
  private var count = 0

  init(expecting count: Int) {
    var capacity = 1 << 10
    while capacity < count + count / 2 { capacity *= 2 }
    slots = Storage(repeating: Self.empty, count: capacity)
    mask = capacity - 1
  }

  /// The rank of a pair's merge; `.max` if it has none.
  @inline(__always)
  func rank(of pair: TokenPair) -> UInt32 {
    let slot = slots[place(of: Self.key(of: pair))]
    return slot == Self.empty ? .max : UInt32(truncatingIfNeeded: slot & Self.rankMask)
  }

  /// Gives a pair a rank; of several the last holds.
  mutating func insert(_ pair: TokenPair, rank: UInt32) {
    if 3 * count >= 2 * (mask + 1) { grow() }
    let key = Self.key(of: pair)
    let index = place(of: key)
    if slots[index] == Self.empty { count += 1 }
    slots[index] = key | UInt64(rank)
  }

  private mutating func grow() {
    var larger = MergeSlots(expecting: 2 * (mask + 1))
    for index in 0...mask where slots[index] != Self.empty {
      larger.slots[larger.place(of: slots[index] & ~Self.rankMask)] = slots[index]
    }
    larger.count = count
    self = larger
  }

  @inline(__always)
  private static func key(of pair: TokenPair) -> UInt64 {
    UInt64(pair.left) << 42 | UInt64(pair.right) << 21
  }

  /// Where a key is, or the empty slot where it would be.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    let product = key.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    var index = Int(truncatingIfNeeded: product.high ^ product.low) & mask
    while (slots[index] ^ key) > Self.rankMask, slots[index] != Self.empty {
      index = (index &+ 1) & mask
    }
    return index
  }
}

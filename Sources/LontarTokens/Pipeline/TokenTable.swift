/// Ids by name.
///
/// Open addressing over one arena; names are bytes, never `String`.
struct TokenTable: Sendable {
  private var arena: [UInt8] = []
  private var entries: [Entry] = []
  private var slots: [UInt32]
  private var mask: Int

  private struct Entry: BitwiseCopyable {
    var start: Int
    var count: Int
    var id: TokenID
  }

  init(minimumCapacity: Int = 0) {
    var capacity = 64
    while capacity < minimumCapacity * 2 { capacity *= 2 }
    slots = [UInt32](repeating: .max, count: capacity)
    mask = capacity - 1
  }

  var count: Int { entries.count }

  /// Sets the id of a name, and returns the one that it had.
  @discardableResult
  mutating func set(_ name: some Collection<UInt8>, _ id: TokenID) -> TokenID? {
    let bytes = Array(name)
    if entries.count * 2 >= slots.count { grow() }
    let slot = self.slot(of: bytes, bytes.indices)
    if slots[slot] != .max {
      let entry = Int(slots[slot])
      defer { entries[entry].id = id }
      return entries[entry].id
    }
    slots[slot] = UInt32(entries.count)
    entries.append(Entry(start: arena.count, count: bytes.count, id: id))
    arena += bytes
    return nil
  }

  /// The id of a name; nil if there is none.
  @inline(__always)
  func id(of bytes: [UInt8], _ range: Range<Int>) -> TokenID? {
    let found = slots[slot(of: bytes, range)]
    return found == .max ? nil : entries[Int(found)].id
  }

  func id(of name: [UInt8]) -> TokenID? { id(of: name, name.indices) }

  private func slot(of bytes: [UInt8], _ range: Range<Int>) -> Int {
    var index = Self.hash(bytes, range) & mask
    while slots[index] != .max {
      let entry = entries[Int(slots[index])]
      if entry.count == range.count, isEqual(entry.start, bytes, range) { break }
      index = (index + 1) & mask
    }
    return index
  }

  private func isEqual(_ start: Int, _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    for offset in 0..<range.count where arena[start + offset] != bytes[range.lowerBound + offset] {
      return false
    }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: .max, count: slots.count * 2)
    mask = slots.count - 1
    for (number, entry) in entries.enumerated() {
      var index = Self.hash(arena, entry.start..<entry.start + entry.count) & mask
      while slots[index] != .max { index = (index + 1) & mask }
      slots[index] = UInt32(number)
    }
  }

  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 29)
  }
}

/// The pairs of tokens that merge, their ranks and what they become.
///
/// Sendable: written by its initialiser alone, read-only from then on.
struct PairRanks: ~Copyable, @unchecked Sendable {
  private let slots: Storage<Slot>
  private let mask: Int

  struct Slot: BitwiseCopyable {
    var key: UInt64
    var merge: BytePairModel.Ranked
  }

  /// Lays out merges; of two of one pair the later counts, as in Hugging Face tokenizers.
  init(_ merges: [Vocabulary.Merge]) {
    var capacity = 64
    while capacity < merges.count * 2 { capacity *= 2 }
    slots = Storage(repeating: Slot(key: .max, merge: .none), count: capacity)
    mask = capacity - 1
    for (rank, merge) in merges.enumerated() {
      let key = TokenPair(merge.left, merge.right).key
      slots[place(of: key)] = Slot(
        key: key, merge: BytePairModel.Ranked(rank: UInt32(rank), result: merge.result))
    }
  }

  @inline(__always)
  private func place(of key: UInt64) -> Int {
    let product = key.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    var index = Int(truncatingIfNeeded: product.high ^ product.low) & mask
    while slots[index].key != key, slots[index].key != .max { index = (index &+ 1) & mask }
    return index
  }

  @inline(__always)
  func merge(_ left: TokenID, _ right: TokenID) -> BytePairModel.Ranked {
    slots[place(of: TokenPair(left, right).key)].merge
  }

  /// The merges, lower ranks first.
  ///
  /// - Complexity: O(*n* log *n*).
  func inOrder() -> [Vocabulary.Merge] {
    var found: [Slot] = []
    for index in 0...mask where slots[index].key != .max { found.append(slots[index]) }
    found.sort { $0.merge.rank < $1.merge.rank }
    return found.map {
      let pair = TokenPair(key: $0.key)
      return Vocabulary.Merge(left: pair.left, right: pair.right, result: $0.merge.result)
    }
  }
}

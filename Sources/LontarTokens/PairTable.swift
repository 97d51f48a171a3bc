/// Two neighbouring tokens; the order of pairs is that of the left id, then the right id.
struct TokenPair: BitwiseCopyable, Equatable {
  var left: TokenID
  var right: TokenID

  @inline(__always) var key: UInt64 { UInt64(left) << 32 | UInt64(right) }

  /// Where tables of pairs look first, before it is cut to their size.
  @inline(__always) var hash: Int {
    Int(truncatingIfNeeded: foldedProduct(key, 0x9E37_79B9_7F4A_7C15))
  }

  init(_ left: TokenID, _ right: TokenID) {
    self.left = left
    self.right = right
  }

  init(key: UInt64) {
    left = TokenID(key >> 32)
    right = TokenID(truncatingIfNeeded: key)
  }
}

/// How often each pair of tokens occurs now, and how many of its entries wait in the queue.
struct PairTable: ~Copyable {
  struct Slot: BitwiseCopyable {
    var key: UInt64
    var count: Int64
    /// Entries of this pair in the queue.
    var queued: UInt32
    /// Whether more than one entry has been in the queue at once.
    var isShared: Bool
    /// Whether the pair has been merged.
    var isMerged = false
  }

  private static let empty = Slot(key: .max, count: 0, queued: 0, isShared: false)
  private var slots: Storage<Slot>
  private var mask: Int
  private var used = 0
  /// The positions of each slot's pair, if they are kept here.
  private var lists: Storage<PostingList>
  private let keepsLists: Bool

  init(keepsLists: Bool = false) {
    slots = Storage(repeating: Self.empty, count: 1 << 14)
    mask = 1 << 14 - 1
    self.keepsLists = keepsLists
    lists = Storage(
      repeating: PostingList(count: 0), count: keepsLists ? 1 << 14 : 1)
  }

  deinit {
    guard keepsLists else { return }
    for slot in 0...mask { lists[slot].free() }
  }

  /// The positions of a slot's pair.
  func list(of slot: Int) -> PostingList { lists[slot] }

  func setList(_ list: PostingList, of slot: Int) { lists[slot] = list }

  /// The slot of a pair, if there is one.
  func existingSlot(of pair: TokenPair) -> Int? {
    let index = find(pair.key)
    return slots[index].key == pair.key ? index : nil
  }

  /// Calls `body` with each slot in use.
  borrowing func forEachSlot(_ body: (Int) -> Void) {
    for slot in 0...mask where slots[slot].key != .max { body(slot) }
  }

  subscript(slot: Int) -> Slot {
    @inline(__always) get { slots[slot] }
    @inline(__always) nonmutating set { slots[slot] = newValue }
  }

  /// The slot of a pair, made if needed; good until the next call.
  @inline(__always)
  mutating func slot(of pair: TokenPair) -> Int {
    let key = pair.key
    let index = find(key)
    return slots[index].key == key ? index : insert(key, at: index)
  }

  @inline(__always)
  private func find(_ key: UInt64) -> Int {
    var index = TokenPair(key: key).hash & mask
    while slots[index].key != key, slots[index].key != .max { index = (index &+ 1) & mask }
    return index
  }

  @inline(never)
  private mutating func insert(_ key: UInt64, at index: Int) -> Int {
    var index = index
    used += 1
    if used * 3 > (mask + 1) * 2 {
      grow()
      index = find(key)
    }
    slots[index] = Slot(key: key, count: 0, queued: 0, isShared: false)
    return index
  }

  /// A hint that a pair's slot will be needed soon.
  @inline(__always)
  func prefetch(_ pair: TokenPair) { slots.prefetch(pair.hash & mask) }

  /// Forgets pairs that do not occur any more, and what entries all had in the queue.
  mutating func removeUnused() {
    var count = 0
    forEachSlot { if slots[$0].count != 0 { count += 1 } }
    var capacity = 1 << 14
    while capacity < 2 * count { capacity *= 2 }
    let old = mask
    var others = Storage(repeating: Self.empty, count: capacity)
    swap(&slots, &others)
    mask = capacity - 1
    used = count
    for index in 0...old where others[index].key != .max && others[index].count != 0 {
      let slot = others[index]
      slots[find(slot.key)] = Slot(
        key: slot.key, count: slot.count, queued: 0, isShared: false, isMerged: slot.isMerged)
    }
    if keepsLists {
      precondition(lists.capacity <= capacity, "before any list is kept")
      lists = Storage(repeating: PostingList(count: 0), count: capacity)
    }
  }

  private mutating func grow() {
    let old = mask + 1
    var larger = Storage(repeating: Self.empty, count: old * 2)
    swap(&slots, &larger)
    mask = old * 2 - 1
    var oldLists = Storage<PostingList>(capacity: 1)
    if keepsLists {
      oldLists = Storage(repeating: PostingList(count: 0), count: old * 2)
      swap(&lists, &oldLists)
    }
    for index in 0..<old where larger[index].key != .max {
      let place = find(larger[index].key)
      slots[place] = larger[index]
      if keepsLists { lists[place] = oldLists[index] }
    }
  }
}

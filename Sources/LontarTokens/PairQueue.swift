/// Positions in the words where a pair may stand; a single one needs no memory of its own.
@safe
struct PostingList: BitwiseCopyable {
  private var bits: UInt
  private(set) var count: Int

  /// Makes room for `count` positions; the caller sets each, and frees the list at the end.
  init(count: Int) {
    self.count = count
    if count > 1 {
      let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
      bits = UInt(bitPattern: memory)
    } else {
      bits = 0
    }
  }

  // Safe: made from a pointer above when count > 1, and not used after `free`.
  @inline(__always)
  private var memory: UnsafeMutablePointer<UInt32> {
    unsafe UnsafeMutablePointer(bitPattern: bits).unsafelyUnwrapped
  }

  subscript(index: Int) -> UInt32 {
    @inline(__always) get {
      assert(index >= 0 && index < count)
      return unsafe count > 1 ? memory[index] : UInt32(truncatingIfNeeded: bits)
    }
    @inline(__always) set {
      assert(index >= 0 && index < count)
      if count > 1 { unsafe memory[index] = newValue } else { bits = UInt(newValue) }
    }
  }

  /// Puts the positions in order.
  func sort() {
    // The memory is this list's, and holds as many positions.
    guard count > 1 else { return }
    var buffer = unsafe UnsafeMutableBufferPointer(start: memory, count: count)
    unsafe buffer.sort()
  }

  /// These positions and then those, in one list; both are given up.
  func joined(with other: PostingList) -> PostingList {
    if count == 0 { return other }
    if other.count == 0 { return self }
    var both = PostingList(count: count + other.count)
    for index in 0..<count { both[index] = self[index] }
    for index in 0..<other.count { both[count + index] = other[index] }
    free()
    other.free()
    return both
  }

  func free() {
    if count > 1 { unsafe memory.deallocate() }
  }
}

/// Pairs by falling count; equal counts by rising pair, or as names say. A binary heap whose counts may be stale:
/// whoever takes the first entry compares it with the live count and puts it back if it differs.
struct PairQueue: ~Copyable {
  struct Entry: BitwiseCopyable {
    var count: Int64
    var key: UInt64
    var positions: PostingList

  }

  /// The names by which ties are broken, if not by ids.
  private let names: TokenTexts?

  init(names: TokenTexts? = nil) { self.names = names }

  @inline(__always)
  private func precedes(_ a: Entry, _ b: Entry) -> Bool {
    if a.count != b.count { return a.count > b.count }
    guard let names else { return a.key < b.key }
    return names.precedes(TokenPair(key: a.key), TokenPair(key: b.key))
  }

  private var heap = Storage<Entry>(capacity: 1 << 10)
  private(set) var count = 0

  deinit {
    for index in 0..<count { heap[index].positions.free() }
  }

  /// Gives all entries up, with their positions.
  mutating func removeAll() {
    for index in 0..<count { heap[index].positions.free() }
    count = 0
  }

  var first: Entry? { count > 0 ? heap[0] : nil }

  mutating func push(_ entry: Entry) {
    heap.reserve(count + 1, keeping: count)
    var index = count
    count += 1
    while index > 0 {
      let parent = (index - 1) / 2
      guard precedes(entry, heap[parent]) else { break }
      heap[index] = heap[parent]
      index = parent
    }
    heap[index] = entry
  }

  /// Gives the first entry another count, and moves it to where it belongs.
  mutating func updateFirst(count newCount: Int64) {
    var entry = heap[0]
    entry.count = newCount
    sink(entry)
  }

  mutating func removeFirst() {
    count -= 1
    if count > 0 { sink(heap[count]) }
  }

  /// Puts an entry at the root and lets it sink.
  private mutating func sink(_ entry: Entry) {
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < count else { break }
      if child + 1 < count, precedes(heap[child + 1], heap[child]) { child += 1 }
      guard precedes(heap[child], entry) else { break }
      heap[index] = heap[child]
      index = child
    }
    heap[index] = entry
  }
}

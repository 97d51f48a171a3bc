internal import Glibc

/// How often each word occurs: what a trainer needs of a corpus, and all it needs.
///
/// A word is any string of bytes, in practice a piece that a ``PreTokenizer`` cut. Counts have
/// 64 bits. Counts of parts of a corpus add up to the counts of the whole, in any order.
///
///     var counts = WordCounts()
///     counts.add("ภาษา".utf8.span)
///     counts.add("ไทย".utf8.span, count: 3)
///     counts.total   // 4
///
/// - Complexity: O(*n*) in the bytes of the word to add it; memory grows with the distinct words.
@safe
public struct WordCounts: ~Copyable {
  /// The number of different words.
  public private(set) var count = 0
  /// The number of words, each counted as often as it was added.
  public private(set) var total: UInt64 = 0

  // Open addressing with linear probing. A word of up to 15 bytes lies in its slot, so that a hit
  // touches one cache line; a longer one leaves its hash there and lies in `long`.
  private var slots: Storage<Slot>
  private var slotMask: Int
  private var long: Storage<UInt8>
  private var longCount = 0

  struct Slot: BitwiseCopyable {
    var key: WordKey
    var count: UInt64  // 0 marks an empty slot
  }

  /// Makes an empty table.
  public init() {
    slots = Storage(repeating: Slot(key: WordKey(low: 0, high: 0), count: 0), count: 1 << 12)
    slotMask = 1 << 12 - 1
    long = Storage(capacity: 1 << 12)
  }

  /// Adds a word `count` times.
  ///
  /// - Complexity: O(*n*) in the bytes of the word, amortised.
  public mutating func add(_ word: Span<UInt8>, count: UInt64 = 1) {
    // Safe: the buffer is used only inside the closure.
    unsafe word.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, !buffer.isEmpty, count > 0 else { return }
      unsafe add(base, length: buffer.count, readable: buffer.count, count: count)
    }
  }

  /// Adds every word of another table; its memory is given back.
  ///
  /// - Complexity: O(*n*) in the bytes of the other table's words.
  public mutating func merge(_ other: consuming WordCounts) {
    if other.count > count { swap(&self, &other) }
    unsafe other.forEachUnsafe { base, length, count in
      unsafe add(base, length: length, readable: length, count: count)
    }
  }

  /// Calls `body` with each word and its count, in no particular order.
  public borrowing func forEachWord(_ body: (Span<UInt8>, UInt64) -> Void) {
    unsafe forEachUnsafe { base, length, count in
      body(unsafe Span(_unsafeStart: base, count: length), count)
    }
  }

  /// Calls `body` with each word and its count, in the order of the words' bytes.
  ///
  /// - Complexity: O(*n* log *n*) in the number of words.
  public borrowing func forEachWordInOrder(_ body: (Span<UInt8>, UInt64) -> Void) {
    var order: [OrderedSlot] = []
    order.reserveCapacity(count)
    for slot in 0...slotMask where slots[slot].count > 0 { order.append(OrderedSlot(slot: slot)) }
    sort(&order)
    for (index, entry) in order.enumerated() {
      // The words lie all over the table by now.
      if index + 16 < order.count { slots.prefetch(order[index + 16].slot) }
      if index + 8 < order.count { prefetchLongWord(inSlot: order[index + 8].slot) }
      unsafe withWord(inSlot: entry.slot) { base, length, count in
        body(unsafe Span(_unsafeStart: base, count: length), count)
      }
    }
  }

  /// A word's slot, and eight bytes of it.
  private struct OrderedSlot {
    var bytes: UInt64 = 0
    var slot: Int
  }

  /// Puts words in the order of their bytes: by the first eight, then those that are equal so far by
  /// the eight after them (multikey sort, Bentley and Sedgewick 1997), so that comparing does not go
  /// back to the words.
  private borrowing func sort(_ order: inout [OrderedSlot]) {
    // Words that begin with the same `depth` bytes.
    var pending = [(range: 0..<order.count, depth: 0)]
    while let (range, depth) = pending.popLast() {
      for index in range {
        if index + 8 < range.upperBound { prefetchLongWord(inSlot: order[index + 8].slot) }
        order[index].bytes = bytes(ofWordIn: order[index].slot, from: depth)
      }
      order[range].sort { $0.bytes < $1.bytes }
      var start = range.lowerBound
      while start < range.upperBound {
        var end = start + 1
        while end < range.upperBound, order[end].bytes == order[start].bytes { end += 1 }
        if end - start > 1 {
          // Equal, or zeros that are not there: those that end here by length, then the others.
          for index in start..<end {
            unsafe withWord(inSlot: order[index].slot) { _, length, _ in
              order[index].bytes = UInt64(min(length - depth, 9))
            }
          }
          order[start..<end].sort { $0.bytes < $1.bytes }
          let longer = (start..<end).first { order[$0].bytes > 8 } ?? end
          if end - longer > 1 { pending.append((longer..<end, depth + 8)) }
        }
        start = end
      }
    }
  }

  @inline(__always)
  private borrowing func prefetchLongWord(inSlot slot: Int) {
    let key = slots[slot].key
    if !key.isShort { long.prefetch(key.longOffset) }
  }

  /// Eight bytes of a word as a number of the same order, zeros for those behind its end.
  private borrowing func bytes(ofWordIn slot: Int, from depth: Int) -> UInt64 {
    var bytes: UInt64 = 0
    unsafe withWord(inSlot: slot) { base, length, _ in
      bytes = unsafe orderedPrefix(base + depth, count: length - depth)
    }
    return bytes
  }

  /// The bytes of memory that the table holds, used or not.
  public var memoryInUse: Int {
    (slotMask + 1) * MemoryLayout<Slot>.stride + long.capacity
  }

  /// Forgets all words, and gives their memory back.
  public mutating func removeAll() { self = WordCounts() }

  /// How often a word was added.
  public borrowing func count(of word: Span<UInt8>) -> UInt64 {
    unsafe word.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, !buffer.isEmpty else { return 0 }
      return unsafe count(of: base, length: buffer.count, readable: buffer.count)
    }
  }

  @inline(__always)
  borrowing func count(of base: UnsafePointer<UInt8>, length: Int, readable: Int) -> UInt64 {
    let key = unsafe WordKey(base, length: length, readable: readable)
    return slots[unsafe slotIndex(of: key, base, length: length)].count
  }

  /// Adds a slice of an array.
  mutating func add(_ word: ArraySlice<UInt8>, count: UInt64) {
    // Safe: the buffer is used only inside the closure.
    unsafe word.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, !buffer.isEmpty else { return }
      unsafe add(base, length: buffer.count, readable: buffer.count, count: count)
    }
  }

  /// The bytes of all distinct words together.
  public borrowing func byteCount() -> Int {
    var bytes = 0
    unsafe forEachUnsafe { _, length, _ in bytes += length }
    return bytes
  }

  // MARK: The hot path

  /// Adds the word at `base`; `readable` bytes from there on may be read (not used) so that short
  /// words load in two steps.
  @inline(__always)
  mutating func add(
    _ base: UnsafePointer<UInt8>, length: Int, readable: Int, count added: UInt64
  ) {
    let key = unsafe WordKey(base, length: length, readable: readable)
    let index = unsafe slotIndex(of: key, base, length: length)
    let slot = slots[index]
    total &+= added
    if slot.count > 0 {
      slots[index].count = slot.count &+ added
    } else {
      unsafe insert(key, base, length: length, count: added, at: index)
    }
  }

  /// The slot that holds the word, or the empty one where it belongs.
  @inline(__always)
  private borrowing func slotIndex(of key: WordKey, _ base: UnsafePointer<UInt8>, length: Int)
    -> Int
  {
    var index = Int(truncatingIfNeeded: key.hash) & slotMask
    while true {
      let slot = slots[index]
      if slot.count == 0 { return index }
      if key.isShort {
        if slot.key == key { return index }
      } else if slot.key.low == key.low, !slot.key.isShort,
        unsafe isLongWord(at: slot.key.longOffset, base, length: length)
      {
        return index
      }
      index = (index &+ 1) & slotMask
    }
  }

  private borrowing func isLongWord(
    at offset: Int, _ base: UnsafePointer<UInt8>, length: Int
  ) -> Bool {
    let stored = unsafe long.base + offset
    guard unsafe UnsafeRawPointer(stored).loadUnaligned(as: Int.self) == length else {
      return false
    }
    return unsafe memcmp(stored + 8, base, length) == 0
  }

  @inline(never)
  private mutating func insert(
    _ key: WordKey, _ base: UnsafePointer<UInt8>, length: Int, count added: UInt64, at index: Int
  ) {
    var key = key
    if !key.isShort {
      long.reserve(longCount + 8 + length, keeping: longCount)
      let place = unsafe long.base + longCount
      unsafe UnsafeMutableRawPointer(place).storeBytes(of: length, as: Int.self)
      unsafe memcpy(place + 8, base, length)
      key.longOffset = longCount
      longCount += 8 + length
    }
    slots[index] = Slot(key: key, count: added)
    count += 1
    if count * 5 > (slotMask + 1) * 3 { grow() }
  }

  private mutating func grow() {
    let capacity = (slotMask + 1) * 2
    var larger = Storage(
      repeating: Slot(key: WordKey(low: 0, high: 0), count: 0), count: capacity)
    for old in 0...slotMask where slots[old].count > 0 {
      let slot = slots[old]
      var index = Int(truncatingIfNeeded: slot.key.hash) & (capacity - 1)
      while larger[index].count > 0 { index = (index + 1) & (capacity - 1) }
      larger[index] = slot
    }
    swap(&slots, &larger)
    slotMask = capacity - 1
  }

  /// Visits the words where they lie.
  @inline(__always)
  borrowing func forEachUnsafe(_ body: (UnsafePointer<UInt8>, Int, UInt64) -> Void) {
    for index in 0...slotMask where slots[index].count > 0 { unsafe withWord(inSlot: index, body) }
  }

  /// Lends the word of a slot in use; a short one from a copy on the stack.
  @inline(__always)
  borrowing func withWord(
    inSlot index: Int, _ body: (UnsafePointer<UInt8>, Int, UInt64) -> Void
  ) {
    let slot = slots[index]
    if slot.key.isShort {
      // Safe: the copy lives as long as the closure; the key holds its bytes in memory order.
      let bytes = (slot.key.low.littleEndian, slot.key.high.littleEndian)
      unsafe withUnsafeBytes(of: bytes) { raw in
        guard let base = raw.baseAddress else { return }
        unsafe body(base.assumingMemoryBound(to: UInt8.self), slot.key.shortLength, slot.count)
      }
    } else {
      let stored = unsafe UnsafePointer(long.base + slot.key.longOffset)
      let length = unsafe UnsafeRawPointer(stored).loadUnaligned(as: Int.self)
      unsafe body(stored + 8, length, slot.count)
    }
  }

  /// The slots in use by falling count; among equal counts in table order.
  borrowing func slotsByFallingCount() -> [Int] {
    var frequent: [(count: UInt64, slot: Int)] = []
    var once: [Int] = []  // most words of a large corpus; they need no sorting
    for index in 0...slotMask where slots[index].count > 0 {
      let count = slots[index].count
      if count == 1 { once.append(index) } else { frequent.append((count, index)) }
    }
    frequent.sort { $0.count != $1.count ? $0.count > $1.count : $0.slot < $1.slot }
    return frequent.map(\.slot) + once
  }
}

// Safe to hand to another task: the memory has one owner, and the type cannot be copied.
extension WordCounts: @unchecked Sendable {}

extension WordCounts {
  /// Adds each piece that a pre-tokenizer cuts a text into.
  ///
  /// - Complexity: O(*n*) in the bytes of the text.
  public mutating func addPieces(of text: Span<UInt8>, cutBy preTokenizer: PreTokenizer) {
    // Safe: the buffer is used only inside the closure, and pieces lie within it.
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe preTokenizer.forEachPiece(in: buffer) { piece in
        unsafe add(
          base + piece.lowerBound, length: piece.count, readable: buffer.count - piece.lowerBound,
          count: 1)
      }
    }
  }
}

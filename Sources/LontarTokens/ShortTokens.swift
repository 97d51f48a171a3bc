/// The tokens of 2 to 15 bytes by their bytes: what most words of a language with spaces are.
///
/// One look at one place of memory where a walk down the trie takes as many as there are bytes, most of
/// them in no cache when a word comes for the first time.
struct ShortTokens: ~Copyable {
  struct Slot: BitwiseCopyable {
    var key: WordKey
    var id: TokenID
  }

  private let slots: Storage<Slot>
  private let mask: Int

  /// Lays out tokens, which are different.
  init(_ ids: [TokenID], of vocabulary: borrowing Vocabulary) {
    var count = 0
    for id in ids where 2...15 ~= vocabulary.byteCount(of: id) { count += 1 }
    var capacity = 64
    while capacity < count + count / 3 { capacity *= 2 }
    slots = Storage(repeating: Slot(key: Self.noKey, id: .max), count: capacity)
    mask = capacity - 1
    // A few at a time: keys first, while the processor fetches where they go.
    let waiting = Storage<Slot>(capacity: Self.blockCount)
    var waitingCount = 0
    unsafe vocabulary.withBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      for id in ids {
        let range = vocabulary.range(of: id)
        guard 2...15 ~= range.count else { continue }
        // Safe: the key reads no further than the bytes reach.
        let key = unsafe WordKey(
          base + range.lowerBound, length: range.count, readable: bytes.count - range.lowerBound)
        prefetch(key)
        waiting[waitingCount] = Slot(key: key, id: id)
        waitingCount += 1
        if waitingCount == Self.blockCount {
          for index in 0..<waitingCount { insert(waiting[index]) }
          waitingCount = 0
        }
      }
    }
    for index in 0..<waitingCount { insert(waiting[index]) }
  }

  private static let blockCount = 32
  /// What no token's key is.
  private static var noKey: WordKey { WordKey(low: 0, high: 0) }

  private func insert(_ slot: Slot) {
    var index = Int(truncatingIfNeeded: slot.key.hash) & mask
    while slots[index].id != .max { index = (index &+ 1) & mask }
    slots[index] = slot
  }

  /// A hint that a key is going to be looked for.
  @inline(__always)
  func prefetch(_ key: WordKey) {
    slots.prefetch(Int(truncatingIfNeeded: key.hash) & mask)
  }

  /// Forgets a token, if it is here; look-ups of others still pass its slot.
  func remove(_ id: TokenID, of vocabulary: borrowing Vocabulary) {
    let range = vocabulary.range(of: id)
    guard 2...15 ~= range.count else { return }
    let key = unsafe vocabulary.withBytes { bytes in
      // Safe: the token is not empty, and the key reads no further than the bytes reach.
      unsafe WordKey(
        bytes.baseAddress.unsafelyUnwrapped + range.lowerBound, length: range.count,
        readable: bytes.count - range.lowerBound)
    }
    var index = Int(truncatingIfNeeded: key.hash) & mask
    while slots[index].key != key {
      guard slots[index].id != .max else { return }
      index = (index &+ 1) & mask
    }
    slots[index].key = Self.noKey
  }

  /// The token of these bytes; `.max` if there is none.
  @inline(__always)
  subscript(key: WordKey) -> TokenID {
    var index = Int(truncatingIfNeeded: key.hash) & mask
    while true {
      let slot = slots[index]
      if slot.key == key || slot.id == .max { return slot.id }
      index = (index &+ 1) & mask
    }
  }
}

// MARK: Compiled

extension ShortTokens {
  func append(to writer: inout CompiledWriter) { writer.append(slots, count: mask + 1) }

  /// Reads what was written; nil if a look-up would not end, or find no token of `tokenCount`.
  static func read(_ reader: inout CompiledReader, tokenCount: Int) -> ShortTokens? {
    guard let slots = reader.next(of: Slot.self) else { return nil }
    let count = reader.count
    guard count > 0, count & (count - 1) == 0 else { return nil }
    var hasEmpty = false
    for index in 0..<count {
      let id = slots[index].id
      guard id < tokenCount || id == .max else { return nil }
      hasEmpty = hasEmpty || id == .max
    }
    guard hasEmpty else { return nil }
    return ShortTokens(slots: slots, mask: count - 1)
  }

  private init(slots: consuming Storage<Slot>, mask: Int) {
    self.slots = slots
    self.mask = mask
  }
}

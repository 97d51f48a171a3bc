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
    let short = ids.filter { 2...15 ~= vocabulary.byteCount(of: $0) }
    var capacity = 64
    while capacity < short.count + short.count / 3 { capacity *= 2 }
    slots = Storage(
      repeating: Slot(key: WordKey(low: 0, high: 0), id: .max), count: capacity)
    mask = capacity - 1
    for id in short {
      // Safe: the buffer is used only inside the closure, and the key reads no further.
      let key = unsafe vocabulary.bytes(of: id).withUnsafeBufferPointer { bytes in
        unsafe WordKey(
          bytes.baseAddress.unsafelyUnwrapped, length: bytes.count, readable: bytes.count)
      }
      var index = Int(truncatingIfNeeded: key.hash) & mask
      while slots[index].id != .max { index = (index &+ 1) & mask }
      slots[index] = Slot(key: key, id: id)
    }
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

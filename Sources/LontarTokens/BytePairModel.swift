/// The merges of a byte-level BPE model, laid out for look-up.
///
/// Sendable: written by its initialiser alone, read-only from then on.
final class BytePairModel: @unchecked Sendable {
  /// The token of each byte.
  let byteIDs: Storage<TokenID>

  private let slots: Storage<Slot>
  private let mask: Int
  private let seed: UInt64

  struct Slot: BitwiseCopyable {
    var key: UInt64
    var merge: Ranked
  }

  /// A merge as look-up gives it; a rank of `.max` means none.
  struct Ranked: BitwiseCopyable {
    var rank: UInt32
    var result: TokenID

    static var none: Ranked { Ranked(rank: .max, result: .max) }
  }

  /// Lays out a vocabulary's merges; of two merges of one pair, the later rank counts, as in
  /// Hugging Face tokenizers.
  init(_ vocabulary: Vocabulary) throws(TokenizerError) {
    let onlySpecial = Set(vocabulary.specialTokens.filter(\.isOnlySpecial).map(\.id))
    var byID = [TokenID?](repeating: nil, count: 256)
    for id in 0..<TokenID(vocabulary.count) where vocabulary.byteCount(of: id) == 1 {
      guard !onlySpecial.contains(id), let byte = vocabulary.bytes(of: id).first else { continue }
      byID[Int(byte)] = id
    }
    byteIDs = Storage(capacity: 256)
    for byte in 0..<256 {
      guard let id = byID[byte] else { throw .noToken(byte: UInt8(byte)) }
      byteIDs[byte] = id
    }
    var capacity = 1 << 10
    while capacity < vocabulary.merges.count * 2 { capacity *= 2 }
    slots = Storage(repeating: Slot(key: .max, merge: .none), count: capacity)
    mask = capacity - 1
    seed = 0x9E37_79B9_7F4A_7C15
    for (rank, merge) in vocabulary.merges.enumerated() {
      let key = TokenPair(merge.left, merge.right).key
      slots[slot(of: key)] = Slot(
        key: key, merge: Ranked(rank: UInt32(rank), result: merge.result))
    }
  }

  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let product = key.multipliedFullWidth(by: seed)
    var index = Int(truncatingIfNeeded: product.high ^ product.low) & mask
    while slots[index].key != key, slots[index].key != .max { index = (index &+ 1) & mask }
    return index
  }

  /// The merge of two neighbouring tokens.
  @inline(__always)
  func merge(_ left: TokenID, _ right: TokenID) -> Ranked {
    slots[slot(of: TokenPair(left, right).key)].merge
  }
}

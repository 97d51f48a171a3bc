/// The merges of a byte-level BPE model, laid out for encoding.
///
/// Sendable: written by its initialiser alone, read-only from then on.
final class BytePairModel: @unchecked Sendable {
  /// The token of each byte.
  let byteIDs: Storage<TokenID>
  /// By token, how it is made; of the tokens that an encoding can hold.
  let makings: Storage<Making>
  /// The tokens that an encoding can hold.
  let trie: TokenTrie
  /// Whether every token comes after the parts that BPE makes it of, as training gives them.
  /// Only then is ``canStandTogether(_:_:)`` right.
  let isRegular: Bool

  private let slots: Storage<Slot>
  private let mask: Int

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

  /// How BPE makes a token out of its bytes.
  struct Making: BitwiseCopyable {
    /// The rank of the last merge, counted from 1; 0 for a byte, `.max` for a token that BPE
    /// cannot make.
    var rank: UInt32
    var left: TokenID
    var right: TokenID
    var byteCount: UInt32
    /// The longest other token that BPE can make and that this one starts with.
    var prefix: TokenID

    var isPossible: Bool { rank != .max }
  }

  /// Lays out a vocabulary's merges; of two merges of one pair, the later rank counts, as in
  /// Hugging Face tokenizers.
  ///
  /// - Complexity: O(*n*) in the merges, or for ``Vocabulary/MergeRule/anyToken`` in the bytes of
  ///   the tokens; and sorting the tokens.
  init(_ vocabulary: Vocabulary) throws(TokenizerError) {
    byteIDs = try Self.byteIDs(of: vocabulary)
    let rules = Self.rules(of: vocabulary)
    var capacity = 1 << 10
    while capacity < rules.count * 2 { capacity *= 2 }
    let slots = Storage(repeating: Slot(key: .max, merge: .none), count: capacity)
    mask = capacity - 1
    for rule in rules {
      let key = rule.pair.key
      slots[Self.slot(of: key, in: slots, mask)] = Slot(
        key: key, merge: Ranked(rank: rule.rank, result: rule.result))
    }

    // Which tokens BPE makes when it is given their bytes: those whose parts it makes, and whose
    // parts do not merge with one another in other ways before. There is one way at most.
    let makings = Storage(
      repeating: Making(rank: .max, left: 0, right: 0, byteCount: 0, prefix: .max),
      count: vocabulary.count)
    for byte in 0..<256 {
      makings[Int(byteIDs[byte])] = Making(
        rank: 0, left: 0, right: 0, byteCount: 1, prefix: .max)
    }
    for rule in rules {
      let (left, right) = (rule.pair.left, rule.pair.right)
      guard makings[Int(left)].isPossible, makings[Int(right)].isPossible,
        !makings[Int(rule.result)].isPossible,
        Self.merge(left, right, in: slots, mask).rank == rule.rank,
        Self.staysApart(left, right, before: rule.rank + 1, makings, slots, mask)
      else { continue }
      makings[Int(rule.result)] = Making(
        rank: rule.rank + 1, left: left, right: right,
        byteCount: UInt32(vocabulary.byteCount(of: rule.result)), prefix: .max)
    }
    // A token that was not possible yet when its parts came later may be possible all the same.
    isRegular = !rules.contains { rule in
      !makings[Int(rule.result)].isPossible
        && makings[Int(rule.pair.left)].isPossible && makings[Int(rule.pair.right)].isPossible
        && max(makings[Int(rule.pair.left)].rank, makings[Int(rule.pair.right)].rank) > rule.rank
    }
    let possible = (0..<TokenID(vocabulary.count)).filter { makings[Int($0)].isPossible }
    trie = TokenTrie(possible, of: vocabulary)
    for id in possible where makings[Int(id)].byteCount > 1 {
      makings[Int(id)].prefix = trie.longestProperPrefix(of: vocabulary.bytes(of: id))
    }
    self.makings = makings
    self.slots = slots
  }

  /// A pair that merges.
  private struct Rule: BitwiseCopyable {
    var pair: TokenPair
    var rank: UInt32
    var result: TokenID
  }

  /// The pairs that merge, by rising rank.
  private static func rules(of vocabulary: Vocabulary) -> [Rule] {
    switch vocabulary.mergeRule {
    case .listed:
      return vocabulary.merges.enumerated().map { rank, merge in
        Rule(
          pair: TokenPair(merge.left, merge.right), rank: UInt32(rank), result: merge.result)
      }
    case .anyToken:
      let onlySpecial = Set(vocabulary.specialTokens.map(\.id))
      var ids = WordCounts()  // by bytes, the id and one
      let ordinary = (0..<TokenID(vocabulary.count)).filter {
        vocabulary.isUsed($0) && !onlySpecial.contains($0)
      }
      for id in ordinary { ids.add(vocabulary.bytes(of: id), count: UInt64(id) + 1) }
      var rules: [Rule] = []
      rules.reserveCapacity(4 * ordinary.count)
      for id in ordinary {
        // Safe: the buffer is used only inside the closure, and splits lie within it.
        unsafe vocabulary.bytes(of: id).withUnsafeBufferPointer { bytes in
          guard let base = bytes.baseAddress else { return }
          for split in 1..<max(1, bytes.count) {
            let left = unsafe ids.count(of: base, length: split, readable: bytes.count)
            guard left > 0 else { continue }
            let right = unsafe ids.count(
              of: base + split, length: bytes.count - split, readable: bytes.count - split)
            guard right > 0 else { continue }
            rules.append(
              Rule(pair: TokenPair(TokenID(left - 1), TokenID(right - 1)), rank: id, result: id))
          }
        }
      }
      return rules
    }
  }

  private static func byteIDs(of vocabulary: Vocabulary) throws(TokenizerError) -> Storage<TokenID>
  {
    let onlySpecial = Set(
      vocabulary.specialTokens.filter { $0.isOnlySpecial || vocabulary.mergeRule == .anyToken }
        .map(\.id))
    var byID = [TokenID?](repeating: nil, count: 256)
    for id in 0..<TokenID(vocabulary.count) where vocabulary.byteCount(of: id) == 1 {
      guard !onlySpecial.contains(id), let byte = vocabulary.bytes(of: id).first else { continue }
      byID[Int(byte)] = id
    }
    let ids = Storage<TokenID>(capacity: 256)
    for byte in 0..<256 {
      guard let id = byID[byte] else { throw .noToken(byte: UInt8(byte)) }
      ids[byte] = id
    }
    return ids
  }

  // MARK: Merges

  @inline(__always)
  private static func slot(of key: UInt64, in slots: borrowing Storage<Slot>, _ mask: Int) -> Int {
    let product = key.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    var index = Int(truncatingIfNeeded: product.high ^ product.low) & mask
    while slots[index].key != key, slots[index].key != .max { index = (index &+ 1) & mask }
    return index
  }

  @inline(__always)
  private static func merge(
    _ left: TokenID, _ right: TokenID, in slots: borrowing Storage<Slot>, _ mask: Int
  ) -> Ranked {
    slots[slot(of: TokenPair(left, right).key, in: slots, mask)].merge
  }

  /// The merge of two neighbouring tokens.
  @inline(__always)
  func merge(_ left: TokenID, _ right: TokenID) -> Ranked {
    Self.merge(left, right, in: slots, mask)
  }

  // MARK: Neighbours

  /// Whether BPE, given the bytes of both tokens in a row, makes just these two.
  ///
  /// As merges on either side of a boundary that is never crossed do not affect each other, a
  /// sequence of tokens is an encoding if and only if all its neighbours can stand together.
  func canStandTogether(_ left: TokenID, _ right: TokenID) -> Bool {
    Self.staysApart(left, right, before: .max, makings, slots, mask)
  }

  /// Whether no merge of a rank below `limit` (counted from 1) crosses the boundary between two
  /// tokens while BPE makes them out of bytes.
  ///
  /// The merges that touch the boundary are undone, the latest first; at each stage the two tokens
  /// at the boundary would have merged if their merge came before the one undone last. At equal
  /// ranks the left place is first. (The idea is that of github/rust-gems' bpe crate.)
  private static func staysApart(
    _ left: TokenID, _ right: TokenID, before limit: UInt32, _ makings: borrowing Storage<Making>,
    _ slots: borrowing Storage<Slot>, _ mask: Int
  ) -> Bool {
    var left = left
    var right = right
    var limit = limit
    while true {
      let merge = Self.merge(left, right, in: slots, mask)
      if merge.rank != .max, merge.rank + 1 < limit { return false }
      let leftMaking = makings[Int(left)]
      let rightMaking = makings[Int(right)]
      if leftMaking.rank > rightMaking.rank {
        limit = leftMaking.rank
        left = leftMaking.right
      } else if rightMaking.rank > 0 {
        limit = rightMaking.rank + 1
        right = rightMaking.left
      } else {
        return true
      }
    }
  }
}

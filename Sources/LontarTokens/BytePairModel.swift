/// The merges of a BPE model, laid out for encoding: of bytes, or of characters.
///
/// Sendable: written by its initialiser alone, read-only from then on.
final class BytePairModel: @unchecked Sendable {
  /// The token of each byte; `.max` for bytes that are no character, if characters merge.
  let byteIDs: Storage<TokenID>
  /// By token, how it is made; of the tokens that an encoding can hold.
  let makings: Storage<Making>
  /// The tokens that an encoding can hold.
  let trie: TokenTrie
  /// Those of them that are short; none for a model that is not regular.
  let short: ShortTokens
  /// Where pieces may be cut.
  let cuts: SafeCuts
  /// The tokens that a piece becomes as a whole though merging would not make them; nil if none.
  let wholes: Wholes?
  /// Whether a piece that is a token is that token whatever a list of merges says.
  let ignoresMerges: Bool
  /// Whether every token comes after the parts that BPE makes it of, as training gives them.
  /// Only then is ``canStandTogether(_:_:)`` right.
  let isRegular: Bool
  /// What the dropped tokens, which are the last, are taken apart into.
  let partsOfDropped: [[TokenID]]
  /// The first dropped token.
  let firstDropped: TokenID

  private let slots: MergeSlots
  /// What the merge of each rank makes; empty where a rank is the id of what it makes.
  private let results: Storage<TokenID>
  private let ranksAreIDs: Bool

  /// Tokens by their bytes, in a class so that there may be none.
  final class Wholes: Sendable {
    let trie: TokenTrie

    init(_ ids: [TokenID], of vocabulary: Vocabulary) { trie = TokenTrie(ids, of: vocabulary) }
  }

  /// A merge as look-up gives it; a rank of `.max` means none.
  struct Ranked: BitwiseCopyable {
    var rank: UInt32
    var result: TokenID

    static var none: Ranked { Ranked(rank: .max, result: .max) }
  }

  /// How BPE makes a token out of its bytes.
  struct Making: BitwiseCopyable {
    /// The rank of the last merge, counted from 1; 0 for an atom, `.max` for a token that BPE
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
  /// - Parameter wholeIDs: The tokens that a piece becomes as a whole whatever the merges
  ///   (`ignore_merges`). With ``Vocabulary/MergeRule/anyToken`` all are, as in tiktoken.
  /// - Throws: ``TokenizerError``.
  /// - Complexity: O(*n*) in the merges, or for ``Vocabulary/MergeRule/anyToken`` in the bytes of
  ///   the tokens; and sorting the tokens.
  convenience init(
    _ vocabulary: Vocabulary, wholeIDs: [TokenID] = []
  ) throws(TokenizerError) {
    let onlySpecial = Set(
      vocabulary.specialTokens.filter { $0.isOnlySpecial || vocabulary.mergeRule == .anyToken }
        .map(\.id))
    let byteIDs = try Self.byteIDs(of: vocabulary, without: onlySpecial)
    let ordinary = (0..<TokenID(vocabulary.count)).filter {
      vocabulary.isUsed($0) && !onlySpecial.contains($0)
    }
    try self.init(
      vocabulary, ordinary: ordinary, atoms: byteIDs,
      wholeIDs: vocabulary.mergeRule == .anyToken ? ordinary : wholeIDs)
  }

  /// Lays out merges that begin with `atoms`: the tokens of the bytes, or of characters.
  ///
  /// - Parameter ordinary: The tokens that merging may make.
  init(
    _ vocabulary: Vocabulary, ordinary: [TokenID], atoms: [TokenID], wholeIDs: [TokenID] = []
  ) throws(TokenizerError) {
    guard vocabulary.count <= MergeSlots.mostTokens,
      vocabulary.merges.count <= MergeSlots.mostTokens
    else {
      throw .inconsistent(
        field: "vocabulary", reason: "more than \(MergeSlots.mostTokens) tokens or merges")
    }
    partsOfDropped = try vocabulary.partsOfDropped()
    firstDropped = TokenID(vocabulary.keptCount)
    byteIDs = Storage(repeating: .max, count: 256)
    for id in atoms where vocabulary.byteCount(of: id) == 1 {
      byteIDs[Int(vocabulary.byte(0, of: id))] = id
    }
    trie = TokenTrie(ordinary, of: vocabulary)
    if let (one, other) = trie.duplicate {
      throw .inconsistent(
        field: "vocabulary", reason: "the tokens \(one) and \(other) are the same bytes")
    }
    let makings = Storage(
      repeating: Making(rank: .max, left: 0, right: 0, byteCount: 0, prefix: .max),
      count: vocabulary.count)
    for id in 0..<TokenID(vocabulary.count) {
      makings[Int(id)].byteCount = UInt32(vocabulary.byteCount(of: id))
    }
    for id in atoms { makings[Int(id)].rank = 0 }
    ranksAreIDs = vocabulary.mergeRule == .anyToken
    ignoresMerges = !ranksAreIDs && !wholeIDs.isEmpty
    results = Storage(capacity: vocabulary.merges.count)
    var slots = MergeSlots(expecting: ranksAreIDs ? 3 * ordinary.count : vocabulary.merges.count)
    // A merge whose result BPE does not make, though it makes the parts, later.
    var isRegular = true

    if ranksAreIDs {
      for id in ordinary {
        Self.forEachSplit(of: id, of: vocabulary, trie) { pair in
          slots.insert(pair, rank: id)
          Self.note(pair, makes: id, rank: id, vocabulary, makings, slots)
        }
      }
      for id in ordinary where !makings[Int(id)].isPossible {
        Self.forEachSplit(of: id, of: vocabulary, trie) { pair in
          if Self.comesLate(pair, rank: id, makings) { isRegular = false }
        }
      }
    } else {
      let merges = vocabulary.merges
      for (rank, merge) in merges.enumerated() {
        results[rank] = merge.result
        slots.insert(TokenPair(merge.left, merge.right), rank: UInt32(rank))
      }
      for (rank, merge) in merges.enumerated() {
        let pair = TokenPair(merge.left, merge.right)
        // A list may name a pair twice.
        guard slots.rank(of: pair) == rank else { continue }
        Self.note(pair, makes: merge.result, rank: UInt32(rank), vocabulary, makings, slots)
      }
      for (rank, merge) in merges.enumerated() where !makings[Int(merge.result)].isPossible {
        let pair = TokenPair(merge.left, merge.right)
        if Self.comesLate(pair, rank: UInt32(rank), makings) { isRegular = false }
      }
    }
    for id in ordinary where !makings[Int(id)].isPossible { trie.remove(vocabulary.bytes(of: id)) }
    for id in ordinary where makings[Int(id)].rank > 0 && makings[Int(id)].isPossible {
      makings[Int(id)].prefix = trie.longestProperPrefix(of: vocabulary.bytes(of: id))
    }
    let wholes = wholeIDs.filter { !isRegular || !makings[Int($0)].isPossible }
    self.wholes = wholes.isEmpty ? nil : Wholes(wholes, of: vocabulary)
    let possible = ordinary.filter { makings[Int($0)].isPossible }
    let kept = TokenID(vocabulary.keptCount)
    short = ShortTokens(isRegular ? possible.filter { $0 < kept } : [], of: vocabulary)
    // What is made out of order may hold tokens that are not possible as a whole.
    cuts = SafeCuts(isRegular ? possible : ordinary, of: vocabulary)
    self.isRegular = isRegular
    self.makings = makings
    self.slots = slots
  }

  /// Calls `body` with every pair of tokens whose bytes together are a token's.
  ///
  /// Walking the trie for the left parts leaves few splits to look up: half the time of a hash of
  /// each part of each split.
  @inline(__always)
  private static func forEachSplit(
    of id: TokenID, of vocabulary: Vocabulary, _ trie: borrowing TokenTrie,
    _ body: (TokenPair) -> Void
  ) {
    // Safe: the buffer is used only inside the closure, and splits lie within it.
    unsafe vocabulary.bytes(of: id).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      unsafe trie.forEachProperPrefix(base, count: bytes.count) { left, split in
        let right = unsafe trie.token(base + split, count: bytes.count - split)
        if right != .max { body(TokenPair(left, right)) }
      }
    }
  }

  /// Notes that a merge makes a token, if BPE comes to it when it is given the token's bytes: if it
  /// makes both parts, and these do not merge with one another in other ways before. There is one
  /// way at most.
  @inline(__always)
  private static func note(
    _ pair: TokenPair, makes result: TokenID, rank: UInt32, _ vocabulary: Vocabulary,
    _ makings: borrowing Storage<Making>, _ slots: borrowing MergeSlots
  ) {
    guard !makings[Int(result)].isPossible,
      makings[Int(pair.left)].isPossible, makings[Int(pair.right)].isPossible,
      staysApart(pair.left, pair.right, before: rank + 1, makings, slots)
    else { return }
    makings[Int(result)] = Making(
      rank: rank + 1, left: pair.left, right: pair.right,
      byteCount: UInt32(vocabulary.byteCount(of: result)), prefix: .max)
  }

  /// Whether the parts of a merge were not possible yet when it was noted, and are now.
  private static func comesLate(
    _ pair: TokenPair, rank: UInt32, _ makings: borrowing Storage<Making>
  ) -> Bool {
    let (left, right) = (makings[Int(pair.left)], makings[Int(pair.right)])
    return left.isPossible && right.isPossible && max(left.rank, right.rank) > rank
  }

  private static func byteIDs(
    of vocabulary: Vocabulary, without onlySpecial: Set<TokenID>
  ) throws(TokenizerError) -> [TokenID] {
    var byID = [TokenID?](repeating: nil, count: 256)
    for id in 0..<TokenID(vocabulary.count) where vocabulary.byteCount(of: id) == 1 {
      guard !onlySpecial.contains(id), let byte = vocabulary.bytes(of: id).first else { continue }
      byID[Int(byte)] = id
    }
    var ids: [TokenID] = []
    for byte in 0..<256 {
      guard let id = byID[byte] else { throw .noToken(byte: UInt8(byte)) }
      ids.append(id)
    }
    return ids
  }

  // MARK: Merges

  /// The merge of two neighbouring tokens.
  @inline(__always)
  func merge(_ left: TokenID, _ right: TokenID) -> Ranked {
    let rank = slots.rank(of: TokenPair(left, right))
    guard rank != .max else { return .none }
    return Ranked(rank: rank, result: ranksAreIDs ? rank : results[Int(rank)])
  }

  // MARK: Neighbours

  /// Whether BPE, given the bytes of both tokens in a row, makes just these two.
  ///
  /// As merges on either side of a boundary that is never crossed do not affect each other, a
  /// sequence of tokens is an encoding if and only if all its neighbours can stand together.
  func canStandTogether(_ left: TokenID, _ right: TokenID) -> Bool {
    Self.staysApart(left, right, before: .max, makings, slots)
  }

  /// Whether no merge of a rank below `limit` (counted from 1) crosses the boundary between two
  /// tokens while BPE makes them out of bytes.
  ///
  /// The merges that touch the boundary are undone, the latest first; at each stage the two tokens
  /// at the boundary would have merged if their merge came before the one undone last. At equal
  /// ranks the left place is first. (The idea is that of github/rust-gems' bpe crate.)
  private static func staysApart(
    _ left: TokenID, _ right: TokenID, before limit: UInt32, _ makings: borrowing Storage<Making>,
    _ slots: borrowing MergeSlots
  ) -> Bool {
    var left = left
    var right = right
    var limit = limit
    while true {
      let rank = slots.rank(of: TokenPair(left, right))
      if rank != .max, rank + 1 < limit { return false }
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

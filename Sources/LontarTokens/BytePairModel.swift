/// The merges of a BPE model, laid out for encoding: of bytes, or of characters.
///
/// Sendable: written by its initialiser alone, read-only from then on.
final class BytePairModel: @unchecked Sendable {
  /// The token of each byte; `.max` for bytes that are no character, if characters merge.
  let byteIDs: Storage<TokenID>
  /// Whether merging begins with bytes, each of which has a token.
  let mergesBytes: Bool
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
  /// Whether the merge of any pair that makes a token is known, not of those alone that come up.
  let hasAllPairs: Bool
  /// What the dropped tokens, which are the last, are taken apart into.
  let partsOfDropped: [[TokenID]]
  /// The first dropped token.
  let firstDropped: TokenID

  private let slots: MergeSlots
  /// How many merges the list has.
  private let mergeCount: Int
  /// What the merge of each rank makes; empty where a rank is the id of what it makes.
  private let results: Storage<TokenID>
  private let ranksAreIDs: Bool

  /// Tokens by their bytes, in a class so that there may be none.
  final class Wholes: Sendable {
    let trie: TokenTrie
    let ids: [TokenID]

    init(_ ids: [TokenID], of vocabulary: Vocabulary) {
      trie = TokenTrie(ids, of: vocabulary)
      self.ids = ids
    }
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
    _ vocabulary: Vocabulary, wholeIDs: [TokenID] = [], hasAllPairs: Bool = false
  ) throws(TokenizerError) {
    var isOnlySpecial = [Bool](repeating: false, count: vocabulary.count)
    for token in vocabulary.specialTokens
    where token.isOnlySpecial || vocabulary.mergeRule == .anyToken {
      isOnlySpecial[Int(token.id)] = true
    }
    let byteIDs = try Self.byteIDs(of: vocabulary, without: isOnlySpecial)
    let ordinary = (0..<TokenID(vocabulary.count)).filter {
      vocabulary.isUsed($0) && !isOnlySpecial[Int($0)]
    }
    try self.init(
      vocabulary, ordinary: ordinary, atoms: byteIDs,
      wholeIDs: vocabulary.mergeRule == .anyToken ? ordinary : wholeIDs, hasAllPairs: hasAllPairs)
  }

  /// Lays out merges that begin with `atoms`: the tokens of the bytes, or of characters.
  ///
  /// - Parameters:
  ///   - ordinary: The tokens that merging may make.
  ///   - hasAllPairs: Whether all pairs are kept that make a token, for merging in another order.
  init(
    _ vocabulary: Vocabulary, ordinary: [TokenID], atoms: [TokenID], wholeIDs: [TokenID] = [],
    hasAllPairs: Bool = false
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
    var hasAllBytes = true
    for byte in 0..<256 where byteIDs[byte] == .max { hasAllBytes = false }
    mergesBytes = hasAllBytes
    let prefixes = Storage<TokenID>(repeating: .max, count: vocabulary.count)
    trie = TokenTrie(ordinary, of: vocabulary, prefixes: prefixes)
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
    for id in ordinary { makings[Int(id)].prefix = prefixes[Int(id)] }
    for id in atoms { makings[Int(id)].rank = 0 }
    let short = ShortTokens(ordinary, of: vocabulary)
    ranksAreIDs = vocabulary.mergeRule == .anyToken
    ignoresMerges = !ranksAreIDs && !wholeIDs.isEmpty
    results = Storage(capacity: vocabulary.merges.count)
    mergeCount = vocabulary.merges.count
    var slots = MergeSlots(expecting: ranksAreIDs ? ordinary.count : vocabulary.merges.count)
    // A merge whose result BPE does not make, though it makes the parts, later.
    var isRegular = true

    if ranksAreIDs {
      isRegular = Self.noteMakings(ordinary, vocabulary, trie, short, byteIDs, makings, &slots)
      if hasAllPairs || !isRegular {
        for id in ordinary where makings[Int(id)].rank > 0 { makings[Int(id)].rank = .max }
        isRegular = Self.noteSplits(ordinary, vocabulary, trie, short, byteIDs, makings, &slots)
      }
    } else {
      let merges = vocabulary.merges
      let ahead = 16
      for (rank, merge) in merges.enumerated() {
        if rank + ahead < merges.count {
          slots.prefetch(TokenPair(merges[rank + ahead].left, merges[rank + ahead].right))
        }
        results[rank] = merge.result
        slots.insert(TokenPair(merge.left, merge.right), rank: UInt32(rank))
      }
      for (rank, merge) in merges.enumerated() {
        let pair = TokenPair(merge.left, merge.right)
        // A list may name a pair twice.
        guard slots.rank(of: pair) == rank else { continue }
        _ = Self.note(pair, makes: merge.result, rank: UInt32(rank), makings, slots)
      }
      for (rank, merge) in merges.enumerated() where !makings[Int(merge.result)].isPossible {
        let pair = TokenPair(merge.left, merge.right)
        if Self.comesLate(pair, rank: UInt32(rank), makings) { isRegular = false }
      }
    }
    let kept = TokenID(vocabulary.keptCount)
    for id in ordinary {
      let isPossible = makings[Int(id)].isPossible
      if !isPossible { trie.remove(vocabulary.bytes(of: id)) }
      if !isPossible || id >= kept || !isRegular { short.remove(id, of: vocabulary) }
      var prefix = makings[Int(id)].prefix
      while prefix != .max, !makings[Int(prefix)].isPossible {
        prefix = makings[Int(prefix)].prefix
      }
      makings[Int(id)].prefix = prefix
    }
    let wholes = wholeIDs.filter { !isRegular || !makings[Int($0)].isPossible }
    self.wholes = wholes.isEmpty ? nil : Wholes(wholes, of: vocabulary)
    let possible = ordinary.filter { makings[Int($0)].isPossible }
    self.short = short
    // What is made out of order may hold tokens that are not possible as a whole.
    cuts = SafeCuts(isRegular ? possible : ordinary, of: vocabulary)
    self.isRegular = isRegular
    self.hasAllPairs = hasAllPairs || !isRegular || !ranksAreIDs
    self.makings = makings
    self.slots = slots
  }

  private static func byteIDs(
    of vocabulary: Vocabulary, without isOnlySpecial: [Bool]
  ) throws(TokenizerError) -> [TokenID] {
    var byID = [TokenID?](repeating: nil, count: 256)
    for id in 0..<TokenID(vocabulary.count) where vocabulary.byteCount(of: id) == 1 {
      guard !isOnlySpecial[Int(id)], let byte = vocabulary.bytes(of: id).first else { continue }
      byID[Int(byte)] = id
    }
    var ids: [TokenID] = []
    for byte in 0..<256 {
      guard let id = byID[byte] else { throw .noToken(byte: UInt8(byte)) }
      ids.append(id)
    }
    return ids
  }

  /// Takes the tables of a model that can be compiled.
  private init(
    byteIDs: consuming Storage<TokenID>, makings: consuming Storage<Making>,
    trie: consuming TokenTrie, short: consuming ShortTokens, cuts: consuming SafeCuts,
    results: consuming Storage<TokenID>, mergeCount: Int, slots: consuming MergeSlots,
    ranksAreIDs: Bool, wholes: Wholes?, ignoresMerges: Bool, firstDropped: TokenID
  ) {
    self.byteIDs = byteIDs
    self.makings = makings
    self.trie = trie
    self.short = short
    self.cuts = cuts
    self.results = results
    self.mergeCount = mergeCount
    self.slots = slots
    self.ranksAreIDs = ranksAreIDs
    self.firstDropped = firstDropped
    self.wholes = wholes
    self.ignoresMerges = ignoresMerges
    mergesBytes = true
    isRegular = true
    hasAllPairs = !ranksAreIDs
    partsOfDropped = []
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
}

// MARK: Compiled

extension BytePairModel {
  /// Whether ``append(to:)`` writes all that there is to this model.
  var canBeCompiled: Bool { isRegular && partsOfDropped.isEmpty }

  func append(to writer: inout CompiledWriter, tokenCount: Int) {
    writer.append(byteIDs, count: 256)
    writer.append(makings, count: tokenCount)
    trie.append(to: &writer)
    short.append(to: &writer)
    cuts.append(to: &writer)
    writer.append(results, count: mergeCount)
    slots.append(to: &writer)
    writer.append((wholes?.ids ?? []) + [ignoresMerges ? 1 : 0])
  }

  /// Reads what was written; nil if encoding with it could leave its tables.
  static func read(
    _ reader: inout CompiledReader, _ vocabulary: Vocabulary
  ) -> BytePairModel? {
    let tokenCount = vocabulary.count
    let ranksAreIDs = vocabulary.mergeRule == .anyToken
    guard let byteIDs = reader.next(of: TokenID.self), reader.count == 256 else { return nil }
    guard let makings = reader.next(of: Making.self), reader.count == tokenCount else { return nil }
    guard let trie = TokenTrie.read(&reader, tokenCount: tokenCount) else { return nil }
    guard let short = ShortTokens.read(&reader, tokenCount: tokenCount) else { return nil }
    guard let cuts = SafeCuts.read(&reader) else { return nil }
    guard let results = reader.next(of: TokenID.self) else { return nil }
    let mergeCount = reader.count
    guard
      let slots = MergeSlots.read(&reader, rankCount: ranksAreIDs ? tokenCount : mergeCount)
    else { return nil }
    guard let wholes = reader.next(of: TokenID.self), reader.count > 0 else { return nil }
    let wholeIDs = wholes.array(reader.count - 1)
    guard wholeIDs.allSatisfy({ $0 < tokenCount && vocabulary.isUsed($0) }) else { return nil }
    for byte in 0..<256 {
      var text = UInt8(byte)
      let found = unsafe withUnsafePointer(to: &text) { unsafe trie.longestMatch($0, count: 1) }
      guard byteIDs[byte] < tokenCount, found < tokenCount, vocabulary.byteCount(of: found) == 1
      else { return nil }
    }
    for rank in 0..<mergeCount where results[rank] >= tokenCount { return nil }
    guard areSound(makings, vocabulary) else { return nil }
    // What is found is taken apart, and the search goes on behind it.
    for place in 0..<trie.nodeCount where trie.node(place).parent != TokenTrie.free {
      let token = trie.token(at: place)
      guard token == .max || isWhole(makings[Int(token)]) else { return nil }
    }
    return BytePairModel(
      byteIDs: byteIDs, makings: makings, trie: trie, short: short, cuts: cuts, results: results,
      mergeCount: mergeCount, slots: slots, ranksAreIDs: ranksAreIDs,
      wholes: wholeIDs.isEmpty ? nil : Wholes(wholeIDs, of: vocabulary),
      ignoresMerges: wholes[wholeIDs.count] != 0, firstDropped: TokenID(tokenCount))
  }

  /// Whether a token has bytes, and an encoding that ends in it.
  private static func isWhole(_ making: Making) -> Bool {
    making.isPossible && making.byteCount > 0
  }

  /// Whether going from a token to its parts or to its prefix stays inside and ends.
  private static func areSound(
    _ makings: borrowing Storage<Making>, _ vocabulary: borrowing Vocabulary
  ) -> Bool {
    let tokenCount = vocabulary.count
    for id in 0..<tokenCount {
      let making = makings[id]
      guard Int(making.byteCount) == vocabulary.byteCount(of: TokenID(id)) else { return false }
      if making.prefix != .max {
        guard making.prefix < tokenCount,
          makings[Int(making.prefix)].byteCount < making.byteCount,
          isWhole(makings[Int(making.prefix)])
        else { return false }
      }
      guard making.isPossible, making.rank > 0 else { continue }
      guard making.left < tokenCount, making.right < tokenCount,
        makings[Int(making.left)].rank < making.rank,
        makings[Int(making.right)].rank < making.rank
      else { return false }
    }
    return true
  }
}

// How BPE makes each token, where any pair merges whose bytes are a token.

extension BytePairModel {
  /// Notes how each token is made under ``Vocabulary/MergeRule/anyToken``; returns whether every token comes
  /// after the parts that BPE makes it of.
  ///
  /// Of a token's splits only the one matters that BPE comes to: other two parts never stand beside each
  /// other, as what BPE makes of the token's bytes inside a text is what it makes of them alone, until a
  /// merge reaches across their ends. Only where merges are out of order, or left out, do the others count:
  /// see ``noteSplits(_:_:_:_:_:_:_:)``.
  ///
  /// Tokens go by their length, as how one is made depends on shorter ones alone; so some hundred of a
  /// length are looked up together, and the processor fetches what they need at once. The longest left part
  /// is tried first: half of the tokens of o200k_base are made of it.
  static func noteMakings(
    _ ordinary: [TokenID], _ vocabulary: Vocabulary, _ trie: borrowing TokenTrie,
    _ short: borrowing ShortTokens, _ byteIDs: borrowing Storage<TokenID>,
    _ makings: borrowing Storage<Making>, _ slots: inout MergeSlots
  ) -> Bool {
    let sorted = sortedByLength(ordinary, makings)
    let pending = Storage<Pending>(capacity: ordinary.count)
    let candidates = Storage<Candidate>(capacity: Candidate.blockCount)
    var start = 0
    while start < ordinary.count {
      let length = makings[Int(sorted[start])].byteCount
      var count = 0
      while start < ordinary.count, makings[Int(sorted[start])].byteCount == length {
        let id = sorted[start]
        start += 1
        guard makings[Int(id)].rank != 0, makings[Int(id)].prefix != .max else { continue }
        pending[count] = Pending(whole: id, left: makings[Int(id)].prefix, isLate: false)
        count += 1
      }
      while count > 0 {
        var kept = 0
        for first in stride(from: 0, to: count, by: Candidate.blockCount) {
          let end = min(count, first + Candidate.blockCount)
          for index in first..<end { makings.prefetch(Int(pending[index].left)) }
          findRights(pending, first..<end, vocabulary, trie, short, byteIDs, makings, candidates)
          for index in first..<end where candidates[index - first].right != .max {
            slots.prefetch(TokenPair(pending[index].left, candidates[index - first].right))
          }
          for index in first..<end {
            var one = pending[index]
            let pair = TokenPair(one.left, candidates[index - first].right)
            if pair.right != .max {
              if comesLate(pair, rank: one.whole, makings) {
                one.isLate = true
              } else if note(pair, makes: one.whole, rank: one.whole, makings, slots) {
                slots.insert(pair, rank: one.whole)
                continue
              }
            }
            one.left = makings[Int(one.left)].prefix
            if one.left != .max {
              pending[kept] = one
              kept += 1
            } else if one.isLate {
              return false
            }
          }
        }
        count = kept
      }
    }
    return true
  }

  /// A token whose parts are sought, and the next left one to try.
  struct Pending: BitwiseCopyable {
    var whole: TokenID
    var left: TokenID
    /// Whether it would be made of parts that come after it.
    var isLate: Bool
  }

  /// What is behind a left part.
  struct Candidate: BitwiseCopyable {
    var key: WordKey
    var start: Int
    var count: Int
    var right: TokenID

    static let blockCount = 256
  }

  /// Looks up what is behind the left parts of some tokens.
  private static func findRights(
    _ pending: borrowing Storage<Pending>, _ range: Range<Int>, _ vocabulary: Vocabulary,
    _ trie: borrowing TokenTrie, _ short: borrowing ShortTokens,
    _ byteIDs: borrowing Storage<TokenID>, _ makings: borrowing Storage<Making>,
    _ candidates: borrowing Storage<Candidate>
  ) {
    unsafe vocabulary.withBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      for index in range {
        let whole = vocabulary.range(of: pending[index].whole)
        let start = whole.lowerBound + Int(makings[Int(pending[index].left)].byteCount)
        var one = Candidate(
          key: WordKey(low: 0, high: 0), start: start, count: whole.upperBound - start, right: .max)
        if 2...15 ~= one.count {
          // Safe: the key reads no further than the bytes reach.
          one.key = unsafe WordKey(
            base + start, length: one.count, readable: bytes.count - start)
          short.prefetch(one.key)
        }
        candidates[index - range.lowerBound] = one
      }
      for index in 0..<range.count {
        let one = candidates[index]
        switch one.count {
        case 1: candidates[index].right = byteIDs[unsafe Int(base[one.start])]
        case 2...15: candidates[index].right = short[one.key]
        default: candidates[index].right = unsafe trie.token(base + one.start, count: one.count)
        }
      }
    }
  }

  /// Tokens by rising length.
  private static func sortedByLength(
    _ ids: [TokenID], _ makings: borrowing Storage<Making>
  ) -> Storage<TokenID> {
    let sorted = Storage<TokenID>(capacity: ids.count)
    let longest = ids.reduce(0) { max($0, Int(makings[Int($1)].byteCount)) }
    let places = Storage<Int>(repeating: 0, count: longest + 2)
    for id in ids { places[Int(makings[Int(id)].byteCount) + 1] += 1 }
    for length in 0...longest { places[length + 1] += places[length] }
    for id in ids {
      let length = Int(makings[Int(id)].byteCount)
      sorted[places[length]] = id
      places[length] += 1
    }
    return sorted
  }

  // MARK: All splits

  /// As ``noteMakings(_:_:_:_:_:_:_:)``, but keeps the merge of every split, and asks no order.
  static func noteSplits(
    _ ordinary: [TokenID], _ vocabulary: Vocabulary, _ trie: borrowing TokenTrie,
    _ short: borrowing ShortTokens, _ byteIDs: borrowing Storage<TokenID>,
    _ makings: borrowing Storage<Making>, _ slots: inout MergeSlots
  ) -> Bool {
    var splits = TokenSplits(of: ordinary, prefixes: prefixes(of: ordinary, vocabulary, makings))
    while let count = splits.next(vocabulary, trie, short, byteIDs) {
      for index in 0..<count { slots.prefetch(splits[index].pair) }
      for index in 0..<count {
        let split = splits[index]
        slots.insert(split.pair, rank: split.whole)
        _ = note(split.pair, makes: split.whole, rank: split.whole, makings, slots)
      }
    }
    let rest = ordinary.filter { !makings[Int($0)].isPossible }
    var late = TokenSplits(of: rest, prefixes: prefixes(of: ordinary, vocabulary, makings))
    while let count = late.next(vocabulary, trie, short, byteIDs) {
      for index in 0..<count where comesLate(late[index].pair, rank: late[index].whole, makings) {
        return false
      }
    }
    return true
  }

  private static func prefixes(
    of ids: [TokenID], _ vocabulary: borrowing Vocabulary, _ makings: borrowing Storage<Making>
  ) -> Storage<TokenID> {
    let prefixes = Storage<TokenID>(capacity: vocabulary.count)
    for id in ids { prefixes[Int(id)] = makings[Int(id)].prefix }
    return prefixes
  }

  /// Notes that a merge makes a token, if BPE comes to it when it is given the token's bytes: if it
  /// makes both parts, and these do not merge with one another in other ways before. There is one
  /// way at most.
  @inline(__always)
  static func note(
    _ pair: TokenPair, makes result: TokenID, rank: UInt32, _ makings: borrowing Storage<Making>,
    _ slots: borrowing MergeSlots
  ) -> Bool {
    guard !makings[Int(result)].isPossible,
      makings[Int(pair.left)].isPossible, makings[Int(pair.right)].isPossible,
      staysApart(pair.left, pair.right, before: rank + 1, makings, slots)
    else { return false }
    makings[Int(result)].rank = rank + 1
    makings[Int(result)].left = pair.left
    makings[Int(result)].right = pair.right
    return true
  }

  /// Whether the parts of a merge were not possible yet when it was noted, and are now.
  static func comesLate(
    _ pair: TokenPair, rank: UInt32, _ makings: borrowing Storage<Making>
  ) -> Bool {
    let (left, right) = (makings[Int(pair.left)], makings[Int(pair.right)])
    return left.isPossible && right.isPossible && max(left.rank, right.rank) > rank
  }

  /// Whether no merge of a rank below `limit` (counted from 1) crosses the boundary between two
  /// tokens while BPE makes them out of bytes.
  ///
  /// The merges that touch the boundary are undone, the latest first; at each stage the two tokens
  /// at the boundary would have merged if their merge came before the one undone last. At equal
  /// ranks the left place is first. (The idea is that of github/rust-gems' bpe crate.)
  static func staysApart(
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

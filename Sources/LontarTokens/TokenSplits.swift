/// Finds the pairs of tokens whose bytes together are a token's, for many tokens, some hundred at a time.
///
/// The left parts of a token are those that it starts with, a chain from each to the next shorter one;
/// the right part of each is looked up by its bytes. Looking some hundred up together lets the
/// processor fetch them all at once: one by one each waits for memory.
struct TokenSplits: ~Copyable {
  /// Two tokens, and the token that their bytes are.
  struct Split: BitwiseCopyable {
    var pair: TokenPair
    var whole: TokenID
  }

  // Not private: Swift 6.3.1 then writes a broken module for debugging.
  struct Candidate: BitwiseCopyable {
    var whole: TokenID
    var left: TokenID
    /// Where the right part is in the vocabulary's bytes.
    var start: Int
    var count: Int
    var key: WordKey
  }

  private static let blockCount = 256

  private let ids: [TokenID]
  private var index = 0
  private var left: TokenID
  private let prefixes: Storage<TokenID>
  private let candidates = Storage<Candidate>(capacity: blockCount)
  private let splits = Storage<Split>(capacity: blockCount)

  /// - Parameter prefixes: By token, the longest other token that it starts with, or `.max`.
  init(of ids: [TokenID], prefixes: consuming Storage<TokenID>) {
    self.ids = ids
    left = ids.first.map { prefixes[Int($0)] } ?? .max
    self.prefixes = prefixes
  }

  subscript(index: Int) -> Split { splits[index] }

  /// Finds the next ones, in the order of the tokens, and returns how many; nil when there are no more.
  mutating func next(
    _ vocabulary: Vocabulary, _ trie: borrowing TokenTrie, _ short: borrowing ShortTokens,
    _ byteIDs: borrowing Storage<TokenID>
  ) -> Int? {
    guard index < ids.count else { return nil }
    var count = 0
    var found = 0
    unsafe vocabulary.withBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      while index < ids.count {
        let whole = ids[index]
        let range = vocabulary.range(of: whole)
        while left != .max, count < Self.blockCount {
          let leftCount = vocabulary.byteCount(of: left)
          let start = range.lowerBound + leftCount
          var one = Candidate(
            whole: whole, left: left, start: start, count: range.count - leftCount,
            key: WordKey(low: 0, high: 0))
          if 2...15 ~= one.count {
            // Safe: the key reads no further than the bytes reach.
            one.key = unsafe WordKey(
              base + start, length: one.count, readable: bytes.count - start)
            short.prefetch(one.key)
          }
          candidates[count] = one
          count += 1
          left = prefixes[Int(left)]
        }
        guard left == .max else { break }
        index += 1
        if index < ids.count { left = prefixes[Int(ids[index])] }
      }
      for index in 0..<count {
        let one = candidates[index]
        let right =
          switch one.count {
          case 1: unsafe byteIDs[Int(base[one.start])]
          case 2...15: short[one.key]
          default: unsafe trie.token(base + one.start, count: one.count)
          }
        guard right != .max else { continue }
        splits[found] = Split(pair: TokenPair(one.left, right), whole: one.whole)
        found += 1
      }
    }
    return found
  }
}

/// SentencePiece's Unigram word by word, with words remembered, where no token crosses into a mark.
///
/// SentencePiece adds up the scores of a whole text in single precision, so that which of two nearly
/// equal ways a word takes depends on all before it. A word is remembered with how much worse its second
/// best way is, and taken from memory only where that is more than rounding could make up.
struct UnigramWords: ~Copyable {
  private static let memoryBits = 14
  // By twos: what was learnt last, and what was learnt there before it. No word has a key of zeros.
  private let memory = Storage<Remembered>(zeros: 2 << memoryBits)
  private var nodes = Storage<Node>(capacity: 64)
  // The best way, from its end.
  private let path = Storage<TokenID>(capacity: 16)

  struct Remembered: BitwiseCopyable {
    var key: WordKey
    /// The best score, and how far the second best is below it.
    var score: Float
    var gap: Float
    var count: UInt32
    var ids: (TokenID, TokenID, TokenID, TokenID, TokenID)
  }

  /// The best and the second best way to an end, exactly added up.
  struct Node: BitwiseCopyable {
    var best: Double
    var second: Double
    var start: Int32
    var id: TokenID
  }

  /// Appends the tokens of a word whose way cannot depend on rounding, and adds to the score of the
  /// text so far; nil if it could, or the word is long or has something unknown.
  @inline(__always)
  mutating func encode(
    _ base: UnsafePointer<UInt8>, length: Int, readable: Int, after sum: Float,
    _ model: UnigramModel, _ ids: inout [TokenID]
  ) -> Float? {
    guard length <= 15 else { return nil }
    let key = unsafe WordKey(base, length: length, readable: readable)
    let index = Int(truncatingIfNeeded: key.hash >> UInt64(64 - Self.memoryBits)) << 1
    var known = memory[index]
    if known.key != key {
      known = memory[index | 1]
      if known.key != key {
        known = unsafe learn(key, base, length: length, model)
        memory[index | 1] = memory[index]
        memory[index] = known
      }
    }
    // Each way has a token a byte at most, and each addition is off by half a unit in the last place.
    let magnitude = abs(sum) + abs(known.score) + known.gap
    guard known.count > 0,
      known.gap > Float(length + 2) * (magnitude + 1) * (2 * Float.ulpOfOne)
    else { return nil }
    var sum = sum + model.singleScore(of: known.ids.0)
    ids.append(known.ids.0)
    if known.count > 1 {
      sum += model.singleScore(of: known.ids.1)
      ids.append(known.ids.1)
    }
    if known.count > 2 {
      sum += model.singleScore(of: known.ids.2)
      ids.append(known.ids.2)
    }
    if known.count > 3 {
      sum += model.singleScore(of: known.ids.3)
      ids.append(known.ids.3)
    }
    if known.count > 4 {
      sum += model.singleScore(of: known.ids.4)
      ids.append(known.ids.4)
    }
    return sum
  }

  /// Finds the best way and the score of the second best; of no tokens where none may be remembered.
  @inline(never)
  private mutating func learn(
    _ key: WordKey, _ base: UnsafePointer<UInt8>, length: Int, _ model: UnigramModel
  ) -> Remembered {
    var found = Remembered(key: key, score: 0, gap: 0, count: 0, ids: (0, 0, 0, 0, 0))
    nodes.reserve(length + 1, keeping: 0)
    nodes.fill(
      Node(best: -.infinity, second: -.infinity, start: -1, id: .max), count: length + 1)
    nodes[0].best = 0
    var start = 0
    while start < length {
      let from = nodes[start]
      let first = unsafe min(scalarLength(base[start]), length - start)
      let next = start + first
      var hasSingle = false
      unsafe model.trie.forEachPrefix(base + start, count: length - start, first: first) {
        place, count, score in
        note(
          start + count, from.best + score, from.second + score, start, model.trie.token(at: place))
        if count == first { hasSingle = true }
      }
      if !hasSingle {
        note(next, from.best + model.unknownScore, from.second + model.unknownScore, start, .max)
      }
      start = next
    }
    var count = 0
    var end = length
    while end > 0 {
      let node = nodes[end]
      guard node.id != .max, node.start >= 0 else { return found }
      path[count] = node.id
      count += 1
      end = Int(node.start)
    }
    guard 1...5 ~= count else { return found }
    func id(_ index: Int) -> TokenID { index < count ? path[count - 1 - index] : 0 }
    found.score = Float(nodes[length].best)
    found.gap = Float(min(nodes[length].best - nodes[length].second, 1e6))
    found.count = UInt32(count)
    found.ids = (id(0), id(1), id(2), id(3), id(4))
    return found
  }

  @inline(__always)
  private func note(
    _ end: Int, _ best: Double, _ second: Double, _ start: Int, _ id: TokenID
  ) {
    let node = nodes[end]
    if best > node.best {
      nodes[end] = Node(
        best: best, second: max(node.best, second), start: Int32(start), id: id)
    } else {
      nodes[end].second = max(node.second, best)
    }
  }
}

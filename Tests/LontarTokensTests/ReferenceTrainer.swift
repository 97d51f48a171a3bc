import LontarTokens

/// The trainer's slow twin: Hugging Face's algorithm word by word, with dictionaries and sets.
///
/// Each entry of the queue holds the words in which its pair may stand; a merge goes through each
/// of them from left to right.
struct ReferenceTrainer {
  var vocabularySize: Int
  var specialTokens: [String] = []
  var minimumFrequency = 0
  /// The share of a part's occurrences that a merge must take to drop it.
  var picky: Double?
  var mayMerge: ([UInt8], [UInt8]) -> Bool = { _, _ in true }

  struct Pair: Hashable {
    var left: Int
    var right: Int
  }

  struct Entry {
    var count: Int
    var pair: Pair
    var words: Set<Int>
  }

  func train(
    on counts: [[UInt8]: Int]
  ) -> (tokens: [[UInt8]], merges: [Pair], droppedCount: Int) {
    var tokens: [[UInt8]] = []
    var ids: [[UInt8]: Int] = [:]
    func add(_ token: [UInt8]) {
      guard ids[token] == nil else { return }
      ids[token] = tokens.count
      tokens.append(token)
    }
    for token in specialTokens { add(Array(token.utf8)) }
    let printable = Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
    for byte in printable + (0...255).filter({ !printable.contains($0) }) { add([UInt8(byte)]) }

    var words = counts.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { word in
      (symbols: word.map { ids[[$0]] ?? -1 }, count: counts[word] ?? 0)
    }
    var pairCounts: [Pair: Int] = [:]
    var places: [Pair: Set<Int>] = [:]
    for (index, word) in words.enumerated() {
      for position in word.symbols.indices.dropLast() {
        let pair = Pair(left: word.symbols[position], right: word.symbols[position + 1])
        pairCounts[pair, default: 0] += word.count
        places[pair, default: []].insert(index)
      }
    }
    func isAllowed(_ pair: Pair) -> Bool { mayMerge(tokens[pair.left], tokens[pair.right]) }
    var queue = places.filter { isAllowed($0.key) }
      .map { Entry(count: pairCounts[$0] ?? 0, pair: $0, words: $1) }
    var merges: [Pair] = []
    let fixed = tokens.count
    var dropped: Set<Int> = []
    func occurrences(of id: Int) -> Int {
      words.reduce(0) { sum, word in sum + word.count * word.symbols.count { $0 == id } }
    }
    while tokens.count - dropped.count < vocabularySize {
      guard
        let top = queue.indices.max(by: { a, b in
          let (x, y) = (queue[a], queue[b])
          if x.count != y.count { return x.count < y.count }
          return (x.pair.left, x.pair.right) > (y.pair.left, y.pair.right)
        })
      else { break }
      let entry = queue[top]
      let live = pairCounts[entry.pair] ?? 0
      if entry.count != live {
        queue[top].count = live
        continue
      }
      if entry.count < 1 || entry.count < minimumFrequency { break }
      queue.remove(at: top)
      add(tokens[entry.pair.left] + tokens[entry.pair.right])
      let new = ids[tokens[entry.pair.left] + tokens[entry.pair.right]] ?? -1
      merges.append(entry.pair)
      let parts = Set([entry.pair.left, entry.pair.right])
      let before = parts.map { (id: $0, count: occurrences(of: $0)) }
      var touched: [Pair: Set<Int>] = [:]
      for index in entry.words {
        let count = words[index].count
        var symbols = words[index].symbols
        func change(_ left: Int, _ right: Int, by amount: Int) {
          let pair = Pair(left: left, right: right)
          pairCounts[pair, default: 0] += amount
          if amount > 0 { touched[pair, default: []].insert(index) }
        }
        var position = 0
        while position + 1 < symbols.count {
          if symbols[position] == entry.pair.left, symbols[position + 1] == entry.pair.right {
            if position > 0 {
              change(symbols[position - 1], entry.pair.left, by: -count)
              change(symbols[position - 1], new, by: count)
            }
            if position + 2 < symbols.count {
              change(entry.pair.right, symbols[position + 2], by: -count)
              change(new, symbols[position + 2], by: count)
            }
            symbols.replaceSubrange(position...position + 1, with: [new])
          }
          position += 1
        }
        words[index].symbols = symbols
      }
      dropped.remove(new)
      if let picky {
        for (id, count) in before where id >= fixed {
          let taken = count - occurrences(of: id)
          if Double(taken) >= picky * Double(count) { dropped.insert(id) }
        }
      }
      for (pair, indices) in touched where (pairCounts[pair] ?? 0) > 0 && isAllowed(pair) {
        queue.append(Entry(count: pairCounts[pair] ?? 0, pair: pair, words: indices))
      }
    }
    // Dropped tokens go last, each kind in the order in which it was made.
    let order =
      tokens.indices.filter { !dropped.contains($0) } + tokens.indices.filter(dropped.contains)
    var newIDs = [Int](repeating: 0, count: tokens.count)
    for (new, old) in order.enumerated() { newIDs[old] = new }
    return (
      order.map { tokens[$0] },
      merges.map { Pair(left: newIDs[$0.left], right: newIDs[$0.right]) }, dropped.count
    )
  }
}

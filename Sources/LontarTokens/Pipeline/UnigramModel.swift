/// The most likely sequence of tokens, each by itself (Kudo 2018).
final class UnigramModel: Sendable {
  let table: TokenTable
  let unknown: TokenID?
  private let scores: [Double]
  private let trie: TokenTrie
  private let unknownScore: Double
  private let byteTokens: [TokenID?]?
  /// Whether scores are added up as SentencePiece does it, in single precision.
  private let isSingle: Bool
  /// Whether an unknown stretch that is a token's name is that token, as in Hugging Face tokenizers.
  private let looksUpUnknown: Bool

  /// A token as the model needs it; the best score of user-defined ones grows with their length.
  struct Entry {
    var name: ArraySlice<UInt8>
    var id: TokenID
    var score: Double
    /// Whether text may become this token.
    var isPiece = true
  }

  init(
    _ entries: [Entry], table: TokenTable, unknown: TokenID?, lowestScore: Double,
    byteFallback: Bool, isSingle: Bool
  ) {
    self.table = table
    self.unknown = unknown
    self.isSingle = isSingle
    looksUpUnknown = !isSingle
    unknownScore = isSingle ? Double(Float(lowestScore) - 10) : lowestScore - 10
    byteTokens = byteFallback ? CharacterPairModel.byteTokens(in: table) : nil
    var scores = [Double](repeating: 0, count: Int(entries.map(\.id).max() ?? 0) + 1)
    for entry in entries { scores[Int(entry.id)] = entry.score }
    self.scores = scores
    trie = TokenTrie(
      entries.filter { $0.isPiece && !$0.name.isEmpty }.map { (bytes: $0.name, id: $0.id) })
  }

  /// Whether unknown characters become bytes.
  var hasByteTokens: Bool { byteTokens != nil }

  /// The logarithm of a token's probability.
  func score(of id: TokenID) -> Double { scores[Int(id)] }

  /// The memory that searching needs, one for each task.
  struct Scratch: ~Copyable {
    var nodes = Storage<Node>(capacity: 256)
    var path: [Int] = []

    /// The best way to an end: its score, its last token, and where that starts.
    struct Node: BitwiseCopyable {
      var score: Double
      var start: Int32
      var id: TokenID
    }
  }

  /// Appends the tokens of one piece, of less than 2 GiB.
  ///
  /// - Complexity: O(*n*) in its bytes, times the length of the longest token.
  func encode(
    _ bytes: [UInt8], _ range: Range<Int>, _ scratch: inout Scratch, into tokens: inout TokenList
  ) {
    let count = range.count
    guard count > 0 else { return }
    scratch.nodes.reserve(count + 1, keeping: 0)
    scratch.nodes.fill(Scratch.Node(score: 0, start: -1, id: .max), count: count + 1)
    // Safe: the buffer is used only inside the closure, and only within the range.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe search(base + range.lowerBound, count: count, scratch.nodes)
    }
    scratch.path.removeAll(keepingCapacity: true)
    var end = count
    while end > 0 {
      scratch.path.append(end)
      end = Int(scratch.nodes[end].start)
    }
    emit(bytes, range, scratch, into: &tokens)
  }

  private func search(
    _ text: UnsafePointer<UInt8>, count: Int, _ nodes: borrowing Storage<Scratch.Node>
  ) {
    var start = 0
    while start < count {
      let soFar = nodes[start].score
      let length = unsafe min(scalarLength(text[start]), count - start)
      var hasSingle = false
      unsafe trie.forEachPrefix(text + start, count: count - start) { tokenLength, id in
        // SentencePiece compares before it rounds.
        let score = soFar + scores[Int(id)]
        let node = nodes[start + tokenLength]
        if node.start < 0 || score > node.score {
          nodes[start + tokenLength] = Scratch.Node(
            score: isSingle ? Double(Float(score)) : score, start: Int32(start), id: id)
        }
        if tokenLength == length { hasSingle = true }
      }
      if !hasSingle {
        var score = soFar + unknownScore
        if isSingle { score = Double(Float(score)) }
        let node = nodes[start + length]
        if node.start < 0 || score > node.score {
          nodes[start + length] = Scratch.Node(
            score: score, start: Int32(start), id: unknown ?? .max)
        }
      }
      start += length
    }
  }

  /// Appends the tokens of the path, with neighbouring unknown ones as one.
  private func emit(
    _ bytes: [UInt8], _ range: Range<Int>, _ scratch: borrowing Scratch,
    into tokens: inout TokenList
  ) {
    var start = 0
    var index = scratch.path.count - 1
    while index >= 0 {
      let end = scratch.path[index]
      let id = scratch.nodes[end].id
      index -= 1
      guard id == unknown ?? .max else {
        tokens.append(id, range.lowerBound + start, range.lowerBound + end)
        start = end
        continue
      }
      var last = end
      while index >= 0, scratch.nodes[scratch.path[index]].id == id {
        last = scratch.path[index]
        index -= 1
      }
      emitUnknown(bytes, range.lowerBound + start..<range.lowerBound + last, into: &tokens)
      start = last
    }
  }

  private func emitUnknown(_ bytes: [UInt8], _ range: Range<Int>, into tokens: inout TokenList) {
    if looksUpUnknown, let known = table.id(of: bytes, range) {
      return tokens.append(known, range.lowerBound, range.upperBound, isText: true)
    }
    if let byteTokens, bytes[range].allSatisfy({ byteTokens[Int($0)] != nil }) {
      for index in range {
        // SentencePiece gives the whole's place to its last byte, Hugging Face to each.
        let isPlaced = !isSingle || index == range.upperBound - 1
        tokens.append(
          byteTokens[Int(bytes[index])] ?? 0, range.lowerBound,
          isPlaced ? range.upperBound : range.lowerBound)
      }
    } else if let unknown {
      tokens.append(unknown, range.lowerBound, range.upperBound, isText: true)
    }
  }
}

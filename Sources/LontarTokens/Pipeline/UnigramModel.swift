/// The most likely sequence of tokens, each by itself (Kudo 2018).
///
/// Sendable: written by its initialiser alone, read-only from then on.
final class UnigramModel: @unchecked Sendable {
  let table: TokenTable
  let unknown: TokenID?
  private let scores: Storage<Double>
  let trie: TokenTrie
  let unknownScore: Double
  /// How many bytes are looked at before the tokens are sought that are settled by then.
  private let windowCount: Int
  /// The bytes of the longest token.
  private let longest: Int
  private let byteTokens: [TokenID?]?
  /// Whether scores are added up as SentencePiece does it, in single precision.
  private let isSingle: Bool
  /// Whether each mark begins a word, so that words may be looked at one by one.
  private let hasWords: Bool
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
    byteFallback: Bool, isSingle: Bool, windowCount: Int = 1 << 16
  ) {
    self.windowCount = windowCount
    self.table = table
    self.unknown = unknown
    self.isSingle = isSingle
    looksUpUnknown = !isSingle
    unknownScore = isSingle ? Double(Float(lowestScore) - 10) : lowestScore - 10
    byteTokens = byteFallback ? CharacterPairModel.byteTokens(in: table) : nil
    scores = Storage(repeating: 0, count: Int(entries.map(\.id).max() ?? 0) + 1)
    for entry in entries {
      scores[Int(entry.id)] = isSingle ? Double(Float(entry.score)) : entry.score
    }
    let pieces = entries.filter { $0.isPiece && !$0.name.isEmpty }
    trie = TokenTrie(pieces.map { (bytes: $0.name, id: $0.id) })
    longest = max(4, pieces.map(\.name.count).max() ?? 0)
    hasWords =
      isSingle
      && pieces.contains { $0.name.elementsEqual(Self.mark) }
      && !pieces.contains { piece in
        piece.name.indices.dropFirst().contains {
          piece.name[$0...].starts(with: Self.mark)
            && !(piece.name[..<$0].suffix(3).elementsEqual(Self.mark))
        }
      }
  }

  /// Whether unknown characters become bytes.
  var hasByteTokens: Bool { byteTokens != nil }

  /// The logarithm of a token's probability.
  func score(of id: TokenID) -> Double { scores[Int(id)] }

  static let mark: [UInt8] = [0xE2, 0x96, 0x81]

  /// The score of a token in single precision.
  @inline(__always)
  func singleScore(of id: TokenID) -> Float { Float(scores[Int(id)]) }

  /// The memory that searching needs, one for each task.
  struct Scratch: ~Copyable {
    var nodes = Storage<Node>(capacity: 256)
    var path: [Int] = []
    /// What is remembered of words, once there are some.
    var words: UnigramWords?

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
    guard !range.isEmpty else { return }
    if hasWords, !tokens.keepsPlaces {
      encodeWords(bytes, range, &scratch, into: &tokens)
    } else {
      _ = encodeAll(bytes, range, after: 0, &scratch, into: &tokens)
    }
  }

  /// Encodes word by word: from memory, or in the one way that is always right.
  private func encodeWords(
    _ bytes: [UInt8], _ range: Range<Int>, _ scratch: inout Scratch, into tokens: inout TokenList
  ) {
    var words = scratch.words.take() ?? UnigramWords()
    var sum: Float = 0
    var start = range.lowerBound
    while start < range.upperBound {
      let end = Self.endOfWord(bytes, start, range.upperBound)
      // Safe: the buffer is used only inside the closure, and only within the range.
      let known = unsafe bytes.withUnsafeBufferPointer { buffer -> Float? in
        guard let base = buffer.baseAddress else { return nil }
        return unsafe words.encode(
          base + start, length: end - start, readable: range.upperBound - start, after: sum, self,
          &tokens.ids)
      }
      sum = known ?? encodeAll(bytes, start..<end, after: sum, &scratch, into: &tokens)
      start = end
    }
    scratch.words = consume words
  }

  /// Where the word ends that begins at `start`, with its marks.
  @inline(__always)
  private static func endOfWord(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int {
    var position = start
    while position + 2 < limit, isMark(bytes, position) { position += 3 }
    while position < limit {
      if position + 2 < limit, isMark(bytes, position) { return position }
      position += 1
    }
    return limit
  }

  @inline(__always)
  private static func isMark(_ bytes: [UInt8], _ position: Int) -> Bool {
    bytes[position] == 0xE2 && bytes[position + 1] == 0x96 && bytes[position + 2] == 0x81
  }

  /// Encodes a stretch after a text of the score `sum`; returns what the score is then.
  ///
  /// A long one goes in windows: up to the last place that the best ways to all ends beyond a window pass
  /// through, nothing that follows changes the tokens. So the memory is that of a window, however long the
  /// stretch, unless no such place comes.
  private func encodeAll(
    _ bytes: [UInt8], _ range: Range<Int>, after sum: Float, _ scratch: inout Scratch,
    into tokens: inout TokenList
  ) -> Float {
    var sum = Double(sum)
    var start = range.lowerBound
    var window = windowCount
    while range.upperBound - start > window + longest + 4 {
      let rest = start..<range.upperBound
      let next = search(bytes, rest, until: window, after: sum, scratch: &scratch)
      let settled = settledEnd(beyond: next, scratch.nodes)
      guard settled > 0 else {
        window *= 2
        continue
      }
      sum = emit(bytes, start..<start + settled, &scratch, into: &tokens)
      start += settled
      window = windowCount
    }
    let rest = start..<range.upperBound
    _ = search(bytes, rest, until: rest.count, after: sum, scratch: &scratch)
    return Float(emit(bytes, rest, &scratch, into: &tokens))
  }

  /// Finds the best ways from the start of a range to every end, as far as tokens go that begin before
  /// `limit`; returns where the next ones would begin.
  private func search(
    _ bytes: [UInt8], _ range: Range<Int>, until limit: Int, after sum: Double,
    scratch: inout Scratch
  ) -> Int {
    let nodeCount = min(range.count, limit + longest + 4) + 1
    scratch.nodes.reserve(nodeCount, keeping: 0)
    scratch.nodes.fill(Scratch.Node(score: 0, start: -1, id: .max), count: nodeCount)
    scratch.nodes[0].score = sum
    var next = 0
    // Safe: the buffer is used only inside the closure, and only within the range.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      next = unsafe search(
        base + range.lowerBound, count: range.count, until: limit, scratch.nodes)
    }
    return next
  }

  /// The last place that the best ways to all ends from `next` on pass through, and behind which no unknown
  /// stretch goes on; 0 if there is none.
  private func settledEnd(beyond next: Int, _ nodes: borrowing Storage<Scratch.Node>) -> Int {
    var ends = (next...next + longest).filter { $0 == next || nodes[$0].start >= 0 }
    while let last = ends.last, ends.count > 1 {
      // The farthest goes back to where its last token begins, in order among the others.
      ends.removeLast()
      let start = Int(nodes[last].start)
      var place = ends.count
      while place > 0, ends[place - 1] > start { place -= 1 }
      if place == 0 || ends[place - 1] != start { ends.insert(start, at: place) }
    }
    var settled = ends.first ?? 0
    while settled > 0, nodes[settled].id == unknown ?? .max {
      settled = Int(nodes[settled].start)
    }
    return settled
  }

  private func search(
    _ text: UnsafePointer<UInt8>, count: Int, until limit: Int,
    _ nodes: borrowing Storage<Scratch.Node>
  ) -> Int {
    var start = 0
    while start < limit {
      let soFar = nodes[start].score
      let length = unsafe min(scalarLength(text[start]), count - start)
      var hasSingle = false
      unsafe trie.forEachPrefix(text + start, count: count - start) { tokenLength, id in
        // SentencePiece adds in single precision: which of two equally good ways it takes depends on
        // how all before was rounded.
        var score = soFar + scores[Int(id)]
        if isSingle { score = Double(Float(score)) }
        let node = nodes[start + tokenLength]
        if node.start < 0 || score > node.score {
          nodes[start + tokenLength] = Scratch.Node(score: score, start: Int32(start), id: id)
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
    return start
  }

  /// Appends the tokens of the best way to the end of a range, and returns its score.
  private func emit(
    _ bytes: [UInt8], _ range: Range<Int>, _ scratch: inout Scratch,
    into tokens: inout TokenList
  ) -> Double {
    scratch.path.removeAll(keepingCapacity: true)
    var end = range.count
    while end > 0 {
      scratch.path.append(end)
      end = Int(scratch.nodes[end].start)
    }
    emitPath(bytes, range, scratch, into: &tokens)
    return scratch.nodes[range.count].score
  }

  /// Appends the tokens of the path, with neighbouring unknown ones as one.
  private func emitPath(
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
      // SentencePiece gives the bytes of each character a place of their own.
      while !isSingle || byteTokens == nil, index >= 0, scratch.nodes[scratch.path[index]].id == id
      {
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

/// The byte strings of tokens as a trie, to find the longest token at a place in a text.
///
/// A double array (Aoe 1989) whose transitions are `base ^ byte`: a step is one look at eight
/// bytes. Tokens that no encoding can hold are left out by whoever makes it.
///
/// Sendable: written by its initialiser alone, read-only from then on.
struct TokenTrie: ~Copyable, @unchecked Sendable {
  /// Where the children are, with the mark of a token's end in the highest bit; and the parent.
  struct Node: BitwiseCopyable {
    var base: UInt32
    var parent: UInt32
  }

  /// In a base: a token ends here.
  static let accepts: UInt32 = 1 << 31
  /// The parent of places that nothing leads to.
  static let free: UInt32 = .max

  private var nodes: Storage<Node>
  private var tokens: Storage<TokenID>
  let nodeCount: Int
  /// Two tokens that have the same bytes, if there are any; the second was left out.
  let duplicate: (TokenID, TokenID)?

  /// Makes a trie of tokens, which are not empty, and should be different.
  ///
  /// - Complexity: O(*n* log *n*) in the bytes of the tokens.
  init(_ ids: [TokenID], of vocabulary: borrowing Vocabulary) {
    let unwanted = Storage<TokenID>(capacity: vocabulary.count)
    self.init(ids, of: vocabulary, prefixes: unwanted)
  }

  /// As the other, and notes for each of the tokens the longest other one that it starts with; `.max` if
  /// there is none.
  init(
    _ ids: [TokenID], of vocabulary: borrowing Vocabulary, prefixes: borrowing Storage<TokenID>
  ) {
    var builder = Builder(expecting: ids.count)
    let (sorted, duplicate) = Self.sorted(ids, of: vocabulary)
    builder.place(sorted, of: vocabulary, prefixes)
    self.duplicate = duplicate
    nodeCount = builder.count
    let built = consume builder
    nodes = built.nodes
    tokens = built.tokens
  }

  /// Makes a trie of byte strings, which are different and not empty, and their tokens.
  init(_ entries: [(bytes: ArraySlice<UInt8>, id: TokenID)]) {
    // By number first, and then each number's token in its place.
    var vocabulary = Vocabulary()
    for entry in entries { vocabulary.append(entry.bytes) }
    self.init((0..<TokenID(entries.count)).map { $0 }, of: vocabulary)
    // Places that nothing leads to hold anything.
    for index in 0..<tokens.capacity where Int(tokens[index]) < entries.count {
      tokens[index] = entries[Int(tokens[index])].id
    }
  }

  /// Tokens by their bytes, each once.
  private static func sorted(
    _ ids: [TokenID], of vocabulary: borrowing Vocabulary
  ) -> (ids: [TokenID], duplicate: (TokenID, TokenID)?) {
    // By the first eight bytes, padded with zeros.
    var starts = Storage<Start>(capacity: ids.count)
    unsafe vocabulary.withBytes { bytes in
      for (index, id) in ids.enumerated() {
        let range = vocabulary.range(of: id)
        // Safe: so many bytes of this token are there.
        let key =
          unsafe bytes.baseAddress.map {
            unsafe orderedPrefix($0 + range.lowerBound, count: range.count)
          } ?? 0
        starts[index] = Start(key: key, id: id)
      }
    }
    Start.sort(&starts, count: ids.count)
    var sorted = (0..<ids.count).map { starts[$0].id }
    // Equal so far: longer than eight bytes, with zeros at the end, or the same.
    var duplicate: (TokenID, TokenID)?
    var start = 0
    while start < ids.count {
      var end = start + 1
      while end < ids.count, starts[end].key == starts[start].key { end += 1 }
      if end - start > 1 {
        sorted[start..<end].sort {
          vocabulary.bytes(of: $0).lexicographicallyPrecedes(vocabulary.bytes(of: $1))
        }
        for index in start + 1..<end
        where vocabulary.bytes(of: sorted[index - 1]) == vocabulary.bytes(of: sorted[index]) {
          duplicate = duplicate ?? (sorted[index - 1], sorted[index])
        }
      }
      start = end
    }
    guard duplicate != nil else { return (sorted, nil) }
    var different: [TokenID] = []
    for id in sorted {
      if let last = different.last, vocabulary.bytes(of: last) == vocabulary.bytes(of: id) {
        continue
      }
      different.append(id)
    }
    return (different, duplicate)
  }

  /// A token and its first eight bytes, the first the highest.
  struct Start: BitwiseCopyable {
    var key: UInt64
    var id: TokenID

    /// Sorts by the key, eleven bits at a time from the lowest.
    static func sort(_ starts: inout Storage<Start>, count: Int) {
      var other = Storage<Start>(capacity: count)
      let places = Storage<Int>(capacity: 2049)
      for shift in stride(from: UInt64(0), to: 64, by: 11) {
        places.fill(0, count: 2049)
        for index in 0..<count { places[Int(starts[index].key >> shift & 0x7FF) + 1] += 1 }
        for digit in 0..<2048 { places[digit + 1] += places[digit] }
        for index in 0..<count {
          let digit = Int(starts[index].key >> shift & 0x7FF)
          other[places[digit]] = starts[index]
          places[digit] += 1
        }
        swap(&starts, &other)
      }
    }
  }

  /// Forgets that these bytes are a token.
  func remove(_ bytes: ArraySlice<UInt8>) {
    var node: UInt32 = 0
    for byte in bytes {
      let next = nodes[Int(node)].base & ~Self.accepts ^ UInt32(byte)
      guard nodes[Int(next)].parent == node else { return }
      node = next
    }
    nodes[Int(node)].base &= ~Self.accepts
    tokens[Int(node)] = .max
  }

  // MARK: Places

  func node(_ place: Int) -> Node { nodes[place] }

  func token(at place: Int) -> TokenID { tokens[place] }

  /// How many bytes lead to a place.
  func depth(of place: Int) -> Int {
    var depth = 0
    var place = place
    while place != 0 {
      place = Int(nodes[place].parent)
      depth += 1
    }
    return depth
  }

  // MARK: Looking up

  /// The longest token at the start of `text`, of which `count` bytes may be read; `.max` if none.
  @inline(__always)
  func longestMatch(_ text: UnsafePointer<UInt8>, count: Int) -> TokenID {
    var node: UInt32 = 0
    var base = nodes[0].base & ~Self.accepts
    var last: UInt32 = 0
    var index = 0
    while index < count {
      let next = base ^ UInt32(unsafe text[index])
      let child = nodes[Int(next)]
      if child.parent != node { break }
      node = next
      base = child.base & ~Self.accepts
      if child.base & Self.accepts != 0 { last = next }
      index &+= 1
    }
    return last == 0 ? .max : tokens[Int(last)]
  }

  /// Calls `body` with the length and the token of each that `text` starts with, shortest first.
  @inline(__always)
  func forEachPrefix(
    _ text: UnsafePointer<UInt8>, count: Int, _ body: (_ length: Int, _ token: TokenID) -> Void
  ) {
    var node: UInt32 = 0
    var base = nodes[0].base & ~Self.accepts
    var index = 0
    while index < count {
      let next = base ^ UInt32(unsafe text[index])
      let child = nodes[Int(next)]
      if child.parent != node { break }
      node = next
      base = child.base & ~Self.accepts
      index &+= 1
      if child.base & Self.accepts != 0 { body(index, tokens[Int(next)]) }
    }
  }

  /// The token that is just these bytes; `.max` if there is none.
  @inline(__always)
  func token(_ text: UnsafePointer<UInt8>, count: Int) -> TokenID {
    var node: UInt32 = 0
    var base = nodes[0].base & ~Self.accepts
    for index in 0..<count {
      let next = base ^ UInt32(unsafe text[index])
      let child = nodes[Int(next)]
      if child.parent != node { return .max }
      node = next
      base = child.base & ~Self.accepts
    }
    return tokens[Int(node)]
  }

  /// The double array while it grows, in blocks of 256.
  ///
  /// Its free places are a ring: the next one stands in `base`, the one before in `tokens`.
  private struct Builder: ~Copyable {
    fileprivate var nodes: Storage<Node>
    fileprivate var tokens: Storage<TokenID>
    fileprivate private(set) var count = 0
    private var firstFree: UInt32 = .max

    init(expecting tokenCount: Int) {
      nodes = Storage(capacity: 3 * tokenCount + 256)
      tokens = Storage(capacity: 3 * tokenCount + 256)
      addBlock()
      occupy(0, under: TokenTrie.free - 1)
    }

    /// Places sorted tokens; with a stack of its own, because tokens may be long.
    mutating func place(
      _ sorted: [TokenID], of vocabulary: borrowing Vocabulary,
      _ prefixes: borrowing Storage<TokenID>
    ) {
      // Their bytes in this order: the walk goes down one place of all of them at a time.
      let starts = Storage<Int>(capacity: sorted.count + 1)
      starts[0] = 0
      for (index, id) in sorted.enumerated() {
        starts[index + 1] = starts[index] + vocabulary.byteCount(of: id)
      }
      let text = Storage<UInt8>(capacity: starts[sorted.count])
      unsafe vocabulary.withBytes { bytes in
        for (index, id) in sorted.enumerated() {
          var place = starts[index]
          for from in vocabulary.range(of: id) {
            text[place] = unsafe bytes[from]
            place &+= 1
          }
        }
      }
      // No byte leads to two children: 256 of them at most.
      let bytes = Storage<UInt8>(capacity: 256)
      let groups = Storage<Int>(capacity: 257)
      var pending = [Pending(start: 0, end: sorted.count, node: 0, depth: 0, last: .max)]
      while var one = pending.popLast() {
        if one.start < one.end, starts[one.start + 1] - starts[one.start] == one.depth {
          let token = sorted[one.start]
          tokens[Int(one.node)] = token
          nodes[Int(one.node)].base |= TokenTrie.accepts
          prefixes[Int(token)] = one.last
          if one.depth > 0 { one.last = token }
          one.start += 1
        }
        guard one.start < one.end else { continue }
        var count = 0
        var last: UInt8 = 0
        for index in one.start..<one.end {
          let byte = text[starts[index] + one.depth]
          guard count == 0 || byte != last else { continue }
          bytes[count] = byte
          groups[count] = index
          last = byte
          count += 1
        }
        groups[count] = one.end
        let base = findBase(for: bytes, count)
        nodes[Int(one.node)].base |= base
        for index in 0..<count {
          let child = base ^ UInt32(bytes[index])
          occupy(child, under: one.node)
          pending.append(
            Pending(
              start: groups[index], end: groups[index + 1], node: child, depth: one.depth + 1,
              last: one.last))
        }
      }
      // Look-ups may come to free places.
      for place in 0..<count where nodes[place].parent == TokenTrie.free { tokens[place] = .max }
    }

    /// Sorted tokens that share what leads to a node, and the last of these that ends on the way.
    private struct Pending {
      var start: Int
      var end: Int
      var node: UInt32
      var depth: Int
      var last: TokenID
    }

    /// A base from which every byte leads to a free place. Only so many places are tried: a new
    /// block costs less than a long search.
    private mutating func findBase(for bytes: borrowing Storage<UInt8>, _ byteCount: Int) -> UInt32
    {
      if firstFree != .max {
        var place = firstFree
        for _ in 0..<(byteCount == 1 ? 1 : 64) {
          let base = place ^ UInt32(bytes[0])
          var index = 1
          while index < byteCount,
            nodes[Int(base ^ UInt32(bytes[index]))].parent == TokenTrie.free
          {
            index += 1
          }
          if index == byteCount { return base }
          place = nodes[Int(place)].base
          if place == firstFree { break }
        }
      }
      let base = UInt32(count) ^ UInt32(bytes[0])
      addBlock()
      return base
    }

    private mutating func addBlock() {
      let start = UInt32(count)
      count += 256
      nodes.reserve(count, keeping: count - 256)
      tokens.reserve(count, keeping: count - 256)
      // The block's places join the ring before its first place, that is, at its end.
      let first = firstFree == .max ? start : firstFree
      let last = firstFree == .max ? start + 255 : tokens[Int(firstFree)]
      for place in start..<start + 256 {
        nodes[Int(place)] = Node(
          base: place == start + 255 ? first : place + 1, parent: TokenTrie.free)
        tokens[Int(place)] = place == start ? last : place - 1
      }
      if firstFree != .max {
        nodes[Int(last)].base = start
        tokens[Int(first)] = start + 255
      } else {
        firstFree = start
      }
    }

    private mutating func occupy(_ place: UInt32, under parent: UInt32) {
      let next = nodes[Int(place)].base
      let previous = tokens[Int(place)]
      nodes[Int(previous)].base = next
      tokens[Int(next)] = previous
      if firstFree == place { firstFree = next == place ? .max : next }
      nodes[Int(place)] = Node(base: 0, parent: parent)
      tokens[Int(place)] = .max
    }
  }
}

// MARK: Compiled

extension TokenTrie {
  func append(to writer: inout CompiledWriter) {
    writer.append(nodes, count: nodeCount)
    writer.append(tokens, count: nodeCount)
  }

  /// Reads what was written; nil if a look-up could leave the trie, or find no token of `tokenCount`.
  static func read(_ reader: inout CompiledReader, tokenCount: Int) -> TokenTrie? {
    guard let nodes = reader.next(of: Node.self) else { return nil }
    let count = reader.count
    guard let tokens = reader.next(of: TokenID.self), reader.count == count else { return nil }
    guard count > 0, count % 256 == 0 else { return nil }
    for index in 0..<count {
      let node = nodes[index]
      let isFree = node.parent == Self.free
      // Every look-up begins with the first one's base, whatever its parent.
      guard isFree && index > 0 || Int(node.base & ~Self.accepts) < count,
        tokens[index] < tokenCount
          || tokens[index] == .max && (isFree || node.base & Self.accepts == 0)
      else { return nil }
    }
    return TokenTrie(nodes: nodes, tokens: tokens, nodeCount: count)
  }

  private init(
    nodes: consuming Storage<Node>, tokens: consuming Storage<TokenID>, nodeCount: Int
  ) {
    self.nodes = nodes
    self.tokens = tokens
    self.nodeCount = nodeCount
    duplicate = nil
  }
}

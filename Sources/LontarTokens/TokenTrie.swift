/// The byte strings of tokens as a trie, to find the longest token at a place in a text.
///
/// A double array (Aoe 1989) whose transitions are `base ^ byte`: a step is one look at eight
/// bytes. Tokens that no encoding can hold are left out by whoever makes it.
struct TokenTrie: ~Copyable {
  /// Where the children are, with the mark of a token's end in the highest bit; and the parent.
  struct Node: BitwiseCopyable {
    var base: UInt32
    var parent: UInt32
  }

  private static let accepts: UInt32 = 1 << 31
  private static let free: UInt32 = .max

  private var nodes: Storage<Node>
  private var tokens: Storage<TokenID>

  /// Makes a trie of tokens, which are different and not empty.
  ///
  /// - Complexity: O(*n* log *n*) in the bytes of the tokens.
  init(_ ids: [TokenID], of vocabulary: borrowing Vocabulary) {
    var builder = Builder()
    let sorted = ids.map { (bytes: vocabulary.bytes(of: $0), id: $0) }
      .sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    builder.place(sorted)
    nodes = Storage(repeating: Node(base: 0, parent: Self.free), count: builder.bases.count)
    tokens = Storage(repeating: .max, count: builder.bases.count)
    for index in builder.bases.indices {
      let token = builder.tokens[index]
      nodes[index] = Node(
        base: builder.bases[index] | (token == .max ? 0 : Self.accepts),
        parent: builder.parents[index])
      tokens[index] = token
    }
  }

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

  /// The longest token that is a shorter start of these bytes; `.max` if none.
  func longestProperPrefix(of bytes: ArraySlice<UInt8>) -> TokenID {
    // Safe: the buffer is used only inside the closure.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return .max }
      return unsafe longestMatch(base, count: buffer.count - 1)
    }
  }

  /// The double array while it grows, in blocks of 256.
  private struct Builder {
    var bases: [UInt32] = []
    var parents: [UInt32] = []
    var tokens: [TokenID] = []
    // Free places as a ring, through the arrays of their blocks.
    private var next: [Int32] = []
    private var previous: [Int32] = []
    private var firstFree: Int32 = -1

    init() {
      addBlock()
      take(0)
    }

    typealias Entry = (bytes: ArraySlice<UInt8>, id: TokenID)

    /// Places sorted tokens; with a stack of its own, because tokens may be long.
    mutating func place(_ sorted: [Entry]) {
      var pending: [(range: Range<Int>, node: UInt32, depth: Int)] = [(sorted.indices, 0, 0)]
      while let (whole, node, depth) = pending.popLast() {
        var range = whole
        if let first = range.first, sorted[first].bytes.count == depth {
          tokens[Int(node)] = sorted[first].id
          range = first + 1..<range.upperBound
        }
        func byte(_ index: Int) -> UInt8 {
          sorted[index].bytes[sorted[index].bytes.startIndex + depth]
        }
        var groups: [(byte: UInt8, range: Range<Int>)] = []
        var start = range.lowerBound
        for index in range.dropFirst() where byte(index) != byte(start) {
          groups.append((byte(start), start..<index))
          start = index
        }
        guard start < range.upperBound else { continue }
        groups.append((byte(start), start..<range.upperBound))
        let base = findBase(for: groups.map(\.byte))
        bases[Int(node)] = base
        for group in groups {
          let child = base ^ UInt32(group.byte)
          take(Int32(child))
          parents[Int(child)] = node
          pending.append((group.range, child, depth + 1))
        }
      }
    }

    /// A base from which every byte leads to a free place. Only so many places are tried: a new
    /// block costs less than a long search.
    private mutating func findBase(for bytes: [UInt8]) -> UInt32 {
      if firstFree >= 0 {
        var place = firstFree
        for _ in 0..<(bytes.count == 1 ? 1 : 64) {
          let base = UInt32(place) ^ UInt32(bytes[0])
          if bytes.allSatisfy({ next[Int(base ^ UInt32($0))] >= 0 }) { return base }
          place = next[Int(place)]
          if place == firstFree { break }
        }
      }
      let base = UInt32(bases.count) ^ UInt32(bytes[0])
      addBlock()
      return base
    }

    private mutating func addBlock() {
      let start = Int32(bases.count)
      bases.append(contentsOf: repeatElement(0, count: 256))
      parents.append(contentsOf: repeatElement(TokenTrie.free, count: 256))
      tokens.append(contentsOf: repeatElement(.max, count: 256))
      // The block's places join the ring before its first place, that is, at its end.
      let first = firstFree < 0 ? start : firstFree
      let last = firstFree < 0 ? start + 255 : previous[Int(firstFree)]
      for place in start..<start + 256 {
        next.append(place == start + 255 ? first : place + 1)
        previous.append(place == start ? last : place - 1)
      }
      if firstFree >= 0 {
        next[Int(last)] = start
        previous[Int(first)] = start + 255
      } else {
        firstFree = start
      }
    }

    private mutating func take(_ place: Int32) {
      let after = next[Int(place)]
      let before = previous[Int(place)]
      next[Int(before)] = after
      previous[Int(after)] = before
      next[Int(place)] = -1
      if firstFree == place { firstFree = after == place ? -1 : after }
    }
  }
}

/// Tokens as a trie with their scores by place, so that a search asks for no token before it knows the best way.
///
/// A step is one look at eight bytes. Scores are apart from them, because with scores a trie of 16,000 tokens
/// would no longer lie in a processor's second cache: that made Thai slower by a fifth.
///
/// Sendable: written by its initialiser alone, read-only from then on.
struct ScoredTrie: ~Copyable, @unchecked Sendable {
  private static let accepts = TokenTrie.accepts

  private let nodes: Storage<TokenTrie.Node>
  /// By place, the score of the token that ends there.
  private let scores: Storage<Double>
  /// By place, the token that ends there, and how many bytes it has.
  private let tokens: Storage<TokenID>
  private let lengths: Storage<UInt32>
  /// By character of three bytes, the place that these lead to; 0 if to none.
  private let starts = Storage<UInt32>(zeros: 1 << 16)

  /// Makes a trie of byte strings, which are different and not empty, and their tokens.
  init(
    _ entries: [(bytes: ArraySlice<UInt8>, id: TokenID)], score: (TokenID) -> Double
  ) {
    let trie = TokenTrie(entries)
    nodes = Storage(capacity: trie.nodeCount)
    scores = Storage(capacity: trie.nodeCount)
    tokens = Storage(capacity: trie.nodeCount)
    lengths = Storage(capacity: trie.nodeCount)
    for place in 0..<trie.nodeCount {
      let node = trie.node(place)
      let isToken = node.parent != TokenTrie.free && node.base & Self.accepts != 0
      nodes[place] = node
      scores[place] = isToken ? score(trie.token(at: place)) : 0
      tokens[place] = isToken ? trie.token(at: place) : .max
      lengths[place] = isToken ? UInt32(trie.depth(of: place)) : 0
    }
    for lead in UInt8(0xE0)...0xEF {
      guard let first = step(0, lead) else { continue }
      for second in UInt8(0x80)...0xBF {
        guard let place = step(first, second) else { continue }
        for third in UInt8(0x80)...0xBF {
          starts[Self.start(lead, second, third)] = step(place, third) ?? 0
        }
      }
    }
  }

  private func step(_ place: UInt32, _ byte: UInt8) -> UInt32? {
    let next = nodes[Int(place)].base & ~Self.accepts ^ UInt32(byte)
    return nodes[Int(next)].parent == place ? next : nil
  }

  @inline(__always)
  private static func start(_ lead: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    Int(lead & 15) << 12 | Int(second & 63) << 6 | Int(third & 63)
  }

  /// The token that ends at a place.
  @inline(__always)
  func token(at place: UInt32) -> TokenID { tokens[Int(place)] }

  /// The score of the token that ends at a place.
  @inline(__always)
  func score(at place: UInt32) -> Double { scores[Int(place)] }

  /// How many bytes the token has that ends at a place.
  @inline(__always)
  func length(at place: UInt32) -> Int { Int(lengths[Int(place)]) }

  /// Calls `body` with the place, the length and the score of each token that `text` starts with, shortest
  /// first; `first` is how many bytes the character has that it starts with.
  @inline(__always)
  func forEachPrefix(
    _ text: UnsafePointer<UInt8>, count: Int, first: Int,
    _ body: (_ place: UInt32, _ length: Int, _ score: Double) -> Void
  ) {
    var place: UInt32 = 0
    var base = nodes[0].base & ~Self.accepts
    var index = 0
    if first == 3 {
      // No token ends inside a character.
      place = unsafe starts[Self.start(text[0], text[1], text[2])]
      guard place != 0 else { return }
      let node = nodes[Int(place)]
      base = node.base & ~Self.accepts
      index = 3
      if node.base & Self.accepts != 0 { body(place, 3, scores[Int(place)]) }
    }
    while index < count {
      let next = base ^ UInt32(unsafe text[index])
      let node = nodes[Int(next)]
      if node.parent != place { break }
      place = next
      base = node.base & ~Self.accepts
      index &+= 1
      if node.base & Self.accepts != 0 { body(place, index, scores[Int(place)]) }
    }
  }
}

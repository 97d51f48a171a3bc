/// The distinct words of a corpus as sequences of tokens, and what merging needs to know of them.
///
/// One 32-bit symbol for each token that a word began with: where a token starts, its id; where a
/// token has come to fill several, their number in the second and in the last; between words, a wall.
/// So neighbours are found without links, and a merge touches three places. Words lie by falling
/// count, which makes the count of a position a look-up among few runs of equal counts.
///
/// The counts of pairs change once for each merge and neighbour, not once for each place: the
/// places are summed by neighbour in an array first. Only the places of frequent pairs are listed;
/// when those are merged, the words are laid out anew without the symbols that were filled up, and
/// the places of the next are listed (see `listPlaces()`). Over bytes, where three of four symbols
/// are filled up soon, that takes nearly half of the memory away (467 to 252 MB of 56 MB of text).
struct MergeTable: ~Copyable {
  static let positionLimit = Int(UInt32.max) - 16

  /// Stands between words, and inside them for what is no token.
  static let wall: UInt32 = .max
  /// Marks symbols that continue a token; the second and the last also hold how many it has.
  static let part: UInt32 = 1 << 31

  /// A place where the merge under way happened, with the neighbours (or walls) it met there.
  struct Hit: BitwiseCopyable {
    var position: UInt32
    var left: UInt32
    var right: UInt32
  }

  /// What the merge under way does to the pairs with one neighbour.
  struct Neighbour: BitwiseCopyable {
    var delta: Int64 = 0
    var hits = 0
    var filled = 0
    var list = PostingList(count: 0)
  }

  var symbols: Storage<UInt32>
  var symbolCount = 1
  /// How many there were when all tokens filled one.
  var startCount = 0

  // Runs of positions with the same count, and the first run of each block of positions.
  var runEnds: [UInt32] = []
  var runCounts: [Int64] = []
  var runOfBlock: [UInt32] = []
  private static let blockShift: UInt32 = 8

  // By token id.
  private(set) var idCapacity: Int
  var lengths: Storage<UInt32>
  private var shapes: Storage<TokenShape>
  /// How many symbols a token fills; ``notMade`` while there is none, ``varies`` if not all the same.
  var spans: Storage<UInt32>
  static let notMade: UInt32 = .max
  static let varies: UInt32 = 0
  let rules: MergeRules
  var tokens: Int64 = 0
  var left: Storage<Neighbour>
  var right: Storage<Neighbour>

  var touchedLeft: [TokenID] = []
  var touchedRight: [TokenID] = []
  var hits = Storage<Hit>(capacity: 1 << 10)
  var hitCount = 0

  var pairs: PairTable
  var queue: PairQueue
  var popped: (positions: PostingList, isShared: Bool) = (PostingList(count: 0), false)
  /// The places of pairs that occur as often are listed, and these pairs are queued.
  var threshold: Int64 = 1
  /// Whether a pair came to be listed that had places before.
  var isIncomplete = false

  // MARK: Words

  private init(shapes known: [TokenShape], positionCount: Int, rules: MergeRules) {
    self.rules = rules
    pairs = PairTable(keepsLists: rules.keepsLists)
    queue = PairQueue(names: rules.names)
    idCapacity = max(known.count, 1)
    shapes = Storage(repeating: .never, count: idCapacity)
    for (id, shape) in known.enumerated() { shapes[id] = shape }
    lengths = Storage(repeating: 1, count: idCapacity)
    spans = Storage(repeating: 1, count: idCapacity)
    left = Storage(repeating: Neighbour(), count: idCapacity)
    right = Storage(repeating: Neighbour(), count: idCapacity)
    symbols = Storage(capacity: positionCount + 1)
    symbols[0] = Self.wall
  }

  /// Lays out the words and counts their pairs of bytes.
  init(
    words: consuming WordCounts, byteIDs: [TokenID], positionCount: Int, rules: MergeRules
  ) {
    var shapes = [TokenShape](repeating: .never, count: Int(byteIDs.max() ?? 0) + 1)
    for (byte, id) in byteIDs.enumerated() { shapes[Int(id)] = TokenShape(byte: UInt8(byte)) }
    self.init(shapes: shapes, positionCount: positionCount, rules: rules)
    var lastCount: Int64 = 0
    for slot in words.slotsByFallingCount() {
      unsafe words.withWord(inSlot: slot) { base, length, count in
        let count = Int64(clamping: count)
        tokens &+= count &* Int64(length)
        guard length > 1 else { return }  // no pair in it
        beginRun(count, &lastCount)
        for index in 0..<length {
          symbols[symbolCount + index] = byteIDs[unsafe Int(base[index])]
        }
        symbolCount += length
        endWord()
      }
    }
    // The words are all in symbols now, and the lists of places need their room.
    drop(consume words)
    queueInitialPairs()
  }

  /// Lays out the words as a coder puts them in symbols, and counts their pairs.
  ///
  /// - Parameter shapes: what is known of each token that there is.
  init(
    words: consuming WordCounts, coder: any WordCoder, shapes: [TokenShape],
    positionCount: Int, rules: MergeRules
  ) {
    self.init(shapes: shapes, positionCount: positionCount, rules: rules)
    var lastCount: Int64 = 0
    var word: [TokenID] = []
    for slot in words.slotsByFallingCount() {
      unsafe words.withWord(inSlot: slot) { base, length, count in
        word.removeAll(keepingCapacity: true)
        coder.encode(unsafe Span(_unsafeStart: base, count: length), appendingTo: &word)
        let count = Int64(clamping: count)
        guard !word.isEmpty else { return }
        beginRun(count, &lastCount)
        for symbol in word {
          symbols[symbolCount] = symbol
          symbolCount += 1
          if symbol != Self.wall { tokens &+= count }
        }
        endWord()
      }
    }
    drop(consume words)
    queueInitialPairs()
  }

  /// How many tokens all words have now.
  var tokenCount: Int64 { tokens }

  private mutating func beginRun(_ count: Int64, _ lastCount: inout Int64) {
    guard count != lastCount else { return }
    if lastCount > 0 { runEnds.append(UInt32(symbolCount)) }
    runCounts.append(count)
    lastCount = count
  }

  private mutating func endWord() {
    symbols[symbolCount] = Self.wall
    symbolCount += 1
  }

  private mutating func queueInitialPairs() {
    runEnds.append(UInt32(symbolCount))
    if runCounts.isEmpty { runCounts.append(0) }
    indexRuns()
    countPairs()
    listPlaces()
  }

  /// Notes the first run of each block of positions.
  mutating func indexRuns() {
    runOfBlock.removeAll(keepingCapacity: true)
    var run = 0
    for start in stride(from: 0, to: symbolCount, by: 1 << Int(Self.blockShift)) {
      while Int(runEnds[run]) <= start { run += 1 }
      runOfBlock.append(UInt32(run))
    }
  }

  /// How often the word around a position occurs.
  @inline(__always)
  func count(at position: UInt32) -> Int64 {
    var run = Int(runOfBlock[Int(position >> Self.blockShift)])
    while runEnds[run] <= position { run += 1 }
    return runCounts[run]
  }

  /// How many symbols the token that starts at a position fills.
  @inline(__always)
  func span(at position: Int) -> Int {
    let next = symbols[position + 1]
    return next & Self.part == 0 || next == Self.wall ? 1 : Int(next & ~Self.part)
  }

  /// Whether the integrity asked for allows a pair to become a token.
  @inline(__always)
  func mayMerge(_ left: TokenID, _ right: TokenID) -> Bool {
    rules.integrity == .none
      || shapes[Int(left)].mayMerge(with: shapes[Int(right)], rules.integrity)
  }

  /// Notes that a merge makes a token.
  mutating func note(_ result: TokenID, of pair: TokenPair, shape: TokenShape) {
    makeRoom(for: max(result, pair.left, pair.right))
    lengths[Int(result)] = lengths[Int(pair.left)] + lengths[Int(pair.right)]
    shapes[Int(result)] = shape
    let (first, second) = (spans[Int(pair.left)], spans[Int(pair.right)])
    let span = first == Self.varies || second == Self.varies ? Self.varies : first &+ second
    let known = spans[Int(result)]
    spans[Int(result)] = known == Self.notMade || known == span ? span : Self.varies
  }

  private mutating func makeRoom(for id: TokenID) {
    guard Int(id) >= idCapacity else { return }
    let old = idCapacity
    idCapacity = max(Int(id) + 1, old * 2)
    lengths.reserve(idCapacity, keeping: old)
    shapes.reserve(idCapacity, keeping: old)
    spans.reserve(idCapacity, keeping: old)
    left.reserve(idCapacity, keeping: old)
    right.reserve(idCapacity, keeping: old)
    for index in old..<idCapacity {
      lengths[index] = 1
      shapes[index] = .never
      spans[index] = Self.notMade
      left[index] = Neighbour()
      right[index] = Neighbour()
    }
  }
}

/// Gives a table's memory back here, and not at the end of the scope.
private func drop(_ words: consuming WordCounts) {}

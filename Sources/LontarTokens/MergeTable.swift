/// The distinct words of a corpus as sequences of tokens, and what merging needs to know of them.
///
/// One 32-bit symbol a byte: where a token starts, its id; at its last byte, if that is another
/// one, how far back it starts; between words, a wall. So neighbours are found without links, and
/// a merge touches three places. Words lie by falling count, which makes the count of a position
/// a look-up among few runs of equal counts.
///
/// The counts of pairs change once for each merge and neighbour, not once for each place: the
/// places are summed by neighbour in an array first.
struct MergeTable: ~Copyable {
  static let positionLimit = Int(UInt32.max) - 16

  private static let wall: UInt32 = .max
  private static let inside: UInt32 = .max - 1
  private static let tail: UInt32 = 1 << 31  // with the distance to the start of the token

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

  private var symbols: Storage<UInt32>

  // Runs of positions with the same count, and the first run of each block of positions.
  private var runEnds: [UInt32] = []
  private var runCounts: [Int64] = []
  private var runOfBlock: [UInt32] = []
  private static let blockShift: UInt32 = 8

  // By token id.
  private var idCapacity: Int
  private var lengths: Storage<UInt32>
  private var shapes: Storage<TokenShape>
  private let rules: MergeRules
  private var tokens: Int64 = 0
  private var left: Storage<Neighbour>
  private var right: Storage<Neighbour>

  private var touchedLeft: [TokenID] = []
  private var touchedRight: [TokenID] = []
  private var hits = Storage<Hit>(capacity: 1 << 10)
  private var hitCount = 0

  private var pairs: PairTable
  private var queue: PairQueue
  private var popped: (positions: PostingList, isShared: Bool) = (PostingList(count: 0), false)

  // MARK: Words

  /// Lays out the words and counts their pairs of bytes.
  init(
    words: consuming WordCounts, byteIDs: [TokenID], positionCount: Int, rules: MergeRules
  ) {
    self.rules = rules
    pairs = PairTable(keepsLists: rules.keepsLists)
    queue = PairQueue(names: rules.names)
    idCapacity = Int(byteIDs.max() ?? 0) + 1
    shapes = Storage(repeating: .never, count: idCapacity)
    for (byte, id) in byteIDs.enumerated() { shapes[Int(id)] = TokenShape(byte: UInt8(byte)) }
    lengths = Storage(repeating: 1, count: idCapacity)
    left = Storage(repeating: Neighbour(), count: idCapacity)
    right = Storage(repeating: Neighbour(), count: idCapacity)
    symbols = Storage(capacity: positionCount + 1)
    symbols[0] = Self.wall
    var initial = [(count: Int64, places: Int)](repeating: (0, 0), count: 1 << 16)
    var position = 1
    var lastCount: Int64 = 0
    for slot in words.slotsByFallingCount() {
      unsafe words.withWord(inSlot: slot) { base, length, count in
        let count = Int64(clamping: count)
        tokens &+= count &* Int64(length)
        guard length > 1 else { return }  // no pair in it
        if count != lastCount {
          if lastCount > 0 { runEnds.append(UInt32(position)) }
          runCounts.append(count)
          lastCount = count
        }
        var previous = 0
        for index in 0..<length {
          let byte = unsafe Int(base[index])
          symbols[position + index] = byteIDs[byte]
          if index > 0 {
            initial[previous << 8 | byte].count += count
            initial[previous << 8 | byte].places += 1
          }
          previous = byte
        }
        position += length
        symbols[position] = Self.wall
        position += 1
      }
    }
    // The words are all in symbols now, and the lists of places need their room.
    drop(consume words)
    finishRuns(at: position)
    queueInitialPairs(initial, byteIDs: byteIDs, symbolCount: position)
  }

  /// Lays out the words as a coder puts them in symbols, and counts their pairs.
  ///
  /// - Parameter shapes: what is known of each token that there is.
  init(
    words: consuming WordCounts, coder: any WordCoder, shapes known: [TokenShape],
    positionCount: Int, rules: MergeRules
  ) {
    self.rules = rules
    pairs = PairTable(keepsLists: rules.keepsLists)
    queue = PairQueue(names: rules.names)
    idCapacity = max(known.count, 1)
    shapes = Storage(repeating: .never, count: idCapacity)
    for (id, shape) in known.enumerated() { shapes[id] = shape }
    lengths = Storage(repeating: 1, count: idCapacity)
    left = Storage(repeating: Neighbour(), count: idCapacity)
    right = Storage(repeating: Neighbour(), count: idCapacity)
    symbols = Storage(capacity: positionCount + 1)
    symbols[0] = Self.wall
    var position = 1
    var lastCount: Int64 = 0
    var word: [TokenID] = []
    for slot in words.slotsByFallingCount() {
      unsafe words.withWord(inSlot: slot) { base, length, count in
        word.removeAll(keepingCapacity: true)
        coder.encode(unsafe Span(_unsafeStart: base, count: length), appendingTo: &word)
        let count = Int64(clamping: count)
        guard !word.isEmpty else { return }
        if count != lastCount {
          if lastCount > 0 { runEnds.append(UInt32(position)) }
          runCounts.append(count)
          lastCount = count
        }
        for symbol in word {
          symbols[position] = symbol
          position += 1
          if symbol != Self.wall { tokens &+= count }
        }
        symbols[position] = Self.wall
        position += 1
      }
    }
    // The words are all in symbols now, and the lists of places need their room.
    drop(consume words)
    finishRuns(at: position)
    queueInitialPairs(symbolCount: position)
  }

  /// Stands between words, and inside them for what is no token.
  static let wallSymbol = wall

  /// How many tokens all words have now.
  var tokenCount: Int64 { tokens }

  private mutating func finishRuns(at position: Int) {
    runEnds.append(UInt32(position))
    if runCounts.isEmpty { runCounts.append(0) }
    var run = 0
    for start in stride(from: 0, to: position, by: 1 << Int(Self.blockShift)) {
      while Int(runEnds[run]) <= start { run += 1 }
      runOfBlock.append(UInt32(run))
    }
  }

  private mutating func queueInitialPairs(symbolCount: Int) {
    // First how many places each pair has, in the room for how many entries; then the places.
    for position in 1..<max(symbolCount, 1) {
      guard symbols[position - 1] != Self.wall, symbols[position] != Self.wall else { continue }
      let slot = pairs.slot(of: TokenPair(symbols[position - 1], symbols[position]))
      pairs[slot].count += count(at: UInt32(position - 1))
      pairs[slot].queued += 1
    }
    var lists: [PostingList] = []
    var slots: [Int] = []
    pairs.forEachSlot { slot in
      lists.append(PostingList(count: Int(pairs[slot].queued)))
      pairs[slot].queued = UInt32(slots.count)
      slots.append(slot)
    }
    var filled = [Int](repeating: 0, count: lists.count)
    for position in 1..<max(symbolCount, 1) {
      guard symbols[position - 1] != Self.wall, symbols[position] != Self.wall else { continue }
      let slot = pairs.slot(of: TokenPair(symbols[position - 1], symbols[position]))
      let index = Int(pairs[slot].queued)
      lists[index][filled[index]] = UInt32(position - 1)
      filled[index] += 1
    }
    for (index, slot) in slots.enumerated() {
      pairs[slot].queued = 0
      let pair = TokenPair(key: pairs[slot].key)
      if mayMerge(pair.left, pair.right) { push(slot, lists[index]) } else { lists[index].free() }
    }
  }

  private mutating func queueInitialPairs(
    _ initial: [(count: Int64, places: Int)], byteIDs: [TokenID], symbolCount: Int
  ) {
    var lists = initial.map { PostingList(count: $0.places) }
    var filled = [Int](repeating: 0, count: initial.count)
    var byteOfID = [Int](repeating: 0, count: idCapacity)
    for (byte, id) in byteIDs.enumerated() { byteOfID[Int(id)] = byte }
    var previous = -1
    for position in 0..<symbolCount {
      let symbol = symbols[position]
      guard symbol != Self.wall else {
        previous = -1
        continue
      }
      let byte = byteOfID[Int(symbol)]
      if previous >= 0 {
        let pair = previous << 8 | byte
        lists[pair][filled[pair]] = UInt32(position - 1)
        filled[pair] += 1
      }
      previous = byte
    }
    for (index, pair) in initial.enumerated() where pair.places > 0 {
      let slot = pairs.slot(of: TokenPair(byteIDs[index >> 8], byteIDs[index & 255]))
      pairs[slot].count = pair.count
      if mayMerge(byteIDs[index >> 8], byteIDs[index & 255]) {
        push(slot, lists[index])
      } else {
        lists[index].free()
      }
    }
  }

  /// Whether the integrity asked for allows a pair to become a token.
  @inline(__always)
  private func mayMerge(_ left: TokenID, _ right: TokenID) -> Bool {
    rules.integrity == .none
      || shapes[Int(left)].mayMerge(with: shapes[Int(right)], rules.integrity)
  }

  /// Whether a pair with the token that a merge makes is short enough to be counted.
  @inline(__always)
  private func isCounted(_ neighbour: TokenID, _ result: TokenID) -> Bool {
    guard rules.lengthLimit < UInt32.max else { return true }
    return lengths[Int(neighbour)] + lengths[Int(result)] < rules.lengthLimit
  }

  // MARK: The queue

  private mutating func push(_ slot: Int, _ positions: PostingList) {
    let pair = pairs[slot]
    guard !rules.keepsLists else {
      // One list a pair, which the table keeps, as other tables say when it is merged.
      let old = pairs.list(of: slot)
      if old.count > 0 { pairs[slot].isShared = true }
      pairs.setList(old.joined(with: positions), of: slot)
      guard rules.hasQueue, pair.queued == 0 else { return }
      queue.push(PairQueue.Entry(count: pair.count, key: pair.key, positions: .init(count: 0)))
      pairs[slot].queued = 1
      return
    }
    queue.push(PairQueue.Entry(count: pair.count, key: pair.key, positions: positions))
    pairs[slot].queued = pair.queued + 1
    if pair.queued > 0 { pairs[slot].isShared = true }
  }

  /// The pair that occurs most, if it occurs often enough; ``apply(_:result:shape:)`` is to
  /// follow.
  mutating func popMostFrequent(atLeast least: Int64) -> TokenPair? {
    while let first = queue.first {
      let slot = pairs.slot(of: TokenPair(key: first.key))
      let pair = pairs[slot]
      if first.count != pair.count {
        queue.updateFirst(count: pair.count)
        continue
      }
      guard first.count >= least else { return nil }
      queue.removeFirst()
      guard !rules.keepsLists else {
        pairs[slot].queued = 0
        return TokenPair(key: first.key)
      }
      popped = (first.positions, pair.isShared)
      pairs[slot].queued = pair.queued - 1
      if pair.queued == 1 { pairs[slot].isShared = false }
      return TokenPair(key: first.key)
    }
    return nil
  }

  /// Makes ready to merge a pair that another table has chosen; ``apply(_:result:shape:)`` is to
  /// follow, if this says that the pair occurs.
  mutating func take(_ pair: TokenPair) -> Bool {
    guard let slot = pairs.existingSlot(of: pair) else { return false }
    popped = (pairs.list(of: slot), pairs[slot].isShared)
    if popped.isShared { popped.positions.sort() }
    pairs[slot].isShared = false
    pairs.setList(PostingList(count: 0), of: slot)
    pairs[slot].count = 0
    return popped.positions.count > 0
  }

  // MARK: Merging

  /// Merges the pair taken last, wherever its entry says that it may stand.
  mutating func apply(_ pair: TokenPair, result: TokenID, shape: TokenShape) {
    makeRoom(for: result)
    makeRoom(for: max(pair.left, pair.right))
    lengths[Int(result)] = lengths[Int(pair.left)] + lengths[Int(pair.right)]
    shapes[Int(result)] = shape
    hitCount = 0
    let positions = popped.positions
    if popped.isShared {
      // Two entries of one pair are only met where two splits made the same token. The order of
      // merges is then that of whole words, which is what Hugging Face's sets of words give.
      var wordEnd = 0
      for index in 0..<positions.count where Int(positions[index]) >= wordEnd {
        wordEnd = mergeWord(around: Int(positions[index]), pair, result)
      }
    } else if pair.left == pair.right {
      for index in 0..<positions.count { mergeRun(at: Int(positions[index]), pair, result) }
    } else {
      let rightOffset = Int(lengths[Int(pair.left)])
      let ahead = 16
      for index in 0..<positions.count {
        if index + ahead < positions.count { symbols.prefetch(Int(positions[index + ahead])) }
        let position = Int(positions[index])
        if symbols[position] == pair.left, symbols[position + rightOffset] == pair.right {
          hit(position, pair, result)
        }
      }
    }
    positions.free()
    settle(pair, result)
  }

  /// Merges the runs of one token around a position from their left end, two by two.
  private mutating func mergeRun(at position: Int, _ pair: TokenPair, _ result: TokenID) {
    let length = Int(lengths[Int(pair.left)])
    guard symbols[position] == pair.left, symbols[position + length] == pair.left else { return }
    var start = position
    while let before = startOfToken(before: start), symbols[before] == pair.left { start = before }
    while symbols[start] == pair.left, symbols[start + length] == pair.left {
      hit(start, pair, result)
      start += 2 * length
    }
  }

  /// Merges a pair everywhere in the word around a position; returns the word's end.
  private mutating func mergeWord(
    around position: Int, _ pair: TokenPair, _ result: TokenID
  ) -> Int {
    var start = position
    // The position may lie inside a token by now: any byte leads back to the wall.
    while symbols[start - 1] != Self.wall { start -= 1 }
    while symbols[start] != Self.wall {
      let next = start + Int(lengths[Int(symbols[start])])
      if symbols[start] == pair.left, symbols[next] == pair.right {
        hit(start, pair, result)
        start += Int(lengths[Int(result)])
      } else {
        start = next
      }
    }
    return start
  }

  private func startOfToken(before position: Int) -> Int? {
    let symbol = symbols[position - 1]
    if symbol == Self.wall { return nil }
    return symbol & Self.tail != 0 ? position - Int(symbol & ~Self.tail) : position - 1
  }

  /// Merges the pair that stands at a position, and notes the neighbours.
  @inline(__always)
  private mutating func hit(_ position: Int, _ pair: TokenPair, _ result: TokenID) {
    let middle = position + Int(lengths[Int(pair.left)])
    let end = middle + Int(lengths[Int(pair.right)])
    let count = count(at: UInt32(position))
    var before = symbols[position - 1]
    if before != Self.wall {
      if before & Self.tail != 0 { before = symbols[position - Int(before & ~Self.tail)] }
      let old = left[Int(before)]
      if old.hits == 0 { touchedLeft.append(before) }
      left[Int(before)].delta = old.delta + count
      left[Int(before)].hits = old.hits + 1
    }
    let after = symbols[end]
    if after != Self.wall {
      let old = right[Int(after)]
      if old.hits == 0 { touchedRight.append(after) }
      right[Int(after)].delta = old.delta + count
      right[Int(after)].hits = old.hits + 1
    }
    tokens &-= count
    symbols[position] = result
    symbols[middle] = Self.inside
    symbols[end - 1] = Self.tail | UInt32(end - position)
    hits.reserve(hitCount + 1, keeping: hitCount)
    hits[hitCount] = Hit(position: UInt32(position), left: before, right: after)
    hitCount += 1
  }

  /// How often the word around a position occurs.
  @inline(__always)
  private func count(at position: UInt32) -> Int64 {
    var run = Int(runOfBlock[Int(position >> Self.blockShift)])
    while runEnds[run] <= position { run += 1 }
    return runCounts[run]
  }

  /// Carries what the merge did over to the pairs' counts, and queues the pairs that it made.
  private mutating func settle(_ pair: TokenPair, _ result: TokenID) {
    for id in touchedLeft {
      let delta = left[Int(id)].delta
      pairs[pairs.slot(of: TokenPair(id, pair.left))].count -= delta
      if isCounted(id, result) { pairs[pairs.slot(of: TokenPair(id, result))].count += delta }
    }
    for id in touchedRight {
      let delta = right[Int(id)].delta
      pairs[pairs.slot(of: TokenPair(pair.right, id))].count -= delta
      if isCounted(id, result) { pairs[pairs.slot(of: TokenPair(result, id))].count += delta }
    }
    // (result, result) may have been made from both sides when the result is an older token.
    let both = right[Int(result)].hits > 0 && left[Int(result)].hits > 0
    for id in touchedLeft {
      guard isCounted(id, result) else { continue }
      let slot = pairs.slot(of: TokenPair(id, result))
      guard pairs[slot].count > 0, mayMerge(id, result) else { continue }
      let extra = both && id == result ? right[Int(result)].hits : 0
      left[Int(id)].list = PostingList(count: left[Int(id)].hits + extra)
    }
    for id in touchedRight where !(both && id == result) {
      guard isCounted(id, result) else { continue }
      let slot = pairs.slot(of: TokenPair(result, id))
      guard pairs[slot].count > 0, mayMerge(result, id) else { continue }
      right[Int(id)].list = PostingList(count: right[Int(id)].hits)
    }
    fillLists(result, both: both)
    for id in touchedLeft {
      let list = left[Int(id)].list
      if list.count > 0 { push(pairs.slot(of: TokenPair(id, result)), list) }
      left[Int(id)] = Neighbour()
    }
    for id in touchedRight {
      let list = right[Int(id)].list
      if list.count > 0 { push(pairs.slot(of: TokenPair(result, id)), list) }
      right[Int(id)] = Neighbour()
    }
    touchedLeft.removeAll(keepingCapacity: true)
    touchedRight.removeAll(keepingCapacity: true)
  }

  private mutating func fillLists(_ result: TokenID, both: Bool) {
    for index in 0..<hitCount {
      let hit = hits[index]
      if hit.left != Self.wall, left[Int(hit.left)].list.count > 0 {
        add(hit.position - lengths[Int(hit.left)], to: left, Int(hit.left))
      }
      guard hit.right != Self.wall else { continue }
      if both, hit.right == result {
        if left[Int(result)].list.count > 0 { add(hit.position, to: left, Int(result)) }
      } else if right[Int(hit.right)].list.count > 0 {
        add(hit.position, to: right, Int(hit.right))
      }
    }
  }

  @inline(__always)
  private func add(_ position: UInt32, to side: borrowing Storage<Neighbour>, _ id: Int) {
    var neighbour = side[id]
    neighbour.list[neighbour.filled] = position
    neighbour.filled += 1
    side[id] = neighbour
  }

  private mutating func makeRoom(for id: TokenID) {
    guard Int(id) >= idCapacity else { return }
    let old = idCapacity
    idCapacity = max(Int(id) + 1, old * 2)
    lengths.reserve(idCapacity, keeping: old)
    shapes.reserve(idCapacity, keeping: old)
    left.reserve(idCapacity, keeping: old)
    right.reserve(idCapacity, keeping: old)
    for index in old..<idCapacity {
      lengths[index] = 1
      shapes[index] = .never
      left[index] = Neighbour()
      right[index] = Neighbour()
    }
  }
}

/// Gives a table's memory back here, and not at the end of the scope.
private func drop(_ words: consuming WordCounts) {}

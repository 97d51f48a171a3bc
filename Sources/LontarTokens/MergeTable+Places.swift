/// Which pair is merged next, and where it stands.
extension MergeTable {
  // MARK: Counting and listing

  /// Counts the pairs of neighbours.
  mutating func countPairs() {
    var position = 1
    for run in runEnds.indices {
      let (count, end) = (runCounts[run], Int(runEnds[run]))
      while position < end {
        let (first, second) = (symbols[position - 1], symbols[position])
        if first != Self.wall, second != Self.wall {
          pairs[pairs.slot(of: TokenPair(first, second))].count += count
        }
        position += 1
      }
    }
  }

  /// Lays the words out anew, and lists and queues the most frequent pairs: as many as have a quarter
  /// of the places that there were at first, and half of those that are gone since.
  ///
  /// A pair below cannot come before one that is listed, and counts fall but for new pairs: so what
  /// is not listed here is not missed before the queue has come down to it.
  mutating func listPlaces() {
    isIncomplete = false
    queue.removeAll()
    if startCount == 0 { startCount = symbolCount } else { compact() }
    pairs.removeUnused()
    threshold = rules.keepsLists ? 1 : estimatedThreshold()
    var frequent = frequentPairs()
    let parts = PartsOfText(symbolCount: symbolCount, rules: rules)
    var counts = countPlaces(of: frequent, in: parts)
    if counts.isEmpty, threshold > 1 {
      threshold = 1
      frequent = frequentPairs()
      counts = countPlaces(of: frequent, in: parts)
    }
    if !rules.keepsLists { threshold = max(threshold, exactThreshold(frequent, counts)) }
    let lists = Storage(repeating: PostingList(count: 0), count: frequent.count)
    for number in 0..<frequent.count where pairs[frequent.slots[number]].count >= threshold {
      lists[number] = PostingList(count: counts.total(of: number))
      counts.makeStarts(of: number)
    }
    fill(lists, of: frequent, from: counts, in: parts)
    for number in 0..<frequent.count where lists[number].count > 0 {
      push(frequent.slots[number], lists[number])
    }
  }

  /// How many places may be listed at once.
  private var room: Int {
    max(startCount / 4 + (startCount - symbolCount) / 2, rules.leastPlaces)
  }

  /// A count above which pairs have about as many places as there is room for, by what words count on
  /// average.
  private borrowing func estimatedThreshold() -> Int64 {
    // By the counts' first four bits.
    var sums = [Double](repeating: 0, count: 64 << 3)
    pairs.forEachSlot { slot in
      let pair = pairs[slot]
      // What was merged keeps its count, as in Hugging Face tokenizers, but has no places.
      guard pair.count > 0, !pair.isMerged else { return }
      sums[Self.magnitude(of: pair.count)] += Double(pair.count)
    }
    let countOfPlace = max(1, Double(tokens) / Double(symbolCount))
    return Self.threshold(sums, room: Double(room) * countOfPlace)
  }

  /// The lowest count of pairs whose places have room.
  private borrowing func exactThreshold(
    _ frequent: borrowing FrequentPairs, _ counts: borrowing PlaceCounts
  ) -> Int64 {
    var places = [Double](repeating: 0, count: 64 << 3)
    for number in 0..<frequent.count {
      let pair = pairs[frequent.slots[number]]
      places[Self.magnitude(of: pair.count)] += Double(counts.total(of: number))
    }
    return Self.threshold(places, room: Double(room))
  }

  private static func threshold(_ sums: [Double], room: Double) -> Int64 {
    var sum = 0.0
    for magnitude in sums.indices.reversed() where sums[magnitude] > 0 {
      if sum > 0, sum + sums[magnitude] > room {
        // Above this one, which has no room any more.
        return least(ofMagnitude: magnitude + 1)
      }
      sum += sums[magnitude]
    }
    return 1
  }

  private static func magnitude(of count: Int64) -> Int {
    let bits = 63 - count.leadingZeroBitCount
    let next = bits >= 3 ? count >> Int64(bits - 3) : count << Int64(3 - bits)
    return bits << 3 | Int(next & 7)
  }

  private static func least(ofMagnitude magnitude: Int) -> Int64 {
    let bits = magnitude >> 3
    let next = Int64(magnitude & 7 | 8)
    guard bits < 3 else { return next << Int64(bits - 3) }
    let shift = Int64(3 - bits)
    return (next + (1 << shift) - 1) >> shift
  }

  /// The pairs that occur as often as the threshold and may be merged.
  private borrowing func frequentPairs() -> FrequentPairs {
    var slots: [Int] = []
    pairs.forEachSlot { slot in
      let pair = TokenPair(key: pairs[slot].key)
      guard pairs[slot].count >= threshold, mayMerge(pair.left, pair.right) else { return }
      slots.append(slot)
    }
    return FrequentPairs(slots: slots, of: pairs, idCapacity: idCapacity)
  }

  /// Counts the places of pairs in each part.
  private borrowing func countPlaces(
    of frequent: borrowing FrequentPairs, in parts: PartsOfText
  ) -> PlaceCounts {
    let counts = PlaceCounts(pairs: frequent.count, parts: parts.count)
    parts.concurrently { part in
      forEachPlace(of: frequent, in: parts[part]) { number, _ in counts.add(number, in: part) }
    }
    return counts
  }

  /// Puts the places of pairs into those lists that have room.
  private borrowing func fill(
    _ lists: borrowing Storage<PostingList>, of frequent: borrowing FrequentPairs,
    from starts: borrowing PlaceCounts, in parts: PartsOfText
  ) {
    parts.concurrently { part in
      forEachPlace(of: frequent, in: parts[part]) { number, position in
        var list = lists[number]
        guard list.count > 0 else { return }
        list[starts.next(of: number, in: part)] = position
        if list.count == 1 { lists[number] = list }
      }
    }
  }

  /// Calls `body` with each place of these pairs in a part, from the first to the last. Tokens fill
  /// one symbol each.
  @inline(__always)
  private borrowing func forEachPlace(
    of frequent: borrowing FrequentPairs, in part: Range<Int>,
    _ body: (_ number: Int, _ position: UInt32) -> Void
  ) {
    // Entries lie far apart: each is asked for some pairs ahead.
    let waiting = Storage(repeating: Hit(position: 0, left: 0, right: 0), count: 16)
    var count = 0
    @inline(__always)
    func visit(_ index: Int) {
      let hit = waiting[index & 15]
      if let number = frequent.number(of: TokenPair(hit.left, hit.right)) {
        body(number, hit.position)
      }
    }
    var before = symbols[part.lowerBound - 1]
    var isLeft = before != Self.wall && frequent.isLeft(before)
    for position in part {
      let symbol = symbols[position]
      let isToken = symbol != Self.wall
      if isLeft, isToken, frequent.isRight(symbol) {
        if count >= 16 { visit(count) }
        frequent.prefetch(TokenPair(before, symbol))
        waiting[count & 15] = Hit(position: UInt32(position - 1), left: before, right: symbol)
        count += 1
      }
      before = symbol
      isLeft = isToken && frequent.isLeft(symbol)
    }
    for index in max(0, count - 16)..<count { visit(index) }
  }

  /// Lays the words out anew: one symbol for each token, and no words of one token.
  private mutating func compact() {
    var written = 1
    var wordStart = 1
    var position = 1
    var run = 0
    var ends: [UInt32] = []
    var counts: [Int64] = []
    while position < symbolCount {
      while position >= Int(runEnds[run]) { run += 1 }
      let symbol = symbols[position]
      guard symbol == Self.wall else {
        position += span(at: position)
        symbols[written] = symbol
        written += 1
        continue
      }
      position += 1
      guard written - wordStart > 1 else {
        written = wordStart
        continue
      }
      symbols[written] = Self.wall
      written += 1
      if counts.last == runCounts[run] {
        ends[ends.count - 1] = UInt32(written)
      } else {
        counts.append(runCounts[run])
        ends.append(UInt32(written))
      }
      wordStart = written
    }
    symbolCount = written
    symbols.shrink(to: written + 1)
    for id in 0..<idCapacity where spans[id] != Self.notMade { spans[id] = 1 }
    runEnds = ends.isEmpty ? [UInt32(written)] : ends
    runCounts = ends.isEmpty ? [0] : counts
    indexRuns()
  }

  // MARK: The queue

  mutating func push(_ slot: Int, _ positions: PostingList) {
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
    while true {
      guard let first = queue.first else {
        guard threshold > least else { return nil }
        listPlaces()
        continue
      }
      let slot = pairs.slot(of: TokenPair(key: first.key))
      let pair = pairs[slot]
      let isListed = pair.count >= threshold || threshold == 1
      if first.count != pair.count, isListed {
        queue.updateFirst(count: pair.count)
        continue
      }
      guard first.count >= least else { return nil }
      queue.removeFirst()
      guard !rules.keepsLists else {
        pairs[slot].queued = 0
        return TokenPair(key: first.key)
      }
      pairs[slot].queued = pair.queued - 1
      if pair.queued == 1 { pairs[slot].isShared = false }
      guard isListed else {
        // Its turn comes when pairs as rare are listed.
        first.positions.free()
        continue
      }
      pairs[slot].isMerged = true
      popped = (first.positions, pair.isShared)
      return TokenPair(key: first.key)
    }
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
}

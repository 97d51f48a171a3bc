/// Putting one token for two, wherever they stand.
extension MergeTable {
  /// Merges the pair taken last, wherever its entry says that it may stand.
  mutating func apply(_ pair: TokenPair, result: TokenID, shape: TokenShape) {
    note(result, of: pair, shape: shape)
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
      hits.reserve(positions.count, keeping: 0)
      let ahead = 16
      for index in 0..<positions.count {
        if index + ahead < positions.count { symbols.prefetch(Int(positions[index + ahead])) }
        let position = Int(positions[index])
        guard symbols[position] == pair.left else { continue }
        let middle = position + span(of: pair.left, at: position)
        if symbols[middle] == pair.right { hit(position, middle, pair, result) }
      }
    }
    positions.free()
    settle(pair, result)
    if hits.capacity > 1 << 20 { hits = Storage(capacity: 1 << 10) }
    if isIncomplete { listPlaces() }
  }

  /// How many symbols a token fills, which starts at a position.
  @inline(__always)
  private func span(of id: TokenID, at position: Int) -> Int {
    let known = spans[Int(id)]
    return known == Self.varies ? span(at: position) : Int(known)
  }

  /// Merges the runs of one token around a position from their left end, two by two.
  private mutating func mergeRun(at position: Int, _ pair: TokenPair, _ result: TokenID) {
    guard symbols[position] == pair.left,
      symbols[position + span(at: position)] == pair.left
    else { return }
    var start = position
    while let before = startOfToken(before: start), symbols[before] == pair.left { start = before }
    while symbols[start] == pair.left {
      let middle = start + span(at: start)
      guard symbols[middle] == pair.left else { return }
      let end = middle + span(at: middle)
      hit(start, middle, pair, result)
      start = end
    }
  }

  /// Merges a pair everywhere in the word around a position; returns the word's end.
  private mutating func mergeWord(
    around position: Int, _ pair: TokenPair, _ result: TokenID
  ) -> Int {
    var start = position
    // The position may lie inside a token by now: any symbol leads back to the wall.
    while symbols[start - 1] != Self.wall { start -= 1 }
    while symbols[start] != Self.wall {
      let next = start + span(at: start)
      if symbols[start] == pair.left, symbols[next] == pair.right {
        let end = next + span(at: next)
        hit(start, next, pair, result)
        start = end
      } else {
        start = next
      }
    }
    return start
  }

  @inline(__always)
  private func startOfToken(before position: Int) -> Int? {
    let symbol = symbols[position - 1]
    if symbol == Self.wall { return nil }
    return symbol & Self.part != 0 ? position - Int(symbol & ~Self.part) : position - 1
  }

  /// Merges the pair that stands at a position, and notes the neighbours.
  @inline(__always)
  private mutating func hit(
    _ position: Int, _ middle: Int, _ pair: TokenPair, _ result: TokenID
  ) {
    let end = middle + span(of: pair.right, at: middle)
    let count = count(at: UInt32(position))
    var before = Self.wall
    if let start = startOfToken(before: position) {
      before = symbols[start]
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
    let part = Self.part | UInt32(end - position)
    symbols[position] = result
    symbols[middle] = Self.part
    symbols[position + 1] = part
    symbols[end - 1] = part
    hits.reserve(hitCount + 1, keeping: hitCount)
    hits[hitCount] = Hit(position: UInt32(position), left: before, right: after)
    hitCount += 1
  }

  /// Whether a pair with the token that a merge makes is short enough to be counted.
  @inline(__always)
  private func isCounted(_ neighbour: TokenID, _ result: TokenID) -> Bool {
    guard rules.lengthLimit < UInt32.max else { return true }
    return lengths[Int(neighbour)] + lengths[Int(result)] < rules.lengthLimit
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
      let other = both && id == result ? right[Int(result)] : Neighbour()
      if isToBeListed(TokenPair(id, result), id, result, left[Int(id)].delta + other.delta) {
        left[Int(id)].list = PostingList(count: left[Int(id)].hits + other.hits)
      }
    }
    for id in touchedRight where !(both && id == result) {
      if isToBeListed(TokenPair(result, id), id, result, right[Int(id)].delta) {
        right[Int(id)].list = PostingList(count: right[Int(id)].hits)
      }
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

  /// Whether the places of a pair with the new token are listed; notes if it had others before.
  private mutating func isToBeListed(
    _ pair: TokenPair, _ neighbour: TokenID, _ result: TokenID, _ added: Int64
  ) -> Bool {
    guard isCounted(neighbour, result) else { return false }
    let slot = pairs[pairs.slot(of: pair)]
    guard slot.count >= threshold, mayMerge(pair.left, pair.right) else { return false }
    if threshold > 1, slot.queued == 0, slot.count > added { isIncomplete = true }
    return true
  }

  private mutating func fillLists(_ result: TokenID, both: Bool) {
    for index in 0..<hitCount {
      let hit = hits[index]
      if hit.left != Self.wall, left[Int(hit.left)].list.count > 0 {
        let span = spans[Int(hit.left)]
        let start =
          span == Self.varies
          ? UInt32(startOfToken(before: Int(hit.position)) ?? 0) : hit.position - span
        add(start, to: left, Int(hit.left))
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
}

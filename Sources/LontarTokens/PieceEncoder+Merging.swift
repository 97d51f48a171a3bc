// Merging step by step: with merges left out, and for models whose merges are out of order.

extension PieceEncoder {
  /// Appends the tokens of the piece at `base` when merges are left out.
  mutating func encode(
    _ base: UnsafePointer<UInt8>, length: Int, _ dropout: inout Dropout,
    appendingTo output: inout [TokenID]
  ) {
    ids.reserve(length, keeping: 0)
    for index in 0..<length { ids[index] = model.byteIDs[unsafe Int(base[index])] }
    let count = mergeByHeap(length, &dropout)
    for index in 0..<count { appendKept(ids[index], to: &output) }
  }

  /// Merges `ids[..<length]` in place and returns how many tokens are left.
  mutating func mergeByScanning(_ length: Int) -> Int {
    var count = length
    for index in 0..<count - 1 { ranks[index] = model.merge(ids[index], ids[index + 1]) }
    while count > 1 {
      var best = 0
      var bestRank = ranks[0].rank
      var index = 1
      while index < count - 1 {
        if ranks[index].rank < bestRank {
          bestRank = ranks[index].rank
          best = index
        }
        index += 1
      }
      guard bestRank != .max else { break }
      ids[best] = ranks[best].result
      count -= 1
      for index in best + 1..<max(count, best + 1) { ids[index] = ids[index + 1] }
      for index in best..<max(count - 1, best) { ranks[index] = ranks[index + 1] }
      if best + 1 < count { ranks[best] = model.merge(ids[best], ids[best + 1]) }
      if best > 0 { ranks[best - 1] = model.merge(ids[best - 1], ids[best]) }
    }
    return count
  }

  /// As `mergeByScanning`, with a heap of (rank, position); entries that no longer hold are
  /// passed over.
  mutating func mergeByHeap(_ length: Int, _ dropout: inout Dropout) -> Int {
    var waiting: [UInt64] = []
    heap.reserve(3 * length, keeping: 0)
    before.reserve(length + 1, keeping: 0)
    after.reserve(length + 1, keeping: 0)
    heapCount = 0
    for index in 0..<length {
      before[index] = Int32(index - 1)
      after[index] = Int32(index + 1)
      if index + 1 < length { note(model.merge(ids[index], ids[index + 1]).rank, at: index) }
    }
    while heapCount > 0 {
      let top = heap[0]
      removeTop()
      if dropout.rate > 0 {
        if dropout.leavesOut() {
          waiting.append(top)
          continue
        }
        for entry in waiting { push(entry) }
        waiting.removeAll(keepingCapacity: true)
      }
      let rank = UInt32(top >> 32)
      let position = Int(top & 0xFFFF_FFFF)
      guard ids[position] != .max, Int(after[position]) < length else { continue }
      let next = Int(after[position])
      let merge = model.merge(ids[position], ids[next])
      guard merge.rank == rank else { continue }
      ids[position] = merge.result
      ids[next] = .max
      after[position] = after[next]
      if Int(after[next]) < length {
        before[Int(after[next])] = Int32(position)
        note(model.merge(merge.result, ids[Int(after[next])]).rank, at: position)
      }
      if before[position] >= 0 {
        let previous = Int(before[position])
        note(model.merge(ids[previous], merge.result).rank, at: previous)
      }
    }
    var count = 0
    for index in 0..<length where ids[index] != .max {
      ids[count] = ids[index]
      count += 1
    }
    return count
  }

  private mutating func note(_ rank: UInt32, at position: Int) {
    guard rank != .max else { return }
    push(UInt64(rank) << 32 | UInt64(position))
  }

  private mutating func push(_ entry: UInt64) {
    var index = heapCount
    heapCount += 1
    while index > 0, entry < heap[(index - 1) / 2] {
      heap[index] = heap[(index - 1) / 2]
      index = (index - 1) / 2
    }
    heap[index] = entry
  }

  private mutating func removeTop() {
    heapCount -= 1
    guard heapCount > 0 else { return }
    let entry = heap[heapCount]
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < heapCount else { break }
      if child + 1 < heapCount, heap[child + 1] < heap[child] { child += 1 }
      guard heap[child] < entry else { break }
      heap[index] = heap[child]
      index = child
    }
    heap[index] = entry
  }
}

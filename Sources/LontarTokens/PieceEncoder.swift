/// Makes tokens of the bytes of one piece, as BPE does: always the merge of the lowest rank, and of
/// equal ranks the leftmost.
///
/// Nothing is merged, though: the encoding is the only sequence of tokens whose neighbours can all
/// stand together, and so it is searched for from left to right, longest tokens first, stepping
/// back where that fails; a place that failed once is not tried again. Only a model whose merges
/// are out of order, which training never makes, is merged step by step. Long pieces are cut where
/// no token can lie (``SafeCuts``), and short ones are remembered in tables of fixed size.
///
/// - Complexity: O(*n*) in the bytes of the piece; O(*n* log *n*) for a model out of order.
struct PieceEncoder: ~Copyable {
  let model: BytePairModel

  // Above this length in bytes the heap wins.
  private static let scanLimit = 96

  private var ids: Storage<TokenID>
  private var ranks: Storage<BytePairModel.Ranked>
  private var heap: Storage<UInt64>
  private var heapCount = 0
  private var before: Storage<Int32>
  private var after: Storage<Int32>

  // Which neighbours can stand together: the answers given last, by pair.
  private static let pairBits = 14
  private var pairs: Storage<UInt64>
  // A bit for each place of a piece: 0 where the search has failed.
  private var open: Storage<UInt64>

  private static let memoryBits = 15
  private static let mostRemembered = 3
  private var memory: Storage<Remembered>

  private static let mediumBits = 14
  private var medium: Storage<Medium>

  /// What is remembered of 16 to 31 bytes: the first 15, the last of all, and those between.
  struct Medium: BitwiseCopyable {
    var low: UInt64
    var high: UInt64
    var tail: WordKey
    var count: UInt32
    var ids: (TokenID, TokenID, TokenID, TokenID, TokenID, TokenID, TokenID)
  }

  struct Remembered: BitwiseCopyable {
    var key: WordKey
    var count: UInt32
    var first: TokenID
    var second: TokenID
    var third: TokenID
  }

  init(_ model: BytePairModel) {
    self.model = model
    ids = Storage(capacity: 256)
    ranks = Storage(capacity: 256)
    heap = Storage(capacity: 16)
    before = Storage(capacity: 16)
    after = Storage(capacity: 16)
    pairs = Storage(repeating: .max, count: 1 << Self.pairBits)
    open = Storage(capacity: 16)
    medium = Storage(
      repeating: Medium(
        low: 0, high: 0, tail: WordKey(low: 0, high: 0), count: 0, ids: (0, 0, 0, 0, 0, 0, 0)),
      count: 1 << Self.mediumBits)
    memory = Storage(
      repeating: Remembered(
        key: WordKey(low: 0, high: 0), count: 0, first: 0, second: 0, third: 0),
      count: 1 << Self.memoryBits)
  }

  /// Appends the tokens of the piece at `base`; `readable` bytes from there may be read.
  @inline(__always)
  mutating func encode(
    _ base: UnsafePointer<UInt8>, length: Int, readable: Int, appendingTo output: inout [TokenID]
  ) {
    if length == 1 {
      output.append(model.byteIDs[unsafe Int(base[0])])
      return
    }
    if let wholes = model.wholes {
      let whole = unsafe wholes.trie.token(base, count: length)
      if whole != .max { return output.append(whole) }
    }
    guard length <= 15 else {
      unsafe encodeLong(base, length: length, readable: readable, appendingTo: &output)
      return
    }
    unsafe encodeShort(base, length: length, readable: readable, appendingTo: &output)
  }

  /// Encodes a long piece in parts that no token reaches across.
  private mutating func encodeLong(
    _ base: UnsafePointer<UInt8>, length: Int, readable: Int, appendingTo output: inout [TokenID]
  ) {
    var start = 0
    while start < length {
      let end = unsafe model.cuts.firstCut(in: base, from: start, count: length)
      if end - start <= 15 {
        unsafe encodeShort(
          base + start, length: end - start, readable: readable - start, appendingTo: &output)
      } else if end - start <= 31 {
        unsafe encodeMedium(
          base + start, length: end - start, readable: readable - start, appendingTo: &output)
      } else {
        unsafe merge(base + start, length: end - start, appendingTo: &output)
      }
      start = end
    }
  }

  /// As `encodeShort`, for 16 to 31 bytes.
  private mutating func encodeMedium(
    _ base: UnsafePointer<UInt8>, length: Int, readable: Int, appendingTo output: inout [TokenID]
  ) {
    let head = unsafe WordKey(base, length: 15, readable: readable)
    let tail = unsafe WordKey(base + 15, length: length - 16, readable: readable - 15)
    let low = head.low
    let high = head.high ^ (15 ^ UInt64(unsafe base[length - 1])) << 56
    let hash = foldedProduct(
      foldedProduct(low ^ 0x9E37_79B9_7F4A_7C15, high ^ 0xD6E8_FEB8_6659_FD93),
      foldedProduct(tail.low ^ 0xA076_1D64_78BD_642F, tail.high ^ 0xE703_7ED1_A0B4_28DB))
    let index = Int(truncatingIfNeeded: hash >> UInt64(64 - Self.mediumBits))
    let known = medium[index]
    if known.low == low, known.high == high, known.tail == tail {
      output.append(known.ids.0)
      if known.count > 1 { output.append(known.ids.1) }
      if known.count > 2 { output.append(known.ids.2) }
      if known.count > 3 { output.append(known.ids.3) }
      if known.count > 4 { output.append(known.ids.4) }
      if known.count > 5 { output.append(known.ids.5) }
      if known.count > 6 { output.append(known.ids.6) }
      return
    }
    let start = output.count
    unsafe merge(base, length: length, appendingTo: &output)
    let count = output.count - start
    guard count <= 7 else { return }
    func id(_ index: Int) -> TokenID { index < count ? output[start + index] : 0 }
    medium[index] = Medium(
      low: low, high: high, tail: tail, count: UInt32(count),
      ids: (id(0), id(1), id(2), id(3), id(4), id(5), id(6)))
  }

  @inline(__always)
  private mutating func encodeShort(
    _ base: UnsafePointer<UInt8>, length: Int, readable: Int, appendingTo output: inout [TokenID]
  ) {
    let key = unsafe WordKey(base, length: length, readable: readable)
    let index = Int(truncatingIfNeeded: key.hash >> UInt64(64 - Self.memoryBits))
    let known = memory[index]
    if known.key == key {
      output.append(known.first)
      if known.count > 1 { output.append(known.second) }
      if known.count > 2 { output.append(known.third) }
      return
    }
    let start = output.count
    unsafe merge(base, length: length, appendingTo: &output)
    let count = output.count - start
    guard count <= Self.mostRemembered else { return }
    memory[index] = Remembered(
      key: key, count: UInt32(count), first: output[start],
      second: count > 1 ? output[start + 1] : 0, third: count > 2 ? output[start + 2] : 0)
  }

  @inline(never)
  private mutating func merge(
    _ base: UnsafePointer<UInt8>, length: Int, appendingTo output: inout [TokenID]
  ) {
    ids.reserve(length, keeping: 0)
    let count: Int
    if model.isRegular {
      count = unsafe search(base, length: length)
    } else {
      for index in 0..<length { ids[index] = model.byteIDs[unsafe Int(base[index])] }
      var all = Dropout()
      count = length <= Self.scanLimit ? mergeByScanning(length) : mergeByHeap(length, &all)
    }
    guard model.partsOfDropped.isEmpty else {
      for index in 0..<count { appendKept(ids[index], to: &output) }
      return
    }
    for index in 0..<count { output.append(ids[index]) }
  }

  /// Appends a token, or what it is taken apart into.
  private func appendKept(_ id: TokenID, to output: inout [TokenID]) {
    if id < model.firstDropped {
      output.append(id)
    } else {
      output += model.partsOfDropped[Int(id - model.firstDropped)]
    }
  }

  /// Finds the encoding in `ids` and returns how many tokens it has.
  private mutating func search(_ base: UnsafePointer<UInt8>, length: Int) -> Int {
    open.reserve(length / 64 + 1, keeping: 0)
    open.fill(.max, count: length / 64 + 1)
    var count = 0
    var position = 0
    var token = unsafe model.trie.longestMatch(base, count: length)
    while true {
      let making = model.makings[Int(token)]
      let end = position + Int(making.byteCount)
      if open[end >> 6] & (1 << UInt64(end & 63)) != 0,
        count == 0 || canStandTogether(ids[count - 1], token)
      {
        ids[count] = token
        count += 1
        if end == length { return count }
        position = end
        token = unsafe model.trie.longestMatch(base + end, count: length - end)
      } else if making.prefix != .max {
        token = making.prefix
      } else {
        // Nothing fits after the token before: take that one back, and try shorter ones there.
        // At the start there always is one, as every text has an encoding.
        open[position >> 6] &= ~(1 << UInt64(position & 63))
        count -= 1
        token = ids[count]
        position -= Int(model.makings[Int(token)].byteCount)
      }
    }
  }

  @inline(__always)
  private func canStandTogether(_ left: TokenID, _ right: TokenID) -> Bool {
    let key = UInt64(left) << 33 | UInt64(right) << 1
    let index = Int(
      truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - Self.pairBits))
    let known = pairs[index]
    if known | 1 == key | 1 { return known & 1 != 0 }
    let answer = model.canStandTogether(left, right)
    pairs[index] = key | (answer ? 1 : 0)
    return answer
  }

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

  // MARK: Models out of order

  /// Merges `ids[..<length]` in place and returns how many tokens are left.
  private mutating func mergeByScanning(_ length: Int) -> Int {
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
  private mutating func mergeByHeap(_ length: Int, _ dropout: inout Dropout) -> Int {
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

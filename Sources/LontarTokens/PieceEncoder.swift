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
  static let scanLimit = 96

  var ids: Storage<TokenID>
  var ranks: Storage<BytePairModel.Ranked>
  var heap: Storage<UInt64>
  var heapCount = 0
  var before: Storage<Int32>
  var after: Storage<Int32>

  // Which neighbours can stand together: the answers given last, by pair.
  private static let pairBits = 14
  private var pairs: Storage<UInt64>
  // A bit for each place of a piece: 0 where the search has failed.
  private var open: Storage<UInt64>

  // Pairs of places: what was found last, and what was found there before it.
  private static let memoryBits = 15
  private static let mostRemembered = 3
  private var memory: Storage<Remembered>

  // Pieces whose places in memory are asked for, but not looked at yet: a ring.
  private static let waitingCount = 8
  private var waiting: Storage<Waiting>
  private var waitingNext = 0

  /// A piece of a text, by its place; the index is negative if it is not to be looked for in memory.
  struct Waiting: BitwiseCopyable {
    var key: WordKey
    var index: Int
    var start: Int
    var length: Int
  }

  private static let mediumBits = 14
  private var medium: Storage<Medium>

  /// What is remembered of 16 to 31 bytes: the first 15, the last of all, and those between; and of
  /// less that becomes four to seven tokens, without a tail.
  struct Medium: BitwiseCopyable {
    var low: UInt64
    var high: UInt64
    var tail: WordKey
    var count: UInt32
    var ids: (TokenID, TokenID, TokenID, TokenID, TokenID, TokenID, TokenID)
  }

  /// In the keys of parts of pieces, where the same bytes as a piece may be other tokens.
  private static let partMark: UInt64 = 1 << 63

  /// No tail of 16 bytes and more is this: not even one of zeros, or of no bytes.
  private static let noTail = WordKey(low: 1, high: 0)

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
    waiting = Storage(capacity: Self.waitingCount)
    medium = Storage(
      repeating: Medium(
        low: 0, high: 0, tail: Self.noTail, count: 0, ids: (0, 0, 0, 0, 0, 0, 0)),
      count: 1 << Self.mediumBits)
    memory = Storage(
      repeating: Remembered(
        key: WordKey(low: 0, high: 0), count: 0, first: 0, second: 0, third: 0),
      count: 2 << Self.memoryBits)
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
    guard length <= 15 else {
      if let wholes = model.wholes {
        let whole = unsafe wholes.trie.token(base, count: length)
        if whole != .max { return output.append(whole) }
      }
      unsafe encodeLong(base, length: length, readable: readable, appendingTo: &output)
      return
    }
    let key = unsafe WordKey(base, length: length, readable: readable)
    unsafe encodeShort(
      key, at: Self.memoryIndex(of: key), base, length: length, appendingTo: &output)
  }

  /// Encodes the pieces of a text that `encodeLater` was told of, but the last few: these wait until
  /// the processor has what is remembered of them.
  @inline(__always)
  mutating func encodeLater(
    _ text: UnsafePointer<UInt8>, _ piece: Range<Int>, count: Int,
    appendingTo output: inout [TokenID]
  ) {
    let place = waitingNext & (Self.waitingCount - 1)
    if waitingNext >= Self.waitingCount {
      unsafe encodeWaiting(place, text, count: count, appendingTo: &output)
    }
    waitingNext &+= 1
    let (start, length) = (piece.lowerBound, piece.count)
    guard 2...15 ~= length else {
      waiting[place] = Waiting(
        key: WordKey(low: 0, high: 0), index: -1, start: start, length: length)
      return
    }
    let key = unsafe WordKey(text + start, length: length, readable: count - start)
    let index = Self.memoryIndex(of: key)
    memory.prefetch(index)
    waiting[place] = Waiting(key: key, index: index, start: start, length: length)
  }

  /// Encodes the pieces that wait.
  mutating func encodeRest(
    _ text: UnsafePointer<UInt8>, count: Int, appendingTo output: inout [TokenID]
  ) {
    for number in max(0, waitingNext - Self.waitingCount)..<waitingNext {
      unsafe encodeWaiting(
        number & (Self.waitingCount - 1), text, count: count, appendingTo: &output)
    }
    waitingNext = 0
  }

  @inline(__always)
  private mutating func encodeWaiting(
    _ place: Int, _ text: UnsafePointer<UInt8>, count: Int, appendingTo output: inout [TokenID]
  ) {
    let one = waiting[place]
    if one.index >= 0 {
      unsafe encodeShort(
        one.key, at: one.index, text + one.start, length: one.length, appendingTo: &output)
    } else {
      unsafe encode(
        text + one.start, length: one.length, readable: count - one.start, appendingTo: &output)
    }
  }

  @inline(__always)
  private static func memoryIndex(of key: WordKey) -> Int {
    Int(truncatingIfNeeded: key.hash >> UInt64(64 - memoryBits)) << 1
  }

  /// Encodes a long piece in parts that no token reaches across.
  private mutating func encodeLong(
    _ base: UnsafePointer<UInt8>, length: Int, readable: Int, appendingTo output: inout [TokenID]
  ) {
    var start = 0
    while start < length {
      let end = unsafe model.cuts.firstCut(in: base, from: start, count: length)
      if end - start <= 15 {
        unsafe encodePart(
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
    if appendMedium(index, low, high, tail, to: &output) { return }
    let start = output.count
    unsafe merge(base, length: length, appendingTo: &output)
    rememberMedium(index, low, high, tail, start, output)
  }

  /// Appends what is remembered of a key, if it is.
  @inline(__always)
  private func appendMedium(
    _ index: Int, _ low: UInt64, _ high: UInt64, _ tail: WordKey, to output: inout [TokenID]
  ) -> Bool {
    let known = medium[index]
    guard known.low == low, known.high == high, known.tail == tail else { return false }
    output.append(known.ids.0)
    if known.count > 1 { output.append(known.ids.1) }
    if known.count > 2 { output.append(known.ids.2) }
    if known.count > 3 { output.append(known.ids.3) }
    if known.count > 4 { output.append(known.ids.4) }
    if known.count > 5 { output.append(known.ids.5) }
    if known.count > 6 { output.append(known.ids.6) }
    return true
  }

  /// Remembers the last tokens, those from `start` on, if they are not too many.
  private func rememberMedium(
    _ index: Int, _ low: UInt64, _ high: UInt64, _ tail: WordKey, _ start: Int,
    _ output: [TokenID]
  ) {
    let count = output.count - start
    guard count <= 7 else { return }
    func id(_ index: Int) -> TokenID { index < count ? output[start + index] : 0 }
    medium[index] = Medium(
      low: low, high: high, tail: tail, count: UInt32(count),
      ids: (id(0), id(1), id(2), id(3), id(4), id(5), id(6)))
  }

  /// As `encodeShort`, for a part of a piece: what a piece becomes as a whole is not for it.
  @inline(__always)
  private mutating func encodePart(
    _ base: UnsafePointer<UInt8>, length: Int, readable: Int, appendingTo output: inout [TokenID]
  ) {
    var key = unsafe WordKey(base, length: length, readable: readable)
    if model.wholes != nil { key.high |= Self.partMark }
    unsafe encodeShort(
      key, at: Self.memoryIndex(of: key), base, length: length, appendingTo: &output)
  }

  @inline(__always)
  private mutating func encodeShort(
    _ key: WordKey, at index: Int, _ base: UnsafePointer<UInt8>, length: Int,
    appendingTo output: inout [TokenID]
  ) {
    var known = memory[index]
    if known.key != key {
      known = memory[index | 1]
      guard known.key == key else {
        return unsafe encodeAnew(key, at: index, base, length: length, appendingTo: &output)
      }
    }
    output.append(known.first)
    if known.count > 1 { output.append(known.second) }
    if known.count > 2 { output.append(known.third) }
  }

  /// Encodes up to 15 bytes that are not remembered by themselves.
  @inline(never)
  private mutating func encodeAnew(
    _ key: WordKey, at index: Int, _ base: UnsafePointer<UInt8>, length: Int,
    appendingTo output: inout [TokenID]
  ) {
    var found = Remembered(key: key, count: 1, first: .max, second: 0, third: 0)
    if let wholes = model.wholes, key.high & Self.partMark == 0 {
      found.first = unsafe wholes.trie.token(base, count: length)
    }
    if found.first == .max {
      found.first = model.short[WordKey(low: key.low, high: key.high & ~Self.partMark)]
    }
    if found.first != .max {
      output.append(found.first)
    } else {
      let mediumIndex = Int(truncatingIfNeeded: key.hash >> UInt64(64 - Self.mediumBits))
      if appendMedium(mediumIndex, key.low, key.high, Self.noTail, to: &output) { return }
      let start = output.count
      unsafe merge(base, length: length, appendingTo: &output)
      found.count = UInt32(output.count - start)
      guard found.count <= Self.mostRemembered else {
        return rememberMedium(mediumIndex, key.low, key.high, Self.noTail, start, output)
      }
      found.first = output[start]
      if found.count > 1 { found.second = output[start + 1] }
      if found.count > 2 { found.third = output[start + 2] }
    }
    memory[index | 1] = memory[index]
    memory[index] = found
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
  func appendKept(_ id: TokenID, to output: inout [TokenID]) {
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
      // Only a compiled file that was forged leads beyond the end, or to no encoding at all below.
      if end <= length, open[end >> 6] & (1 << UInt64(end & 63)) != 0,
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
        guard count > 0 else { return 0 }
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
}

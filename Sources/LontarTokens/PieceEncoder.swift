/// Makes tokens of the bytes of one piece, as BPE does: always the merge of the lowest rank, and of
/// equal ranks the leftmost.
///
/// Few pieces are merged, though: the encoding is the only sequence of tokens whose neighbours can all
/// stand together, and so that of a long piece is searched for from left to right, longest tokens first,
/// stepping back where that fails; a place that failed once is not tried again. Only short pieces, and
/// those of a model whose merges are out of order, which training never makes, are merged step by step.
/// Long pieces are cut where no token can lie (``SafeCuts``), and short ones are remembered in tables of
/// fixed size (``PieceMemory``).
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

  /// What is remembered of pieces and their parts.
  var memory: PieceMemory

  /// In the keys of parts of pieces, where the same bytes as a piece may be other tokens.
  private static let partMark: UInt64 = 1 << 63

  init(_ model: BytePairModel) {
    self.model = model
    ids = Storage(capacity: 256)
    ranks = Storage(capacity: 256)
    heap = Storage(capacity: 16)
    before = Storage(capacity: 16)
    after = Storage(capacity: 16)
    pairs = Storage(repeating: .max, count: 1 << Self.pairBits)
    open = Storage(capacity: 16)
    memory = PieceMemory()
  }

  /// Appends the tokens of the piece at `base`; `readable` bytes from there may be read.
  @inline(__always)
  mutating func encode(
    _ base: UnsafePointer<UInt8>, length: Int, readable: Int, appendingTo output: inout [TokenID]
  ) {
    guard length <= 15 else {
      return unsafe encodeLongPiece(base, length: length, readable: readable, appendingTo: &output)
    }
    let key = unsafe WordKey(base, length: length, readable: readable)
    unsafe encodeShort(key, base, length: length, appendingTo: &output)
  }

  private mutating func encodeLongPiece(
    _ base: UnsafePointer<UInt8>, length: Int, readable: Int, appendingTo output: inout [TokenID]
  ) {
    if let wholes = model.wholes {
      let whole = unsafe wholes.trie.token(base, count: length)
      if whole != .max { return output.append(whole) }
    }
    unsafe encodeLong(base, length: length, readable: readable, appendingTo: &output)
  }

  /// Encodes the pieces of a text that this was told of, but the last few: these wait until the processor
  /// has what is remembered of them.
  mutating func encodeLater(
    _ text: UnsafePointer<UInt8>, _ run: PieceRun, count: Int, appendingTo output: inout [TokenID]
  ) {
    if memory.isFull { unsafe encodeRest(text, count: count, appendingTo: &output) }
    unsafe memory.ask(for: run, of: text, count: count)
  }

  /// Encodes the pieces that wait.
  mutating func encodeRest(
    _ text: UnsafePointer<UInt8>, count: Int, appendingTo output: inout [TokenID]
  ) {
    var next = 0
    while let one = memory.answer(from: &next, appendingTo: &output) {
      let base = unsafe text + one.start
      if one.length > 15 {
        unsafe encodeLongPiece(
          base, length: one.length, readable: count - one.start, appendingTo: &output)
      } else {
        unsafe encodeAnew(one.key, base, length: one.length, appendingTo: &output)
      }
    }
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
    if memory.appendMedium(hash, low, high, tail, to: &output) { return }
    let start = output.count
    unsafe merge(base, length: length, appendingTo: &output)
    memory.rememberMedium(hash, low, high, tail, output[start...])
  }

  /// As `encodeShort`, for a part of a piece: what a piece becomes as a whole is not for it.
  @inline(__always)
  private mutating func encodePart(
    _ base: UnsafePointer<UInt8>, length: Int, readable: Int, appendingTo output: inout [TokenID]
  ) {
    var key = unsafe WordKey(base, length: length, readable: readable)
    if model.wholes != nil { key.high |= Self.partMark }
    unsafe encodeShort(key, base, length: length, appendingTo: &output)
  }

  @inline(__always)
  private mutating func encodeShort(
    _ key: WordKey, _ base: UnsafePointer<UInt8>, length: Int, appendingTo output: inout [TokenID]
  ) {
    if !memory.append(key, to: &output) {
      unsafe encodeAnew(key, base, length: length, appendingTo: &output)
    }
  }

  /// Encodes up to 15 bytes that are not remembered by themselves.
  @inline(never)
  private mutating func encodeAnew(
    _ key: WordKey, _ base: UnsafePointer<UInt8>, length: Int, appendingTo output: inout [TokenID]
  ) {
    if memory.appendMedium(key, to: &output) { return }
    let start = output.count
    if length == 1 {
      output.append(model.byteIDs[unsafe Int(base[0])])
    } else {
      var token = TokenID.max
      if let wholes = model.wholes, key.high & Self.partMark == 0 {
        token = unsafe wholes.trie.token(base, count: length)
      }
      if token == .max {
        token = model.short[WordKey(low: key.low, high: key.high & ~Self.partMark)]
      }
      if token != .max {
        output.append(token)
      } else {
        unsafe merge(base, length: length, appendingTo: &output)
      }
    }
    memory.remember(key, output[start...])
  }

  @inline(never)
  private mutating func merge(
    _ base: UnsafePointer<UInt8>, length: Int, appendingTo output: inout [TokenID]
  ) {
    ids.reserve(length, keeping: 0)
    let count: Int
    // A short piece merges faster than the search finds its way, by what Indonesian words take (1.6x).
    if model.isRegular, length > 15 || !model.mergesBytes {
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

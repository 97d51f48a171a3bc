/// Byte-pair encoding over characters, with all the options that Hugging Face tokenizers has.
final class CharacterPairModel: Sendable {
  let table: TokenTable
  let unknown: TokenID?
  let fusesUnknown: Bool
  /// The tokens `<0x00>` to `<0xFF>`, if unknown characters become bytes.
  let byteTokens: [TokenID?]?
  let ignoresMerges: Bool
  let continuingPrefix: [UInt8]
  let wordSuffix: [UInt8]
  let pairs: PairRanks
  /// What the model calls its tokens, if other programs call them otherwise.
  let outputIDs: [TokenID]
  private let dropped: DroppedPieces
  /// The fast way, where the model allows it and no offsets are wanted.
  let runs: CharacterRuns?

  init(
    table: TokenTable, merges: [Vocabulary.Merge], unknown: TokenID?, fusesUnknown: Bool,
    byteFallback: Bool, ignoresMerges: Bool, continuingPrefix: [UInt8], wordSuffix: [UInt8],
    outputIDs: [TokenID] = [], dropped: DroppedPieces = DroppedPieces(),
    runs: CharacterRuns? = nil
  ) {
    self.dropped = dropped
    self.runs = runs
    self.outputIDs = outputIDs
    self.table = table
    self.unknown = unknown
    self.fusesUnknown = fusesUnknown
    self.ignoresMerges = ignoresMerges
    self.continuingPrefix = continuingPrefix
    self.wordSuffix = wordSuffix
    byteTokens = byteFallback ? Self.byteTokens(in: table) : nil
    pairs = PairRanks(merges)
  }

  /// The tokens that stand for single bytes.
  static func byteTokens(in table: TokenTable) -> [TokenID?] {
    (0..<256).map { table.id(of: byteTokenName(UInt8($0))) }
  }

  /// `<0x41>` for 65.
  static func byteTokenName(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return Array("<0x".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      + [UInt8(ascii: ">")]
  }

  /// The memory that merging needs, one for each task.
  struct Scratch: ~Copyable {
    var symbols = Storage<Symbol>(capacity: 256)
    var queue: [UInt64] = []
    var name: [UInt8] = []
    fileprivate var count = 0

    struct Symbol: BitwiseCopyable {
      var id: TokenID
      var length: Int32
      var previous: Int32
      var next: Int32
    }

    fileprivate mutating func append(_ id: TokenID, _ length: Int) {
      symbols.reserve(count + 1, keeping: count)
      symbols[count] = Symbol(
        id: id, length: Int32(length), previous: Int32(count) - 1, next: Int32(count) + 1)
      count += 1
    }
  }

  /// Appends the tokens of one piece, of less than 2 GiB.
  func encode(
    _ bytes: [UInt8], _ range: Range<Int>, _ scratch: inout Scratch, _ dropout: inout Dropout,
    into tokens: inout TokenList
  ) {
    // With dropout Hugging Face tokenizers looks for no whole pieces.
    if dropout.rate == 0, let whole = whole(bytes, range) {
      return tokens.append(whole, range.lowerBound, range.upperBound)
    }
    scratch.count = 0
    appendCharacters(bytes, range, &scratch)
    guard scratch.count > 0 else { return }
    merge(&scratch, &dropout)
    var place = range.lowerBound
    var index = 0
    while index < scratch.count {
      let symbol = scratch.symbols[index]
      let id = outputIDs.isEmpty ? symbol.id : outputIDs[Int(symbol.id)]
      if id >= dropped.first {
        dropped.append(id, at: place, to: &tokens)
      } else {
        tokens.append(id, place, place + Int(symbol.length))
      }
      place += Int(symbol.length)
      index = Int(symbol.next)
    }
  }

  /// The token that a piece is whatever the merges.
  @inline(__always)
  func whole(_ bytes: [UInt8], _ range: Range<Int>) -> TokenID? {
    ignoresMerges ? table.id(of: bytes, range) : nil
  }

  private func appendCharacters(_ bytes: [UInt8], _ range: Range<Int>, _ scratch: inout Scratch) {
    var pending: (id: TokenID, length: Int)?
    var position = range.lowerBound
    while position < range.upperBound {
      let end = position + scalarLength(bytes[position])
      let isFirst = position == range.lowerBound
      let isLast = end == range.upperBound
      let usesPrefix = !isFirst && !continuingPrefix.isEmpty
      let usesSuffix = isLast && !wordSuffix.isEmpty
      let known: TokenID?
      if usesPrefix || usesSuffix {
        scratch.name.removeAll(keepingCapacity: true)
        if usesPrefix { scratch.name += continuingPrefix }
        scratch.name += bytes[position..<end]
        if usesSuffix { scratch.name += wordSuffix }
        known = table.id(of: scratch.name)
      } else {
        known = table.id(of: bytes, position..<end)
      }
      if let known {
        if let unknown = pending {
          scratch.append(unknown.id, unknown.length)
          pending = nil
        }
        scratch.append(known, end - position)
      } else if appendBytes(
        usesPrefix || usesSuffix ? scratch.name[...] : bytes[position..<end], &scratch)
      {
        // Bytes come before unknown characters that wait, as they do in Hugging Face tokenizers.
      } else if let unknown {
        if let waiting = pending, fusesUnknown {
          pending = (waiting.id, waiting.length + end - position)
        } else {
          if let waiting = pending { scratch.append(waiting.id, waiting.length) }
          pending = (unknown, end - position)
        }
      }
      position = end
    }
    if let unknown = pending { scratch.append(unknown.id, unknown.length) }
  }

  private func appendBytes(_ name: ArraySlice<UInt8>, _ scratch: inout Scratch) -> Bool {
    guard let byteTokens, name.allSatisfy({ byteTokens[Int($0)] != nil }) else { return false }
    for byte in name { scratch.append(byteTokens[Int(byte)] ?? 0, 1) }
    return true
  }

  // MARK: Merging

  private func merge(_ scratch: inout Scratch, _ dropout: inout Dropout) {
    var waiting: [UInt64] = []
    scratch.queue.removeAll(keepingCapacity: true)
    for index in 1..<max(1, scratch.count) {
      note(
        pairs.merge(scratch.symbols[index - 1].id, scratch.symbols[index].id), at: index - 1,
        &scratch.queue)
    }
    while let top = popLowest(&scratch.queue) {
      if dropout.rate > 0 {
        if dropout.leavesOut() {
          waiting.append(top)
          continue
        }
        for entry in waiting { push(entry, &scratch.queue) }
        waiting.removeAll(keepingCapacity: true)
      }
      let position = Int(top & 0xFFFF_FFFF)
      let left = scratch.symbols[position]
      guard left.length > 0, Int(left.next) < scratch.count else { continue }
      let right = scratch.symbols[Int(left.next)]
      let merge = pairs.merge(left.id, right.id)
      guard merge.rank != .max, UInt64(merge.rank) == top >> 32 else { continue }
      scratch.symbols[Int(left.next)].length = 0
      scratch.symbols[position] = Scratch.Symbol(
        id: merge.result, length: left.length + right.length, previous: left.previous,
        next: right.next)
      if Int(right.next) < scratch.count {
        scratch.symbols[Int(right.next)].previous = Int32(position)
        note(
          pairs.merge(merge.result, scratch.symbols[Int(right.next)].id), at: position,
          &scratch.queue)
      }
      if left.previous >= 0 {
        note(
          pairs.merge(scratch.symbols[Int(left.previous)].id, merge.result),
          at: Int(left.previous), &scratch.queue)
      }
    }
  }

  /// Adds a place to the heap: lower ranks first, and of equal ones the leftmost.
  @inline(__always)
  private func note(_ merge: BytePairModel.Ranked, at place: Int, _ queue: inout [UInt64]) {
    guard merge.rank != .max else { return }
    push(UInt64(merge.rank) << 32 | UInt64(place), &queue)
  }

  @inline(__always)
  private func push(_ entry: UInt64, _ queue: inout [UInt64]) {
    var index = queue.count
    queue.append(entry)
    while index > 0, entry < queue[(index - 1) / 2] {
      queue[index] = queue[(index - 1) / 2]
      index = (index - 1) / 2
    }
    queue[index] = entry
  }

  @inline(__always)
  private func popLowest(_ queue: inout [UInt64]) -> UInt64? {
    guard let top = queue.first, let entry = queue.popLast() else { return nil }
    guard !queue.isEmpty else { return top }
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < queue.count else { break }
      if child + 1 < queue.count, queue[child + 1] < queue[child] { child += 1 }
      guard queue[child] < entry else { break }
      queue[index] = queue[child]
      index = child
    }
    queue[index] = entry
    return top
  }
}

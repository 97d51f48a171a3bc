/// Byte-pair encoding as SentencePiece does it: any two neighbours merge whose text is a piece, the one
/// with the highest score first, and of equal ones the leftmost.
final class ScoredPairModel: Sendable {
  private let table: TokenTable
  private let scores: [Float]
  /// Whether text may become a piece, and whether it is taken apart again afterwards.
  private let isText: [Bool]
  private let isUnused: [Bool]
  let unknown: TokenID
  private let kept: ByteStringSet?
  private let byteTokens: [TokenID?]?
  private let merges: Bool
  private let hasUnused: Bool
  /// The fast way, where the model allows it and no offsets are wanted.
  let runs: CharacterRuns?

  init(
    table: TokenTable, scores: [Float], isText: [Bool], isUnused: [Bool], unknown: TokenID,
    kept: ByteStringSet?, byteTokens: [TokenID?]?, merges: Bool,
    runs: CharacterRuns? = nil
  ) {
    self.runs = runs
    self.table = table
    self.scores = scores
    self.isText = isText
    self.isUnused = isUnused
    self.unknown = unknown
    self.kept = kept
    self.byteTokens = byteTokens
    self.merges = merges
    hasUnused = isUnused.contains(true)
  }

  /// Whether it merges, and takes nothing apart again.
  var isPlainBPE: Bool { merges && !hasUnused }
  /// Whether unknown characters become bytes.
  var hasByteTokens: Bool { byteTokens != nil }

  /// The merges as a list: each two pieces whose text is a piece, by its score, as Hugging Face's
  /// converters have them.
  ///
  /// - Complexity: O(*n* log *n*) in the bytes of the pieces.
  func merges(of vocabulary: Vocabulary) -> [Vocabulary.Merge] {
    var list: [(merge: Vocabulary.Merge, score: Float)] = []
    for id in 0..<TokenID(vocabulary.count) where isText[Int(id)] {
      let bytes = Array(vocabulary.bytes(of: id))
      for split in bytes.indices.dropFirst() where bytes[split] & 0xC0 != 0x80 {
        guard let left = table.id(of: bytes, 0..<split), isText[Int(left)],
          let right = table.id(of: bytes, split..<bytes.count), isText[Int(right)]
        else { continue }
        list.append((Vocabulary.Merge(left: left, right: right, result: id), scores[Int(id)]))
      }
    }
    list.sort { ($1.score, $0.merge.result) < ($0.score, $1.merge.result) }
    return list.map(\.merge)
  }

  /// The memory that merging needs, one for each task.
  struct Scratch: ~Copyable {
    var symbols = Storage<Symbol>(capacity: 256)
    var count = 0
    var queue: [Entry] = []
    /// By unused piece, where it was put together last.
    var joints: [TokenID: Int] = [:]

    struct Symbol: BitwiseCopyable {
      var start: Int32
      var end: Int32
      var previous: Int32
      var next: Int32
      var isFrozen: Bool
    }

    struct Entry: BitwiseCopyable {
      var score: Float
      var left: Int32
      var right: Int32
      var length: Int32

      @inline(__always)
      func isBefore(_ other: Entry) -> Bool {
        score > other.score || score == other.score && left < other.left
      }
    }
  }

  /// Appends the tokens of one piece, of less than 2 GiB.
  ///
  /// - Complexity: O(*n* log *n*) in its bytes.
  func encode(
    _ bytes: [UInt8], _ range: Range<Int>, _ scratch: inout Scratch, into tokens: inout TokenList
  ) {
    scratch.count = 0
    scratch.queue.removeAll(keepingCapacity: true)
    scratch.joints.removeAll(keepingCapacity: true)
    cutIntoSymbols(bytes, range, &scratch)
    if merges {
      for index in 1..<max(1, scratch.count) { consider(index - 1, index, bytes, &scratch) }
      while let top = popHighest(&scratch.queue) { merge(top, bytes, &scratch) }
    }
    var wasUnknown = false
    var index = 0
    while index < scratch.count {
      let symbol = scratch.symbols[index]
      emit(
        bytes, Int(symbol.start)..<Int(symbol.end), scratch.joints, &wasUnknown, into: &tokens)
      index = Int(symbol.next)
    }
  }

  private func cutIntoSymbols(_ bytes: [UInt8], _ range: Range<Int>, _ scratch: inout Scratch) {
    var position = range.lowerBound
    while position < range.upperBound {
      let length = kept?.longestMatch(bytes, position..<range.upperBound)
      let end = min(position + (length ?? scalarLength(bytes[position])), range.upperBound)
      scratch.symbols.reserve(scratch.count + 1, keeping: scratch.count)
      scratch.symbols[scratch.count] = Scratch.Symbol(
        start: Int32(position), end: Int32(end), previous: Int32(scratch.count) - 1,
        next: Int32(scratch.count) + 1, isFrozen: length != nil)
      scratch.count += 1
      position = end
    }
  }

  private func consider(_ left: Int, _ right: Int, _ bytes: [UInt8], _ scratch: inout Scratch) {
    guard left >= 0, right < scratch.count else { return }
    let first = scratch.symbols[left]
    let second = scratch.symbols[right]
    guard !first.isFrozen, !second.isFrozen,
      let id = table.id(of: bytes, Int(first.start)..<Int(second.end)), isText[Int(id)]
    else { return }
    if hasUnused, isUnused[Int(id)] { scratch.joints[id] = Int(first.end - first.start) }
    let entry = Scratch.Entry(
      score: scores[Int(id)], left: Int32(left), right: Int32(right),
      length: second.end - first.start)
    var index = scratch.queue.count
    scratch.queue.append(entry)
    while index > 0, entry.isBefore(scratch.queue[(index - 1) / 2]) {
      scratch.queue[index] = scratch.queue[(index - 1) / 2]
      index = (index - 1) / 2
    }
    scratch.queue[index] = entry
  }

  private func popHighest(_ queue: inout [Scratch.Entry]) -> Scratch.Entry? {
    guard let top = queue.first, let entry = queue.popLast() else { return nil }
    guard !queue.isEmpty else { return top }
    var index = 0
    while true {
      var child = 2 * index + 1
      guard child < queue.count else { break }
      if child + 1 < queue.count, queue[child + 1].isBefore(queue[child]) { child += 1 }
      guard queue[child].isBefore(entry) else { break }
      queue[index] = queue[child]
      index = child
    }
    queue[index] = entry
    return top
  }

  private func merge(_ top: Scratch.Entry, _ bytes: [UInt8], _ scratch: inout Scratch) {
    var left = scratch.symbols[Int(top.left)]
    var right = scratch.symbols[Int(top.right)]
    // Either may have been merged with another since.
    guard left.start < left.end, right.start < right.end, left.end == right.start,
      right.end - left.start == top.length
    else { return }
    left.end = right.end
    left.next = right.next
    right.end = right.start
    scratch.symbols[Int(top.left)] = left
    scratch.symbols[Int(top.right)] = right
    if Int(left.next) < scratch.count { scratch.symbols[Int(left.next)].previous = top.left }
    consider(Int(left.previous), Int(top.left), bytes, &scratch)
    consider(Int(top.left), Int(left.next), bytes, &scratch)
  }

  /// Appends a symbol's token; an unused one's parts, each in turn.
  private func emit(
    _ bytes: [UInt8], _ range: Range<Int>, _ joints: [TokenID: Int], _ wasUnknown: inout Bool,
    into tokens: inout TokenList
  ) {
    var pending = [range]
    while let range = pending.popLast() {
      let id = table.id(of: bytes, range) ?? unknown
      if hasUnused, isUnused[Int(id)], let joint = joints[id] {
        pending.append(range.lowerBound + joint..<range.upperBound)
        pending.append(range.lowerBound..<range.lowerBound + joint)
        continue
      }
      guard id == unknown else {
        tokens.append(id, range.lowerBound, range.upperBound)
        wasUnknown = false
        continue
      }
      if let byteTokens {
        // The last byte has the whole's place.
        for index in range {
          let isLast = index == range.upperBound - 1
          tokens.append(
            byteTokens[Int(bytes[index])] ?? unknown, range.lowerBound,
            isLast ? range.upperBound : range.lowerBound)
        }
      } else if wasUnknown {
        tokens.extendLast(to: range.upperBound)
      } else {
        tokens.append(unknown, range.lowerBound, range.upperBound, isText: true)
      }
      wasUnknown = byteTokens == nil
    }
  }
}

extension TokenList {
  /// Makes the last token longer.
  mutating func extendLast(to end: Int) {
    if keepsPlaces, !ends.isEmpty { ends[ends.count - 1] = end }
  }
}

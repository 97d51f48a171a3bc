// The best way through a stretch of text (Viterbi 1967).

extension UnigramModel {
  /// The memory that searching needs, one for each task.
  struct Scratch: ~Copyable {
    /// By end of a stretch, the last token of the best way there: its place in the trie, or what ``unknownLast``
    /// gives. Four bytes a byte of text, and nothing else grows with it.
    var lasts = Storage<UInt32>(capacity: 256)
    /// The scores of the best ways to ends that are open yet, as a ring; not a number where none goes yet.
    var singles = Storage<Float>(capacity: 1)
    var doubles = Storage<Double>(capacity: 1)
    /// The places of a ring, less one.
    var mask = 0
    /// What is remembered of words, once there are some.
    var words: UnigramWords?

    /// Makes rings for tokens of so many bytes.
    mutating func prepare(longest: Int, isSingle: Bool) {
      guard mask == 0 else { return }
      var count = 64
      while count < longest + 5 { count *= 2 }
      mask = count - 1
      if isSingle {
        singles = Storage(repeating: .nan, count: count)
      } else {
        doubles = Storage(repeating: .nan, count: count)
      }
    }
  }

  /// The last token of a way that ends with an unknown character of so many bytes.
  @inline(__always)
  private static func unknownLast(_ length: Int) -> UInt32 { UInt32.max - 7 + UInt32(length) }

  @inline(__always)
  private static func isUnknown(_ last: UInt32) -> Bool { last > UInt32.max - 7 }

  /// How many bytes the last token of a way has.
  @inline(__always)
  private func length(of last: UInt32) -> Int {
    Self.isUnknown(last) ? Int(last - (UInt32.max - 7)) : trie.length(at: last)
  }

  /// The last token of a way; what counts as unknown if there is none.
  @inline(__always)
  private func token(of last: UInt32) -> TokenID {
    Self.isUnknown(last) ? unknown ?? .max : trie.token(at: last)
  }

  /// Encodes a stretch after a text of the score `sum`; returns what the score is then.
  ///
  /// A long one goes in windows: up to the last place that the best ways to all ends beyond a window pass
  /// through, nothing that follows changes the tokens. So the memory is that of a window, however long the
  /// stretch, unless no such place comes.
  func encodeAll(
    _ text: Text, after sum: Float, _ scratch: inout Scratch, into tokens: inout TokenList
  ) -> Float {
    scratch.prepare(longest: longest, isSingle: isSingle)
    guard isSingle else {
      return Float(
        unsafe encodeAll(
          text, after: Double(sum), scratch.doubles, scratch.mask, &scratch.lasts, into: &tokens))
    }
    return unsafe encodeAll(
      text, after: sum, scratch.singles, scratch.mask, &scratch.lasts, into: &tokens)
  }

  private func encodeAll<Score: BinaryFloatingPoint & BitwiseCopyable>(
    _ text: Text, after sum: Score, _ ring: borrowing Storage<Score>, _ mask: Int,
    _ lasts: inout Storage<UInt32>, into tokens: inout TokenList
  ) -> Score {
    var sum = sum
    var start = 0
    var window = windowCount
    while unsafe text.count - start > window + longest + 4 {
      let rest = unsafe text.part(start..<text.count)
      let next = unsafe search(rest, until: window, after: sum, ring, mask, &lasts)
      let settled = settledEnd(beyond: next, ring, mask, lasts)
      for index in 0...mask { ring[index] = .nan }
      guard settled > 0 else {
        window *= 2
        continue
      }
      sum = self.sum(until: settled, after: sum, lasts)
      unsafe emit(rest, until: settled, lasts, into: &tokens)
      start += settled
      window = windowCount
    }
    let rest = unsafe text.part(start..<text.count)
    _ = unsafe search(rest, until: rest.count, after: sum, ring, mask, &lasts)
    let last = unsafe rest.count & mask
    sum = ring[last]
    ring[last] = .nan
    unsafe emit(rest, until: rest.count, lasts, into: &tokens)
    return sum
  }

  /// Finds the best ways from the start of a text to every end, as far as tokens go that begin before `limit`;
  /// returns where the next ones would begin.
  @inline(__always)
  private func search<Score: BinaryFloatingPoint & BitwiseCopyable>(
    _ text: Text, until limit: Int, after sum: Score, _ ring: borrowing Storage<Score>,
    _ mask: Int, _ lasts: inout Storage<UInt32>
  ) -> Int {
    unsafe lasts.reserve(min(text.count, limit + longest + 4) + 1, keeping: 0)
    let unknownScore = Score(unknownScore)
    ring[0] = sum
    var start = 0
    while start < limit {
      let base = unsafe text.base + start
      let first = unsafe min(scalarLength(base[0]), text.count - start)
      let soFar = ring[start & mask]
      for offset in 0..<first { ring[(start &+ offset) & mask] = .nan }
      var hasSingle = false
      unsafe trie.forEachPrefix(base, count: text.count - start, first: first) {
        place, length, value in
        // SentencePiece adds in single precision: which of two equally good ways it takes depends on how
        // all before was rounded.
        let score = soFar + Score(value)
        let end = start &+ length
        if !(score <= ring[end & mask]) {
          ring[end & mask] = score
          lasts[end] = place
        }
        if length == first { hasSingle = true }
      }
      if !hasSingle {
        let score = soFar + unknownScore
        let end = start + first
        if !(score <= ring[end & mask]) {
          ring[end & mask] = score
          lasts[end] = Self.unknownLast(first)
        }
      }
      start += first
    }
    return start
  }

  /// The last place that the best ways to all ends from `next` on pass through, and behind which no unknown
  /// stretch goes on; 0 if there is none.
  private func settledEnd<Score: BinaryFloatingPoint & BitwiseCopyable>(
    beyond next: Int, _ ring: borrowing Storage<Score>, _ mask: Int,
    _ lasts: borrowing Storage<UInt32>
  ) -> Int {
    var ends: [Int] = []
    for end in next...next + longest where !ring[end & mask].isNaN { ends.append(end) }
    while let last = ends.last, ends.count > 1 {
      // The farthest goes back to where its last token begins, in order among the others.
      ends.removeLast()
      let start = last - length(of: lasts[last])
      var place = ends.count
      while place > 0, ends[place - 1] > start { place -= 1 }
      if place == 0 || ends[place - 1] != start { ends.insert(start, at: place) }
    }
    var settled = ends.first ?? 0
    while settled > 0, token(of: lasts[settled]) == unknown ?? .max {
      settled -= length(of: lasts[settled])
    }
    return settled
  }

  // MARK: Tokens

  /// The score of the best way to an end, which the ring has no longer: added up again as it was found, so
  /// that it is rounded in the same way.
  private func sum<Score: BinaryFloatingPoint & BitwiseCopyable>(
    until end: Int, after sum: Score, _ lasts: borrowing Storage<UInt32>
  ) -> Score {
    var path: [UInt32] = []
    var place = end
    while place > 0 {
      path.append(lasts[place])
      place -= length(of: lasts[place])
    }
    return path.reversed().reduce(sum) { sum, last in
      sum + Score(Self.isUnknown(last) ? unknownScore : trie.score(at: last))
    }
  }

  /// Appends the tokens of the best way to an end, with neighbouring unknown ones as one. The way back is
  /// turned round in its place.
  private func emit(
    _ text: Text, until end: Int, _ lasts: borrowing Storage<UInt32>, into tokens: inout TokenList
  ) {
    var place = end
    var next: UInt32 = 0
    while place > 0 {
      let last = lasts[place]
      lasts[place] = next
      next = last
      place -= length(of: last)
    }
    lasts[0] = next
    let origin = unsafe text.origin
    while place < end {
      let start = place
      let last = lasts[place]
      let id = token(of: last)
      place += length(of: last)
      guard id == unknown ?? .max else {
        tokens.append(id, origin + start, origin + place)
        continue
      }
      // SentencePiece gives the bytes of each character a place of their own.
      while !isSingle || byteTokens == nil, place < end, token(of: lasts[place]) == id {
        place += length(of: lasts[place])
      }
      unsafe emitUnknown(text.start, origin + start..<origin + place, into: &tokens)
    }
  }

  private func emitUnknown(
    _ text: UnsafePointer<UInt8>, _ range: Range<Int>, into tokens: inout TokenList
  ) {
    let bytes = unsafe UnsafeBufferPointer(start: text + range.lowerBound, count: range.count)
    if looksUpUnknown, let known = unsafe table.id(of: Array(bytes)) {
      return tokens.append(known, range.lowerBound, range.upperBound, isText: true)
    }
    if let byteTokens, unsafe bytes.allSatisfy({ byteTokens[Int($0)] != nil }) {
      for index in range {
        // SentencePiece gives the whole's place to its last byte, Hugging Face to each.
        let isPlaced = !isSingle || index == range.upperBound - 1
        tokens.append(
          byteTokens[unsafe Int(text[index])] ?? 0, range.lowerBound,
          isPlaced ? range.upperBound : range.lowerBound)
      }
    } else if let unknown {
      tokens.append(unknown, range.lowerBound, range.upperBound, isText: true)
    }
  }
}

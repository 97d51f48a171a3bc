internal import LontarText

extension CustomDictionary {
  /// Where a word of the dictionary stands in a text.
  struct Match: Equatable {
    var range: Range<Int>
    var weight: Int

    /// What it is worth: longer words are worth more, heavier ones too.
    var worth: Int { range.count * weight }
  }

  /// Calls a closure with the end and the weight of each word that begins at a place, the shortest
  /// first.
  func forEachWord(in text: Span<UInt8>, at start: Int, _ body: (Int, Int) -> Void) {
    let left = text.count - start
    var key: UInt64 = 0
    for length in 1...PrefixIndex.prefixLength {
      guard length <= left else { return }
      key = key << 8 | UInt64(text[start + length - 1])
      let isShort = length < PrefixIndex.prefixLength
      if isShort && index.shortLengths & 1 << UInt8(length) == 0 { continue }
      guard let words = index.words(key | UInt64(length) << 48) else { continue }
      if isShort {
        body(start + length, weight(words.lowerBound))
      } else {
        extend(words, in: text, at: start, body)
      }
    }
  }

  /// Narrows sorted words that begin alike, byte by byte.
  private func extend(
    _ words: Range<Int>, in text: Span<UInt8>, at start: Int, _ body: (Int, Int) -> Void
  ) {
    var (low, high) = (words.lowerBound, words.upperBound)
    var depth = PrefixIndex.prefixLength
    while low < high {
      if length(low) == depth {
        body(start + depth, weight(low))
        low += 1
        guard low < high else { return }
      }
      guard start + depth < text.count else { return }
      let byte = text[start + depth]
      if self.byte(low, depth) != byte { low = firstWord(low..<high, depth, from: byte) }
      guard low < high, self.byte(low, depth) == byte else { return }
      if self.byte(high - 1, depth) != byte {
        high = byte == 0xFF ? high : firstWord(low..<high, depth, from: byte + 1)
      }
      depth += 1
    }
  }

  private func length(_ word: Int) -> Int { Int(starts[word + 1] - starts[word]) }
  private func byte(_ word: Int, _ depth: Int) -> UInt8 { bytes[Int(starts[word]) + depth] }
  private func weight(_ word: Int) -> Int { weights.isEmpty ? 1 : Int(weights[word]) }

  /// The first of some words, all longer than a depth, whose byte there is not below another.
  private func firstWord(_ words: Range<Int>, _ depth: Int, from least: UInt8) -> Int {
    var (low, high) = (words.lowerBound, words.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if byte(middle, depth) < least { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Chooses the words of a dictionary that stand in a text, from its start to its end.
struct DictionaryMatcher {
  let dictionary: CustomDictionary
  /// The words that were chosen and lie ahead, in order.
  private var chosen: [CustomDictionary.Match] = []
  private var next = 0
  /// Up to where words were chosen.
  private var position = 0
  private var cluster: [CustomDictionary.Match] = []

  /// Words that overlap are weighed together up to this many bytes.
  private static let longestCluster = 1 << 14

  init(_ dictionary: CustomDictionary) { self.dictionary = dictionary }

  /// Goes back to the start, for another text.
  mutating func reset() {
    chosen.removeAll(keepingCapacity: true)
    next = 0
    position = 0
  }

  /// The first word that was chosen and begins at a place or behind it, but before a limit.
  mutating func first(
    in text: Span<UInt8>, from start: Int, before limit: Int
  ) -> CustomDictionary.Match? {
    while true {
      while next < chosen.count {
        let match = chosen[next]
        if match.range.lowerBound >= limit { return nil }
        if match.range.lowerBound >= start { return match }
        next += 1
      }
      guard position < limit else { return nil }
      chosen.removeAll(keepingCapacity: true)
      next = 0
      choose(in: text, before: limit)
    }
  }

  /// Goes on to the next group of words that overlap, and chooses among them.
  private mutating func choose(in text: Span<UInt8>, before limit: Int) {
    cluster.removeAll(keepingCapacity: true)
    let clusterStart = position
    var end = position
    // Where no group is at hand, look up to the limit; else as far as the group reaches.
    while position < (cluster.isEmpty ? limit : end) {
      if position - clusterStart > Self.longestCluster && !cluster.isEmpty { break }
      let byteCount = text.character(at: position).byteCount
      if canBegin(text, position) {
        let start = position
        var found: [CustomDictionary.Match] = []
        dictionary.forEachWord(in: text, at: start) { stop, weight in
          if canEnd(text, stop) { found.append(.init(range: start..<stop, weight: weight)) }
        }
        for match in found {
          cluster.append(match)
          end = max(end, match.range.upperBound)
        }
      }
      position += byteCount
    }
    guard !cluster.isEmpty else { return }
    select()
    if let last = chosen.last { position = max(position, last.range.upperBound) }
  }

  /// Chooses words without overlap that are worth most together; of equal choices that with fewer
  /// words, and then that whose first words are longer.
  private mutating func select() {
    // From behind: the best of what begins at a match or later.
    let count = cluster.count
    var worth = [Int](repeating: 0, count: count + 1)
    var words = [Int](repeating: 0, count: count + 1)
    var takes = [Bool](repeating: false, count: count)
    var follower = [Int](repeating: count, count: count)
    for index in stride(from: count - 1, through: 0, by: -1) {
      let match = cluster[index]
      // Matches are in the order of their starts.
      var (low, high) = (index + 1, count)
      while low < high {
        let middle = (low + high) / 2
        if cluster[middle].range.lowerBound < match.range.upperBound {
          low = middle + 1
        } else {
          high = middle
        }
      }
      follower[index] = low
      let with = (worth[low] + match.worth, words[low] + 1)
      let without = (worth[index + 1], words[index + 1])
      // A shorter word at the same place stands before a longer one.
      let isBetter =
        with.0 != without.0
        ? with.0 > without.0
        : with.1 != without.1
          ? with.1 < without.1
          : index + 1 == count
            || cluster[index + 1].range.lowerBound > match.range.lowerBound
      takes[index] = isBetter
      (worth[index], words[index]) = isBetter ? with : without
    }
    var index = 0
    while index < count {
      if takes[index] {
        chosen.append(cluster[index])
        index = follower[index]
      } else {
        index += 1
      }
    }
  }

  // MARK: - Where words may stand

  /// Whether a word may begin at a place: not inside a cluster, a syllable, or a word of letters.
  private func canBegin(_ text: Span<UInt8>, _ place: Int) -> Bool {
    let right = text.character(at: place)
    if right.kind == .glue || right.kind == .space { return false }
    return place == 0 || isGap(text, place, right)
  }

  private func canEnd(_ text: Span<UInt8>, _ place: Int) -> Bool {
    guard place < text.count else { return true }
    return isGap(text, place, text.character(at: place))
  }

  private func isGap(
    _ text: Span<UInt8>, _ place: Int,
    _ right: (kind: CharacterKind, byteCount: Int, scalar: UInt32)
  ) -> Bool {
    if right.kind == .glue { return false }
    var before = place - 1
    while before > 0 && place - before < 4 && text[before] & 0xC0 == 0x80 { before -= 1 }
    let left = text.character(at: before)
    if right.kind == .complex {
      let info = SymbolTable.info(right.scalar)
      if left.kind == .complex || left.kind == .glue {
        if info & SymbolInfo.glued != 0 || SymbolTable.gluesNext(left.scalar) { return false }
        return !isHangul(right.scalar)
      }
      return left.kind != .prefix
    }
    if left.kind == .prefix || left.scalar == 0x200D { return false }
    if left.scalar == 0x0D && right.scalar == 0x0A { return false }
    if right.kind == .emoji {
      let isFlag = right.scalar >= 0x1F1E6 && right.scalar <= 0x1F1FF
      return !(isFlag && left.scalar >= 0x1F1E6 && left.scalar <= 0x1F1FF)
    }
    let isWord = right.kind == .letter || right.kind == .digit || right.kind == .numeral
    guard isWord else { return true }
    switch left.kind {
    case .letter, .digit, .numeral: return false
    case .glue: return before == 0 || !endsWord(text, before)
    default: return true
    }
  }

  /// Whether marks that end before a place stand on a letter or number of a script with spaces.
  private func endsWord(_ text: Span<UInt8>, _ mark: Int) -> Bool {
    var place = mark
    for _ in 0..<8 {
      guard place > 0 else { return false }
      var before = place - 1
      while before > 0 && place - before < 4 && text[before] & 0xC0 == 0x80 { before -= 1 }
      switch text.character(at: before).kind {
      case .glue: place = before
      case .letter, .digit, .numeral: return true
      default: return false
      }
    }
    return true
  }

  private func isHangul(_ scalar: UInt32) -> Bool {
    0x1160...0x11FF ~= scalar || 0xD7B0...0xD7FF ~= scalar || 0xAC00...0xD7A3 ~= scalar
  }
}

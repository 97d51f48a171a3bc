/// The tokens of 2 to 15 bytes by their bytes: what most words of a language with spaces are.
///
/// One look at one line of the processor's cache where a walk down the trie takes as many as there are
/// bytes, most of them in no cache when a word comes for the first time. A line has room for three tokens,
/// and those that find theirs full are in one of the next.
struct ShortTokens: ~Copyable {
  struct Line: BitwiseCopyable {
    var keys: (WordKey, WordKey, WordKey)
    var ids: (TokenID, TokenID, TokenID)
    /// How many of the three are taken.
    var count: UInt32
  }

  private let lines: Storage<Line>
  private let mask: Int

  /// Lays out tokens, which are different.
  init(_ ids: [TokenID], of vocabulary: borrowing Vocabulary) {
    var count = 0
    for id in ids where 2...15 ~= vocabulary.byteCount(of: id) { count += 1 }
    var capacity = 16
    while 2 * capacity < count + count / 4 { capacity *= 2 }
    lines = Storage(zeros: capacity)
    mask = capacity - 1
    // A few at a time: keys first, while the processor fetches where they go.
    let waiting = Storage<(key: WordKey, id: TokenID)>(capacity: Self.blockCount)
    var waitingCount = 0
    unsafe vocabulary.withBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      for id in ids {
        let range = vocabulary.range(of: id)
        guard 2...15 ~= range.count else { continue }
        // Safe: the key reads no further than the bytes reach.
        let key = unsafe WordKey(
          base + range.lowerBound, length: range.count, readable: bytes.count - range.lowerBound)
        prefetch(key)
        waiting[waitingCount] = (key, id)
        waitingCount += 1
        if waitingCount == Self.blockCount {
          for index in 0..<waitingCount { insert(waiting[index].key, waiting[index].id) }
          waitingCount = 0
        }
      }
    }
    for index in 0..<waitingCount { insert(waiting[index].key, waiting[index].id) }
  }

  private static let blockCount = 32

  private func insert(_ key: WordKey, _ id: TokenID) {
    var index = place(of: key)
    while lines[index].count == 3 { index = (index &+ 1) & mask }
    switch lines[index].count {
    case 0: (lines[index].keys.0, lines[index].ids.0) = (key, id)
    case 1: (lines[index].keys.1, lines[index].ids.1) = (key, id)
    default: (lines[index].keys.2, lines[index].ids.2) = (key, id)
    }
    lines[index].count += 1
  }

  @inline(__always)
  private func place(of key: WordKey) -> Int { Int(truncatingIfNeeded: key.hash) & mask }

  /// A hint that a key is going to be looked for.
  @inline(__always)
  func prefetch(_ key: WordKey) { lines.prefetch(place(of: key)) }

  /// Forgets a token, if it is here; look-ups of others still pass its place.
  func remove(_ id: TokenID, of vocabulary: borrowing Vocabulary) {
    let range = vocabulary.range(of: id)
    guard 2...15 ~= range.count else { return }
    let key = unsafe vocabulary.withBytes { bytes in
      // Safe: the token is not empty, and the key reads no further than the bytes reach.
      unsafe WordKey(
        bytes.baseAddress.unsafelyUnwrapped + range.lowerBound, length: range.count,
        readable: bytes.count - range.lowerBound)
    }
    // What no token's key is.
    let none = WordKey(low: 0, high: 0)
    var index = place(of: key)
    while true {
      if lines[index].keys.0 == key {
        lines[index].keys.0 = none
        return
      }
      if lines[index].keys.1 == key {
        lines[index].keys.1 = none
        return
      }
      if lines[index].keys.2 == key {
        lines[index].keys.2 = none
        return
      }
      guard lines[index].count == 3 else { return }
      index = (index &+ 1) & mask
    }
  }

  /// The token of these bytes, which are not none; `.max` if there is none.
  @inline(__always)
  subscript(key: WordKey) -> TokenID {
    var index = place(of: key)
    while true {
      let line = lines[index]
      if line.keys.0 == key { return line.ids.0 }
      if line.keys.1 == key { return line.ids.1 }
      if line.keys.2 == key { return line.ids.2 }
      if line.count < 3 { return .max }
      index = (index &+ 1) & mask
    }
  }
}

// MARK: Compiled

extension ShortTokens {
  func append(to writer: inout CompiledWriter) { writer.append(lines, count: mask + 1) }

  /// Reads what was written; nil if a look-up would not end, or find no token of `tokenCount`.
  static func read(_ reader: inout CompiledReader, tokenCount: Int) -> ShortTokens? {
    guard let lines = reader.next(of: Line.self) else { return nil }
    let count = reader.count
    guard count > 0, count & (count - 1) == 0 else { return nil }
    var hasRoom = false
    for index in 0..<count {
      let line = lines[index]
      guard max(line.ids.0, line.ids.1, line.ids.2) < tokenCount else { return nil }
      hasRoom = hasRoom || line.count < 3
    }
    guard hasRoom else { return nil }
    return ShortTokens(lines: lines, mask: count - 1)
  }

  private init(lines: consuming Storage<Line>, mask: Int) {
    self.lines = lines
    self.mask = mask
  }
}

/// The longest token at the start of a word, then the longest continuing one, and so on.
final class WordPieceModel: Sendable {
  let unknown: TokenID
  let longestWord: Int
  private let first: TokenTrie
  private let continuing: TokenTrie
  /// Whether the rest of a word is looked for in `first` too, because nothing marks it.
  private let isUnmarked: Bool
  private let lengths: [Int32]

  /// Whether a prefix marks what continues a word.
  func continues(with prefix: [UInt8]) -> Bool { !isUnmarked && prefixLength == prefix.count }

  /// - Parameter longestWord: Words of more characters are unknown.
  init(
    _ names: [(bytes: ArraySlice<UInt8>, id: TokenID)], unknown: TokenID, prefix: [UInt8],
    longestWord: Int
  ) {
    self.unknown = unknown
    self.longestWord = longestWord
    isUnmarked = prefix.isEmpty
    first = TokenTrie(names.filter { !$0.bytes.isEmpty })
    continuing = TokenTrie(
      prefix.isEmpty
        ? []
        : names.compactMap { name in
          guard name.bytes.starts(with: prefix), name.bytes.count > prefix.count else { return nil }
          return (bytes: name.bytes.dropFirst(prefix.count), id: name.id)
        })
    var lengths = [Int32](repeating: 0, count: Int(names.map(\.id).max() ?? 0) + 1)
    for name in names { lengths[Int(name.id)] = Int32(name.bytes.count) }
    self.lengths = lengths
    prefixLength = prefix.count
  }

  private let prefixLength: Int

  func encode(_ bytes: [UInt8], _ range: Range<Int>, into tokens: inout TokenList) {
    // Characters are counted only where there may be too many.
    if range.count > longestWord {
      var characters = 0
      for index in range where bytes[index] & 0xC0 != 0x80 { characters += 1 }
      guard characters <= longestWord else {
        return tokens.append(unknown, range.lowerBound, range.upperBound)
      }
    }
    let before = tokens.ids.count
    var position = range.lowerBound
    // Safe: the buffer is used only inside the closure, and only within the range.
    let isKnown = unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      while position < range.upperBound {
        let isFirst = position == range.lowerBound
        let left = range.upperBound - position
        let id =
          isFirst || isUnmarked
          ? unsafe first.longestMatch(base + position, count: left)
          : unsafe continuing.longestMatch(base + position, count: left)
        guard id != .max else { return false }
        let length = Int(lengths[Int(id)]) - (isFirst ? 0 : prefixLength)
        tokens.append(id, position, position + length)
        position += length
      }
      return true
    }
    guard !isKnown else { return }
    tokens.removeLast(tokens.ids.count - before)
    tokens.append(unknown, range.lowerBound, range.upperBound)
  }
}

extension TokenList {
  /// Takes back what was appended last.
  mutating func removeLast(_ count: Int) {
    ids.removeLast(count)
    guard keepsPlaces else { return }
    starts.removeLast(count)
    ends.removeLast(count)
    isText.removeLast(count)
    words.removeLast(count)
  }
}

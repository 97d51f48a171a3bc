/// How SentencePiece normalises a text: by its character map, with its rules for spaces.
///
/// Written after the behaviour of SentencePiece 0.2 (Kudo and Richardson 2018).
struct SentencePieceNormalizer: Sendable {
  var map: CharacterMap?
  var addsDummyPrefix: Bool
  var removesExtraSpaces: Bool
  var escapesSpaces: Bool
  var treatsSpaceAsSuffix: Bool
  /// User-defined pieces, which stay as they are; the longest counts.
  var kept: ByteStringSet?

  private static let mark: [UInt8] = [0xE2, 0x96, 0x81]

  /// Normalises a text in place. Each byte comes from what was at the reading place.
  func normalize(_ text: inout AlignedText, _ result: inout AlignedText) {
    result.removeAll()
    let bytes = text.bytes
    guard !bytes.isEmpty else { return }
    var position = 0
    if removesExtraSpaces {
      while position < bytes.count {
        let (length, new) = replacement(at: position, in: bytes)
        guard new.elementsEqual([0x20]) else { break }
        position += length
      }
    }
    guard position < bytes.count else {
      text.removeAll()
      return
    }
    let space: [UInt8] = escapesSpaces ? Self.mark : [0x20]
    func put(_ new: some Collection<UInt8>, _ origin: AlignedText.Origin) {
      result.bytes += new
      if result.keepsOrigins { for _ in new { result.origins.append(origin) } }
    }
    func origin(_ start: Int, _ end: Int) -> AlignedText.Origin {
      guard text.keepsOrigins else { return AlignedText.Origin(start: 0, end: 0) }
      let last = text.origins[max(start, end - 1)]
      let first = start < text.origins.count ? text.origins[start].start : last.end
      return AlignedText.Origin(start: first, end: end > start ? last.end : first)
    }
    if !treatsSpaceAsSuffix, addsDummyPrefix { put(space, origin(position, position)) }
    var wasSpace = removesExtraSpaces
    while position < bytes.count {
      let (length, whole) = replacement(at: position, in: bytes)
      var new = whole
      if wasSpace { new = new.drop { $0 == 0x20 } }
      if !new.isEmpty {
        let place = origin(position, position + length)
        for byte in new {
          if byte == 0x20, escapesSpaces { put(Self.mark, place) } else { put([byte], place) }
        }
        wasSpace = removesExtraSpaces && new.last == 0x20
      }
      position += length
    }
    var end = text.origins.last?.end ?? 0
    if removesExtraSpaces {
      while result.bytes.count >= space.count, result.bytes.suffix(space.count).elementsEqual(space)
      {
        result.bytes.removeLast(space.count)
        if result.keepsOrigins {
          end = result.origins[result.origins.count - space.count].start
          result.origins.removeLast(space.count)
        }
      }
    }
    if treatsSpaceAsSuffix, addsDummyPrefix { put(space, AlignedText.Origin(start: end, end: end)) }
    // A byte's part of the original goes on to where the next one's begins.
    for index in result.origins.indices.reversed() {
      result.origins[index].end = max(end, result.origins[index].start)
      end = result.origins[index].start
    }
    swap(&text, &result)
  }

  /// What the text at a place becomes, and how many bytes of it that takes.
  private func replacement(
    at position: Int, in bytes: [UInt8]
  ) -> (length: Int, text: ArraySlice<UInt8>) {
    if let length = kept?.longestMatch(bytes, position..<bytes.count) {
      return (length, bytes[position..<position + length])
    }
    if let found = map?.longest(of: bytes, position..<bytes.count) {
      return (found.length, found.text)
    }
    if let length = wellFormedLength(bytes, position) {
      return (length, bytes[position..<position + length])
    }
    return (1, [0xEF, 0xBF, 0xBD])
  }

  private func wellFormedLength(_ bytes: [UInt8], _ position: Int) -> Int? {
    let lead = bytes[position]
    guard lead & 0xC0 != 0x80 else { return nil }
    let end = position + scalarLength(lead)
    return end <= bytes.count ? end - position : nil
  }
}

/// Byte strings, to find the longest at a place.
final class ByteStringSet: Sendable {
  private let trie: TokenTrie
  private let lengths: [Int]

  /// Nil for no strings.
  init?(_ strings: [[UInt8]]) {
    let different = Array(Set(strings.filter { !$0.isEmpty }))
    guard !different.isEmpty else { return nil }
    trie = TokenTrie(different.enumerated().map { (bytes: $1[...], id: TokenID($0)) })
    lengths = different.map(\.count)
  }

  func longestMatch(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
    // Safe: the buffer is used only inside the closure, and only within the range.
    let id = unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return TokenID.max }
      return unsafe trie.longestMatch(base + range.lowerBound, count: range.count)
    }
    return id == .max ? nil : lengths[Int(id)]
  }
}

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

  /// What stays as it is whatever follows.
  private let plain: PlainCharacters

  init(
    map: CharacterMap?, addsDummyPrefix: Bool, removesExtraSpaces: Bool, escapesSpaces: Bool,
    treatsSpaceAsSuffix: Bool, kept: ByteStringSet?
  ) {
    self.map = map
    self.addsDummyPrefix = addsDummyPrefix
    self.removesExtraSpaces = removesExtraSpaces
    self.escapesSpaces = escapesSpaces
    self.treatsSpaceAsSuffix = treatsSpaceAsSuffix
    self.kept = kept
    plain = PlainCharacters(map, kept)
  }

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
      if !text.keepsOrigins {
        let end = plain.end(of: bytes, from: position)
        if end > position {
          result.bytes += bytes[position..<end]
          position = end
          wasSpace = false
          continue
        }
        if bytes[position] == 0x20, plain.keepsBlanks {
          if !wasSpace {
            result.bytes += space
            wasSpace = removesExtraSpaces
          }
          position += 1
          continue
        }
      }
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

/// The characters that a character map leaves as they are, and with which none of its longer entries and
/// no kept text begins.
final class PlainCharacters: Sendable {
  /// A bit for each character of the first plane.
  private let bits: [UInt64]
  /// The same for a character of ASCII before another.
  private let ascii: [Bool]
  /// Whether nothing that the map or the kept texts have begins with a blank.
  let keepsBlanks: Bool

  init(_ map: CharacterMap?, _ kept: ByteStringSet?) {
    var bits = [UInt64](repeating: .max, count: 0x10000 / 64)
    var ascii = [Bool](repeating: true, count: 128)
    func clear(_ scalar: UInt32) {
      guard scalar < 0x10000 else { return }
      bits[Int(scalar >> 6)] &= ~(1 << UInt64(scalar & 63))
    }
    // Blanks are the normaliser's matter.
    clear(0x20)
    ascii[0x20] = false
    if let map {
      for byte in UInt8(1)..<0x80 {
        guard let (node, isEntry) = map.step(map.root, byte) else { continue }
        clear(UInt32(byte))
        if isEntry || (UInt8(1)..<0x80).contains(where: { map.step(node, $0) != nil }) {
          ascii[Int(byte)] = false
        }
      }
      for lead in UInt8(0xC2)..<0xF0 {
        guard let (first, _) = map.step(map.root, lead) else { continue }
        for second in UInt8(0x80)..<0xC0 {
          guard let (node, _) = map.step(first, second) else { continue }
          let high = UInt32(lead & (lead < 0xE0 ? 0x1F : 0x0F)) << 6 | UInt32(second & 0x3F)
          guard lead >= 0xE0 else {
            clear(high)
            continue
          }
          for third in UInt8(0x80)..<0xC0 where map.step(node, third) != nil {
            clear(high << 6 | UInt32(third & 0x3F))
          }
        }
      }
    }
    for text in kept?.strings ?? [] {
      clear(scalar(in: text, at: 0).scalar)
      if text[0] < 0x80 { ascii[Int(text[0])] = false }
    }
    self.bits = bits
    self.ascii = ascii
    keepsBlanks =
      map.map { $0.step($0.root, 0x20) == nil } ?? true
      && !(kept?.strings.contains { $0.first == 0x20 } ?? false)
  }

  /// Where such characters, of well-formed text, end that begin at `start`.
  @inline(__always)
  func end(of bytes: [UInt8], from start: Int) -> Int {
    var position = start
    while position < bytes.count {
      let lead = bytes[position]
      if lead < 0x80 {
        let isBeforeASCII = position + 1 < bytes.count && bytes[position + 1] < 0x80
        guard isBeforeASCII && ascii[Int(lead)] || isPlain(UInt32(lead)) else { break }
        position += 1
      } else {
        let length = scalarLength(lead)
        guard lead >= 0xC0, length < 4, position + length <= bytes.count else { break }
        let (value, end) = scalar(in: bytes, at: position)
        guard isPlain(value) else { break }
        position = end
      }
    }
    return position
  }

  @inline(__always)
  private func isPlain(_ scalar: UInt32) -> Bool {
    bits[Int(scalar >> 6)] & 1 << UInt64(scalar & 63) != 0
  }
}

/// Byte strings, to find the longest at a place.
final class ByteStringSet: Sendable {
  private let trie: TokenTrie
  private let lengths: [Int]
  let strings: [[UInt8]]

  /// Nil for no strings.
  init?(_ strings: [[UInt8]]) {
    let different = Array(Set(strings.filter { !$0.isEmpty }))
    guard !different.isEmpty else { return nil }
    trie = TokenTrie(different.enumerated().map { (bytes: $1[...], id: TokenID($0)) })
    lengths = different.map(\.count)
    self.strings = different
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

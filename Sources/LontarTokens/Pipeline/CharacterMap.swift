/// The compiled character map of SentencePiece: texts of a few characters, and what replaces them.
///
/// A double array trie (Yata's Darts-clone) whose values are places among zero-terminated texts.
/// Whatever a file says, no step leaves the arrays.
struct CharacterMap: Sendable {
  private let units: [UInt32]
  private let texts: [UInt8]

  /// Reads a map; nil if it is none.
  init?(_ blob: some RandomAccessCollection<UInt8>) {
    let bytes = Array(blob)
    guard bytes.count >= 4 else { return nil }
    func word(_ offset: Int) -> UInt32 {
      UInt32(bytes[offset]) | UInt32(bytes[offset + 1]) << 8 | UInt32(bytes[offset + 2]) << 16
        | UInt32(bytes[offset + 3]) << 24
    }
    let size = Int(word(0))
    guard size <= bytes.count - 4, size % 4 == 0 else { return nil }
    units = stride(from: 4, to: 4 + size, by: 4).map(word)
    texts = Array(bytes[(4 + size)...])
    guard (try? UTF8Span(validating: texts.span)) != nil else { return nil }
  }

  /// The whole map, as files hold it.
  var blob: [UInt8] {
    var bytes: [UInt8] = []
    func put(_ word: UInt32) {
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    put(UInt32(units.count * 4))
    units.forEach(put)
    return bytes + texts
  }

  /// Calls `body` with the length of each entry that the bytes of `range` start with, shortest first,
  /// and the place of its text; it returns whether to go on.
  @inline(__always)
  func forEachPrefix(
    of bytes: [UInt8], _ range: Range<Int>, _ body: (_ length: Int, _ place: Int) -> Bool
  ) {
    guard !units.isEmpty else { return }
    var position = Self.offset(units[0])
    for index in range {
      let byte = bytes[index]
      guard byte != 0 else { return }
      position ^= UInt32(byte)
      guard Int(position) < units.count else { return }
      let unit = units[Int(position)]
      guard unit & (1 << 31 | 0xFF) == UInt32(byte) else { return }
      position ^= Self.offset(unit)
      if unit >> 8 & 1 != 0 {
        guard Int(position) < units.count else { return }
        let place = Int(units[Int(position)] & 0x7FFF_FFFF)
        guard body(index + 1 - range.lowerBound, place) else { return }
      }
    }
  }

  /// Where entries begin.
  var root: UInt32 { units.isEmpty ? 0 : Self.offset(units[0]) }

  /// Where entries go on that have this byte next, and whether one ends with it; nil if none have it.
  func step(_ node: UInt32, _ byte: UInt8) -> (node: UInt32, isEntry: Bool)? {
    let place = node ^ UInt32(byte)
    guard byte != 0, Int(place) < units.count else { return nil }
    let unit = units[Int(place)]
    guard unit & (1 << 31 | 0xFF) == UInt32(byte) else { return nil }
    return (place ^ Self.offset(unit), unit >> 8 & 1 != 0)
  }

  private static func offset(_ unit: UInt32) -> UInt32 {
    (unit >> 10) << ((unit & (1 << 9)) >> 6)
  }

  /// The text at a place.
  func text(at place: Int) -> ArraySlice<UInt8> {
    // A place inside a character is a fault of the file; nothing is the safe thing to read there.
    guard place < texts.count, texts[place] & 0xC0 != 0x80 else { return [] }
    var end = place
    while end < texts.count, texts[end] != 0 { end += 1 }
    return texts[place..<end]
  }

  /// What replaces these bytes by their shortest entry; nil if there is none: what Hugging Face
  /// tokenizers does.
  func shortest(of bytes: [UInt8], _ range: Range<Int>) -> ArraySlice<UInt8>? {
    var found: ArraySlice<UInt8>?
    forEachPrefix(of: bytes, range) { _, place in
      found = text(at: place)
      return false
    }
    return found
  }

  /// The longest entry at the start, and what replaces it: what SentencePiece does.
  func longest(of bytes: [UInt8], _ range: Range<Int>) -> (length: Int, text: ArraySlice<UInt8>)? {
    var found: (length: Int, place: Int)?
    forEachPrefix(of: bytes, range) { length, place in
      found = (length, place)
      return true
    }
    return found.map { ($0.length, text(at: $0.place)) }
  }
}

/// Reads one scalar after another from bytes; an ill-formed byte is U+FFFD.
///
/// For measuring and training, where clearness counts more than speed.
struct ScalarReader {
  private(set) var offset = 0

  /// The next scalar, or nil at the end.
  mutating func next(in bytes: Span<UInt8>) -> UInt32? {
    guard offset < bytes.count else { return nil }
    let lead = bytes[offset]
    let count =
      switch lead {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    guard count > 1 else {
      offset += 1
      return lead < 0x80 ? UInt32(lead) : 0xFFFD
    }
    var scalar = UInt32(lead) & (0x7F >> UInt32(count))
    var index = offset + 1
    while index < bytes.count && index < offset + count && bytes[index] & 0xC0 == 0x80 {
      scalar = scalar << 6 | UInt32(bytes[index] & 0x3F)
      index += 1
    }
    let isWhole = index == offset + count
    offset = index
    return isWhole ? scalar : 0xFFFD
  }
}

/// Whether a scalar is white space, by Unicode's property and with the four separators of ASCII.
func isWhiteSpace(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
    0x205F, 0x3000:
    true
  default: false
  }
}

/// Whether a scalar is not seen at all: the zero-width space, the byte order mark, the word joiner.
func isInvisible(_ scalar: UInt32) -> Bool {
  scalar == 0x200B || scalar == 0xFEFF || scalar == 0x2060
}

internal import CLontar

/// What a character is to the cutter of tokens.
enum CharacterKind: UInt8 {
  /// A letter of a script that puts spaces between words: Latin, Greek, Cyrillic and their like, Tamil.
  case letter
  /// A decimal digit, of whatever script.
  case digit
  /// A number that is no digit: ½, ², Ⅳ.
  case numeral
  /// A mark or an invisible character that goes with what stands before it.
  case glue
  /// A letter of a script whose words ICU finds.
  case complex
  /// Horizontal white space.
  case space
  /// What ends a line.
  case newline
  /// A pictograph, or a letter of a flag.
  case emoji
  /// Punctuation and other symbols.
  case symbol
  /// What goes with whatever follows it into one grapheme cluster.
  case prefix
  /// Controls, and bytes that are not UTF-8.
  case other
}

extension CharacterKind {
  /// The kind of an ASCII character.
  @inline(__always)
  init(ascii byte: UInt8) {
    switch byte {
    case 0x30...0x39: self = .digit
    case 0x41...0x5A, 0x61...0x7A: self = .letter
    case 0x20, 0x09: self = .space
    case 0x0A...0x0D, 0x1C...0x1F: self = .newline
    case 0x21...0x7E: self = .symbol
    default: self = .other
    }
  }

  /// The kind of a character beyond ASCII.
  init(scalar: UInt32) {
    switch scalar {
    // Formats that ICU's words look through, and the two vowels that are letters to the tables, but
    // go into the cluster before them.
    case 0xAD, 0x61C, 0x180E, 0x200C...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFF9E, 0xFF9F, 0x1F3FB...0x1F3FF, 0xE0000...0xE0FFF, 0x0E33, 0x0EB3:
      self = .glue
    // The letters of Tamil, whose words are parted by spaces.
    case 0xB83...0xBB9, 0xBD0: self = .letter
    case 0x85, 0x2028, 0x2029: self = .newline
    // What stands for bytes that are not UTF-8 is as they are.
    case 0xFFFD: self = .other
    case 0x231A, 0x231B, 0x2328, 0x23CF, 0x23E9...0x23FA, 0x25AA, 0x25AB, 0x25B6, 0x25C0,
      0x25FB...0x25FE, 0x2600...0x27BF, 0x2934, 0x2935, 0x2B05...0x2B07, 0x2B1B, 0x2B1C, 0x2B50,
      0x2B55, 0x1F000...0x1FFFD:
      self = .emoji
    case 0x600...0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0xD4E, 0x110BD, 0x110CD, 0x111C2,
      0x111C3, 0x1193F, 0x11941, 0x11A3A, 0x11A84...0x11A89, 0x11D46, 0x11F02:
      self = .prefix
    default: self.init(classOf: scalar)
    }
  }

  private init(classOf scalar: UInt32) {
    guard scalar < 0x110000 else {
      self = .other
      return
    }
    // The index has an entry for each 64 scalars up to U+10FFFF, and points into the blocks.
    let start = unsafe Int(lontar_class_index_start()[Int(scalar >> 6)])
    let classes = unsafe UInt32(lontar_class_blocks_start()[start + Int(scalar & 63)])
    if classes & (LONTAR_CLASS_UPPER.rawValue | LONTAR_CLASS_LOWER.rawValue) != 0 {
      self = .letter
    } else if classes & LONTAR_CLASS_UNCASED.rawValue != 0 {
      // ª, º, ʼ and the other modifiers of Latin.
      self = scalar < 0x300 ? .letter : .complex
    } else if classes & LONTAR_CLASS_MARK.rawValue != 0 {
      self = .glue
    } else if classes & LONTAR_CLASS_NUMBER.rawValue != 0 {
      self = Self.digit(scalar) == nil ? .numeral : .digit
    } else if classes & LONTAR_CLASS_SPACE.rawValue != 0 {
      self = .space
    } else {
      self = classes & LONTAR_CLASS_SYMBOL.rawValue != 0 ? .symbol : .other
    }
  }

  /// The value of a digit of a script of the region or of a form that is met in its texts.
  static func digit(_ scalar: UInt32) -> UInt8? {
    for zero: UInt32 in [
      0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xBE6, 0xE50, 0xED0, 0x1040, 0x1090, 0x17E0, 0x19D0, 0x1A80,
      0x1A90, 0x1B50, 0x1BB0, 0xA9D0, 0xA9F0, 0xAA50, 0xFF10,
    ] where scalar >= zero && scalar < zero + 10 {
      return UInt8(scalar - zero)
    }
    return nil
  }
}

extension Span where Element == UInt8 {
  /// The character at an offset. Bytes that are not UTF-8 are one character for each maximal subpart.
  @inline(__always)
  func character(at offset: Int) -> (kind: CharacterKind, byteCount: Int, scalar: UInt32) {
    let lead = self[offset]
    if lead < 0x80 { return (CharacterKind(ascii: lead), 1, UInt32(lead)) }
    return wideCharacter(at: offset)
  }

  func wideCharacter(at offset: Int) -> (kind: CharacterKind, byteCount: Int, scalar: UInt32) {
    let (scalar, byteCount) = scalar(at: offset)
    guard let scalar else { return (.other, byteCount, 0xFFFD) }
    return (CharacterKind(scalar: scalar), byteCount, scalar)
  }

  /// The scalar at an offset and its length, or the length of a maximal subpart that is none.
  func scalar(at offset: Int) -> (scalar: UInt32?, byteCount: Int) {
    let lead = self[offset]
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0..<0x80: return (UInt32(lead), 1)
    case 0xC2...0xDF: length = 2
    case 0xE0:
      length = 3
      low = 0xA0
    case 0xED:
      length = 3
      high = 0x9F
    case 0xE1...0xEF: length = 3
    case 0xF0:
      length = 4
      low = 0x90
    case 0xF4:
      length = 4
      high = 0x8F
    case 0xF1...0xF3: length = 4
    default: return (nil, 1)
    }
    var scalar = UInt32(lead) & (0x7F >> UInt32(length))
    for step in 1..<length {
      guard offset + step < count else { return (nil, step) }
      let byte = self[offset + step]
      guard byte >= low && byte <= high else { return (nil, step) }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
      low = 0x80
      high = 0xBF
    }
    return (scalar, length)
  }
}

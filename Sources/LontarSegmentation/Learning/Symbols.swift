// What a boundary model sees of a character: itself or something that stands for its kind, a class,
// and whether a word may begin at it.

/// The kinds of characters that a model tells apart.
enum SymbolClass: UInt8 {
  case space = 0
  case digit
  case latin
  case otherLetter
  case punctuation
  case other
  case consonant
  /// A vowel written before its consonant, or one that stands alone.
  case leadingVowel
  /// A vowel written behind its consonant, with a place of its own.
  case followingVowel
  case vowelMark
  case toneMark
  /// A mark that takes the vowel from a consonant or stacks the next one below it.
  case killer
  case repetition
  case scriptSign
}

/// A byte for each symbol: its class in the low four bits, and what follows from its place.
enum SymbolInfo {
  static let classMask: UInt8 = 0x0F
  /// White space, or the zero-width space: always a boundary on both sides.
  static let space: UInt8 = 0x10
  /// Of a script that is written without spaces: a boundary may be where ICU sees none.
  static let script: UInt8 = 0x20
  /// No boundary may stand before it.
  static let glued: UInt8 = 0x40
  /// ICU has a boundary before it.
  static let icu: UInt8 = 0x80
  /// In the table only, before ICU is asked: what to do beside it is left to ICU.
  static let rare: UInt8 = 0x80
}

/// What stands for a scalar, before its neighbours are looked at.
struct SymbolTable {
  /// For the scalars below 0x1800: the class, and the bits `space`, `script`, `rare`, and `glued` for
  /// what never begins a word.
  private static let low: [UInt8] = (0..<0x1800).map { classify(UInt32($0)) }

  /// The class and the bits of a scalar.
  @inline(__always)
  static func info(_ scalar: UInt32) -> UInt8 {
    scalar < 0x1800 ? low[Int(scalar)] : classify(scalar)
  }

  /// What stands for a scalar: digits, foreign letters and pictures each have one symbol for all.
  @inline(__always)
  static func symbol(_ scalar: UInt32, info: UInt8) -> UInt32 {
    if info & SymbolInfo.script != 0 { return scalar }
    switch info & SymbolInfo.classMask {
    case SymbolClass.space.rawValue: return 0x20
    case SymbolClass.digit.rawValue: return 0x30
    case SymbolClass.latin.rawValue: return 0x61
    case SymbolClass.otherLetter.rawValue: return 0x3B1
    case SymbolClass.other.rawValue: return 0x1F600
    default: return scalar
    }
  }

  /// Whether no word begins behind a scalar: a vowel written before its consonant, a sign that stacks
  /// the next consonant below.
  @inline(__always)
  static func gluesNext(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E40...0x0E44, 0x0EC0...0x0EC4, 0x17D2, 0x1039: true
    default: false
    }
  }

  private static func classify(_ scalar: UInt32) -> UInt8 {
    let found = scriptClass(scalar)
    if let found {
      let isGlued =
        switch found {
        case .followingVowel, .vowelMark, .toneMark, .killer: true
        default: false
        }
      return found.rawValue | SymbolInfo.script | (isGlued ? SymbolInfo.glued : 0)
    }
    if isWhiteSpace(scalar) || scalar == 0x200B {
      // Text from web pages is full of no-break spaces.
      let isCommon = scalar == 0x20 || scalar == 0x09 || scalar == 0xA0
      return SymbolInfo.space | (isCommon ? 0 : SymbolInfo.rare)
    }
    return otherClass(scalar).rawValue | (isCommon(scalar) ? 0 : SymbolInfo.rare)
  }

  /// Whether a scalar of no script without spaces is so common that we know without ICU what to do.
  private static func isCommon(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x21...0x7E, 0x0E3F, 0x0E4F...0x0E5B, 0x0ED0...0x0ED9, 0x17D4...0x17D6, 0x17D8...0x17DB,
      0x17E0...0x17E9, 0x1040...0x104B, 0x2013, 0x2014, 0x201C, 0x201D, 0x2026:
      true
    default: false
    }
  }

  private static func otherClass(_ scalar: UInt32) -> SymbolClass {
    switch scalar {
    case 0x30...0x39, 0x0E50...0x0E59, 0x0ED0...0x0ED9, 0x17E0...0x17E9, 0x1040...0x1049: .digit
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: .latin
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, 0x2010...0x2027, 0x2030...0x205E,
      0x3001...0x3003, 0x3008...0x301B, 0xAB, 0xBB, 0x0E3F, 0x0E4F, 0x0E5A, 0x0E5B, 0x17DB,
      0x104A, 0x104B, 0x17D4...0x17D6, 0x17D8...0x17DA:
      .punctuation
    default: isLetter(scalar) ? .otherLetter : .other
    }
  }

  /// The class of a letter or mark of the Thai, Lao, Khmer and Burmese scripts.
  private static func scriptClass(_ scalar: UInt32) -> SymbolClass? {
    switch scalar {
    // Thai
    case 0x0E01...0x0E2E: .consonant
    case 0x0E2F, 0x0E46: .repetition
    case 0x0E30, 0x0E32, 0x0E33, 0x0E45: .followingVowel
    case 0x0E31, 0x0E34...0x0E3A, 0x0E47: .vowelMark
    case 0x0E40...0x0E44: .leadingVowel
    case 0x0E48...0x0E4B: .toneMark
    case 0x0E4C...0x0E4E: .killer
    // Lao
    case 0x0E81...0x0EAE, 0x0EDC...0x0EDF: .consonant
    case 0x0EAF, 0x0EC6: .repetition
    case 0x0EB0, 0x0EB2, 0x0EB3: .followingVowel
    case 0x0EB1, 0x0EB4...0x0EBB: .vowelMark
    case 0x0EBC: .killer
    case 0x0EBD: .consonant
    case 0x0EC0...0x0EC4: .leadingVowel
    case 0x0EC8...0x0ECB: .toneMark
    case 0x0ECC...0x0ECE: .killer
    // Khmer
    case 0x1780...0x17A2: .consonant
    case 0x17A3...0x17B3: .leadingVowel
    case 0x17B4...0x17C5: .vowelMark
    case 0x17C6...0x17D1, 0x17DD: .toneMark
    case 0x17D2: .killer
    case 0x17D3: .toneMark
    case 0x17D7: .repetition
    case 0x17DC: .scriptSign
    // Burmese, with the letters of its neighbours
    case 0x1000...0x1021, 0x103F, 0x1050, 0x1051, 0x105A...0x105D, 0x1061, 0x1065, 0x1066,
      0x106E...0x1070, 0x1075...0x1081, 0x108E:
      .consonant
    case 0x1022...0x102A, 0x1052...0x1055: .leadingVowel
    case 0x102B...0x1035, 0x1056...0x1059, 0x105E...0x1060, 0x1062...0x1064, 0x1067...0x106D,
      0x1071...0x1074, 0x1082...0x1086, 0x109C, 0x109D, 0x103B...0x103E:
      .vowelMark
    case 0x1036...0x1038, 0x1087...0x108D, 0x108F, 0x109A, 0x109B: .toneMark
    case 0x1039, 0x103A: .killer
    case 0x104C...0x104F: .scriptSign
    default: nil
    }
  }
}

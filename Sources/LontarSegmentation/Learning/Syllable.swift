internal import LontarText

/// A syllable of a language that puts spaces between syllables, as a boundary model sees it.
struct Syllable {
  /// The shape of a syllable, in the place of a symbol's class.
  enum Shape: UInt8 {
    case digits = 1
    case lower
    case capital
    case punctuation
    case other
    case upper
    case mixed
  }

  /// Stands for the letters, small and capital ones alike.
  private(set) var hash: UInt32 = 0
  private(set) var shape = Shape.other
  /// Whether it is nothing but white space.
  private(set) var isSpace = true
  private(set) var isIllFormed = false

  /// Reads a syllable. Letters in parts (NFD) count as whole ones.
  init(_ bytes: Span<UInt8>) {
    // The marks of Vietnamese lie from U+0300 to U+033F.
    var hasMark = false
    for index in bytes.indices where bytes[index] == 0xCC { hasMark = true }
    if hasMark, let composed = Self.composed(bytes) {
      self.init(composed: composed.span)
    } else {
      self.init(composed: bytes)
    }
  }

  private static let normalizer = Normalizer(form: .nfc)

  private static func composed(_ bytes: Span<UInt8>) -> [UInt8]? {
    var composed: [UInt8] = []
    do {
      try normalizer.normalize(bytes, appendingTo: &composed)
      return composed
    } catch {
      return nil  // not UTF-8
    }
  }

  private init(composed bytes: Span<UInt8>) {
    var reader = ScalarReader()
    var mixed = WordTable.emptyPrefix
    var letters = 0
    var capitals = 0
    var isFirstCapital = false
    var digits = 0
    var signs = 0
    var count = 0
    while let scalar = reader.next(in: bytes) {
      if scalar == 0xFFFD { isIllFormed = true }
      if !isWhiteSpace(scalar) && !isInvisible(scalar) { isSpace = false }
      let lower = Self.lowercase(scalar)
      if lower != scalar {
        capitals += 1
        if count == 0 { isFirstCapital = true }
      }
      if lower >= 0x30 && lower <= 0x39 {
        digits += 1
        mixed = WordTable.extend(mixed, by: 0x30)
      } else {
        mixed = WordTable.extend(mixed, by: lower)
        if lower >= 0x61 && lower <= 0x7A || lower >= 0xC0 {
          letters += 1
        } else {
          signs += 1
        }
      }
      count += 1
    }
    hash = UInt32(truncatingIfNeeded: mixed >> 32)
    if letters == 0 {
      shape = digits > 0 ? .digits : signs > 0 ? .punctuation : .other
    } else if digits > 0 || signs > 0 {
      shape = .mixed
    } else if capitals == 0 {
      shape = .lower
    } else if isFirstCapital && capitals == 1 {
      shape = .capital
    } else {
      shape = .upper
    }
  }

  /// The small letter of a capital one in the Latin alphabets of Vietnamese and its neighbours.
  private static func lowercase(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE: scalar + 0x20
    case 0x100...0x137, 0x1E00...0x1E95, 0x1EA0...0x1EFF: scalar | 1
    case 0x1A0, 0x1AF: scalar == 0x1A0 ? 0x1A1 : 0x1B0
    default: scalar
    }
  }
}

/// Where a word may end beside characters that are not of a script without spaces, for models that do
/// without ICU: between the characters that texts are full of, by Unicode's rules for words (UAX #29),
/// but that beside punctuation the model is asked.
///
/// `PlainBoundaryTests` compares with ICU.
enum PlainBoundary {
  /// Whether a word may end between two characters that follow each other, of which one at least is
  /// not of such a script.
  ///
  /// - Parameters:
  ///   - left: The class and the bits of the first.
  ///   - leftScalar: The first.
  ///   - right: The class and the bits of the second.
  ///   - rightScalar: The second.
  ///   - text: The text.
  ///   - end: Where the second ends.
  ///   - scalarBefore: What comes before the first, a space if nothing does.
  @inline(__always)
  static func isBetween(
    _ left: UInt8, _ leftScalar: UInt32, _ right: UInt8, _ rightScalar: UInt32,
    in text: Span<UInt8>, _ end: Int, behind scalarBefore: UInt32
  ) -> Bool {
    let kind = right & SymbolInfo.classMask
    let before = left & SymbolInfo.classMask
    // A mark goes with whatever is before it.
    let isMark =
      kind >= SymbolClass.vowelMark.rawValue && kind <= SymbolClass.killer.rawValue
    if isMark { return false }
    if right & SymbolInfo.space != 0 { return leftScalar != 0x20 || rightScalar != 0x20 }
    if left & SymbolInfo.space != 0 { return true }
    let mark = SymbolClass.punctuation.rawValue
    if before != mark && kind != mark {
      // Between letters and digits of several scripts, no place is like one beside punctuation.
      return left & SymbolInfo.script != 0
    }
    return !joins(leftScalar, rightScalar, in: text, end, behind: scalarBefore)
  }

  /// Whether punctuation lies within a number, `1,250.50`, or a foreign word, `don't`, `a_b`.
  private static func joins(
    _ left: UInt32, _ right: UInt32, in text: Span<UInt8>, _ end: Int, behind scalarBefore: UInt32
  ) -> Bool {
    if right < 0x80, isSign(right) {
      // The sign is the second; what follows it has one byte, or is a digit of three.
      return joins(left, right, kind(text, at: end))
    }
    return left < 0x80 && isSign(left) && joins(scalarBefore, left, right)
  }

  @inline(__always)
  private static func isSign(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x27, 0x2C, 0x2E, 0x3A, 0x3B, 0x5F: true
    default: false
    }
  }

  /// Whether a sign joins what is on both sides of it.
  private static func joins(_ left: UInt32, _ sign: UInt32, _ right: UInt32) -> Bool {
    let hasDigits = isDigit(left) && isDigit(right)
    let hasLetters = isLatin(left) && isLatin(right)
    return switch sign {
    case 0x2C, 0x3B: hasDigits
    case 0x3A: hasLetters
    case 0x5F: hasDigits || hasLetters || isLatin(left) && isDigit(right)
    default: hasDigits || hasLetters
    }
  }

  private static func isDigit(_ scalar: UInt32) -> Bool {
    SymbolTable.info(scalar) & (SymbolInfo.classMask | SymbolInfo.rare)
      == SymbolClass.digit.rawValue
  }

  private static func isLatin(_ scalar: UInt32) -> Bool { (scalar | 0x20) &- 0x61 < 26 }

  /// The scalar at a place, if it has one byte or three; a space if there is none.
  private static func kind(_ text: Span<UInt8>, at place: Int) -> UInt32 {
    guard place < text.count else { return 0x20 }
    return text.scalar(at: place).scalar ?? 0x20
  }
}

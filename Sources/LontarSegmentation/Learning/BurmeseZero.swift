internal import LontarText

/// The letter wa where it stands for a zero, as many type it: `၂ဝ၂ဝ`.
enum BurmeseZero {
  /// What such a letter is taken for.
  static let digit: UInt32 = 0x1040

  /// Whether a scalar is a zero: the letter wa behind a Burmese digit, unless it carries a mark or a
  /// consonant closes its syllable, as in `၅ဝါ` and `၅ဝင်း`.
  ///
  /// - Parameters:
  ///   - scalar: The scalar.
  ///   - previous: The one before, or ``digit`` if that is such a zero itself.
  ///   - text: The text, in UTF-8.
  ///   - end: Where the scalar ends, in bytes.
  @inline(__always)
  static func isTyped(
    _ scalar: UInt32, behind previous: UInt32, in text: Span<UInt8>, _ end: Int
  ) -> Bool {
    scalar == 0x101D && previous &- 0x1040 < 10 && isBare(text, end)
  }

  private static func isBare(_ text: Span<UInt8>, _ end: Int) -> Bool {
    let next = scalar(text, end)
    if (0x102B...0x103E).contains(next) { return false }
    guard (0x1000...0x1021).contains(next) else { return true }
    var behind = scalar(text, end + 3)
    if behind == 0x1037 { behind = scalar(text, end + 6) }
    return behind != 0x103A && behind != 0x1039
  }

  private static func scalar(_ text: Span<UInt8>, _ place: Int) -> UInt32 {
    place < text.count ? text.scalar(at: place).scalar ?? 0 : 0
  }
}

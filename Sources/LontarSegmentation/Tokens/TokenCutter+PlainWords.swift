// Most tokens: a word of ASCII letters, the comma there may be, and the blank behind.

extension TokenCutter {
  /// Where a word of ASCII letters ends that one blank, or a comma and one blank, and then printable ASCII
  /// follow, as most do; nil for any other, and near the text's end.
  @inline(__always)
  func plainWordEnd(in text: Span<UInt8>, from start: Int) -> Int? {
    var end = start
    while end &+ 10 < text.count {
      // Eight bytes from `end` on are inside the text.
      let eight = unsafe UInt64(
        littleEndian: text.bytes.unsafeLoadUnaligned(
          fromUncheckedByteOffset: end, as: UInt64.self))
      let letters = Self.leadingLetters(eight)
      end &+= letters
      if letters == 8 { continue }
      guard end > start else { return nil }
      let blank = text[end] == UInt8(ascii: ",") ? end &+ 1 : end
      let next = text[blank &+ 1]
      return text[blank] == 0x20 && next > 0x20 && next < 0x80 ? end : nil
    }
    return nil
  }

  /// How many of eight bytes, from the lowest on, are letters of ASCII before one that is not.
  @inline(__always)
  private static func leadingLetters(_ bytes: UInt64) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high = ones &* 0x80
    // Without the high bit no sum goes over into the next byte.
    let lower = (bytes | ones &* 0x20) & ~high
    let letters = (lower &+ ones &* (0x80 - 0x61)) & ~(lower &+ ones &* (0x80 - 0x7B)) & ~bytes
    return (~letters & high).trailingZeroBitCount >> 3
  }
}

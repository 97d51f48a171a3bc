internal import CLontar

/// Up to 64 bytes of text that begin a piece, as bits: where pieces start is then a few operations on
/// whole words of bits, instead of a look-up and a branch that guesses wrong for each character.
///
/// A window holds ASCII and letters with case, which is most of what is written in Latin. Everything
/// else ends it, and is left to the scanners over ``ClassifiedText``, which know the grammar whole.
/// So does what a grammar finds too rare to say in bits.
struct ClassWindow {
  private let masks: lontar_class_masks
  /// The known bytes: how many from the first are classified.
  private(set) var length: Int
  /// Whether the text ends with the window.
  private(set) var endsText: Bool

  @inline(__always) var upper: UInt64 { masks.upper }
  @inline(__always) var lower: UInt64 { masks.lower }
  @inline(__always) var number: UInt64 { masks.number }
  @inline(__always) var space: UInt64 { masks.space }
  @inline(__always) var lineEnd: UInt64 { masks.line_end }
  /// U+0020
  @inline(__always) var blank: UInt64 { masks.blank }
  /// U+0027
  @inline(__always) var apostrophe: UInt64 { masks.apostrophe }
  /// U+002F
  @inline(__always) var slash: UInt64 { masks.slash }
  @inline(__always) var letter: UInt64 { upper | lower }
  /// White space that ends no line.
  @inline(__always) var inLineSpace: UInt64 { space & ~lineEnd }
  /// `[^\s\p{L}\p{N}]`
  @inline(__always) var other: UInt64 { known & ~(space | letter | number) }
  @inline(__always) var known: UInt64 { Self.bits(below: length) }

  /// Looks at the text from `start` on.
  @inline(__always)
  init(_ text: ClassifiedText, from start: Int) {
    var masks = lontar_class_masks()
    unsafe lontar_mask_classes(text.bytes + start, text.count - start, &masks)
    self.masks = masks
    length = Int(truncatingIfNeeded: masks.length)
    endsText = unsafe start + length == text.count
  }

  /// Whether the text from `start` on begins with what a window holds.
  @inline(__always)
  static func isWorthwhile(_ text: ClassifiedText, from start: Int) -> Bool {
    let next = unsafe start + 1 < text.count ? text.bytes[start + 1] : 0
    switch unsafe text.bytes[start] {
    case ..<0x80: return next < 0x80 || (next >= 0xC3 && next < 0xE0) || next == 0xE1
    case ..<0xE0: return true
    case 0xE1: return next >= 0xB8
    default: return false
    }
  }

  /// Gives up what lies behind the first bit of `rare`.
  @inline(__always)
  mutating func end(before rare: UInt64) {
    guard rare != 0 else { return }
    length = min(length, rare.trailingZeroBitCount)
    endsText = false
  }

  /// The ends of the pieces in the window, from the starts of pieces that a grammar found.
  ///
  /// A grammar may look one byte ahead, and so may miss the start at the last byte of a window, but
  /// not one before it.
  @inline(__always)
  func ends(_ starts: UInt64) -> UInt64 {
    ((starts & known) | (endsText ? Self.bit(length) : 0)) & ~1
  }

  /// The first bytes of the runs in `mask`.
  @inline(__always)
  func starts(of mask: UInt64) -> UInt64 { mask & ~(mask &<< 1) }

  /// The first bytes of numbers of at most three digits.
  @inline(__always)
  var threeDigitStarts: UInt64 {
    let fourth = number & number &<< 1 & number &<< 2 & number &<< 3
    var starts = starts(of: number)
    var next = starts &<< 3 & fourth
    while next != 0 {
      starts |= next
      next = next &<< 3 & fourth
    }
    return starts
  }

  @inline(__always)
  private static func bits(below end: Int) -> UInt64 {
    end >= 64 ? UInt64.max : end <= 0 ? 0 : 1 &<< UInt64(truncatingIfNeeded: end) &- 1
  }

  /// Where pieces start by the rules that cl100k and o200k share. Each of these rules looks one byte
  /// ahead at most, but for one, whose rarer cases end the window.
  ///
  ///   - `[^\r\n\p{L}\p{N}]?\p{L}+`: letters begin with what stands before them, if that is white space,
  ///     which always leaves its last character, or a single symbol that no blank has taken.
  ///   - `\p{N}{1,3}` or `\p{N}`.
  ///   - ` ?[^\s\p{L}\p{N}]+[\r\n]*`: symbols begin with a blank and take line ends.
  ///   - `\s*[\r\n]+|\s+(?!\S)|\s+`: white space starts anew behind its last line end, which could be
  ///     anywhere behind the window, and at its last character before text.
  @inline(__always)
  mutating func wordStarts(digits: Int, spaceAtEndOfTextIsWhole: Bool) -> UInt64 {
    let other = other
    let otherStarts = starts(of: other) & ~(blank &<< 1)
    let singles = otherStarts & ~(other &>> 1)
    let letterStarts = starts(of: letter) & ~((singles | inLineSpace) &<< 1)
    let lastSpaces = inLineSpace & ((known & ~space) &>> 1)
    let spaceStarts = starts(of: space) & ~(other &<< 1 & lineEnd)
    let indents = lineEnd &<< 1 & inLineSpace
    if indents != 0 {
      // An addition carries each indent's first bit to the end of the indent.
      let indentEnds = (indents &+ inLineSpace) & ~inLineSpace
      if indentEnds & lineEnd != 0 {
        end(before: indents)
      } else if indentEnds.nonzeroBitCount < indents.nonzeroBitCount
        || (indentEnds & ~known != 0 && (spaceAtEndOfTextIsWhole || !endsText))
      {
        end(before: Self.bit(63 &- indents.leadingZeroBitCount))
      }
    }
    // The digits of a window are ASCII, a byte each.
    let numberStarts = digits == 1 ? number : threeDigitStarts
    return letterStarts | otherStarts | numberStarts | spaceStarts | indents | lastSpaces
  }

  /// Calls `body` with the position of each bit of `mask`.
  @inline(__always)
  static func forEachBit(of mask: UInt64, _ body: (Int) -> Void) {
    var mask = mask
    while mask != 0 {
      body(mask.trailingZeroBitCount)
      mask &= mask &- 1
    }
  }

  /// The bits from `start` up to `end`.
  @inline(__always)
  static func bits(from start: Int, to end: Int) -> UInt64 {
    bits(below: end) & ~bits(below: start)
  }

  /// The bit at `position`, if it is in a window.
  @inline(__always)
  static func bit(_ position: Int) -> UInt64 { 1 << UInt64(truncatingIfNeeded: position) }
}

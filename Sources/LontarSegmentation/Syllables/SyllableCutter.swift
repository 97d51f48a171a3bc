internal import LontarText

/// Cuts runs of letters into orthographic syllables, by rules alone.
///
/// - Khmer, Javanese, Balinese, Tamil, Chinese and others: a syllable is a letter with all that hangs on
///   it, as ``SyllableRole`` has it: `ខ្មែ|រ`, `த|மி|ழ்`, `ꦗ|ꦮ`.
/// - Burmese: a consonant whose vowel is taken closes the syllable before it: `မြန်|မာ`, `အင်္ဂ|လိပ်`.
///   The rule is that of sylbreak (Ye Kyaw Thu), also where the dot below stands before the asat.
/// - Thai and Lao: the cheapest way through the patterns of ``TaiSyllables``: `ภา|ษา|ไทย`, `ສະ|ບາຍ|ດີ`.
///
/// Every syllable ends where a grapheme cluster does.
struct SyllableCutter {
  private var tai = TaiSyllables()

  /// Appends the ends of the syllables of a stretch of text, the stretch's own end last.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  mutating func cut(_ text: Span<UInt8>, _ range: Range<Int>, into ends: inout [Int]) {
    var offset = range.lowerBound
    // Whether the last character takes the next one along.
    var opens = true
    var isBehindPicture = false
    // Whether a virama joins the consonants on both of its sides, with marks between them or not.
    var isJoined = false
    while offset < range.upperBound {
      let character = text.character(at: offset)
      let role = SyllableRole(character.scalar)
      let hangs = role.hangs || character.kind == .glue || isInnerJamo(character.scalar)
      if !hangs, let script = TaiSyllables.Script(character.scalar) {
        if !opens { ends.append(offset) }
        offset = tai.cut(text, offset..<range.upperBound, script, into: &ends)
        opens = false
        isBehindPicture = false
        isJoined = false
        continue
      }
      // Flags are two letters, and others of a row are one piece as elsewhere.
      let goesOn = isBehindPicture && character.kind == .emoji
      if !opens && !hangs && !goesOn
        && !closesBurmese(text, offset, character, before: range.upperBound)
      {
        ends.append(offset)
      }
      if character.kind != .glue { isBehindPicture = character.kind == .emoji }
      // The sign AFOREMENTIONED stands for the letters of its syllable's beginning: ၎င်း.
      isJoined = joinsConsonants(character.scalar) || isJoined && hangs
      opens =
        role.opens || isJoined || character.kind == .prefix || character.scalar == 0x104E
      if isLeadingJamo(character.scalar) { opens = opensJamo(text, offset + 3, range.upperBound) }
      offset += character.byteCount
    }
    if ends.last != range.upperBound { ends.append(range.upperBound) }
  }

  /// Whether a Burmese consonant has no vowel of its own, but an asat behind it, after a dot below if
  /// there is one.
  private func closesBurmese(
    _ text: Span<UInt8>, _ offset: Int,
    _ character: (kind: CharacterKind, byteCount: Int, scalar: UInt32), before end: Int
  ) -> Bool {
    guard (0x1000...0x1021).contains(character.scalar) || character.scalar == 0x103F else {
      return false
    }
    var next = offset + 3
    if next + 2 < end, scalar(text, next) == 0x1037 { next += 3 }
    guard next + 2 < end else { return false }
    let mark = scalar(text, next)
    return mark == 0x103A || mark == 0x1039 && next == offset + 3
  }

  /// Whether a Burmese syllable begins with what is no letter: the sign AFOREMENTIONED, or a digit that
  /// looks like a letter and carries marks (`၀ိုင်း`, typed with a zero).
  static func isBurmeseSign(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    guard offset + 3 < text.count, text[offset] == 0xE1, text[offset + 1] == 0x81 else {
      return false
    }
    switch text[offset + 2] {
    case 0x8E: return true
    case 0x80, 0x87: return text.character(at: offset + 3).kind == .glue
    default: return false
    }
  }

  /// A scalar of three bytes, or 0.
  private func scalar(_ text: Span<UInt8>, _ offset: Int) -> UInt32 {
    text[offset] & 0xF0 == 0xE0 ? text.character(at: offset).scalar : 0
  }

  /// Whether it is a virama that a grapheme cluster goes on behind: in Devanagari, Bengali, Gujarati,
  /// Oriya, Telugu and Malayalam, as ICU and Unicode 15.1 (GB9c) have it.
  private func joinsConsonants(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x94D, 0x9CD, 0xACD, 0xB4D, 0xC4D, 0xD4D: true
    default: false
    }
  }

  // Korean letters that make a syllable together.

  private func isLeadingJamo(_ scalar: UInt32) -> Bool {
    (0x1100...0x115F).contains(scalar) || (0xA960...0xA97C).contains(scalar)
  }

  private func isInnerJamo(_ scalar: UInt32) -> Bool {
    (0x1160...0x11FF).contains(scalar) || (0xD7B0...0xD7FB).contains(scalar)
  }

  private func opensJamo(_ text: Span<UInt8>, _ next: Int, _ end: Int) -> Bool {
    guard next < end else { return false }
    let scalar = text.character(at: next).scalar
    return isLeadingJamo(scalar) || (0xAC00...0xD7A3).contains(scalar)
  }
}

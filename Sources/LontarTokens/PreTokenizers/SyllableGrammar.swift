/// Our grammar for Southeast Asia: ``O200K``, but for cuts inside an orthographic syllable.
///
/// A syllable of Thai, Lao, Khmer, Burmese, Javanese, Balinese or Tamil is a letter and the marks that
/// are written around it. GPT-4o's grammar keeps marks with letters, but cuts where the letter is a
/// digit (the Burmese `၀ိုင်း` is often typed with a zero), a sign (`၎င်း`), or where a joiner that
/// nobody sees stands between. Here such cuts are left out; all others are GPT-4o's.
enum SyllableGrammar {
  /// GPT-4o's pieces, joined where the second begins with a mark or a joiner that has something to sit
  /// on, and behind the sign AFOREMENTIONED and the zero width joiner.
  static let pattern =
    "(?:\(O200K.pattern))(?:(?:"
    + #"(?<=\S)(?=[\p{M}\x{200C}\x{200D}])|(?<=[\x{104E}\x{200D}])(?=[\p{L}\p{M}])"#
    + ")(?:\(O200K.pattern)))*"

  @inline(__always)
  static func pieceEnd(_ text: ClassifiedText, from start: Int) -> Int {
    let o200k = O200K()
    var end = unsafe o200k.pieceEnd(text, from: start)
    // Windows hold no mark and no joiner, so only the scanner's ends need a look.
    while unsafe end < text.count {
      // The first mark is U+0300; nothing that joins what follows it is ASCII.
      if unsafe text.bytes[end] < 0xCC && text.bytes[end - 1] < 0x80 { break }
      guard unsafe isInsideSyllable(text, at: end, from: start) else { break }
      end = unsafe o200k.pieceEnd(text, from: end)
    }
    return end
  }

  /// Whether a syllable goes on at `end`, the end of a piece that starts at `start`.
  @inline(never)
  private static func isInsideSyllable(
    _ text: ClassifiedText, at end: Int, from start: Int
  ) -> Bool {
    var before = end - 1
    while unsafe before > start && text.bytes[before] & 0xC0 == 0x80 { before -= 1 }
    let left = unsafe text.character(at: before)
    let right = unsafe text.character(at: end)
    let joiner = unsafe isJoiner(text, at: end)
    if right.class & CharacterClass.mark != 0 || joiner != 0 {
      return left.class & CharacterClass.space == 0
    }
    guard right.class & CharacterClass.letter != 0 else { return false }
    let isAforementioned = unsafe isScalar(text, at: before, 0xE1, 0x81, 0x8E)
    return unsafe isAforementioned || isJoiner(text, at: before) == 0x8D
  }

  /// The last byte of U+200C or U+200D, or 0.
  private static func isJoiner(_ text: ClassifiedText, at position: Int) -> UInt8 {
    if unsafe isScalar(text, at: position, 0xE2, 0x80, 0x8C) { return 0x8C }
    return unsafe isScalar(text, at: position, 0xE2, 0x80, 0x8D) ? 0x8D : 0
  }

  private static func isScalar(
    _ text: ClassifiedText, at position: Int, _ first: UInt8, _ second: UInt8, _ third: UInt8
  ) -> Bool {
    unsafe position + 3 <= text.count && text.bytes[position] == first
      && text.bytes[position + 1] == second && text.bytes[position + 2] == third
  }
}

/// Up to four pieces of ``SyllableGrammar`` in one line, numbers apart: what superwords are made of.
///
/// Tokens across blanks are as frequent as words (Liu et al. 2025, SuperBPE, arXiv:2503.13423). Pieces
/// of a few words can be counted like words, so that such tokens are learned from counts too. Signs
/// may join as well: with blanks between letters alone, a vocabulary of 32,000 saved 6 % of the tokens
/// of parallel documents over words, with signs 13 %.
enum SuperwordGrammar {
  static let pattern =
    "(?:\(SyllableGrammar.pattern))(?:"
    + #"(?<=[^\r\n\p{N}])(?=[^\r\n\p{N}])"# + "(?:\(SyllableGrammar.pattern))){0,3}"

  @inline(__always)
  static func pieceEnd(_ text: ClassifiedText, from start: Int) -> Int {
    var end = unsafe SyllableGrammar.pieceEnd(text, from: start)
    var pieces = 1
    while unsafe pieces < 4 && end < text.count {
      var last = end - 1
      while unsafe last > start && text.bytes[last] & 0xC0 == 0x80 { last -= 1 }
      guard unsafe joins(text, at: last) && joins(text, at: end) else { break }
      end = unsafe SyllableGrammar.pieceEnd(text, from: end)
      pieces += 1
    }
    return end
  }

  /// Whether the character at a position is neither a number nor an end of line.
  @inline(__always)
  private static func joins(_ text: ClassifiedText, at position: Int) -> Bool {
    let byte = unsafe text.bytes[position]
    if byte == 0x0A || byte == 0x0D { return false }
    return unsafe text.character(at: position).class & CharacterClass.number == 0
  }
}

/// Grammars of spaces alone.
enum SpaceGrammar {
  /// Words with the blank before them, and white space that is left.
  static let whitespacePattern = #" ?\S+|\s+(?!\S)|\s+"#
  /// SentencePiece's: a piece begins at each blank. U+2581 stands for a blank in its files.
  static let metaspacePattern = #"[ \x{2581}]?[^ \x{2581}]+|[ \x{2581}]"#

  @inline(__always)
  static func whitespacePieceEnd(_ text: ClassifiedText, from start: Int) -> Int {
    var (kind, next) = unsafe text.character(at: start)
    if unsafe text.bytes[start] == 0x20 && next < text.count {
      let following = unsafe text.character(at: next)
      if following.class & CharacterClass.space == 0 { (kind, next) = following }
    }
    if kind & CharacterClass.space == 0 {
      return unsafe text.end(ofAllBut: CharacterClass.space, from: next)
    }
    return unsafe text.whiteSpace(from: start).endLeavingOne(from: start, count: text.count)
  }

  @inline(__always)
  static func metaspacePieceEnd(_ text: ClassifiedText, from start: Int) -> Int {
    var end = unsafe start + max(blankLength(text, at: start), 1)
    while unsafe end < text.count && blankLength(text, at: end) == 0 { end += 1 }
    return end
  }

  /// The length of the U+0020 or U+2581 at a position, or 0.
  @inline(__always)
  private static func blankLength(_ text: ClassifiedText, at position: Int) -> Int {
    let byte = unsafe text.bytes[position]
    if byte == 0x20 { return 1 }
    guard unsafe byte == 0xE2 && position + 3 <= text.count else { return 0 }
    return unsafe text.bytes[position + 1] == 0x96 && text.bytes[position + 2] == 0x81 ? 3 : 0
  }
}

/// Words of one script: its letters, each with its marks; then numbers, signs and white space as in
/// ``CL100K``.
enum ScriptGrammar {
  static let scripts = [
    "Latin", "Thai", "Lao", "Khmer", "Myanmar", "Javanese", "Balinese", "Sundanese", "Tamil",
    "Cham",
    "Tai_Tham", "Tai_Viet", "Tai_Le", "New_Tai_Lue", "Kayah_Li", "Buginese", "Batak", "Rejang",
    "Tagalog", "Hanunoo", "Buhid", "Tagbanwa", "Makasar", "Meetei_Mayek", "Devanagari", "Bengali",
    "Telugu", "Kannada", "Malayalam", "Gujarati", "Gurmukhi", "Oriya", "Sinhala", "Tibetan", "Han",
    "Hiragana", "Katakana", "Hangul", "Bopomofo", "Arabic", "Hebrew", "Syriac", "Thaana",
    "Cyrillic",
    "Greek", "Armenian", "Georgian", "Ethiopic", "Mongolian", "Yi",
  ]
  static let pattern =
    " ?(?:" + scripts.map { #"(?:[\p{\#($0)}&&\p{L}]\p{M}*)+"# }.joined(separator: "|")
    + #"|[\p{L}\p{M}]+)|\p{N}{1,3}| ?[^\s\p{L}\p{M}\p{N}]+|\s+(?!\S)|\s+"#
}

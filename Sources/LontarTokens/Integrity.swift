internal import LontarSegmentation

/// What a token may not cut when a vocabulary is trained.
public enum Integrity: String, CaseIterable, Sendable {
  /// A token is any bytes: what other trainers do.
  case none
  /// A token is whole characters, or the beginning of one character.
  ///
  /// Letters of one script share their first bytes, so that plain training over bytes spends part of
  /// a vocabulary on tokens such as *the end of one Khmer letter and the beginning of the next*. Not
  /// allowing them leaves room for words, and no token but a beginning is ill-formed UTF-8
  /// (Land and Arnett 2025, arXiv:2505.24689).
  case characters
  /// As ``characters``, and a token is whole orthographic syllables, or the beginning of one.
  ///
  /// Judged by the token's own letters: none but a single character begins with a mark or a vowel
  /// that hangs on the letter before it, and none ends behind a sign that stacks what follows
  /// (a Khmer coeng, a Burmese virama) or a vowel written before its consonant (Thai and Lao), but
  /// the beginning of a single syllable. So a vocabulary holds no rests of syllables, and what a
  /// model reads is what a reader spells (after the grapheme pairs of Velayuthan and Sarveswaran
  /// 2024, arXiv:2409.11501, for all scripts of the region).
  case syllables
}

/// What a token is made of, as far as an ``Integrity`` needs to know.
struct TokenShape: BitwiseCopyable {
  private(set) var characters: CharacterShape
  /// Whether the first character hangs on the one before.
  private var startsInside = false
  /// Whether the next character belongs to the last syllable, whatever it is.
  private var endsOpen = false
  /// Whether there is more than one syllable.
  private var isMany = false
  /// Whether there are blanks only.
  private var isBlank = false

  static let never = TokenShape(characters: .never)

  init(characters: CharacterShape) { self.characters = characters }

  init(byte: UInt8) {
    self.init([byte])
  }

  /// Looks at a token's bytes.
  init(_ bytes: some Collection<UInt8>) {
    // The character under way, and whether there is one before it.
    var shape: CharacterShape?
    var hasWhole = false
    for byte in bytes {
      let next = CharacterShape(byte: byte)
      if shape == .characters {
        hasWhole = true
        shape = next == .continuation ? .never : next
      } else {
        shape = shape.map { $0.merged(with: next) ?? .never } ?? next
      }
      if shape == .never { break }
    }
    characters = hasWhole && shape != .characters ? .never : shape ?? .never
    guard characters == .characters else { return }
    var isFirst = true
    var syllables = 0
    isBlank = true
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let role = SyllableRole(scalar.value)
      if isFirst { startsInside = role.hangs }
      if scalar != " " && scalar != "\u{2581}" {
        if !(role.hangs || endsOpen) || isFirst { syllables += 1 }
        isBlank = false
      }
      endsOpen = role.opens
      isFirst = false
    }
    isMany = syllables > 1
  }

  /// Whether two tokens may become one.
  @inline(__always)
  func mayMerge(with right: TokenShape, _ integrity: Integrity) -> Bool {
    guard integrity != .none else { return true }
    guard let merged = characters.merged(with: right.characters) else { return false }
    guard integrity == .syllables, merged == .characters, right.characters == .characters else {
      return true
    }
    if startsInside || (isBlank && right.startsInside) { return false }
    let isBoundary = !(endsOpen || right.startsInside || isBlank)
    return !(right.endsOpen && (isMany || right.isMany || isBoundary))
  }
}

/// What a token is made of, in bytes.
enum CharacterShape: UInt8, BitwiseCopyable {
  /// Whole characters.
  case characters
  /// One byte that continues a character.
  case continuation
  /// The beginning of a character, which needs so many bytes more.
  case needsOne
  case needsTwo
  case needsThree
  /// A byte that UTF-8 never holds.
  case never

  init(byte: UInt8) {
    switch byte {
    case 0..<0x80: self = .characters
    case 0x80..<0xC0: self = .continuation
    case 0xC2..<0xE0: self = .needsOne
    case 0xE0..<0xF0: self = .needsTwo
    case 0xF0..<0xF5: self = .needsThree
    default: self = .never
    }
  }

  /// The shape of two tokens in one, or nil if they may not be merged.
  @inline(__always)
  func merged(with right: CharacterShape) -> CharacterShape? {
    switch (self, right) {
    case (.characters, .characters): .characters
    case (.needsOne, .continuation): .characters
    case (.needsTwo, .continuation): .needsOne
    case (.needsThree, .continuation): .needsTwo
    default: nil
    }
  }
}

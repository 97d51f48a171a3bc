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
}

/// What a token is made of, as far as ``Integrity/characters`` needs to know.
enum TokenShape: UInt8, BitwiseCopyable {
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
  func merged(with right: TokenShape) -> TokenShape? {
    switch (self, right) {
    case (.characters, .characters): .characters
    case (.needsOne, .continuation): .characters
    case (.needsTwo, .continuation): .needsOne
    case (.needsThree, .continuation): .needsTwo
    default: nil
    }
  }
}

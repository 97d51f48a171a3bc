internal import LontarText

/// What a piece of a text is.
///
///     PieceKind(of: Array("๑,๒๕๐".utf8).span)   // .number
public enum PieceKind: String, CaseIterable, Sendable {
  /// Letters, with whatever stands in a word beside them.
  case word
  /// Digits of any script, with their separators, and no letter.
  case number
  case punctuation
  /// White space, or zero-width spaces.
  case space
  /// Signs of money, of mathematics and others, and controls.
  case symbol
  case emoji
  /// An address of the web, with its scheme or without.
  case url
  /// An address of mail.
  case email
  case hashtag
  case mention

  /// Looks at a piece by itself.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public init(of piece: Span<UInt8>) {
    guard piece.count > 0 else {
      self = .space
      return
    }
    let seen = Seen(piece)
    if seen.hasLetter, let special = Self.special(piece) {
      self = special
    } else if seen.hasLetter {
      self = .word
    } else if seen.hasNumber {
      self = .number
    } else if seen.hasEmoji {
      self = .emoji
    } else if seen.hasPunctuation {
      self = .punctuation
    } else {
      self = seen.hasSymbol ? .symbol : .space
    }
  }

  /// What a piece with letters is beside a word.
  private static func special(_ piece: Span<UInt8>) -> PieceKind? {
    if piece[0] == UInt8(ascii: "#") { return .hashtag }
    if piece[0] == UInt8(ascii: "@") { return .mention }
    var mark = 0
    while mark < piece.count {
      switch piece[mark] {
      case UInt8(ascii: ":"):
        let cutter = TokenCutter(convention: TokenConvention(.english))
        return cutter.schemeEnd(in: piece, from: 0, mark) == nil ? nil : .url
      case UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "+"):
        let cutter = TokenCutter(convention: TokenConvention(.english))
        guard cutter.addressEnd(in: piece, from: 0, mark) == piece.count else { return nil }
        for index in piece.indices {
          if piece[index] == UInt8(ascii: "/") { return .url }
          if piece[index] == UInt8(ascii: "@") { return .email }
        }
        return .url
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): mark += 1
      default: return nil
      }
    }
    return nil
  }

  /// The kinds of characters in a piece.
  private struct Seen {
    var hasLetter = false
    var hasNumber = false
    var hasEmoji = false
    var hasPunctuation = false
    var hasSymbol = false

    init(_ piece: Span<UInt8>) {
      var offset = 0
      while offset < piece.count {
        let character = piece.character(at: offset)
        switch character.kind {
        case .letter, .complex: hasLetter = true
        case .digit, .numeral: hasNumber = true
        case .emoji: hasEmoji = true
        case .symbol:
          if Self.isPunctuation(character.scalar) {
            hasPunctuation = true
          } else {
            hasSymbol = true
          }
        case .other: hasSymbol = hasSymbol || character.scalar != 0x200B
        case .space, .newline, .glue, .prefix: break
        }
        offset += character.byteCount
      }
    }

    /// Whether a scalar of the general categories P and S is of P, for all that is common.
    private static func isPunctuation(_ scalar: UInt32) -> Bool {
      switch scalar {
      case 0x24, 0x2B, 0x3C...0x3E, 0x5E, 0x60, 0x7C, 0x7E, 0xA2...0xA6, 0xA8, 0xA9, 0xAC,
        0xAE...0xB1,
        0xB4, 0xB8, 0xD7, 0xF7, 0x2C2...0x2DF, 0xE3F, 0x17DB, 0xBF3...0xBFA, 0x19DE...0x19FF,
        0x2044, 0x2052, 0x207A...0x207C, 0x20A0...0x20CF, 0x2100...0x2307, 0x230C...0x2328,
        0x232B...0x2767, 0x2776...0x27C4, 0x27C7...0x27E5, 0x27F0...0x2982, 0x2999...0x29D7,
        0x29DC...0x29FB, 0x29FE...0x2DFF, 0x2E80...0x2FFF, 0x3004, 0x3012, 0x3013, 0x3020,
        0xFF04, 0xFF0B, 0xFF1C...0xFF1E, 0xFF3E, 0xFF40, 0xFF5C, 0xFF5E, 0xFFE0...0xFFEF,
        0x1D000...0x1FFFF:
        false
      default: true
      }
    }
  }
}

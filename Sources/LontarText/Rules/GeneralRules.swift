// Spaces, controls and characters that are not seen, in every language.

enum General {
  static func isOddSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  static func isControl(_ scalar: UInt32) -> Bool {
    (scalar < 0x20 && scalar != 0x09 && scalar != 0x0A) || (scalar >= 0x7F && scalar <= 0x9F)
  }

  static func isBidiControl(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x61C: true
    default: false
    }
  }

  /// Letters of Hebrew, Arabic and their like.
  static func isRightToLeft(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x590..<0x61C, 0x61D..<0x640, 0x641...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE,
      0x10800...0x10FFF,
      0x1E800...0x1EFFF:
      true
    default: false
    }
  }

  static func isKeycap(_ scalar: UInt32) -> Bool {
    (scalar >= 0x30 && scalar <= 0x39) || scalar == 0x23 || scalar == 0x2A
  }

  static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAD, 0x2063, 0xFE00...0xFE0F, 0xE0020...0xE007F, 0xE0100...0xE01EF: true
    default: false
    }
  }

  /// Scripts in which joiners and variation selectors make a difference to letters.
  static func takesJoiners(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x600...0x8FF, 0x900...0xDFF, 0xA840...0xA87F, 0xFB50...0xFDFF, 0xFE70...0xFEFE: true
    default: false
    }
  }

  /// Pictures that join into others: Extended_Pictographic and what may stand behind it.
  static func isPictographic(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA9, 0xAE, 0x203C, 0x2049, 0x2122, 0x2139, 0x2194...0x21AA, 0x231A...0x23FF, 0x24C2,
      0x25AA...0x25FE, 0x2600...0x27BF, 0x2934...0x2935, 0x2B05...0x2B55, 0x3030, 0x303D, 0x3297,
      0x3299, 0x1F000...0x1F1E5, 0x1F200...0x1FAFF:
      true
    default: false
    }
  }

  static func isIdeograph(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }
}

extension RuleEngine {
  /// Runs the general rules.
  ///
  /// - Parameter hasRightToLeft: Whether the line that the piece is from has letters that run from right
  ///   to left.
  func applyGeneral(_ text: inout Rewriting, hasRightToLeft: Bool) {
    text.forEachPlace { text, i in
      let scalar = text[i]
      // Most letters are not for any of these rules.
      if scalar >= 0x20, scalar < 0x7F { return i + 1 }
      if scalar >= 0xE01, scalar < 0x1680 { return i + 1 }
      switch scalar {
      case 0xFEFF where mask.contains(.g1):
        return text.remove(.g1, i..<i + 1)
      case _ where General.isOddSpace(scalar) && mask.contains(.g2):
        return text.replace(.g2, i..<i + 1, with: 0x20)
      case 0x200B where mask.contains(.g3):
        switch zeroWidthSpaces {
        case .keep: return i + 1
        case .remove, .boundary: return text.remove(.g3, i..<i + 1)
        case .space: return text.replace(.g3, i..<i + 1, with: 0x20)
        }
      case 0x200C where mask.contains(.g4):
        let before = text[i - 1]
        // Khmer's shifters have a rule of their own.
        let isKept =
          (language == .khmer && (before == 0x17C9 || before == 0x17CA))
          || General.takesJoiners(before)
        return isKept ? i + 1 : text.remove(.g4, i..<i + 1)
      case 0x200D where mask.contains(.g5):
        let before = text[i - 1]
        let isInEmoji =
          General.isPictographic(text[i + 1])
          && (General.isPictographic(before) || before == 0xFE0F)
        let isInKhmer =
          isFinalCoeng(text, i) && (Khmer.isBase(before) || Khmer.isMark(before))
        let isKept = isInEmoji || isInKhmer || General.takesJoiners(before)
        return isKept ? i + 1 : text.remove(.g5, i..<i + 1)
      case _ where General.isControl(scalar) && mask.contains(.g6):
        return control(&text, i)
      case _ where General.isBidiControl(scalar) && mask.contains(.g7):
        return hasRightToLeft ? i + 1 : text.remove(.g7, i..<i + 1)
      case _ where General.isInvisible(scalar) && mask.contains(.g8):
        return isVisible(text, i) ? i + 1 : text.remove(.g8, i..<i + 1)
      case 0xFF01...0xFF5E where mask.contains(.g9):
        return text.replace(.g9, i..<i + 1, with: scalar - 0xFF01 + 0x21)
      case 0xFB00...0xFB06 where mask.contains(.g10):
        let letters = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][Int(scalar - 0xFB00)]
        return text.replace(.g10, i..<i + 1, with: letters.unicodeScalars.map(\.value))
      case 0x2018, 0x2019, 0x201B:
        return mask.contains(.g11) ? text.replace(.g11, i..<i + 1, with: 0x27) : i + 1
      case 0x201C...0x201F:
        return mask.contains(.g11) ? text.replace(.g11, i..<i + 1, with: 0x22) : i + 1
      case 0x2026 where mask.contains(.g11):
        return text.replace(.g11, i..<i + 1, with: 0x2E, 0x2E, 0x2E)
      default: return i + 1
      }
    }
    if mask.contains(.t12) {
      text.forEachPlace { text, i in
        let zeros: [UInt32] = [0xE50, 0xED0, 0x17E0, 0x1040, 0x1090]
        for zero in zeros where text[i] >= zero && text[i] < zero + 10 {
          return text.replace(.t12, i..<i + 1, with: text[i] - zero + 0x30)
        }
        return i + 1
      }
    }
  }

  /// A form feed or vertical tab parts words, and so does a line end of another system.
  private func control(_ text: inout Rewriting, _ i: Int) -> Int {
    switch text[i] {
    case 0x0D where text[i + 1] == 0x0A || (i + 1 == text.count && text.endsLine):
      text.remove(.g6, i..<i + 1)
    case 0x0D, 0x85: text.replace(.g6, i..<i + 1, with: 0x0A)
    case 0x0B, 0x0C: text.replace(.g6, i..<i + 1, with: 0x20)
    default: text.remove(.g6, i..<i + 1)
    }
  }

  /// Whether an invisible sign does something to what is before it.
  private func isVisible(_ text: Rewriting, _ i: Int) -> Bool {
    let before = text[i - 1]
    switch text[i] {
    case 0xFE00...0xFE0F:
      if text[i + 1] == 0x20E3 { return true }
      // Digits, # and * have a style as emoji too, which links to headings on GitHub keep.
      if text[i] >= 0xFE0E && General.isKeycap(before) { return true }
      if (0x1F1E6...0x1F1FF).contains(before) { return true }
      if (0x1000...0x109F).contains(before) && text[i] == 0xFE00 { return true }
      return General.isPictographic(before) || General.isIdeograph(before)
    case 0xE0100...0xE01EF: return General.isIdeograph(before)
    case 0xE0020...0xE007F:
      // A flag of a region: a black flag, and tags.
      return before == 0x1F3F4 || (0xE0020...0xE007E).contains(before)
    default: return false
    }
  }
}

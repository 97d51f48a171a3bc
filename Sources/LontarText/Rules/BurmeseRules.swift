// Burmese, in the order of signs of Unicode Technical Note #11, version 4.

enum Burmese {
  static let asat: UInt32 = 0x103A
  static let virama: UInt32 = 0x1039
  static let visarga: UInt32 = 0x1038

  static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x1040 && scalar <= 0x1049 }
  static func isConsonant(_ scalar: UInt32) -> Bool { scalar >= 0x1000 && scalar <= 0x1021 }
  static func isMark(_ scalar: UInt32) -> Bool {
    (scalar >= 0x102B && scalar <= 0x103E) || (scalar >= 0x1056 && scalar <= 0x1059)
      || (scalar >= 0x105E && scalar <= 0x1060)
  }
  /// Signs that a digit cannot carry.
  static func isVowelOrMedial(_ scalar: UInt32) -> Bool {
    (scalar >= 0x102B && scalar <= 0x1036) || (scalar >= 0x103A && scalar <= 0x103E)
  }

  static let ranks = 12
  /// The place of a sign behind its base; nil for what ends a run of signs. Asat ends one: it stands
  /// behind a vowel or before a medial as the word has it, and only NFC moves it.
  static func rank(_ scalar: UInt32) -> Int? {
    switch scalar {
    case 0x103B, 0x105E, 0x105F: 1
    case 0x103C: 2
    case 0x103D: 3
    case 0x103E, 0x1060: 4
    case 0x1031: 5
    case 0x102D, 0x102E, 0x1033...0x1035: 6
    case 0x102F, 0x1030, 0x1058, 0x1059: 7
    case 0x102B, 0x102C, 0x1056, 0x1057: 8
    case 0x1032, 0x1036: 9
    case 0x1037: 10
    case 0x1038: 11
    default: nil
    }
  }
}

extension RuleEngine {
  func applyBurmese(_ text: inout Rewriting) {
    if mask.contains(.m5) {
      text.forEachPlace { text, i in
        switch text[i] {
        // ဝ and ၀, ရ and ၇: a digit carries no sign and stands next to no letter's sign.
        case 0x1040 where Burmese.isVowelOrMedial(text[i + 1]) && !Burmese.isDigit(text[i - 1]):
          return text.replace(.m5, i..<i + 1, with: 0x101D)
        case 0x1047 where Burmese.isVowelOrMedial(text[i + 1]) && !Burmese.isDigit(text[i - 1]):
          return text.replace(.m5, i..<i + 1, with: 0x101B)
        // ၎င်း, "the same", which is often typed with a four.
        case 0x1044
        where text[i + 1] == 0x1004 && text[i + 2] == Burmese.asat && text[i + 3] == 0x1038
          && !Burmese.isDigit(text[i - 1]):
          return text.replace(.m5, i..<i + 1, with: 0x104E)
        default: return i + 1
        }
      }
    }
    if mask.contains(.m4) {
      text.forEachPlace { text, i in
        guard text[i] == 0x1025,
          text[i + 1] == Burmese.asat
            || (text[i + 1] == 0x1037 && text[i + 2] == Burmese.asat)
        else { return i + 1 }
        return text.replace(.m4, i..<i + 1, with: 0x1009)
      }
    }
    if mask.contains(.m2) || mask.contains(.m3) {
      text.forEachPlace { text, i in
        var end = i
        var hasMedial = false
        while let rank = Burmese.rank(text[end]) {
          // Behind the visarga, which ends a syllable, a medial or E belongs to another one, whose letter is
          // missing or still to come.
          if rank <= 5 && end > i && text[end - 1] == Burmese.visarga { break }
          if rank <= 4 && end > i { hasMedial = true }
          end += 1
        }
        if end == i { return i + 1 }
        let medials = mask.contains(.m2)
        let vowels = mask.contains(.m3)
        let moved: Rule = hasMedial && medials ? .m2 : .m3
        return text.sort(moved, i..<end, ranks: Burmese.ranks) { scalar in
          let rank = Burmese.rank(scalar) ?? 0
          // A rule that is off leaves its ranks as one.
          if rank <= 4 { return medials ? rank : (vowels ? 4 : 0) }
          return vowels ? rank : 5
        }
      }
    }
    if mask.contains(.m6) { text.removeRepeats(.m6, of: Burmese.isMark) }
    if mask.contains(.m8) {
      text.forEachPlace { text, i in
        guard text[i] == 0x20 else { return i + 1 }
        var end = i
        while end < text.count, text[end] == 0x20 { end += 1 }
        let isAfterText = (0x1000...0x109F).contains(text[i - 1])
        guard isAfterText, text[end] == 0x104A || text[end] == 0x104B else { return end }
        return text.remove(.m8, i..<end)
      }
    }
  }
}

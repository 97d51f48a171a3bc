// Lao. The rules are those of LaoNLP, and Thai's where the scripts are alike.

enum Lao {
  static let aa: UInt32 = 0xEB2
  static let am: UInt32 = 0xEB3
  static let niggahita: UInt32 = 0xECD

  static func isTone(_ scalar: UInt32) -> Bool { scalar >= 0xEC8 && scalar <= 0xECB }
  static func isVowelMark(_ scalar: UInt32) -> Bool {
    scalar == 0xEB1 || (scalar >= 0xEB4 && scalar <= 0xEB9) || scalar == 0xEBB
      || scalar == niggahita
  }
  static func isConsonant(_ scalar: UInt32) -> Bool {
    (scalar >= 0xE81 && scalar <= 0xEAE) || (scalar >= 0xEDC && scalar <= 0xEDF)
  }
  static func isLetter(_ scalar: UInt32) -> Bool {
    (scalar >= 0xE81 && scalar <= 0xECD && scalar != 0xEC6) || (scalar >= 0xEDC && scalar <= 0xEDF)
  }
  static func isLeading(_ scalar: UInt32) -> Bool { scalar >= 0xEC0 && scalar <= 0xEC4 }
}

extension RuleEngine {
  func applyLao(_ text: inout Rewriting) {
    if mask.contains(.l5) {
      text.forEachPlace { text, i in
        guard text[i] == 0xEC0, text[i + 1] == 0xEC0 else { return i + 1 }
        return text.replace(.l5, i..<i + 2, with: 0xEC1)
      }
    }
    if mask.contains(.l1) {
      text.joinAm(.l1, Lao.niggahita, Lao.aa, am: Lao.am, isTone: Lao.isTone)
    }
    if mask.contains(.l2) {
      text.forEachPlace { text, i in
        var vowelsEnd = i
        while text[vowelsEnd] == Lao.am { vowelsEnd += 1 }
        if vowelsEnd == i { return i + 1 }
        var end = vowelsEnd
        while Lao.isTone(text[end]) { end += 1 }
        return text.sort(.l2, i..<end, ranks: 2) { Lao.isTone($0) ? 0 : 1 }
      }
    }
    if mask.contains(.l3) {
      text.forEachPlace { text, i in
        var end = i
        while Lao.isVowelMark(text[end]) || Lao.isTone(text[end]) { end += 1 }
        if end == i { return i + 1 }
        // A tone and niggahita before aa are L1's.
        if text[end] == Lao.aa, text[end - 1] == Lao.niggahita || text[end - 2] == Lao.niggahita {
          return end
        }
        return text.sort(.l3, i..<end, ranks: 2) { Lao.isVowelMark($0) ? 0 : 1 }
      }
    }
    if mask.contains(.l8) {
      text.removeRepeats(.l8) { scalar in
        Lao.isVowelMark(scalar) || Lao.isLeading(scalar) || scalar == 0xEB0 || scalar == Lao.aa
          || scalar == Lao.am || scalar == 0xEBC || scalar == 0xECC
      }
      text.keepLast(.l8, of: Lao.isTone)
    }
    if mask.contains(.l4) {
      text.forEachPlace { text, i in
        switch text[i] {
        case 0xEDC: text.replace(.l4, i..<i + 1, with: 0xEAB, 0xE99)
        case 0xEDD: text.replace(.l4, i..<i + 1, with: 0xEAB, 0xEA1)
        default: i + 1
        }
      }
    }
    if mask.contains(.l4b) {
      text.forEachPlace { text, i in
        guard text[i] == 0xEAB, text[i + 1] == 0xE99 || text[i + 1] == 0xEA1 else { return i + 1 }
        // An onset: a vowel or tone follows that needs one, or a vowel is written before it.
        let next = text[i + 2]
        let isOnset =
          Lao.isVowelMark(next) || Lao.isTone(next) || next == Lao.aa || next == Lao.am
          || next == 0xEB0 || Lao.isLeading(text[i - 1])
        guard isOnset else { return i + 1 }
        return text.replace(.l4b, i..<i + 2, with: text[i + 1] == 0xE99 ? 0xEDC : 0xEDD)
      }
    }
    if mask.contains(.l6) {
      text.forEachPlace { text, i in
        switch text[i] {
        case 0xEA3: text.replace(.l6, i..<i + 1, with: 0xEA5)
        case 0xEBC where text[i - 1] == 0xEAB: text.replace(.l6, i..<i + 1, with: 0xEA5)
        default: i + 1
        }
      }
    }
    if mask.contains(.l7) { text.attachRepetition(.l7, 0xEC6, Lao.isLetter) }
  }
}

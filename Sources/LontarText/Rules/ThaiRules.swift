// Thai. The order of the rules is that of PyThaiNLP's `normalize`; the classes are those of WTT 2.0.

enum Thai {
  static let saraA: UInt32 = 0xE30
  static let saraAa: UInt32 = 0xE32
  static let saraAm: UInt32 = 0xE33
  static let saraE: UInt32 = 0xE40
  static let lakkhangyao: UInt32 = 0xE45
  static let maiyamok: UInt32 = 0xE46
  static let thanthakhat: UInt32 = 0xE4C
  static let nikhahit: UInt32 = 0xE4D

  static func isConsonant(_ scalar: UInt32) -> Bool { scalar >= 0xE01 && scalar <= 0xE2E }
  static func isLetter(_ scalar: UInt32) -> Bool {
    scalar >= 0xE01 && scalar <= 0xE4E && scalar != 0xE3F
  }
  /// Vowels above and below, which stand before a tone.
  static func isVowelMark(_ scalar: UInt32) -> Bool {
    scalar == 0xE31 || (scalar >= 0xE34 && scalar <= 0xE39) || scalar == 0xE47
  }
  static func isTone(_ scalar: UInt32) -> Bool { scalar >= 0xE48 && scalar <= 0xE4B }
  static func isFollowing(_ scalar: UInt32) -> Bool {
    scalar == saraA || scalar == saraAa || scalar == saraAm || scalar == lakkhangyao
  }
  static func isLeading(_ scalar: UInt32) -> Bool { scalar >= 0xE40 && scalar <= 0xE44 }
  static func isMark(_ scalar: UInt32) -> Bool {
    isVowelMark(scalar) || scalar == 0xE3A || (scalar >= 0xE48 && scalar <= 0xE4E)
  }
  /// ฤ and ฦ.
  static func isVowelLetter(_ scalar: UInt32) -> Bool { scalar == 0xE24 || scalar == 0xE26 }

  /// What a glyph of the private use area stands for: those of Windows fonts and of the Macintosh's.
  static func letter(ofGlyph scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0xF700: 0xE10
    case 0xF701...0xF704: 0xE34 + scalar - 0xF701
    case 0xF705...0xF709: 0xE48 + scalar - 0xF705
    case 0xF70A...0xF70E: 0xE48 + scalar - 0xF70A
    case 0xF70F: 0xE0D
    case 0xF710: 0xE31
    case 0xF711: 0xE4D
    case 0xF712: 0xE47
    case 0xF713...0xF717: 0xE48 + scalar - 0xF713
    case 0xF718...0xF71A: 0xE38 + scalar - 0xF718
    case 0xF884: 0xE31
    case 0xF885...0xF888: 0xE34 + scalar - 0xF885
    // Three positions of each of the tones and of thanthakhat.
    case 0xF88A...0xF898: 0xE48 + (scalar - 0xF88A) / 3
    case 0xF89B...0xF89D: 0xE38 + scalar - 0xF89B
    default: nil
    }
  }
}

extension RuleEngine {
  func applyThai(_ text: inout Rewriting) {
    if mask.contains(.t15) {
      text.forEachPlace { text, i in
        guard let letter = Thai.letter(ofGlyph: text[i]) else { return i + 1 }
        return text.replace(.t15, i..<i + 1, with: letter)
      }
    }
    if mask.contains(.t16) {
      text.forEachPlace { text, i in
        guard text[i] == 0x30A || text[i] == 0x2DA, text[i + 1] == Thai.saraAa else { return i + 1 }
        return text.replace(.t16, i..<i + 2, with: Thai.saraAm)
      }
    }
    if mask.contains(.t9) {
      text.forEachPlace { text, i in
        guard text[i] == 0x20, i + 1 < text.count, Thai.isMark(text[i + 1]),
          Thai.isConsonant(text[i - 1]),
          !(Thai.isConsonant(text[i - 2]) || Thai.isFollowing(text[i - 2])
            || Thai.isMark(text[i - 2])) || i < 2
        else { return i + 1 }
        return text.remove(.t9, i..<i + 1)
      }
    }
    if mask.contains(.t1) {
      text.forEachPlace { text, i in
        guard text[i] == Thai.saraE, text[i + 1] == Thai.saraE else { return i + 1 }
        return text.replace(.t1, i..<i + 2, with: 0xE41)
      }
    }
    if mask.contains(.t3) {
      text.forEachPlace { text, i in
        func isSorted(_ scalar: UInt32) -> Bool {
          Thai.isVowelMark(scalar) || Thai.isTone(scalar) || scalar == Thai.thanthakhat
        }
        var end = i
        while isSorted(text[end]) { end += 1 }
        if end == i { return i + 1 }
        return text.sort(.t3, i..<end, ranks: 2) { Thai.isVowelMark($0) ? 0 : 1 }
      }
    }
    if mask.contains(.t4) || mask.contains(.t2) {
      text.forEachPlace { text, i in
        var vowelsEnd = i
        while Thai.isFollowing(text[vowelsEnd]) { vowelsEnd += 1 }
        if vowelsEnd == i { return i + 1 }
        var end = vowelsEnd
        while Thai.isTone(text[end]) { end += 1 }
        if end == vowelsEnd { return end }
        let rule: Rule = text[vowelsEnd - 1] == Thai.saraAm ? .t2 : .t4
        guard mask.contains(rule) else { return end }
        return text.sort(rule, i..<end, ranks: 2) { Thai.isTone($0) ? 0 : 1 }
      }
    }
    if mask.contains(.t2) {
      text.joinAm(.t2, Thai.nikhahit, Thai.saraAa, am: Thai.saraAm, isTone: Thai.isTone)
    }
    if mask.contains(.t5) {
      text.forEachPlace { text, i in
        guard text[i] == Thai.lakkhangyao, !Thai.isVowelLetter(text[i - 1]) else { return i + 1 }
        return text.replace(.t5, i..<i + 1, with: Thai.saraAa)
      }
    }
    if mask.contains(.t5b) {
      text.forEachPlace { text, i in
        guard text[i] == Thai.saraAa, Thai.isVowelLetter(text[i - 1]) else { return i + 1 }
        return text.replace(.t5b, i..<i + 1, with: Thai.lakkhangyao)
      }
    }
    if mask.contains(.t6) {
      text.removeRepeats(.t6) { scalar in
        Thai.isFollowing(scalar) || Thai.isLeading(scalar) || Thai.isVowelMark(scalar)
          || scalar == 0xE3A || (scalar >= 0xE4C && scalar <= 0xE4E)
      }
    }
    if mask.contains(.t7) { text.keepLast(.t7, of: Thai.isTone) }
    if mask.contains(.t8) {
      text.forEachPlace { text, i in
        guard Thai.isMark(text[i]), isSpace(text[i - 1]) else { return i + 1 }
        var end = i
        while Thai.isMark(text[end]) { end += 1 }
        // A mark by itself is one that is written about.
        return Thai.isLetter(text[end]) ? text.remove(.t8, i..<end) : end
      }
    }
    if mask.contains(.t13) { text.attachRepetition(.t13, Thai.maiyamok, Thai.isLetter) }
    if mask.contains(.t14) {
      text.forEachPlace { text, i in
        guard Thai.isConsonant(text[i]) else { return i + 1 }
        var end = i + 1
        while text[end] == text[i] { end += 1 }
        // Three can meet where two words do (คน + นนท์); four cannot.
        guard end - i >= 4 || (end - i == 3 && !Thai.isLetter(text[end])) else { return end }
        return text.remove(.t14, i + 1..<end)
      }
    }
  }

  func isSpace(_ scalar: UInt32) -> Bool { scalar == 0x20 || (scalar >= 0x09 && scalar <= 0x0D) }
}

// Rules that scripts share.
extension Rewriting {
  /// Leaves out what repeats the sign before it.
  mutating func removeRepeats(_ rule: Rule, of isMeant: (UInt32) -> Bool) {
    forEachPlace { text, i in
      guard isMeant(text[i]) else { return i + 1 }
      var end = i + 1
      while end < text.count, text[end] == text[i] { end += 1 }
      return end == i + 1 ? end : text.remove(rule, i + 1..<end)
    }
  }

  /// Makes am of niggahita and aa, behind the tones that stand among them.
  mutating func joinAm(
    _ rule: Rule, _ niggahita: UInt32, _ aa: UInt32, am: UInt32, isTone: (UInt32) -> Bool
  ) {
    forEachPlace { text, i in
      guard text[i] == niggahita || isTone(text[i]) else { return i + 1 }
      var end = i
      var isMeant = false
      while text[end] == niggahita || isTone(text[end]) {
        if text[end] == niggahita { isMeant = true }
        end += 1
      }
      guard isMeant, text[end] == aa else { return end }
      var signs = text.signs[i..<end].filter { $0.scalar != niggahita }
      let start = text.signs[i...end].map(\.start).min() ?? 0
      let last = text.signs[i...end].map(\.end).max() ?? 0
      signs.append(Sign(scalar: am, start: start, end: last))
      return text.replace(rule, i..<end + 1, with: signs)
    }
  }

  /// Of a run leaves the last.
  mutating func keepLast(_ rule: Rule, of isMeant: (UInt32) -> Bool) {
    forEachPlace { text, i in
      guard isMeant(text[i]) else { return i + 1 }
      var end = i + 1
      while isMeant(text[end]) { end += 1 }
      return end == i + 1 ? end : text.remove(rule, i..<end - 1)
    }
  }

  /// Takes the spaces before a sign of repetition away, and puts one behind it before a letter.
  mutating func attachRepetition(
    _ rule: Rule, _ sign: UInt32, _ isLetter: (UInt32) -> Bool
  ) {
    forEachPlace { text, i in
      if text[i] == 0x20 {
        var end = i
        while end < text.count, text[end] == 0x20 { end += 1 }
        guard text[end] == sign, isLetter(text[i - 1]) else { return end }
        return text.remove(rule, i..<end)
      }
      guard text[i] == sign, text[i + 1] != sign, isLetter(text[i + 1]) else { return i + 1 }
      return text.replace(rule, i + 1..<i + 1, with: 0x20)
    }
  }
}

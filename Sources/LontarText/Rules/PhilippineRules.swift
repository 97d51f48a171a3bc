// Filipino and Cebuano in Latin script, and Baybayin.

extension RuleEngine {
  func applyPhilippine(_ text: inout Rewriting) {
    if mask.contains(.f7) {
      text.forEachPlace { text, i in
        func isBaybayin(_ scalar: UInt32) -> Bool { scalar >= 0x1700 && scalar <= 0x1715 }
        // The pamudpod of Hanunoo, which looks the same.
        if text[i] == 0x1734, isBaybayin(text[i - 1]) {
          return text.replace(.f7, i..<i + 1, with: 0x1715)
        }
        guard text[i] >= 0x1712, text[i] <= 0x1715 else { return i + 1 }
        var end = i
        while text[end] >= 0x1712, text[end] <= 0x1715 { end += 1 }
        return text.sort(.f7, i..<end, ranks: 2) { $0 <= 0x1713 ? 0 : 1 }
      }
      text.removeRepeats(.f7) { $0 >= 0x1712 && $0 <= 0x1715 }
    }
    if isAddress(text) { return }
    if mask.contains(.f4) {
      text.forEachPlace { text, i in
        guard text[i] == 0x2019 || text[i] == 0x2BC || text[i] == 0x2018 else { return i + 1 }
        let isWithin = Latin.isLetter(text[i - 1]) && Latin.isLetter(text[i + 1])
        guard isWithin || (!Latin.isLetter(text[i - 1]) && isClipped(text, i + 1)) else {
          return i + 1
        }
        return text.replace(.f4, i..<i + 1, with: 0x27)
      }
    }
    if mask.contains(.f2) {
      text.forEachPlace { text, i in
        guard text[i] | 0x20 == 0x6D, !Latin.isLetter(text[i - 1]) else { return i + 1 }
        // m g̃ a and m ga.
        var k = i + 1
        if text[k] == 0x20 { k += 1 }
        guard text[k] == 0x67 else { return i + 1 }
        k += 1
        let hasTilde = text[k] == 0x303
        if hasTilde { k += 1 }
        guard text[k] == 0x61, !Latin.isLetter(text[k + 1]), hasTilde || k == i + 3 else {
          return i + 1
        }
        return text.replace(.f2, i + 1..<k + 1, with: 0x67, 0x61)
      }
    }
    if mask.contains(.f1a) {
      text.forEachPlace { text, i in
        // ng̃, or n and a tilde (which NFC makes ñ) before g.
        if text[i] == 0x303, text[i - 1] | 0x20 == 0x67, text[i - 2] | 0x20 == 0x6E {
          return text.remove(.f1a, i..<i + 1)
        }
        guard text[i] == 0xF1 || text[i] == 0xD1, text[i + 1] | 0x20 == 0x67 else { return i + 1 }
        return text.replace(.f1a, i..<i + 1, with: text[i] == 0xF1 ? 0x6E : 0x4E)
      }
    }
    if mask.contains(.f4a) {
      text.forEachPlace { text, i in
        let plain: UInt32
        switch text[i] {
        case 0xE0, 0xE1, 0xE2: plain = 0x61
        case 0xE8, 0xE9, 0xEA: plain = 0x65
        case 0xEC, 0xED, 0xEE: plain = 0x69
        case 0xF2, 0xF3, 0xF4: plain = 0x6F
        case 0xF9, 0xFA, 0xFB: plain = 0x75
        case 0xC0, 0xC1, 0xC2: plain = 0x41
        case 0xC8, 0xC9, 0xCA: plain = 0x45
        case 0xCC, 0xCD, 0xCE: plain = 0x49
        case 0xD2, 0xD3, 0xD4: plain = 0x4F
        case 0xD9, 0xDA, 0xDB: plain = 0x55
        default: return i + 1
        }
        return text.replace(.f4a, i..<i + 1, with: plain)
      }
    }
    if mask.contains(.f6) { cutLaughs(&text) }
    if mask.contains(.i1) { repeatWords(&text, .i1) }
    if mask.contains(.f3) { joinWords(&text) }
  }

  /// Whether a word begins here that has lost its first letters: 'wag of huwag.
  private func isClipped(_ text: Rewriting, _ i: Int) -> Bool {
    for word in [
      "wag", "yung", "yun", "yon", "yan", "to", "di", "no", "nay", "tay", "t", "y", "ko",
    ] {
      let scalars = word.unicodeScalars.map(\.value)
      if scalars.indices.allSatisfy({ text[i + $0] | 0x20 == scalars[$0] }),
        !Latin.isLetter(text[i + scalars.count]), text[i + scalars.count] != 0x2019
      {
        return true
      }
    }
    return false
  }

  /// Of a letter three times or more leaves one, of two letters more than twice two.
  private func cutLaughs(_ text: inout Rewriting) {
    text.forEachPlace { text, i in
      guard Latin.isLetter(text[i]) else { return i + 1 }
      var end = i + 1
      while text[end] | 0x20 == text[i] | 0x20 { end += 1 }
      let isNumeral = text[i] == 0x49 || text[i] == 0x58 || text[i] == 0x4D
      if end - i >= 3, text[i] | 0x20 != 0x77, !isNumeral {
        return text.remove(.f6, i + 1..<end)
      }
      if end > i + 1 { return end }
      guard Latin.isLetter(text[i + 1]) else { return i + 1 }
      var pairs = i + 2
      while Latin.isLetter(text[pairs]), text[pairs] | 0x20 == text[i] | 0x20,
        text[pairs + 1] | 0x20 == text[i + 1] | 0x20
      {
        pairs += 2
      }
      return pairs >= i + 6 ? text.remove(.f6, i + 4..<pairs) : i + 1
    }
  }

  /// mag aral is mag-aral, araw araw is araw-araw.
  private func joinWords(_ text: inout Rewriting) {
    text.forEachPlace { text, i in
      guard Latin.isLetter(text[i]), !Latin.isLetter(text[i - 1]), text[i - 1] != 0x2D else {
        return i + 1
      }
      var end = i
      while Latin.isLetter(text[end]) { end += 1 }
      guard text[end] == 0x20, end + 1 < text.count else { return end }
      let length = end - i
      let second = end + 1
      var secondEnd = second
      while Latin.isLetter(text[secondEnd]) { secondEnd += 1 }
      let isPrefix = ["mag", "nag", "pag", "mang", "nang", "pang", "tag"].contains { prefix in
        let scalars = prefix.unicodeScalars.map(\.value)
        return scalars.count == length && prefix != "nang"
          && scalars.indices.allSatisfy { text[i + $0] | 0x20 == scalars[$0] }
      }
      let isSame =
        length >= 4 && secondEnd - second == length
        && (0..<length).allSatisfy { text[second + $0] | 0x20 == text[i + $0] | 0x20 }
      guard isSame || (isPrefix && Latin.isVowel(text[second]) && secondEnd - second >= 3) else {
        return end
      }
      _ = text.replace(.f3, end..<second, with: 0x2D)
      return secondEnd
    }
  }
}

// Khmer, after the Khmer Encoding Structure (SIL, version 2, 2024): a syllable is a base, and then
// robat, coengs, shifter, vowel, modifiers, final, each where it is wanted. Middle Khmer has coengs behind
// all these as well, with U+200D before them.

enum Khmer {
  static let coeng: UInt32 = 0x17D2
  static let ro: UInt32 = 0x179A
  static let joiner: UInt32 = 0x200D

  static func isBase(_ scalar: UInt32) -> Bool {
    (scalar >= 0x1780 && scalar <= 0x17B3) || scalar == 0x25CC
  }
  static func isShifter(_ scalar: UInt32) -> Bool { scalar == 0x17C9 || scalar == 0x17CA }
  static func isMark(_ scalar: UInt32) -> Bool {
    (scalar >= 0x17B6 && scalar <= 0x17D1) || scalar == 0x17D3 || scalar == 0x17DD
  }
  static func isVowel(_ scalar: UInt32) -> Bool { scalar >= 0x17B6 && scalar <= 0x17C5 }
  static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x17E0 && scalar <= 0x17E9 }

  static let ranks = 12
  static let finalCoeng = 11
  /// The place of a sign in a syllable; nil for what ends one.
  static func rank(_ scalar: UInt32) -> Int? {
    switch scalar {
    case 0x17CC: 1
    case coeng: 2
    case 0x17C9, 0x17CA: 3
    case 0x200C: 4
    case 0x17BE...0x17C5: 5
    case 0x17BB...0x17BD: 6
    case 0x17B7...0x17BA: 7
    case 0x17B6: 8
    case 0x17C6, 0x17CB, 0x17CD...0x17D1, 0x17D3, 0x17DD: 9
    case 0x17C7, 0x17C8: 10
    default: nil
    }
  }

  /// Consonants that keep a shifter of the first series above (series 1, and what outweighs it).
  static func isStrong(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1780...0x1783, 0x1785...0x1788, 0x178A...0x178D, 0x178F...0x1792, 0x1795...0x1797,
      0x179E...0x17A0, 0x17A2:
      true
    default: false
    }
  }
}

extension RuleEngine {
  func applyKhmer(_ text: inout Rewriting) {
    if mask.contains(.k11) {
      text.forEachPlace { text, i in
        switch text[i] {
        case 0x17A3: text.replace(.k11, i..<i + 1, with: 0x17A2)
        case 0x17A4: text.replace(.k11, i..<i + 1, with: 0x17A2, 0x17B6)
        case 0x17B4, 0x17B5: text.remove(.k11, i..<i + 1)
        case 0x17D8: text.replace(.k11, i..<i + 1, with: 0x17D4, 0x179B, 0x17D4)
        default: i + 1
        }
      }
    }
    if mask.contains(.k11a) {
      text.forEachPlace { text, i in
        switch text[i] {
        case 0x17D3: text.replace(.k11a, i..<i + 1, with: 0x17C6)
        case 0x17A8: text.replace(.k11a, i..<i + 1, with: 0x17A7, 0x1780)
        case 0x17B2: text.replace(.k11a, i..<i + 1, with: 0x17B1)
        case 0x17DD: text.replace(.k11a, i..<i + 1, with: 0x17D1)
        default: i + 1
        }
      }
    }
    if mask.contains(.k12) { joinLunarDates(&text) }
    if mask.contains(.k8) {
      text.forEachPlace { text, i in
        guard text[i] == Khmer.coeng else { return i + 1 }
        var end = i + 1
        while text[end] == Khmer.coeng || text[end] == 0x200C || text[end] == 0x200D { end += 1 }
        return end == i + 1 ? end : text.replace(.k8, i..<end, with: Khmer.coeng)
      }
    }
    if mask.contains(.k9) {
      text.forEachPlace { text, i in
        guard text[i] == 0x200B else { return i + 1 }
        var end = i + 1
        while text[end] == 0x200B { end += 1 }
        let before = text[i - 1]
        let after = text[end]
        let isInside =
          (before == Khmer.coeng && Khmer.isBase(after))
          || ((Khmer.isBase(before) || Khmer.isMark(before))
            && (Khmer.isMark(after) || after == Khmer.coeng))
        return isInside ? text.remove(.k9, i..<end) : end
      }
    }
    if mask.contains(.k13) {
      text.forEachPlace { text, i in
        guard text[i] == Khmer.coeng, text[i + 1] == 0x17DD else { return i + 1 }
        var end = i + 1
        while text[end] == 0x17DD { end += 1 }
        guard Khmer.isBase(text[end]) else { return end }
        let signs = text.signs
        return text.replace(.k13, i + 1..<end + 1, with: [signs[end]] + signs[i + 1..<end])
      }
    }
    if mask.contains(.k15) {
      text.forEachPlace { text, i in
        guard text[i] == Khmer.coeng, !Khmer.isBase(text[i + 1]) else { return i + 1 }
        return text.remove(.k15, i..<i + 1)
      }
    }
    if mask.contains(.k17) {
      text.forEachPlace { text, i in
        guard text[i] == Khmer.coeng, Khmer.isBase(text[i + 1]), Khmer.isVowel(text[i - 1]) else {
          return i + 1
        }
        _ = text.replace(.k17, i..<i, with: Khmer.joiner)
        return i + 1
      }
    }
    if mask.contains(.k5) {
      text.forEachPlace { text, i in
        guard text[i] == Khmer.coeng, text[i + 1] == 0x178A else { return i + 1 }
        return text.replace(.k5, i + 1..<i + 2, with: 0x178F)
      }
    }
    if mask.contains(.k1) { text.forEachPlace { text, i in sortSyllable(&text, i) } }
    if mask.contains(.k4) {
      text.forEachPlace { text, i in
        func isCoeng(_ k: Int) -> Bool { text[k] == Khmer.coeng && Khmer.isBase(text[k + 1]) }
        var end = i
        var isSorted = true
        var hasRo = false
        while isCoeng(end) {
          if text[end + 1] == Khmer.ro { hasRo = true } else if hasRo { isSorted = false }
          end += 2
        }
        if end == i { return i + 1 }
        if isSorted { return end }
        var others: [Sign] = []
        var ros: [Sign] = []
        for k in stride(from: i, to: end, by: 2) {
          if text[k + 1] == Khmer.ro {
            ros.append(contentsOf: text.signs[k..<k + 2])
          } else {
            others.append(contentsOf: text.signs[k..<k + 2])
          }
        }
        return text.replace(.k4, i..<end, with: others + ros)
      }
    }
    if mask.contains(.k2) {
      text.forEachPlace { text, i in
        // e, perhaps a vowel below, and ii or aa: oe or oo.
        if text[i] == 0x17B8, text[i + 1] == 0x17C1 {
          return text.replace(.k2, i..<i + 2, with: 0x17BE)
        }
        guard text[i] == 0x17C1 else { return i + 1 }
        let below = (0x17BB...0x17BD).contains(text[i + 1])
        let last = below ? i + 2 : i + 1
        guard text[last] == 0x17B8 || text[last] == 0x17B6 else { return i + 1 }
        let joined: UInt32 = text[last] == 0x17B8 ? 0x17BE : 0x17C4
        return text.replace(.k2, i..<last + 1, with: below ? [joined, text[i + 1]] : [joined])
      }
    }
    if mask.contains(.k6) {
      if mask.contains(.k3) {
        // Without K6 this would be undone by the order of signs.
        text.forEachPlace { text, i in
          guard text[i] == 0x17BE, text[i + 1] == 0x17BB else { return i + 1 }
          return text.replace(.k3, i..<i + 2, with: [text.signs[i + 1], text.signs[i]])
        }
      }
      // The syllable is looked at as one walks, so that each sign is seen once.
      var strength = Strength()
      text.forEachPlace { text, i in
        strength.see(text[i], after: text[i - 1])
        guard text[i] == 0x17BB, isAboveContext(text, i + 1) else { return i + 1 }
        // Samyok stands with muusikatoan alone.
        if text[i + 1] == 0x17D0 && strength.isStrong { return i + 1 }
        return text.replace(.k6, i..<i + 1, with: strength.isStrong ? 0x17CA : 0x17C9)
      }
    }
    if mask.contains(.k7) {
      var strength = Strength()
      text.forEachPlace { text, i in
        strength.see(text[i], after: text[i - 1])
        guard text[i] == 0x200C, Khmer.isShifter(text[i - 1]) else { return i + 1 }
        let wouldShift = strength.isStrong == (text[i - 1] == 0x17CA)
        return wouldShift && isAboveContext(text, i + 1) ? i + 1 : text.remove(.k7, i..<i + 1)
      }
    }
    if mask.contains(.k10) { text.removeRepeats(.k10, of: Khmer.isMark) }
    if mask.contains(.k16) {
      text.forEachPlace { text, i in
        guard text[i] == 0x20, Khmer.isBase(text[i - 1]) || Khmer.isMark(text[i - 1]) else {
          return i + 1
        }
        var end = i
        while end < text.count, text[end] == 0x20 { end += 1 }
        switch text[end] {
        case 0x17D4...0x17D7, 0x21, 0x3F: return text.remove(.k16, i..<end)
        default: return end
        }
      }
    }
  }

  /// How the consonants of the syllable under way, so far, weigh on a shifter.
  private struct Strength {
    private var hasStrong = false
    private var hasBa = false

    mutating func see(_ scalar: UInt32, after before: UInt32) {
      if Khmer.isBase(scalar) {
        if before != Khmer.coeng { self = Strength() }
        if scalar == 0x1794 { hasBa = true } else if Khmer.isStrong(scalar) { hasStrong = true }
      }
    }

    var isStrong: Bool { hasStrong && !hasBa }
  }

  /// Whether what stands there pushes a shifter below the base.
  private func isAboveContext(_ text: Rewriting, _ i: Int) -> Bool {
    switch text[i] {
    case 0x17B7...0x17BA, 0x17BE, 0x17DD, 0x17D0: true
    case 0x17B6: text[i + 1] == 0x17C6
    default: false
    }
  }

  /// Sorts the signs of a syllable that begins here.
  private func sortSyllable(_ text: inout Rewriting, _ i: Int) -> Int {
    guard Khmer.isBase(text[i]) else { return i + 1 }
    var end = i + 1
    var last = 0
    var isSorted = true
    while let (rank, length) = sign(of: text, end) {
      if rank < last { isSorted = false }
      last = rank
      end += length
    }
    if isSorted { return end }
    var sorted: [Sign] = []
    for wanted in 1..<Khmer.ranks {
      var k = i + 1
      while k < end, let (rank, length) = sign(of: text, k) {
        if rank == wanted { sorted.append(contentsOf: text.signs[k..<k + length]) }
        k += length
      }
    }
    return text.replace(.k1, i + 1..<end, with: sorted)
  }

  /// The place in its syllable of what begins here, and how many scalars belong together; nil for what
  /// ends one. Coengs go with their bases, final ones all together.
  private func sign(of text: Rewriting, _ i: Int) -> (rank: Int, length: Int)? {
    if isFinalCoeng(text, i) {
      var length = 3
      while text[i + length] == Khmer.coeng, Khmer.isBase(text[i + length + 1]) { length += 2 }
      return (Khmer.finalCoeng, length)
    }
    guard let rank = Khmer.rank(text[i]) else { return nil }
    if rank != 2 { return (rank, 1) }
    return Khmer.isBase(text[i + 1]) ? (rank, 2) : nil
  }

  /// Whether a final coeng of Middle Khmer begins here.
  func isFinalCoeng(_ text: Rewriting, _ i: Int) -> Bool {
    mask.contains(.k17) && text[i] == Khmer.joiner && text[i + 1] == Khmer.coeng
      && Khmer.isBase(text[i + 2])
  }

  /// Days of the lunar calendar: a number above (waxing) or below (waning) a stop, typed with a coeng.
  private func joinLunarDates(_ text: inout Rewriting) {
    text.forEachPlace { text, i in
      func day(_ first: Int, _ second: Int?) -> UInt32? {
        guard let second else { return text[first] - 0x17E0 }
        let day = (text[first] - 0x17E0) * 10 + text[second] - 0x17E0
        return text[first] == 0x17E1 && day <= 15 ? day : nil
      }
      if Khmer.isDigit(text[i]), !Khmer.isDigit(text[i - 1]) {
        let isTwo = Khmer.isDigit(text[i + 1])
        let end = i + (isTwo ? 2 : 1)
        guard text[end] == Khmer.coeng, text[end + 1] == 0x17D4,
          let day = day(i, isTwo ? i + 1 : nil)
        else { return i + 1 }
        return text.replace(.k12, i..<end + 2, with: 0x19E0 + day)
      }
      if text[i] == 0x17D4, text[i + 1] == Khmer.coeng, Khmer.isDigit(text[i + 2]) {
        let isTwo = Khmer.isDigit(text[i + 3])
        let end = i + (isTwo ? 4 : 3)
        guard !(isTwo && Khmer.isDigit(text[end])), let day = day(i + 2, isTwo ? i + 3 : nil)
        else { return i + 1 }
        return text.replace(.k12, i..<end, with: 0x19F0 + day)
      }
      return i + 1
    }
  }
}

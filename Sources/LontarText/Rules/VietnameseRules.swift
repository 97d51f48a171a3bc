// Vietnamese. Tones move by the grammar of the syllable: a word that is no syllable is left alone.

extension RuleEngine {
  func applyVietnamese(_ text: inout Rewriting) {
    // Words in addresses and file names are names.
    if isAddress(text) { return }
    if mask.contains(.v2) {
      forEachWord(&text, takingLookAlikes: true) { text, word in
        guard word.contains(where: { Self.isLookAlike(text[$0]) }) else { return word.upperBound }
        var signs = Array(text.signs[word])
        for k in signs.indices {
          if let letter = Self.lookAlike(signs[k].scalar) { signs[k].scalar = letter }
        }
        guard Vietnamese.syllable(signs[...]) != nil else { return word.upperBound }
        return text.replace(.v2, word, with: signs)
      }
    }
    if mask.contains(.v4) {
      text.forEachPlace { text, i in
        guard Vietnamese.tone(text[i]) != 0 else { return i + 1 }
        var end = i + 1
        var last: Int?
        while let tone = Vietnamese.tone(ofMark: text[end]) {
          last = tone
          end += 1
        }
        guard let last else { return end }
        return text.replace(.v4, i..<end, with: Vietnamese.setting(text[i], tone: last))
      }
    }
    if mask.contains(.v5) || mask.contains(.v6) {
      forEachWord(&text) { text, word in
        moveTone(&text, word)
      }
    }
    if mask.contains(.v7) {
      forEachWord(&text) { text, word in
        let last = word.upperBound - 1
        guard word.count == 2, Vietnamese.vowel(text[last]) == 12,
          Array("hklmst".utf8).contains(where: { UInt32($0) == text[word.lowerBound] })
        else { return word.upperBound }
        let i = Vietnamese.setting(0x69, tone: Vietnamese.tone(text[last]))
        return text.replace(.v7, last..<last + 1, with: i)
      }
    }
    if mask.contains(.v9) { decodeKeystrokes(&text) }
  }

  /// Calls a rule with each run of Vietnamese letters that no digit, underscore, hash or other letter
  /// touches.
  func forEachWord(
    _ text: inout Rewriting, takingLookAlikes: Bool = false,
    _ rule: (inout Rewriting, Range<Int>) -> Int
  ) {
    func isLetter(_ scalar: UInt32) -> Bool {
      Vietnamese.isLetter(scalar) || (takingLookAlikes && Self.isLookAlike(scalar))
    }
    text.forEachPlace { text, i in
      guard isLetter(text[i]) else { return i + 1 }
      var end = i + 1
      while isLetter(text[end]) { end += 1 }
      guard !Self.touchesWord(text[i - 1]), !Self.touchesWord(text[end]), text[i - 1] != 0x23 else {
        return end
      }
      return max(rule(&text, i..<end), end)
    }
  }

  /// Digits, underscores, combining marks, and letters of others.
  private static func touchesWord(_ scalar: UInt32) -> Bool {
    (scalar >= 0x30 && scalar <= 0x39) || scalar == 0x5F
      || (scalar >= 0xC0 && scalar <= 0x36F && scalar != 0xD7 && scalar != 0xF7)
      || (scalar >= 0x1E00 && scalar <= 0x1EFF)
  }

  func isAddress(_ text: Rewriting) -> Bool {
    for (k, sign) in text.signs.enumerated() {
      if sign.scalar == 0x40 { return true }
      if sign.scalar == 0x3A, text[k + 1] == 0x2F, text[k + 2] == 0x2F { return true }
    }
    return text[0] == 0x77 && text[1] == 0x77 && text[2] == 0x77 && text[3] == 0x2E
  }

  private static func isLookAlike(_ scalar: UInt32) -> Bool { lookAlike(scalar) != nil }

  private static func lookAlike(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0xD0, 0x189: 0x110
    case 0xF0, 0x256: 0x111
    default: nil
    }
  }

  /// Puts the tone of a syllable where it belongs.
  private func moveTone(_ text: inout Rewriting, _ word: Range<Int>) -> Int {
    // Most words have one vowel, or bear the tone where any style wants it.
    var toned = -1
    for k in word where Vietnamese.tone(text[k]) != 0 {
      if toned >= 0 { return word.upperBound }
      toned = k
    }
    guard toned >= 0,
      (toned > word.lowerBound && Vietnamese.vowel(text[toned - 1]) != 0)
        || (toned + 1 < word.upperBound && Vietnamese.vowel(text[toned + 1]) != 0),
      let syllable = Vietnamese.syllable(text.signs[word])
    else { return word.upperBound }
    let (old, isAgreed) = Vietnamese.bearer(syllable, text.signs[word])
    var bearer = old
    var rule = Rule.v6
    if !isAgreed {
      let isStyled = mask.contains(.v5) && toneStyle != .keep
      if !isStyled, syllable.vowels.contains(toned) { return word.upperBound }
      if isStyled {
        if toneStyle == .new { bearer = old + 1 }
        if syllable.vowels.contains(toned) { rule = .v5 }
      } else if !mask.contains(.v6) {
        return word.upperBound
      }
    }
    guard bearer != toned, mask.contains(rule) else { return word.upperBound }
    let tone = Vietnamese.tone(text[toned])
    let range = min(toned, bearer)..<max(toned, bearer) + 1
    var signs = Array(text.signs[range])
    signs[toned - range.lowerBound].scalar = Vietnamese.setting(text[toned], tone: 0)
    signs[bearer - range.lowerBound].scalar = Vietnamese.setting(text[bearer], tone: tone)
    return text.replace(rule, range, with: signs)
  }

  // MARK: - Keystrokes

  /// Telex and VNI keystrokes that reached the text: two words at least, or nothing is done.
  private func decodeKeystrokes(_ text: inout Rewriting) {
    text.forEachPlace { text, i in
      guard Keystrokes.isKey(text[i]), !Vietnamese.isLetter(text[i - 1]) else { return i + 1 }
      var end = i
      while Keystrokes.isKey(text[end]) { end += 1 }
      guard !Vietnamese.isLetter(text[end]),
        let decoded = Keystrokes.decode(text.signs[i..<end])
      else { return end }
      return text.replace(.v9, i..<end, with: decoded)
    }
  }
}

/// The keystrokes of the Telex and VNI input methods.
enum Keystrokes {
  static func isKey(_ scalar: UInt32) -> Bool {
    (scalar >= 0x30 && scalar <= 0x39) || (scalar >= 0x41 && scalar <= 0x5A)
      || (scalar >= 0x61 && scalar <= 0x7A)
  }

  /// The syllable that a word spells, if it is none itself and spells one with a mark.
  static func decode(_ word: ArraySlice<Sign>) -> [UInt32]? {
    guard word.count >= 3, word.count <= 12, Vietnamese.syllable(word) == nil else { return nil }
    let hasDigits = word.contains { $0.scalar < 0x40 }
    guard let decoded = hasDigits ? vni(word) : telex(word) else { return nil }
    let signs = decoded.map { Sign(scalar: $0, start: 0, end: 0) }
    guard let syllable = Vietnamese.syllable(signs[...]) else { return nil }
    // A syllable that ends in a stop has an acute or a dot below, and no other tone.
    let tone = syllable.vowels.map { Vietnamese.tone(signs[$0].scalar) }.max() ?? 0
    let last = decoded.last ?? 0
    let isStopped =
      [0x63, 0x70, 0x74].contains(last) || (last == 0x68 && decoded.dropLast().last == 0x63)
    if isStopped, tone != 2, tone != 5 { return nil }
    return decoded
  }

  /// Puts a tone on the syllable that letters spell.
  private static func place(_ tone: Int, on letters: [UInt32]) -> [UInt32]? {
    let signs = letters.map { Sign(scalar: $0, start: 0, end: 0) }
    guard let syllable = Vietnamese.syllable(signs[...]) else { return nil }
    var letters = letters
    let bearer = Vietnamese.bearer(syllable, signs[...]).place
    letters[bearer] = Vietnamese.setting(letters[bearer], tone: tone)
    return letters
  }

  /// In Telex aa ee oo dd aw ow uw stand for â ê ô đ ă ơ ư, and f s r x j for tones.
  private static func telex(_ word: ArraySlice<Sign>) -> [UInt32]? {
    let tones: [UInt32: Int] = [0x66: 1, 0x73: 2, 0x72: 3, 0x78: 4, 0x6A: 5]
    var letters: [UInt32] = []
    var tone = 0
    for (number, sign) in word.enumerated() {
      let scalar = sign.scalar
      let small = scalar | 0x20
      let last = letters.last ?? 0
      let isDouble = last | 0x20 == small && last < 0x80
      switch small {
      case 0x61 where isDouble: letters[letters.count - 1] = last == 0x61 ? 0xE2 : 0xC2
      case 0x65 where isDouble: letters[letters.count - 1] = last == 0x65 ? 0xEA : 0xCA
      case 0x6F where isDouble: letters[letters.count - 1] = last == 0x6F ? 0xF4 : 0xD4
      case 0x64 where isDouble: letters[letters.count - 1] = last == 0x64 ? 0x111 : 0x110
      case 0x77:
        guard horn(&letters) else { return nil }
      case _ where number > 0 && hasVowel(letters) && tones[small] != nil:
        if tone != 0 { return nil }
        tone = tones[small] ?? 0
      default: letters.append(scalar)
      }
    }
    return place(tone, on: letters)
  }

  /// In VNI 1 to 5 are tones, 6 a circumflex, 7 a horn, 8 a breve, and 9 makes đ.
  private static func vni(_ word: ArraySlice<Sign>) -> [UInt32]? {
    var letters: [UInt32] = []
    var tone = 0
    for sign in word {
      let scalar = sign.scalar
      switch scalar {
      case 0x31...0x35:
        guard tone == 0, hasVowel(letters) else { return nil }
        tone = [0x31: 2, 0x32: 1, 0x33: 3, 0x34: 4, 0x35: 5][scalar] ?? 0
      case 0x36:
        guard
          set(&letters, [0x61: 0xE2, 0x65: 0xEA, 0x6F: 0xF4, 0x41: 0xC2, 0x45: 0xCA, 0x4F: 0xD4])
        else { return nil }
      case 0x37: guard horn(&letters) else { return nil }
      case 0x38: guard set(&letters, [0x61: 0x103, 0x41: 0x102]) else { return nil }
      case 0x39: guard set(&letters, [0x64: 0x111, 0x44: 0x110]) else { return nil }
      case 0x30: return nil
      default: letters.append(scalar)
      }
    }
    return place(tone, on: letters)
  }

  private static func hasVowel(_ letters: [UInt32]) -> Bool {
    letters.contains { Vietnamese.vowel($0) != 0 }
  }

  /// Changes the last letter that can be changed.
  private static func set(_ letters: inout [UInt32], _ map: [UInt32: UInt32]) -> Bool {
    for k in letters.indices.reversed() {
      if let letter = map[letters[k]] {
        letters[k] = letter
        return true
      }
    }
    return false
  }

  /// A horn or breve: on uo on both.
  private static func horn(_ letters: inout [UInt32]) -> Bool {
    if let k = letters.indices.dropFirst().last(where: {
      letters[$0] | 0x20 == 0x6F && letters[$0 - 1] | 0x20 == 0x75
    }) {
      letters[k] = letters[k] == 0x6F ? 0x1A1 : 0x1A0
      letters[k - 1] = letters[k - 1] == 0x75 ? 0x1B0 : 0x1AF
      return true
    }
    return set(
      &letters, [0x61: 0x103, 0x41: 0x102, 0x6F: 0x1A1, 0x4F: 0x1A0, 0x75: 0x1B0, 0x55: 0x1AF])
  }
}

// Indonesian, Malay, Javanese and Sundanese in Latin script, and Malay in Jawi.

enum Latin {
  static func isLetter(_ scalar: UInt32) -> Bool {
    (scalar | 0x20 >= 0x61 && scalar | 0x20 <= 0x7A && scalar < 0x80)
      || (scalar >= 0xC0 && scalar <= 0x24F && scalar != 0xD7 && scalar != 0xF7)
  }
  static func isSmall(_ scalar: UInt32) -> Bool { scalar >= 0x61 && scalar <= 0x7A }
  static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }
  static func isVowel(_ scalar: UInt32) -> Bool {
    switch scalar | 0x20 {
    case 0x61, 0x65, 0x69, 0x6F, 0x75: scalar < 0x80
    default: false
    }
  }
}

enum Jawi {
  /// What a letter of Arabic is in the Malaysian standard.
  static func standardLetter(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x6AC, 0x6AF: 0x762
    case 0x643: 0x6A9
    case 0x6CC: 0x64A
    default: nil
    }
  }

  /// The letters of a presentation form, by NFKC.
  static func letters(ofForm scalar: UInt32) -> [UInt32]? {
    switch scalar {
    case 0xFB50...0xFDFF, 0xFE70...0xFEFC: break
    default: return nil
    }
    var bytes: [UInt8] = []
    Rewriting.append(scalar, to: &bytes)
    var output: [UInt8] = []
    guard (try? Normalizer(form: .nfkc).normalize(bytes.span, appendingTo: &output)) != nil,
      output != bytes
    else { return nil }
    // What is not letters, such as the spaces before a mark by itself and the long phrases, stays.
    guard scalar < 0xFDF0 || scalar > 0xFDFF, output.first != 0x20 else { return nil }
    var read = Rewriting()
    read.read(output.span)
    return read.signs.map(\.scalar)
  }
}

extension RuleEngine {
  func applyMalay(_ text: inout Rewriting) {
    if mask.contains(.j2) {
      text.forEachPlace { text, i in
        if text[i] < 0x640 { return i + 1 }
        if text[i] == 0x640 { return text.remove(.j2, i..<i + 1) }
        guard let letters = Jawi.letters(ofForm: text[i]) else { return i + 1 }
        return text.replace(.j2, i..<i + 1, with: letters)
      }
    }
    if mask.contains(.j1) {
      text.forEachPlace { text, i in
        guard let letter = Jawi.standardLetter(text[i]) else { return i + 1 }
        return text.replace(.j1, i..<i + 1, with: letter)
      }
    }
    if isAddress(text) { return }
    if mask.contains(.i7) { unleet(&text) }
    if mask.contains(.i3) {
      text.forEachPlace { text, i in
        guard Latin.isLetter(text[i]) else { return i + 1 }
        var end = i + 1
        while text[end] | 0x20 == text[i] | 0x20 { end += 1 }
        // www, and Roman numbers, are not drawn out.
        let isNumeral = text[i] == 0x49 || text[i] == 0x58 || text[i] == 0x4D
        guard end - i >= 3, text[i] | 0x20 != 0x77, !isNumeral else { return end }
        return text.remove(.i3, i + 1..<end)
      }
    }
    if mask.contains(.i1) { repeatWords(&text, .i1) }
    if mask.contains(.i2) { joinRepeats(&text, .i2) }
  }

  /// A word with a 2 behind it is said twice: anak2, anak-2, anak², berkali2, anak2nya.
  func repeatWords(_ text: inout Rewriting, _ rule: Rule) {
    text.forEachPlace { text, i in
      guard Latin.isLetter(text[i]), !Latin.isLetter(text[i - 1]), !Latin.isDigit(text[i - 1])
      else {
        return i + 1
      }
      var end = i
      while Latin.isLetter(text[end]) { end += 1 }
      var mark = end
      if text[mark] == 0x2D { mark += 1 }
      guard text[mark] == 0x32 || text[mark] == 0xB2 else { return end }
      var suffix = mark + 1
      while Latin.isSmall(text[suffix]) { suffix += 1 }
      guard !Latin.isDigit(text[suffix]), text[suffix] != 0x2D,
        let words = reduplicated(text, i..<end, suffix: mark + 1..<suffix)
      else { return suffix }
      return text.replace(rule, i..<suffix, with: words)
    }
  }

  /// The two words, or nil for units, formulas and names.
  private func reduplicated(
    _ text: Rewriting, _ word: Range<Int>, suffix: Range<Int>
  ) -> [UInt32]? {
    let letters = word.map { text[$0] }
    let tail = suffix.map { text[$0] }
    func equals(_ letters: some Collection<UInt32>, _ word: String) -> Bool {
      letters.elementsEqual(word.unicodeScalars.map(\.value))
    }
    // Three letters at least, small but for the first, with a vowel.
    guard letters.count >= 3, letters.dropFirst().allSatisfy({ !(0x41...0x5A).contains($0) }),
      letters.contains(where: Latin.isVowel)
    else { return nil }
    let suffixes = ["", "nya", "ku", "mu", "an", "kan", "lah", "kah", "pun", "i"]
    guard suffixes.contains(where: { equals(tail, $0) }) else { return nil }
    // berkali2 repeats kali, and so on with the prefixes that stay outside.
    var stem = letters[...]
    for prefix in ["ber", "ter", "se"] {
      let scalars = prefix.unicodeScalars.map(\.value)
      let rest = letters.dropFirst(scalars.count)
      guard letters.starts(with: scalars), rest.count >= 4, rest.contains(where: Latin.isVowel),
        let first = rest.first
      else { continue }
      // Many a word begins with se that is no prefix, as in senang and sering.
      let stems = [
        "baik", "banyak", "besar", "bisa", "cepat", "dapat", "hari", "jauh", "kali", "kecil",
        "kurang",
        "lama", "mungkin", "tidak",
      ]
      if prefix == "se" {
        guard Latin.isVowel(first) || stems.contains(where: { equals(rest, $0) }) else { continue }
      } else if Latin.isVowel(first) {
        continue
      }
      stem = rest
      break
    }
    // The second time it is not at the start of a sentence.
    let again = stem.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return letters + [0x2D] + again + tail
  }

  /// anak - anak, with spaces or a dash, is anak-anak.
  func joinRepeats(_ text: inout Rewriting, _ rule: Rule) {
    text.forEachPlace { text, i in
      guard Latin.isLetter(text[i]), !Latin.isLetter(text[i - 1]), text[i - 1] != 0x2D else {
        return i + 1
      }
      var end = i
      while Latin.isLetter(text[end]) { end += 1 }
      let length = end - i
      var second = end
      while text[second] == 0x20, second < end + 1 { second += 1 }
      guard text[second] == 0x2D || text[second] == 0x2013 || text[second] == 0x2010,
        second < text.count
      else { return end }
      let isPlain = second == end && text[second] == 0x2D
      second += 1
      if text[second] == 0x20 { second += 1 }
      guard length >= 2, !(isPlain && second == end + 1) else { return end }
      let isSame = (0..<length).allSatisfy { text[second + $0] | 0x20 == text[i + $0] | 0x20 }
      guard isSame, !Latin.isLetter(text[second + length]), second + length <= text.count else {
        return end
      }
      return text.replace(rule, end..<second, with: 0x2D)
    }
  }

  /// Digits within words that are read as letters.
  private func unleet(_ text: inout Rewriting) {
    text.forEachPlace { text, i in
      func isWord(_ k: Int) -> Bool { Latin.isLetter(text[k]) || Latin.isDigit(text[k]) }
      guard isWord(i), !isWord(i - 1) else { return i + 1 }
      var end = i
      var digits = 0
      var isSmall = true
      while isWord(end) {
        if Latin.isDigit(text[end]) {
          digits += 1
        } else if !Latin.isSmall(text[end]) {
          isSmall = false
        }
        end += 1
      }
      // Digits stand between or before letters, and there are no more of them than letters.
      guard digits > 0, isSmall, end - i >= 4, digits * 2 <= end - i, !Latin.isDigit(text[end - 1])
      else { return end }
      var letters: [Sign] = []
      for k in i..<end {
        var sign = text.signs[k]
        switch sign.scalar {
        case 0x30: sign.scalar = 0x6F
        case 0x31: sign.scalar = 0x69
        case 0x33: sign.scalar = 0x65
        case 0x34: sign.scalar = 0x61
        case 0x35: sign.scalar = 0x73
        case 0x37: sign.scalar = 0x74
        case 0x32, 0x36, 0x38, 0x39: return end
        default: break
        }
        letters.append(sign)
      }
      return text.replace(.i7, i..<end, with: letters)
    }
  }
}

/// One rule of normalisation. Its id does not change from release to release; its raw value may.
///
///     Rule(id: "T1")?.summary   // "sara e twice is sara ae: เเ -> แ"
///
/// Letters stand for who a rule is for: G everyone, T Thai, V Vietnamese, K Khmer, L Lao, M Burmese,
/// I Indonesian and Malay, J Jawi, F the languages of the Philippines.
public enum Rule: UInt8, CaseIterable, Sendable {
  case g1, g2, g3, g4, g5, g6, g7, g8, g9, g10, g11, g12
  case t1, t2, t3, t4, t5, t5b, t6, t7, t8, t9, t12, t13, t14, t15, t16
  case v2, v4, v5, v6, v7, v9
  case k1, k2, k3, k4, k5, k6, k7, k8, k9, k10, k11, k11a, k12, k13, k15, k16, k17
  case l1, l2, l3, l4, l4b, l5, l6, l7, l8
  case m2, m3, m4, m5, m6, m8
  case i1, i2, i3, i7, j1, j2
  case f1a, f2, f3, f4, f4a, f6, f7

  /// When a rule runs.
  public enum Level: String, Sendable {
    /// In the rules `standard` and `aggressive`: it mends what a careful reader calls a fault.
    case standard
    /// In `aggressive` alone: it makes keys for search and for finding duplicates.
    case aggressive
    /// Only when it is asked for by its id.
    case optional
  }

  /// Finds a rule.
  public init?(id: String) {
    guard let found = Rule.allCases.first(where: { $0.id == id }) else { return nil }
    self = found
  }

  /// What it is called in options and explanations.
  public var id: String {
    let name = "\(self)"
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  /// When it runs.
  public var level: Level { row.level }
  /// What it does, in a line.
  public var summary: String { row.summary }

  /// Whether it is for a language; nil is a text of any language.
  public func applies(to language: Language?) -> Bool {
    guard let languages = row.languages else { return true }
    return language.map(languages.contains) ?? false
  }

  private struct Row {
    var level: Level
    var languages: [Language]?
    var summary: String
  }

  private static let malay: [Language] = [.indonesian, .malay, .javanese, .sundanese]
  private static let philippine: [Language] = [.filipino, .cebuano]

  private var row: Row {
    func row(_ level: Level, _ languages: [Language]?, _ summary: String) -> Row {
      Row(level: level, languages: languages, summary: summary)
    }
    return switch self {
    case .g1: row(.standard, nil, "byte order marks go: U+FEFF")
    case .g2: row(.standard, nil, "odd spaces become U+0020: U+00A0, U+2000 to U+200A, U+3000 …")
    case .g3: row(.standard, nil, "zero-width spaces are dealt with as the policy says")
    case .g4:
      row(.standard, nil, "zero-width non-joiners go where nothing is there to be kept apart")
    case .g5: row(.standard, nil, "zero-width joiners go, but for those of emoji and Indic scripts")
    case .g6: row(.standard, nil, "controls go but for tabs and newlines; CR LF becomes LF")
    case .g7: row(.standard, nil, "bidirectional controls go from lines without Arabic or Hebrew")
    case .g8: row(.standard, nil, "soft hyphens, stray variation selectors and tags go")
    case .g9: row(.optional, nil, "fullwidth ASCII becomes ASCII: Ａ -> A")
    case .g10: row(.standard, nil, "ligatures become letters: ﬁ -> fi")
    case .g11: row(.optional, nil, "curly quotes and the ellipsis become ASCII")
    case .g12: row(.standard, nil, "surrogate pairs in UTF-8 (CESU-8) become their scalar")
    case .t1: row(.standard, [.thai], "sara e twice is sara ae: เเ -> แ")
    case .t2: row(.standard, [.thai], "nikhahit and sara aa are sara am, behind the tone: นํ้า -> น้ำ")
    case .t3:
      row(.standard, [.thai], "a tone or thanthakhat stands behind the vowel above or below")
    case .t4: row(.standard, [.thai], "a tone stands before the vowel that follows: กา่ -> ก่า")
    case .t5: row(.standard, [.thai], "lakkhangyao is sara aa but after ฤ and ฦ")
    case .t5b: row(.optional, [.thai], "sara aa after ฤ and ฦ is lakkhangyao")
    case .t6: row(.standard, [.thai], "a vowel or sign that is repeated stands once: นาาา -> นา")
    case .t7: row(.standard, [.thai], "of several tones the last stays")
    case .t8: row(.standard, [.thai], "marks without a base at the start of a word go")
    case .t9: row(.optional, [.thai], "a space between a consonant and its mark goes")
    case .t12:
      row(.optional, [.thai, .lao, .khmer, .burmese], "local digits become 0 to 9: ๒๕ -> 25")
    case .t13: row(.optional, [.thai], "maiyamok stands next to its word, and a space behind it")
    case .t14:
      row(.aggressive, [.thai], "a consonant three times or more stands once: เริศศศ -> เริศ")
    case .t15: row(.standard, [.thai], "glyphs of old fonts in the private use area become marks")
    case .t16: row(.optional, [.thai], "a ring (U+030A, U+02DA) and sara aa are sara am")
    case .v2: row(.standard, [.vietnamese], "look-alikes of Đ and đ: Ðảm -> Đảm")
    case .v4: row(.optional, [.vietnamese], "of several tones in a syllable the last stays")
    case .v5: row(.optional, [.vietnamese], "tones stand in the old or the new style: hoà <-> hòa")
    case .v6:
      row(.standard, [.vietnamese], "tones on a letter that no style puts them on: gìa -> già")
    case .v7: row(.optional, [.vietnamese], "y alone after h k l m s t becomes i: kỹ -> kĩ")
    case .v9:
      row(.optional, [.vietnamese], "Telex and VNI keystrokes become letters: tieengs -> tiếng")
    case .k1: row(.standard, [.khmer], "signs stand in the order of the Khmer Encoding Structure")
    case .k2: row(.standard, [.khmer], "vowels that were typed in two parts are joined: េ ី -> ើ")
    case .k3: row(.standard, [.khmer], "ើ ុ is ុ ើ")
    case .k4: row(.standard, [.khmer], "coeng ro stands behind the other coeng")
    case .k5: row(.standard, [.khmer], "coeng da is coeng ta")
    case .k6: row(.standard, [.khmer], "ុ before a vowel above is a shifter: សុី -> ស៊ី")
    case .k7: row(.standard, [.khmer], "U+200C after a shifter stays only where it shows")
    case .k8: row(.standard, [.khmer], "repeated coengs, and joiners after them, go")
    case .k9: row(.standard, [.khmer], "zero-width spaces inside a syllable go")
    case .k10: row(.standard, [.khmer], "a mark that is repeated stands once")
    case .k11:
      row(.standard, [.khmer], "deprecated letters: ឤ -> អា; U+17B4 and U+17B5 go; ៘ -> ។ល។")
    case .k11a: row(.aggressive, [.khmer], "variants: ៓ -> ំ, ឨ -> ឧក, ឲ -> ឱ, ៝ -> ៑")
    case .k12: row(.standard, [.khmer], "lunar dates that are typed in parts become one sign")
    case .k13: row(.standard, [.khmer], "atthacan, which NFC puts into a coeng, stands behind it")
    case .k15: row(.standard, [.khmer], "a coeng without a base goes")
    case .k16: row(.optional, [.khmer], "no space before ។ ៕ ៖ ៗ ? !")
    case .k17:
      row(
        .optional, [.khmer],
        "a coeng behind a vowel is final: U+200D before it (Middle Khmer: --lang xhm)")
    case .l1: row(.standard, [.lao], "niggahita and aa are am, behind the tone: ນໍາ -> ນຳ")
    case .l2: row(.standard, [.lao], "a tone stands before am")
    case .l3: row(.standard, [.lao], "a tone stands behind the vowel above or below")
    case .l4: row(.aggressive, [.lao], "ho no and ho mo become two letters: ໜ -> ຫນ")
    case .l4b: row(.optional, [.lao], "ho no and ho mo become one letter: ຫນູ -> ໜູ")
    case .l5: row(.standard, [.lao], "e twice is ae: ເເ -> ແ")
    case .l6: row(.aggressive, [.lao], "ຣ and ຫຼ become ລ and ຫລ")
    case .l7: row(.optional, [.lao], "ໆ stands next to its word, and a space behind it")
    case .l8:
      row(.standard, [.lao], "a vowel or sign that is repeated stands once, the last tone stays")
    case .m2: row(.standard, [.burmese], "medials stand in their order, before vowels")
    case .m3: row(.standard, [.burmese], "vowels, anusvara and dot below stand in their order")
    case .m4: row(.standard, [.burmese], "the letter u with asat is nya: ဥ် -> ဉ်")
    case .m5:
      row(.standard, [.burmese], "a zero with a vowel is wa, a seven ra, a four with ၎င်း its sign")
    case .m6: row(.standard, [.burmese], "a sign that is repeated stands once")
    case .m8: row(.optional, [.burmese], "no space before ၊ and ။")
    case .i1:
      row(.optional, Self.malay + Self.philippine, "2 for a repeated word: anak2 -> anak-anak")
    case .i2:
      row(.optional, Self.malay, "spaced hyphens in repeated words: anak - anak -> anak-anak")
    case .i3:
      row(.aggressive, Self.malay, "a letter three times or more stands once: bangettt -> banget")
    case .i7: row(.optional, Self.malay, "digits for letters in words: 4l4y -> alay")
    case .j1: row(.aggressive, Self.malay, "Jawi letters in their standard form: گ -> ݢ, ك -> ک")
    case .j2: row(.standard, Self.malay, "Arabic tatweel goes, presentation forms become letters")
    case .f1a: row(.aggressive, Self.philippine, "ng with a tilde is ng: ng\u{303} -> ng")
    case .f2:
      row(.optional, Self.philippine, "old and split spellings of mga: mg\u{303}a, m ga -> mga")
    case .f3:
      row(.optional, Self.philippine, "split prefixes and repeated words: mag aral -> mag-aral")
    case .f4: row(.standard, Self.philippine, "apostrophes within words are U+0027: ’wag -> 'wag")
    case .f4a: row(.aggressive, Self.philippine, "accents of Filipino go: bayâ -> baya")
    case .f6:
      row(.aggressive, Self.philippine, "long laughs and letters are cut: hahahahaha -> haha")
    case .f7: row(.standard, Self.philippine, "Baybayin marks stand once, vowels before the virama")
    }
  }

  /// What ids of the field that are not rules of this table say to who asks for them.
  static func explanation(ofAbsent id: String) -> String? {
    switch id {
    case "V1", "V3", "V8", "M1", "F1": "is the normal form's work: see --form"
    case "T10": "is G3 and G4"
    case "T11": "would destroy indentation, and is left to other tools"
    case "T17", "M7", "I5": "says to leave the text alone"
    case "M9": "is G3"
    case "K14", "I6": "changes nothing: it is a hint for readers"
    case "V10", "I4", "F5": "needs a list of words: see --lexicon"
    default: nil
    }
  }
}

/// A set of rules.
struct RuleMask: Sendable, Equatable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  func contains(_ rule: Rule) -> Bool {
    let index = Int(rule.rawValue)
    return (index < 64 ? low >> UInt64(index) : high >> UInt64(index - 64)) & 1 == 1
  }

  mutating func set(_ rule: Rule, _ isOn: Bool) {
    let index = Int(rule.rawValue)
    if index < 64 {
      low = isOn ? low | 1 << UInt64(index) : low & ~(1 << UInt64(index))
    } else {
      high = isOn ? high | 1 << UInt64(index - 64) : high & ~(1 << UInt64(index - 64))
    }
  }

  var isEmpty: Bool { low == 0 && high == 0 }

  func intersects(_ rules: [Rule]) -> Bool { rules.contains(where: contains) }
}

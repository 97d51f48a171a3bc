/// The letters and the syllables of Vietnamese.
enum Vietnamese {
  /// A vowel letter, taken apart.
  struct Vowel {
    /// The small letter without its tone.
    var base: UInt32
    /// Its number: the place in ``rows``.
    var row: Int
    /// 0 for level, then grave, acute, hook above, tilde, dot below.
    var tone: Int
    /// Whether it has a breve, circumflex or horn.
    var isMarked: Bool
  }

  /// Each vowel with its six tones, small and capital.
  private static let rows: [[UInt32]] = [
    "aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ",
    "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ", "AÀÁẢÃẠ", "ĂẰẮẲẴẶ", "ÂẦẤẨẪẬ", "EÈÉẺẼẸ", "ÊỀẾỂỄỆ", "IÌÍỈĨỊ",
    "OÒÓỎÕỌ", "ÔỒỐỔỖỘ", "ƠỜỚỞỠỢ", "UÙÚỦŨỤ", "ƯỪỨỬỮỰ", "YỲÝỶỸỴ",
  ].map { $0.unicodeScalars.map(\.value) }

  /// All vowel letters.
  static let vowels: [UInt32: Vowel] = {
    var vowels: [UInt32: Vowel] = [:]
    for (number, row) in rows.enumerated() {
      let small = number % 12
      for (tone, scalar) in row.enumerated() {
        vowels[scalar] = Vowel(
          base: rows[small][0], row: number, tone: tone, isMarked: rows[small][0] >= 0x80)
      }
    }
    return vowels
  }()

  /// The same for letters up to U+1EFF by their number, to be looked up quickly: the row plus one in the
  /// high bits, the tone in the low three.
  private static let packed: [UInt8] = {
    var packed = [UInt8](repeating: 0, count: 0x1F00)
    for (scalar, vowel) in vowels { packed[Int(scalar)] = UInt8((vowel.row + 1) << 3 | vowel.tone) }
    return packed
  }()

  /// The number of a vowel, 1 to 12 for a ă â e ê i o ô ơ u ư y; 0 for what is none.
  @inline(__always)
  static func vowel(_ scalar: UInt32) -> Int {
    guard scalar < 0x1F00 else { return 0 }
    let row = Int(packed[Int(scalar)] >> 3)
    return row > 12 ? row - 12 : row
  }

  @inline(__always)
  static func tone(_ scalar: UInt32) -> Int {
    scalar < 0x1F00 ? Int(packed[Int(scalar)] & 7) : 0
  }

  /// The vowel with another tone.
  static func setting(_ scalar: UInt32, tone: Int) -> UInt32 {
    guard scalar < 0x1F00, packed[Int(scalar)] != 0 else { return scalar }
    return rows[Int(packed[Int(scalar)] >> 3) - 1][tone]
  }

  static func isLetter(_ scalar: UInt32) -> Bool {
    (scalar | 0x20 >= 0x61 && scalar | 0x20 <= 0x7A && scalar < 0x80) || scalar == 0x110
      || scalar == 0x111 || vowel(scalar) != 0
  }

  /// A small letter for comparing: ASCII and đ.
  private static func small(_ scalar: UInt32) -> UInt32 {
    if scalar >= 0x41, scalar <= 0x5A { return scalar | 0x20 }
    return scalar == 0x110 ? 0x111 : scalar
  }

  /// The tone that a combining mark is; nil for others.
  static func tone(ofMark scalar: UInt32) -> Int? {
    switch scalar {
    case 0x300: 1
    case 0x301: 2
    case 0x309: 3
    case 0x303: 4
    case 0x323: 5
    default: nil
    }
  }

  /// A syllable's parts, as places in its word.
  struct Syllable {
    var vowels: Range<Int>
    var hasCoda: Bool
    /// The numbers of its vowels, one after the other in the digits of base 16.
    var nucleus: Int
  }

  /// Finds the parts of a word; nil if it is not a syllable of Vietnamese.
  static func syllable(_ word: ArraySlice<Sign>) -> Syllable? {
    guard word.count <= 8 else { return nil }
    let base = word.startIndex
    func letter(_ k: Int) -> UInt32 {
      base + k < word.endIndex ? small(word[base + k].scalar) : 0
    }
    func vowelAt(_ k: Int) -> Int { base + k < word.endIndex ? vowel(word[base + k].scalar) : 0 }
    // The onset.
    var onset = 0
    while letter(onset) != 0, vowelAt(onset) == 0 { onset += 1 }
    guard onset <= 3, onsets.contains(packedLetters((0..<onset).map(letter))) else { return nil }
    let isQu = onset == 1 && letter(0) == 0x71
    if isQu {
      guard vowelAt(1) == 10 else { return nil }
      onset = 2
    } else if onset == 1, letter(0) == 0x67, vowelAt(1) == 6, vowelAt(2) != 0 {
      onset = 2
    }
    // The vowels.
    var end = onset
    var nucleus = 0
    while vowelAt(end) != 0 {
      nucleus = nucleus << 4 | vowelAt(end)
      end += 1
    }
    guard end > onset, end - onset <= 3 else { return nil }
    let coda = packedLetters((end..<word.count).map(letter))
    let hasCoda = end < word.count
    if hasCoda {
      guard codas.contains(coda), closed.contains(nucleus) else { return nil }
    } else {
      guard open.contains(nucleus) else { return nil }
    }
    return Syllable(vowels: base + onset..<base + end, hasCoda: hasCoda, nucleus: nucleus)
  }

  /// Which vowel of a syllable bears the tone.
  ///
  /// - Returns: Its place, and whether the two styles agree about it; if not, it is the old style's.
  static func bearer(_ syllable: Syllable, _ word: ArraySlice<Sign>) -> (place: Int, agreed: Bool) {
    let vowels = syllable.vowels
    // A breve, circumflex or horn; of two the second.
    for place in vowels.reversed() where [2, 3, 5, 8, 9, 11].contains(vowel(word[place].scalar)) {
      return (place, true)
    }
    switch vowels.count {
    case 1: return (vowels.lowerBound, true)
    case 2:
      if syllable.hasCoda { return (vowels.lowerBound + 1, true) }
      return (vowels.lowerBound, !round.contains(syllable.nucleus))
    default: return (vowels.lowerBound + 1, true)
    }
  }

  private static func packedLetters(_ letters: [UInt32]) -> UInt64 {
    letters.reduce(0) { $0 << 16 | UInt64($1) }
  }

  private static func packedWords(_ words: String) -> Set<UInt64> {
    var set: Set<UInt64> = []
    for word in words.split(separator: " ") {
      set.insert(packedLetters(word.unicodeScalars.map(\.value)))
    }
    return set
  }

  private static func nuclei(_ words: String) -> Set<Int> {
    var set: Set<Int> = []
    for word in words.split(separator: " ") {
      set.insert(word.unicodeScalars.reduce(0) { $0 << 4 | vowel($1.value) })
    }
    return set
  }

  private static let onsets: Set<UInt64> = packedWords(
    "b c ch d đ g gh h k kh l m n ng ngh nh p ph q r s t th tr v x"
  ).union([0])
  private static let codas = packedWords("c ch m n ng nh p t")
  private static let open = nuclei(
    """
    a e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iu oa oe oi ôi ơi ua ui uê uơ uy ưa ưi ưu iêu \
    yêu oai oao oay oeo uây uôi uya uyu ươi ươu uêu
    """)
  private static let closed = nuclei(
    "a ă â e ê i o ô ơ u ư y iê yê oa oă oe oo ôô uâ uê uô ươ uy uyê")
  private static let round = nuclei("oa oe uy")
}

import Glibc

/// The SplitMix64 generator (Steele, Lea and Flood 2014): the same numbers on every run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Strings in which every few characters are of another class.
enum AdversarialText {
  private static let words = [
    "'s", "'t", "'re", "'ve", "'m", "'ll", "'d", "'S", "'RE", "'lL", "'vE", "'ſ", "'s'", "'", "''",
    "’s", "'r", "'l", "st", "the", "The", "THE", "camelCase", "HTTPServer", "ǅ", "ǅa", "aǅ", "ʰ",
    "Aʰ", "ª", "ß", "ẞ", "İ", "ı", "ﬁ", "ſ", "\u{212A}", "é", "e\u{301}", "E\u{301}", "\u{301}",
    "\u{301}A", "ไทย", "กำ", "ก\u{E4D}\u{E32}", "น้ำ", "ๆ", "๐๑๒๓", "฿", "ខ្មែរ", "៛", "៤២", "ລາວ",
    "໑໒", "မြန်မာ", "၁၂၃၄", "၊", "தமிழ்", "௧௨", "中文", "一", "ア\u{30FB}イ", "か\u{3099}", "\u{3097}ア", "カ一",
    "ー", "、", "㊿", "ꦗꦮ꧀", "꧑", "ᬩᬮᬶ", "①", "½",
    "Ⅷ", "²", "1", "12", "123", "1234", "3.14", "http://a.b/c", "//", "/\n", "//\r\n", "!?", "...",
    "…", "—", "«", "(", "#", "@user", "_", "$", "€", "+", "👍🏽", "👨‍👩‍👧", "🇹🇭", "\u{200B}", "\u{200D}",
    "\u{FEFF}", "\u{AD}", "\0", "\u{1B}", "\u{7F}", "\u{80}", "\u{180E}", "\u{E000}", "\u{F0000}",
    "\u{378}", "\u{FFFF}", "\u{10FFFF}", "\u{2EBF0}", "\u{1C89}", "\u{10D50}", "\u{897}", "𝐀", "𝒶",
    "\u{1D7CE}", "𠀀", "\u{E3A}", "\u{1039}", "\u{17D2}", "\u{20E3}", "\u{FE0F}",
  ]
  private static let spaces = [
    " ", " ", " ", "  ", "   ", "\t", "\n", "\n", "\n\n", "\r", "\r\n", "\r\n\r\n", " \n", "\n ",
    "\u{B}", "\u{C}", "\u{1C}", "\u{1F}", "\u{85}", "\u{A0}", "\u{1680}", "\u{2003}", "\u{2028}",
    "\u{2029}", "\u{202F}", "\u{3000}",
  ]
  private static let letters = [
    "ア", "\u{30FB}", "漢",
    " ", "\n", "\r", "'", "a", "A", "s", "S", "l", "ʰ", "ก", "\u{E31}", "1", "๑", "!", "/",
    "\u{3000}", "ǅ", "😀", "\u{301}",
  ]

  /// What a window of 64 bytes holds, and now and then what ends it.
  private static let latin = [
    "a", "b", "the", "s", "t", "re", "ll", "A", "B", "HTTP", "Ấ", "ế", "đ", "ư", "É", "ñ", "ß", " ",
    " ",
    " ", "  ", "\n", "\n", "\r\n", "\t", "'", "'", "'s", "'LL", "/", "/", "!", ".", ",", "-", "\"",
    "1",
    "23", "456", "7890", "\n  ", "\n    ", " \n", "¿", "×", "“", "\u{301}", "ก",
  ]

  static func string(using random: inout SeededRandom) -> String {
    let length = Int.random(in: 1...20, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return (0..<length).map { _ in pick(letters, &random) }.joined()
    case 1: return (0..<length).map { _ in wordOrSpace(&random) }.joined()
    case 2:
      return (0..<length).map { _ in
        Int.random(in: 0..<3, using: &random) == 0 ? anyScalar(&random) : wordOrSpace(&random)
      }.joined()
    case 3, 4:
      // Half of these texts have nothing that ends a window.
      let count = latin.count - Int.random(in: 0..<2, using: &random) * 6
      return (0..<8 * length).map { _ in latin[Int.random(in: 0..<count, using: &random)] }
        .joined()
    default:
      let times = Int.random(in: 1...40, using: &random)
      return pick(letters, &random) + String(repeating: wordOrSpace(&random), count: times)
        + wordOrSpace(&random)
    }
  }

  private static func wordOrSpace(_ random: inout SeededRandom) -> String {
    Int.random(in: 0..<5, using: &random) < 3 ? pick(words, &random) : pick(spaces, &random)
  }

  private static func anyScalar(_ random: inout SeededRandom) -> String {
    Unicode.Scalar(UInt32.random(in: 0..<0x11_0000, using: &random)).map { String($0) } ?? "a"
  }

  private static func pick(_ choices: [String], _ random: inout SeededRandom) -> String {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }
}

/// Real text beside the checkout, for those who have it.
enum SharedText {
  static let names = ["en", "id", "ms", "tl", "vi", "th", "th-gov", "km", "my"]

  private static let folder = "../shared/data/text"

  static var isPresent: Bool {
    // Both strings end with NUL, as C wants.
    unsafe access("\(folder)/th.txt.zst", R_OK) == 0
      && system("command -v zstd > /dev/null") == 0
  }

  /// The first lines of a corpus, with their ends.
  static func lines(of name: String, atMost limit: Int) throws -> [String] {
    // The pipe is open until the end of the function.
    guard let pipe = unsafe popen("zstd -qdc \(folder)/\(name).txt.zst | head -n \(limit)", "r")
    else { return [] }
    defer { unsafe pclose(pipe) }
    var bytes: [UInt8] = []
    while true {
      let byte = unsafe getc(pipe)
      guard byte >= 0 else { break }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
    return bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) + "\n" }
  }
}

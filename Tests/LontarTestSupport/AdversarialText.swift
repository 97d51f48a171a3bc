/// Random text that is hard on normalisers and breakers.
public enum AdversarialText {
  /// Bases, marks of many classes, signs that compose with what is before them, spaces with
  /// decompositions, Hangul of both kinds, and scalars beyond the BMP.
  public static let normalizationAlphabet: [Unicode.Scalar] = scalars([
    0x20, 0x41, 0x61, 0x65, 0x6F, 0xEA, 0x1B0, 0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B,
    0x323, 0xE01, 0xE34, 0xE38, 0xE3A, 0xE48, 0xE49, 0xE33, 0x1780, 0x17D2, 0x17DD, 0x17B6, 0x17BB,
    0x1000, 0x1025, 0x102E, 0x1037, 0x1039, 0x103A, 0xEA5, 0xEB8, 0xEC8, 0xEBA, 0x200B, 0x2000,
    0x2126, 0xFB01, 0xFDFA, 0x1F600, 0x110BA, 0x11099, 0xAC00, 0x11A8, 0x1100, 0x1161, 0x344,
  ])

  /// Scalars of every script served and of every class of the break rules, with words to find.
  public static let segmentationPieces: [String] = [
    " ", "\t", "\r", "\n", "\r\n", ".", ",", "'", "’", "_", "-", ":", "\"", "(", "?", "!", "a", "B",
    "z", "é", "e\u{301}", "đ", "ệ", "can't", "3", "1,000.5", "๓", "៣", "၃", "ก", "ไทย", "ภาษา",
    "น้ำ", "เ", "า", "ๆ", "ฯ", "ខ្មែរ", "ក្", "្", "។", "ພາສາ", "ລາວ", "ໆ", "မြန်မာ", "စာ", "္",
    "။", "ꦗꦮ", "ᮞᮥ", "தமிழ்", "中文", "漢", "ひ", "カタ", "한국", "ᄀ", "ᅡ", "א", "ا", "\u{200B}",
    "\u{200D}", "\u{AD}", "\u{2060}", "\u{FEFF}", "\u{FE0F}", "😀", "👩‍🌾", "🇹🇭", "🇻", "👍🏽",
    "\u{E0101}", "\u{FFFD}", "\u{0}", "\u{85}", "\u{2028}", "\u{10FFFF}", "http://a.b/c", "#tag",
  ]

  /// A string of up to so many scalars of the normalisation alphabet.
  public static func normalization(
    upTo count: Int, using generator: inout SeededGenerator
  ) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...count, using: &generator) {
      text.append(
        normalizationAlphabet[
          Int.random(
            in: 0..<normalizationAlphabet.count, using: &generator)])
    }
    return Array(String(text).utf8)
  }

  /// A string of up to so many pieces of many scripts.
  public static func segmentation(
    upTo count: Int, using generator: inout SeededGenerator
  ) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0...count, using: &generator) {
      let piece = segmentationPieces[
        Int.random(
          in: 0..<segmentationPieces.count, using: &generator)]
      text.append(contentsOf: piece.utf8)
    }
    return text
  }

  /// Replaces a few bytes, so that the text is probably not UTF-8.
  public static func damage(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
    if bytes.isEmpty { return }
    let hard: [UInt8] = [0x00, 0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF]
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<3, using: &generator) {
      case 0: bytes[place] = hard[Int.random(in: 0..<hard.count, using: &generator)]
      case 1: bytes.removeSubrange(place...)
      default: bytes.remove(at: place)
      }
      if bytes.isEmpty { return }
    }
  }

  private static func scalars(_ values: [UInt32]) -> [Unicode.Scalar] {
    values.compactMap(Unicode.Scalar.init)
  }
}

/// The grammar of a Vietnamese syllable: which letters and tones go together.
///
/// An onset, a rime, and a tone that the rime can bear; after Đoàn Thiện Thuật, *Ngữ âm tiếng Việt*
/// (1977), in spelling. Some six thousand syllables in use and a few thousand more fit it; letters
/// put together by chance hardly do.
enum VietnameseSyllable {
  /// What a letter is without its tone: its ASCII letter, or a digit: 1 ă, 2 â, 3 ê, 4 ô, 5 ơ, 6 ư,
  /// 7 đ. The tone is in the bits above: 0 none, 1 grave, 2 hook, 3 tilde, 4 acute, 5 dot. 0 for
  /// what is no letter of Vietnamese.
  static func letter(_ scalar: UInt32) -> UInt16 {
    scalar < 0x1F00 ? letters[Int(scalar)] : 0
  }

  /// Whether letters are a syllable, as `letter` gives them.
  static func isValid(_ syllable: [UInt16]) -> Bool {
    guard (1...7).contains(syllable.count) else { return false }
    var tone: UInt16 = 0
    for letter in syllable where letter >> 8 != 0 {
      if tone != 0 { return false }
      tone = letter >> 8
    }
    for count in 0...min(3, syllable.count - 1) {
      let onset = packed(syllable[..<count])
      guard onsets.contains(onset), syllable.count - count <= 4 else { continue }
      let rime = syllable[count...]
      let packedRime = packed(rime)
      guard rimes.contains(packedRime), agree(onset, UInt8(truncatingIfNeeded: rime[count]))
      else { continue }
      // A stop bears two tones only.
      if let last = rime.last.map({ UInt8(truncatingIfNeeded: $0) }), isStop(last, in: rime),
        tone != 4 && tone != 5
      {
        continue
      }
      return true
    }
    return false
  }

  private static func isStop(_ last: UInt8, in rime: ArraySlice<UInt16>) -> Bool {
    switch last {
    case UInt8(ascii: "c"), UInt8(ascii: "p"), UInt8(ascii: "t"): true
    case UInt8(ascii: "h"): rime.dropLast().last == UInt16(UInt8(ascii: "c"))
    default: false
    }
  }

  /// `k`, `gh` and `ngh` stand before i, e, ê and y; `c` and `ng` before the others.
  private static func agree(_ onset: UInt32, _ first: UInt8) -> Bool {
    let isFront = "ie3y".utf8.contains(first)
    switch onset {
    case packed("c"), packed("ng"): return !isFront
    case packed("g"): return !isFront || first == UInt8(ascii: "i")
    case packed("k"), packed("gh"), packed("ngh"): return isFront
    default: return true
    }
  }

  private static func packed(_ letters: ArraySlice<UInt16>) -> UInt32 {
    letters.reduce(0) { $0 << 8 | UInt32($1 & 0xFF) }
  }

  private static func packed(_ letters: String) -> UInt32 {
    letters.utf8.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static let onsets = Set(
    " b c ch d 7 g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
      .split(separator: " ", omittingEmptySubsequences: false).map { packed(String($0)) })

  private static let rimes = Set(
    """
    a ac ach ai am an ang anh ao ap at au ay 1c 1m 1n 1ng 1p 1t 2c 2m 2n 2ng 2p 2t 2u 2y \
    e ec em en eng eo ep et 3 3ch 3m 3n 3nh 3p 3t 3u i ia ich im in inh ip it iu \
    i3c i3m i3n i3ng i3p i3t i3u y3m y3n y3ng y3t y3u y yt ynh ych \
    o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay \
    o1c o1m o1n o1ng o1t oe oen oeo oet 4 4c 4i 4m 4n 4ng 4p 4t 5 5i 5m 5n 5p 5t \
    u ua uc ui um un ung up ut u2n u2ng u2t u2y u3 u3ch u3nh u3t u4c u4i u4m u4n u4ng u4t \
    u5 u5t uy uya uych uynh uyt uyu uy3n uy3t uyn uyp u1ng ue uao \
    6 6a 6c 6i 6ng 6t 6u 6m 65c 65i 65m 65n 65ng 65p 65t 65u
    """.split(separator: " ").map { packed(String($0)) })

  private static let letters: [UInt16] = {
    var table = [UInt16](repeating: 0, count: 0x1F00)
    for letter in "abcdeghiklmnopqrstuvxyfjwz".utf8 {
      table[Int(letter)] = UInt16(letter)
      table[Int(letter & 0xDF)] = UInt16(letter)
    }
    // Without a tone, and with grave, hook, tilde, acute and dot; small, then capital.
    let vowels: [(UInt8, String, String)] = [
      (UInt8(ascii: "a"), "aàảãáạ", "AÀẢÃÁẠ"), (UInt8(ascii: "1"), "ăằẳẵắặ", "ĂẰẲẴẮẶ"),
      (UInt8(ascii: "2"), "âầẩẫấậ", "ÂẦẨẪẤẬ"), (UInt8(ascii: "e"), "eèẻẽéẹ", "EÈẺẼÉẸ"),
      (UInt8(ascii: "3"), "êềểễếệ", "ÊỀỂỄẾỆ"), (UInt8(ascii: "i"), "iìỉĩíị", "IÌỈĨÍỊ"),
      (UInt8(ascii: "o"), "oòỏõóọ", "OÒỎÕÓỌ"), (UInt8(ascii: "4"), "ôồổỗốộ", "ÔỒỔỖỐỘ"),
      (UInt8(ascii: "5"), "ơờởỡớợ", "ƠỜỞỠỚỢ"), (UInt8(ascii: "u"), "uùủũúụ", "UÙỦŨÚỤ"),
      (UInt8(ascii: "6"), "ưừửữứự", "ƯỪỬỮỨỰ"), (UInt8(ascii: "y"), "yỳỷỹýỵ", "YỲỶỸÝỴ"),
    ]
    for (base, small, capital) in vowels {
      for row in [small, capital] {
        for (tone, scalar) in row.unicodeScalars.enumerated() {
          table[Int(scalar.value)] = UInt16(base) | UInt16(tone) << 8
        }
      }
    }
    for scalar in "đĐ".unicodeScalars { table[Int(scalar.value)] = UInt16(UInt8(ascii: "7")) }
    return table
  }()
}

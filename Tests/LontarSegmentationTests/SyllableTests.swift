import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct SyllableTests {
  @Test(
    "cuts words of each language into the syllables that a reader spells",
    arguments: [
      (Language.thai, "ภาษาไทยง่ายนิดเดียว", "ภา|ษา|ไทย|ง่าย|นิด|เดียว"),
      (.thai, "สวัสดีชาวโลก", "สวัส|ดี|ชาว|โลก"),
      (.thai, "พัฒนาการ ราชวงศ์", "พัฒ|นา|การ| |ราช|วงศ์"),
      (.thai, "ตลาดขนมแสดงถนน", "ตลาด|ขนม|แสดง|ถนน"),
      (.thai, "มหาวิทยาลัยธรรมศาสตร์", "มหา|วิท|ยา|ลัย|ธรรม|ศาสตร์"),
      (.thai, "เครื่องเปรี้ยวเสือเธอเยอะเพราะเกิดเลย", "เครื่อง|เปรี้ยว|เสือ|เธอ|เยอะ|เพราะ|เกิด|เลย"),
      (.thai, "มากกกก ดีีี", "มากกกก| |ดีีี"),
      (.thai, "ชาติ เหตุ บัตร สัตว์ สิทธิ์", "ชาติ| |เหตุ| |บัตร| |สัตว์| |สิทธิ์"),
      (.thai, "น้ำตกๆ ๑,๒๐๐ #ไทย", "น้ำ|ตก|ๆ| |๑,๒๐๐| |#|ไทย"),
      (.lao, "ສະບາຍດີພາສາລາວ", "ສະ|ບາຍ|ດີ|ພາ|ສາ|ລາວ"),
      (.lao, "ໂຮງຮຽນຫຼວງພະບາງ", "ໂຮງ|ຮຽນ|ຫຼວງ|ພະ|ບາງ"),
      (.lao, "ເຮົາຂອງນ້ຳຄົນສວນເດືອນ", "ເຮົາ|ຂອງ|ນ້ຳ|ຄົນ|ສວນ|ເດືອນ"),
      (.lao, "ປະເທດໝາໃຫຍ່ກວ່າ", "ປະ|ເທດ|ໝາ|ໃຫຍ່|ກວ່າ"),
      (.khmer, "ខ្ញុំស្រឡាញ់ភាសាខ្មែរ", "ខ្ញុំ|ស្រ|ឡា|ញ់|ភា|សា|ខ្មែ|រ"),
      (.khmer, "ស្ត្រី ២០២៥", "ស្ត្រី| |២០២៥"),
      (.burmese, "မြန်မာစာအင်္ဂလိပ်သတ္တဝါ", "မြန်|မာ|စာ|အင်္ဂ|လိပ်|သတ္တ|ဝါ"),
      (.burmese, "ကျွန်တော်တို့ ယောက်ျား", "ကျွန်|တော်|တို့| |ယောက်ျား"),
      (.burmese, "တွန့်၎င်း၀ိုင်း၁၂", "တွန့်|၎င်း|၀ိုင်း|၁၂"),
      (.vietnamese, "Tiếng Việt: đất nước", "Tiếng| |Việt|:| |đất| |nước"),
      (.tamil, "தமிழ் மொழி", "த|மி|ழ்| |மொ|ழி"),
      (.javanese, "ꦗꦮ ꦲꦏ꧀ꦱꦫ", "ꦗ|ꦮ| |ꦲ|ꦏ꧀ꦱ|ꦫ"),
      (.indonesian, "ᬩᬮᬶ orang-orang", "ᬩ|ᬮᬶ| |orang-orang"),
      (.khmer, "बुद्ध ধর্ম ក្រុម", "बु|द्ध| |ধ|র্ম| |ក្រុ|ម"),
      (.chinese, "中文 iPhone", "中|文| |iPhone"),
      (.english, "ภาษา မြန်မာ", "ภา|ษา| |မြန်|မာ"),
    ])
  func syllables(_ language: Language, _ text: String, _ expected: String) throws {
    let segmenter = try Segmenter(language: language, unit: .syllable)
    let pieces = segmenter.segments(of: text).joined(separator: "|")
    #expect(Array(pieces.utf8) == Array(expected.utf8), "\(pieces)")
  }

  @Test("syllables concatenate, end where grapheme clusters do, and never inside an aksara")
  func properties() throws {
    var generator = SeededGenerator(seed: 71)
    for language in [Language.thai, .lao, .khmer, .burmese, .javanese, .vietnamese] {
      var worker = try Segmenter(language: language, unit: .syllable).makeWorker()
      var graphemes = try Segmenter(language: language, unit: .grapheme).makeWorker()
      for _ in 0..<1_500 {
        let text = SyllableText.random(using: &generator)
        var clusterEnds: Set<Int> = []
        graphemes.forEachSegment(in: text.span) { clusterEnds.insert($0.upperBound) }
        var last = 0
        worker.forEachSegment(in: text.span) { range in
          #expect(range.lowerBound == last && !range.isEmpty)
          last = range.upperBound
        }
        try #require(last == text.count, "\(String(decoding: text, as: UTF8.self))")
        var ends: [Int] = []
        worker.forEachSegment(in: text.span) { ends.append($0.upperBound) }
        let wrong = ends.filter { !clusterEnds.contains($0) }
        try #require(
          wrong.isEmpty, "\(language) \(wrong) in \(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  @Test("a megabyte without a space is cut, in pieces that a record of its parts has too")
  func longRun() throws {
    for (language, word) in [(Language.thai, "ภาษา"), (.lao, "ພາສາ"), (.burmese, "မြန်မာ")] {
      var worker = try Segmenter(language: language, unit: .syllable).makeWorker()
      let text = Array(String(repeating: word, count: 1_000_000 / word.utf8.count).utf8)
      var count = 0
      worker.forEachSegment(in: text.span) { _ in count += 1 }
      #expect(count == 2 * (1_000_000 / word.utf8.count))
    }
  }
}

private enum SyllableText {
  /// Letters and marks of the scripts that have rules, in any order.
  static func random(using generator: inout SeededGenerator) -> [UInt8] {
    let blocks: [ClosedRange<UInt32>] = [
      0xE01...0xE4E, 0xE81...0xEC4, 0xEC8...0xECD, 0xEDC...0xEDF, 0x1780...0x17D3,
      0x1000...0x104F, 0xA984...0xA9C0, 0x1B05...0x1B44, 0xB85...0xBCD, 0x1100...0x11FF,
      0x915...0x918, 0x93C...0x94D, 0x994...0x997, 0x9CC...0x9CD, 0xA97...0xACD, 0xC15...0xC4D,
      0x200B...0x200D, 0x20...0x7E, 0x1F600...0x1F603,
    ]
    var text = String.UnicodeScalarView()
    let main = blocks[Int.random(in: 0..<blocks.count, using: &generator)]
    for _ in 0..<Int.random(in: 0...24, using: &generator) {
      let isOther = Int.random(in: 0..<6, using: &generator) == 0
      let block = isOther ? blocks[Int.random(in: 0..<blocks.count, using: &generator)] : main
      if let scalar = Unicode.Scalar(UInt32.random(in: block, using: &generator)) {
        text.append(scalar)
      }
    }
    return Array(String(text).utf8)
  }
}

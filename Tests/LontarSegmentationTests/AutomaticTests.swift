import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct AutomaticTests {
  @Test(
    "cuts each run of a script by the rules of its language",
    arguments: [
      ("ไปเที่ยวBangkok ទៅផ្សារ", "ไป|เที่ยว|Bangkok| |ទៅ|ផ្សារ"),
      ("ພາສາລາວ ภาษาไทย", "ພາສາ|ລາວ| |ภาษา|ไทย"),
      ("ภาษาພາສາ", "ภาษา|ພາສາ"),
      ("မြန်မာစာ 我们去 anak-anak", "မြန်မာ|စာ| |我们|去| |anak-anak"),
      (
        "Học sinh trường đại học học tiếng Việt rất chăm chỉ ภาษาไทย",
        "Học sinh| |trường| |đại học| |học| |tiếng| |Việt| |rất| |chăm chỉ| |ภาษา|ไทย"
      ),
      (
        "ดู https://a.co/b?c=1 กับ a.b@c.com #เที่ยวไทย 😀😀 ๑,๒๐๐",
        "ดู| |https://a.co/b?c=1| |กับ| |a.b@c.com| |#|เที่ยว|ไทย| |😀😀| |๑,๒๐๐"
      ),
      (
        "Mereka membaca buku-buku itu di rumah mereka, lalu 5-6 orang pulang.",
        "Mereka| |membaca| |buku-buku| |itu| |di| |rumah| |mereka|,| |lalu| |5|-|6| |orang| |pulang|."
      ),
      (" ...", " |..."), ("", ""),
    ])
  func words(_ text: String, _ expected: String) throws {
    let pieces = try Segmenter(unit: .word).segments(of: text).joined(separator: "|")
    #expect(Array(pieces.utf8) == Array(expected.utf8), "\(pieces)")
  }

  @Test("a text in one script is cut as in its language")
  func oneLanguage() throws {
    let texts: [(Language, String)] = [
      (.thai, "เด็กๆไปโรงเรียนแต่เช้า ๒๕๖๘"), (.lao, "ເດັກນ້ອຍໄປໂຮງຮຽນ"), (.khmer, "ក្មេងៗទៅសាលា"),
      (.burmese, "ကလေးတွေကျောင်းသွားတယ်။"), (.chinese, "孩子们去学校。"), (.tamil, "குழந்தைகள் பள்ளிக்கு"),
    ]
    for unit in [Segmenter.Unit.word, .syllable, .sentence, .line, .grapheme] {
      let automatic = try Segmenter(unit: unit)
      for (language, text) in texts {
        let expected = try Segmenter(language: language, unit: unit).segments(of: text)
        #expect(
          automatic.segments(of: text).map { Array($0.utf8) } == expected.map { Array($0.utf8) },
          "\(language) \(unit)")
      }
    }
  }

  @Test(
    "pieces cover random text and end where clusters end, from record to record, and with scores")
  func properties() throws {
    var generator = SeededGenerator(seed: 77)
    let segmenter = try Segmenter(unit: .word)
    var worker = segmenter.makeWorker()
    var graphemes = try Segmenter(language: .english, unit: .grapheme).makeWorker()
    for _ in 0..<3_000 {
      let text = AdversarialText.segmentation(upTo: 25, using: &generator)
      var clusters: Set<Int> = []
      graphemes.forEachSegment(in: text.span) { clusters.insert($0.upperBound) }
      var found: [Range<Int>] = []
      worker.forEachSegment(in: text.span) { found.append($0) }
      var fresh: [Range<Int>] = []
      var other = segmenter.makeWorker()
      other.forEachSegment(in: text.span) { range, _ in fresh.append(range) }
      let message = String(decoding: text, as: UTF8.self)
      try #require(found == fresh, "\(message)")
      try #require(
        found.map(\.lowerBound) == [0] + found.map(\.upperBound).dropLast() || text.isEmpty)
      try #require(found.last?.upperBound ?? 0 == text.count)
      try #require(found.allSatisfy { clusters.contains($0.upperBound) }, "\(found) in \(message)")
    }
  }
}

struct GranularityTests {
  @Test(
    "joins and cuts what conventions differ about",
    arguments: [
      (Language.thai, "การวิ่ง", "การวิ่ง", "การ|วิ่ง"),
      (.thai, "ความรัก", "ความรัก", "ความ|รัก"),
      (.thai, "เด็กๆ", "เด็กๆ", "เด็ก|ๆ"),
      (.thai, "การ์ด", "การ์ด", "การ์ด"),
      (.lao, "ການແລ່ນ", "ການແລ່ນ", "ການ|ແລ່ນ"),
      (.khmer, "ផ្សេងៗ", "ផ្សេងៗ", "ផ្សេង|ៗ"),
      (.burmese, "ပြောင်းလဲမှု", "ပြောင်းလဲမှု", "ပြောင်းလဲ|မှု"),
      (.indonesian, "orang-orang", "orang-orang", "orang|-|orang"),
      (.indonesian, "anak2", "anak2", "anak|2"),
      (.indonesian, "rumahnya", "rumahnya", "rumah|nya"),
      (.indonesian, "a-b@c.com #a-b", "a-b@c.com| |#a|-|b", "a-b@c.com| |#a|-|b"),
    ])
  func granularity(
    _ language: Language, _ text: String, _ compound: String, _ morpheme: String
  ) throws {
    for (granularity, expected) in [
      (Segmenter.Granularity.compound, compound), (.morpheme, morpheme),
    ] {
      var options = Segmenter.Options()
      options.granularity = granularity
      let segmenter = try Segmenter(language: language, options: options)
      let pieces = segmenter.segments(of: text).joined(separator: "|")
      #expect(Array(pieces.utf8) == Array(expected.utf8), "\(granularity): \(pieces)")
    }
  }

  @Test(
    "coarser words are no more than finer ones, in text of every day",
    arguments: [
      (Language.thai, "ความคิดเห็นของนักเรียนไทยส่วนใหญ่คือการเรียนภาษาอังกฤษยากมาก"),
      (.vietnamese, "Công ty cổ phần đầu tư phát triển nhà ở xã hội của thành phố Hà Nội"),
      (.indonesian, "Buku-bukunya dibaca anak-anak di rumahnya masing-masing"),
    ])
  func lengths(_ language: Language, _ text: String) throws {
    let counts = try Segmenter.Granularity.allCases.map { granularity in
      var options = Segmenter.Options()
      options.granularity = granularity
      return try Segmenter(language: language, options: options).segments(of: text).count
    }
    #expect(counts[0] <= counts[1] && counts[1] <= counts[2], "\(counts)")
    #expect(counts[0] < counts[2])
  }
}

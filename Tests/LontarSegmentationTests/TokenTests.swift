import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct TokenTests {
  @Test(
    "cuts words, numbers, money, abbreviations, addresses and emoji as the treebanks do",
    arguments: [
      (Language.indonesian, "Orang-orang itu, anak2!", "Orang-orang| |itu|,| |anak2|!"),
      (
        .indonesian, "Harganya Rp9.000,50 (naik 5,5%).",
        "Harganya| |Rp|9.000,50| |(|naik| |5,5|%|)|."
      ),
      (.indonesian, "dr. Budi, S.H., dll. hadir", "dr.| |Budi|,| |S.H.|,| |dll.| |hadir"),
      (.indonesian, "pukul 15.45 tahun 1960-an ke-5", "pukul| |15.45| |tahun| |1960-an| |ke-5"),
      (
        .indonesian, "24-26 Januari-Maret 0812-3456-7890",
        "24|-|26| |Januari|-|Maret| |0812-3456-7890"
      ),
      (.indonesian, "34/PMK.011/2007 II/2007 3/4", "34/PMK.011/2007| |II/2007| |3/4"),
      (.indonesian, "Jum'at Ka’ban 'kata'", "Jum'at| |Ka’ban| |'|kata|'"),
      (
        .indonesian, "lihat https://a.co/x?y=1, (www.b.id).",
        "lihat| |https://a.co/x?y=1|,| |(|www.b.id|)|."
      ),
      (.indonesian, "surat ke nama.saya@contoh.co.id.", "surat| |ke| |nama.saya@contoh.co.id|."),
      (.indonesian, "buka kompas.com. Lalu", "buka| |kompas.com|.| |Lalu"),
      (.indonesian, "selesai.Dia pergi", "selesai|.|Dia| |pergi"),
      (.indonesian, "#mudik @si_kancil a#b", "#mudik| |@si_kancil| |a|#|b"),
      (.indonesian, "wah... 😀😀👩‍🌾🇮🇩!!", "wah|...| |😀😀👩‍🌾🇮🇩|!!"),
      (.indonesian, "suhu 30°C -- ok", "suhu| |30|°C| |--| |ok"),
      (.indonesian, "pakai ภาษาไทย ya", "pakai| |ภาษา|ไทย| |ya"),
      (.malay, "RM25.90 Dr. Ali ke-16", "RM|25.90| |Dr.| |Ali| |ke-16"),
      (
        .filipino, "ng 19 -anyos, kaya't ‘yung P50,000",
        "ng| |19| |-anyos|,| |kaya't| |‘yung| |P50,000"
      ),
      (.filipino, "talo, 44-41 kay Sen. Cruz", "talo|,| |44-41| |kay| |Sen|.| |Cruz"),
      (.cebuano, "₱1,500.50 Peb. 3:45 Ph.D.", "₱|1,500.50| |Peb.| |3:45| |Ph.D."),
      (.javanese, "wong-wong 3-1 S.H., M.Hum.", "wong-wong| |3|-|1| |S.H.|,| |M.Hum."),
      (.sundanese, "poé ٣٤٫٥ 二 ½ km²", "poé| |٣٤|٫|٥| |二| |½| |km²"),
      (.english, "I can't e\u{301}te\u{301} it.", "I| |can't| |e\u{301}te\u{301}| |it|."),
      (
        .english, "1\u{FE0F}\u{20E3} a\u{200D}. \u{301}", "1\u{FE0F}\u{20E3}| |a\u{200D}|.| \u{301}"
      ),
    ])
  func tokens(_ language: Language, _ text: String, _ expected: String) throws {
    let pieces = try Segmenter(language: language).segments(of: text).joined(separator: "|")
    #expect(Array(pieces.utf8) == Array(expected.utf8), "\(pieces)")
  }

  @Test(
    "tokens cover random text and end where a grapheme cluster ends",
    arguments: [Language.indonesian, .filipino, .english])
  func clusters(_ language: Language) throws {
    var worker = try Segmenter(language: language).makeWorker()
    var characters = try Segmenter(language: language, unit: .grapheme).makeWorker()
    var generator = SeededGenerator(seed: 11)
    for round in 0..<6_000 {
      var text =
        round % 2 == 0
        ? AdversarialText.segmentation(upTo: 24, using: &generator) : Self.text(&generator)
      if round % 5 == 0 { AdversarialText.damage(&text, using: &generator) }
      var allowed: Set<Int> = []
      characters.forEachSegment(in: text.span) { allowed.insert($0.upperBound) }
      var end = 0
      worker.forEachSegment(in: text.span) { range in
        #expect(
          range.lowerBound == end && !range.isEmpty && allowed.contains(range.upperBound),
          "\(String(decoding: text, as: UTF8.self).unicodeScalars.map { String($0.value, radix: 16) }) at \(String(decoding: text[..<range.upperBound], as: UTF8.self).unicodeScalars.count)"
        )
        end = range.upperBound
      }
      try #require(end == text.count, "\(text)")
    }
  }

  @Test("the fast way over ASCII is the way over any text")
  func fastWay() throws {
    // A mark behind each letter sends the cutter off its shortest way.
    var worker = try Segmenter(language: .indonesian).makeWorker()
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<3_000 {
      let text = Self.text(&generator)
      var marked: [UInt8] = []
      var places: [Int] = []
      for byte in text {
        marked.append(byte)
        if (byte | 0x20) &- 0x61 < 26 { marked += [0xCC, 0xA3] }
        places.append(marked.count)
      }
      var plain: [Int] = []
      worker.forEachSegment(in: text.span) { plain.append(places[$0.upperBound - 1]) }
      var long: [Int] = []
      worker.forEachSegment(in: marked.span) { long.append($0.upperBound) }
      let isSame = plain == long
      // Words that are known by their letters are not known with marks.
      if !text.contains(where: { ".@:#-/".utf8.contains($0) || $0 &- 0x30 < 10 }) {
        #expect(isSame, "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  @Test(
    "a long run without a space takes a long run's time",
    arguments: ["a", "1-", "a.", "@a", "(", "ก", "😀"])
  func long(_ piece: String) throws {
    let bytes = Array(String(repeating: piece, count: 1_000_000 / piece.utf8.count).utf8)
    var worker = try Segmenter(language: .indonesian).makeWorker()
    var end = 0
    worker.forEachSegment(in: bytes.span) { end = $0.upperBound }
    #expect(end == bytes.count)
  }

  @Test("words between blanks are cut as they are one by one", arguments: [1, 2, 3, 7, 256])
  func words(_ room: Int) throws {
    let cutter = TokenCutter(convention: TokenConvention(.indonesian))
    let pieces = [
      "a", "z", "A", "Zz", "orang", "bertanggung", " ", " ", " ", "`", "{", "@", "[", "é", ".",
      ",", ", ", "1",
    ]
    var breaker = try Breaker(unit: .word, locale: "id")
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<2_000 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0...30, using: &generator) {
        text += pieces[Int.random(in: 0..<pieces.count, using: &generator)].utf8
      }
      var expected: [Int] = []
      while expected.last ?? 0 < text.count {
        expected.append(cutter.tokenEnd(in: text.span, from: expected.last ?? 0))
      }
      var waiting: [Int] = []
      var found: [Int] = []
      var ends = [Int](repeating: 0, count: room)
      while true {
        let count = cutter.next(
          in: text.span, from: found.last ?? 0, breaker: &breaker, waiting: &waiting, into: &ends)
        if count == 0 { break }
        found += ends[..<count]
      }
      #expect(found == expected, "\(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test(
    "finds the tokens of the project's gold", .enabled(if: TestFiles.hasCorpora, "needs Corpora"),
    arguments: [("jv", 0.998), ("su", 0.998), ("ceb", 0.998), ("ms", 0.998)])
  func gold(_ code: String, _ least: Double) throws {
    let file = TestFiles.corpora.appending(path: "gold/\(code).txt")
    let texts = try SegmentedText.parse(Array(try TestFiles.bytes(of: file)).span)
    let language = try Language(code)
    var worker = try Segmenter(language: language).makeWorker()
    var evaluation = Evaluation(language: language)
    for text in texts {
      var cut = SegmentedText()
      worker.forEachSegment(in: text.bytes.span) { cut.append(text.bytes.span.extracting($0)) }
      evaluation.add(cut, gold: text)
    }
    #expect(evaluation.total.words.f1 >= least)
  }

  /// Text of Latin letters, digits and marks.
  private static func text(_ generator: inout SeededGenerator) -> [UInt8] {
    let pieces = [
      "a", "di", "Dr", "Rp", "S", "H", "http", "www", "com", " ", " ", ".", ",", "-", "'", "’", "/",
      ":", "@", "#", "12", "3", "_", "(", "\"", "é", "😀", "\u{301}", "\u{200D}", "🇮", "ไทย", "ำ",
    ]
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0...24, using: &generator) {
      text += pieces[Int.random(in: 0..<pieces.count, using: &generator)].utf8
    }
    return text
  }
}

import CLontar
import Foundation
import LontarTestSupport
import Testing

@testable import LontarText

/// What `Mojibake` makes of a text; nothing if it leaves it alone. The way back is checked, and that the
/// slow twin does the same.
private func repaired(_ text: [UInt8]) -> [UInt8]? {
  var output: [UInt8] = [0xFF]
  var edits: OffsetMap? = OffsetMap()
  let isRepaired = Mojibake().repair(text.span, appendingTo: &output, edits: &edits)
  var twin: [UInt8] = [0xFF]
  var twinEdits: OffsetMap? = OffsetMap()
  #expect(
    SlowMojibake().repair(text.span, appendingTo: &twin, edits: &twinEdits) == isRepaired,
    "\(String(decoding: text, as: UTF8.self))")
  #expect(output == twin && edits == twinEdits, "\(String(decoding: text, as: UTF8.self))")
  if text.span.firstIllFormedSequence() == nil {
    let signs = unsafe text.withUnsafeBufferPointer { bytes in
      // Reads `count` bytes and keeps no pointer.
      unsafe lontar_scan_mojibake(bytes.baseAddress, bytes.count)
    }
    let thai = LONTAR_MOJIBAKE_THAI.rawValue
    #expect(signs & ~thai == SlowMojibake.signs(of: text.span) & ~thai)
  }
  var noEdits: OffsetMap?
  var without: [UInt8] = [0xFF]
  #expect(
    Mojibake().repair(text.span, appendingTo: &without, edits: &noEdits) == isRepaired
      && without == output)
  guard isRepaired else {
    #expect(output == [0xFF])
    return nil
  }
  output.removeFirst()
  var rebuilt: [UInt8] = []
  var position = 0
  for edit in edits?.edits ?? [] {
    rebuilt += text[position..<edit.source.lowerBound]
    #expect(rebuilt.count == edit.target.lowerBound)
    rebuilt += output[edit.target]
    position = edit.source.upperBound
  }
  rebuilt += text[position...]
  #expect(rebuilt == output)
  return output
}

/// What bytes look like through a table: what the table lacks stays a C1 control, or, with Windows-874,
/// is what Windows-1252 has.
private func seen(_ bytes: [UInt8], through encoding: String) throws -> [UInt8] {
  var decoder = try TextEncoding(encoding).makeDecoder()
  var western = try TextEncoding("windows-1252").makeDecoder()
  var output: [UInt8] = []
  for byte in bytes {
    if encoding != "iso-8859-1",
      (try? decoder.decode([byte].span, appendingTo: &output)) != nil
        || (try? western.decode([byte].span, appendingTo: &output)) != nil
    {
      continue
    }
    if byte < 0x80 {
      output.append(byte)
    } else {
      output += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
    }
  }
  return output
}

struct MojibakeTests {
  @Test(arguments: [
    ("Tiáº¿ng Viá»‡t", "Tiếng Việt"), ("à¸\u{A0}à¸²à¸©à¸²à¹„à¸—à¸¢", "ภาษาไทย"),
    ("cafÃ©", "café"), ("itâ€™s", "it’s"), ("Ä‘Ã¢y", "đây"), ("à»€à»€", "ເເ"),
    ("áž\u{9F}áž½ážŸáŸ’ážŠáž¸", "\u{179F}\u{17BD}\u{179F}\u{17D2}\u{178A}\u{17B8}"),
    ("Tiแบฟng Viแป‡t", "Tiếng Việt"), ("เธ\u{A0}เธฒเธฉเธฒเน„เธ—เธข", "ภาษาไทย"),
    ("ÀÒÉÒä·Â", "ภาษาไทย"),
    ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("Ti\u{00C3}\u{00A1}\u{00C2}\u{00BA}\u{00C2}\u{00BF}ng", "Tiếng"), ("æ–‡å\u{AD}—", "文字"),
    ("ภาษา cafÃ©", "ภาษา café"), ("ðŸ˜€", "😀"),
  ])
  func repairs(_ text: String, _ expected: String) throws {
    let output = try #require(repaired(Array(text.utf8)))
    #expect(output == Array(expected.utf8), "\(String(decoding: output, as: UTF8.self))")
  }

  @Test(arguments: [
    "", "plain", "ภาษาไทย", "แบบ", "แบก แบบ", "Appแบบ แบก", "เธอ เน้น", "Tiếng Việt", "cà phê",
    "Đà Nẵng",
    "“MẬT MÃ”", "CÀ PHÊ…”", "“hé…”", "là… â…", "déjà vu", "São Paulo, año, Ü, ß",
    "Peñafrancia y Niño",
    "20°C ± 5", "LT 120m², LB 90m²", "f(x) = x³ + 2x² - 5x + 3", "2 · 2x¹ = 4x", "© 2024 «Năm»",
    "naïve façade", "ÀÉÈ", "Ã", "Â", "à", "àáâãèéêìíòóôõùúýăđĩũơư",
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ", "à à à", "«à»", "ñ Ñ", "ភាសាខ្មែរ", "မြန်မာ", "ພາສາລາວ", "中文", "Übergröße",
    "\u{85}", "a\u{80}b", "tú và tôi", "Señor Ángel Éder", "Îles Óscar Ärger Ö", "Å Ä Ö å ä ö",
  ])
  func leavesCleanTextAlone(_ text: String) {
    #expect(repaired(Array(text.utf8)) == nil)
  }

  private static func lines(_ name: String) throws -> [[UInt8]] {
    try TestFiles.lines(of: TestFiles.corpora.appending(path: name))
  }

  @Test(.enabled(if: TestFiles.hasCorpora))
  func leavesOurCorporaAlone() throws {
    for file in TestFiles.corpusFiles() {
      for line in try TestFiles.lines(of: file) {
        let output = repaired(line)
        #expect(
          output == nil, "\(file.lastPathComponent): \(String(decoding: line, as: UTF8.self))")
      }
    }
  }

  @Test(
    .enabled(if: TestFiles.exists(TestFiles.sharedText)),
    arguments: [
      "en", "id", "ms", "tl", "vi", "th", "km", "my", "th-gov",
    ])
  func leavesOtherTextAlone(_ name: String) throws {
    let file = TestFiles.sharedText.appending(path: "\(name).txt.zst")
    for line in try TestFiles.lines(of: file).prefix(2000) {
      let output = repaired(line)
      #expect(output == nil, "\(String(decoding: line, as: UTF8.self))")
    }
  }

  /// UTF-8 seen through each table, once or twice over, comes back whole in nearly every line; what
  /// does not stays as it was.
  @Test(
    .enabled(if: TestFiles.hasCorpora),
    arguments: [
      ("vi", "windows-1252", 1), ("th", "windows-1252", 1), ("km", "windows-1252", 1),
      ("lo", "windows-1252", 1), ("my", "windows-1252", 1), ("zh", "windows-1252", 1),
      ("ta", "windows-1252", 1), ("vi", "iso-8859-1", 1), ("th", "iso-8859-1", 1),
      ("vi", "windows-1252", 2), ("th", "windows-1252", 2), ("vi", "windows-874", 1),
      ("th", "windows-874", 1), ("km", "windows-874", 1), ("lo", "windows-874", 1),
      ("my", "windows-874", 1), ("vi", "windows-1258", 1),
    ])
  func bringsBackUTF8(_ language: String, _ encoding: String, _ times: Int) throws {
    let lines = try Self.lines("parallel/\(language).txt").filter { line in
      line.contains { $0 >= 0x80 }
    }
    var whole = 0
    for line in lines {
      var text = line
      for _ in 0..<times { text = try seen(text, through: encoding) }
      if repaired(text) == line { whole += 1 }
    }
    #expect(whole * 100 >= lines.count * 95, "\(whole) of \(lines.count)")
  }

  @Test(
    .enabled(if: TestFiles.hasCorpora),
    arguments: [
      ("vi", "TCVN3"), ("vi", "VNI"), ("vi", "VISCII"), ("vi", "windows-1258"), ("th", "TIS-620"),
    ])
  func bringsBackLegacyEncodings(_ language: String, _ encoding: String) throws {
    let encoder = try Encoder(encoding)
    var whole = 0
    var count = 0
    for line in try Self.lines("parallel/\(language).txt") {
      guard let bytes = encoder.encode(line), bytes.contains(where: { $0 >= 0x80 }) else {
        continue
      }
      count += 1
      if repaired(try seen(bytes, through: "iso-8859-1")) == line { whole += 1 }
    }
    #expect(count >= 40 && whole * 100 >= count * 95, "\(whole) of \(count)")
  }

  /// Lines among others, as the command takes them, come out as one by one.
  @Test func repairsLinesAmongOthers() {
    let clean = ["ภาษาไทย แบบ", "Tiếng Việt", "", "déjà vu", "CAFÉ", "ເວລາ", "plain"]
    let damaged = ["cafÃ©", "Tiแบฟng Viแป‡t", "ÀÒÉÒä·Â", "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM"]
    var generator = SeededGenerator(seed: 874)
    var worker = TextRepair(mojibake: true).makeWorker()
    for _ in 0..<500 {
      let lines = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
        Array(((clean + damaged).randomElement(using: &generator) ?? "").utf8)
      }
      let text = lines.joined(separator: [0x0A])
      var output: [UInt8] = []
      let isChanged = worker.repairLines(Array(text).span, appendingTo: &output)
      let expected = Array(lines.map { repaired($0) ?? $0 }.joined(separator: [0x0A]))
      #expect(isChanged == (expected != Array(text)))
      #expect(output == (isChanged ? expected : []))
    }
  }

  /// Words of the grammar's letters, good and bad, and pairs of Thai letters.
  @Test func scoresAsTheSlowTwins() {
    var generator = SeededGenerator(seed: 1712)
    let pieces = [
      "ng", "ngh", "gi", "qu", "k", "c", "tr", "đ", "Đ", "a", "ă", "ậ", "ê", "ế", "ươ", "ượ", "i",
      "ì",
      "y", "u", "ch", "nh", "t", "p", "f", "w", " ", ".", "é", "ç", "“", "…", "€", "\u{A0}", "中",
      "\u{300}",
      "oa", "uyê", "N", "G", "Ứ",
    ]
    for _ in 0..<40_000 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<9, using: &generator) {
        text += (pieces.randomElement(using: &generator) ?? "").utf8
      }
      #expect(
        ScriptScore.vietnamese(text.span) == SlowScores.vietnamese(text.span),
        "\(String(decoding: text, as: UTF8.self))")
    }
    let letters = (0xE00...0xE5F).compactMap(Unicode.Scalar.init) + ["a", " ", "é", "\u{EB0}"]
    for before in letters {
      for next in letters {
        let text = Array("\(before)\(next)".utf8)
        for refuses in [false, true] {
          #expect(
            ScriptScore.thai(text.span, refusesOthers: refuses)
              == SlowScores.thai(text.span, refusesOthers: refuses))
        }
      }
    }
  }

  @Test func isIdempotentAndSurvivesAnything() {
    var generator = SeededGenerator(seed: 1252)
    let pieces = [
      "Ã", "©", "à", "¸", "²", "เ", "ธ", "แ", "บ", "\u{80}", "\u{A0}", "…", "‡", "Ă", "¡", "a", " ",
      "ế",
      "É", "ä", "·", "ñ", "ø", "ð", "Ÿ", "˜", "€", "ก", "ำ", "\u{301}", "đ",
    ]
    for round in 0..<4000 {
      var text: [UInt8] = []
      for _ in 0...Int.random(in: 0..<(round % 4 == 0 ? 40 : 12), using: &generator) {
        text += pieces[Int.random(in: 0..<pieces.count, using: &generator)].utf8
      }
      if let once = repaired(text) {
        #expect(once.span.firstIllFormedSequence() == nil)
      }
      AdversarialText.damage(&text, using: &generator)
      if text.span.firstIllFormedSequence() != nil { #expect(repaired(text) == nil) }
    }
  }
}

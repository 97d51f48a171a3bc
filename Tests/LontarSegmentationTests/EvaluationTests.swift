import LontarSegmentation
import LontarText
import Testing

struct EvaluationTests {
  /// A case with the figures that the reference scorer (a Python program) gives for it.
  struct Case: Sendable, CustomTestStringConvertible {
    var language: Language
    var gold: [String]
    var predicted: [String]
    /// Correct, predicted, gold.
    var words: [Int]
    var boundaries: [Int]
    var script: [Int]
    /// Gold, correct; the first gold record's words are known.
    var unknown: [Int]
    var known: [Int]
    /// Perfect, changed, composed.
    var records: [Int]
    var interval: ClosedRange<Double>

    var testDescription: String { gold.joined(separator: " / ") }
  }

  static let cases = [
    Case(
      language: .thai, gold: ["ภาษา|ไทย| |ง่าย", "ผม|ไป|Central World", "ไม่|มี"],
      predicted: ["ภาษาไทย| |ง่าย", "ผม|ไป|Central| |World", "ไม่มี"], words: [5, 7, 9],
      boundaries: [2, 2, 4], script: [3, 5, 7], unknown: [6, 4], known: [3, 1], records: [1, 0, 0],
      interval: 0...1),
    Case(
      language: .vietnamese, gold: ["Trả lời| |phỏng vấn|.", "Cô ấy| |đi| |học| |."],
      predicted: ["Trả| |lời| |phỏng vấn|.", "Cô ấy| |đi học| |."], words: [4, 7, 7],
      boundaries: [4, 5, 5], script: [2, 5, 5], unknown: [3, 1], known: [4, 3], records: [0, 0, 0],
      interval: 0.5714285714285714...0.5714285714285714),
    Case(
      language: .khmer, gold: ["ខ្ញុំ|ទៅ|\u{200B}|សាលា", "១២|ខែ"],
      predicted: ["ខ្ញុំ|ទៅសា|លា", "១២ខែ"], words: [1, 4, 5], boundaries: [1, 2, 3],
      script: [1, 4, 4], unknown: [2, 0], known: [3, 1], records: [0, 0, 0],
      interval: 0...0.3333333333333333),
    Case(
      language: .thai, gold: ["กำ|ลัง|ดี", "ก|ข"], predicted: ["ก\u{E4D}า|ลัง|ดี", "ก|ค"],
      words: [0, 5, 5], boundaries: [0, 3, 3], script: [0, 5, 5], unknown: [0, 0], known: [0, 0],
      records: [0, 2, 0], interval: 0...0),
    Case(
      language: .vietnamese, gold: ["Vi\u{1EC7}t Nam| |đẹp"],
      predicted: ["Vie\u{323}\u{302}t Nam| |đẹp"], words: [2, 2, 2], boundaries: [1, 1, 1],
      script: [2, 2, 2], unknown: [0, 0], known: [2, 2], records: [1, 0, 1], interval: 1...1),
    Case(
      language: .indonesian, gold: ["anak-anak| |Rp|9.000|,| |\\p\\\\"],
      predicted: ["anak|-|anak| |Rp9.000|,| |\\p|\\\\"], words: [1, 7, 5], boundaries: [3, 6, 4],
      script: [0, 3, 2], unknown: [0, 0], known: [5, 1], records: [0, 0, 0],
      interval: 0.16666666666666666...0.16666666666666666),
  ]

  @Test("counts what the reference scorer counts", arguments: cases)
  func counts(_ example: Case) throws {
    let gold = try parse(example.gold)
    var evaluation = Evaluation(language: example.language, known: Array(gold.prefix(1)))
    for (predicted, gold) in zip(try parse(example.predicted), gold) {
      evaluation.add(predicted, gold: gold)
    }
    let total = evaluation.total
    func list(_ counts: Evaluation.Agreement) -> [Int] {
      [counts.correct, counts.predicted, counts.gold]
    }
    #expect(list(total.words) == example.words)
    #expect(list(total.boundaries) == example.boundaries)
    #expect(list(total.scriptWords) == example.script)
    #expect([total.unknownWords.gold, total.unknownWords.correct] == example.unknown)
    #expect([total.knownWords.gold, total.knownWords.correct] == example.known)
    #expect([total.perfect, total.changed, total.composed] == example.records)
    #expect(evaluation.interval(samples: 200) == example.interval)
  }

  @Test(
    "says where a prediction stops being the gold text",
    arguments: [
      ("กินข้าว", "กิน| |ข้าว", nil), ("กินข้าม", "กิน| |ข้าว", 18), ("กิน ข้าว", "กิน|ข้าม", 19),
      ("กิน", "กิน|ข้าว", 9), ("กินข้าว", "กิน", 9), ("\u{200B}ก", "ก", nil), ("", "ก", 0),
      ("", "", nil),
    ] as [(String, String, Int?)])
  func differences(_ predicted: String, _ gold: String, _ expected: Int?) throws {
    let texts = try parse([predicted, gold])
    #expect(texts[0].firstDifference(from: texts[1]) == expected)
    var evaluation = Evaluation(language: .thai)
    evaluation.add(texts[1], gold: texts[1])
    evaluation.add(texts[0], gold: texts[1])
    #expect(evaluation.firstChange?.record == (expected == nil ? nil : 1))
    #expect(evaluation.firstChange?.byteOffset == expected)
    #expect(evaluation.total.changed == (expected == nil ? 0 : 1))
  }

  @Test("lists mistakes by frequency, then by their text")
  func mistakes() throws {
    var evaluation = Evaluation(language: .thai)
    let gold = try parse(["ไม่|มี|ไม่|มี|ดี", "ก|ข"])
    for (predicted, gold) in zip(try parse(["ไม่มี|ไม่มี|ดี", "กข"]), gold) {
      evaluation.add(predicted, gold: gold)
    }
    let found = evaluation.mistakesByFrequency().map { mistake, count in
      "\(count) \(text(mistake.gold)) \(text(mistake.predicted))"
    }
    #expect(found == ["2 ไม่|มี ไม่มี", "1 ก|ข กข"])
  }

  @Test("nothing at all measures as nothing")
  func empty() {
    let evaluation = Evaluation(language: .lao)
    #expect(evaluation.total.words.f1 == 0)
    #expect(evaluation.interval(samples: 10) == nil)
  }

  @Test("segmented text keeps separators, backslashes and spaces, and drops empty pieces")
  func parsing() throws {
    let texts = try parse(["a\\p|\\\\p||b |c\r", "", "ไทย"])
    #expect(texts.map { $0.ranges.map(\.count) } == [[2, 2, 2, 1], [], [9]])
    #expect(text(texts[0].bytes) == "a|\\pb c")
  }

  @Test(
    "says where segmented text is wrong",
    arguments: [
      (Array("ok\na\\|b".utf8), SegmentedTextError.unknownEscape(line: 2, byteOffset: 1)),
      (Array("a\\".utf8), .unknownEscape(line: 1, byteOffset: 1)),
      (Array("ไทย\n|a".utf8) + [0xE0, 0xB8], .malformedUTF8(line: 2, byteOffset: 2)),
    ])
  func refuses(_ bytes: [UInt8], _ error: SegmentedTextError) {
    #expect(throws: error) { try SegmentedText.parse(bytes.span) }
  }

  private func parse(_ lines: [String]) throws -> [SegmentedText] {
    try SegmentedText.parse(Array(lines.map { $0 + "\n" }.joined().utf8).span)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

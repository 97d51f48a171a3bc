import Testing

@testable import LontarText

/// The normal form of some bytes, and what the normaliser said.
private func normalForm(
  _ bytes: [UInt8], _ form: NormalizationForm = .nfc, _ invalid: InvalidUTF8Policy = .fail
) throws -> (bytes: [UInt8], outcome: Normalizer.Outcome) {
  var output: [UInt8] = []
  let normalizer = Normalizer(form: form, invalid: invalid)
  let outcome = try normalizer.normalize(bytes.span, appendingTo: &output)
  return (output, outcome)
}

struct NormalizerTests {
  @Test(
    "composes and orders marks",
    arguments: [
      ("Vie\u{323}\u{302}t", "Vi\u{1EC7}t"),
      ("Vi\u{EA}\u{323}t", "Vi\u{1EC7}t"),
      ("\u{E01}\u{E49}\u{E38}", "\u{E01}\u{E38}\u{E49}"),
      ("\u{E01}\u{E48}\u{E34}", "\u{E01}\u{E48}\u{E34}"),
      ("\u{1025}\u{102E}", "\u{1026}"),
      ("\u{1000}\u{103A}\u{1037}", "\u{1000}\u{1037}\u{103A}"),
      ("กำ", "กำ"),
      ("", ""),
    ])
  func composes(_ input: String, _ expected: String) throws {
    let output = try Normalizer(form: .nfc).normalize(input)
    #expect(Array(output.utf8) == Array(expected.utf8))
  }

  @Test("each form does what it says")
  func forms() throws {
    let input = Array("ﬁ\u{1EBF} Ｋ ำ".utf8)
    #expect(try normalForm(input, .nfc).bytes == input)
    #expect(try normalForm(input, .nfd).bytes == Array("ﬁe\u{302}\u{301} Ｋ ำ".utf8))
    #expect(try normalForm(input, .nfkc).bytes == Array("fi\u{1EBF} K \u{E4D}\u{E32}".utf8))
    #expect(try normalForm(input, .nfkd).bytes == Array("fie\u{302}\u{301} K \u{E4D}\u{E32}".utf8))
    #expect(
      try normalForm(input, .nfkcCasefold).bytes == Array("fi\u{1EBF} k \u{E4D}\u{E32}".utf8))
    #expect(try normalForm(input, .unchanged).bytes == input)
  }

  @Test(
    "nfkc-safe keeps what Thai and Lao need whole, and puts it together",
    arguments: [
      ("น\u{E49}\u{E33}", "น\u{E49}\u{E33}"),
      ("น\u{E4D}\u{E32}", "น\u{E33}"),
      ("น\u{E4D}\u{E49}\u{E32}", "น\u{E49}\u{E33}"),
      ("ນ\u{EB3}\u{EDC}\u{EDD}", "ນ\u{EB3}\u{EDC}\u{EDD}"),
      ("ນ\u{ECD}\u{EB2}", "ນ\u{EB3}"),
      ("ﬁ Ｋ", "fi K"),
    ])
  func safe(_ input: String, _ expected: String) throws {
    let output = try Normalizer(form: .nfkcSafe).normalize(input)
    #expect(Array(output.utf8) == Array(expected.utf8))
    for engine in [NormalizationEngine.icu, .utf8proc] {
      #expect(throws: TextError.unsupportedNormalization(.nfkcSafe, engine)) {
        try Normalizer(form: .nfkcSafe, engine: engine).normalize(input)
      }
    }
  }

  @Test("gives the way back, in the way of a line of text")
  func edits() throws {
    var edits = OffsetMap()
    var output = Array("x".utf8)
    let text = Array("Vie\u{323}\u{302}t \u{212B}".utf8)
    try Normalizer().normalize(text.span, appendingTo: &output, edits: &edits)
    #expect(output == Array("xVi\u{1EC7}t \u{C5}".utf8))
    #expect(
      edits.edits == [
        .init(source: 2..<7, target: 2..<5), .init(source: 9..<12, target: 7..<9),
      ])
    try Normalizer().normalize(Array("ไทย".utf8).span, appendingTo: &output, edits: &edits)
    #expect(edits.isEmpty)
  }

  @Test("breaks up runs of marks only when asked to")
  func streamSafe() throws {
    let marks = String(repeating: "\u{301}", count: 65)
    let whole = Array("a\(marks)b".utf8)
    #expect(try normalForm(whole, .nfd).bytes == whole)
    var edits = OffsetMap()
    var output: [UInt8] = []
    try Normalizer(form: .nfd, streamSafe: true)
      .normalize(whole.span, appendingTo: &output, edits: &edits)
    let thirty = String(repeating: "\u{301}", count: 30)
    #expect(
      output == Array("a\(thirty)\u{34F}\(thirty)\u{34F}\u{301}".utf8)
        + [0x301, 0x301, 0x301, 0x301].flatMap { _ in Array("\u{301}".utf8) } + Array("b".utf8))
    #expect(
      edits.edits == [
        .init(source: 61..<61, target: 61..<63), .init(source: 121..<121, target: 123..<125),
      ])
  }

  @Test("appends behind what is there, also where a form is much longer")
  func appends() throws {
    var output = Array("x".utf8)
    let long = Array(String(repeating: "\u{FDFA}", count: 1000).utf8)
    try Normalizer(form: .nfkc).normalize(long.span, appendingTo: &output)
    #expect(output.count == 1 + 33 * 1000)
    #expect(output.first == UInt8(ascii: "x"))
  }

  @Test(
    "finds one maximal subpart at a time",
    arguments: [
      ([0xC0, 0x80], 2), ([0xED, 0xA0, 0x80], 3), ([0xF4, 0x90, 0x80, 0x80], 4),
      ([0xE2, 0x8C, 0xE2, 0x8C], 2), ([0xC3, 0x28], 1), ([0xE0, 0x80, 0x80], 3), ([0xF5], 1),
      ([0xF0, 0x9F, 0x98], 1), ([0xFF, 0xFE], 2),
    ] as [([UInt8], Int)])
  func replaces(_ bytes: [UInt8], _ sequences: Int) throws {
    let before = Array("ก".utf8)
    let input = before + bytes + Array("e\u{301}".utf8)
    let after = Array("\u{E9}".utf8)

    let replaced = try normalForm(input, .nfc, .replace)
    #expect(replaced.outcome == .replaced(sequences: sequences))
    #expect(replaced.bytes == before + Array(String(decoding: bytes, as: UTF8.self).utf8) + after)

    let passed = try normalForm(input, .nfc, .pass)
    #expect(passed.outcome == .passed(sequences: sequences))
    #expect(passed.bytes == before + bytes + after)

    let skipped = try normalForm(input, .nfc, .skip)
    #expect(skipped.outcome == .skipped(byteOffset: 3))
    #expect(skipped.bytes.isEmpty)

    #expect(throws: TextError.malformedUTF8(byteOffset: 3)) { try normalForm(input) }
  }

  @Test("ill-formed bytes keep marks behind them from composing")
  func separates() throws {
    let input: [UInt8] = [0x65, 0xFF, 0xCC, 0x81]
    #expect(try normalForm(input, .nfc, .pass).bytes == input)
  }
}

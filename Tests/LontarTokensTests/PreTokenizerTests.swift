import Testing

@testable import LontarTokens

@Suite("A pre-tokenizer")
struct PreTokenizerTests {
  @Test(arguments: PreTokenizer.named)
  func isFoundByItsName(_ preTokenizer: PreTokenizer) {
    #expect(PreTokenizer(name: preTokenizer.name) == preTokenizer)
  }

  @Test(arguments: ["script", "words:th", "words:my"])
  func isFoundByTheNameOfWhatItDoes(_ name: String) throws {
    let preTokenizer = try #require(PreTokenizer(name: name))
    #expect(preTokenizer.name == name)
    #expect(preTokenizer.patternsAreExact == (name == "script"))
  }

  @Test(arguments: ["", "GPT2", "gpt-2", "none", "words", "words:xx"])
  func isNotFoundByAnyOtherName(_ name: String) {
    #expect(PreTokenizer(name: name) == nil)
  }

  @Test(arguments: [
    ("gpt2", "I'll go, it's 12345.", ["I", "'ll", " go", ",", " it", "'s", " 12345", "."]),
    ("gpt2", "I'LL  go\n\n", ["I", "'", "LL", " ", " go", "\n\n"]),
    ("gpt2", "น้ำ", ["น", "\u{0E49}", "ำ"]),
    (
      "cl100k", "I'LL go\r\n\r\n  12345!\n",
      ["I", "'LL", " go", "\r\n\r\n", " ", " ", "123", "45", "!\n"]
    ),
    ("cl100k", "#tag ภาษาไทย", ["#tag", " ภาษาไทย"]),
    ("cl100k", "ที่", ["ท", "\u{0E35}\u{0E48}"]),
    ("cl100k", "a\n  ", ["a", "\n  "]),
    ("cl100k", "it'ſ", ["it", "'ſ"]),
    ("o200k", "I'LL go to KhmerOS/\n", ["I'LL", " go", " to", " Khmer", "OS", "/\n"]),
    ("o200k", "camelCase HTTPServer", ["camel", "Case", " HTTPServer"]),
    ("o200k", "ที่นี่ 2568 ปี", ["ที่นี่", " ", "256", "8", " ปี"]),
    ("o200k", "a\n  ", ["a", "\n", "  "]),
    ("o200k", "កA", ["ក", "A"]),
    ("o200k", "\u{0301}A", ["\u{0301}", "A"]),
    ("llama3", "a\n  ", ["a", "\n", "  "]),
    ("qwen2", "ปี 25 ที่", ["ป", "\u{0E35}", " ", "2", "5", " ท", "\u{0E35}\u{0E48}"]),
    ("qwen35", "ปี 25 ที่", ["ปี", " ", "2", "5", " ที่"]),
    ("tekken", "I'll 25", ["I", "'ll", " ", "2", "5"]),
    ("deepseek3", "ฝน2568漢字と\u{30FB}\n", ["ฝน", "256", "8", "漢字と", "\u{30FB}", "\n"]),
    ("deepseek3", "  1  a", ["  ", "1", " ", " a"]),
    ("deepseek3", "\u{1}\u{2}a.b", ["\u{1}", "\u{2}a", ".b"]),
    ("o200k", "!\u{0301}A", ["!\u{0301}", "A"]),
    ("lontar", "၀ိုင်း၊၁၂၃၄", ["၀ိုင်း", "၊", "၁၂၃", "၄"]),
    ("lontar", "(၎င်း)", ["(၎င်း", ")"]),
    ("o200k", "(၎င်း)", ["(၎", "င်း", ")"]),
    ("lontar", "ក្\u{200D}ក 1\u{FE0F}\u{20E3}", ["ក្\u{200D}ក", " ", "1\u{FE0F}\u{20E3}"]),
    ("lontar", "ที่นี่ 2568 ปี\n\u{301}", ["ที่นี่", " ", "256", "8", " ปี", "\n", "\u{301}"]),
    (
      "superwords", "ini adalah satu dua tiga 4 dan, ya",
      ["ini adalah satu dua", " tiga ", "4", " dan, ya"]
    ),
    ("superwords", "a, (b)\n\nក្ក។ 12", ["a, (b", ")\n\n", "ក្ក។ ", "12"]),
    ("whitespace", "ปี  2568\n", ["ปี", " ", " 2568", "\n"]),
    ("metaspace", "ปี  2568\n ", ["ปี", " ", " 2568\n", " "]),
    ("metaspace", "ab\u{2581}ab", ["ab", "\u{2581}ab"]),
    ("script", "ภาษาThai ก១២", ["ภาษา", "Thai", " ก", "១២"]),
    ("words:th", "ภาษาไทย ง่าย 25", ["ภาษา", "ไทย", " ง่าย", " ", "25"]),

  ])
  func cutsAsPublished(_ name: String, _ text: String, _ pieces: [String]) throws {
    let preTokenizer = try #require(PreTokenizer(name: name))
    #expect(preTokenizer.pieces(of: text).map { Array($0.utf8) } == pieces.map { Array($0.utf8) })
  }

  @Test(arguments: PreTokenizer.named)
  func givesNoPieceForNoText(_ preTokenizer: PreTokenizer) {
    #expect(preTokenizer.pieces(of: "").isEmpty)
  }

  @Test(arguments: Grammar.allCases)
  func cutsAnyTextAsItsExpressionDoes(_ grammar: Grammar) {
    let preTokenizer = PreTokenizer(grammar: grammar)
    let expressions = BacktrackingPattern.grammar(of: grammar)
    var random = SeededRandom(seed: 2026)
    for _ in 0..<1500 {
      let text = AdversarialText.string(using: &random)
      expectSamePieces(preTokenizer, expressions, text)
    }
  }

  @Test(
    .enabled(if: SharedText.isPresent, "needs the shared corpora and zstd"),
    arguments: Grammar.allCases)
  func cutsCorporaAsItsExpressionDoes(_ grammar: Grammar) throws {
    let preTokenizer = PreTokenizer(grammar: grammar)
    let expressions = BacktrackingPattern.grammar(of: grammar)
    for name in SharedText.names {
      for line in try SharedText.lines(of: name, atMost: 150) {
        expectSamePieces(preTokenizer, expressions, line)
      }
    }
  }

  @Test(arguments: Grammar.allCases)
  func givesTheSamePiecesWithAndWithoutWindows(_ grammar: Grammar) {
    let preTokenizer = PreTokenizer(grammar: grammar)
    var random = SeededRandom(seed: 7)
    for _ in 0..<1000 {
      let bytes = Array(AdversarialText.string(using: &random).utf8)
      var expected: [Int] = []
      preTokenizer.forEachPiece(in: bytes.span) { expected.append($0.upperBound) }
      var ends: [Int] = []
      // The pointer is used inside the closure only.
      unsafe bytes.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return }
        let text = unsafe ClassifiedText(start, count: buffer.count)
        var end = 0
        while end < buffer.count {
          end = unsafe grammar.pieceEnd(text, from: end)
          ends.append(end)
        }
      }
      #expect(ends == expected)
    }
  }

  @Test(arguments: PreTokenizer.named)
  func coversIllFormedBytes(_ preTokenizer: PreTokenizer) {
    var random = SeededRandom(seed: 99)
    for _ in 0..<2000 {
      let length = Int.random(in: 0...90, using: &random)
      let bytes = (0..<length).map { _ in
        Bool.random(using: &random)
          ? UInt8.random(in: 0...255, using: &random)
          : [0xE0, 0xF0, 0xF4, 0xFF, 0x80, 0x27, 0x20, 0x0A].randomElement(using: &random) ?? 0
      }
      var end = 0
      preTokenizer.forEachPiece(in: bytes.span) { piece in
        #expect(piece.lowerBound == end && piece.upperBound > end)
        end = piece.upperBound
      }
      #expect(end == bytes.count)
    }
  }

  /// A scanner that went back over what it has seen would need hours for these.
  @Test(arguments: PreTokenizer.named)
  func takesLinearTimeOnLongRuns(_ preTokenizer: PreTokenizer) {
    for unit in [
      " ", "\n ", " \n", "A", "Aก", "\u{0301}", "'", "!", "1", "\u{3000}", "/\n", "AB\u{0301}",
    ] {
      let bytes = [UInt8](String(repeating: unit, count: 200_000).utf8)
      var end = 0
      preTokenizer.forEachPiece(in: bytes.span) { end = $0.upperBound }
      #expect(end == bytes.count)
    }
  }

  @Test func knowsTheClassOfEveryCharacter() {
    for code in UInt32(0)..<0x110000 {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let bytes = Array(String(scalar).utf8)
      // The pointer is used inside the closure only.
      let found = unsafe bytes.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return (class: UInt8(0), end: 0) }
        return unsafe ClassifiedText(start, count: buffer.count).character(at: 0)
      }
      if found.end != bytes.count || found.class != Self.expectedClass(of: scalar) {
        Issue.record("U+\(String(code, radix: 16)) has class \(found.class)")
      }
    }
  }

  private static func expectedClass(of scalar: Unicode.Scalar) -> UInt8 {
    if scalar == "\r" || scalar == "\n" { return CharacterClass.space | CharacterClass.lineEnd }
    if BacktrackingPattern.isSpace(scalar) { return CharacterClass.space }
    return switch BacktrackingPattern.category(scalar) {
    case .uppercaseLetter, .titlecaseLetter: CharacterClass.upper
    case .lowercaseLetter: CharacterClass.lower
    case .modifierLetter, .otherLetter: CharacterClass.uncased
    case .nonspacingMark, .spacingMark, .enclosingMark: CharacterClass.mark
    case .decimalNumber, .letterNumber, .otherNumber: CharacterClass.number
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      CharacterClass.symbol
    default: 0
    }
  }

  /// What lontar does to the pieces of o200k.
  private static func joinedInsideSyllables(
    _ pieces: [Range<Int>], of bytes: [UInt8]
  ) -> [Range<Int>] {
    var joined: [Range<Int>] = []
    for piece in pieces {
      let before = String(decoding: bytes[..<piece.lowerBound], as: UTF8.self).unicodeScalars.last
      let after = String(decoding: bytes[piece.lowerBound...], as: UTF8.self).unicodeScalars.first
      guard let last = joined.last, let before, let after else {
        joined.append(piece)
        continue
      }
      let hangs =
        BacktrackingPattern.isMark(after) || after == "\u{200C}" || after == "\u{200D}"
      let isJoined =
        hangs
        ? !BacktrackingPattern.isSpace(before)
        : (before == "\u{104E}" || before == "\u{200D}") && BacktrackingPattern.isLetter(after)
      if isJoined {
        joined[joined.count - 1] = last.lowerBound..<piece.upperBound
      } else {
        joined.append(piece)
      }
    }
    return joined
  }

  /// What superwords does to the pieces of lontar.
  private static func joinedWords(_ pieces: [Range<Int>], of bytes: [UInt8]) -> [Range<Int>] {
    func joins(_ scalar: Unicode.Scalar?) -> Bool {
      scalar.map { $0 != "\r" && $0 != "\n" && !BacktrackingPattern.isNumber($0) } ?? false
    }
    var joined: [Range<Int>] = []
    var count = 0
    for piece in pieces {
      let before = String(decoding: bytes[..<piece.lowerBound], as: UTF8.self).unicodeScalars.last
      let after = String(decoding: bytes[piece.lowerBound...], as: UTF8.self).unicodeScalars.first
      if let last = joined.last, count < 4, joins(before), joins(after) {
        joined[joined.count - 1] = last.lowerBound..<piece.upperBound
        count += 1
      } else {
        joined.append(piece)
        count = 1
      }
    }
    return joined
  }

  private func expectSamePieces(
    _ preTokenizer: PreTokenizer, _ grammar: [BacktrackingPattern], _ text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let bytes = Array(text.utf8)
    var pieces: [Range<Int>] = []
    preTokenizer.forEachPiece(in: bytes.span) { pieces.append($0) }
    var expected = BacktrackingPattern.pieces(of: text, cutBy: grammar)
    if preTokenizer == .lontar || preTokenizer == .superwords {
      expected = Self.joinedInsideSyllables(expected, of: bytes)
    }
    if preTokenizer == .superwords { expected = Self.joinedWords(expected, of: bytes) }
    if pieces != expected {
      let scalars = text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")
      Issue.record(
        "\(preTokenizer.name): \(scalars): \(pieces), expected \(expected)",
        sourceLocation: sourceLocation)
    }
  }
}

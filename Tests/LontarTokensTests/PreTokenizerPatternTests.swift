import Testing

@testable import LontarTokens

@Suite("A pre-tokenizer of any pattern")
struct PreTokenizerPatternTests {
  @Test(arguments: [
    ([#"\s*\S+"#], "saya suka  makan ", ["saya", " suka", "  makan", " "]),
    ([#"\d+"#], "๒๕๖๘ปี2568", ["๒๕๖๘", "ปี", "2568"]),
    ([#"(?=\p{Thai})(?<!\p{Thai})"#], "oneหนึ่งtwoสอง", ["one", "หนึ่งtwo", "สอง"]),
    ([#"[\p{L}\p{M}]+"#], "ខ្មែរ ភាសា", ["ខ្មែរ", " ", "ភាសា"]),
    ([#"[^,]*,"#, #"\s"#], "a b, c", ["a", " ", "b,", " ", "c"]),
    ([#"^."#], "ab\ncd\r\n", ["a", "b\n", "c", "d\r\n"]),
    ([#"x"#], "ไทย", ["ไทย"]),
    ([#"😀"#], "a😀😀b", ["a", "😀", "😀", "b"]),
    ([#"x"#], "", []),
    ([#"\w+|[^\w\s]+"#], "½ ๑ก\u{301}-\u{200D}!", ["½", " ", "๑ก\u{301}", "-\u{200D}!"]),
    ([#"\b\W"#], "ก็ ดี. ", ["ก็", " ", "ดี", ".", " "]),
  ])
  func cutsAtMatchesAndBetweenThem(
    _ patterns: [String], _ text: String, _ pieces: [String]
  ) throws {
    let cut = try PreTokenizer(patterns: patterns).pieces(of: text)
    #expect(cut.map { Array($0.utf8) } == pieces.map { Array($0.utf8) })
  }

  @Test(arguments: Grammar.allCases)
  func isTheGrammarWhoseExpressionsItHas(_ grammar: Grammar) throws {
    #expect(try PreTokenizer(patterns: grammar.patterns) == PreTokenizer(grammar: grammar))
  }

  /// ICU is another implementation of every grammar, for what both know: Unicode 15.0.
  @Test(arguments: Grammar.allCases)
  func givesThePiecesOfEachGrammar(_ grammar: Grammar) throws {
    let pattern = try PreTokenizer(
      patterns: ["(?:\(grammar.patterns[0]))"] + grammar.patterns[1...])
    guard case .pattern = pattern.cutter else {
      Issue.record("the pattern is not ICU's")
      return
    }
    var random = SeededRandom(seed: 15)
    for _ in 0..<1500 {
      let text = AdversarialText.string(using: &random)
      let isKnown = text.unicodeScalars.allSatisfy {
        $0.properties.age.map { $0.major <= 15 && $0.minor == 0 || $0.major < 15 } ?? true
      }
      guard isKnown else { continue }
      let expected = PreTokenizer(grammar: grammar).pieces(of: text)
      let pieces = pattern.pieces(of: text)
      if pieces.map({ Array($0.utf8) }) != expected.map({ Array($0.utf8) }) {
        Issue.record("\(pieces), expected \(expected)")
      }
    }
  }

  @Test(arguments: [
    ("[a", 1), ("(", 0), (#"\p{Nonsense}"#, 11), ("ไทย(", 9), ("a**", 2), ("(?<=a+)b", 6),
    (#"\w\b[a"#, 6),
  ])
  func isRefusedWhereItDoesNotCompile(_ pattern: String, _ byteOffset: Int) {
    #expect {
      try PreTokenizer(patterns: [pattern])
    } throws: { error in
      guard case .malformedPattern(pattern, byteOffset, _) = error as? TokenizerError else {
        Issue.record("\(error)")
        return false
      }
      return true
    }
  }

  @Test(arguments: ["", "a*", "a?|b", "(?=a)|", "$", #"\b|"#, "^"])
  func isRefusedWhereItMatchesTheEmptyString(_ pattern: String) {
    #expect(throws: TokenizerError.emptyPattern(pattern)) {
      try PreTokenizer(patterns: ["b", pattern])
    }
  }

  @Test func isRefusedWithoutExpressions() {
    #expect(throws: TokenizerError.emptyPattern("")) { try PreTokenizer(patterns: []) }
  }

  @Test(arguments: [
    (#"\p{N}{1,3}+"#, "}+"), (#"\h+"#, #"\h"#), (#"a\Z"#, #"\Z"#), ("(?m)a", "(?m"),
    ("[[:punct:]]", "[:punct:]"),
    ("(?is:a.)", "(?is"),
  ])
  func isRefusedWhereEnginesReadItDifferently(_ pattern: String, _ construct: String) {
    #expect(throws: TokenizerError.ambiguousPattern(pattern, construct: construct)) {
      try PreTokenizer(patterns: [pattern])
    }
  }

  @Test(arguments: [
    #"[}+]"#, #"\\h"#, #"\}+"#, "(?i:s)", "(?:ms)", "a{2}", #"\p{Thai}+"#, #"[{}]+"#,
    #"\x{E01}+a{2}"#,
  ])
  func isTakenWhereItOnlyLooksLikeThat(_ pattern: String) throws {
    #expect(try PreTokenizer(patterns: [pattern]).patterns == [pattern])
  }

  @Test func hasANameThatFindsItAgain() throws {
    let preTokenizer = try PreTokenizer(patterns: [#"\d"#, "ก+"])
    #expect(preTokenizer.name == "pattern:\\d\nก+")
    #expect(PreTokenizer(name: preTokenizer.name) == preTokenizer)
    #expect(PreTokenizer(name: "pattern:(") == nil)
    #expect(PreTokenizer(name: "pattern:") == nil)
  }

  @Test func isEqualOnlyToTheSameBytes() throws {
    #expect(try PreTokenizer(patterns: ["é"]) != PreTokenizer(patterns: ["e\u{301}"]))
  }

  @Test func coversIllFormedBytes() throws {
    let preTokenizer = try PreTokenizer(patterns: [#"\p{L}+"#])
    let bytes: [UInt8] = [0x61, 0xE0, 0xB8, 0x62, 0xFF, 0xFE, 0xE0, 0xB8, 0x81, 0xF0]
    var pieces: [Range<Int>] = []
    preTokenizer.forEachPiece(in: bytes.span) { pieces.append($0) }
    #expect(pieces == [0..<1, 1..<3, 3..<4, 4..<6, 6..<9, 9..<10])
  }

  @Test func servesManyTasksAtOnce() async throws {
    let preTokenizer = try PreTokenizer(patterns: [#"\s*\S+"#, #"."#])
    let text = String(repeating: "ฝนตก มาก ", count: 300)
    let expected = preTokenizer.pieces(of: text).count
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<10).reduce(0) { sum, _ in sum + preTokenizer.pieces(of: text).count }
        }
      }
      for await count in group { #expect(count == 10 * expected) }
    }
  }
}

import Foundation
import LontarTestSupport
import Testing

@testable import LontarTokens

/// The ways that most texts take, beside the whole pipeline, which offsets come from.
@Suite struct DirectPathTests {
  private static let parts =
    [
      "ก", "า", "่", "้", "ิ", "ภาษา", "ไทย", "ខ្", "មែរ", "ភាសា", "မြန်", "မာ", "ລາວ", "e\u{301}",
      "e\u{323}\u{302}", "\u{302}\u{323}", "é", "Việt", "the", "'s", "'", " ", " ", "  ", "\n",
      "\t", "12",
      "345", "中", "😀", "▁", "▁▁", "a", "b", "ab", "x", "\u{0}", "\u{200B}", "가", "\u{1100}\u{1161}",
    ] + ["<s>", "<m>", " <m> ", "<mask>"]

  static func text(_ generator: inout SeededGenerator) -> [UInt8] {
    (0..<Int.random(in: 0...24, using: &generator)).flatMap { _ in
      Array((parts.randomElement(using: &generator) ?? "").utf8)
    }
  }

  private func expectBothWays(
    _ tokenizer: Tokenizer, seed: UInt64, rounds: Int = 300
  ) throws {
    var generator = SeededGenerator(seed: seed)
    var worker = tokenizer.makeWorker()
    for _ in 0..<rounds {
      let text = Self.text(&generator)
      let expected = try worker.encoding(of: text.span, addingSpecials: false).ids
      // Twice: the second time pieces may be remembered.
      for _ in 0..<2 {
        var found: [TokenID] = []
        worker.encode(text.span, appendingTo: &found)
        #expect(found == expected, "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  // MARK: Byte-level BPE

  private static func trained(_ preTokenizer: PreTokenizer, seed: UInt64) throws -> String {
    var generator = SeededGenerator(seed: seed)
    var counts = WordCounts()
    for _ in 0..<200 { counts.addPieces(of: text(&generator).span, cutBy: preTokenizer) }
    let vocabulary = try BPETrainer(vocabularySize: 500).train(on: counts)
    let tokenizer = try Tokenizer(vocabulary: vocabulary, preTokenizer: preTokenizer)
    return String(decoding: try tokenizer.huggingFaceJSON(), as: UTF8.self)
  }

  private static func loaded(_ file: String) throws -> Tokenizer {
    try Tokenizer(huggingFaceJSON: Array(file.utf8).span)
  }

  private static func adding(_ tokens: [(name: String, flags: String)], to file: String) -> String {
    let list = tokens.enumerated().map { index, token in
      #"{"id": \#(500 + index), "content": "\#(token.name)", "single_word": false, "#
        + #""special": true, \#(token.flags)}"#
    }
    return file.replacing(
      "\"added_tokens\": []", with: "\"added_tokens\": [\(list.joined(separator: ","))]")
  }

  private static let plainFlags = #""lstrip": false, "rstrip": false, "normalized": false"#
  private static let greedyFlags = #""lstrip": true, "rstrip": true, "normalized": false"#
  private static let lateFlags = #""lstrip": false, "rstrip": false, "normalized": true"#

  @Test(arguments: [PreTokenizer.qwen2, .llama3, .o200k, .gpt2])
  func normalisesAsThePipelineDoes(preTokenizer: PreTokenizer) throws {
    let file = Self.adding(
      [("<s>", Self.plainFlags), ("<m>", Self.greedyFlags)],
      to: try Self.trained(preTokenizer, seed: 1)
    ).replacing("\"normalizer\": null", with: "\"normalizer\": {\"type\": \"NFC\"}")
    let tokenizer = try Self.loaded(file)
    #expect(tokenizer.direct != nil)
    try expectBothWays(tokenizer, seed: 2)
  }

  @Test func putsASpaceInFrontAsThePipelineDoes() throws {
    let file = Self.adding(
      [("<s>", Self.plainFlags), ("<m>", Self.greedyFlags), ("<mask>", Self.lateFlags)],
      to: try Self.trained(.gpt2, seed: 3)
    ).replacing("\"add_prefix_space\": false", with: "\"add_prefix_space\": true")
    let tokenizer = try Self.loaded(file)
    #expect(tokenizer.direct != nil)
    try expectBothWays(tokenizer, seed: 4)
  }

  @Test func tokensInNormalisedTextNeedThePipeline() throws {
    let file = Self.adding([("<s>", Self.lateFlags)], to: try Self.trained(.gpt2, seed: 5))
      .replacing("\"normalizer\": null", with: "\"normalizer\": {\"type\": \"Lowercase\"}")
    let tokenizer = try Self.loaded(file)
    #expect(tokenizer.direct == nil)
    try expectBothWays(tokenizer, seed: 6, rounds: 50)
  }

  @Test func aPieceThatIsATokenIgnoresMerges() throws {
    // No merge makes `kh`; as a piece it is a token, inside one it is not.
    let file = try Self.trained(.llama3, seed: 7)
      .replacing("\"ignore_merges\": false", with: "\"ignore_merges\": true")
      .replacing("\"vocab\": {", with: "\"vocab\": {\"kh\": 500, \"Ġkhq\": 501, ")
    let tokenizer = try Self.loaded(file)
    let k = try #require(tokenizer.id(of: Array("k".utf8)))
    let h = try #require(tokenizer.id(of: Array("h".utf8)))
    let q = try #require(tokenizer.id(of: Array("q".utf8)))
    #expect(tokenizer.encode("kh") == [500])
    #expect(tokenizer.encode("khq") == [k, h, q])
    #expect(tokenizer.encode("khq khq") == [k, h, q, 501])
    var worker = tokenizer.makeWorker()
    let encoding = try worker.encoding(of: Array("a khq".utf8).span)
    #expect(encoding.offsets == [0..<1, 1..<5])
    try expectBothWays(tokenizer, seed: 8)
  }

  // MARK: BPE over characters

  /// A vocabulary of characters and random merges of them, in the order of making.
  private static func characters(
    seed: UInt64, byteFallback: Bool, stages: String
  ) -> String {
    var generator = SeededGenerator(seed: seed)
    var names = ["<unk>"]
    if byteFallback {
      names += (0..<256).map {
        String(decoding: CharacterPairModel.byteTokenName(UInt8($0)), as: UTF8.self)
      }
    }
    var pool = "กา่้ิภษไทยខ្មែរេ▁theab'12中é\n".unicodeScalars.map { String($0) }
    names += pool
    var merges: [String] = []
    while merges.count < 150 {
      let left = pool.randomElement(using: &generator) ?? ""
      let right = pool.randomElement(using: &generator) ?? ""
      let merged = left + right
      guard !names.contains(where: { $0.utf8.elementsEqual(merged.utf8) }),
        merged.utf8.count < 30
      else { continue }
      names.append(merged)
      pool.append(merged)
      merges.append(quoted(left) + "," + quoted(right))
    }
    let entries = names.enumerated().map { "\(quoted($1)): \($0)" }.joined(separator: ",")
    let listed = merges.map { "[\($0)]" }.joined(separator: ",")
    return """
      {"added_tokens": [], \(stages), "model": {"type": "BPE", "unk_token": "<unk>",
        "fuse_unk": \(byteFallback || seed % 2 == 0), "byte_fallback": \(byteFallback),
        "ignore_merges": \(seed % 3 == 0),
        "vocab": {\(entries)}, "merges": [\(listed)]}}
      """
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\n", with: "\\n") + "\""
  }

  @Test(arguments: 1...12)
  func encodesCharactersAsMergingDoes(seed: Int) throws {
    let stages = [
      #""normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}"#,
      #""normalizer": null, "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "#
        + #""prepend_scheme": "first", "split": true}"#,
      #""normalizer": null"#,
    ]
    let file = Self.characters(
      seed: UInt64(seed), byteFallback: seed % 4 < 2, stages: stages[seed % 3])
    let tokenizer = try Self.loaded(file)
    if case .characters(let model) = tokenizer.pipeline.model {
      #expect(model.runs != nil)
    } else {
      Issue.record("not a model of characters")
    }
    try expectBothWays(tokenizer, seed: UInt64(seed))
  }

  // MARK: Characters one by one, and words one by one

  private static let wordPieces = """
    {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
     "max_input_chars_per_word": 100, "vocab": {"[UNK]": 0, "a": 1, "##b": 2, "the": 3, "e": 4,
     "ไ": 5, "##ท": 6, "##ย": 7, "viet": 8, "1": 9, "##2": 10, "'": 11, "▁": 12, "中": 13, "v": 14,
     "##i": 15, "##e": 16, "##t": 17, "กำ": 18, "0": 19, "##0": 20, "x": 21, "\u{302}": 22}}
    """

  @Test(arguments: [
    #"{"type": "BertNormalizer", "strip_accents": null, "lowercase": true}"#,
    #"{"type": "BertNormalizer", "strip_accents": true, "lowercase": false, "clean_text": false}"#,
    #"{"type": "Sequence", "normalizers": [{"type": "Lowercase"}, {"type": "StripAccents"}, "#
      + #"{"type": "Replace", "pattern": {"String": "é"}, "content": "0000"}]}"#,
    #"{"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}, {"type": "Nmt"}, "#
      + #"{"type": "NFC"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]}"#,
  ])
  func normalisesEachCharacterAsTheStagesDo(normalizer: String) throws {
    let file = """
      {"added_tokens": [], "normalizer": \(normalizer), "pre_tokenizer": {"type": "BertPreTokenizer"},
       "model": \(Self.wordPieces)}
      """
    let tokenizer = try Self.loaded(file)
    try expectBothWays(tokenizer, seed: 20)
    // Every character that exists, alone and behind a mark that order could move.
    let normalizer = try #require(tokenizer.pipeline.normalizer)
    var scratch = TextNormalizer.Scratch(keepsOrigins: false)
    for value in UInt32(1)..<0x1_2000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let bytes = Array("a\u{1D165}\u{1B44}\(String(scalar))\u{302}\u{1B44}b".utf8)
      var fast = AlignedText(keepsOrigins: false)
      fast.bytes = bytes
      var slow = fast
      normalizer.normalize(&fast, &scratch)
      normalizer.change(&slow, &scratch)
      guard fast.bytes == slow.bytes else {
        Issue.record("U+\(String(value, radix: 16))")
        return
      }
    }
  }

  @Test(arguments: ["sp-bpe", "sp-unigram"])
  func encodesWordsAsTheWholeText(name: String) throws {
    let file = TestFiles.root.appending(path: "Tests/LontarTokensTests/Fixtures/\(name).base64")
    let text = try String(contentsOf: file, encoding: .utf8)
    let model = try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters))
    let tokenizer = try Tokenizer(sentencePiece: Array(model).span)
    try expectBothWays(tokenizer, seed: 30, rounds: 600)
    // Scores grow, and with them what rounding does.
    var generator = SeededGenerator(seed: 31)
    var worker = tokenizer.makeWorker()
    for _ in 0..<20 {
      let text = (0..<400).flatMap { _ in Self.text(&generator) }
      let expected = try worker.encoding(of: text.span, addingSpecials: false).ids
      var found: [TokenID] = []
      worker.encode(text.span, appendingTo: &found)
      #expect(found == expected)
    }
  }
}

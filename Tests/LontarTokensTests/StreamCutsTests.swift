import Foundation
import LontarTestSupport
import LontarText
import Testing

@testable import LontarTokens

/// Texts in parts have the ids of the whole.
@Suite struct StreamCutsTests {
  private static let fragments = [
    "ภาษาไทย", "ก", "ำ", "\u{E49}", "ន", "្", "មា", "စာ", "ကို", "ໝາກ", "中文", "Việt", "e\u{301}",
    "abc", "Word", "HTTPServer", "a", "1", "12345", "๑๒", "'s", "'ll", "’", " ", "  ", "   ", "\n",
    "\n\n",
    "\r\n", "\t", "\u{A0}", "\u{2003}", "\u{3000}", "/", "!", "...", "(", "<|end|>", "<|", "end",
    "👩‍👩‍👧",
    "\u{0}", "ꦲꦏ꧀ꦱ", "தமிழ்", "ſ",
  ]

  /// A vocabulary that joins what it can.
  private static func tokenizer(_ preTokenizer: PreTokenizer) throws -> Tokenizer {
    var counts = WordCounts()
    for text in Self.fragments + ["the quick brown fox", "ภาษาไทยง่าย ภาษาลาว"] {
      for _ in 0..<3 { counts.addPieces(of: text + " " + text, cutBy: preTokenizer) }
    }
    let trainer = BPETrainer(vocabularySize: 400, specialTokens: ["<|end|>"])
    return try Tokenizer(vocabulary: trainer.train(on: counts), preTokenizer: preTokenizer)
  }

  private static func randomText(_ random: inout some RandomNumberGenerator, _ count: Int)
    -> [UInt8]
  {
    var text: [UInt8] = []
    // Some texts have few different fragments: long runs.
    let choices = Int.random(in: 1...fragments.count, using: &random)
    let some = fragments.shuffled(using: &random).prefix(choices)
    while text.count < count {
      text += Array((some.randomElement(using: &random) ?? "a").utf8)
    }
    return text
  }

  /// The ids of a text that is cut wherever it may be when so much of it has come.
  private static func streamed(
    _ text: [UInt8], _ tokenizer: Tokenizer, windows: [Int]
  ) -> (ids: [TokenID], cuts: Int) {
    var worker = tokenizer.makeWorker()
    var ids: [TokenID] = []
    var start = 0
    var cuts = 0
    for end in windows where end > start && end < text.count {
      let part = Array(text[start..<end])
      guard let cut = tokenizer.lastSafeCut(in: part.span) else { continue }
      worker.encode(
        Array(part[..<cut]).span, startsInside: start > 0, endsInside: true, appendingTo: &ids)
      start += cut
      cuts += 1
    }
    worker.encode(
      Array(text[start...]).span, startsInside: start > 0, endsInside: false, appendingTo: &ids)
    return (ids, cuts)
  }

  /// Expects that random texts have the same ids in parts, whatever windows they come in.
  private static func expectParts(
    of tokenizer: Tokenizer, _ name: String, seed: UInt64, texts: Int, byteCount: Int = 2000,
    cuts least: Int = 100, step: (inout SeededGenerator) -> Int = { _ in 150 }
  ) {
    #expect(tokenizer.cutsSafely)
    var random = SeededGenerator(seed: seed)
    var cuts = 0
    for _ in 0..<texts {
      let text = randomText(&random, byteCount)
      let windows = stride(from: 300, to: text.count, by: step(&random))
      let result = streamed(text, tokenizer, windows: Array(windows))
      cuts += result.cuts
      guard result.ids != tokenizer.encode(text.span) else { continue }
      Issue.record("\(name): \(String(decoding: text, as: UTF8.self).debugDescription)")
      return
    }
    #expect(cuts > least)
  }

  @Test(
    arguments: PreTokenizer.named.filter { $0 != .superwords }.map(\.name))
  func partsHaveTheIDsOfTheWhole(name: String) throws {
    let tokenizer = try Self.tokenizer(#require(PreTokenizer(name: name)))
    Self.expectParts(of: tokenizer, name, seed: 11, texts: 400, byteCount: 2500, cuts: 400) {
      Int.random(in: 7...400, using: &$0)
    }
  }

  @Test func someTokenizersAreNotCut() throws {
    #expect(try !Self.tokenizer(.superwords).cutsSafely)
    #expect(try !Self.tokenizer(PreTokenizer(patterns: [#"\s*\S+"#])).cutsSafely)
  }

  @Test func wordsOfBERTArePartedAtBlanks() throws {
    let names = [
      "[UNK]", "[CLS]", "[SEP]", "ภา", "##ษา", "ไทย", "the", "##se", "a", "##b", "1", "##2", "!",
    ]
    let file = Array((names.joined(separator: "\n") + "\n").utf8)
    let tokenizer = try Tokenizer(wordPieceVocabulary: file.span)
    Self.expectParts(of: tokenizer, "WordPiece", seed: 5, texts: 300)
  }

  /// SentencePiece's BPE, with and without what it does to blanks at the start, and Hugging Face's twins.
  @Test(arguments: ["sp-bpe.base64", "llama.json"], [0, 1, 2])
  func marksOfBlanksBeginParts(file: String, way: Int) throws {
    let folder = TestFiles.root.appending(path: "Tests/LontarTokensTests/Fixtures")
    let bytes = try TestFiles.bytes(of: folder.appending(path: file))
    var tokenizer: Tokenizer
    if file.hasSuffix("json") {
      // Trained on lines: some of its tokens have a blank inside, and are made impossible here.
      #expect(try !Tokenizer(huggingFaceJSON: bytes.span).cutsSafely)
      var json = try #require(
        JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
      var model = try #require(json["model"] as? [String: Any])
      model["merges"] = try #require(model["merges"] as? [[String]]).filter {
        !$0.joined().unicodeScalars.dropFirst().contains("\u{2581}")
      }
      json["model"] = model
      tokenizer = try Tokenizer(
        huggingFaceJSON: Array(JSONSerialization.data(withJSONObject: json)).span)
      let marks = TextNormalizer.replace(.literal([0x20]), with: UnigramModel.mark)
      let before = TextNormalizer.prepend(UnigramModel.mark)
      tokenizer.pipeline.normalizer = [.sequence([before, marks]), marks, .sequence([marks])][way]
      tokenizer.pipeline.cutter =
        way == 1 ? .split(.literal([0x20]), .mergedWithPrevious, inverts: false) : nil
    } else {
      let model = try #require(Data(base64Encoded: Data(bytes), options: .ignoreUnknownCharacters))
      tokenizer = try Tokenizer(sentencePiece: Array(model).span)
      tokenizer.pipeline.pieceNormalizer?.addsDummyPrefix = way != 1
      tokenizer.pipeline.pieceNormalizer?.removesExtraSpaces = way == 0
    }
    Self.expectParts(of: tokenizer, file, seed: UInt64(way), texts: 300)
  }

  @Test func unigramIsNotCut() throws {
    let folder = TestFiles.root.appending(path: "Tests/LontarTokensTests/Fixtures")
    let bytes = try TestFiles.bytes(of: folder.appending(path: "sp-unigram.base64"))
    let model = try #require(Data(base64Encoded: Data(bytes), options: .ignoreUnknownCharacters))
    #expect(try !Tokenizer(sentencePiece: Array(model).span).cutsSafely)
  }
}

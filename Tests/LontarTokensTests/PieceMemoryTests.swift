import LontarTestSupport
import Testing

@testable import LontarTokens

/// Texts of many words, of which some are remembered, some forgotten, and some too long to be.
@Suite struct PieceMemoryTests {
  private static func text(_ wordCount: Int, _ random: inout SeededGenerator) -> [UInt8] {
    let ends = [" ", " ", " ", "\n", ", ", "  ", " (", "1", ". "]
    let letters = Array("abcdeกขđ")
    var text: [UInt8] = []
    for _ in 0..<wordCount {
      // Few short words, which come again and again, and long ones that hardly do.
      let length =
        Int.random(in: 0..<4, using: &random) == 0 ? Int.random(in: 1...45, using: &random) : 3
      let count = length > 3 ? letters.count : 3
      let word = (0..<length).map { _ in letters[Int.random(in: 0..<count, using: &random)] }
      text += Array(String(word).utf8)
      text += Array((ends.randomElement(using: &random) ?? " ").utf8)
    }
    return text
  }

  @Test(
    arguments: [Vocabulary.MergeRule.listed, .anyToken], [PreTokenizer.o200k, .cl100k, .lontar])
  func givesWhatAnEncoderWithoutMemoryDoes(rule: Vocabulary.MergeRule, cutBy: PreTokenizer) throws {
    var random = SeededGenerator(seed: 11)
    var counts = WordCounts()
    counts.addPieces(of: String(decoding: Self.text(400, &random), as: UTF8.self), cutBy: cutBy)
    var vocabulary = try BPETrainer(vocabularySize: 700).train(on: counts)
    vocabulary.mergeRule = rule
    let tokenizer = try Tokenizer(vocabulary: vocabulary, preTokenizer: cutBy)
    let model = try BytePairModel(vocabulary)
    var worker = tokenizer.makeWorker()
    var known: [[UInt8]: [TokenID]] = [:]
    for wordCount in [1, 5, 40, 200, 20_000] {
      let text = Self.text(wordCount, &random)
      var expected: [TokenID] = []
      cutBy.forEachPiece(in: text.span) { range in
        let piece = Array(text[range])
        if let ids = known[piece] {
          expected += ids
          return
        }
        // A new one each time: it remembers nothing.
        var encoder = PieceEncoder(model)
        var ids: [TokenID] = []
        unsafe piece.withUnsafeBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return }
          unsafe encoder.encode(
            base, length: piece.count, readable: piece.count, appendingTo: &ids)
        }
        known[piece] = ids
        expected += ids
      }
      // Twice: the second time most are remembered.
      for _ in 0..<2 {
        var ids: [TokenID] = []
        worker.encode(text.span, appendingTo: &ids)
        #expect(ids == expected)
      }
    }
  }

  @Test func paddedKeysAreTheOthers() {
    var random = SeededGenerator(seed: 12)
    for _ in 0..<500 {
      let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
      for length in 1...15 {
        let keys = unsafe bytes.withUnsafeBufferPointer { buffer -> [WordKey] in
          guard let base = buffer.baseAddress else { return [] }
          return unsafe [
            WordKey(padded: base, length: length), WordKey(base, length: length, readable: 16),
            WordKey(base, length: length, readable: length),
          ]
        }
        #expect(keys.count == 3 && keys[0] == keys[1] && keys[1] == keys[2])
      }
    }
  }
}

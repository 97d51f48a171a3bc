import LontarText
import Testing

@testable import LontarTokens

@Suite struct TokenizerMeasuresTests {
  /// A vocabulary of the bytes, and tokens merged from left to right.
  private func tokenizer(_ tokens: [String]) throws -> Tokenizer {
    var counts = WordCounts()
    for (place, token) in tokens.enumerated() {
      counts.add(Array(token.utf8).span, count: UInt64(1000 - place))
    }
    let vocabulary = try BPETrainer(vocabularySize: 10_000).train(on: counts)
    return try Tokenizer(vocabulary: vocabulary, preTokenizer: .lontar)
  }

  @Test func measuresWhatCanBeCountedByHand() throws {
    var bench = TokenizerBench([try tokenizer(["ไทย", " กา"]), try tokenizer([])])
    try bench.measure("ไทย กา".utf8.span, language: .thai)
    let merged = try #require(bench.texts[0][.thai])
    #expect(merged.tokens == 2 && merged.words == 2 && merged.wholeWords == 2)
    #expect(merged.bytes == 16 && merged.characters == 6)
    #expect(merged.fertility == 1 && merged.bytesPerToken == 8 && merged.isPlaced)
    #expect(merged.splitSyllables == 0 && merged.splitGraphemes == 0)
    let bytes = try #require(bench.texts[1][.thai])
    #expect(bytes.tokens == 16 && bytes.wholeWords == 0)
    // Ends that are none: two inside each letter, and before the vowels of ไท and กา.
    #expect(bytes.splitSyllables == 12)
    let vocabulary = bench.vocabulary(of: 1)
    #expect(vocabulary.tokens == 256 && vocabulary.illFormed == 128)
    #expect(vocabulary.unreachable == 0 && vocabulary.gini == 0)
  }

  @Test func wordsAndSplitsAreMeasuredForWordPieces() throws {
    let json = Array(
      """
      {"normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
       "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
        "vocab": {"[UNK]": 0, "kata": 1, "กา": 2, "ก": 3, "##า": 4}}}
      """.utf8)
    var bench = TokenizerBench([try Tokenizer(huggingFaceJSON: json.span)])
    try bench.measure("Kata zz kata".utf8.span, language: .indonesian)
    let latin = try #require(bench.texts[0][.indonesian])
    // What is unknown is one token, but not kept whole.
    #expect(latin.isPlaced && latin.tokens == 3 && latin.words == 3 && latin.wholeWords == 2)
    #expect(latin.splitGraphemes == 0 && latin.splitSyllables == 0)
    try bench.measure("กาา".utf8.span, language: .thai)
    let thai = try #require(bench.texts[0][.thai])
    // กา, and a vowel that hangs on it.
    #expect(thai.isPlaced && thai.tokens == 2 && thai.wholeWords == 0 && thai.splitSyllables == 1)
  }

  @Test func bytesOfOneCharacterAreSplits() throws {
    var words = WordCounts()
    words.add("กก".utf8.span, count: 9)
    words.add("กา".utf8.span)
    var alphabet = CharacterAlphabet()
    alphabet.limit = 1
    alphabet.hasByteFallback = true
    alphabet.marksBlanks = true
    var trainer = BPETrainer(vocabularySize: 257)
    trainer.alphabet = .characters(alphabet)
    let model = TrainedModel(
      vocabulary: try trainer.train(on: words), preTokenizer: .metaspace,
      alphabet: trainer.alphabet)
    let json = try model.huggingFaceJSON()
    var bench = TokenizerBench([try Tokenizer(huggingFaceJSON: json.span)])
    try bench.measure("กา".utf8.span, language: .thai)
    let thai = try #require(bench.texts[0][.thai])
    // ก, and the three bytes of า, two of which end inside it.
    #expect(thai.isPlaced && thai.tokens == 4 && thai.wholeWords == 0)
    #expect(thai.splitGraphemes == 2 && thai.splitSyllables == 3)
  }

  @Test func entropyAndInequalityAreAsDefined() {
    #expect(abs(TokenizerBench.renyiEfficiency([5, 5, 5, 5], of: 4) - 1) < 1e-12)
    #expect(TokenizerBench.renyiEfficiency([9, 0, 0, 0], of: 4) == 0)
    #expect(TokenizerBench.gini([3, 3, 3]) == 0)
    #expect(abs(TokenizerBench.gini([0, 0, 0, 1]) - 0.75) < 1e-12)
    #expect(TokenizerBench.gini([]) == 0)
  }

  @Test func aTokenThatNothingGivesIsUnreachable() throws {
    var vocabulary = try BPETrainer(vocabularySize: 256).train(on: WordCounts())
    vocabulary.append(Array("ab".utf8))
    let tokenizer = try Tokenizer(vocabulary: vocabulary, preTokenizer: .lontar)
    #expect(TokenizerBench([tokenizer]).vocabulary(of: 0).unreachable == 1)
  }
}

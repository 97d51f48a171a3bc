import LontarTestSupport
import Testing

@testable import LontarTokens

@Suite struct DropoutTests {
  private static let text = Array("ภาษาไทยภาษาลาว ភាសាខ្មែរ the quick brown fox, the lazy dog".utf8)

  private static func tokenizers() throws -> [Tokenizer] {
    var counts = WordCounts()
    counts.addPieces(of: String(decoding: text, as: UTF8.self), cutBy: .o200k)
    let vocabulary = try BPETrainer(vocabularySize: 330).train(on: counts)
    let bytes = try Tokenizer(vocabulary: vocabulary, preTokenizer: .o200k)
    // The same letters, as characters that merge.
    let json = """
      {"added_tokens": [], "normalizer": null, "pre_tokenizer": {"type": "WhitespaceSplit"},
       "post_processor": null, "decoder": {"type": "Fuse"},
       "model": {"type": "BPE", "unk_token": "?", "vocab": {"?": 0, "t": 1, "h": 2, "e": 3, "th": 4,
         "the": 5, "ภ": 6, "า": 7, "ภา": 8}, "merges": [["t", "h"], ["th", "e"], ["ภ", "า"]]}}
      """
    return [bytes, try Tokenizer(huggingFaceJSON: json.utf8.span)]
  }

  private static func ids(_ tokenizer: Tokenizer, _ dropout: Double, seed: UInt64) throws
    -> [TokenID]
  {
    var tokenizer = tokenizer
    try tokenizer.setDropout(dropout)
    var worker = tokenizer.makeWorker()
    worker.seed(seed, record: 1)
    var ids: [TokenID] = []
    worker.encode(text.span, appendingTo: &ids)
    return ids
  }

  @Test func theRateGoesFromAllMergesToNone() throws {
    for (index, tokenizer) in try Self.tokenizers().enumerated() {
      let none = try Self.ids(tokenizer, 0, seed: 1)
      #expect(none == tokenizer.encode(Self.text.span))
      let all = try Self.ids(tokenizer, 1, seed: 1)
      if index == 0 { #expect(all.count == Self.text.count) }
      // More is left out, the more likely that is: over many texts, ever more tokens.
      let counts = try [0.02, 0.1, 0.3, 0.6, 0.95].map { rate in
        try (0..<200).map { try Self.ids(tokenizer, rate, seed: $0).count }.reduce(0, +)
      }
      #expect(zip(counts, counts.dropFirst()).allSatisfy { $0 < $1 })
      #expect(none.count * 200 < counts[0] && counts[4] < all.count * 200)
    }
  }

  @Test func aSeedGivesTheSameTextTheSameIDs() throws {
    let tokenizer = try Self.tokenizers()[0]
    var found: Set<[TokenID]> = []
    for seed in 0..<50 as Range<UInt64> {
      let ids = try Self.ids(tokenizer, 0.3, seed: seed)
      #expect(try Self.ids(tokenizer, 0.3, seed: seed) == ids)
      var bytes: [UInt8] = []
      try tokenizer.decode(ids.span, appendingTo: &bytes)
      #expect(bytes == Self.text)
      found.insert(ids)
    }
    #expect(found.count > 45)
  }

  /// With places, the choices are the same, and the places cover the text.
  @Test func placesGoWithTheIDs() throws {
    var tokenizer = try Self.tokenizers()[0]
    try tokenizer.setDropout(0.2)
    var worker = tokenizer.makeWorker()
    worker.seed(7, record: 3)
    let encoding = try worker.encoding(of: Self.text.span)
    worker.seed(7, record: 3)
    var ids: [TokenID] = []
    worker.encode(Self.text.span, appendingTo: &ids)
    #expect(encoding.ids == ids)
    #expect(encoding.offsets.first?.lowerBound == 0)
    #expect(encoding.offsets.last?.upperBound == Self.text.count)
    let pairs = zip(encoding.offsets, encoding.offsets.dropFirst())
    #expect(pairs.allSatisfy { $0.upperBound >= $1.lowerBound })
  }

  @Test func aFileMayAskForIt() throws {
    let json = """
      {"added_tokens": [], "normalizer": null, "pre_tokenizer": null, "post_processor": null,
       "decoder": null, "model": {"type": "BPE", "dropout": 0.25, "vocab": {"a": 0}, "merges": []}}
      """
    #expect(try Tokenizer(huggingFaceJSON: json.utf8.span).dropout == 0.25)
    for bad in ["2", "-0.1", "\"x\""] {
      #expect(throws: TokenizerError.self) {
        try Tokenizer(huggingFaceJSON: json.replacing("0.25", with: bad).utf8.span)
      }
    }
  }

  @Test func otherModelsHaveNone() throws {
    let file = Array("[UNK]\n[CLS]\n[SEP]\na\n".utf8)
    var tokenizer = try Tokenizer(wordPieceVocabulary: file.span)
    #expect(throws: TokenizerError.self) { try tokenizer.setDropout(0.1) }
    try tokenizer.setDropout(0)
  }
}

@Suite struct BatchTests {
  @Test func aBatchIsItsTextsOneByOne() async throws {
    let file = Array("[PAD]\n[UNK]\n[CLS]\n[SEP]\nก\n##ก\na\n##a\n".utf8)
    var tokenizer = try Tokenizer(wordPieceVocabulary: file.span)
    let texts = ["ก", "กกก a", "", "a aa กa", "b"].map { Array($0.utf8) }
    let single = try texts.map { text in
      var worker = tokenizer.makeWorker()
      return try worker.encoding(of: text.span)
    }
    for jobs in [1, 2, 9] {
      #expect(try await tokenizer.encodeBatch(texts, jobs: jobs) == single)
    }
    #expect(try await tokenizer.encodeBatch([]).isEmpty)
    tokenizer.padding = Padding()
    let padded = try await tokenizer.encodeBatch(texts, jobs: 2)
    #expect(Set(padded.map(\.count)) == [single.map(\.count).max() ?? 0])
    for (text, encoding) in zip(texts, single) {
      #expect(tokenizer.count(text.span, addingSpecials: true) == encoding.count)
      #expect(tokenizer.count(text.span) == encoding.count - 2)
    }
  }
}

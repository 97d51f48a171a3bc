import LontarTestSupport
import LontarText
import Testing

@testable import LontarTokens

/// What comes out id by id is, together, what comes out at once.
@Suite struct StreamingDecoderTests {
  private static func byteLevel() throws -> Tokenizer {
    var counts = WordCounts()
    counts.addPieces(of: "ภาษาไทย ភាសាខ្មែរ the words", cutBy: .o200k)
    let trainer = BPETrainer(vocabularySize: 290, specialTokens: ["<|end|>"])
    return try Tokenizer(vocabulary: trainer.train(on: counts), preTokenizer: .o200k)
  }

  /// A tokenizer of whole words with some decoder of Hugging Face.
  private static func words(decoder: String) throws -> Tokenizer {
    let names = [
      "[UNK]", "ภาษา", "##ไทย", "▁ไป", "▁", "ง</w>", "</w>", "<0xE0>", "<0xB8>", "<0x81>", "<0x41>",
      "ก@@", "[PAD]",
      "|", " do not", " .", "x ", "  y  ", "Ġa", "à¸ģ",
    ]
    let entries = names.enumerated().map { "\"\($1)\": \($0)" }.joined(separator: ", ")
    let json = """
      {"added_tokens": [{"id": 0, "content": "[UNK]", "special": true, "single_word": false,
        "lstrip": false, "rstrip": false, "normalized": false}],
       "normalizer": null, "pre_tokenizer": null, "post_processor": null, "decoder": \(decoder),
       "model": {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {\(entries)}}}
      """
    return try Tokenizer(huggingFaceJSON: json.utf8.span)
  }

  private static func streamed(
    _ ids: [TokenID], _ tokenizer: Tokenizer, skippingSpecial: Bool, splitsCharacters: Bool
  ) throws -> [[UInt8]] {
    var decoder = StreamingDecoder(
      tokenizer, skippingSpecial: skippingSpecial, splitsCharacters: splitsCharacters)
    var parts: [[UInt8]] = []
    for id in ids {
      var bytes: [UInt8] = []
      try decoder.decode(id, appendingTo: &bytes)
      parts.append(bytes)
    }
    var bytes: [UInt8] = []
    decoder.finish(appendingTo: &bytes)
    return parts + [bytes]
  }

  private static func expectSame(_ tokenizer: Tokenizer, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let ids = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        TokenID.random(in: 0..<TokenID(tokenizer.vocabulary.count), using: &random)
      }
      for skipping in [false, true] {
        var whole: [UInt8] = []
        try tokenizer.decode(ids.span, skippingSpecial: skipping, appendingTo: &whole)
        for splits in [false, true] {
          let parts = try streamed(
            ids, tokenizer, skippingSpecial: skipping, splitsCharacters: splits)
          #expect(Array(parts.joined()) == whole, "\(ids)")
        }
      }
    }
  }

  @Test func bytesOfByteLevelBPEComeAtOnce() throws {
    let tokenizer = try Self.byteLevel()
    try Self.expectSame(tokenizer, seed: 1)
    let ids = tokenizer.encode("ก ไทย".utf8.span)
    let parts = try Self.streamed(
      ids, tokenizer, skippingSpecial: false, splitsCharacters: true)
    for (id, part) in zip(ids, parts) {
      #expect(part.elementsEqual(tokenizer.vocabulary.bytes(of: id)))
    }
  }

  @Test func charactersStayWholeOnRequest() throws {
    let tokenizer = try Self.byteLevel()
    let text = "ฮฮឡ é👩‍👩‍👧 ดี"
    let parts = try Self.streamed(
      tokenizer.encode(text.utf8.span), tokenizer, skippingSpecial: false, splitsCharacters: false)
    for part in parts { #expect((try? UTF8Span(validating: part.span)) != nil) }
    #expect(parts.joined().elementsEqual(text.utf8))
  }

  @Test(arguments: [
    "null", ###"{"type": "WordPiece", "prefix": "##", "cleanup": true}"###,
    #"{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true}"#,
    #"{"type": "BPEDecoder", "suffix": "</w>"}"#, #"{"type": "ByteFallback"}"#,
    #"{"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true}"#,
    #"{"type": "CTC", "pad_token": "[PAD]", "word_delimiter_token": "|", "cleanup": true}"#,
    #"""
    {"type": "Sequence", "decoders": [
      {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"},
      {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}
    """#,
    #"{"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Fuse"}]}"#,
  ])
  func everyDecoderStreams(decoder: String) throws {
    try Self.expectSame(Self.words(decoder: decoder), seed: 7)
  }

  @Test func unknownIDsAreNumbered() throws {
    var decoder = StreamingDecoder(try Self.byteLevel())
    var bytes: [UInt8] = []
    try decoder.decode(65, appendingTo: &bytes)
    #expect(throws: TokenizerError.unknownID(9999, index: 1)) {
      try decoder.decode(9999, appendingTo: &bytes)
    }
  }

  /// The bytes up to the longest prefix that no further bytes could make part of a character.
  @Test func theStartsOfCharactersWait() {
    var random = SeededGenerator(seed: 3)
    let alphabet: [UInt8] = [
      0x41, 0x80, 0xBF, 0xC2, 0xC1, 0xE0, 0xA0, 0x9F, 0xED, 0xE2, 0xF0, 0x90, 0x8F, 0xF4, 0xF5,
    ]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      // Slowly: the bytes that wait are those that some character begins with, at the end.
      var waiting = 0
      for count in 1..<max(1, min(4, bytes.count + 1)) where count <= bytes.count {
        let end = Array(bytes.suffix(count))
        let completions: [[UInt8]] = [
          [0x80], [0x9F], [0xA0], [0x90], [0xBF], [0x80, 0x80], [0x90, 0x80], [0xA0, 0x80],
          [0x9F, 0x80], [0x80, 0x80, 0x80], [0x90, 0x80, 0x80], [0x8F, 0x80, 0x80],
        ]
        let isStart = completions.contains { rest in
          guard let text = try? UTF8Span(validating: (end + rest).span) else { return false }
          var scalars = text.makeUnicodeScalarIterator()
          return scalars.next() != nil && scalars.next() == nil
        }
        if isStart, end[0] & 0xC0 != 0x80 { waiting = count }
      }
      #expect(bytes.span.wholeCharacterByteCount == bytes.count - waiting, "\(bytes)")
    }
  }
}

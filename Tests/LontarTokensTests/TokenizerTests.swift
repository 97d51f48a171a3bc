import LontarTestSupport
import LontarTokens
import Testing

/// A small model trained on sentences of several scripts.
enum Sample {
  static let sentences = [
    "ภาษาไทยเป็นภาษาที่เขียนติดกันโดยไม่เว้นวรรค ภาษาไทยสวยงาม",
    "ភាសាខ្មែរ​សរសេរជាប់គ្នា ភាសាខ្មែរពិរោះ",
    "Tiếng Việt viết các âm tiết rời nhau; tiếng Việt có sáu thanh.",
    "Anak-anak bermain-main di halaman rumah. I'll see them at 10:30!",
    "မြန်မာဘာသာစကားကို စကားလုံးများကြား နေရာလွတ်မပါဘဲ ရေးသားသည်။",
    "ພາສາລາວຂຽນຕິດກັນ ພາສາລາວມ່ວນ  中文也不用空格。\r\n\tend",
  ]

  static func vocabulary(
    size: Int = 700, preTokenizer: PreTokenizer = .o200k, special: [String] = []
  ) throws -> Vocabulary {
    var counts = WordCounts()
    for sentence in sentences {
      counts.addPieces(of: Array(sentence.utf8).span, cutBy: preTokenizer)
    }
    return try BPETrainer(vocabularySize: size, specialTokens: special).train(on: counts)
  }

  static func tokenizer(
    size: Int = 700, preTokenizer: PreTokenizer = .o200k, special: [String] = []
  ) throws -> Tokenizer {
    try Tokenizer(
      vocabulary: vocabulary(size: size, preTokenizer: preTokenizer, special: special),
      preTokenizer: preTokenizer)
  }
}

/// The encoder's slow twin: merge the lowest rank, leftmost first, until nothing merges.
func encodeNaively(_ piece: [UInt8], with vocabulary: Vocabulary) -> [TokenID] {
  var symbols = piece.map { [$0] }
  while true {
    let best = vocabulary.merges.first { merge in
      symbols.indices.dropLast().contains {
        symbols[$0].elementsEqual(vocabulary.bytes(of: merge.left))
          && symbols[$0 + 1].elementsEqual(vocabulary.bytes(of: merge.right))
      }
    }
    guard let best else { break }
    let place = symbols.indices.dropLast().first {
      symbols[$0].elementsEqual(vocabulary.bytes(of: best.left))
        && symbols[$0 + 1].elementsEqual(vocabulary.bytes(of: best.right))
    }
    guard let place else { break }
    symbols[place] += symbols.remove(at: place + 1)
  }
  return symbols.map { symbol in
    (0..<TokenID(vocabulary.count)).first { vocabulary.bytes(of: $0).elementsEqual(symbol) } ?? .max
  }
}

@Suite struct TokenizerTests {
  private func decode(_ ids: [TokenID], with tokenizer: Tokenizer) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try tokenizer.decode(ids.span, appendingTo: &bytes)
    return bytes
  }

  @Test(arguments: [PreTokenizer.gpt2, .cl100k, .o200k])
  func encodesAsTheSlowTwin(preTokenizer: PreTokenizer) throws {
    let tokenizer = try Sample.tokenizer(preTokenizer: preTokenizer)
    var worker = tokenizer.makeWorker()
    for sentence in Sample.sentences {
      let bytes = Array(sentence.utf8)
      var expected: [TokenID] = []
      preTokenizer.forEachPiece(in: bytes.span) {
        expected += encodeNaively(Array(bytes[$0]), with: tokenizer.vocabulary)
      }
      // Twice: the second time out of memory.
      for _ in 0..<2 {
        var ids: [TokenID] = []
        worker.encode(bytes.span, appendingTo: &ids)
        #expect(ids == expected)
      }
    }
  }

  @Test func longPiecesAreEncodedAsTheSlowTwin() throws {
    var counts = WordCounts()
    for word in ["aaaaaaaa", "ababab", "abcabc", "กกกกกก", "กขกข"] { counts.add(word.utf8.span) }
    let vocabulary = try BPETrainer(vocabularySize: 290).train(on: counts)
    let tokenizer = try Tokenizer(vocabulary: vocabulary, preTokenizer: .o200k)
    var random = SeededGenerator(seed: 3)
    for length in [95, 96, 97, 98, 200, 500] {
      for alphabet in ["a", "ab", "abc", "กข"] {
        let letters = Array(alphabet)
        let piece = Array(
          String(
            (0..<length).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }
          )
          .utf8)
        #expect(tokenizer.encode(piece.span) == encodeNaively(piece, with: vocabulary))
      }
    }
  }

  @Test func decodesWhatItEncodedForAnyText() throws {
    let tokenizer = try Sample.tokenizer(special: ["<|end|>"])
    var worker = tokenizer.makeWorker()
    var random = SeededGenerator(seed: 11)
    let scalars = Array(
      "aZ09 '\n\r\t.\u{0}\u{85}\u{A0}\u{300}\u{301}\u{200B}\u{200D}\u{E01}\u{E33}\u{17D2}\u{1780}\u{103A}\u{1F468}\u{1F3FD}\u{3000}中<|end|>"
        .unicodeScalars)
    for _ in 0..<2_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        text.append(scalars[Int.random(in: 0..<scalars.count, using: &random)])
      }
      let bytes = Array(String(text).utf8)
      var ids: [TokenID] = []
      worker.encode(bytes.span, appendingTo: &ids)
      #expect(try decode(ids, with: tokenizer) == bytes)
    }
  }

  @Test func illFormedBytesComeBackUnchanged() throws {
    let tokenizer = try Sample.tokenizer()
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      #expect(try decode(tokenizer.encode(bytes.span), with: tokenizer) == bytes)
    }
  }

  @Test func specialTokensAreFoundLeftmostAndLongest() throws {
    let tokenizer = try Sample.tokenizer(special: ["<s>", "<s>>", "<pad>"])
    let ids = tokenizer.encode("<s>>ก<s><<pad>".utf8.span)
    let vocabulary = tokenizer.vocabulary
    #expect(ids.first == 1)
    #expect(ids.last == 2)
    #expect(ids.filter { $0 == 0 }.count == 1)
    #expect(vocabulary.specialTokens.map(\.id) == [0, 1, 2])
    #expect(try decode(ids, with: tokenizer) == Array("<s>>ก<s><<pad>".utf8))
  }

  @Test func anIDWithoutATokenIsToldWithItsPlace() throws {
    let tokenizer = try Sample.tokenizer()
    #expect(throws: TokenizerError.unknownID(70_000, index: 1)) {
      try decode([1, 70_000], with: tokenizer)
    }
  }

  @Test func aVocabularyWithoutAByteIsRefused() {
    var vocabulary = Vocabulary()
    vocabulary.append([97])
    #expect(throws: TokenizerError.noToken(byte: 0)) {
      try Tokenizer(vocabulary: vocabulary, preTokenizer: .gpt2)
    }
  }
}

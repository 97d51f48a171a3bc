import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct BoundaryModelTests {
  @Test("a model comes back from its file as it was")
  func roundTrip() throws {
    let model = randomModel(.thai, unit: .scalars, seed: 1)
    let bytes = model.bytes()
    let again = try BoundaryModel(parsing: bytes.span)
    #expect(again.shape == model.shape)
    #expect(again.provenance == "language: th\n")
    #expect(again.bytes() == bytes)
  }

  @Test(
    "the models of the program are as they were written",
    arguments: [Language.thai, .vietnamese, .khmer, .lao, .burmese])
  func bundled(_ language: Language) throws {
    let model = try #require(BoundaryModel.bundled(for: language))
    let bytes = model.bytes()
    // Its checksum is looked at here.
    #expect(try BoundaryModel(parsing: bytes.span).bytes() == bytes)
    #expect(model.language == language)
    #expect((65_536...1 << 20).contains(bytes.count))
    #expect(model.provenance.contains("licence: C"))
    #expect(!model.provenance.contains("not stated"))
    #expect(!model.provenance.contains("NC"))
    #expect(try Segmenter(language: language).model?.bytes() == bytes)
    #expect(try Segmenter(language: language, engine: .icu).model == nil)
    #expect(try Segmenter(language: language, unit: .line).model == nil)
  }

  @Test("only languages whose data everyone may use have a model of their own")
  func notBundled() {
    #expect(BoundaryModel.bundled(for: .indonesian) == nil)
  }

  @Test("a model that is cut short or altered is refused")
  func damage() throws {
    let bytes = randomModel(.lao, unit: .scalars, seed: 2).bytes()
    #expect(throws: BoundaryModelError.cannotRead(code: 2)) {
      try BoundaryModel(contentsOf: "/no/such/file")
    }
    for count in [0, 7, 39, 40, bytes.count - 1] {
      #expect(throws: BoundaryModelError.self) {
        try BoundaryModel(parsing: Array(bytes.prefix(count)).span)
      }
    }
    #expect(throws: BoundaryModelError.wrongLength(byteCount: bytes.count + 1)) {
      try BoundaryModel(parsing: (bytes + [0]).span)
    }
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      var altered = bytes
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      altered[place] ^= UInt8.random(in: 1...255, using: &generator)
      #expect(throws: BoundaryModelError.self) { try BoundaryModel(parsing: altered.span) }
    }
  }

  @Test(
    "says what is wrong with a model's head",
    arguments: [
      (0, 0, BoundaryModelError.notAModel), (8, 1, .unknownVersion(1)),
      (12, 2, .badField(byteOffset: 12)), (13, 2, .badField(byteOffset: 13)),
      (14, 63, .badField(byteOffset: 14)), (15, 3, .badField(byteOffset: 15)),
      (19, 0xFF, .badField(byteOffset: 16)), (23, 0x7F, .badField(byteOffset: 20)),
      (24, 0x78, .wrongChecksum),
    ])
  func head(_ place: Int, _ byte: UInt8, _ error: BoundaryModelError) {
    var bytes = randomModel(.thai, unit: .scalars, seed: 4).bytes()
    bytes[place] = byte
    #expect(throws: error) { try BoundaryModel(parsing: bytes.span) }
  }

  @Test(
    "whatever a model says, pieces cover the text and end where a character ends",
    arguments: [
      (Language.thai, BoundaryModel.Unit.scalars), (.burmese, .scalars), (.vietnamese, .syllables),
    ])
  func partition(_ language: Language, _ unit: BoundaryModel.Unit) throws {
    let model = randomModel(language, unit: unit, seed: 5)
    var worker = try Segmenter(language: language, model: model).makeWorker()
    var icu = try Segmenter(language: language, engine: .icu).makeWorker()
    var characters = try Segmenter(language: language, unit: .grapheme).makeWorker()
    var generator = SeededGenerator(seed: 6)
    for round in 0..<2_000 {
      var text = AdversarialText.segmentation(upTo: 24, using: &generator)
      if round % 4 == 0 { AdversarialText.damage(&text, using: &generator) }
      var allowed: Set<Int> = []
      characters.forEachSegment(in: text.span) { allowed.insert($0.upperBound) }
      // Where ICU's own words cut a character, outside scripts without spaces, the model may too.
      icu.forEachSegment(in: text.span) { allowed.insert($0.upperBound) }
      var end = 0
      worker.forEachSegment(in: text.span) { range in
        #expect(range.lowerBound == end && !range.isEmpty && allowed.contains(range.upperBound))
        end = range.upperBound
      }
      #expect(end == text.count)
    }
  }

  @Test("a record of many windows is cut without loss, and like itself")
  func windows() throws {
    let model = randomModel(.thai, unit: .scalars, seed: 7)
    var worker = try Segmenter(language: .thai, model: model).makeWorker()
    for text in [
      String(repeating: "ภาษาไทย", count: 8_000), String(repeating: "ภาษาไทย ", count: 2_000),
    ] {
      let bytes = Array(text.utf8)
      var first: [Int] = []
      worker.forEachSegment(in: bytes.span) { range in
        #expect(range.lowerBound == first.last ?? 0)
        first.append(range.upperBound)
      }
      #expect(first.last == bytes.count)
      var second: [Int] = []
      worker.forEachSegment(in: bytes.span) { second.append($0.upperBound) }
      #expect(first == second)
    }
  }

  @Test("knows the words it was given, and nothing else")
  func words() {
    var generator = SeededGenerator(seed: 8)
    var known: [[UInt32]: Int] = [:]
    for _ in 0..<2_000 {
      let word = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        UInt32.random(in: 0xE01...0xE10, using: &generator)
      }
      known[word] = Int.random(in: 1...31, using: &generator)
    }
    let table = WordTable(
      words: known.map { (symbols: $0.key, cost: $0.value) }.sorted {
        $0.symbols.lexicographicallyPrecedes($1.symbols)
      })
    // Two prefixes that look the same share a cell: few do.
    let wrong = known.count { word, cost in
      Lexicon.cell(of: word, in: table).map { table.cost(at: $0) } != cost
    }
    #expect(wrong < 20)
    var found = 0
    for _ in 0..<2_000 {
      let word = (0..<5).map { _ in UInt32.random(in: 0xE21...0xE2E, using: &generator) }
      if let cell = Lexicon.cell(of: word, in: table), table.cost(at: cell) > 0 { found += 1 }
    }
    #expect(found < 20)
  }

  @Test("the digest is SHA-256")
  func digest() {
    #expect(
      BoundaryModel.digest(Array("abc".utf8).span)
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      BoundaryModel.digest([UInt8](repeating: 0x61, count: 64).span)
        == "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb")
  }

  @Test(
    "reads lists of words, and says where they are wrong",
    arguments: [
      ("ภาษา\t12\r\n\nไทย\n", [12, 0], nil), ("a\tb", [], WordList.ListError.badCount(line: 1)),
      ("a\t1\nb\t", [], .badCount(line: 2)),
      ("a\t99999999999999999999", [], .badCount(line: 1)),
    ] as [(String, [UInt64], WordList.ListError?)])
  func wordList(_ text: String, _ counts: [UInt64], _ error: WordList.ListError?) throws {
    let bytes = Array(text.utf8)
    if let error {
      #expect(throws: error) { try WordList.parse(bytes.span) }
    } else {
      #expect(try WordList.parse(bytes.span).map(\.count) == counts)
    }
  }

  /// A model whose weights are random, with a few words.
  private func randomModel(
    _ language: Language, unit: BoundaryModel.Unit, seed: UInt64
  ) -> BoundaryModel {
    var generator = SeededGenerator(seed: seed)
    var lexicon = Lexicon(unit: unit)
    for word in ["ภาษา", "ไทย", "น้ำ", "มြ", "မြန်မာ", "ພາສາ", "a z", "can't"] {
      lexicon.add(Array(word.utf8).span, count: 3, isListed: true)
    }
    let shape = BoundaryModel.Shape(unit: unit, usesICU: true, hasWords: true, rowBits: 8)
    let weights = (0..<8 << 8).map { _ in Int8.random(in: -127...127, using: &generator) }
    return BoundaryModel(
      language: language, shape: shape, weights: weights, words: lexicon.table(), scale: 0.01,
      provenance: "language: \(language.rawValue)\n")
  }
}

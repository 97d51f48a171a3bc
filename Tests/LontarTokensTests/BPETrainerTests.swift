import LontarTestSupport
import LontarTokens
import Testing

@Suite struct BPETrainerTests {
  private func train(
    _ counts: [[UInt8]: Int], size: Int, special: [String] = [], minimum: Int = 0
  ) throws -> Vocabulary {
    var words = WordCounts()
    for (word, count) in counts { words.add(word.span, count: UInt64(count)) }
    return try BPETrainer(
      vocabularySize: size, specialTokens: special, minimumFrequency: UInt64(minimum)
    ).train(on: words)
  }

  private func expectEqual(
    _ counts: [[UInt8]: Int], size: Int, special: [String] = [], minimum: Int = 0,
    _ comment: Comment
  ) throws {
    let ours = try train(counts, size: size, special: special, minimum: minimum)
    let reference = ReferenceTrainer(
      vocabularySize: size, specialTokens: special, minimumFrequency: minimum
    ).train(on: counts)
    #expect(
      (0..<ours.count).map { Array(ours.bytes(of: TokenID($0))) } == reference.tokens, comment)
    #expect(
      ours.merges.map { ReferenceTrainer.Pair(left: Int($0.left), right: Int($0.right)) }
        == reference.merges, comment)
  }

  // Few letters, long words and runs make equal counts, overlaps, and tokens that two splits make.
  @Test(arguments: 0..<400)
  func mergesAsTheSlowTwinOnRandomWords(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let letters = Int.random(in: 1...4, using: &random)
    let longest = [3, 8, 20, 60][seed % 4]
    var counts: [[UInt8]: Int] = [:]
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      let word = (0..<Int.random(in: 1...longest, using: &random)).map { _ in
        UInt8(97 + Int.random(in: 0..<letters, using: &random))
      }
      counts[word, default: 0] += Int.random(in: 1...6, using: &random)
    }
    let minimum = seed % 5 == 0 ? 3 : 0
    let special = seed % 3 == 0 ? ["<s>", "ab", "a"] : []
    try expectEqual(
      counts, size: 256 + Int.random(in: 3...120, using: &random), special: special,
      minimum: minimum, "seed \(seed)")
  }

  @Test func mergesAsTheSlowTwinOnSentences() throws {
    let text = """
      ภาษาไทยเป็นภาษาที่เขียนติดกันโดยไม่เว้นวรรคระหว่างคำ ភាសាខ្មែរសរសេរជាប់គ្នា
      Tiếng Việt viết các âm tiết rời nhau; anak-anak bermain-main di halaman rumah
      မြန်မာဘာသာစကားကို စကားလုံးများကြား နေရာလွတ်မပါဘဲ ရေးသားသည်
      """
    var counts: [[UInt8]: Int] = [:]
    for word in text.utf8.split(whereSeparator: { $0 == 32 || $0 == 10 }) {
      counts[Array(word), default: 0] += 1
    }
    try expectEqual(counts, size: 600, "sentences in five languages")
  }

  @Test func tokensAreWholeCharactersOrTheBeginningOfOne() throws {
    var words = WordCounts()
    var counts: [[UInt8]: Int] = [:]
    for word in Sample.sentences.joined(separator: " ").utf8.split(separator: 32) {
      counts[Array(word), default: 0] += 1
      words.add(Array(word).span)
    }
    var trainer = BPETrainer(vocabularySize: 900)
    trainer.integrity = .characters
    let vocabulary = try trainer.train(on: words)
    func isWhole(_ bytes: some Sequence<UInt8>) -> Bool {
      String(validating: bytes, as: UTF8.self) != nil
    }
    func isBeginning(_ bytes: [UInt8]) -> Bool {
      let lengths: [ClosedRange<UInt8>: Int] = [0xC2...0xDF: 2, 0xE0...0xEF: 3, 0xF0...0xF4: 4]
      guard let length = lengths.first(where: { $0.key.contains(bytes[0]) })?.value else {
        return false
      }
      return bytes.count < length && bytes.dropFirst().allSatisfy { (0x80...0xBF).contains($0) }
    }
    for id in 256..<TokenID(vocabulary.count) {
      let bytes = Array(vocabulary.bytes(of: id))
      #expect(isWhole(bytes) || isBeginning(bytes), "\(bytes)")
    }
    var reference = ReferenceTrainer(vocabularySize: 900)
    reference.mayMerge = {
      isWhole($0 + $1) && isWhole($0)
        || isBeginning($0) && (isBeginning($0 + $1) || isWhole($0 + $1))
    }
    #expect(
      vocabulary.merges.map { ReferenceTrainer.Pair(left: Int($0.left), right: Int($0.right)) }
        == reference.train(on: counts).merges)
  }

  @Test func stopsWhenNoPairIsLeft() throws {
    let vocabulary = try train([Array("ดี".utf8): 2], size: 10_000)
    #expect(vocabulary.count == 256 + 4)
    #expect(Array(vocabulary.bytes(of: TokenID(vocabulary.count - 1))) == Array("ดี".utf8))
  }

  @Test func learnsNothingFromNoWords() throws {
    #expect(try train([:], size: 300).count == 256)
  }

  @Test func countsBeyondThirtyTwoBits() throws {
    let many = Int(UInt32.max) * 8
    let vocabulary = try train([Array("ab".utf8): many, Array("cd".utf8): many + 1], size: 257)
    #expect(Array(vocabulary.bytes(of: 256)) == Array("cd".utf8))
  }

  @Test func refusesASizeWithoutRoomForTheBytes() {
    #expect(throws: TrainingError.vocabularyTooSmall(wanted: 256, least: 257)) {
      try train([:], size: 256, special: ["<s>", "<s>"])
    }
    #expect(throws: TrainingError.emptySpecialToken) { try train([:], size: 300, special: [""]) }
  }
}

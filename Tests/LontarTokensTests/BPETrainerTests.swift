import LontarTestSupport
import Testing

@testable import LontarTokens

@Suite struct BPETrainerTests {
  private func train(
    _ counts: [[UInt8]: Int], size: Int, special: [String] = [], minimum: Int = 0,
    picky: Double? = nil, leastPlaces: Int? = nil, jobs: Int = 1
  ) throws -> Vocabulary {
    var words = WordCounts()
    for (word, count) in counts { words.add(word.span, count: UInt64(count)) }
    var trainer = BPETrainer(
      vocabularySize: size, specialTokens: special, minimumFrequency: UInt64(minimum))
    trainer.pickyThreshold = picky
    if let leastPlaces { trainer.leastPlaces = leastPlaces }
    trainer.jobs = jobs
    return try trainer.train(on: words)
  }

  private func expectEqual(
    _ counts: [[UInt8]: Int], size: Int, special: [String] = [], minimum: Int = 0,
    picky: Double? = nil, _ comment: Comment
  ) throws {
    let reference = ReferenceTrainer(
      vocabularySize: size, specialTokens: special, minimumFrequency: minimum, picky: picky
    ).train(on: counts)
    // With all places listed at once, and with as few at a time as can be, by one thread and more.
    for (leastPlaces, jobs) in [(nil, 1), (1, 1), (1, 2), (1, 7)] {
      let ours = try train(
        counts, size: size, special: special, minimum: minimum, picky: picky,
        leastPlaces: leastPlaces, jobs: jobs)
      #expect(
        (0..<ours.count).map { Array(ours.bytes(of: TokenID($0))) } == reference.tokens, comment)
      #expect(ours.droppedCount == reference.droppedCount, comment)
      #expect(
        ours.merges.map { ReferenceTrainer.Pair(left: Int($0.left), right: Int($0.right)) }
          == reference.merges, comment)
    }
  }

  private func randomWords(_ seed: Int, _ random: inout SeededGenerator) -> [[UInt8]: Int] {
    let letters = Int.random(in: 1...4, using: &random)
    let longest = [3, 8, 20, 60][seed % 4]
    var counts: [[UInt8]: Int] = [:]
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      let word = (0..<Int.random(in: 1...longest, using: &random)).map { _ in
        UInt8(97 + Int.random(in: 0..<letters, using: &random))
      }
      counts[word, default: 0] += Int.random(in: 1...6, using: &random)
    }
    return counts
  }

  // Few letters, long words and runs make equal counts, overlaps, and tokens that two splits make.
  @Test(arguments: 0..<400)
  func mergesAsTheSlowTwinOnRandomWords(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let counts = randomWords(seed, &random)
    let minimum = seed % 5 == 0 ? 3 : 0
    let special = seed % 3 == 0 ? ["<s>", "ab", "a"] : []
    try expectEqual(
      counts, size: 256 + Int.random(in: 3...120, using: &random), special: special,
      minimum: minimum, "seed \(seed)")
  }

  @Test(arguments: 0..<200)
  func dropsPartsAsTheSlowTwin(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(1000 + seed))
    let counts = randomWords(seed, &random)
    try expectEqual(
      counts, size: 256 + Int.random(in: 3...60, using: &random),
      special: seed % 3 == 0 ? ["<s>", "ab"] : [],
      picky: [1, 0.9, 0.6, 0.3][seed % 4], "seed \(seed)")
  }

  @Test func aPartThatIsLeftIsTakenApart() throws {
    // abc takes all ab but one in ten, so that ab is dropped and cd has room.
    let counts: [[UInt8]: Int] = [
      Array("abc".utf8): 90, Array("abx".utf8): 10, Array("yz".utf8): 50,
    ]
    let plain = try train(counts, size: 258)
    #expect(Array(plain.bytes(of: 257)) == Array("abc".utf8) && plain.droppedCount == 0)
    let picky = try train(counts, size: 258, picky: 0.9)
    #expect(picky.keptCount == 258 && picky.count == 259)
    let texts = (256..<259).map { String(decoding: picky.bytes(of: $0), as: UTF8.self) }
    #expect(texts == ["abc", "yz", "ab"])
    let tokenizer = try Tokenizer(vocabulary: picky, preTokenizer: .whitespace)
    func pieces(_ tokenizer: Tokenizer, _ text: String) -> [String] {
      tokenizer.encode(Array(text.utf8).span).map {
        String(decoding: tokenizer.vocabulary.bytes(of: $0), as: UTF8.self)
      }
    }
    let text = "abc abx ab yz"
    let expected = ["abc", " ", "a", "b", "x", " ", "a", "b", " ", "yz"]
    #expect(pieces(tokenizer, text) == expected)
    let json = try tokenizer.huggingFaceJSON()
    let read = try Tokenizer(huggingFaceJSON: json.span)
    #expect(read.vocabulary == picky && pieces(read, text) == expected)
    let model = TrainedModel(vocabulary: picky, preTokenizer: .whitespace)
    #expect(throws: ModelFormatError.droppedTokens) { try model.rankFile() }
    #expect(throws: ModelFormatError.droppedTokens) { try model.vocabularyJSON() }
    func extended() throws -> Vocabulary {
      try BPETrainer(vocabularySize: 300).extend(tokenizer, on: WordCounts())
    }
    #expect(throws: TrainingError.droppedTokens) { try extended() }
  }

  /// What is trained is what is encoded: words come to the tokens that training left them in, once the
  /// dropped ones are taken apart.
  @Test(arguments: [0.5, 0.8, 0.95])
  func encodesAsPlainMergesWithDroppedTokensTakenApart(threshold: Double) throws {
    var counts: [[UInt8]: Int] = [:]
    for sentence in Sample.sentences {
      for word in sentence.utf8.split(whereSeparator: { $0 <= 32 }) {
        counts[Array(word), default: 0] += 1
      }
    }
    let picky = try train(counts, size: 330, picky: threshold)
    #expect(picky.keptCount == 330 && picky.droppedCount > 0)
    let tokenizer = try Tokenizer(vocabulary: picky, preTokenizer: .whitespace)
    var makings: [TokenID: Vocabulary.Merge] = [:]
    for merge in picky.merges where makings[merge.result] == nil { makings[merge.result] = merge }
    func kept(_ id: TokenID) -> [TokenID] {
      guard id >= picky.keptCount, let making = makings[id] else { return [id] }
      return kept(making.left) + kept(making.right)
    }
    for word in counts.keys {
      var ids = word.map { byte in
        (0..<256).first { Array(picky.bytes(of: $0)) == [byte] } ?? .max
      }
      for merge in picky.merges {
        var index = 0
        while index + 1 < ids.count {
          if ids[index] == merge.left, ids[index + 1] == merge.right {
            ids.replaceSubrange(index...index + 1, with: [merge.result])
          }
          index += 1
        }
      }
      #expect(tokenizer.encode(word.span) == ids.flatMap(kept))
    }
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
    try expectEqual(counts, size: 600, picky: 0.8, "sentences in five languages, picky")
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

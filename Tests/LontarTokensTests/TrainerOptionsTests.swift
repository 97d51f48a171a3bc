import Testing

@testable import LontarTokens

/// What a trainer does beyond bytes; `Benchmarks/peers/matrix.py` compares it with Hugging Face.
@Suite struct TrainerOptionsTests {
  private func words(_ counts: [String: UInt64]) -> WordCounts {
    var words = WordCounts()
    for (word, count) in counts { words.add(Array(word.utf8).span, count: count) }
    return words
  }

  private func names(_ vocabulary: Vocabulary) -> [String] {
    (0..<TokenID(vocabulary.count)).map {
      String(decoding: vocabulary.bytes(of: $0), as: UTF8.self)
    }
  }

  @Test func charactersAreSortedAndMerged() throws {
    var trainer = BPETrainer(vocabularySize: 7, specialTokens: ["<s>"])
    var alphabet = CharacterAlphabet()
    alphabet.initial = ["中"]
    trainer.alphabet = .characters(alphabet)
    let vocabulary = try trainer.train(on: words(["กา": 3, "ขา": 2]))
    #expect(names(vocabulary) == ["<s>", "ก", "ข", "า", "中", "กา", "ขา"])
  }

  @Test func marksStandAtThePartsOfWords() throws {
    var trainer = BPETrainer(vocabularySize: 100)
    var alphabet = CharacterAlphabet()
    alphabet.continuingPrefix = "##"
    alphabet.endOfWordSuffix = "</w>"
    trainer.alphabet = .characters(alphabet)
    let vocabulary = try trainer.train(on: words(["aba": 1]))
    #expect(names(vocabulary) == ["a", "b", "##a</w>", "##b", "ab", "aba</w>"])
  }

  @Test func theRarestCharactersGoAndTheirNeighboursMeet() throws {
    var trainer = BPETrainer(vocabularySize: 100)
    var alphabet = CharacterAlphabet()
    alphabet.limit = 2
    trainer.alphabet = .characters(alphabet)
    #expect(try names(trainer.train(on: words(["axb": 1, "ab": 1]))) == ["a", "b", "ab"])
    alphabet.limit = nil
    alphabet.coverage = 0.8
    alphabet.hasByteFallback = true
    trainer.alphabet = .characters(alphabet)
    trainer.vocabularySize = 400
    let vocabulary = try names(trainer.train(on: words(["axb": 1, "a": 1, "b": 1])))
    // Nothing is merged across what went.
    #expect(vocabulary.count == 258 && vocabulary[0] == "<0x00>" && vocabulary[255] == "<0xFF>")
  }

  @Test func aTextMadeOfAnotherNumberOfCharactersIsRefused() {
    var trainer = BPETrainer(vocabularySize: 100)
    var alphabet = CharacterAlphabet()
    alphabet.continuingPrefix = "#"
    trainer.alphabet = .characters(alphabet)
    #expect(throws: TrainingError.ambiguousToken("##")) {
      try trainer.train(on: words(["a##": 2, "##": 9]))
    }
  }

  @Test func aSizeBelowTheAlphabetIsRefused() {
    var trainer = BPETrainer(vocabularySize: 2)
    trainer.alphabet = .characters(CharacterAlphabet())
    #expect(throws: TrainingError.vocabularyTooSmall(wanted: 2, least: 3)) {
      try trainer.train(on: words(["กขค": 1]))
    }
  }

  @Test func goesOnAsIfItHadNeverStopped() throws {
    var counts = WordCounts()
    for sentence in Sample.sentences { counts.addPieces(of: sentence, cutBy: .lontar) }
    func counted() -> WordCounts {
      var counts = WordCounts()
      for sentence in Sample.sentences { counts.addPieces(of: sentence, cutBy: .lontar) }
      return counts
    }
    let whole = try BPETrainer(vocabularySize: 500, specialTokens: ["<s>"]).train(on: counts)
    let half = try BPETrainer(vocabularySize: 350, specialTokens: ["<s>"]).train(on: counted())
    let base = try Tokenizer(vocabulary: half, preTokenizer: .lontar)
    let extended = try BPETrainer(vocabularySize: 500).extend(base, on: counted())
    #expect(extended == whole)
    let special = try BPETrainer(vocabularySize: 400, specialTokens: ["<s>", "<new>"])
      .extend(base, on: counted())
    #expect(special.specialTokens.map(\.id) == [0, 350])
    #expect(special.merges.starts(with: half.merges))
  }

  @Test func noTokenHoldsTheRestOfASyllable() throws {
    var trainer = BPETrainer(vocabularySize: 700)
    trainer.integrity = .syllables
    var counts = WordCounts()
    for sentence in Sample.sentences { counts.addPieces(of: sentence, cutBy: .lontar) }
    let vocabulary = try trainer.train(on: counts)
    #expect(vocabulary.count > 500)
    for id in 256..<TokenID(vocabulary.count) {
      let bytes = Array(vocabulary.bytes(of: id))
      guard String(validating: bytes, as: UTF8.self) != nil else { continue }
      let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { $0 != " " }
      guard scalars.count > 1 else { continue }
      // By an own list, of what these sentences hold.
      let hanging = scalars.map { scalar -> Bool in
        scalar.properties.generalCategory == .nonspacingMark
          || scalar.properties.generalCategory == .spacingMark
          || "ะาำະາຳ\u{EBD}".unicodeScalars.contains(scalar)
      }
      #expect(!hanging[0], "\(scalars)")
      let opens = "เแโใไເແໂໃໄ\u{17D2}\u{1039}".unicodeScalars
      if let last = scalars.last, opens.contains(last) {
        #expect(hanging.dropFirst().allSatisfy { $0 }, "\(scalars)")
      }
    }
  }

  @Test(arguments: [
    ("ก", "า", true), ("เ", "ก", true), ("เก", "า", true), ("า", "ก", false),
    ("ก", "เ", false), (" ", "เ", true), (" ", "\u{E48}", false), ("ก", "\u{E48}", true),
    ("ក", "\u{17D2}", true), ("ក\u{17D2}", "ម", true), ("កក", "\u{17D2}", false),
    ("\u{17D2}", "ម", false), ("t", "h", true), ("ไทย", "เขา", true), ("ไทย", "เ", false),
  ])
  func syllablesAreWholeOrBegun(_ left: String, _ right: String, _ isAllowed: Bool) {
    let shape = TokenShape(Array(left.utf8))
    #expect(shape.mayMerge(with: TokenShape(Array(right.utf8)), .syllables) == isAllowed)
  }

  @Test func theWorstOffLanguageIsServed() throws {
    var trainer = BPETrainer(vocabularySize: 258)
    func languages() -> [([String: UInt64], [String: UInt64])] {
      [(["ab": 1000], ["ab": 1]), (["cd": 2, "ef": 1], ["cdefcdefcdef": 1])]
    }
    func train(_ change: (inout ParityTrainer) -> Void) throws -> [String] {
      var parity = ParityTrainer(trainer)
      change(&parity)
      var rest = languages()[...]
      let vocabulary = try parity.train(on: {
        guard let next = rest.popFirst() else { return nil }
        return ParityTrainer.Language(words: words(next.0), development: words(next.1))
      })
      return Array(names(vocabulary)[256...])
    }
    #expect(try train { _ in } == ["cd", "ef"])
    #expect(try train { $0.globalMerges = 1 } == ["ab", "cd"])
    trainer.vocabularySize = 259
    // Two of three merges would be more than half.
    #expect(try train { $0.variant = .window(size: 3, alpha: 0.9) } == ["cd", "ef", "ab"])
  }

  @Test func sharesAreRaisedToThePower() {
    var weights = LanguageWeights(languages: 2)
    #expect(weights.factors(totals: [900, 100]) == [1, 1])
    weights.temperature = 0
    let equal = weights.factors(totals: [900, 100])
    #expect(equal[0] == 1 && abs(equal[1] - 9) < 1e-9)
    weights.temperature = 1
    weights.weights = [1, 3]
    #expect(weights.factors(totals: [900, 100]) == [1, 3])
    #expect(weights.factors(totals: [900, 0])[0] >= 1)
    var sum = words(["ก": 1])
    sum.merge(words(["ก": 3, "ข": 1]), times: 1.5)
    #expect(sum.count(of: Array("ก".utf8).span) == 6)
    #expect(sum.count(of: Array("ข".utf8).span) == 2)
  }

  @Test func modelsSayWhatTheyCannotHold() throws {
    let bytes = try BPETrainer(vocabularySize: 300).train(on: words(["กา กา": 3]))
    let model = TrainedModel(vocabulary: bytes, preTokenizer: .lontar)
    #expect(throws: ModelFormatError.notCharacters) { try model.sentencePieceModel() }
    let ranks = String(decoding: try model.rankFile(), as: UTF8.self).split(separator: "\n")
    #expect(ranks.count == bytes.count && ranks[0] == "IQ== 0" && ranks[256] == "4Lg= 256")
    var alphabet = CharacterAlphabet()
    alphabet.marksBlanks = true
    var trainer = BPETrainer(vocabularySize: 6)
    trainer.alphabet = .characters(alphabet)
    let characters = TrainedModel(
      vocabulary: try trainer.train(on: words(["กา กา": 3])), preTokenizer: .metaspace,
      alphabet: trainer.alphabet)
    #expect(throws: ModelFormatError.missingSpecialToken("<unk>")) {
      try characters.sentencePieceModel()
    }
    #expect(throws: ModelFormatError.notByteLevel) { try characters.rankFile() }
  }
}

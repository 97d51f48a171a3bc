import LontarTokens
import Testing

@Suite struct CountsFileTests {
  private func counts(of sentences: some Sequence<String>) -> WordCounts {
    var counts = WordCounts()
    for sentence in sentences { counts.addPieces(of: Array(sentence.utf8).span, cutBy: .o200k) }
    return counts
  }

  private func file(of sentences: some Sequence<String>) -> [UInt8] {
    CountsFile(preTokenizer: "o200k", counts: counts(of: sentences)).bytes()
  }

  @Test func comesBackAsItWas() throws {
    let bytes = file(of: Sample.sentences + Sample.sentences.dropFirst())
    let read = try CountsFile(parsing: bytes.span)
    #expect(read.preTokenizer == "o200k")
    #expect(read.bytes() == bytes)
  }

  @Test func doesNotDependOnTheOrderOfAdding() {
    #expect(file(of: Sample.sentences) == file(of: Sample.sentences.reversed()))
  }

  @Test func noWordsMakeAFileToo() throws {
    let read = try CountsFile(parsing: file(of: []).span)
    #expect(read.counts.count == 0)
  }

  @Test func trainsTheSameVocabularyAsTheText() throws {
    let trainer = BPETrainer(vocabularySize: 500)
    var sum = WordCounts()
    for sentence in Sample.sentences {
      let part = try CountsFile(parsing: file(of: [sentence]).span)
      let partCounts = part.takeCounts()
      sum.merge(partCounts)
    }
    let whole = try trainer.train(on: counts(of: Sample.sentences))
    #expect(try trainer.train(on: sum) == whole)
  }

  @Test func everyTruncationIsRefused() {
    let bytes = file(of: Sample.sentences)
    for length in 0..<bytes.count {
      #expect(throws: CountsFileError.self) {
        _ = try CountsFile(parsing: Array(bytes[..<length]).span).preTokenizer
      }
    }
  }

  @Test func everyChangedByteIsRefused() {
    let bytes = file(of: Sample.sentences)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x15
      #expect(throws: CountsFileError.self) {
        _ = try CountsFile(parsing: changed.span).preTokenizer
      }
    }
  }
}

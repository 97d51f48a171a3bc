import Testing

@testable import LontarTokens

@Suite struct CountsFileTests {
  private static let origin = TextOrigin(
    name: "ไทย \"a\".txt", byteCount: 7, sha256: TextOrigin.sha256(of: [1].span))

  /// The digests of FIPS 180-4's examples, and of a million times `a`.
  @Test(arguments: [
    (0, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (1, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      1, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (1_000_000, "a", "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func hashesAsPublished(_ count: Int, _ text: String, _ digest: String) {
    let bytes = Array(repeating: Array(text.utf8), count: count).flatMap(\.self)
    #expect(TextOrigin.sha256(of: bytes.span) == digest)
  }

  @Test func theFormatIsAsDocumented() throws {
    var counts = WordCounts()
    counts.add("ab".utf8.span, count: 300)
    counts.add("abc".utf8.span)
    counts.add("b".utf8.span, count: 2)
    let file = CountsFile(settings: CountsSettings(preTokenizer: "gpt2"), counts: counts).bytes()
    let magic = Array("lontar-counts 2\n".utf8)
    #expect(file.starts(with: magic))
    let frame = ZstandardReader()
    var content: [UInt8] = []
    #expect(frame.read(file[magic.count...], appendingTo: &content) == file.count - magic.count)
    #expect(frame.isComplete)
    let header = Array("{\"pre_tokenizer\": \"gpt2\", \"inputs\": []}\n".utf8)
    let words: [UInt8] = [0, 2, 97, 98, 0xAC, 2, 2, 1, 99, 1, 0, 1, 98, 2, 0, 0, 3, 0xAF, 2]
    #expect(content == header + words)
  }

  @Test(arguments: [1, 2, 5, 40])
  func runsOnDiskAddUpToTheWhole(_ runs: Int) throws {
    let spill = CountsSpill(directory: "/tmp")
    for run in 0..<runs {
      var part = counts(
        of: Sample.sentences.indices.filter { $0 % runs == run }.map { Sample.sentences[$0] })
      try spill.add(&part)
      #expect(part.count == 0)
    }
    #expect(spill.runCount == runs)
    var expected: [([UInt8], UInt64)] = []
    counts(of: Sample.sentences).forEachWordInOrder { word, count in
      expected.append((word.indices.map { word[$0] }, count))
    }
    var found: [([UInt8], UInt64)] = []
    try spill.forEachWordInOrder { found.append(($0, $1)) }
    #expect(found.map(\.0) == expected.map(\.0) && found.map(\.1) == expected.map(\.1))
  }

  @Test func aDirectoryThatIsNoneIsTold() {
    var part = counts(of: Sample.sentences)
    #expect(throws: CountsFileError.cannotSpill(errno: 2)) {
      try CountsSpill(directory: "/nowhere/at/all").add(&part)
    }
  }

  @Test(arguments: [3, 16])
  func partsMergedInAnyOrderAreTheWhole(_ parts: Int) throws {
    func reader(_ bytes: [UInt8]) throws -> CountsReader {
      var rest = bytes
      return try CountsReader { chunk in
        // In small pieces, as from a pipe.
        chunk = Array(rest.prefix(7))
        rest.removeFirst(chunk.count)
        return !chunk.isEmpty
      }
    }
    let files = (0..<parts).map { part in
      file(of: Sample.sentences.indices.filter { $0 % parts == part }.map { Sample.sentences[$0] })
    }
    let whole = CountsFile(
      settings: CountsSettings(preTokenizer: "o200k"), counts: counts(of: Sample.sentences))
    for order in [files, files.reversed(), Array(files.shuffled(using: &Self.random))] {
      var writer = CountsWriter(settings: CountsSettings(preTokenizer: "o200k"), origins: [])
      try mergeCounts(order.map(reader)) { writer.add($0.span, count: $1) }
      writer.finish()
      #expect(writer.takeOutput() == whole.bytes())
    }
  }

  nonisolated(unsafe) private static var random = SeededRandom(seed: 16)

  private func counts(of sentences: some Sequence<String>) -> WordCounts {
    var counts = WordCounts()
    for sentence in sentences { counts.addPieces(of: Array(sentence.utf8).span, cutBy: .o200k) }
    return counts
  }

  private func file(of sentences: some Sequence<String>) -> [UInt8] {
    CountsFile(
      settings: CountsSettings(preTokenizer: "o200k"), origins: [Self.origin],
      counts: counts(of: sentences)
    ).bytes()
  }

  @Test func comesBackAsItWas() throws {
    let bytes = file(of: Sample.sentences + Sample.sentences.dropFirst())
    let read = try CountsFile(parsing: bytes.span)
    #expect(read.settings.preTokenizer == "o200k")
    #expect(read.origins == [Self.origin])
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
        _ = try CountsFile(parsing: Array(bytes[..<length]).span).settings
      }
    }
  }

  @Test func everyChangedByteIsRefused() {
    let bytes = file(of: Sample.sentences)
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x15
      #expect(throws: CountsFileError.self) {
        _ = try CountsFile(parsing: changed.span).settings
      }
    }
  }
}

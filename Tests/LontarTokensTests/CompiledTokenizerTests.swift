import Foundation
import LontarTestSupport
import Testing

@testable import LontarTokens

/// Compiled files give what their sources give, and nothing else is taken for one.
@Suite struct CompiledTokenizerTests {
  private static let texts = [
    "", "a", "ภาษาไทย ง่ายนิดเดียว", "aaaabbbb abab", "<s> ភាសា<s>", "\u{FFFD}\u{0} 123",
    // Longer than what is merged: these are searched for.
    "abababbbxyzwxyzababwxyzabbabaabab", String(repeating: "ab", count: 200),
  ]

  private static func ranks() -> [UInt8] {
    // No merge makes the last two.
    let names = ["ab", "aba", "ก", "กข", " the", "bb", "xyz", "wxyz"].map { Array($0.utf8) }
    let joined: [[UInt8]] = [[0xE0, 0xB8]] + names
    let tokens = (UInt8(0)...255).map { [$0] } + joined
    return Array(
      tokens.enumerated().map { "\(Data($1).base64EncodedString()) \($0)\n" }.joined().utf8)
  }

  private let folder: URL
  private let source: URL
  private var compiled: URL { URL(filePath: Tokenizer.compiledPath(of: source.path)) }

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "compiled-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    source = folder.appending(path: "ranks.tiktoken")
    try Data(Self.ranks()).write(to: source)
  }

  private func isCompiled(_ bytes: [UInt8]? = nil) throws -> Bool {
    let file = try bytes ?? [UInt8](Data(contentsOf: source))
    return Tokenizer(compiled: compiled.path, of: file.span, preTokenizer: nil) != nil
  }

  private func compile() throws -> [UInt8] {
    let bytes = try Tokenizer.compiled(contentsOf: source.path, preTokenizer: .o200k)
    try Data(bytes).write(to: compiled)
    return bytes
  }

  @Test func givesTheSameIDsAndTexts() throws {
    let read = try Tokenizer(contentsOf: source.path, preTokenizer: .o200k)
    _ = try compile()
    #expect(try isCompiled())
    let loaded = try Tokenizer(contentsOf: source.path, preTokenizer: .o200k)
    #expect(loaded.vocabulary == read.vocabulary)
    #expect(loaded.preTokenizer == .o200k && loaded.addedTokens == read.addedTokens)
    for text in Self.texts {
      let ids = loaded.encode(text)
      #expect(ids == read.encode(text))
      #expect(try Array(loaded.decode(ids).utf8) == Array(text.utf8))
    }
    var random = SeededRandom(seed: 5)
    for _ in 0..<500 {
      let text = AdversarialText.string(using: &random)
      #expect(loaded.encode(text) == read.encode(text))
    }
  }

  @Test func aTokenizerJSONIsCompiledToo() throws {
    var counts = WordCounts()
    for _ in 0..<3 { counts.addPieces(of: "ภาษาไทย the quick brown fox", cutBy: .lontar) }
    let trained = try BPETrainer(vocabularySize: 300, specialTokens: ["<s>"]).train(on: counts)
    let tokenizer = try Tokenizer(vocabulary: trained, preTokenizer: .lontar)
    let json = folder.appending(path: "tokenizer.json")
    try Data(tokenizer.converted(to: .json)[0].bytes).write(to: json)
    let read = try Tokenizer(contentsOf: json.path)
    try Data(Tokenizer.compiled(contentsOf: json.path))
      .write(to: URL(filePath: Tokenizer.compiledPath(of: json.path)))
    let file = try [UInt8](Data(contentsOf: json))
    let compiled = Tokenizer(
      compiled: Tokenizer.compiledPath(of: json.path), of: file.span, preTokenizer: nil)
    let loaded = try #require(compiled)
    #expect(loaded.vocabulary == read.vocabulary)
    for text in Self.texts { #expect(loaded.encode(text) == read.encode(text)) }
  }

  @Test func anotherSourceIsReadItself() throws {
    _ = try compile()
    let changed = try [UInt8](Data(contentsOf: source)) + Array("d3h5 265\n".utf8)
    #expect(try !isCompiled(changed))
    try Data(changed).write(to: source)
    #expect(try Tokenizer(contentsOf: source.path, preTokenizer: .o200k).encode("wxy") == [265])
  }

  @Test func decodingTakesItWhateverCutsText() throws {
    #expect(try Tokenizer(forDecoding: source.path).preTokenizer == .gpt2)
    _ = try compile()
    // So it is the compiled file that was read.
    let loaded = try Tokenizer(forDecoding: source.path)
    #expect(loaded.preTokenizer == .o200k)
    #expect(try Array(loaded.decode([257, 264, 97]).utf8) == Array("abwxyza".utf8))
  }

  @Test func anotherPreTokenizerIsNotTakenFromIt() throws {
    _ = try compile()
    let loaded = try Tokenizer(contentsOf: source.path, preTokenizer: .gpt2)
    #expect(loaded.preTokenizer == .gpt2)
  }

  @Test func whatIsAlteredOrCutShortIsPassedOver() throws {
    let whole = try compile()
    var random = SeededGenerator(seed: 6)
    for round in 0..<300 {
      var bytes = whole
      if round % 3 == 0 {
        bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
      } else if round % 3 == 1 {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      } else {
        // A count in a header or before a section that claims far more.
        let place = Int.random(in: 0..<min(4096, bytes.count - 8), using: &random) & ~7
        for index in 0..<8 { bytes[place + index] = index < 5 ? 0xFF : 0 }
      }
      guard bytes != whole else { continue }
      try Data(bytes).write(to: compiled)
      #expect(try !isCompiled(), "round \(round)")
    }
    #expect(try Tokenizer(contentsOf: source.path, preTokenizer: .o200k).encode("aba") == [258])
  }

  /// Whoever forges the checksum too may get other ids, but no look-up leaves the tables.
  @Test func aForgedFileIsSafeToEncodeWith() throws {
    let whole = try compile()
    var random = SeededGenerator(seed: 7)
    var loadedCount = 0
    for round in 0..<400 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        // Most of the file is where text may be cut: every second one is altered before that.
        let end = round % 2 == 0 ? bytes.count : bytes.count / 14
        let place = Int.random(in: 64..<end, using: &random)
        bytes[place] = [UInt8.random(in: 0...255, using: &random), 0, 0xFF][round % 3]
      }
      Self.forge(&bytes)
      try Data(bytes).write(to: compiled)
      let file = try [UInt8](Data(contentsOf: source))
      guard
        let loaded = Tokenizer(compiled: compiled.path, of: file.span, preTokenizer: nil)
      else { continue }
      loadedCount += 1
      for text in Self.texts {
        let ids = loaded.encode(text)
        #expect(ids.allSatisfy { $0 < loaded.vocabulary.count }, "round \(round)")
      }
    }
    #expect(loadedCount > 20)
  }

  /// Writes the right checksum for what the sections hold now, as far as their counts make sense.
  private static func forge(_ bytes: inout [UInt8]) {
    // The width of an element of each section, in order: see the functions that write them.
    let widths = [1, 1, 1, 8, 12, 4] + [4] + [4, 20, 8, 4, 64, 8, 4, 8, 8, 8, 4]
    var place = 64
    var checksum: UInt64 = 0
    for width in widths {
      guard place + 8 <= bytes.count else { return }
      let count = (0..<7).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
      place += 8
      guard count < bytes.count, place + count * width <= bytes.count else { return }
      let section = Array(bytes[place..<place + count * width])
      checksum = unsafe section.withUnsafeBytes {
        unsafe CompiledHeader.checksum(after: checksum, $0)
      }
      place += count * width + (-(count * width) & 7)
    }
    for index in 0..<8 { bytes[40 + index] = UInt8(truncatingIfNeeded: checksum >> (8 * index)) }
  }

  @Test func whatIsNotCompiledIsRefusedByName() throws {
    let bert = TestFiles.root.appending(path: "Tests/LontarTokensTests/Fixtures/bert.json")
    #expect(throws: TokenizerError.self) { try Tokenizer.compiled(contentsOf: bert.path) }
    let merges = folder.appending(path: "merges.txt")
    try Data("#version: 0.2\na b\n".utf8).write(to: merges)
    #expect(throws: TokenizerError.missingCompanion(names: ["vocab.json"])) {
      try Tokenizer.compiled(contentsOf: merges.path, preTokenizer: .gpt2)
    }
  }
}

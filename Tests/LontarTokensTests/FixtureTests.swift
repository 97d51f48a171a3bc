import Foundation
import LontarJSON
import LontarTestSupport
import LontarTokens
import Testing

/// Small tokenizers of every kind, and what Hugging Face tokenizers 0.23.3 and SentencePiece 0.2.3 make of
/// some lines: Benchmarks/peers/fixtures.py wrote both.
@Suite struct FixtureTests {
  private static let folder = TestFiles.root.appending(path: "Tests/LontarTokensTests/Fixtures")

  private func cases(_ name: String) throws -> [JSONValue] {
    let file = Self.folder.appending(path: "\(name).expected.jsonl")
    return try TestFiles.lines(of: file).filter { !$0.isEmpty }.map {
      try JSONValue(parsing: $0.span)
    }
  }

  private func ids(_ value: JSONValue?) -> [TokenID] {
    (value?.array ?? []).compactMap { $0.int.map(TokenID.init) }
  }

  /// The number of characters before each byte, as Hugging Face tokenizers counts offsets.
  private func characters(in text: [UInt8]) -> [Int] {
    var count = -1
    return text.map { byte in
      if byte & 0xC0 != 0x80 { count += 1 }
      return count
    } + [count + 1]
  }

  private func check(_ encoding: Encoding, _ expected: JSONValue, _ text: [UInt8]) {
    let places = characters(in: text)
    #expect(encoding.ids == ids(expected["ids"]))
    #expect(encoding.pieces == expected["pieces"]?.array?.compactMap(\.string))
    let offsets = encoding.offsets.map { range -> [Int] in
      [places[range.lowerBound], places[range.upperBound]]
    }
    #expect(
      offsets == expected["offsets"]?.array?.map { $0.array?.compactMap(\.int) ?? [] },
      "\(String(decoding: text, as: UTF8.self))")
    #expect(encoding.words == expected["words"]?.array?.map(\.int))
    #expect(encoding.typeIDs == ids(expected["types"]))
    #expect(encoding.isSpecial.map { $0 ? 1 : 0 } == ids(expected["special"]))
    #expect(encoding.isAttended.map { $0 ? 1 : 0 } == ids(expected["attention"]))
    let parts = expected["overflowing"]?.array ?? []
    #expect(encoding.overflowing.count == parts.count)
    for (part, expected) in zip(encoding.overflowing, parts) { check(part, expected, text) }
  }

  @Test(arguments: ["bert", "llama", "unigram", "roberta", "truncated"])
  func encodesAndDecodesAsHuggingFace(name: String) throws {
    let path = Self.folder.appending(path: "\(name).json").path
    let tokenizer = try Tokenizer(contentsOf: path)
    var worker = tokenizer.makeWorker()
    let all = try cases(name)
    #expect(all.count >= 18)
    for expected in all {
      let text = try #require(expected["text"]?.string)
      let encoding = try worker.encoding(of: text.span)
      check(encoding, expected, text)
      var bytes: [UInt8] = []
      try tokenizer.decode(encoding.ids.span, appendingTo: &bytes)
      #expect(bytes == expected["decoded"]?.string)
      guard tokenizer.truncation == nil else { continue }
      var bare: [TokenID] = []
      worker.encode(text.span, appendingTo: &bare)
      #expect(bare == ids(expected["bare"]))
    }
  }

  @Test(arguments: ["sp-bpe", "sp-unigram"])
  func encodesAndDecodesAsSentencePiece(name: String) throws {
    let text = try String(
      contentsOf: Self.folder.appending(path: "\(name).base64"), encoding: .utf8)
    let model = try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters))
    let tokenizer = try Tokenizer(sentencePiece: Array(model).span)
    var worker = tokenizer.makeWorker()
    for expected in try cases(name) {
      let text = try #require(expected["text"]?.string)
      var found: [TokenID] = []
      worker.encode(text.span, appendingTo: &found)
      #expect(found == ids(expected["ids"]), "\(String(decoding: text, as: UTF8.self))")
      var bytes: [UInt8] = []
      try tokenizer.decode(found.span, appendingTo: &bytes)
      #expect(bytes == expected["decoded"]?.string)
      #expect(try worker.encoding(of: text.span).ids == found)
    }
  }

  // MARK: Bad files

  /// Whatever a file says, it loads or is refused; and what loads encodes any text.
  private func survives(_ load: () throws -> Tokenizer) throws {
    guard let tokenizer = try? load() else { return }
    var worker = tokenizer.makeWorker()
    for text in ["", "ไทย the\u{301} 😀 x", "\u{FFFD}\u{0}▁▁"] {
      var found: [TokenID] = []
      worker.encode(Array(text.utf8).span, appendingTo: &found)
      _ = try? worker.encoding(of: Array(text.utf8).span)
      var bytes: [UInt8] = []
      try? tokenizer.decode(found.span, appendingTo: &bytes)
    }
  }

  @Test(arguments: ["bert", "llama", "unigram", "roberta", "truncated"])
  func alteredFilesLoadOrAreRefused(name: String) throws {
    let file = Array(try Data(contentsOf: Self.folder.appending(path: "\(name).json")))
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<40 {
      var changed = file
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<changed.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: changed[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: changed.remove(at: place)
        case 2: changed.insert(UInt8(ascii: "9"), at: place)
        default:
          let end = min(changed.count, place + Int.random(in: 1...200, using: &generator))
          changed.removeSubrange(place..<end)
        }
      }
      try survives { try Tokenizer(huggingFaceJSON: changed.span) }
    }
  }

  @Test(arguments: ["sp-bpe", "sp-unigram"])
  func alteredModelsLoadOrAreRefused(name: String) throws {
    let text = try String(
      contentsOf: Self.folder.appending(path: "\(name).base64"), encoding: .utf8)
    let model = Array(
      try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters)))
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<80 {
      var changed = model
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0..<changed.count, using: &generator)
        changed[place] = UInt8.random(in: 0...255, using: &generator)
      }
      try survives { try Tokenizer(sentencePiece: changed.span) }
    }
    for length in stride(from: 0, to: model.count, by: 53) {
      try survives { try Tokenizer(sentencePiece: Array(model[..<length]).span) }
    }
  }
}

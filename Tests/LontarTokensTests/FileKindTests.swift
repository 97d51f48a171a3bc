import Foundation
import LontarTestSupport
import LontarTokens
import Testing

/// A file's content tells its kind, whatever it is called.
@Suite struct FileKindTests {
  private func loaded(_ files: [String: [UInt8]], _ name: String) throws -> Tokenizer {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, content) in files { try Data(content).write(to: folder.appending(path: name)) }
    return try Tokenizer(contentsOf: folder.appending(path: name).path)
  }

  private func ids(_ text: String, by tokenizer: Tokenizer) -> [TokenID] {
    tokenizer.encode(Array(text.utf8).span)
  }

  @Test(arguments: [
    // BERT's begins with a bracket, as JSON may.
    "[PAD]\n[unused1]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\n##re\n",
    "the\n##re\n[UNK]\n", "[UNK]\r\nthe\r\n##re\r\n",
    // The last bytes of these letters are those of blanks by themselves.
    "[UNK]\nà\nอ\u{E05}\nthe\u{A0} \n##re\u{3000}\n",
  ])
  func aListOfWordsIsWordPieces(file: String) throws {
    let tokenizer = try loaded(["a.json": Array(file.utf8)], "a.json")
    let there = ["the", "##re"].map { tokenizer.id(of: Array($0.utf8)) }
    #expect(ids("There", by: tokenizer) == there)
  }

  @Test(arguments: ["#version: 0.2\nt h\nth e</w>\n", "t h 9\nth e</w> 8\n"])
  func codesBringTheirDictionary(codes: String) throws {
    let files = ["bpe.codes": Array(codes.utf8), "vocab.txt": Array("th@@ 5\nthe 4\n".utf8)]
    for name in files.keys {
      let tokenizer = try loaded(files, name)
      #expect(ids("the", by: tokenizer) == [5])
      #expect(ids("thx the", by: tokenizer) == [4, 3, 5])
    }
    #expect(throws: TokenizerError.missingCompanion(names: ["vocab.txt", "dict.txt"])) {
      _ = try loaded(["c": Array(codes.utf8)], "c")
    }
  }

  @Test func aVocabularyMayHaveATokenCalledModel() throws {
    let names = (0..<256).map { byte -> String in
      let isShown = 0x21...0x7E ~= byte || 0xA1...0xAC ~= byte || byte >= 0xAE
      let hidden = (0..<byte).filter { !(0x21...0x7E ~= $0 || 0xA1...0xAC ~= $0 || $0 >= 0xAE) }
      let name = Unicode.Scalar(UInt32(isShown ? byte : 0x100 + hidden.count)).map { String($0) }
      return (name == "\"" || name == "\\" ? "\\" : "") + (name ?? "")
    }
    let tokens = names + ["mo", "del", "de", "model"]
    let entries = tokens.enumerated().map { "\"\($1)\": \($0)" }.joined(separator: ",")
    let merges = "#version: 0.2\nm o\nd e\nde l\nmo del\n"
    let files = ["vocab.json": Array("{\(entries)}".utf8), "merges.txt": Array(merges.utf8)]
    #expect(ids("model del", by: try loaded(files, "vocab.json")) == [259, 32, 257])
  }

  @Test func whatIsNoTokenizerIsRefused() throws {
    for file in ["", "\n", "[1, 2]", "{}", "{", "saya suka\nnasi goreng pedas\n", "\u{0}\u{1}"] {
      #expect(throws: TokenizerError.self, "\(file)") {
        _ = try loaded(["x": Array(file.utf8)], "x")
      }
    }
  }
}

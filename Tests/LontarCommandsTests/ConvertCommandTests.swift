import Foundation
import LontarTestSupport
import Testing

/// `convert`, from each format to each that can hold it.
@Suite struct ConvertCommandTests {
  let scratch: Scratch

  private static let text = [
    "ภาษาไทยเป็นภาษาที่เขียนติดกัน", "ភាសាខ្មែរសរសេរជាប់គ្នា", "Tiếng Việt viết các âm tiết rời nhau.",
    "one two three, 2568 & more!", "",
  ].joined(separator: "\n")

  init() throws { scratch = try Scratch() }

  private func train(_ options: [String], to name: String) throws -> String {
    let path = scratch.file(name)
    let run = try Command.run(
      ["train", "--vocab-size", "420", "--quiet", "--no-lineage", "-o", path] + options,
      input: Self.text)
    try #require(run.status == 0, "\(run.messages)")
    return path
  }

  private func ids(_ tokenizer: String, _ options: [String] = []) throws -> String {
    let run = try Command.run(
      ["encode", "--quiet", "--tokenizer", tokenizer] + options, input: Self.text)
    try #require(run.status == 0, "\(run.messages)")
    return run.text
  }

  private func convert(_ input: String, _ output: String, _ options: [String] = []) throws -> String
  {
    let path = scratch.file(output)
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    let run = try Command.run(["convert", input, path] + options)
    try #require(run.status == 0, "\(run.messages)")
    return path
  }

  private func expectRefusal(_ input: String, _ output: String, _ words: String) throws {
    let path = scratch.file(output)
    let run = try Command.run(["convert", input, path])
    #expect(run.status == 1 && run.messages.contains(words), "\(run.messages)")
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func aCompiledFileGivesTheSameIDs() throws {
    let json = try train(["--pre-tokenizer", "o200k"], to: "tokenizer.json")
    let expected = try ids(json)
    let run = try Command.run(["tokenizer", "compile", json, "--quiet"])
    try #require(run.status == 0 && run.messages.isEmpty, "\(run.messages)")
    #expect(try ids(json) == expected)
    // What is there no longer is one.
    try Data("lontar".utf8).write(to: URL(fileURLWithPath: json + ".lontar"))
    #expect(try ids(json) == expected)
    let words = scratch.file("words.txt")
    try Data("[UNK]\na\n##b\n".utf8).write(to: URL(fileURLWithPath: words))
    let refused = try Command.run(["tokenizer", "compile", words])
    #expect(refused.status == 1 && refused.messages.contains("byte-level BPE"))
    #expect(!FileManager.default.fileExists(atPath: words + ".lontar"))
  }

  /// Root may write everywhere: then somebody else runs the command.
  private static let somebody =
    getuid() == 0 ? "setpriv --reuid 65534 --regid 65534 --clear-groups " : ""

  @Test(.enabled(if: getuid() != 0 || TestFiles.hasCommand("setpriv"), "needs setpriv for root"))
  func aFolderThatMayOnlyBeReadIsEnough() throws {
    let ranks = try convert(
      train(["--pre-tokenizer", "o200k"], to: "tokenizer.json"), "fixed/ranks.tiktoken")
    let bare = try convert(scratch.file("tokenizer.json"), "bare/ranks.tiktoken")
    for path in [ranks, bare] {
      let options = path == ranks ? "" : "--pre-tokenizer o200k "
      if path == ranks {
        let run = try Command.run(["tokenizer", "compile", path, "--pre-tokenizer", "o200k"])
        try #require(run.status == 0, "\(run.messages)")
      }
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      let files = FileManager.default
      try files.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder)
      defer { try? files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder) }
      let before = try files.contentsOfDirectory(atPath: folder).sorted()
      // A rank file does not say what cuts text: without the option it is the compiled file that does.
      let run = try Command.shell(
        "printf 'ภาษาไทย one' | \(Self.somebody)$lontar encode --tokenizer \(path) \(options)--quiet"
          + " | \(Self.somebody)$lontar decode --tokenizer \(path) --quiet")
      #expect(run.status == 0 && run.text == "ภาษาไทย one", "\(run.messages)")
      let compiling = try Command.shell(
        "\(Self.somebody)$lontar tokenizer compile \(path) --pre-tokenizer o200k")
      #expect(compiling.status == 1 && compiling.messages.contains("\(path).lontar"))
      #expect(compiling.messages.contains("ermission denied"), "\(compiling.messages)")
      #expect(try files.contentsOfDirectory(atPath: folder).sorted() == before)
    }
  }

  @Test func byteLevelBPEGoesThroughEachFormat() throws {
    let json = try train(["--pre-tokenizer", "o200k"], to: "tokenizer.json")
    let expected = try ids(json)
    let ranks = try convert(json, "a/ranks.tiktoken")
    #expect(try ids(ranks, ["--pre-tokenizer", "o200k"]) == expected)
    let again = try convert(ranks, "a/again.json", ["--pre-tokenizer", "o200k"])
    #expect(try ids(again) == expected)
    let tekken = try convert(json, "a/tekken.json")
    #expect(try ids(tekken) == expected)
    #expect(try ids(convert(tekken, "b/tokenizer.json")) == expected)
  }

  @Test func listsKeepMergesAndSpecialTokens() throws {
    let json = try train(
      ["--pre-tokenizer", "gpt2", "--special", "<|end|>"], to: "tokenizer.json")
    let expected = try ids(json)
    let vocabulary = try convert(json, "c/vocab.json")
    #expect(try scratch.read("c/merges.txt").starts(with: "#version: 0.2\n".utf8))
    #expect(try ids(vocabulary) == expected)
    #expect(try ids(convert(vocabulary, "d/tokenizer.json")) == expected)
  }

  @Test func wordPieceGoesBothWays() throws {
    let names =
      [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "one", "two", "##ree", "th", "ภา", "##ษา",
        "2", "##5", ",",
      ]
    let lines = try scratch.write(names.joined(separator: "\n") + "\n", to: "vocab.txt")
    let json = try convert(lines, "e/tokenizer.json")
    #expect(try ids(json, ["--special-tokens"]) == ids(lines, ["--special-tokens"]))
    #expect(try convert(json, "f/vocab.txt") == scratch.file("f/vocab.txt"))
    #expect(try scratch.read("f/vocab.txt") == scratch.read("vocab.txt"))
  }

  @Test func charactersGoToSentencePieceAndBack() throws {
    let json = try train(
      [
        "--model", "characters", "--pre-tokenizer", "metaspace", "--byte-fallback", "--special",
        "<unk>",
      ], to: "tokenizer.json")
    let model = try convert(json, "g/tokenizer.model")
    #expect(try ids(model) == ids(json))
    #expect(try ids(convert(model, "h/tokenizer.json")) == ids(json))
  }

  @Test func whatAFormatCannotHoldIsNamed() throws {
    let json = try train(["--pre-tokenizer", "o200k"], to: "tokenizer.json")
    try expectRefusal(json, "vocab.json", "the pre-tokenizer o200k cannot be kept in --to gpt2")
    try expectRefusal(json, "x.model", "a model of byte-level BPE cannot be kept")
    try expectRefusal(json, "vocab.txt", "a model of byte-level BPE cannot be kept")
    let lines = try scratch.write("[UNK]\n[CLS]\n[SEP]\na\n##b\n", to: "vocab.txt")
    try expectRefusal(lines, "x.tiktoken", "a model of WordPiece cannot be kept in --to tiktoken")
    for (name, value, words) in [
      ("normalizer", #"{"type": "NFC"}"#, "'normalizer' cannot be kept"),
      (
        "truncation",
        #"{"direction": "Right", "max_length": 9, "strategy": "LongestFirst", "stride": 0}"#,
        "'truncation' cannot be kept"
      ),
    ] {
      let text = String(decoding: try scratch.read("tokenizer.json"), as: UTF8.self)
        .replacing("\"\(name)\": null", with: "\"\(name)\": \(value)")
      let path = try scratch.write(text, to: "\(name).json")
      try expectRefusal(path, "x.tiktoken", words)
    }
  }
}

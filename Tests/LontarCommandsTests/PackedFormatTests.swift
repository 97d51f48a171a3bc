import Foundation
import Testing

/// `encode` and `decode` with numbers in binary, documents and shards.
@Suite struct PackedFormatTests {
  let scratch: Scratch
  let tokenizer: String

  private static let lines = [
    "ภาษาไทยเป็นภาษาที่เขียนติดกัน", "ភាសាខ្មែរសរសេរជាប់គ្នា", "", "Tiếng Việt viết các âm tiết rời nhau.", "   ",
    "one two three", "more", "",
  ]

  init() throws {
    scratch = try Scratch()
    tokenizer = scratch.file("tokenizer.json")
    let run = try Command.run(
      ["train", "--vocab-size", "400", "--special", "<|end|>", "--quiet", "-o", tokenizer],
      input: Self.lines.joined(separator: "\n"))
    try #require(run.status == 0, "\(run.messages)")
  }

  private func encode(_ arguments: [String], input: String = "") throws -> Command.Run {
    let run = try Command.run(
      ["encode", "--tokenizer", tokenizer, "--quiet"] + arguments, input: input)
    try #require(run.status == 0, "\(run.messages)")
    return run
  }

  private func decode(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
    let run = try Command.run(
      ["decode", "--tokenizer", tokenizer, "--quiet"] + arguments, input: input)
    try #require(run.status == 0, "\(run.messages)")
    return run.output
  }

  /// The ids of texts, one by one, without anything else.
  private func ids(of texts: [String]) throws -> [[Int]] {
    try texts.map { text in
      let run = try encode(["--format", "u32"], input: text)
      return numbers(run.output, width: 4)
    }
  }

  private func numbers(_ bytes: [UInt8], width: Int) -> [Int] {
    stride(from: 0, to: bytes.count, by: width).map { start in
      (0..<width).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) }
    }
  }

  @Test(arguments: ["uint16", "uint32", "int32"])
  func aNumPyFileHoldsTheNumbers(type: String) throws {
    let text = try scratch.write(Self.lines.joined(separator: "\n"), to: "text.txt")
    let file = scratch.file("ids.npy")
    _ = try encode([text, "--format", "npy", "--dtype", type, "-o", file])
    let bytes = try scratch.read("ids.npy")
    let width = type == "uint16" ? 2 : 4
    let packed = try encode([text, "--format", "u32"]).output
    #expect(numbers(Array(bytes[128...]), width: width) == numbers(packed, width: 4))
    let header = String(decoding: bytes[10..<128], as: UTF8.self)
    #expect(header.contains("'shape': (\(packed.count / 4),)") && header.hasSuffix(" \n"))
    let decoded = try decode([file, "--format", "npy"])
    #expect(decoded == Array(Self.lines.joined(separator: "\n").utf8))
  }

  @Test func documentsAreWhatWasAskedFor() throws {
    let text = Self.lines.joined(separator: "\n")
    let path = try scratch.write(text, to: "text.txt")
    let end = try #require(try ids(of: ["<|end|>"]).first?.first)
    func documents(_ kind: String) throws -> [Int] {
      let run = try encode(
        [path, "--document", kind, "--append-token", "<|end|>", "--format", "u32"])
      return numbers(run.output, width: 4)
    }
    #expect(try documents("line") == ids(of: Array(Self.lines.dropLast())).flatMap { $0 + [end] })
    let blocks = [
      Self.lines[0] + "\n" + Self.lines[1], Self.lines[3], Self.lines[5] + "\n" + Self.lines[6],
    ]
    #expect(try documents("block") == ids(of: blocks).flatMap { $0 + [end] })
    #expect(try documents("file") == ids(of: [text]).flatMap { $0 + [end] })
    let field = #"{"text": "one two", "n": 1}"# + "\n" + #"{"text": "more"}"# + "\n"
    let run = try encode(
      ["--document", "field", "--append-token", "<|end|>"], input: field)
    let expected = try ids(of: ["one two", "more"]).map { ($0 + [end]).map(String.init) }
    #expect(run.text == expected.map { $0.joined(separator: " ") + "\n" }.joined())
  }

  @Test func anIndexedDatasetHasItsDocuments() throws {
    let path = try scratch.write(Self.lines.joined(separator: "\n"), to: "text.txt")
    let prefix = scratch.file("corpus")
    _ = try encode([path, "--format", "megatron", "-o", prefix])
    let texts = Self.lines.filter { !$0.isEmpty }
    let expected = try ids(of: texts)
    #expect(numbers(try scratch.read("corpus.bin"), width: 2) == expected.flatMap { $0 })
    let index = try scratch.read("corpus.idx")
    #expect(index.prefix(9).elementsEqual(Array("MMIDIDX".utf8) + [0, 0]))
    let count = expected.count
    #expect(numbers(Array(index[34..<34 + 4 * count]), width: 4) == expected.map(\.count))
    let text = try decode([prefix + ".idx", "--format", "megatron", "--lines"])
    #expect(text == Array(texts.map { $0 + "\n" }.joined().utf8))
    #expect(try scratch.names.filter { $0.hasPrefix("corpus") } == ["corpus.bin", "corpus.idx"])
  }

  @Test(arguments: ["u16", "npy", "megatron"])
  func shardsTogetherAreTheWhole(format: String) throws {
    let text = Array(repeating: Self.lines.joined(separator: "\n"), count: 200)
      .joined(separator: "\n")
    let path = try scratch.write(text, to: "text.txt")
    var names: [[String]] = []
    for jobs in ["1", "3"] {
      let folder = scratch.file(format + jobs)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      _ = try encode([
        path, "--format", format, "--shard-size", "300", "--jobs", jobs, "-o", folder + "/ids.x",
      ])
      names.append(try FileManager.default.contentsOfDirectory(atPath: folder).sorted())
    }
    #expect(names[0] == names[1] && names[0].count > 3)
    for name in names[0] {
      #expect(try scratch.read("\(format)1/\(name)") == scratch.read("\(format)3/\(name)"))
    }
    #expect(names[0].first == (format == "megatron" ? "ids.x-00000.bin" : "ids-00000.x"))
    let shards = names[0].filter { !$0.hasSuffix(".idx") }.map { scratch.file("\(format)1/\($0)") }
    let decoded = try decode(shards + ["--format", format])
    let whole = format == "megatron" ? text.replacing("\n", with: "") : text
    #expect(decoded.elementsEqual(whole.utf8))
    // By bytes: 600 bytes are 300 ids of 16 bits.
    let other = scratch.file("\(format).bytes")
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
    _ = try encode([path, "--format", format, "--shard-size", "600B", "-o", other + "/ids.x"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: other).sorted() == names[0])
  }

  @Test func nothingAppearsWhenALaterRecordIsBad() throws {
    let text = Array(repeating: Array((Self.lines[0] + "\n").utf8), count: 400).flatMap { $0 }
    for format in ["npy", "megatron", "u16"] {
      let run = try Command.run(
        [
          "encode", "--tokenizer", tokenizer, "--format", format, "--shard-size", "50", "-o",
          scratch.file("bad"),
        ], input: text + [0xFF, 0x0A])
      #expect(run.status == 1 && run.messages.contains("standard input:401: not UTF-8 at byte 0"))
      #expect(try !scratch.names.contains { $0.hasPrefix("bad") || $0.hasSuffix(".tmp") })
    }
  }

  /// A line of three megabytes is encoded in parts, and counted as one.
  @Test(arguments: [" ", "", "\u{E01}"])
  func longLinesComeOutWhole(separator: String) throws {
    let word = "ภาษาไทย กขค \(separator)abc9\(separator)"
    let line = String(repeating: word, count: 3_000_000 / word.utf8.count)
    let path = try scratch.write("x y\n" + line + "\nlast line", to: "long.txt")
    let ids = try encode([path]).text.split(separator: "\n")
    #expect(ids.count == 3)
    #expect(try decode([], input: Array(ids[1].utf8)).elementsEqual(line.utf8))
    // Truncation looks at the whole line, which is not cut then.
    let whole = try encode([path, "--max-length", "100000000"]).text.split(separator: "\n")
    #expect(whole.count == 3 && whole.elementsEqual(ids))
    let counts = try encode([path, "--count"]).text.split(separator: "\n")
    #expect(counts.map(String.init) == ids.map { "\($0.split(separator: " ").count)" })
    let special = try encode([path, "--format", "u16", "--document", "file"]).output
    #expect(try decode(["--format", "u16"], input: special) == scratch.read("long.txt"))
  }

  @Test func aBadByteInALongLineHasItsPlaceInTheLine() throws {
    let line = Array(String(repeating: "ไทย กข ", count: 150_000).utf8)
    let run = try Command.run(
      ["encode", "--tokenizer", tokenizer, "--quiet"], input: Array("a\n".utf8) + line + [0xFF])
    #expect(run.status == 1)
    #expect(run.messages.contains("standard input:2: not UTF-8 at byte \(line.count)"))
  }

  @Test func bytesComeOutInCharactersOnRequest() throws {
    // The ids of the bytes of one character, one after the other through a slow pipe.
    let ids = try encode([], input: "ꦲ").text.split(separator: " ").joined(separator: " ")
    let line =
      "(for id in \(ids); do printf '%s ' $id; sleep 0.2; done)"
      + " | $lontar decode --quiet --tokenizer \(tokenizer) --split characters"
    #expect(try Command.shell(line).text == "ꦲ")
    #expect(try decode(["--split", "characters"], input: Array("1 2".utf8)).count == 2)
  }

  /// Bytes of ids that have come are there before the line has ended.
  @Test func decodingDoesNotWaitForTheEndOfALine() throws {
    let ids = try encode([], input: "one two").text.trimmingCharacters(in: .newlines)
    let line =
      "(printf '%s ' \(ids); sleep 5) | $lontar decode --quiet --tokenizer \(tokenizer)"
      + " | timeout 4 head -c 7"
    let run = try Command.shell(line)
    #expect(run.status == 0 && run.text == "one two")
  }

  @Test func specialTextIsAllowedOrRefused() throws {
    let text = "one<|end|>two"
    let plain = try encode(["--plain-text"], input: text).text
    let taken = try encode([], input: text).text
    #expect(plain != taken)
    #expect(try encode(["--allow-special", "<|end|>"], input: text).text == taken)
    for option in [["--refuse-special", "<|end|>"], ["--refuse-special", "all"]] {
      let run = try Command.run(["encode", "--tokenizer", tokenizer] + option, input: "a\n" + text)
      #expect(run.status == 1)
      #expect(run.messages.contains("standard input:2: the special token <|end|> at byte 3"))
      #expect(try encode(option, input: "one two").text == encode([], input: "one two").text)
    }
    let unknown = try Command.run(
      ["encode", "--tokenizer", tokenizer, "--allow-special", "<x>"], input: text)
    #expect(unknown.status == 1 && unknown.messages.contains("has no token <x>"))
  }

  @Test func pairsAreEncodedTogether() throws {
    let run = try encode(["--pairs", "--format", "jsonl"], input: "one\ttwo more\n")
    let ids = try ids(of: ["one", "two more"])
    let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: [Any]]
    #expect(object?["ids"] as? [Int] == ids[0] + ids[1])
    #expect(object?["offsets"]?.count == ids[0].count + ids[1].count)
    let cut = try encode(
      ["--pairs", "--max-length", "\(ids[0].count + 1)", "--cut", "second"], input: "one\ttwo more")
    #expect(cut.text == (ids[0] + ids[1].prefix(1)).map(String.init).joined(separator: " "))
    let bad = try Command.run(["encode", "--tokenizer", tokenizer, "--pairs"], input: "one\n")
    #expect(bad.status == 1 && bad.messages.contains("no tab between two texts"))
  }

  @Test func dropoutIsTheSameForAnyNumberOfJobs() throws {
    let text = Array(repeating: Self.lines.joined(separator: "\n"), count: 20_000)
      .joined(separator: "\n")
    let path = try scratch.write(text, to: "text.txt")
    let options = [path, "--dropout", "0.1"]
    let one = try encode(options + ["--jobs", "1"]).output
    #expect(try encode(options + ["--jobs", "4"]).output == one)
    #expect(try encode(options + ["--seed", "2"]).output != one)
    let none = try encode([path]).output
    #expect(one != none)
    #expect(try encode([path, "--dropout", "0"]).output == none)
    #expect(try decode([], input: one).elementsEqual(text.utf8))
    // Nothing is merged.
    let bytes = try encode(["--dropout", "1", "--count"], input: "ภาษา one").text
    #expect(bytes == "16")
  }

  @Test(arguments: [
    ["--format", "npy"], ["--format", "megatron"], ["--format", "u16", "--shard-size", "5"],
    ["--format", "ids", "--shard-size", "5", "-o", "x"], ["--format", "u16", "--dtype", "uint16"],
    ["--format", "megatron", "--dtype", "uint32", "-o", "x"],
    ["--format", "npy", "-o", "x.npy.gz"],
    ["--dropout", "2"], ["--cut", "first"], ["--document", "file", "--jsonl"],
    ["--append-token", "x", "--format", "jsonl"], ["--plain-text", "--allow-special", "x"],
    ["--format", "u16", "--shard-size", "0", "-o", "x"],
  ])
  func optionsThatContradictEachOtherAreRefused(options: [String]) throws {
    let run = try Command.run(["encode", "--tokenizer", tokenizer] + options, input: "text")
    #expect(run.status == 64 && run.output.isEmpty, "\(run.messages)")
  }

  @Test func aFileIsCheckedAgainstItself() throws {
    let run = try Command.run(["tokenizer", "verify", tokenizer])
    #expect(run.status == 0)
    #expect(run.text.contains("ids, all of them used"))
    #expect(run.text.contains("good: its merges and its ranks agree"))
    #expect(run.text.contains("good: 1 added tokens are found in text"))
    #expect(try encode(["--verify"], input: "one").text == encode([], input: "one").text)
  }
}

import Foundation
import LontarTestSupport
import Testing

/// `count`, `train`, `encode` and `decode`, run as a user runs them.
@Suite struct TokenCommandTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private static let lines = [
    "ภาษาไทยเป็นภาษาที่เขียนติดกันโดยไม่เว้นวรรค", "ភាសាខ្មែរសរសេរជាប់គ្នា",
    "Tiếng Việt viết các âm tiết rời nhau;  tiếng Việt có sáu thanh.",
    "Anak-anak bermain-main di halaman rumah. I'll see them at 10:30!",
    "မြန်မာဘာသာစကားကို စကားလုံးများကြား နေရာလွတ်မပါဘဲ ရေးသားသည်။", "",
    "ພາສາລາວຂຽນຕິດກັນ\r", "nul \u{0} byte",
  ]

  /// Some thousand lines, the last without a newline: several blocks at a small block size.
  private func text(repeating count: Int = 50) -> String {
    Array(repeating: Self.lines.joined(separator: "\n"), count: count).joined(separator: "\n")
  }

  private func train(_ options: [String], size: Int = 700) throws -> String {
    let path = scratch.file("tokenizer-\(UUID().uuidString).json")
    let run = try Command.run(
      ["train", "--vocab-size", "\(size)", "-o", path, "--quiet"] + options)
    try #require(run.status == 0, "\(run.messages)")
    return path
  }

  private func contents(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test(arguments: ["gpt2", "cl100k", "o200k"])
  func countsTrainTheVocabularyThatTheTextTrains(name: String) throws {
    let first = try scratch.write(text(), to: "first.txt")
    let second = try scratch.write("ไทย ไทย\nไทย", to: "second.txt")
    let special = ["--special", "<|endoftext|>", "--special", "<pad>"]
    let direct = try train([first, second, "--pre-tokenizer", name] + special)
    var counts: [String] = []
    for (index, path) in [first, second].enumerated() {
      counts.append(scratch.file("\(index).counts.zst"))
      let run = try Command.run(["count", path, "--pre-tokenizer", name, "-o", counts[index]])
      #expect(run.status == 0, "\(run.messages)")
    }
    #expect(try contents(train(["--counts"] + counts + special)) == contents(direct))
    #expect(try contents(train(["--counts"] + counts.reversed() + special)) == contents(direct))
  }

  @Test func theNumberOfJobsChangesNothing() throws {
    let path = try scratch.write(text(repeating: 3_000), to: "text.txt")
    let tokenizer = try train([path, "--jobs", "1"])
    #expect(try contents(train([path, "--jobs", "7"])) == contents(tokenizer))
    let counts = try ["1", "2", "7"].map {
      try Command.run(["count", path, "--jobs", $0]).output
    }
    #expect(counts[0] == counts[1] && counts[0] == counts[2])
    for format in ["ids", "u16", "u32"] {
      let runs = try ["1", "2", "7"].map {
        try Command.run(
          ["encode", path, "--tokenizer", tokenizer, "--format", format, "--jobs", $0]
        ).output
      }
      #expect(!runs[0].isEmpty && runs[0] == runs[1] && runs[0] == runs[2])
    }
  }

  @Test(arguments: ["ids", "u16", "u32"])
  func decodingGivesTheSameBytes(format: String) throws {
    let path = try scratch.write(text(), to: "text.txt")
    let tokenizer = try train([path])
    let options = ["--tokenizer", tokenizer, "--format", format]
    let encoded = try Command.run(["encode", path] + options)
    let decoded = try Command.run(["decode"] + options, input: encoded.output)
    #expect(decoded.status == 0)
    #expect(decoded.text.utf8.elementsEqual(text().utf8))
  }

  @Test func aCompressedFileIsTheSameText() throws {
    let path = try scratch.write(text(), to: "text.txt")
    let compressed = scratch.file("text.txt.gz")
    #expect(try Command.run(["normalize", "--form", "none", path, "-o", compressed]).status == 0)
    #expect(try contents(train([compressed])) == contents(train([path])))
  }

  @Test func theIDsOfAFieldTakeItsPlace() throws {
    let path = try scratch.write(text(), to: "text.txt")
    let tokenizer = try train([path])
    let line = #"{"id": 7, "text": "\#(Self.lines[0])", "more": [1, {"text": 2}]}"#
    let run = try Command.run(["encode", "--tokenizer", tokenizer, "--jsonl"], input: line + "\n")
    let ids = try Command.run(["encode", "--tokenizer", tokenizer], input: Self.lines[0]).text
    let list = ids.split(separator: " ").joined(separator: ", ")
    #expect(run.text == #"{"id": 7, "text": [\#(list)], "more": [1, {"text": 2}]}"# + "\n")
  }

  @Test func countsCutsAndFills() throws {
    let path = try scratch.write(text(), to: "text.txt")
    let tokenizer = try train([path, "--special", "<pad>"])
    let ids = try Command.run(["encode", path, "--tokenizer", tokenizer]).text
      .split(separator: "\n", omittingEmptySubsequences: false).map { $0.split(separator: " ") }
    let counts = try Command.run(["encode", path, "--tokenizer", tokenizer, "--count"]).text
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(counts.map { Int($0) } == ids.map(\.count))
    let lengths = ["--max-length", "4", "--pad-to", "6", "--pad-token", "<pad>"]
    let cut = try Command.run(["encode", path, "--tokenizer", tokenizer] + lengths).text
      .split(separator: "\n", omittingEmptySubsequences: false).map { $0.split(separator: " ") }
    let pad = try Command.run(["encode", "--tokenizer", tokenizer], input: "<pad>\n").text
    for (all, cut) in zip(ids, cut) {
      #expect(cut.count == 6)
      #expect(cut.prefix(min(4, all.count)).elementsEqual(all.prefix(4)))
      #expect(cut.dropFirst(min(4, all.count)).allSatisfy { pad.hasPrefix($0) })
    }
    let left = try Command.run(["encode", path, "--tokenizer", tokenizer, "--pad-left"] + lengths)
      .text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.split(separator: " ") }
    for (cut, left) in zip(cut, left) {
      let count = cut.prefix { !pad.hasPrefix($0) }.count
      #expect(left.elementsEqual(cut.dropFirst(count) + cut.prefix(count)))
    }
    let plain = try Command.run(
      ["encode", "--tokenizer", tokenizer, "--plain-text"], input: "<pad>\n"
    ).text
    #expect(plain.split(separator: " ").count > 1)
  }

  // MARK: Bad input

  private func expectFailure(
    _ arguments: [String], input: [UInt8] = [], status: Int32 = 1, _ message: String
  ) throws {
    let output = scratch.file("output")
    let run = try Command.run(arguments + ["-o", output], input: input)
    #expect(run.status == status, "\(arguments)")
    #expect(run.messages.contains(message), "\(run.messages)")
    #expect(!FileManager.default.fileExists(atPath: output))
    #expect(try !scratch.names.contains { $0.hasPrefix(".") || $0.hasSuffix(".tmp") })
  }

  @Test func illFormedTextIsRefusedWithItsPlace() throws {
    let tokenizer = try train([try scratch.write(text(), to: "text.txt")])
    let input = Array("ดี\nab".utf8) + [0xE0, 0xB8] + Array("\n".utf8)
    let place = "standard input:2: not UTF-8 at byte 2"
    try expectFailure(["count"], input: input, place)
    try expectFailure(["train", "--vocab-size", "300"], input: input, place)
    try expectFailure(["encode", "--tokenizer", tokenizer], input: input, place)
    let options = ["--tokenizer", tokenizer, "--format", "u32"]
    let passed = try Command.run(["encode", "--invalid", "pass"] + options, input: input)
    #expect(passed.status == 0)
    #expect(try Command.run(["decode"] + options, input: passed.output).output == input)
    let skipped = try Command.run(["encode", "--invalid", "skip"] + options, input: input)
    #expect(skipped.status == 1)
    #expect(try Command.run(["decode"] + options, input: skipped.output).text == "ดี\n")
  }

  @Test func missingFilesAreNamed() throws {
    let missing = scratch.file("missing")
    for arguments in [
      ["count", missing], ["train", missing, "--vocab-size", "300"],
      ["train", "--counts", missing, "--vocab-size", "300"],
      ["encode", "--tokenizer", missing], ["decode", "--tokenizer", missing],
    ] {
      try expectFailure(arguments, "\(missing): ")
    }
  }

  @Test func aSpecialTokenMayBeText() throws {
    let content = "ไทย<s>ภาษา the<s> ภาษาไทย the\n"
    let text = try scratch.write(content, to: "special.txt")
    let names = ["<s>", "ไทย", "the", "a", "ก"]
    let tokenizer = try train([text] + names.flatMap { ["--special", $0] }, size: 290)
    let encode = ["encode", text, "--tokenizer", tokenizer]
    let ids = try Command.run(encode).text.split { $0 == " " || $0 == "\n" }.map { Int($0) ?? -1 }
    #expect(ids.filter { $0 < 3 } == [1, 0, 2, 0, 1, 2])
    // Text of the same letters is no special token, but merges may make it, as in Hugging Face's.
    for options in [[], ["--plain-text"]] {
      let encoded = try Command.run(encode + options)
      let decoded = try Command.run(["decode", "--tokenizer", tokenizer], input: encoded.output)
      #expect(decoded.text.utf8.elementsEqual(content.utf8))
    }
  }

  @Test func noTextMakesTheSmallestVocabulary() throws {
    let tokenizer = try train([try scratch.write("", to: "empty.txt")])
    let run = try Command.run(["encode", "--tokenizer", tokenizer], input: "ไทย")
    #expect(run.text.split(separator: " ").count == 9)
    #expect(try Command.run(["encode", "--tokenizer", tokenizer], input: "").output.isEmpty)
  }

  @Test func aTokenizerFileThatIsNoneIsRefused() throws {
    let good = try contents(train([try scratch.write(text(), to: "text.txt")]))
    for (bytes, message) in [
      (Array(good.dropLast(9)), "JSON ends too early"),
      (Array("{}".utf8), "'model' is missing"),
      (Array("ภาษาไทย".utf8), "not JSON"),
      ([], "JSON ends too early"),
      ([0, 255, 254], "not UTF-8"),
    ] {
      let path = try scratch.write(bytes, to: "bad.json")
      try expectFailure(["encode", "--tokenizer", path], "\(path): ")
      try expectFailure(["encode", "--tokenizer", path], message)
      try expectFailure(["decode", "--tokenizer", path], message)
    }
    try expectFailure(["encode", "--tokenizer", scratch.path], "Is a directory")
  }

  @Test func aCountsFileThatIsNoneIsRefused() throws {
    let text = try scratch.write(text(), to: "text.txt")
    let good = try Command.run(["count", text]).output
    var altered = good
    altered[good.count / 2] ^= 1
    for (bytes, message) in [
      (Array(good.dropLast(3)), "truncated"), (Array(good.prefix(20)), "truncated"),
      (altered, "altered"), (Array(self.text().utf8), "not a counts file"),
      ([], "not a counts file"), (good + [0], "altered"),
      (Array("lontar-counts 1\n{}\n".utf8), "a counts file of version 1"),
    ] {
      let path = try scratch.write(bytes, to: "bad.counts")
      try expectFailure(["train", "--vocab-size", "300", "--counts", path], "\(path): \(message)")
      try expectFailure(["count", "--merge", path], "\(path): \(message)")
    }
    let o200k = try scratch.write(good, to: "o200k.counts")
    let gpt2 = try scratch.write(
      try Command.run(["count", text, "--pre-tokenizer", "gpt2"]).output, to: "gpt2.counts")
    try expectFailure(
      ["train", "--vocab-size", "300", "--counts", o200k, gpt2],
      "\(gpt2): counted with pre-tokenizer 'gpt2', not lontar")
  }

  @Test func partsMergedInAnyOrderTrainWhatTheWholeTrains() throws {
    let lines = self.text(repeating: 40).split(separator: "\n", omittingEmptySubsequences: false)
    let whole = try scratch.write(lines.joined(separator: "\n") + "\n", to: "whole.txt")
    var parts: [String] = []
    for part in 0..<16 {
      let own = lines.indices.filter { $0 * 16 / lines.count == part }.map { lines[$0] + "\n" }
      let file = try scratch.write(own.joined(), to: "\(part).txt")
      parts.append(scratch.file("\(part).counts"))
      let memory = part % 2 == 0 ? ["--memory", "64MiB"] : []
      #expect(try Command.run(["count", file, "-o", parts[part]] + memory).status == 0)
    }
    let expected = try contents(train([whole]))
    var merged: [[UInt8]] = []
    for order in [parts, parts.reversed(), Array(parts[5...] + parts[..<5])] {
      let file = scratch.file("merged.counts")
      #expect(try Command.run(["count", "--merge"] + order + ["-o", file]).status == 0)
      merged.append(try contents(file))
      #expect(try contents(train(["--counts", file])) == expected)
      #expect(try contents(train(["--counts"] + order)) == expected)
    }
    #expect(merged[0] == merged[1] && merged[0] == merged[2])
    #expect(try scratch.names.allSatisfy { !$0.hasPrefix(".lontar") })
  }

  @Test func theSuffixSaysTheFormatAndALineageStandsBeside() throws {
    let text = try scratch.write(text(), to: "text.txt")
    let train = ["train", text, "--vocab-size", "320", "-o"]
    for (name, options, start) in [
      ("a.json", [], "{\n  \"version\""), ("b.tiktoken", [], "IQ== 0\n"),
      ("c.vocab.json", [], "{\n  \"!\": 0"), ("d.model", ["--model", "characters"], "\n"),
    ] {
      let path = scratch.file(name)
      let run = try Command.run(train + [path] + options)
      #expect(run.status == 0, "\(run.messages)")
      #expect(try contents(path).starts(with: start.utf8), "\(name)")
      let stem = String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
      let lineage = try contents(scratch.file(stem + ".lineage.json"))
      let object = try JSONSerialization.jsonObject(with: Data(lineage)) as? [String: Any]
      #expect(object?["tokens"] as? Int == 320)
      #expect((object?["inputs"] as? [Any])?.count == 1)
    }
    #expect(try contents(scratch.file("merges.txt")).starts(with: "#version: 0.2\n".utf8))
    let extended = scratch.file("extended.json")
    let tokenizer = scratch.file("a.json")
    #expect(
      try Command.run(
        ["train", text, "--vocab-size", "380", "--extend", tokenizer, "-o", extended]
      ).status == 0)
    #expect(try contents(extended).count > contents(tokenizer).count)
    let superwords = scratch.file("superwords.json")
    #expect(
      try Command.run(
        ["train", text, "--vocab-size", "400", "--superwords", "0.2", "-o", superwords]
      ).status == 0)
    let counts = scratch.file("resume.counts")
    let resume = ["train", text, "--vocab-size", "320", "--resume", counts, "-o"]
    for name in ["first.json", "second.json"] {
      #expect(try Command.run(resume + [scratch.file(name)]).status == 0)
      #expect(try contents(scratch.file(name)) == contents(tokenizer))
    }
    _ = try scratch.write("ไทย", to: "text.txt")
    try expectFailure(Array(resume.dropLast()), "holds the counts of other text")
  }

  /// A text whose words are all different, for work that takes a while.
  private func manyWords() -> String {
    var random = SeededGenerator(seed: 5)
    return (0..<20_000).map { _ in
      String((0..<40).map { _ in "กขคงจชญดตถ ".randomElement(using: &random) ?? "ก" })
    }.joined(separator: "\n")
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func anInterruptLeavesNoBrokenFile(signal: Int32) throws {
    let text = Array(manyWords().utf8)
    let old = try scratch.write("old", to: "out.json")
    let before = try scratch.names
    for arguments in [
      ["count", "-", "--memory", "64MiB"],
      ["train", "-", "--vocab-size", "5000"],
      ["train", "-", "--vocab-size", "5000", "--resume", scratch.file("resume.counts")],
    ] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Command.path)
      process.arguments = arguments + ["-o", old, "--quiet"]
      // An input that does not end keeps the command at work however fast the machine is.
      let input = Pipe()
      process.standardInput = input
      try process.run()
      try input.fileHandleForWriting.write(contentsOf: text)
      while process.isRunning, try scratch.names.count == before.count { usleep(1000) }
      try #require(process.isRunning, "\(arguments): ended before its input did")
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      try input.fileHandleForWriting.close()
      #expect(process.terminationReason == .uncaughtSignal)
      #expect(try scratch.read("out.json") == Array("old".utf8))
      #expect(try scratch.names == before)
    }
  }

  @Test func partsAreDroppedAndTakenApart() throws {
    let text = try scratch.write(text(), to: "text.txt")
    let plain = try train([text], size: 280)
    let picky = try train([text, "--picky", "0.8"], size: 280)
    let json = String(decoding: try contents(picky), as: UTF8.self)
    #expect(json.contains("\"lontar_kept\": 280,"))
    let encode = ["encode", text, "--format", "u32", "--tokenizer"]
    let ids = try Command.run(encode + [picky]).output
    #expect(ids.count < (try Command.run(encode + [plain]).output.count))
    let isKept = stride(from: 0, to: ids.count, by: 4).map { place in
      Int(ids[place]) + 256 * Int(ids[place + 1]) < 280
    }
    #expect(!isKept.contains(false))
    let decoded = try Command.run(
      ["decode", "--format", "u32", "--tokenizer", picky], input: ids)
    #expect(decoded.text.utf8.elementsEqual(self.text().utf8))
    let model = scratch.file("picky.model")
    let characters = ["--model", "characters", "--vocab-size", "200", "--picky", "0.8"]
    #expect(try Command.run(["train", text, "-o", model] + characters).status == 0)
    #expect(try Command.run(["encode", text, "--tokenizer", model]).status == 0)
  }

  @Test func optionsThatContradictEachOtherAreWrongUsage() throws {
    let text = try scratch.write("ไทย", to: "text.txt")
    for (options, message) in [
      (["--parity", "base"], "need --language"), (["--byte-fallback"], "need --model characters"),
      (["--language", "th"], "is no NAME=FILE"), (["--max-token-length", "1"], "at least 2"),
      (["--superwords", "0.2", "--extend", "x"], "exclude each other"),
      (["--coverage", "2"], "at most 1"), (["--superwords", "x"], "neither a number nor a share"),
      (["--superwords", "9", "--pre-tokenizer", "gpt2"], "cut by the pre-tokenizer lontar"),
      (["--format", "sentencepiece"], "needs --model characters"),
      (["--format", "tiktoken", "--model", "characters"], "a rank file holds bytes"),
      (["--picky", "0"], "above 0 and at most 1"),
      (["--picky", "0.9", "--format", "gpt2"], "a .json"),
      (["--picky", "0.9", "--superwords", "9"], "--picky goes without"),
      (["--temperature", "0.5"], "need --language"), (["--weight", "th=2"], "is no --language"),
    ] {
      try expectFailure(["train", text, "--vocab-size", "300"] + options, status: 64, message)
    }
    try expectFailure(
      ["train", text, "--vocab-size", "2", "--model", "characters"], "no room for the special")
  }

  @Test func languagesShareAVocabulary() throws {
    let thai = try scratch.write("ภาษาไทย ภาษาไทย\n", to: "th.txt")
    let khmer = try scratch.write("ភាសាខ្មែរ\n", to: "km.txt")
    let languages = ["--language", "th=\(thai)", "--language", "km=\(khmer)"]
    let plain = try train([thai, khmer], size: 270)
    #expect(try contents(train(languages, size: 270)) == contents(plain))
    let weighted = try train(languages + ["--weight", "km=9"], size: 270)
    #expect(try contents(weighted) != contents(plain))
    for parity in ["base", "window", "hybrid"] {
      let development = ["--dev", "th=\(thai)", "--dev", "km=\(khmer)", "--parity", parity]
      let run = try contents(train(languages + development, size: 270))
      #expect(run.starts(with: "{".utf8))
    }
    let counts = scratch.file("km.counts")
    #expect(try Command.run(["count", khmer, "-o", counts]).status == 0)
    let mixed = ["--language", "th=\(thai)", "--language", "km=\(counts)"]
    #expect(try contents(train(mixed, size: 270)) == contents(plain))
  }

  @Test func tokenizersAreMeasuredSideBySide() throws {
    let tokenizer = try train([try scratch.write(text(), to: "text.txt")])
    let documents = """
      {"doc": "a", "en": "two words", "th": "ภาษาไทย", "km": "ភាសាខ្មែរ"}
      {"doc": "b", "en": "words", "th": "ไทย", "km": "ខ្មែរ"}

      """
    let parallel = try scratch.write(documents, to: "parallel.jsonl")
    let page = scratch.file("page.html")
    let evaluate = ["evaluate", "tokenizer", "a=\(tokenizer)", "b <&>=\(tokenizer)"]
    let run = try Command.run(evaluate + ["--parallel", parallel, "--html", page])
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.text.contains("premium over the reference    en"))
    let html = String(decoding: try contents(page), as: UTF8.self)
    #expect(html.contains("<svg") && html.contains("b &lt;&amp;&gt;") && !html.contains("http"))
    let json = try Command.run(evaluate + ["--parallel", parallel, "--json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
    let first = (object?["tokenizers"] as? [[String: Any]])?.first
    let english = (first?["languages"] as? [String: [String: Any]])?["en"]
    #expect(english?["bytes"] as? Int == 14 && english?["words"] as? Int == 3)
    #expect(english?["premium"] as? Double == 1)
    #expect((first?["not_utf8"] as? Int ?? 0) >= 128)
    let other = try scratch.write(documents + "{\"en\": \"x\"}\n", to: "other.jsonl")
    try expectFailure(evaluate + ["--parallel", other], "other.jsonl:3: in en, not in en, km, th")
    try expectFailure(evaluate, status: 64, "give text to measure on")
    try expectFailure(
      evaluate + ["--parallel", parallel, "--reference", "vi"], status: 64, "no text in the")
  }

  @Test func countsAreShown() throws {
    let text = try scratch.write("ไทย ไทย\nไทย\n", to: "text.txt")
    let counts = scratch.file("counts")
    #expect(try Command.run(["count", text, "-o", counts]).status == 0)
    let top = "2\t\"\\n\"\n2\t\"ไทย\"\n"
    for source in [["--merge", counts], [text]] {
      let shown = try Command.run(["count"] + source + ["--top", "2"])
      #expect(shown.text.utf8.elementsEqual(top.utf8), "\(shown.text)")
      let json = try Command.run(["count"] + source + ["--json", "--top", "1"])
      let object = try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
      #expect(object?["total"] as? Int == 5 && object?["words"] as? Int == 3)
      let input = (object?["inputs"] as? [[String: Any]])?.first
      #expect(input?["bytes"] as? Int == 30 && (input?["sha256"] as? String)?.count == 64)
    }
    try expectFailure(["count", text, "--merge", counts], status: 64, "one or the other")
    try expectFailure(["count", text, "--memory", "lots"], status: 64, "is no size")
    try expectFailure(["count", text, "--memory", "1MiB"], status: 64, "at least 64MiB")
  }

  @Test func idsThatAreNoneAreRefusedWithTheirPlace() throws {
    let tokenizer = try train([try scratch.write(text(), to: "text.txt")], size: 300)
    let decode = ["decode", "--tokenizer", tokenizer]
    try expectFailure(decode, input: Array("1 2\n3 x".utf8), "input:2: not a token id at byte 2")
    try expectFailure(decode, input: Array("1 300".utf8), "no token has the id 300, at byte 2")
    try expectFailure(decode, input: Array("99999999999999999999".utf8), "no token has the id")
    try expectFailure(
      decode + ["--format", "u16"], input: [1, 0, 255, 255], "no token has the id 65535, at byte 2")
    try expectFailure(
      decode + ["--format", "u32"], input: [1, 0, 0, 0, 7], "1 bytes are left at byte 4")
  }

  @Test func wrongUsageLeavesWith64() throws {
    try expectFailure(["train", "--vocab-size", "255"], status: 64, "at least 256")
    try expectFailure(["train"], status: 64, "--vocab-size")
    try expectFailure(["train", "--vocab-size", "300", "--special", ""], status: 64, "empty")
    try expectFailure(["count", "--pre-tokenizer", "gpt9"], status: 64, "gpt9")
    try expectFailure(["encode"], status: 64, "--tokenizer")
    try expectFailure(["encode", "--tokenizer", "x", "--format", "u8"], status: 64, "u8")
    let text = try scratch.write("ไทย", to: "text.txt")
    try expectFailure(
      ["train", text, "--counts", text, "--vocab-size", "300"], status: 64, "one or the other")
  }

  @Test(arguments: [
    ["--pattern", #"\s*\S+"#], ["--pattern", #"\d"#, "--pattern", #"\p{L}+"#],
    ["--pre-tokenizer", "words", "--lang", "th"], ["--pre-tokenizer", "script"],
    ["--pre-tokenizer", "metaspace"], ["--pre-tokenizer", "whitespace"],
  ])
  func whatCutTheTextIsInTheTokenizer(options: [String]) throws {
    let text = try scratch.write(text(), to: "text.txt")
    let tokenizer = try train([text] + options)
    let counts = scratch.file("counts")
    #expect(try Command.run(["count", text, "-o", counts] + options).status == 0)
    #expect(try contents(train(["--counts", counts])) == contents(tokenizer))
    let encode = ["encode", text, "--tokenizer", tokenizer, "--format", "u32"]
    let plain = try Command.run(encode)
    #expect(plain.status == 0 && plain.output.count < 4 * self.text().utf8.count)
  }

  @Test func aPatternThatCannotCutIsWrongUsage() throws {
    let text = try scratch.write("ไทย", to: "text.txt")
    for (options, message) in [
      (["--pattern", "("], "the pattern '(' is wrong at byte 0"),
      (["--pattern", "a*"], "matches the empty string"), (["--pattern", ""], "the empty string"),
      (["--pattern", "a", "--pre-tokenizer", "gpt2"], "one or the other"),
      (["--pre-tokenizer", "words"], "needs --lang"), (["--lang", "th"], "is for"),
      (["--pre-tokenizer", "gpt9"], "unknown pre-tokenizer 'gpt9'"),
    ] {
      try expectFailure(["count", text] + options, status: 64, message)
      try expectFailure(["train", text, "--vocab-size", "300"] + options, status: 64, message)
      try expectFailure(["encode", text, "--tokenizer", "x"] + options, status: 64, message)
    }
  }

  @Test func aFullDiskIsToldAndNotIgnored() throws {
    let text = try scratch.write(text(), to: "text.txt")
    let tokenizer = try train([text])
    for command in [
      "count \(text)", "train \(text) --vocab-size 300", "encode \(text) --tokenizer \(tokenizer)",
      "encode \(text) --tokenizer \(tokenizer) --format u32 | $lontar decode --tokenizer "
        + "\(tokenizer) --format u32",
    ] {
      let run = try Command.shell("$lontar \(command) > /dev/full")
      #expect(run.status == 1 && run.messages.contains("No space left"), "\(run.messages)")
    }
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let text = try scratch.write(text(repeating: 2_000), to: "text.txt")
    let tokenizer = try train([text])
    let run = try Command.shell("$lontar encode \(text) --tokenizer \(tokenizer) | head -n 1")
    #expect(run.status == 0 && run.messages.isEmpty, "\(run.messages)")
  }
}

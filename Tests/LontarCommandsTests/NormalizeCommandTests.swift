import LontarTestSupport
import LontarText
import Testing

@Suite struct NormalizeCommandTests {
  private func normalize(_ arguments: [String], _ input: String) throws -> [UInt8] {
    let run = try Command.run(["normalize"] + arguments, input: input)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.messages.isEmpty)
    return run.output
  }

  @Test(arguments: [
    ("nfc", "Vie\u{323}\u{302}t", "Vi\u{1EC7}t"), ("nfd", "Vi\u{1EC7}t", "Vie\u{323}\u{302}t"),
    ("nfkc", "ﬁ \u{E01}\u{E33}", "fi \u{E01}\u{E4D}\u{E32}"),
    ("nfkd", "ﬁ \u{1EC7}", "fi e\u{323}\u{302}"), ("nfkc-casefold", "ẞ\u{200B}A", "ssa"),
    ("nfkc-safe", "ﬁ \u{E01}\u{E4D}\u{E32}", "fi \u{E01}\u{E33}"),
    ("none", "Vie\u{323}\u{302}t", "Vie\u{323}\u{302}t"),
  ])
  func bringsLinesIntoTheForm(_ form: String, _ input: String, _ expected: String) throws {
    let output = try normalize(["--form", form], input + "\n\n" + input)
    #expect(output == Array("\(expected)\n\n\(expected)".utf8))
  }

  /// Whole blocks are done at once; the twin takes line by line.
  @Test(
    arguments: ["nfc", "nfd", "nfkc", "nfkd", "nfkc-casefold", "nfkc-safe", "none"], [false, true])
  func givesWhatEachLineGivesAlone(form: String, hasBadLines: Bool) throws {
    var generator = SeededGenerator(seed: 5)
    let lines = (0..<3000).map { index in
      var line = AdversarialText.normalization(upTo: 20, using: &generator)
      if hasBadLines, index % 100 == 99 { AdversarialText.damage(&line, using: &generator) }
      return line.filter { $0 != 0x0A }
    }
    let normalizer = Normalizer(
      form: try #require(NormalizationForm(rawValue: form)), invalid: .replace)
    var expected: [UInt8] = []
    for line in lines {
      try normalizer.normalize(line.span, appendingTo: &expected)
      expected.append(0x0A)
    }
    let input = Array(lines.joined(separator: [0x0A])) + [0x0A]
    let run = try Command.run(
      ["normalize", "--form", form, "--invalid", "replace", "--quiet"], input: input)
    #expect(run.output == expected)
  }

  @Test func changesOneFieldAndLeavesTheOtherBytesAlone() throws {
    let input = """
      {"id": 1,  "text": "Vie\u{323}\u{302}t", "u": "e\u{301}\\u0041\\/", "n": 1.50e0}
      \t{ "text":"e\\u0301\\n\\"" ,"text2":["e\u{301}"]}\t\r
      {"text":""}
      """
    let expected = """
      {"id": 1,  "text": "Vi\u{1EC7}t", "u": "e\u{301}\\u0041\\/", "n": 1.50e0}
      \t{ "text":"\u{E9}\\n\\"" ,"text2":["e\u{301}"]}\t\r
      {"text":""}
      """
    #expect(try normalize(["--jsonl"], input) == Array(expected.utf8))
  }

  @Test func takesTheNameOfTheField() throws {
    let output = try normalize(["--jsonl", "--field", "nội dung"], "{\"nội dung\":\"e\u{301}\"}\n")
    #expect(output == Array("{\"nội dung\":\"\u{E9}\"}\n".utf8))
  }

  @Test(arguments: [
    (
      "fail", "ok\n", 1,
      "lontar: standard input:2: not UTF-8 at byte 3 (use --invalid replace to go on)\n"
    ),
    (
      "replace", "ok\nก\u{FFFD}x\u{FFFD}\nend", 0,
      "lontar: replaced 2 ill-formed sequences in 1 record by U+FFFD (the first in standard input:2)\n"
    ),
    (
      "skip", "ok\nend", 1,
      "lontar: left out 1 record (the first is standard input:2: not UTF-8 at byte 3)\n"
    ),
  ])
  func dealsWithIllFormedBytes(
    _ policy: String, _ expected: String, _ status: Int32, _ message: String
  ) throws {
    let input = Array("ok\nก".utf8) + [0xE0, 0xB8] + Array("x".utf8) + [0xFF] + Array("\nend".utf8)
    let run = try Command.run(["normalize", "--invalid", policy], input: input)
    #expect(run.output == Array(expected.utf8))
    #expect(run.status == status)
    #expect(run.messages == message)
  }

  @Test func passesIllFormedBytesThrough() throws {
    let input = Array("e\u{301}".utf8) + [0xFF, 0xC0] + Array("e\u{301}\n".utf8)
    let run = try Command.run(["normalize", "--invalid", "pass"], input: input)
    #expect(run.output == Array("\u{E9}".utf8) + [0xFF, 0xC0] + Array("\u{E9}\n".utf8))
    #expect(run.status == 0)
    #expect(
      run.messages
        == "lontar: passed 1 record through as they are (the first is standard input:1)\n")
  }

  @Test(arguments: [
    ("{\"text\":\"a\"", "JSON ends too early, at byte 11"), ("", "JSON ends too early, at byte 0"),
    ("[1]", "not a JSON object at byte 0"), ("{\"txt\":1}", "no field \"text\""),
    ("{\"text\":5}", "field \"text\" is not a string"),
    ("{\"text\":\"\\ud800\"}", "half a surrogate pair at byte 9"),
  ])
  func dealsWithLinesThatHoldNoRecord(_ line: String, _ problem: String) throws {
    let input = "{\"text\":\"e\u{301}\"}\n\(line)\n"
    let good = Array("{\"text\":\"\u{E9}\"}\n".utf8)

    let failed = try Command.run(["normalize", "--jsonl"], input: input)
    #expect(failed.status == 1)
    #expect(failed.output == good)
    #expect(failed.messages.hasPrefix("lontar: standard input:2: \(problem)"))

    let skipped = try Command.run(["normalize", "--jsonl", "--invalid", "skip"], input: input)
    #expect(skipped.status == 1)
    #expect(skipped.output == good)
    #expect(
      skipped.messages
        == "lontar: left out 1 record (the first is standard input:2: \(problem))\n")

    let passed = try Command.run(["normalize", "--jsonl", "--invalid", "pass"], input: input)
    #expect(passed.status == 0)
    #expect(passed.output == good + Array("\(line)\n".utf8))
  }

  @Test func replacesHalfSurrogatePairsInJSON() throws {
    let run = try Command.run(
      ["normalize", "--jsonl", "--invalid", "replace"], input: "{\"text\":\"a\\ud83d\"}\n")
    #expect(run.output == Array("{\"text\":\"a\u{FFFD}\"}\n".utf8))
    #expect(run.status == 0)
    #expect(run.messages.hasPrefix("lontar: replaced 1 ill-formed sequence in 1 record"))
  }

  @Test func saysNothingWhenAskedToBeQuiet() throws {
    let run = try Command.run(["normalize", "--invalid", "skip", "--quiet"], input: [0xFF, 0x0A])
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.messages.isEmpty)
  }

  @Test func checksAndSaysWhere() throws {
    let good = Array(String(repeating: "ไทย Vi\u{1EC7}t\n", count: 50_000).utf8)
    let passed = try Command.run(["normalize", "--check"], input: good)
    #expect(passed.status == 0)
    #expect(passed.output.isEmpty && passed.messages.isEmpty)

    let bad = good + Array("ok Vie\u{302}\u{323}t\ne\u{301}\n".utf8)
    for jobs in ["1", "3"] {
      let failed = try Command.run(["normalize", "--check", "--jobs", jobs], input: bad)
      #expect(failed.status == 1)
      #expect(failed.output.isEmpty)
      #expect(failed.messages == "lontar: standard input:50001: not in NFC at byte 5\n")
    }
    let field = try Command.run(
      ["normalize", "--check", "--jsonl", "--form", "nfd"], input: "{\"text\":\"a\u{E9}\"}\n")
    #expect(field.messages == "lontar: standard input:1: not in NFD at byte 1\n")
    let illFormed = try Command.run(["normalize", "--check"], input: [0x61, 0xFF, 0x0A])
    #expect(illFormed.status == 1)
    #expect(illFormed.messages.hasPrefix("lontar: standard input:1: not UTF-8 at byte 1"))
  }

  /// Clean blocks are written from the memory that they were read into.
  @Test(arguments: ["1", "3"])
  func leavesCleanBlocksAsTheyAre(jobs: String) throws {
    var input: [UInt8] = []
    var expected: [UInt8] = []
    for index in 0..<200_000 {
      let line = Array("ไทย Vi\u{1EC7}t \(index)".utf8)
      let isBad = index % 70_000 == 3
      input += line + Array(isBad ? "e\u{301}\n".utf8 : "\n".utf8)
      expected += line + Array(isBad ? "\u{E9}\n".utf8 : "\n".utf8)
    }
    let run = try Command.run(["normalize", "--jobs", jobs], input: input)
    #expect(run.status == 0)
    #expect(run.output == expected)
  }

  @Test func writesTheWayBack() throws {
    let lines = try normalize(["--offsets"], "Vie\u{323}\u{302}t \"a\"\nไทย\n")
    #expect(
      lines
        == Array(
          """
          {"text":"Vi\u{1EC7}t \\"a\\"","edits":[[2,7,2,5]]}
          {"text":"ไทย","edits":[]}

          """.utf8))
    let field = try normalize(["--offsets", "--jsonl"], "{\"id\":1,\"text\":\"e\u{301}\"}\n")
    #expect(
      field
        == Array("{\"id\":1,\"text\":{\"text\":\"\u{E9}\",\"edits\":[[0,3,0,2]]}}\n".utf8))
  }

  @Test func asksTheEngineThatIsNamed() throws {
    let input = "Vie\u{323}\u{302}t ﬁ ไทย\n"
    for engine in ["own", "icu", "utf8proc"] {
      let output = try normalize(["--engine", engine, "--form", "nfkc"], input)
      #expect(output == Array("Vi\u{1EC7}t fi ไทย\n".utf8))
    }
    let offsets = try normalize(["--engine", "icu", "--offsets"], "e\u{301}\n")
    #expect(offsets == Array("{\"text\":\"\u{E9}\",\"edits\":[[0,3,0,2]]}\n".utf8))
  }

  @Test func breaksUpRunsOfMarks() throws {
    let marks = String(repeating: "\u{E48}", count: 31)
    let thirty = String(repeating: "\u{E48}", count: 30)
    #expect(try normalize([], "ก\(marks)\n") == Array("ก\(marks)\n".utf8))
    #expect(
      try normalize(["--stream-safe"], "ก\(marks)\n")
        == Array("ก\(thirty)\u{34F}\u{E48}\n".utf8))
  }

  @Test(arguments: [
    ["--engine", "icu", "--form", "nfkc-safe"], ["--check", "--offsets"],
    ["--check", "--invalid", "skip"], ["--check", "-o", "x"],
    ["--offsets", "--engine", "utf8proc"], ["--offsets", "--invalid", "pass"],
  ])
  func refusesWhatCannotBe(_ arguments: [String]) throws {
    let run = try Command.run(["normalize"] + arguments, input: "x\n")
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
  }

  /// At each level of vector instructions, in a process of its own.
  @Test func vectorsChangeNothing() throws {
    var generator = SeededGenerator(seed: 6)
    var input: [UInt8] = []
    for _ in 0..<4000 {
      input += AdversarialText.normalization(upTo: 60, using: &generator).filter { $0 != 0x0A }
      input.append(0x0A)
    }
    for form in ["nfc", "nfd", "nfkc", "nfkd", "nfkc-casefold", "nfkc-safe"] {
      let outputs = try ["scalar", "best"].map { level in
        try Command.run(
          ["normalize", "--form", form], input: input, environment: ["LONTAR_SIMD": level]
        ).output
      }
      #expect(outputs[0] == outputs[1])
      #expect(!outputs[0].isEmpty)
    }
  }
}

@Suite struct RuleCommandTests {
  @Test func runsTheRulesOfALanguageByDefault() throws {
    let text = "เเปลก นํ้า\n"
    #expect(
      try Command.run(["normalize", "--lang", "th"], input: text).text == "แปลก น\u{E49}\u{E33}\n")
    #expect(try Command.run(["normalize"], input: text).text == text)
    #expect(
      try Command.run(["normalize", "--lang", "th", "--rules", "standard,-T1,-T6"], input: text)
        .text == "เเปลก น\u{E49}\u{E33}\n")
  }

  @Test func explainsWhatEachRuleDid() throws {
    let run = try Command.run(
      ["normalize", "--lang", "th", "--explain"], input: "ดี\nดี เเปลก\n")
    #expect(
      run.text == """
        []
        [{"after":"แ","before":"เเ","bytes":[7,13],"rule":"T1"}]

        """)
  }

  @Test func scoresRecords() throws {
    let run = try Command.run(
      ["normalize", "--lang", "km", "--score"], input: "ភាសា\nabc\nក\u{17D2}\n")
    #expect(
      run.text == """
        {"bad":0,"good":2,"score":1.0}
        {"bad":0,"good":0,"score":null}
        {"bad":1,"good":0,"score":0.0}

        """)
  }

  @Test func writesBoundaries() throws {
    let run = try Command.run(
      ["normalize", "--lang", "km", "--zwsp", "boundary"], input: "ខ្ញុំ\u{200B}ទៅ\n")
    #expect(run.text == "{\"boundaries\":[15],\"text\":\"ខ្ញុំទៅ\"}\n")
  }

  @Test func listsTheRulesOfALanguage() throws {
    let run = try Command.run(["normalize", "--list-rules", "--lang", "th"])
    let ids = run.text.split(separator: "\n").dropFirst().map { $0.split(separator: " ")[0] }
    #expect(ids.first == "G1" && ids.contains("T15") && !ids.contains("K1"))
    let all = try Command.run(["normalize", "--list-rules"]).text.split(separator: "\n")
    #expect(all.count == Rule.allCases.count + 1)
  }

  @Test(arguments: [
    (["--rules", "standard,+T99"], "T99"), (["--lang", "km", "--rules", "standard,+T6"], "T6"),
    (["--rules", "standart"], "standart"), (["--lang", "th", "--tone", "old"], "V5"),
    (["--score"], "--lang"), (["--score", "--lang", "en"], "English"),
    (["--explain", "--score", "--lang", "th"], "exclude"),
  ])
  func refusesWhatMakesNoSense(_ arguments: [String], _ named: String) throws {
    let run = try Command.run(["normalize"] + arguments, input: "text\n")
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains(named))
  }

  @Test func mendsEachRecordByTheRulesOfItsOwnLanguage() throws {
    let input = "เเปลก\nÐảm bảo tiếng Việt gìa\nÐabc\n"
    let run = try Command.run(["normalize", "--lang", "auto"], input: input)
    #expect(run.status == 0)
    #expect(run.output == Array("แปลก\nĐảm bảo tiếng Việt già\nÐabc\n".utf8))
    let tone = try Command.run(
      ["normalize", "--lang", "auto", "--tone", "old", "--rules", "standard,+T12"],
      input: "๒๕ บาท\nHoà bình và thuý của Việt Nam\n")
    #expect(tone.output == Array("25 บาท\nHòa bình và thúy của Việt Nam\n".utf8))
    let refused = try Command.run(["normalize", "--lang", "auto", "--score"], input: "")
    #expect(refused.status == 64)
  }

  /// Zero-width spaces that a writer put between words reach the segmenter as boundaries.
  @Test func handsZeroWidthSpacesOnToTheSegmenter() throws {
    func words(_ text: String, _ policy: String) throws -> [[UInt8]] {
      let kept = try Command.run(["normalize", "--lang", "km", "--zwsp", policy], input: text)
      let run = try Command.run(["segment", "--lang", "km"], input: kept.output)
      #expect(run.status == 0, "\(run.messages)")
      return run.output.split(separator: UInt8(ascii: "|")).map { Array($0) }
    }
    // The writer's end of a word counts, even within what would be a word.
    let text = "ខ្ញុំស្រឡាញ់ភា\u{200B}សាខ្មែរ"
    #expect(try words(text, "keep").contains(Array("ភា".utf8)))
    #expect(try words(text, "remove").contains(Array("ភាសា".utf8)))
  }
}

@Suite struct IdentifyCommandTests {
  private static let text = "ภาษาไทย\nChúng tôi không thể đến vì trời mưa\n123\n"

  @Test func tellsTheLanguageOfEachRecord() throws {
    let run = try Command.run(["identify"], input: Self.text)
    #expect(run.status == 0 && run.messages.isEmpty)
    let rows = run.text.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(rows.map { $0[0] } == ["th", "vi", "und"])
    #expect(rows.allSatisfy { $0.count == 2 && Double($0[1]).map { (0...1).contains($0) } == true })
  }

  @Test func writesJSON() throws {
    let lines = try Command.run(["identify", "--format", "jsonl"], input: "ภาษาไทย\n")
    #expect(lines.text == "{\"language\":\"th\",\"confidence\":0.99}\n")
    let field = try Command.run(
      ["identify", "--jsonl", "--spans"], input: "{\"id\":1,\"text\":\"ไทย ខ្មែរ\"}\n")
    #expect(
      field.text
        == "{\"id\":1,\"text\":{\"spans\":[[0,10,\"th\",0.99],[10,25,\"km\",0.99]]}}\n")
    let rows = try Command.run(["identify", "--spans"], input: "a\nไทย ខ្មែរ\n")
    #expect(rows.text.hasSuffix("1\t0\t10\tth\t0.99\n1\t10\t25\tkm\t0.99\n"))
    let wrong = try Command.run(["identify", "--jsonl", "--format", "table"], input: "")
    #expect(wrong.status == 64)
  }

  @Test func isTheSameForAnyNumberOfJobs() throws {
    let text = String(repeating: Self.text, count: 20_000)
    let one = try Command.run(["identify", "--jobs", "1"], input: text)
    let two = try Command.run(["identify", "--jobs", "2"], input: text)
    #expect(one.output == two.output && one.status == 0)
  }
}

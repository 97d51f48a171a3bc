import Foundation
import Testing

@Suite struct SegmentCommandTests {
  private func segment(_ arguments: [String], _ input: String) throws -> String {
    let run = try Command.run(["segment"] + arguments, input: input)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.messages.isEmpty)
    return run.text
  }

  @Test(arguments: [
    ("th", "ภาษาไทยง่าย", "ภาษา|ไทย|ง่าย"), ("vi", "Tiếng Việt.", "Tiếng| |Việt|."),
    ("km", "ខ្ញុំទៅសាលា", "ខ្ញុំ|ទៅ|សាលា"), ("lo", "ພາສາລາວ", "ພາສາ|ລາວ"),
    ("my", "မြန်မာစာ", "မြန်မာ|စာ"), ("id", "Apa kabar?", "Apa| |kabar|?"),
  ])
  func cutsWords(_ language: String, _ input: String, _ expected: String) throws {
    let output = try segment(["--lang", language], input + "\n" + input)
    #expect(Array(output.utf8) == Array("\(expected)\n\(expected)".utf8))
  }

  @Test func cutsTheOtherUnits() throws {
    #expect(try segment(["--lang", "en", "--unit", "sentence"], "One. Two.\n") == "One. |Two.\n")
    #expect(try segment(["--lang", "th", "--unit", "grapheme"], "กำนี่\n") == "กำ|นี่\n")
    #expect(try segment(["--lang", "id", "--unit", "line"], "satu dua\n") == "satu |dua\n")
  }

  @Test func writesSeparatorsWithinPiecesOtherwise() throws {
    #expect(try segment(["--lang", "en"], "a|b\\p\n") == "a|\\p|b|\\\\|p\n")
    let other = try segment(["--lang", "en", "--separator", " /"], "a / b\n")
    #expect(other == "a /  // /  /b\n")
    let raw = try segment(["--lang", "en", "--no-escape", "--separator", "||"], "a|b\\p\n")
    #expect(raw == "a|||||b||\\||p\n")
  }

  @Test func writesPiecesWithTheirOffsetsAndKinds() throws {
    let input = "ไทย \"x\"\n\n"
    #expect(
      try segment(["--lang", "th", "--format", "jsonl"], input)
        == """
        {"pieces":["ไทย"," ","\\"","x","\\""],"offsets":[[0,9],[9,10],[10,11],[11,12],[12,13]],\
        "kinds":["word","space","punctuation","word","punctuation"]}
        {"pieces":[],"offsets":[],"kinds":[]}

        """)
    #expect(
      try segment(["--lang", "th", "--format", "offsets", "--offset-unit", "scalar"], "\n😀ไทย\n")
        == "1\t0\t1\temoji\n1\t1\t4\tword\n")
    #expect(
      try segment(["--lang", "th", "--format", "offsets", "--offset-unit", "utf16"], "😀ไทย")
        == "0\t0\t2\temoji\n0\t2\t5\tword\n")
  }

  @Test func givesTheConfidenceOfEachBoundary() throws {
    let offsets = try segment(
      ["--lang", "th", "--format", "offsets", "--scores"], "ภาษาไทย ง่าย\n")
    let rows = offsets.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(rows.allSatisfy { $0.count == 5 })
    let scores = rows.compactMap { Double($0[4]) }
    #expect(scores.count == 4 && scores.allSatisfy { (0.5...1).contains($0) })
    #expect(rows.last?.last == "1.000")
    let object = try segment(["--lang", "th", "--format", "jsonl", "--scores"], "ภาษาไทย ง่าย\n")
    #expect(object.contains("\"scores\":[\(rows[0][4]),\(rows[1][4]),1.000,1.000]}"))
  }

  @Test func decidesTheLanguageOfEachRun() throws {
    let output = try segment(["--lang", "auto"], "ภาษาไทย ភាសាខ្មែរ anak-anak\n\nစာ\n")
    #expect(
      Array(output.utf8) == Array("ภาษา|ไทย| |ភាសា|ខ្មែរ| |anak-anak\n\nစာ\n".utf8))
    #expect(try segment(["--lang", "auto", "--unit", "sentence"], "One. Two.\n") == "One. |Two.\n")
    let info = try Command.run(["segment", "--lang", "auto", "--model-info"])
    #expect(info.status == 1)
    #expect(info.messages.contains("not auto"))
  }

  @Test func cutsSyllablesAndAsLongWordsAsAreWanted() throws {
    let syllables = try segment(["--lang", "lo", "--unit", "syllable"], "ສະບາຍດີ\n")
    #expect(Array(syllables.utf8) == Array("ສະ|ບາຍ|ດີ\n".utf8))
    #expect(
      try segment(["--lang", "id", "--granularity", "morpheme"], "buku-bukunya\n")
        == "buku|-|buku|nya\n")
    let compound = try segment(["--lang", "th", "--granularity", "compound"], "ความรัก\n")
    #expect(Array(compound.utf8) == Array("ความรัก\n".utf8))
  }

  @Test func writesCoNLLUWithWordsInTokens() throws {
    let none = "\t_\t_\t_\t_\t_\t_\t_\t"
    #expect(
      try segment(
        ["--lang", "id", "--format", "conllu", "--split-clitics"], " Rumahnya  besar.\n\n")
          == """
          # text = Rumahnya  besar.
          1-2\tRumahnya\(none)SpacesBefore=\\s|SpacesAfter=\\s\\s
          1\tRumah\(none)_
          2\tnya\(none)_
          3\tbesar\(none)SpaceAfter=No
          4\t.\(none)SpaceAfter=No


          """)
  }

  @Test func joinsVietnameseWordsAsPhoBERTReadsThem() throws {
    try FileManager.default.withTemporaryFile("sinh viên\nđại học\n") { words in
      let arguments = ["--lang", "vi", "--join", "underscore", "--dictionary", words]
      let output = try segment(arguments, "Tôi là  sinh viên trường đại học.\n")
      #expect(Array(output.utf8) == Array("Tôi là sinh_viên trường đại_học .\n".utf8))
    }
  }

  @Test func saysWhatIsWrongWithADictionary() throws {
    try FileManager.default.withTemporaryFile("a\nb\tx\n") { words in
      let run = try Command.run(["segment", "--lang", "th", "--dictionary", words], input: "a\n")
      #expect(run.status == 1)
      #expect(run.output.isEmpty)
      #expect(run.messages.contains("line 2: no weight from 1 to 1000"))
    }
    for arguments in [
      ["--unit", "line", "--split-clitics"], ["--unit", "line", "--format", "conllu"],
      ["--unit", "syllable", "--granularity", "compound"], ["--scores"],
      ["--scores", "--format", "jsonl", "--engine", "icu"],
      ["--offset-unit", "byte"], ["--format", "jsonl", "--separator", " "],
    ] {
      #expect(try Command.run(["segment", "--lang", "id"] + arguments, input: "a\n").status == 64)
    }
  }

  @Test func putsTheResultInTheFieldOfAJSONLine() throws {
    let input = "{\"id\":7,\"text\":\"ภาษาไทย\\n\"}\n"
    #expect(
      try segment(["--lang", "th", "--jsonl"], input)
        == "{\"id\":7,\"text\":\"ภาษา|ไทย|\\n\"}\n")
    #expect(
      try segment(["--lang", "th", "--jsonl", "--format", "jsonl"], input)
        == """
        {"id":7,"text":{"pieces":["ภาษา","ไทย","\\n"],"offsets":[[0,12],[12,21],[21,22]],\
        "kinds":["word","word","space"]}}

        """)
    #expect(
      try segment(["--lang", "th", "--jsonl", "--format", "offsets"], input)
        == "{\"id\":7,\"text\":[[0,12],[12,21],[21,22]]}\n")
  }

  @Test func leavesCarriageReturnsAtTheEnd() throws {
    #expect(
      Array(try segment(["--lang", "th"], "ภาษาไทย\r\n\r\n").utf8) == Array("ภาษา|ไทย\r\n\r\n".utf8)
    )
  }

  @Test func dealsWithIllFormedBytes() throws {
    let input = Array("ไทย".utf8) + [0xFF, 0x0A] + Array("ไทย\n".utf8)
    let failed = try Command.run(["segment", "--lang", "th"], input: input)
    #expect(failed.status == 1)
    #expect(failed.output.isEmpty)
    #expect(failed.messages.contains("standard input:1: not UTF-8 at byte 9"))
    let replaced = try Command.run(
      ["segment", "--lang", "th", "--invalid", "replace"], input: input)
    #expect(replaced.text == "ไทย|\u{FFFD}\nไทย\n")
    let passed = try Command.run(["segment", "--lang", "th", "--invalid", "pass"], input: input)
    #expect(passed.output == Array("ไทย|".utf8) + [0xFF, 0x0A] + Array("ไทย\n".utf8))
    let skipped = try Command.run(["segment", "--lang", "th", "--invalid", "skip"], input: input)
    #expect(skipped.text == "ไทย\n")
    #expect(skipped.status == 1)
  }
}

extension FileManager {
  /// Writes a file, hands its path on, and removes it.
  fileprivate func withTemporaryFile(_ text: String, _ body: (String) throws -> Void) throws {
    let file = temporaryDirectory.appendingPathComponent("lontar-\(UUID().uuidString).txt")
    try Data(text.utf8).write(to: file)
    defer { try? removeItem(at: file) }
    try body(file.path)
  }
}

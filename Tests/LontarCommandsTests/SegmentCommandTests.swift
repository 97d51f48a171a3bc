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

  @Test func writesArraysAndOffsets() throws {
    let input = "ไทย \"x\"\n\n"
    #expect(
      try segment(["--lang", "th", "--format", "jsonl"], input)
        == "[\"ไทย\",\" \",\"\\\"\",\"x\",\"\\\"\"]\n[]\n")
    #expect(try segment(["--lang", "th", "--format", "offsets"], input) == "9 10 11 12 13\n\n")
  }

  @Test func putsTheResultInTheFieldOfAJSONLine() throws {
    let input = "{\"id\":7,\"text\":\"ภาษาไทย\\n\"}\n"
    #expect(
      try segment(["--lang", "th", "--jsonl"], input)
        == "{\"id\":7,\"text\":\"ภาษา|ไทย|\\n\"}\n")
    #expect(
      try segment(["--lang", "th", "--jsonl", "--format", "jsonl"], input)
        == "{\"id\":7,\"text\":[\"ภาษา\",\"ไทย\",\"\\n\"]}\n")
    #expect(
      try segment(["--lang", "th", "--jsonl", "--format", "offsets"], input)
        == "{\"id\":7,\"text\":[12,21,22]}\n")
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

import Foundation
import Testing

@Suite struct EncodingCommandTests {
  private func normalize(_ arguments: [String], _ input: [UInt8]) throws -> Command.Run {
    try Command.run(["normalize", "--from-encoding"] + arguments, input: input)
  }

  private static let thai: [UInt8] = [0xE4, 0xB7, 0xC2]  // ไทย

  @Test(arguments: [
    ("tis-620", thai + [0x0A] + thai, "ไทย\nไทย"),
    ("TCVN3", Array("a\nVi\u{0}t \n".utf8).map { $0 == 0 ? 0xD6 : $0 }, "a\nViệt \n"),
    ("viqr", Array("Vie^.t\n".utf8), "Việt\n"), ("gbk", [0xD6, 0xD0, 0x0A], "中\n"),
    ("utf-16", [0xFF, 0xFE, 0x01, 0x0E, 0x0A, 0, 0x41, 0], "ก\nA"),
    ("utf-16be", [0x0E, 0x01, 0, 0x0A], "ก\n"), ("utf-8", [0xEF, 0xBB, 0xBF, 0x41, 0x0A], "A\n"),
    ("auto", [0xFF, 0xFE, 0x01, 0x0E, 0x0A, 0], "ก\n"), ("auto", Array("ไทย\n".utf8), "ไทย\n"),
    ("auto", [], ""),
  ])
  func decodesLines(_ name: String, _ input: [UInt8], _ expected: String) throws {
    let run = try normalize([name], input)
    #expect(run.status == 0 && run.messages.isEmpty, "\(run.messages)")
    #expect(run.output == Array(expected.utf8))
  }

  @Test(arguments: [
    ("tis-620", thai + [0x0A, 0x41, 0xFF, 0x0A, 0x42, 0x0A], "not TIS-620 at byte 1"),
    (
      "utf-16le", [0x41, 0, 0x0A, 0, 0x01, 0x0E, 0, 0xDC, 0x0A, 0, 0x42, 0, 0x0A, 0],
      "not UTF-16LE at byte 2"
    ),
    ("gb18030", [0x41, 0x0A, 0xD6, 0xD0, 0xFF, 0x0A, 0x42, 0x0A], "not gb18030 at byte 2"),
  ])
  func dealsWithBadBytesByPolicy(_ name: String, _ input: [UInt8], _ problem: String) throws {
    let failed = try normalize([name], input)
    #expect(failed.status == 1)
    #expect(
      failed.messages
        == "lontar: standard input:2: \(problem) (use --invalid replace to go on)\n")
    let skipped = try normalize([name, "--invalid", "skip"], input)
    #expect(skipped.status == 1)
    #expect(
      skipped.messages.contains("left out 1 record (the first is standard input:2: \(problem))"))
    #expect(skipped.output.filter { $0 == 0x0A }.count == 2)
    #expect(skipped.text.hasSuffix("\nB\n"))
    let replaced = try normalize([name, "--invalid", "replace"], input)
    #expect(replaced.status == 0)
    #expect(replaced.text.contains("\u{FFFD}\nB\n"))
    #expect(replaced.messages.contains("replaced 1 ill-formed sequence in 1 record"))
  }

  @Test func passesBytesOfByteEncodingsOnly() throws {
    let passed = try normalize(["tis-620", "--invalid", "pass"], [0xA1, 0xFF, 0x0A])
    #expect(passed.output == [0xE0, 0xB8, 0x81, 0xFF, 0x0A])
    #expect(passed.messages.contains("passed 1 record through"))
    let refused = try normalize(["utf-16", "--invalid", "pass"], [0xFF, 0xFE, 0x0A, 0])
    #expect(refused.status == 1)
    #expect(refused.messages.contains("--invalid pass is not for UTF-16LE"))
  }

  @Test func countsTheMarkInTheFirstLine() throws {
    let run = try normalize(["utf-16"], [0xFE, 0xFF, 0, 0x41, 0xDC, 0])
    #expect(run.messages.contains("standard input:1: not UTF-16BE at byte 4"))
  }

  @Test func readsLinesOfJSONInAnyEncoding() throws {
    let line = Array("{\"id\":\"".utf8) + Self.thai + Array("\",\"text\":\"".utf8) + Self.thai
    let run = try normalize(["tis-620", "--jsonl"], line + Array("\"}\n".utf8))
    #expect(run.output == Array("{\"id\":\"ไทย\",\"text\":\"ไทย\"}\n".utf8))
    let bad = try normalize(
      ["tis-620", "--jsonl", "--invalid", "skip"], line + [0xFF] + Array("\"}\n".utf8))
    #expect(bad.output.isEmpty && bad.status == 1)
    #expect(bad.messages.contains("not TIS-620 at byte \(line.count)"))
  }

  @Test func findsTheEncodingOfEachFile() throws {
    let scratch = try Scratch()
    let thai = Array(repeating: Self.thai + [0xC0, 0xD2, 0xC9, 0xD2, 0x20], count: 9).joined()
    try scratch.write(Array(thai) + [0x0A], to: "th")
    try scratch.write(Array("Tiếng Việt\n".utf8), to: "vi")
    try scratch.write([0xFF, 0xFE, 0x01, 0x0E], to: "wide")
    let files = ["th", "vi", "wide", "th"].map { scratch.file($0) }
    let run = try Command.run(["normalize", "--from-encoding", "auto"] + files)
    #expect(run.status == 0, "\(run.messages)")
    let line = String(repeating: "ไทยภาษา ", count: 9) + "\n"
    #expect(run.output == Array((line + "Tiếng Việt\nก\n" + line).utf8))
  }

  @Test func convertsZawgyiRecordByRecord() throws {
    let input = "ျမန္မာႏိုင္ငံသည္ လွပသည္။\nမြန်မာနိုင်ငံသည် လှပသည်။\nEnglish\n"
    let unicode = "မြန်မာနိုင်ငံသည် လှပသည်။"
    let detected = try normalize(["auto"], Array(input.utf8))
    let expected = try Command.run(
      ["normalize"], input: "\(unicode)\n\(unicode)\nEnglish\n")
    #expect(detected.output == expected.output && detected.messages.isEmpty)
    let json = "{\"text\":\"ျမန္\",\"as\":\"ျမန္\"}\n"
    let named = try normalize(["zawgyi", "--jsonl"], Array(json.utf8))
    #expect(named.output == Array("{\"text\":\"မြန်\",\"as\":\"ျမန္\"}\n".utf8))
    let bad = try normalize(["zawgyi"], Array("ျမန္".utf8) + [0xFF, 0x0A])
    #expect(bad.messages.contains("standard input:1: not UTF-8 at byte 12"))
    let replaced = try normalize(
      ["zawgyi", "--invalid", "replace"], Array("ျမန္".utf8) + [0xFF, 0x0A])
    #expect(replaced.output == Array("မြန်\u{FFFD}\n".utf8))
  }

  @Test func repairsMojibakeWhenAsked() throws {
    let input = "Tiáº¿ng Viá»‡t\nภาษาไทย\nÀÒÉÒä·Â\n"
    let repaired = try Command.run(["normalize", "--repair-mojibake"], input: input)
    #expect(repaired.output == Array("Tiếng Việt\nภาษาไทย\nภาษาไทย\n".utf8))
    let left = try Command.run(["normalize"], input: input)
    #expect(left.output == Array(input.utf8))
  }

  /// The text that the bytes of an edit's source stand for is what the edit made of them.
  @Test(arguments: [
    ("tis-620", "th", [0xB9, 0xED, 0xE9, 0xD2, 0x20, 0xE0, 0xE0, 0xA1] as [UInt8], "น้ำ แก"),
    ("windows-1258", "vi", [0x68, 0x6F, 0xE0, 0x20, 0x67, 0x69, 0xCC, 0x61], "hoà già"),
    ("viqr", "vi", Array("gi`a Vie^.t".utf8), "già Việt"),
  ])
  func leadsBackToTheBytesOfTheFile(
    _ name: String, _ language: String, _ line: [UInt8], _ expected: String
  ) throws {
    let arguments = [name, "--lang", language, "--offsets"]
    let run = try normalize(arguments, [0x41, 0x0A] + line + [0x0A])
    #expect(run.status == 0, "\(run.messages)")
    let rows = run.text.split(separator: "\n")
    #expect(rows.first == "{\"text\":\"A\",\"edits\":[]}")
    let row = try #require(rows.last)
    let object = try JSONSerialization.jsonObject(with: Data(row.utf8)) as? [String: Any]
    let text = try #require(object?["text"] as? String)
    #expect(Array(text.utf8) == Array(expected.utf8))
    let edits = try #require(object?["edits"] as? [[Int]])
    // All between two edits is the same, and the last reaches to both ends.
    var (source, target) = (0, 0)
    for edit in edits {
      #expect(line[source..<edit[0]] == Array(text.utf8)[target..<edit[2]])
      (source, target) = (edit[1], edit[3])
    }
    #expect(Array(line[source...]) == Array(text.utf8)[target...].map { $0 })
  }

  @Test func refusesWhenUnsure() throws {
    let run = try normalize(["auto"], [0x41, 0xE9, 0xC1, 0x0A])
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains("standard input: the encoding is not clear"))
  }

  @Test(arguments: ["latin-99", "ibm-37", ""])
  func refusesOtherNames(_ name: String) throws {
    let run = try normalize([name], [])
    #expect(run.status == 64)
    #expect(run.messages.contains("encoding") || run.messages.contains("lines in"))
  }

  @Test func listsWhatItKnows() throws {
    let run = try Command.run(["normalize", "--list-encodings"])
    let names = run.text.split(separator: "\n").map { $0.split(separator: "\t")[0] }
    #expect(names.first == "auto" && names.count > 100)
    for name in ["TIS-620", "TCVN3", "VNI", "VIQR", "VISCII", "Zawgyi", "UTF-16", "gb18030"] {
      #expect(names.contains { $0 == name }, "\(name)")
    }
  }

  /// However the input is cut, and however many jobs there are.
  @Test func givesTheSameInAnyNumberOfJobs() throws {
    var wide: [UInt8] = [0xFF, 0xFE]
    var expected = ""
    for number in 0..<60_000 {
      let line = "\(number) ไทย\(number % 7 == 0 ? "😀" : "")"
      expected += line + "\n"
      for unit in (line + "\n").utf16 { wide += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    }
    for jobs in ["1", "3"] {
      #expect(try normalize(["utf-16", "-j", jobs], wide).output == Array(expected.utf8))
    }
  }
}

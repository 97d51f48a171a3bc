import Foundation
import Testing

@Suite struct TrainSegmenterCommandTests {
  private static let gold = """
    ฉัน|กิน|ข้าว|ที่|ตลาด
    เขา|ไป|ตลาด| |กับ|ฉัน
    เรา|กิน|ปลา|ที่|บ้าน
    ฉัน|ไป|บ้าน|เขา

    """
  private static let conllu = """
    # text = ฉันกินข้าว ที่ตลาด
    1\tฉัน\t_\t_\t_\t_\t0\t_\t_\tSpaceAfter=No
    2\tกิน\t_\t_\t_\t_\t1\t_\t_\tSpaceAfter=No
    3\tข้าว\t_\t_\t_\t_\t1\t_\t_\t_
    4\tที่\t_\t_\t_\t_\t1\t_\t_\tSpaceAfter=No
    5\tตลาด\t_\t_\t_\t_\t1\t_\t_\t_


    """

  /// A folder with some files, removed afterwards.
  private func withFiles(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "/lontar-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    try body(folder)
  }

  @Test func learnsFromPipesFromCoNLLUAndFromTextThatNobodyHasCut() throws {
    let text = "ฉันกินข้าวที่ตลาด\nเขากินปลา\r\n\nฉันกินปลาที่ตลาด\n"
    try withFiles(["a.txt": Self.gold, "b.conllu": Self.conllu, "t.txt": text]) { folder in
      let train = [
        "train-segmenter", "\(folder)/a.txt", "\(folder)/b.conllu", "--lang", "th", "--rows", "8",
        "--unlabelled", "\(folder)/t.txt", "--dev", "\(folder)/a.txt", "--quiet",
        "--licence", "t.txt=CC0-1.0",
      ]
      let first = try Command.run(train + ["-o", "\(folder)/1.seg"])
      #expect(first.status == 0, "\(first.messages)")
      _ = try Command.run(train + ["-o", "\(folder)/2.seg"])
      let models = try ["1", "2"].map {
        try Data(contentsOf: .init(filePath: "\(folder)/\($0).seg"))
      }
      #expect(models[0] == models[1])
      let info = try Command.run(
        ["segment", "--lang", "th", "--model", "\(folder)/1.seg", "--model-info"])
      #expect(info.text.contains("training: b.conllu\n"))
      #expect(info.text.contains("unlabelled: t.txt\n"))
      #expect(info.text.contains("licence: CC0-1.0\n"))
      let cut = try Command.run(
        ["segment", "--lang", "th", "--model", "\(folder)/1.seg"], input: "ฉันกินข้าว\n")
      #expect(Array(cut.text.utf8) == Array("ฉัน|กิน|ข้าว\n".utf8))
    }
  }

  @Test func suggestsWhatToCutNext() throws {
    let text = "ฉันกินข้าว\nตากลมนอนตากลมที่โคลงเคลง|ดี\nฉันกินข้าว\n"
    try withFiles(["a.txt": Self.gold, "t.txt": text]) { folder in
      let suggest = [
        "--lang", "th", "--unlabelled", "\(folder)/t.txt", "--suggest", "1", "--quiet",
      ]
      for gold in [["\(folder)/a.txt"], []] {
        let run = try Command.run(["train-segmenter"] + gold + suggest)
        #expect(run.status == 0, "\(run.messages)")
        // In the format of gold text, and nothing else.
        #expect(run.text.split(separator: "\n").count == 1)
        #expect(run.text.contains("\\p"))
      }
    }
  }

  @Test(arguments: [
    ("x.txt", "ไม่มีขอบ\nเลย\n", "x.txt: no line with two pieces"),
    ("x.txt", "", "x.txt: no line with two pieces"),
    ("x.txt", "ก|\\x\n", "x.txt: line 1: a backslash at byte 4"),
    ("x.conllu", "1\tก\t_\n\n", "x.conllu: line 1: not a row with its fields"),
    (
      "x.conllu",
      "# text = ขค\n1\tข\t_\t_\t_\t_\t0\t_\t_\tSpaceAfter=No\n2\tง\t_\t_\t_\t_\t1\t_\t_\t_\n\n",
      "x.conllu: line 1: a text that the tokens below do not make"
    ),
  ])
  func saysWhatIsWrongWithGold(_ name: String, _ text: String, _ message: String) throws {
    try withFiles([name: text]) { folder in
      let run = try Command.run(
        ["train-segmenter", "\(folder)/\(name)", "--lang", "th", "-o", "\(folder)/m.seg"])
      #expect(run.status == 1)
      #expect(run.messages.contains(message), "\(run.messages)")
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/m.seg"))
    }
  }

  @Test func evaluationNamesTheFirstRecordThatIsNotTheGoldText() throws {
    let files = [
      "gold.txt": "ฉัน|กิน\nเขา|ไป\n", "same.txt": "ฉันกิน\nเขา|ไป\n", "other.txt": "ฉัน|กิน\nเขา|ใน\n",
      "short.txt": "ฉัน|กิน\n", "rows.tsv": "0\t0\t6\n1\t2\t99\n",
    ]
    try withFiles(files) { folder in
      func evaluate(_ predicted: String) throws -> Command.Run {
        try Command.run(
          [
            "evaluate", "segmentation", "\(folder)/gold.txt", "\(folder)/\(predicted)", "--lang",
            "th", "--samples", "0",
          ])
      }
      let same = try evaluate("same.txt")
      #expect(same.status == 0 && same.messages.isEmpty)
      // The figures are there all the same: the words of the first record.
      let other = try evaluate("other.txt")
      #expect(other.status == 1)
      #expect(other.text.contains("(2 of 4, 4 predicted)"), "\(other.text)")
      #expect(
        other.messages.contains("other.txt: record 2: not the gold text at byte 9 of its text"),
        "\(other.messages)")
      #expect(other.messages.contains("(1 of 2)"))
      for (file, message) in [
        ("short.txt", "short.txt: 1 records, where the gold text has 2"),
        ("rows.tsv", "rows.tsv: line 2: an offset that is no character's end in its text"),
      ] {
        let run = try evaluate(file)
        #expect(run.status == 1 && run.text.isEmpty)
        #expect(run.messages.contains(message), "\(run.messages)")
      }
    }
  }

  @Test func saysWhatIsWrongWithItsOptions() throws {
    for (arguments, message) in [
      (["g.txt", "--lang", "id", "-o", "m.seg"], "words of Indonesian are found by rules"),
      (["g.txt", "--lang", "th"], "-o MODEL is missing"),
      (["--lang", "th", "--suggest", "5"], "--suggest needs --unlabelled TEXT"),
      (["--lang", "th", "--suggest", "0", "--unlabelled", "t"], "--suggest must be at least 1"),
      (["--lang", "th", "-o", "m.seg"], "give text to learn from"),
    ] {
      let run = try Command.run(["train-segmenter"] + arguments)
      #expect(run.status == 64)
      #expect(run.messages.contains(message), "\(run.messages)")
    }
  }
}

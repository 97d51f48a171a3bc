import Foundation
import Testing

/// Imports that are killed, and imports at the same time.
@Suite struct CatalogueImportTests {
  /// Records as JSON Lines.
  private static func records(_ count: Int) -> String {
    let words = ["ข่าวภาษาไทย", "ព័ត៌មានជាភាសាខ្មែរ", "tin tức tiếng Việt", "berita bahasa Melayu"]
    return (0..<count).map { number in
      let text = (0..<12).map { words[(number + $0) % words.count] }.joined(separator: " ")
      return #"{"id":"made/\#(number)","name":"Made \#(number)","description":"\#(text)"}"# + "\n"
    }.joined()
  }

  /// Starts an import and does not wait for it.
  private static func start(_ source: String, into index: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Command.path)
    process.arguments = ["catalogue", "import", "--quiet", "--catalogue", index, source]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private static func size(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? Int) ?? 0
  }

  private static func count(_ index: String) throws -> Int? {
    let run = try Command.run([
      "catalogue", "search", "--catalogue", index, "--format", "json", "--limit", "0",
    ])
    guard run.status == 0, let start = run.text.range(of: #"{"count":"#)?.upperBound else {
      return nil
    }
    return Int(run.text[start...].prefix { $0.isNumber })
  }

  /// What an import that is to be killed has reached.
  enum Moment: CaseIterable {
    case started, beganIndex, wroteIndex, decided, renamed, wroteLog
  }

  /// The ids of an index, and those that its log says were added to it.
  private static func ids(_ index: String) throws -> (held: [String], told: [String]) {
    let words = ["--catalogue", index, "--quiet"]
    func lines(_ run: Command.Run) throws -> [[String: Any]] {
      #expect(run.status == 0, "\(run.messages)")
      return try run.text.split(separator: "\n").map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
    }
    let told = try lines(try Command.run(["catalogue", "audit", "log"] + words))
    let held = try lines(try Command.run(["catalogue", "export"] + words))
    return (
      held.compactMap { $0["id"] as? String }.sorted(),
      told.filter { $0["action"] as? String == "add" }.compactMap { $0["subject"] as? String }
        .sorted()
    )
  }

  @Test(arguments: Moment.allCases)
  func ofAKilledImportIndexAndLogHaveBothAllOrNothing(moment: Moment) throws {
    let scratch = try Scratch()
    let index = scratch.file("catalogue.sqlite")
    let old = try scratch.write(Self.records(20), to: "old.jsonl")
    let new = try scratch.write(Self.records(3_000), to: "new.jsonl")
    #expect(try Command.run(["catalogue", "import", "--catalogue", index, old]).status == 0)
    let logLength = Self.size(index + ".audit.jsonl")
    let indexLength = Self.size(index)
    let process = try Self.start(new, into: index)
    while process.isRunning {
      let isReached =
        switch moment {
        case .started: true
        case .beganIndex: FileManager.default.fileExists(atPath: index + ".new")
        case .wroteIndex: Self.size(index + ".new") > 100_000
        case .decided: FileManager.default.fileExists(atPath: index + ".audit.jsonl.pending")
        case .renamed: Self.size(index) != indexLength
        case .wroteLog: Self.size(index + ".audit.jsonl") > logLength
        }
      if isReached { break }
      usleep(100)
    }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    // The old index, or the new one if the import was done before the signal came.
    let count = try Self.count(index)
    #expect(count == 20 || count == 3_000)
    #expect(try Command.run(["catalogue", "audit", "verify", "--catalogue", index]).status == 0)
    let (held, told) = try Self.ids(index)
    #expect(held == told)
    #expect(held.count == 20 || held.count == 3_000)
    let again = try Command.run(["catalogue", "import", "--catalogue", index, new])
    #expect(again.status == 0, "\(again.messages)")
    #expect(try Self.count(index) == 3_000)
    #expect(try Command.run(["catalogue", "audit", "verify", "--catalogue", index]).status == 0)
    #expect(try Self.ids(index).told.count == 3_000)
    let left = try scratch.names.filter { $0.hasSuffix(".new") || $0.hasSuffix(".pending") }
    #expect(left.isEmpty)
  }

  @Test func ofTwoImportsAtOnceTheSecondIsRefused() throws {
    let scratch = try Scratch()
    let index = scratch.file("catalogue.sqlite")
    let few = try scratch.write(Self.records(2), to: "few.jsonl")
    let many = try scratch.write(Self.records(3_000), to: "many.jsonl")
    let process = try Self.start(many, into: index)
    while process.isRunning && !FileManager.default.fileExists(atPath: index + ".new") {
      usleep(500)
    }
    try #require(process.isRunning, "the first import is to be in the middle")
    kill(process.processIdentifier, SIGSTOP)
    let second = try Command.run(["catalogue", "import", "--catalogue", index, few])
    kill(process.processIdentifier, SIGCONT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(second.status == 1 && second.messages.contains("another process"), "\(second.messages)")
    #expect(try Self.count(index) == 3_000)
  }

  @Test func anIndexThatCannotBeReadIsNamedAndLeftAsItIs() throws {
    let scratch = try Scratch()
    let index = try scratch.write("SQLite format 3\0 but no more", to: "catalogue.sqlite")
    let records = try scratch.write(Self.records(2), to: "records.jsonl")
    for words in [["search", "khmer"], ["import", records], ["show", "made/1"]] {
      let run = try Command.run(["catalogue"] + words + ["--catalogue", index])
      #expect(run.status == 1 && run.messages.contains(index), "\(run.messages)")
    }
    #expect(try scratch.read("catalogue.sqlite").count == 28)
  }
}

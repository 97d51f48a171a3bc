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
    case started, wroteLog, beganIndex, wroteIndex
  }

  @Test(arguments: Moment.allCases)
  func aKilledImportLeavesTheOldIndexWhole(moment: Moment) throws {
    let scratch = try Scratch()
    let index = scratch.file("catalogue.sqlite")
    let old = try scratch.write(Self.records(20), to: "old.jsonl")
    let new = try scratch.write(Self.records(3_000), to: "new.jsonl")
    #expect(try Command.run(["catalogue", "import", "--catalogue", index, old]).status == 0)
    let logLength = Self.size(index + ".audit.jsonl")
    let process = try Self.start(new, into: index)
    while process.isRunning {
      let isReached =
        switch moment {
        case .started: true
        case .wroteLog: Self.size(index + ".audit.jsonl") > logLength
        case .beganIndex: FileManager.default.fileExists(atPath: index + ".new")
        case .wroteIndex: Self.size(index + ".new") > 100_000
        }
      if isReached { break }
      usleep(500)
    }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    // The old index, or the new one if the import was done before the signal came.
    let count = try Self.count(index)
    #expect(count == 20 || count == 3_000)
    let again = try Command.run(["catalogue", "import", "--catalogue", index, new])
    #expect(again.status == 0, "\(again.messages)")
    #expect(try Self.count(index) == 3_000)
    #expect(try Command.run(["catalogue", "audit", "verify", "--catalogue", index]).status == 0)
    let left = try scratch.names.filter { $0.hasSuffix(".new") }
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

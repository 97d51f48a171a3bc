import Foundation
import Testing

/// What the command says of itself. The golden files are written anew when the environment holds
/// `LONTAR_RECORD`; look at the difference before committing it.
@Suite struct HelpTests {
  static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  static let commands = [
    "", "normalize", "identify", "segment", "count", "train", "encode", "decode", "convert",
    "train-segmenter",
  ]

  @Test(arguments: commands)
  func helpIsAsRecorded(command: String) throws {
    let run = try Command.run(
      (command.isEmpty ? [] : [command]) + ["--help"], environment: ["COLUMNS": "80"])
    #expect(run.status == 0)
    #expect(run.messages.isEmpty)
    let file = Self.golden.appendingPathComponent("help\(command.isEmpty ? "" : "-\(command)").txt")
    if ProcessInfo.processInfo.environment["LONTAR_RECORD"] != nil {
      try Data(run.output).write(to: file)
    }
    #expect(run.output == [UInt8](try Data(contentsOf: file)))
  }

  @Test(arguments: commands)
  func helpShowsAnExampleFirst(command: String) throws {
    let text = try Command.run((command.isEmpty ? [] : [command]) + ["--help"]).text
    let example = try #require(text.range(of: "Example:"))
    let usage = try #require(text.range(of: "USAGE:"))
    #expect(example.lowerBound < usage.lowerBound)
  }

  @Test func versionNamesEverythingThatResultsDependOn() throws {
    let run = try Command.run(["--version"])
    #expect(run.status == 0)
    let names = run.text.split(separator: "\n").map { $0.split(separator: " ")[0] }
    #expect(names == ["Lontar", "Swift", "ICU", "Unicode"])
  }

  @Test(arguments: [
    [], ["no-such-command"], ["normalize", "--no-such-option"], ["normalize", "--form", "nfx"],
    ["normalize", "--jobs", "0"], ["normalize", "--jobs", "many"], ["normalize", "--field", "x"],
    ["normalize", "--invalid", "perhaps"], ["segment"], ["segment", "--lang", "xx"],
    ["segment", "--lang", "th", "--separator", ""],
    ["segment", "--lang", "th", "--separator", "\n"],
    ["segment", "--lang", "th", "--separator", "\\"],
    ["segment", "--lang", "th", "--separator", "||"],
  ])
  func wrongUsageExitsWith64(arguments: [String]) throws {
    let run = try Command.run(arguments, input: "text\n")
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(!run.messages.isEmpty)
    #expect(!run.messages.contains("Error:"))
  }

  @Test func namesTheKnownLanguages() throws {
    let run = try Command.run(["segment", "--lang", "xx"], input: "text\n")
    #expect(run.messages.contains("unknown language 'xx'"))
    #expect(run.messages.contains("th, vi, id"))
  }
}

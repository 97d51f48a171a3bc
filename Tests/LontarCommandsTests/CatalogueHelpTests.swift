import Foundation
import Testing

/// Runs every example that the help of `lontar catalogue` prints, as it is printed.
@Suite struct CatalogueHelpTests {
  /// Subcommands, and with which status their examples end: 1 where that says something was found.
  static let commands: [(words: [String], status: [Int32])] = [
    ([], [0]), (["search"], [0]), (["show"], [0]), (["facets"], [0]), (["import"], [0]),
    (["export"], [0, 0, 0]), (["lint"], [1]), (["licence"], [1]), (["policy"], [0, 1]),
    (["policy", "pool"], [0]), (["policy", "transfer"], [1]), (["policy", "rules"], [0, 1]),
    (["matrix"], [0, 0]), (["stats"], [0]), (["diff"], [1]), (["lineage"], [0, 0, 0, 0]),
    (["lineage", "verify"], [0]), (["lineage", "trace"], [1, 0]), (["lineage", "export"], [0]),
    (["audit"], [0, 0, 0]), (["audit", "log"], [0]), (["audit", "verify"], [0, 0]),
    (["audit", "checkpoint"], [0]), (["audit", "key"], [0]),
  ]

  /// The lines of a help text's examples, those that go on put together.
  private static func examples(_ help: String) throws -> [String] {
    let usage = try #require(help.range(of: "USAGE:"))
    var examples: [String] = []
    var goesOn = false
    for line in help[..<usage.lowerBound].split(separator: "\n") {
      let text = line.drop { $0 == " " }
      let isExample = line.hasPrefix("  ")
      guard isExample else { continue }
      if goesOn, let last = examples.popLast() {
        examples.append(String(last.dropLast()) + String(text))
      } else {
        examples.append(String(text))
      }
      goesOn = text.hasSuffix("\\")
    }
    // What is fetched is there already, and the page is opened by Tests/page.sh.
    return examples.filter { !$0.hasPrefix("git ") && !$0.hasPrefix("curl ") }
  }

  /// A folder with what the examples speak of.
  private static func folder() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write(String(repeating: "ข่าวภาษาไทยวันนี้ และเรื่องอื่น\n", count: 60), to: "th.txt")
    let loader = "seacrowd-datahub/seacrowd/sea_datasets/wisesight"
    try FileManager.default.createDirectory(
      atPath: scratch.file(loader), withIntermediateDirectories: true)
    try scratch.write(
      "_DATASETNAME = 'wisesight'\n_LANGUAGES = ['tha']\n", to: loader + "/wisesight.py")
    let made = try run(
      """
      mkdir models
      lontar catalogue export --quiet --language lao > records.jsonl
      cp records.jsonl old.jsonl
      lontar normalize --quiet th.txt -o models/nfc.txt --lineage --from-corpus thai/news
      lontar train --quiet --vocab-size 300 models/nfc.txt -o tokenizer.json --lineage
      """, in: scratch)
    #expect(made.status == 0, "\(made.messages)")
    return scratch
  }

  private static func run(_ script: String, in scratch: Scratch) throws -> Command.Run {
    try Command.shell(
      """
      set -e
      cd '\(scratch.path)'
      export HOME="$PWD" XDG_DATA_HOME="$PWD/data"
      unset LONTAR_CATALOGUE
      lontar() { "$lontar" "$@"; }
      \(script)
      """)
  }

  @Test(arguments: commands)
  func everyExampleRunsAsItIsPrinted(words: [String], status: [Int32]) throws {
    let help = try Command.run(["catalogue"] + words + ["--help"]).text
    let examples = try Self.examples(help)
    #expect(examples.count == status.count, "\(examples)")
    let scratch = try Self.folder()
    if words == ["audit", "checkpoint"] {
      #expect(try Self.run("lontar catalogue audit key audit.key", in: scratch).status == 0)
    }
    var before = ""
    for (example, wanted) in zip(examples, status) {
      let key = #"$(sed 's/.*"public_key":"\([0-9a-f]*\)".*/\1/' checkpoint.json)"#
      let line = example.replacingOccurrences(of: "HEX", with: key)
      // What a variable holds is known to the lines behind it.
      let run = try Self.run(before + line, in: scratch)
      #expect(run.status == wanted, "\(line): \(run.messages)")
      #expect(!run.messages.contains("Usage:"), "\(line): \(run.messages)")
      if line.hasPrefix("head=") { before = line + "\n" }
    }
  }

  @Test func aValueThatNoRecordHasIsSaid() throws {
    let scratch = try Self.folder()
    let run = try Self.run(
      "lontar catalogue search news --language khmer --task NER --year 1850", in: scratch)
    #expect(run.status == 0)
    #expect(run.messages.contains("no record has the language 'khmer'"), "\(run.messages)")
    #expect(run.messages.contains("no record has the year '1850'"), "\(run.messages)")
    #expect(!run.messages.contains("'NER'"), "\(run.messages)")
  }

  @Test func onlyThePropertiesThatAreAskedForAreCounted() throws {
    let scratch = try Self.folder()
    let run = try Self.run(
      "lontar catalogue facets --language lao --facet task --facet year", in: scratch)
    let facets = Set(run.text.split(separator: "\n").dropFirst().map { $0.prefix { $0 != " " } })
    #expect(facets == ["task", "year"])
  }
}

import Foundation
import LontarCatalogue

/// Measures what the catalogue does, at the size of a hub and at 100,000 records, and prints a table.
///
///     swift run -c release CatalogueTimes --command ../.build/release/lontar \
///       --hub seacrowd-datahub --hub nusa-crowd
///
/// Without `--hub` the records are the embedded ones, which have no descriptions: for trying only.
/// Both the time that passes and the processor's are shown: the first is what counts on an idle machine,
/// and the second is what can be compared on a busy one.
@main
struct CatalogueTimes {
  var hubs: [String] = []
  var command = "../.build/release/lontar"
  var recordCount = 100_000
  var random = Shuffler(state: 8)

  static func main() throws {
    var times = CatalogueTimes()
    var words = Array(CommandLine.arguments.dropFirst())
    while let word = words.first, words.count >= 2 {
      switch word {
      case "--hub": times.hubs.append(words[1])
      case "--command": times.command = words[1]
      case "--records": times.recordCount = Int(words[1]) ?? times.recordCount
      default: fatalError("no such option: \(word)")
      }
      words.removeFirst(2)
    }
    try times.run()
  }

  mutating func run() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "catalogue-times")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    Self.say("| what | median ms | p99 | processor, median | p99 | target |")
    Self.say("| --- | --: | --: | --: | --: | --: |")
    for hub in hubs { try loaders(of: hub) }
    let records =
      try hubs.isEmpty
      ? Catalogue.embedded.records() : hubs.flatMap { try ImportSource(path: $0).records }
    coldSearches(in: folder, records)
    try searches(Catalogue(records), records, "\(records.count) records, in memory", "1")
    let small = folder.appending(path: "small.sqlite").path
    try Catalogue.write(records, to: small)
    try searches(try Catalogue(path: small), records, "\(records.count) records, indexed", "1")
    pairs(Array(records.prefix(400)))
    try audit(in: folder)
    try large(in: folder, records)
  }

  private func loaders(of hub: String) throws {
    let runs = try (0..<5).map { _ in
      try Self.time { _ = try HubCheckout(path: hub).loaders() }
    }
    let count = try HubCheckout(path: hub).loaders().count
    row("\(count) loaders read", runs, "150 for 400")
  }

  private func coldSearches(in folder: URL, _ records: [Dataset]) {
    let index = folder.appending(path: "cold.sqlite").path
    try? Catalogue.write(records, to: index)
    let search = ["catalogue", "search", "khmer", "--quiet"]
    for (name, words, target) in [
      ("`lontar --version`", ["--version"], ""),
      ("`lontar catalogue search khmer`, embedded", search, "30"),
      ("the same in an index", search + ["--catalogue", index], "30"),
    ] {
      row(name, (0..<21).map { _ in Self.time { launch(words) } }, target)
    }
  }

  private mutating func searches(
    _ catalogue: Catalogue, _ records: [Dataset], _ name: String, _ target: String
  ) throws {
    let words = Self.words(of: records)
    var text: [Time] = []
    var facets: [Time] = []
    let languages = ["tha", "vie", "ind", "khm", "mya", "lao", "msa"]
    for round in 0..<300 {
      var query = Query(words[random.below(words.count)])
      if round % 3 == 0 { query.text += " " + words[random.below(words.count)] }
      query.countsFacets = false
      text.append(try Self.time { _ = try catalogue.search(query) })
      query = Query()
      query.limit = 0
      query.filters[.language] = [languages[random.below(languages.count)]]
      if round % 2 == 0 { query.filters[.allows] = ["commercial"] }
      facets.append(try Self.time { _ = try catalogue.search(query) })
    }
    row("text query, \(name)", text, target)
    row("facet counts, \(name)", facets, "2")
  }

  private func pairs(_ records: [Dataset]) {
    let policy = Policy()
    let count = records.count * (records.count - 1) / 2
    let runs = (0..<9).map { _ in
      Self.time { _ = policy.pairVerdicts(records, purpose: .shareText) }
    }
    row("\(count) pair verdicts", runs, "20 for 79800")
  }

  private func audit(in folder: URL) throws {
    let log = AuditLog(path: folder.appending(path: "audit.jsonl").path)
    let hash = String(repeating: "0123456789abcdef", count: 4)
    for block in 0..<10 {
      try log.append(
        (0..<100_000).map {
          AuditEntry(action: "add", subject: "made/\(block * 100_000 + $0)", sha256: hash)
        })
    }
    let runs = try (0..<3).map { _ in try Self.time { _ = try log.verify() } }
    row("1000000 audit entries verified", runs, "2000")
  }

  private mutating func large(in folder: URL, _ records: [Dataset]) throws {
    let lines = folder.appending(path: "large.jsonl")
    let index = folder.appending(path: "large.sqlite").path
    var bytes = Data()
    for number in 0..<recordCount {
      var record = records[number % records.count]
      record.id = record.id.replacing("/", with: "\(number / records.count)/")
      record.name += " \(number / records.count)"
      record.configurations = []
      bytes += record.canonicalBytes + [0x0A]
    }
    try bytes.write(to: lines)
    bytes = Data()
    let time = Self.time {
      launch(["catalogue", "import", "--quiet", "--catalogue", index, lines.path])
    }
    row("\(recordCount) records imported", [time], "15000")
    let size = try FileManager.default.attributesOfItem(atPath: index)[.size] as? Int ?? 0
    Self.say("| … most memory | \(Self.usage(RUSAGE_CHILDREN).memory >> 20) MB |||| |")
    Self.say("| … their index | \(size / 1_000_000) MB |||| 250 MB |")
    try searches(
      try Catalogue(path: index), records, "\(recordCount) records, indexed", "25")
  }

  // MARK: Measuring

  /// Writes a line at once, so that a long run can be watched.
  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  /// Milliseconds that pass, and those of the processor, of this process and of those it waited for.
  private struct Time {
    var passed: Double
    var cpu: Double
  }

  private func row(_ name: String, _ times: [Time], _ target: String) {
    func cells(_ values: [Double]) -> String {
      let sorted = values.sorted()
      let last = sorted[min(sorted.count - 1, sorted.count * 99 / 100)]
      return "\(Self.text(sorted[sorted.count / 2])) | \(Self.text(last))"
    }
    Self.say("| \(name) | \(cells(times.map(\.passed))) | \(cells(times.map(\.cpu))) | \(target) |")
  }

  private static func text(_ value: Double) -> String {
    String(format: value < 10 ? "%.2f" : "%.0f", value)
  }

  private static func time(_ body: () throws -> Void) rethrows -> Time {
    let before = usage(RUSAGE_SELF).cpu + usage(RUSAGE_CHILDREN).cpu
    let clock = ContinuousClock()
    let passed = try clock.measure(body) / .milliseconds(1)
    return Time(
      passed: passed, cpu: usage(RUSAGE_SELF).cpu + usage(RUSAGE_CHILDREN).cpu - before)
  }

  /// Runs the command. Foundation's `Process` would look for its end every 50 milliseconds only.
  private func launch(_ words: [String]) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    let arguments = ([command] + words).map { strdup($0) } + [nil]
    let environment = [strdup("HOME=/nowhere"), nil]
    defer { for text in arguments + environment { free(text) } }
    var child: pid_t = 0
    var status: Int32 = 0
    guard posix_spawn(&child, command, &actions, nil, arguments, environment) == 0,
      waitpid(child, &status, 0) == child
    else { fatalError("cannot run \(command)") }
  }

  /// What processes took: milliseconds of processor, and the most memory of one.
  private static func usage(_ whose: __rusage_who) -> (cpu: Double, memory: Int) {
    var usage = rusage()
    getrusage(whose.rawValue, &usage)
    func milliseconds(_ time: timeval) -> Double {
      Double(time.tv_sec) * 1e3 + Double(time.tv_usec) / 1e3
    }
    return (milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), usage.ru_maxrss << 10)
  }

  private static func words(of records: [Dataset]) -> [String] {
    var words: Set<String> = []
    for record in records {
      let text = "\(record.name) \(record.description ?? "")"
      for word in text.split(whereSeparator: { !$0.isLetter }) where word.count >= 3 {
        words.insert(String(word))
      }
    }
    return words.sorted()
  }
}

/// The same numbers in every run (xorshift).
struct Shuffler {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state % UInt64(limit))
  }
}

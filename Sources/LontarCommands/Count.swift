internal import ArgumentParser
internal import LontarStream
internal import LontarTokens
internal import Synchronization

/// `lontar count`: counts the pieces that a vocabulary would be trained on.
struct Count: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Count the words of text, to train on the counts later.",
    usage: "lontar count [--pre-tokenizer NAME] [FILE ... | --merge COUNTS ...] -o COUNTS",
    discussion: """
      Example: counts of several corpora add up to the counts of all.

        lontar count th.txt.zst --memory 1GiB -o th.counts
        lontar count km.txt.zst -o km.counts
        lontar count --merge th.counts km.counts -o all.counts
        lontar count --merge all.counts --top 10
        lontar train --counts all.counts --vocab-size 32000 -o tokenizer.json

      A word is a piece that the pre-tokenizer cuts. A record is a line with its newline, or with \
      --jsonl one field of a line of JSON. The file holds the names, sizes and hashes of what was \
      read, and is the same whatever the order, the number of jobs and the memory.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var records: RecordOptions
  @OptionGroup var cutting: PreTokenizerOptions

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Add up what `lontar count` wrote, instead of counting text.", valueName: "COUNTS"))
  var merge: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Keep no more than about so much in memory (such as 256MiB or 2GB), and the rest on disk, in \
      the directory of the output.
      """,
      valueName: "SIZE"),
    transform: ByteSize.init(argument:))
  var memory: ByteSize?

  @Option(help: ArgumentHelp("Show the N most frequent words instead.", valueName: "N"))
  var top: Int?

  @Flag(help: "Show settings, inputs, numbers and the most frequent words as JSON instead.")
  var json = false

  func validate() throws {
    if !merge.isEmpty {
      if !common.files.isEmpty || records.jsonl {
        throw ValidationError("--merge takes the place of text: give one or the other")
      }
      if memory != nil { throw ValidationError("--merge needs no --memory: it reads in order") }
    }
    if let top, top < 0 { throw ValidationError("--top must not be negative") }
    if let memory, memory.bytes < 64 << 20 {
      throw ValidationError("--memory must be at least 64MiB")
    }
  }

  func run() async throws {
    if merge.isEmpty { try common.refuseIdleTerminal(Self.self) }
    let inputs = merge.isEmpty ? common.inputs : Input.list(merge)
    let output = try OutputFile(common.outputTarget, inputs: inputs)
    var sink = CountsSink(output: output, showsTop: json || top != nil ? top ?? 20 : nil)
    let settings: CountsSettings
    if merge.isEmpty {
      let preTokenizer = try cutting.chosen() ?? .lontar
      settings = CountsSettings(preTokenizer: preTokenizer.name)
      async let origins = originsInBackground(of: inputs)
      if let memory {
        let spill = CountsSpill(directory: directory)
        try await countWords(common, records, cutBy: preTokenizer, memory: memory, spill)
        sink.begin(settings, try await origins)
        try spill.forEachWordInOrder { try sink.add($0, $1) }
      } else {
        let counts = try await countWords(common, records, cutBy: preTokenizer)
        sink.begin(settings, try await origins)
        try counts.forEachWordInOrderThrowing { try sink.add($0, $1) }
      }
    } else {
      let expected = try cutting.chosen().map { CountsSettings(preTokenizer: $0.name) }
      let files = try CountsInput.open(merge, settings: expected)
      settings = files[0].reader.settings
      sink.begin(settings, files.flatMap(\.reader.origins))
      try merge(files, into: &sink)
    }
    try sink.finish(json: json)
    try output.finish()
    common.summarise(
      "\(sink.total) words, \(sink.words) different (\(settings.preTokenizer))")
  }

  private func merge(_ files: [CountsInput], into sink: inout CountsSink) throws {
    do {
      try mergeCounts(files.map(\.reader)) { try sink.add($0, $1) }
    } catch let error as CountsFileError {
      // Which of them it is, reading each by itself tells.
      for name in merge {
        let file = try CountsInput(Input(argument: name))
        while try file.next() != nil {}
      }
      throw error
    }
  }

  /// Where to put what does not fit into memory.
  private var directory: String {
    guard case .file(let path) = common.outputTarget else {
      return environmentVariable("TMPDIR") ?? "/tmp"
    }
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }
}

/// A number of bytes, as an option gives it.
struct ByteSize {
  var bytes: Int

  init(argument: String) throws {
    let digits = argument.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }
    let unit = String(decoding: argument.utf8.dropFirst(digits.count), as: UTF8.self)
    let units = [
      "": 1, "B": 1, "kB": 1000, "KB": 1000, "MB": 1_000_000, "GB": 1_000_000_000,
      "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30,
    ]
    guard let number = Int(String(decoding: digits, as: UTF8.self)), let scale = units[unit],
      case (let bytes, let overflow) = number.multipliedReportingOverflow(by: scale), !overflow
    else {
      throw ValidationError("'\(argument)' is no size: write 256MiB or 2GB")
    }
    self.bytes = bytes
  }
}

/// Hashes the inputs while others count them.
func originsInBackground(of inputs: [Input]) async throws -> [TextOrigin] {
  try origins(of: inputs)
}

/// What counting keeps for one job.
private struct Counting: ~Copyable {
  /// Nothing only while a record is counted: an empty table in its place, one for each record, took
  /// 30 % of the time of training with GPT-2's grammar.
  var counts: WordCounts? = WordCounts()
  var scratch: [UInt8] = []
}

/// Counts the pieces of the records that the options name, on all jobs.
func countWords(
  _ common: CommonOptions, _ records: RecordOptions, cutBy preTokenizer: PreTokenizer
) async throws -> WordCounts {
  let sum = Mutex<WordCounts?>(WordCounts())
  let nothing: @Sendable (inout WordCounts) throws -> Void = { _ in }
  try await gatherWords(common, records, cutBy: preTokenizer, after: nothing) { counts in
    var others: WordCounts? = counts
    sum.withLock { sum in
      guard var total = sum.take(), let counts = others.take() else { return }
      total.merge(counts)
      sum = consume total
    }
  }
  return sum.withLock { $0.take() } ?? WordCounts()
}

/// Counts as ``countWords(_:_:cutBy:)`` does, within so much memory.
func countWords(
  _ common: CommonOptions, _ records: RecordOptions, cutBy preTokenizer: PreTokenizer,
  memory: ByteSize, _ spill: CountsSpill
) async throws {
  // A table is there twice while it grows, and blocks of text stand beside it.
  let share = max((memory.bytes - (24 << 20)) / common.jobCount / 5 * 2, 1 << 20)
  let spillIfLarge: @Sendable (inout WordCounts) throws -> Void = { counts in
    if counts.memoryInUse > share { try spill.add(&counts) }
  }
  try await gatherWords(common, records, cutBy: preTokenizer, after: spillIfLarge) { counts in
    var counts = counts
    try spill.add(&counts)
  }
}

private func gatherWords(
  _ common: CommonOptions, _ records: RecordOptions, cutBy preTokenizer: PreTokenizer,
  after: @escaping @Sendable (inout WordCounts) throws -> Void,
  finish: @escaping @Sendable (consuming WordCounts) throws -> Void
) async throws {
  let invalid = records.invalid
  let pipeline = RecordPipeline("count", common, records, keepsNewlines: true)
  try await pipeline.reduce {
    Counting()
  } body: { counting, text in
    guard var counts = counting.counts.take() else { return .normalized }
    do {
      let outcome = try invalid.admit(text, scratch: &counting.scratch) { text in
        counts.addPieces(of: text, cutBy: preTokenizer)
      }
      try after(&counts)
      counting.counts = consume counts
      return outcome
    } catch {
      counting.counts = consume counts
      throw error
    }
  } finish: { counting in
    try finish(counting.counts ?? WordCounts())
  }
  try pipeline.conclude()
}

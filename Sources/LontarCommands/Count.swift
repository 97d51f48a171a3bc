internal import ArgumentParser
internal import LontarStream
internal import LontarTokens
internal import Synchronization

/// `lontar count`: counts the pieces that a vocabulary would be trained on.
struct Count: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Count the words of text, to train on the counts later.",
    usage: "lontar count [--pre-tokenizer NAME] [FILE ...] -o COUNTS",
    discussion: """
      Example: counts of several corpora add up to the counts of all.

        lontar count th.txt.zst -o th.counts
        lontar count km.txt.zst -o km.counts
        lontar train --counts th.counts km.counts --vocab-size 32000 -o tokenizer.json

      A word is a piece that the pre-tokenizer cuts. A record is a line with its newline, or with \
      --jsonl one field of a line of JSON.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var records: RecordOptions
  @OptionGroup var cutting: PreTokenizerOptions

  func run() async throws {
    try common.refuseIdleTerminal(Self.self)
    let output = try OutputFile(common.outputTarget, inputs: common.inputs)
    let preTokenizer = try cutting.chosen() ?? .lontar
    let counts = try await countWords(common, records, cutBy: preTokenizer)
    common.summarise(
      "\(counts.total) words, \(counts.count) different (\(preTokenizer.name))")
    let file = CountsFile(preTokenizer: preTokenizer.name, counts: counts)
    try output.write(file.bytes().span)
    try output.finish()
  }
}

/// Counts the pieces of the records that the options name, on all jobs.
func countWords(
  _ common: CommonOptions, _ records: RecordOptions, cutBy preTokenizer: PreTokenizer
) async throws -> WordCounts {
  struct Counting: ~Copyable {
    var counts = WordCounts()
    var scratch: [UInt8] = []
  }
  let sum = Mutex<WordCounts?>(WordCounts())
  let invalid = records.invalid
  let pipeline = RecordPipeline("count", common, records, keepsNewlines: true)
  try await pipeline.reduce {
    Counting()
  } body: { counting, text in
    var counts = WordCounts()
    swap(&counts, &counting.counts)
    defer { swap(&counts, &counting.counts) }
    return try invalid.admit(text, scratch: &counting.scratch) { text in
      counts.addPieces(of: text, cutBy: preTokenizer)
    }
  } finish: { counting in
    var others: WordCounts? = counting.counts
    sum.withLock { sum in
      guard var total = sum.take(), let counts = others.take() else { return }
      total.merge(counts)
      sum = consume total
    }
  }
  try pipeline.conclude()
  return sum.withLock { $0.take() } ?? WordCounts()
}

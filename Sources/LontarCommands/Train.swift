public import ArgumentParser
internal import LontarStream
public import LontarTokens

/// `lontar train`: learns a vocabulary.
struct Train: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a byte-level BPE vocabulary on text or on counts.",
    usage: "lontar train [FILE ... | --counts FILE ...] --vocab-size N -o tokenizer.json",
    discussion: """
      Example: a vocabulary of Thai and Khmer, with a token that ends documents.

        lontar train th.txt.zst km.txt.zst --vocab-size 32000 --special '<|endoftext|>' \
      -o tokenizer.json

      The result is the one of Hugging Face tokenizers, which loads it. The same words give the \
      same file, whatever the number of jobs.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var records: RecordOptions
  @OptionGroup var cutting: PreTokenizerOptions

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Train on what `lontar count` wrote, added up.", valueName: "FILE"))
  var counts: [String] = []

  @Option(
    help: ArgumentHelp(
      "How many tokens to reach, the 256 bytes and special ones included.", valueName: "N"))
  var vocabSize: Int

  @Option(
    help: ArgumentHelp(
      "A text that is a token of its own; give it once for each.", valueName: "TOKEN"))
  var special: [String] = []

  @Option(
    help: ArgumentHelp("Merge only pairs that occur so often.", valueName: "N"))
  var minFrequency: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "characters: tokens are whole characters, or the beginning of one; none: any bytes.",
      valueName: "WHAT"))
  var integrity: Integrity = .none

  func validate() throws {
    if !counts.isEmpty && (!common.files.isEmpty || records.jsonl) {
      throw ValidationError("--counts takes the place of text: give one or the other")
    }
    do {
      let least = try trainer.leastVocabularySize()
      guard vocabSize >= least else {
        throw ValidationError(
          "--vocab-size must be at least \(least): the bytes and special tokens")
      }
    } catch let error as TrainingError {
      throw ValidationError("\(error)")
    }
  }

  private var trainer: BPETrainer {
    var trainer = BPETrainer(
      vocabularySize: vocabSize, specialTokens: special, minimumFrequency: minFrequency)
    trainer.integrity = integrity
    return trainer
  }

  func run() async throws {
    if counts.isEmpty { try common.refuseIdleTerminal(Self.self) }
    let output = try OutputFile(
      common.outputTarget, inputs: counts.isEmpty ? common.inputs : Input.list(counts))
    var preTokenizer = try cutting.chosen()
    let words =
      counts.isEmpty
      ? try await countWords(common, records, cutBy: preTokenizer ?? .lontar)
      : try addCounts(cutBy: &preTokenizer)
    let progress = Progress("train", common, unit: .tokens)
    let vocabulary = try trainer.train(on: words, progress: progress.update)
    progress.finish()
    let tokenizer = try Tokenizer(
      vocabulary: vocabulary, preTokenizer: preTokenizer ?? .lontar)
    try output.write(tokenizer.huggingFaceJSON().span)
    try output.finish()
    if vocabulary.count < vocabSize {
      common.summarise("\(vocabulary.count) tokens; there are no more pairs to merge")
    } else {
      common.summarise("\(vocabulary.count) tokens, \(vocabulary.merges.count) merges")
    }
  }

  /// Adds the counts files up; all must have been cut by the same pre-tokenizer, which the first
  /// one names unless an option does.
  private func addCounts(cutBy preTokenizer: inout PreTokenizer?) throws -> WordCounts {
    let files = try CountsInput.open(
      counts, settings: preTokenizer.map { CountsSettings(preTokenizer: $0.name) })
    let name = files[0].reader.settings.preTokenizer
    guard let found = preTokenizer ?? PreTokenizer(name: name) else {
      throw FileProblem(file: files[0].name, problem: UnknownPreTokenizer(name: name))
    }
    preTokenizer = found
    var sum = WordCounts()
    for file in files {
      while let (word, count) = try file.next() { sum.add(word.span, count: count) }
    }
    return sum
  }

  private struct UnknownPreTokenizer: Error, CustomStringConvertible {
    var name: String

    var description: String { "counted with pre-tokenizer '\(name)', which is not known here" }
  }
}

/// Something wrong with a file as a whole.
struct FileProblem: Error, CustomStringConvertible {
  var file: String
  var problem: any Error

  var description: String { "\(file): \(problem)" }
}

extension Integrity: ExpressibleByArgument {}

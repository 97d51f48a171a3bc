public import ArgumentParser
public import LontarSegmentation
internal import LontarStream
internal import LontarText

/// `lontar evaluate`: measures results against what a person made.
struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a segmentation against gold text, or tokenizers side by side.",
    usage: "lontar evaluate segmentation|tokenizer …",
    subcommands: [EvaluateSegmentation.self, EvaluateTokenizer.self])
}

/// `lontar evaluate segmentation`: how many words a segmenter finds.
struct EvaluateSegmentation: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segmentation",
    abstract: "Measure how well words are found.",
    usage: "lontar evaluate segmentation GOLD [PREDICTED] --lang CODE",
    discussion: """
      Example: how well a model finds the words of a treebank.

        lontar evaluate segmentation gold.txt --lang th --model th.seg

      GOLD holds a record a line, its pieces separated by '|'; a literal '|' is \\p, a backslash \\\\. \
      A file whose name ends in .conllu is CoNLL-U. \
      PREDICTED is the same text as cut by another tool; without it, lontar cuts the text itself. A \
      PREDICTED.tsv has rows of record, start and end, with tabs. \
      White space is not compared: in th, lo, km and my it ends a word, in other languages a word may \
      hold it. Records whose text was altered count as not found; the first is named, and the command \
      leaves with 1.
      """)

  @Argument(help: ArgumentHelp("Text that a person has cut.", valueName: "GOLD"))
  var gold: String

  @Argument(help: ArgumentHelp("The same text, cut by another tool.", valueName: "PREDICTED"))
  var predicted: String?

  @Option(
    help: ArgumentHelp("The language, as BCP 47 or ISO 639-3 code.", valueName: "CODE"),
    transform: Language.init(argument:))
  var lang: Language

  @OptionGroup var engine: EngineOptions
  @OptionGroup var words: WordOptions

  @Option(help: ArgumentHelp("What the offsets of a PREDICTED.tsv count.", valueName: "UNIT"))
  var offsetUnit: OffsetUnit = .scalar

  @Option(help: ArgumentHelp("What white space does to words.", valueName: "MEANING"))
  var spaces: Evaluation.Spaces?

  @Option(
    help: ArgumentHelp("Gold text whose words count as known, to measure those that are not."))
  var vocabulary: String?

  @Option(help: ArgumentHelp("Samples for the 95 % interval of the F1 of words; 0 for none."))
  var samples = 1000

  @Option(help: "List so many of the most frequent mistakes.")
  var mistakes = 0

  @Flag(help: "Write JSON.")
  var json = false

  func validate() throws {
    if samples < 0 { throw ValidationError("--samples must not be negative") }
    if mistakes < 0 { throw ValidationError("--mistakes must not be negative") }
  }

  func run() async throws {
    let goldTexts = try read(gold)
    var evaluation = Evaluation(
      language: lang, spaces: spaces, known: try vocabulary.map(read))
    let texts: [SegmentedText]
    if let predicted {
      texts =
        predicted.hasSuffix(".tsv")
        ? try readOffsets(predicted, of: goldTexts) : try read(predicted)
      guard texts.count == goldTexts.count else {
        throw FileProblem(
          file: predicted,
          problem: DifferentCount(found: texts.count, expected: goldTexts.count))
      }
    } else {
      texts = try Self.cut(
        goldTexts, by: engine.segmenter(language: lang, options: words.options()))
    }
    for (text, goldText) in zip(texts, goldTexts) { evaluation.add(text, gold: goldText) }
    let report = EvaluationReport(evaluation, samples: samples, mistakes: mistakes)
    let output = try OutputFile(Output(argument: nil), inputs: [])
    try output.write(Array((json ? report.json : report.table).utf8).span)
    try output.finish()
    // Other tools alter text, which is a finding about them and no reason to keep the figures back.
    if let predicted, let change = evaluation.firstChange {
      throw FileProblem(
        file: predicted,
        problem: OtherText(
          record: change.record + 1, byteOffset: change.byteOffset,
          count: evaluation.total.changed, total: texts.count))
    }
  }

  private func read(_ file: String) throws -> [SegmentedText] {
    let input = Input(argument: file)
    let bytes = try input.contents()
    do {
      guard SegmentedText.isConllu(file) else { return try SegmentedText.parse(bytes.span) }
      return try SegmentedText.parseConllu(
        bytes.span, unit: words.splitClitics ? .words : .tokens)
    } catch {
      throw FileProblem(file: input.name, problem: error)
    }
  }

  private func readOffsets(_ file: String, of texts: [SegmentedText]) throws -> [SegmentedText] {
    let input = Input(argument: file)
    let bytes = try input.contents()
    do {
      return try SegmentedText.parseOffsets(bytes.span, of: texts, unit: offsetUnit)
    } catch {
      throw FileProblem(file: input.name, problem: error)
    }
  }

  private static func cut(
    _ texts: [SegmentedText], by segmenter: Segmenter
  ) -> [SegmentedText] {
    var worker = segmenter.makeWorker()
    var cut: [SegmentedText] = []
    for text in texts {
      var pieces = SegmentedText()
      worker.forEachSegment(in: text.bytes.span) { range in
        pieces.append(text.bytes.span.extracting(range))
      }
      cut.append(pieces)
    }
    return cut
  }

  private struct DifferentCount: Error, CustomStringConvertible {
    var found: Int
    var expected: Int

    var description: String { "\(found) records, where the gold text has \(expected)" }
  }

  private struct OtherText: Error, CustomStringConvertible {
    var record: Int
    var byteOffset: Int
    var count: Int
    var total: Int

    var description: String {
      "record \(record): not the gold text at byte \(byteOffset) of its text; the words of such records "
        + "count as not found (\(count) of \(total))"
    }
  }
}

extension Evaluation.Spaces: ExpressibleByArgument {}

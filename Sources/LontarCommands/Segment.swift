public import ArgumentParser
public import LontarSegmentation
internal import LontarStream
internal import LontarText

/// `lontar segment`: cuts text into words, sentences or other pieces.
struct Segment: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Cut text into words, syllables, sentences, characters or lines.",
    usage: "lontar segment --lang CODE|auto [--unit UNIT] [FILE ...] [-o FILE]",
    discussion: """
      Example: words of a script that is written without spaces.

        echo ภาษาไทยง่ายนิดเดียว | lontar segment --lang th

      Nothing is lost: spaces and punctuation are pieces too. In --format text a separator within \
      a piece is written \\p, and a backslash \\\\.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var records: RecordOptions

  @Option(
    help: ArgumentHelp(
      """
      The language, as BCP 47 or ISO 639-3 code; or auto, which decides for each run of a script, and by \
      its words for what is in Latin letters.
      """, valueName: "CODE"), transform: LanguageChoice.init(argument:))
  var lang: LanguageChoice

  @Option(help: ArgumentHelp("The pieces.", valueName: "UNIT"))
  var unit: Segmenter.Unit = .word

  @OptionGroup var engine: EngineOptions
  @OptionGroup var words: WordOptions

  @Option(
    help: ArgumentHelp(
      """
      text: the pieces with a separator between them; jsonl: a JSON object of pieces, offsets and \
      kinds; offsets: a row of record, start, end and kind for each piece, with tabs; conllu: \
      CoNLL-U.
      """,
      valueName: "FORMAT"))
  var format: SegmentFormat = .text

  @Option(help: ArgumentHelp("What offsets count.", valueName: "UNIT"))
  var offsetUnit: OffsetUnit?

  @Option(
    help: ArgumentHelp(
      """
      What stands between two pieces in --format text (default: |, and a blank with --join).
      """, valueName: "STR"))
  var separator: String?

  @Option(
    help: ArgumentHelp(
      """
      In --format text, write this for the spaces within a piece, and leave out those between \
      pieces, as PhoBERT reads Vietnamese.
      """, valueName: "WHAT"))
  var join: PieceJoin?

  @Flag(
    help: """
      With --format jsonl or offsets, give for each piece how sure it is that a word ends there: from 0 \
      to 1, and 1 where rules decide.
      """)
  var scores = false

  @Flag(help: "Leave separators and backslashes within pieces as they are.")
  var noEscape = false

  @Flag(
    help: """
      Show what the model of the language was made from, with hashes and licences, and do \
      nothing else.
      """)
  var modelInfo = false

  func validate() throws {
    try words.validate(for: unit)
    let separator = pieceSeparator
    if separator.utf8.contains(UInt8(ascii: "\n")) {
      throw ValidationError("a --separator must not hold a newline")
    }
    if format != .text && (self.separator != nil || join != nil || noEscape) {
      throw ValidationError("--separator, --join and --no-escape need --format text")
    }
    if offsetUnit != nil && format != .offsets && format != .jsonl {
      throw ValidationError("--offset-unit needs --format offsets or jsonl")
    }
    if scores && (format != .offsets && format != .jsonl || records.jsonl && format == .offsets) {
      throw ValidationError("--scores needs --format jsonl, or --format offsets without --jsonl")
    }
    if scores && (unit != .word || engine.engine == .icu) {
      throw ValidationError("--scores needs --unit word and --engine lontar")
    }
    if format == .conllu && unit != .word {
      throw ValidationError("--format conllu needs --unit word")
    }
    if !noEscape && join == nil && SeparatedText(separator: separator) == nil {
      throw ValidationError(
        "a --separator that is empty, holds a backslash or ends as it begins needs --no-escape")
    }
  }

  private var pieceSeparator: String { separator ?? (join == nil ? "|" : " ") }

  func run() async throws {
    if modelInfo { return try showModel() }
    try common.refuseIdleTerminal(Self.self)
    let segmenter = try engine.segmenter(
      lang.language, unit: unit, options: words.options())
    // The tokens of CoNLL-U are those whose words are not split.
    var whole = segmenter.options
    whole.splitsClitics = false
    let tokenizer =
      format == .conllu
      ? try engine.segmenter(lang.language, unit: unit, options: whole) : segmenter
    let escaping = noEscape || join != nil ? nil : SeparatedText(separator: pieceSeparator)
    let writer = SegmentWriter(
      format: format, separated: escaping ?? SeparatedText(separatorWithoutEscapes: pieceSeparator),
      isJSON: records.jsonl, offsetUnit: offsetUnit ?? .byte, hasScores: scores,
      joinsByUnderscore: join != nil)
    let invalid = records.invalid
    let pipeline = RecordPipeline("segment", common, records)
    let makeJob: @Sendable () -> Job = {
      Job(worker: segmenter.makeWorker(), tokens: tokenizer.makeWorker())
    }
    if writer.isRows {
      try await pipeline.transformToRows(makeWorker: makeJob) { job, text, number, output in
        try job.segment(text, invalid, writer, number: number, appendingTo: &output)
      }
    } else {
      let result: RecordPipeline.Result = format == .text ? .text : .json
      try await pipeline.transform(as: result, makeWorker: makeJob) { job, text, output in
        try job.segment(text, invalid, writer, number: 0, appendingTo: &output)
      }
    }
  }

  private func showModel() throws {
    guard let language = lang.language else { throw ModelProblem.noLanguage }
    guard let model = try engine.segmenter(language: language).model else {
      throw ModelProblem.none(language)
    }
    let output = try OutputFile(Output(argument: common.output), inputs: [])
    try output.write(Array(model.provenance.utf8).span)
    try output.finish()
  }

  private enum ModelProblem: Error, CustomStringConvertible {
    case none(Language)
    case noLanguage

    var description: String {
      switch self {
      case .noLanguage: "--model-info needs the language of the model, not auto"
      case .none(let language): "\(language.name) has no model, and words are found by rules"
      }
    }
  }

  private struct Job: ~Copyable {
    var worker: Segmenter.Worker
    var tokens: Segmenter.Worker
    var scratch: [UInt8] = []

    mutating func segment(
      _ text: Span<UInt8>, _ invalid: InvalidUTF8Policy, _ writer: SegmentWriter, number: Int,
      appendingTo output: inout [UInt8]
    ) throws -> Normalizer.Outcome {
      try Self.segment(
        text, with: &worker, &tokens, scratch: &scratch, invalid, writer, number, &output)
    }

    private static func segment(
      _ text: Span<UInt8>, with worker: inout Segmenter.Worker,
      _ tokens: inout Segmenter.Worker, scratch: inout [UInt8], _ invalid: InvalidUTF8Policy,
      _ writer: SegmentWriter, _ number: Int, _ output: inout [UInt8]
    ) throws -> Normalizer.Outcome {
      try invalid.admit(text, scratch: &scratch) { text in
        if writer.isRows {
          writer.writeRows(
            text, number: number, cutBy: &worker, tokens: &tokens, appendingTo: &output)
        } else {
          writer.write(text, cutBy: &worker, appendingTo: &output)
        }
      }
    }
  }
}

extension Segmenter.Unit: ExpressibleByArgument {}

/// A language that an option names, or none where each text is to decide.
struct LanguageChoice {
  var language: Language?

  init(argument: String) throws {
    language =
      argument.utf8.elementsEqual("auto".utf8) ? nil : try Language(argument: argument)
  }
}

extension Language {
  /// Finds the language that an option names.
  init(argument: String) throws {
    do {
      self = try Language(argument)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}

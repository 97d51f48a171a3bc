internal import ArgumentParser
internal import LontarSegmentation
internal import LontarStream
internal import LontarText

/// `lontar train-segmenter`: learns where words end.
struct TrainSegmenter: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Learn from segmented text where words end.",
    usage: "lontar train-segmenter GOLD ... --lang CODE [--dev FILE] -o MODEL",
    discussion: """
      Example: a model of Thai from a treebank and a list of words, and its use; and the fifty lines \
      of a text to cut by hand next, in the format of GOLD.

        lontar train-segmenter train.txt --lang th --dev dev.txt --words list.txt \
      --licence 'train.txt=CC BY-SA 4.0' -o th.seg
        lontar segment --lang th --model th.seg text.txt
        lontar train-segmenter --lang th --unlabelled t.txt --suggest 50 > next.txt

      GOLD holds a record a line, its pieces separated by '|' (a literal '|' is \\p, a backslash \\\\); \
      a file whose name ends in .conllu is CoNLL-U. A few hundred records are enough to do better than \
      ICU. The same files give the same model; their names, SHA-256 and licences are kept \
      in it, and `lontar segment --model-info` shows them.
      """)

  @Argument(help: ArgumentHelp("Text that a person has cut.", valueName: "GOLD"))
  var gold: [String] = []

  @Option(
    help: ArgumentHelp("The language, as BCP 47 or ISO 639-3 code.", valueName: "CODE"),
    transform: Language.init(argument:))
  var lang: Language?

  @Option(
    help: ArgumentHelp(
      "Segmented text that tells when to stop; it is not learned from.", valueName: "FILE"))
  var dev: String?

  @Option(
    help: ArgumentHelp(
      "Known words, one a line, with a tab and a count if there is one; may be given again.",
      valueName: "FILE"))
  var words: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Text that nobody has cut. What a first model of GOLD finds in it twice or more are known words to \
      the model that is written, which helps where GOLD is small and the text is of the kind that is to \
      be cut; may be given again.
      """, valueName: "TEXT"))
  var unlabelled: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      Write the N records of the --unlabelled text of which the model is least sure, as it cuts them; \
      without GOLD the model is --model, or else the one that is part of lontar.
      """, valueName: "N"))
  var suggest: Int?

  @Option(
    help: ArgumentHelp("With --suggest and no GOLD: the model that doubts.", valueName: "FILE"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "The licence of a file, by its name without folders; may be given again.",
      valueName: "NAME=TEXT"))
  var licence: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the model here.", valueName: "MODEL"))
  var output: String?

  @OptionGroup var lineage: LineageOptions

  @Option(help: "Rows of the table of weights, as a power of two from 4 to 22.")
  var rows = 15

  @Option(help: "Go through the text so often at most.")
  var epochs = 16

  @Flag(help: "Do not let the model know the words of the training text.")
  var noTrainingWords = false

  @Flag(help: "Do not let the model look at ICU's boundaries.")
  var noICU = false

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func validate() throws {
    if gold.isEmpty && suggest == nil { throw ValidationError("give text to learn from") }
    guard let lang else { throw ValidationError("--lang is missing") }
    if !BoundaryTrainer.learns(lang) {
      throw ValidationError(
        "words of \(lang.name) are found by rules, and there is nothing to learn")
    }
    if output == nil && suggest == nil { throw ValidationError("-o MODEL is missing") }
    if output != nil && gold.isEmpty { throw ValidationError("-o MODEL needs GOLD") }
    if model != nil && !gold.isEmpty {
      throw ValidationError("--model is for --suggest without GOLD")
    }
    if let suggest {
      if suggest < 1 { throw ValidationError("--suggest must be at least 1") }
      if unlabelled.isEmpty { throw ValidationError("--suggest needs --unlabelled TEXT") }
    }
    if !(4...22).contains(rows) { throw ValidationError("--rows must be from 4 to 22") }
    if epochs < 1 { throw ValidationError("--epochs must be at least 1") }
    for entry in licence where !entry.utf8.contains(UInt8(ascii: "=")) {
      throw ValidationError("--licence '\(entry)' is not NAME=TEXT")
    }
  }

  func run() async throws {
    guard let lang else { return }
    let inputs = Input.list(gold + words + unlabelled + (dev.map { [$0] } ?? []))
    let output = try self.output.map { try OutputFile(Output(argument: $0), inputs: inputs) }
    var provenance = ModelProvenance(language: lang, licences: licence)
    var learned = try gold.isEmpty ? model.map(EngineOptions.read) : nil
    var texts: [[UInt8]] = []
    if gold.isEmpty {
      for file in unlabelled { texts += try lines(file, &provenance) }
    } else {
      learned = try train(lang, &provenance, unlabelled: &texts)
    }
    if let output, let learned {
      try output.write(learned.bytes().span)
      try output.finish()
    }
    if let suggest { try writeSuggestions(suggest, of: texts, lang, learned) }
  }

  private func train(
    _ language: Language, _ provenance: inout ModelProvenance, unlabelled texts: inout [[UInt8]]
  ) throws -> BoundaryModel {
    var training: [SegmentedText] = []
    for file in gold { training += try segmented(file, "training", &provenance) }
    let development = try dev.map { try segmented($0, "development", &provenance) } ?? []
    var list: [WordList.Entry] = []
    for file in words {
      let bytes = try provenance.read(file, "words")
      do {
        list += try WordList.parse(bytes.span)
      } catch {
        throw FileProblem(file: file, problem: error)
      }
    }
    for file in unlabelled { texts += try lines(file, &provenance) }
    var trainer = BoundaryTrainer(language: language)
    trainer.rowBits = rows
    trainer.epochs = epochs
    trainer.learnsWords = !noTrainingWords
    trainer.usesICU = !noICU
    let isQuiet = quiet
    let tell: (BoundaryTrainer.Progress) -> Void = { progress in
      guard !isQuiet else { return }
      let percent = (progress.f1 * 10000).rounded() / 100
      StandardStream.error.write("lontar: epoch \(progress.epoch), F1 of words \(percent) %\n")
    }
    let first = try trainer.train(
      on: training, development: development, words: list, provenance: provenance.text,
      progress: tell)
    if texts.isEmpty { return first }
    var estimator = try WordEstimator(language: language, model: first)
    for text in texts { estimator.add(text.span) }
    let found = estimator.words()
    if !isQuiet {
      StandardStream.error.write("lontar: \(found.count) words found in text that nobody has cut\n")
    }
    return try trainer.train(
      on: training, development: development, words: list + found, provenance: provenance.text,
      progress: tell)
  }

  private func writeSuggestions(
    _ count: Int, of texts: [[UInt8]], _ language: Language, _ learned: BoundaryModel?
  ) throws {
    let segmenter = try Segmenter(language: language, model: learned)
    var suggestions = Suggestions(segmenter, count: count)
    for text in texts { suggestions.add(text.span) }
    let output = try OutputFile(Output(argument: nil), inputs: [])
    let separated = SeparatedText(separatorWithoutEscapes: "|")
    let escaping = SeparatedText(separator: "|") ?? separated
    var worker = segmenter.makeWorker()
    for text in suggestions.texts {
      var line: [UInt8] = []
      escaping.append(text.span, cutBy: &worker, to: &line)
      try output.write((line + [0x0A]).span)
    }
    try output.finish()
  }

  private func segmented(
    _ file: String, _ role: String, _ provenance: inout ModelProvenance
  ) throws -> [SegmentedText] {
    let bytes = try provenance.read(file, role)
    do {
      let texts =
        SegmentedText.isConllu(file)
        ? try SegmentedText.parseConllu(bytes.span) : try SegmentedText.parse(bytes.span)
      if texts.allSatisfy({ $0.ends.count < 2 }) { throw GoldProblem.uncut }
      return texts
    } catch {
      throw FileProblem(file: file, problem: error)
    }
  }

  /// The lines of a text that are not empty.
  private func lines(_ file: String, _ provenance: inout ModelProvenance) throws -> [[UInt8]] {
    let bytes = try provenance.read(file, "unlabelled")
    var number = 0
    return try bytes.split(separator: 0x0A, omittingEmptySubsequences: false).compactMap { line in
      number += 1
      let text = line.last == 0x0D ? line.dropLast() : line
      if let fault = Array(text).span.firstIllFormedSequence() {
        throw FileProblem(
          file: file,
          problem: SegmentedTextError.malformedUTF8(line: number, byteOffset: fault.lowerBound))
      }
      return text.isEmpty ? nil : Array(text)
    }
  }

  private enum GoldProblem: Error, CustomStringConvertible {
    case uncut

    var description: String { "no line with two pieces: there is nothing to learn" }
  }
}

/// Where a model comes from, as it is written into the model.
private struct ModelProvenance {
  private(set) var text: String
  private let licences: [String]

  init(language: Language, licences: [String]) {
    text = "language: \(language.rawValue)\nicu: \(LibraryVersions.icu)\n"
    self.licences = licences
  }

  /// Reads a file and notes its name, digest and licence.
  mutating func read(_ file: String, _ role: String) throws -> [UInt8] {
    let bytes = try Input(argument: file).contents()
    let name = file.split(separator: "/").last.map(String.init) ?? file
    let licence = licences.first { $0.hasPrefix(name + "=") }?.dropFirst(name.count + 1)
    text += "\(role): \(name)\n  sha256: \(BoundaryModel.digest(bytes.span))\n"
    text += "  licence: \(licence ?? "not stated")\n"
    return bytes
  }
}

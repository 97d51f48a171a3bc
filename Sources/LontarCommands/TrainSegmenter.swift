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
      Example: a model of Thai from a treebank and a list of words, and its use.

        lontar train-segmenter train.txt --lang th --dev dev.txt --words list.txt \
      --licence 'train.txt=CC BY-SA 4.0' -o th.seg
        lontar segment --lang th --model th.seg text.txt

      GOLD holds a record a line, its pieces separated by '|' (a literal '|' is \\p, a backslash \\\\). \
      A few hundred records are enough to do better than ICU. The same files give the same model; \
      their names, SHA-256 and licences are kept in it, and `lontar segment --model-info` shows them.
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
    if gold.isEmpty { throw ValidationError("give text to learn from") }
    if lang == nil { throw ValidationError("--lang is missing") }
    if output == nil { throw ValidationError("-o MODEL is missing") }
    if !(4...22).contains(rows) { throw ValidationError("--rows must be from 4 to 22") }
    if epochs < 1 { throw ValidationError("--epochs must be at least 1") }
    for entry in licence where !entry.utf8.contains(UInt8(ascii: "=")) {
      throw ValidationError("--licence '\(entry)' is not NAME=TEXT")
    }
  }

  func run() async throws {
    let output = try OutputFile(
      Output(argument: self.output),
      inputs: Input.list(gold + words + (dev.map { [$0] } ?? [])))
    guard let lang else { return }
    var provenance = ModelProvenance(language: lang, licences: licence)
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
    var trainer = BoundaryTrainer(language: lang)
    trainer.rowBits = rows
    trainer.epochs = epochs
    trainer.learnsWords = !noTrainingWords
    trainer.usesICU = !noICU
    let model = try trainer.train(
      on: training, development: development, words: list, provenance: provenance.text
    ) { progress in
      guard !quiet else { return }
      let percent = (progress.f1 * 10000).rounded() / 100
      StandardStream.error.write("lontar: epoch \(progress.epoch), F1 of words \(percent) %\n")
    }
    try output.write(model.bytes().span)
    try output.finish()
  }

  private func segmented(
    _ file: String, _ role: String, _ provenance: inout ModelProvenance
  ) throws -> [SegmentedText] {
    let bytes = try provenance.read(file, role)
    do {
      return try SegmentedText.parse(bytes.span)
    } catch {
      throw FileProblem(file: file, problem: error)
    }
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

public import ArgumentParser
internal import LontarStream
public import LontarTokens

/// `lontar convert`: writes a tokenizer in another format.
struct Convert: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Convert a tokenizer's file to another format.",
    usage: "lontar convert IN OUT [--to FORMAT]",
    discussion: """
      Example: a rank file for Hugging Face tokenizers, and back.

        lontar convert o200k_base.tiktoken tokenizer.json
        lontar convert tokenizer.json ranks.tiktoken

      What was written is read again, and must give the same ids to the text of every token and to \
      sentences in each script of the region. What a format cannot hold is refused by its name. A \
      .tiktoken holds neither special tokens nor what cuts text: whoever reads it must know both.
      """)

  @Argument(help: ArgumentHelp("The tokenizer, as `lontar encode` reads it.", valueName: "IN"))
  var input: String

  @Argument(help: ArgumentHelp("The file to write.", valueName: "OUT"))
  var output: String

  @Option(
    help: ArgumentHelp(
      """
      What to write (default: as OUT ends): json, a tokenizer.json; gpt2, a vocab.json with \
      merges.txt beside it; tiktoken; tekken, a tekken.json; sentencepiece, a .model; wordpiece, a \
      vocab.txt.
      """,
      valueName: "FORMAT"))
  var to: TokenizerFormat?

  @OptionGroup var cutting: PreTokenizerOptions

  @Flag(name: .shortAndLong, help: "Show no summary.")
  var quiet = false

  func run() throws {
    let tokenizer = try loadTokenizer(input, preTokenizer: cutting.chosen())
    let format = to ?? TokenizerFormat(path: output)
    let files: [Tokenizer.ConvertedFile]
    do throws(ConversionError) {
      files = try tokenizer.converted(to: format)
    } catch {
      throw FileProblem(file: input, problem: error)
    }
    let slash = output.utf8.lastIndex(of: UInt8(ascii: "/")).map { output.utf8.index(after: $0) }
    let folder = String(output[..<(slash ?? output.startIndex)])
    var written: [OutputFile] = []
    for file in files {
      let target = Output(argument: file.name.map { folder + $0 } ?? output)
      let opened = try OutputFile(target, inputs: [.file(input)])
      try opened.write(file.bytes.span)
      try opened.close()
      written.append(opened)
    }
    for file in written { try file.finish() }
    guard !quiet else { return }
    let names = written.map(\.name).joined(separator: " and ")
    StandardStream.error.write(
      "lontar: \(names): \(tokenizer.vocabulary.count) tokens, the same ids\n")
    if format == .tiktoken {
      let special = tokenizer.vocabulary.specialTokens.map {
        "\(String(decoding: $0.text, as: UTF8.self)) \($0.id)"
      }
      let cut = tokenizer.preTokenizer?.name ?? ""
      StandardStream.error.write(
        "lontar: not in the file: --pre-tokenizer \(cut)"
          + (special.isEmpty ? "" : ", special tokens \(special.joined(separator: ", "))") + "\n")
    }
  }
}

extension TokenizerFormat: ExpressibleByArgument {
  /// The format that a file's name asks for.
  fileprivate init(path: String) {
    func ends(in suffix: String) -> Bool {
      Array(path.utf8).suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
    self =
      ends(in: ".tiktoken")
      ? .tiktoken
      : ends(in: ".model")
        ? .sentencepiece
        : ends(in: "vocab.json")
          ? .gpt2 : ends(in: "tekken.json") ? .tekken : ends(in: ".txt") ? .wordpiece : .json
  }
}

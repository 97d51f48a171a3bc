internal import ArgumentParser
internal import LontarJSON
internal import LontarTokens

/// `lontar tokenizer`: looks at tokenizers' files.
struct TokenizerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer",
    abstract: "Check tokenizers' files.",
    subcommands: [Verify.self])

  /// `lontar tokenizer verify`: checks files against their own rules.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Check tokenizers' files against their own rules.",
      discussion: """
        Example: do the merges of a file, and the order of its ids, give the same encodings?

          lontar tokenizer verify tokenizer.json

        Tells of ids without tokens, tokens that are the same, added tokens that are not found, tokens \
        that BPE cannot make, merges that disagree with ranks, and text that does not come back. Leaves \
        with 1 if a file contradicts itself.
        """)

    @Argument(help: ArgumentHelp("Tokenizers' files.", valueName: "FILE"))
    var files: [String]

    @OptionGroup var cutting: PreTokenizerOptions

    @Flag(help: "Write an object of JSON for each finding, on a line.")
    var json = false

    func run() throws {
      var isWrong = false
      for file in files {
        let tokenizer = try loadTokenizer(file, preTokenizer: cutting.chosen())
        for finding in tokenizer.findings() {
          isWrong = isWrong || finding.weight == .wrong
          guard json else {
            StandardStream.output.write("\(file): \(finding.weight): \(finding.text)\n")
            continue
          }
          let line = JSONValue.object([
            (Array("file".utf8), .string(Array(file.utf8))),
            (Array("weight".utf8), .string(Array(finding.weight.rawValue.utf8))),
            (Array("text".utf8), .string(Array(finding.text.utf8))),
          ])
          StandardStream.output.write(jsonLines([line]))
        }
      }
      if isWrong { throw ExitCode.failed }
    }
  }
}

extension Tokenizer {
  /// Refuses a tokenizer that contradicts itself, and tells of what is worth knowing.
  func verify(file: String, isQuiet: Bool) throws {
    for finding in findings() {
      switch finding.weight {
      case .good: break
      case .note:
        if !isQuiet { StandardStream.error.write("lontar: \(file): \(finding.text)\n") }
      case .wrong: throw FileProblem(file: file, problem: Contradiction(text: finding.text))
      }
    }
  }
}

private struct Contradiction: Error, CustomStringConvertible {
  var text: String

  var description: String { text }
}

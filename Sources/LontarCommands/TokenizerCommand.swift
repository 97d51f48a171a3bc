internal import ArgumentParser
internal import LontarJSON
internal import LontarStream
internal import LontarTokens

/// `lontar tokenizer`: looks at tokenizers' files, and prepares them.
struct TokenizerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer",
    abstract: "Check tokenizers' files, or make them load faster.",
    subcommands: [Verify.self, Compile.self])

  /// `lontar tokenizer compile`: writes the compiled file beside each.
  struct Compile: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compile",
      abstract: "Make large vocabularies load in a few milliseconds.",
      discussion: """
        Example: beside the file there is then o200k_base.tiktoken.lontar, of some 30 MB.

          lontar tokenizer compile o200k_base.tiktoken

        Whatever reads the file finds it there, and passes over it if the file has changed since, or if it \
        is of another version of Lontar, altered or cut short. To be rid of it, delete it. Only for byte-level \
        BPE in one file without other stages.
        """)

    @Argument(help: ArgumentHelp("Tokenizers' files.", valueName: "FILE"))
    var files: [String]

    @OptionGroup var cutting: PreTokenizerOptions

    @Flag(name: .shortAndLong, help: "Show no summary.")
    var quiet = false

    func run() throws {
      for file in files {
        let bytes: [UInt8]
        let chosen = try cutting.chosen()
        do throws(TokenizerError) {
          bytes = try Tokenizer.compiled(contentsOf: file, preTokenizer: chosen)
        } catch {
          throw FileProblem(file: file, problem: error)
        }
        let path = Tokenizer.compiledPath(of: file)
        let output = try OutputFile(Output(argument: path), inputs: [.file(file)])
        try output.write(bytes.span)
        try output.close()
        try output.finish()
        guard !quiet else { continue }
        StandardStream.error.write("lontar: \(path): \(bytes.count) bytes\n")
      }
    }
  }

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

internal import ArgumentParser
internal import LontarJSON
internal import LontarStream
internal import LontarText
internal import LontarTokens

/// `lontar evaluate tokenizer`: what text costs, and whom.
struct EvaluateTokenizer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer",
    abstract: "Measure tokenizers side by side, and how fair they are to languages.",
    usage: "lontar evaluate tokenizer TOKENIZER ... [--parallel FILE] [--text CODE=FILE ...]",
    discussion: """
      Example: ours beside a published one, on the same documents in eight languages.

        lontar evaluate tokenizer tokenizer.json o200k_base.tiktoken \
      --parallel documents.jsonl --html report.html

      Each line of --parallel is an object with a field for each language, named by its code; \
      other fields are passed over. Premium is the tokens of a language over those of the \
      reference, for the same text.
      """)

  @Argument(
    help: ArgumentHelp(
      "Tokenizers to measure: a tokenizer.json or a .tiktoken; NAME=FILE gives a name.",
      valueName: "TOKENIZER"))
  var tokenizers: [String]

  @Option(
    help: ArgumentHelp("Documents in several languages, as JSON Lines.", valueName: "FILE"))
  var parallel: String?

  @Option(
    help: ArgumentHelp(
      "A text of one language, a record a line; once for each.", valueName: "CODE=FILE"),
    transform: LanguageFiles.init(argument:))
  var text: [LanguageFiles] = []

  @Option(
    help: ArgumentHelp(
      "The language that others are compared with (default: en, if it is there).",
      valueName: "CODE"),
    transform: Language.init(argument:))
  var reference: Language?

  @Flag(help: "Show the measures as JSON.")
  var json = false

  @Option(
    help: ArgumentHelp("Write a page with plots here, complete in itself.", valueName: "FILE"))
  var html: String?

  @Option(
    name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp("Write the table here instead of standard output.", valueName: "FILE"))
  var output: String?

  func validate() throws {
    if parallel == nil && text.isEmpty {
      throw ValidationError("give text to measure on: --parallel FILE or --text CODE=FILE")
    }
    for one in text { _ = try Language(argument: one.name) }
  }

  func run() async throws {
    let named = tokenizers.map(Self.name)
    var loaded: [Tokenizer] = []
    for one in named { loaded.append(try loadTokenizer(one.file, preTokenizer: nil)) }
    let inputs = (named.map(\.file) + [parallel].compactMap(\.self) + text.flatMap(\.files))
      .map(Input.init(argument:))
    let table = try OutputFile(Output(argument: output), inputs: inputs)
    let page = try html.map { try OutputFile(.file($0), inputs: inputs) }
    var bench = TokenizerBench(loaded)
    if let parallel { try measureParallel(parallel, &bench) }
    for one in text {
      let language = try Language(argument: one.name)
      for file in one.files {
        try measure(try Input(argument: file).contents(), of: file, language, &bench)
      }
    }
    let report = try TokenizerReport(
      names: named.map(\.name), bench: bench, reference: reference,
      isParallel: parallel != nil)
    try table.write(Array((json ? report.json : report.table).utf8).span)
    try page?.write(Array(report.page.utf8).span)
    try table.finish()
    try page?.finish()
  }

  /// `NAME=FILE`, or a file's own name, with its directory where that says more.
  private static func name(_ argument: String) -> (name: String, file: String) {
    let bytes = Array(argument.utf8)
    if let equals = bytes.firstIndex(of: UInt8(ascii: "=")), equals > 0 {
      return (
        String(decoding: bytes[..<equals], as: UTF8.self),
        String(decoding: bytes[(equals + 1)...], as: UTF8.self)
      )
    }
    let parts = bytes.split(separator: UInt8(ascii: "/"))
    let last = parts.last.map { String(decoding: $0, as: UTF8.self) } ?? argument
    let isCommon = ["tokenizer.json", "tokenizer.model", "vocab.json"].contains(last)
    guard isCommon, parts.count > 1 else { return (last, argument) }
    return (String(decoding: parts[parts.count - 2], as: UTF8.self), argument)
  }

  private func measure(
    _ bytes: [UInt8], of file: String, _ language: Language, _ bench: inout TokenizerBench
  ) throws {
    var line = 0
    for record in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      guard !record.isEmpty else { continue }
      try measure(Array(record), file: file, line: line, language, &bench)
    }
  }

  private func measureParallel(_ file: String, _ bench: inout TokenizerBench) throws {
    let bytes = try Input(argument: file).contents()
    var expected: [String] = []
    var line = 0
    for record in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      guard !record.isEmpty else { continue }
      let object: JSONValue
      do {
        object = try JSONValue(parsing: Array(record).span)
      } catch {
        throw FileProblem(file: "\(file):\(line)", problem: error)
      }
      let fields = (object.object ?? []).compactMap { field -> (String, [UInt8])? in
        let code = String(decoding: field.key, as: UTF8.self)
        guard (try? Language(code)) != nil, let text = field.value.string else { return nil }
        return (code, text)
      }
      let codes = fields.map(\.0).sorted()
      if expected.isEmpty { expected = codes }
      guard !codes.isEmpty, codes == expected else {
        throw FileProblem(
          file: "\(file):\(line)", problem: OtherLanguages(found: codes, expected: expected))
      }
      for (code, text) in fields {
        try measure(text, file: file, line: line, try Language(code), &bench)
      }
    }
  }

  private func measure(
    _ text: [UInt8], file: String, line: Int, _ language: Language,
    _ bench: inout TokenizerBench
  ) throws {
    guard String(validating: text, as: UTF8.self) != nil else {
      throw FileProblem(file: "\(file):\(line)", problem: NotText())
    }
    try bench.measure(text.span, language: language)
  }

  private struct NotText: Error, CustomStringConvertible {
    var description: String { "not UTF-8" }
  }

  private struct OtherLanguages: Error, CustomStringConvertible {
    var found: [String]
    var expected: [String]

    var description: String {
      found.isEmpty
        ? "no field is named by a language's code"
        : "in \(found.joined(separator: ", ")), not in \(expected.joined(separator: ", "))"
    }
  }
}

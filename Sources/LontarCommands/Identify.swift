internal import ArgumentParser
internal import LontarText

/// `lontar identify`: tells the language of each record, or of each piece of mixed records.
struct Identify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tell the language of each record, and how sure that is.",
    usage: "lontar identify [--spans] [--format FORMAT] [FILE ...] [-o FILE]",
    discussion: """
      Example: what a file of many languages holds.

        lontar identify crawl.txt.zst | cut -f 1 | sort | uniq -c

      A record is a line, or with --jsonl one field of a line of JSON. Known are the languages that \
      --lang takes elsewhere: \(Language.all.map(\.rawValue).joined(separator: ", ")). What is in \
      none of them, or not clear, is und (undetermined).
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var records: RecordOptions

  @Flag(
    help: """
      Tell of each piece of a record that is in one language, not of the record; what the pieces \
      are of one record makes it up.
      """)
  var spans = false

  @Option(
    help: ArgumentHelp(
      """
      table: a row for each record of language and confidence (0 to 1), with a tab between; with \
      --spans a row for each piece of the record's number from 0, the bytes where it starts and \
      ends, language and confidence; jsonl: a JSON object for each record.
      """,
      valueName: "FORMAT"))
  var format: Format?

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case jsonl
  }

  func validate() throws {
    if records.jsonl && format == .table && !spans {
      throw ValidationError("--jsonl puts JSON in the place of the text: not --format table")
    }
  }

  func run() async throws {
    try common.refuseIdleTerminal(Self.self)
    let pipeline = RecordPipeline("identify", common, records)
    let invalid = records.invalid
    let asJSON = format.map { $0 == .jsonl } ?? records.jsonl
    let writer = IdentificationWriter()
    if spans && !asJSON {
      try await pipeline.transformToRows {
        [UInt8]()
      } body: { scratch, text, number, output in
        try invalid.admit(text, scratch: &scratch) { text in
          writer.writeSpanRows(of: text, number: number - 1, to: &output)
        }
      }
    } else {
      let spans = spans
      try await pipeline.transform(as: asJSON ? .json : .text) {
        [UInt8]()
      } body: { scratch, text, output in
        try invalid.admit(text, scratch: &scratch) { text in
          if spans {
            writer.writeSpans(of: text, to: &output)
          } else {
            writer.write(text, asJSON: asJSON, to: &output)
          }
        }
      }
    }
  }
}

/// Writes what records are found to be in.
private struct IdentificationWriter: Sendable {
  private let identifier = LanguageIdentifier()

  func write(_ text: Span<UInt8>, asJSON: Bool, to output: inout [UInt8]) {
    let found = identifier.identify(text)
    if asJSON {
      output.append(contentsOf: #"{"language":"#.utf8)
      appendLanguage(found, quoted: true, to: &output)
      output.append(contentsOf: #","confidence":"#.utf8)
      appendConfidence(found, to: &output)
      output.append(UInt8(ascii: "}"))
    } else {
      appendLanguage(found, quoted: false, to: &output)
      output.append(UInt8(ascii: "\t"))
      appendConfidence(found, to: &output)
    }
  }

  func writeSpanRows(of text: Span<UInt8>, number: Int, to output: inout [UInt8]) {
    identifier.forEachSpan(in: text) { bytes, found in
      output.append(contentsOf: "\(number)\t\(bytes.lowerBound)\t\(bytes.upperBound)\t".utf8)
      appendLanguage(found, quoted: false, to: &output)
      output.append(UInt8(ascii: "\t"))
      appendConfidence(found, to: &output)
      output.append(UInt8(ascii: "\n"))
    }
  }

  func writeSpans(of text: Span<UInt8>, to output: inout [UInt8]) {
    output.append(contentsOf: #"{"spans":["#.utf8)
    var isFirst = true
    identifier.forEachSpan(in: text) { bytes, found in
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      output.append(contentsOf: "[\(bytes.lowerBound),\(bytes.upperBound),".utf8)
      appendLanguage(found, quoted: true, to: &output)
      output.append(UInt8(ascii: ","))
      appendConfidence(found, to: &output)
      output.append(UInt8(ascii: "]"))
    }
    output.append(contentsOf: "]}".utf8)
  }

  private func appendLanguage(
    _ found: LanguageIdentifier.Identification, quoted: Bool, to output: inout [UInt8]
  ) {
    if quoted { output.append(UInt8(ascii: "\"")) }
    output.append(contentsOf: (found.language?.rawValue ?? "und").utf8)
    if quoted { output.append(UInt8(ascii: "\"")) }
  }

  /// Two digits are more than is known.
  private func appendConfidence(
    _ found: LanguageIdentifier.Identification, to output: inout [UInt8]
  ) {
    let hundredths = Int((found.confidence * 100).rounded())
    output.append(contentsOf: hundredths >= 100 ? "1.00".utf8 : "0.".utf8)
    if hundredths < 100 {
      output.append(UInt8(ascii: "0") + UInt8(hundredths / 10))
      output.append(UInt8(ascii: "0") + UInt8(hundredths % 10))
    }
  }
}

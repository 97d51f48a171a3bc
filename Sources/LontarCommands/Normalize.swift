public import ArgumentParser
public import LontarText

/// `lontar normalize`: brings text into a normal form.
struct Normalize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring text into one of Unicode's normal forms.",
    usage: "lontar normalize [--form FORM] [FILE ...] [-o FILE]",
    discussion: """
      Example: the same text, however it was typed, becomes the same bytes.

        lontar normalize --form nfc vi.txt.zst -o vi.nfc.txt.zst

      A record is a line, or with --jsonl one field of a line of JSON.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var records: RecordOptions

  @Option(
    help: ArgumentHelp("The form that comes out.", valueName: "FORM"))
  var form: NormalizationForm = .nfc

  @Option(
    help: ArgumentHelp(
      """
      What the input is written in; 'auto' finds out for each file, from its first 128 KiB, and \
      for each record whether it is Zawgyi, and refuses when unsure.
      """,
      valueName: "NAME|auto"),
    transform: EncodingChoice.init(argument:))
  var fromEncoding: EncodingChoice?

  @Flag(help: "List the encodings that --from-encoding knows.")
  var listEncodings = false

  func run() async throws {
    if listEncodings { return StandardStream.output.write(encodingList()) }
    try common.refuseIdleTerminal(Self.self)
    let normalizer = Normalizer(form: form, invalid: records.invalid)
    let pipeline = RecordPipeline("normalize", common, records, encoding: fromEncoding)
    // A newline neither changes in any form nor acts on its neighbours. Blocks instead of lines save
    // a quarter of the time.
    try await pipeline.transform(takingLinesTogether: true) {
    } body: { _, text, output in
      try normalizer.normalize(text, appendingTo: &output)
    }
  }
}

extension NormalizationForm: ExpressibleByArgument {}

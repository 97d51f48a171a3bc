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

  @Flag(
    help: ArgumentHelp(
      """
      Repair records whose bytes were once read with the wrong table (UTF-8 as Windows-1252, -1258 \
      or -874; TIS-620, TCVN3, VNI, VISCII as Windows-1252), where it is plain that they were.
      """))
  var repairMojibake = false

  @Flag(help: "List the encodings that --from-encoding knows.")
  var listEncodings = false

  func run() async throws {
    if listEncodings { return StandardStream.output.write(encodingList()) }
    try common.refuseIdleTerminal(Self.self)
    let normalizer = Normalizer(form: form, invalid: records.invalid)
    let pipeline = RecordPipeline("normalize", common, records, encoding: fromEncoding)
    let repair = TextRepair(
      zawgyi: fromEncoding?.zawgyi ?? .never, mojibake: repairMojibake)
    guard repair.isEmpty else { return try await pipeline.repair(repair, normalizer) }
    // A newline neither changes in any form nor acts on its neighbours. Blocks instead of lines save
    // a quarter of the time.
    try await pipeline.transform(takingLinesTogether: true) {
    } body: { _, text, output in
      try normalizer.normalize(text, appendingTo: &output)
    }
  }
}

extension RecordPipeline {
  /// Repairs each record, then normalises it.
  fileprivate func repair(_ repair: TextRepair, _ normalizer: Normalizer) async throws {
    try await transform {
      Repairing(worker: repair.makeWorker())
    } body: { repairing, text, output in
      // What makes a record bad is told by its place in the record as it was.
      let keepsBytes = normalizer.invalid == .fail || normalizer.invalid == .skip
      if !keepsBytes || text.firstIllFormedSequence() == nil {
        repairing.text.removeAll(keepingCapacity: true)
        var noEdits: OffsetMap?
        if repairing.worker.repair(text, appendingTo: &repairing.text, edits: &noEdits) {
          return try normalizer.normalize(repairing.text.span, appendingTo: &output)
        }
      }
      return try normalizer.normalize(text, appendingTo: &output)
    }
  }
}

/// What a job keeps between its records.
private struct Repairing: ~Copyable {
  var worker: TextRepair.Worker
  var text: [UInt8] = []
}

extension NormalizationForm: ExpressibleByArgument {}

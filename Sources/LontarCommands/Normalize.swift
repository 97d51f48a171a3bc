public import ArgumentParser
internal import LontarJSON
public import LontarText

/// `lontar normalize`: brings text into a normal form, and mends it by rules of its language.
struct Normalize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Normalise text, and mend it by its language's rules.",
    usage: "lontar normalize [--lang CODE] [--form FORM] [FILE ...] [-o FILE]",
    discussion: """
      Example: the same text, however it was typed, becomes the same bytes.

        lontar normalize --lang vi vi.txt.zst -o vi.nfc.txt.zst

      A record is a line, or with --jsonl one field of a line of JSON.

        lontar normalize --check vi.txt

      With --check nothing is written; the first place that is not in form is named.
      Vector instructions are used where there are some, and change no result;
      LONTAR_SIMD=scalar in the environment does without.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var records: RecordOptions

  @Option(
    help: ArgumentHelp(
      "The form that comes out. nfkc-safe is NFKC that leaves Thai and Lao am and ho whole.",
      valueName: "FORM"))
  var form: NormalizationForm = .nfc

  @Option(
    help: ArgumentHelp(
      "Whose implementation does it: Lontar's, ICU's or utf8proc's.", valueName: "ENGINE"))
  var engine: NormalizationEngine = .own

  @Flag(
    help: """
      Write nothing; fail at the first record that is not in the form, and say where: file, line, \
      and byte in the line.
      """)
  var check = false

  @Flag(
    help: """
      Write JSON: each record as {"text": …, "edits": [[0,4,0,3], …]}, where an edit says from and to \
      which byte of the record, and from and to which byte of the text it became. No edits where \
      nothing changed. A record's bytes are its line's in the file, in whatever encoding; with \
      --jsonl those of the field's UTF-8.
      """)
  var offsets = false

  @Flag(
    help: """
      Put U+034F, which is not seen, after every thirty combining marks in a row (Unicode's \
      Stream-Safe Text Format).
      """)
  var streamSafe = false

  @OptionGroup var rules: RuleOptions

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
    if rules.listRules { return StandardStream.output.write(rules.list) }
    try common.refuseIdleTerminal(Self.self)
    let normalizers =
      rules.areUsed
      ? try rules.normalizers(form: form, invalid: records.invalid, streamSafe: streamSafe)
      : RecordNormalizers(
        Normalizer(form: form, invalid: records.invalid, engine: engine, streamSafe: streamSafe))
    let normalizer = normalizers.common
    let pipeline = RecordPipeline(
      "normalize", common, records, encoding: fromEncoding,
      keepsEdits: offsets && !records.jsonl)
    let repair = TextRepair(
      zawgyi: fromEncoding?.zawgyi ?? .never, mojibake: repairMojibake)
    if check && !repair.isEmpty {
      throw ValidationError("--check looks at text as it is, without repairing it")
    }
    if let output = rules.output {
      guard repair.isEmpty, !check, !offsets else {
        throw ValidationError("--explain, --score and --zwsp boundary stand alone")
      }
      let language = rules.language
      return try await pipeline.transform(as: .json) {
        RuleReport()
      } body: { report, text, bytes in
        try report.append(
          output, of: text, normalizers.normalizer(for: text), language, to: &bytes)
      }
    }
    // A newline neither changes in any form nor acts on its neighbours, so that whole blocks are
    // done at once, and those that are in form already are written as they were read.
    if check {
      // Packed: no line stands for a record that is good.
      try await pipeline.transform(as: .packed) { _, text, _ in
        if normalizers.isOne, try normalizer.isNormalized(text) { return .normalized }
        throw TextError.notNormalized(form, byteOffset: 0)
      } makeWorker: {
      } body: { _, text, _ in
        if let place = try normalizers.normalizer(for: text).firstChange(in: text) {
          throw TextError.notNormalized(form, byteOffset: place)
        }
        return .normalized
      }
    } else if offsets {
      try await pipeline.transformWithEdits {
        OffsetWriter(repair, normalizers)
      } body: { writer, text, decoding, output in
        try writer.write(text, decodedBy: decoding, appendingTo: &output)
      }
    } else if !repair.isEmpty {
      try await pipeline.repair(repair, normalizers)
    } else if !normalizers.isOne {
      try await pipeline.transform {
      } body: { _, text, output in
        try normalizers.normalizer(for: text).normalize(text, appendingTo: &output)
      }
    } else {
      try await pipeline.transform { _, text, output in
        try normalizer.normalizeIfNeeded(text, appendingTo: &output)
      } makeWorker: {
      } body: { _, text, output in
        try normalizer.normalize(text, appendingTo: &output)
      }
    }
  }

  func validate() throws {
    if engine != .own && rules.areUsed {
      throw ValidationError("rules of languages need --engine own")
    }
    if form == .nfkcSafe && engine != .own {
      throw ValidationError("--engine \(engine.rawValue) does not have --form nfkc-safe")
    }
    if check && offsets {
      throw ValidationError("--check writes nothing, so there are no --offsets")
    }
    if check && common.output != nil {
      throw ValidationError("--check writes nothing, so there is no --output")
    }
    if check && records.invalid != .fail {
      throw ValidationError("--check fails at what is not UTF-8: leave out --invalid")
    }
    if offsets && engine == .utf8proc {
      throw ValidationError("--engine utf8proc gives no --offsets")
    }
    if offsets && records.invalid == .pass {
      throw ValidationError("--offsets writes JSON, which must be UTF-8: not --invalid pass")
    }
  }
}

extension RecordPipeline {
  /// Repairs each record, then normalises it; whole blocks of lines at once, where all are well-formed.
  fileprivate func repair(_ repair: TextRepair, _ normalizers: RecordNormalizers) async throws {
    let isOne = normalizers.isOne
    try await transform { repairing, text, output in
      guard isOne, text.firstIllFormedSequence() == nil else { throw NotTogether() }
      return repairing.repairLines(text)
        ? try normalizers.common.normalize(repairing.text.span, appendingTo: &output)
        : try normalizers.common.normalizeIfNeeded(text, appendingTo: &output)
    } makeWorker: {
      Repairing(worker: repair.makeWorker())
    } body: { repairing, text, output in
      var noEdits: OffsetMap?
      if repairing.repair(text, for: normalizers.common, edits: &noEdits) {
        let repaired = repairing.text
        return try normalizers.normalizer(for: repaired.span)
          .normalize(repaired.span, appendingTo: &output)
      }
      return try normalizers.normalizer(for: text).normalize(text, appendingTo: &output)
    }
  }
}

/// Lines must be taken one by one.
private struct NotTogether: Error {}

/// What a job keeps between its records.
private struct Repairing: ~Copyable {
  var worker: TextRepair.Worker
  var text: [UInt8] = []

  /// Puts lines with the repaired among them into `text`; false if there is nothing to repair.
  mutating func repairLines(_ lines: Span<UInt8>) -> Bool {
    text.removeAll(keepingCapacity: true)
    return worker.repairLines(lines, appendingTo: &text)
  }

  /// Puts the repaired record into `text`; false if there is nothing to repair.
  mutating func repair(
    _ record: Span<UInt8>, for normalizer: Normalizer, edits: inout OffsetMap?
  ) -> Bool {
    // What makes a record bad is told by its place in the record as it was.
    let keepsBytes = normalizer.invalid == .fail || normalizer.invalid == .skip
    if keepsBytes && record.firstIllFormedSequence() != nil { return false }
    text.removeAll(keepingCapacity: true)
    return worker.repair(record, appendingTo: &text, edits: &edits)
  }
}

/// Writes a record's normal form and the way back as JSON.
private struct OffsetWriter: ~Copyable {
  private let normalizers: RecordNormalizers
  private let isRepairing: Bool
  private var repairing: Repairing
  private var text: [UInt8] = []
  private var edits = OffsetMap()

  init(_ repair: TextRepair, _ normalizers: RecordNormalizers) {
    self.normalizers = normalizers
    isRepairing = !repair.isEmpty
    repairing = Repairing(worker: repair.makeWorker())
  }

  mutating func write(
    _ record: Span<UInt8>, decodedBy decoding: OffsetMap, appendingTo output: inout [UInt8]
  ) throws -> Normalizer.Outcome {
    text.removeAll(keepingCapacity: true)
    let outcome: Normalizer.Outcome
    var repairs: OffsetMap? = OffsetMap()
    if isRepairing, repairing.repair(record, for: normalizers.common, edits: &repairs),
      var way = repairs
    {
      let repaired = repairing.text
      outcome = try normalizers.normalizer(for: repaired.span)
        .normalize(repaired.span, appendingTo: &text, edits: &edits)
      way.compose(with: edits)
      edits = way
    } else {
      outcome = try normalizers.normalizer(for: record)
        .normalize(record, appendingTo: &text, edits: &edits)
    }
    if !decoding.isEmpty {
      var way = decoding
      way.compose(with: edits)
      edits = way
    }
    output.append(contentsOf: #"{"text":"#.utf8)
    appendJSONString(text.span, to: &output)
    output.append(contentsOf: #","edits":["#.utf8)
    for (index, edit) in edits.edits.enumerated() {
      let source = edit.source
      let target = edit.target
      output.append(
        contentsOf: """
          \(index > 0 ? "," : "")[\(source.lowerBound),\(source.upperBound),\
          \(target.lowerBound),\(target.upperBound)]
          """.utf8)
    }
    output.append(contentsOf: "]}".utf8)
    return outcome
  }
}

extension NormalizationEngine: ExpressibleByArgument {}
extension NormalizationForm: ExpressibleByArgument {}

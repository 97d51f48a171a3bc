internal import ArgumentParser
internal import LontarStream
internal import LontarText
internal import LontarTokens
internal import Synchronization

/// `lontar encode`: turns text into token ids.
struct Encode: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Encode text as token ids.",
    usage: "lontar encode --tokenizer FILE [--format FORMAT] [FILE ...] [-o FILE]",
    discussion: """
      Example: a corpus as numbers of 32 bits, through a pipe.

        zstd -dc km.txt.zst | lontar encode --tokenizer tokenizer.json --format u32 > ids.bin

      What a trainer maps: whole files as documents, each with a token behind it, in shards of a \
      hundred million tokens.

        lontar encode *.txt --tokenizer tokenizer.json --format megatron --document file \
      --append-token '<|endoftext|>' --shard-size 100000000 -o corpus

      In --format ids a record is a line without its newline, and its ids are a line of numbers. \
      In the packed formats the newline belongs to the record, so that decoding gives the same \
      bytes. With --jsonl the ids take the place of the field, or are packed. --format jsonl \
      does all that the tokenizer's file asks for, such as truncation; the others encode the whole \
      text unless told otherwise here. Lines and files of any length go through in parts where the \
      tokenizer has places at which cutting changes nothing: byte-level BPE with a published \
      pre-tokenizer, and others that part words at spaces; other tokenizers hold each record whole.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var records: RecordOptions

  @Option(
    help: ArgumentHelp(
      """
      What to encode with: a tokenizer.json, a SentencePiece .model, a .tiktoken or tekken.json, a \
      vocab.json or bpe.codes with its companion, or a vocab.txt of WordPiece.
      """,
      valueName: "FILE"))
  var tokenizer: String

  @OptionGroup var cutting: PreTokenizerOptions

  @Option(
    help: ArgumentHelp(
      """
      ids: numbers in decimal, a line for each record; jsonl: an object for each, with pieces, \
      offsets in bytes, words and what is special; u16, u32: packed numbers, little-endian; npy: a \
      NumPy file of them; megatron: OUTPUT.bin and OUTPUT.idx, the indexed dataset of Megatron-LM.
      """,
      valueName: "FORMAT"))
  var format: IDFormat = .ids

  @Option(
    help: ArgumentHelp(
      """
      With --format npy or megatron: uint16, uint32 or int32 (default: the smallest that Lontar, or \
      Megatron-LM, would choose for the vocabulary).
      """,
      valueName: "TYPE"))
  var dtype: NumberType?

  @OptionGroup(title: "Documents") var documents: DocumentOptions

  @Flag(help: "Add the special tokens that the tokenizer puts around a text.")
  var specialTokens = false

  @OptionGroup(title: "Special tokens in text") var special: SpecialTextOptions

  @Flag(help: "Write how many tokens a record has, instead of the tokens.")
  var count = false

  @Option(
    help: ArgumentHelp(
      "Cut each record to so many tokens, special ones included.", valueName: "N"))
  var maxLength: Int?

  @Option(
    help: ArgumentHelp(
      """
      With --max-length and --format jsonl: how many tokens the parts that are cut off, listed as \
      overflowing, share with the part before.
      """,
      valueName: "N"))
  var stride = 0

  @Flag(help: "With --max-length: cut off the beginning, not the end.")
  var fromLeft = false

  @Flag(help: "A record is two texts with a tab between, such as a question and its answer.")
  var pairs = false

  @Option(
    help: ArgumentHelp(
      "With --pairs and --max-length: which text gives way, longest, first or second.",
      valueName: "WHICH"))
  var cut: PairCut = .longest

  @Option(help: ArgumentHelp("Fill each record up to so many tokens.", valueName: "N"))
  var padTo: Int?

  @Option(
    help: ArgumentHelp(
      "The token that fills (default: the tokenizer's, or [PAD] or <pad>).", valueName: "TOKEN"))
  var padToken: String?

  @Flag(help: "With --pad-to: fill up in front, not behind.")
  var padLeft = false

  @Option(
    help: ArgumentHelp(
      """
      Leave out each merge with this probability, as BPE-dropout does in training (Provilkov et al. \
      2020); default: as the tokenizer's file says, or 0.
      """,
      valueName: "P"))
  var dropout: Double?

  @Option(help: ArgumentHelp("What the choices of --dropout begin with.", valueName: "N"))
  var seed: UInt64 = 0

  @Flag(help: "Check the tokenizer against its own rules first: see `lontar tokenizer verify`.")
  var verify = false

  func validate() throws {
    if count && format != .ids { throw ValidationError("--count is for --format ids") }
    if dtype != nil, format != .npy, format != .megatron {
      throw ValidationError("--dtype is for --format npy and megatron")
    }
    if format == .megatron, dtype == .uint32 {
      throw ValidationError("Megatron-LM has no uint32: take int32")
    }
    try documents.check(format, common, records)
    if documents.document == .line || documents.document == .block || documents.document == .file {
      if records.jsonl { throw ValidationError("--jsonl is for --document field") }
    }
    if let dropout, !(0...1).contains(dropout) {
      throw ValidationError("--dropout is from 0 to 1")
    }
    if cut != .longest, !pairs || maxLength == nil {
      throw ValidationError("--cut needs --pairs and --max-length")
    }
    if documents.appendToken != nil, format == .jsonl {
      throw ValidationError("--append-token is not for --format jsonl")
    }
    if let maxLength, maxLength < 1 { throw ValidationError("--max-length must be at least 1") }
    if stride < 0 || stride >= maxLength ?? .max {
      throw ValidationError("--stride must be less than --max-length")
    }
    if maxLength == nil, stride > 0 || fromLeft {
      throw ValidationError("--stride and --from-left need --max-length")
    }
    if let padTo, padTo < 1 { throw ValidationError("--pad-to must be at least 1") }
    if padTo == nil, padToken != nil || padLeft {
      throw ValidationError("--pad-token and --pad-left need --pad-to")
    }
  }

  /// Sets how long encodings may be and must be.
  private func setLengths(of tokenizer: inout Tokenizer) throws {
    if let maxLength {
      tokenizer.truncation = Truncation(
        length: maxLength, stride: stride, strategy: cut.strategy, isFromLeft: fromLeft)
    }
    guard let padTo else { return }
    if padToken == nil, tokenizer.padding != nil {
      tokenizer.padding?.length = padTo
      if padLeft { tokenizer.padding?.isOnLeft = true }
      return
    }
    let names = padToken.map { [$0] } ?? ["[PAD]", "<pad>"]
    for name in names {
      guard let id = tokenizer.id(of: Array(name.utf8)) else { continue }
      tokenizer.padding = Padding(
        length: padTo, id: id, piece: Array(name.utf8), isOnLeft: padLeft)
      return
    }
    throw FileProblem(file: self.tokenizer, problem: NoSuchToken(names: names))
  }

  func run() async throws {
    try common.refuseIdleTerminal(Self.self)
    let tokenizer = try load()
    let plan = try makePlan(tokenizer)
    let ignored = try special.ignored(by: tokenizer, file: self.tokenizer)
    let totals = EncodeTotals()
    let makeJob: @Sendable () throws -> EncodeJob = {
      EncodeJob(tokenizer.makeWorker(ignoring: ignored), plan)
    }
    let recordFormat = documents.format(records)
    let pipeline = RecordPipeline(
      "encode", common, documents.records(records), format: recordFormat,
      keepsNewlines: format.isPacked && format != .megatron && documents.document == nil)
    if records.jsonl, !format.isPacked, documents.document == nil {
      try await replaceFields(pipeline, totals, makeJob)
    } else {
      // What is cut, filled up or described is looked at as a whole.
      let isWhole = plan.hasLength || plan.takesPairs || !plan.refused.isEmpty || format == .jsonl
      let split = isWhole ? nil : documents.split(tokenizer)
      try await writeRecords(pipeline, documents.cut, split, tokenizer, totals, makeJob)
    }
    common.summarise(totals.summary)
  }

  private func load() throws -> Tokenizer {
    var tokenizer = try loadTokenizer(tokenizer, preTokenizer: cutting.chosen())
    try setLengths(of: &tokenizer)
    if verify { try tokenizer.verify(file: self.tokenizer, isQuiet: common.quiet) }
    if let dropout {
      do throws(TokenizerError) {
        try tokenizer.setDropout(dropout)
      } catch {
        throw FileProblem(file: self.tokenizer, problem: error)
      }
    } else if tokenizer.dropout > 0 {
      common.summarise(
        "\(self.tokenizer) asks for a dropout of \(tokenizer.dropout): done, with --seed \(seed); "
          + "--dropout 0 does without")
    }
    return tokenizer
  }

  private func makePlan(_ tokenizer: Tokenizer) throws -> EncodePlan {
    let type = format.numberType(asked: dtype, vocabularySize: tokenizer.vocabulary.count)
    if let type, tokenizer.vocabulary.count > type.capacity {
      throw FileProblem(
        file: self.tokenizer,
        problem: TooManyTokens(
          count: tokenizer.vocabulary.count, place: format == .u16 ? "--format u16" : "\(type)"))
    }
    let appended = try documents.appendToken.map { name in
      guard let id = tokenizer.id(of: Array(name.utf8)) else {
        throw FileProblem(file: self.tokenizer, problem: NoSuchToken(names: [name]))
      }
      return id
    }
    return EncodePlan(
      invalid: records.invalid, addsSpecials: specialTokens, appended: appended,
      hasLength: maxLength != nil || padTo != nil, takesPairs: pairs,
      refused: try special.refused(by: tokenizer, file: self.tokenizer), seed: seed)
  }

  /// Puts ids in the place of the field of each line of JSON.
  private func replaceFields(
    _ pipeline: RecordPipeline, _ totals: EncodeTotals,
    _ makeJob: @escaping @Sendable () throws -> EncodeJob
  ) async throws {
    let (format, count) = (format, count)
    try await pipeline.transformToRows(as: .json, makeWorker: makeJob) { job, text, line, output in
      let place = RecordPipeline.PartPlace(line: line)
      if format == .jsonl {
        let (outcome, count) = try job.encodeFully(text, place: place, appendingTo: &output)
        totals.add(tokens: count, bytes: text.count)
        return outcome
      }
      let outcome = try job.encode(text, place: place)
      totals.add(tokens: job.ids.count, bytes: text.count)
      if count {
        appendDecimal(TokenID(clamping: job.ids.count), to: &output)
      } else {
        job.appendText(isJSON: true, to: &output)
      }
      return outcome
    }
  }

  /// Writes something for each record: numbers in binary, or lines.
  private func writeRecords(
    _ pipeline: RecordPipeline, _ cut: BlockCut, _ split: RecordSplit?, _ tokenizer: Tokenizer,
    _ totals: EncodeTotals, _ makeJob: @escaping @Sendable () throws -> EncodeJob
  ) async throws {
    if let type = format.numberType(asked: dtype, vocabularySize: tokenizer.vocabulary.count) {
      let packed = try PackedOutput(
        format, type: type, to: common.outputTarget,
        shardTokenCount: documents.shardSize?.tokenCount(of: type), inputs: pipeline.inputs)
      try await pipeline.transformParts(
        cut: cut, split: split, makeWorker: makeJob,
        delivering: { try packed.take($0) },
        body: { job, text, place, output in
          let start = PackedOutput.beginFrame(in: &output)
          let outcome = try job.encode(text, place: place)
          totals.add(tokens: job.ids.count, bytes: text.count)
          for id in job.ids { type.append(id, to: &output) }
          PackedOutput.endFrame(
            start, count: job.ids.count, endsDocument: !place.endsInside, in: &output)
          return outcome
        })
      try packed.finish()
      return try pipeline.conclude()
    }
    let (format, count) = (format, count)
    // Lines end as those of the input do; other documents have a line each.
    let addsNewlines = documents.document == .block || documents.document == .file
    let file = try OutputFile(common.outputTarget, inputs: pipeline.inputs)
    let counter = CountLines()
    try await pipeline.transformParts(
      cut: cut, split: split, makeWorker: makeJob,
      delivering: { results in
        guard count else { return try file.write(results) }
        try file.write(counter.lines(of: results).span)
      },
      body: { job, text, place, output in
        let outcome: Normalizer.Outcome
        if format == .jsonl {
          let (found, count) = try job.encodeFully(text, place: place, appendingTo: &output)
          totals.add(tokens: count, bytes: text.count)
          outcome = found
        } else {
          outcome = try job.encode(text, place: place)
          totals.add(tokens: job.ids.count, bytes: text.count)
          if count {
            CountLines.append(job.ids.count, isWhole: !place.endsInside, to: &output)
          } else {
            if place.startsInside, !job.ids.isEmpty { output.append(UInt8(ascii: " ")) }
            job.appendText(isJSON: false, to: &output)
          }
        }
        if !place.endsInside, addsNewlines || place.hasNewline { output.append(UInt8(ascii: "\n")) }
        return outcome
      })
    try file.finish()
    try pipeline.conclude()
  }

  private struct TooManyTokens: Error, CustomStringConvertible {
    var count: Int
    var place: String

    var description: String { "\(count) tokens do not fit \(place); use u32 or uint32" }
  }
}

/// Adds up the counts of a record's parts.
private final class CountLines: Sendable {
  private let count = Mutex(0)

  /// Appends a count, and a mark behind it if its record goes on.
  static func append(_ count: Int, isWhole: Bool, to output: inout [UInt8]) {
    appendDecimal(TokenID(clamping: count), to: &output)
    if !isWhole { output.append(UInt8(ascii: "+")) }
  }

  /// Lines of counts, in which each that has a mark is added to the next.
  func lines(of counts: Span<UInt8>) -> [UInt8] {
    var lines: [UInt8] = []
    count.withLock { carried in
      var number = 0
      var hasNumber = false
      func end() {
        guard hasNumber else { return }
        appendDecimal(TokenID(clamping: carried + number), to: &lines)
        (carried, number, hasNumber) = (0, 0, false)
      }
      for index in counts.indices {
        switch counts[index] {
        case UInt8(ascii: "+"):
          carried += number
          (number, hasNumber) = (0, false)
        case UInt8(ascii: "\n"):
          end()
          lines.append(UInt8(ascii: "\n"))
        case let digit:
          number = number * 10 + Int(digit - UInt8(ascii: "0"))
          hasNumber = true
        }
      }
      end()
    }
    return lines
  }
}

/// Loads a tokenizer, and names the file if that fails.
func loadTokenizer(_ path: String, preTokenizer: PreTokenizer?) throws -> Tokenizer {
  do {
    return try Tokenizer(contentsOf: path, preTokenizer: preTokenizer)
  } catch {
    throw FileProblem(file: path, problem: error)
  }
}

/// As ``loadTokenizer(_:preTokenizer:)``, to decode with.
func loadDecodingTokenizer(_ path: String) throws -> Tokenizer {
  do {
    return try Tokenizer(forDecoding: path)
  } catch {
    throw FileProblem(file: path, problem: error)
  }
}

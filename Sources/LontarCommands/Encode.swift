internal import ArgumentParser
internal import LontarStream
internal import LontarText
internal import LontarTokens
internal import Synchronization

/// How token ids are written.
enum IDFormat: String, CaseIterable, ExpressibleByArgument {
  case ids
  case jsonl
  case u16
  case u32

  /// How many bytes an id has, if they are packed.
  var width: Int? {
    switch self {
    case .ids, .jsonl: nil
    case .u16: 2
    case .u32: 4
    }
  }
}

/// `lontar encode`: turns text into token ids.
struct Encode: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Encode text as token ids.",
    usage: "lontar encode --tokenizer FILE [--format FORMAT] [FILE ...] [-o FILE]",
    discussion: """
      Example: a corpus as numbers of 32 bits, through a pipe.

        zstd -dc km.txt.zst | lontar encode --tokenizer tokenizer.json --format u32 > ids.bin

      In --format ids a record is a line without its newline, and its ids are a line of numbers. \
      In the packed formats the newline belongs to the record, so that decoding gives the same \
      bytes. With --jsonl the ids take the place of the field, or are packed. --format jsonl \
      does all that the tokenizer's file asks for, such as truncation; the others encode the whole \
      text unless told otherwise here.
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
      offsets in bytes, words and what is special; u16, u32: packed numbers, little-endian.
      """,
      valueName: "FORMAT"))
  var format: IDFormat = .ids

  @Flag(help: "Add the special tokens that the tokenizer puts around a text.")
  var specialTokens = false

  @Flag(help: "Take the text of special tokens for ordinary text.")
  var plainText = false

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

  @Option(help: ArgumentHelp("Fill each record up to so many tokens.", valueName: "N"))
  var padTo: Int?

  @Option(
    help: ArgumentHelp(
      "The token that fills (default: the tokenizer's, or [PAD] or <pad>).", valueName: "TOKEN"))
  var padToken: String?

  func validate() throws {
    if count && format != .ids { throw ValidationError("--count is for --format ids") }
    if let maxLength, maxLength < 1 { throw ValidationError("--max-length must be at least 1") }
    if stride < 0 || stride >= maxLength ?? .max {
      throw ValidationError("--stride must be less than --max-length")
    }
    if maxLength == nil, stride > 0 || fromLeft {
      throw ValidationError("--stride and --from-left need --max-length")
    }
    if let padTo, padTo < 1 { throw ValidationError("--pad-to must be at least 1") }
    if padTo == nil, padToken != nil { throw ValidationError("--pad-token needs --pad-to") }
  }

  /// Sets how long encodings may be and must be.
  private func setLengths(of tokenizer: inout Tokenizer) throws {
    if let maxLength {
      tokenizer.truncation = Truncation(length: maxLength, stride: stride, isFromLeft: fromLeft)
    }
    guard let padTo else { return }
    if padToken == nil, tokenizer.padding != nil {
      tokenizer.padding?.length = padTo
      return
    }
    let names = padToken.map { [$0] } ?? ["[PAD]", "<pad>"]
    for name in names {
      guard let id = tokenizer.id(of: Array(name.utf8)) else { continue }
      tokenizer.padding = Padding(length: padTo, id: id, piece: Array(name.utf8))
      return
    }
    throw FileProblem(file: self.tokenizer, problem: NoSuchToken(names: names))
  }

  func run() async throws {
    try common.refuseIdleTerminal(Self.self)
    var loaded = try loadTokenizer(tokenizer, preTokenizer: cutting.chosen())
    try setLengths(of: &loaded)
    let tokenizer = loaded
    let ignored = plainText ? tokenizer.addedTokens.filter(\.isSpecial).map(\.id) : []
    let hasLength = maxLength != nil || padTo != nil
    let count = count
    if format == .u16, tokenizer.vocabulary.count > 1 << 16 {
      throw FileProblem(
        file: self.tokenizer, problem: TooManyTokens(count: tokenizer.vocabulary.count))
    }
    let format = format
    let invalid = records.invalid
    let isJSON = records.jsonl
    let totals = Totals()
    let addsSpecials = specialTokens
    let pipeline = RecordPipeline(
      "encode", common, records, keepsNewlines: format.width != nil)
    let result: RecordPipeline.Result =
      format.width != nil ? .packed : isJSON || format == .jsonl ? .json : .text
    try await pipeline.transform(as: result) {
      Job(
        worker: tokenizer.makeWorker(ignoring: ignored), addsSpecials: addsSpecials,
        hasLength: hasLength)
    } body: { job, text, output in
      if format == .jsonl {
        return try job.encodeFully(text, invalid, totals, appendingTo: &output)
      }
      let outcome = try job.encode(text, invalid)
      totals.add(tokens: job.ids.count, bytes: text.count)
      switch format {
      case .ids where count: appendDecimal(TokenID(clamping: job.ids.count), to: &output)
      case .ids: job.appendText(isJSON: isJSON, to: &output)
      case .u16: for id in job.ids { appendPacked(UInt16(truncatingIfNeeded: id), to: &output) }
      case .u32, .jsonl: for id in job.ids { appendPacked(id, to: &output) }
      }
      return outcome
    }
    common.summarise(totals.summary)
  }

  private struct Job: ~Copyable {
    var worker: Tokenizer.Worker
    var ids: [TokenID] = []
    var scratch: [UInt8] = []

    let addsSpecials: Bool
    let hasLength: Bool

    init(worker: consuming Tokenizer.Worker, addsSpecials: Bool, hasLength: Bool) {
      self.worker = worker
      self.addsSpecials = addsSpecials
      self.hasLength = hasLength
    }

    mutating func encode(
      _ text: Span<UInt8>, _ invalid: InvalidUTF8Policy
    ) throws -> Normalizer.Outcome {
      ids.removeAll(keepingCapacity: true)
      return try Self.encode(
        text, invalid, addsSpecials, hasLength, with: &worker, scratch: &scratch,
        appendingTo: &ids)
    }

    private static func encode(
      _ text: Span<UInt8>, _ invalid: InvalidUTF8Policy, _ addsSpecials: Bool,
      _ hasLength: Bool, with worker: inout Tokenizer.Worker, scratch: inout [UInt8],
      appendingTo ids: inout [TokenID]
    ) throws -> Normalizer.Outcome {
      try invalid.admit(text, scratch: &scratch) {
        if hasLength {
          ids += try worker.encoding(of: $0, addingSpecials: addsSpecials).ids
          return
        }
        worker.encode($0, addingSpecials: addsSpecials, appendingTo: &ids)
      }
    }

    /// Encodes a text with all that is known of its tokens, as an object of JSON.
    mutating func encodeFully(
      _ text: Span<UInt8>, _ invalid: InvalidUTF8Policy, _ totals: Totals,
      appendingTo output: inout [UInt8]
    ) throws -> Normalizer.Outcome {
      try Self.encodeFully(
        text, invalid, addsSpecials, totals, with: &worker, scratch: &scratch,
        appendingTo: &output)
    }

    private static func encodeFully(
      _ text: Span<UInt8>, _ invalid: InvalidUTF8Policy, _ addsSpecials: Bool, _ totals: Totals,
      with worker: inout Tokenizer.Worker, scratch: inout [UInt8],
      appendingTo output: inout [UInt8]
    ) throws -> Normalizer.Outcome {
      try invalid.admit(text, scratch: &scratch) {
        let encoding = try worker.encoding(of: $0, addingSpecials: addsSpecials)
        totals.add(tokens: encoding.count, bytes: text.count)
        encoding.appendJSON(to: &output)
      }
    }

    func appendText(isJSON: Bool, to output: inout [UInt8]) {
      if isJSON { output.append(UInt8(ascii: "[")) }
      for (index, id) in ids.enumerated() {
        if index > 0 {
          if isJSON { output.append(UInt8(ascii: ",")) }
          output.append(UInt8(ascii: " "))
        }
        appendDecimal(id, to: &output)
      }
      if isJSON { output.append(UInt8(ascii: "]")) }
    }
  }

  private struct NoSuchToken: Error, CustomStringConvertible {
    var names: [String]

    var description: String { "has no token \(names.joined(separator: " or "))" }
  }

  private struct TooManyTokens: Error, CustomStringConvertible {
    var count: Int

    var description: String { "\(count) tokens do not fit --format u16; use u32" }
  }

  /// What was encoded, over all jobs.
  private final class Totals: Sendable {
    private let tokens = Atomic(0)
    private let bytes = Atomic(0)

    func add(tokens: Int, bytes: Int) {
      self.tokens.add(tokens, ordering: .relaxed)
      self.bytes.add(bytes, ordering: .relaxed)
    }

    var summary: String {
      let tokens = tokens.load(ordering: .relaxed)
      let bytes = bytes.load(ordering: .relaxed)
      guard tokens > 0 else { return "no tokens" }
      let hundredths = Int((Double(bytes) / Double(tokens) * 100).rounded())
      let cents = hundredths % 100
      return "\(tokens) tokens of \(bytes) bytes, "
        + "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents) bytes a token"
    }
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

private func appendPacked<Number: FixedWidthInteger>(_ number: Number, to output: inout [UInt8]) {
  for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
    output.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
  }
}

private func appendDecimal(_ number: TokenID, to output: inout [UInt8]) {
  let start = output.count
  var rest = number
  repeat {
    output.append(UInt8(ascii: "0") + UInt8(rest % 10))
    rest /= 10
  } while rest > 0
  output[start...].reverse()
}

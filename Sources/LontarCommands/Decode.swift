internal import ArgumentParser
internal import LontarStream
internal import LontarTokens
internal import Synchronization

/// `lontar decode`: turns token ids into text.
struct Decode: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decode token ids to text.",
    usage: "lontar decode --tokenizer FILE [--format FORMAT] [FILE ...] [-o FILE]",
    discussion: """
      Example: what comes out is what was encoded, byte for byte.

        lontar encode th.txt --tokenizer tokenizer.json --format u32 \
      | lontar decode --tokenizer tokenizer.json --format u32 | cmp - th.txt

      What a model says, as it says it, and never half a character:

        model | lontar decode --tokenizer tokenizer.json --split characters

      In --format ids each line of numbers becomes a line of text. Bytes come out as soon as no id \
      that follows can change them: with byte-level BPE at once.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("The tokenizer that made the ids.", valueName: "FILE"))
  var tokenizer: String

  @Option(
    help: ArgumentHelp(
      """
      How the ids are written: see `lontar encode`. With npy the files say which numbers they hold; \
      with megatron a FILE is CORPUS, CORPUS.bin or CORPUS.idx.
      """,
      valueName: "FORMAT"))
  var format: IDFormat = .ids

  @Option(
    help: ArgumentHelp(
      "Where text may be parted on its way out: between bytes, or only between characters.",
      valueName: "PLACE"))
  var split: TextSplit = .bytes

  @Flag(help: "Leave out special tokens.")
  var skipSpecial = false

  @Flag(help: "With --format megatron: put a newline behind each document.")
  var lines = false

  func validate() throws {
    if format == .jsonl { throw ValidationError("--format jsonl is for encoding") }
    if lines, format != .megatron { throw ValidationError("--lines is for --format megatron") }
    if format == .npy || format == .megatron, common.files.isEmpty {
      throw ValidationError("--format \(format) needs files to read")
    }
  }

  func run() async throws {
    try common.refuseIdleTerminal(Self.self)
    let tokenizer = try loadDecodingTokenizer(tokenizer)
    if format.isPacked, !tokenizer.decodesByToken {
      throw FileProblem(file: self.tokenizer, problem: IDProblem.needsLines)
    }
    let indexes = try format == .megatron ? common.files.map(PackedInput.megatron) : []
    let inputs = indexes.isEmpty ? common.inputs : indexes.map(\.input)
    let output = try OutputFile(common.outputTarget, inputs: inputs)
    let progress = Progress("decode", common)
    let text = TextOutput(output, split: split)
    let decoding = Decoding(tokenizer: tokenizer, skipsSpecial: skipSpecial)
    if format.isPacked {
      let (format, addsNewlines) = (format, lines)
      try await transform(
        inputs, jobs: common.jobCount, cut: .units(byteCount: format == .u16 ? 2 : 4),
        opening: format == .npy ? PackedInput.opening : nil, progress: progress.update,
        delivering: text.write
      ) {
      } body: { _, block, output in
        switch format {
        case .megatron:
          let index = indexes[block.fileNumber]
          try decoding.decodePacked(
            block, as: index.type, documentEnds: addsNewlines ? index.documentEnds : nil,
            appendingTo: &output)
        case .npy:
          try decoding.decodePacked(
            block, as: NumberType.allCases[block.tag], appendingTo: &output)
        case .ids, .jsonl, .u16, .u32:
          try decoding.decodePacked(
            block, as: format == .u16 ? .uint16 : .uint32, appendingTo: &output)
        }
      }
    } else {
      // Between two ids a line may be cut if each id's bytes are its own.
      let split =
        tokenizer.decodesByToken
        ? RecordSplit(isEager: true) { text in
          text.indices.last { text[$0] == UInt8(ascii: " ") }.flatMap { $0 > 0 ? $0 : nil }
        } : nil
      try await transform(
        inputs, jobs: common.jobCount, split: split, progress: progress.update,
        delivering: text.write
      ) {
      } body: { _, block, output in
        try decoding.decodeLines(block, appendingTo: &output)
      }
    }
    try text.finish()
    try output.finish()
    progress.finish()
  }
}

/// Where text may be parted on its way out.
enum TextSplit: String, CaseIterable, ExpressibleByArgument {
  case bytes
  case characters
}

/// Writes text, and holds back the start of a character until the rest has come.
private final class TextOutput: Sendable {
  private let output: OutputFile
  private let split: TextSplit
  private let held = Mutex<[UInt8]>([])

  init(_ output: OutputFile, split: TextSplit) {
    (self.output, self.split) = (output, split)
  }

  @Sendable func write(_ bytes: Span<UInt8>) throws {
    guard split == .characters else { return try output.write(bytes) }
    try held.withLock { held in
      // The bytes are copied during the call.
      unsafe bytes.withUnsafeBufferPointer { unsafe held.append(contentsOf: $0) }
      let count = held.span.wholeCharacterByteCount
      try output.write(held.span.extracting(0..<count))
      held.removeFirst(count)
    }
  }

  /// Writes what is left of a character that never became whole.
  func finish() throws {
    try held.withLock { try output.write($0.span) }
  }
}

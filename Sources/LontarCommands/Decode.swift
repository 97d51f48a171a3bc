internal import ArgumentParser
internal import LontarStream
internal import LontarTokens

/// `lontar decode`: turns token ids into text.
struct Decode: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decode token ids to text.",
    usage: "lontar decode --tokenizer FILE [--format FORMAT] [FILE ...] [-o FILE]",
    discussion: """
      Example: what comes out is what was encoded, byte for byte.

        lontar encode th.txt --tokenizer tokenizer.json --format u32 \
      | lontar decode --tokenizer tokenizer.json --format u32 | cmp - th.txt

      In --format ids each line of numbers becomes a line of text.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("The tokenizer that made the ids.", valueName: "FILE"))
  var tokenizer: String

  @Option(help: ArgumentHelp("How the ids are written: see `lontar encode`.", valueName: "FORMAT"))
  var format: IDFormat = .ids

  @Flag(help: "Leave out special tokens.")
  var skipSpecial = false

  func validate() throws {
    if format == .jsonl { throw ValidationError("--format jsonl is for encoding") }
  }

  func run() async throws {
    try common.refuseIdleTerminal(Self.self)
    // Decoding does not use the pre-tokenizer.
    let tokenizer = try loadTokenizer(tokenizer, preTokenizer: .gpt2)
    if format.width != nil, !tokenizer.decodesByToken {
      throw FileProblem(file: self.tokenizer, problem: IDProblem.needsLines)
    }
    let output = try OutputFile(common.outputTarget, inputs: common.inputs)
    let progress = Progress("decode", common)
    let width = format.width
    let skipSpecial = skipSpecial
    try await transform(
      common.inputs, to: output, jobs: common.jobCount,
      cut: width.map { .units(byteCount: $0) } ?? .lines, progress: progress.update
    ) {
    } body: { _, block, output in
      if let width {
        try decodePacked(
          block, width: width, with: tokenizer, skippingSpecial: skipSpecial,
          appendingTo: &output)
      } else {
        try decodeLines(
          block, with: tokenizer, skippingSpecial: skipSpecial, appendingTo: &output)
      }
    }
    try output.finish()
    progress.finish()
  }
}

/// What is wrong with ids that are to be decoded.
private enum IDProblem: Error, CustomStringConvertible {
  case notAnID(byteOffset: Int)
  case unknownID(TokenID, byteOffset: Int)
  case leftOver(byteCount: Int, byteOffset: Int)
  case needsLines

  var description: String {
    switch self {
    case .notAnID(let offset): "not a token id at byte \(offset)"
    case .unknownID(let id, let offset): "no token has the id \(id), at byte \(offset)"
    case .needsLines:
      "makes text of all ids of a record together: decode lines, with --format ids"
    case .leftOver(let count, let offset):
      "the last id is cut off: \(count) bytes are left at byte \(offset)"
    }
  }
}

private func decodePacked(
  _ block: Block, width: Int, with tokenizer: Tokenizer, skippingSpecial: Bool,
  appendingTo output: inout [UInt8]
) throws {
  let bytes = block.bytes.span
  let whole = bytes.count - bytes.count % width
  for start in stride(from: 0, to: whole, by: width) {
    var id: TokenID = 0
    for index in 0..<width { id |= TokenID(bytes[start + index]) << TokenID(8 * index) }
    guard tokenizer.vocabulary.isUsed(id) else {
      let problem = IDProblem.unknownID(id, byteOffset: block.byteOffset + start)
      throw FileProblem(file: block.file, problem: problem)
    }
    if skippingSpecial, tokenizer.isSpecial(id) { continue }
    output.append(contentsOf: tokenizer.vocabulary.bytes(of: id))
  }
  if whole < bytes.count {
    let problem = IDProblem.leftOver(
      byteCount: bytes.count - whole, byteOffset: block.byteOffset + whole)
    throw FileProblem(file: block.file, problem: problem)
  }
}

private func decodeLines(
  _ block: Block, with tokenizer: Tokenizer, skippingSpecial: Bool,
  appendingTo output: inout [UInt8]
) throws {
  let bytes = block.bytes.span
  var ids: [TokenID] = []
  var offsets: [Int] = []
  try block.forEachLine { line, number in
    ids.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    var offset = line.lowerBound
    while offset < line.upperBound {
      if bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: "\r") {
        offset += 1
        continue
      }
      let start = offset
      var id = 0
      while offset < line.upperBound, bytes[offset] &- UInt8(ascii: "0") < 10, id < 1 << 32 {
        id = id * 10 + Int(bytes[offset] - UInt8(ascii: "0"))
        offset += 1
      }
      guard offset > start else {
        let problem = IDProblem.notAnID(byteOffset: start - line.lowerBound)
        throw RecordError(file: block.file, line: number, problem: problem)
      }
      ids.append(TokenID(clamping: id))
      offsets.append(start - line.lowerBound)
    }
    let outputCount = output.count
    do {
      try tokenizer.decode(ids.span, skippingSpecial: skippingSpecial, appendingTo: &output)
    } catch {
      output.removeLast(output.count - outputCount)  // half a record is not a result
      guard case .unknownID(let id, let index)? = error as? TokenizerError else { throw error }
      let problem = IDProblem.unknownID(id, byteOffset: offsets[index])
      throw RecordError(file: block.file, line: number, problem: problem)
    }
    if line.upperBound < bytes.count { output.append(UInt8(ascii: "\n")) }
  }
}

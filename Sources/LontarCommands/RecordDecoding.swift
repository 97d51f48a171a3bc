internal import LontarStream
internal import LontarText
internal import Synchronization

/// Brings the bytes of inputs from their encodings to UTF-8, before records are read from them.
final class RecordDecoding: Sendable {
  /// An encoding, and how long the mark is that it was known by.
  private struct Found: Equatable {
    var encoding: TextEncoding
    var markByteCount: Int
  }

  private let asked: EncodingChoice
  private let invalid: InvalidUTF8Policy
  private let keepsEdits: Bool
  /// What the blocks' tags mean.
  private let found = Mutex<[Found]>([])

  /// - Parameter keepsEdits: Whether each line's way back to the bytes of its file is wanted.
  init(_ asked: EncodingChoice, invalid: InvalidUTF8Policy, keepsEdits: Bool = false) {
    self.asked = asked
    self.invalid = invalid
    self.keepsEdits = keepsEdits
  }

  /// The look at the start of each input that finds its encoding.
  var opening: Opening {
    let byteCount =
      switch asked {
      case .detected: EncodingDetector.sampleByteCount
      case .named: 4
      }
    return Opening(byteCount: byteCount) { file, start throws(StreamError) in
      var plan = Opening.Plan()
      let encoding: TextEncoding
      switch self.asked {
      case .named(let name): encoding = name
      case .detected:
        do throws(TextError) {
          encoding = try EncodingDetector().encoding(of: start)
        } catch {
          throw .refused(file: file, reason: "\(error)")
        }
      }
      let (resolved, markByteCount) = encoding.resolved(for: start)
      if resolved.unitByteCount > 1 {
        if self.invalid == .pass {
          throw .refused(
            file: file, reason: "--invalid pass is not for \(resolved.name): take another policy")
        }
        plan.filter = { bytes, isLast, output in
          resolved.decodeUnits(bytes, isLast: isLast, appendingTo: &output)
        }
      }
      plan.skipping = markByteCount
      plan.tag = self.tag(Found(encoding: resolved, markByteCount: markByteCount))
      return plan
    }
  }

  private func tag(_ one: Found) -> Int {
    found.withLock { found in
      if let known = found.firstIndex(of: one) { return known }
      found.append(one)
      return found.count - 1
    }
  }

  /// What a job keeps between its blocks.
  struct Worker: ~Copyable {
    fileprivate var tag = -1
    fileprivate var decoder: TextDecoder?
    /// What is wrong with the lines of the block that cannot be decoded and are left out.
    fileprivate(set) var problems: [Int: TextError] = [:]
    /// The ways back from the lines of the block, in bytes from where each begins in its file; none for
    /// a line that is as it was.
    fileprivate(set) var edits: [Int: OffsetMap] = [:]
  }

  /// Decodes a block. A line that is to be left out becomes one byte that is not UTF-8, and its problem
  /// is kept.
  ///
  /// - Throws: A `RecordError` with `fail`.
  func decode(_ block: Block, _ worker: inout Worker, tally: Tally) throws -> Block {
    let found = found.withLock { $0[block.tag] }
    worker.problems.removeAll()
    worker.edits.removeAll()
    if found.encoding == .utf8 || found.encoding == .zawgyi {
      if keepsEdits, block.firstLine == 1, found.markByteCount > 0 {
        worker.edits[1, default: OffsetMap()].moveSource(by: found.markByteCount)
      }
      return block
    }
    if found.encoding.unitByteCount > 1 {
      try findBadUnits(block, found, &worker)
      if keepsEdits {
        block.forEachLine { line, number in
          var edits = found.encoding.sourceEdits(of: block.bytes.span.extracting(line))
          edits.moveSource(by: markByteCount(found, number))
          worker.edits[number] = edits
        }
      }
      return block
    }
    if worker.tag != block.tag {
      worker.decoder = try found.encoding.makeDecoder()
      worker.tag = block.tag
    }
    var output: [UInt8] = []
    if found.encoding.isDecodedByTable, !keepsEdits,
      (try? worker.decoder?.decode(block.bytes.span, appendingTo: &output)) != nil
    {
      return block.holding(output)
    }
    try block.forEachLine { line, number in
      let text = block.bytes.span.extracting(line)
      do {
        switch try decode(text, &worker, found, number, &output) {
        case .replaced(let sequences):
          tally.add(.replaced, sequences: sequences, in: block, line: number)
        case .skipped(let offset):
          worker.problems[number] = .undecodable(
            encoding: found.encoding.name, byteOffset: offset + markByteCount(found, number))
          output.append(0xFF)
        case .normalized, .passed, nil: break
        }
      } catch TextError.undecodable(let name, let offset) {
        let problem = TextError.undecodable(
          encoding: name, byteOffset: offset + markByteCount(found, number))
        throw RecordError(file: block.file, line: number, problem: problem)
      }
      if line.upperBound < block.bytes.count { output.append(UInt8(ascii: "\n")) }
    }
    return block.holding(output)
  }

  private func decode(
    _ line: Span<UInt8>, _ worker: inout Worker, _ found: Found, _ number: Int,
    _ output: inout [UInt8]
  ) throws -> Normalizer.Outcome? {
    guard keepsEdits else {
      return try worker.decoder?.decode(line, appendingTo: &output, invalid: invalid)
    }
    var edits = OffsetMap()
    let outcome = try worker.decoder?.decode(
      line, appendingTo: &output, edits: &edits, invalid: invalid)
    edits.moveSource(by: markByteCount(found, number))
    if !edits.isEmpty { worker.edits[number] = edits }
    return outcome
  }

  /// The mark belongs to the first line.
  private func markByteCount(_ found: Found, _ line: Int) -> Int {
    line == 1 ? found.markByteCount : 0
  }

  /// Units that stand for nothing are the byte 0xFF by now.
  private func findBadUnits(_ block: Block, _ found: Found, _ worker: inout Worker) throws {
    guard block.bytes.contains(0xFF) else { return }
    try block.forEachLine { line, number in
      let text = block.bytes.span.extracting(line)
      guard let bad = text.indices.first(where: { text[$0] == 0xFF }) else { return }
      let offset = found.encoding.sourceOffset(of: bad, in: text) + markByteCount(found, number)
      let problem = TextError.undecodable(encoding: found.encoding.name, byteOffset: offset)
      if invalid == .fail { throw RecordError(file: block.file, line: number, problem: problem) }
      worker.problems[number] = problem
    }
  }
}

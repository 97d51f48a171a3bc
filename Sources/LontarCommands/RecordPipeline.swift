internal import ArgumentParser
internal import LontarJSON
internal import LontarStream
internal import LontarText

/// Runs a body over every record of the inputs, in parallel, with all that the command line promises:
/// the order kept, bad records dealt with, progress, a summary, and the exit code.
///
///     let pipeline = RecordPipeline("normalize", common, records)
///     try await pipeline.transform { () } body: { _, text, output in
///       try normalizer.normalize(text, appendingTo: &output)
///     }
struct RecordPipeline: Sendable {
  /// What a result is in a line of JSON.
  enum Result: Sendable {
    /// Text, to be written as a JSON string.
    case text
    /// JSON already, such as an array of numbers.
    case json
    /// Numbers in binary, one record's after the other's with nothing between.
    case packed
  }

  let inputs: [Input]
  private let target: Output
  private let jobs: Int
  private let reader: RecordReader
  private let isJSON: Bool
  private let invalid: InvalidUTF8Policy
  private let isQuiet: Bool
  private let progress: Progress
  private let tally = Tally()
  private let decoding: RecordDecoding?

  /// Prepares the work that the options ask for.
  ///
  /// - Parameters:
  ///   - name: What the progress bar says is being done.
  ///   - common: The options of the stream.
  ///   - records: The options of the records.
  ///   - format: How the records lie, if not as their options say.
  ///   - keepsNewlines: Whether the text of a line includes the newline that ends it.
  ///   - encoding: What the inputs are in, if not UTF-8.
  ///   - keepsEdits: Whether `transformWithEdits` is to know the way back to an input's own bytes.
  init(
    _ name: String, _ common: CommonOptions, _ records: RecordOptions,
    format: RecordFormat? = nil, keepsNewlines: Bool = false, encoding: EncodingChoice? = nil,
    keepsEdits: Bool = false
  ) {
    decoding = encoding.map {
      RecordDecoding($0, invalid: records.invalid, keepsEdits: keepsEdits)
    }
    inputs = common.inputs
    target = common.outputTarget
    jobs = common.jobCount
    reader = RecordReader(
      format ?? records.format, invalid: records.invalid, keepsNewlines: keepsNewlines)
    isJSON = records.jsonl
    invalid = records.invalid
    isQuiet = common.quiet
    progress = Progress(name, common)
  }

  /// Puts a result in the place of each record's text.
  ///
  /// With lines, a result is a line, and the newline follows it if the record has one. With JSON
  /// Lines, the result takes the place of the field's value. Packed results stand alone.
  ///
  /// - Parameters:
  ///   - result: What the results are.
  ///   - takingLinesTogether: Does whole blocks of lines, where the result for many lines with newlines
  ///     between them is the results for each with newlines between them. Gives nil, and appends
  ///     nothing, if the result is the block as it is. The body then sees single lines only where
  ///     a block has bad ones.
  ///   - makeWorker: Makes what a job keeps between its records.
  ///   - body: Appends the result for a text, and says what became of it. The text may be ill-formed
  ///     UTF-8: see `InvalidUTF8Policy.admit`.
  /// - Throws: The first failure in the order of the input, and `ExitCode.failed` if records were
  ///   left out.
  func transform<Worker: ~Copyable>(
    as result: Result = .text,
    takingLinesTogether: (
      @Sendable (inout Worker, Span<UInt8>, inout [UInt8]) throws -> Normalizer.Outcome?
    )? = nil,
    makeWorker: @escaping @Sendable () throws -> Worker,
    body:
      @escaping @Sendable (inout Worker, Span<UInt8>, inout [UInt8]) throws ->
      Normalizer.Outcome
  ) async throws {
    let file = try OutputFile(target, inputs: inputs)
    try await LontarStream.transform(
      inputs, to: file, jobs: jobs, opening: decoding?.opening, progress: progress.update
    ) {
      Job(worker: try makeWorker())
    } body: { job, block, output in
      if let decoded = try decoding?.decode(block, &job.decoding, tally: tally) { block = decoded }
      if let takingLinesTogether, !isJSON {
        do {
          let outcome = try takingLinesTogether(&job.worker, block.bytes.span, &output)
          if outcome == nil { return block.giveBytes(to: &output) }
          if outcome == .normalized { return }
        } catch {}
        output.removeAll(keepingCapacity: true)
      }
      try transform(
        block, problems: job.decoding.problems, as: result, worker: &job.worker,
        scratch: &job.scratch, result: &job.result,
        appendingTo: &output
      ) { worker, text, _, output in try body(&worker, text, &output) }
    }
    try file.finish()
    try conclude()
  }

  /// Puts JSON in the place of each record's text, made with the way back from the text to the bytes of
  /// its line, where these are in another encoding. Otherwise as `transform`.
  func transformWithEdits<Worker: ~Copyable>(
    makeWorker: @escaping @Sendable () throws -> Worker,
    body:
      @escaping @Sendable (inout Worker, Span<UInt8>, OffsetMap, inout [UInt8]) throws ->
      Normalizer.Outcome
  ) async throws {
    try await transformEach(as: .json, makeWorker: makeWorker) {
      worker, text, number, edits, output in
      try body(&worker, text, edits[number] ?? OffsetMap(), &output)
    }
  }

  /// Writes rows for each record, which stand alone, whatever the input is.
  ///
  /// - Parameters:
  ///   - kind: What the rows are, if they take the place of a field.
  ///   - makeWorker: Makes what a job keeps between its records.
  ///   - body: Appends whole lines for a text, with the number of its line in its file, from 1.
  /// - Throws: The first failure in the order of the input, and `ExitCode.failed` if records were
  ///   left out.
  func transformToRows<Worker: ~Copyable>(
    as kind: Result = .packed, makeWorker: @escaping @Sendable () throws -> Worker,
    body:
      @escaping @Sendable (inout Worker, Span<UInt8>, Int, inout [UInt8]) throws ->
      Normalizer.Outcome
  ) async throws {
    try await transformEach(as: kind, makeWorker: makeWorker) { worker, text, number, _, output in
      try body(&worker, text, number, &output)
    }
  }

  /// Writes what the body makes of each record, which it is given with the number of its line and the
  /// ways back of its block's lines.
  private func transformEach<Worker: ~Copyable>(
    as kind: Result, makeWorker: @escaping @Sendable () throws -> Worker,
    body:
      @escaping @Sendable (
        inout Worker, Span<UInt8>, Int, [Int: OffsetMap], inout [UInt8]
      ) throws -> Normalizer.Outcome
  ) async throws {
    let file = try OutputFile(target, inputs: inputs)
    try await LontarStream.transform(
      inputs, to: file, jobs: jobs, opening: decoding?.opening, progress: progress.update
    ) {
      Job(worker: try makeWorker())
    } body: { job, block, output in
      let block = try decoding?.decode(block, &job.decoding, tally: tally) ?? block
      let edits = job.decoding.edits
      try transform(
        block, problems: job.decoding.problems, as: kind, worker: &job.worker,
        scratch: &job.scratch, result: &job.result, appendingTo: &output
      ) { worker, text, number, output in try body(&worker, text, number, edits, &output) }
    }
    try file.finish()
    try conclude()
  }

  /// Hands on what the body makes of each record, or of each part of a long one.
  ///
  /// - Parameters:
  ///   - cut: What ends a record.
  ///   - split: Where long records may be cut; nowhere, if records may be left out.
  ///   - makeWorker: Makes what a job keeps between its records.
  ///   - write: Takes what was made of the records, in the order of the input.
  ///   - body: Appends something for a text, with its place and whether its line has a newline.
  /// - Throws: The first failure in the order of the input; then call ``conclude()``.
  func transformParts<Worker: ~Copyable>(
    cut: BlockCut, split: RecordSplit?, makeWorker: @escaping @Sendable () throws -> Worker,
    delivering write: @escaping @Sendable (Span<UInt8>) throws -> Void,
    body:
      @escaping @Sendable (
        inout Worker, Span<UInt8>, PartPlace, inout [UInt8]
      ) throws -> Normalizer.Outcome
  ) async throws {
    try await LontarStream.transform(
      inputs, jobs: jobs, cut: cut, split: invalid == .skip ? nil : split,
      progress: progress.update, delivering: write
    ) {
      Job(worker: try makeWorker())
    } body: { job, block, output in
      let fileNumber = block.fileNumber
      try reader.forEachRecord(in: block, scratch: &job.scratch) { record, problem in
        try refuse(record, in: block, problem)
      } _: { text, record in
        let start = output.count
        do {
          let place = PartPlace(
            fileNumber: fileNumber, line: record.number, startsInside: record.startsInside,
            endsInside: record.endsInside,
            hasNewline: record.line.upperBound < block.bytes.count)
          let outcome = try body(&job.worker, text, place, &output)
          guard note(outcome, record, in: block) else {
            return output.removeLast(output.count - start)
          }
        } catch {
          // Half a record is not a result.
          output.removeLast(output.count - start)
          throw error
        }
      }
    }
  }

  /// Where a record, or a part of one, stands.
  struct PartPlace {
    /// The number of its file, from 0.
    var fileNumber = 0
    /// The number of its line in the file, from 1.
    var line: Int
    /// Whether this is not the first part of its record.
    var startsInside = false
    /// Whether this is not the last part of its record.
    var endsInside = false
    /// Whether a newline follows.
    var hasNewline = false
  }

  /// Gathers every record's text into states, one for each job; then call ``conclude()``.
  ///
  /// - Parameters:
  ///   - makeState: Makes a state in which nothing is gathered yet.
  ///   - body: Adds a text to a state, and says what became of it. The text may be ill-formed UTF-8:
  ///     see `InvalidUTF8Policy.admit`.
  ///   - finish: Takes a state when there are no more records, one state at a time. What is made of
  ///     them must not depend on their order.
  /// - Throws: The first failure in the order of the input.
  func reduce<State: ~Copyable>(
    makeState: @escaping @Sendable () throws -> State,
    body: @escaping @Sendable (inout State, Span<UInt8>) throws -> Normalizer.Outcome,
    finish: @escaping @Sendable (consuming State) throws -> Void
  ) async throws {
    try await LontarStream.reduce(inputs, jobs: jobs, progress: progress.update) {
      Job(worker: try makeState())
    } body: { job, block in
      try gather(block, state: &job.worker, scratch: &job.scratch, body)
    } finish: { job in
      try finish(job.worker)
    }
  }

  /// Clears the progress bar and tells of the bad records.
  ///
  /// - Throws: `ExitCode.failed` if records were left out.
  func conclude() throws {
    progress.finish()
    if !isQuiet {
      for line in tally.summary { StandardStream.error.write("lontar: \(line)\n") }
    }
    if tally.hasSkipped { throw ExitCode.failed }
  }

  /// What a job keeps between its blocks.
  private struct Job<Worker: ~Copyable>: ~Copyable {
    var worker: Worker
    var decoding = RecordDecoding.Worker()
    var scratch: [UInt8] = []
    var result: [UInt8] = []
  }

  private func transform<Worker: ~Copyable>(
    _ block: Block, problems: [Int: TextError], as kind: Result, worker: inout Worker,
    scratch: inout [UInt8],
    result: inout [UInt8], appendingTo output: inout [UInt8],
    _ body: (inout Worker, Span<UInt8>, Int, inout [UInt8]) throws -> Normalizer.Outcome
  ) throws {
    func appendBytes(_ range: Range<Int>) { output.append(contentsOf: block.bytes[range]) }
    func endLine(_ record: Record) {
      if record.line.upperBound < block.bytes.count { output.append(UInt8(ascii: "\n")) }
    }
    try reader.forEachRecord(in: block, scratch: &scratch) { record, problem in
      try refuse(record, in: block, problems[record.number] ?? problem)
      guard invalid == .pass, kind != .packed else { return }
      appendBytes(record.line)
      endLine(record)
    } _: { text, record in
      let start = output.count
      if isJSON, kind != .packed {
        result.removeAll(keepingCapacity: true)
        let outcome = try body(&worker, text, record.number, &result)
        guard note(outcome, record, in: block, problems) else { return }
        appendBytes(record.line.lowerBound..<record.value.lowerBound)
        switch kind {
        case .text: appendJSONString(result.span, to: &output)
        case .json, .packed: output.append(contentsOf: result)
        }
        appendBytes(record.value.upperBound..<record.line.upperBound)
      } else {
        do {
          let outcome = try body(&worker, text, record.number, &output)
          guard note(outcome, record, in: block, problems) else {
            return output.removeLast(output.count - start)
          }
        } catch {
          // Half a record is not a result.
          output.removeLast(output.count - start)
          throw error
        }
      }
      if kind != .packed { endLine(record) }
    }
  }

  private func gather<State: ~Copyable>(
    _ block: Block, state: inout State, scratch: inout [UInt8],
    _ body: (inout State, Span<UInt8>) throws -> Normalizer.Outcome
  ) throws {
    try reader.forEachRecord(in: block, scratch: &scratch) { record, problem in
      try refuse(record, in: block, problem)
    } _: { text, record in
      _ = note(try body(&state, text), record, in: block)
    }
  }

  /// Deals with a line that holds no record. Such a line cannot be repaired.
  private func refuse(_ record: Record, in block: Block, _ problem: any Error) throws {
    switch invalid {
    case .fail, .replace: throw problem
    case .skip: tally.add(.skipped, in: block, line: record.number, problem: problem)
    case .pass: tally.add(.passed, in: block, line: record.number, problem: problem)
    }
  }

  /// Counts what became of a record; false if it is to be left out.
  private func note(
    _ outcome: Normalizer.Outcome, _ record: Record, in block: Block,
    _ problems: [Int: TextError] = [:]
  ) -> Bool {
    switch outcome {
    case .normalized:
      guard record.replaced > 0 else { return true }
      tally.add(.replaced, sequences: record.replaced, in: block, line: record.number)
    case .replaced(let sequences):
      let all = sequences + record.replaced
      tally.add(.replaced, sequences: all, in: block, line: record.number)
    case .passed(let sequences):
      tally.add(.passed, sequences: sequences, in: block, line: record.number)
    case .skipped(let offset):
      let problem = problems[record.number] ?? TextError.malformedUTF8(byteOffset: offset)
      tally.add(.skipped, in: block, line: record.number, problem: problem)
      return false
    }
    return true
  }
}

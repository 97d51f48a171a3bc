/// Transforms records in parallel and writes the results in the order of the input.
///
///     let file = try OutputFile(.standardOutput, inputs: inputs)
///     try await transform(inputs, to: file, jobs: 4) {
///       segmenter.makeWorker()
///     } body: { worker, block, output in
///       try block.forEachLine { range, number in … }
///     }
///     try file.finish()
///
/// Each job makes one worker and uses it for all of its blocks. As blocks hold whole records, and the
/// body sees nothing but its block, the output is the same for any number of jobs. Memory is bounded
/// by a few blocks for each job. From a slow pipe, what has arrived is transformed and written at once.
///
/// - Parameters:
///   - inputs: What to read, in this order.
///   - output: Takes the results. It is not finished: more may be written after.
///   - jobs: How many blocks may be worked on at the same time.
///   - blockSize: How long a block should be, in bytes; it is cut after the last whole record.
///   - cut: What ends a record.
///   - opening: A look at the start of each input.
///   - progress: Called after each block was read, by one job at a time.
///   - makeWorker: Makes what a job keeps between its blocks.
///   - body: Appends what becomes of a block to the output, which is empty; or gives the block itself by
///     `Block.giveBytes`. What is there is written even when it throws.
/// - Throws: The first failure in the order of the input, after everything before it was written:
///   ``StreamError``, or whatever the closures throw.
public func transform<Worker: ~Copyable>(
  _ inputs: [Input],
  to output: OutputFile,
  jobs: Int,
  blockSize: Int = 1 << 20,
  cut: BlockCut = .lines,
  opening: Opening? = nil,
  progress: (@Sendable (StreamProgress) -> Void)? = nil,
  makeWorker: @escaping @Sendable () throws -> Worker,
  body: @escaping @Sendable (inout Worker, inout Block, inout [UInt8]) throws -> Void
) async throws {
  try await transform(
    inputs, jobs: jobs, blockSize: blockSize, cut: cut, opening: opening, progress: progress,
    delivering: { try output.write($0) }, makeWorker: makeWorker, body: body)
}

/// Transforms records in parallel and hands the results to a closure in the order of the input.
///
/// As ``transform(_:to:jobs:blockSize:cut:opening:progress:makeWorker:body:)``, for what is more than one
/// file.
///
/// - Parameters:
///   - inputs: What to read, in this order.
///   - jobs: How many blocks may be worked on at the same time.
///   - blockSize: How long a block should be, in bytes; it is cut after the last whole record.
///   - cut: What ends a record.
///   - split: Where records that are longer than a block may be cut, if anywhere.
///   - opening: A look at the start of each input.
///   - progress: Called after each block was read, by one job at a time.
///   - write: Takes what became of each block, in the order of the input, one block at a time.
///   - makeWorker: Makes what a job keeps between its blocks.
///   - body: Appends what becomes of a block to the output, which is empty.
/// - Throws: The first failure in the order of the input.
public func transform<Worker: ~Copyable>(
  _ inputs: [Input],
  jobs: Int,
  blockSize: Int = 1 << 20,
  cut: BlockCut = .lines,
  split: RecordSplit? = nil,
  opening: Opening? = nil,
  progress: (@Sendable (StreamProgress) -> Void)? = nil,
  delivering write: @escaping @Sendable (Span<UInt8>) throws -> Void,
  makeWorker: @escaping @Sendable () throws -> Worker,
  body: @escaping @Sendable (inout Worker, inout Block, inout [UInt8]) throws -> Void
) async throws {
  let queue = try BlockQueue(
    inputs, blockSize: blockSize, cut: cut, split: split, opening: opening, progress: progress)
  let ordered = OrderedOutput(window: 2 * jobs, write: write)
  await inParallel(jobs) {
    var block = Block()
    guard var ticket = queue.next(into: &block) else { return }
    do {
      var worker = try makeWorker()
      var results: [UInt8] = []
      while true {
        var failure: (any Error)?
        do {
          try body(&worker, &block, &results)
        } catch {
          failure = error
          queue.fail(ticket, error)
        }
        do throws(OrderedOutput.TicketedError) {
          try ordered.deliver(&results, ticket: ticket, isLast: failure != nil)
        } catch {
          queue.fail(error.ticket, error.error)
        }
        await ordered.admit()
        guard let next = queue.next(into: &block) else { return }
        ticket = next
      }
    } catch {
      queue.fail(ticket, error)
    }
  }
  try queue.throwFailure()
}

/// Runs a closure in so many tasks and waits for all of them.
func inParallel(_ jobs: Int, _ body: @escaping @Sendable () async -> Void) async {
  precondition(jobs > 0, "no work without a job")
  await withTaskGroup { group in
    for _ in 0..<jobs { group.addTask { await body() } }
  }
}

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
  let queue = try BlockQueue(
    inputs, blockSize: blockSize, cut: cut, opening: opening, progress: progress)
  let ordered = OrderedOutput(output, window: 2 * jobs)
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

internal import Synchronization

/// Folds records in parallel: each job gathers its blocks into a state of its own.
///
///     let total = Mutex(WordCounts())
///     try await reduce(inputs, jobs: 4) {
///       Counting(worker: preTokenizer.makeWorker(), counts: WordCounts())
///     } body: { counting, block in
///       try block.forEachLine { range, number in … }
///     } finish: { counting in
///       total.withLock { $0.merge(counting.counts) }
///     }
///
/// Which block goes to which job, and in which order the states are handed back, may differ from run
/// to run: what is made of them must not depend on it, as sums do not.
///
/// - Parameters:
///   - inputs: What to read.
///   - jobs: How many blocks may be worked on at the same time.
///   - blockSize: How long a block should be, in bytes; it is cut after the last whole record.
///   - cut: What ends a record.
///   - opening: A look at the start of each input.
///   - progress: Called after each block was read, by one job at a time.
///   - makeState: Makes a state in which nothing is gathered yet.
///   - body: Adds a block to a state.
///   - finish: Takes a state when there are no more blocks, one state at a time. It is not called
///     once something has failed.
/// - Throws: The first failure in the order of the input: ``StreamError``, or whatever the closures
///   throw.
public func reduce<State: ~Copyable>(
  _ inputs: [Input],
  jobs: Int,
  blockSize: Int = 1 << 20,
  cut: BlockCut = .lines,
  opening: Opening? = nil,
  progress: (@Sendable (StreamProgress) -> Void)? = nil,
  makeState: @escaping @Sendable () throws -> State,
  body: @escaping @Sendable (inout State, Block) throws -> Void,
  finish: @escaping @Sendable (consuming State) throws -> Void
) async throws {
  let queue = try BlockQueue(
    inputs, blockSize: blockSize, cut: cut, opening: opening, progress: progress)
  let turn = Mutex(())
  await inParallel(jobs) {
    var block = Block()
    guard var ticket = queue.next(into: &block) else { return }
    do {
      var state = try makeState()
      while true {
        try body(&state, block)
        guard let next = queue.next(into: &block) else { break }
        ticket = next
      }
      guard !queue.hasStopped else { return }
      var finished: State? = consume state
      try turn.withLock { _ in
        if let state = finished.take() { try finish(state) }
      }
    } catch {
      queue.fail(ticket, error)
    }
  }
  try queue.throwFailure()
}

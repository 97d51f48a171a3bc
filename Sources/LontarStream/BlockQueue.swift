internal import Synchronization

/// Hands blocks to jobs, each with a ticket that counts from 0 in the order of the input.
///
/// Reading happens under the lock, by whichever job asks. No job waits for another while it holds a
/// ticket, so the jobs that run always get on, however few threads there are.
final class BlockQueue: Sendable {
  private struct Reading: ~Copyable {
    var reader: BlockReader
    var nextTicket = 0
    var isAtEnd = false
  }

  private struct Failure {
    var ticket: Int
    var error: any Error
  }

  private let reading: Mutex<Reading>
  private let failure = Mutex<Failure?>(nil)
  private let isStopped = Atomic(false)
  private let progress: (@Sendable (StreamProgress) -> Void)?

  init(
    _ inputs: [Input], blockSize: Int, cut: BlockCut, split: RecordSplit? = nil,
    opening: Opening?, progress: (@Sendable (StreamProgress) -> Void)?
  ) throws(StreamError) {
    reading = Mutex(
      Reading(
        reader: try BlockReader(
          inputs, blockSize: blockSize, cut: cut, split: split, opening: opening)))
    self.progress = progress
  }

  /// Reads the next block and returns its ticket; none at the end or after a failure.
  func next(into block: inout Block) -> Int? {
    reading.withLock { reading in
      guard !reading.isAtEnd, !hasStopped else { return nil }
      let ticket = reading.nextTicket
      do throws(StreamError) {
        guard try reading.reader.next(into: &block, unless: { hasStopped }) else {
          reading.isAtEnd = true
          return nil
        }
      } catch {
        fail(ticket, error)
        return nil
      }
      block.index = ticket
      reading.nextTicket += 1
      progress?(reading.reader.progress)
      return ticket
    }
  }

  /// Keeps the failure with the lowest ticket, and hands out no more blocks.
  func fail(_ ticket: Int, _ error: any Error) {
    failure.withLock { failure in
      if ticket < failure?.ticket ?? .max { failure = Failure(ticket: ticket, error: error) }
    }
    isStopped.store(true, ordering: .releasing)
  }

  /// Throws the first failure in the order of the input, once all jobs are done.
  func throwFailure() throws {
    if let error = failure.withLock({ $0?.error }) { throw error }
    try Task.checkCancellation()
  }

  /// Whether something has failed, or the task was cancelled.
  var hasStopped: Bool { isStopped.load(ordering: .acquiring) || Task.isCancelled }
}

internal import Synchronization

/// Writes what jobs deliver in the order of their tickets.
///
/// A job that is ahead leaves its bytes and goes on, so one slow block does not hold the others; but
/// only so many blocks may lie ready, or a fast job would fill the memory.
final class OrderedOutput: Sendable {
  private struct Delivery {
    var bytes: [UInt8]
    var isLast: Bool
  }

  private struct State {
    var nextTicket = 0
    var ready: [Int: Delivery] = [:]
    var isWriting = false
    var isClosed = false
    var spare: [[UInt8]] = []
    var sleepers: [CheckedContinuation<Void, Never>] = []
  }

  private let write: @Sendable (Span<UInt8>) throws -> Void
  private let window: Int
  private let state = Mutex(State())

  init(window: Int, write: @escaping @Sendable (Span<UInt8>) throws -> Void) {
    self.write = write
    self.window = window
  }

  /// Waits until there is room for another block. Called without a ticket in hand.
  func admit() async {
    if state.withLock({ hasRoom($0) }) { return }
    await withCheckedContinuation { continuation in
      let mayGoOn = state.withLock { state in
        if hasRoom(state) { return true }
        state.sleepers.append(continuation)
        return false
      }
      if mayGoOn { continuation.resume() }
    }
  }

  /// Leaves one block's bytes, and writes whatever can be written in order.
  ///
  /// - Parameters:
  ///   - bytes: The bytes; an empty buffer comes back.
  ///   - ticket: The block's ticket.
  ///   - isLast: Whether nothing that comes later may be written.
  /// - Throws: ``TicketedError`` if writing fails, with the ticket of what was written.
  func deliver(_ bytes: inout [UInt8], ticket: Int, isLast: Bool) throws(TicketedError) {
    state.withLock { state in
      var delivered = state.spare.popLast() ?? []
      // Not where it is put back, where someone else still holds it: that would be new memory for
      // each block, whose pages the kernel clears one by one (a third of the time of `normalize`).
      delivered.removeAll(keepingCapacity: true)
      swap(&bytes, &delivered)
      if !state.isClosed { state.ready[ticket] = Delivery(bytes: delivered, isLast: isLast) }
    }
    while let (ticket, delivery) = take() {
      do {
        try write(delivery.bytes.span)
      } catch {
        release(nil, isLast: true)
        throw TicketedError(ticket: ticket, error: error)
      }
      release(delivery.bytes, isLast: delivery.isLast)
    }
  }

  /// A failure to write, and the ticket of the block that it concerns.
  struct TicketedError: Error {
    var ticket: Int
    var error: any Error
  }

  private func hasRoom(_ state: borrowing State) -> Bool {
    state.isClosed || state.ready.count < window
  }

  /// Takes the delivery whose turn it is, unless another job is writing.
  private func take() -> (ticket: Int, delivery: Delivery)? {
    state.withLock { state in
      let ticket = state.nextTicket
      guard !state.isWriting, !state.isClosed,
        let delivery = state.ready.removeValue(forKey: ticket)
      else { return nil }
      state.isWriting = true
      state.nextTicket += 1
      return (ticket, delivery)
    }
  }

  private func release(_ bytes: [UInt8]?, isLast: Bool) {
    state.withLock { state in
      state.isWriting = false
      if let bytes, state.spare.count < window { state.spare.append(bytes) }
      if isLast {
        state.isClosed = true
        state.ready = [:]
      }
      guard hasRoom(state) else { return }
      for sleeper in state.sleepers { sleeper.resume() }
      state.sleepers = []
    }
  }
}

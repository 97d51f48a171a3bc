internal import Dispatch
internal import Synchronization

/// Makes something of each block of an array on all cores, and takes the results in their order, so
/// that what comes of it is the same on any machine.
enum OrderedBlocks {
  /// Calls `take` with what `make` makes of each block, in the order of the blocks.
  ///
  /// - Parameters:
  ///   - elements: What is cut into blocks.
  ///   - length: How many elements a block has.
  ///   - make: Runs on any thread.
  ///   - take: Runs on the caller's thread, while others make the next blocks, few of which wait.
  /// - Throws: What `take` throws; no further block is begun then.
  static func forEach<Element: Sendable, Value: Sendable>(
    of elements: [Element], length: Int = 256,
    _ make: @escaping @Sendable (ArraySlice<Element>) -> Value,
    _ take: (Value) throws -> Void
  ) throws {
    guard elements.count > length else {
      if !elements.isEmpty { try take(make(elements[...])) }
      return
    }
    let count = (elements.count + length - 1) / length
    let workers = min(Platform.coreCount, count)
    let shared = Shared<Value>(count: count)
    for _ in 0..<(2 * workers) { shared.room.signal() }
    for _ in 0..<workers {
      DispatchQueue.global().async {
        while let block = shared.next() {
          let end = min((block + 1) * length, elements.count)
          shared.keep(make(elements[(block * length)..<end]), of: block)
        }
      }
    }
    defer { shared.stop(workers: workers) }
    for block in 0..<count {
      guard let value = shared.value(of: block) else { return }
      shared.room.signal()
      try take(value)
    }
  }

  /// What the threads share.
  private final class Shared<Value: Sendable>: Sendable {
    private struct State {
      var next = 0
      var values: [Value?]
    }

    private let state: Mutex<State>
    private let count: Int
    /// Counts how many more blocks may be begun.
    let room = DispatchSemaphore(value: 0)
    private let isMade: [DispatchSemaphore]

    init(count: Int) {
      self.count = count
      state = Mutex(State(values: Array(repeating: nil, count: count)))
      isMade = (0..<count).map { _ in DispatchSemaphore(value: 0) }
    }

    /// The next block that nobody has begun, when there is room for it.
    func next() -> Int? {
      room.wait()
      return state.withLock { state in
        guard state.next < count else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    func keep(_ value: Value, of block: Int) {
      state.withLock { $0.values[block] = value }
      isMade[block].signal()
    }

    func value(of block: Int) -> Value? {
      isMade[block].wait()
      return state.withLock { $0.values[block].take() }
    }

    /// Lets no block begin any more, and the threads go home.
    func stop(workers: Int) {
      state.withLock { $0.next = count }
      for _ in 0..<workers { room.signal() }
    }
  }
}

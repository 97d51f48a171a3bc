import Benchmark
import Synchronization

let benchmarks: @Sendable () -> Void = {
  // Throughput in MB/s. CPU time is not shown: Linux counts it in hundredths of a second.
  // Safe: nothing runs yet; the framework reads this when it starts.
  unsafe Benchmark.defaultConfiguration = .init(
    metrics: [.throughput, .peakMemoryResident], timeUnits: .milliseconds,
    warmupIterations: 1, maxDuration: .milliseconds(500), maxIterations: 100)
  normalizingBenchmarks()
  segmentingBenchmarks()
  countingBenchmarks()
  trainingBenchmarks()
  codingBenchmarks()
}

/// A value that is made once, when first wanted: listing benchmarks need not train.
final class Lazy<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let make: @Sendable () throws -> Value

  init(_ make: @escaping @Sendable () throws -> Value) { self.make = make }

  func get() throws -> Value {
    try value.withLock { value in
      if let value { return value }
      let made = try make()
      value = made
      return made
    }
  }
}

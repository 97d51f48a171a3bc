import Benchmark
import Lontar

/// Counting: what `lontar count` does with each line, in a table that starts empty.
func countingBenchmarks() {
  for input in Input.all {
    for preTokenizer in PreTokenizer.named {
      Benchmark("count \(input.name), \(preTokenizer.name)") { benchmark in
        for _ in benchmark.scaledIterations {
          blackHole(counted([input], preTokenizer).count)
        }
      }
    }
  }
}

/// Training: the merges that `lontar train` finds in counts of all languages; time, not throughput.
func trainingBenchmarks() {
  let configuration = Benchmark.Configuration(
    metrics: [.wallClock, .peakMemoryResident], timeUnits: .milliseconds, warmupIterations: 0,
    maxDuration: .seconds(5), maxIterations: 5)
  for preTokenizer in PreTokenizer.named {
    let name = "train 8,000 entries, \(preTokenizer.name)"
    Benchmark(name, configuration: configuration) { benchmark in
      // Training consumes the counts.
      let counts = counted(Input.all, preTokenizer)
      benchmark.startMeasurement()
      blackHole(try BPETrainer(vocabularySize: 8_000).train(on: counts).count)
    }
  }
}

/// Encoding and decoding: what those commands do with each line. Each iteration has a worker of its
/// own, because a worker that has seen the text before would tell of its cache.
func codingBenchmarks() {
  for preTokenizer in PreTokenizer.named {
    let tokenizer = trained(preTokenizer)
    for input in Input.all {
      Benchmark("encode \(input.name), \(preTokenizer.name)") { benchmark in
        let tokenizer = try tokenizer.get()
        var ids: [TokenID] = []
        for _ in benchmark.scaledIterations {
          var worker = tokenizer.makeWorker()
          ids.removeAll(keepingCapacity: true)
          for line in input.lines { worker.encode(line.span, appendingTo: &ids) }
          blackHole(ids.count)
        }
      }
    }
  }
  let tokenizer = trained(.o200k)
  for input in Input.all {
    let encoded = Lazy {
      let tokenizer = try tokenizer.get()
      return input.lines.map { tokenizer.encode($0.span) }
    }
    Benchmark("decode \(input.name), o200k") { benchmark in
      let (tokenizer, records) = (try tokenizer.get(), try encoded.get())
      var text: [UInt8] = []
      for _ in benchmark.scaledIterations {
        text.removeAll(keepingCapacity: true)
        for ids in records { try tokenizer.decode(ids.span, appendingTo: &text) }
        blackHole(text.count)
      }
    }
  }
}

private func counted(_ inputs: [Input], _ preTokenizer: PreTokenizer) -> WordCounts {
  var counts = WordCounts()
  for input in inputs {
    for line in input.lines { counts.addPieces(of: line.span, cutBy: preTokenizer) }
  }
  return counts
}

/// A tokenizer of 8,000 entries for all languages, trained when it is first wanted.
private func trained(_ preTokenizer: PreTokenizer) -> Lazy<Tokenizer> {
  Lazy {
    let vocabulary = try BPETrainer(vocabularySize: 8_000)
      .train(on: counted(Input.all, preTokenizer))
    return try Tokenizer(vocabulary: vocabulary, preTokenizer: preTokenizer)
  }
}

import Benchmark
import Lontar

/// Normalising: what `lontar normalize` does with each line.
func normalizingBenchmarks() {
  // Text as it is found, to each form; and Vietnamese, where composing is work, from NFD.
  var cases: [(Input, NormalizationForm)] = []
  for input in Input.all {
    cases += [NormalizationForm.nfc, .nfd, .nfkc].map { (input, $0) }
    if input.language == .vietnamese, let decomposed = try? input.normalized(.nfd) {
      cases.append((decomposed, .nfc))
    }
  }
  for (input, form) in cases {
    Benchmark("normalize \(input.name) to \(form.rawValue)") { benchmark in
      let normalizer = Normalizer(form: form)
      var output: [UInt8] = []
      for _ in benchmark.scaledIterations {
        output.removeAll(keepingCapacity: true)
        for line in input.lines { try normalizer.normalize(line.span, appendingTo: &output) }
        blackHole(output.count)
      }
    }
  }
}

/// Segmenting: what `lontar segment` does with each line.
func segmentingBenchmarks() {
  for input in Input.all {
    for unit in [Segmenter.Unit.word, .grapheme] {
      Benchmark("segment \(input.name) into \(unit.rawValue)s") { benchmark in
        var worker = try Segmenter(language: input.language, unit: unit).makeWorker()
        for _ in benchmark.scaledIterations {
          var count = 0
          for line in input.lines { worker.forEachSegment(in: line.span) { _ in count += 1 } }
          blackHole(count)
        }
      }
    }
  }
}

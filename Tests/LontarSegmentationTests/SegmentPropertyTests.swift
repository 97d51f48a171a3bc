import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct SegmentPropertyTests {
  @Test(
    "segments cover random text of many scripts, and split no scalar",
    arguments: Segmenter.Unit.allCases)
  func partition(_ unit: Segmenter.Unit) throws {
    var worker = try Segmenter(language: .thai, unit: unit).makeWorker()
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<3_000 {
      let text = AdversarialText.segmentation(upTo: 20, using: &generator)
      try requirePartition(text, &worker)
    }
  }

  @Test("an ill-formed sequence counts as one U+FFFD", arguments: Segmenter.Unit.allCases)
  func illFormed(_ unit: Segmenter.Unit) throws {
    var worker = try Segmenter(language: .khmer, unit: unit).makeWorker()
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<3_000 {
      var text = AdversarialText.segmentation(upTo: 12, using: &generator)
      AdversarialText.damage(&text, using: &generator)
      let found = try requirePartition(text, &worker)

      // The same in the text that Swift repairs, scalar by scalar.
      var ends: Set<Int> = [0]
      let repaired = Array(String(decoding: text, as: UTF8.self).utf8)
      worker.forEachSegment(in: repaired.span) { ends.insert($0.upperBound) }
      var expected: [Range<Int>] = []
      var start = 0
      var (byte, repairedByte) = (0, 0)
      while byte < text.count {
        let illFormed = text.span.firstIllFormedSequence(from: byte)
        let width = illFormed?.lowerBound == byte ? illFormed?.count ?? 0 : width(of: text[byte])
        byte += width
        repairedByte += illFormed?.upperBound == byte ? 3 : width
        if ends.contains(repairedByte) {
          expected.append(start..<byte)
          start = byte
        }
      }
      try #require(found == expected, "\(text)")
    }
  }

  @Test("records longer than a window are cut without loss", arguments: Segmenter.Unit.allCases)
  func windows(_ unit: Segmenter.Unit) throws {
    var generator = SeededGenerator(seed: 6)
    for window in [4, 5, 7, 64] {
      var worker = Segmenter.Worker(
        breaker: try Breaker(unit: unit, locale: "th"), windowByteCount: window)
      for _ in 0..<200 {
        var text = AdversarialText.segmentation(upTo: 40, using: &generator)
        try requirePartition(text, &worker)
        AdversarialText.damage(&text, using: &generator)
        try requirePartition(text, &worker)
      }
    }
  }

  @Test(
    "segments cover the sample text", .enabled(if: TestFiles.hasCorpora, "needs Corpora"),
    arguments: Segmenter.Unit.allCases)
  func corpora(_ unit: Segmenter.Unit) throws {
    for file in TestFiles.corpusFiles() {
      let code = file.deletingPathExtension().lastPathComponent
      guard let language = try? Language(code) else { continue }
      var worker = try Segmenter(language: language, unit: unit).makeWorker()
      for line in try TestFiles.lines(of: file) { try requirePartition(line, &worker) }
    }
  }

  @Test(
    "segments cover real text beside the package",
    .enabled(
      if: TestFiles.exists(TestFiles.sharedText) && TestFiles.hasCommand("zstd"),
      "needs ../shared/data/text and zstd"),
    arguments: ["th", "vi", "id", "ms", "tl", "km", "my", "en"])
  func sharedText(_ code: String) throws {
    let file = TestFiles.sharedText.appending(path: "\(code).txt.zst")
    var worker = try Segmenter(language: try Language(code)).makeWorker()
    for line in try TestFiles.lines(of: file).prefix(2_000) { try requirePartition(line, &worker) }
  }
}

/// Requires that the segments follow each other, cover the text, and end at no byte inside a
/// well-formed scalar.
@discardableResult
private func requirePartition(
  _ text: [UInt8], _ worker: inout Segmenter.Worker
) throws -> [Range<Int>] {
  var found: [Range<Int>] = []
  worker.forEachSegment(in: text.span) { found.append($0) }
  var end = 0
  for segment in found {
    try #require(segment.lowerBound == end && !segment.isEmpty, "\(text)")
    end = segment.upperBound
    if end < text.count && text[end] & 0xC0 == 0x80 {
      // A continuation byte begins a segment only where it continues nothing.
      var lead = end - 1
      while lead > 0 && lead > end - 3 && text[lead] & 0xC0 == 0x80 { lead -= 1 }
      let scalar = Array(text[lead...].prefix(width(of: text[lead])))
      let isWhole = lead + scalar.count > end && scalar.span.firstIllFormedSequence() == nil
      try #require(!isWhole, "\(text) is split at \(end)")
    }
  }
  try #require(end == text.count, "\(text)")
  return found
}

/// How many bytes the scalar with this first byte takes, where it is well-formed.
private func width(of lead: UInt8) -> Int {
  switch lead {
  case ..<0xC0: 1
  case ..<0xE0: 2
  case ..<0xF0: 3
  default: 4
  }
}

import Foundation
import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

/// What holds of every cut of every text. `LONTAR_ROUNDS` in the environment says how many random texts
/// each language gets; 72,000 make a million in all.
struct WordPropertyTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["LONTAR_ROUNDS"].flatMap { Int($0) } ?? 250

  /// Ways to cut that differ from each other.
  private static func ways(of language: Language) throws -> [Segmenter] {
    var clitics = Segmenter.Options()
    clitics.splitsClitics = true
    clitics.granularity = .compound
    var morphemes = Segmenter.Options()
    morphemes.granularity = .morpheme
    morphemes.zeroWidthSpaces = .ignore
    return [
      try Segmenter(language: language), try Segmenter(language: language, options: clitics),
      try Segmenter(language: language, options: morphemes),
      try Segmenter(language: language, unit: .syllable),
    ]
  }

  @Test(
    "pieces concatenate, end where clusters end, and owe nothing to the record before",
    arguments: Language.all)
  func properties(_ language: Language) throws {
    let ways = try Self.ways(of: language)
    var clusters = try Segmenter(language: language, unit: .grapheme).makeWorker()
    var workers = WorkerList(ways)
    var generator = SeededGenerator(seed: 91)
    for round in 0..<Self.rounds {
      let text = AdversarialText.segmentation(upTo: 18, using: &generator)
      var allowed: Set<Int> = []
      clusters.forEachSegment(in: text.span) { allowed.insert($0.upperBound) }
      let way = round % ways.count
      let found = workers.cut(text, way)
      var last = 0
      for range in found {
        try #require(range.lowerBound == last && !range.isEmpty, "\(describe(text))")
        try #require(
          allowed.contains(range.upperBound), "\(way): \(range.upperBound) in \(describe(text))")
        last = range.upperBound
      }
      try #require(last == text.count, "\(describe(text))")
      guard round % 8 < ways.count else { continue }
      var fresh: [Range<Int>] = []
      var worker = ways[way].makeWorker()
      worker.forEachSegment(in: text.span) { fresh.append($0) }
      try #require(found == fresh, "\(way): \(describe(text))")
    }
  }

  @Test(
    "letters of one Korean syllable and of one flag stay together",
    arguments: [
      "ภาษา\u{1100}한국", "\u{627}\u{200D}\u{1100}한국", "\u{1100}\u{1100}한국", "can't\u{1100}한국",
      "カタ’🇹🇭", "文字-🇹🇭", "1,000.5\u{1100}’🇹🇭", "字👨‍👩‍👧👍🏽",
    ])
  func clusters(_ string: String) throws {
    let text = Array(string.utf8)
    for language in Language.all {
      var clusters = try Segmenter(language: language, unit: .grapheme).makeWorker()
      var allowed: Set<Int> = []
      clusters.forEachSegment(in: text.span) { allowed.insert($0.upperBound) }
      var workers = WorkerList(try Self.ways(of: language))
      for way in 0..<4 {
        for range in workers.cut(text, way) {
          #expect(allowed.contains(range.upperBound), "\(language) \(way): \(describe(text))")
        }
      }
    }
  }

  @Test("offsets of any unit lead to the same pieces", arguments: [Language.thai, .vietnamese])
  func offsets(_ language: Language) throws {
    var worker = try Segmenter(language: language).makeWorker()
    var generator = SeededGenerator(seed: 92)
    for _ in 0..<min(Self.rounds, 2_000) {
      let text = AdversarialText.segmentation(upTo: 18, using: &generator)
      let string = String(decoding: text, as: UTF8.self)
      var (scalar, unit) = (0, 0)
      var pieces: [[UInt8]] = []
      let scalars = Array(string.unicodeScalars)
      let units = Array(string.utf16)
      worker.forEachSegment(in: text.span) { range in
        let piece = text.span.extracting(range)
        let next = (
          scalar + OffsetUnit.scalar.count(piece), unit + OffsetUnit.utf16.count(piece)
        )
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[scalar..<next.0])
        let byUnits = String(decoding: units[unit..<next.1], as: UTF16.self)
        #expect(Array(String(view).utf8) == Array(text[range]))
        #expect(Array(byUnits.utf8) == Array(text[range]))
        (scalar, unit) = next
        pieces.append(Array(text[range]))
      }
      try #require(Array(pieces.joined()) == text)
    }
  }

  @Test("a megabyte without a space is cut as its parts are", arguments: [Language.thai, .khmer])
  func megabyte(_ language: Language) throws {
    let word = language == .thai ? "ภาษา" : "ភាសា"
    let text = Array(String(repeating: word, count: 1_000_000 / 12).utf8)
    for segmenter in try Self.ways(of: language) {
      var worker = segmenter.makeWorker()
      var last = 0
      var count = 0
      worker.forEachSegment(in: text.span) { range in
        if range.lowerBound != last { count = -1_000_000 }
        last = range.upperBound
        count += 1
      }
      #expect(last == text.count && count > 1_000)
    }
  }

  @Test(
    "every cut of real text beside the package is a cut, and ends where clusters end",
    .enabled(
      if: TestFiles.exists(TestFiles.sharedText) && TestFiles.hasCommand("zstd"),
      "needs ../shared/data/text and zstd"),
    arguments: ["th", "th-gov", "vi", "id", "ms", "tl", "km", "my", "en"])
  func sharedText(_ name: String) throws {
    let file = TestFiles.sharedText.appending(path: "\(name).txt.zst")
    let language = try Language(String(name.prefix { $0 != "-" }))
    let ways = try Self.ways(of: language)
    var clusters = try Segmenter(language: language, unit: .grapheme).makeWorker()
    var workers = WorkerList(ways)
    for line in try TestFiles.lines(of: file).prefix(Self.rounds * 4) {
      var allowed: Set<Int> = []
      clusters.forEachSegment(in: line.span) { allowed.insert($0.upperBound) }
      for way in ways.indices {
        let found = workers.cut(line, way)
        try #require(found.map(\.lowerBound) == Array(([0] + found.map(\.upperBound)).dropLast()))
        try #require(found.last?.upperBound ?? 0 == line.count)
        let wrong = found.filter { !allowed.contains($0.upperBound) }
        try #require(wrong.isEmpty, "\(way): \(wrong) in \(describe(line))")
      }
    }
  }

  private func describe(_ text: [UInt8]) -> String {
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    return scalars.map { String($0.value, radix: 16) }.joined(separator: " ")
  }
}

/// Workers that live from text to text.
private struct WorkerList {
  private final class Box {
    var worker: Segmenter.Worker

    init(_ segmenter: Segmenter) { worker = segmenter.makeWorker() }
  }

  private let boxes: [Box]

  init(_ segmenters: [Segmenter]) { boxes = segmenters.map(Box.init) }

  mutating func cut(_ text: [UInt8], _ way: Int) -> [Range<Int>] {
    var found: [Range<Int>] = []
    boxes[way].worker.forEachSegment(in: text.span) { found.append($0) }
    return found
  }
}

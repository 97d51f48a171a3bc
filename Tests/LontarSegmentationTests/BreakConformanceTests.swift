import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

@Suite(
  "Unicode's break tests",
  .enabled(
    if: BreakCase.units.allSatisfy { unit in
      BreakCase.file(of: unit).isUsable(forUnicode: LibraryVersions.unicode)
    },
    "needs unicode-data of ICU's version of Unicode"))
struct BreakConformanceTests {
  @Test("every line, but for what ICU tailors", arguments: BreakCase.units)
  func lines(_ unit: Segmenter.Unit) throws {
    let cases = try BreakCase.all(of: unit)
    #expect(cases.count > 400)
    for language in Language.all {
      var worker = try Segmenter(language: language, unit: unit, engine: .icu).makeWorker()
      for var each in cases {
        each.tailorAsICU(unit)
        var found: [Range<Int>] = []
        worker.forEachSegment(in: each.bytes.span) { found.append($0) }
        if found != each.segments { Issue.record("\(language), line \(each.line)") }
      }
    }
  }

  @Test("ICU tailors few lines", arguments: zip(BreakCase.units, [15, 0, 0, 22]))
  func tailored(_ unit: Segmenter.Unit, _ atMost: Int) throws {
    let differing = try BreakCase.all(of: unit).filter { each in
      var tailored = each
      tailored.tailorAsICU(unit)
      return tailored.segments != each.segments
    }
    #expect(differing.count <= atMost)
  }
}

/// A line of one of Unicode's break tests.
private struct BreakCase {
  let line: Int
  var scalars: [(value: UInt32, breaksBefore: Bool)] = []

  /// What Unicode defines; syllables are ours.
  static let units: [Segmenter.Unit] = [.word, .sentence, .grapheme, .line]

  static func file(of unit: Segmenter.Unit) -> UnicodeTestFile {
    switch unit {
    case .word, .syllable: UnicodeTestFile("auxiliary/WordBreakTest.txt")
    case .sentence: UnicodeTestFile("auxiliary/SentenceBreakTest.txt")
    case .grapheme: UnicodeTestFile("auxiliary/GraphemeBreakTest.txt")
    case .line: UnicodeTestFile("auxiliary/LineBreakTest.txt")
    }
  }

  static func all(of unit: Segmenter.Unit) throws -> [BreakCase] {
    try file(of: unit).cases().map { line, text in
      var parsed = BreakCase(line: line)
      var breaksBefore = false
      for word in text.split(whereSeparator: \.isWhitespace) {
        if let value = UInt32(word, radix: 16) {
          parsed.scalars.append((value, breaksBefore))
        } else {
          breaksBefore = word == "÷"
        }
      }
      return parsed
    }
  }

  var bytes: [UInt8] {
    scalars.flatMap { UnicodeTestFile.bytes(String($0.value, radix: 16)) }
  }

  var segments: [Range<Int>] {
    var segments: [Range<Int>] = []
    var start = 0
    var end = 0
    for (value, breaksBefore) in scalars {
      if breaksBefore && end > start {
        segments.append(start..<end)
        start = end
      }
      end += UnicodeTestFile.bytes(String(value, radix: 16)).count
    }
    segments.append(start..<end)
    return segments
  }

  /// Makes the expectation what ICU's rules say where they differ from UAX #14 and #29 on purpose.
  mutating func tailorAsICU(_ unit: Segmenter.Unit) {
    let icu = LibraryVersions.icu.split(separator: ".").first.flatMap { Int($0) } ?? 0
    let digits: ClosedRange<UInt32> = 0x30...0x39
    let extend: UInt32 = 0x308
    for i in scalars.indices {
      // The first scalar behind this one that is not a mark upon it.
      let next = scalars[(i + 1)...].firstIndex { $0.value != extend }
      switch (unit, scalars[i].value) {
      case (.word, 0x3A) where i > 0 && !scalars[i].breaksBefore && icu >= 72:
        // Since ICU 72 a colon joins letters in Finnish and Swedish only.
        scalars[i].breaksBefore = true
        if let next { scalars[next].breaksBefore = true }
      case (.line, 0x2D) where i == 0:
        // A hyphen that begins a word stays with it (ICU-8151).
        if let next, [0x23, 0xA7, 0xE01, 0x50005].contains(scalars[next].value) {
          scalars[next].breaksBefore = false
        }
      case (.line, 0x2C), (.line, 0x2E):
        // A point that begins a number stays with it, ".35", and a line may end before it.
        if let next, digits.contains(scalars[next].value) {
          scalars[next].breaksBefore = false
          if i > 0, scalars[i - 1].value == 0x20 { scalars[i].breaksBefore = true }
        }
      default: break
      }
    }
  }
}

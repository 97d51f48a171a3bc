import LontarText
import Testing

@testable import LontarSegmentation

/// The byte ranges of all segments.
func ranges(
  of bytes: [UInt8], language: Language = .english, unit: Segmenter.Unit = .word
) throws -> [Range<Int>] {
  var worker = try Segmenter(language: language, unit: unit).makeWorker()
  var ranges: [Range<Int>] = []
  worker.forEachSegment(in: bytes.span) { ranges.append($0) }
  return ranges
}

struct SegmenterTests {
  @Test(
    "finds words in scripts without spaces",
    arguments: [
      (Language.thai, "ภาษาไทย", ["ภาษา", "ไทย"]),
      (.khmer, "ខ្ញុំទៅសាលា", ["ខ្ញុំ", "ទៅ", "សាលា"]),
      (.lao, "ພາສາລາວ", ["ພາສາ", "ລາວ"]),
      (.burmese, "မြန်မာစာ", ["မြန်မာ", "စာ"]),
      (.vietnamese, "Tiếng Việt.", ["Tiếng", " ", "Việt", "."]),
    ])
  func words(_ language: Language, _ text: String, _ expected: [String]) throws {
    #expect(try Segmenter(language: language).segments(of: text) == expected)
  }

  @Test("finds sentences, clusters and line breaks")
  func units() throws {
    #expect(
      try Segmenter(language: .indonesian, unit: .sentence).segments(of: "Ada apa? Tidak ada.")
        == ["Ada apa? ", "Tidak ada."])
    #expect(
      try Segmenter(language: .thai, unit: .grapheme).segments(of: "น้ำเก") == ["น้ำ", "เ", "ก"])
    #expect(
      try Segmenter(language: .english, unit: .line).segments(of: "re-read it")
        == ["re-", "read ", "it"])
  }

  @Test("an empty text has no segment", arguments: Segmenter.Unit.allCases)
  func empty(_ unit: Segmenter.Unit) throws {
    #expect(try ranges(of: [], unit: unit).isEmpty)
  }

  @Test("a worker remembers nothing of the record before")
  func independent() throws {
    let segmenter = try Segmenter(language: .thai)
    var worker = segmenter.makeWorker()
    for text in ["ภาษาไทย 😀 ok", "", "\u{FFFD}a", "ภาษา", String(repeating: "ไทย", count: 900)] {
      let bytes = Array(text.utf8)
      var found: [Range<Int>] = []
      worker.forEachSegment(in: bytes.span) { found.append($0) }
      #expect(try found == ranges(of: bytes, language: .thai))
    }
  }

  @Test("ill-formed sequences are pieces of their own")
  func illFormed() throws {
    let bytes = Array("ไทย".utf8) + [0xE0, 0xB8, 0xFF] + Array("ไทย😀".utf8) + [0xF0, 0x9F]
    #expect(
      try ranges(of: bytes, language: .thai)
        == [0..<9, 9..<11, 11..<12, 12..<21, 21..<25, 25..<27])
  }

  @Test("the closure's error comes out")
  func throwing() throws {
    struct Enough: Error, Equatable {}
    var worker = try Segmenter(language: .english).makeWorker()
    let bytes = Array("a b c".utf8)
    var count = 0
    do throws(Enough) {
      try worker.forEachSegment(in: bytes.span) { _ throws(Enough) in
        count += 1
        if count == 2 { throw Enough() }
      }
      Issue.record("nothing was thrown")
    } catch {
      #expect(count == 2)
    }
  }
}

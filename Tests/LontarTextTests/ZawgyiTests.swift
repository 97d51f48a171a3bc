import CLontar
import LontarTestSupport
import Testing

@testable import LontarText

/// What one of ICU's transforms makes of a text.
private func byICU(_ name: String, _ text: [UInt8]) throws -> [UInt8] {
  var output = [UInt8](repeating: 0, count: text.count * 6 + 64)
  let result = unsafe output.withUnsafeMutableBufferPointer { output in
    unsafe text.withUnsafeBufferPointer { text in
      // Reads and writes within the counts it is given.
      unsafe lontar_icu_transliterate(
        name, text.baseAddress, text.count, output.baseAddress, output.count)
    }
  }
  try #require(result.status == LONTAR_OK)
  return Array(output[..<result.count])
}

private func converted(_ text: [UInt8]) -> [UInt8] {
  var converter = ZawgyiConverter()
  var output: [UInt8] = []
  converter.convert(text.span, appendingTo: &output)
  return output
}

private func isZawgyi(_ text: [UInt8]) -> Bool { ZawgyiDetector().isZawgyi(text.span) }

struct ZawgyiTests {
  private static let burmese: [[UInt8]] = {
    let names = ["parallel/my.txt", "gold/my.txt", "informal/my.txt"]
    return names.flatMap {
      (try? TestFiles.lines(of: TestFiles.corpora.appending(path: $0))) ?? []
    }
  }()

  @Test(arguments: [
    ("ျမန္မာ", "မြန်မာ"), ("သီဟိုဠ္မွ ဉာဏ္ႀကီးရွင္သည္", "သီဟိုဠ်မှ ဉာဏ်ကြီးရှင်သည်"),
    ("အဂၤလိပ္", "အင်္ဂလိပ်"), ("ေက်ာင္း", "ကျောင်း"), ("ကၽြန္ေတာ္", "ကျွန်တော်"), ("English", "English"),
    ("", ""), ("၁၀ ၀င္း", "၁၀ ဝင်း"),
  ])
  func converts(_ zawgyi: String, _ unicode: String) throws {
    let text = Array(zawgyi.utf8)
    let ours = converted(text)
    if zawgyi != "၁၀ ၀င္း" {
      #expect(ours == Array(unicode.utf8), "\(String(decoding: ours, as: UTF8.self))")
    }
    #expect(ours == (try byICU("Zawgyi-my", text)))
  }

  /// ICU's rule for U+1038 reads "\u000136u" where it means U+1036.
  @Test func leavesDigitsBehindTheVisarga() throws {
    let text = Array("\u{1000}\u{1038}3".utf8)
    #expect(converted(text) == text)
    #expect(try byICU("Zawgyi-my", text) == Array("\u{1000}3\u{1038}".utf8))
    #expect(
      converted(Array("\u{1000}\u{1038}\u{1036}".utf8)) == Array("\u{1000}\u{1036}\u{1038}".utf8))
  }

  @Test func leavesTextWithoutMyanmarLettersAsItIs() throws {
    for text in ["\u{200B}a\u{200B}", "ไทย", " 3\u{2060}", "中\n文"] {
      #expect(converted(Array(text.utf8)) == Array(text.utf8))
    }
  }

  @Test(.enabled(if: TestFiles.hasCorpora))
  func bringsBackWhatICUMadeZawgyi() throws {
    #expect(Self.burmese.count > 400)
    for line in Self.burmese {
      let zawgyi = try byICU("my-Zawgyi", line)
      #expect(converted(zawgyi) == (try byICU("Zawgyi-my", zawgyi)))
    }
  }

  /// Any letters in any order. Texts with the visarga are left out: see above.
  @Test func equalsICUOnAnyLetters() throws {
    var generator = SeededGenerator(seed: 1064)
    let others: [UInt32] = [0x20, 0xA0, 0x200B, 0x41, 0x4E2D, 0xFEFF]
    let count = 4000
    for round in 0..<count {
      var text = String.UnicodeScalarView()
      for _ in 0...Int.random(in: 0..<14, using: &generator) {
        let code: UInt32 =
          switch (Int.random(in: 0..<9, using: &generator), round % 3) {
          case (0, _): others[Int.random(in: 0..<others.count, using: &generator)]
          case (_, 0): .random(in: 0x1000...0x109F, using: &generator)
          case (_, 1): .random(in: 0x102B...0x103E, using: &generator)
          default: .random(in: 0x102B...0x1097, using: &generator)
          }
        if code != 0x1038, code != 0x104E, let scalar = Unicode.Scalar(code) { text.append(scalar) }
      }
      guard text.contains(where: { (0x1000...0x109F).contains($0.value) }) else { continue }
      let bytes = Array(String(text).utf8)
      let ours = converted(bytes)
      let theirs = try byICU("Zawgyi-my", bytes)
      #expect(ours == theirs, "\(text.map { String($0.value, radix: 16) })")
      try checkEdits(bytes)
    }
  }

  /// Copies what the map calls the same, and takes the rest from the output.
  private func checkEdits(_ text: [UInt8]) throws {
    var converter = ZawgyiConverter()
    var output: [UInt8] = [0xFF]
    var map = OffsetMap()
    converter.convert(text.span, appendingTo: &output, edits: &map)
    output.removeFirst()
    #expect(output == converted(text))
    var rebuilt: [UInt8] = []
    var position = 0
    for edit in map.edits {
      rebuilt += text[position..<edit.source.lowerBound]
      #expect(rebuilt.count == edit.target.lowerBound)
      rebuilt += output[edit.target]
      position = edit.source.upperBound
    }
    rebuilt += text[position...]
    #expect(rebuilt == output)
  }

  @Test func givesTheWayBack() {
    var converter = ZawgyiConverter()
    var output: [UInt8] = []
    var map = OffsetMap()
    // Three letters, then Zawgyi's "mran", whose medial stands first.
    converter.convert(Array("abc ျမန္".utf8).span, appendingTo: &output, edits: &map)
    #expect(output == Array("abc မြန်".utf8))
    #expect(map.edits.map(\.source) == [4..<10, 13..<16])
  }

  @Test func survivesAnyBytes() throws {
    var generator = SeededGenerator(seed: 103)
    for _ in 0..<500 {
      let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        [0xE1, 0x80, 0x81, 0x82, 0xBB, 0x20, 0x0A, 0xFF][Int.random(in: 0..<8, using: &generator)]
          as UInt8
      }
      try checkEdits(bytes)
      _ = ZawgyiDetector().evidence(in: bytes.span)
    }
  }

  @Test(
    "a long run is read once, not once for each of its characters",
    arguments: [" ", "\u{200B}", "\u{1031}", "\u{103C}", "\u{103D}", "\u{103E}", "\u{102E}"])
  func longRuns(_ character: String) throws {
    // What a short run becomes says what a long one must; squared, this would take an hour.
    let short = Array(("\u{1000}abc" + String(repeating: character, count: 600) + "a").utf8)
    #expect(converted(short) == (try byICU("Zawgyi-my", short)))
    let long = Array(("\u{1000}abc" + String(repeating: character, count: 1_000_000) + "a").utf8)
    #expect(converted(long).count >= converted(short).count)
  }

  @Test(.enabled(if: TestFiles.hasCorpora))
  func tellsZawgyiFromUnicode() throws {
    var unsure = 0
    for line in Self.burmese {
      // One line is in Zawgyi, and says so.
      if String(decoding: line, as: UTF8.self).contains("Zawgyi") {
        #expect(isZawgyi(line))
        continue
      }
      #expect(!isZawgyi(line))
      if !isZawgyi(try byICU("my-Zawgyi", line)) { unsure += 1 }
    }
    #expect(unsure * 50 < Self.burmese.count, "\(unsure)")
  }

  /// None of these lines had a part in the model.
  @Test(.enabled(if: TestFiles.exists(TestFiles.sharedText)))
  func tellsThemInTextItHasNotSeen() throws {
    let lines = try TestFiles.lines(of: TestFiles.sharedText.appending(path: "my.txt.zst"))
    let detector = ZawgyiDetector()
    var wrong = 0
    for line in lines where isZawgyi(line) { wrong += 1 }
    #expect(wrong * 10_000 < lines.count, "\(wrong) of \(lines.count)")
    var missed = 0
    var taken = 0
    for line in lines.prefix(1500) where abs(detector.evidence(in: line.span)) > 20 {
      taken += 1
      if !isZawgyi(try byICU("my-Zawgyi", line)) { missed += 1 }
    }
    #expect(missed * 100 < taken, "\(missed) of \(taken)")
  }

  @Test(arguments: [
    "ၽႃႇသႃႇတႆး", "မိူင်းတႆး", "လိၵ်ႈလၢႆးတႆး", "ပှၤကညီဂၤ", "ဘာသာမန်", "English", "ไทย", "",
  ])
  func takesOtherLanguagesForUnicode(_ text: String) {
    #expect(!isZawgyi(Array(text.utf8)))
  }
}

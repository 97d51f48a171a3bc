import Foundation
import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct CustomDictionaryTests {
  @Test(
    "reads words with weights, and lets go what says nothing",
    arguments: [
      ("ชานม\nไข่มุก\t5\r\n\n  \nชานม\nไข่มุก\t2\n", ["ชานม": 1, "ไข่มุก": 5]),
      ("\u{FEFF}ข้าว\n Kuala Lumpur \t 3 \n", ["ข้าว": 1, "Kuala Lumpur": 3]),
      ("", [:]), ("\n\n", [:]), ("a", ["a": 1]), ("សាលា\n中文\n😀\n", ["សាលា": 1, "中文": 1, "😀": 1]),
    ] as [(String, [String: Int])])
  func parsing(_ file: String, _ expected: [String: Int]) throws {
    let dictionary = try CustomDictionary(parsing: Array(file.utf8).span)
    #expect(dictionary.count == expected.count)
    for (word, weight) in expected {
      let bytes = Array(word.utf8)
      var found: [Int: Int] = [:]
      dictionary.forEachWord(in: bytes.span, at: 0) { found[$0] = $1 }
      #expect(found[bytes.count] == weight, "\(word)")
    }
  }

  @Test(
    "says what is wrong with a dictionary, and where",
    arguments: [
      (Array("a\nb\tx".utf8), CustomDictionaryError.badWeight(line: 2)),
      (Array("a\t0".utf8), .badWeight(line: 1)), (Array("a\t1001".utf8), .badWeight(line: 1)),
      (Array("a\t".utf8), .badWeight(line: 1)), (Array("a\t-1".utf8), .badWeight(line: 1)),
      (Array("a\nไ".utf8) + [0xFF], .malformedUTF8(line: 2, byteOffset: 3)),
      (Array("a\u{7}".utf8), .badCharacter(line: 1)),
      (Array("ok\n\u{E48}".utf8), .beginsWithMark(line: 2)),
      (Array(String(repeating: "ก", count: 86).utf8), .tooLong(line: 1, byteCount: 258)),
    ])
  func faults(_ file: [UInt8], _ error: CustomDictionaryError) {
    #expect(throws: error) { try CustomDictionary(parsing: file.span) }
  }

  @Test(
    "keeps words whole in every script, and leaves longer pieces alone",
    arguments: [
      (Language.thai, ["ชานมไข่มุก"], "สั่งชานมไข่มุกแล้ว", "สั่ง|ชานมไข่มุก|แล้ว"),
      (.thai, ["กา"], "กาแฟ", "กาแฟ"),
      (.thai, ["ภา", "ษา"], "ภาษา", "ภาษา"),
      (.thai, ["โควิด19"], "ติดโควิด19แล้ว", "ติด|โควิด19|แล้ว"),
      (.khmer, ["ខ្ញុំទៅ"], "ខ្ញុំទៅសាលា", "ខ្ញុំទៅ|សាលា"),
      (.burmese, ["မြန်မာစာ"], "မြန်မာစာ", "မြန်မာစာ"),
      (.lao, ["ພາສາລາວ"], "ພາສາລາວ", "ພາສາລາວ"),
      (
        .indonesian, ["Jakarta Selatan", "kan"], "di Jakarta Selatan makan",
        "di| |Jakarta Selatan| |makan"
      ),
      (.vietnamese, ["thành phố"], "ở thành phố.", "ở| |thành phố|."),
      (.chinese, ["中文很"], "中文很难", "中文很|难"),
      (.english, ["C++", "New York"], "C++ in New Yorker", "C++| |in| |New| |Yorker"),
    ])
  func matching(_ language: Language, _ words: [String], _ text: String, _ expected: String) throws
  {
    var options = Segmenter.Options()
    options.dictionary = try CustomDictionary(words: words)
    for engine in Segmenter.Engine.allCases {
      let segmenter = try Segmenter(language: language, engine: engine, options: options)
      let pieces = segmenter.segments(of: text).joined(separator: "|")
      #expect(Array(pieces.utf8) == Array(expected.utf8), "\(engine): \(pieces)")
    }
  }

  @Test("a heavy word is cut out of a longer one")
  func insisting() throws {
    var options = Segmenter.Options()
    options.dictionary = try CustomDictionary(parsing: Array("บ้าน\t2\n".utf8).span)
    #expect(
      try Segmenter(language: .thai, engine: .icu, options: options).segments(of: "การบ้าน")
        == ["การ", "บ้าน"])
  }

  @Test("of words that overlap, those win that are worth more together")
  func overlapping() throws {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<400 {
      let letters = ["ก", "ข", "ค"]
      var words: [String: Int] = [:]
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let length = Int.random(in: 1...4, using: &generator)
        let word = (0..<length).map { _ in letters[Int.random(in: 0..<3, using: &generator)] }
        words[word.joined()] = Int.random(in: 1...4, using: &generator)
      }
      let text = (0..<12).map { _ in letters[Int.random(in: 0..<3, using: &generator)] }.joined()
      let bytes = Array(text.utf8)
      let file = words.map { "\($0.key)\t\($0.value)\n" }.sorted().joined()
      var matcher = DictionaryMatcher(try CustomDictionary(parsing: Array(file.utf8).span))
      var worth = 0
      var place = 0
      while let match = matcher.first(in: bytes.span, from: place, before: bytes.count) {
        let word = String(decoding: bytes[match.range], as: UTF8.self)
        #expect(words[word] == match.weight && match.range.lowerBound >= place)
        worth += match.worth
        place = match.range.upperBound
      }
      // The most that any choice is worth, place by place.
      var best = [Int](repeating: 0, count: bytes.count + 1)
      for start in stride(from: bytes.count - 3, through: 0, by: -3) {
        best[start] = best[start + 3]
        for (word, weight) in words where bytes[start...].starts(with: word.utf8) {
          let size = word.utf8.count
          best[start] = max(best[start], size * weight + best[start + size])
        }
      }
      #expect(worth == best[0], "\(words) in \(text)")
    }
  }

  @Test("pieces cover random text, end where clusters end, and never break a chosen word")
  func properties() throws {
    var options = Segmenter.Options()
    options.dictionary = try CustomDictionary(
      words: AdversarialText.segmentationPieces.filter {
        !$0.utf8.contains { $0 < 0x20 } && !["\u{200B}", "\u{AD}"].contains($0)
      }.compactMap { piece -> String? in
        (try? CustomDictionary(words: [piece])) == nil ? nil : piece + piece
      })
    for language in [Language.thai, .indonesian] {
      var worker = try Segmenter(language: language, options: options).makeWorker()
      var characters = try Segmenter(language: language, unit: .grapheme).makeWorker()
      var plain = try Segmenter(language: language, engine: .icu).makeWorker()
      var generator = SeededGenerator(seed: 22)
      for round in 0..<2_000 {
        var text = AdversarialText.segmentation(upTo: 24, using: &generator)
        if round % 4 == 0 { AdversarialText.damage(&text, using: &generator) }
        var allowed: Set<Int> = []
        characters.forEachSegment(in: text.span) { allowed.insert($0.upperBound) }
        plain.forEachSegment(in: text.span) { allowed.insert($0.upperBound) }
        var end = 0
        worker.forEachSegment(in: text.span) { range in
          #expect(
            range.lowerBound == end && !range.isEmpty && allowed.contains(range.upperBound),
            "\(String(decoding: text, as: UTF8.self).unicodeScalars.map { String($0.value, radix: 16) }) \(range)"
          )
          end = range.upperBound
        }
        try #require(end == text.count)
      }
    }
  }

  /// Five million words with `LONTAR_LONG` in the environment.
  @Test("half a million words, many of them twice and with empty lines between, are each found")
  func half() throws {
    let isLong = ProcessInfo.processInfo.environment["LONTAR_LONG"] != nil
    let count = isLong ? 5_000_000 : 500_000
    var file: [UInt8] = []
    var expected: Set<Int> = []
    for number in 0..<count {
      // Five consonants in base 36, so that words are many and alike.
      var rest = number % (count / 5 * 4)
      expected.insert(rest)
      for _ in 0..<5 {
        file += [0xE0, 0xB8, 0x81 + UInt8(rest % 36)]
        rest /= 36
      }
      file += number % 3 == 0 ? [0x0A, 0x0D, 0x0A] : [0x0A]
    }
    let dictionary = try CustomDictionary(parsing: file.span)
    #expect(dictionary.count == expected.count)
    var found = false
    dictionary.forEachWord(in: file.span, at: 0) { end, _ in found = found || end == 15 }
    #expect(found)
  }

  @Test("many words are found, and nothing else")
  func many() throws {
    var generator = SeededGenerator(seed: 23)
    var words: Set<[UInt8]> = []
    var file: [UInt8] = []
    for _ in 0..<20_000 {
      let word = (0..<Int.random(in: 1...5, using: &generator)).flatMap { _ in
        [0xE0, 0xB8, UInt8.random(in: 0x81...0x8A, using: &generator)] as [UInt8]
      }
      words.insert(word)
      file += word + [0x0A]
    }
    let dictionary = try CustomDictionary(parsing: file.span)
    #expect(dictionary.count == words.count)
    for _ in 0..<2_000 {
      let text = (0..<5).flatMap { _ in
        [0xE0, 0xB8, UInt8.random(in: 0x81...0x8A, using: &generator)] as [UInt8]
      }
      var found: [[UInt8]] = []
      dictionary.forEachWord(in: text.span, at: 0) { end, _ in found.append(Array(text[..<end])) }
      let expected = (1...5).map { Array(text.prefix($0 * 3)) }.filter { words.contains($0) }
      try #require(found == expected)
    }
  }
}

import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct ConfidenceTests {
  @Test(
    "gives the same segments with confidences, those of boundaries that were chosen above a half",
    arguments: [Language.thai, .lao, .khmer, .burmese, .vietnamese, .indonesian])
  func scored(_ language: Language) throws {
    var options = Segmenter.Options()
    options.dictionary = try CustomDictionary(words: ["ภาษาไทย", "tiếng Việt"])
    for options in [Segmenter.Options(), options] {
      var worker = try Segmenter(language: language, options: options).makeWorker()
      var generator = SeededGenerator(seed: 12)
      for _ in 0..<300 {
        let text = AdversarialText.segmentation(upTo: 30, using: &generator)
        var plain: [Range<Int>] = []
        worker.forEachSegment(in: text.span) { plain.append($0) }
        var scored: [Range<Int>] = []
        var isInRange = true
        worker.forEachSegment(in: text.span) { range, confidence in
          scored.append(range)
          isInRange = isInRange && (0.48...1).contains(confidence)
        }
        try #require(plain == scored && isInRange, "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  @Test("is certain at spaces and at the end, and less so between words")
  func certainty() throws {
    var worker = try Segmenter(language: .thai).makeWorker()
    let text = Array("ไปตากลม มา".utf8)
    var found: [(String, Float)] = []
    worker.forEachSegment(in: text.span) { range, confidence in
      found.append((String(decoding: text[range], as: UTF8.self), confidence))
    }
    #expect(found.last?.1 == 1)
    #expect(found.filter { $0.0 == " " }.allSatisfy { $0.1 == 1 })
    #expect(found[0].1 < 1)
  }

  @Test("suggests the texts of greatest doubt, each once, as sorting all of them would")
  func suggestions() throws {
    let segmenter = try Segmenter(language: .thai)
    var worker = segmenter.makeWorker()
    var generator = SeededGenerator(seed: 3)
    let words = ["ตากลม", "ไป", "ตลาด", "นอนตากลมเย็นสบาย", " ", "โรงเรียน", "abc", "ของเขา"]
    var texts: [[UInt8]] = []
    for _ in 0..<200 {
      let picked = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        words[Int.random(in: 0..<words.count, using: &generator)]
      }
      texts.append(Array(picked.joined().utf8))
    }
    var suggestions = Suggestions(segmenter, count: 20)
    for text in texts { suggestions.add(text.span) }
    // The slow way: all of them, the first of equal ones, by doubt and place.
    var all: [(doubt: Double, place: Int, text: [UInt8])] = []
    for (place, text) in texts.enumerated() where !all.contains(where: { $0.text == text }) {
      let doubt = worker.doubt(about: text.span)
      if doubt > 0 { all.append((doubt, place, text)) }
    }
    all.sort { ($0.doubt, -$0.place) > ($1.doubt, -$1.place) }
    #expect(suggestions.texts == all.prefix(20).map(\.text))
    #expect(suggestions.texts.count == 20)
  }

  @Test("without a model nothing is in doubt")
  func withoutModel() throws {
    var suggestions = Suggestions(try Segmenter(language: .indonesian), count: 5)
    suggestions.add(Array("anak-anak".utf8).span)
    #expect(suggestions.texts.isEmpty)
  }
}

struct WordEstimatorTests {
  @Test("counts what is known and found again and again, the same in every run")
  func counts() throws {
    func words(_ lines: [String], known: [WordList.Entry] = []) throws -> [String: UInt64] {
      var estimator = try WordEstimator(language: .khmer)
      estimator.addKnown(known)
      for line in lines { estimator.add(Array(line.utf8).span) }
      let found = estimator.words()
      #expect(found.map(\.word) == estimator.words().map(\.word))
      return Dictionary(
        uniqueKeysWithValues: found.map { (String(decoding: $0.word, as: UTF8.self), $0.count) })
    }
    let lines = ["ខ្ញុំទៅសាលា", "ខ្ញុំទៅផ្សារ", "សាលាខ្ញុំ 12 abc"]
    let found = try words(lines)
    #expect(found["ខ្ញុំ"] == 3)
    #expect(found["សាលា"] == 2)
    // Once is not enough, and other scripts are no words.
    #expect(found["ផ្សារ"] == nil && found["abc"] == nil)
    let known = try words(lines, known: [(Array("ផ្សារ".utf8), 0), (Array("ទៅសាលា".utf8), 50)])
    #expect(known["ផ្សារ"] == 1)
    #expect(known["ទៅសាលា"] == 51)
  }

  @Test("counts words of several syllables in Vietnamese")
  func vietnamese() throws {
    var estimator = try WordEstimator(language: .vietnamese)
    estimator.addKnown([(Array("học sinh".utf8), 1)])
    for _ in 0..<3 { estimator.add(Array("Tôi là học sinh, học  sinh".utf8).span) }
    let found = estimator.words()
    #expect(found.count == 1 && found[0].count == 4)
  }
}

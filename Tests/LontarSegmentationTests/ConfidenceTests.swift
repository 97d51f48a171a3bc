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
  @Test("counts what a model finds again and again, in the order of its bytes")
  func counts() throws {
    let model = try BoundaryTrainer(language: .khmer).train(on: [])
    var estimator = try WordEstimator(language: .khmer, model: model)
    for line in ["ខ្ញុំទៅសាលា", "ខ្ញុំទៅផ្សារ", "សាលាខ្ញុំ 12 12 abc abc", ""] {
      estimator.add(Array(line.utf8).span)
    }
    // Once is not enough, and other scripts are no words.
    let expected: [(String, UInt64)] = [("ខ្ញុំ", 3), ("ទៅ", 2), ("សាលា", 2)]
    #expect(estimator.words().map { Array($0.word) } == expected.map { Array($0.0.utf8) })
    #expect(estimator.words().map(\.count) == expected.map(\.1))
    #expect(estimator.words(foundAtLeast: 1).count == 4)
    #expect(estimator.words(foundAtLeast: 4).isEmpty)
  }

  @Test("counts words of several syllables in Vietnamese")
  func vietnamese() throws {
    let gold = try SegmentedText.parse(Array("Học sinh| |học| |bài\n".utf8).span)
    var trainer = BoundaryTrainer(language: .vietnamese)
    trainer.epochs = 30
    let model = try trainer.train(on: gold, words: [(Array("học sinh".utf8), 1)])
    var estimator = try WordEstimator(language: .vietnamese, model: model)
    for _ in 0..<3 { estimator.add(Array("Học sinh học bài".utf8).span) }
    let words = estimator.words().map { String(decoding: $0.word, as: UTF8.self) }
    #expect(words.contains("Học sinh") && !words.contains("sinh"))
  }

  @Test(
    "a text that nobody has cut helps a model of few sentences",
    .enabled(if: TestFiles.hasCorpora, "Corpora/gold is not here"))
  func helps() throws {
    let file = TestFiles.corpora.appending(path: "gold/km.txt")
    let texts = try SegmentedText.parse(Array(try TestFiles.bytes(of: file)).span)
    let (gold, held) = (Array(texts.prefix(60)), Array(texts.dropFirst(60)))
    var trainer = BoundaryTrainer(language: .khmer)
    trainer.epochs = 6
    let first = try trainer.train(on: gold)
    var estimator = try WordEstimator(language: .khmer, model: first)
    for text in held { estimator.add(text.bytes.span) }
    let second = try trainer.train(on: gold, words: estimator.words())
    #expect(try Self.f1(second, held) > Self.f1(first, held))
  }

  private static func f1(_ model: BoundaryModel, _ texts: [SegmentedText]) throws -> Double {
    var evaluation = Evaluation(language: model.language)
    var worker = try Segmenter(language: model.language, model: model).makeWorker()
    for text in texts {
      var pieces = SegmentedText()
      worker.forEachSegment(in: text.bytes.span) {
        pieces.append(text.bytes.span.extracting($0))
      }
      evaluation.add(pieces, gold: text)
    }
    return evaluation.total.words.f1
  }
}

import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

/// Models that do without ICU, and the sums of their weights.
struct PlainBoundaryTests {
  @Test("beside common characters, words end where they would with ICU's boundaries at hand")
  func asking() throws {
    let model = plainModel(.thai, seed: 11)
    var quick = BoundaryScorer(model: model)
    var slow = BoundaryScorer(model: model)
    slow.asksAlways = true
    var breaker = try Breaker(unit: .word, locale: "th")
    var generator = SeededGenerator(seed: 12)
    for round in 0..<3_000 {
      var text: [UInt8] = []
      if round % 3 == 0 {
        text = AdversarialText.segmentation(upTo: 24, using: &generator)
        if round % 2 == 0 { AdversarialText.damage(&text, using: &generator) }
      } else {
        for _ in 0..<Int.random(in: 0...20, using: &generator) {
          let piece = Self.common.randomElement(using: &generator) ?? ""
          text += Array(piece.utf8)
        }
      }
      let found = Self.ends(&quick, text, &breaker)
      let expected = Self.ends(&slow, text, &breaker)
      try #require(found == expected, "\(text)")
    }
  }

  @Test(
    "numbers, foreign words and addresses are not broken at their marks",
    arguments: ["1,250.50", "๑,๒๕๐.๕๐", "don't", "a_b", "x1", "U.S", "3;4"])
  func joined(_ word: String) throws {
    var scorer = BoundaryScorer(model: plainModel(.thai, seed: 13))
    var breaker = try Breaker(unit: .word, locale: "th")
    let text = Array(word.utf8)
    let ends = Self.ends(&scorer, text, &breaker)
    #expect(ends == [text.count])
  }

  @Test(
    "each boundary's score is the sum of the weights that speak for it", arguments: [true, false])
  func sums(_ usesICU: Bool) throws {
    let model = plainModel(.thai, seed: 14, usesICU: usesICU)
    var scorer = BoundaryScorer(model: model)
    var breaker = try Breaker(unit: .word, locale: "th")
    var generator = SeededGenerator(seed: 15)
    for _ in 0..<300 {
      let text = AdversarialText.segmentation(upTo: 40, using: &generator)
      var icu: [Int] = []
      var batch = [Int](repeating: 0, count: 256)
      var count = breaker.next(in: text.span, from: 0, into: &batch)
      while count > 0 {
        icu += batch[..<count]
        count = breaker.next(in: text.span, from: batch[count - 1], into: &batch)
      }
      var window = FeatureWindow()
      _ = window.readScalars(text.span, ends: icu.span, shape: model.shape)
      var rows: [Int] = []
      window.forEachRow(model.shape, words: model.words) {
        rows.append(Int($0))
      } done: { _ in
      }
      var expected = [Int](repeating: 0, count: window.count)
      for position in 0..<window.count {
        let events = model.shape.eventCount
        for row in rows[position * events..<(position + 1) * events] {
          for lane in 0..<8 {
            let boundary = position - 3 + lane
            guard boundary >= 0, boundary < window.count else { continue }
            expected[boundary] += Int(
              Int8(bitPattern: model.storage.withBytes { $0[model.weightStart + row * 8 + lane] }))
          }
        }
      }
      var ends = icu
      scorer.decide(text.span, ends: &ends)
      for boundary in 0..<window.count {
        let score = scorer.score(boundary)
        try #require(score == expected[boundary])
      }
    }
  }

  @Test("a text of many windows is cut as by a model that asks ICU, and covered")
  func windows() throws {
    let model = plainModel(.thai, seed: 16)
    var breaker = try Breaker(unit: .word, locale: "th")
    for text in [
      String(repeating: "ภาษาไทยเป็นภาษา", count: 1_600),
      String(repeating: "ภาษาไทย 12 ok, ", count: 300),
      String(repeating: "\u{E35}", count: 24_000), String(repeating: "a", count: 70_000),
      String(repeating: "กก \u{301}", count: 1_200),
    ] {
      let bytes = Array(text.utf8)
      var quick = BoundaryScorer(model: model)
      var slow = BoundaryScorer(model: model)
      slow.asksAlways = true
      let found = Self.ends(&quick, bytes, &breaker)
      #expect(found.last == bytes.count)
      let expected = Self.ends(&slow, bytes, &breaker)
      #expect(found == expected)
      #expect(zip(found, found.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  private static let common = [
    "ภาษา", "ไทย", "น้ำ", "ก", "า", "ำ", "่", "เ", "ๆ", "ฯ", " ", "  ", "a", "Ab", "1", "25", "๕",
    ".", ",", ":", ";", "'", "_", "-", "!", "...", "(", ")", "\"", "%", "#", "฿", "“", "”", "…",
    "–", "\u{A0}", "\u{A0}\u{A0}", "\t",
  ]

  private static func ends(
    _ scorer: inout BoundaryScorer, _ text: [UInt8], _ breaker: inout Breaker
  ) -> [Int] {
    var all: [Int] = []
    var ends: [Int] = []
    while scorer.next(in: text.span, from: all.last ?? 0, breaker: &breaker, into: &ends) > 0 {
      all += ends
    }
    return all
  }

  private func plainModel(
    _ language: Language, seed: UInt64, usesICU: Bool = false
  ) -> BoundaryModel {
    var generator = SeededGenerator(seed: seed)
    var lexicon = Lexicon(unit: .scalars)
    for word in ["ภาษา", "ไทย", "น้ำ", "ภาษาไทย", "เป็น"] {
      lexicon.add(Array(word.utf8).span, count: 3, isListed: true)
    }
    let shape = BoundaryModel.Shape(
      unit: .scalars, usesICU: usesICU, hasWords: true, rowBits: 8)
    let weights = (0..<8 << 8).map { _ in Int8.random(in: -127...127, using: &generator) }
    return BoundaryModel(
      language: language, shape: shape, weights: weights, words: lexicon.table(), scale: 0.01,
      provenance: "language: \(language.rawValue)\n")
  }
}

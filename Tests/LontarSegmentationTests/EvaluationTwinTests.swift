import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct EvaluationTwinTests {
  @Test(
    "counts what sets of spans count, over random cuts of random text",
    arguments: [Language.thai, .khmer, .vietnamese, .indonesian])
  func twin(_ language: Language) {
    var generator = SeededGenerator(seed: 41)
    let alphabet: [Unicode.Scalar] = ["ก", "ข", "ค", " ", "a", "\u{200B}", "1", "ខ"]
    let spacesSplit = language == .thai || language == .khmer
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      let gold = Self.cut(text, using: &generator)
      let predicted = Self.cut(text, using: &generator)
      var evaluation = Evaluation(language: language)
      evaluation.add(Self.segmented(predicted), gold: Self.segmented(gold))
      let counts = evaluation.total
      let (goldSpans, free) = Self.spans(gold, spacesSplit)
      let (foundSpans, _) = Self.spans(predicted, spacesSplit)
      #expect(counts.words.gold == goldSpans.count)
      #expect(counts.words.predicted == foundSpans.count)
      #expect(counts.words.correct == goldSpans.intersection(foundSpans).count)
      // Inner ends, but those beside white space where that parts words anyway.
      let length = goldSpans.map(\.upperBound).max() ?? 0
      func inner(_ spans: Set<Range<Int>>) -> Set<Int> {
        Set(spans.map(\.upperBound)).subtracting([length]).subtracting(spacesSplit ? free : [])
      }
      #expect(counts.boundaries.gold == inner(goldSpans).count)
      #expect(counts.boundaries.predicted == inner(foundSpans).count)
      #expect(counts.boundaries.correct == inner(goldSpans).intersection(inner(foundSpans)).count)
    }
  }

  private static func cut(
    _ text: [Unicode.Scalar], using generator: inout SeededGenerator
  ) -> [[Unicode.Scalar]] {
    var pieces: [[Unicode.Scalar]] = []
    for scalar in text {
      if pieces.isEmpty || Bool.random(using: &generator) {
        pieces.append([scalar])
      } else {
        pieces[pieces.count - 1].append(scalar)
      }
    }
    return pieces
  }

  private static func segmented(_ pieces: [[Unicode.Scalar]]) -> SegmentedText {
    var text = SegmentedText()
    for piece in pieces {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: piece)
      text.append(Array(String(view).utf8).span)
    }
    return text
  }

  /// Spans over what is no white space, and the places beside white space, as score.py's head has it.
  private static func spans(
    _ pieces: [[Unicode.Scalar]], _ split: Bool
  ) -> (Set<Range<Int>>, Set<Int>) {
    var spans: Set<Range<Int>> = []
    var free: Set<Int> = []
    var place = 0
    for piece in pieces {
      var start = place
      for scalar in piece {
        if scalar == " " {
          free.insert(place)
          if split && place > start {
            spans.insert(start..<place)
            start = place
          }
        } else if scalar != "\u{200B}" {
          place += 1
        }
      }
      if place > start { spans.insert(start..<place) }
    }
    return (spans, free)
  }
}

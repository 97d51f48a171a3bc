import Foundation
import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct SentenceTests {
  @Test(
    "a sentence does not end behind a title, an initial, or a word before a number",
    arguments: [
      (
        Language.indonesian, "Ini Dr. Budi. Dia di No. 5 Jl. Mawar. Ya.",
        ["Ini Dr. Budi. ", "Dia di No. 5 Jl. Mawar. ", "Ya."]
      ),
      (.filipino, "Si Sen. Cruz at J. P. Rizal. Oo!", ["Si Sen. Cruz at J. P. Rizal. ", "Oo!"]),
      (.vietnamese, "Ở TP. Hồ Chí Minh. GS. An đến.", ["Ở TP. Hồ Chí Minh. ", "GS. An đến."]),
      (
        .english, "He said \"Go.\" Then (really) he left. OK.",
        ["He said \"Go.\" ", "Then (really) he left. ", "OK."]
      ),
      (.burmese, "သူလာတယ်။ ငါသွားမယ်။", ["သူလာတယ်။ ", "ငါသွားမယ်။"]),
    ])
  func joins(_ language: Language, _ text: String, _ expected: [String]) throws {
    #expect(try Segmenter(language: language, unit: .sentence).segments(of: text) == expected)
  }

  static var gold: URL {
    TestFiles.root.appending(path: "../shared/data/gold/th").standardizedFileURL
  }

  /// Ten sentences at a time, with a space between them, and where they end.
  static func paragraphs(_ name: String) throws -> [SegmentedText] {
    let bytes = try TestFiles.bytes(of: gold.appending(path: name))
    var paragraphs: [SegmentedText] = []
    var paragraph = SegmentedText()
    var count = 0
    for sentence in try SegmentedText.parse(bytes.span) {
      paragraph.append((sentence.bytes + [0x20]).span)
      count += 1
      if count == 10 {
        paragraphs.append(paragraph)
        paragraph = SegmentedText()
        count = 0
      }
    }
    if count > 0 { paragraphs.append(paragraph) }
    return paragraphs
  }

  static func f1(_ model: SentenceModel, _ texts: [SegmentedText]) -> Double {
    var (found, right, all) = (0, 0, 0)
    for text in texts {
      let ends = Set(text.ends.dropLast())
      all += ends.count
      var start = 0
      while let end = model.firstEnd(in: text.bytes.span, start..<text.bytes.count) {
        found += 1
        right += ends.contains(end) ? 1 : 0
        start = end
      }
    }
    return Double(2 * right) / Double(max(1, found + all))
  }

  @Test(
    "the bundled weights are what Thai sentences teach",
    .enabled(if: TestFiles.exists(gold), "needs ../shared/data/gold"))
  func bundle() throws {
    var trainer = SentenceTrainer(rowBits: 15)
    for text in try Self.paragraphs("tud_train.txt") {
      trainer.add(text.bytes.span, ends: Set(text.ends.dropLast()))
    }
    let model = trainer.train()
    let held = try Self.paragraphs("tud_dev.txt")
    guard ProcessInfo.processInfo.environment["LONTAR_RECORD"] != nil else {
      let bundled = SentenceModel.thai
      #expect(bundled.weights == model.weights)
      #expect(Self.f1(bundled, held) > 0.65)
      return
    }
    var best = (f1: 0.0, bar: 0)
    for bar in stride(from: -200, through: 60, by: 5) {
      let f1 = Self.f1(SentenceModel(weights: model.weights, bar: bar), held)
      if f1 > best.f1 { best = (f1, bar) }
    }
    print("sentences of th: F1 \(Self.f1(model, held)), above \(best.bar) \(best.f1)")
    try CliticTests.record(model.weights, "sentences.th")
  }
}

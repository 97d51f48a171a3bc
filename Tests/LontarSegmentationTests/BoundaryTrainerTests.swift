import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct BoundaryTrainerTests {
  private static let lao = TestFiles.corpora.appending(path: "gold/lo.txt")
  private static let vietnamese = ["Tôi| |là| |sinh viên|.", "Sinh viên| |học| |tiếng Việt|..."]

  @Test(
    "learns from a few records to find words better than ICU, the same model every time",
    .enabled(if: TestFiles.exists(lao), "Corpora/gold is not here"))
  func beatsICU() throws {
    let lines = try TestFiles.lines(of: Self.lao)
    let texts = try SegmentedText.parse(Array(lines.joined(separator: [0x0A])).span)
    let training = texts.enumerated().filter { $0.offset % 4 != 0 }.map(\.element)
    let held = texts.enumerated().filter { $0.offset % 4 == 0 }.map(\.element)
    var trainer = BoundaryTrainer(language: .lao)
    trainer.rowBits = 12
    trainer.epochs = 3
    let model = try trainer.train(on: training)
    #expect(try trainer.train(on: training).bytes() == model.bytes())
    let learned = try f1(Segmenter(language: .lao, model: model), held)
    #expect(try learned > f1(Segmenter(language: .lao, engine: .icu), held) + 0.02)
  }

  @Test("joins the syllables of Vietnamese words, and leaves other text whole")
  func vietnamese() throws {
    let file = Array((Self.vietnamese.joined(separator: "\n") + "\n").utf8)
    let gold = try SegmentedText.parse(file.span)
    var trainer = BoundaryTrainer(language: .vietnamese)
    trainer.rowBits = 10
    trainer.epochs = 30
    let model = try trainer.train(on: gold, words: [(word: Array("tiếng Việt".utf8), count: 0)])
    let segmenter = try Segmenter(language: .vietnamese, model: model)
    #expect(try f1(segmenter, gold) == 1)
    #expect(
      segmenter.segments(of: "Tôi là sinh  viên")
        == ["Tôi", " ", "là", " ", "sinh", "  ", "viên"])
  }

  @Test("Vietnamese letters in parts are cut as whole ones are")
  func decomposed() throws {
    let text = Array("Chúng tôi học tiếng Việt ở Hà Nội, người đọc bình thường.".utf8)
    var parts: [UInt8] = []
    try Normalizer(form: .nfd).normalize(text.span, appendingTo: &parts)
    var worker = try Segmenter(language: .vietnamese).makeWorker()
    var whole: [[UInt8]] = []
    worker.forEachSegment(in: text.span) { whole.append(Array(text[$0])) }
    var composed: [[UInt8]] = []
    worker.forEachSegment(in: parts.span) { range in
      var piece: [UInt8] = []
      try? Normalizer(form: .nfc).normalize(Array(parts[range]).span, appendingTo: &piece)
      composed.append(piece)
    }
    #expect(parts.count > text.count && composed == whole)
    #expect(whole.contains(Array("Hà Nội".utf8)))
  }

  @Test("the development text says when to stop")
  func stopping() throws {
    let gold = try SegmentedText.parse(Array("ไม่|มี|ใคร\nมี|ไม่|มี\n".utf8).span)
    var epochs: [Int] = []
    var trainer = BoundaryTrainer(language: .thai)
    trainer.rowBits = 8
    trainer.epochs = 50
    _ = try trainer.train(on: gold, development: gold) { epochs.append($0.epoch) }
    #expect(epochs.count < 20)
    #expect(epochs == Array(1...epochs.count))
  }

  @Test("nothing to learn from gives a model that leaves ICU's words")
  func empty() throws {
    let model = try BoundaryTrainer(language: .thai).train(on: [])
    let text = "ภาษาไทยง่ายนิดเดียว ok"
    #expect(
      try Segmenter(language: .thai, model: model).segments(of: text)
        == Segmenter(language: .thai, engine: .icu).segments(of: text))
  }

  @Test("logarithms are those of the library")
  func logarithms() {
    for (value, expected) in [(1.0, 0.0), (2, 0.6931471805599453), (1e9, 20.72326583694641)] {
      #expect(abs(logarithm(value) - expected) < 1e-12)
    }
  }

  private func f1(_ segmenter: Segmenter, _ texts: [SegmentedText]) throws -> Double {
    var evaluation = Evaluation(language: try #require(segmenter.language))
    var worker = segmenter.makeWorker()
    for text in texts {
      var pieces = SegmentedText()
      worker.forEachSegment(in: text.bytes.span) { range in
        pieces.append(text.bytes.span.extracting(range))
      }
      evaluation.add(pieces, gold: text)
    }
    return evaluation.total.words.f1
  }
}

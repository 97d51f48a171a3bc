import LontarSegmentation
import LontarTestSupport
import Testing

@Suite struct SeparatedTextTests {
  /// Reads pieces back, as the format is described: from left to right.
  private func pieces(of line: [UInt8], separator: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = [[]]
    var rest = line[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "\\") {
        let escaped = rest.dropFirst().first
        pieces[pieces.count - 1] += escaped == UInt8(ascii: "p") ? separator : [byte]
        rest = rest.dropFirst(2)
      } else if rest.starts(with: separator) {
        pieces.append([])
        rest = rest.dropFirst(separator.count)
      } else {
        pieces[pieces.count - 1].append(byte)
        rest = rest.dropFirst()
      }
    }
    return pieces
  }

  @Test(
    arguments: ["|", " ", "/", "p", "ก", "\t", " /", "ab", "ไทย|"],
    [Segmenter.Unit.word, .grapheme])
  func losesNothing(separator: String, unit: Segmenter.Unit) throws {
    let segmenter = try Segmenter(language: .thai, unit: unit)
    var worker = segmenter.makeWorker()
    let bytes = Array(separator.utf8)
    let format = try #require(SeparatedText(separator: separator))
    var random = SeededGenerator(seed: 3)
    let parts = ["|", "\\", "p", " ", "/", "ก", "ไทย", "ab", "\t", "x|", separator]
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        text += parts.randomElement(using: &random) ?? ""
      }
      let record = Array(text.utf8)
      var expected: [[UInt8]] = []
      worker.forEachSegment(in: record.span) { expected.append(Array(record[$0])) }
      var line: [UInt8] = []
      format.append(record.span, cutBy: &worker, to: &line)
      #expect(pieces(of: line, separator: bytes) == expected, "\(text)")
    }
  }

  @Test(arguments: ["", "\n", "a\nb", "\\", "||", " | ", "aba", "กขก"])
  func refusesSeparatorsThatCanBeReadInTwoWays(separator: String) {
    #expect(SeparatedText(separator: separator) == nil)
  }

  @Test func leavesSegmentsAloneWhenAsked() throws {
    var worker = try Segmenter(language: .english).makeWorker()
    var line: [UInt8] = []
    SeparatedText(separatorWithoutEscapes: "||").append(
      Array("a|b\\p".utf8).span, cutBy: &worker, to: &line)
    #expect(line == Array("a|||||b||\\||p".utf8))
  }
}

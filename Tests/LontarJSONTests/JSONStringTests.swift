import LontarJSON
import LontarTestSupport
import Testing

@Suite struct JSONStringTests {
  private func written(_ text: String) -> String {
    var output: [UInt8] = []
    appendJSONString(text.utf8.span, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  @Test(arguments: [
    ("", #""""#), ("ภาษาไทย", #""ภาษาไทย""#), ("a\"b\\c/", #""a\"b\\c/""#),
    ("\u{8}\t\n\u{C}\r", #""\b\t\n\f\r""#), ("\0\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""),
    ("12345678\n12345678\"", #""12345678\n12345678\"""#),
  ])
  func escapesOnlyWhatItMust(_ text: String, _ expected: String) {
    #expect(Array(written(text).utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    (#""\ud800x""#, "\u{FFFD}x", 1),
    (#""\udc00\ud83d\ude00\ud83d""#, "\u{FFFD}\u{1F600}\u{FFFD}", 2),
    (#""กำ""#, "กำ", 0),
  ])
  func replacesHalfPairsWhenAsked(_ text: String, _ expected: String, _ count: Int) throws {
    var output: [UInt8] = []
    let bytes = Array(text.utf8)
    let replaced = try appendUnescapedJSON(
      bytes.span, 1..<bytes.count - 1, to: &output, replacesSurrogates: true)
    #expect(output == Array(expected.utf8))
    #expect(replaced == count)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func comesBackAsItWas(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var text = ""
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      let range: ClosedRange<UInt32> =
        [0...0x7F, 0...0x2F, 0xE00...0xE7F, 0x1F600...0x1F64F]
        .randomElement(using: &random) ?? 0...0
      let scalar = UInt32.random(in: range, using: &random)
      text.unicodeScalars.append(Unicode.Scalar(scalar) ?? " ")
    }
    #expect(try JSONValue(parsing: written(text).utf8.span).string == Array(text.utf8))
  }
}

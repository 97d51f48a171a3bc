import LontarJSON
import LontarTestSupport
import Testing

@Suite struct JSONFieldScannerTests {
  private func find(_ field: String, _ line: String) throws -> String? {
    guard let found = try JSONFieldScanner(field: field).find(in: line.utf8.span) else {
      return nil
    }
    return String(decoding: Array(line.utf8)[found.value], as: UTF8.self)
  }

  @Test(
    arguments: [
      (#"{"text": "ສະບາຍດີ", "id": 7}"#, #""ສະບາຍດີ""#), (#"{"id":7,"text":"a\nb"} "#, #""a\nb""#),
      (#"{"a":{"text":1},"text" : [1,{"x":2}] }"#, #"[1,{"x":2}]"#), (#"{"text":null}"#, "null"),
      (#"{"text":1,"text":"last"}"#, #""last""#), (#"{"te\u0078t":"escaped"}"#, #""escaped""#),
      (#"{"texts":1}"#, nil), ("{}", nil), (" { } ", nil), (#"{"text\ud800":1}"#, nil),
    ] as [(String, String?)])
  func findsTheFieldsBytes(_ line: String, _ expected: String?) throws {
    #expect(try find("text", line) == expected)
  }

  @Test func tellsStringsAndEscapesApart() throws {
    let line = #"{"a":"x","b":"\n","c":5}"#
    let a = try JSONFieldScanner(field: "a").find(in: line.utf8.span)
    let b = try JSONFieldScanner(field: "b").find(in: line.utf8.span)
    let c = try JSONFieldScanner(field: "c").find(in: line.utf8.span)
    #expect(a?.isString == true && a?.hasEscapes == false && a?.contents == 6..<7)
    #expect(b?.isString == true && b?.hasEscapes == true && b?.contents == 14..<16)
    #expect(c?.isString == false && c?.value == 22..<23)
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd(byteOffset: 0)), ("[1]", .notAnObject(byteOffset: 0)),
      (" \"a\"", .notAnObject(byteOffset: 1)), ("{\"a\":1", .unexpectedEnd(byteOffset: 6)),
      ("{} {}", .trailingBytes(byteOffset: 3)), ("{\"a\":1}x", .trailingBytes(byteOffset: 7)),
    ] as [(String, JSONError)])
  func refusesLinesThatAreNoObject(_ line: String, _ expected: JSONError) {
    #expect(throws: expected) { try find("text", line) }
  }

  @Test func leavesIllFormedUTF8ToOthers() throws {
    let line = Array(#"{"text":""#.utf8) + [0xFF, 0x80] + Array(#""}"#.utf8)
    #expect(try JSONFieldScanner(field: "text").find(in: line.span)?.contents == 9..<11)
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func findsWhatTheTreeFinds(seed: UInt64) throws {
    var generator = RandomJSON(random: SeededGenerator(seed: seed &+ 500))
    for _ in 0..<50 {
      let line = Array(generator.object(depth: 0).utf8)
      for name in RandomJSON.words {
        let tree = try JSONValue(parsing: line.span)[name]
        let found = try JSONFieldScanner(field: name).find(in: line.span)
        #expect(try found.map { try NaiveJSON.parse(Array(line[$0.value])) } == tree)
        if let found, found.isString {
          var text: [UInt8] = []
          try appendUnescapedJSON(line.span, found.contents, to: &text)
          #expect(text == tree?.string)
        }
      }
    }
  }
}

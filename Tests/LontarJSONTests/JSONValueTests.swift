import Foundation
import LontarJSON
import LontarTestSupport
import Testing

@Suite struct JSONValueTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue(parsing: text.utf8.span)
  }

  @Test func readsEveryKindOfValue() throws {
    let value = try parse(#" {"a": [null, true, false, -1.50e+3, "ກ"], "b": {}} "#)
    #expect(
      value
        == .object([
          (
            key: Array("a".utf8),
            value: .array([
              .null, .bool(true), .bool(false), .number(Array("-1.50e+3".utf8)),
              .string(Array("ກ".utf8)),
            ])
          ),
          (key: Array("b".utf8), value: .object([])),
        ]))
  }

  @Test func keepsKeysThatAreCanonicallyEquivalent() throws {
    let value = try parse("{\"\u{E9}\": 0, \"e\u{301}\": 1}")
    #expect(value.object?.count == 2)
    #expect(value["\u{E9}"]?.int == 0)
    #expect(value["e\u{301}"]?.int == 1)
    #expect(value.firstDuplicateKey == nil)
  }

  @Test func keepsDuplicateKeysInOrderAndFindsTheLast() throws {
    let value = try parse(#"{"a": 1, "b": 2, "a": 3}"#)
    #expect(value.object?.map { $0.value.int } == [1, 2, 3])
    #expect(value["a"]?.int == 3)
    #expect(value["c"] == nil)
    #expect(value.firstDuplicateKey == Array("a".utf8))
  }

  @Test(arguments: [
    (#""\u0e01\u0E33""#, "\u{E01}\u{E33}"), (#""\ud83d\ude00""#, "\u{1F600}"),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""""#, ""), (#""\u0000""#, "\0"),
    (#""x\u007fy12345678\u0041""#, "x\u{7F}y12345678A"),
  ])
  func resolvesEscapes(_ text: String, _ expected: String) throws {
    #expect(try parse(text).string == Array(expected.utf8))
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("42", 42), ("9223372036854775807", Int.max),
      ("-9223372036854775808", Int.min), ("9223372036854775808", nil), ("1.0", nil), ("1e2", nil),
      ("-9223372036854775809", nil), ("99999999999999999999999", nil), ("\"1\"", nil),
    ] as [(String, Int?)])
  func readsIntegersExactly(_ text: String, _ expected: Int?) throws {
    #expect(try parse(text).int == expected)
  }

  @Test(arguments: [("0.1", 0.1), ("1e2", 100), ("-3", -3), ("2.5e-300", 2.5e-300)])
  func readsDoubles(_ text: String, _ expected: Double) throws {
    #expect(try parse(text).double == expected)
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd(byteOffset: 0)), ("  ", .unexpectedEnd(byteOffset: 2)),
      ("[1,", .unexpectedEnd(byteOffset: 3)), ("\"ab", .unexpectedEnd(byteOffset: 3)),
      ("\"ab\\", .unexpectedEnd(byteOffset: 4)), ("nul", .unexpectedEnd(byteOffset: 3)),
      ("nulL", .unexpectedByte(UInt8(ascii: "L"), byteOffset: 3)),
      ("\u{FEFF}1", .unexpectedByte(0xEF, byteOffset: 0)),
      ("[1,]", .unexpectedByte(UInt8(ascii: "]"), byteOffset: 3)),
      ("[1 2]", .unexpectedByte(UInt8(ascii: "2"), byteOffset: 3)),
      ("{\"a\" 1}", .unexpectedByte(UInt8(ascii: "1"), byteOffset: 5)),
      ("{a: 1}", .unexpectedByte(UInt8(ascii: "a"), byteOffset: 1)),
      ("{\"a\": 1,}", .unexpectedByte(UInt8(ascii: "}"), byteOffset: 8)),
      ("{} x", .trailingBytes(byteOffset: 3)), ("01", .malformedNumber(byteOffset: 0)),
      ("[-]", .malformedNumber(byteOffset: 1)), ("1.", .malformedNumber(byteOffset: 0)),
      ("1e+", .malformedNumber(byteOffset: 0)), (".5", .unexpectedByte(46, byteOffset: 0)),
      ("+1", .unexpectedByte(43, byteOffset: 0)), ("1f", .trailingBytes(byteOffset: 1)),
      ("\"a\tb\"", .unescapedControl(9, byteOffset: 2)),
      ("\"a\0b\"", .unescapedControl(0, byteOffset: 2)),
      (#""\x""#, .malformedEscape(byteOffset: 1)), (#""\u12g4""#, .malformedEscape(byteOffset: 1)),
      (#""\u12""#, .malformedEscape(byteOffset: 1)),
      (#""ab\ud800""#, .loneSurrogate(byteOffset: 3)),
      (#""\udc00\ud800""#, .loneSurrogate(byteOffset: 1)),
      (#""\ud800\u0041""#, .loneSurrogate(byteOffset: 1)),
      (#""\ud800\n12345""#, .loneSurrogate(byteOffset: 1)),
    ] as [(String, JSONError)])
  func refusesWithThePlace(_ text: String, _ expected: JSONError) {
    #expect(throws: expected) { try parse(text) }
  }

  @Test func refusesBytesThatAreNotUTF8() {
    let text: [UInt8] = Array("[\"ก".utf8) + [0xE0, 0xB8, UInt8(ascii: "\""), UInt8(ascii: "]")]
    #expect(throws: JSONError.malformedUTF8(byteOffset: 5)) { try JSONValue(parsing: text.span) }
  }

  @Test func nestsToTheLimitAndNoDeeper() throws {
    let limit = JSONValue.depthLimit
    let deep = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    #expect(throws: Never.self) { try parse(deep) }
    #expect(throws: JSONError.tooDeep(byteOffset: limit)) { try parse("[" + deep + "]") }
    let endless = String(repeating: "{\"a\":", count: 100_000)
    #expect(throws: JSONError.tooDeep(byteOffset: limit * 5)) { try parse(endless) }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func agreesWithTheNaiveTwin(seed: UInt64) throws {
    var generator = RandomJSON(random: SeededGenerator(seed: seed))
    for _ in 0..<50 {
      var text = Array(generator.value(depth: 0).utf8)
      #expect(try JSONValue(parsing: text.span) == NaiveJSON.parse(text))
      // Then the same with a byte struck out, doubled or replaced: both take it or both refuse it.
      for _ in 0..<5 where !text.isEmpty {
        let index = Int.random(in: text.indices, using: &generator.random)
        switch Int.random(in: 0..<3, using: &generator.random) {
        case 0: text.remove(at: index)
        case 1: text.insert(text[index], at: index)
        default: text[index] = UInt8.random(in: 0...255, using: &generator.random)
        }
        let ours = try? JSONValue(parsing: text.span)
        let theirs = try? NaiveJSON.parse(text)
        #expect(ours == theirs, "\(text)")
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func readsTheSameStringsAsFoundation(seed: UInt64) throws {
    var generator = RandomJSON(random: SeededGenerator(seed: seed &+ 1000))
    for _ in 0..<50 {
      let text =
        "[" + generator.string(RandomJSON.words.randomElement(using: &generator.random) ?? "") + "]"
      let theirs = try JSONDecoder().decode([String].self, from: Data(text.utf8))
      #expect(try parse(text) == .array(theirs.map { .string(Array($0.utf8)) }))
    }
  }
}

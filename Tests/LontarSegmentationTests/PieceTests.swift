import LontarText
import Testing

@testable import LontarSegmentation

struct PieceTests {
  @Test(
    "says what a piece is",
    arguments: [
      ("ภาษา", PieceKind.word), ("orang-orang", .word), ("dll.", .word), ("anak2", .word),
      ("S.H.", .word), ("15.45", .number), ("๑,๒๕๐", .number), ("½", .number), (" \t", .space),
      ("\u{200B}", .space), ("\u{A0}", .space), (".", .punctuation), ("...", .punctuation),
      ("។", .punctuation), ("“", .punctuation), ("¿", .punctuation), ("§", .punctuation),
      ("+", .symbol), ("₫", .symbol), ("฿", .symbol), ("→", .symbol), ("\u{1}", .symbol),
      ("👩‍🌾🇹🇭", .emoji), ("https://a.co/x?y", .url), ("www.b.id", .url), ("kompas.com/x", .url),
      ("a.b@c.co.id", .email), ("#เที่ยวไทย", .hashtag), ("@user_1", .mention), ("#", .punctuation),
    ])
  func kinds(_ piece: String, _ kind: PieceKind) {
    #expect(PieceKind(of: Array(piece.utf8).span) == kind)
  }

  @Test("counts bytes, scalars and units of UTF-16", arguments: [("aไ😀", 8, 3, 4), ("", 0, 0, 0)])
  func units(_ text: String, _ bytes: Int, _ scalars: Int, _ utf16: Int) {
    let text = Array(text.utf8)
    #expect(OffsetUnit.byte.count(text.span) == bytes)
    #expect(OffsetUnit.scalar.count(text.span) == scalars)
    #expect(OffsetUnit.utf16.count(text.span) == utf16)
  }

  @Test(
    "reads CoNLL-U as tokens and as words",
    arguments: [
      (SegmentedText.ConllUnit.tokens, "Rumahnya| |besar|.|\n|ya"),
      (.words, "Rumah|nya| |besar|.|\n|ya"),
    ])
  func conllu(_ unit: SegmentedText.ConllUnit, _ expected: String) throws {
    let none = "\t_\t_\t_\t_\t_\t_\t_\t"
    let rows = [
      "# text = Rumahnya besar. ya", "1-2\tRumahnya\(none)_", "1\trumah\(none)_", "2\tnya\(none)_",
      "3\tbesar\(none)A=b|SpaceAfter=No", "3.1\tx\(none)_", "4\t.\(none)SpacesAfter=\\n",
      "5\tya\(none)_", "", "1\tOk\(none)_",
    ]
    for newline in ["\n", "\r\n"] {
      let texts = try SegmentedText.parseConllu(
        Array(rows.joined(separator: newline).utf8).span, unit: unit)
      #expect(texts.count == 2)
      let pieces = texts[0].ranges.map { String(decoding: texts[0].bytes[$0], as: UTF8.self) }
      #expect(Array(pieces.joined(separator: "|").utf8) == Array(expected.utf8))
    }
  }

  @Test(
    "says which row of CoNLL-U is none",
    arguments: ["1\ta\n", "x\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "2-1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n"])
  func badRows(_ row: String) {
    #expect(throws: SegmentedTextError.badRow(line: 2)) {
      try SegmentedText.parseConllu(Array(("# a\n" + row).utf8).span)
    }
  }

  @Test("reads tables of offsets, and says where they do not fit their texts")
  func offsets() throws {
    let texts = try SegmentedText.parse(Array("กขค ง\n😀a\n".utf8).span)
    let table = Array("0\t0\t2\tword\n0\t2\t3\n1\t0\t2\n".utf8)
    let cut = try SegmentedText.parseOffsets(table.span, of: texts, unit: .utf16)
    #expect(cut.map(\.ends) == [[6, 9, 13], [4, 5]])
    #expect(throws: SegmentedTextError.badOffset(line: 1)) {
      try SegmentedText.parseOffsets(Array("1\t0\t1\n".utf8).span, of: texts, unit: .utf16)
    }
    #expect(throws: SegmentedTextError.badRow(line: 2)) {
      try SegmentedText.parseOffsets(Array("0\t0\t1\n2\t0\t1\n".utf8).span, of: texts)
    }
    #expect(throws: SegmentedTextError.badRow(line: 1)) {
      try SegmentedText.parseOffsets(Array("0\t0\n".utf8).span, of: texts)
    }
  }
}

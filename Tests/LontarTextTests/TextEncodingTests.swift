import Foundation
import LontarTestSupport
import Testing

@testable import LontarText

/// Decodes, and gives what came as scalars in hexadecimal where it is not plain.
private func decoded(
  _ bytes: [UInt8], _ encoding: String, invalid: InvalidUTF8Policy = .fail
) throws -> String {
  var decoder = try TextEncoding(encoding).makeDecoder()
  var output: [UInt8] = []
  try decoder.decode(bytes.span, appendingTo: &output, invalid: invalid)
  return String(decoding: output, as: UTF8.self)
}

/// The bytes of a text that a legacy font shows, seen as Windows-1252: "Coäng".
private func windows1252(_ text: String) -> [UInt8] {
  text.unicodeScalars.map { scalar in
    switch scalar.value {
    case 0x2018: 0x91
    case 0x2019: 0x92
    default: UInt8(scalar.value)
    }
  }
}

struct TextEncodingTests {
  @Test(arguments: [
    ("TIS-620", [0xA1, 0xD3] as [UInt8], "กำ"), ("cp874", [0x80, 0xE4, 0xB7, 0xC2, 0x85], "€ไทย…"),
    ("ISO-8859-11", [0xA0, 0xE0], "\u{A0}เ"),
    ("windows-1258", [0xEA, 0xF2], "\u{1EC7}"), ("windows-1258", [0x61, 0xCC], "à"),
    ("windows-1258", [0xF0, 0xFD, 0xFE], "đư₫"), ("viscii", [0x56, 0x69, 0xAE, 0x74], "Việt"),
    ("viscii", [0x02, 0x05, 0x06, 0x14, 0x19, 0x1E], "ẲẴẪỶỸỴ"),
    ("tcvn5712-1", [0x01, 0x02, 0x04, 0x05, 0x06, 0x11, 0x17], "ÚỤỪỬỮỨỴ"),
    ("tcvn5712-1", [0x41, 0xB3, 0xFF, 0xBF], "ÁỐẴ"),
    ("gb18030", [0xD6, 0xD0, 0xCE, 0xC4], "中文"), ("utf-16", [0xFF, 0xFE, 0x01, 0x0E], "ก"),
    ("utf-16", [0xFE, 0xFF, 0xD8, 0x3D, 0xDE, 0x00], "😀"), ("utf-16le", [0x01, 0x0E], "ก"),
    ("utf-32", [0xFF, 0xFE, 0, 0, 0x00, 0xF6, 0x01, 0x00], "😀"),
    ("utf-8", [0xE0, 0xB8, 0x81], "ก"),
  ])
  func decodes(_ encoding: String, _ bytes: [UInt8], _ expected: String) throws {
    #expect(Array(try decoded(bytes, encoding).utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("Bµ ¤ng Ph¹m §øc Hoµng", "Bà Ông Phạm Đức Hoàng"), ("X· héi", "Xã hội"),
    ("UBND x· Hµ", "UBND xã Hà"), ("¡¢£¤¥¦§¨©ª«¬\u{AD}®", "ĂÂÊÔƠƯĐăâêôơưđ"),
    ("TØNH Hµ TÜNH", "TỈNH HÀ TĨNH"),
  ])
  func decodesTCVN3WithItsCapitals(_ seen: String, _ expected: String) throws {
    let text = try decoded(windows1252(seen), "TCVN3")
    #expect(Array(text.utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ("aù aø aû aõ aï aâ aá aà aå aã aä aê aé aè aú aü aë", "á à ả ã ạ â ấ ầ ẩ ẫ ậ ă ắ ằ ẳ ẵ ặ"),
    ("AÙ AØ AÛ AÕ AÏ AÂ AÁ AÀ AÅ AÃ AÄ AÊ AÉ AÈ AÚ AÜ AË", "Á À Ả Ã Ạ Â Ấ Ầ Ẩ Ẫ Ậ Ă Ắ Ằ Ẳ Ẵ Ặ"),
    ("eù eø eû eõ eï eâ eá eà eå eã eä", "é è ẻ ẽ ẹ ê ế ề ể ễ ệ"),
    ("où oø oû oõ oï oâ oá oà oå oã oä", "ó ò ỏ õ ọ ô ố ồ ổ ỗ ộ"),
    ("ô ôù ôø ôû ôõ ôï", "ơ ớ ờ ở ỡ ợ"), ("ö öù öø öû öõ öï", "ư ứ ừ ử ữ ự"),
    ("Ô ÔÙ ÔØ ÔÛ ÔÕ ÔÏ Ö ÖÙ ÖØ ÖÛ ÖÕ ÖÏ", "Ơ Ớ Ờ Ở Ỡ Ợ Ư Ứ Ừ Ử Ữ Ự"),
    ("uù uø uû uõ uï yù yø yû yõ î", "ú ù ủ ũ ụ ý ỳ ỷ ỹ ỵ"),
    ("í ì æ ó ò Í Ì Æ Ó Ò Î ñ Ñ", "í ì ỉ ĩ ị Í Ì Ỉ Ĩ Ị Ỵ đ Đ"),
  ])
  func decodesVNI(_ seen: String, _ expected: String) throws {
    #expect(Array(try decoded(windows1252(seen), "VNI").utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("Vie^.t Nam", "Việt Nam"), ("DDa^`u tu+ dda(.c bie^.t", "Đầu tư đặc biệt"),
    ("Tie^'ng Vie^.t la\\. ddu+o+.c kho^ng\\?", "Tiếng Việt la. được không?"),
    ("A(' O* U*~ Y` dD Dd", "Ắ Ơ Ữ Ỳ đ Đ"), ("I. E^~ a\\\\", "Ị Ễ a\\"), ("a", "a"), ("", ""),
  ])
  func decodesVIQR(_ source: String, _ expected: String) throws {
    #expect(Array(try decoded(Array(source.utf8), "viqr").utf8) == Array(expected.utf8))
  }

  @Test(arguments: [
    ("tis-620", [0x41, 0xA1, 0xDB] as [UInt8], 2, "Aก\u{FFFD}"), ("tis-620", [0x80], 0, "\u{FFFD}"),
    ("vni", [0x41, 0x42, 0xF9, 0x20], 2, "AB\u{FFFD} "), ("viqr", [0x61, 0xE1], 1, "a\u{FFFD}"),
    ("utf-16le", [0x41, 0, 0, 0xDC, 0x42, 0], 2, "A\u{FFFD}B"),
    ("utf-16be", [0, 0x41, 0xD8, 0x3D], 2, "A\u{FFFD}"),
    ("utf-16be", [0, 0x41, 0], 2, "A\u{FFFD}"),
    ("utf-32le", [0, 0, 0x11, 0, 0x42, 0, 0, 0], 0, "\u{FFFD}B"),
    ("gb18030", [0x41, 0xD6, 0xD0, 0xFF, 0x42], 3, "A中\u{FFFD}B"),
    ("shift_jis", [0x82, 0xA0, 0x82], 2, "あ\u{FFFD}"),
    ("utf-8", [0x61, 0xE0, 0xB8], 1, "a\u{FFFD}"),
  ])
  func tellsBytesThatStandForNothing(
    _ name: String, _ bytes: [UInt8], _ offset: Int, _ replaced: String
  ) throws {
    var decoder = try TextEncoding(name).makeDecoder()
    var output: [UInt8] = [7]
    let expected = TextError.undecodable(encoding: decoder.encoding.name, byteOffset: offset)
    do throws(TextError) {
      try decoder.decode(bytes.span, appendingTo: &output)
      Issue.record("was decoded")
    } catch {
      #expect(error == expected)
    }
    #expect(output == [7])
    let skipped = try decoder.decode(bytes.span, appendingTo: &output, invalid: .skip)
    #expect(skipped == .skipped(byteOffset: offset) && output == [7])
    #expect(Array(try decoded(bytes, name, invalid: .replace).utf8) == Array(replaced.utf8))
  }

  @Test func refusesNamesThatNobodyKnows() {
    for name in ["", "latin-99", "utf-9", "a\u{0}b"] {
      #expect(throws: TextError.unknownEncoding(name)) { try TextEncoding(name) }
    }
  }

  @Test func knowsEveryEncodingThatItLists() throws {
    let all = TextEncoding.all
    #expect(all.count > 200)
    for (encoding, aliases) in all {
      #expect(try TextEncoding(encoding.name) == encoding)
      for alias in aliases where encoding.kind != .icu {
        #expect(try TextEncoding(alias) == encoding)
      }
    }
  }

  /// Every byte, and every byte after each letter, as iconv has it.
  @Test(
    .enabled(if: TestFiles.hasCommand("iconv")),
    arguments: [
      "TIS-620", "CP874", "ISO-8859-11", "VISCII", "CP1258", "TCVN5712-1", "CP1252",
    ])
  func equalsIconv(_ name: String) throws {
    var decoder = try TextEncoding(name).makeDecoder()
    var lines: [[UInt8]] = []
    for byte in 0...255 as ClosedRange<UInt8> where byte != 0x0A {
      for line in [[byte], [0x61, byte], [0x55, byte], [0xEA, byte], [0xA9, byte]] {
        var output: [UInt8] = []
        if (try? decoder.decode(line.span, appendingTo: &output)) != nil {
          lines.append(line)
        } else if line.count == 1 {
          #expect(try iconv(line, name) == nil, "\(name) \(byte)")
        }
      }
    }
    let source = Array(lines.joined(separator: [0x0A]))
    var ours: [UInt8] = []
    try decoder.decode(source.span, appendingTo: &ours)
    let theirs = try #require(try iconv(source, name))
    let pairs = zip(ours.split(separator: 0x0A), theirs.split(separator: 0x0A))
    for (ours, theirs) in pairs where ours != theirs {
      Issue.record("\(name): \(Array(ours)), iconv \(Array(theirs))")
    }
    #expect(ours == theirs)
  }

  private func iconv(_ bytes: [UInt8], _ name: String) throws -> [UInt8]? {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appending(path: "lontar-iconv-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes).write(to: file)
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/iconv")
    process.arguments = ["-f", name, "-t", "UTF-8", file.path]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? Array(data) : nil
  }

  /// Any bytes in any encoding: no crash, well-formed output, each policy as it should be, and the same
  /// whether units come at once or in parts.
  @Test func survivesAnyBytes() throws {
    var generator = SeededGenerator(seed: 874)
    let names = [
      "TIS-620", "windows-874", "ISO-8859-11", "windows-1258", "VISCII", "TCVN5712-1", "TCVN3",
      "VNI",
      "VIQR", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE", "UTF-8", "Zawgyi",
      "gb18030", "Big5", "EUC-KR", "Shift_JIS", "ISO-2022-JP", "UTF-7", "ibm-1133",
    ]
    for name in names {
      let encoding = try TextEncoding(name)
      var decoder = try encoding.makeDecoder()
      for _ in 0..<300 {
        let bytes = (0..<Int.random(in: 0...70, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        }
        var output: [UInt8] = []
        let outcome = try decoder.decode(bytes.span, appendingTo: &output, invalid: .replace)
        #expect(output.span.firstIllFormedSequence() == nil, "\(name) \(bytes)")
        var strict: [UInt8] = []
        let isWhole = (try? decoder.decode(bytes.span, appendingTo: &strict)) != nil
        #expect(isWhole == (outcome == .normalized))
        #expect(strict == (isWhole ? output : []))
      }
    }
  }

  @Test(arguments: ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"])
  func decodesUnitsInParts(_ name: String) throws {
    let encoding = try TextEncoding(name)
    var generator = SeededGenerator(seed: 16)
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        [0, 0x0E, 0x41, 0xD8, 0xDC, 0x10][Int.random(in: 0..<6, using: &generator)] as UInt8
      }
      var whole: [UInt8] = []
      #expect(encoding.decodeUnits(bytes.span, isLast: true, appendingTo: &whole) == bytes.count)
      var parts: [UInt8] = []
      var rest: [UInt8] = []
      for byte in bytes {
        rest.append(byte)
        rest.removeFirst(encoding.decodeUnits(rest.span, isLast: false, appendingTo: &parts))
        #expect(rest.count < 4)
      }
      _ = encoding.decodeUnits(rest.span, isLast: true, appendingTo: &parts)
      #expect(parts == whole)
    }
  }
}

struct DecodingEditsTests {
  /// Encodings of every kind, with bytes that each of them has.
  private static let encodings = [
    "tis-620", "windows-874", "windows-1258", "viscii", "tcvn3", "tcvn5712-1", "vni", "viqr",
    "utf-16le", "utf-16be", "utf-32le", "utf-16", "gb18030", "shift_jis", "iso-2022-jp", "big5",
    "zawgyi", "utf-8",
  ]

  @Test("each character leads back to bytes that decode to it", arguments: encodings)
  func leadsBack(_ name: String) throws {
    var generator = SeededGenerator(seed: 11)
    var decoder = try TextEncoding(name).makeDecoder()
    for _ in 0..<1_000 {
      let bytes = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? UInt8.random(in: 0x20...0x7E, using: &generator)
          : [0x1B, 0x24, 0x42, 0x00, 0x0E, 0xFE, 0xFF][
            Int.random(in: 0..<7, using: &generator)]
            | UInt8.random(in: 0...0xFF, using: &generator)
      }
      for invalid in [InvalidUTF8Policy.replace, .pass] {
        var plain: [UInt8] = [7]
        var output: [UInt8] = [7]
        var edits = OffsetMap()
        let outcome = try decoder.decode(bytes.span, appendingTo: &plain, invalid: invalid)
        let other = try decoder.decode(
          bytes.span, appendingTo: &output, edits: &edits, invalid: invalid)
        #expect(output == plain)
        #expect(outcome == other)
        output.removeFirst()
        // What lies between edits is the same, or capitals of TCVN3, which are as long.
        var (source, target) = (0, 0)
        for edit in edits.edits {
          if name != "tcvn3" {
            #expect(
              bytes[source..<edit.source.lowerBound] == output[target..<edit.target.lowerBound])
          }
          (source, target) = (edit.source.upperBound, edit.target.upperBound)
        }
        #expect(bytes.count - source == output.count - target)
      }
    }
  }

  @Test(
    "a letter leads back to the bytes it was written with",
    arguments: [
      ("tis-620", [0x41, 0xE4, 0xB7, 0xC2] as [UInt8], 4..<7, 2..<3),
      ("viscii", [0x56, 0x69, 0xAE, 0x74], 2..<5, 2..<3),
      ("windows-1258", [0x56, 0x69, 0xEA, 0xF2, 0x74], 2..<5, 2..<4),
      ("vni", [0x56, 0x69, 0x65, 0xE4, 0x74], 2..<5, 2..<4),
      ("viqr", Array("Vie^.t".utf8), 2..<5, 2..<5),
      ("gb18030", [0x41, 0xD6, 0xD0, 0x42], 1..<4, 1..<3),
      ("utf-16", [0xFF, 0xFE, 0x41, 0x00, 0x01, 0x0E], 1..<4, 4..<6),
      ("zawgyi", Array("ကျမ".utf8), 3..<9, 3..<9),
    ])
  func letters(
    _ name: String, _ bytes: [UInt8], _ target: Range<Int>, _ source: Range<Int>
  ) throws {
    var decoder = try TextEncoding(name).makeDecoder()
    var output: [UInt8] = []
    var edits = OffsetMap()
    try decoder.decode(bytes.span, appendingTo: &output, edits: &edits)
    #expect(edits.sourceRange(ofTarget: target) == source)
  }
}

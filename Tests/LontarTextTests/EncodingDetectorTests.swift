import Foundation
import LontarTestSupport
import Testing

@testable import LontarText

/// Text in the bytes of a legacy encoding, by the encoding's own table read backwards.
struct Encoder {
  private var sources: [UInt32: [UInt8]] = [:]

  init(_ name: String) throws {
    var decoder = try TextEncoding(name).makeDecoder()
    var pieces: [[UInt8]] = (0...255).map { [UInt8($0)] }
    if name != "VISCII" {
      for first in 0x41...0xFF as ClosedRange<UInt8> {
        for second in 0x80...0xFF as ClosedRange<UInt8> { pieces.append([first, second]) }
      }
    }
    for piece in pieces {
      var output: [UInt8] = []
      guard (try? decoder.decode(piece.span, appendingTo: &output)) != nil else { continue }
      let scalars = Array(String(decoding: output, as: UTF8.self).unicodeScalars)
      if scalars.count == 1, sources[scalars[0].value] == nil { sources[scalars[0].value] = piece }
    }
  }

  /// The bytes of a text; nothing if it has characters that the encoding lacks.
  func encode(_ text: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      guard let piece = sources[scalar.value] else { return nil }
      bytes += piece
    }
    return bytes
  }
}

struct EncodingDetectorTests {
  private func corpus(_ name: String) throws -> [[UInt8]] {
    try TestFiles.lines(of: TestFiles.corpora.appending(path: "parallel/\(name).txt"))
      .filter { !$0.isEmpty }
  }

  private func encoded(_ language: String, _ encoding: String) throws -> [[UInt8]] {
    let encoder = try Encoder(encoding)
    return try corpus(language).compactMap { encoder.encode($0) }
  }

  @Test(
    .enabled(if: TestFiles.hasCorpora),
    arguments: [
      ("th", "TIS-620"), ("vi", "VISCII"), ("vi", "TCVN3"), ("vi", "VNI"), ("vi", "windows-1258"),
    ])
  func knowsAFile(_ language: String, _ encoding: String) throws {
    let lines = try encoded(language, encoding)
    #expect(lines.count > 50)
    for count in [3, 10, lines.count] {
      let text = Array(lines.prefix(count).joined(separator: [0x0A]))
      #expect(try EncodingDetector().encoding(of: text.span).name == encoding, "\(count) lines")
    }
  }

  @Test(.enabled(if: TestFiles.hasCorpora))
  func knowsUnicodeInAllLanguages() throws {
    for language in ["th", "vi", "km", "lo", "my", "ta", "zh", "id", "en"] {
      let text = Array(try corpus(language).joined(separator: [0x0A]))
      #expect(try EncodingDetector().encoding(of: text.span) == .utf8, "\(language)")
      let string = String(decoding: text, as: UTF8.self)
      let little = string.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      let big = string.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
      #expect(try EncodingDetector().encoding(of: ([0xFF, 0xFE] + little).span).name == "UTF-16LE")
      #expect(try EncodingDetector().encoding(of: ([0xFE, 0xFF] + big).span).name == "UTF-16BE")
      if language != "zh" {
        #expect(try EncodingDetector().encoding(of: little.span).name == "UTF-16LE", "\(language)")
        #expect(try EncodingDetector().encoding(of: big.span).name == "UTF-16BE", "\(language)")
      }
    }
  }

  @Test func knowsVIQR() throws {
    let text = "To^i la` ngu+o+`i Vie^.t Nam, so^'ng o+? Ha` No^.i tu+` nho?."
    #expect(try EncodingDetector().encoding(of: Array(text.utf8).span) == .viqr)
    let english =
      "What is this? It is (a + b) ^ 2, isn't it? 'Quoted.' See a.b.c and e.g. this~that."
    #expect(try EncodingDetector().encoding(of: Array(english.utf8).span) == .utf8)
  }

  @Test func refusesWhatIsNotClear() {
    for bytes in [[0xE9], [0x41, 0xC1, 0x20, 0xA3, 0xFE], (0x80...0xFF).map { $0 }] as [[UInt8]] {
      #expect(throws: TextError.self) { try EncodingDetector().encoding(of: bytes.span) }
    }
  }

  @Test func survivesAnyBytes() {
    var generator = SeededGenerator(seed: 620)
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...90, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      for candidate in EncodingDetector().candidates(for: bytes.span) {
        #expect((0...1).contains(candidate.confidence))
      }
    }
  }
}

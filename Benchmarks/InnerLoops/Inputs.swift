import Foundation
import Lontar

/// A megabyte of one language, in records.
///
/// With a megabyte for each iteration, the throughput that a benchmark shows is in MB/s.
struct Input: Sendable {
  let name: String
  let language: Language
  /// Lines with their newlines, as training reads them.
  let lines: [[UInt8]]

  static let byteCount = 1_000_000

  init(name: String, language: Language, text: [UInt8]) {
    self.name = name
    self.language = language
    var lines: [[UInt8]] = []
    var count = 0
    while count < Self.byteCount, !text.isEmpty {
      for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        guard count < Self.byteCount else { break }
        lines.append(line + [UInt8(ascii: "\n")])
        count += line.count + 1
      }
    }
    self.lines = lines
  }

  /// The same lines in another normal form.
  func normalized(_ form: NormalizationForm) throws -> Input {
    var text: [UInt8] = []
    let normalizer = Normalizer(form: form)
    for line in lines { try normalizer.normalize(line.span, appendingTo: &text) }
    return Input(name: "\(name) in \(form.rawValue)", language: language, text: text)
  }

  /// What is measured: course pages and natural Thai from ../shared/data/text where it stands beside
  /// the package; for the other languages, or elsewhere, the sentences of Corpora/, repeated.
  static let all: [Input] = {
    let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let shared = package.appending(path: "../shared/data/text")
    let real = [
      "en": "en", "fil": "tl", "id": "id", "km": "km", "ms": "ms", "my": "my", "th": "th-gov",
      "vi": "vi",
    ]
    return Language.allCases.compactMap { language in
      let code = language.rawValue
      if let file = real[code] {
        let text = decompressed(shared.appending(path: "\(file).txt.zst"))
        if !text.isEmpty { return Input(name: code, language: language, text: text) }
      }
      let sentences = package.appending(path: "Corpora/parallel/\(code).txt")
      guard let text = try? Data(contentsOf: sentences) else { return nil }
      return Input(name: "\(code) (repeated)", language: language, text: Array(text))
    }
  }()

  /// The bytes of a .zst file; none when it is not there.
  private static func decompressed(_ file: URL) -> [UInt8] {
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    let zstd = Process()
    let output = Pipe()
    zstd.executableURL = URL(filePath: "/usr/bin/env")
    zstd.arguments = ["zstd", "-qdc", file.path]
    zstd.standardOutput = output
    guard (try? zstd.run()) != nil else { return [] }
    let content = output.fileHandleForReading.readDataToEndOfFile()
    zstd.waitUntilExit()
    return Array(content)
  }
}

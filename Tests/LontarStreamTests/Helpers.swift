import Foundation
import LontarStream
import LontarTestSupport

/// A directory that goes away with the test.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/lontar-stream-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> Input {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    return .file(file(name))
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> Input {
    try write(Array(text.utf8), to: name)
  }

  func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  /// Compresses by the name's suffix, as an output file does.
  @discardableResult
  func compress(_ bytes: [UInt8], to name: String) throws -> Input {
    let output = try OutputFile(.file(file(name)))
    try output.write(bytes.span)
    try output.finish()
    return .file(file(name))
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

extension SeededGenerator {
  /// Lines of any bytes, some empty, some long.
  mutating func lines(upTo count: Int, longest: Int = 40) -> [[UInt8]] {
    (0..<Int.random(in: 0...count, using: &self)).map { _ in
      (0..<Int.random(in: 0...longest, using: &self)).map { _ in
        let byte = UInt8.random(in: 0...255, using: &self)
        return byte == 0x0A ? 0x0D : byte
      }
    }
  }
}

func joined(_ lines: [[UInt8]], endsWithNewline: Bool) -> [UInt8] {
  let bytes = Array(lines.joined(separator: [0x0A]))
  return lines.isEmpty || !endsWithNewline ? bytes : bytes + [0x0A]
}

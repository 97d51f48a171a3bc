import Foundation
import LontarTestSupport
import Testing

/// A set of bytes in the shape that Swift 6.3.1 miscompiles with -O once it is stored in a class.
private struct ByteSet {
  var words: InlineArray<4, UInt64> = .init(repeating: 0)

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0 }
}

private final class Box {
  var set = ByteSet()
}

/// Writes bytes into a set and reads them back. Apart from the test, because a box that a closure
/// captures escapes, and then all is well.
@inline(never)
private func readsWhatWasWritten() -> Bool {
  let box = Box()
  for byte in " \t\n".utf8 { box.set.insert(byte) }
  return box.set.contains(0x20) && box.set.contains(0x0A)
}

struct CompilerCanaryTests {
  @Test("an InlineArray in a class reads what was written, but for a known miscompile")
  func inlineArray() {
    // Fails in release with Swift 6.3.1 and passes in debug. When a compiler is found where it
    // passes in release, the rule below can go.
    withKnownIssue("InlineArray in a class is read stale at -O", isIntermittent: true) {
      #expect(readsWhatWasWritten())
    }
  }

  @Test("no source stores an InlineArray where the miscompile can reach it")
  func avoided() throws {
    let sources = TestFiles.root.appending(path: "Sources")
    let files = FileManager.default.enumerator(atPath: sources.path)?.allObjects ?? []
    let sugar = try Regex(#"\[\d+ of "#)
    for case let path as String in files where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      let hasInlineArray = text.contains("InlineArray") || text.contains(sugar)
      let hasClass = text.split(separator: "\n").contains { line in
        line.split(separator: " ").contains("class")
      }
      #expect(!(hasInlineArray && hasClass), "\(path) has both an InlineArray and a class")
    }
  }
}

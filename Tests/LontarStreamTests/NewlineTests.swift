import LontarTestSupport
import Testing

@testable import LontarStream

@Suite struct NewlineTests {
  @Test(arguments: 0..<40 as Range<UInt64>)
  func countsWhatTheNaiveTwinCounts(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let near: [UInt8] = [0x0A, 0x0A, 0x0B, 0x09, 0x8A, 0x00, 0x61, 0xFF]
    let bytes = (0..<Int.random(in: 0...6000, using: &random)).map { _ in
      near.randomElement(using: &random) ?? 0
    }
    #expect(bytes.newlineCount == bytes.count { $0 == 0x0A })
    let start = Int.random(in: 0...bytes.count, using: &random)
    #expect(bytes.nextNewline(from: start) == bytes[start...].firstIndex(of: 0x0A))
    #expect(bytes.lastNewline(from: start) == bytes[start...].lastIndex(of: 0x0A))
  }

  @Test(arguments: [0, 1, 7, 8, 9, 2039, 2040, 2041, 4096, 100_000])
  func countsNothingButNewlines(count: Int) {
    #expect([UInt8](repeating: 0x0A, count: count).newlineCount == count)
  }
}

import Foundation
import LontarTestSupport
import Testing

@testable import LontarStream

@Suite struct BlockReaderTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  struct Record: Equatable {
    var file: String
    var line: Int
    var bytes: [UInt8]
  }

  private func blocks(_ inputs: [Input], blockSize: Int) throws -> [Block] {
    var reader = try BlockReader(inputs, blockSize: blockSize)
    var blocks: [Block] = []
    var block = Block()
    while try reader.next(into: &block) { blocks.append(block) }
    return blocks
  }

  private func records(of blocks: [Block]) -> [Record] {
    var records: [Record] = []
    for block in blocks {
      block.forEachLine { range, number in
        records.append(Record(file: block.file, line: number, bytes: Array(block.bytes[range])))
      }
    }
    return records
  }

  /// The twin: whole files, split at newlines.
  private func naiveRecords(_ files: [(name: String, bytes: [UInt8])]) -> [Record] {
    files.flatMap { file in
      var lines = file.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      if lines.last?.isEmpty == true { lines.removeLast() }
      return lines.enumerated().map {
        Record(file: file.name, line: $0.offset + 1, bytes: Array($0.element))
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func readsWhatTheNaiveTwinReads(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var files: [(name: String, bytes: [UInt8])] = []
    for index in 0..<Int.random(in: 1...4, using: &random) {
      let suffix = ["", ".gz", ".zst"].randomElement(using: &random) ?? ""
      let bytes = joined(
        random.lines(upTo: 30), endsWithNewline: Bool.random(using: &random))
      let input = try scratch.compress(bytes, to: "\(index).txt\(suffix)")
      files.append((input.name, bytes))
    }
    let blocks = try blocks(
      files.map { .file($0.name) }, blockSize: Int.random(in: 1...200, using: &random))
    #expect(records(of: blocks) == naiveRecords(files))

    // A missing newline is kept at the very end, and made up for where more follows.
    var expected: [UInt8] = []
    for file in files where !file.bytes.isEmpty {
      if let last = expected.last, last != 0x0A { expected.append(0x0A) }
      expected += file.bytes
    }
    #expect(Array(blocks.map(\.bytes).joined()) == expected)
    for block in blocks {
      let file = try #require(files.first { $0.name == block.file })
      let rest = file.bytes[block.byteOffset...]
      #expect(rest.starts(with: block.bytes) || rest.elementsEqual(block.bytes.dropLast()))
    }
  }

  @Test func growsABlockToTheLengthOfARecord() throws {
    let long = [UInt8](repeating: 0x61, count: 300_000)
    let input = try scratch.write(Array("a\n".utf8) + long + Array("\nb\nc".utf8), to: "long.txt")
    let blocks = try blocks([input], blockSize: 1000)
    #expect(records(of: blocks).map(\.bytes.count) == [1, 300_000, 1, 1])
    #expect(records(of: blocks).map(\.line) == [1, 2, 3, 4])
    #expect(blocks.allSatisfy { $0.bytes.count < 300_001 + 1000 })
    #expect(blocks.last?.endsWithNewline == false)
  }

  @Test func givesNothingForEmptyFiles() throws {
    let inputs = try [scratch.write("", to: "a"), scratch.compress([], to: "b.gz")]
    #expect(try blocks(inputs, blockSize: 10).isEmpty)
    #expect(try blocks([], blockSize: 10).isEmpty)
  }

  @Test func leavesTheEndAsItIsWhenOnlyEmptyFilesFollow() throws {
    let inputs = try [scratch.write("x", to: "a"), scratch.write("", to: "b")]
    #expect(try blocks(inputs, blockSize: 10).map(\.bytes) == [Array("x".utf8)])
  }

  @Test(arguments: [".gz", ".zst"])
  func readsMembersAndFramesOneAfterAnother(suffix: String) throws {
    let parts = ["สวัสดี\n", "", "ชาวโลก\n"]
    var bytes: [UInt8] = []
    for part in parts {
      try scratch.compress(Array(part.utf8), to: "part\(suffix)")
      bytes += try scratch.read("part\(suffix)")
    }
    let input = try scratch.write(bytes, to: "all\(suffix)")
    #expect(try blocks([input], blockSize: 1000).map(\.bytes) == [Array(parts.joined().utf8)])
  }

  @Test(arguments: [".gz", ".zst"])
  func noticesEveryTruncation(suffix: String) throws {
    var random = SeededGenerator(seed: 7)
    let text = joined(random.lines(upTo: 200), endsWithNewline: true)
    try scratch.compress(text, to: "whole\(suffix)")
    let whole = try scratch.read("whole\(suffix)")
    for count in 0..<whole.count where count < 20 || count > whole.count - 20 || count % 97 == 0 {
      let input = try scratch.write(Array(whole[..<count]), to: "cut\(suffix)")
      #expect(throws: StreamError.truncated(file: input.name, byteOffset: count)) {
        try blocks([input], blockSize: 1 << 20)
      }
    }
  }

  @Test(arguments: [".gz", ".zst"])
  func noticesDamageAndGarbage(suffix: String) throws {
    var random = SeededGenerator(seed: 8)
    let text = joined(random.lines(upTo: 200), endsWithNewline: true)
    try scratch.compress(text, to: "whole\(suffix)")
    let whole = try scratch.read("whole\(suffix)")
    for index in stride(from: 10, to: whole.count, by: 31) {
      var damaged = whole
      damaged[index] ^= 0x10
      let input = try scratch.write(damaged, to: "damaged\(suffix)")
      let bytes = try? Array(blocks([input], blockSize: 1 << 20).map(\.bytes).joined())
      #expect(bytes == nil || bytes == text)
    }
    for garbage in [Array("x".utf8), Array("garbage after the end".utf8)] {
      let input = try scratch.write(whole + garbage, to: "garbage\(suffix)")
      #expect(throws: StreamError.self) { try blocks([input], blockSize: 1 << 20) }
    }
    let plain = try scratch.write("not compressed at all\n", to: "plain\(suffix)")
    #expect(throws: StreamError.self) { try blocks([plain], blockSize: 1 << 20) }
  }

  @Test func givesTheWholeRecordsBeforeAFault() throws {
    try scratch.compress(
      Array(repeating: Array("ໜຶ່ງ\n".utf8), count: 100_000).flatMap { $0 }, to: "a.gz")
    let whole = try scratch.read("a.gz")
    let input = try scratch.write(Array(whole.dropLast(300)), to: "cut.gz")
    var reader = try BlockReader([input])
    var block = Block()
    var count = 0
    #expect(throws: StreamError.truncated(file: input.name, byteOffset: whole.count - 300)) {
      while try reader.next(into: &block) {
        #expect(block.endsWithNewline)
        count += block.bytes.count
      }
    }
    #expect(count > 100_000)
    #expect(throws: StreamError.self) { try reader.next(into: &block) }
  }

  @Test func looksAtEveryFileFirst() throws {
    let good = try scratch.write("a\n", to: "good")
    #expect(throws: StreamError.cannotOpen(file: "/no/such", reason: "No such file or directory")) {
      try blocks([good, .file("/no/such")], blockSize: 10)
    }
    #expect(throws: StreamError.isDirectory(file: scratch.path)) {
      try blocks([good, .file(scratch.path)], blockSize: 10)
    }
  }

  @Test func handsOnTheLinesOfASlowPipeAtOnce() async throws {
    let path = scratch.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    // Opened for reading too, so that opening does not wait for the other end.
    let writer = open(path, O_RDWR)
    defer { close(writer) }
    var reader = try BlockReader([.file(path)])
    var block = Block()
    for text in ["a\n", "b\nc\n"] {
      #expect(write(writer, text, text.utf8.count) == text.utf8.count)
      #expect(try reader.next(into: &block))
      #expect(block.bytes == Array(text.utf8))
    }
    // Half a line waits, and waiting can be given up.
    #expect(write(writer, "half", 4) == 4)
    var asked = 0
    let more = try reader.next(into: &block) {
      asked += 1
      return asked > 1
    }
    #expect(!more)
  }

  @Test func tellsHowFarItIs() throws {
    let a = try scratch.write("one\ntwo\n", to: "a")
    let b = try scratch.write("three\n", to: "b")
    var reader = try BlockReader([a, b], blockSize: 4)
    var block = Block()
    #expect(reader.progress == StreamProgress(bytesRead: 0, totalBytes: 14))
    while try reader.next(into: &block) {}
    #expect(reader.progress == StreamProgress(bytesRead: 14, totalBytes: 14))
  }

  @Test(arguments: [1, 2, 3, 4, 7, 64])
  func packedNumbersAreCutBetweenNumbers(blockSize: Int) throws {
    // Newlines everywhere, and three bytes too many at the end.
    let bytes = (0..<403).map { UInt8($0 % 3 == 0 ? 10 : $0 & 255) }
    let input = try scratch.write(bytes, to: "ids.u32")
    var reader = try BlockReader([input], blockSize: blockSize, cut: .units(byteCount: 4))
    var block = Block()
    var read: [UInt8] = []
    while try reader.next(into: &block) {
      #expect(block.byteOffset == read.count)
      #expect(block.bytes.count % 4 == 0 || read.count + block.bytes.count == 403)
      read += block.bytes
    }
    #expect(read == bytes)
  }
}

import Foundation
import LontarTestSupport
import Synchronization
import Testing

@testable import LontarStream

@Suite struct TransformTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A worker that can be neither copied nor shared, as real ones are.
  struct Worker: ~Copyable {
    var blocks = 0
  }

  struct Bad: Error, Equatable {
    var line: Int
  }

  private func run(
    _ inputs: [Input], jobs: Int, blockSize: Int = 64,
    _ body: @escaping @Sendable (inout Worker, inout Block, inout [UInt8]) throws -> Void
  ) async throws -> [UInt8] {
    let output = try OutputFile(.file(scratch.file("out")), inputs: inputs)
    try await transform(
      inputs, to: output, jobs: jobs, blockSize: blockSize, makeWorker: { Worker() }, body: body)
    try output.finish()
    return try scratch.read("out")
  }

  @Test(arguments: [1, 2, 7], 0..<8 as Range<UInt64>)
  func keepsTheOrderForAnyNumberOfJobs(jobs: Int, seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let bytes = joined(random.lines(upTo: 2000), endsWithNewline: seed % 2 == 0)
    let input = try scratch.write(bytes, to: "in")
    let result = try await run([input], jobs: jobs) { worker, block, output in
      worker.blocks += 1
      // Blocks take different times, so that jobs get ahead of each other.
      usleep(UInt32(block.firstLine * 7919 % 13) * 20)
      output += block.bytes
    }
    #expect(result == bytes)
  }

  @Test(arguments: [1, 2, 7])
  func throwsTheFirstFailureAfterWritingWhatStoodBefore(jobs: Int) async throws {
    let lines = (1...3000).map { Array("line \($0)".utf8) }
    let input = try scratch.write(joined(lines, endsWithNewline: true), to: "in")
    let fifo = scratch.file("out.pipe")
    // A device or pipe is written as it is, so what was written before the failure can be seen.
    #expect(mkfifo(fifo, 0o600) == 0)
    let reading = open(fifo, O_RDWR | O_NONBLOCK)
    defer { close(reading) }
    let output = try OutputFile(.file(fifo))
    await #expect(throws: Bad(line: 1000)) {
      try await transform([input], to: output, jobs: jobs, blockSize: 64) {
        Worker()
      } body: { worker, block, output in
        if block.firstLine < 1000 { usleep(300) }
        try block.forEachLine { range, number in
          if number >= 1000 { throw Bad(line: number) }
          output += block.bytes[range]
          output.append(0x0A)
        }
      }
    }
    var received = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(reading, &received, received.count)
    #expect(Array(received[..<count]) == joined(Array(lines[..<999]), endsWithNewline: true))
  }

  @Test func throwsAFaultOfTheInputInItsTurn() async throws {
    try scratch.compress(
      Array(repeating: Array("ស\n".utf8), count: 50_000).flatMap { $0 }, to: "a.zst")
    let cut = try scratch.write(Array(try scratch.read("a.zst").dropLast(3)), to: "cut.zst")
    await #expect(throws: StreamError.self) {
      try await run([cut], jobs: 3) { _, block, output in output += block.bytes }
    }
    #expect(try !scratch.names.contains("out"))
  }

  @Test func throwsWhatAWorkerThrowsWhenItIsMade() async throws {
    let input = try scratch.write("a\n", to: "in")
    let output = try OutputFile(.file(scratch.file("out")))
    await #expect(throws: Bad(line: 0)) {
      try await transform([input], to: output, jobs: 2) { () throws -> Worker in
        throw Bad(line: 0)
      } body: { _, _, _ in
      }
    }
  }

  @Test func stopsWaitingForAPipeOnceSomethingFailed() async throws {
    let path = scratch.file("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let writer = open(path, O_RDWR)
    defer { close(writer) }
    #expect(write(writer, "bad\n", 4) == 4)
    // The pipe stays open: without the stop, this would never end.
    await #expect(throws: Bad(line: 1)) {
      try await run([.file(path)], jobs: 4) { _, block, _ in throw Bad(line: block.firstLine) }
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func stopsWhenTheDiskIsFull() async throws {
    let input = try scratch.write([UInt8](repeating: 0x0A, count: 1 << 16), to: "in")
    let output = try OutputFile(.file("/dev/full"))
    let full = StreamError.cannotWrite(file: "/dev/full", reason: "No space left on device")
    await #expect(throws: full) {
      try await transform([input], to: output, jobs: 4, blockSize: 64) {
        Worker()
      } body: { _, block, output in
        output += block.bytes
      }
    }
  }

  @Test func holdsOnlySoManyBlocks() async throws {
    // The first block is slow; the others may get ahead of it by the window and no further.
    let input = try scratch.write([UInt8](repeating: 0x0A, count: 10_000), to: "in")
    let started = Atomic(0)
    let most = Mutex(0)
    _ = try await run([input], jobs: 2, blockSize: 10) { _, block, output in
      _ = started.add(1, ordering: .relaxed)
      if block.firstLine == 1 {
        usleep(200_000)
        most.withLock { $0 = started.load(ordering: .relaxed) }
      }
      output += block.bytes
    }
    #expect(most.withLock { $0 } <= 8)
  }

  @Test(arguments: [1, 2, 7])
  func foldsEveryRecordOnce(jobs: Int) async throws {
    let lines = (1...5000).map { Array("\($0)".utf8) }
    let input = try scratch.write(joined(lines, endsWithNewline: false), to: "in")
    struct Sums: ~Copyable {
      var lines = 0
      var sum = 0
    }
    let total = Mutex((lines: 0, sum: 0))
    try await reduce([input, input], jobs: jobs, blockSize: 100) {
      Sums()
    } body: { sums, block in
      block.forEachLine { range, _ in
        sums.lines += 1
        sums.sum += Int(String(decoding: block.bytes[range], as: UTF8.self)) ?? 0
      }
    } finish: { sums in
      total.withLock {
        $0.lines += sums.lines
        $0.sum += sums.sum
      }
    }
    #expect(total.withLock { $0 } == (10_000, 2 * 5000 * 5001 / 2))
  }

  @Test(arguments: [1, 2, 7])
  func foldsUpToTheFirstFailure(jobs: Int) async throws {
    let input = try scratch.write([UInt8](repeating: 0x0A, count: 10_000), to: "in")
    await #expect(throws: Bad(line: 5001)) {
      try await reduce([input], jobs: jobs, blockSize: 100) {
        Worker()
      } body: { _, block in
        if block.firstLine == 5001 { usleep(5000) }
        if block.firstLine >= 5001 { throw Bad(line: block.firstLine) }
      } finish: { _ in
      }
    }
  }
}

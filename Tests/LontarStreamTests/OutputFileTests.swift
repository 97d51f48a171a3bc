import Foundation
import LontarTestSupport
import Testing

@testable import LontarStream

@Suite struct OutputFileTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func permissions(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: scratch.file(name))[.posixPermissions] as? Int
  }

  @Test func appearsWholeAtTheEnd() throws {
    let output = try OutputFile(.file(scratch.file("out.txt")))
    try output.write(Array("ស្រុក\n".utf8).span)
    #expect(try !scratch.names.contains("out.txt"))
    try output.finish()
    #expect(try scratch.names == ["out.txt"])
    #expect(try scratch.read("out.txt") == Array("ស្រុក\n".utf8))
  }

  @Test func leavesNothingBehindWhenItIsNotFinished() throws {
    try scratch.write("old", to: "out.txt")
    do {
      let output = try OutputFile(.file(scratch.file("out.txt")))
      try output.write([1, 2, 3].span)
    }
    #expect(try scratch.names == ["out.txt"])
    #expect(try scratch.read("out.txt") == Array("old".utf8))
  }

  @Test func keepsPermissionsAndLinks() throws {
    try scratch.write("old", to: "real.txt")
    chmod(scratch.file("real.txt"), 0o640)
    symlink("real.txt", scratch.file("link.txt"))
    try scratch.compress(Array("new".utf8), to: "link.txt")
    #expect(try scratch.read("real.txt") == Array("new".utf8))
    #expect(try permissions("real.txt") == 0o640)
    let target = try FileManager.default.destinationOfSymbolicLink(atPath: scratch.file("link.txt"))
    #expect(target == "real.txt")
  }

  @Test func refusesToOverwriteItsInput() throws {
    let input = try scratch.write("text", to: "a.txt")
    symlink("a.txt", scratch.file("b.txt"))
    for name in ["a.txt", "b.txt"] {
      #expect(throws: StreamError.outputIsInput(file: scratch.file(name))) {
        try OutputFile(.file(scratch.file(name)), inputs: [.file("/no/such"), input])
      }
    }
    #expect(try scratch.names == ["a.txt", "b.txt"])
  }

  @Test func saysWhyItCannotBeMade() throws {
    #expect(
      throws: StreamError.cannotCreate(file: "/no/such/x", reason: "No such file or directory")
    ) {
      try OutputFile(.file("/no/such/x"))
    }
    #expect(throws: StreamError.cannotCreate(file: scratch.path, reason: "Is a directory")) {
      try OutputFile(.file(scratch.path))
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func noticesAFullDisk() throws {
    let output = try OutputFile(.file("/dev/full"))
    let full = StreamError.cannotWrite(file: "/dev/full", reason: "No space left on device")
    #expect(throws: full) { try output.write([1].span) }
    let nothing: [UInt8] = []
    #expect(throws: Never.self) { try output.write(nothing.span) }
  }

  @Test(arguments: ["", ".gz", ".zst"], [0, 1, 100, 1_000_000])
  func readsBackWhatItWrote(suffix: String, count: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    let bytes = (0..<count).map { _ in UInt8.random(in: 0x61...0x68, using: &random) }
    let output = try OutputFile(.file(scratch.file("out\(suffix)")))
    for start in stride(from: 0, to: count, by: 70_001) {
      try output.write(bytes[start..<min(count, start + 70_001)].span)
    }
    try output.finish()
    var reader = try BlockReader([.file(scratch.file("out\(suffix)"))])
    var block = Block()
    var back: [UInt8] = []
    while try reader.next(into: &block) { back += block.bytes }
    #expect(back == bytes)
  }
}

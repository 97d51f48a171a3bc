import Foundation
import LontarTestSupport
import Testing

/// What every command that streams promises, whatever it does with the text.
@Suite struct StreamTests {
  /// Commands that give back what they get, as long as that is of one piece.
  static let lines = [["normalize"], ["segment", "--lang", "th"]]

  /// Commands that give something for every line.
  static let streams =
    lines + [
      ["encode", "--tokenizer", Command.tokenizer, "--quiet"],
      ["encode", "--tokenizer", Command.tokenizer, "--quiet", "--format", "u32"],
    ]

  /// Commands that take text.
  static let texts =
    streams + [["count", "--quiet"], ["train", "--vocab-size", "280", "--quiet"]]

  /// Every command; all of them take lines of numbers.
  static let all = texts + [["decode", "--tokenizer", Command.tokenizer]]

  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test(arguments: all)
  func namesWhatCannotBeRead(command: [String]) throws {
    let good = try scratch.write("ไทย\n", to: "good.txt")
    let missing = try Command.run(command + [good, "/no/such.txt"])
    #expect(missing.status == 1)
    #expect(missing.output.isEmpty)
    #expect(missing.messages == "lontar: /no/such.txt: No such file or directory\n")
    let directory = try Command.run(command + [good, scratch.path])
    #expect(directory.status == 1)
    #expect(directory.messages == "lontar: \(scratch.path): is a directory\n")
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"), arguments: all)
  func namesAFileThatMayNotBeRead(command: [String]) throws {
    let file = try scratch.write("ไทย\n", to: "secret.txt")
    chmod(file, 0)
    let run = try Command.run(command + [file])
    #expect(run.status == 1)
    #expect(run.messages == "lontar: \(file): Permission denied\n")
  }

  @Test(arguments: streams)
  func givesNothingForNothing(command: [String]) throws {
    let run = try Command.run(command)
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    #expect(run.messages.isEmpty)
  }

  @Test(arguments: lines)
  func keepsEndsOfLinesAndNULBytes(command: [String]) throws {
    for text in ["x", "x\n", "\n", "\n\n", "x\r\ny", "\r\n", "\0\n", "x\n\n"] {
      let run = try Command.run(command, input: text)
      #expect(run.status == 0)
      #expect(run.output == Array(text.utf8), "\(text.debugDescription)")
    }
  }

  @Test(arguments: lines)
  func readsFilesInOrderAndKeepsTheWallBetweenThem(command: [String]) throws {
    let files = try [
      scratch.write("a", to: "1"), scratch.write("", to: "2"), scratch.write("b\n", to: "3"),
      scratch.write("c", to: "4"),
    ]
    #expect(try Command.run(command + files).text == "a\nb\nc")
    #expect(try Command.run(command + [files[0], "-", files[2]], input: "i").text == "a\ni\nb\n")
  }

  @Test(arguments: lines)
  func takesALineOfManyMegabytes(command: [String]) throws {
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: 4_000_000)
    let run = try Command.run(command, input: Array("a\n".utf8) + line + Array("\nb\n".utf8))
    #expect(run.status == 0)
    #expect(run.output == Array("a\n".utf8) + line + Array("\nb\n".utf8))
  }

  @Test(arguments: lines, [".gz", ".zst"])
  func readsAndWritesCompressedFiles(command: [String], suffix: String) throws {
    let file = try scratch.write("x\ny\n", to: "in.txt")
    let packed = scratch.file("packed\(suffix)")
    #expect(try Command.run(command + [file, "-o", packed]).status == 0)
    #expect(try scratch.read("packed\(suffix)").first != UInt8(ascii: "x"))
    #expect(try Command.run(command + [packed, packed]).text == "x\ny\nx\ny\n")

    let cut = try scratch.write(
      Array(scratch.read("packed\(suffix)").dropLast()), to: "cut\(suffix)")
    let run = try Command.run(command + [cut])
    #expect(run.status == 1)
    #expect(run.messages.hasPrefix("lontar: \(cut): compressed data ends too early, at byte "))
    let plain = try scratch.write("plain\n", to: "plain\(suffix)")
    let damaged = try Command.run(command + [plain])
    #expect(damaged.status == 1)
    #expect(damaged.messages.hasPrefix("lontar: \(plain): compressed data "))
  }

  @Test(arguments: all)
  func leavesNoHalfWrittenFile(command: [String]) throws {
    let bad = try scratch.write(Array("good\n".utf8) + [0xFF], to: "bad.txt")
    let old = try scratch.write("old\n", to: "out.txt")
    let run = try Command.run(command + [bad, "-o", old])
    #expect(run.status == 1)
    #expect(try scratch.read("out.txt") == Array("old\n".utf8))
    #expect(try scratch.names == ["bad.txt", "out.txt"])
  }

  @Test(arguments: all, [SIGTERM, SIGINT])
  func removesItsTemporaryFileWhenItIsInterrupted(command: [String], signal: Int32) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Command.path)
    process.arguments = try Command.resolve(command) + ["-o", scratch.file("out.txt")]
    process.standardInput = Pipe()
    try process.run()
    while try scratch.names.isEmpty { usleep(1000) }
    // The handler is set right after the file is made.
    usleep(100_000)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(process.terminationStatus == signal)
    #expect(try scratch.names.isEmpty)
  }

  @Test(arguments: all)
  func refusesToWriteToItsInput(command: [String]) throws {
    let file = try scratch.write("x\n", to: "a.txt")
    let run = try Command.run(command + [file, "-o", file])
    #expect(run.status == 1)
    #expect(
      run.messages == "lontar: \(file): is both input and output (write to another file)\n")
    let append = try Command.shell("$lontar \(Command.words(command)) \(file) >> \(file)")
    #expect(append.status == 1)
    #expect(try scratch.read("a.txt") == Array("x\n".utf8))
  }

  @Test(
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"),
    arguments: all)
  func noticesAFullDisk(command: [String]) throws {
    let words = try Command.words(command)
    let run = try Command.shell("echo 7 | $lontar \(words) > /dev/full")
    #expect(run.status == 1)
    #expect(run.messages == "lontar: standard output: cannot be written: No space left on device\n")
    let file = try Command.shell("echo 7 | $lontar \(words) -o /dev/full")
    #expect(file.status == 1)
    #expect(file.messages == "lontar: /dev/full: cannot be written: No space left on device\n")
  }

  @Test(arguments: lines)
  func endsQuietlyWhenThePipeIsClosed(command: [String]) throws {
    let words = try Command.words(command)
    let run = try Command.shell("yes | { $lontar \(words); echo $? >&2; } | head -n 1")
    #expect(run.text == "y\n")
    #expect(run.messages == "141\n")
    let ignored = try Command.shell(
      "yes | { trap '' PIPE; $lontar \(words); echo $? >&2; } | head -n 1")
    #expect(ignored.messages.hasSuffix("1\n"))
    #expect(!ignored.messages.contains("lontar"))
  }

  @Test(arguments: lines)
  func waitsForAPipeThatDoesNotBlock(command: [String]) throws {
    let line = String(repeating: "x", count: 99) + "\n"
    let file = try scratch.write(String(repeating: line, count: 20_000), to: "in.txt")
    let pipe = Pipe()
    #expect(fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFL, O_NONBLOCK) == 0)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Command.path)
    process.arguments = command + [file]
    process.standardOutput = pipe
    try process.run()
    try pipe.fileHandleForWriting.close()
    usleep(200_000)  // the pipe is full by now
    let output = try pipe.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(output?.count == 2_000_000)
  }

  @Test(arguments: lines)
  func handsOnWhatASlowPipeBrings(command: [String]) throws {
    // The second line is written only when the result of the first has arrived.
    let pipe = scratch.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    let run = try Command.shell(
      """
      $lontar \(Command.words(command)) --jobs 3 < \(pipe) | {
        exec 3> \(pipe)
        echo one >&3; read a; echo two >&3; read b
        exec 3>&-
        echo $a $b
      }
      """)
    #expect(run.text == "one two\n")
  }

  @Test(arguments: texts)
  func givesTheSameForAnyNumberOfJobs(command: [String]) throws {
    var random = SeededGenerator(seed: 42)
    let words = [
      "ภาษา", "ไทย", " ", "Vie\u{323}\u{302}t", "ລາວ", "e\u{301}", "x", "...", "\r", "|", "\\",
    ]
    var text = ""
    while text.utf8.count < 4_000_000 {
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        text += words.randomElement(using: &random) ?? ""
      }
      text += "\n"
    }
    let file = try scratch.write(text, to: "in.txt")
    let one = try Command.run(command + ["--jobs", "1", file])
    #expect(one.status == 0)
    for jobs in ["2", "7"] {
      #expect(try Command.run(command + ["-j\(jobs)", file]).output == one.output)
    }
    guard command.first == "count" else {
      let piped = try Command.shell("cat \(file) | $lontar \(Command.words(command))")
      #expect(piped.output == one.output)
      return
    }
    // A counts file names what was counted: here the words themselves.
    let listing = command + ["--json", "--top", "1000000"]
    let piped = try Command.shell("cat \(file) | $lontar \(Command.words(listing))")
    let counted = try Command.run(listing + [file])
    let fromPipe = piped.text.split(separator: "\"top\":").last
    let fromFile = counted.text.split(separator: "\"top\":").last
    #expect(fromFile?.contains("ภาษา") == true)
    #expect(fromPipe.map { Array($0.utf8) } == fromFile.map { Array($0.utf8) })
  }
}

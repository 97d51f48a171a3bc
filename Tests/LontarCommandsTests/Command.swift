import Foundation

/// The built command, which lies beside the test bundle.
enum Command {
  /// What a run left behind.
  struct Run {
    var status: Int32
    var signal: Int32?
    var output: [UInt8]
    var messages: String

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  static let path: String = {
    let bundle = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: bundle ?? CommandLine.arguments[0])
      .deletingLastPathComponent().appendingPathComponent("lontar").path
  }()

  /// Stands among arguments for a small tokenizer.
  static let tokenizer = "TOKENIZER"

  private static let tokenizerFile = Result {
    let file = NSTemporaryDirectory() + "/lontar-tokenizer-\(getpid()).json"
    let words = ["train", "--vocab-size", "300", "--quiet", "-o", file]
    _ = try launch(path, words, input: Array("ภาษาไทย ภาษาลาว one two\n".utf8), environment: [:])
    return file
  }

  /// The arguments with files in the place of what stands for them.
  static func resolve(_ arguments: [String]) throws -> [String] {
    try arguments.map { try $0 == tokenizer ? tokenizerFile.get() : $0 }
  }

  /// The arguments as words of shell.
  static func words(_ arguments: [String]) throws -> String {
    try resolve(arguments).joined(separator: " ")
  }

  /// Runs the command with some input and waits for its end.
  static func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Run {
    try launch(path, resolve(arguments), input: input, environment: environment)
  }

  /// Runs the command with some text as input and waits for its end.
  static func run(_ arguments: [String], input: String) throws -> Run {
    try run(arguments, input: Array(input.utf8))
  }

  /// Runs a line of shell in which `$lontar` is the command.
  static func shell(_ line: String) throws -> Run {
    try launch("/bin/sh", ["-c", line], input: [], environment: ["lontar": path])
  }

  private static func launch(
    _ path: String, _ arguments: [String], input: [UInt8], environment: [String: String]
  ) throws -> Run {
    // Files, not pipes: nothing can get stuck, however much goes through.
    let scratch = try Scratch()
    try scratch.write(input, to: "input")
    try scratch.write([], to: "output")
    try scratch.write([], to: "messages")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: scratch.file("input"))
    process.standardOutput = FileHandle(forWritingAtPath: scratch.file("output"))
    process.standardError = FileHandle(forWritingAtPath: scratch.file("messages"))
    try process.run()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return Run(
      status: isSignal ? -1 : process.terminationStatus,
      signal: isSignal ? process.terminationStatus : nil,
      output: try scratch.read("output"),
      messages: String(decoding: try scratch.read("messages"), as: UTF8.self))
  }
}

/// A directory that goes away with the test.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/lontar-command-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

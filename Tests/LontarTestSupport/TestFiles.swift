import Foundation

/// Files that tests read where they are there.
public enum TestFiles {
  /// The package's root folder.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Sample text that comes with the package.
  public static let corpora = root.appending(path: "Corpora")

  /// Real text beside the package, which not everyone has.
  public static let sharedText = root.appending(path: "../shared/data/text").standardizedFileURL

  /// Unicode's data files, from Debian's package unicode-data.
  public static let unicodeData = URL(filePath: "/usr/share/unicode")

  /// Whether there is sample text.
  public static var hasCorpora: Bool { !corpusFiles().isEmpty }

  /// Every file of sample text, sorted by name.
  public static func corpusFiles() -> [URL] {
    let found = FileManager.default.enumerator(atPath: corpora.path)?.allObjects ?? []
    return found.compactMap { $0 as? String }.filter { $0.hasSuffix(".txt") }.sorted()
      .map { corpora.appending(path: $0) }
  }

  /// Whether a file or folder is there.
  public static func exists(_ file: URL) -> Bool {
    FileManager.default.fileExists(atPath: file.path)
  }

  /// The lines of a file, without their newlines; the command that its suffix asks for unpacks it.
  public static func lines(of file: URL) throws -> [[UInt8]] {
    let bytes =
      switch file.pathExtension {
      case "bz2": try output(of: "bzip2", "-dc", file.path)
      case "zst": try output(of: "zstd", "-dcq", file.path)
      default: try Data(contentsOf: file)
      }
    return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { Array($0) }
  }

  /// All bytes of a file.
  public static func bytes(of file: URL) throws -> [UInt8] { Array(try Data(contentsOf: file)) }

  /// Whether a command is in one of the usual folders.
  public static func hasCommand(_ name: String) -> Bool { command(name) != nil }

  private static func command(_ name: String) -> URL? {
    ["/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin"]
      .map { URL(filePath: $0).appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  private struct CommandFailed: Error {
    let name: String
  }

  private static func output(of name: String, _ arguments: String...) throws -> Data {
    guard let command = command(name) else { throw CommandFailed(name: name) }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = command
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CommandFailed(name: name) }
    return data
  }
}

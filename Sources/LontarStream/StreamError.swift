/// What went wrong while bytes were moved; each case says with which file, and where in it.
@nonexhaustive
public enum StreamError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file cannot be opened for reading; the system's reason.
  case cannotOpen(file: String, reason: String)
  /// A directory stands where a file was asked for.
  case isDirectory(file: String)
  /// Reading failed at this offset; the system's reason.
  case cannotRead(file: String, byteOffset: Int, reason: String)
  /// Compressed data ends too early. The offset counts compressed bytes.
  case truncated(file: String, byteOffset: Int)
  /// Compressed data is damaged, or of another format than the name says. The offset counts
  /// compressed bytes, and lies at or shortly after the damage.
  case corrupt(file: String, byteOffset: Int, reason: String)
  /// The file is not what it should be, as an ``Opening`` found.
  case refused(file: String, reason: String)
  /// The output cannot be created; the system's reason.
  case cannotCreate(file: String, reason: String)
  /// Writing failed; the system's reason.
  case cannotWrite(file: String, reason: String)
  /// The reader of our output has gone.
  case closedPipe
  /// The output is also an input.
  case outputIsInput(file: String)

  public var description: String {
    switch self {
    case .cannotOpen(let file, let reason): "\(file): \(reason)"
    case .isDirectory(let file): "\(file): is a directory"
    case .cannotRead(let file, let offset, let reason):
      "\(file): cannot be read at byte \(offset): \(reason)"
    case .truncated(let file, let offset):
      "\(file): compressed data ends too early, at byte \(offset)"
    case .corrupt(let file, let offset, let reason):
      "\(file): compressed data is damaged at byte \(offset) (\(reason))"
    case .refused(let file, let reason): "\(file): \(reason)"
    case .cannotCreate(let file, let reason): "\(file): cannot be created: \(reason)"
    case .cannotWrite(let file, let reason): "\(file): cannot be written: \(reason)"
    case .closedPipe: "the reader of the output has gone"
    case .outputIsInput(let file): "\(file): is both input and output"
    }
  }
}

/// What is wrong with one record, and which it is.
///
/// Its description is `th.txt:1042: not UTF-8 at byte 17`.
public struct RecordError: Error, CustomStringConvertible {
  /// The file's name.
  public let file: String
  /// The line in the file, from 1.
  public let line: Int
  /// What is wrong with it; places in it count from the record's start.
  public let problem: any Error

  /// Places a problem in its file.
  public init(file: String, line: Int, problem: any Error) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  public var description: String { "\(file):\(line): \(problem)" }
}

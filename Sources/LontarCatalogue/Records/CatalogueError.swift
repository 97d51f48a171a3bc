public import LontarJSON

/// What went wrong in the catalogue; each case says where and with what.
@nonexhaustive
public enum CatalogueError: Error, Sendable, CustomStringConvertible {
  /// A line of a record file is not JSON.
  case malformedJSON(line: Int, JSONError)
  /// A record's field does not hold what it must.
  case invalidField(line: Int, field: String, problem: String)
  /// Two records of one file have the same id.
  case duplicateRecord(line: Int, id: String, firstLine: Int)
  /// A file or a directory could not be read.
  case cannotRead(path: String, errno: Int32)
  /// What is wrong with what a file holds.
  case inFile(path: String, problem: String)
  /// A file could not be written.
  case cannotWrite(path: String, errno: Int32)
  /// A directory holds no loaders of a hub.
  case notACheckout(path: String)
  /// A file is longer than the catalogue reads.
  case tooLong(path: String, byteCount: Int, limit: Int)
  /// A file is not a catalogue's index.
  case notAnIndex(path: String)
  /// An index was made by a later version.
  case newerIndex(path: String, version: Int)
  /// An index was made by an earlier version, in a form that is not read any more.
  case olderIndex(path: String, version: Int)
  /// An index is damaged.
  case corruptIndex(path: String, detail: String)
  /// Another process is writing the index.
  case locked(path: String)
  /// SQLite refused; the code is one of its result codes.
  case database(path: String, code: Int, detail: String)
  /// An audit log's chain does not hold.
  case brokenChain(path: String, line: Int, problem: String)
  /// A checkpoint's signature does not hold.
  case badSignature(problem: String)
  /// A server cannot listen, or stopped.
  case cannotServe(address: String, problem: String)
  /// No record has this id.
  case noSuchRecord(id: String)
  /// Several records have this name; the full ids tell them apart.
  case ambiguousRecord(name: String, ids: [String])
  /// Words cannot be cut, because ICU lacks its data.
  case segmentation(detail: String)

  public var description: String {
    switch self {
    case .malformedJSON(let line, let error): "line \(line): \(error)"
    case .invalidField(let line, let field, let problem):
      "line \(line): field '\(field)' \(problem)"
    case .duplicateRecord(let line, let id, let first):
      "line \(line): record '\(id)' is already on line \(first)"
    case .cannotRead(let path, let code): "\(path): cannot be read (\(Platform.message(code)))"
    case .cannotWrite(let path, let code): "\(path): cannot be written (\(Platform.message(code)))"
    case .inFile(let path, let problem): "\(path): \(problem)"
    case .notACheckout(let path): "\(path): holds no loaders of a hub"
    case .tooLong(let path, let count, let limit):
      "\(path): \(count) bytes, where \(limit) are the most that is read"
    case .notAnIndex(let path): "\(path): not a catalogue index"
    case .newerIndex(let path, let version):
      "\(path): index version \(version), made by a later version of Lontar"
    case .olderIndex(let path, let version):
      "\(path): index version \(version), made by an earlier version of Lontar: remove it, and import "
        + "its sources again"
    case .corruptIndex(let path, let detail): "\(path): the index is damaged (\(detail))"
    case .locked(let path): "\(path): another process is writing this catalogue"
    case .database(let path, let code, let detail): "\(path): \(detail) (SQLite result \(code))"
    case .brokenChain(let path, let line, let problem): "\(path): entry \(line) \(problem)"
    case .badSignature(let problem): "the signature \(problem)"
    case .cannotServe(let address, let problem): "\(address): cannot be served (\(problem))"
    case .noSuchRecord(let id): "no record '\(id)' in the catalogue"
    case .ambiguousRecord(let name, let ids):
      "several records are called '\(name)': \(ids.joined(separator: ", "))"
    case .segmentation(let detail): "words cannot be cut (\(detail))"
    }
  }
}

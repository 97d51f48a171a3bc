internal import Glibc
public import LontarJSON

/// What is wrong with a tokenizer's file, or with what a tokenizer was given.
@nonexhaustive
public enum TokenizerError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file cannot be read; the system's error number.
  case unreadable(errno: Int32)
  /// The file is not JSON from this byte on.
  case malformedJSON(JSONError)
  /// The file is not the protocol buffer that it should be, after as many pieces that can be read.
  case malformedProtobuf(piecesRead: Int)
  /// The file has no such field, or not of this kind; a path such as `model.merges[3]`.
  case missing(field: String, expected: String)
  /// The file asks for something that Lontar does not do (yet).
  case unsupported(field: String, value: String)
  /// The file contradicts itself.
  case inconsistent(field: String, reason: String)
  /// The file needs another one beside it, of one of these names.
  case missingCompanion(names: [String])
  /// The file does not say what cuts text, and nobody else did.
  case noPreTokenizer
  /// No token has this id; the index counts the ids given, from 0.
  case unknownID(TokenID, index: Int)
  /// A byte of the text has no token.
  case noToken(byte: UInt8)
  /// Texts are too short or too long to be cut as asked.
  case cannotTruncate(reason: String)
  /// The regular expression does not compile; ICU's name for what is wrong at this byte of it.
  case malformedPattern(String, byteOffset: Int, reason: String)
  /// The regular expression matches where there is nothing.
  case emptyPattern(String)
  /// Engines read this part of the regular expression differently.
  case ambiguousPattern(String, construct: String)

  public var description: String {
    switch self {
    case .unreadable(let errno): "cannot be read: \(unsafe String(cString: strerror(errno)))"
    case .malformedJSON(let error): "\(error)"
    case .malformedProtobuf(let count): "not a protocol buffer from piece \(count + 1) on"
    case .missing(let field, let expected): "'\(field)' is missing or is not \(expected)"
    case .unsupported(let field, let value): "'\(field)' is \(value), which is not supported"
    case .inconsistent(let field, let reason): "'\(field)': \(reason)"
    case .missingCompanion(let names): "needs \(names.joined(separator: " or ")) beside it"
    case .noPreTokenizer: "does not say what cuts text into words"
    case .unknownID(let id, let index): "no token has the id \(id) (number \(index + 1) of the ids)"
    case .noToken(let byte): "the byte \(byte) has no token"
    case .cannotTruncate(let reason): "cannot truncate: \(reason)"
    case .malformedPattern(let pattern, let byteOffset, let reason):
      "the pattern '\(pattern)' is wrong at byte \(byteOffset): \(reason)"
    case .emptyPattern(let pattern): "the pattern '\(pattern)' matches the empty string"
    case .ambiguousPattern(let pattern, let construct):
      "the pattern '\(pattern)' has '\(construct)', which other engines read differently"
    }
  }
}

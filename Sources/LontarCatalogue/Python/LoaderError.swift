/// What is wrong with a loader's source, or why a value in it cannot be known without running it.
@nonexhaustive
public enum LoaderError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The bytes from this line on are not UTF-8.
  case malformedUTF8(line: Int)
  /// A string has no end.
  case unterminatedString(line: Int)
  /// A bracket has no partner.
  case unbalancedBracket(line: Int)
  /// A line is indented by a width that no line before it has.
  case inconsistentIndentation(line: Int)
  /// Something stands where the language allows it not.
  case unexpectedToken(String, line: Int)
  /// An escape in a string names nothing.
  case malformedEscape(line: Int)
  /// Brackets, blocks or operations lie in one another deeper than is read.
  case tooDeep(line: Int)
  /// Evaluating takes more steps, or more memory, than a list of facts can need.
  case tooMuchWork(line: Int)
  /// A value depends on something that is known only when the loader runs.
  case notStatic(String)

  public var description: String {
    switch self {
    case .malformedUTF8(let line): "line \(line): not UTF-8"
    case .unterminatedString(let line): "line \(line): a string has no end"
    case .unbalancedBracket(let line): "line \(line): a bracket has no partner"
    case .inconsistentIndentation(let line): "line \(line): indentation that matches no block"
    case .unexpectedToken(let token, let line): "line \(line): '\(token)' cannot stand here"
    case .malformedEscape(let line): "line \(line): an escape that names nothing"
    case .tooDeep(let line): "line \(line): nested too deep"
    case .tooMuchWork(let line): "line \(line): more work than reading facts can need"
    case .notStatic(let reason): "known only when the loader runs: \(reason)"
    }
  }
}

/// What can be wrong with text or with what is asked of it; the cases are facts with their place.
@nonexhaustive
public enum TextError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The bytes from this offset on are not UTF-8.
  case malformedUTF8(byteOffset: Int)
  /// A record is longer than the libraries below can address.
  case recordTooLarge(byteCount: Int)
  /// No language has this code.
  case unknownLanguage(String)
  /// ICU refused; its own name for the reason.
  case icu(String)

  public var description: String {
    switch self {
    case .malformedUTF8(let byteOffset): "not UTF-8 at byte \(byteOffset)"
    case .recordTooLarge(let byteCount): "a record of \(byteCount) bytes is too long"
    case .unknownLanguage(let code): "unknown language '\(code)'"
    case .icu(let reason): "ICU failed: \(reason)"
    }
  }
}

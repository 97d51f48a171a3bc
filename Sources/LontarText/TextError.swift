internal import CLontar

/// What can be wrong with text or with what is asked of it; the cases are facts with their place.
@nonexhaustive
public enum TextError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The bytes from this offset on are not UTF-8.
  case malformedUTF8(byteOffset: Int)
  /// The text is well-formed, but from this offset on it is not in the normal form asked about.
  case notNormalized(NormalizationForm, byteOffset: Int)
  /// The engine does not have the form, or gives no edits.
  case unsupportedNormalization(NormalizationForm, NormalizationEngine)
  /// A stream's text has so many combining marks in a row that its carry would outgrow the limit.
  case carryTooLong(byteOffset: Int, limit: Int)
  /// A record is longer than the libraries below can address.
  case recordTooLarge(byteCount: Int)
  /// No language has this code.
  case unknownLanguage(String)
  /// No encoding has this name.
  case unknownEncoding(String)
  /// The bytes from this offset on stand for nothing in the encoding with this name.
  case undecodable(encoding: String, byteOffset: Int)
  /// It is not clear what encoding a text is in; what it may be, each with its likelihood.
  case unclearEncoding(candidates: [String])
  /// No rule has this id, or it is not for the language.
  case unknownRule(String, reason: String)
  /// There is no structure to judge this language's text by.
  case noValidity(Language)
  /// A line of a list of words is not a word, a tab, and what to write for it.
  case malformedLexicon(line: Int)
  /// What a list of words writes for this word is itself to be replaced.
  case lexiconChain(String)
  /// There was no memory for the work.
  case outOfMemory
  /// ICU refused; its own name for the reason.
  case icu(String)

  /// The fact in one sentence, for a person.
  public var description: String {
    switch self {
    case .malformedUTF8(let byteOffset): "not UTF-8 at byte \(byteOffset)"
    case .notNormalized(let form, let byteOffset): "not in \(form.name) at byte \(byteOffset)"
    case .unsupportedNormalization(let form, let engine):
      "\(engine.rawValue) does not have the form '\(form.rawValue)' or gives no edits"
    case .carryTooLong(let byteOffset, let limit):
      "more than \(limit) bytes of combining marks in a row from byte \(byteOffset) on"
    case .recordTooLarge(let byteCount): "a record of \(byteCount) bytes is too long"
    case .unknownLanguage(let code):
      "unknown language '\(code)' (known: \(Language.all.map(\.rawValue).joined(separator: ", ")))"
    case .unknownEncoding(let name): "unknown encoding '\(name)'"
    case .undecodable(let encoding, let byteOffset): "not \(encoding) at byte \(byteOffset)"
    case .unclearEncoding(let candidates):
      "the encoding is not clear ("
        + (candidates.isEmpty ? "nothing fits" : "it may be \(candidates.joined(separator: ", "))")
        + "): name it"
    case .unknownRule(let id, let reason): "the rule '\(id)' \(reason)"
    case .noValidity(let language):
      "no structure is known to judge \(language.name) by (known for: "
        + Validity.languages.map(\.rawValue).joined(separator: ", ") + ")"
    case .malformedLexicon(let line): "line \(line) is not a word, a tab, and what to write for it"
    case .lexiconChain(let word): "what is written for '\(word)' is in the list itself"
    case .outOfMemory: "out of memory"
    case .icu(let reason): "ICU failed: \(reason)"
    }
  }

  /// The error that a result of the C core stands for, when it is not `LONTAR_OK`.
  package init(status: UInt32, count: Int, byteCount: Int) {
    switch lontar_status(rawValue: status) {
    case LONTAR_ILL_FORMED: self = .malformedUTF8(byteOffset: count)
    case LONTAR_TOO_LONG: self = .recordTooLarge(byteCount: byteCount)
    case LONTAR_OUT_OF_MEMORY: self = .outOfMemory
    default:
      // The name is a constant of ICU's, and lives as long as the process.
      self = unsafe .icu(String(cString: lontar_icu_error_name(count)))
    }
  }

  init(_ result: lontar_result, byteCount: Int) {
    self.init(status: result.status.rawValue, count: result.count, byteCount: byteCount)
  }
}

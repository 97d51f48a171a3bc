/// Something wrong with a record, and how it could be repaired.
public struct LintFinding: Sendable {
  /// What can be wrong; the raw values are what is shown.
  @nonexhaustive
  public enum Kind: String, CaseIterable, Sendable {
    /// No licence, or a word for "not known".
    case licenceUnstated = "licence-unstated"
    /// A family of licences, and not which.
    case licenceFamily = "licence-family"
    /// Terms of its own.
    case licenceOwnTerms = "licence-own-terms"
    /// Words that a person has to read.
    case licenceUnresolved = "licence-unresolved"
    /// A licence in words, where the hub's list has an entry.
    case licenceFreeText = "licence-free-text"
    /// The same corpus under different licences in two collections.
    case licenceDiffers = "licence-differs"
    /// A macrolanguage.
    case languageMacro = "language-macro"
    /// A family or group of languages.
    case languageGroup = "language-group"
    /// A code of two letters.
    case languageTwoLetters = "language-two-letters"
    /// No code of ISO 639.
    case languageInvalid = "language-invalid"
    /// A code that is taken for another language's.
    case languageMismatch = "language-mismatch"
    /// No citation.
    case citationMissing = "citation-missing"
    /// Control characters, where escapes were.
    case citationControl = "citation-control"
    /// Accents without the backslash that makes them.
    case citationBackslash = "citation-backslash"
    /// No task.
    case taskMissing = "task-missing"
    /// An address on a branch that changes.
    case urlMutable = "url-mutable"
    /// An address without encryption.
    case urlPlain = "url-plain"
    /// An address with places to fill in.
    case urlTemplate = "url-template"
    /// Data without a hash to check it by.
    case checksumMissing = "checksum-missing"
    /// A name that two configurations have.
    case configurationDoubled = "configuration-doubled"
    /// A part of a hub's benchmark that is no configuration's name.
    case benchmarkUnknown = "benchmark-unknown"
  }

  /// The record's id.
  public var record: String
  /// What is wrong.
  public var kind: Kind
  /// With what.
  public var detail: String
  /// What to do about it.
  public var repair: String
}

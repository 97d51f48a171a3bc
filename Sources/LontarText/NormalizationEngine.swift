/// Whose implementation of the normal forms is asked; the raw values are the words of the command line.
public enum NormalizationEngine: String, CaseIterable, Sendable {
  /// Our own, by the tables of Unicode 15.0: the fastest, in linear time, with all forms and edits.
  case own
  /// The system's ICU. Gives edits; does not have ``NormalizationForm/nfkcSafe``.
  case icu
  /// The system's utf8proc. Gives no edits, and does not have ``NormalizationForm/nfkcSafe``.
  case utf8proc
}

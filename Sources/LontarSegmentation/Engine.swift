extension Segmenter {
  /// What finds the words; the raw values are the words of the command line.
  public enum Engine: String, CaseIterable, Sendable {
    /// ICU alone: its rules and its dictionaries.
    case icu
    /// ICU, corrected by what is known of the language: its tokens, and what was learned.
    case lontar
  }
}

internal import CLontar

extension Segmenter {
  /// What a text is cut into; the raw values are the words of the command line.
  public enum Unit: String, CaseIterable, Sendable {
    /// Words, with the spaces and the punctuation between them as pieces of their own.
    case word
    /// Sentences, each with the spaces behind it.
    case sentence
    /// Grapheme clusters, what a reader calls characters: `กำ`, `é`, `👩‍🌾`.
    case grapheme
    /// Pieces between which a line may be broken.
    case line

    /// The unit in the C core's words.
    var inC: lontar_unit {
      switch self {
      case .word: LONTAR_WORD
      case .sentence: LONTAR_SENTENCE
      case .grapheme: LONTAR_GRAPHEME
      case .line: LONTAR_LINE
      }
    }
  }
}

internal import CLontar

extension Segmenter {
  /// What a text is cut into; the raw values are the words of the command line.
  public enum Unit: String, CaseIterable, Sendable {
    /// Words, with the spaces and the punctuation between them as pieces of their own.
    case word
    /// Syllables as they are written: `ภา|ษา`, `ខ្មែ|រ`, `မြန်|မာ`. Vietnamese ones stand between spaces,
    /// and a Chinese one is a character; words of Latin script in other languages stay whole.
    case syllable
    /// Sentences, each with the spaces behind it.
    case sentence
    /// Grapheme clusters, what a reader calls characters: `กำ`, `é`, `👩‍🌾`.
    case grapheme
    /// Pieces between which a line may be broken.
    case line

    /// Whether the pieces are words or parts of words.
    var hasWords: Bool { self == .word || self == .syllable }

    /// The unit in the C core's words.
    var inC: lontar_unit {
      switch self {
      case .word, .syllable: LONTAR_WORD
      case .sentence: LONTAR_SENTENCE
      case .grapheme: LONTAR_GRAPHEME
      case .line: LONTAR_LINE
      }
    }
  }
}

extension Segmenter {
  /// What a segmentation of words may do differently.
  ///
  ///     var options = Segmenter.Options()
  ///     options.dictionary = try CustomDictionary(words: ["ชานมไข่มุก"])
  ///     try Segmenter(language: .thai, options: options).segments(of: "สั่งชานมไข่มุก")
  public struct Options: Sendable {
    /// Words that are not to be broken.
    public var dictionary: CustomDictionary?
    /// What becomes of zero-width spaces (U+200B).
    public var zeroWidthSpaces: ZeroWidthSpaces = .honour

    /// Whether words are parted from what is written onto them, in the languages that
    /// ``LontarText/Language/hasClitics`` names: `rumah|nya`, `maganda|ng`.
    public var splitsClitics = false

    /// How long words are where conventions differ.
    public var granularity: Granularity = .word

    /// Makes the options that hold where nothing is said.
    public init() {}
  }

  /// What becomes of zero-width spaces, by which writers of Khmer, Burmese, Lao and Thai show where words
  /// end, or where a line may be broken.
  public enum ZeroWidthSpaces: String, CaseIterable, Sendable {
    /// A word ends there, and each is a piece of its own.
    case honour
    /// The text is cut as if they were not there; each belongs to the piece before it.
    case ignore
  }
}

internal import LontarText

/// The parts of words that some conventions cut off and others do not: makers of nouns, signs of
/// repetition, the halves of doubled words.
struct WordParts: Sendable {
  /// Whether they are joined to their words; else they are cut off.
  private let joins: Bool
  private let prefixes: [[UInt8]]
  private let suffixes: [[UInt8]]
  private let repetition: [UInt8]
  /// Whether words are tokens of Latin letters, with hyphens and a 2 for doubling.
  private let hasHyphens: Bool
  /// The words that are known, so that only what is one is left when a part is cut off.
  private let words: WordTable?

  /// The parts of a language's words; nil if the granularity asks for nothing.
  init?(_ language: Language, _ granularity: Segmenter.Granularity, words: WordTable?) {
    guard granularity != .word else { return nil }
    joins = granularity == .compound
    self.words = words
    hasHyphens = language.hasTokens
    let lists: (prefixes: [String], suffixes: [String], repetition: String) =
      switch language {
      case .thai: (["การ", "ความ", "ผู้", "นัก", "ชาว"], [], "ๆ")
      case .lao: (["ການ", "ຄວາມ", "ຜູ້", "ນັກ", "ຊາວ"], [], "ໆ")
      case .khmer: (["ការ", "សេចក្តី", "សេចក្ដី", "ភាព", "អ្នក"], [], "ៗ")
      case .burmese: ([], ["မှု", "ချက်", "ခြင်း", "ရေး"], "")
      default: ([], [], "")
      }
    prefixes = lists.prefixes.map { Array($0.utf8) }
    suffixes = lists.suffixes.map { Array($0.utf8) }
    repetition = Array(lists.repetition.utf8)
  }

  /// Whether a piece goes on behind its end, with the word it makes or with what belongs to it.
  func goesOn(_ text: Span<UInt8>, _ piece: Range<Int>) -> Bool {
    guard joins, piece.upperBound < text.count, text[piece.lowerBound] >= 0x80 else { return false }
    let end = piece.upperBound
    if !repetition.isEmpty, begins(text, end, with: repetition),
      text.wideCharacter(at: piece.lowerBound).kind == .complex
    {
      return true
    }
    if prefixes.contains(where: {
      $0.count == piece.count && begins(text, piece.lowerBound, with: $0)
    }) {
      return text.character(at: end).kind == .complex
    }
    return suffixes.contains { suffix in
      guard begins(text, end, with: suffix), isWord(text, piece) else { return false }
      let next = end + suffix.count
      return next == text.count || text.character(at: next).kind != .glue
    }
  }

  /// Appends the places where a word is cut into its parts, ascending.
  func cut(_ text: Span<UInt8>, _ word: Range<Int>, into cuts: inout [Int]) {
    guard !joins else { return }
    if hasHyphens && text[word.lowerBound] < 0x80 { return cutHyphens(text, word, &cuts) }
    for prefix in prefixes where prefix.count < word.count {
      let rest = word.lowerBound + prefix.count
      if begins(text, word.lowerBound, with: prefix), isWord(text, rest..<word.upperBound) {
        cuts.append(rest)
        break
      }
    }
    for suffix in suffixes where suffix.count < word.count {
      let start = word.upperBound - suffix.count
      if begins(text, start, with: suffix), isWord(text, word.lowerBound..<start) {
        cuts.append(start)
        break
      }
    }
    var end = word.upperBound
    let first = cuts.count
    while !repetition.isEmpty, end - repetition.count > word.lowerBound,
      begins(text, end - repetition.count, with: repetition)
    {
      end -= repetition.count
      cuts.insert(end, at: first)
    }
  }

  /// `orang|-|orang`, and `anak|2` in the languages of the archipelago.
  private func cutHyphens(_ text: Span<UInt8>, _ word: Range<Int>, _ cuts: inout [Int]) {
    for index in word where !isPlain(text[index]) { return }
    for index in word where text[index] == UInt8(ascii: "-") {
      guard index > word.lowerBound, index + 1 < word.upperBound else { continue }
      guard text.character(at: index + 1).kind == .letter else { continue }
      if cuts.last ?? word.lowerBound < index { cuts.append(index) }
      cuts.append(index + 1)
    }
    let last = word.upperBound - 1
    if last > word.lowerBound, text[last] == UInt8(ascii: "2"),
      (text[last - 1] | 0x20) &- 0x61 < 26, (text[word.lowerBound] | 0x20) &- 0x61 < 26
    {
      cuts.append(last)
    }
  }

  /// Whether a byte may be in a word that is no address, tag or abbreviation.
  private func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "'")
  }

  private func begins(_ text: Span<UInt8>, _ start: Int, with part: [UInt8]) -> Bool {
    guard start + part.count <= text.count else { return false }
    for index in part.indices where text[start + index] != part[index] { return false }
    return true
  }

  /// Whether a stretch of text is a known word; without words, whether it may be one.
  private func isWord(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty, text.character(at: range.lowerBound).kind == .complex,
      let symbols = Lexicon.symbols(of: text.extracting(range), unit: .scalars)
    else { return false }
    guard let words else { return true }
    guard let cell = Lexicon.cell(of: symbols, in: words) else { return false }
    return words.cost(at: cell) > 0
  }
}

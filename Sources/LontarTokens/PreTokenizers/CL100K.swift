/// The grammar of GPT-3.5 and GPT-4, and those that were made from it.
///
/// A word is letters without their marks, but in Qwen 3.5's: the others cut Thai, Khmer, Lao, Burmese
/// and Tamil inside their syllables.
struct CL100K {
  /// As tiktoken 0.14 has it, but for `\p{N}{1,3}+`: Hugging Face's engine would read that `+` as
  /// another repetition, and take more than three digits.
  static let pattern =
    #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}"#
    + #"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"#
  /// Llama 3's, which was cl100k's before tiktoken gave white space at the end of the text a rule.
  static let llama3Pattern =
    #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}"#
    + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  /// Qwen 2's, 2.5's and 3's.
  static let qwen2Pattern =
    #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"#
    + #"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#
  /// Qwen 3.5's.
  static let qwen35Pattern =
    #"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}"#
    + #"| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"#

  /// How many digits a number has at most, one or three.
  var digits = 3
  /// Whether white space is one piece at the end of the text, whatever line ends are in it.
  var spaceAtEndOfTextIsWhole = false
  /// What words are made of.
  var word = CharacterClass.letter

  @inline(__always)
  func pieceEnd(_ text: ClassifiedText, from start: Int) -> Int {
    let (kind, next) = unsafe text.character(at: start)
    if kind & word != 0 {
      return unsafe text.end(of: word, from: next)
    }
    if kind & CharacterClass.number != 0 {
      return unsafe text.end(of: CharacterClass.number, from: next, atMost: digits - 1)
    }
    let contraction = unsafe text.endOfContraction(at: start, ignoringCase: true)
    if contraction > start { return contraction }
    let noSymbol = CharacterClass.space | CharacterClass.number | word
    var symbolsStart = kind & CharacterClass.space == 0 ? next : start
    if unsafe kind & CharacterClass.lineEnd == 0 && next < text.count {
      let following = unsafe text.character(at: next)
      if following.class & word != 0 {
        return unsafe text.end(of: word, from: following.end)
      }
      if unsafe text.bytes[start] == 0x20 && following.class & noSymbol == 0 {
        symbolsStart = following.end
      }
    }
    if symbolsStart > start {
      let symbols = unsafe text.end(ofAllBut: noSymbol, from: symbolsStart)
      return unsafe text.endOfLineEnds(from: symbols)
    }
    let run = unsafe text.whiteSpace(from: start)
    let isWhole = unsafe spaceAtEndOfTextIsWhole && run.end == text.count
    if run.lastLineEnd > start && !isWhole { return run.lastLineEnd }
    return unsafe run.endLeavingOne(from: start, count: text.count)
  }

  /// The ends of the first pieces from `start` on, as bits, as far as a window shows them.
  @inline(__always)
  func pieceEnds(_ text: ClassifiedText, from start: Int) -> UInt64 {
    var window = unsafe ClassWindow(text, from: start)
    var starts = window.wordStarts(
      digits: digits, spaceAtEndOfTextIsWhole: spaceAtEndOfTextIsWhole)
    let apostrophes =
      window.apostrophe & window.starts(of: window.other) & ~(window.blank &<< 1)
    ClassWindow.forEachBit(of: apostrophes) { position in
      let end = unsafe text.endOfContraction(at: start + position, ignoringCase: true) - start
      guard end > position else { return }
      starts &= ~ClassWindow.bits(from: position + 1, to: end)
      starts |= ClassWindow.bit(end)
    }
    return window.ends(starts)
  }
}

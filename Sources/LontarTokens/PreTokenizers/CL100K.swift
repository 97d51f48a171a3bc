/// The grammar of GPT-3.5 and GPT-4.
///
/// A word is letters without their marks: it cuts Thai, Khmer, Lao, Burmese and Tamil inside their
/// syllables.
enum CL100K {
  /// As tiktoken 0.14 has it, but for `\p{N}{1,3}+`: Hugging Face's engine would read that `+` as
  /// another repetition, and take more than three digits.
  static let pattern =
    #"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}"#
    + #"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"#

  @inline(__always)
  static func pieceEnd(_ text: ClassifiedText, from start: Int) -> Int {
    let (kind, next) = unsafe text.character(at: start)
    if kind & CharacterClass.letter != 0 {
      return unsafe text.end(of: CharacterClass.letter, from: next)
    }
    if kind & CharacterClass.number != 0 {
      return unsafe text.end(of: CharacterClass.number, from: next, atMost: 2)
    }
    let contraction = unsafe text.endOfContraction(at: start, ignoringCase: true)
    if contraction > start { return contraction }
    var symbolsStart = kind & CharacterClass.space == 0 ? next : start
    if unsafe kind & CharacterClass.lineEnd == 0 && next < text.count {
      let following = unsafe text.character(at: next)
      if following.class & CharacterClass.letter != 0 {
        return unsafe text.end(of: CharacterClass.letter, from: following.end)
      }
      if unsafe text.bytes[start] == 0x20
        && following.class & CharacterClass.spaceLetterOrNumber == 0
      {
        symbolsStart = following.end
      }
    }
    if symbolsStart > start {
      let symbols = unsafe text.end(
        ofAllBut: CharacterClass.spaceLetterOrNumber, from: symbolsStart)
      return unsafe text.endOfLineEnds(from: symbols)
    }
    let run = unsafe text.whiteSpace(from: start)
    if unsafe run.lastLineEnd > start && run.end < text.count { return run.lastLineEnd }
    return unsafe run.endLeavingOne(from: start, count: text.count)
  }

  /// The ends of the first pieces from `start` on, as bits, as far as a window shows them.
  @inline(__always)
  static func pieceEnds(_ text: ClassifiedText, from start: Int) -> UInt64 {
    var window = unsafe ClassWindow(text, from: start)
    var starts = window.wordStarts(spaceAtEndOfTextIsWhole: true)
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

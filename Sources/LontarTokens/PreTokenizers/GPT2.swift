/// The grammar of GPT-2 and of Hugging Face's `ByteLevel`.
///
/// Letters without their marks: it cuts Thai, Khmer, Lao, Burmese and Tamil inside their syllables.
enum GPT2 {
  static let pattern =
    #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#

  @inline(__always)
  static func pieceEnd(_ text: ClassifiedText, from start: Int) -> Int {
    let contraction = unsafe text.endOfContraction(at: start, ignoringCase: false)
    if contraction > start { return contraction }
    // An optional U+0020, then a run of one kind. A space that no run follows is white space.
    var (kind, next) = unsafe text.character(at: start)
    if unsafe text.bytes[start] == 0x20 && next < text.count {
      let following = unsafe text.character(at: next)
      if following.class & CharacterClass.space == 0 { (kind, next) = following }
    }
    if kind & CharacterClass.letter != 0 {
      return unsafe text.end(of: CharacterClass.letter, from: next)
    }
    if kind & CharacterClass.number != 0 {
      return unsafe text.end(of: CharacterClass.number, from: next)
    }
    if kind & CharacterClass.space == 0 {
      return unsafe text.end(ofAllBut: CharacterClass.spaceLetterOrNumber, from: next)
    }
    return unsafe text.whiteSpace(from: start).endLeavingOne(from: start, count: text.count)
  }

  /// The ends of the first pieces from `start` on, as bits, as far as a window shows them.
  @inline(__always)
  static func pieceEnds(_ text: ClassifiedText, from start: Int) -> UInt64 {
    let window = unsafe ClassWindow(text, from: start)
    let otherStarts = window.starts(of: window.other) & ~(window.blank &<< 1)
    let lettersOrNumbers = window.starts(of: window.letter) | window.starts(of: window.number)
    let lastSpaces = window.space & ((window.known & ~window.space) &>> 1)
    var starts = otherStarts | lettersOrNumbers & ~(window.blank &<< 1)
    starts |= window.starts(of: window.space) | lastSpaces
    ClassWindow.forEachBit(of: window.apostrophe & otherStarts) { position in
      let end = unsafe text.endOfContraction(at: start + position, ignoringCase: false) - start
      guard end > position else { return }
      starts &= ~ClassWindow.bits(from: position + 1, to: end)
      starts |= ClassWindow.bit(end)
    }
    return window.ends(starts)
  }
}

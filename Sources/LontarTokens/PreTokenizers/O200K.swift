/// The grammar of GPT-4o, and Mistral's Tekken, which was made from it: words keep their marks, and
/// capitals start a new one.
struct O200K {
  static let pattern = [
    #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"#
      + #"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#,
    #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"#
      + #"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"#,
    #"\p{N}{1,3}"#,
    #" ?[^\s\p{L}\p{N}]+[\r\n/]*"#,
    #"\s*[\r\n]+"#,
    #"\s+(?!\S)"#,
    #"\s+"#,
  ].joined(separator: "|")
  /// Tekken's.
  static let tekkenPattern = [
    #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"#,
    #"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"#,
    #"\p{N}"#,
    #" ?[^\s\p{L}\p{N}]+[\r\n/]*"#,
    #"\s*[\r\n]+"#,
    #"\s+(?!\S)"#,
    #"\s+"#,
  ].joined(separator: "|")

  /// How many digits a number has at most, one or three.
  var digits = 3
  /// Whether a word takes an English contraction behind it.
  var takesContractions = true

  /// `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`
  static var upperHalf: UInt8 { CharacterClass.upper | either }
  /// `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`
  static var lowerHalf: UInt8 { CharacterClass.lower | either }
  /// What belongs to both halves of a word.
  static var either: UInt8 { CharacterClass.uncased | CharacterClass.mark }

  @inline(__always)
  func pieceEnd(_ text: ClassifiedText, from start: Int) -> Int {
    let (kind, next) = unsafe text.character(at: start)
    if kind & CharacterClass.letter != 0 {
      let word = unsafe Self.word(text, from: start)
      return unsafe endOfWord(word.end, in: text)
    }
    if kind & CharacterClass.number != 0 {
      return unsafe text.end(of: CharacterClass.number, from: next, atMost: digits - 1)
    }
    if kind & CharacterClass.lineEnd == 0 {
      // Anything else may stand before a word, first with the first form of a word, then with the
      // second. But a mark is a word of the first form by itself.
      let word = unsafe Self.word(text, from: next)
      if word.form == .endsLow {
        return unsafe endOfWord(word.end, in: text)
      }
      if kind & CharacterClass.mark != 0 {
        return unsafe endOfWord(next, in: text)
      }
      if word.form == .allHigh {
        return unsafe endOfWord(word.end, in: text)
      }
    }
    var symbolsStart = kind & CharacterClass.space == 0 ? next : start
    if unsafe text.bytes[start] == 0x20 && next < text.count {
      let following = unsafe text.character(at: next)
      if following.class & CharacterClass.spaceLetterOrNumber == 0 {
        symbolsStart = following.end
      }
    }
    if symbolsStart > start {
      let symbols = unsafe text.end(
        ofAllBut: CharacterClass.spaceLetterOrNumber, from: symbolsStart)
      return unsafe text.endOfLineEnds(from: symbols, orSlashes: true)
    }
    let run = unsafe text.whiteSpace(from: start)
    if run.lastLineEnd > start { return run.lastLineEnd }
    return unsafe run.endLeavingOne(from: start, count: text.count)
  }

  /// Where a word that ends at `end` ends with its contraction.
  @inline(__always)
  private func endOfWord(_ end: Int, in text: ClassifiedText) -> Int {
    takesContractions ? unsafe text.endOfContraction(at: end, ignoringCase: true) : end
  }

  /// How a word came about.
  enum WordForm {
    /// `[upper]*[lower]+`
    case endsLow
    /// `[upper]+[lower]*`, where the first form does not match: capitals alone.
    case allHigh
    /// No word.
    case none
  }

  /// The word that starts at `start`.
  ///
  /// `[upper]*[lower]+`, without going back. Both halves hold the uncased letters and the marks. The
  /// first half takes all it can. If a small letter follows, the second goes on from there. If not,
  /// an engine would give back characters of the first half until one is in the second as well: the
  /// last uncased letter or mark, where the word then ends. If there is none, the form does not match,
  /// and `[upper]+[lower]*` takes the capitals.
  @inline(__always)
  static func word(_ text: ClassifiedText, from start: Int) -> (form: WordForm, end: Int) {
    var position = start
    var afterEither = start
    while unsafe position < text.count {
      let (kind, next) = unsafe text.character(at: position)
      if kind & upperHalf == 0 {
        if kind & CharacterClass.lower == 0 { break }
        return (.endsLow, unsafe text.end(of: lowerHalf, from: next))
      }
      position = next
      if kind & either != 0 { afterEither = next }
    }
    if afterEither > start { return (.endsLow, afterEither) }
    return position > start ? (.allHigh, position) : (.none, start)
  }

  /// The ends of the first pieces from `start` on, as bits, as far as a window shows them.
  @inline(__always)
  func pieceEnds(_ text: ClassifiedText, from start: Int) -> UInt64 {
    var window = unsafe ClassWindow(text, from: start)
    var starts = window.wordStarts(digits: digits, spaceAtEndOfTextIsWhole: false)
    // A capital behind a small letter starts a word.
    starts |= window.upper & window.lower &<< 1
    // A contraction belongs to the word before it, and ends it; a second one starts a word.
    var contractionEnd = 0
    let apostrophes = takesContractions ? window.apostrophe & window.letter &<< 1 : 0
    ClassWindow.forEachBit(of: apostrophes) { position in
      guard position != contractionEnd else { return }
      let end = unsafe text.endOfContraction(at: start + position, ignoringCase: true) - start
      guard end > position else { return }
      starts &= ~ClassWindow.bits(from: position, to: end)
      starts |= ClassWindow.bit(end)
      contractionEnd = end
    }
    // Symbols that have taken line ends go on to take slashes: left to the scanner.
    let taken = window.other &<< 1 & window.lineEnd
    window.end(before: (taken &+ window.lineEnd) & ~window.lineEnd & window.slash)
    return window.ends(starts)
  }
}

/// The grammar of DeepSeek V3 and R1: words keep their marks; Chinese and kana stand apart.
///
/// Three expressions cut one after the other, so that each sees the ends of what the one before has
/// cut as ends of text: numbers, then Chinese and kana, then the rest.
enum DeepSeek3 {
  static let patterns = [
    #"\p{N}{1,3}"#,
    "[\u{4E00}-\u{9FA5}\u{3040}-\u{309F}\u{30A0}-\u{30FF}]+",
    ##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+"##
      + #"|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*"#
      + #"|\s*[\r\n]+|\s+(?!\S)|\s+"#,
  ]

  private static var word: UInt8 { CharacterClass.letter | CharacterClass.mark }

  @inline(__always)
  static func pieceEnd(_ text: ClassifiedText, from start: Int) -> Int {
    let (kind, next) = unsafe text.character(at: start)
    if kind & CharacterClass.number != 0 {
      return unsafe text.end(of: CharacterClass.number, from: next, atMost: 2)
    }
    let isEastAsian = unsafe isEastAsian(text, at: start)
    if kind & word != 0 {
      return unsafe end(of: word, isEastAsian, text, from: next)
    }
    if unsafe next < text.count && Self.isEastAsian(text, at: next) == isEastAsian {
      let following = unsafe text.character(at: next)
      let first = unsafe text.bytes[start]
      if unsafe first < 0x80 && kind & CharacterClass.symbol != 0
        && isASCIILetter(text.bytes[next])
      {
        var end = next + 1
        while unsafe end < text.count && isASCIILetter(text.bytes[end]) { end += 1 }
        return end
      }
      if kind & (CharacterClass.lineEnd | CharacterClass.symbol) == 0
        && following.class & word != 0
      {
        return unsafe end(of: word, isEastAsian, text, from: following.end)
      }
      if first == 0x20 && following.class & CharacterClass.symbol != 0 {
        let symbols = unsafe end(
          of: CharacterClass.symbol, isEastAsian, text, from: following.end)
        return unsafe text.endOfLineEnds(from: symbols)
      }
    }
    if kind & CharacterClass.symbol != 0 {
      let symbols = unsafe end(of: CharacterClass.symbol, isEastAsian, text, from: next)
      return isEastAsian ? symbols : unsafe text.endOfLineEnds(from: symbols)
    }
    if kind & CharacterClass.space != 0 {
      let run = unsafe text.whiteSpace(from: start)
      if run.lastLineEnd > start { return run.lastLineEnd }
      let endsText = unsafe run.end == text.count || isCut(text, at: run.end)
      return run.endLeavingOne(from: start, count: endsText ? run.end : Int.max)
    }
    return unsafe endOfUnmatched(text, isEastAsian, from: next)
  }

  /// Where the stretch ends that no expression matches: controls, formats, private and unassigned
  /// characters. It is a piece, and ends where a match starts.
  @inline(never)
  private static func endOfUnmatched(
    _ text: ClassifiedText, _ isEastAsian: Bool, from start: Int
  ) -> Int {
    var position = start
    while unsafe position < text.count && Self.isEastAsian(text, at: position) == isEastAsian {
      let (kind, next) = unsafe text.character(at: position)
      if kind != 0 { break }
      if unsafe text.isClass(word, at: next) && Self.isEastAsian(text, at: next) == isEastAsian {
        break
      }
      position = next
    }
    return position
  }

  /// Where a run of `mask` ends that does not change between Chinese or kana and the rest.
  @inline(__always)
  private static func end(
    of mask: UInt8, _ isEastAsian: Bool, _ text: ClassifiedText, from start: Int
  ) -> Int {
    var position = start
    while unsafe position < text.count && Self.isEastAsian(text, at: position) == isEastAsian {
      let (kind, next) = unsafe text.character(at: position)
      if kind & mask == 0 { break }
      position = next
    }
    return position
  }

  /// Whether the first two expressions have cut before a character that is not white space.
  @inline(__always)
  private static func isCut(_ text: ClassifiedText, at position: Int) -> Bool {
    unsafe text.isClass(CharacterClass.number, at: position) || isEastAsian(text, at: position)
  }

  /// Whether the second expression takes the character at `start`: U+3040 to U+30FF, U+4E00 to U+9FA5.
  @inline(__always)
  private static func isEastAsian(_ text: ClassifiedText, at start: Int) -> Bool {
    let lead = unsafe text.bytes[start]
    guard lead >= 0xE3, lead <= 0xE9, unsafe start + 3 <= text.count else { return false }
    let second = unsafe Int(text.bytes[start + 1] & 0x3F)
    let third = unsafe Int(text.bytes[start + 2] & 0x3F)
    let code = Int(lead & 0x0F) << 12 | second << 6 | third
    return (0x3040...0x30FF).contains(code) || (0x4E00...0x9FA5).contains(code)
  }

  @inline(__always)
  private static func isASCIILetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

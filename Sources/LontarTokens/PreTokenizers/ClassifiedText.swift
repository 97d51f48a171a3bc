internal import CLontar

/// Classes of characters, as masks that add up; ``ClassifiedText`` says where they come from.
enum CharacterClass {
  /// `\p{Lu}\p{Lt}`
  static var upper: UInt8 { UInt8(LONTAR_CLASS_UPPER.rawValue) }
  /// `\p{Ll}`
  static var lower: UInt8 { UInt8(LONTAR_CLASS_LOWER.rawValue) }
  /// `\p{Lm}\p{Lo}`
  static var uncased: UInt8 { UInt8(LONTAR_CLASS_UNCASED.rawValue) }
  /// `\p{M}`
  static var mark: UInt8 { UInt8(LONTAR_CLASS_MARK.rawValue) }
  /// `\p{N}`
  static var number: UInt8 { UInt8(LONTAR_CLASS_NUMBER.rawValue) }
  /// `\s`
  static var space: UInt8 { UInt8(LONTAR_CLASS_SPACE.rawValue) }
  /// `\r\n`, which are white space too.
  static var lineEnd: UInt8 { UInt8(LONTAR_CLASS_LINE_END.rawValue) }
  /// `\p{P}\p{S}`
  static var symbol: UInt8 { UInt8(LONTAR_CLASS_SYMBOL.rawValue) }

  /// `\p{L}`
  static var letter: UInt8 { upper | lower | uncased }
  /// What `[^\s\p{L}\p{N}]` leaves out.
  static var spaceLetterOrNumber: UInt8 { space | letter | number }
  /// What `[^\r\n\p{L}\p{N}]` leaves out.
  static var lineEndLetterOrNumber: UInt8 { lineEnd | letter | number }
}

/// UTF-8 bytes and the tables that classify their characters.
///
/// The tables know Unicode 16.0, as the regular expression engines of Hugging Face tokenizers 0.23
/// and tiktoken 0.14 do. One look-up is two loads whose addresses come straight from the bytes, and
/// one load for ASCII.
///
/// Ill-formed bytes are safe, though their classes mean nothing: no look-up leaves the text or the
/// tables, and every character has at least one byte.
@unsafe
struct ClassifiedText {
  let bytes: UnsafePointer<UInt8>
  let count: Int
  private let index = unsafe lontar_class_index_start()
  private let blocks = unsafe lontar_class_blocks_start()

  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, count: Int) {
    unsafe self.bytes = unsafe bytes
    unsafe self.count = count
  }

  /// The class of the character at `start`, which must be before the end, and where it ends.
  @inline(__always)
  func character(at start: Int) -> (class: UInt8, end: Int) {
    let lead = unsafe bytes[start]
    if lead < 0x80 { return unsafe (blocks[Int(lead)], start + 1) }
    return unsafe longCharacter(at: start, lead)
  }

  @inline(__always)
  private func longCharacter(at start: Int, _ lead: UInt8) -> (class: UInt8, end: Int) {
    let left = unsafe count - start
    if lead & 0xF0 == 0xE0, left >= 3 {
      let block = unsafe Int(lead & 0x0F) << 6 | Int(bytes[start + 1] & 0x3F)
      let kind = unsafe blocks[Int(index[block]) + Int(bytes[start + 2] & 0x3F)]
      return (kind, start + 3)
    }
    if lead < 0xE0, left >= 2 {
      let kind = unsafe blocks[Int(index[Int(lead & 0x1F)]) + Int(bytes[start + 1] & 0x3F)]
      return (kind, start + 2)
    }
    return unsafe rareCharacter(at: start, lead)
  }

  /// A character of four bytes, or ill-formed bytes.
  @inline(never)
  private func rareCharacter(at start: Int, _ lead: UInt8) -> (class: UInt8, end: Int) {
    guard lead >= 0xF0, unsafe count - start >= 4 else { return unsafe (0, count) }
    let block =
      unsafe Int(lead & 0x07) << 12 | Int(bytes[start + 1] & 0x3F) << 6
      | Int(bytes[start + 2] & 0x3F)
    guard block <= 0x10FFFF >> 6 else { return (0, start + 4) }
    return unsafe (blocks[Int(index[block]) + Int(bytes[start + 3] & 0x3F)], start + 4)
  }

  /// Whether the class of the character at `position` is in `mask`; false at the end of the text.
  @inline(__always)
  func isClass(_ mask: UInt8, at position: Int) -> Bool {
    unsafe position < count && character(at: position).class & mask != 0
  }

  /// Where the characters of `mask` that follow `start` end.
  @inline(__always)
  func end(of mask: UInt8, from start: Int) -> Int {
    var position = start
    while unsafe position < count {
      let (kind, next) = unsafe character(at: position)
      if kind & mask == 0 { break }
      position = next
    }
    return position
  }

  /// Where the characters outside `mask` that follow `start` end.
  @inline(__always)
  func end(ofAllBut mask: UInt8, from start: Int) -> Int {
    var position = start
    while unsafe position < count {
      let (kind, next) = unsafe character(at: position)
      if kind & mask != 0 { break }
      position = next
    }
    return position
  }

  /// Where at most `limit` characters of `mask` that follow `start` end.
  @inline(__always)
  func end(of mask: UInt8, from start: Int, atMost limit: Int) -> Int {
    var position = start
    var taken = 0
    while unsafe taken < limit && position < count {
      let (kind, next) = unsafe character(at: position)
      if kind & mask == 0 { break }
      position = next
      taken += 1
    }
    return position
  }

  /// Where the carriage returns and line feeds that follow `start` end, with slashes if asked.
  @inline(__always)
  func endOfLineEnds(from start: Int, orSlashes: Bool = false) -> Int {
    var position = start
    while unsafe position < count {
      let byte = unsafe bytes[position]
      guard byte == 0x0A || byte == 0x0D || (orSlashes && byte == 0x2F) else { break }
      position += 1
    }
    return position
  }

  /// The white space that starts at `start`.
  @inline(__always)
  func whiteSpace(from start: Int) -> WhiteSpace {
    var run = WhiteSpace(end: start, lastCharacter: start, lastLineEnd: start)
    while unsafe run.end < count {
      let (kind, next) = unsafe character(at: run.end)
      if kind & CharacterClass.space == 0 { break }
      if kind & CharacterClass.lineEnd != 0 { run.lastLineEnd = next }
      run.lastCharacter = run.end
      run.end = next
    }
    return run
  }

  /// Where the English contraction ends whose apostrophe is at `start`, or `start` without one:
  /// `'s`, `'t`, `'d`, `'m`, `'ll`, `'ve`, `'re`.
  ///
  /// Without case, ſ (U+017F) is an s, as it is to both engines.
  @inline(__always)
  func endOfContraction(at start: Int, ignoringCase: Bool) -> Int {
    guard unsafe start + 1 < count, unsafe bytes[start] == 0x27 else { return start }
    return unsafe endOfContraction(afterApostropheAt: start, ignoringCase: ignoringCase)
  }

  @inline(never)
  private func endOfContraction(afterApostropheAt start: Int, ignoringCase: Bool) -> Int {
    let fold: UInt8 = ignoringCase ? 0x20 : 0
    let first = unsafe bytes[start + 1]
    switch first | fold {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "d"), UInt8(ascii: "m"):
      return start + 2
    default: break
    }
    guard unsafe start + 2 < count else { return start }
    let second = unsafe bytes[start + 2]
    switch (first | fold, second | fold) {
    case (UInt8(ascii: "l"), UInt8(ascii: "l")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
      (UInt8(ascii: "r"), UInt8(ascii: "e")):
      return start + 3
    default:
      return ignoringCase && first == 0xC5 && second == 0xBF ? start + 3 : start
    }
  }
}

/// A run of white space, seen at once so that no grammar has to go back.
struct WhiteSpace {
  /// Where the run ends.
  var end: Int
  /// Where its last character starts.
  var lastCharacter: Int
  /// Where its last line end ends, or the start of the run if there is none.
  var lastLineEnd: Int

  /// The end of `\s+(?!\S)|\s+` at `start`: all of the run at the end of the text; before anything
  /// else all but its last character, unless that is all there is.
  @inline(__always)
  func endLeavingOne(from start: Int, count: Int) -> Int {
    end == count || lastCharacter == start ? end : lastCharacter
  }
}

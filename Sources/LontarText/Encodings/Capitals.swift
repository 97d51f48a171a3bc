// TCVN3 has no bytes for most capitals with marks: a second font (.VnTimeH) draws them. What was set
// in it is known by its plain letters, which are capitals.

/// Raises the Vietnamese letters of words whose plain letters are all capitals: `CéNG` in TCVN3 reads
/// `CộNG`, and is `CỘNG`.
///
/// Two plain capitals decide, or a plain capital behind the first letter. A word with less to go by
/// (`Hà` is written as in both fonts) follows its neighbours on the line, when they agree.
///
/// - Complexity: O(*n*) in the number of bytes.
func raiseCapitals(_ text: inout [UInt8], from start: Int) {
  var isOpen = false  // whether the words seen last could not be told
  var openFrom = start
  var last: Bool?
  var position = start
  while position < text.count {
    if text[position] == UInt8(ascii: "\n") {
      settle(&text, openFrom..<position, isOpen && last == true)
      (isOpen, last) = (false, nil)
      position += 1
      continue
    }
    guard isWordByte(text[position]) else {
      position += 1
      continue
    }
    let word = position..<endOfWord(text, from: position)
    position = word.upperBound
    switch isSetInCapitals(text, word) {
    case .some(let isCapital):
      settle(&text, openFrom..<word.lowerBound, isOpen && isCapital && last != false)
      if isCapital { raise(&text, word) }
      (isOpen, last) = (false, isCapital)
    case .none:
      if !isOpen { (isOpen, openFrom) = (true, word.lowerBound) }
    }
  }
  settle(&text, openFrom..<text.count, isOpen && last == true)

  func settle(_ text: inout [UInt8], _ range: Range<Int>, _ isCapital: Bool) {
    if isCapital { raise(&text, range) }
  }
}

/// ASCII letters and everything beyond ASCII.
private func isWordByte(_ byte: UInt8) -> Bool {
  byte >= 0x80 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
}

private func endOfWord(_ text: [UInt8], from start: Int) -> Int {
  var end = start
  while end < text.count, isWordByte(text[end]) { end += 1 }
  return end
}

/// Whether a word is in capitals; nil if its letters do not tell.
private func isSetInCapitals(_ text: [UInt8], _ word: Range<Int>) -> Bool? {
  var capitals = 0
  var isBehindFirst = false
  for i in word where text[i] < 0x80 {
    if text[i] & 0x20 != 0 { return false }
    capitals += 1
    if i > word.lowerBound { isBehindFirst = true }
  }
  return capitals > 1 || isBehindFirst ? true : nil
}

/// Makes capitals of small Vietnamese letters with marks. Both have as many bytes.
private func raise(_ text: inout [UInt8], _ range: Range<Int>) {
  var i = range.lowerBound
  while i + 1 < range.upperBound {
    switch text[i] {
    case 0xC3:  // U+00E0 to U+00FE
      if text[i + 1] >= 0xA0, text[i + 1] <= 0xBE, text[i + 1] != 0xB7 { text[i + 1] -= 0x20 }
      i += 2
    case 0xC4, 0xC6:  // ă đ ĩ; ơ ư
      switch (text[i], text[i + 1]) {
      case (0xC4, 0x83), (0xC4, 0x91), (0xC4, 0xA9), (0xC6, 0xA1), (0xC6, 0xB0): text[i + 1] -= 1
      default: break
      }
      i += 2
    case 0xC5:  // ũ
      if text[i + 1] == 0xA9 { text[i + 1] -= 1 }
      i += 2
    case 0xE1:  // U+1EA0 to U+1EF9, where the small letter is odd
      if i + 2 < range.upperBound, text[i + 1] >= 0xBA, text[i + 1] <= 0xBB, text[i + 2] & 1 == 1,
        text[i + 1] == 0xBB || text[i + 2] >= 0xA0
      {
        text[i + 2] -= 1
      }
      i += 3
    default: i += 1
    }
  }
}

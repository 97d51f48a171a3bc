/// Words and what to write for them, from a file of the user: slang, abbreviations, other spellings.
///
///     try Lexicon("yg\tyang\ngak\ttidak\n")
///
/// A word is a run of letters, digits and marks. It is looked for as it is, and if it is not there, with
/// its ASCII letters small.
public struct Lexicon: Sendable, Equatable {
  private var words: [[UInt32]: [UInt32]] = [:]
  private var longest = 0

  /// Reads lines of a word, a tab, and what to write. Empty lines and those that begin with # are passed
  /// over. The first of two lines for a word counts.
  ///
  /// - Throws: ``TextError/malformedLexicon(line:)``; ``TextError/malformedUTF8(byteOffset:)``.
  public init(_ text: Span<UInt8>) throws(TextError) {
    if let bad = text.firstIllFormedSequence() {
      throw .malformedUTF8(byteOffset: bad.lowerBound)
    }
    var number = 0
    var start = 0
    while start < text.count {
      number += 1
      var end = start
      while end < text.count, text[end] != 0x0A { end += 1 }
      var line = Rewriting()
      line.read(text.extracting(start..<end))
      start = end + 1
      var scalars = line.signs.map(\.scalar)
      if scalars.last == 0x0D { scalars.removeLast() }
      if scalars.isEmpty || scalars[0] == 0x23 { continue }
      let parts = scalars.split(separator: 0x09, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, parts[0].allSatisfy(Self.isWord) else {
        throw .malformedLexicon(line: number)
      }
      let word = Array(parts[0])
      if words[word] == nil { words[word] = Array(parts[1]) }
      longest = max(longest, word.count)
    }
    // What is written is not looked for again, or a second run would go on.
    for (word, replacement) in words {
      for piece in replacement.split(whereSeparator: { !Self.isWord($0) })
      where self.replacement(for: Array(piece)) != nil && Array(piece) != word {
        throw .lexiconChain(String(String.UnicodeScalarView(word.compactMap(Unicode.Scalar.init))))
      }
    }
  }

  private static func isWord(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0..<0x30, 0x3A..<0x41, 0x5B..<0x61, 0x7B..<0xC0, 0x2000..<0x200B, 0x2010..<0x2C00,
      0x3000..<0x3040:
      false
    default: true
    }
  }

  private func replacement(for word: [UInt32]) -> [UInt32]? {
    if let found = words[word] { return found == word ? nil : found }
    let small = word.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    guard let found = words[small], found != word, found != small else { return nil }
    // The start of a sentence stays one.
    guard word[0] != small[0], let first = found.first, first >= 0x61, first <= 0x7A else {
      return found
    }
    return [first & ~0x20] + found.dropFirst()
  }

  func apply(to text: inout Rewriting, as rule: String) {
    text.forEachPlace { text, i in
      guard Self.isWord(text[i]) else { return i + 1 }
      var end = i
      while Self.isWord(text[end]) { end += 1 }
      guard end - i <= longest,
        let found = replacement(for: text.signs[i..<end].map(\.scalar))
      else { return end }
      return text.replace(named: rule, i..<end, with: found)
    }
  }
}

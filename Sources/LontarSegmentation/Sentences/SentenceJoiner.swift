/// Where ICU ends a sentence behind an abbreviation or an initial, and none ends.
enum SentenceJoiner {
  /// Vietnamese titles and kinds of places, which stand before a name.
  private static let vietnamese = ShortWords("tp ts ths gs pgs bs ks ls tx nxb")

  /// Whether a sentence goes on behind what looks like its end.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - start: Where the sentence begins.
  ///   - end: Where ICU ends it: behind the spaces.
  static func goesOn(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end < text.count, text[end - 1] == 0x20 else { return false }
    var stop = end - 1
    while stop > start && text[stop] == 0x20 { stop -= 1 }
    guard stop > start, text[stop] == 0x2E else { return false }
    var word = stop
    while word > start && (text[word - 1] | 0x20) &- 0x61 < 26 { word -= 1 }
    guard word < stop, word == start || text[word - 1] == 0x20 || text[word - 1] == 0x28 else {
      return false
    }
    if stop - word == 1 {
      // An initial; a name does not begin with one letter at the end of a sentence.
      return text[word] &- 0x41 < 26 && text[word] != UInt8(ascii: "I") && word > start
    }
    let range = word..<stop
    if ShortWords.titles.contains(text, range) || vietnamese.contains(text, range) {
      return text[word] &- 0x41 < 26 || stop - word <= 3
    }
    return text[end] &- 0x30 < 10 && ShortWords.beforeNumbers.contains(text, range)
  }
}

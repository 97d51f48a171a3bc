internal import LontarText

/// The words of a text as ranges over its visible scalars.
struct WordSpans {
  /// The text without white space and without what is invisible.
  private(set) var scalars: [UInt32] = []
  /// The words, in order, none of them empty.
  private(set) var words: [Range<Int>] = []
  /// The places at which there was white space, if that ends words.
  private(set) var spaces: Set<Int> = []
  private let text: SegmentedText
  private let splits: Bool

  init(_ text: SegmentedText, splitsAtSpaces splits: Bool) {
    self.text = text
    self.splits = splits
    for range in text.ranges {
      var start = scalars.count
      var reader = ScalarReader()
      let piece = text.bytes.span.extracting(range)
      while let scalar = reader.next(in: piece) {
        if isInvisible(scalar) { continue }
        if isWhiteSpace(scalar) {
          guard splits else { continue }
          spaces.insert(scalars.count)
          if scalars.count > start { words.append(start..<scalars.count) }
          start = scalars.count
        } else {
          scalars.append(scalar)
        }
      }
      if scalars.count > start { words.append(start..<scalars.count) }
    }
  }

  /// The boundaries between the first word's start and the last one's end.
  var inner: [Int] { words.map(\.upperBound).filter { $0 < scalars.count } }

  /// The same words of the text whose pieces are in NFC each.
  func composed() -> WordSpans {
    let normalizer = Normalizer(form: .nfc)
    var composed = SegmentedText()
    for range in text.ranges {
      var piece: [UInt8] = []
      do {
        try normalizer.normalize(text.bytes.span.extracting(range), appendingTo: &piece)
      } catch {
        return self
      }
      composed.append(piece.span)
    }
    return WordSpans(composed, splitsAtSpaces: splits)
  }

  /// Cuts words at places where the gold text has white space.
  mutating func cut(at places: Set<Int>) {
    words = words.flatMap { word in
      let inside = places.filter { $0 > word.lowerBound && $0 < word.upperBound }.sorted()
      return zip([word.lowerBound] + inside, inside + [word.upperBound]).map { $0..<$1 }
    }
  }
}

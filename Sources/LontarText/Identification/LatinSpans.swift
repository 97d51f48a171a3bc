/// Cuts text in Latin letters where its language changes, at spaces.
///
/// Each word has a score in each language, a change costs as much as a few words must outweigh, and the
/// best path through all words is taken (Viterbi): so that a name or a loan word changes nothing, and a
/// sentence does.
struct LatinSpans {
  /// What a change costs, in logarithms of likelihoods: for Taglish and the like some three words.
  static let changeCost = 5.0

  private(set) var spans: [(bytes: Range<Int>, found: LanguageIdentifier.Identification)] = []

  init(_ text: Span<UInt8>, _ bytes: Range<Int>) {
    let words = Self.words(text, bytes)
    let count = LatinEvidence.languages.count + 1
    var best = [Double](repeating: 0, count: count)
    // For each word and language, which language the word before it has on the best path.
    var before: [UInt8] = []
    before.reserveCapacity(words.count * count)
    for word in words {
      var evidence = LatinEvidence()
      evidence.add(text, word)
      let likelihoods = evidence.likelihoods
      let top = Self.indexOfMost(best)
      let change = best[top] - Self.changeCost
      for language in 0..<count {
        let isChange = change > best[language]
        before.append(UInt8(isChange ? top : language))
        // A word that is sure counts for as much as a change, and no more.
        let score = max(Self.logarithm(likelihoods[language]), -Self.changeCost)
        best[language] = (isChange ? change : best[language]) + score
      }
    }
    var path = [UInt8](repeating: 0, count: words.count)
    var language = Self.indexOfMost(best)
    for index in words.indices.reversed() {
      path[index] = UInt8(language)
      language = Int(before[index * count + language])
    }
    var start = 0
    for index in words.indices where index + 1 == words.count || path[index + 1] != path[index] {
      let piece = words[start].lowerBound..<words[index].upperBound
      var evidence = LatinEvidence()
      evidence.add(text, piece)
      if evidence.isOfPair { evidence.addPair(text, piece) }
      spans.append((piece, evidence.identification))
      start = index + 1
    }
  }

  /// Words, each with the spaces behind it, that make up a piece of a text.
  private static func words(_ text: Span<UInt8>, _ bytes: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = bytes.lowerBound
    for i in bytes.dropFirst() where text[i - 1] == 0x20 && text[i] != 0x20 {
      words.append(start..<i)
      start = i
    }
    if start < bytes.upperBound { words.append(start..<bytes.upperBound) }
    return words
  }

  private static func indexOfMost(_ values: [Double]) -> Int {
    var most = 0
    for index in values.indices where values[index] > values[most] { most = index }
    return most
  }

  /// A natural logarithm, near enough: the exponent, and a line through the fraction.
  private static func logarithm(_ value: Double) -> Double {
    if value <= 0 { return -.infinity }
    return (Double(value.exponent) + value.significand - 1) * 0.6931471805599453
  }
}

/// How much each language's words count.
///
/// With a temperature *T*, a language whose share of all words is *p* gets the share *p*^*T*, in
/// proportion (as mBERT and XLM sample; Conneau and Lample 2019, arXiv:1901.07291): 1 leaves shares as
/// they are, 0 makes them equal. A weight of its own multiplies that. Counts are whole numbers, so all
/// are scaled such that the lowest factor is 1, and rounded.
public struct LanguageWeights: Sendable {
  /// The exponent of shares.
  public var temperature = 1.0
  /// A factor for each language, by its place.
  public var weights: [Double]

  /// Makes weights that change nothing.
  public init(languages: Int) { weights = Array(repeating: 1, count: languages) }

  /// The factors of each language's counts, the lowest of them 1.
  public func factors(totals: [UInt64]) -> [Double] {
    let sum = totals.reduce(0.0) { $0 + Double($1) }
    var factors = totals.indices.map { index -> Double in
      let share = Double(totals[index]) / max(sum, 1)
      return share > 0 ? power(share, temperature) / share * weights[index] : 1
    }
    let least = factors.min() ?? 1
    if least > 0 { factors = factors.map { $0 / least } }
    return factors
  }
}

extension WordCounts {
  /// Adds every word of another table, its count multiplied and rounded, at least 1.
  public mutating func merge(_ other: consuming WordCounts, times factor: Double) {
    if factor == 1 { return merge(other) }
    other.forEachWord { word, count in
      let scaled = (Double(count) * factor).rounded()
      add(word, count: scaled >= 0x1p63 ? 1 << 63 : max(UInt64(scaled), 1))
    }
  }

  /// The words that a pre-tokenizer cuts these words into, counted as often as they.
  ///
  /// - Complexity: O(*n*) in the bytes of the words.
  public borrowing func recounted(cutBy preTokenizer: PreTokenizer) -> WordCounts {
    var parts = WordCounts()
    forEachWord { word, count in
      preTokenizer.forEachPiece(in: word) { parts.add(word.extracting($0), count: count) }
    }
    return parts
  }
}

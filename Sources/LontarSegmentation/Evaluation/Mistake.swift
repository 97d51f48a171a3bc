extension Evaluation {
  /// A stretch of text between two boundaries that both sides have, cut differently within.
  public struct Mistake: Hashable, Sendable {
    /// The words of the gold text, in UTF-8 without white space, separated by `|`.
    public let gold: [UInt8]
    /// The words that were predicted, likewise.
    public let predicted: [UInt8]

    func precedes(_ other: Mistake) -> Bool {
      gold == other.gold
        ? predicted.lexicographicallyPrecedes(other.predicted)
        : gold.lexicographicallyPrecedes(other.gold)
    }

    static func all(gold: WordSpans, predicted: WordSpans) -> [Mistake] {
      let goldEnds = gold.words.map(\.upperBound)
      let predictedEnds = predicted.words.map(\.upperBound)
      let shared = Set(goldEnds).intersection(predictedEnds).sorted()
      var mistakes: [Mistake] = []
      var start = 0
      for end in shared {
        let left = goldEnds.within(start, end)
        let right = predictedEnds.within(start, end)
        if left != right {
          mistakes.append(
            Mistake(
              gold: gold.text(start, end, cutAt: left),
              predicted: gold.text(start, end, cutAt: right)
            ))
        }
        start = end
      }
      return mistakes
    }
  }
}

extension [Int] {
  /// The elements strictly between two bounds, of an ascending array.
  fileprivate func within(_ low: Int, _ high: Int) -> ArraySlice<Int> {
    var start = startIndex
    var count = self.count
    while count > 0 {
      let half = count / 2
      if self[start + half] <= low {
        start += half + 1
        count -= half + 1
      } else {
        count = half
      }
    }
    var end = start
    while end < endIndex && self[end] < high { end += 1 }
    return self[start..<end]
  }
}

extension WordSpans {
  fileprivate func text(_ start: Int, _ end: Int, cutAt cuts: ArraySlice<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in start..<end {
      if cuts.contains(index) { bytes.append(UInt8(ascii: "|")) }
      let scalar = Unicode.Scalar(scalars[index]) ?? "\u{FFFD}"
      bytes.append(contentsOf: Array(String(scalar).utf8))
    }
    return bytes
  }
}

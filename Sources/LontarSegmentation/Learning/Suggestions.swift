/// The texts of which a model is least sure: those to cut by hand next.
///
///     var suggestions = Suggestions(segmenter, count: 50)
///     for line in lines { suggestions.add(line.span) }
///     for text in suggestions.texts { print(String(decoding: text, as: UTF8.self)) }
///
/// Uncertainty sampling (Lewis and Gale 1994): a text's doubt is ``Segmenter/Worker/doubt(about:)``. Of texts
/// that are the same the first counts, and of those with the same doubt the earlier one.
public struct Suggestions: ~Copyable {
  private var worker: Segmenter.Worker
  private let count: Int
  /// What was chosen so far: the greatest doubt first.
  private var chosen: [(doubt: Double, number: Int, text: [UInt8])] = []
  private var seen = 0

  /// Begins with no texts.
  ///
  /// - Parameters:
  ///   - segmenter: Cuts words with a model; without one no text is in doubt.
  ///   - count: How many texts are wanted.
  public init(_ segmenter: Segmenter, count: Int) {
    worker = segmenter.makeWorker()
    self.count = max(count, 0)
  }

  /// Looks at a text.
  ///
  /// - Complexity: O(*n*) in the number of bytes, and in how many texts are wanted.
  public mutating func add(_ text: Span<UInt8>) {
    seen += 1
    let doubt = worker.doubt(about: text)
    guard doubt > 0, chosen.count < count || doubt > chosen.last?.doubt ?? 0 else { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    for index in text.indices { bytes.append(text[index]) }
    let place = chosen.firstIndex { $0.doubt < doubt } ?? chosen.count
    // The same text has the same doubt.
    var same = place - 1
    while same >= 0 && chosen[same].doubt == doubt {
      if chosen[same].text == bytes { return }
      same -= 1
    }
    chosen.insert((doubt, seen, bytes), at: place)
    if chosen.count > count { chosen.removeLast() }
  }

  /// What was chosen, the greatest doubt first.
  public var texts: [[UInt8]] { chosen.map(\.text) }
}

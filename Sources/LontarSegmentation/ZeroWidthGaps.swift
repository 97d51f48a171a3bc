/// A text without its zero-width spaces, and where they were.
struct ZeroWidthGaps {
  /// The text without them.
  private(set) var text: [UInt8] = []
  /// The places in ``text`` before which they were, ascending.
  private var places: [Int] = []
  /// How many lie at or before the last place that was asked for.
  private var passed = 0

  /// Whether there are none.
  var isEmpty: Bool { places.isEmpty }

  /// Takes them out of a text.
  mutating func read(_ window: Span<UInt8>) {
    text.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    passed = 0
    var index = 0
    while index < window.count {
      if window[index] == 0xE2, index + 2 < window.count, window[index + 1] == 0x80,
        window[index + 2] == 0x8B
      {
        places.append(text.count)
        index += 3
      } else {
        text.append(window[index])
        index += 1
      }
    }
  }

  /// Where an end lies in the text with zero-width spaces: behind those that follow it. The ends must
  /// ascend.
  mutating func restored(_ end: Int) -> Int {
    while passed < places.count && places[passed] <= end { passed += 1 }
    return end + 3 * passed
  }

  /// Where the last end that was restored lies in the shorter text.
  func shortened(_ end: Int) -> Int { end == 0 ? 0 : end - 3 * passed }
}

import LontarTestSupport
import LontarText
import Testing

/// A map of edits, each source and target.
private func map(_ edits: [(Range<Int>, Range<Int>)]) -> OffsetMap {
  var map = OffsetMap()
  for (source, target) in edits { map.append(source: source, target: target) }
  return map
}

/// The obviously right twin of a map: for each piece of the target, where it comes from. Bytes that are
/// the same are pieces of their own.
private func pieces(_ map: OffsetMap, sourceCount: Int) -> [(Range<Int>, Range<Int>)] {
  var pieces: [(Range<Int>, Range<Int>)] = []
  var source = 0
  var target = 0
  func same(upTo end: Int) {
    while source < end {
      pieces.append((source..<source + 1, target..<target + 1))
      source += 1
      target += 1
    }
  }
  for edit in map.edits {
    same(upTo: edit.source.lowerBound)
    pieces.append((edit.source, edit.target))
    source = edit.source.upperBound
    target = edit.target.upperBound
  }
  same(upTo: sourceCount)
  return pieces
}

struct OffsetMapTests {
  @Test("finds the way both ways")
  func positions() {
    // abXYc → abZc, then an insertion and a deletion: source a b X Y c d e, target a b Z c ! d
    let way = map([(2..<4, 2..<3), (5..<5, 4..<5), (6..<7, 6..<6)])
    #expect((0...6).map(way.sourcePosition(ofTarget:)) == [0, 1, 2, 4, 5, 5, 6])
    #expect((0...7).map(way.targetPosition(ofSource:)) == [0, 1, 2, 2, 3, 4, 6, 6])
    #expect(way.sourceRange(ofTarget: 2..<3) == 2..<4)
    #expect(way.sourceRange(ofTarget: 4..<5) == 5..<5)
    #expect(way.sourceRange(ofTarget: 5..<6) == 5..<6)
    #expect(way.sourceRange(ofTarget: 0..<6) == 0..<6)
    #expect(way.targetRange(ofSource: 3..<5) == 2..<4)
    #expect(way.targetRange(ofSource: 6..<7) == 6..<6)
    #expect(way.targetRange(ofSource: 3..<3) == 2..<2)
  }

  @Test("an empty map changes nothing")
  func empty() {
    var way = OffsetMap()
    #expect(way.isEmpty)
    #expect(way.sourceRange(ofTarget: 3..<9) == 3..<9)
    way.compose(with: OffsetMap())
    #expect(way.isEmpty)
    let later = map([(1..<2, 1..<4)])
    way.compose(with: later)
    #expect(way == later)
    way.compose(with: OffsetMap())
    #expect(way == later)
  }

  @Test("edits that overlap become one, others stay")
  func composes() {
    var way = map([(0..<3, 0..<1), (5..<6, 3..<6)])
    way.compose(with: map([(1..<2, 1..<1), (4..<5, 3..<7), (8..<8, 10..<11)]))
    #expect(
      way == map([(0..<3, 0..<1), (3..<4, 1..<1), (5..<6, 2..<8), (8..<8, 10..<11)]))
  }

  @Test("merging joins edits that touch")
  func merging() {
    let way = map([(0..<2, 0..<1), (2..<3, 1..<4), (4..<5, 5..<5)])
    #expect(way.mergingAdjacent() == map([(0..<3, 0..<4), (4..<5, 5..<5)]))
  }

  /// Random edits over a text of so many bytes.
  private func randomMap(_ count: Int, using generator: inout SeededGenerator) -> (OffsetMap, Int) {
    var map = OffsetMap()
    var source = 0
    var target = 0
    while true {
      let gap = Int.random(in: 0...3, using: &generator)
      let old = Int.random(in: 0...3, using: &generator)
      if source + gap + old > count { break }
      let new = Int.random(in: old == 0 ? 1...3 : 0...3, using: &generator)
      map.append(
        source: source + gap..<source + gap + old, target: target + gap..<target + gap + new)
      source += gap + old
      target += gap + new
    }
    return (map, target + count - source)
  }

  @Test("random maps compose as their pieces do, and lead back")
  func randomMaps() throws {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<3_000 {
      let count = Int.random(in: 0...20, using: &generator)
      let (first, middleCount) = randomMap(count, using: &generator)
      let (second, targetCount) = randomMap(middleCount, using: &generator)
      var both = first
      both.compose(with: second)

      // In step: each map's counts add up.
      let all = pieces(both, sourceCount: count)
      try #require(all.last?.1.upperBound ?? 0 == targetCount)
      // What the twins say of one byte of the target is within what the composed map says.
      for byte in 0..<targetCount {
        let expected = first.sourceRange(ofTarget: second.sourceRange(ofTarget: byte..<byte + 1))
        let found = both.sourceRange(ofTarget: byte..<byte + 1)
        try #require(found.lowerBound <= expected.lowerBound)
        try #require(found.upperBound >= expected.upperBound)
      }
      // Bytes outside all edits come back exactly.
      for (source, target) in all {
        try #require(source.isEmpty || both.targetRange(ofSource: source) == target)
        try #require(target.isEmpty || both.sourceRange(ofTarget: target) == source)
      }
    }
  }
}

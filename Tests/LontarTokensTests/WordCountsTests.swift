import LontarTestSupport
import LontarTokens
import Testing

@Suite struct WordCountsTests {
  /// Words of all lengths around the limit of short ones, with prefixes and zero bytes.
  private func randomWords(seed: UInt64, count: Int) -> [[UInt8]] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let length = Int.random(in: 1...40, using: &random)
      return (0..<length).map { _ in [0, 0, 0xE0, 0xB8, 97][Int.random(in: 0..<5, using: &random)] }
    }
  }

  // Words that share much, that end in zeros, and that are parts of others, at every eighth byte.
  @Test(arguments: 0..<60)
  func wordsComeInTheOrderOfTheirBytes(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var made: [[UInt8]] = []
    for _ in 0..<Int.random(in: 1...300, using: &random) {
      var word = made.randomElement(using: &random) ?? []
      word = Array(word.prefix(Int.random(in: 0...40, using: &random)))
      for _ in 0..<Int.random(in: 1...9, using: &random) {
        word.append([0, 0, 0x61, 0xE0, 0xFF].randomElement(using: &random) ?? 0)
      }
      made.append(word)
    }
    made.append(Array(repeating: 0x61, count: 100_000))
    made.append(Array(repeating: 0x61, count: 100_001))
    let words = Set(made)
    var counts = WordCounts()
    for word in words { counts.add(word.span) }
    var found: [[UInt8]] = []
    counts.forEachWordInOrder { word, _ in found.append(word.indices.map { word[$0] }) }
    #expect(found == words.sorted { $0.lexicographicallyPrecedes($1) })
  }

  @Test(arguments: [0, 1, 10, 20_000])
  func countsAsADictionaryDoes(count: Int) {
    var counts = WordCounts()
    var expected: [[UInt8]: UInt64] = [:]
    for word in randomWords(seed: 7, count: count) {
      counts.add(word.span)
      expected[word, default: 0] += 1
    }
    var found: [[UInt8]: UInt64] = [:]
    counts.forEachWord { word, count in
      found[word.withUnsafeBufferPointer { Array($0) }] = count
    }
    #expect(found == expected)
    #expect(counts.count == expected.count)
    #expect(counts.total == UInt64(count))
    for (word, count) in expected { #expect(counts.count(of: word.span) == count) }
    #expect(counts.count(of: [1, 2, 3].span) == 0)
  }

  @Test func partsAddUpToTheWhole() {
    let words = randomWords(seed: 9, count: 9_000)
    var whole = WordCounts()
    for word in words { whole.add(word.span) }
    var sum = WordCounts()
    for start in stride(from: 0, to: words.count, by: 1_000) {
      var part = WordCounts()
      for word in words[start..<start + 1_000] { part.add(word.span) }
      sum.merge(part)
    }
    #expect(sum.count == whole.count)
    #expect(sum.total == whole.total)
    var differences = 0
    whole.forEachWord { word, count in if sum.count(of: word) != count { differences += 1 } }
    #expect(differences == 0)
  }

  @Test func anEmptyWordIsNothing() {
    var counts = WordCounts()
    counts.add([UInt8]().span)
    #expect(counts.count == 0 && counts.total == 0)
  }
}

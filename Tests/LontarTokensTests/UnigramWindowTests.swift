import LontarTestSupport
import Testing

@testable import LontarTokens

/// Unigram in windows gives the tokens of the whole, and both those of a slow twin.
@Suite struct UnigramWindowTests {
  private static func entries(_ random: inout SeededGenerator) -> [UnigramModel.Entry] {
    var names: Set<String> = ["<unk>", "a", "\u{2581}"]
    let letters = ["a", "b", "ก", "\u{2581}", "aa", "abab"]
    while names.count < 14 {
      let parts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? "a"
      }
      names.insert(parts.joined())
    }
    // Few different scores, so that many ways are equal.
    return names.sorted().enumerated().map { id, name in
      UnigramModel.Entry(
        name: Array(name.utf8)[...], id: TokenID(id),
        score: -Double(Int.random(in: 1...6, using: &random)) / 3, isPiece: name != "<unk>")
    }
  }

  private static func model(
    _ entries: [UnigramModel.Entry], isSingle: Bool, windowCount: Int
  ) -> UnigramModel {
    var table = TokenTable()
    for entry in entries { table.set(Array(entry.name), entry.id) }
    return UnigramModel(
      entries, table: table, unknown: table.id(of: Array("<unk>".utf8)), lowestScore: -2,
      byteFallback: false, isSingle: isSingle, windowCount: windowCount)
  }

  /// The best way to each end, by trying every token at every place.
  private static func naiveIDs<Score: BinaryFloatingPoint>(
    _ text: [UInt8], _ entries: [UnigramModel.Entry], _ type: Score.Type
  ) -> [TokenID] {
    let pieces = Dictionary(
      uniqueKeysWithValues: entries.filter(\.isPiece).map { (Array($0.name), $0) })
    let unknown = entries.first { !$0.isPiece }?.id ?? .max
    let longest = pieces.keys.map(\.count).max() ?? 0
    var best = [(score: Score, start: Int, id: TokenID)?](repeating: nil, count: text.count + 1)
    best[0] = (0, 0, .max)
    for start in text.indices {
      guard let soFar = best[start]?.score else { continue }
      let first = scalarLength(text[start])
      for length in 1...longest where start + length <= text.count {
        let piece = pieces[Array(text[start..<start + length])]
        guard piece != nil || length == first else { continue }
        let score = soFar + (piece.map { Score($0.score) } ?? -12)
        if best[start + length].map({ score > $0.score }) ?? true {
          best[start + length] = (score, start, piece?.id ?? unknown)
        }
      }
    }
    var path: [TokenID] = []
    var end = text.count
    while end > 0, let last = best[end] {
      if path.last != unknown || last.id != unknown { path.append(last.id) }
      end = last.start
    }
    return path.reversed()
  }

  private static func ids(_ text: [UInt8], _ model: UnigramModel) -> [TokenID] {
    var scratch = UnigramModel.Scratch()
    var tokens = TokenList(keepsPlaces: false)
    model.encode(text, text.indices, &scratch, into: &tokens)
    return tokens.ids
  }

  @Test(arguments: 0..<60, [false, true])
  func windowsChangeNothing(seed: Int, isSingle: Bool) {
    var random = SeededGenerator(seed: UInt64(seed))
    let window = [1, 7, 40][seed % 3]
    let entries = Self.entries(&random)
    let inWindows = Self.model(entries, isSingle: isSingle, windowCount: window)
    let whole = Self.model(entries, isSingle: isSingle, windowCount: 1 << 30)
    for _ in 0..<20 {
      let letters = ["a", "b", "ก", "\u{2581}", "x", "ab"].shuffled(using: &random)
        .prefix(Int.random(in: 1...6, using: &random))
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0...400, using: &random) {
        text += Array((letters.randomElement(using: &random) ?? "a").utf8)
      }
      let expected =
        isSingle
        ? Self.naiveIDs(text, entries, Float.self) : Self.naiveIDs(text, entries, Double.self)
      #expect(Self.ids(text, whole) == expected)
      #expect(Self.ids(text, inWindows) == expected)
    }
  }
}

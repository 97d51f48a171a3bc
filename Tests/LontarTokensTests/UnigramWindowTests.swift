import LontarTestSupport
import Testing

@testable import LontarTokens

/// Unigram in windows gives the tokens of the whole.
@Suite struct UnigramWindowTests {
  private static func model(
    _ random: inout SeededGenerator, isSingle: Bool, windowCount: Int
  ) -> UnigramModel {
    var names: Set<String> = ["<unk>", "a", "\u{2581}"]
    let letters = ["a", "b", "ก", "\u{2581}", "aa", "abab"]
    while names.count < 14 {
      let parts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? "a"
      }
      names.insert(parts.joined())
    }
    var table = TokenTable()
    var entries: [UnigramModel.Entry] = []
    for (id, name) in names.sorted().enumerated() {
      let bytes = Array(name.utf8)
      table.set(bytes, TokenID(id))
      // Few different scores, so that many ways are equal.
      entries.append(
        UnigramModel.Entry(
          name: bytes[...], id: TokenID(id),
          score: -Double(Int.random(in: 1...6, using: &random)) / 3, isPiece: name != "<unk>"))
    }
    return UnigramModel(
      entries, table: table, unknown: table.id(of: Array("<unk>".utf8)), lowestScore: -2,
      byteFallback: false, isSingle: isSingle, windowCount: windowCount)
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
    var same = random
    let window = [1, 7, 40][seed % 3]
    let inWindows = Self.model(&random, isSingle: isSingle, windowCount: window)
    let whole = Self.model(&same, isSingle: isSingle, windowCount: 1 << 30)
    for _ in 0..<20 {
      let letters = ["a", "b", "ก", "\u{2581}", "x", "ab"].shuffled(using: &random)
        .prefix(Int.random(in: 1...6, using: &random))
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0...400, using: &random) {
        text += Array((letters.randomElement(using: &random) ?? "a").utf8)
      }
      #expect(Self.ids(text, inWindows) == Self.ids(text, whole))
    }
  }
}

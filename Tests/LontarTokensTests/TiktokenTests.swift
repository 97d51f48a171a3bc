import Foundation
import LontarTestSupport
import LontarTokens
import Testing

/// The rank rule's slow twin: of all neighbours whose bytes together are a token, the lowest rank
/// merges, and of equals the leftmost.
private func encodeByRank(_ piece: [UInt8], _ ranks: [[UInt8]: TokenID]) -> [TokenID] {
  var parts = piece.map { [$0] }
  while true {
    let candidates = parts.indices.dropLast().compactMap { index in
      ranks[parts[index] + parts[index + 1]].map { (rank: $0, index: index) }
    }
    guard let best = candidates.min(by: { ($0.rank, $0.index) < ($1.rank, $1.index) }) else {
      return parts.map { ranks[$0] ?? .max }
    }
    parts[best.index] += parts.remove(at: best.index + 1)
  }
}

private func rankFile(_ ranks: [[UInt8]: TokenID]) -> [UInt8] {
  Array(
    ranks.sorted { $0.value < $1.value }
      .map { "\(Data($0.key).base64EncodedString()) \($0.value)\n" }.joined().utf8)
}

@Suite struct TiktokenTests {
  private func ranks(seed: UInt64) -> [[UInt8]: TokenID] {
    // Tokens that were never trained: any concatenation of two others, so that orders conflict.
    var random = SeededGenerator(seed: seed)
    var tokens = (0...255).map { [UInt8($0)] }
    var pool = "abกข".utf8.map { [$0] }
    while tokens.count < 340 {
      let token =
        pool[Int.random(in: 0..<pool.count, using: &random)]
        + pool[Int.random(in: 0..<pool.count, using: &random)]
      guard token.count < 12, !tokens.contains(token) else { continue }
      tokens.append(token)
      pool.append(token)
    }
    return Dictionary(uniqueKeysWithValues: tokens.enumerated().map { ($1, TokenID($0)) })
  }

  @Test(arguments: 0..<12)
  func encodesAsTheSlowTwin(seed: Int) throws {
    let ranks = ranks(seed: UInt64(seed))
    let tokenizer = try Tokenizer(tiktoken: rankFile(ranks).span, preTokenizer: .o200k)
    var worker = tokenizer.makeWorker()
    var random = SeededGenerator(seed: UInt64(seed) + 100)
    for _ in 0..<200 {
      let letters = Array(["ab", "abก", "กข", "abกข"][Int.random(in: 0..<4, using: &random)])
      let text = (0..<Int.random(in: 1...30, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      }
      let bytes = Array(String(text).utf8)
      var ids: [TokenID] = []
      worker.encode(bytes.span, appendingTo: &ids)
      #expect(ids == encodeByRank(bytes, ranks), "\(String(text))")
    }
  }

  @Test func specialTokensLeaveGapsBetween() throws {
    let file = rankFile(ranks(seed: 1))
    let tokenizer = try Tokenizer(
      tiktoken: file.span, preTokenizer: .cl100k, specialTokens: [("<|end|>", 345)])
    #expect(tokenizer.encode("<|end|>") == [345])
    #expect(tokenizer.vocabulary.count == 346)
    #expect(throws: TokenizerError.unknownID(344, index: 0)) { try tokenizer.decode([344]) }
  }

  @Test(arguments: [
    ("IQ== 0\nIg= 1\n", "line 2"), ("IQ== 0\n\n!! 1\n", "line 3"), ("IQ== x\n", "line 1"),
    ("IQ== \n", "line 1"), ("IQ==\n", "line 1"), ("IQ== 99999999999999999999\n", "line 1"),
    ("IQ== 7\nIg== 7\n", "two tokens have the id 7"),
    (
      (UInt8(0)...255).map { "\(Data([$0]).base64EncodedString()) \($0)\n" }.joined()
        + "aWc= 256\naWdpZ2lnaWc= 257\naWc= 258\n", "the tokens 256 and 258 are the same bytes"
    ), ("IQ== 2000000000\n", "too many unused"),
    ("", "no token"), ("IQ== 0\n", "has no token"),
  ])
  func refusesWhatMakesNoSense(file: String, message: String) {
    do {
      _ = try Tokenizer(tiktoken: Array(file.utf8).span, preTokenizer: .gpt2)
      Issue.record("not refused")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
    }
  }
}

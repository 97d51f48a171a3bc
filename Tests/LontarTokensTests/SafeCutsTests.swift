import LontarTestSupport
import Testing

@testable import LontarTokens

@Suite struct SafeCutsTests {
  /// Letters and marks of scripts without spaces, others between them, and broken characters.
  private static let alphabet: [[UInt8]] =
    "กขคงจนภษาทไยเแโ่้ิุํกขນລາວພສີ່້ກາសខ្មែរភាាុំការမြန်မာစကား中文a 1é😀"
    .unicodeScalars.map { Array(String($0).utf8) } + [[0xE0], [0xB8], [0xE0, 0xB9], [0x81]]

  private static func text(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    (0..<count).flatMap { _ in alphabet.randomElement(using: &generator) ?? [] }
  }

  /// A vocabulary that joins at random, so that many tokens begin or end inside a character.
  private static func vocabulary(_ generator: inout SeededGenerator) throws -> Vocabulary {
    var counts = WordCounts()
    for _ in 0..<60 { counts.add(text(12, &generator)[...], count: 1) }
    return try BPETrainer(vocabularySize: 600).train(on: counts)
  }

  @Test(arguments: 1...12)
  func noTokenReachesAcrossACut(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let vocabulary = try Self.vocabulary(&generator)
    let ids = Array(0..<TokenID(vocabulary.count))
    let cuts = SafeCuts(ids, of: vocabulary)
    let tokens = Set(ids.map { Array(vocabulary.bytes(of: $0)) })
    let longest = tokens.map(\.count).max() ?? 0
    var found = 0
    for _ in 0..<40 {
      let text = Self.text(30, &generator)
      var start = 0
      while start < text.count {
        let cut = text.withUnsafeBufferPointer { buffer in
          buffer.baseAddress.map { cuts.firstCut(in: $0, from: start, count: text.count) }
        }
        let end = try #require(cut)
        #expect(end > start)
        guard end < text.count else { break }
        found += 1
        for first in max(0, end - longest)..<end {
          for last in end + 1...min(text.count, max(first + longest, end + 1)) {
            #expect(!tokens.contains(Array(text[first..<last])))
          }
        }
        start = end
      }
    }
    #expect(found > 100)
  }

  @Test(arguments: 1...8)
  func encodesAsMergingDoes(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(100 + seed))
    let vocabulary = try Self.vocabulary(&generator)
    let model = try BytePairModel(vocabulary)
    var encoder = PieceEncoder(model)
    for round in 0..<40 {
      let piece = Self.text(4 + round / 2, &generator)
      // Twice: the second time it may be remembered.
      for _ in 0..<2 {
        var ids: [TokenID] = []
        piece.withUnsafeBufferPointer { buffer in
          guard let base = buffer.baseAddress else { return }
          encoder.encode(base, length: piece.count, readable: piece.count, appendingTo: &ids)
        }
        #expect(ids == encodeNaively(piece, with: vocabulary))
      }
    }
  }

  @Test(arguments: 1...40)
  func zerosAreNotTakenForAnEmptyPlaceInMemory(count: Int) throws {
    var generator = SeededGenerator(seed: 7)
    let vocabulary = try Self.vocabulary(&generator)
    let model = try BytePairModel(vocabulary)
    var encoder = PieceEncoder(model)
    let letters = Array("กขaabข".utf8.prefix(10))
    for piece in [
      [UInt8](repeating: 0, count: count), letters, letters + [0, 0, 0, 0, 0, 10],
      letters + [UInt8](repeating: 0, count: count), letters,
    ] {
      var ids: [TokenID] = []
      piece.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        encoder.encode(base, length: piece.count, readable: piece.count, appendingTo: &ids)
      }
      #expect(ids == encodeNaively(piece, with: vocabulary))
    }
  }
}

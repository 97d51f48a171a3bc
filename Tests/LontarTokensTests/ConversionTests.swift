import Foundation
import LontarTestSupport
import Testing

@testable import LontarTokens

/// Tokenizers as other files, on many texts more than a conversion itself tries.
@Suite struct ConversionTests {
  /// Sentences and noise in the scripts of the region, from a seed.
  private static func texts(_ count: Int) -> [[UInt8]] {
    var generator = SeededGenerator(seed: 77)
    let parts =
      "ภาษา ไทย ภาษาไทย ភាសា ខ្មែរ tiếng Việt a an anak bermain ▁ 2568 . , 👍 \u{301} ກ @@ </w> the"
      .split(separator: " ").map(String.init) + [" ", " ", "  ", "\t", "\n"]
    return (0..<count).map { _ in
      let words = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        parts.randomElement(using: &generator) ?? ""
      }
      let text = words.joined(separator: Bool.random(using: &generator) ? " " : "")
      return Array(text.utf8)
    }
  }

  private static func throughJSON(_ tokenizer: Tokenizer) throws -> Tokenizer {
    let files = try tokenizer.converted(to: .json)
    let json = files[0].bytes
    return try Tokenizer(huggingFaceJSON: json.span)
  }

  /// Of two ways with the same pieces, such as `▁▁ ▁` and `▁ ▁▁`, rounding decides, in each format
  /// otherwise: then the order does not count.
  private func expectSameIDs(
    _ one: Tokenizer, _ other: Tokenizer, inAnyOrder ignoresOrder: Bool = false
  ) {
    var worker = one.makeWorker()
    var others = other.makeWorker()
    var different = 0
    for text in Self.texts(3000) {
      var ids: [TokenID] = []
      var otherIDs: [TokenID] = []
      worker.encode(text.span, addingSpecials: true, appendingTo: &ids)
      others.encode(text.span, addingSpecials: true, appendingTo: &otherIDs)
      if ignoresOrder {
        ids.sort()
        otherIDs.sort()
      }
      guard ids != otherIDs else { continue }
      different += 1
      #expect(
        different > 3 || ids == otherIDs,
        """
        \(String(decoding: text, as: UTF8.self).debugDescription) \
        \(ids.map { String(decoding: one.name(of: $0), as: UTF8.self) }), not \
        \(otherIDs.map { String(decoding: one.name(of: $0), as: UTF8.self) })
        """)
    }
    #expect(different == 0)
  }

  @Test(arguments: [true, false], [true, false])
  func unigramGoesToJSON(addsPrefix: Bool, isDense: Bool) throws {
    var model = SentencePieceModel()
    func add(_ text: String, _ score: Float, type: SentencePieceFile.PieceType = .normal) {
      var piece = SentencePieceModel.Piece()
      piece.piece = Data(text.utf8)
      piece.score = score
      piece.type = type.rawValue
      model.pieces.append(piece)
    }
    add("<unk>", 0, type: .unknown)
    add("<s>", 0, type: .control)
    add("</s>", 0, type: .control)
    var seen: Set<[UInt8]> = []
    var generator = SeededGenerator(seed: 5)
    for text in Self.texts(isDense ? 40 : 6) {
      let marked = "▁" + String(decoding: text, as: UTF8.self).replacing(" ", with: "▁")
      let scalars = Array(marked.unicodeScalars)
      for start in scalars.indices {
        for end in start + 1...min(scalars.count, start + 6)
        where Int.random(in: 0..<3, using: &generator) > 0 {
          var piece = ""
          piece.unicodeScalars.append(contentsOf: scalars[start..<end])
          guard !piece.contains("👍"), seen.insert(Array(piece.utf8)).inserted
          else { continue }
          add(piece, -Float.random(in: 2...9, using: &generator) * Float(end - start).squareRoot())
        }
      }
    }
    model.trainerSpec.modelType = SentencePieceFile.ModelType.unigram.rawValue
    model.normalizerSpec.addDummyPrefix = addsPrefix
    model.normalizerSpec.removeExtraWhitespaces = false
    let bytes: [UInt8] = try model.serializedBytes()
    let tokenizer = try Tokenizer(sentencePiece: bytes.span)
    expectSameIDs(tokenizer, try Self.throughJSON(tokenizer), inAnyOrder: true)
  }

  private static let codes = "#version: 0.2\nt h\nth e</w>\nภ า\nภา ษ\nภาษ า</w>\na n\nan a\n"
  private static let dictionary =
    "t@@ 9\nh@@ 9\ne@@ 8\ne 8\nth@@ 7\nthe 6\nภ@@ 5\nา@@ 5\nา 5\nษ@@ 5\nภา@@ 4\nภาษ@@ 4\nภาษา 3\n"
    + "a 3\na@@ 3\nn@@ 3\nn 3\nan@@ 2\nana@@ 2\n. 1\n"

  @Test func codesGoToJSON() throws {
    let tokenizer = try Tokenizer(
      codes: Array(Self.codes.utf8), dictionary: Array(Self.dictionary.utf8))
    let read = try Self.throughJSON(tokenizer)
    expectSameIDs(tokenizer, read)
    let ids = read.encode(Array("the ภาษา anan q".utf8).span)
    #expect(
      ids.map { String(decoding: tokenizer.name(of: $0), as: UTF8.self) }
        == ["the", "ภาษา", "ana@@", "n", "<unk>"])
    var text: [UInt8] = []
    let known = Array(ids.dropLast())
    try read.decode(known.span, appendingTo: &text)
    #expect(text.elementsEqual("the ภาษา anan".utf8))
  }

  @Test func codesWithPiecesThatTheDictionaryLacksStayCodes() throws {
    let dictionary = Self.dictionary.replacing("ภา@@ 4\n", with: "")
    let tokenizer = try Tokenizer(
      codes: Array(Self.codes.utf8), dictionary: Array(dictionary.utf8))
    #expect(
      throws: ConversionError.cannotKeep(
        feature: "merge 3 of the codes, with a piece that the dictionary lacks,", format: .json)
    ) { _ = try tokenizer.converted(to: .json) }
  }
}

import Foundation
import LontarTestSupport
import Testing

@testable import LontarTokens

/// What a `.model` of SentencePiece may hold, byte by byte.
@Suite struct SentencePieceFileTests {
  /// A field of bytes, as protocol buffers write it.
  private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
    var bytes = [number << 3 | 2]
    var count = content.count
    while count > 0x7F {
      bytes.append(UInt8(count & 0x7F) | 0x80)
      count >>= 7
    }
    return bytes + [UInt8(count)] + content
  }

  private static func piece(_ text: String, type: UInt8 = 1) -> [UInt8] {
    field(1, field(1, Array(text.utf8)) + [0x15, 0, 0, 0x80, 0xBF, 0x18, type])
  }

  /// Of characters: `<unk>`, ក and ខ.
  private static let model =
    piece("<unk>", type: 2) + piece("ក") + piece("ខ") + field(2, [0x18, 4])

  private static func problem(_ file: [UInt8]) -> TokenizerError? {
    do throws(TokenizerError) {
      _ = try Tokenizer(sentencePiece: file.span)
      return nil
    } catch {
      return error
    }
  }

  private static func isKnown(_ file: [UInt8]) -> Bool { Tokenizer.isSentencePiece(file.span) }

  @Test func fieldsThatAreNotKnownArePassedOver() throws {
    let others =
      Self.field(4, [8, 1]) + [0x38, 0xFF, 0x01] + [0x45, 1, 2, 3, 4] + [0x49]
      + Array(repeating: 7, count: 8)
    for file in [Self.model, Self.model + others, others + Self.model] {
      let tokenizer = try Tokenizer(sentencePiece: file.span)
      #expect(tokenizer.encode(Array("កខគ".utf8).span).suffix(3) == [1, 2, 0])
      #expect(tokenizer.vocabulary.count == 3)
    }
    #expect(Self.isKnown(Self.model))
    #expect(!Self.isKnown(Array(Self.model.dropFirst())))
  }

  @Test func aCutFileSaysHowManyPiecesItHas() {
    let ends = [11 + 5, 11 + 5 + 14, 11 + 5 + 28]
    for count in 1..<Self.model.count {
      let whole = ends.filter { $0 <= count }.count
      let found = Self.problem(Array(Self.model[..<count]))
      switch found {
      case .malformedProtobuf(let pieces): #expect(pieces == whole && !ends.contains(count))
      case .inconsistent, nil: #expect(ends.contains(count))
      default: Issue.record("\(count) bytes: \(String(describing: found))")
      }
    }
    #expect(
      "\(TokenizerError.malformedProtobuf(piecesRead: 2))"
        == "not a protocol buffer from piece 3 on")
  }

  @Test func lengthsAreNotBelieved() {
    // Four gigabytes, and more than any machine has; of a piece, and of its text.
    for length: [UInt8] in [
      [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
      Array(repeating: 0xFF, count: 12),
    ] {
      let claims = [[0x0A] + length + [0x0A], Self.field(1, [0x0A] + length + [0x41])]
      for claim in claims {
        #expect(Self.problem(claim) == .malformedProtobuf(piecesRead: 0))
        #expect(Self.problem(Self.model + claim) == .malformedProtobuf(piecesRead: 3))
        #expect(!Self.isKnown(claim))
      }
    }
  }

  @Test func messagesInMessagesEnd() {
    // A million groups, one in the other, which a reader that calls itself would not survive.
    let groups = [UInt8](repeating: 0x33, count: 1_000_000)
    #expect(Self.problem(Self.model + groups) == .malformedProtobuf(piecesRead: 3))
    // The same as fields of bytes is no nesting to a reader that does not know them.
    var nested: [UInt8] = []
    for _ in 0..<2000 { nested = Self.field(6, nested) }
    #expect(Self.problem(Self.model + nested) == nil)
    #expect(Self.problem(Self.model + Self.field(1, nested)) != nil)
  }

  @Test func whatPiecesMayNotBeIsRefusedWithItsPlace() {
    let bad: [([UInt8], TokenizerError)] = [
      (
        Self.field(1, []),
        .inconsistent(field: "pieces[3]", reason: "its text is empty or not UTF-8")
      ),
      (
        Self.field(1, Self.field(1, [0xE1, 0x9E])),
        .inconsistent(field: "pieces[3]", reason: "its text is empty or not UTF-8")
      ),
      (
        Self.field(1, Self.field(1, [0x41]) + [0x15, 0, 0, 0xC0, 0x7F]),
        .inconsistent(field: "pieces[3]", reason: "its score is not a number")
      ),
      (Self.piece("គ", type: 9), .unsupported(field: "pieces[3].type", value: "9")),
      (Self.piece("ក"), .inconsistent(field: "pieces[3]", reason: "'ក' is there twice")),
      (Self.field(2, [0x18, 7]), .unsupported(field: "trainer_spec.model_type", value: "7")),
      (
        Self.field(3, Self.field(2, [1, 2, 3])),
        .inconsistent(
          field: "normalizer_spec.precompiled_charsmap",
          reason: "it is not a compiled character map")
      ),
      (
        Self.field(5, Self.field(2, [1, 2, 3])),
        .unsupported(field: "denormalizer_spec", value: "a character map")
      ),
    ]
    for (addition, error) in bad { #expect(Self.problem(Self.model + addition) == error) }
    #expect(Self.problem([]) == .inconsistent(field: "pieces", reason: "there are none"))
    #expect(
      Self.problem(Self.piece("ក"))
        == .inconsistent(field: "pieces", reason: "none is for what is unknown"))
  }

  @Test func trainedModelsAreReadAsTheyWereWritten() throws {
    var alphabet = CharacterAlphabet()
    alphabet.marksBlanks = true
    alphabet.hasByteFallback = true
    var trainer = BPETrainer(vocabularySize: 300)
    trainer.alphabet = .characters(alphabet)
    trainer.specialTokens = ["<unk>", "<s>", "</s>", "<user>"]
    var words = WordCounts()
    for word in ["▁ភាសា", "▁ខ្មែរ", "▁ភាសាខ្មែរ"] { words.add(Array(word.utf8).span, count: 9) }
    let model = TrainedModel(
      vocabulary: try trainer.train(on: words), preTokenizer: .metaspace,
      alphabet: trainer.alphabet, unknownToken: "<unk>")
    let bytes = try model.sentencePieceModel()
    let file = try SentencePieceModel(serializedBytes: bytes.span.bytes)
    #expect(file.pieces.count == model.vocabulary.count)
    #expect(file.pieces.map(\.type).prefix(5) == [2, 3, 3, 4, 6])
    #expect(file.pieces.filter { $0.type == 6 }.count == 256)
    let training = file.trainerSpec
    #expect(
      [training.modelType, training.vocabSize, training.unkID, training.bosID]
        + [training.eosID, training.padID] == [2, Int32(file.pieces.count), 0, 1, 2, -1])
    #expect(training.byteFallback && file.normalizerSpec.name == "identity")
    let read = try Tokenizer(sentencePiece: bytes.span)
    var ids: [TokenID] = []
    var worker = read.makeWorker()
    worker.encode(Array("▁ភាសាខ្មែរ!".utf8).span, appendingTo: &ids)
    var text: [UInt8] = []
    try read.decode(ids.span, appendingTo: &text)
    #expect(text.suffix(1) == [0x21] && ids.count < 8)
  }
}

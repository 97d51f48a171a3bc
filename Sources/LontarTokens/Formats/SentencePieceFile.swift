internal import SwiftProtobuf

// Reading the `.model` of SentencePiece: the protocol buffer of SentencePieceModel.proto.

extension Tokenizer {
  /// Reads a `.model` of SentencePiece: BPE, Unigram, characters or words, with its normalisation.
  ///
  /// Ids, pieces and texts are those of SentencePiece 0.2. What stands between is not HTML: special
  /// pieces in a text, such as `<s>`, are text.
  ///
  /// - Throws: ``TokenizerError``.
  /// - Complexity: O(*n*) in the bytes of the file, and sorting the pieces.
  public init(sentencePiece file: Span<UInt8>) throws(TokenizerError) {
    self = try SentencePieceFile(file).tokenizer()
  }

  /// Whether a file begins as a SentencePiece model does: with a piece that has a text.
  static func isSentencePiece(_ file: Span<UInt8>) -> Bool {
    guard file.count > 4, file[0] == 0x0A else { return false }
    // Cut somewhere, so that most often reading fails; what comes before the cut is read. The bytes are
    // read during the call.
    var model = SentencePieceModel()
    unsafe try? model.merge(serializedBytes: file.extracting(first: 4096).bytes)
    guard let first = model.pieces.first else { return false }
    let text = Array(first.piece)
    return first.hasPiece && (try? UTF8Span(validating: text.span)) != nil
  }
}

/// A SentencePiece model while it is read.
struct SentencePieceFile {
  enum PieceType: Int32 {
    case normal = 1
    case unknown
    case control
    case userDefined
    case unused
    case byte
  }

  struct Piece {
    var text: [UInt8]
    var score: Float
    var type: PieceType
  }

  enum ModelType: Int32 {
    case unigram = 1
    case bpe
    case word
    case character
  }

  private(set) var pieces: [Piece] = []
  let modelType: ModelType
  private let byteFallback: Bool
  private let treatsSpaceAsSuffix: Bool
  private let unknownSurface: [UInt8]
  let map: CharacterMap?
  let addsDummyPrefix: Bool
  let removesExtraSpaces: Bool
  let escapesSpaces: Bool

  init(_ file: Span<UInt8>) throws(TokenizerError) {
    var model = SentencePieceModel()
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    do {
      // The bytes are read during the call.
      unsafe try model.merge(serializedBytes: file.bytes, options: options)
    } catch {
      // The pieces before the fault have been read.
      throw .malformedProtobuf(piecesRead: model.pieces.count)
    }
    pieces.reserveCapacity(model.pieces.count)
    for piece in model.pieces { pieces.append(try Self.checked(piece, at: pieces.count)) }
    guard !pieces.isEmpty else { throw .inconsistent(field: "pieces", reason: "there are none") }
    guard pieces.contains(where: { $0.type == .unknown }) else {
      throw .inconsistent(field: "pieces", reason: "none is for what is unknown")
    }
    let training = model.trainerSpec
    guard let modelType = ModelType(rawValue: training.modelType) else {
      throw .unsupported(field: "trainer_spec.model_type", value: "\(training.modelType)")
    }
    self.modelType = modelType
    byteFallback = training.byteFallback
    treatsSpaceAsSuffix = training.treatWhitespaceAsSuffix
    unknownSurface = Array(training.unkSurface)
    let normalizing = model.normalizerSpec
    addsDummyPrefix = normalizing.addDummyPrefix
    removesExtraSpaces = normalizing.removeExtraWhitespaces
    escapesSpaces = normalizing.escapeWhitespaces
    map = CharacterMap(normalizing.precompiledCharsmap)
    guard map != nil || normalizing.precompiledCharsmap.isEmpty else {
      throw .inconsistent(
        field: "normalizer_spec.precompiled_charsmap",
        reason: "it is not a compiled character map")
    }
    guard model.denormalizerSpec.precompiledCharsmap.isEmpty else {
      throw .unsupported(field: "denormalizer_spec", value: "a character map")
    }
  }

  private static func checked(
    _ piece: SentencePieceModel.Piece, at index: Int
  ) throws(TokenizerError) -> Piece {
    guard let type = PieceType(rawValue: piece.type) else {
      throw .unsupported(field: "pieces[\(index)].type", value: "\(piece.type)")
    }
    let text = Array(piece.piece)
    guard !text.isEmpty, (try? UTF8Span(validating: text.span)) != nil else {
      throw .inconsistent(
        field: "pieces[\(index)]", reason: "its text is empty or not UTF-8")
    }
    guard piece.score.isFinite else {
      throw .inconsistent(field: "pieces[\(index)]", reason: "its score is not a number")
    }
    return Piece(text: text, score: piece.score, type: type)
  }

  // MARK: Tokenizer

  func tokenizer() throws(TokenizerError) -> Tokenizer {
    var table = TokenTable(minimumCapacity: pieces.count)
    var vocabulary = Vocabulary()
    var added: [AddedToken] = []
    for (id, piece) in pieces.enumerated() {
      guard table.set(piece.text, TokenID(id)) == nil else {
        throw .inconsistent(
          field: "pieces[\(id)]", reason: "\(quoted(piece.text)) is there twice")
      }
      vocabulary.append(piece.text)
      if piece.type == .control || piece.type == .unknown {
        vocabulary.markSpecial(TokenID(id), piece.text)
        added.append(AddedToken(id: TokenID(id), content: piece.text, isSpecial: true))
      }
    }
    if byteFallback {
      for byte in 0..<256
      where table.id(of: CharacterPairModel.byteTokenName(UInt8(byte))) == nil {
        throw .noToken(byte: UInt8(byte))
      }
    }
    let unknown = TokenID(pieces.firstIndex { $0.type == .unknown } ?? 0)
    let kept = ByteStringSet(pieces.filter { $0.type == .userDefined }.map(\.text))
    // No text becomes a special piece: none of them is looked for in it.
    var pipeline = TokenPipeline(
      normalizer: nil, cutter: nil, model: try model(table, unknown, kept), addedTokens: [],
      vocabulary: vocabulary)
    pipeline.specialTokens = added
    pipeline.pieceNormalizer = SentencePieceNormalizer(
      map: map, addsDummyPrefix: addsDummyPrefix, removesExtraSpaces: removesExtraSpaces,
      escapesSpaces: escapesSpaces, treatsSpaceAsSuffix: treatsSpaceAsSuffix, kept: kept)
    pipeline.decoder = .sentencePiece(
      SentencePieceDecoder(
        control: Set(pieces.filter { $0.type == .control }.map(\.text)),
        unknown: pieces[Int(unknown)].text, unknownSurface: unknownSurface,
        bytes: pieces.contains { $0.type == .byte },
        removesFirstSpace: addsDummyPrefix || removesExtraSpaces,
        removesAllSpaces: removesExtraSpaces))
    return Tokenizer(pipeline)
  }

  private func model(
    _ table: TokenTable, _ unknown: TokenID, _ kept: ByteStringSet?
  ) throws(TokenizerError) -> PieceModel {
    let normal = pieces.filter { $0.type == .normal }.map(\.score)
    let lowest = normal.min() ?? .greatestFiniteMagnitude
    // As SentencePiece has it, whose highest score begins at the smallest number above zero.
    let highest = max(normal.max() ?? 0, .leastNormalMagnitude)
    switch modelType {
    case .unigram:
      var entries: [UnigramModel.Entry] = []
      for (id, piece) in pieces.enumerated() {
        let isText = piece.type == .normal || piece.type == .userDefined
        // A user-defined piece is always better than any other way.
        let score =
          piece.type == .userDefined
          ? Double(Float(piece.text.count) * highest) - 0.1 : Double(piece.score)
        entries.append(
          UnigramModel.Entry(
            name: piece.text[...], id: TokenID(id), score: score, isPiece: isText))
      }
      return .unigram(
        UnigramModel(
          entries, table: table, unknown: unknown, lowestScore: Double(lowest),
          byteFallback: byteFallback, isSingle: true))
    case .bpe, .character:
      let byteTokens = byteFallback ? CharacterPairModel.byteTokens(in: table) : nil
      return .scored(
        ScoredPairModel(
          table: table, scores: pieces.map(\.score),
          isText: pieces.map {
            $0.type == .normal || $0.type == .userDefined || $0.type == .unused
          },
          isUnused: pieces.map { $0.type == .unused }, unknown: unknown, kept: kept,
          byteTokens: byteTokens, merges: modelType == .bpe,
          runs: runs(unknown, byteTokens)))
    case .word:
      throw .unsupported(field: "trainer_spec.model_type", value: "WORD")
    }
  }

  /// BPE the fast way: tokens numbered by falling score, in which order they merge. Nil if two have the
  /// same, or some are taken apart again.
  private func runs(_ unknown: TokenID, _ byteTokens: [TokenID?]?) -> CharacterRuns? {
    guard modelType == .bpe, !pieces.contains(where: { $0.type == .unused }) else { return nil }
    let order = pieces.indices.sorted { one, other in
      (-pieces[one].score, one) < (-pieces[other].score, other)
    }
    var numbers = [TokenID](repeating: 0, count: pieces.count)
    var vocabulary = Vocabulary()
    vocabulary.mergeRule = .anyToken
    var ordinary: [TokenID] = []
    var kept: [TokenID] = []
    var known: Set<[UInt8]> = []
    var last: Float?
    for (number, index) in order.enumerated() {
      let piece = pieces[index]
      numbers[index] = TokenID(number)
      vocabulary.append(piece.text)
      let isCharacter = piece.text.count == scalarLength(piece.text[0])
      switch piece.type {
      case .normal:
        ordinary.append(TokenID(number))
        // Characters are not made by merging.
        guard !isCharacter else {
          known.insert(piece.text)
          continue
        }
        if piece.score == last { return nil }
        last = piece.score
      case .userDefined: kept.append(TokenID(number))
      case .byte: break
      case .unknown, .control, .unused:
        // One character that is such a piece would be known.
        if isCharacter { return nil }
      }
    }
    // SentencePiece merges an unknown character too, if that makes a piece.
    for id in ordinary {
      let text = Array(vocabulary.bytes(of: id))
      var place = 0
      while place < text.count {
        let end = place + scalarLength(text[place])
        guard known.contains(Array(text[place..<end])) else { return nil }
        place = end
      }
    }
    return CharacterRuns(
      vocabulary, ordinary: ordinary,
      byteTokens: byteTokens.map { $0.map { $0.map { numbers[Int($0)] } } },
      unknown: numbers[Int(unknown)], fusesUnknown: true, outputIDs: order.map { TokenID($0) },
      kept: kept)
  }
}

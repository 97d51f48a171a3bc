// Reading the `.model` of SentencePiece: a protocol buffer, whose fields its `sentencepiece_model.proto`
// numbers.

extension Tokenizer {
  /// Reads a `.model` of SentencePiece: BPE, Unigram, characters or words, with its normalisation.
  ///
  /// Ids, pieces and texts are those of SentencePiece 0.2. What stands between is not HTML: special
  /// pieces in a text, such as `<s>`, are text.
  ///
  /// - Throws: ``TokenizerError``.
  /// - Complexity: O(*n*) in the bytes of the file, and sorting the pieces.
  public init(sentencePiece file: Span<UInt8>) throws(TokenizerError) {
    let bytes = unsafe file.withUnsafeBufferPointer { unsafe Array($0) }
    self = try SentencePieceFile(bytes).tokenizer()
  }

  /// Whether a file begins as a SentencePiece model does: with a piece that has a text.
  static func isSentencePiece(_ file: Span<UInt8>) -> Bool {
    guard file.count > 4, file[0] == 0x0A else { return false }
    let start = unsafe file.extracting(0..<min(file.count, 4096)).withUnsafeBufferPointer {
      unsafe Array($0)
    }
    var reader = ProtobufReader(start, start.indices)
    guard case (1, .bytes(let range))?? = try? reader.next() else { return false }
    var piece = ProtobufReader(start, range)
    guard case (1, .bytes(let text))?? = try? piece.next() else { return false }
    return (try? UTF8Span(validating: start.span.extracting(text))) != nil
  }
}

/// A SentencePiece model while it is read.
struct SentencePieceFile {
  enum PieceType: UInt64 {
    case normal = 1
    case unknown
    case control
    case userDefined
    case unused
    case byte
  }

  struct Piece {
    var text: [UInt8] = []
    var score: Float = 0
    var type = PieceType.normal
  }

  enum ModelType: UInt64 {
    case unigram = 1
    case bpe
    case word
    case character
  }

  private let bytes: [UInt8]
  private(set) var pieces: [Piece] = []
  private(set) var modelType = ModelType.unigram
  private var byteFallback = false
  private var treatsSpaceAsSuffix = false
  private var unknownSurface: [UInt8] = Array(" \u{2047} ".utf8)
  private(set) var map: CharacterMap?
  private(set) var addsDummyPrefix = true
  private(set) var removesExtraSpaces = true
  private(set) var escapesSpaces = true

  init(_ bytes: [UInt8]) throws(TokenizerError) {
    self.bytes = bytes
    var reader = ProtobufReader(bytes, bytes.indices)
    while let (field, value) = try reader.next() {
      guard case .bytes(let range) = value else { continue }
      switch field {
      case 1: pieces.append(try piece(range))
      case 2: try readTrainer(range)
      case 3: try readNormalizer(range)
      case 5: try refuseDenormalizer(range)
      default: break
      }
    }
    guard !pieces.isEmpty else { throw .inconsistent(field: "pieces", reason: "there are none") }
    guard pieces.contains(where: { $0.type == .unknown }) else {
      throw .inconsistent(field: "pieces", reason: "none is for what is unknown")
    }
  }

  private func piece(_ range: Range<Int>) throws(TokenizerError) -> Piece {
    var piece = Piece()
    var reader = ProtobufReader(bytes, range)
    while let (field, value) = try reader.next() {
      switch (field, value) {
      case (1, .bytes(let text)): piece.text = Array(bytes[text])
      case (2, .fixed32(let bits)): piece.score = Float(bitPattern: bits)
      case (3, .number(let number)):
        guard let type = PieceType(rawValue: number) else {
          throw .unsupported(field: "pieces[\(pieces.count)].type", value: "\(number)")
        }
        piece.type = type
      default: break
      }
    }
    let place = "pieces[\(pieces.count)]"
    guard !piece.text.isEmpty, (try? UTF8Span(validating: piece.text.span)) != nil else {
      throw .inconsistent(field: place, reason: "its text is empty or not UTF-8")
    }
    guard piece.score.isFinite else {
      throw .inconsistent(field: place, reason: "its score is not a number")
    }
    return piece
  }

  private mutating func readTrainer(_ range: Range<Int>) throws(TokenizerError) {
    var reader = ProtobufReader(bytes, range)
    while let (field, value) = try reader.next() {
      switch (field, value) {
      case (3, .number(let number)):
        guard let type = ModelType(rawValue: number) else {
          throw .unsupported(field: "trainer_spec.model_type", value: "\(number)")
        }
        modelType = type
      case (24, .number(let number)): treatsSpaceAsSuffix = number != 0
      case (35, .number(let number)): byteFallback = number != 0
      case (44, .bytes(let text)): unknownSurface = Array(bytes[text])
      default: break
      }
    }
  }

  private mutating func readNormalizer(_ range: Range<Int>) throws(TokenizerError) {
    var reader = ProtobufReader(bytes, range)
    while let (field, value) = try reader.next() {
      switch (field, value) {
      case (2, .bytes(let blob)) where !blob.isEmpty:
        guard let map = CharacterMap(bytes[blob]) else {
          throw .inconsistent(
            field: "normalizer_spec.precompiled_charsmap",
            reason: "it is not a compiled character map")
        }
        self.map = map
      case (3, .number(let number)): addsDummyPrefix = number != 0
      case (4, .number(let number)): removesExtraSpaces = number != 0
      case (5, .number(let number)): escapesSpaces = number != 0
      default: break
      }
    }
  }

  private func refuseDenormalizer(_ range: Range<Int>) throws(TokenizerError) {
    var reader = ProtobufReader(bytes, range)
    while let (field, value) = try reader.next() {
      if field == 2, case .bytes(let blob) = value, !blob.isEmpty {
        throw .unsupported(field: "denormalizer_spec", value: "a character map")
      }
    }
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

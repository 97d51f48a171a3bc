/// Normaliser, pre-tokenizer, model, post-processor and decoder, as Hugging Face tokenizers chains
/// them, with the tokens that are looked for in the text itself.
struct TokenPipeline: Sendable {
  var normalizer: TextNormalizer?
  var cutter: PieceCutter?
  var model: PieceModel
  var postProcessor: PostProcessor?
  var decoder: TokenDecoder?
  var truncation: Truncation?
  var padding: Padding?
  /// How likely a merge is to be left out, from 0 to 1.
  var dropout: Double = 0
  /// What is looked for in text, by rising id.
  let addedTokens: [AddedToken]
  /// What decoding may leave out, by rising id; not all of it is looked for in text.
  var specialTokens: [AddedToken]
  /// The tokens' names, or their bytes if the model reads bytes.
  let vocabulary: Vocabulary
  /// Replaces the normaliser by SentencePiece's, which is its own.
  var pieceNormalizer: SentencePieceNormalizer?

  private let rawMatcher: AddedTokenMatcher
  private let normalizedMatcher: AddedTokenMatcher
  /// The names of added tokens as decoding gives them.
  private let addedNames: [TokenID: [UInt8]]

  init(
    normalizer: TextNormalizer?, cutter: PieceCutter?, model: PieceModel,
    postProcessor: PostProcessor? = nil, decoder: TokenDecoder? = nil, addedTokens: [AddedToken],
    vocabulary: Vocabulary
  ) {
    self.normalizer = normalizer
    self.cutter = cutter
    self.model = model
    self.postProcessor = postProcessor
    self.decoder = decoder
    self.addedTokens = addedTokens
    specialTokens = addedTokens.filter(\.isSpecial)
    self.vocabulary = vocabulary
    var names: [TokenID: [UInt8]] = [:]
    var normalized: [(text: [UInt8], token: AddedToken)] = []
    for token in addedTokens {
      guard token.isNormalized else {
        names[token.id] = token.content
        continue
      }
      var text = AlignedText(keepsOrigins: false)
      text.bytes = token.content
      var scratch = TextNormalizer.Scratch(keepsOrigins: false)
      normalizer?.normalize(&text, &scratch)
      names[token.id] = text.bytes
      normalized.append((text.bytes, token))
    }
    addedNames = names
    rawMatcher = AddedTokenMatcher(
      addedTokens.filter { !$0.isNormalized }.map { ($0.content, $0) })
    normalizedMatcher = AddedTokenMatcher(normalized)
  }

  /// Whether the model reads bytes, and names spell them with characters.
  var readsBytes: Bool {
    if case .bytes = model { true } else { false }
  }

  /// The tokens that the post-processor puts before and behind a single text.
  var around: (before: [TokenID], after: [TokenID]) {
    guard let postProcessor else { return ([], []) }
    var marked = Encoding()
    marked.append(.max, typeID: 0, piece: [], word: 0, isSpecial: false)
    let ids = postProcessor.process([marked], addingSpecials: true).flatMap(\.ids)
    guard let place = ids.firstIndex(of: .max) else { return (ids, []) }
    return (Array(ids[..<place]), Array(ids[(place + 1)...]))
  }

  // MARK: Names

  /// What a token is called in files.
  func name(of id: TokenID) -> [UInt8] {
    if let name = addedNames[id] { return name }
    guard vocabulary.isUsed(id) else { return [] }
    guard readsBytes else { return Array(vocabulary.bytes(of: id)) }
    var name: [UInt8] = []
    ByteCharacters.append(vocabulary.bytes(of: id), to: &name)
    return name
  }

  /// Whether an id has a token.
  func isKnown(_ id: TokenID) -> Bool { vocabulary.isUsed(id) || addedNames[id] != nil }

  /// Appends the text of ids.
  func decode(
    _ ids: Span<TokenID>, skippingSpecial: Bool, appendingTo bytes: inout [UInt8]
  ) throws(TokenizerError) {
    var names: [[UInt8]] = []
    names.reserveCapacity(ids.count)
    let special = skippingSpecial ? Set(specialTokens.map(\.id)) : []
    for index in ids.indices {
      let id = ids[index]
      guard isKnown(id) else { throw .unknownID(id, index: index) }
      if !special.contains(id) { names.append(name(of: id)) }
    }
    guard let decoder else {
      for (index, name) in names.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: " ")) }
        bytes += name
      }
      return
    }
    for part in decoder.decode(names) { bytes += part }
  }

  // MARK: Encoding

  /// The memory of one task.
  struct Worker: ~Copyable {
    var staged: PieceText
    var normalizing: TextNormalizer.Scratch
    var cutting: PieceCutter.Scratch
    var part: AlignedText
    /// Where in the original each byte was, for a text that was not UTF-8.
    var repairs: [Int] = []
    var model: PieceModelWorker
    var tokens: TokenList
    let keepsOrigins: Bool

    init(_ pipeline: TokenPipeline, keepsPlaces: Bool) {
      keepsOrigins = keepsPlaces || pipeline.needsOrigins
      staged = PieceText(keepsOrigins: keepsOrigins)
      normalizing = TextNormalizer.Scratch(keepsOrigins: keepsOrigins)
      cutting = PieceCutter.Scratch(keepsOrigins: keepsOrigins)
      part = AlignedText(keepsOrigins: keepsOrigins)
      model = PieceModelWorker(pipeline.model, dropout: pipeline.dropout)
      tokens = TokenList(keepsPlaces: keepsPlaces)
    }
  }

  /// Whether cutting asks where in the original a piece starts.
  private var needsOrigins: Bool {
    func asks(_ cutter: PieceCutter) -> Bool {
      switch cutter {
      case .metaspace(_, .first, _): true
      case .sequence(let stages): stages.contains(where: asks)
      default: false
      }
    }
    guard normalizer != nil, let cutter else { return false }
    return asks(cutter)
  }

  /// Finds the tokens of a text, of less than 4 GiB; those of special tokens' texts only if they are
  /// not ignored.
  ///
  /// - Parameter isContinued: Whether it is a part of a text, but not the first.
  func encode(
    _ text: Span<UInt8>, ignoring ignored: Set<TokenID>, isContinued: Bool = false,
    with worker: inout Worker
  ) {
    worker.tokens.removeAll()
    worker.staged.removeAll()
    stage(text, ignoring: ignored, isContinued, &worker)
    cutter?.cut(&worker.staged, &worker.cutting)
    for (number, piece) in worker.staged.pieces.enumerated() { encode(piece, number, &worker) }
  }

  /// Looks for tokens, normalises what lies between, and looks for normalised tokens there.
  private func stage(
    _ text: Span<UInt8>, ignoring ignored: Set<TokenID>, _ isContinued: Bool,
    _ worker: inout Worker
  ) {
    var bytes = unsafe text.withUnsafeBufferPointer { unsafe Array($0) }
    worker.repairs.removeAll(keepingCapacity: true)
    if (try? UTF8Span(validating: bytes.span)) == nil { repair(&bytes, &worker.repairs) }
    rawMatcher.forEachPart(of: bytes, bytes.indices, ignoring: ignored) { start, end, token in
      guard start < end else { return }
      if let token {
        let place = worker.staged.text.bytes.count
        worker.staged.text.append(original: bytes.span, start..<end)
        worker.staged.pieces.append(
          PieceText.Piece(start: place, end: worker.staged.text.bytes.count, token: token))
        return
      }
      worker.part.removeAll()
      worker.part.append(original: bytes.span, start..<end)
      let isInside = isContinued && start == 0
      if let pieceNormalizer {
        (isInside ? pieceNormalizer.continued : pieceNormalizer)
          .normalize(&worker.part, &worker.normalizing.result)
      }
      if isInside {
        var scratch = TextNormalizer.Scratch(keepsOrigins: worker.keepsOrigins)
        normalizer?.continued.normalize(&worker.part, &scratch)
      } else {
        normalizer?.normalize(&worker.part, &worker.normalizing)
      }
      let place = worker.staged.text.bytes.count
      if place == 0 {
        // Most texts are one part, which need not be copied.
        swap(&worker.staged.text, &worker.part)
      } else {
        worker.staged.text.append(worker.part, worker.part.bytes.indices)
      }
      let staged = worker.staged.text.bytes
      normalizedMatcher.forEachPart(of: staged, place..<staged.count, ignoring: ignored) {
        start, end, token in
        guard start < end else { return }
        worker.staged.pieces.append(
          PieceText.Piece(start: start, end: end, token: token ?? .max))
      }
    }
  }

  /// Puts U+FFFD for each ill-formed sequence.
  private func repair(_ bytes: inout [UInt8], _ repairs: inout [Int]) {
    var repaired: [UInt8] = []
    var rest = 0
    while rest < bytes.count {
      let fault = bytes.span.extracting(rest..<bytes.count).firstIllFormedSequence()
      let start = fault.map { rest + $0.lowerBound } ?? bytes.count
      for index in rest..<start {
        repaired.append(bytes[index])
        repairs.append(index)
      }
      guard let fault else { break }
      repaired += [0xEF, 0xBF, 0xBD]
      for _ in 0..<3 { repairs.append(start) }
      rest += fault.upperBound
    }
    repairs.append(bytes.count)
    bytes = repaired
  }

  @inline(__always)
  private func encode(_ piece: PieceText.Piece, _ number: Int, _ worker: inout Worker) {
    if worker.tokens.keepsPlaces { worker.tokens.word = Int32(truncatingIfNeeded: number) }
    if piece.token != .max {
      worker.tokens.append(piece.token, piece.start, piece.end, isText: true)
    } else {
      worker.model.encode(worker.staged.text.bytes, piece.range, into: &worker.tokens)
    }
  }

  /// The tokens that a worker has found, with all that is known of them.
  func encoding(of worker: borrowing Worker, typeID: UInt32) -> Encoding {
    var encoding = Encoding()
    for (index, id) in worker.tokens.ids.enumerated() {
      let range = worker.tokens.starts[index]..<worker.tokens.ends[index]
      let piece =
        worker.tokens.isText[index] ? Array(worker.staged.text.bytes[range]) : modelName(of: id)
      encoding.append(
        id, typeID: typeID, piece: piece,
        offsets: original(worker.staged.text.origin(of: range), worker.repairs),
        word: Int(worker.tokens.words[index]), isSpecial: false)
    }
    return encoding
  }

  private func original(_ range: Range<Int>, _ repairs: [Int]) -> Range<Int> {
    guard !repairs.isEmpty else { return range }
    func place(_ offset: Int) -> Int { repairs[min(offset, repairs.count - 1)] }
    return place(range.lowerBound)..<max(place(range.lowerBound), place(range.upperBound))
  }

  /// What the model calls a token, whatever it is called as an added one.
  private func modelName(of id: TokenID) -> [UInt8] {
    guard vocabulary.isUsed(id) else { return [] }
    guard readsBytes else { return Array(vocabulary.bytes(of: id)) }
    var name: [UInt8] = []
    ByteCharacters.append(vocabulary.bytes(of: id), to: &name)
    return name
  }

  /// Cuts, joins, adds special tokens, and fills up.
  func finish(
    _ first: Encoding, _ second: Encoding?, of texts: [[UInt8]], addingSpecials: Bool,
    truncation: Truncation?, padding: Padding?
  ) throws(TokenizerError) -> Encoding {
    var first = first
    var second = second
    if let truncation {
      let added = addingSpecials ? postProcessor?.addedCount(isPair: second != nil) ?? 0 : 0
      try truncation.truncate(&first, &second, added: added)
    }
    var result = Encoding()
    if let postProcessor {
      first.setTypeIDs(0)
      second?.setTypeIDs(1)
      let parts = [first] + (second.map { [$0] } ?? [])
      for part in postProcessor.process(parts, of: texts, addingSpecials: addingSpecials) {
        result.append(part)
      }
    } else {
      result = first
      if let second { result.append(second) }
    }
    guard let padding else { return result }
    var batch = [result]
    padding.pad(&batch)
    return batch[0]
  }
}

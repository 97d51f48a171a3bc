/// Turns text into token ids and back, exactly as the model it was made for expects.
///
///     let tokenizer = try Tokenizer(vocabulary: vocabulary, preTokenizer: .o200k)
///     var worker = tokenizer.makeWorker()
///     var ids: [TokenID] = []
///     worker.encode("ភាសាខ្មែរ".utf8.span, appendingTo: &ids)
///
/// A tokenizer is an immutable recipe that tasks may share; each task makes a worker for itself.
public struct Tokenizer: Sendable {
  /// The tokens and merges.
  ///
  /// The bytes of a token are those that it stands for if the model is byte-level BPE, and otherwise
  /// its name in the model's file, such as `▁ภาษา` or `##an`.
  public let vocabulary: Vocabulary
  /// How text is cut before merging, for byte-level BPE without other stages; otherwise nil.
  public let preTokenizer: PreTokenizer?

  /// The way of most texts, where the stages allow it.
  let direct: DirectPath?
  var pipeline: TokenPipeline

  /// That way, for byte-level BPE without other stages.
  var plain: DirectPath? { preTokenizer == nil ? nil : direct }

  /// Makes a tokenizer of byte-level BPE.
  ///
  /// - Throws: ``TokenizerError/noToken(byte:)`` when the vocabulary lacks one of the 256 bytes.
  public init(vocabulary: Vocabulary, preTokenizer: PreTokenizer) throws(TokenizerError) {
    self.init(
      vocabulary: vocabulary, preTokenizer: preTokenizer, model: try BytePairModel(vocabulary),
      added: vocabulary.specialTokens.map { AddedToken(id: $0.id, content: $0.text) })
  }

  /// Makes a tokenizer of byte-level BPE whose added tokens are plain, but not all special.
  init(
    vocabulary: Vocabulary, preTokenizer: PreTokenizer, model: BytePairModel, added: [AddedToken]
  ) {
    self.vocabulary = vocabulary
    self.preTokenizer = preTokenizer
    direct = DirectPath(model: model, preTokenizer: preTokenizer, added: added)
    pipeline = TokenPipeline(
      normalizer: nil, cutter: Self.cutter(preTokenizer), model: .bytes(model),
      decoder: .byteLevel, addedTokens: added, vocabulary: vocabulary)
  }

  private static func cutter(_ preTokenizer: PreTokenizer) -> PieceCutter {
    .sequence([.grammar(preTokenizer), .byteLevel(addsSpace: false, cuts: false, spells: false)])
  }

  init(_ pipeline: TokenPipeline, direct: DirectPath? = nil) {
    vocabulary = pipeline.vocabulary
    preTokenizer = nil
    self.direct = direct
    self.pipeline = pipeline
  }

  /// The tokens that are looked for in text itself, by rising id.
  public var addedTokens: [AddedToken] { pipeline.addedTokens }

  /// How long encodings may be; nil for any length. ``Worker/encode(_:appendingTo:)`` does without.
  public var truncation: Truncation? {
    get { pipeline.truncation }
    set { pipeline.truncation = newValue }
  }

  /// How encodings are filled up; nil for not at all. ``Worker/encode(_:appendingTo:)`` does without.
  public var padding: Padding? {
    get { pipeline.padding }
    set { pipeline.padding = newValue }
  }

  /// How likely each merge is to be left out, from 0, which is never, to 1.
  public var dropout: Double { pipeline.dropout }

  /// Makes BPE leave merges out, so that a text has other ids each time, as BPE-dropout does in training:
  /// see ``Worker/seed(_:record:)``.
  ///
  /// - Parameter dropout: How likely each merge is to be left out, from 0 to 1.
  /// - Throws: ``TokenizerError/unsupported(field:value:)`` for another model than BPE.
  public mutating func setDropout(_ dropout: Double) throws(TokenizerError) {
    precondition((0...1).contains(dropout), "a probability is from 0 to 1")
    switch pipeline.model {
    case .bytes(let model):
      // Leaving merges out leads to pairs that otherwise never come.
      if dropout > 0, vocabulary.mergeRule == .anyToken, !model.hasAllPairs {
        pipeline.model = .bytes(try BytePairModel(vocabulary, hasAllPairs: true))
      }
      pipeline.dropout = dropout
    case .characters: pipeline.dropout = dropout
    case .wordPiece, .unigram, .scored, .words:
      guard dropout == 0 else {
        throw .unsupported(field: "model", value: "not BPE with a list of merges (for dropout)")
      }
    }
  }

  /// What a token is called in files, such as `Ġภาษา`, `▁ภาษา` or `##an`; empty for an unused id.
  public func name(of id: TokenID) -> [UInt8] { pipeline.name(of: id) }

  /// The id of a token by its name in files; nil if there is none.
  ///
  /// - Complexity: O(*n*) in the number of tokens.
  public func id(of name: [UInt8]) -> TokenID? {
    addedTokens.first { $0.content == name }?.id
      ?? (0..<TokenID(vocabulary.count)).first { self.name(of: $0) == name }
  }

  /// Makes a worker, with scratch memory of its own: one for each task.
  ///
  /// - Parameter ignoring: Tokens whose text is ordinary text to this worker, such as special tokens in
  ///   the text of people who may not use them.
  public func makeWorker(ignoring: [TokenID] = []) -> Worker {
    Worker(self, ignoring: Set(ignoring))
  }

  /// Makes what encodes single pieces, without cutting or special tokens, for byte-level BPE alone.
  func makePieceEncoder() -> PieceEncoder? {
    guard let plain else { return nil }
    return PieceEncoder(plain.model)
  }

  /// Encodes one text with a worker of its own; to encode many, keep a worker.
  public func encode(_ text: Span<UInt8>) -> [TokenID] {
    var worker = makeWorker()
    var ids: [TokenID] = []
    worker.encode(text, appendingTo: &ids)
    return ids
  }

  /// Appends the bytes that ids stand for; special tokens give their text.
  ///
  /// With byte-level BPE the bytes of a part of a text's ids may begin or end inside a character; other
  /// decoders look at all ids at once, so that a text must be decoded as a whole.
  ///
  /// - Parameter skippingSpecial: Whether special tokens give nothing.
  /// - Throws: ``TokenizerError/unknownID(_:index:)``; what came before may have been appended.
  /// - Complexity: O(*n*) in the bytes that come out.
  public func decode(
    _ ids: Span<TokenID>, skippingSpecial: Bool = false, appendingTo bytes: inout [UInt8]
  ) throws(TokenizerError) {
    guard decodesByToken else {
      return try pipeline.decode(ids, skippingSpecial: skippingSpecial, appendingTo: &bytes)
    }
    for index in ids.indices {
      let id = ids[index]
      guard vocabulary.isUsed(id) else { throw .unknownID(id, index: index) }
      if skippingSpecial, isSpecial(id) { continue }
      bytes.append(contentsOf: vocabulary.bytes(of: id))
    }
  }

  /// Whether each token's bytes are the same wherever it stands.
  public var decodesByToken: Bool {
    guard pipeline.readsBytes, let decoder = pipeline.decoder, case .byteLevel = decoder else {
      return false
    }
    return true
  }

  /// Whether decoding may leave a token out.
  public func isSpecial(_ id: TokenID) -> Bool {
    let tokens = pipeline.specialTokens
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < tokens.count && tokens[low].id == id
  }

  /// Encodes texts, one after the other, with memory that it reuses.
  public struct Worker: ~Copyable {
    private let tokenizer: Tokenizer
    private let ignored: Set<TokenID>
    private var direct: DirectPath.Worker?
    private var fast: TokenPipeline.Worker?
    private var full: TokenPipeline.Worker?
    private var choices: (seed: UInt64, record: Int)?
    /// The ids that were counted last.
    var counted: [TokenID] = []

    init(_ tokenizer: Tokenizer, ignoring ignored: Set<TokenID>) {
      self.tokenizer = tokenizer
      self.ignored = ignored
      if tokenizer.dropout == 0, let path = tokenizer.direct {
        direct = DirectPath.Worker(path, ignoring: ignored)
      } else {
        direct = nil
      }
      fast = nil
      full = nil
    }

    /// Appends the ids of a text in UTF-8, special tokens in it included.
    ///
    /// Nothing is cut off or filled up. Byte-level BPE encodes ill-formed bytes as they are, and decoding
    /// gives them back; other models read U+FFFD.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - addingSpecials: Whether the post-processor's tokens come before and behind the text.
    ///   - ids: Takes the ids.
    /// - Complexity: O(*n* log *n*) in the bytes of the longest piece, linear otherwise.
    public mutating func encode(
      _ text: Span<UInt8>, addingSpecials: Bool = false, appendingTo ids: inout [TokenID]
    ) {
      encode(
        text, startsInside: false, endsInside: false, addingSpecials: addingSpecials,
        appendingTo: &ids)
    }

    /// Appends the ids of a part of a text, as ``Tokenizer/lastSafeCut(in:)`` cuts it: the
    /// post-processor's tokens come before the first and behind the last.
    ///
    /// - Parameters:
    ///   - text: The part.
    ///   - startsInside: Whether it is not the first.
    ///   - endsInside: Whether it is not the last.
    ///   - addingSpecials: Whether there are such tokens.
    ///   - ids: Takes the ids.
    /// - Complexity: As ``encode(_:addingSpecials:appendingTo:)``.
    public mutating func encode(
      _ text: Span<UInt8>, startsInside: Bool, endsInside: Bool, addingSpecials: Bool = false,
      appendingTo ids: inout [TokenID]
    ) {
      if addingSpecials, !startsInside { ids += tokenizer.pipeline.around.before }
      if !(direct?.encode(text, appendingTo: &ids) ?? false) {
        encodeByPipeline(text, isContinued: startsInside, appendingTo: &ids)
      }
      if addingSpecials, !endsInside { ids += tokenizer.pipeline.around.after }
    }

    /// Begins the choices of ``Tokenizer/dropout`` anew: a record has the same ids whenever its number and
    /// the seed are the same.
    public mutating func seed(_ seed: UInt64, record: Int) {
      if tokenizer.dropout > 0 { choices = (seed, record) }
    }

    private mutating func makeChoices(_ dropout: inout Dropout) {
      guard let (seed, record) = choices else { return }
      dropout.seed(seed, record: record)
      choices = nil
    }

    private mutating func encodeByPipeline(
      _ text: Span<UInt8>, isContinued: Bool, appendingTo ids: inout [TokenID]
    ) {
      var worker = fast.take() ?? TokenPipeline.Worker(tokenizer.pipeline, keepsPlaces: false)
      makeChoices(&worker.model.dropout)
      tokenizer.pipeline.encode(
        text, ignoring: ignored, isContinued: isContinued, with: &worker)
      ids += worker.tokens.ids
      fast = consume worker
    }

    /// Encodes a text with its pieces, offsets and words, and all that the tokenizer does to it.
    ///
    ///     let encoding = try worker.encoding(of: "ភាសាខ្មែរ".utf8.span)
    ///
    /// - Parameters:
    ///   - text: The text, of less than 4 GiB. Ill-formed sequences count as U+FFFD.
    ///   - addingSpecials: Whether the post-processor adds its tokens.
    ///   - padding: Whether ``Tokenizer/padding`` is done; a batch is padded by itself.
    /// - Throws: ``TokenizerError/cannotTruncate(reason:)``.
    public mutating func encoding(
      of text: Span<UInt8>, addingSpecials: Bool = true, padding: Bool = true
    ) throws(TokenizerError) -> Encoding {
      let first = bare(text, typeID: 0)
      return try tokenizer.pipeline.finish(
        first, nil, of: texts(text), addingSpecials: addingSpecials,
        truncation: tokenizer.truncation,
        padding: padding ? tokenizer.padding : nil)
    }

    /// Encodes a pair of texts, such as a question and where its answer is.
    ///
    /// - Throws: ``TokenizerError/cannotTruncate(reason:)``.
    public mutating func encoding(
      of text: Span<UInt8>, and second: Span<UInt8>, addingSpecials: Bool = true,
      padding: Bool = true
    ) throws(TokenizerError) -> Encoding {
      let first = bare(text, typeID: 0)
      let other = bare(second, typeID: 1)
      return try tokenizer.pipeline.finish(
        first, other, of: texts(text) + texts(second), addingSpecials: addingSpecials,
        truncation: tokenizer.truncation,
        padding: padding ? tokenizer.padding : nil)
    }

    /// A text, if the post-processor looks at it.
    private func texts(_ text: Span<UInt8>) -> [[UInt8]] {
      guard tokenizer.pipeline.postProcessor != nil else { return [] }
      return [unsafe text.withUnsafeBufferPointer { unsafe Array($0) }]
    }

    private mutating func bare(_ text: Span<UInt8>, typeID: UInt32) -> Encoding {
      var worker = full.take() ?? TokenPipeline.Worker(tokenizer.pipeline, keepsPlaces: true)
      makeChoices(&worker.model.dropout)
      tokenizer.pipeline.encode(text, ignoring: ignored, with: &worker)
      let encoding = tokenizer.pipeline.encoding(of: worker, typeID: typeID)
      full = consume worker
      return encoding
    }
  }
}

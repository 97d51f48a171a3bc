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
  public let vocabulary: Vocabulary
  /// How text is cut before merging.
  public let preTokenizer: PreTokenizer

  private let model: BytePairModel
  private let specials: SpecialTokenMatcher

  /// Makes a tokenizer.
  ///
  /// - Throws: ``TokenizerError/noToken(byte:)`` when the vocabulary lacks one of the 256 bytes.
  public init(vocabulary: Vocabulary, preTokenizer: PreTokenizer) throws(TokenizerError) {
    self.vocabulary = vocabulary
    self.preTokenizer = preTokenizer
    model = try BytePairModel(vocabulary)
    specials = SpecialTokenMatcher(vocabulary.specialTokens)
  }

  /// Makes a worker, with scratch memory of its own: one for each task.
  public func makeWorker() -> Worker {
    Worker(preTokenizer: preTokenizer, specials: specials, encoder: PieceEncoder(model))
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
  /// The bytes of a part of a text's ids may begin or end inside a character.
  ///
  /// - Throws: ``TokenizerError/unknownID(_:index:)``; what came before has been appended.
  /// - Complexity: O(*n*) in the bytes that come out.
  public func decode(
    _ ids: Span<TokenID>, appendingTo bytes: inout [UInt8]
  ) throws(TokenizerError) {
    for index in ids.indices {
      let id = ids[index]
      guard vocabulary.isUsed(id) else { throw .unknownID(id, index: index) }
      bytes.append(contentsOf: vocabulary.bytes(of: id))
    }
  }

  /// Encodes texts, one after the other, with memory that it reuses.
  public struct Worker: ~Copyable {
    private let preTokenizer: PreTokenizer
    private let specials: SpecialTokenMatcher
    private var encoder: PieceEncoder

    init(
      preTokenizer: PreTokenizer, specials: SpecialTokenMatcher, encoder: consuming PieceEncoder
    ) {
      self.preTokenizer = preTokenizer
      self.specials = specials
      self.encoder = encoder
    }

    /// Appends the ids of a text in UTF-8, special tokens in it included.
    ///
    /// Ill-formed bytes are encoded as they are: decoding gives them back.
    ///
    /// - Complexity: O(*n* log *n*) in the bytes of the longest piece, linear otherwise.
    public mutating func encode(_ text: Span<UInt8>, appendingTo ids: inout [TokenID]) {
      // Safe: the buffer is used only inside the closure.
      unsafe text.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        var start = 0
        while let match = unsafe specials.firstMatch(in: base, from: start, count: buffer.count) {
          unsafe encodeOrdinary(base + start, count: match.range.lowerBound - start, &ids)
          ids.append(match.id)
          start = match.range.upperBound
        }
        unsafe encodeOrdinary(base + start, count: buffer.count - start, &ids)
      }
    }

    private mutating func encodeOrdinary(
      _ base: UnsafePointer<UInt8>, count: Int, _ ids: inout [TokenID]
    ) {
      let text = unsafe UnsafeBufferPointer(start: base, count: count)
      unsafe preTokenizer.forEachPiece(in: text) { piece in
        unsafe encoder.encode(
          base + piece.lowerBound, length: piece.count, readable: count - piece.lowerBound,
          appendingTo: &ids)
      }
    }
  }
}

extension Tokenizer {
  /// Reads a tokenizer's file, whose kind its content tells: a byte-level BPE `tokenizer.json` of
  /// Hugging Face, or a `.tiktoken` rank file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - preTokenizer: What cuts text, for a file that does not say. The rank files that OpenAI has
  ///     published are known.
  /// - Throws: ``TokenizerError``.
  public init(
    contentsOf path: String, preTokenizer: PreTokenizer? = nil
  ) throws(TokenizerError) {
    let bytes = try readFile(path)
    guard Self.isRankFile(bytes.span) else {
      try self.init(huggingFaceJSON: bytes.span)
      return
    }
    let published = PublishedEncoding(of: bytes.span)
    guard let preTokenizer = preTokenizer ?? published?.preTokenizer else {
      throw .noPreTokenizer
    }
    try self.init(
      tiktoken: bytes.span, preTokenizer: preTokenizer,
      specialTokens: published?.specialTokens ?? [])
  }
}

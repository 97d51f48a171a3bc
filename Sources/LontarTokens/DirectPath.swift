internal import CLontar

/// The way of most texts through byte-level BPE: looked through for special tokens, brought into form
/// if that changes them, cut by a grammar, and encoded, with no list of pieces between.
///
/// So go the tokenizers of GPT-4o, Llama 3, Qwen and RoBERTa. Texts in which something rarer happens,
/// such as a token that takes the white space beside it, are left to the whole ``TokenPipeline``.
struct DirectPath: Sendable {
  let model: BytePairModel
  private let preTokenizer: PreTokenizer
  private let normalizer: TextNormalizer?
  /// Whether a space is put before what does not begin with one.
  private let addsSpace: Bool
  private let added: [Vocabulary.SpecialToken]
  /// Finds all added tokens.
  let specials: SpecialTokenMatcher
  /// Added tokens that need the pipeline where they come.
  private let rare: Set<TokenID>

  /// Makes the path; nil if tokens are looked for in normalised text, which it does not do.
  init?(
    model: BytePairModel, preTokenizer: PreTokenizer, normalizer: TextNormalizer? = nil,
    addsSpace: Bool = false, added: [AddedToken]
  ) {
    let normalized = added.filter(\.isNormalized)
    guard normalizer == nil || normalized.isEmpty else { return nil }
    self.model = model
    self.preTokenizer = preTokenizer
    self.normalizer = normalizer
    self.addsSpace = addsSpace
    let tokens = added.map { Vocabulary.SpecialToken(id: $0.id, text: $0.content) }
    self.added = tokens
    specials = SpecialTokenMatcher(tokens)
    // Those of normalised text are looked for after the others, where there are both.
    let isMixed = normalized.count < added.count
    rare = Set(added.filter { !$0.isPlain || isMixed && $0.isNormalized }.map(\.id))
  }

  /// The memory of one task.
  struct Worker: ~Copyable {
    private let path: DirectPath
    private let specials: SpecialTokenMatcher
    private var encoder: PieceEncoder
    private var text = AlignedText(keepsOrigins: false)
    private var scratch = TextNormalizer.Scratch(keepsOrigins: false)

    init(_ path: DirectPath, ignoring ignored: Set<TokenID>) {
      self.path = path
      specials =
        ignored.isEmpty
        ? path.specials : SpecialTokenMatcher(path.added.filter { !ignored.contains($0.id) })
      encoder = PieceEncoder(path.model)
    }

    /// Appends the ids of a text; or nothing, and returns false, if it needs the pipeline.
    mutating func encode(_ text: Span<UInt8>, appendingTo ids: inout [TokenID]) -> Bool {
      let before = ids.count
      // Safe: the buffer is used only inside the closure.
      let isDone = unsafe text.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return true }
        var start = 0
        while let match = unsafe specials.firstMatch(in: base, from: start, count: buffer.count) {
          guard !path.rare.contains(match.id),
            unsafe encodeOrdinary(base + start, count: match.range.lowerBound - start, &ids)
          else { return false }
          ids.append(match.id)
          start = match.range.upperBound
        }
        return unsafe encodeOrdinary(base + start, count: buffer.count - start, &ids)
      }
      if !isDone { ids.removeLast(ids.count - before) }
      return isDone
    }

    private mutating func encodeOrdinary(
      _ base: UnsafePointer<UInt8>, count: Int, _ ids: inout [TokenID]
    ) -> Bool {
      guard count > 0 else { return true }
      guard path.normalizer != nil || path.addsSpace else {
        unsafe encodePieces(base, count: count, &ids)
        return true
      }
      var isInForm = path.normalizer == nil
      if case .form(compatible: false, composed: true) = path.normalizer {
        // Text in the form of Unicode 15.0 is in that of 9.0, which Hugging Face tokenizers has:
        // characters are never given a new order or composition once they are there.
        isInForm = unsafe lontar_check_normalized(LONTAR_NFC, base, count).status == LONTAR_OK
      }
      if isInForm, unsafe !path.addsSpace || base[0] == UInt8(ascii: " ") {
        unsafe encodePieces(base, count: count, &ids)
        return true
      }
      text.removeAll()
      if isInForm {
        text.bytes.append(UInt8(ascii: " "))
        unsafe text.bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
      } else {
        unsafe text.bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
        // What is not UTF-8 is repaired there.
        guard (try? UTF8Span(validating: text.bytes.span)) != nil else { return false }
        path.normalizer?.normalize(&text, &scratch)
        if path.addsSpace, let first = text.bytes.first, first != UInt8(ascii: " ") {
          text.bytes.insert(UInt8(ascii: " "), at: 0)
        }
      }
      // Safe: the buffer is used only inside the closure, and nothing in it changes the text.
      let bytes = text.bytes
      unsafe bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        unsafe encodePieces(base, count: buffer.count, &ids)
      }
      return true
    }

    private mutating func encodePieces(
      _ base: UnsafePointer<UInt8>, count: Int, _ ids: inout [TokenID]
    ) {
      let text = unsafe UnsafeBufferPointer(start: base, count: count)
      unsafe path.preTokenizer.forEachRun(in: text) { run in
        unsafe encoder.encodeLater(base, run, count: count, appendingTo: &ids)
      }
      unsafe encoder.encodeRest(base, count: count, appendingTo: &ids)
    }
  }
}

/// The model of a pipeline: makes tokens of a piece.
enum PieceModel: Sendable {
  /// Byte-level BPE on the bytes themselves.
  case bytes(BytePairModel)
  case characters(CharacterPairModel)
  case wordPiece(WordPieceModel)
  case unigram(UnigramModel)
  case scored(ScoredPairModel)
  /// Whole words.
  case words(TokenTable, unknown: TokenID)

  /// Whether a piece's tokens are the same wherever it stands, so that they may be remembered.
  var remembers: Bool {
    switch self {
    case .bytes: false  // it remembers by itself
    case .characters, .scored: runs == nil
    case .wordPiece, .unigram, .words: true
    }
  }

  /// The fast way of BPE over characters, where there is one.
  var runs: CharacterRuns? {
    switch self {
    case .characters(let model): model.runs
    case .scored(let model): model.runs
    case .bytes, .wordPiece, .unigram, .words: nil
    }
  }
}

extension PieceModel {
  /// The token for what has no token, if there is one.
  var unknown: TokenID? {
    switch self {
    case .bytes: nil
    case .characters(let model): model.unknown
    case .wordPiece(let model): model.unknown
    case .unigram(let model): model.unknown
    case .scored(let model): model.unknown
    case .words(_, let unknown): unknown
    }
  }
}

/// Makes tokens of pieces with the memory of one task.
struct PieceModelWorker: ~Copyable {
  private let model: PieceModel
  private let runs: CharacterRuns?
  private var encoder: PieceEncoder?
  /// Which merges are left out.
  var dropout: Dropout
  private var characters = CharacterPairModel.Scratch()
  private var unigram = UnigramModel.Scratch()
  private var scored = ScoredPairModel.Scratch()

  private static let memoryBits = 14
  private var memory: Storage<Remembered>

  struct Remembered: BitwiseCopyable {
    var key: WordKey
    var count: UInt32
    var first: TokenID
    var second: TokenID
    var third: TokenID
  }

  init(_ model: PieceModel, dropout: Double) {
    self.model = model
    self.dropout = Dropout(rate: dropout)
    runs = dropout > 0 ? nil : model.runs
    if case .bytes(let pairs) = model {
      encoder = PieceEncoder(pairs)
    } else if let runs {
      encoder = PieceEncoder(runs.pairs)
    } else {
      encoder = nil
    }
    memory = Storage(
      repeating: Remembered(
        key: WordKey(low: 0, high: 0), count: 0, first: 0, second: 0, third: 0),
      count: model.remembers ? 1 << Self.memoryBits : 1)
  }

  /// Appends the tokens of a piece of a text.
  mutating func encode(_ text: [UInt8], _ range: Range<Int>, into tokens: inout TokenList) {
    guard model.remembers, dropout.rate == 0, !tokens.keepsPlaces, range.count <= 15 else {
      return encodeAnew(text, range, into: &tokens)
    }
    // Safe: the buffer is used only inside the closure; the key reads what it is told it may.
    let key = unsafe text.withUnsafeBufferPointer { buffer in
      unsafe WordKey(
        buffer.baseAddress.unsafelyUnwrapped + range.lowerBound, length: range.count,
        readable: buffer.count - range.lowerBound)
    }
    let index = Int(truncatingIfNeeded: key.hash >> UInt64(64 - Self.memoryBits))
    let known = memory[index]
    if known.count > 0, known.key == key {
      tokens.ids.append(known.first)
      if known.count > 1 { tokens.ids.append(known.second) }
      if known.count > 2 { tokens.ids.append(known.third) }
      return
    }
    let start = tokens.ids.count
    encodeAnew(text, range, into: &tokens)
    let count = tokens.ids.count - start
    guard count > 0, count <= 3 else { return }
    memory[index] = Remembered(
      key: key, count: UInt32(count), first: tokens.ids[start],
      second: count > 1 ? tokens.ids[start + 1] : 0, third: count > 2 ? tokens.ids[start + 2] : 0)
  }

  private mutating func encodeAnew(
    _ text: [UInt8], _ range: Range<Int>, into tokens: inout TokenList
  ) {
    guard !range.isEmpty else { return }
    if let runs, !tokens.keepsPlaces {
      if case .characters(let pairs) = model, let whole = pairs.whole(text, range) {
        return tokens.ids.append(whole)
      }
      if var encoder = encoder.take() {
        runs.encode(text, range, &encoder, &tokens.ids)
        self.encoder = consume encoder
      }
      return
    }
    switch model {
    case .bytes(let pairs):
      let before = tokens.ids.count
      // Safe: the buffer is used only inside the closure.
      unsafe text.withUnsafeBufferPointer { buffer in
        let base = unsafe buffer.baseAddress.unsafelyUnwrapped + range.lowerBound
        if dropout.rate > 0 {
          unsafe encoder?.encode(base, length: range.count, &dropout, appendingTo: &tokens.ids)
        } else {
          unsafe encoder?.encode(
            base, length: range.count, readable: buffer.count - range.lowerBound,
            appendingTo: &tokens.ids)
        }
      }
      guard tokens.keepsPlaces else { return }
      var place = range.lowerBound
      for index in before..<tokens.ids.count {
        // Only a compiled file that was forged leads beyond the piece.
        let end = min(
          place + Int(pairs.makings[Int(tokens.ids[index])].byteCount), range.upperBound)
        tokens.starts.append(place)
        tokens.ends.append(end)
        tokens.isText.append(false)
        tokens.words.append(tokens.word)
        place = end
      }
    case .characters(let pairs):
      pairs.encode(text, range, &characters, &dropout, into: &tokens)
    case .wordPiece(let model):
      model.encode(text, range, into: &tokens)
    case .unigram(let model):
      model.encode(text, range, &unigram, into: &tokens)
    case .scored(let model):
      model.encode(text, range, &scored, into: &tokens)
    case .words(let table, let unknown):
      tokens.append(
        table.id(of: text, range) ?? unknown, range.lowerBound, range.upperBound)
    }
  }
}

/// A text cut into pieces, some of which are tokens already.
struct PieceText {
  var text: AlignedText
  var pieces: [Piece] = []

  /// A piece, as bytes of the text; `token` is `.max` unless it is an added token.
  struct Piece: BitwiseCopyable {
    var start: Int
    var end: Int
    var token: TokenID = .max

    var range: Range<Int> { start..<end }
  }

  init(keepsOrigins: Bool) { text = AlignedText(keepsOrigins: keepsOrigins) }

  mutating func removeAll() {
    text.removeAll()
    pieces.removeAll(keepingCapacity: true)
  }
}

/// A pre-tokenizer of Hugging Face tokenizers: cuts pieces into smaller ones, and may change them.
indirect enum PieceCutter: Sendable {
  case grammar(PreTokenizer)
  case split(TextPattern, SplitBehavior, inverts: Bool)
  /// `ByteLevel`, which spells bytes with characters; not needed when the model reads bytes.
  case byteLevel(addsSpace: Bool, cuts: Bool, spells: Bool)
  case whitespace
  case whitespaceSplit
  case bert
  case metaspace(replacement: [UInt8], scheme: PrependScheme, splits: Bool)
  case punctuation(SplitBehavior)
  case digits(individual: Bool)
  case delimiter(UInt32)
  case scripts
  case fixedLength(Int)
  case sequence([PieceCutter])

  /// Where `Metaspace` puts its mark in front.
  enum PrependScheme: String, Sendable {
    case first
    case never
    case always
  }

  /// The memory that cutting needs, one for each task.
  struct Scratch {
    var result: PieceText
    var parts: [TextPattern.Part] = []

    init(keepsOrigins: Bool) { result = PieceText(keepsOrigins: keepsOrigins) }
  }

  /// Cuts what is not a token yet.
  func cut(_ staged: inout PieceText, _ scratch: inout Scratch) {
    switch self {
    case .grammar(let grammar):
      Self.cutByGrammar(&staged, grammar, &scratch)
    case .split(let pattern, let behavior, let inverts):
      Self.cut(&staged, &scratch, behavior) { bytes, range, parts in
        pattern.appendParts(of: bytes, range, to: &parts)
        if inverts { for index in parts.indices { parts[index].isMatch.toggle() } }
      }
    case .byteLevel(let addsSpace, let cuts, let spells):
      if addsSpace { Self.rewrite(&staged, &scratch, Self.addSpace) }
      if cuts { Self.cutByGrammar(&staged, .gpt2, &scratch) }
      if spells { Self.rewrite(&staged, &scratch, Self.spellBytes) }
    case .whitespace:
      Self.cutIntoRuns(&staged, &scratch, by: .words)
    case .whitespaceSplit:
      Self.cutIntoRuns(&staged, &scratch, by: .spaces)
    case .bert:
      Self.cutIntoRuns(&staged, &scratch, by: .bert)
    case .metaspace(let replacement, let scheme, let splits):
      Self.rewrite(&staged, &scratch) { text, piece, result in
        Self.markSpaces(text, piece, replacement, scheme, &result)
      }
      guard splits else { return }
      Self.cut(&staged, &scratch, .mergedWithNext) { bytes, range, parts in
        TextPattern.literal(replacement).appendParts(of: bytes, range, to: &parts)
      }
    case .punctuation(let behavior):
      Self.cut(&staged, &scratch, behavior) { bytes, range, parts in
        Self.appendParts(of: bytes, range, to: &parts) { ScalarSet.punctuation.contains($0) }
      }
    case .digits(let individual):
      Self.cut(&staged, &scratch, individual ? .isolated : .contiguous) { bytes, range, parts in
        Self.appendParts(of: bytes, range, to: &parts) { Self.isNumber($0) }
      }
    case .delimiter(let delimiter):
      Self.cutIntoRuns(&staged, &scratch) { $0 == delimiter ? 0 : 1 }
    case .scripts:
      Self.cutByScript(&staged, &scratch)
    case .fixedLength(let length):
      Self.cutByLength(&staged, length, &scratch)
    case .sequence(let stages):
      for stage in stages { stage.cut(&staged, &scratch) }
    }
  }

  // MARK: Cutting

  /// Replaces each piece that is no token by what `body` appends; the text stays.
  @inline(__always)
  private static func recut(
    _ staged: inout PieceText, _ scratch: inout Scratch,
    _ body: (_ bytes: [UInt8], _ range: Range<Int>, _ pieces: inout [PieceText.Piece]) -> Void
  ) {
    scratch.result.pieces.removeAll(keepingCapacity: true)
    for piece in staged.pieces {
      if piece.token != .max {
        scratch.result.pieces.append(piece)
      } else {
        body(staged.text.bytes, piece.range, &scratch.result.pieces)
      }
    }
    swap(&staged.pieces, &scratch.result.pieces)
  }

  private static func cut(
    _ staged: inout PieceText, _ scratch: inout Scratch, _ behavior: SplitBehavior,
    _ appendParts: ([UInt8], Range<Int>, inout [TextPattern.Part]) -> Void
  ) {
    var parts: [TextPattern.Part] = []
    swap(&parts, &scratch.parts)
    recut(&staged, &scratch) { bytes, range, pieces in
      parts.removeAll(keepingCapacity: true)
      appendParts(bytes, range, &parts)
      behavior.forEachPiece(of: parts) { start, end in
        if start < end { pieces.append(PieceText.Piece(start: start, end: end)) }
      }
    }
    swap(&parts, &scratch.parts)
  }

  private static func cutByGrammar(
    _ staged: inout PieceText, _ grammar: PreTokenizer, _ scratch: inout Scratch
  ) {
    recut(&staged, &scratch) { bytes, range, pieces in
      grammar.forEachPiece(in: bytes.span.extracting(range)) { piece in
        pieces.append(
          PieceText.Piece(
            start: range.lowerBound + piece.lowerBound, end: range.lowerBound + piece.upperBound))
      }
    }
  }

  private static func cutIntoRuns(
    _ staged: inout PieceText, _ scratch: inout Scratch, by kinds: CharacterKinds
  ) {
    cutIntoRuns(&staged, &scratch) { kinds[$0] }
  }

  /// Cuts into runs of characters of one kind; kind 0 goes, and each character below 0 stands alone.
  @inline(__always)
  private static func cutIntoRuns(
    _ staged: inout PieceText, _ scratch: inout Scratch, _ kind: (UInt32) -> Int
  ) {
    recut(&staged, &scratch) { bytes, range, pieces in
      var start = range.lowerBound
      var current = 0
      var position = range.lowerBound
      while position < range.upperBound {
        let (value, end) = scalar(in: bytes, at: position)
        let found = kind(value)
        if found != current || found < 0 {
          if current != 0, start < position {
            pieces.append(PieceText.Piece(start: start, end: position))
          }
          start = position
          current = found
        }
        position = end
      }
      if current != 0, start < position {
        pieces.append(PieceText.Piece(start: start, end: position))
      }
    }
  }

  private static func appendParts(
    of bytes: [UInt8], _ range: Range<Int>, to parts: inout [TextPattern.Part],
    where isMatch: (UInt32) -> Bool
  ) {
    var last = range.lowerBound
    var position = range.lowerBound
    while position < range.upperBound {
      let (value, end) = scalar(in: bytes, at: position)
      if isMatch(value) {
        if last < position {
          parts.append(TextPattern.Part(start: last, end: position, isMatch: false))
        }
        parts.append(TextPattern.Part(start: position, end: end, isMatch: true))
        last = end
      }
      position = end
    }
    if last < range.upperBound {
      parts.append(TextPattern.Part(start: last, end: range.upperBound, isMatch: false))
    }
  }

  private static func isNumber(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return scalar &- 0x30 < 10 }
    var bytes: [UInt8] = []
    appendScalar(scalar, to: &bytes)
    // Safe: the buffer is used only inside the closure.
    return unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return false }
      return unsafe ClassifiedText(base, count: buffer.count).character(at: 0).class
        & CharacterClass.number != 0
    }
  }

  /// Cuts where the script changes. What comes before the first character that has one is lost, as it
  /// is in Hugging Face tokenizers.
  private static func cutByScript(_ staged: inout PieceText, _ scratch: inout Scratch) {
    recut(&staged, &scratch) { bytes, range, pieces in
      var last: Int32 = -1
      var start: Int?
      var position = range.lowerBound
      while position < range.upperBound {
        let (value, end) = scalar(in: bytes, at: position)
        let script = ScalarMap.script.distance(value)
        if script != 0 {
          if last != script {
            if let start { pieces.append(PieceText.Piece(start: start, end: position)) }
            start = position
          }
          last = script
        }
        position = end
      }
      if let start { pieces.append(PieceText.Piece(start: start, end: range.upperBound)) }
    }
  }

  private static func cutByLength(
    _ staged: inout PieceText, _ length: Int, _ scratch: inout Scratch
  ) {
    recut(&staged, &scratch) { bytes, range, pieces in
      var start = range.lowerBound
      var count = 0
      var position = range.lowerBound
      while position < range.upperBound {
        position = scalar(in: bytes, at: position).end
        count += 1
        if count == length || position == range.upperBound {
          pieces.append(PieceText.Piece(start: start, end: position))
          start = position
          count = 0
        }
      }
    }
  }

  // MARK: Changing

  /// Writes the text anew, token for token and piece for piece.
  private static func rewrite(
    _ staged: inout PieceText, _ scratch: inout Scratch,
    _ body: (_ text: borrowing AlignedText, Range<Int>, _ result: inout AlignedText) -> Void
  ) {
    scratch.result.removeAll()
    for piece in staged.pieces {
      let start = scratch.result.text.bytes.count
      if piece.token != .max {
        scratch.result.text.append(staged.text, piece.range)
      } else {
        body(staged.text, piece.range, &scratch.result.text)
      }
      let end = scratch.result.text.bytes.count
      scratch.result.pieces.append(PieceText.Piece(start: start, end: end, token: piece.token))
    }
    swap(&staged, &scratch.result)
  }

  private static func addSpace(
    _ text: borrowing AlignedText, _ piece: Range<Int>, _ result: inout AlignedText
  ) {
    if let first = piece.first, text.bytes[first] != 0x20 {
      result.bytes.append(0x20)
      if text.keepsOrigins { result.origins.append(text.origins[first]) }
    }
    result.append(text, piece)
  }

  private static func spellBytes(
    _ text: borrowing AlignedText, _ piece: Range<Int>, _ result: inout AlignedText
  ) {
    for index in piece {
      let start = result.bytes.count
      appendScalar(ByteCharacters.scalars[Int(text.bytes[index])], to: &result.bytes)
      guard text.keepsOrigins else { continue }
      for _ in start..<result.bytes.count { result.origins.append(text.origins[index]) }
    }
  }

  private static func markSpaces(
    _ text: borrowing AlignedText, _ piece: Range<Int>, _ replacement: [UInt8],
    _ scheme: PrependScheme, _ result: inout AlignedText
  ) {
    guard let first = piece.first else { return }
    let startsMarked =
      text.bytes[first] == 0x20 || text.bytes[piece].starts(with: replacement)
    let isAtStart = text.keepsOrigins ? text.origins[first].start == 0 : first == 0
    if !startsMarked, scheme == .always || scheme == .first && isAtStart {
      result.bytes += replacement
      if text.keepsOrigins { for _ in replacement { result.origins.append(text.origins[first]) } }
    }
    var start = piece.lowerBound
    for index in piece where text.bytes[index] == 0x20 {
      result.append(text, start..<index)
      result.bytes += replacement
      if text.keepsOrigins { for _ in replacement { result.origins.append(text.origins[index]) } }
      start = index + 1
    }
    result.append(text, start..<piece.upperBound)
  }
}

/// The grammars that need no regular expression engine: our own, and the published ones.
enum Grammar: String, Sendable, CaseIterable {
  case lontar
  case superwords
  case gpt2
  case cl100k
  case o200k
  case llama3
  case qwen2
  case qwen35
  case tekken
  case deepseek3
  case whitespace
  case metaspace

  /// The expressions that give the same pieces, each cutting what the one before has left.
  var patterns: [String] {
    switch self {
    case .lontar: [SyllableGrammar.pattern]
    case .superwords: [SuperwordGrammar.pattern]
    case .gpt2: [GPT2.pattern]
    case .cl100k: [CL100K.pattern]
    case .o200k: [O200K.pattern]
    case .llama3: [CL100K.llama3Pattern]
    case .qwen2: [CL100K.qwen2Pattern]
    case .qwen35: [CL100K.qwen35Pattern]
    case .tekken: [O200K.tekkenPattern]
    case .deepseek3: DeepSeek3.patterns
    case .whitespace: [SpaceGrammar.whitespacePattern]
    case .metaspace: [SpaceGrammar.metaspacePattern]
    }
  }

  private var cl100kFamily: CL100K {
    switch self {
    case .cl100k: CL100K(spaceAtEndOfTextIsWhole: true)
    case .qwen2: CL100K(digits: 1)
    case .qwen35: CL100K(digits: 1, word: CharacterClass.letter | CharacterClass.mark)
    default: CL100K()
    }
  }

  private var o200kFamily: O200K {
    self == .tekken ? O200K(digits: 1, takesContractions: false) : O200K()
  }

  /// Calls `body` with the range of each piece; the scanner and `body` are compiled into one loop.
  @inline(__always)
  func forEachPiece(in text: ClassifiedText, _ body: (Range<Int>) -> Void) {
    unsafe forEachRun(in: text) { run in
      var run = run
      while let piece = run.next() { body(piece) }
    }
  }

  /// Calls `body` with some pieces at a time, those of a window or one.
  @inline(__always)
  func forEachRun(in text: ClassifiedText, _ body: (PieceRun) -> Void) {
    switch self {
    case .lontar:
      unsafe Self.forEachRun(in: text, SyllableGrammar.pieceEnd, O200K().pieceEnds, body)
    case .superwords:
      unsafe Self.forEachRun(in: text, SuperwordGrammar.pieceEnd, { _, _ in 0 }, body)
    case .gpt2:
      unsafe Self.forEachRun(in: text, GPT2.pieceEnd, GPT2.pieceEnds, body)
    case .cl100k, .llama3, .qwen2, .qwen35:
      let family = cl100kFamily
      unsafe Self.forEachRun(in: text, family.pieceEnd, family.pieceEnds, body)
    case .o200k, .tekken:
      let family = o200kFamily
      unsafe Self.forEachRun(in: text, family.pieceEnd, family.pieceEnds, body)
    case .deepseek3:
      unsafe Self.forEachRun(in: text, DeepSeek3.pieceEnd, { _, _ in 0 }, body)
    case .whitespace:
      unsafe Self.forEachRun(in: text, SpaceGrammar.whitespacePieceEnd, { _, _ in 0 }, body)
    case .metaspace:
      unsafe Self.forEachRun(in: text, SpaceGrammar.metaspacePieceEnd, { _, _ in 0 }, body)
    }
  }

  /// Takes pieces from windows where those have some, and from the scanner elsewhere.
  @inline(__always)
  private static func forEachRun(
    in text: ClassifiedText, _ pieceEnd: (ClassifiedText, Int) -> Int,
    _ pieceEnds: (ClassifiedText, Int) -> UInt64, _ body: (PieceRun) -> Void
  ) {
    var start = 0
    while unsafe start < text.count {
      let ends = unsafe ClassWindow.isWorthwhile(text, from: start) ? pieceEnds(text, start) : 0
      let run: PieceRun
      if ends != 0 {
        run = PieceRun(start: start, window: start, ends: ends)
        start &+= 63 &- ends.leadingZeroBitCount
      } else {
        // A piece has a character at least, so its end is after its start.
        let end = unsafe pieceEnd(text, start)
        run = PieceRun(start: start, window: end, ends: 1)
        start = end
      }
      body(run)
    }
  }

  /// The end of the piece that starts at `start`, by the scanner alone.
  func pieceEnd(_ text: ClassifiedText, from start: Int) -> Int {
    switch self {
    case .lontar: return unsafe SyllableGrammar.pieceEnd(text, from: start)
    case .superwords: return unsafe SuperwordGrammar.pieceEnd(text, from: start)
    case .gpt2: return unsafe GPT2.pieceEnd(text, from: start)
    case .cl100k, .llama3, .qwen2, .qwen35:
      return unsafe cl100kFamily.pieceEnd(text, from: start)
    case .o200k, .tekken: return unsafe o200kFamily.pieceEnd(text, from: start)
    case .deepseek3: return unsafe DeepSeek3.pieceEnd(text, from: start)
    case .whitespace: return unsafe SpaceGrammar.whitespacePieceEnd(text, from: start)
    case .metaspace: return unsafe SpaceGrammar.metaspacePieceEnd(text, from: start)
    }
  }
}

/// Pieces that follow each other, by where they end.
struct PieceRun {
  /// Where the next one starts.
  private(set) var start: Int
  /// What the bits count from.
  let window: Int
  /// A bit for each end; one of them at least, at first.
  private(set) var ends: UInt64

  init(start: Int, window: Int, ends: UInt64) {
    (self.start, self.window, self.ends) = (start, window, ends)
  }

  @inline(__always)
  mutating func next() -> Range<Int>? {
    guard ends != 0 else { return nil }
    let end = window &+ ends.trailingZeroBitCount
    ends &= ends &- 1
    defer { start = end }
    // Safe: a piece ends behind its start.
    return unsafe Range(uncheckedBounds: (start, end))
  }
}

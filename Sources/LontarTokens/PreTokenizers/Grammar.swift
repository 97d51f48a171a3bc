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
    switch self {
    case .lontar:
      unsafe Self.forEachPiece(in: text, SyllableGrammar.pieceEnd, O200K().pieceEnds, body)
    case .superwords:
      unsafe Self.forEachPiece(in: text, SuperwordGrammar.pieceEnd, { _, _ in 0 }, body)
    case .gpt2:
      unsafe Self.forEachPiece(in: text, GPT2.pieceEnd, GPT2.pieceEnds, body)
    case .cl100k, .llama3, .qwen2, .qwen35:
      let family = cl100kFamily
      unsafe Self.forEachPiece(in: text, family.pieceEnd, family.pieceEnds, body)
    case .o200k, .tekken:
      let family = o200kFamily
      unsafe Self.forEachPiece(in: text, family.pieceEnd, family.pieceEnds, body)
    case .deepseek3:
      unsafe Self.forEachPiece(in: text, DeepSeek3.pieceEnd, { _, _ in 0 }, body)
    case .whitespace:
      unsafe Self.forEachPiece(in: text, SpaceGrammar.whitespacePieceEnd, { _, _ in 0 }, body)
    case .metaspace:
      unsafe Self.forEachPiece(in: text, SpaceGrammar.metaspacePieceEnd, { _, _ in 0 }, body)
    }
  }

  /// Takes pieces from windows where those have some, and from the scanner elsewhere.
  @inline(__always)
  private static func forEachPiece(
    in text: ClassifiedText, _ pieceEnd: (ClassifiedText, Int) -> Int,
    _ pieceEnds: (ClassifiedText, Int) -> UInt64, _ body: (Range<Int>) -> Void
  ) {
    var start = 0
    var windowStart = 0
    var ends: UInt64 = 0
    while unsafe start < text.count {
      if ends == 0, unsafe ClassWindow.isWorthwhile(text, from: start) {
        windowStart = start
        ends = unsafe pieceEnds(text, start)
      }
      let end: Int
      if ends != 0 {
        end = windowStart &+ ends.trailingZeroBitCount
        ends &= ends &- 1
      } else {
        end = unsafe pieceEnd(text, start)
      }
      // A piece has a character at least, so its end is after its start.
      body(unsafe Range(uncheckedBounds: (start, end)))
      start = end
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

/// Cuts text into the pieces within which a tokenizer's tokens live.
///
/// A pre-tokenizer is what a published regular expression means, without a regular expression engine:
/// its pieces are the successive matches, and together they are the whole text.
///
///     PreTokenizer.o200k.pieces(of: "ภาษาไทย 2568")   // ["ภาษาไทย", " ", "256", "8"]
///
/// Pieces are those of Hugging Face tokenizers 0.23 (`Split` with the ``patterns``, isolated) and of
/// tiktoken 0.14, for every character up to Unicode 16.0, which both know.
///
/// Text must be UTF-8. On ill-formed bytes the pieces still cover the text, but mean nothing.
///
/// - Complexity: O(*n*) in the number of bytes, whatever they are.
public struct PreTokenizer: Sendable, Equatable {
  enum Grammar: String, CaseIterable {
    case gpt2
    case cl100k
    case o200k
    case llama3
    case qwen2
    case qwen35
    case tekken
    case deepseek3
  }

  let grammar: Grammar

  /// The grammar of GPT-2, and of Hugging Face's `ByteLevel`; it cuts inside Thai, Khmer, Lao,
  /// Burmese and Tamil syllables.
  public static let gpt2 = PreTokenizer(grammar: .gpt2)
  /// The grammar of GPT-3.5 and GPT-4; it cuts inside Thai, Khmer, Lao, Burmese and Tamil syllables.
  public static let cl100k = PreTokenizer(grammar: .cl100k)
  /// The grammar of GPT-4o, whose words keep their marks.
  public static let o200k = PreTokenizer(grammar: .o200k)
  /// The grammar of Llama 3: ``cl100k``, but for white space at the end of the text.
  public static let llama3 = PreTokenizer(grammar: .llama3)
  /// The grammar of Qwen 2, 2.5 and 3: ``llama3``, but each digit is a piece.
  public static let qwen2 = PreTokenizer(grammar: .qwen2)
  /// The grammar of Qwen 3.5: ``qwen2``, but words keep their marks.
  public static let qwen35 = PreTokenizer(grammar: .qwen35)
  /// The grammar of Mistral's Tekken: ``o200k`` without contractions, and each digit is a piece.
  public static let tekken = PreTokenizer(grammar: .tekken)
  /// The grammar of DeepSeek V3 and R1, whose words keep their marks.
  public static let deepseek3 = PreTokenizer(grammar: .deepseek3)

  /// All the pre-tokenizers that have a name, in the order in which to list them.
  public static let named = Grammar.allCases.map(PreTokenizer.init(grammar:))

  init(grammar: Grammar) {
    self.grammar = grammar
  }

  /// Finds the pre-tokenizer with this ``name``; nil if there is none.
  ///
  ///     PreTokenizer(name: "o200k") == .o200k
  public init?(name: String) {
    guard let grammar = Grammar(rawValue: name) else { return nil }
    self.init(grammar: grammar)
  }

  /// The name by which files and commands know it, such as `o200k`.
  public var name: String { grammar.rawValue }

  /// The regular expressions that give the same pieces when each cuts what the one before has left,
  /// in the syntax that Hugging Face tokenizers and tiktoken share. Most grammars are one expression.
  ///
  ///     PreTokenizer.qwen2.patterns   // one, as in Qwen's tokenizer.json
  public var patterns: [String] {
    switch grammar {
    case .gpt2: [GPT2.pattern]
    case .cl100k: [CL100K.pattern]
    case .o200k: [O200K.pattern]
    case .llama3: [CL100K.llama3Pattern]
    case .qwen2: [CL100K.qwen2Pattern]
    case .qwen35: [CL100K.qwen35Pattern]
    case .tekken: [O200K.tekkenPattern]
    case .deepseek3: DeepSeek3.patterns
    }
  }

  /// Calls `body` with the range, in bytes, of each piece of `text` in turn.
  ///
  ///     PreTokenizer.o200k.forEachPiece(in: line.span) { range in … }
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public func forEachPiece(in text: Span<UInt8>, _ body: (Range<Int>) -> Void) {
    // The buffer is the span's, which outlives the call.
    unsafe text.withUnsafeBufferPointer { unsafe forEachPiece(in: $0, body) }
  }

  /// Calls `body` with the range of each piece; the grammar's scanner is compiled into the loop.
  @inline(__always)
  func forEachPiece(in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
    guard let start = text.baseAddress else { return }
    let text = unsafe ClassifiedText(start, count: text.count)
    switch grammar {
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
    }
  }

  private var cl100kFamily: CL100K {
    switch grammar {
    case .cl100k: CL100K(spaceAtEndOfTextIsWhole: true)
    case .qwen2: CL100K(digits: 1)
    case .qwen35: CL100K(digits: 1, word: CharacterClass.letter | CharacterClass.mark)
    default: CL100K()
    }
  }

  private var o200kFamily: O200K {
    grammar == .tekken ? O200K(digits: 1, takesContractions: false) : O200K()
  }

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

  /// The end of the piece of `text` that starts at `start`, which must be before `count`.
  ///
  /// Pieces partition the text: begin at 0 and go on from each end.
  @inline(__always)
  func pieceEnd(_ text: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int {
    let text = unsafe ClassifiedText(text, count: count)
    switch grammar {
    case .gpt2: return unsafe GPT2.pieceEnd(text, from: start)
    case .cl100k, .llama3, .qwen2, .qwen35:
      return unsafe cl100kFamily.pieceEnd(text, from: start)
    case .o200k, .tekken: return unsafe o200kFamily.pieceEnd(text, from: start)
    case .deepseek3: return unsafe DeepSeek3.pieceEnd(text, from: start)
    }
  }

  /// Cuts a string; for trying things out.
  public func pieces(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    var pieces: [String] = []
    forEachPiece(in: bytes.span) { pieces.append(String(decoding: bytes[$0], as: UTF8.self)) }
    return pieces
  }
}

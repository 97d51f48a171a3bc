public import LontarText

/// Cuts text into the pieces within which a tokenizer's tokens live.
///
/// A pre-tokenizer is what a regular expression means: its pieces are the successive matches and what
/// lies between them, and together they are the whole text. The published ones need no regular
/// expression engine.
///
///     PreTokenizer.o200k.pieces(of: "ภาษาไทย 2568")   // ["ภาษาไทย", " ", "256", "8"]
///
/// There are the grammars of published tokenizers, and any other regular expressions:
///
///     try PreTokenizer(patterns: [#"\s*\S+"#]).pieces(of: "saya suka")   // ["saya", " suka"]
///
/// Pieces are those of Hugging Face tokenizers 0.23 (`Split` with the ``patterns``, isolated) and of
/// tiktoken 0.14, for every character up to Unicode 16.0, which both know.
///
/// Text must be UTF-8. On ill-formed bytes the pieces still cover the text, but mean nothing.
///
/// - Complexity: O(*n*) in the number of bytes, whatever they are, but for other expressions, which may
///   take as long as they like.
public struct PreTokenizer: Sendable, Equatable {
  enum Cutter: Sendable {
    case grammar(Grammar)
    case pattern(PatternCutter)
    case words(WordCutter)
  }

  let cutter: Cutter

  /// Our grammar for Southeast Asia: ``o200k``, but never inside an orthographic syllable of Thai, Lao,
  /// Khmer, Burmese, Javanese, Balinese or Tamil.
  public static let lontar = PreTokenizer(grammar: .lontar)
  /// Up to four pieces of ``lontar`` in one line, numbers apart: what superwords are made of.
  public static let superwords = PreTokenizer(grammar: .superwords)
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
  /// Words between white space, each with the blank before it.
  public static let whitespace = PreTokenizer(grammar: .whitespace)
  /// SentencePiece's: a piece begins at each blank, and at each U+2581, which stands for one.
  public static let metaspace = PreTokenizer(grammar: .metaspace)

  /// All the grammars, in the order in which to list them.
  public static let named = Grammar.allCases.map(PreTokenizer.init(grammar:))
  /// The short names: those of ``named``, then `script` and `words`, which ``words(language:)`` makes.
  public static let names = Grammar.allCases.map(\.rawValue) + [scriptName, wordsName]

  private static let scriptName = "script"
  private static let wordsName = "words"

  /// Words of one script, each with the blank before it, where ``o200k`` would have words of any.
  ///
  /// - Throws: ``TokenizerError`` if ICU does not know one of the scripts.
  public static func script() throws(TokenizerError) -> PreTokenizer {
    try PreTokenizer(patterns: [ScriptGrammar.pattern])
  }

  /// The pieces of ``lontar``, cut further at the ends of words, in scripts without spaces too.
  ///
  ///     try PreTokenizer.words(language: .thai).pieces(of: "ภาษาไทย ง่าย")   // ["ภาษา", "ไทย", " ง่าย"]
  ///
  /// Words are ICU's, so the pieces depend on its version. No regular expression gives them: other
  /// programs that load the tokenizer's file cut as ``lontar`` does.
  ///
  /// - Throws: ``TextError`` when ICU lacks the language's data.
  public static func words(language: Language) throws(TextError) -> PreTokenizer {
    PreTokenizer(.words(try WordCutter(language: language)))
  }

  private init(_ cutter: Cutter) {
    self.cutter = cutter
  }

  init(grammar: Grammar) {
    self.init(.grammar(grammar))
  }

  /// Makes a pre-tokenizer of regular expressions, each of which cuts what the one before has left.
  ///
  ///     try PreTokenizer(patterns: [#"\d"#, #"\s*\S+"#])
  ///
  /// The expressions of a published grammar give that grammar. Others go through ICU, which is slower
  /// by an order of magnitude. Their pieces are those of Hugging Face's `Split`, isolated: `^` and `$`
  /// are at the ends of lines, a line ends with U+000A only, and an empty match cuts. What was assigned
  /// after Unicode 15.0 has the properties that ICU's version gives it, and `\b` asks ICU too.
  ///
  /// - Throws: ``TokenizerError`` for an expression that does not compile, that matches where there
  ///   is nothing, or that Hugging Face's engine reads in another way than ICU does.
  public init(patterns: [String]) throws(TokenizerError) {
    let bytes = patterns.map { Array($0.utf8) }
    if let grammar = Grammar.allCases.first(where: { $0.patterns.map { Array($0.utf8) } == bytes })
    {
      self.init(grammar: grammar)
    } else if patterns.isEmpty {
      throw .emptyPattern("")
    } else {
      self.init(.pattern(try PatternCutter(patterns: patterns)))
    }
  }

  /// Finds the pre-tokenizer with this ``name``; nil if there is none.
  ///
  ///     PreTokenizer(name: "o200k") == .o200k
  public init?(name: String) {
    if let grammar = Grammar(rawValue: name) {
      self.init(grammar: grammar)
      return
    }
    if name.utf8.elementsEqual(Self.scriptName.utf8), let script = try? Self.script() {
      self = script
      return
    }
    let wordsPrefix = Self.wordsName + ":"
    if name.utf8.starts(with: wordsPrefix.utf8) {
      let code = String(decoding: name.utf8.dropFirst(wordsPrefix.utf8.count), as: UTF8.self)
      guard let language = try? Language(code), let words = try? Self.words(language: language)
      else { return nil }
      self = words
      return
    }
    guard name.utf8.starts(with: Self.patternPrefix.utf8) else { return nil }
    let patterns = name.utf8.dropFirst(Self.patternPrefix.utf8.count)
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard let found = try? PreTokenizer(patterns: patterns) else { return nil }
    self = found
  }

  private static let patternPrefix = "pattern:"

  /// The name by which files and commands know it: short, such as `o200k`, or `pattern:` and the
  /// expressions with line feeds between them.
  public var name: String {
    switch cutter {
    case .grammar(let grammar): grammar.rawValue
    case .pattern(let cutter):
      cutter.patterns.count == 1
        && cutter.patterns[0].utf8.elementsEqual(ScriptGrammar.pattern.utf8)
        ? Self.scriptName : Self.patternPrefix + cutter.patterns.joined(separator: "\n")
    case .words(let cutter): "\(Self.wordsName):\(cutter.language.rawValue)"
    }
  }

  /// The regular expressions that give the same pieces when each cuts what the one before has left,
  /// in the syntax that Hugging Face tokenizers and tiktoken share. Most grammars are one expression.
  ///
  ///     PreTokenizer.qwen2.patterns   // one, as in Qwen's tokenizer.json
  ///
  /// Where ``patternsAreExact`` is false they give longer pieces.
  public var patterns: [String] {
    switch cutter {
    case .grammar(let grammar): grammar.patterns
    case .pattern(let cutter): cutter.patterns
    case .words: Grammar.lontar.patterns
    }
  }

  /// Whether ``patterns`` give the same pieces: not those of words.
  public var patternsAreExact: Bool {
    if case .words = cutter { false } else { true }
  }

  /// Whether both are the same grammar, or have the same expressions, byte for byte.
  public static func == (left: Self, right: Self) -> Bool {
    left.name.utf8.elementsEqual(right.name.utf8)
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

  /// Calls `body` with the range of each piece; a grammar's scanner and `body` are compiled into one
  /// loop.
  @inline(__always)
  func forEachPiece(in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
    guard let start = text.baseAddress else { return }
    switch cutter {
    case .grammar(let grammar):
      unsafe grammar.forEachPiece(in: ClassifiedText(start, count: text.count), body)
    case .pattern(let cutter):
      unsafe cutter.forEachPiece(in: text, body)
    case .words(let cutter):
      unsafe cutter.forEachPiece(in: text, body)
    }
  }

  /// Calls `body` with some pieces at a time.
  @inline(__always)
  func forEachRun(in text: UnsafeBufferPointer<UInt8>, _ body: (PieceRun) -> Void) {
    guard let start = text.baseAddress, case .grammar(let grammar) = cutter else {
      return unsafe forEachPiece(in: text) {
        body(PieceRun(start: $0.lowerBound, window: $0.upperBound, ends: 1))
      }
    }
    unsafe grammar.forEachRun(in: ClassifiedText(start, count: text.count), body)
  }

  /// Cuts a string; for trying things out.
  public func pieces(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    var pieces: [String] = []
    forEachPiece(in: bytes.span) { pieces.append(String(decoding: bytes[$0], as: UTF8.self)) }
    return pieces
  }
}

internal import LontarSegmentation
public import LontarText

/// What a tokenizer makes of the text of one language.
///
/// All figures are sums, so that measures of parts add up.
public struct TextMeasures: Sendable {
  /// The text's bytes and characters.
  public var bytes = 0
  public var characters = 0
  /// The words that our segmenter finds, without white space and punctuation.
  public var words = 0
  public var tokens = 0
  /// Words that are one token, with or without the blank before them; not the token for the unknown.
  public var wholeWords = 0
  /// Ends of tokens inside a grapheme cluster, what a reader calls a character.
  public var splitGraphemes = 0
  /// Ends of tokens inside an orthographic syllable.
  public var splitSyllables = 0
  /// Whether all tokens could be placed in the text; if not, the three figures above are too low.
  public var isPlaced = true
  /// How often each token occurs.
  public var uses: [UInt64]

  init(vocabularySize: Int) { uses = Array(repeating: 0, count: vocabularySize) }

  /// Tokens for each word.
  public var fertility: Double { ratio(tokens, words) }
  /// Bytes for each token.
  public var bytesPerToken: Double { ratio(bytes, tokens) }
  /// Characters for each token.
  public var charactersPerToken: Double { ratio(characters, tokens) }
  /// The share of words that are one token (Nayeem et al. 2025, arXiv:2510.09947).
  public var wholeWordShare: Double { ratio(wholeWords, words) }
  /// Ends of tokens inside a grapheme cluster, for each token.
  public var splitGraphemeShare: Double { ratio(splitGraphemes, tokens) }
  /// Ends of tokens inside an orthographic syllable, for each token.
  public var splitSyllableShare: Double { ratio(splitSyllables, tokens) }
}

/// What can be said of a tokenizer's vocabulary, and of its use over several texts.
public struct VocabularyMeasures: Sendable {
  /// The tokens in use as ids, special ones included.
  public var tokens = 0
  /// Tokens that are not UTF-8: they begin or end inside a character.
  public var illFormed = 0
  /// Tokens whose own bytes are encoded as others, so that no text gives them; nil where tokens are
  /// not bytes.
  public var unreachable: Int?
  /// Tokens that no text used.
  public var unused = 0
  /// How evenly tokens are used, from 0 to 1: Rényi's entropy of order 2.5 over its highest value
  /// (Zouhar et al. 2023, arXiv:2306.16842).
  public var renyiEfficiency = 0.0
  /// How unequal the languages' costs are, from 0 (equal) to nearly 1.
  public var gini = 0.0
}

/// Measures tokenizers side by side on the same texts.
///
///     var bench = TokenizerBench([ours, theirs])
///     try bench.measure(text.span, language: .thai)
///     bench.texts[0][.thai]?.fertility
///
/// - Complexity: that of encoding with each, and of segmenting once.
public struct TokenizerBench: ~Copyable {
  /// For each tokenizer, what it makes of each language.
  public private(set) var texts: [[Language: TextMeasures]]

  private let tokenizers: [Tokenizer]
  private var languages: [Language: LanguageBreaks] = [:]
  private var workers: [WorkerBox]

  private final class WorkerBox {
    var worker: Tokenizer.Worker

    init(_ worker: consuming Tokenizer.Worker) { self.worker = worker }
  }

  /// Makes a bench of tokenizers.
  public init(_ tokenizers: [Tokenizer]) {
    // All of a text is measured, however long a model lets it be.
    self.tokenizers = tokenizers.map {
      var whole = $0
      whole.truncation = nil
      return whole
    }
    texts = Array(repeating: [:], count: tokenizers.count)
    workers = self.tokenizers.map { WorkerBox($0.makeWorker()) }
  }

  /// Adds a text of a language, well-formed UTF-8, to the measures.
  ///
  /// - Throws: ``TextError`` when ICU lacks the language's data.
  public mutating func measure(_ text: Span<UInt8>, language: Language) throws(TextError) {
    let breaks: LanguageBreaks
    if let known = languages[language] {
      breaks = known
    } else {
      breaks = try LanguageBreaks(language)
      languages[language] = breaks
    }
    breaks.find(in: text)
    for index in tokenizers.indices {
      let (ids, places) = encode(text, index)
      var measures =
        texts[index].removeValue(forKey: language)
        ?? TextMeasures(vocabularySize: tokenizers[index].vocabulary.count)
      measures.add(
        ids, of: text, breaks, places, unknown: tokenizers[index].pipeline.model.unknown)
      texts[index][language] = measures
    }
  }

  /// A text's tokens, and the bytes that each stands for; nil when that cannot be told.
  private func encode(_ text: Span<UInt8>, _ index: Int) -> (ids: [TokenID], [Range<Int>]?) {
    let tokenizer = tokenizers[index]
    guard tokenizer.decodesByToken else {
      if let encoding = try? workers[index].worker.encoding(
        of: text, addingSpecials: false, padding: false)
      {
        return (encoding.ids, encoding.offsets)
      }
      var ids: [TokenID] = []
      workers[index].worker.encode(text, appendingTo: &ids)
      return (ids, nil)
    }
    var ids: [TokenID] = []
    workers[index].worker.encode(text, appendingTo: &ids)
    var end = 0
    let places = ids.map { id in
      let start = end
      end += tokenizer.vocabulary.byteCount(of: id)
      return start..<end
    }
    return (ids, end == text.count ? places : nil)
  }

  /// The measures of a tokenizer's vocabulary, over all languages so far.
  public func vocabulary(of index: Int) -> VocabularyMeasures {
    let tokenizer = tokenizers[index]
    let vocabulary = tokenizer.vocabulary
    let special = Set(vocabulary.specialTokens.map(\.id))
    var uses = [UInt64](repeating: 0, count: vocabulary.count)
    for measures in texts[index].values {
      for (id, count) in measures.uses.enumerated() { uses[id] += count }
    }
    var measures = VocabularyMeasures()
    var encoder = tokenizer.makePieceEncoder()
    var ids: [TokenID] = []
    if tokenizer.plain != nil { measures.unreachable = 0 }
    for id in 0..<TokenID(vocabulary.keptCount) where vocabulary.isUsed(id) {
      measures.tokens += 1
      guard !special.contains(id) else { continue }
      if uses[Int(id)] == 0 { measures.unused += 1 }
      let bytes = Array(vocabulary.bytes(of: id))
      if String(validating: bytes, as: UTF8.self) == nil { measures.illFormed += 1 }
      ids.removeAll(keepingCapacity: true)
      // The bytes are read during the call.
      unsafe bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return }
        unsafe encoder?.encode(
          base, length: buffer.count, readable: buffer.count, appendingTo: &ids)
      }
      if let count = measures.unreachable, ids != [id] { measures.unreachable = count + 1 }
    }
    measures.renyiEfficiency = Self.renyiEfficiency(uses, of: measures.tokens)
    measures.gini = Self.gini(texts[index].values.map { Double($0.tokens) })
    return measures
  }

  /// Rényi's entropy of order 2.5 of a distribution, over the logarithm of the number of tokens.
  static func renyiEfficiency(_ uses: [UInt64], of count: Int) -> Double {
    let total = uses.reduce(0.0) { $0 + Double($1) }
    guard total > 0, count > 1 else { return 0 }
    let order = 2.5
    let sum = uses.reduce(0.0) { $0 + ($1 > 0 ? power(Double($1) / total, order) : 0) }
    return naturalLogarithm(sum) / (1 - order) / naturalLogarithm(Double(count))
  }

  /// Gini's coefficient: the mean difference between any two values, over twice their mean.
  static func gini(_ values: [Double]) -> Double {
    let sum = values.reduce(0, +)
    guard sum > 0 else { return 0 }
    var differences = 0.0
    for a in values { for b in values { differences += abs(a - b) } }
    return differences / (2 * Double(values.count) * sum)
  }
}

extension TextMeasures {
  fileprivate mutating func add(
    _ ids: [TokenID], of text: Span<UInt8>, _ breaks: borrowing LanguageBreaks,
    _ places: [Range<Int>]?, unknown: TokenID?
  ) {
    bytes += text.count
    characters += breaks.characters
    words += breaks.words.count
    tokens += ids.count
    for id in ids where Int(id) < uses.count { uses[Int(id)] += 1 }
    guard let places else {
      isPlaced = false
      return
    }
    var word = 0
    let words = breaks.words
    for (index, place) in places.enumerated() {
      let end = place.upperBound
      guard end <= text.count else { break }
      // Bytes of a character that has no token are tokens with one place, or none but the last.
      let isPart = place.isEmpty || index + 1 < places.count && places[index + 1].lowerBound < end
      if end < text.count || isPart {
        if isPart || !breaks.isGraphemeEnd[end] { splitGraphemes += 1 }
        if isPart || !breaks.isSyllableEnd[end] { splitSyllables += 1 }
      }
      while word < words.count, words[word].upperBound < end { word += 1 }
      guard word < words.count, words[word].upperBound == end, !isPart, ids[index] != unknown,
        index == 0 || places[index - 1].upperBound <= place.lowerBound
      else { continue }
      let (start, first) = (place.lowerBound, words[word].lowerBound)
      if start == first || (start + 1 == first && text[start] == 0x20) { wholeWords += 1 }
    }
  }
}

/// Where a language's words, grapheme clusters and syllables end in a text.
private final class LanguageBreaks {
  private(set) var words: [Range<Int>] = []
  private(set) var isGraphemeEnd: [Bool] = []
  private(set) var isSyllableEnd: [Bool] = []
  private(set) var characters = 0
  private var wordWorker: Segmenter.Worker
  private var graphemeWorker: Segmenter.Worker

  init(_ language: Language) throws(TextError) {
    let words = try Segmenter(language: language)
    let graphemes = try Segmenter(language: language, unit: .grapheme)
    wordWorker = words.makeWorker()
    graphemeWorker = graphemes.makeWorker()
  }

  func find(in text: Span<UInt8>) {
    words.removeAll(keepingCapacity: true)
    isGraphemeEnd = Array(repeating: false, count: text.count + 1)
    isSyllableEnd = Array(repeating: false, count: text.count + 1)
    characters = 0
    var found: [Range<Int>] = []
    wordWorker.forEachSegment(in: text) { found.append($0) }
    for range in found where Self.isWord(text, range) { words.append(range) }
    var ends: [Int] = []
    graphemeWorker.forEachSegment(in: text) { ends.append($0.upperBound) }
    for end in ends { isGraphemeEnd[end] = true }
    // Each character either hangs on the one before, or begins a syllable.
    var opens = false
    var start = 0
    while start < text.count {
      var end = start + 1
      while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
      characters += 1
      var role = SyllableRole(0x61)
      if text[start] >= 0xCC {
        var value = UInt32(text[start])
        value &= end - start == 2 ? 0x1F : end - start == 3 ? 0x0F : 0x07
        for index in start + 1..<end { value = value << 6 | UInt32(text[index] & 0x3F) }
        role = SyllableRole(value)
      }
      isSyllableEnd[start] = !(opens || role.hangs)
      opens = role.opens
      start = end
    }
  }

  /// Whether a segment holds a letter or a digit.
  private static func isWord(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    // The pointer is used inside the closure only.
    unsafe text.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return false }
      let word = CharacterClass.letter | CharacterClass.number
      let classified = unsafe ClassifiedText(start, count: range.upperBound)
      var position = range.lowerBound
      while position < range.upperBound {
        let (kind, next) = unsafe classified.character(at: position)
        if kind & word != 0 { return true }
        position = next
      }
      return false
    }
  }
}

private func ratio(_ part: Int, _ whole: Int) -> Double {
  whole > 0 ? Double(part) / Double(whole) : 0
}

/// Learns a BPE vocabulary from word counts.
///
/// The most frequent pair of neighbouring tokens becomes a token, again and again (Gage 1994;
/// Sennrich, Haddow and Birch 2016), over bytes (Radford et al. 2019) or characters. The result is
/// the one of Hugging Face tokenizers 0.23: the same tokens, ids and merges in the same order. Ties
/// go to the pair whose left id, then right id, is lower. Counts have 64 bits.
///
///     var trainer = BPETrainer(vocabularySize: 32_000)
///     trainer.specialTokens = ["<|endoftext|>"]
///     let vocabulary = try trainer.train(on: counts)
///
/// Ids: special tokens as given, then the alphabet (of bytes, all 256 in the order of the characters
/// that stand for them in files), then merged tokens as they are found.
///
/// - Complexity: time O(*n* + *m* log *p*), for *n* bytes of distinct words, *m* merges applied and
///   *p* pairs; memory about 8 bytes for each byte of distinct words, and 60 for each pair.
public struct BPETrainer: Sendable {
  /// The number of tokens to reach, special ones and the alphabet included.
  public var vocabularySize: Int
  /// Texts with an id of their own, in order, before everything else; repetitions are ignored.
  public var specialTokens: [String]
  /// Pairs that occur more rarely are not merged; 0 and 1 mean every pair that occurs.
  public var minimumFrequency: UInt64
  /// What tokens may not cut; with ``Integrity/none`` the result is Hugging Face's.
  public var integrity = Integrity.none
  /// Hugging Face's `max_token_length`: tokens longer than two bytes (or characters) stay shorter
  /// than this.
  public var maximumTokenLength: Int?
  /// What words are made of before anything is merged.
  public var alphabet = Alphabet.bytes
  /// Drops tokens that are only parts of others, and learns others in their place: those of which one
  /// merge takes at least this share, above 0 and at most 1; nil to drop none.
  ///
  /// After PickyBPE (Chizhov et al. 2024, arXiv:2409.04599). The merges are those of plain BPE, more of
  /// them; a dropped token that is left when all are done is taken apart again. Dropped tokens have
  /// the ids from ``Vocabulary/keptCount`` on, so that a model needs ``vocabularySize`` embeddings.
  public var pickyThreshold: Double?
  /// How many threads look for the places of pairs; the result is the same for any number.
  public var jobs = 1
  /// What tests lower, so that places are listed anew even in small texts.
  var leastPlaces = MergeRules().leastPlaces

  /// What words are made of before anything is merged.
  public enum Alphabet: Sendable {
    /// The 256 bytes.
    case bytes
    /// Characters, or those that stand for bytes.
    case characters(CharacterAlphabet)
  }

  /// Makes a trainer.
  public init(vocabularySize: Int, specialTokens: [String] = [], minimumFrequency: UInt64 = 0) {
    self.vocabularySize = vocabularySize
    self.specialTokens = specialTokens
    self.minimumFrequency = minimumFrequency
  }

  /// Learns a vocabulary.
  ///
  /// It is smaller than ``vocabularySize`` when every pair is exhausted before.
  ///
  /// - Parameters:
  ///   - words: the counts; given up, so that their memory can go once it is no longer needed.
  ///   - progress: called from time to time with the tokens that exist and the tokens wanted.
  /// - Throws: ``TrainingError`` when the size has no room for the special tokens and the alphabet,
  ///   or the distinct words are too long together.
  public func train(
    on words: consuming WordCounts, progress: (_ done: Int, _ wanted: Int) -> Void = { _, _ in }
  ) throws(TrainingError) -> Vocabulary {
    try checkSize()
    var state = TrainingState()
    switch alphabet {
    case .bytes:
      let byteIDs = try addBytes(to: &state)
      try checkRoom(state)
      var table = MergeTable(
        words: words, byteIDs: byteIDs, positionCount: try positionCount(of: words),
        rules: mergeRules)
      try merge(&table, &state, progress)
    case .characters(let alphabet):
      let coder = try addCharacters(alphabet, of: words, to: &state)
      try checkRoom(state)
      var table = MergeTable(
        words: words, coder: coder, shapes: state.shapes(for: integrity),
        positionCount: try positionCount(of: words), rules: mergeRules)
      try merge(&table, &state, progress)
    }
    return state.vocabulary
  }

  /// Goes on from a vocabulary, whose ids and merges stay as they are.
  ///
  /// Words are put in the vocabulary's tokens first; what is merged then follows in rank. So with the
  /// same words it goes on as if it had never stopped, and with others it learns what these need.
  /// Special tokens that are new come before the new merges.
  ///
  ///     let tokenizer = try Tokenizer(contentsOf: "tokenizer.json")
  ///     let larger = try BPETrainer(vocabularySize: 40_000).extend(tokenizer, on: khmerCounts)
  ///
  /// - Throws: ``TrainingError``.
  public func extend(
    _ tokenizer: Tokenizer, on words: consuming WordCounts,
    progress: (_ done: Int, _ wanted: Int) -> Void = { _, _ in }
  ) throws(TrainingError) -> Vocabulary {
    try checkSize()
    guard let encoder = tokenizer.makePieceEncoder() else { throw .notByteLevel }
    guard tokenizer.vocabulary.droppedCount == 0 else { throw .droppedTokens }
    var state = TrainingState()
    state.vocabulary = tokenizer.vocabulary
    var special: Set<[UInt8]> = []
    for token in tokenizer.vocabulary.specialTokens { special.insert(token.text) }
    for id in 0..<TokenID(tokenizer.vocabulary.count) {
      let text = Array(tokenizer.vocabulary.bytes(of: id))
      if text.isEmpty || special.contains(text) || state.names.id(of: text) != nil {
        state.names.addHidden(text)
      } else {
        state.names.add(text)
      }
    }
    for token in specialTokens {
      let text = Array(token.utf8)
      guard !text.isEmpty else { throw .emptySpecialToken }
      guard special.insert(text).inserted else { continue }
      state.vocabulary.appendSpecial(text)
      state.names.addHidden(text)
    }
    try checkRoom(state)
    var rules = mergeRules
    rules.lengthLimit = .max
    var table = MergeTable(
      words: words, coder: TokenizerCoder(encoder), shapes: state.shapes(for: integrity),
      positionCount: try positionCount(of: words), rules: rules)
    try merge(&table, &state, progress)
    return state.vocabulary
  }

  /// The size of a vocabulary in which nothing is merged: of bytes, the special tokens and all 256;
  /// of characters, which only the words tell, the special tokens and what the alphabet must have.
  ///
  /// - Throws: ``TrainingError/emptySpecialToken``.
  public func leastVocabularySize() throws(TrainingError) -> Int {
    var state = TrainingState()
    switch alphabet {
    case .bytes: _ = try addBytes(to: &state)
    case .characters(let alphabet):
      _ = try addCharacters(alphabet, of: WordCounts(), to: &state)
    }
    return state.vocabulary.count
  }

  var mergeRules: MergeRules {
    var rules = MergeRules()
    rules.integrity = integrity
    rules.leastPlaces = leastPlaces
    rules.jobs = jobs
    if let maximumTokenLength { rules.lengthLimit = UInt32(clamping: maximumTokenLength) }
    return rules
  }

  private func checkSize() throws(TrainingError) {
    guard vocabularySize < Int(UInt32.max) / 4 else {
      throw .vocabularyTooLarge(wanted: vocabularySize)
    }
  }

  func checkRoom(_ state: TrainingState) throws(TrainingError) {
    guard vocabularySize >= state.vocabulary.count else {
      throw .vocabularyTooSmall(wanted: vocabularySize, least: state.vocabulary.count)
    }
  }

  func positionCount(of words: borrowing WordCounts) throws(TrainingError) -> Int {
    let byteCount = words.byteCount() + words.count + 1
    guard byteCount < MergeTable.positionLimit else { throw .tooManyWords(byteCount: byteCount) }
    return byteCount
  }

  /// Merges what occurs most until there are enough tokens, or no more pairs.
  private func merge(
    _ table: inout MergeTable, _ state: inout TrainingState, _ progress: (Int, Int) -> Void
  ) throws(TrainingError) {
    let least = Int64(clamping: max(minimumFrequency, 1))
    var parts = DroppedParts(threshold: pickyThreshold, fixed: state.vocabulary.count)
    while state.vocabulary.count - parts.count < vocabularySize,
      let pair = table.popMostFrequent(atLeast: least)
    {
      let result = try state.join(pair)
      let text = integrity == .none ? [] : state.names.texts[Int(result)]
      let before = table.tokenCount
      table.apply(pair, result: result, shape: TokenShape(text))
      parts.note(pair, makes: result, times: before - table.tokenCount)
      progress(state.vocabulary.count - parts.count, vocabularySize)
    }
    parts.apply(to: &state.vocabulary)
  }

  /// Adds the special tokens and the bytes, and returns the bytes' ids. A special token whose text
  /// bytes could make as well is found again by these bytes.
  func addBytes(to state: inout TrainingState) throws(TrainingError) -> [TokenID] {
    var seen: Set<[UInt8]> = []
    for token in specialTokens {
      let text = Array(token.utf8)
      guard !text.isEmpty else { throw .emptySpecialToken }
      guard seen.insert(text).inserted else { continue }
      state.vocabulary.appendSpecial(text)
      if let bytes = ByteCharacters.bytes(of: text), state.names.id(of: bytes) == nil {
        state.names.add(bytes)
      } else {
        state.names.addHidden(text)
      }
    }
    var byteIDs = [TokenID](repeating: 0, count: 256)
    for byte in ByteCharacters.bytesInOrder {
      byteIDs[Int(byte)] = state.add([byte])
    }
    return byteIDs
  }
}

/// What is known while a vocabulary is learned.
struct TrainingState {
  var vocabulary = Vocabulary()
  let names = TokenTexts()
  /// What tokens that continue a word begin with, and lose where they are joined.
  var continuingPrefix: [UInt8] = []
  /// Whether merges are written down; not for vocabularies where any pair may merge.
  var listsMerges: Bool { vocabulary.mergeRule == .listed }

  /// The id of a token, made if needed.
  mutating func add(_ text: [UInt8]) -> TokenID {
    if let id = names.id(of: text) { return id }
    vocabulary.append(text)
    return names.add(text)
  }

  /// Makes the token of two, and notes the merge.
  mutating func join(_ pair: TokenPair) throws(TrainingError) -> TokenID {
    let left = names.texts[Int(pair.left)]
    var right = names.texts[Int(pair.right)][...]
    if !continuingPrefix.isEmpty, right.starts(with: continuingPrefix) {
      right = right.dropFirst(continuingPrefix.count)
    }
    let text = left + right
    let result = add(text)
    let length = names.length(of: pair.left) + names.length(of: pair.right)
    guard names.note(length: length, of: result) else {
      throw .ambiguousToken(String(decoding: text, as: UTF8.self))
    }
    if listsMerges {
      vocabulary.append(Vocabulary.Merge(left: pair.left, right: pair.right, result: result))
    }
    return result
  }

  func shapes(for integrity: Integrity) -> [TokenShape] {
    integrity == .none
      ? Array(repeating: .never, count: names.count) : names.texts.map { TokenShape($0) }
  }
}

/// Puts words in the tokens of a vocabulary.
private final class TokenizerCoder: WordCoder {
  private var encoder: PieceEncoder

  init(_ encoder: consuming PieceEncoder) { self.encoder = encoder }

  func encode(_ word: Span<UInt8>, appendingTo symbols: inout [TokenID]) {
    // The bytes are read during the call.
    unsafe word.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe encoder.encode(
        base, length: buffer.count, readable: buffer.count, appendingTo: &symbols)
    }
  }
}

/// What keeps a trainer from its work.
@nonexhaustive
public enum TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The vocabulary has no room for the special tokens and the alphabet.
  case vocabularyTooSmall(wanted: Int, least: Int)
  /// Token ids have 32 bits, two of which are taken.
  case vocabularyTooLarge(wanted: Int)
  /// The distinct words have more bytes than positions can count.
  case tooManyWords(byteCount: Int)
  /// A special token needs text.
  case emptySpecialToken
  /// One text came about from different numbers of characters, because of a prefix or suffix that
  /// the text holds too.
  case ambiguousToken(String)
  /// Only byte-level BPE without other stages can be extended.
  case notByteLevel
  /// A vocabulary with dropped tokens was trained to the end: others would take their ids.
  case droppedTokens
  /// Languages and their development texts do not match.
  case developmentTexts(languages: Int, texts: Int)

  public var description: String {
    switch self {
    case .vocabularyTooSmall(let wanted, let least):
      "a vocabulary of \(wanted) has no room for the special tokens and the alphabet (\(least))"
    case .vocabularyTooLarge(let wanted): "a vocabulary of \(wanted) is too large"
    case .tooManyWords(let byteCount):
      "the distinct words have \(byteCount) bytes together, which is too many"
    case .emptySpecialToken: "a special token is empty"
    case .ambiguousToken(let text):
      "the token '\(text)' is made in two ways: the text holds the prefix or suffix, use another"
    case .notByteLevel: "only byte-level BPE without other stages can be extended"
    case .droppedTokens: "a vocabulary with dropped tokens cannot be extended"
    case .developmentTexts(let languages, let texts):
      "\(languages) languages need as many development texts, not \(texts)"
    }
  }
}

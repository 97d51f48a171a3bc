/// Learns a byte-level BPE vocabulary from word counts.
///
/// The most frequent pair of neighbouring tokens becomes a token, again and again (Gage 1994;
/// Sennrich, Haddow and Birch 2016), over bytes (Radford et al. 2019). The result is the one of
/// Hugging Face tokenizers 0.23: the same tokens, ids and merges in the same order. Ties go to the
/// pair whose left id, then right id, is lower. Counts have 64 bits.
///
///     var trainer = BPETrainer(vocabularySize: 32_000)
///     trainer.specialTokens = ["<|endoftext|>"]
///     let vocabulary = try trainer.train(on: counts)
///
/// Ids: special tokens as given, then the 256 bytes in the order of the characters that stand for
/// them in files, then merged tokens as they are found.
///
/// - Complexity: time O(*n* + *m* log *p*), for *n* bytes of distinct words, *m* merges applied and
///   *p* pairs; memory about 8 bytes for each byte of distinct words, and 60 for each pair.
public struct BPETrainer: Sendable {
  /// The number of tokens to reach, special ones and the 256 bytes included.
  public var vocabularySize: Int
  /// Texts with an id of their own, in order, before everything else; repetitions are ignored.
  public var specialTokens: [String]
  /// Pairs that occur more rarely are not merged; 0 and 1 mean every pair that occurs.
  public var minimumFrequency: UInt64
  /// What tokens may not cut; with ``Integrity/none`` the result is Hugging Face's.
  public var integrity = Integrity.none

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
  /// - Throws: ``TrainingError`` when the size has no room for the special tokens and the 256
  ///   bytes, or the distinct words are too long together.
  public func train(
    on words: consuming WordCounts, progress: (_ done: Int, _ wanted: Int) -> Void = { _, _ in }
  ) throws(TrainingError) -> Vocabulary {
    var vocabulary = Vocabulary()
    var idOfBytes: [[UInt8]: TokenID] = [:]
    let byteIDs = try addAlphabet(to: &vocabulary, &idOfBytes)
    guard vocabularySize >= vocabulary.count else {
      throw .vocabularyTooSmall(wanted: vocabularySize, least: vocabulary.count)
    }
    guard vocabularySize < Int(UInt32.max) / 4 else {
      throw .vocabularyTooLarge(wanted: vocabularySize)
    }
    // Words become tokens, pairs are counted; then the merging.
    let byteCount = words.byteCount() + words.count + 1
    guard byteCount < MergeTable.positionLimit else { throw .tooManyWords(byteCount: byteCount) }
    var table = MergeTable(
      words: words, byteIDs: byteIDs, positionCount: byteCount, integrity: integrity)
    let least = Int64(clamping: max(minimumFrequency, 1))
    while vocabulary.count < vocabularySize, let pair = table.popMostFrequent(atLeast: least) {
      let bytes = Array(vocabulary.bytes(of: pair.left)) + vocabulary.bytes(of: pair.right)
      let result = idOfBytes[bytes] ?? vocabulary.append(bytes)
      idOfBytes[bytes] = result
      vocabulary.append(Vocabulary.Merge(left: pair.left, right: pair.right, result: result))
      table.apply(pair, result: result, byteCount: bytes.count)
      progress(vocabulary.count, vocabularySize)
    }
    return vocabulary
  }

  /// The size of a vocabulary in which nothing is merged: the special tokens and the 256 bytes.
  ///
  /// - Throws: ``TrainingError/emptySpecialToken``.
  public func leastVocabularySize() throws(TrainingError) -> Int {
    var vocabulary = Vocabulary()
    var idOfBytes: [[UInt8]: TokenID] = [:]
    _ = try addAlphabet(to: &vocabulary, &idOfBytes)
    return vocabulary.count
  }

  /// Adds the special tokens and the bytes, and returns the bytes' ids. A special token whose text
  /// bytes could make as well is found again by these bytes.
  private func addAlphabet(
    to vocabulary: inout Vocabulary, _ idOfBytes: inout [[UInt8]: TokenID]
  ) throws(TrainingError) -> [TokenID] {
    var seen: Set<[UInt8]> = []
    for token in specialTokens {
      let text = Array(token.utf8)
      guard !text.isEmpty else { throw .emptySpecialToken }
      guard seen.insert(text).inserted else { continue }
      let id = vocabulary.appendSpecial(text)
      if let bytes = ByteCharacters.bytes(of: text) { idOfBytes[bytes] = id }
    }
    var byteIDs = [TokenID](repeating: 0, count: 256)
    for byte in ByteCharacters.bytesInOrder {
      let id = idOfBytes[[byte]] ?? vocabulary.append([byte])
      idOfBytes[[byte]] = id
      byteIDs[Int(byte)] = id
    }
    return byteIDs
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

  public var description: String {
    switch self {
    case .vocabularyTooSmall(let wanted, let least):
      "a vocabulary of \(wanted) has no room for the special tokens and 256 bytes (\(least))"
    case .vocabularyTooLarge(let wanted): "a vocabulary of \(wanted) is too large"
    case .tooManyWords(let byteCount):
      "the distinct words have \(byteCount) bytes together, which is too many"
    case .emptySpecialToken: "a special token is empty"
    }
  }
}

/// Characters as the alphabet of a vocabulary, with what is marked at the parts of words.
///
/// As in Hugging Face tokenizers: the characters of the words and of ``initial``, by code point, at most
/// ``limit`` of them, the most frequent; words lose the others. Then, if a prefix or suffix is asked
/// for, the characters that bear them, which Hugging Face numbers in no certain order: here by their
/// bytes. Of equally frequent characters at the limit, where its choice is not certain either, the
/// higher code points go.
///
///     var alphabet = CharacterAlphabet()
///     alphabet.endOfWordSuffix = "</w>"
///     trainer.alphabet = .characters(alphabet)
public struct CharacterAlphabet: Sendable {
  /// Characters that are there whether words hold them or not.
  public var initial: [Unicode.Scalar] = []
  /// How many characters there are at most, those of ``initial`` included.
  public var limit: Int?
  /// What share of all characters must be covered, at least; the rarest beyond it go.
  public var coverage: Double?
  /// What every character but the first of a word begins with, such as `##`.
  public var continuingPrefix = ""
  /// What the last character of a word ends with, such as `</w>`.
  public var endOfWordSuffix = ""
  /// Whether words are the characters that stand for their bytes (see ``ByteCharacters``).
  public var standsForBytes = false
  /// Whether a blank is written `▁`, as SentencePiece does.
  public var marksBlanks = false
  /// Whether there is a token for each byte, `<0x00>` to `<0xFF>`, for characters that went. Nothing
  /// is merged across such a character.
  public var hasByteFallback = false

  /// The alphabet of the words, and nothing else.
  public init() {}

  /// The tokens of bytes, by byte.
  static let byteTokens: [[UInt8]] = (0...255).map { byte in
    let digits = String(byte, radix: 16, uppercase: true)
    return Array("<0x\(digits.utf8.count < 2 ? "0" : "")\(digits)>".utf8)
  }

  /// Calls `body` with the text of each character of a word.
  func forEachCharacter(of word: Span<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
    var character: [UInt8] = []
    for index in word.indices {
      let byte = word[index]
      if standsForBytes {
        character.removeAll(keepingCapacity: true)
        ByteCharacters.append(CollectionOfOne(byte), to: &character)
        body(character[...])
        continue
      }
      if byte & 0xC0 != 0x80, !character.isEmpty {
        body(character[...])
        character.removeAll(keepingCapacity: true)
      }
      if marksBlanks, byte == 0x20 {
        body([0xE2, 0x96, 0x81])
      } else {
        character.append(byte)
      }
    }
    if !standsForBytes, !character.isEmpty { body(character[...]) }
  }
}

extension BPETrainer {
  /// Adds the special tokens and the characters, and returns what puts words in them.
  func addCharacters(
    _ alphabet: CharacterAlphabet, of words: borrowing WordCounts, to state: inout TrainingState
  ) throws(TrainingError) -> any WordCoder {
    for token in specialTokens {
      let text = Array(token.utf8)
      guard !text.isEmpty else { throw .emptySpecialToken }
      guard state.names.id(of: text) == nil else { continue }
      state.vocabulary.appendSpecialText(text)
      state.names.add(text)
    }
    if alphabet.hasByteFallback {
      for token in CharacterAlphabet.byteTokens where state.names.id(of: token) == nil {
        state.vocabulary.append(token)
        state.names.addHidden(token)
      }
    }
    var kept = alphabet.characters(of: words)
    // UTF-8 sorts by code point.
    kept.sort { $0.lexicographicallyPrecedes($1) }
    let coder = CharacterCoder(alphabet)
    for text in kept {
      let id = state.add(text)
      _ = state.names.note(length: 1, of: id)
      coder.add(text, id)
    }
    state.continuingPrefix = Array(alphabet.continuingPrefix.utf8)
    guard !alphabet.continuingPrefix.isEmpty || !alphabet.endOfWordSuffix.isEmpty else {
      return coder
    }
    var marked: Set<[UInt8]> = []
    words.forEachWord { word, _ in coder.forEachSymbolText(of: word) { marked.insert($0) } }
    for text in marked.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let id = state.add(text)
      guard state.names.note(length: 1, of: id) else { continue }
      coder.addMarked(text, id)
    }
    return coder
  }
}

extension CharacterAlphabet {
  /// The characters to keep.
  func characters(of words: borrowing WordCounts) -> [[UInt8]] {
    var counts: [[UInt8]: UInt64] = [:]
    words.forEachWord { word, count in
      forEachCharacter(of: word) { counts[Array($0), default: 0] &+= count }
    }
    var fixed: Set<[UInt8]> = []
    for scalar in initial { fixed.insert(Array(String(scalar).utf8)) }
    for text in fixed { counts[text] = .max }
    var kept = counts.map { (text: $0.key, count: $0.value) }
    kept.sort {
      $0.count != $1.count ? $0.count > $1.count : $0.text.lexicographicallyPrecedes($1.text)
    }
    if let limit { kept.removeLast(max(0, kept.count - max(limit, 0))) }
    if let coverage {
      let counted = kept.filter { !fixed.contains($0.text) }
      let total = counted.reduce(0.0) { $0 + Double($1.count) }
      var sum = 0.0
      var place = 0
      for entry in counted where sum < coverage * total {
        sum += Double(entry.count)
        place += 1
      }
      let dropped = Set(counted[place...].map(\.text))
      kept.removeAll { dropped.contains($0.text) }
    }
    return kept.map(\.text)
  }
}

/// Puts words in characters.
private final class CharacterCoder: WordCoder {
  private let alphabet: CharacterAlphabet
  private let prefix: [UInt8]
  private let suffix: [UInt8]
  private var ids: [[UInt8]: TokenID] = [:]
  private var marked: [[UInt8]: TokenID] = [:]
  private var characters: [[UInt8]] = []

  init(_ alphabet: CharacterAlphabet) {
    self.alphabet = alphabet
    prefix = Array(alphabet.continuingPrefix.utf8)
    suffix = Array(alphabet.endOfWordSuffix.utf8)
  }

  func add(_ text: [UInt8], _ id: TokenID) { ids[text] = id }

  func addMarked(_ text: [UInt8], _ id: TokenID) { marked[text] = id }

  /// Calls `body` with each character that has an id, and the marks that it bears here.
  func forEachSymbolText(of word: Span<UInt8>, _ body: ([UInt8]) -> Void) {
    characters.removeAll(keepingCapacity: true)
    alphabet.forEachCharacter(of: word) { characters.append(Array($0)) }
    // First and last are those of the word as it was, whatever it loses.
    for (index, text) in characters.enumerated() where ids[text] != nil {
      var marked = index > 0 ? prefix + text : text
      if index == characters.count - 1 { marked += suffix }
      body(marked)
    }
  }

  func encode(_ word: Span<UInt8>, appendingTo symbols: inout [TokenID]) {
    guard prefix.isEmpty, suffix.isEmpty else {
      forEachSymbolText(of: word) { text in
        if let id = marked[text] { symbols.append(id) }
      }
      return
    }
    alphabet.forEachCharacter(of: word) { text in
      if let id = ids[Array(text)] {
        symbols.append(id)
      } else if alphabet.hasByteFallback {
        symbols.append(MergeTable.wall)
      }
    }
  }
}

extension CharacterAlphabet {
  /// The characters that stand for all 256 bytes in files of byte-level models.
  public static var allBytes: [Unicode.Scalar] {
    ByteCharacters.scalars.compactMap(Unicode.Scalar.init)
  }
}

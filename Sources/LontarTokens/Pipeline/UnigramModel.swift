internal import Glibc

/// The most likely sequence of tokens, each by itself (Kudo 2018).
///
/// Sendable: written by its initialiser alone, read-only from then on.
final class UnigramModel: @unchecked Sendable {
  let table: TokenTable
  let unknown: TokenID?
  private let scores: Storage<Double>
  let trie: ScoredTrie
  let unknownScore: Double
  /// How many bytes are looked at before the tokens are sought that are settled by then.
  let windowCount: Int
  /// The bytes of the longest token.
  let longest: Int
  let byteTokens: [TokenID?]?
  /// Whether scores are added up as SentencePiece does it, in single precision.
  let isSingle: Bool
  /// Whether each mark begins a word, so that words may be looked at one by one.
  private let hasWords: Bool
  /// Whether an unknown stretch that is a token's name is that token, as in Hugging Face tokenizers.
  let looksUpUnknown: Bool

  /// A token as the model needs it; the best score of user-defined ones grows with their length.
  struct Entry {
    var name: ArraySlice<UInt8>
    var id: TokenID
    var score: Double
    /// Whether text may become this token.
    var isPiece = true
  }

  init(
    _ entries: [Entry], table: TokenTable, unknown: TokenID?, lowestScore: Double,
    byteFallback: Bool, isSingle: Bool, windowCount: Int = 1 << 16
  ) {
    self.windowCount = windowCount
    self.table = table
    self.unknown = unknown
    self.isSingle = isSingle
    looksUpUnknown = !isSingle
    unknownScore = isSingle ? Double(Float(lowestScore) - 10) : lowestScore - 10
    byteTokens = byteFallback ? CharacterPairModel.byteTokens(in: table) : nil
    var values = [Double](repeating: 0, count: Int(entries.map(\.id).max() ?? 0) + 1)
    for entry in entries {
      values[Int(entry.id)] = isSingle ? Double(Float(entry.score)) : entry.score
    }
    scores = Storage(capacity: values.count)
    for (id, value) in values.enumerated() { scores[id] = value }
    let pieces = entries.filter { $0.isPiece && !$0.name.isEmpty }
    trie = ScoredTrie(pieces.map { (bytes: $0.name, id: $0.id) }) { values[Int($0)] }
    longest = max(4, pieces.map(\.name.count).max() ?? 0)
    hasWords =
      isSingle
      && pieces.contains { $0.name.elementsEqual(Self.mark) }
      && !pieces.contains { piece in
        piece.name.indices.dropFirst().contains {
          piece.name[$0...].starts(with: Self.mark)
            && !(piece.name[..<$0].suffix(3).elementsEqual(Self.mark))
        }
      }
  }

  /// Whether unknown characters become bytes.
  var hasByteTokens: Bool { byteTokens != nil }

  /// The logarithm of a token's probability.
  func score(of id: TokenID) -> Double { scores[Int(id)] }

  static let mark: [UInt8] = [0xE2, 0x96, 0x81]

  /// The score of a token in single precision.
  @inline(__always)
  func singleScore(of id: TokenID) -> Float { Float(scores[Int(id)]) }

  /// Appends the tokens of one piece, of less than 2 GiB.
  ///
  /// - Complexity: O(*n*) in its bytes, times the length of the longest token.
  func encode(
    _ bytes: [UInt8], _ range: Range<Int>, _ scratch: inout Scratch, into tokens: inout TokenList
  ) {
    guard !range.isEmpty else { return }
    // Safe: the buffer is used only inside the closure, and only within the range.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      let text = unsafe Text(start: start, origin: range.lowerBound, count: range.count)
      if hasWords, !tokens.keepsPlaces {
        unsafe encodeWords(text, &scratch, into: &tokens)
      } else {
        _ = unsafe encodeAll(text, after: 0, &scratch, into: &tokens)
      }
    }
  }

  /// A stretch of a text: what it starts with, and how much lies before.
  @unsafe
  struct Text {
    /// Where the whole text starts.
    var start: UnsafePointer<UInt8>
    var origin: Int
    var count: Int

    var base: UnsafePointer<UInt8> {
      @inline(__always) get { unsafe start + origin }
    }

    @inline(__always)
    func part(_ range: Range<Int>) -> Text {
      unsafe Text(start: start, origin: origin &+ range.lowerBound, count: range.count)
    }
  }

  /// Encodes word by word: from memory, or in the one way that is always right.
  private func encodeWords(
    _ text: Text, _ scratch: inout Scratch, into tokens: inout TokenList
  ) {
    var words = scratch.words.take() ?? UnigramWords()
    var sum: Float = 0
    var start = 0
    while unsafe start < text.count {
      let end = unsafe Self.endOfWord(text.base, start, text.count)
      let known = unsafe words.encode(
        text.base + start, length: end - start, readable: text.count - start, after: sum, self,
        &tokens.ids)
      if let known {
        sum = known
      } else {
        sum = unsafe encodeAll(text.part(start..<end), after: sum, &scratch, into: &tokens)
      }
      start = end
    }
    scratch.words = consume words
  }

  /// Where the word ends that begins at `start`, with its marks.
  @inline(__always)
  private static func endOfWord(_ text: UnsafePointer<UInt8>, _ start: Int, _ limit: Int) -> Int {
    var position = start
    while position + 2 < limit, unsafe isMark(text + position) { position += 3 }
    // Words are short where there are marks, and texts without them need not be looked at byte by byte.
    let near = min(position + 24, limit - 2)
    while position < near {
      if unsafe text[position] == 0xE2, unsafe isMark(text + position) { return position }
      position += 1
    }
    while position < limit - 2 {
      // Safe: what is searched lies within the text.
      guard let found = unsafe memchr(text + position, 0xE2, limit - 2 - position) else { break }
      position = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(text)
      if unsafe isMark(text + position) { return position }
      position += 1
    }
    return limit
  }

  @inline(__always)
  private static func isMark(_ text: UnsafePointer<UInt8>) -> Bool {
    unsafe text[0] == 0xE2 && text[1] == 0x96 && text[2] == 0x81
  }
}

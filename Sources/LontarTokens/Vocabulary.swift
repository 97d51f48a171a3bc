/// The number of a token in a vocabulary.
public typealias TokenID = UInt32

/// The tokens of a byte-level BPE model and the merges that make them, in order.
///
/// A token is a string of bytes, which need not be whole characters. A special token is text that
/// stands for itself and is never made by merging. Ids run from 0 without gaps.
///
///     let vocabulary = try BPETrainer(vocabularySize: 400).train(on: counts)
///     vocabulary.bytes(of: 300)   // for example [0xE0, 0xB8, 0x81], the Thai letter ก
public struct Vocabulary: Sendable, Equatable {
  /// One step of merging: where `left` stands before `right`, put `result`.
  public struct Merge: Sendable, Equatable, BitwiseCopyable {
    public var left: TokenID
    public var right: TokenID
    public var result: TokenID

    public init(left: TokenID, right: TokenID, result: TokenID) {
      self.left = left
      self.right = right
      self.result = result
    }
  }

  /// A token that is text of its own.
  public struct SpecialToken: Sendable, Equatable {
    public var id: TokenID
    /// The text in UTF-8.
    public var text: [UInt8]

    /// Whether merging cannot make it, because its text has a character that stands for no byte.
    public var isOnlySpecial: Bool { ByteCharacters.bytes(of: text) == nil }

    init(id: TokenID, text: [UInt8]) {
      self.id = id
      self.text = text
    }
  }

  /// The merges; a merge's index is its rank: lower merges first.
  public private(set) var merges: [Merge]
  /// The special tokens by rising id.
  public private(set) var specialTokens: [SpecialToken]
  /// How many tokens, the last ones, are only steps on the way to longer ones: no text is encoded in
  /// them (see ``BPETrainer/pickyThreshold``).
  public internal(set) var droppedCount = 0
  /// What merges: the pairs that ``merges`` lists, or any pair that makes a token.
  public var mergeRule: MergeRule

  /// Which neighbouring tokens merge, and in what order.
  public enum MergeRule: Sendable {
    /// Those that the vocabulary lists, in the order of the list: Hugging Face's rule.
    case listed
    /// Any two whose bytes together are a token; the lower that token's id, the earlier, and of
    /// equals the leftmost: tiktoken's rule. The list of merges is empty.
    case anyToken
  }

  private var arena: [UInt8]
  private var ends: [Int]

  /// Makes a vocabulary with no token.
  public init() {
    merges = []
    mergeRule = .listed
    specialTokens = []
    arena = []
    ends = []
  }

  /// Makes a vocabulary of tokens whose bytes stand in a row, the first before `ends[0]`.
  init(arena: [UInt8], ends: [Int]) {
    self.init()
    self.arena = arena
    self.ends = ends
  }

  /// The number of tokens, special ones included.
  public var count: Int { ends.count }

  /// The number of tokens that text is encoded in: all but the dropped ones.
  public var keptCount: Int { count - droppedCount }

  /// The bytes that a token stands for.
  ///
  /// Those of a special token are its text, unless the text is one that merging could make too
  /// (such as `a`, or `Ġ`, which stands for a space in files).
  public func bytes(of id: TokenID) -> ArraySlice<UInt8> {
    let index = Int(id)
    return arena[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// The number of bytes that a token stands for.
  public func byteCount(of id: TokenID) -> Int {
    let index = Int(id)
    return ends[index] - (index == 0 ? 0 : ends[index - 1])
  }

  /// Where the bytes of a token are among those that ``withBytes(_:)`` gives.
  @inline(__always)
  func range(of id: TokenID) -> Range<Int> {
    // Safe: ends never fall.
    unsafe Range(uncheckedBounds: (id == 0 ? 0 : ends[Int(id) - 1], ends[Int(id)]))
  }

  /// Hands the bytes of all tokens to `body`, in a row.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    unsafe arena.withUnsafeBufferPointer(body)
  }

  /// One of the bytes of a token, counted from 0.
  @inline(__always)
  func byte(_ index: Int, of id: TokenID) -> UInt8 {
    arena[(id == 0 ? 0 : ends[Int(id) - 1]) + index]
  }

  /// Whether a token has this id; an id may also be left unused, as files sometimes do.
  public func isUsed(_ id: TokenID) -> Bool { id < count && byteCount(of: id) > 0 }

  /// Makes room for tokens to come.
  mutating func reserve(tokenCount: Int, byteCount: Int) {
    arena.reserveCapacity(arena.count + byteCount)
    ends.reserveCapacity(ends.count + tokenCount)
  }

  /// Leaves the next id unused.
  public mutating func appendUnused() { ends.append(arena.count) }

  /// Adds a token that merging or the alphabet makes, and returns its id.
  @discardableResult
  public mutating func append(_ bytes: some Collection<UInt8>) -> TokenID {
    arena.append(contentsOf: bytes)
    ends.append(arena.count)
    return TokenID(ends.count - 1)
  }

  /// Adds a special token, and returns its id.
  @discardableResult
  public mutating func appendSpecial(_ text: [UInt8]) -> TokenID {
    let id = append(ByteCharacters.bytes(of: text) ?? text)
    specialTokens.append(SpecialToken(id: id, text: text))
    return id
  }

  /// Notes that a token is special; they must be named by rising id.
  mutating func markSpecial(_ id: TokenID, _ text: [UInt8]) {
    specialTokens.append(SpecialToken(id: id, text: text))
  }

  /// Adds a special token whose bytes are its text, and returns its id.
  @discardableResult
  mutating func appendSpecialText(_ text: [UInt8]) -> TokenID {
    let id = append(text)
    specialTokens.append(SpecialToken(id: id, text: text))
    return id
  }

  /// Adds a merge of the next rank.
  public mutating func append(_ merge: Merge) {
    precondition(
      Int(max(merge.left, merge.right, merge.result)) < count, "a merge joins tokens that exist")
    merges.append(merge)
  }
}

// MARK: Compiled

extension Vocabulary {
  func append(to writer: inout CompiledWriter) {
    writer.append([UInt8(mergeRule == .anyToken ? 1 : 0)])
    writer.append(arena)
    writer.append(ends)
    writer.append(merges)
    writer.append(specialTokens.map(\.id))
    for token in specialTokens { writer.append(token.text) }
  }

  /// Reads what was written; nil if it contradicts itself.
  static func read(_ reader: inout CompiledReader) -> Vocabulary? {
    guard let rule = reader.next(of: UInt8.self), reader.count == 1, rule[0] <= 1,
      let arena = reader.next(of: UInt8.self)?.array(reader.count),
      let ends = reader.next(of: Int.self)?.array(reader.count),
      ends.count <= MergeSlots.mostTokens,
      let merges = reader.next(of: Merge.self)?.array(reader.count),
      let specials = reader.next(of: TokenID.self)?.array(reader.count)
    else { return nil }
    var end = 0
    for one in ends {
      guard one >= end else { return nil }
      end = one
    }
    guard end == arena.count,
      merges.allSatisfy({ max($0.left, $0.right, $0.result) < ends.count })
    else { return nil }
    var vocabulary = Vocabulary(arena: arena, ends: ends)
    vocabulary.mergeRule = rule[0] == 1 ? .anyToken : .listed
    vocabulary.merges = merges
    for id in specials {
      guard id < ends.count, let text = reader.next(of: UInt8.self) else { return nil }
      vocabulary.markSpecial(id, text.array(reader.count))
    }
    return vocabulary
  }
}

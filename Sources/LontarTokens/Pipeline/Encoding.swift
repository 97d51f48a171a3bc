/// A text's tokens with all that is known of them, in arrays of one length.
///
///     let encoding = try tokenizer.makeWorker().encoding(of: "ភាសាខ្មែរ".utf8.span)
///     for (id, place) in zip(encoding.ids, encoding.offsets) { … }
public struct Encoding: Sendable, Equatable {
  /// The tokens' ids.
  public var ids: [TokenID] = []
  /// For each token, the text of a pair that it belongs to, as the model counts them.
  public var typeIDs: [UInt32] = []
  /// What each token is called; an unknown piece is called by its text.
  public var pieces: [[UInt8]] = []
  /// The part of the text that each token stands for, in bytes; empty at 0 for tokens of no text.
  public var offsets: [Range<Int>] = []
  /// The number of the word that each token is part of, or nil for tokens of no text.
  public var words: [Int?] = []
  /// Whether each token was added by the post-processor or by padding.
  public var isSpecial: [Bool] = []
  /// Whether a model should look at each token: all but padding.
  public var isAttended: [Bool] = []
  /// What truncation cut off, in parts that overlap by the stride.
  public var overflowing: [Encoding] = []

  /// Makes an encoding without tokens.
  public init() {}

  /// The number of tokens.
  public var count: Int { ids.count }

  mutating func append(
    _ id: TokenID, typeID: UInt32, piece: [UInt8], offsets: Range<Int> = 0..<0, word: Int? = nil,
    isSpecial: Bool, isAttended: Bool = true
  ) {
    ids.append(id)
    typeIDs.append(typeID)
    pieces.append(piece)
    self.offsets.append(offsets)
    words.append(word)
    self.isSpecial.append(isSpecial)
    self.isAttended.append(isAttended)
  }

  mutating func setTypeIDs(_ typeID: UInt32) {
    typeIDs = [UInt32](repeating: typeID, count: ids.count)
  }

  /// A part without what overflows.
  func part(_ range: Range<Int>) -> Encoding {
    var part = Encoding()
    part.ids = Array(ids[range])
    part.typeIDs = Array(typeIDs[range])
    part.pieces = Array(pieces[range])
    part.offsets = Array(offsets[range])
    part.words = Array(words[range])
    part.isSpecial = Array(isSpecial[range])
    part.isAttended = Array(isAttended[range])
    return part
  }

  /// Appends another encoding; each part that overflows is joined with the whole of the other.
  mutating func append(_ other: Encoding) {
    var joined: [Encoding] = []
    for part in overflowing {
      for end in [other.withoutOverflow] + other.overflowing {
        var one = part
        one.append(end)
        joined.append(one)
      }
    }
    for end in other.overflowing {
      var one = withoutOverflow
      one.append(end)
      joined.append(one)
    }
    ids += other.ids
    typeIDs += other.typeIDs
    pieces += other.pieces
    offsets += other.offsets
    words += other.words
    isSpecial += other.isSpecial
    isAttended += other.isAttended
    overflowing = joined
  }

  private var withoutOverflow: Encoding {
    var copy = self
    copy.overflowing = []
    return copy
  }

  // MARK: Truncation

  /// Cuts to a length; the rest goes into ``overflowing``, in parts of that length that overlap by the
  /// stride, which must be less than the length.
  mutating func truncate(to length: Int, stride overlap: Int, fromLeft: Bool) {
    guard length < count else { return }
    guard length > 0 else {
      let whole = self
      self = Encoding()
      overflowing = [whole]
      return
    }
    let step = max(1, length - overlap)
    var ranges: [Range<Int>] = []
    if fromLeft {
      for stop in stride(from: count, to: 0, by: -step) {
        ranges.append(max(0, stop - length)..<stop)
        if stop <= length { break }
      }
    } else {
      for start in stride(from: 0, to: count, by: step) {
        ranges.append(start..<min(start + length, count))
        if start + length >= count { break }
      }
    }
    var first = part(ranges[0])
    first.overflowing = ranges.dropFirst().map(part)
    self = first
  }

  // MARK: Padding

  /// Fills up to a length.
  mutating func pad(to length: Int, with padding: Padding) {
    for index in overflowing.indices { overflowing[index].pad(to: length, with: padding) }
    guard count < length else { return }
    var filler = Encoding()
    for _ in count..<length {
      filler.append(
        padding.id, typeID: padding.typeID, piece: padding.piece, isSpecial: true,
        isAttended: false)
    }
    // What overflows is filled already.
    let parts = overflowing
    overflowing = []
    if padding.isOnLeft {
      filler.append(self)
      self = filler
    } else {
      append(filler)
    }
    overflowing = parts
  }
}

/// How long encodings may be, and which text of a pair gives way.
public struct Truncation: Sendable, Equatable {
  /// Which text of a pair is cut.
  public enum Strategy: String, Sendable, CaseIterable {
    /// The longer one, until both are as long.
    case longestFirst = "LongestFirst"
    /// The first.
    case onlyFirst = "OnlyFirst"
    /// The second.
    case onlySecond = "OnlySecond"
  }

  /// The most tokens, special ones included.
  public var length: Int
  /// How many tokens the parts that are cut off share with the part before.
  public var stride: Int
  /// Which text of a pair is cut.
  public var strategy: Strategy
  /// Whether the beginning is cut off rather than the end.
  public var isFromLeft: Bool

  /// Makes a rule.
  public init(
    length: Int, stride: Int = 0, strategy: Strategy = .longestFirst, isFromLeft: Bool = false
  ) {
    self.length = length
    self.stride = stride
    self.strategy = strategy
    self.isFromLeft = isFromLeft
  }
}

/// How encodings are filled up to one length.
public struct Padding: Sendable, Equatable {
  /// The length, or nil for that of the longest encoding of a batch.
  public var length: Int?
  /// What the length is a multiple of, or nil.
  public var multiple: Int?
  /// The token that fills.
  public var id: TokenID
  /// The type of that token.
  public var typeID: UInt32
  /// What that token is called.
  public var piece: [UInt8]
  /// Whether the filling comes first.
  public var isOnLeft: Bool

  /// Makes a rule.
  public init(
    length: Int? = nil, multiple: Int? = nil, id: TokenID = 0, typeID: UInt32 = 0,
    piece: [UInt8] = Array("[PAD]".utf8), isOnLeft: Bool = false
  ) {
    self.length = length
    self.multiple = multiple
    self.id = id
    self.typeID = typeID
    self.piece = piece
    self.isOnLeft = isOnLeft
  }

  /// Fills encodings of one batch.
  public func pad(_ encodings: inout [Encoding]) {
    var target = length ?? encodings.map(\.count).max() ?? 0
    if let multiple, multiple > 0, target % multiple > 0 { target += multiple - target % multiple }
    for index in encodings.indices { encodings[index].pad(to: target, with: self) }
  }
}

extension Truncation {
  /// Cuts a text or a pair, of whose length the post-processor needs `added`.
  ///
  /// - Throws: ``TokenizerError/cannotTruncate(reason:)``.
  func truncate(
    _ first: inout Encoding, _ second: inout Encoding?, added: Int
  ) throws(TokenizerError) {
    guard length >= added else {
      throw .cannotTruncate(reason: "\(added) special tokens do not fit in \(length)")
    }
    let limit = length - added
    func cut(_ encoding: inout Encoding, _ count: Int) throws(TokenizerError) {
      guard count >= encoding.count || count == 0 || stride < count else {
        throw .cannotTruncate(reason: "a stride of \(stride) does not fit in \(count) tokens")
      }
      encoding.truncate(to: count, stride: stride, fromLeft: isFromLeft)
    }
    guard limit > 0 else {
      try cut(&first, 0)
      if var other = second {
        try cut(&other, 0)
        second = other
      }
      return
    }
    let total = first.count + (second?.count ?? 0)
    guard total > limit else { return }
    switch strategy {
    case .longestFirst:
      guard var other = second else { return try cut(&first, limit) }
      let shorter = min(first.count, other.count)
      var short = shorter
      var long = shorter > limit ? shorter : max(shorter, limit - shorter)
      if short + long > limit {
        short = limit / 2
        long = short + limit % 2
      }
      let isSwapped = first.count > other.count
      try cut(&first, isSwapped ? long : short)
      try cut(&other, isSwapped ? short : long)
      second = other
    case .onlyFirst, .onlySecond:
      let excess = total - limit
      if strategy == .onlyFirst {
        guard first.count > excess else {
          throw .cannotTruncate(reason: "the first text is too short to give way")
        }
        try cut(&first, first.count - excess)
      } else {
        guard var other = second, other.count > excess else {
          throw .cannotTruncate(
            reason: "the second text is \(second == nil ? "not there" : "too short to give way")")
        }
        try cut(&other, other.count - excess)
        second = other
      }
    }
  }
}

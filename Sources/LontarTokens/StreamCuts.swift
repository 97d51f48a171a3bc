/// Where a text of any length may be cut, so that its parts can be encoded one by one.
///
/// A cut before a single blank between two letters is safe for every pre-tokenizer that never takes a
/// letter and the blank behind it into one piece: no expression of theirs looks back. Where text has no
/// such place, the pieces themselves are looked at: one that ends behind a character that is no white space
/// ends there whatever follows some bytes later.
extension Tokenizer {
  /// Whether texts may be cut for encoding, where ``lastSafeCut(in:)`` finds a place: byte-level BPE with
  /// the grammar of a published tokenizer, others that part text at blanks, and BPE whose tokens hold the
  /// mark of a blank only where they begin, such as SentencePiece's, Llama 2's and Gemma's. Unigram, in
  /// which what is best depends on how all before was rounded, and regular expressions of one's own do not.
  public var cutsSafely: Bool {
    guard dropout == 0 else { return false }
    if plain != nil { return preTokenizer?.hasSafeCuts ?? false }
    return (pipeline.cutsAtBlanks || pipeline.cutsAtMarks)
      && pipeline.addedTokens.allSatisfy(\.keepsToItself)
  }

  /// Finds the last place in the start of a text where it may be cut: the ids of both parts are then those
  /// of the whole, whatever follows.
  ///
  ///     tokenizer.lastSafeCut(in: "ភាសា ខ្មែរ និង ភាសា".utf8.span)   // 28, before the third word
  ///
  /// - Parameter text: The start of a text, or of what lies behind a cut that was found before.
  /// - Returns: An offset in bytes, greater than 0 and less than the count; nil if there is none.
  /// - Complexity: O(*n*) in the bytes of the text; where it has blanks, those at its end alone are
  ///   looked at.
  public func lastSafeCut(in text: Span<UInt8>) -> Int? {
    guard cutsSafely else { return nil }
    // Safe: the buffer is used only inside the closure.
    return unsafe text.withUnsafeBufferPointer { buffer -> Int? in
      guard let base = buffer.baseAddress else { return nil }
      let limit = buffer.count - StreamCuts.lookahead - longestAddedToken
      if let place = unsafe lastBlank(base, limit: limit, count: buffer.count) { return place }
      guard let plain, let preTokenizer else { return nil }
      return unsafe lastPiece(base, plain.specials, preTokenizer, limit: limit, count: buffer.count)
    }
  }

  private var longestAddedToken: Int { addedTokens.map(\.content.count).max() ?? 0 }

  /// The last blank between two letters, with no added token around it.
  private func lastBlank(_ text: UnsafePointer<UInt8>, limit: Int, count: Int) -> Int? {
    var place = limit - 1
    while place > 0 {
      if unsafe text[place] == 0x20, unsafe StreamCuts.isLetter(endingAt: place, of: text),
        unsafe StreamCuts.isLetter(startingAt: place + 1, of: text, count: count),
        unsafe !hasAddedToken(text, across: place, count: count),
        unsafe pipeline.pieceNormalizer?.map?.parts(text, at: place, count: count) ?? true
      {
        return place
      }
      place -= 1
    }
    return nil
  }

  /// Whether the text of an added token lies across a place.
  private func hasAddedToken(
    _ text: UnsafePointer<UInt8>, across place: Int, count: Int
  ) -> Bool {
    addedTokens.contains { token in
      let content = token.content
      guard content.count > 1, content.contains(0x20) else { return false }
      return (max(0, place - content.count + 1)...place).contains { start in
        guard content.count <= count - start else { return false }
        return content.indices.allSatisfy { unsafe text[start + $0] == content[$0] }
      }
    }
  }

  /// The last end of a piece that what follows cannot move.
  private func lastPiece(
    _ text: UnsafePointer<UInt8>, _ specials: SpecialTokenMatcher, _ preTokenizer: PreTokenizer,
    limit: Int, count: Int
  ) -> Int? {
    var best: Int?
    var start = 0
    while start < limit {
      let match = unsafe specials.firstMatch(in: text, from: start, count: count)
      let end = match?.range.lowerBound ?? count
      // A token that begins here or later may not be seen whole.
      let isKnown = end < limit
      let ordinary = unsafe UnsafeBufferPointer(start: text + start, count: end - start)
      unsafe preTokenizer.forEachPiece(in: ordinary) { piece in
        let place = start + piece.upperBound
        guard place < limit, place > 0 else { return }
        // Expressions ask whether white space is the last of the text: before a cut it would be.
        guard unsafe !StreamCuts.mayBeSpace(endingAt: place, of: text) else { return }
        if unsafe isKnown || StreamCuts.isSettled(place, in: text, limit: limit) { best = place }
      }
      guard isKnown, let match else { break }
      if match.range.upperBound < limit { best = match.range.upperBound }
      start = match.range.upperBound
    }
    return best
  }
}

extension PreTokenizer {
  /// Whether a piece's end depends on no more than the white space behind it and a few characters.
  var hasSafeCuts: Bool {
    guard case .grammar(let grammar) = cutter else { return false }
    return switch grammar {
    case .superwords: false
    case .lontar, .gpt2, .cl100k, .o200k, .llama3, .qwen2, .qwen35, .tekken, .deepseek3,
      .whitespace, .metaspace:
      true
    }
  }
}

/// The characters that safe cuts are recognised by.
enum StreamCuts {
  /// How many bytes beyond a place are enough to settle it: more than a contraction, or a syllable.
  static let lookahead = 256

  /// Whether a place lies before a character that is no white space, or before white space whose end is
  /// there to see.
  static func isSettled(_ place: Int, in text: UnsafePointer<UInt8>, limit: Int) -> Bool {
    var index = place
    guard unsafe text[index] & 0xC0 != 0x80 else { return false }
    while index < limit {
      let byte = unsafe text[index]
      // Newlines and slashes may belong to the punctuation before them; the bytes of other white space
      // are those of few letters.
      let mayBeSpace =
        byte <= 0x20 || byte == UInt8(ascii: "/") || byte == 0xC2 || byte == 0xE1 || byte == 0xE2
        || byte == 0xE3 || byte & 0xC0 == 0x80
      if !mayBeSpace { return true }
      if byte == 0xE1, unsafe text[index + 1] != 0x9A { return true }
      index += 1
    }
    return false
  }

  /// Whether the character before a place may be white space: one of few leads.
  static func mayBeSpace(endingAt place: Int, of text: UnsafePointer<UInt8>) -> Bool {
    var start = place - 1
    while start > 0, place - start < 4, unsafe text[start] & 0xC0 == 0x80 { start -= 1 }
    let lead = unsafe text[start]
    guard lead >= 0xC0, place - start > 1 else { return lead <= 0x20 || lead >= 0x80 }
    let second = unsafe text[start + 1]
    return switch lead {
    case 0xC2: second == 0x85 || second == 0xA0
    case 0xE1: second == 0x9A
    case 0xE2: second == 0x80 || second == 0x81
    case 0xE3: second == 0x80
    default: false
    }
  }

  /// Whether a digit or letter that everyone counts as one ends before a place.
  static func isLetter(endingAt place: Int, of text: UnsafePointer<UInt8>) -> Bool {
    if unsafe isASCIILetter(text[place - 1]) { return true }
    guard place >= 3 else { return false }
    return unsafe isRegional(text[place - 3], text[place - 2], text[place - 1])
  }

  /// Whether such a letter starts at a place.
  static func isLetter(
    startingAt place: Int, of text: UnsafePointer<UInt8>, count: Int
  ) -> Bool {
    guard place < count else { return false }
    if unsafe isASCIILetter(text[place]) { return true }
    guard place + 2 < count else { return false }
    return unsafe isRegional(text[place], text[place + 1], text[place + 2])
  }

  private static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Consonants of Thai, Lao, Khmer and Burmese, and Chinese characters.
  private static func isRegional(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    guard first & 0xF0 == 0xE0, second & 0xC0 == 0x80, third & 0xC0 == 0x80 else { return false }
    let scalar = UInt32(first & 15) << 12 | UInt32(second & 63) << 6 | UInt32(third & 63)
    return switch scalar {
    case 0x0E01...0x0E2E, 0x0E81...0x0EA3, 0x1000...0x1021, 0x1780...0x17A2, 0x4E00...0x9FFF: true
    default: false
    }
  }
}

extension AddedToken {
  /// Whether the token is found by its own text alone, wherever blanks between letters are.
  var keepsToItself: Bool {
    guard !isSingleWord, !content.contains(0x20) else { return false }
    guard stripsLeft || stripsRight || isNormalized else { return true }
    func isMark(_ byte: UInt8?) -> Bool {
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"),
        UInt8(ascii: "|"):
        true
      default: false
      }
    }
    return isMark(content.first) && isMark(content.last)
  }
}

extension TokenPipeline {
  /// Whether text may be cut before any blank between two letters.
  var cutsAtBlanks: Bool {
    guard pieceNormalizer == nil, let cutter, cutter.partsAtBlanks else { return false }
    return normalizer?.isLocal ?? true
  }
}

extension TokenPipeline {
  /// Whether a text is one piece for BPE, blanks become marks, and a token has such a mark only where it
  /// begins: then no merge crosses from a letter to the blank behind it.
  var cutsAtMarks: Bool {
    guard model.runs?.marksBegin ?? false, cutter?.cutsNothingButBlanks ?? true else {
      return false
    }
    if case .characters(let pairs) = model, pairs.ignoresMerges { return false }
    if let pieceNormalizer { return pieceNormalizer.marksBlanks }
    return normalizer?.marksBlanks ?? false
  }
}

extension SentencePieceNormalizer {
  /// Whether each blank between two letters becomes a mark, and a part of a text that begins with one is
  /// what it is in the whole, without the mark at its start where ``continued`` leaves that out.
  fileprivate var marksBlanks: Bool {
    escapesSpaces && !treatsSpaceAsSuffix && (addsDummyPrefix || !removesExtraSpaces)
      && !(kept?.strings.contains { $0.contains(0x20) || $0.contains(0xE2) } ?? false)
  }

  /// What normalises a part of a text that is not the first, and begins with a blank: where blanks at the
  /// start go, the mark is put in their place again.
  var continued: SentencePieceNormalizer {
    var other = self
    other.addsDummyPrefix = addsDummyPrefix && removesExtraSpaces
    return other
  }
}

extension CharacterMap {
  /// Whether none of the entries reaches across a place in a text. Entries are of a few characters; from
  /// 256 bytes before on, each place is tried.
  fileprivate func parts(_ text: UnsafePointer<UInt8>, at place: Int, count: Int) -> Bool {
    let start = max(0, place - 256)
    let bytes = unsafe Array(
      UnsafeBufferPointer(start: text + start, count: min(count, place + 256) - start))
    // One that begins with the blank may not take the letter either.
    for from in 0...place - start {
      let limit = max(place - start, from + 1)
      if let found = longest(of: bytes, from..<bytes.count), from + found.length > limit {
        return false
      }
    }
    return true
  }
}

extension PieceCutter {
  /// Whether there is nothing to cut in a text without blanks.
  fileprivate var cutsNothingButBlanks: Bool {
    switch self {
    case .split(.literal(let text), _, inverts: false): text == [0x20]
    case .sequence(let stages): stages.allSatisfy(\.cutsNothingButBlanks)
    default: false
    }
  }

  /// Whether pieces part at each blank between two letters, however much comes before and after.
  var partsAtBlanks: Bool {
    switch self {
    case .grammar(let grammar): grammar.hasSafeCuts
    case .byteLevel(_, let cuts, _): cuts
    case .whitespace, .whitespaceSplit, .bert: true
    case .metaspace(_, _, let splits): splits
    case .sequence(let stages): stages.first?.partsAtBlanks ?? false
    case .split, .punctuation, .digits, .delimiter, .scripts, .fixedLength: false
    }
  }
}

extension TextNormalizer {
  /// Whether all that this does is to put marks for blanks, and perhaps one before the text.
  fileprivate var marksBlanks: Bool {
    func isMarking(_ stage: TextNormalizer) -> Bool {
      guard case .replace(.literal(let blank), let mark) = stage else { return false }
      return blank == [0x20] && mark == UnigramModel.mark
    }
    switch self {
    case .replace: return isMarking(self)
    case .sequence(let stages):
      guard let last = stages.last, isMarking(last), stages.count <= 2 else { return false }
      if stages.count == 2, case .prepend(let start) = stages[0] {
        return start == UnigramModel.mark
      }
      return stages.count == 1
    default: return false
    }
  }

  /// What normalises a part of a text that is not the first: without what is put before a text.
  var continued: TextNormalizer {
    switch self {
    case .prepend: .sequence([])
    case .sequence(let stages): .sequence(stages.map(\.continued))
    default: self
    }
  }

  /// Whether what becomes of a blank between two letters, and of those, depends on nothing around them.
  var isLocal: Bool {
    switch self {
    case .bert, .stripAccents, .form, .lowercase, .nmt: true
    case .strip, .byteLevel, .characterMap, .replace, .prepend: false
    case .sequence(let stages): stages.allSatisfy(\.isLocal)
    }
  }
}

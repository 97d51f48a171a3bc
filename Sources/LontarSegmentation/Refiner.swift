internal import LontarText

/// Changes the ends that an engine gives, from a text's start to its end: whole stay addresses, tags and
/// runs of emoji, scripts are parted, and a user's words are not broken.
struct Refiner {
  /// What the ends come from, and what is to be done about it.
  struct Plan: Sendable {
    /// Finds what is whole in every language; nil where the engine does so itself.
    var cutter: TokenCutter?
    /// Whether letters of scripts without spaces are parted from others.
    var partsScripts = false
    /// Whether zero-width spaces are pieces of their own.
    var honoursZeroWidth = false
    /// Whether ends may lie inside clusters: ICU ends words of dictionaries before marks of other scripts.
    var checksClusters = false
    var dictionary: CustomDictionary?
    /// Parts words from their clitics.
    var clitics: CliticModel?
    /// Joins words to their parts, or cuts the parts off.
    var parts: WordParts?
    /// Whether words are cut into syllables.
    var cutsSyllables = false

    /// Finds the ends of sentences at spaces.
    var sentences: SentenceModel?
    /// Whether sentences go on behind abbreviations.
    var joinsSentences = false

    var isEmpty: Bool {
      cutter == nil && !partsScripts && !honoursZeroWidth && dictionary == nil && clitics == nil
        && parts == nil && !cutsSyllables && sentences == nil && !joinsSentences
    }
  }

  private let plan: Plan
  private var matcher: DictionaryMatcher?
  /// The last end that was given.
  private var last = 0
  private var letters = CliticModel.Letters()
  private var cuts: [Int] = []
  private var syllables = SyllableCutter()

  init(_ plan: Plan) {
    self.plan = plan
    matcher = plan.dictionary.map { DictionaryMatcher($0) }
  }

  /// Begins another text.
  mutating func reset() {
    last = 0
    matcher?.reset()
  }

  /// Takes the next end of the engine, and appends those that become of it.
  mutating func add(_ end: Int, in text: Span<UInt8>, to ends: inout [Int]) {
    if plan.joinsSentences && SentenceJoiner.goesOn(text, last, end) { return }
    if plan.checksClusters && isInsideCluster(text, end) || isInsideHangul(text, end) { return }
    if plan.partsScripts && isDrawnOut(text, end) { return }
    if let parts = plan.parts, last < end, parts.goesOn(text, last..<end) { return }
    while let sentences = plan.sentences,
      let inner = sentences.firstEnd(in: text, last..<end)
    {
      put(inner, &ends)
    }
    while last < end {
      guard let range = nextWord(in: text, before: end) else {
        cut(upTo: end, in: text, &ends)
        return
      }
      if range.lowerBound > last { cut(upTo: range.lowerBound, in: text, &ends) }
      // An address may have gone over the word.
      if range.lowerBound == last { put(range.upperBound, &ends) }
    }
  }

  /// The user's next word in a piece; not one that lies within a longer piece, unless it insists.
  private mutating func nextWord(in text: Span<UInt8>, before end: Int) -> Range<Int>? {
    var place = last
    while let match = matcher?.first(in: text, from: place, before: end) {
      let range = match.range
      // A piece that is parted further on is no longer word.
      let isParted = plan.partsScripts && scriptEnd(in: text, before: end) != nil
      let isWithin = range.upperBound <= end && range != last..<end && !isParted
      if !isWithin || match.weight > 1 { return range }
      place = range.upperBound
    }
    return nil
  }

  private mutating func put(_ end: Int, _ ends: inout [Int]) {
    ends.append(end)
    last = end
  }

  /// Cuts a piece that holds no word of the user's.
  private mutating func cut(upTo end: Int, in text: Span<UInt8>, _ ends: inout [Int]) {
    while last < end {
      if let cutter = plan.cutter, let whole = cutter.specialEnd(in: text, from: last, before: end)
      {
        put(whole, &ends)
      } else if plan.partsScripts, let part = scriptEnd(in: text, before: end) {
        put(part, &ends)
      } else if plan.honoursZeroWidth, let part = zeroWidthEnd(in: text, before: end) {
        put(part, &ends)
      } else {
        putWord(end, in: text, &ends)
      }
    }
  }

  /// Puts the end of a piece, after those of the words in it.
  private mutating func putWord(_ end: Int, in text: Span<UInt8>, _ ends: inout [Int]) {
    if plan.cutsSyllables, text[last] >= 0x80 {
      let kind = text.wideCharacter(at: last).kind
      if kind == .complex || kind == .prefix || SyllableCutter.isBurmeseSign(text, last) {
        syllables.cut(text, last..<end, into: &ends)
        last = end
        return
      }
    }
    if let parts = plan.parts, end > last {
      cuts.removeAll(keepingCapacity: true)
      parts.cut(text, last..<end, into: &cuts)
      for cut in cuts { putPart(cut, in: text, &ends) }
    }
    putPart(end, in: text, &ends)
  }

  /// Puts the end of a word, after the places where it is parted from its clitics.
  private mutating func putPart(_ end: Int, in text: Span<UInt8>, _ ends: inout [Int]) {
    if let clitics = plan.clitics, end - last >= 3, text[last] > 0x40 || text[last] == 0x27 {
      cuts.removeAll(keepingCapacity: true)
      clitics.cut(text, last..<end, &letters, into: &cuts)
      ends.append(contentsOf: cuts)
    }
    put(end, &ends)
  }

  /// Where a piece changes from a script without spaces to letters or digits of others, or back.
  private func scriptEnd(in text: Span<UInt8>, before end: Int) -> Int? {
    var bits: UInt8 = 0
    var common: UInt8 = 0xFF
    for index in last..<end {
      bits |= text[index]
      common &= text[index]
    }
    // All ASCII, or nothing of it: but for Latin letters with marks, one script.
    if bits < 0x80 { return nil }
    if common >= 0x80 && text[last] >= 0xE0 && text[last] < 0xE2 && !hasOwnDigit(text, before: end)
    {
      return nil
    }
    var place = last
    var previous = CharacterKind.space
    var previousScalar: UInt32 = 0
    while place < end {
      let character = text.character(at: place)
      let isZero = BurmeseZero.isTyped(
        character.scalar, behind: previousScalar, in: text, place + character.byteCount)
      previousScalar = isZero ? BurmeseZero.digit : character.scalar
      switch isZero ? .digit : character.kind {
      case .glue: break
      case .complex:
        if previous == .letter { return place }
        previous = .complex
      case .letter, .digit, .numeral, .emoji:
        if previous == .complex { return place }
        previous = .letter
      default: previous = .space
      }
      place += character.byteCount
    }
    return nil
  }

  /// Whether a mark at an end belongs to the letter before it.
  private func isInsideCluster(_ text: Span<UInt8>, _ end: Int) -> Bool {
    guard end > 0, end < text.count, text[end] >= 0xCC, text[end - 1] >= 0x80,
      text.wideCharacter(at: end).kind == .glue
    else { return false }
    var before = end - 1
    while before > last && text[before] & 0xC0 == 0x80 { before -= 1 }
    let left = text.character(at: before)
    switch left.kind {
    case .newline: return false
    // Controls end clusters; what is not assigned does not.
    case .other:
      return left.scalar >= 0xA0 && left.scalar != 0x200B
        && !(0xFFF0...0xFFFB).contains(left.scalar)
    default: return true
    }
  }

  /// Whether an end lies between the letters of a Korean syllable.
  private func isInsideHangul(_ text: Span<UInt8>, _ end: Int) -> Bool {
    guard end >= 3, end + 2 < text.count, text[end] >= 0xE1, text[end] < 0xEE,
      text[end - 1] >= 0x80
    else { return false }
    // Burmese and Khmer letters begin with E1 too.
    if text[end] == 0xE1 && text[end + 1] & 0xFC != 0x84 { return false }
    return TokenCutter.isInsideHangul(text, end)
  }

  /// Whether an end lies among the same letters at the end of a word, as in `มากกกก`: treebanks and
  /// annotators of social media keep them with their word, whatever their number.
  private func isDrawnOut(_ text: Span<UInt8>, _ end: Int) -> Bool {
    guard end >= last + 3, end + 3 <= text.count, text[end] >= 0xE0, text[end] < 0xE2 else {
      return false
    }
    var place = end
    while place + 3 <= text.count, text[place] == text[end - 3], text[place + 1] == text[end - 2],
      text[place + 2] == text[end - 1]
    {
      place += 3
      // Long runs are as many words as there are windows; none is looked at for ever.
      if place - end > 192 { return false }
    }
    guard place > end, text.wideCharacter(at: end).kind == .complex else { return false }
    // Signs of repetition are words, and a letter before others begins a word.
    if SymbolTable.info(text.wideCharacter(at: end).scalar) & SymbolInfo.classMask
      == SymbolClass.repetition.rawValue
    {
      return false
    }
    guard place < text.count else { return true }
    let kind = text.character(at: place).kind
    return kind != .complex && kind != .glue
  }

  /// Whether a piece of scalars of three bytes holds a Thai, Lao, Khmer or Burmese digit.
  private func hasOwnDigit(_ text: Span<UInt8>, before end: Int) -> Bool {
    var found = false
    var place = last
    while place + 2 < end {
      let low = text[place + 2]
      switch text[place + 1] {
      case 0xB9, 0xBB: found = found || low &- 0x90 < 10
      case 0x9F: found = found || low &- 0xA0 < 10
      case 0x81: found = found || low &- 0x80 < 10
      default: break
      }
      place += 3
    }
    return found
  }

  /// Where a zero-width space begins or ends within a piece.
  private func zeroWidthEnd(in text: Span<UInt8>, before end: Int) -> Int? {
    var place = last
    while place + 2 < end || place + 3 == end {
      if text[place] == 0xE2, text[place + 1] == 0x80, text[place + 2] == 0x8B {
        if place > last { return place }
        // Marks behind it have nothing else to stand on.
        let behind = place + 3
        guard behind < end, text.character(at: behind).kind != .glue else { return nil }
        return behind
      }
      place += 1
    }
    return nil
  }
}

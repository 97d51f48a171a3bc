internal import LontarText

/// Cuts text of Latin script into tokens, in one pass and by the kinds of characters.
///
/// White space, punctuation and symbols are tokens of their own. Whole are words with their hyphens and
/// apostrophes (`orang-orang`, `anak2`, `Qur'an`), numbers with their separators, times and fractions
/// (`1.250,50`, `15.45`, `3/4`), known abbreviations (`dll.`, `S.H.`), addresses, mentions, hashtags,
/// runs of emoji, and runs of one mark (`...`). The sign of money before a number is cut (`Rp|9.000`).
/// Words of other scripts are ICU's.
///
/// No token ends inside a grapheme cluster: whatever continues one is glued to what stands before it.
///
/// The rules follow the treebanks of Universal Dependencies for Indonesian, Javanese, Filipino and
/// Cebuano; ``TokenConvention`` has what they do not agree about.
struct TokenCutter: Sendable {
  let convention: TokenConvention
  /// Whether runs of other scripts stay whole, instead of being cut into ICU's words.
  var keepsRuns = false
  /// Whether ``specialEnd(in:from:before:)`` finds every token of ASCII letters and digits.
  var cutsForeignTokens = false

  /// Writes the ends of the next tokens over a buffer, and returns how many they are: from 0 on, or
  /// from the last end that the call before gave for the same text.
  ///
  /// - Parameters:
  ///   - text: The text, of which anything before `start` may be looked at.
  ///   - start: Where the next token begins.
  ///   - breaker: Cuts runs of scripts that need it.
  ///   - waiting: The ends of a run that are still to be given, the next one last.
  ///   - ends: Room for at least one end.
  func next(
    in text: Span<UInt8>, from start: Int, breaker: inout Breaker, waiting: inout [Int],
    into ends: inout [Int]
  ) -> Int {
    if start == 0 { waiting.removeAll(keepingCapacity: true) }
    let capacity = ends.count
    var count = 0
    var offset = start
    while count < capacity {
      if let end = waiting.popLast() {
        ends[count] = end
        count += 1
        offset = end
        continue
      }
      while count + 2 < capacity, let end = plainWordEnd(in: text, from: offset) {
        ends[count] = end
        ends[count + 1] = end + 1
        count += 2
        offset = end + 1
        guard text[end] != 0x20 else { continue }
        ends[count] = end + 2
        count += 1
        offset = end + 2
      }
      guard count < capacity, offset < text.count else { break }
      let end = tokenEnd(in: text, from: offset)
      if end == offset {
        cutRun(of: text, from: offset, by: &breaker, into: &waiting)
        continue
      }
      ends[count] = end
      count += 1
      offset = end
    }
    return count
  }

  /// Cuts a run of another script, whose ends come to wait in reverse.
  private func cutRun(
    of text: Span<UInt8>, from start: Int, by breaker: inout Breaker, into waiting: inout [Int]
  ) {
    let end = runEnd(in: text, ofComplexFrom: start)
    if keepsRuns { return waiting.append(end) }
    let run = text.extracting(start..<end)
    var batch = [Int](repeating: 0, count: 256)
    var last = 0
    while true {
      let count = breaker.next(in: run, from: last, into: &batch)
      guard count > 0 else { break }
      for index in 0..<count {
        last = batch[index]
        if last < run.count, isInsideCluster(run, last) { continue }
        waiting.append(start + last)
      }
    }
    waiting.reverse()
  }

  /// Whether ICU's words end inside a cluster: before ำ and ຳ, and between the letters of a Korean
  /// syllable.
  private func isInsideCluster(_ run: Span<UInt8>, _ place: Int) -> Bool {
    run.character(at: place).kind == .glue || Self.isInsideHangul(run, place)
  }

  /// Whether a place lies between the letters of a Korean syllable: ICU's dictionary of Chinese takes
  /// whole syllables away from single letters before them.
  static func isInsideHangul(_ run: Span<UInt8>, _ place: Int) -> Bool {
    let right = run.character(at: place)
    guard right.scalar >= 0x1100 && right.scalar < 0xD800, place >= 3 else { return false }
    let left = run.character(at: place - 3)
    guard left.byteCount == 3 else { return false }
    let isLeading =
      (0x1100...0x115F).contains(left.scalar) || (0xA960...0xA97C).contains(left.scalar)
    if (0x1160...0x11FF).contains(right.scalar) || right.scalar >= 0xD7B0 {
      return isLeading || (0x1160...0x11FF).contains(left.scalar)
        || (0xAC00...0xD7FB).contains(left.scalar)
    }
    return isLeading
  }

  /// Where a run of letters of other scripts ends, with what is glued to them.
  func runEnd(in text: Span<UInt8>, ofComplexFrom start: Int) -> Int {
    var end = start + text.character(at: start).byteCount
    while end < text.count {
      let character = text.character(at: end)
      guard character.kind == .complex || character.kind == .glue else { break }
      end += character.byteCount
    }
    return end
  }

  // MARK: - Tokens

  /// Where the token ends that begins at an offset; the offset itself, if ICU must find it.
  @inline(__always)
  func tokenEnd(in text: Span<UInt8>, from start: Int) -> Int {
    let lead = text[start]
    if (lead | 0x20) &- 0x61 < 26 { return wordEnd(in: text, from: start) }
    if lead == 0x20 {
      // One space, mostly.
      guard start + 1 < text.count else { return start + 1 }
      let next = text[start + 1]
      if next > 0x20 && next < 0x80 { return start + 1 }
    }
    return otherEnd(in: text, from: start)
  }

  func otherEnd(in text: Span<UInt8>, from start: Int) -> Int {
    let character = text.character(at: start)
    let end = start + character.byteCount
    if keepsRuns, SyllableCutter.isBurmeseSign(text, start) { return start }
    switch character.kind {
    case .letter where keepsRuns && character.scalar & 0xFF80 == 0xB80:
      // Tamil syllables are found one by one.
      return start
    case .letter, .digit, .numeral: return wordEnd(in: text, from: start)
    case .complex: return start
    case .space:
      var end = end
      while end < text.count {
        let next = text.character(at: end)
        guard next.kind == .space else { break }
        end += next.byteCount
      }
      return glued(text, end)
    case .newline:
      if character.scalar == 0x0D, end < text.count, text[end] == 0x0A { return end + 1 }
      return glued(text, end)
    case .emoji: return emojiEnd(in: text, from: end)
    case .prefix:
      guard end < text.count else { return end }
      let next = text.character(at: end)
      if next.kind == .newline || next.kind == .other { return end }
      if next.kind == .prefix { return glued(text, end + next.byteCount) }
      if next.kind == .complex { return runEnd(in: text, ofComplexFrom: end) }
      return otherEnd(in: text, from: end)
    case .glue, .other: return glued(text, end)
    case .symbol: return symbolEnd(in: text, from: start, end, character.scalar)
    }
  }

  /// Goes behind what continues a grapheme cluster.
  @inline(__always)
  func glued(_ text: Span<UInt8>, _ offset: Int) -> Int {
    guard offset < text.count, text[offset] >= 0x80 else { return offset }
    return gluedWide(text, offset)
  }

  private func gluedWide(_ text: Span<UInt8>, _ offset: Int) -> Int {
    var end = offset
    var joins = false
    while end < text.count && text[end] >= 0x80 {
      let character = text.wideCharacter(at: end)
      // A joiner takes the pictograph behind it along.
      let isPicture = character.kind == .emoji || character.kind == .symbol
      let isFlag = character.scalar >= 0x1F1E6 && character.scalar <= 0x1F1FF
      let continues = character.kind == .glue || joins && isPicture && !isFlag
      guard continues else { break }
      joins = character.scalar == 0x200D
      end += character.byteCount
    }
    return end
  }

  private func emojiEnd(in text: Span<UInt8>, from start: Int) -> Int {
    var end = glued(text, start)
    while end < text.count && text[end] >= 0x80 {
      let next = text.wideCharacter(at: end)
      guard next.kind == .emoji else { break }
      end = glued(text, end + next.byteCount)
    }
    return end
  }

  // MARK: - Words and numbers

  /// Where a word or number ends, with all that hyphens and other marks join to it.
  private func wordEnd(in text: Span<UInt8>, from start: Int) -> Int {
    var end = plainEnd(in: text, from: start, moneyFrom: start)
    while end < text.count {
      let byte = text[end]
      // Most words end here.
      if byte == 0x20 { return end }
      let next: Int?
      switch byte {
      case UInt8(ascii: "-"): next = afterHyphen(text, start, end, end + 1)
      case UInt8(ascii: "'"): next = afterApostrophe(text, end, end + 1)
      case UInt8(ascii: "."):
        // No address goes on with a blank, as most sentences do.
        if end + 1 < text.count, text[end + 1] != 0x20,
          let end = addressEnd(in: text, from: start, end)
        {
          return end
        }
        next = afterFullStop(text, start, end)
        if next == nil, let end = abbreviationEnd(in: text, start..<end) {
          return glued(text, end)
        }
      case UInt8(ascii: ","): next = betweenDigits(text, end)
      case UInt8(ascii: ":"):
        if let end = schemeEnd(in: text, from: start, end) { return end }
        next = betweenDigits(text, end)
      case UInt8(ascii: "/"): next = afterSlash(text, start, end)
      case UInt8(ascii: "@"): return addressEnd(in: text, from: start, end) ?? end
      case UInt8(ascii: "+"), UInt8(ascii: "_"), UInt8(ascii: "%"):
        return byte == UInt8(ascii: "%") ? end : addressEnd(in: text, from: start, end) ?? end
      case 0xE2 where end + 2 < text.count && text[end + 1] == 0x80:
        // ‐ and ‑, and ’.
        switch text[end + 2] {
        case 0x90, 0x91: next = afterHyphen(text, start, end, end + 3)
        case 0x99: next = afterApostrophe(text, end, end + 3)
        default: return end
        }
      default: return end
      }
      guard let next else { return end }
      end = plainEnd(in: text, from: next, moneyFrom: nil)
    }
    return end
  }

  /// Goes over letters, digits and their marks; stops behind a sign of money at a number.
  private func plainEnd(in text: Span<UInt8>, from start: Int, moneyFrom money: Int?) -> Int {
    var end = start
    while true {
      while end < text.count && (text[end] | 0x20) &- 0x61 < 26 { end += 1 }
      guard end < text.count else { return end }
      let byte = text[end]
      if byte == 0x20 { return end }
      if byte &- 0x30 < 10 {
        if convention.cutsMoney, let money, end > money, end - money <= 3,
          ShortWords.money.contains(text, money..<end)
        {
          return end
        }
        while end < text.count && text[end] &- 0x30 < 10 { end += 1 }
      } else if byte == UInt8(ascii: "_") {
        end += 1
      } else if byte >= 0x80 {
        let character = text.wideCharacter(at: end)
        switch character.kind {
        case .letter, .digit, .numeral, .glue: end += character.byteCount
        default: return end
        }
      } else {
        return end
      }
    }
  }

  @inline(__always)
  func isDigit(_ text: Span<UInt8>, _ index: Int) -> Bool {
    index >= 0 && index < text.count && text[index] &- 0x30 < 10
  }

  /// The kind of the character at an offset, or space at the end.
  func kind(_ text: Span<UInt8>, _ offset: Int) -> CharacterKind {
    offset < text.count ? text.character(at: offset).kind : .space
  }

  private func betweenDigits(_ text: Span<UInt8>, _ mark: Int) -> Int? {
    if isDigit(text, mark - 1) { return isDigit(text, mark + 1) ? mark + 1 : nil }
    guard mark + 1 < text.count, text[mark + 1] >= 0x80, mark > 2 else { return nil }
    // Digits of other scripts have two to four bytes; look for the one before.
    var before = mark - 1
    while before > 0 && mark - before < 4 && text[before] & 0xC0 == 0x80 { before -= 1 }
    let isNumber = kind(text, before) == .digit && kind(text, mark + 1) == .digit
    return isNumber ? mark + 1 : nil
  }

  private func afterApostrophe(_ text: Span<UInt8>, _ mark: Int, _ next: Int) -> Int? {
    kind(text, next) == .letter ? next : nil
  }

  private func afterFullStop(_ text: Span<UInt8>, _ start: Int, _ mark: Int) -> Int? {
    betweenDigits(text, mark)
  }

  /// What may follow a hyphen: a word, or a number behind a word (`ke-5`), or letters behind a number
  /// (`1960-an`). Two numbers are a range, but several are one thing: a date, a telephone number.
  private func afterHyphen(
    _ text: Span<UInt8>, _ start: Int, _ mark: Int, _ next: Int
  ) -> Int? {
    switch kind(text, next) {
    case .letter:
      if convention.abbreviations == .exceptTitles,
        isMonth(text, start..<mark)
          || isMonth(text, next..<plainEnd(in: text, from: next, moneyFrom: nil))
      {
        return nil
      }
      return next
    case .digit:
      guard isDigit(text, mark - 1), !convention.joinsNumbers else { return next }
      return isChain(text, start) ? next : nil
    default: return nil
    }
  }

  private func isMonth(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    word.count >= 3 && ShortWords.months.contains(text, word)
  }

  /// Whether the number in which a hyphen stands has three groups of digits or more.
  private func isChain(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var hyphens = 0
    var first = start
    while first < text.count, isDigit(text, first) || text[first] == UInt8(ascii: "-") {
      hyphens += text[first] == UInt8(ascii: "-") && isDigit(text, first + 1) ? 1 : 0
      if hyphens == 2 { return true }
      first += 1
    }
    return false
  }

  /// A slash joins two plain numbers (`3/4`), a Roman one and a number (`II/2007`), single letters (`S/A`),
  /// and the parts of a document's number (`34/PMK.011/2007`).
  private func afterSlash(_ text: Span<UInt8>, _ start: Int, _ mark: Int) -> Int? {
    let next = mark + 1
    guard next < text.count, mark - start <= 64 else { return nil }
    if isDigit(text, mark - 1) && isDigit(text, next) {
      for index in start..<mark where !isDigit(text, index) && text[index] != UInt8(ascii: "/") {
        return isCapital(text[start]) ? next : nil
      }
      var end = next
      while isDigit(text, end) { end += 1 }
      let goesOn = end < text.count && (text[end] == 0x2E || text[end] == 0x2C)
      return goesOn && isDigit(text, end + 1) ? nil : next
    }
    guard isCapital(text[next]) || isDigit(text, next) else { return nil }
    if mark - start == 1 && isCapital(text[start]) && isCapital(text[next])
      && kind(text, next + 1) != .letter
    {
      return next
    }
    if isDigit(text, next) {
      for index in start..<mark where !"IVXLC".utf8.contains(text[index]) { return nil }
      return next
    }
    // Capitals, and a number at the end.
    guard isDigit(text, mark - 1), kind(text, next + 1) == .letter else { return nil }
    var end = next
    while end < text.count, isCapital(text[end]) || isDigit(text, end) || text[end] == 0x2E {
      end += 1
    }
    return end < text.count && text[end] == UInt8(ascii: "/") && isDigit(text, end + 1)
      ? end + 1 : nil
  }

  @inline(__always)
  func isCapital(_ byte: UInt8) -> Bool { byte &- 0x41 < 26 }
}

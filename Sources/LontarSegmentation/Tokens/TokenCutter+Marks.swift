internal import LontarText

// Abbreviations, addresses and what begins with a mark.

extension TokenCutter {
  /// Where an abbreviation ends that begins as a word before a full stop.
  func abbreviationEnd(in text: Span<UInt8>, _ word: Range<Int>) -> Int? {
    let stop = word.upperBound
    if text[word.lowerBound] == 0xE0 { return tamilEnd(in: text, word) }
    if let end = dottedEnd(in: text, from: word.lowerBound, stop) { return end }
    guard word.count <= 8 else { return nil }
    if word.count == 1 && isCapital(text[word.lowerBound]) {
      // An initial stands before a name; at the end of a text it may be anything.
      guard convention.abbreviations == .all, stop + 2 < text.count, text[stop + 1] == 0x20 else {
        return nil
      }
      return isCapital(text[stop + 2]) ? stop + 1 : nil
    }
    if stop + 1 < text.count, ShortWords.titles.contains(text, word) {
      let isPlain = !isCapital(text[word.lowerBound])
      switch convention.abbreviations {
      case .all: return stop + 1
      case .exceptTitles: return isPlain ? stop + 1 : nil
      case .dottedOnly: return nil
      }
    }
    guard convention.abbreviations != .dottedOnly else { return nil }
    if ShortWords.others.contains(text, word) { return stop + 1 }
    let isSpaced = stop + 1 < text.count && text[stop + 1] == 0x20
    return isDigit(text, isSpaced ? stop + 2 : stop + 1)
      && ShortWords.beforeNumbers.contains(text, word) ? stop + 1 : nil
  }

  /// Where short parts with full stops between them end: `S.H.`, `a.n.`, `Ph.D.`, `M.Hum.`
  private func dottedEnd(in text: Span<UInt8>, from start: Int, _ stop: Int) -> Int? {
    let isSingle = stop - start == 1
    guard isSingle || stop - start <= 3 && isCapital(text[start]) else { return nil }
    guard kind(text, start) == .letter else { return nil }
    var end = stop + 1
    var parts = 1
    while end < text.count {
      var letters = end
      while letters < text.count && (text[letters] | 0x20) &- 0x61 < 26 { letters += 1 }
      let length = letters - end
      guard length >= 1, length == 1 || length <= 4 && isCapital(text[end]) else { break }
      guard letters < text.count, text[letters] == 0x2E else {
        // The last full stop may be missing, if the parts are capitals: `S.Pd`, `S.H`
        let isWord = letters < text.count && text[letters] >= 0x80
        if isCapital(text[start]) && isCapital(text[end]) && !isWord && length <= 3 {
          return parts == 1 && !isSingle ? nil : letters
        }
        break
      }
      end = letters + 1
      parts += 1
    }
    return parts >= 2 ? end : nil
  }

  /// Where a Tamil abbreviation ends that begins as a word before a full stop: short parts with full
  /// stops between them, `கி.மீ.`; one letter before a name or number, `மு.`, `ரூ.`
  private func tamilEnd(in text: Span<UInt8>, _ word: Range<Int>) -> Int? {
    let first = tamilLetters(text, from: word.lowerBound)
    guard first.end == word.upperBound, first.count <= 2 else { return nil }
    var end = word.upperBound + 1
    var parts = 1
    while end < text.count, text[end] == 0xE0 {
      let part = tamilLetters(text, from: end)
      guard (1...3).contains(part.count), part.end < text.count, text[part.end] == 0x2E else {
        break
      }
      end = part.end + 1
      parts += 1
    }
    if parts > 1 { return end }
    guard first.count == 1, end + 1 < text.count else { return nil }
    let next = kind(text, text[end] == 0x20 ? end + 1 : end)
    return next == .digit || next == .letter && text[end] == 0x20 ? end : nil
  }

  /// How many Tamil letters stand together, without the signs on them, and where they end.
  private func tamilLetters(_ text: Span<UInt8>, from start: Int) -> (count: Int, end: Int) {
    var count = 0
    var end = start
    while end < text.count, text[end] == 0xE0 {
      let character = text.wideCharacter(at: end)
      switch character.kind {
      case .letter: count += 1
      case .glue: break
      default: return (count, end)
      }
      end += character.byteCount
    }
    return (count, end)
  }

  // MARK: - Addresses

  /// Where an address of the web ends whose scheme stands before a colon.
  func schemeEnd(in text: Span<UInt8>, from start: Int, _ colon: Int) -> Int? {
    guard colon + 3 < text.count, text[colon + 1] == 0x2F, text[colon + 2] == 0x2F,
      colon - start >= 2, colon - start <= 8
    else { return nil }
    for index in start..<colon where (text[index] | 0x20) &- 0x61 >= 26 { return nil }
    let end = pathEnd(in: text, from: colon + 3)
    return end > colon + 3 ? end : nil
  }

  /// Where a host's name, with what follows it, or an address of mail ends that begins as a word
  /// before a mark.
  func addressEnd(in text: Span<UInt8>, from start: Int, _ mark: Int) -> Int? {
    // The name before the @, if there is one.
    var at = mark
    while at < text.count, at - start < 256, isNamePart(text[at]) { at += 1 }
    if at < text.count, text[at] == 0x40, at > start, text[at - 1] != 0x2E {
      if let end = hostEnd(in: text, from: at + 1), end.labels >= 2 { return glued(text, end.end) }
    }
    guard text[mark] == 0x2E, let host = hostEnd(in: text, from: start), host.labels >= 2 else {
      return nil
    }
    let isNamed = host.isKnown || mark - start == 3 && isWWW(text, start)
    guard isNamed else { return nil }
    if host.end < text.count, text[host.end] == 0x2F || text[host.end] == 0x3F {
      return glued(text, pathEnd(in: text, from: host.end))
    }
    return glued(text, host.end)
  }

  private func isWWW(_ text: Span<UInt8>, _ start: Int) -> Bool {
    (start..<start + 3).allSatisfy { text[$0] | 0x20 == UInt8(ascii: "w") }
  }

  private func isNamePart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2E || byte == 0x2D || byte == 0x5F
      || byte == 0x2B || byte == 0x25
  }

  /// Labels with full stops between them, and whether one of the last two ends many hosts' names.
  private func hostEnd(
    in text: Span<UInt8>, from start: Int
  ) -> (end: Int, labels: Int, isKnown: Bool)? {
    var end = start
    var labels = 0
    var isKnown = false
    var index = start
    // No name is longer than 255 bytes: so a long text of such labels takes no long time.
    let limit = min(text.count, start + 256)
    while index < limit {
      var label = index
      var hasLetter = false
      while label < limit {
        let byte = text[label]
        let isLetter = (byte | 0x20) &- 0x61 < 26
        guard isLetter || byte &- 0x30 < 10 || byte == 0x2D && label > index else { break }
        hasLetter = hasLetter || isLetter
        label += 1
      }
      while label > index && text[label - 1] == 0x2D { label -= 1 }
      guard label > index else { break }
      // A name ends in letters, not in a number; a letter of another kind makes it a word.
      if label < text.count, text[label] >= 0x80, kind(text, label) == .letter { break }
      if hasLetter || labels == 0 { end = label }
      labels += 1
      let isEnding = labels >= 2 && ShortWords.hosts.contains(text, index..<label)
      isKnown = isKnown && labels > 1 && label - index == 2 || isEnding
      guard label < text.count, text[label] == 0x2E else { break }
      index = label + 1
      if isKnown, !isLowerLetter(text, index) { break }
    }
    return labels > 0 ? (end, labels, isKnown) : nil
  }

  private func isLowerLetter(_ text: Span<UInt8>, _ index: Int) -> Bool {
    index < text.count && text[index] &- 0x61 < 26
  }

  /// Goes over all that an address may hold, and back over marks that end the sentence around it.
  private func pathEnd(in text: Span<UInt8>, from start: Int) -> Int {
    var end = start
    var open = 0
    loop: while end < text.count {
      let byte = text[end]
      switch byte {
      case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F: break loop
      case UInt8(ascii: "("): open += 1
      case UInt8(ascii: ")"):
        if open == 0 { break loop }
        open -= 1
      case 0x80...:
        let character = text.wideCharacter(at: end)
        // Behind these marks letters of any script are the address's: /ข่าว?ชื่อ=ไทย
        if character.kind == .complex, "/=#".utf8.contains(text[end - 1]) {
          end = runEnd(in: text, ofComplexFrom: end)
          continue
        }
        // Letters of Latin script may stand in an address; in the midst of other scripts it is over.
        guard character.kind == .letter || character.kind == .glue else { break loop }
        end += character.byteCount
        continue
      default: break
      }
      end += 1
    }
    while end > start {
      switch text[end - 1] {
      case 0x21, 0x27, 0x2A, 0x2C, 0x2E, 0x3A, 0x3B, 0x3F: end -= 1
      default: return end
      }
    }
    return end
  }

  // MARK: - What begins with a mark

  /// Where a token ends that begins with punctuation or a symbol.
  func symbolEnd(in text: Span<UInt8>, from start: Int, _ end: Int, _ scalar: UInt32) -> Int {
    switch scalar {
    case 0x23, 0x40:
      if let end = tagEnd(in: text, from: start) { return end }
    case 0x2E, 0x21, 0x3F, 0x60, 0x2A, 0x3D, 0x7E, 0x5F:
      return glued(text, runEnd(in: text, from: start))
    case 0x2D:
      let run = runEnd(in: text, from: start)
      if run == start + 1, let word = leadingEnd(in: text, from: start, run) { return word }
      return glued(text, run)
    case 0x27, 0x2018, 0x2019:
      if let word = clippedEnd(in: text, from: start, end) { return word }
      if scalar == 0x27 { return glued(text, runEnd(in: text, from: start)) }
    case 0x3A, 0x3B:
      if let end = faceEnd(in: text, from: start) { return end }
    case 0xB0:
      // °C and °F
      if end < text.count, text[end] == 0x43 || text[end] == 0x46, kind(text, end + 1) != .letter {
        return glued(text, end + 1)
      }
    case 0x2026:
      var end = end
      while end + 2 < text.count, text[end] == 0xE2, text[end + 1] == 0x80, text[end + 2] == 0xA6 {
        end += 3
      }
      return glued(text, end)
    default: break
    }
    return glued(text, end)
  }

  /// Where a face ends that stands by itself: `:)`, `:-(`, `;))`.
  private func faceEnd(in text: Span<UInt8>, from start: Int) -> Int? {
    guard start == 0 || text[start - 1] == 0x20 || text[start - 1] >= 0x80 else { return nil }
    var end = start + 1
    if end < text.count, text[end] == 0x2D { end += 1 }
    guard end < text.count, text[end] == 0x28 || text[end] == 0x29 || text[end] == 0x44 else {
      return nil
    }
    let mouth = text[end]
    while end < text.count && text[end] == mouth { end += 1 }
    return end == text.count || text[end] <= 0x20 ? end : nil
  }

  private func runEnd(in text: Span<UInt8>, from start: Int) -> Int {
    var end = start + 1
    while end < text.count && text[end] == text[start] { end += 1 }
    return end
  }

  /// A hashtag or a mention: a letter, somewhere, and nothing of a word before the sign.
  func tagEnd(in text: Span<UInt8>, from start: Int) -> Int? {
    if start > 0, isWordByte(text[start - 1]) { return nil }
    var end = start + 1
    var hasLetter = false
    while end < text.count {
      let character = text.character(at: end)
      switch character.kind {
      case .letter, .complex: hasLetter = true
      case .digit, .numeral: break
      case .glue: if end == start + 1 { return nil }
      default:
        guard character.scalar == 0x5F else { return hasLetter ? end : nil }
      }
      end += character.byteCount
    }
    return hasLetter ? end : nil
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
  }

  /// `-anyos` behind a space.
  private func leadingEnd(in text: Span<UInt8>, from start: Int, _ next: Int) -> Int? {
    guard convention.hasLeadingMarks, start > 0, text[start - 1] == 0x20, next < text.count else {
      return nil
    }
    var next = next
    if text[next] == 0x27 || kind(text, next) == .symbol && text[next] == 0xE2 {
      next += text.character(at: next).byteCount
    }
    let kind = kind(text, next)
    guard kind == .letter || kind == .digit else { return nil }
    return tokenEnd(in: text, from: next)
  }

  /// `‘yung`: a word whose beginning was left out.
  private func clippedEnd(in text: Span<UInt8>, from start: Int, _ next: Int) -> Int? {
    guard convention.hasLeadingMarks, kind(text, next) == .letter else { return nil }
    if start > 0, isWordByte(text[start - 1]) { return nil }
    let end = tokenEnd(in: text, from: next)
    return ShortWords.clipped.contains(text, next..<end) ? end : nil
  }
}

// MARK: - For other engines

extension TokenCutter {
  /// Where what is whole in every language ends, if it begins at an offset and goes beyond the piece
  /// there: an address, a tag, a Latin word with hyphens, a run of emoji or of one mark; nil for anything
  /// else.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - start: Where a piece begins.
  ///   - end: Where it ends.
  func specialEnd(in text: Span<UInt8>, from start: Int, before end: Int) -> Int? {
    let lead = text[start]
    // Most pieces of scripts without spaces are done here.
    if lead >= 0xE0 && lead < 0xE2 { return nil }
    let found: Int?
    switch lead {
    case UInt8(ascii: "#"), UInt8(ascii: "@"):
      if lead == UInt8(ascii: "#") && convention.cutsTags { return nil }
      found = tagEnd(in: text, from: start)
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "!"), UInt8(ascii: "?"),
      UInt8(ascii: "*"), UInt8(ascii: "="), UInt8(ascii: "~"), UInt8(ascii: "_"):
      guard end < text.count, text[end] == lead else { return nil }
      for index in start..<end where text[index] != lead { return nil }
      found = symbolEnd(in: text, from: start, start + 1, UInt32(lead))
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
      if cutsForeignTokens || hasLatinHyphen(text, start, end) {
        found = tokenEnd(in: text, from: start)
        break
      }
      guard isAddressLike(text, start, end) else { return nil }
      found = addressFrom(text, start)
    case 0xC2:
      guard end == start + 2, text[start + 1] == 0xB0 else { return nil }
      found = symbolEnd(in: text, from: start, end, 0xB0)
    case 0xE2, 0xE3, 0xF0:
      let character = text.wideCharacter(at: start)
      guard character.kind == .emoji else { return nil }
      found = otherEnd(in: text, from: start)
    default: return nil
    }
    guard let found, found != end else { return nil }
    return found
  }

  /// Whether a hyphen behind a Latin word joins it to a letter or number: K-pop, e-mail, COVID-19.
  private func hasLatinHyphen(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard (text[start] | 0x20) &- 0x61 < 26, end < text.count, text[end] == UInt8(ascii: "-") else {
      return false
    }
    let next = kind(text, end + 1)
    return next == .letter || next == .digit
  }

  /// Whether a mark of an address is in a piece of ASCII or next to it.
  private func isAddressLike(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    for index in start..<min(end + 1, text.count) {
      switch text[index] {
      case 0x2E, 0x3A, 0x40, 0x2D, 0x5F, 0x2B: return true
      case 0x20, 0x80...: return false
      default: break
      }
    }
    return false
  }

  private func addressFrom(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var mark = start
    while mark < text.count, mark - start < 64 {
      switch text[mark] {
      case 0x3A: return schemeEnd(in: text, from: start, mark)
      case 0x2E, 0x40, 0x2D, 0x5F, 0x2B:
        if let end = addressEnd(in: text, from: start, mark) { return end }
        return nil
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: mark += 1
      default: return nil
      }
    }
    return nil
  }
}

import CLontar

@testable import LontarText

/// The slow twin of `Mojibake`: the same repairs, with the text as bytes and places in arrays.
struct SlowMojibake {
  func repair(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8], edits: inout OffsetMap?
  ) -> Bool {
    guard var found = onePass(text) else { return false }
    var map = found.edits
    for _ in 1..<3 {
      guard let next = onePass(found.text.span) else { break }
      map.compose(with: next.edits)
      found = next
    }
    // Controls come up when text was read wrongly several times, and go with the last repair.
    if found.text.span.hasControls && !text.hasControls { return false }
    output.append(contentsOf: found.text)
    if edits != nil { edits = map }
    return true
  }

  struct Repaired {
    var text: [UInt8] = []
    var edits = OffsetMap()
  }

  /// The signs of well-formed text, character by character. All Thai counts as what could be bytes.
  static func signs(of text: Span<UInt8>) -> UInt32 {
    var scalars: [UInt32] = []
    text.forEachScalar { scalars.append($0) }
    var signs: UInt32 = 0
    func add(_ sign: lontar_mojibake) { signs |= sign.rawValue }
    func isLatin(_ index: Int) -> Bool {
      index < scalars.count && (0x80...0xFF).contains(scalars[index])
    }
    /// Whether a byte from 80 to BF looks like a character, and some more of U+2000 to U+203F.
    func isContinuation(_ index: Int) -> Bool {
      if index >= scalars.count { return false }
      return switch scalars[index] {
      case 0x80...0xBF, 0x152, 0x153, 0x160, 0x161, 0x178, 0x17D, 0x17E, 0x192, 0x2C6, 0x2DC,
        0x2000...0x203F, 0x20AC, 0x2122:
        true
      default: false
      }
    }
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case 0x80...0x9F: add(LONTAR_MOJIBAKE_CONTROLS)
      case 0xC2...0xF4: if isContinuation(index + 1) { add(LONTAR_MOJIBAKE_PAIRS) }
      case 0x100...0x13F, 0x180...0x1BF:
        if isContinuation(index + 1) { add(LONTAR_MOJIBAKE_PAIRS_1258) }
      case 0xE00...0xE7F: add(LONTAR_MOJIBAKE_THAI)
      default: break
      }
      if (index..<index + 3).allSatisfy(isLatin) { add(LONTAR_MOJIBAKE_RUNS) }
    }
    guard scalars.indices.filter(isLatin).count >= 2 else { return signs }
    add(LONTAR_MOJIBAKE_LATIN)
    for scalar in scalars {
      switch scalar {
      case 0x110, 0x111, 0x121, 0x130, 0x190, 0x191, 0x1A1, 0x1B0, 0x1E80...0x1EFF:
        add(LONTAR_MOJIBAKE_VIETNAMESE)
      default: break
      }
    }
    return signs
  }

  private func onePass(_ text: Span<UInt8>) -> Repaired? {
    let signs = Self.signs(of: text)
    func has(_ sign: lontar_mojibake) -> Bool { signs & sign.rawValue != 0 }
    guard lontar_suspects_mojibake(signs), text.firstIllFormedSequence() == nil else {
      return nil
    }
    if has(LONTAR_MOJIBAKE_PAIRS) || has(LONTAR_MOJIBAKE_PAIRS_1258) {
      // The two tables are nearly the same: the right one makes more of the text.
      let western = unicode(text, seenAs: .windows1252)
      let vietnamese =
        has(LONTAR_MOJIBAKE_PAIRS_1258) ? unicode(text, seenAs: .windows1258) : nil
      if let vietnamese, vietnamese.byteCount > western?.byteCount ?? 0 { return vietnamese.found }
      if let western { return western.found }
    }
    if let found = unicodeSeenAsThai(text) { return found }
    guard has(LONTAR_MOJIBAKE_LATIN) else { return nil }
    let seen = SeenBytes(text, through: .windows1252)
    if has(LONTAR_MOJIBAKE_RUNS), let found = thai(seen) { return found }
    if !has(LONTAR_MOJIBAKE_VIETNAMESE), seen.isWhole { return vietnamese(text, seen) }
    return nil
  }

  // MARK: - UTF-8 seen as something else

  /// Characters of UTF-8 among the bytes that a text looks like, if any of them is surely one.
  /// With how many bytes they have.
  private func unicode(
    _ text: Span<UInt8>, seenAs view: ByteView
  ) -> (found: Repaired, byteCount: Int)? {
    let seen = SeenBytes(text, through: view)
    var found = Repaired()
    var isSure = false
    var position = 0
    // Bytes in characters, and bytes beyond ASCII beside them; and from where on bytes stay.
    var inside = 0
    var beside = 0
    var kept = 0
    let bytes = seen.bytes.span
    while position < bytes.count {
      let unit = bytes[position] < 0xC2 ? nil : Unit(bytes, at: position)
      if let unit, unit.isPlausible {
        if unit.isSure { isSure = true }
        found.keep(text.extracting(seen.places[kept]..<seen.places[position]))
        kept = position + unit.byteCount
        found.replace(
          seen.places[position]..<seen.places[position + unit.byteCount],
          with: bytes.extracting(position..<position + unit.byteCount))
        position += unit.byteCount
        inside += unit.byteCount
      } else {
        if bytes[position] >= 0x80 { beside += 1 }
        position += 1
      }
    }
    found.keep(text.extracting(seen.places[kept]...))
    // In Thai read as Latin-1 some bytes are characters by chance.
    return isSure && beside * 2 <= inside ? (found, inside) : nil
  }

  /// One character of UTF-8 among bytes.
  private struct Unit {
    let scalar: UInt32
    let byteCount: Int
    /// Whether all bytes behind the first look like punctuation that stands behind letters in clean
    /// text: quotes, dashes, dots.
    let isPunctuated: Bool

    init?(_ bytes: Span<UInt8>, at position: Int) {
      let lead = bytes[position]
      byteCount = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      guard lead >= 0xC2, lead <= 0xF4, position + byteCount <= bytes.count else { return nil }
      var value = UInt32(lead) & (byteCount == 2 ? 0x1F : byteCount == 3 ? 0x0F : 0x07)
      var onlyPunctuation = true
      for i in 1..<byteCount {
        let byte = bytes[position + i]
        guard byte & 0xC0 == 0x80 else { return nil }
        value = value << 6 | UInt32(byte & 0x3F)
        switch byte {
        case 0x82, 0x84, 0x85, 0x8B, 0x91...0x97, 0x9B, 0xA0, 0xAB, 0xBB: break
        default: onlyPunctuation = false
        }
      }
      // Overlong forms and surrogates.
      if byteCount == 3, value < 0x800 || (0xD800...0xDFFF).contains(value) { return nil }
      if byteCount == 4, value < 0x10000 || value > 0x10FFFF { return nil }
      scalar = value
      isPunctuated = onlyPunctuation
    }

    var isSure: Bool { !isPunctuated }

    /// Whether this is a character that people write.
    var isPlausible: Bool {
      switch scalar {
      case 0x80...0x17F, 0x192, 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x218...0x21B, 0x2C6, 0x2DC,
        0x300...0x331,
        0x391...0x3C9, 0x400...0x45F, 0x620...0x6D5, 0x900...0xEFF, 0x1000...0x109F,
        0x1780...0x17F9, 0x1A00...0x1A1F, 0x1B00...0x1BBF, 0x1EA0...0x1EF9, 0x200B...0x203A,
        0x20A0...0x20BF, 0x2100...0x214F, 0x2190...0x21FF, 0x2200...0x22FF, 0x2500...0x27BF,
        0x3000...0x30FF, 0x4E00...0x9FFF, 0xA980...0xA9DF, 0xAC00...0xD7A3, 0xFE0F, 0xFEFF,
        0xFF01...0xFF5E, 0x1F000...0x1FAFF:
        true
      default: false
      }
    }
  }

  /// UTF-8 read as Windows-874. Runs of Thai letters and signs are characters from end to end, or they
  /// are Thai; "แบบ" could be either, so the record must show more.
  private func unicodeSeenAsThai(_ text: Span<UInt8>) -> Repaired? {
    let seen = SeenBytes(text, through: .windows874)
    let bytes = seen.bytes.span
    var found = Repaired()
    var position = 0
    var units = 0
    var isSure = false
    var kept = 0
    while position < bytes.count {
      guard isThai(text, seen.places[position]) else {
        position += 1
        continue
      }
      guard let unit = Unit(bytes, at: position), unit.isPlausible else { return nil }
      let range = seen.places[position]..<seen.places[position + unit.byteCount]
      // What is no Thai letter behind a Thai letter that leads is a sign indeed.
      for i in 1..<unit.byteCount where !isThai(text, seen.places[position + i]) { isSure = true }
      found.keep(text.extracting(seen.places[kept]..<seen.places[position]))
      kept = position + unit.byteCount
      found.replace(range, with: bytes.extracting(position..<position + unit.byteCount))
      position += unit.byteCount
      units += 1
    }
    if units == 0 { return nil }
    found.keep(text.extracting(seen.places[kept]...))
    if isSure || units >= 4 { return found }
    let after = SlowScores.vietnamese(found.text.span)
    return after.good >= 2 && after.bad == 0 ? found : nil
  }

  private func isThai(_ text: Span<UInt8>, _ place: Int) -> Bool {
    place + 1 < text.count && text[place] == 0xE0
      && (text[place + 1] == 0xB8 || text[place + 1] == 0xB9)
  }

  // MARK: - Legacy encodings seen as Windows-1252

  /// Thai in TIS-620, if it comes in runs whose letters may follow each other.
  private func thai(_ seen: SeenBytes) -> Repaired? {
    guard seen.isWhole else { return nil }
    var letters = 0
    var runs = 0
    var isInRun = false
    for byte in seen.bytes {
      if byte >= 0xA1 {
        letters += 1
        if !isInRun { runs += 1 }
      }
      isInRun = byte >= 0xA1
    }
    guard letters >= 4, letters >= 3 * runs,
      let found = decoded(seen, from: LONTAR_WINDOWS_874)
    else { return nil }
    let score = SlowScores.thai(found.text.span, refusesOthers: true)
    return score.bad * 20 <= score.good ? found : nil
  }

  /// Vietnamese in one of its charsets, if its words are syllables in that and were not before.
  private func vietnamese(_ text: Span<UInt8>, _ seen: SeenBytes) -> Repaired? {
    // Signs alone are signs: "120m²" would read as a word of VISCII.
    guard seen.bytes.contains(where: { $0 >= 0xC0 }) else { return nil }
    let before = SlowScores.vietnamese(text)
    guard before.bad > 0 else { return nil }
    var best: (score: ScriptScore, found: Repaired)?
    for encoding in [LONTAR_TCVN3, LONTAR_VNI, LONTAR_VISCII, LONTAR_WINDOWS_1258] {
      guard var found = decoded(seen, from: encoding) else { continue }
      let score = SlowScores.vietnamese(found.text.span)
      guard score.good >= 2, score.bad * 5 <= score.good,
        score.confidence > before.confidence + 0.25,
        best.map({ score.confidence > $0.score.confidence }) ?? true
      else { continue }
      if encoding == LONTAR_TCVN3 { raiseCapitals(&found.text, from: 0) }
      best = (score, found)
    }
    return best?.found
  }

  private func decoded(_ seen: SeenBytes, from encoding: lontar_encoding) -> Repaired? {
    var found = Repaired()
    var pieces: [lontar_edit]? = []
    guard decodeByTable(encoding, seen.bytes.span, to: &found.text, pieces: &pieces) == nil else {
      return nil
    }
    for piece in pieces ?? [] {
      let source =
        seen.places[piece.source_start]..<seen.places[piece.source_start + piece.source_count]
      found.edits.append(
        source: source, target: piece.output_start..<piece.output_start + piece.output_count)
    }
    return found
  }
}

extension Span where Element == UInt8 {
  /// Whether there is a control from U+0080 to U+009F.
  fileprivate var hasControls: Bool {
    for i in indices where self[i] == 0xC2 {
      if i + 1 < count, self[i + 1] < 0xA0 { return true }
    }
    return false
  }
}

extension SlowMojibake.Repaired {
  fileprivate mutating func keep(_ bytes: Span<UInt8>) {
    if !bytes.isEmpty { text.append(copying: bytes) }
  }

  fileprivate mutating func replace(_ source: Range<Int>, with bytes: Span<UInt8>) {
    let start = text.count
    for i in bytes.indices { text.append(bytes[i]) }
    edits.append(source: source, target: start..<text.count)
  }
}

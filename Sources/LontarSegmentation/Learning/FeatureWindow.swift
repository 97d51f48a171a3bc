/// A stretch of text as a boundary model sees it: symbols with their classes, and for each symbol the
/// rows of the model's table that speak for or against a boundary near it.
///
/// A symbol is a scalar, or in a language that writes spaces between syllables a syllable. Boundary
/// *p* is the place before symbol *p*. An event at *p*, such as three symbols around it, names a row
/// of eight weights, for the boundaries *p* - 3 to *p* + 4: so a single look-up serves eight places.
struct FeatureWindow: ~Copyable {
  /// How many symbols are at hand.
  private(set) var count = 0
  /// Where each symbol starts, in bytes; one more for the end. Not padded.
  private(set) var starts = Buffer<Int32>(repeating: 0, count: 0)
  /// Where each syllable ends; of use for syllables only.
  private(set) var syllableEnds = Buffer<Int32>(repeating: 0, count: 0)
  /// The rows of each symbol's events, `eventCount` for each.
  private(set) var rows = Buffer<UInt32>(repeating: 0, count: 0)

  private var symbols = Buffer<UInt32>(repeating: 0, count: 0)
  private var infos = Buffer<UInt8>(repeating: 0, count: 0)
  /// By boundary: the longest word that ends, begins, or lies across.
  private var ending = Buffer<UInt8>(repeating: 0, count: 0)
  private var starting = Buffer<UInt8>(repeating: 0, count: 0)
  private var crossing = Buffer<UInt8>(repeating: 0, count: 0)
  /// By place: the cost of the cheapest way there, and the length of its last word.
  private var costs = Buffer<Int32>(repeating: 0, count: 0)
  private var lastLengths = Buffer<UInt8>(repeating: 0, count: 0)
  /// By place: the length of the word of the cheapest way that begins there; 0 if none does.
  private var pathLengths = Buffer<UInt8>(repeating: 0, count: 0)

  /// Symbols for nothing at both ends, so that windows around the first and last need no care.
  private static let margin = 4
  /// What a symbol costs that belongs to no word: more than any word.
  private static let unknownCost: Int32 = 40

  /// The class and the bits of a symbol.
  @inline(__always)
  func info(_ position: Int) -> UInt8 { infos[position + Self.margin] }

  /// Makes room for so many symbols, and drops what was there.
  private mutating func begin(_ capacity: Int, events: Int) {
    count = 0
    let padded = capacity + 2 * Self.margin + 1
    symbols.reserve(padded, filledWith: 0x20)
    infos.reserve(padded, filledWith: SymbolInfo.space)
    starts.reserve(capacity + 1, filledWith: 0)
    syllableEnds.reserve(capacity + 1, filledWith: 0)
    ending.reserve(padded, filledWith: 0)
    starting.reserve(padded, filledWith: 0)
    crossing.reserve(padded, filledWith: 0)
    costs.reserve(padded, filledWith: 0)
    lastLengths.reserve(padded, filledWith: 0)
    pathLengths.reserve(padded, filledWith: 0)
    rows.reserve(capacity * events, filledWith: 0)
  }

  private mutating func put(_ symbol: UInt32, _ info: UInt8, start: Int, end: Int) {
    symbols[count + Self.margin] = symbol
    infos[count + Self.margin] = info
    starts[count] = Int32(truncatingIfNeeded: start)
    syllableEnds[count] = Int32(truncatingIfNeeded: end)
    count += 1
  }

  private mutating func finish(end: Int) {
    starts[count] = Int32(truncatingIfNeeded: end)
    for index in 0..<Self.margin {
      symbols[index] = 0x20
      infos[index] = SymbolInfo.space
      symbols[count + Self.margin + index] = 0x20
      infos[count + Self.margin + index] = SymbolInfo.space
    }
  }

  // MARK: - Scalars

  /// Reads text as scalars, with ICU's boundaries.
  ///
  /// - Parameters:
  ///   - text: The bytes of the window.
  ///   - ends: The ends of ICU's segments, in bytes of the window.
  mutating func readScalars(_ text: Span<UInt8>, ends: Span<Int>, events: Int) {
    begin(text.count, events: events)
    var offset = 0
    var nextEnd = 0
    var end = 0
    var previous: UInt8 = SymbolInfo.space
    var gluesNext = false
    while offset < text.count {
      var bits: UInt8 = 0
      if offset >= end {
        if offset > 0 { bits = SymbolInfo.icu }
        while nextEnd < ends.count && end <= offset {
          end = ends[nextEnd]
          nextEnd += 1
        }
      }
      let start = offset
      let scalar = Self.decode(text, &offset)
      guard scalar != Self.illFormed && scalar != 0xFFFD else {
        // Boundaries beside it, and beside what stands for it, are ICU's.
        put(0xFFFD, bits | SymbolInfo.space, start: start, end: offset)
        previous = SymbolInfo.space
        gluesNext = false
        continue
      }
      var info = SymbolTable.info(scalar)
      let isInside = info & previous & SymbolInfo.script != 0
      if gluesNext && isInside { info |= SymbolInfo.glued }
      if !isInside { info &= ~SymbolInfo.glued }
      // A consonant whose vowel is taken ends a syllable.
      if scalar == 0x103A && count > 1 {
        let last = count - 1 + Self.margin
        if infos[last - 1] & infos[last] & SymbolInfo.script != 0 {
          infos[last] |= SymbolInfo.glued
        }
      }
      // ำ and ຳ go with anything before them into one grapheme cluster, which ICU's words may cut.
      if (scalar == 0x0E33 || scalar == 0x0EB3) && !isInside { bits = 0 }
      put(SymbolTable.symbol(scalar, info: info), info | bits, start: start, end: offset)
      previous = info
      gluesNext = SymbolTable.gluesNext(scalar)
    }
    finish(end: text.count)
  }

  private static let illFormed: UInt32 = 0xFFFF_FFFF

  /// Decodes a scalar and goes behind it, or behind a maximal subpart that is none.
  @inline(__always)
  private static func decode(_ text: Span<UInt8>, _ offset: inout Int) -> UInt32 {
    let lead = text[offset]
    if lead < 0x80 {
      offset += 1
      return UInt32(lead)
    }
    if lead & 0xF0 == 0xE0, offset + 2 < text.count {
      let second = text[offset + 1]
      let third = text[offset + 2]
      let scalar = UInt32(lead & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F)
      if second & 0xC0 == 0x80, third & 0xC0 == 0x80, scalar >= 0x800, scalar & 0xF800 != 0xD800 {
        offset += 3
        return scalar
      }
    } else if lead & 0xE0 == 0xC0, lead >= 0xC2, offset + 1 < text.count {
      let second = text[offset + 1]
      if second & 0xC0 == 0x80 {
        offset += 2
        return UInt32(lead & 0x1F) << 6 | UInt32(second & 0x3F)
      }
    } else if lead & 0xF8 == 0xF0, offset + 3 < text.count {
      var scalar = UInt32(lead & 0x07)
      var isGood = true
      for index in 1...3 {
        let byte = text[offset + index]
        isGood = isGood && byte & 0xC0 == 0x80
        scalar = scalar << 6 | UInt32(byte & 0x3F)
      }
      if isGood && scalar >= 0x10000 && scalar < 0x110000 {
        offset += 4
        return scalar
      }
    }
    offset += text.scalar(at: offset).byteCount
    return illFormed
  }

  // MARK: - Syllables

  /// Reads text as syllables: ICU's segments, without those of white space.
  ///
  /// Two syllables may be joined if nothing or one space is between them; the bit `icu` says that
  /// nothing is, and the bit `space` that more is.
  mutating func readSyllables(_ text: Span<UInt8>, ends: Span<Int>, events: Int) {
    begin(ends.count, events: events)
    var start = 0
    var previousEnd = 0
    var isBlocked = true
    var isBehindSign = false
    for index in ends.indices {
      let end = ends[index]
      let syllable = Syllable(text.extracting(start..<end))
      if syllable.isSpace {
        isBlocked = isBlocked || previousEnd != start || end - start != 1 || text[start] != 0x20
      } else {
        // Tags, mentions and addresses are words of their own.
        let isSign =
          text[start] == UInt8(ascii: "#") || text[start] == UInt8(ascii: "@")
          || end + 1 < text.count && text[end] == UInt8(ascii: ":")
            && text[end + 1] == UInt8(ascii: "/")
        var info = syllable.shape.rawValue | SymbolInfo.script
        if isBlocked || isSign {
          info |= SymbolInfo.space
        } else if previousEnd == start {
          info |= SymbolInfo.icu
        }
        put(syllable.hash, info, start: start, end: end)
        previousEnd = end
        isBlocked = syllable.isIllFormed || isSign || isBehindSign
        isBehindSign = isSign
      }
      start = end
    }
    finish(end: text.count)
  }

  // MARK: - Events

  /// Finds the rows of every event.
  ///
  /// - Parameters:
  ///   - shape: What the model looks at.
  ///   - words: The model's words, if it has some.
  ///   - occurrences: For training, how often each cell's word is known from elsewhere; empty if all
  ///     are known.
  mutating func findRows(
    _ shape: BoundaryModel.Shape, words: borrowing WordTable?, occurrences: [Int32] = []
  ) {
    if let words = copy words {
      findWords(words, occurrences)
      findPath(isSyllables: shape.unit == .syllables)
    }
    let shift = UInt64(64 - shape.rowBits)
    let events = shape.eventCount
    let margin = Self.margin
    @inline(__always) func row(_ value: UInt64, _ salt: UInt64) -> UInt32 {
      let mixed = (value ^ salt) &* 0xD6E8_FEB8_6659_FD93
      let spread = (mixed ^ (mixed >> 31)) &* 0x9FB2_1C65_1E98_DF25
      return UInt32(truncatingIfNeeded: spread >> shift)
    }
    @inline(__always) func turn(_ value: UInt64, _ bits: UInt64) -> UInt64 {
      value << bits | value >> (64 - bits)
    }
    @inline(__always) func mixed(_ position: Int) -> UInt64 {
      UInt64(symbols[position]) &* 0x9E37_79B9_7F4A_7C15
    }
    // The five symbols around the position, and the classes of seven.
    var a = mixed(margin - 2)
    var b = mixed(margin - 1)
    var c = mixed(margin)
    var d = mixed(margin + 1)
    var classes: UInt64 = 0
    for index in 1..<margin + 2 {
      classes = classes << 4 | UInt64(infos[index] & SymbolInfo.classMask)
    }
    for position in 0..<count {
      let at = position + margin
      let e = mixed(at + 2)
      classes = classes << 4 | UInt64(infos[at + 2] & SymbolInfo.classMask)
      var place = position * events
      let two = c &+ turn(d, 13)
      let three = b &+ turn(c, 13) &+ turn(d, 26)
      let four = three &+ turn(e, 39)
      let five = a &+ turn(four, 13)
      rows[place] = row(c, 0x1D8E_4E27_C47D_124F)
      rows[place + 1] = row(two, 0xEB44_ACCA_B455_D165)
      rows[place + 2] = row(three, 0x8CB9_2BA7_2F3D_8DD7)
      rows[place + 3] = row(four, 0x2B69_5F5F_1C3A_7E91)
      rows[place + 4] = row(five, 0x5851_F42D_4C95_7F2D)
      rows[place + 5] = row(classes >> 4 & 0xFFF, 0x1405_7B7E_F767_814F)
      rows[place + 6] = row(classes & 0xFFFFF, 0x9C6E_6877_736C_46E3)
      place += 7
      if shape.hasWords {
        rows[place] = row(wordCode(at), 0xAF25_1AF3_B0F0_25B5)
        rows[place + 1] = row(pathCode(at), 0x6A09_E667_BB67_AE85)
        rows[place + 2] = row(pathWord(at), 0x3C6E_F372_A54F_F53A)
        place += 3
      }
      if shape.usesICU {
        rows[place] = row(icuCode(at), 0x510E_527F_9B05_688C)
        rows[place + 1] = row(icuWord(at), 0x1F83_D9AB_5BE0_CD19)
      }
      a = b
      b = c
      c = d
      d = e
    }
  }

  /// The longest words that end, begin and lie across.
  @inline(__always)
  private func wordCode(_ at: Int) -> UInt64 {
    UInt64(min(ending[at], 7)) | UInt64(min(starting[at], 7)) << 3
      | UInt64(min(crossing[at], 7)) << 6
      | UInt64(infos[at] & SymbolInfo.glued) << 9
  }

  /// Whether the cheapest way passes here, and its words on both sides.
  @inline(__always)
  private func pathCode(_ at: Int) -> UInt64 {
    guard pathLengths[at] > 0 else { return 0x1000 }
    return UInt64(min(lastLengths[at], 15)) | UInt64(min(pathLengths[at], 15)) << 4
  }

  /// The word of the cheapest way that begins here.
  @inline(__always)
  private func pathWord(_ at: Int) -> UInt64 {
    let length = Int(pathLengths[at])
    guard length > 0 else { return 1 }
    var hash = WordTable.emptyPrefix
    for index in 0..<length { hash = WordTable.extend(hash, by: symbols[at + index]) }
    return hash
  }

  /// ICU's boundaries around.
  @inline(__always)
  private func icuCode(_ at: Int) -> UInt64 {
    var code: UInt64 = 1
    for index in at - 2...at + 3 { code = code << 1 | UInt64(infos[index] >> 7) }
    return code
  }

  /// ICU's word that begins here.
  @inline(__always)
  private func icuWord(_ at: Int) -> UInt64 {
    guard infos[at] & SymbolInfo.icu != 0 else { return 1 }
    var hash = WordTable.extend(WordTable.emptyPrefix, by: symbols[at])
    var index = at + 1
    while index < count + Self.margin && index < at + 16 && infos[index] & SymbolInfo.icu == 0 {
      hash = WordTable.extend(hash, by: symbols[index])
      index += 1
    }
    return hash
  }

  /// Finds all words, and the cheapest way to each place.
  private mutating func findWords(_ words: WordTable, _ occurrences: [Int32]) {
    let first = Self.margin
    let last = first + count
    ending.fill(0, in: 0..<last + Self.margin)
    starting.fill(0, in: 0..<last + Self.margin)
    crossing.fill(0, in: 0..<last + Self.margin)
    pathLengths.fill(0, in: 0..<last + Self.margin)
    costs.fill(.max, in: first..<last + 1)
    costs[first] = 0
    lastLengths[first] = 0
    for start in first..<last {
      let here = costs[start]
      let info = infos[start]
      // A glued symbol goes with the one before, whatever that is.
      let single = here &+ (info & SymbolInfo.glued != 0 ? 1 : Self.unknownCost)
      if single < costs[start + 1] {
        costs[start + 1] = single
        lastLengths[start + 1] = 1
      }
      guard info & SymbolInfo.script != 0, info & SymbolInfo.glued == 0 else { continue }
      var hash = WordTable.emptyPrefix
      var longest = 0
      let limit = min(last, start + WordTable.longestWord)
      var end = start
      while end < limit && infos[end] & SymbolInfo.script != 0 {
        // More than a space between syllables ends a word.
        if end > start && infos[end] & SymbolInfo.space != 0 { break }
        hash = WordTable.extend(hash, by: symbols[end])
        guard let cell = words.cell(of: hash) else { break }
        end += 1
        let cost = words.cost(at: cell)
        guard cost > 0, infos[end] & SymbolInfo.glued == 0 else { continue }
        if !occurrences.isEmpty && occurrences[cell] <= 0 { continue }
        longest = end - start
        ending[end] = max(ending[end], UInt8(longest))
        let whole = here &+ Int32(cost)
        if whole < costs[end] {
          costs[end] = whole
          lastLengths[end] = UInt8(longest)
        }
      }
      guard longest > 0 else { continue }
      starting[start] = UInt8(longest)
      for inner in start + 1..<start + max(longest, 1) where crossing[inner] < UInt8(longest) {
        crossing[inner] = UInt8(longest)
      }
    }
  }

  /// Calls a closure with the byte range of each symbol or known word of the cheapest way, in order.
  mutating func forEachWord(
    of words: WordTable, _ shape: BoundaryModel.Shape, _ body: (Range<Int>) -> Void
  ) {
    guard count > 0 else { return }
    findWords(words, [])
    findPath(isSyllables: shape.unit == .syllables)
    var place = 0
    while place < count {
      let next = min(count, place + max(1, Int(pathLengths[place + Self.margin])))
      let end = shape.unit == .syllables ? syllableEnds[next - 1] : starts[next]
      body(Int(starts[place])..<Int(end))
      place = next
    }
  }

  /// Goes the cheapest way back from the end, and notes where it passes.
  private mutating func findPath(isSyllables: Bool) {
    var place = Self.margin + count
    while place > Self.margin {
      let length = lastLengths[place]
      place -= Int(max(length, 1))
      pathLengths[place] = max(length, 1)
    }
  }
}

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

  var symbols = Buffer<UInt32>(repeating: 0, count: 0)
  var infos = Buffer<UInt8>(repeating: 0, count: 0)
  /// By boundary: the longest word that ends, begins, or lies across.
  var ending = Buffer<UInt8>(repeating: 0, count: 0)
  var starting = Buffer<UInt8>(repeating: 0, count: 0)
  var crossing = Buffer<UInt8>(repeating: 0, count: 0)
  /// By place: the cost of the cheapest way there, and the length and hash of its last word.
  var costs = Buffer<Int32>(repeating: 0, count: 0)
  var lastLengths = Buffer<UInt8>(repeating: 0, count: 0)
  var lastHashes = Buffer<UInt64>(repeating: 0, count: 0)
  /// By place: the length and hash of the word of the cheapest way that begins there; 0 and 1 if none
  /// does.
  var pathLengths = Buffer<UInt8>(repeating: 0, count: 0)
  var pathHashes = Buffer<UInt64>(repeating: 0, count: 0)

  /// Symbols for nothing at both ends, so that windows around the first and last need no care.
  static let margin = 4

  /// The class and the bits of a symbol.
  @inline(__always)
  func info(_ position: Int) -> UInt8 { infos[position + Self.margin] }

  /// Makes room for so many symbols, and drops what was there.
  private mutating func begin(_ capacity: Int) {
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
    lastHashes.reserve(padded, filledWith: 0)
    pathLengths.reserve(padded, filledWith: 0)
    pathHashes.reserve(padded, filledWith: 0)
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

  /// Reads text as scalars.
  ///
  /// - Parameters:
  ///   - text: The bytes of the window.
  ///   - ends: The ends of ICU's segments, in bytes of the window; none where they are not needed.
  ///   - shape: What the model looks at. If it does not look at ICU's boundaries, they count beside
  ///     rare characters only.
  /// - Returns: Whether the text is read to its end; not, if ICU's ends are needed and not there.
  mutating func readScalars(
    _ text: Span<UInt8>, ends: Span<Int>, shape: BoundaryModel.Shape
  ) -> Bool {
    begin(text.count)
    let usesICU = shape.usesICU
    let hasEnds = !ends.isEmpty
    var offset = 0
    var nextEnd = 0
    var end = 0
    var previous: UInt8 = SymbolInfo.space
    var previousScalar: UInt32 = 0x20
    var scalarBefore: UInt32 = 0x20
    var wasRare = false
    var gluesNext = false
    var wasTypedZero = false
    while offset < text.count {
      var bits: UInt8 = 0
      if hasEnds && offset >= end {
        if offset > 0 { bits = SymbolInfo.icu }
        while nextEnd < ends.count && end <= offset {
          end = ends[nextEnd]
          nextEnd += 1
        }
      }
      let start = offset
      var scalar = Self.decode(text, &offset)
      guard scalar != Self.illFormed && scalar != 0xFFFD else {
        guard hasEnds else { return false }
        // Boundaries beside it, and beside what stands for it, are ICU's.
        put(0xFFFD, bits | SymbolInfo.space, start: start, end: offset)
        previous = SymbolInfo.space
        wasRare = true
        gluesNext = false
        wasTypedZero = false
        previousScalar = 0xFFFD
        continue
      }
      let isTypedZero = BurmeseZero.isTyped(scalar, behind: previousScalar, in: text, offset)
      if isTypedZero { scalar = BurmeseZero.digit }
      var info = SymbolTable.info(scalar)
      let isRare = info & SymbolInfo.rare != 0
      info &= ~SymbolInfo.rare
      let isInside = info & previous & SymbolInfo.script != 0
      if gluesNext && isInside { info |= SymbolInfo.glued }
      if !isInside { info &= ~SymbolInfo.glued }
      // A consonant whose vowel is taken, or below which another is stacked, ends a syllable.
      if (scalar == 0x103A || scalar == 0x1039) && count > 1 {
        var last = count - 1 + Self.margin
        if scalar == 0x103A && symbols[last] == 0x1037 {
          // The dot below may stand before the asat or behind it; the text says the same.
          (symbols[last], scalar) = (scalar, 0x1037)
          let kinds = (infos[last] ^ info) & SymbolInfo.classMask
          infos[last] ^= kinds
          info ^= kinds
          last -= 1
        }
        if infos[last - 1] & infos[last] & SymbolInfo.script != 0 {
          infos[last] |= SymbolInfo.glued
        }
      }
      if !usesICU {
        if isRare && !hasEnds { return false }
        if !isRare && !wasRare {
          let isFirst = start == 0
          bits =
            !isInside && !isFirst
              && PlainBoundary.isBetween(
                previous, previousScalar, info, scalar, in: text, offset, behind: scalarBefore)
            ? SymbolInfo.icu : 0
        }
        wasRare = isRare
      }
      // ICU takes such a zero for a letter.
      if isTypedZero || wasTypedZero && scalar &- 0x1040 < 10 { bits = 0 }
      wasTypedZero = isTypedZero
      // ำ and ຳ go with anything before them into one grapheme cluster, which ICU's words may cut.
      if (scalar == 0x0E33 || scalar == 0x0EB3) && !isInside { bits = 0 }
      put(SymbolTable.symbol(scalar, info: info), info | bits, start: start, end: offset)
      previous = info
      scalarBefore = previousScalar
      previousScalar = scalar
      gluesNext = SymbolTable.gluesNext(scalar)
    }
    finish(end: text.count)
    return true
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
  mutating func readSyllables(_ text: Span<UInt8>, ends: Span<Int>) {
    begin(ends.count)
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
}

extension FeatureWindow {
  /// What a symbol costs that belongs to no word: more than any word.
  private static let unknownCost: Int32 = 40

  /// Calls a closure with each event of each symbol, from the first on.
  ///
  /// - Parameters:
  ///   - shape: What the model looks at.
  ///   - words: The model's words, if it has some.
  ///   - occurrences: For training, how often each cell's word is known from elsewhere; empty if all
  ///     are known.
  ///   - body: Called with a row of the table.
  ///   - done: Called with a symbol's position, behind its last event.
  @inline(__always)
  mutating func forEachRow(
    _ shape: BoundaryModel.Shape, words: borrowing WordTable?, occurrences: [Int32] = [],
    _ body: (UInt32) -> Void, done: (Int) -> Void
  ) {
    if let words = copy words {
      findWords(words.reader, occurrences)
      findPath()
    }
    let shift = UInt64(truncatingIfNeeded: 64 - shape.rowBits)
    let hasWords = shape.hasWords
    let usesICU = shape.usesICU
    let hasScalars = shape.unit == .scalars
    let margin = Self.margin
    @inline(__always) func row(_ value: UInt64, _ salt: UInt64) -> UInt32 {
      let mixed = (value ^ salt) &* 0xD6E8_FEB8_6659_FD93
      let spread = (mixed ^ (mixed >> 31)) &* 0x9FB2_1C65_1E98_DF25
      return UInt32(truncatingIfNeeded: spread &>> shift)
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
      let two = c &+ turn(d, 13)
      let three = b &+ turn(c, 13) &+ turn(d, 26)
      let four = three &+ turn(e, 39)
      let five = a &+ turn(four, 13)
      body(row(c, 0x1D8E_4E27_C47D_124F))
      body(row(two, 0xEB44_ACCA_B455_D165))
      // Three syllables and more are met too seldom to learn from.
      if hasScalars {
        body(row(three, 0x8CB9_2BA7_2F3D_8DD7))
        body(row(four, 0x2B69_5F5F_1C3A_7E91))
        body(row(five, 0x5851_F42D_4C95_7F2D))
      }
      body(row(classes >> 4 & 0xFFF, 0x1405_7B7E_F767_814F))
      body(row(classes & 0xFFFFF, 0x9C6E_6877_736C_46E3))
      if hasWords {
        body(row(wordCode(at), 0xAF25_1AF3_B0F0_25B5))
        body(row(pathCode(at), 0x6A09_E667_BB67_AE85))
        body(row(pathHashes[at], 0x3C6E_F372_A54F_F53A))
      }
      if usesICU {
        body(row(hasScalars ? icuCode(at) : gapCode(at), 0x510E_527F_9B05_688C))
        body(row(hasScalars ? icuWord(at) : gapShapes(at), 0x1F83_D9AB_5BE0_CD19))
      }
      done(position)
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

  /// What lies between the syllables around: nothing, a space, or more.
  @inline(__always)
  private func gapCode(_ at: Int) -> UInt64 {
    var code: UInt64 = 1
    for index in at - 1...at + 2 { code = code << 2 | gap(index) }
    return code
  }

  /// What lies before a syllable, and the shapes of the syllables on both sides.
  @inline(__always)
  private func gapShapes(_ at: Int) -> UInt64 {
    gap(at) << 8 | UInt64(infos[at - 1] & SymbolInfo.classMask) << 4
      | UInt64(infos[at] & SymbolInfo.classMask)
  }

  @inline(__always)
  private func gap(_ at: Int) -> UInt64 {
    UInt64((infos[at] & SymbolInfo.icu) >> 7 | (infos[at] & SymbolInfo.space) >> 3)
  }

  /// Finds all words, and the cheapest way to each place.
  private mutating func findWords(_ words: WordTable.Reader, _ occurrences: [Int32]) {
    let first = Self.margin
    let last = first + count
    ending.fill(0, in: 0..<last + Self.margin)
    starting.fill(0, in: 0..<last + Self.margin)
    crossing.fill(0, in: 0..<last + Self.margin)
    pathLengths.fill(0, in: 0..<last + Self.margin)
    pathHashes.fill(1, in: 0..<last + Self.margin)
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
        lastHashes[start + 1] = WordTable.extend(WordTable.emptyPrefix, by: symbols[start])
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
          lastHashes[end] = hash
        }
      }
      guard longest > 0 else { continue }
      starting[start] = UInt8(longest)
      for inner in start + 1..<start + max(longest, 1) where crossing[inner] < UInt8(longest) {
        crossing[inner] = UInt8(longest)
      }
    }
  }

  /// Goes the cheapest way back from the end, and notes where it passes.
  private mutating func findPath() {
    var place = Self.margin + count
    while place > Self.margin {
      let hash = lastHashes[place]
      let length = max(lastLengths[place], 1)
      place -= Int(length)
      pathLengths[place] = length
      pathHashes[place] = hash
    }
  }
}

/// The words that a model is to know, while they are gathered.
struct Lexicon {
  private let unit: BoundaryModel.Unit
  private var entries: [[UInt32]: Entry] = [:]
  private var order: [[UInt32]] = []

  private struct Entry {
    var listed: UInt64 = 0
    var isListed = false
    var trained: Int32 = 0
  }

  init(unit: BoundaryModel.Unit) { self.unit = unit }

  /// Adds a word; what holds spaces or another script is left out.
  mutating func add(_ word: Span<UInt8>, count: UInt64, isListed: Bool) {
    guard let symbols = Self.symbols(of: word, unit: unit) else { return }
    var entry = entries[symbols] ?? Entry()
    if isListed {
      // No count of a real text is larger; the sums stay far from overflow.
      entry.listed = min(entry.listed + min(count, 1 << 40), 1 << 50)
      entry.isListed = true
    } else {
      entry.trained &+= 1
    }
    if entries.updateValue(entry, forKey: symbols) == nil { order.append(symbols) }
  }

  /// What a word looks like to a model, or nil if it cannot be one.
  static func symbols(of word: Span<UInt8>, unit: BoundaryModel.Unit) -> [UInt32]? {
    var symbols: [UInt32] = []
    switch unit {
    case .scalars:
      var reader = ScalarReader()
      while let scalar = reader.next(in: word) {
        guard SymbolTable.info(scalar) & SymbolInfo.script != 0 else { return nil }
        // As a window has them, the dot below behind the asat.
        if scalar == 0x103A, symbols.last == 0x1037 {
          symbols.insert(scalar, at: symbols.count - 1)
        } else {
          symbols.append(scalar)
        }
      }
    case .syllables:
      var start = 0
      for end in 0...word.count where end == word.count || word[end] == 0x20 {
        let syllable = Syllable(word.extracting(start..<end))
        guard !syllable.isSpace else { return nil }
        symbols.append(syllable.hash)
        start = end + 1
      }
    }
    return symbols.isEmpty || symbols.count > WordTable.longestWord ? nil : symbols
  }

  /// The words with their costs, in steps of half a natural logarithm.
  func table() -> WordTable? {
    guard !order.isEmpty else { return nil }
    // A word of the training text weighs as one of a list of the same length.
    let listed = entries.values.reduce(0) { $0 + Double($1.listed) }
    let trained = entries.values.reduce(0) { $0 + Double($1.trained) }
    let total = max(listed, trained)
    let weight = trained > 0 ? max(1, listed / trained / 4) : 1
    let words = order.map { symbols in
      let entry = entries[symbols] ?? Entry()
      let count = Double(entry.listed) + weight * Double(entry.trained) + 0.5
      return (symbols: symbols, cost: Int((logarithm(total / count) * 2).rounded()))
    }
    return WordTable(words: words)
  }

  /// For each cell of the table, how often its word is known: from a list without end.
  func occurrences(_ table: WordTable) -> [Int32] {
    var occurrences = [Int32](repeating: 0, count: table.cellCount)
    for (symbols, entry) in entries {
      guard let cell = Self.cell(of: symbols, in: table) else { continue }
      let count = entry.isListed ? 1 << 30 : entry.trained
      occurrences[cell] = max(occurrences[cell], count)
    }
    return occurrences
  }

  /// The cell of a word's last prefix.
  static func cell(of symbols: [UInt32], in table: WordTable) -> Int? {
    var hash = WordTable.emptyPrefix
    for symbol in symbols { hash = WordTable.extend(hash, by: symbol) }
    return table.cell(of: hash)
  }
}

/// The natural logarithm, by the series of the inverse hyperbolic tangent; the same on every machine.
func logarithm(_ value: Double) -> Double {
  guard value > 0 else { return 0 }
  let ratio = (value.significand - 1) / (value.significand + 1)
  let square = ratio * ratio
  var term = ratio
  var sum = 0.0
  for index in 0..<16 {
    sum += term / Double(2 * index + 1)
    term *= square
  }
  return 2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3
}

/// Text as the learner goes through it: the rows of every symbol, and what is right at every place.
struct Examples {
  /// What is right at the place before a symbol.
  struct Answer {
    /// Whether the model decides.
    var isOpen: Bool
    /// Whether there is a boundary if it does not.
    var isAlways: Bool
    /// Whether there is a boundary in the gold text.
    var isBoundary: Bool
    /// Whether the symbol is white space.
    var isSpace: Bool
  }

  /// The symbols of each record, as ranges of `answers`.
  private(set) var records: [Range<Int>] = []
  private(set) var answers: [Answer] = []
  private(set) var rows: [UInt32] = []
  let events: Int

  init(
    _ texts: [SegmentedText], shape: BoundaryModel.Shape, words: WordTable?,
    worker: inout Segmenter.Worker, occurrences: [Int32]
  ) {
    events = shape.eventCount
    var occurrences = occurrences
    var window = FeatureWindow()
    for text in texts {
      // A word that only this record has is as unknown as a new one.
      var own: [Int] = []
      if let words, !occurrences.isEmpty {
        for range in text.ranges {
          let word = text.bytes.span.extracting(range)
          if let symbols = Lexicon.symbols(of: word, unit: shape.unit),
            let cell = Lexicon.cell(of: symbols, in: words)
          {
            own.append(cell)
            occurrences[cell] -= 1
          }
        }
      }
      var ends: [Int] = []
      worker.forEachSegment(in: text.bytes.span) { ends.append($0.upperBound) }
      switch shape.unit {
      case .scalars: _ = window.readScalars(text.bytes.span, ends: ends.span, shape: shape)
      case .syllables: window.readSyllables(text.bytes.span, ends: ends.span)
      }
      var found = rows
      rows = []
      window.forEachRow(shape, words: words, occurrences: occurrences) {
        found.append($0)
      } done: { _ in
      }
      rows = found
      add(window, gold: text, unit: shape.unit)
      for cell in own { occurrences[cell] += 1 }
    }
  }

  private mutating func add(
    _ window: borrowing FeatureWindow, gold: SegmentedText, unit: BoundaryModel.Unit
  ) {
    let first = answers.count
    var gold = gold.ends[...]
    for position in 0..<window.count {
      let start = Int(window.starts[position])
      // Between syllables, a boundary on either side of the space is one.
      let last = position == 0 ? 0 : Int(window.syllableEnds[position - 1])
      let low = unit == .syllables ? last : start
      while let end = gold.first, end < low { gold.removeFirst() }
      let isBoundary = position == 0 || (gold.first.map { $0 <= start } ?? false)
      let right = window.info(position)
      var answer = Answer(isOpen: false, isAlways: false, isBoundary: isBoundary, isSpace: false)
      switch unit {
      case .scalars:
        let left = position == 0 ? SymbolInfo.space : window.info(position - 1)
        let place = FeatureWindow.place(left, right)
        answer.isOpen = position > 0 && place == .open
        answer.isAlways = place == .always
        answer.isSpace = right & SymbolInfo.space != 0
        if (left | right) & SymbolInfo.space != 0 {
          answer.isBoundary = true
          answer.isAlways = true
        }
      case .syllables:
        answer.isOpen = position > 0 && right & SymbolInfo.space == 0
        answer.isAlways = !answer.isOpen
      }
      answers.append(answer)
    }
    records.append(first..<answers.count)
  }
}

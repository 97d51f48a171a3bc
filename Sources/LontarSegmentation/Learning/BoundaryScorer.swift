/// Decides, window by window, where the boundaries of a text are by a model and by ICU's boundaries.
struct BoundaryScorer: ~Copyable {
  private let model: BoundaryModel
  private var window = FeatureWindow()
  private var scores = Buffer<Int16>(repeating: 0, count: 0)
  /// ICU's ends that belong to the window.
  private var raw: [Int] = []
  /// ICU's ends behind the windows that are done.
  private var waiting: [Int] = []
  private var batch = [Int](repeating: 0, count: 256)

  /// A window is at least so long, and ends behind white space, unless it would grow too long.
  private static let shortest = 4096
  private static let longest = 1 << 16

  init(model: BoundaryModel) { self.model = model }

  /// Writes the ends of the next segments, and returns how many they are: from 0 on, or from the last
  /// end that the call before gave for the same text.
  ///
  /// The text is looked at in windows of some kilobytes, so that memory does not grow with it.
  mutating func next(
    in text: Span<UInt8>, from start: Int, breaker: inout Breaker, into ends: inout [Int]
  ) -> Int {
    if start == 0 { waiting.removeAll(keepingCapacity: true) }
    var taken = 0
    var cut = 0
    while true {
      // Behind the last white space, once there is enough.
      while taken < waiting.count {
        let end = waiting[taken]
        let last = taken == 0 ? start : waiting[taken - 1]
        taken += 1
        if end - start >= Self.longest { cut = taken }
        if end - start >= Self.shortest && isSpace(text[last]) { cut = taken }
        if cut > 0 { break }
      }
      if cut > 0 { break }
      let count = breaker.next(in: text, from: waiting.last ?? start, into: &batch)
      if count == 0 { break }
      waiting.append(contentsOf: batch[..<count])
    }
    if cut == 0 { cut = waiting.count }
    guard cut > 0 else { return 0 }
    ends.removeAll(keepingCapacity: true)
    for index in 0..<cut { ends.append(waiting[index] - start) }
    waiting.removeFirst(cut)
    let length = ends[cut - 1]
    decide(text.extracting(start..<start + length), ends: &ends)
    for index in ends.indices { ends[index] += start }
    return ends.count
  }

  /// Whether a byte is white space in ASCII.
  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

  /// Replaces ICU's ends of a window by the model's.
  ///
  /// - Parameters:
  ///   - text: The bytes of the window.
  ///   - ends: ICU's ends, of which the last is the text's; the model's ends afterwards.
  mutating func decide(_ text: Span<UInt8>, ends: inout [Int]) {
    let shape = model.shape
    // Out of `self` while the window changes, so that its buffer lives on between windows.
    var raw: [Int] = []
    swap(&raw, &self.raw)
    defer { swap(&raw, &self.raw) }
    swap(&raw, &ends)
    ends.removeAll(keepingCapacity: true)
    switch shape.unit {
    case .scalars: window.readScalars(text, ends: raw.span, events: shape.eventCount)
    case .syllables: window.readSyllables(text, ends: raw.span, events: shape.eventCount)
    }
    window.findRows(shape, words: model.words)
    score()
    switch shape.unit {
    case .scalars: emitScalars(&ends)
    case .syllables: emitSyllables(&ends, icu: raw)
    }
  }

  /// The score of the boundary before a symbol of the last window.
  private func score(_ position: Int) -> Int { Int(scores[position + 4]) }

  private mutating func score() {
    // Boundary p is at p + 4, so that the eight places of symbol p start at p + 1.
    scores.reserve(window.count + 16, filledWith: 0)
    scores.fill(0, in: 0..<window.count + 16)
    let events = model.shape.eventCount
    let count = window.count
    let start = unsafe model.storage.base + model.weightStart
    var place = 0
    for position in 0..<count {
      var sum = SIMD8<Int16>(repeating: 0)
      for _ in 0..<events {
        // Rows have `rowBits` bits, and the table has eight weights for each.
        let row = unsafe start.loadUnaligned(
          fromByteOffset: Int(window.rows[place]) * 8, as: SIMD8<Int8>.self)
        sum &+= SIMD8<Int16>(truncatingIfNeeded: row)
        place += 1
      }
      scores.setEight(scores.eight(at: position + 1) &+ sum, at: position + 1)
    }
  }

  private func emitScalars(_ ends: inout [Int]) {
    var left: UInt8 = SymbolInfo.space
    for position in 0..<window.count {
      let right = window.info(position)
      if position > 0 && isBoundary(left, right, position) {
        ends.append(Int(window.starts[position]))
      }
      left = right
    }
    if window.count > 0 { ends.append(Int(window.starts[window.count])) }
  }

  /// Where the model has no opinion, ICU's holds.
  @inline(__always)
  private func isBoundary(_ left: UInt8, _ right: UInt8, _ position: Int) -> Bool {
    switch FeatureWindow.place(left, right) {
    case .never: false
    case .always: true
    case .open: score(position) > (right & SymbolInfo.icu != 0 ? -1 : 0)
    }
  }

  private func emitSyllables(_ ends: inout [Int], icu: [Int]) {
    var next = 0
    for end in icu {
      // The syllable that ends or starts here, if one does.
      while next < window.count && Int(window.syllableEnds[next]) < end { next += 1 }
      var isJoined = false
      if next < window.count {
        let start = Int(window.starts[next])
        if start >= end {
          // White space, or nothing, before a syllable that may go on the one before.
          isJoined = joins(next)
        } else if next + 1 < window.count && Int(window.syllableEnds[next]) == end {
          isJoined = joins(next + 1)
        }
      }
      if !isJoined { ends.append(end) }
    }
  }

  /// Whether a syllable belongs to the word of the one before it.
  private func joins(_ position: Int) -> Bool {
    position > 0 && window.info(position) & SymbolInfo.space == 0 && score(position) < 0
  }
}

extension FeatureWindow {
  /// What is known of a boundary without a model.
  enum Place {
    case never
    case always
    case open
  }

  /// What is known of the boundary between two scalars.
  @inline(__always)
  static func place(_ left: UInt8, _ right: UInt8) -> Place {
    let hasICU = right & SymbolInfo.icu != 0
    if (left | right) & SymbolInfo.space != 0 { return hasICU ? .always : .never }
    if left & right & SymbolInfo.script != 0 {
      return right & SymbolInfo.glued != 0 ? .never : .open
    }
    // ICU has no end between digits and the word behind them.
    let kind = right & SymbolInfo.classMask
    let begins =
      kind == SymbolClass.consonant.rawValue || kind == SymbolClass.leadingVowel.rawValue
    let before = left & SymbolInfo.classMask
    let isForeign = before == SymbolClass.digit.rawValue || before == SymbolClass.latin.rawValue
    if right & SymbolInfo.script != 0 && begins && isForeign { return .always }
    guard hasICU else { return .never }
    // Letters of two scripts, numbers and pictures are parted; beside punctuation the model decides.
    let mark = SymbolClass.punctuation.rawValue
    let hasMark =
      left & SymbolInfo.classMask == mark || right & SymbolInfo.classMask == mark
    return hasMark ? .open : .always
  }
}

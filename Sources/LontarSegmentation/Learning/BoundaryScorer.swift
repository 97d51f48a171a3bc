/// Decides, window by window, where the boundaries of a text are by a model and by ICU's boundaries.
struct BoundaryScorer: ~Copyable {
  private let model: BoundaryModel
  /// What a score must be above for a boundary.
  private let bar: Int
  private var window = FeatureWindow()
  private var scores = Buffer<Int16>(repeating: 0, count: 0)
  /// ICU's ends that belong to the window.
  private var raw: [Int] = []
  /// ICU's ends behind the windows that are done.
  private var waiting: [Int] = []
  private var batch = [Int](repeating: 0, count: 256)
  /// Whether ``confidences`` are wanted.
  var isScored = false
  /// How sure the model is of each of the ends that were last given, from 0 to 1.
  private(set) var confidences: [Float] = []
  /// How much the model doubts, and of how many places, since they were set to nothing.
  var doubt: (sum: Double, places: Int)?

  /// A window is at least so long, and ends behind white space, unless it would grow too long.
  private static let shortest = 4096
  private static let longest = 1 << 16

  /// - Parameters:
  ///   - model: What decides.
  ///   - bar: What the odds of a boundary must be above, as a natural logarithm.
  init(model: BoundaryModel, bar: Float = 0) {
    self.model = model
    self.bar = Int((bar / model.scale).rounded(.toNearestOrEven))
  }

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
    if doubt != nil { addDoubt() }
    confidences.removeAll(keepingCapacity: true)
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

  private mutating func emitScalars(_ ends: inout [Int]) {
    var left: UInt8 = SymbolInfo.space
    for position in 0..<window.count {
      let right = window.info(position)
      if position > 0 && isBoundary(left, right, position) {
        ends.append(Int(window.starts[position]))
        if isScored {
          confidences.append(
            FeatureWindow.place(left, right) == .open ? chance(score(position)) : 1)
        }
      }
      left = right
    }
    if window.count > 0 {
      ends.append(Int(window.starts[window.count]))
      if isScored { confidences.append(1) }
    }
  }

  /// How likely a boundary with this score is.
  private func chance(_ score: Int) -> Float { logistic(Float(score) * model.scale) }

  /// Adds the doubt about every place where the model decides: how likely it is to be wrong.
  private mutating func addDoubt() {
    var sum = 0.0
    var places = 0
    for position in 1..<max(window.count, 1) {
      let right = window.info(position)
      let isOpen =
        switch model.shape.unit {
        case .scalars: FeatureWindow.place(window.info(position - 1), right) == .open
        case .syllables: right & SymbolInfo.space == 0
        }
      guard isOpen else { continue }
      let chance = Double(chance(score(position)))
      sum += min(chance, 1 - chance)
      places += 1
    }
    if let old = doubt { doubt = (old.sum + sum, old.places + places) }
  }

  /// Where the model has no opinion, ICU's holds.
  @inline(__always)
  private func isBoundary(_ left: UInt8, _ right: UInt8, _ position: Int) -> Bool {
    switch FeatureWindow.place(left, right) {
    case .never: false
    case .always: true
    case .open: score(position) > bar - (right & SymbolInfo.icu != 0 ? 1 : 0)
    }
  }

  private mutating func emitSyllables(_ ends: inout [Int], icu: [Int]) {
    var next = 0
    for end in icu {
      // The syllable that ends or starts here, if one does.
      while next < window.count && Int(window.syllableEnds[next]) < end { next += 1 }
      var place: Int?
      if next < window.count {
        let start = Int(window.starts[next])
        if start >= end {
          // White space, or nothing, before a syllable that may go on the one before.
          place = next
        } else if next + 1 < window.count && Int(window.syllableEnds[next]) == end {
          place = next + 1
        }
      }
      // No syllable belongs to the word of one that more than a space parts from it.
      if let found = place, found == 0 || window.info(found) & SymbolInfo.space != 0 { place = nil }
      if let place, score(place) < bar { continue }
      ends.append(end)
      if isScored { confidences.append(place.map { chance(score($0)) } ?? 1) }
    }
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

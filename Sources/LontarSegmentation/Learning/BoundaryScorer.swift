/// Decides, window by window, where the boundaries of a text are by a model and by ICU's boundaries.
struct BoundaryScorer: ~Copyable {
  private let model: BoundaryModel
  /// What a score must be above for a boundary.
  private let bar: Int
  private var window = FeatureWindow()
  /// The summed rows of each symbol: eight weights, behind four symbols for nothing.
  private var sums = Buffer<Int16>(repeating: 0, count: 0)
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

  /// For tests: whether ICU is asked where it need not be.
  var asksAlways = false

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
    if model.shape.unit == .scalars && !model.shape.usesICU {
      return nextByItself(in: text, from: start, breaker: &breaker, into: &ends)
    }
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

  /// Writes the next ends by a model that asks ICU about rare characters only.
  private mutating func nextByItself(
    in text: Span<UInt8>, from start: Int, breaker: inout Breaker, into ends: inout [Int]
  ) -> Int {
    ends.removeAll(keepingCapacity: true)
    guard start < text.count else { return 0 }
    var length = windowLength(text, from: start)
    while true {
      let part = text.extracting(start..<start + length)
      decideByItself(part, breaker: &breaker, ends: &ends)
      let isWhole = start + length == text.count || text[start + length - 1] == 0x20
      if isWhole { break }
      // What is near the end is looked at again, with what follows it.
      while ends.count > 1, let last = ends.last, last > length - Self.redone {
        ends.removeLast()
        if isScored { confidences.removeLast() }
      }
      if let last = ends.last, last < length { break }
      length = min(2 * length, text.count - start)
    }
    for index in ends.indices { ends[index] += start }
    return ends.count
  }

  /// How many bytes of a window without a space are decided with the next one.
  private static let redone = 512

  /// How long the next window is: until behind a space that no mark follows.
  private func windowLength(_ text: Span<UInt8>, from start: Int) -> Int {
    if text.count - start <= Self.shortest { return text.count - start }
    let limit = min(text.count, start + Self.longest)
    for place in start + Self.shortest..<limit where text[place - 1] == 0x20 {
      let next = text[place]
      if next > 0x20 && next < 0x7F { return place - start }
      guard next >= 0x80, let scalar = text.scalar(at: place).scalar else { continue }
      let info = SymbolTable.info(scalar)
      if info & SymbolInfo.script != 0 && info & SymbolInfo.glued == 0 { return place - start }
    }
    var end = limit
    while end < text.count && text[end] & 0xC0 == 0x80 && end > limit - 4 { end -= 1 }
    return end - start
  }

  /// Writes the ends of a window.
  private mutating func decideByItself(
    _ text: Span<UInt8>, breaker: inout Breaker, ends: inout [Int]
  ) {
    var raw: [Int] = []
    swap(&raw, &self.raw)
    defer { swap(&raw, &self.raw) }
    raw.removeAll(keepingCapacity: true)
    if asksAlways || !window.readScalars(text, ends: raw.span, shape: model.shape) {
      var count = breaker.next(in: text, from: 0, into: &batch)
      while count > 0 {
        raw.append(contentsOf: batch[..<count])
        count = breaker.next(in: text, from: batch[count - 1], into: &batch)
      }
      _ = window.readScalars(text, ends: raw.span, shape: model.shape)
    }
    score()
    if doubt != nil { addDoubt() }
    confidences.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    emitScalars(&ends)
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
    case .scalars: _ = window.readScalars(text, ends: raw.span, shape: shape)
    case .syllables: window.readSyllables(text, ends: raw.span)
    }
    score()
    if doubt != nil { addDoubt() }
    confidences.removeAll(keepingCapacity: true)
    switch shape.unit {
    case .scalars: emitScalars(&ends)
    case .syllables: emitSyllables(&ends, icu: raw)
    }
  }

  /// The score of the boundary before a symbol of the last window: each symbol's row of eight is for
  /// the boundaries from three before it on.
  @inline(__always)
  func score(_ position: Int) -> Int {
    var sum: Int16 = 0
    // Four symbols for nothing stand before the first.
    var place = (position + 7) * 8
    for _ in 0..<8 {
      sum &+= sums[place]
      place -= 7
    }
    return Int(sum)
  }

  /// Sums up the rows of each symbol. They are not spread over boundaries yet: sums that overlap in
  /// memory would have to wait for each other.
  private mutating func score() {
    let count = window.count
    sums.reserve((count + 8) * 8, filledWith: 0)
    sums.fill(0, in: 0..<32)
    sums.fill(0, in: (count + 4) * 8..<(count + 8) * 8)
    let start = unsafe model.storage.base + model.weightStart
    var sum = SIMD8<Int16>(repeating: 0)
    window.forEachRow(model.shape, words: model.words) { row in
      // Rows have `rowBits` bits, and the table has eight weights for each.
      let weights = unsafe start.loadUnaligned(
        fromByteOffset: Int(row) &* 8, as: SIMD8<Int8>.self)
      sum &+= SIMD8<Int16>(truncatingIfNeeded: weights)
    } done: { position in
      sums.setEight(sum, at: (position &+ 4) &* 8)
      sum = SIMD8<Int16>(repeating: 0)
    }
  }

  private mutating func emitScalars(_ ends: inout [Int]) {
    let hasTies = model.shape.usesICU
    var left: UInt8 = SymbolInfo.space
    for position in 0..<window.count {
      let right = window.info(position)
      if position > 0 && isBoundary(left, right, position, hasTies) {
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
  private func isBoundary(
    _ left: UInt8, _ right: UInt8, _ position: Int, _ hasTies: Bool
  ) -> Bool {
    switch FeatureWindow.place(left, right) {
    case .never: false
    case .always: true
    case .open: score(position) > bar - (hasTies && right & SymbolInfo.icu != 0 ? 1 : 0)
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
    let picture = SymbolClass.other.rawValue
    if before == picture || kind == picture { return .always }
    return before == mark || kind == mark ? .open : .always
  }
}

/// A scalar with the bytes that it came from.
struct Sign: Equatable {
  /// The scalar; an ill-formed byte is 0x8000_0000 and the byte.
  var scalar: UInt32
  /// Where it came from, in bytes from the start of the piece.
  var start: UInt32
  var end: UInt32

  static let illFormed: UInt32 = 0x8000_0000
}

/// What a rule did at one place.
public struct RuleChange: Sendable, Equatable {
  /// Who did it: a rule's id, or the name of the normal form.
  public var rule: String
  /// Which bytes of the original it was about.
  public var source: Range<Int>
  /// What the rule found there, which earlier rules may have changed.
  public var before: [UInt8]
  /// What it left there.
  public var after: [UInt8]

  /// Makes a change.
  public init(rule: String, source: Range<Int>, before: [UInt8], after: [UInt8]) {
    self.rule = rule
    self.source = source
    self.before = before
    self.after = after
  }
}

/// A piece of text that rules work on: each reads it from left to right and writes it anew.
struct Rewriting {
  /// The text as it is now.
  private(set) var signs: [Sign] = []
  /// What the rule under way has written; `copied` says up to which sign of the text.
  private var output: [Sign] = []
  private var copied = 0
  /// Whether a rule changed anything since this was last set to false.
  var isChanged = false
  /// Whether any rule changed anything since the piece was read.
  var wasChanged = false
  /// Whether the piece ends where its line does.
  var endsLine = true
  /// What was changed, in the order in which it was, if that is wanted; ranges count in the piece.
  var log: [RuleChange]?

  // MARK: - Text in and out

  /// Takes a piece of text.
  mutating func read(_ text: Span<UInt8>) {
    signs.removeAll(keepingCapacity: true)
    isChanged = false
    var i = 0
    while i < text.count {
      let lead = text[i]
      var scalar = UInt32(lead)
      var length = 1
      if lead >= 0x80 {
        (scalar, length) = Self.decode(text, i)
      }
      signs.append(Sign(scalar: scalar, start: UInt32(i), end: UInt32(i + length)))
      i += length
    }
  }

  /// The scalar of a sequence that does not begin with ASCII, and its bytes; a sign of its own where it
  /// is not UTF-8.
  static func decode(_ text: Span<UInt8>, _ i: Int) -> (UInt32, Int) {
    let lead = text[i]
    let left = text.count - i
    func tail(_ k: Int) -> UInt32? {
      let byte = text[i + k]
      return byte & 0xC0 == 0x80 ? UInt32(byte & 0x3F) : nil
    }
    switch lead {
    case 0xC2...0xDF:
      if left >= 2, let a = tail(1) { return (UInt32(lead & 0x1F) << 6 | a, 2) }
    case 0xE0...0xEF:
      if left >= 3, let a = tail(1), let b = tail(2) {
        let scalar = UInt32(lead & 0x0F) << 12 | a << 6 | b
        if scalar >= 0x800, scalar >> 11 != 0xD800 >> 11 { return (scalar, 3) }
      }
    case 0xF0...0xF4:
      if left >= 4, let a = tail(1), let b = tail(2), let c = tail(3) {
        let scalar = UInt32(lead & 0x07) << 18 | a << 12 | b << 6 | c
        if scalar >= 0x10000, scalar <= 0x10FFFF { return (scalar, 4) }
      }
    default: break
    }
    return (Sign.illFormed | UInt32(lead), 1)
  }

  /// Appends the text as it is now.
  func write(to bytes: inout [UInt8]) {
    for sign in signs { Self.append(sign.scalar, to: &bytes) }
  }

  static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: bytes.append(UInt8(scalar))
    case 0x80..<0x800:
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    case 0x800..<0x10000:
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    case 0x10000..<0x110000:
      bytes.append(UInt8(0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    default: bytes.append(UInt8(truncatingIfNeeded: scalar))
    }
  }

  static func byteCount(_ scalar: UInt32) -> Int {
    switch scalar {
    case 0..<0x80: 1
    case 0x80..<0x800: 2
    case 0x800..<0x10000: 3
    case 0x10000..<0x110000: 4
    default: 1
    }
  }

  /// Puts text in the place of what is there that another stage made of it.
  ///
  /// - Parameters:
  ///   - text: What the other stage gave for the bytes of ``write(to:)``.
  ///   - edits: Its way back to them, not empty.
  ///   - name: What the log calls the stage.
  mutating func replaceAll(with text: Span<UInt8>, _ edits: OffsetMap, name: String) {
    // Which bytes of the piece each byte of the stage's source came from.
    var starts: [Int] = []
    var position = 0
    for sign in signs {
      starts.append(position)
      position += Self.byteCount(sign.scalar)
    }
    func sources(_ range: Range<Int>) -> Range<UInt32> {
      var low = 0
      var high = starts.count
      while low < high {
        let middle = (low + high) / 2
        if starts[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
      }
      if low == starts.count || (starts[low] > range.lowerBound && low > 0) { low -= 1 }
      var found = signs[low].start..<signs[low].end
      var next = low + 1
      while next < starts.count, starts[next] < range.upperBound {
        found =
          min(found.lowerBound, signs[next].start)..<max(found.upperBound, signs[next].end)
        next += 1
      }
      return found
    }
    guard !signs.isEmpty else { return }
    var fresh = Rewriting()
    fresh.read(text)
    for index in fresh.signs.indices {
      let sign = fresh.signs[index]
      let source = sources(edits.sourceRange(ofTarget: Int(sign.start)..<Int(sign.end)))
      fresh.signs[index].start = source.lowerBound
      fresh.signs[index].end = source.upperBound
    }
    if log != nil {
      var bytes: [UInt8] = []
      write(to: &bytes)
      for edit in edits.edits {
        let source = sources(edit.source)
        log?.append(
          RuleChange(
            rule: name, source: Int(source.lowerBound)..<Int(source.upperBound),
            before: Array(bytes[edit.source]),
            after: edit.target.map { text[$0] }))
      }
    }
    signs = fresh.signs
    isChanged = true
  }

  /// Appends the edits that lead from the piece to the text as it is now.
  ///
  /// - Parameters:
  ///   - original: The piece.
  ///   - source: Where the piece begins in the whole text.
  ///   - target: Where the text as it is now begins in the whole output.
  func appendEdits(
    from original: Span<UInt8>, source: Int, target: Int, to edits: inout OffsetMap
  ) {
    // Where no sign behind comes from what lies before: the text may be cut there.
    var leastBehind = [UInt32](repeating: UInt32(original.count), count: signs.count + 1)
    for index in signs.indices.reversed() {
      leastBehind[index] = min(leastBehind[index + 1], signs[index].start)
    }
    var from = 0
    var to = 0
    var index = 0
    while index < signs.count {
      let groupStart = index
      var groupTarget = to
      var last = signs[index].end
      groupTarget += Self.byteCount(signs[index].scalar)
      index += 1
      while index < signs.count, leastBehind[index] < last {
        last = max(last, signs[index].end)
        groupTarget += Self.byteCount(signs[index].scalar)
        index += 1
      }
      let first = Int(leastBehind[groupStart])
      // What lies between two groups was left out.
      if first > from {
        edits.append(source: source + from..<source + first, target: target + to..<target + to)
      }
      let end = max(Int(last), first)
      let isSame =
        index == groupStart + 1 && end - first == groupTarget - to
        && Self.isScalar(signs[groupStart].scalar, at: first, of: original)
      if !isSame {
        edits.append(
          source: source + first..<source + end, target: target + to..<target + groupTarget)
      }
      from = end
      to = groupTarget
    }
    if from < original.count {
      edits.append(
        source: source + from..<source + original.count, target: target + to..<target + to)
    }
  }

  private static func isScalar(_ scalar: UInt32, at place: Int, of text: Span<UInt8>) -> Bool {
    if scalar < 0x80 { return UInt32(text[place]) == scalar }
    let (there, _) = decode(text, place)
    return there == scalar
  }

  // MARK: - Rules

  var count: Int { signs.count }

  /// The scalar at a place; 0x20, which is what stands around a piece, outside.
  @inline(__always)
  subscript(index: Int) -> UInt32 {
    index >= 0 && index < signs.count ? signs[index].scalar : 0x20
  }

  /// Runs a rule from left to right. It is given a place, replaces something from there on or nothing,
  /// and says where to go on: further right.
  @inline(__always)
  mutating func forEachPlace(_ rule: (inout Rewriting, Int) -> Int) {
    output.removeAll(keepingCapacity: true)
    copied = 0
    var isTouched = false
    let wasChanged = isChanged
    isChanged = false
    var place = 0
    while place < signs.count { place = rule(&self, place) }
    isTouched = isChanged
    isChanged = wasChanged || isTouched
    if isTouched {
      output.append(contentsOf: signs[copied...])
      swap(&signs, &output)
    }
  }

  /// Puts scalars in the place of some.
  mutating func replace(_ rule: Rule, _ range: Range<Int>, with scalars: UInt32...) -> Int {
    replace(rule, range, with: scalars)
  }

  /// Puts scalars in the place of some, each made from all of them.
  mutating func replace(_ rule: Rule, _ range: Range<Int>, with scalars: [UInt32]) -> Int {
    replace(named: log == nil ? "" : rule.id, range, with: scalars)
  }

  mutating func replace(named rule: String, _ range: Range<Int>, with scalars: [UInt32]) -> Int {
    var start = UInt32.max
    var end: UInt32 = 0
    for sign in signs[range] {
      start = min(start, sign.start)
      end = max(end, sign.end)
    }
    if range.isEmpty {
      start = range.lowerBound < signs.count ? signs[range.lowerBound].start : signs.last?.end ?? 0
      end = start
    }
    return replace(
      named: rule, range, with: scalars.map { Sign(scalar: $0, start: start, end: end) })
  }

  /// Puts signs in the place of some, which may be the same in another order.
  mutating func replace(_ rule: Rule, _ range: Range<Int>, with new: [Sign]) -> Int {
    replace(named: log == nil ? "" : rule.id, range, with: new)
  }

  private mutating func replace(
    named rule: String, _ range: Range<Int>, with new: [Sign]
  ) -> Int {
    if log != nil {
      var change = RuleChange(rule: rule, source: 0..<0, before: [], after: [])
      var start = UInt32.max
      var end: UInt32 = 0
      for sign in signs[range] {
        Self.append(sign.scalar, to: &change.before)
        start = min(start, sign.start)
        end = max(end, sign.end)
      }
      for sign in new { Self.append(sign.scalar, to: &change.after) }
      if start <= end { change.source = Int(start)..<Int(end) }
      log?.append(change)
    }
    output.append(contentsOf: signs[copied..<range.lowerBound])
    output.append(contentsOf: new)
    copied = range.upperBound
    isChanged = true
    return range.upperBound
  }

  /// Leaves one sign out.
  mutating func remove(_ rule: Rule, _ range: Range<Int>) -> Int {
    replace(rule, range, with: [Sign]())
  }

  /// Sorts signs by a rank, stably; the place behind them.
  ///
  /// - Complexity: O(*n*) but for the number of ranks, which is small.
  mutating func sort(
    _ rule: Rule, _ range: Range<Int>, ranks: Int, by rank: (UInt32) -> Int
  ) -> Int {
    var isSorted = true
    var last = 0
    for index in range {
      let here = rank(signs[index].scalar)
      if here < last { isSorted = false }
      last = here
    }
    if isSorted { return range.upperBound }
    var sorted: [Sign] = []
    for wanted in 0..<ranks {
      for index in range where rank(signs[index].scalar) == wanted { sorted.append(signs[index]) }
    }
    return replace(rule, range, with: sorted)
  }
}

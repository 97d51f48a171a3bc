/// The way from a text back to the bytes it was made from.
///
///     var edits = OffsetMap()
///     var output: [UInt8] = []
///     try Normalizer().normalize(Array("Vie\u{323}\u{302}t".utf8).span, appendingTo: &output, edits: &edits)
///     edits.edits                        // one: source 2..<7 became target 2..<5
///     edits.sourceRange(ofTarget: 5..<6) // 7..<8, the "t"
///
/// It lists what differs; all between two edits is the same on both sides. So it is empty where
/// nothing changed. Offsets are in bytes. Maps of stages that follow each other compose.
public struct OffsetMap: Sendable, Equatable {
  /// A piece of the target that differs from the piece of the source that it stands for. One of the two
  /// may be empty: then something was put in or left out.
  public struct Edit: Sendable, Equatable {
    /// Where the piece lies in the source, in bytes.
    public var source: Range<Int>
    /// Where it lies in the target, in bytes.
    public var target: Range<Int>

    /// Makes an edit.
    public init(source: Range<Int>, target: Range<Int>) {
      self.source = source
      self.target = target
    }
  }

  /// The edits in their order. They do not overlap, but may touch.
  public private(set) var edits: [Edit] = []

  /// Makes the map of a text that is as it was.
  public init() {}

  /// Whether nothing changed.
  public var isEmpty: Bool { edits.isEmpty }

  /// Adds an edit behind all others.
  ///
  /// - Parameters:
  ///   - source: Where it lies in the source; as far behind the last edit there as in the target.
  ///   - target: Where it lies in the target.
  /// - Complexity: O(1), amortised.
  public mutating func append(source: Range<Int>, target: Range<Int>) {
    let last = edits.last
    let gap = source.lowerBound - (last?.source.upperBound ?? 0)
    precondition(gap >= 0, "edits come in order")
    precondition(
      gap == target.lowerBound - (last?.target.upperBound ?? 0), "what lies between is the same")
    edits.append(Edit(source: source, target: target))
  }

  /// Forgets all edits and keeps the room for them.
  public mutating func removeAll() { edits.removeAll(keepingCapacity: true) }

  /// The same map with edits that touch made one, for who wants few rather than fine ones.
  ///
  /// - Complexity: O(*n*) in the number of edits.
  public func mergingAdjacent() -> OffsetMap {
    var merged = OffsetMap()
    for edit in edits {
      if let last = merged.edits.last, last.source.upperBound == edit.source.lowerBound {
        merged.edits[merged.edits.count - 1] = Edit(
          source: last.source.lowerBound..<edit.source.upperBound,
          target: last.target.lowerBound..<edit.target.upperBound)
      } else {
        merged.edits.append(edit)
      }
    }
    return merged
  }

  /// Lets the source begin with some bytes more, which the target has nothing of.
  ///
  /// - Complexity: O(*n*) in the number of edits, if there are such bytes.
  package mutating func moveSource(by byteCount: Int) {
    if byteCount == 0 { return }
    let start = Edit(source: 0..<byteCount, target: 0..<0)
    edits = [start] + edits.map { Edit(source: $0.source.moved(by: byteCount), target: $0.target) }
  }

  /// Takes away the edits that begin before a place in the target, and gives them; the others then count
  /// from that place on. No edit may lie across it.
  mutating func removeFirst(targetBefore place: Int) -> OffsetMap {
    let count = edits.firstIndex { $0.target.lowerBound >= place } ?? edits.count
    var first = OffsetMap()
    first.edits = Array(edits[..<count])
    let shift = first.edits.last.map { $0.source.upperBound - $0.target.upperBound } ?? 0
    edits.removeFirst(count)
    for i in edits.indices {
      let edit = edits[i]
      edits[i] = Edit(
        source: edit.source.moved(by: -(place + shift)), target: edit.target.moved(by: -place))
    }
    return first
  }

  // MARK: - Composition

  /// Makes this the way back through two stages: this one, and a later one that took this one's target
  /// for its source.
  ///
  ///     var way = OffsetMap()      // of the normaliser
  ///     way.compose(with: rules)   // of the rules that ran on what the normaliser gave
  ///
  /// Edits of the two that overlap become one.
  ///
  /// - Complexity: O(*n* + *m*) in the numbers of edits.
  public mutating func compose(with later: OffsetMap) {
    if later.isEmpty { return }
    if isEmpty {
      self = later
      return
    }
    let first = edits
    let second = later.edits
    var result: [Edit] = []
    result.reserveCapacity(first.count + second.count)
    var i = 0
    var j = 0
    while i < first.count || j < second.count {
      // The edit that begins first in the text between the stages; an empty one before one that is
      // not, for it lies before it.
      let startsWithFirst =
        j == second.count || (i < first.count && first[i].target.begins(before: second[j].source))
      let startI = i
      let startJ = j
      var middle = startsWithFirst ? first[i].target : second[j].source
      if startsWithFirst { i += 1 } else { j += 1 }
      // All that overlaps with it, on either side.
      while true {
        if i < first.count, first[i].target.joins(middle) {
          middle = middle.lowerBound..<max(middle.upperBound, first[i].target.upperBound)
          i += 1
        } else if j < second.count, second[j].source.joins(middle) {
          middle = middle.lowerBound..<max(middle.upperBound, second[j].source.upperBound)
          j += 1
        } else {
          break
        }
      }
      // Beside the edits of a stage both of its sides run in step.
      let source = Self.across(middle, first, startI..<i, to: \.source, from: \.target)
      let target = Self.across(middle, second, startJ..<j, to: \.target, from: \.source)
      result.append(Edit(source: source, target: target))
    }
    edits = result
  }

  /// Where a range that cuts through no edit, and holds these, lies on the other side.
  private static func across(
    _ range: Range<Int>, _ edits: [Edit], _ held: Range<Int>,
    to: KeyPath<Edit, Range<Int>>, from: KeyPath<Edit, Range<Int>>
  ) -> Range<Int> {
    let before = held.lowerBound > 0 ? edits[held.lowerBound - 1] : nil
    let shift = before.map { $0[keyPath: to].upperBound - $0[keyPath: from].upperBound } ?? 0
    let lower = range.lowerBound + shift
    guard let last = held.last else { return lower..<range.upperBound + shift }
    let end = edits[last][keyPath: to].upperBound - edits[last][keyPath: from].upperBound
    return lower..<range.upperBound + end
  }

  // MARK: - Finding the way

  /// Where a place in the target lies in the source. A place inside an edit is where its source begins.
  ///
  /// - Complexity: O(log *n*) in the number of edits.
  public func sourcePosition(ofTarget position: Int) -> Int {
    Self.position(position, in: edits, from: \.target, to: \.source)
  }

  /// Where a place in the source lies in the target. A place inside an edit is where its target begins.
  ///
  /// - Complexity: O(log *n*) in the number of edits.
  public func targetPosition(ofSource position: Int) -> Int {
    Self.position(position, in: edits, from: \.source, to: \.target)
  }

  /// The bytes of the source that a piece of the target was made from: all of each edit that the piece
  /// has a part of, and nothing that was left out on its edges.
  ///
  /// - Complexity: O(log *n*) in the number of edits.
  public func sourceRange(ofTarget range: Range<Int>) -> Range<Int> {
    Self.range(range, in: edits, from: \.target, to: \.source)
  }

  /// The bytes of the target that a piece of the source became part of; otherwise as
  /// ``sourceRange(ofTarget:)``.
  ///
  /// - Complexity: O(log *n*) in the number of edits.
  public func targetRange(ofSource range: Range<Int>) -> Range<Int> {
    Self.range(range, in: edits, from: \.source, to: \.target)
  }

  private typealias Side = KeyPath<Edit, Range<Int>>

  /// The number of the first edit that does not meet a condition which those at the front meet.
  private static func partition(_ edits: [Edit], _ isBefore: (Edit) -> Bool) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(edits[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func shift(_ edits: [Edit], before index: Int, from: Side, to: Side) -> Int {
    if index == 0 { return 0 }
    return edits[index - 1][keyPath: to].upperBound - edits[index - 1][keyPath: from].upperBound
  }

  private static func position(
    _ position: Int, in edits: [Edit], from: Side, to: Side
  ) -> Int {
    // An edit that ends here is passed, unless it is empty on this side.
    let index = partition(edits) { edit in
      let piece = edit[keyPath: from]
      return piece.upperBound < position || (piece.upperBound == position && !piece.isEmpty)
    }
    if index < edits.count, edits[index][keyPath: from].lowerBound < position {
      return edits[index][keyPath: to].lowerBound
    }
    return position + shift(edits, before: index, from: from, to: to)
  }

  private static func range(
    _ range: Range<Int>, in edits: [Edit], from: Side, to: Side
  ) -> Range<Int> {
    if range.isEmpty {
      let place = position(range.lowerBound, in: edits, from: from, to: to)
      return place..<place
    }
    // Edits that are over where the range begins, and those that begin before it ends.
    let first = partition(edits) { $0[keyPath: from].upperBound <= range.lowerBound }
    let end = partition(edits) { $0[keyPath: from].lowerBound < range.upperBound }
    let lower =
      first < edits.count && edits[first][keyPath: from].lowerBound < range.lowerBound
      ? edits[first][keyPath: to].lowerBound
      : range.lowerBound + shift(edits, before: first, from: from, to: to)
    let upper =
      end > 0 && edits[end - 1][keyPath: from].upperBound > range.upperBound
      ? edits[end - 1][keyPath: to].upperBound
      : range.upperBound + shift(edits, before: end, from: from, to: to)
    return lower..<upper
  }
}

extension Range<Int> {
  fileprivate func moved(by offset: Int) -> Range<Int> {
    lowerBound + offset..<upperBound + offset
  }

  fileprivate func begins(before other: Range<Int>) -> Bool {
    lowerBound < other.lowerBound || (lowerBound == other.lowerBound && isEmpty)
  }

  /// Whether it overlaps with a range that does not begin later. Ranges that only touch do not, unless
  /// both are empty.
  fileprivate func joins(_ earlier: Range<Int>) -> Bool {
    lowerBound < earlier.upperBound || (isEmpty && earlier.isEmpty && self == earlier)
  }
}

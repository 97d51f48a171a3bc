/// Undoes what was done to text before it became UTF-8: letters with the meanings of the Zawgyi font,
/// and bytes that were read with the wrong table.
///
///     var worker = TextRepair(zawgyi: .detected).makeWorker()
///     if worker.repair(line, appendingTo: &repaired) { … }   // it was Zawgyi
public struct TextRepair: Sendable {
  /// Which texts are taken for Zawgyi.
  public enum Zawgyi: Sendable {
    case never
    /// Those that ``ZawgyiDetector`` is sure of.
    case detected
    case always
  }

  /// Which texts are taken for Zawgyi.
  public var zawgyi: Zawgyi

  /// Whether ``Mojibake`` is repaired.
  public var mojibake: Bool

  /// Makes a repair that does nothing but what is asked.
  public init(zawgyi: Zawgyi = .never, mojibake: Bool = false) {
    self.zawgyi = zawgyi
    self.mojibake = mojibake
  }

  /// Whether there is anything to do.
  public var isEmpty: Bool { zawgyi == .never && !mojibake }

  /// Makes what repairs one text after another.
  public func makeWorker() -> Worker { Worker(repair: self) }

  /// Repairs one text after another; for one task at a time.
  public struct Worker: ~Copyable {
    private let repair: TextRepair
    private var mojibake = Mojibake.Worker()
    private var converter = ZawgyiConverter()
    private var scratch: [UInt8] = []

    init(repair: TextRepair) { self.repair = repair }

    /// Appends a text as it should be, if it is not so already.
    ///
    /// - Parameters:
    ///   - text: Any bytes. What is not UTF-8 in it stays.
    ///   - output: Takes the repaired text.
    ///   - edits: Becomes the way back, if there is a map.
    /// - Returns: Whether the text changed. If not, nothing was appended.
    public mutating func repair(
      _ text: Span<UInt8>, appendingTo output: inout [UInt8], edits: inout OffsetMap?
    ) -> Bool {
      guard repair.mojibake, text.firstIllFormedSequence() == nil else {
        return convert(text, appendingTo: &output, edits: &edits)
      }
      return repairWellFormed(text, appendingTo: &output, edits: &edits)
    }

    private mutating func repairWellFormed(
      _ text: Span<UInt8>, appendingTo output: inout [UInt8], edits: inout OffsetMap?
    ) -> Bool {
      // Zawgyi may show when the bytes are right again.
      scratch.removeAll(keepingCapacity: true)
      guard mojibake.repair(text, appendingTo: &scratch, edits: &edits) else {
        return convert(text, appendingTo: &output, edits: &edits)
      }
      var later: OffsetMap? = edits == nil ? nil : OffsetMap()
      var repaired: [UInt8] = []
      swap(&repaired, &scratch)
      if convert(repaired.span, appendingTo: &output, edits: &later) {
        if let later { edits?.compose(with: later) }
      } else {
        output.append(contentsOf: repaired)
      }
      scratch = repaired
      return true
    }

    /// Appends a text with each of its lines as it should be, if any is not so already.
    ///
    /// - Parameters:
    ///   - text: Lines of well-formed UTF-8, with newlines between them.
    ///   - output: Takes all lines, repaired or not.
    /// - Returns: Whether a line changed. If not, nothing was appended.
    /// - Complexity: O(*n*) in the number of bytes.
    public mutating func repairLines(
      _ text: Span<UInt8>, appendingTo output: inout [UInt8]
    ) -> Bool {
      var noEdits: OffsetMap?
      if repair.zawgyi == .always && !repair.mojibake {
        return convert(text, appendingTo: &output, edits: &noEdits)
      }
      var place = 0
      var copied = 0
      var line: [UInt8] = []
      while place < text.count {
        let range =
          repair.zawgyi == .never
          ? Mojibake.firstSuspectLine(in: text, from: place) : text.line(from: place)
        if range.lowerBound == text.count { break }
        place = range.upperBound + 1
        line.removeAll(keepingCapacity: true)
        let suspect = text.extracting(range)
        let isRepaired =
          repair.mojibake
          ? repairWellFormed(suspect, appendingTo: &line, edits: &noEdits)
          : convert(suspect, appendingTo: &line, edits: &noEdits)
        if isRepaired {
          output.append(copying: text.extracting(copied..<range.lowerBound))
          output.append(copying: line.span)
          copied = range.upperBound
        }
      }
      if copied == 0 { return false }
      output.append(copying: text.extracting(copied...))
      return true
    }

    private mutating func convert(
      _ text: Span<UInt8>, appendingTo output: inout [UInt8], edits: inout OffsetMap?
    ) -> Bool {
      switch repair.zawgyi {
      case .never: return false
      case .detected: guard ZawgyiDetector().isZawgyi(text) else { return false }
      case .always: break
      }
      if edits == nil {
        converter.convert(text, appendingTo: &output)
      } else {
        var map = OffsetMap()
        converter.convert(text, appendingTo: &output, edits: &map)
        edits = map
      }
      return true
    }
  }
}

extension Span where Element == UInt8 {
  /// The line from a place on, without its newline.
  fileprivate func line(from start: Int) -> Range<Int> {
    var end = start
    while end < count, self[end] != 0x0A { end += 1 }
    return start..<end
  }
}

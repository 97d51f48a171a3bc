internal import CLontar

/// Tells Burmese written for the Zawgyi font from Burmese in Unicode.
///
///     ZawgyiDetector().evidence(in: line)   // 41.2: surely Zawgyi
///
/// Both use the same code points with other meanings. A model of pairs of letters, learnt from
/// `Corpora/` in both, says how much likelier a text is in one than in the other. Shan and Karen, whose
/// letters have the codes of Zawgyi's, count as Unicode.
public struct ZawgyiDetector: Sendable {
  /// The evidence from which a text is taken for Zawgyi: 400 to 1.
  public static let threshold = 6.0

  /// Makes a detector.
  public init() {}

  /// The natural logarithm of how much likelier well-formed UTF-8 is Zawgyi than Unicode; 0 if it has
  /// no Myanmar letters.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public func evidence(in text: Span<UInt8>) -> Double {
    let score = unsafe text.withUnsafeBufferPointer { bytes in
      // Reads `count` bytes and keeps no pointer.
      unsafe lontar_score_zawgyi(bytes.baseAddress, bytes.count)
    }
    return Double(score.sum) / 16
  }

  /// Whether a text is surely Zawgyi. A text whose letters mean something in both is not.
  public func isZawgyi(_ text: Span<UInt8>) -> Bool { evidence(in: text) >= Self.threshold }
}

/// Brings Burmese written for the Zawgyi font into Unicode, by the rules of CLDR's transform, in the
/// way that ICU's "Zawgyi-my" does; see the C source for the two slips of those rules that are not
/// repeated.
///
///     var converter = ZawgyiConverter()
///     converter.convert(Array("ျမန္မာ".utf8).span, appendingTo: &output)   // မြန်မာ
public struct ZawgyiConverter: ~Copyable {
  private var scratch: [UInt64] = []
  private var edits: [lontar_edit] = []

  /// Makes a converter.
  public init() {}

  /// Appends a text in Unicode. Lines are converted each for itself, and what is not UTF-8 stays.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public mutating func convert(_ text: Span<UInt8>, appendingTo output: inout [UInt8]) {
    var noMap: OffsetMap?
    convertAround(text, appendingTo: &output, edits: &noMap)
  }

  /// As ``convert(_:appendingTo:)``, and gives the way back: from offsets in what was appended.
  public mutating func convert(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8], edits map: inout OffsetMap
  ) {
    var collected: OffsetMap? = OffsetMap()
    convertAround(text, appendingTo: &output, edits: &collected)
    if let collected { map = collected }
  }

  private mutating func convertAround(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8], edits map: inout OffsetMap?
  ) {
    let start = output.count
    var position = 0
    while true {
      let bad = text.firstIllFormedSequence(from: position)
      let end = bad?.lowerBound ?? text.count
      let written = output.count - start
      let count = run(
        text.extracting(position..<end), appendingTo: &output,
        editCapacity: map == nil ? 0 : end - position + 1)
      for edit in edits.prefix(map == nil ? 0 : count) {
        let (source, target) = (position + edit.source_start, written + edit.output_start)
        map?.append(
          source: source..<source + edit.source_count, target: target..<target + edit.output_count)
      }
      guard let bad else { return }
      for i in bad { output.append(text[i]) }
      position = bad.upperBound
    }
  }

  private mutating func run(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8], editCapacity: Int
  ) -> Int {
    let needed = unsafe text.withUnsafeBufferPointer { bytes in
      // Reads `count` bytes and keeps no pointer.
      unsafe lontar_zawgyi_scratch(bytes.baseAddress, bytes.count)
    }
    if scratch.count < needed { scratch = [UInt64](repeating: 0, count: needed) }
    if edits.count < editCapacity {
      edits = [lontar_edit](repeating: lontar_edit(), count: editCapacity)
    }
    let capacity = lontar_zawgyi_capacity(text.count)
    var result = lontar_normalization()
    output.append(addingCapacity: capacity) { out in
      unsafe out.withUnsafeMutableBufferPointer { buffer, written in
        // Reads and writes within the counts it is given, and keeps no pointer.
        unsafe scratch.withUnsafeMutableBufferPointer { scratch in
          unsafe edits.withUnsafeMutableBufferPointer { edits in
            result = unsafe text.withUnsafeBufferPointer { bytes in
              unsafe lontar_zawgyi_to_unicode(
                bytes.baseAddress, bytes.count, buffer.baseAddress, buffer.count,
                editCapacity > 0 ? edits.baseAddress : nil, edits.count, scratch.baseAddress,
                scratch.count)
            }
          }
        }
        written = result.written
      }
    }
    precondition(result.status == LONTAR_OK, "there is room for every letter")
    return result.edits
  }
}

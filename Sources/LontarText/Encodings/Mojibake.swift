internal import CLontar

/// Repairs text whose bytes were once read with the wrong table.
///
///     var output: [UInt8] = []
///     var edits: OffsetMap?
///     Mojibake().repair(Array("Tiáº¿ng Viá»‡t".utf8).span, appendingTo: &output, edits: &edits)
///     // "Tiếng Việt", and true
///
/// It knows UTF-8 read as Windows-1252, Latin-1, Windows-1258 or Windows-874, once or up to three
/// times over; Thai (TIS-620) read as Windows-1252; and Vietnamese in TCVN3, VNI, VISCII or Windows-1258
/// read as Windows-1252. A repair is made only if each byte means something in it and the result obeys
/// the structure of its script (WTT 2.0 for Thai, the grammar of syllables for Vietnamese) where the
/// text as it is does not. All other text is left alone, byte for byte.
public struct Mojibake: Sendable {
  /// Makes a repairer.
  public init() {}

  /// Appends the repaired text if there is anything to repair.
  ///
  /// - Parameters:
  ///   - text: The text of a record. What is not UTF-8 is left alone.
  ///   - output: Takes the repaired text.
  ///   - edits: Becomes the way back from what was appended, if there is a map.
  /// - Returns: Whether there was anything to repair. If not, nothing was appended.
  /// - Complexity: O(*n*) in the number of bytes.
  public func repair(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8], edits: inout OffsetMap?
  ) -> Bool {
    if text.firstIllFormedSequence() != nil { return false }
    var worker = Worker()
    return worker.repair(text, appendingTo: &output, edits: &edits)
  }

  /// The first line, from a line's start on, that may have to be repaired; an empty range at the end if
  /// there is none.
  ///
  /// - Complexity: O(*n*) in the number of bytes up to it.
  static func firstSuspectLine(in text: Span<UInt8>, from start: Int) -> Range<Int> {
    unsafe text.withUnsafeBufferPointer { bytes in
      // Reads `count` bytes and keeps no pointer.
      let line = unsafe lontar_find_mojibake(bytes.baseAddress, bytes.count, start)
      return line.start..<line.end
    }
  }

  /// Repairs one well-formed text after another, with room that stays.
  struct Worker: ~Copyable {
    private var kept: [UInt8] = []
    private var next: [UInt8] = []
    private var room = Room()

    /// As ``Mojibake/repair(_:appendingTo:edits:)``.
    mutating func repair(
      _ text: Span<UInt8>, appendingTo output: inout [UInt8], edits: inout OffsetMap?
    ) -> Bool {
      var map: OffsetMap? = edits == nil ? nil : OffsetMap()
      var found: [UInt8] = []
      swap(&found, &kept)
      defer { swap(&found, &kept) }
      guard room.undo(text, to: &found, edits: &map) else { return false }
      for _ in 1..<3 {
        var later: OffsetMap? = edits == nil ? nil : OffsetMap()
        guard room.undo(found.span, to: &next, edits: &later) else { break }
        if let later { map?.compose(with: later) }
        swap(&found, &next)
      }
      // Controls come up when text was read wrongly several times, and go with the last repair.
      if found.span.hasControls && !text.hasControls { return false }
      output.append(contentsOf: found)
      if edits != nil { edits = map }
      return true
    }
  }

  /// What undoing one reading needs room for.
  private struct Room {
    var scratch: [UInt8] = []
    var edits: [lontar_edit] = []

    /// Makes the output what a text was before it was read with a wrong table; false if it was not.
    mutating func undo(
      _ text: Span<UInt8>, to output: inout [UInt8], edits map: inout OffsetMap?
    ) -> Bool {
      let needed = lontar_mojibake_scratch(text.count)
      if scratch.count < needed { scratch = [UInt8](repeating: 0, count: needed) }
      if map != nil, edits.count < text.count {
        edits = [lontar_edit](repeating: lontar_edit(), count: text.count)
      }
      let wantsEdits = map != nil
      var made = lontar_mojibake_repair()
      output.removeAll(keepingCapacity: true)
      output.append(addingCapacity: lontar_mojibake_capacity(text.count)) { out in
        unsafe out.withUnsafeMutableBufferPointer { buffer, written in
          // Reads and writes within the room that was asked for, and keeps no pointer.
          unsafe scratch.withUnsafeMutableBufferPointer { scratch in
            unsafe edits.withUnsafeMutableBufferPointer { edits in
              guard let buffer = buffer.baseAddress, let scratch = scratch.baseAddress else {
                return
              }
              made = unsafe text.withUnsafeBufferPointer { bytes in
                unsafe lontar_repair_mojibake(
                  bytes.baseAddress, bytes.count, buffer, wantsEdits ? edits.baseAddress : nil,
                  scratch)
              }
            }
          }
          written = made.written
        }
      }
      if made.written == 0 { return false }
      if made.was_tcvn3 { raiseCapitals(&output, from: 0) }
      for edit in edits.prefix(wantsEdits ? made.edits : 0) {
        map?.append(
          source: edit.source_start..<edit.source_start + edit.source_count,
          target: edit.output_start..<edit.output_start + edit.output_count)
      }
      return true
    }
  }
}

extension Span where Element == UInt8 {
  /// Whether there is a control from U+0080 to U+009F.
  fileprivate var hasControls: Bool {
    unsafe withUnsafeBufferPointer { bytes in
      // Reads `count` bytes and keeps no pointer.
      unsafe lontar_has_c1_controls(bytes.baseAddress, bytes.count)
    }
  }
}

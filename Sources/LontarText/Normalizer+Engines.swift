internal import CLontar

// The engines that are not our own, and no form at all: for these the well-formed stretches are found
// first. U+FFFD neither composes nor moves, and neither do bytes that are no scalars, so the stretches
// do not act on each other.

extension Normalizer {
  func appendByPieces(
    _ text: Span<UInt8>, to output: inout [UInt8], edits: inout OffsetMap?
  ) throws(TextError) -> Outcome {
    let start = output.count
    var sequences = 0
    var position = 0
    while let illFormed = text.firstIllFormedSequence(from: position) {
      switch invalid {
      case .fail: throw .malformedUTF8(byteOffset: illFormed.lowerBound)
      case .skip: return .skipped(byteOffset: illFormed.lowerBound)
      case .replace, .pass: break
      }
      try appendWellFormed(
        text, position..<illFormed.lowerBound, behind: start, to: &output, edits: &edits)
      if invalid == .replace {
        let target = output.count - start
        output.append(contentsOf: UTF8.encodedReplacementCharacter)
        edits?.append(source: illFormed, target: target..<output.count - start)
      } else {
        output.append(copying: text.extracting(illFormed))
      }
      sequences += 1
      position = illFormed.upperBound
    }
    try appendWellFormed(
      text, position..<text.count, behind: start, to: &output, edits: &edits)
    if sequences == 0 { return .normalized }
    return invalid == .replace ? .replaced(sequences: sequences) : .passed(sequences: sequences)
  }

  private func appendWellFormed(
    _ text: Span<UInt8>, _ range: Range<Int>, behind start: Int, to output: inout [UInt8],
    edits: inout OffsetMap?
  ) throws(TextError) {
    if range.isEmpty { return }
    let piece = text.extracting(range)
    guard let inC = form.inC else { return output.append(copying: piece) }
    guard form != .nfkcSafe, edits == nil || engine != .utf8proc else {
      throw .unsupportedNormalization(form, engine)
    }
    let target = output.count - start
    var buffer: [lontar_edit] = edits == nil ? [] : Array(repeating: lontar_edit(), count: 64)
    var room = form.expectedCount(piece.count)
    while true {
      var result = lontar_normalization()
      unsafe buffer.withUnsafeMutableBufferPointer { buffer in
        let wanted = buffer.isEmpty ? nil : buffer.baseAddress
        let wantedCount = buffer.count
        output.append(addingCapacity: room) { out in
          unsafe out.withUnsafeMutableBufferPointer { out, initialized in
            // The engines read and write within the counts, and keep no pointer.
            result = unsafe piece.withUnsafeBufferPointer { bytes in
              unsafe engine == .utf8proc
                ? normalization(
                  lontar_utf8proc_normalize(
                    inC, bytes.baseAddress, bytes.count, out.baseAddress, out.count))
                : lontar_icu_normalize_with_edits(
                  inC, bytes.baseAddress, bytes.count, out.baseAddress, out.count, wanted,
                  wantedCount)
            }
            initialized = result.status == LONTAR_OK ? result.written : 0
          }
        }
      }
      switch result.status {
      case LONTAR_OK:
        for edit in buffer.prefix(result.edits) {
          let source = range.lowerBound + edit.source_start
          let place = target + edit.output_start
          edits?.append(
            source: source..<source + edit.source_count, target: place..<place + edit.output_count)
        }
        return
      case LONTAR_NEEDS_CAPACITY:
        room = result.written
        if result.edits > buffer.count {
          buffer = Array(repeating: lontar_edit(), count: result.edits)
        }
      default:
        throw TextError(
          status: result.status.rawValue, count: result.read, byteCount: piece.count)
      }
    }
  }

  private func normalization(_ result: lontar_result) -> lontar_normalization {
    let isSized = result.status == LONTAR_OK || result.status == LONTAR_NEEDS_CAPACITY
    return lontar_normalization(
      status: result.status, read: isSized ? 0 : result.count,
      written: isSized ? result.count : 0, edits: 0, repairs: 0)
  }
}

internal import ArgumentParser
internal import LontarJSON
internal import LontarSegmentation

/// How `lontar segment` writes the pieces of a record.
enum SegmentFormat: String, ExpressibleByArgument {
  /// The pieces with a separator between them.
  case text
  /// A JSON array of strings.
  case jsonl
  /// The byte offsets at which the pieces end.
  case offsets
}

/// Writes the pieces of one record after another.
struct SegmentWriter: Sendable {
  var format: SegmentFormat
  var separator: [UInt8]
  /// Whether what could be taken for a separator is written otherwise, so that nothing is lost.
  var escapes: Bool
  /// Whether the result must be JSON because it goes into a JSON line.
  var isJSON: Bool

  /// Appends what becomes of a record, without a newline. The carriage return of a line that ends
  /// with CR and LF is no piece, and stays at the end.
  func write(
    _ text: Span<UInt8>, cutBy worker: inout Segmenter.Worker, appendingTo output: inout [UInt8]
  ) {
    let hasReturn = !isJSON && text.count > 0 && text[text.count - 1] == UInt8(ascii: "\r")
    let record = text.extracting(..<(text.count - (hasReturn ? 1 : 0)))
    switch format {
    case .text: writeText(record, &worker, &output)
    case .jsonl: writeStrings(record, &worker, &output)
    case .offsets: writeOffsets(record, &worker, &output)
    }
    if hasReturn { output.append(UInt8(ascii: "\r")) }
  }

  private func writeText(
    _ text: Span<UInt8>, _ worker: inout Segmenter.Worker, _ output: inout [UInt8]
  ) {
    guard escapes && mayNeedEscapes(text) else {
      return writePlainText(text, &worker, &output)
    }
    worker.forEachSegment(in: text) { range in
      if range.lowerBound > 0 { output.append(contentsOf: separator) }
      appendEscaped(text, range, &output)
    }
  }

  /// Copies the pieces to room that is made once: there cannot be more separators than bytes.
  private func writePlainText(
    _ text: Span<UInt8>, _ worker: inout Segmenter.Worker, _ output: inout [UInt8]
  ) {
    output.append(addingCapacity: text.count * (1 + separator.count)) { space in
      worker.forEachSegment(in: text) { range in
        if range.lowerBound > 0 {
          for byte in separator { space.append(byte) }
        }
        for index in range { space.append(text[index]) }
      }
    }
  }

  /// Whether a text holds a backslash or what a separator begins with. Every byte is looked at, so
  /// that the compiler can look at many at once.
  private func mayNeedEscapes(_ text: Span<UInt8>) -> Bool {
    let first = separator[0]
    var found: UInt8 = 0
    for index in text.indices {
      let byte = text[index]
      found |= (byte == first ? 1 : 0) | (byte == UInt8(ascii: "\\") ? 1 : 0)
    }
    return found != 0
  }

  /// A separator becomes `\p`, a backslash `\\`. As a separator neither holds a backslash nor ends as
  /// it begins, a reader that goes from left to right finds the pieces again.
  private func appendEscaped(_ text: Span<UInt8>, _ range: Range<Int>, _ output: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = text[index]
      if byte == UInt8(ascii: "\\") {
        output.append(contentsOf: [byte, byte])
        index += 1
      } else if byte == separator[0] && hasSeparator(text, at: index, before: range.upperBound) {
        output.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "p")])
        index += separator.count
      } else {
        output.append(byte)
        index += 1
      }
    }
  }

  private func hasSeparator(_ text: Span<UInt8>, at start: Int, before end: Int) -> Bool {
    guard start + separator.count <= end else { return false }
    for offset in separator.indices where text[start + offset] != separator[offset] { return false }
    return true
  }

  private func writeStrings(
    _ text: Span<UInt8>, _ worker: inout Segmenter.Worker, _ output: inout [UInt8]
  ) {
    output.append(UInt8(ascii: "["))
    worker.forEachSegment(in: text) { range in
      if range.lowerBound > 0 { output.append(UInt8(ascii: ",")) }
      appendJSONString(text.extracting(range), to: &output)
    }
    output.append(UInt8(ascii: "]"))
  }

  private func writeOffsets(
    _ text: Span<UInt8>, _ worker: inout Segmenter.Worker, _ output: inout [UInt8]
  ) {
    if isJSON { output.append(UInt8(ascii: "[")) }
    worker.forEachSegment(in: text) { range in
      if range.lowerBound > 0 { output.append(isJSON ? UInt8(ascii: ",") : UInt8(ascii: " ")) }
      output.append(contentsOf: String(range.upperBound).utf8)
    }
    if isJSON { output.append(UInt8(ascii: "]")) }
  }
}

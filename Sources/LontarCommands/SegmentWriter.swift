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
  var separated: SeparatedText
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
    case .text: separated.append(record, cutBy: &worker, to: &output)
    case .jsonl: writeStrings(record, &worker, &output)
    case .offsets: writeOffsets(record, &worker, &output)
    }
    if hasReturn { output.append(UInt8(ascii: "\r")) }
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

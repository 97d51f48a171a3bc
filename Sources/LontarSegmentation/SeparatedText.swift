/// The segments of a record on one line, with a separator between them, so that nothing is lost.
///
///     let format = SeparatedText(separator: "|")
///     format?.append("ภาษา|ไทย".utf8.span, cutBy: &worker, to: &output)   // ภาษา|\p|ไทย
///
/// A separator within a segment is written `\p` and a backslash `\\`. Whoever reads from left to
/// right finds the segments again.
public struct SeparatedText: Sendable {
  /// The bytes between two segments.
  public let separator: [UInt8]
  private let escapes: Bool

  /// Makes a format without loss.
  ///
  /// - Parameter separator: What stands between two segments. It must not be empty, hold a newline
  ///   or a backslash, or end as it begins (as `||` does): it could be read in two ways then, and
  ///   nothing is made.
  public init?(separator: String) {
    let bytes = Array(separator.utf8)
    let endsAsItBegins = (1..<max(1, bytes.count)).contains { count in
      bytes.prefix(count) == bytes.suffix(count)
    }
    let isOdd = bytes.contains(UInt8(ascii: "\n")) || bytes.contains(UInt8(ascii: "\\"))
    guard !bytes.isEmpty && !endsAsItBegins && !isOdd else { return nil }
    self.separator = bytes
    escapes = true
  }

  /// Makes a format that leaves the segments as they are, so that the text is easy to read, but not
  /// always to take apart.
  public init(separatorWithoutEscapes separator: String) {
    self.separator = Array(separator.utf8)
    escapes = false
  }

  /// Appends the segments of a record, without a newline.
  ///
  /// - Complexity: O(*n*) in the number of bytes, besides the segmentation.
  public func append(
    _ text: Span<UInt8>, cutBy worker: inout Segmenter.Worker, to output: inout [UInt8]
  ) {
    guard escapes && mayNeedEscapes(text) else {
      return appendPlain(text, cutBy: &worker, to: &output)
    }
    worker.forEachSegment(in: text) { range in
      if range.lowerBound > 0 { output.append(contentsOf: separator) }
      appendEscaped(text, range, to: &output)
    }
  }

  /// Copies the segments to room that is made once: there cannot be more separators than bytes.
  private func appendPlain(
    _ text: Span<UInt8>, cutBy worker: inout Segmenter.Worker, to output: inout [UInt8]
  ) {
    output.append(addingCapacity: text.count * (1 + separator.count)) { space in
      unsafe space.withUnsafeMutableBufferPointer { buffer, count in
        guard var end = buffer.baseAddress else { return }
        let start = unsafe end
        unsafe text.withUnsafeBufferPointer { bytes in
          unsafe separator.withUnsafeBufferPointer { separator in
            // Each segment and separator is written once, and the room is for all of them.
            worker.forEachSegment(in: text) { range in
              if range.lowerBound > 0 { unsafe Self.copy(separator, to: &end) }
              unsafe Self.copy(UnsafeBufferPointer(rebasing: bytes[range]), to: &end)
            }
          }
        }
        count = unsafe end - start
      }
    }
  }

  private static func copy(
    _ bytes: UnsafeBufferPointer<UInt8>, to end: inout UnsafeMutablePointer<UInt8>
  ) {
    guard let start = bytes.baseAddress else { return }
    unsafe end.update(from: start, count: bytes.count)
    unsafe end += bytes.count
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

  private func appendEscaped(
    _ text: Span<UInt8>, _ range: Range<Int>, to output: inout [UInt8]
  ) {
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
}

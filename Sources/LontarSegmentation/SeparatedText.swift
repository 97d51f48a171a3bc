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
    let room = text.count * (1 + separator.count) + Self.step
    output.append(addingCapacity: room) { space in
      unsafe space.withUnsafeMutableBufferPointer { buffer, count in
        guard let base = buffer.baseAddress else { return }
        var end = 0
        unsafe text.withUnsafeBufferPointer { bytes in
          guard let text = bytes.baseAddress else { return }
          let last = bytes.count - Self.step
          unsafe separator.withUnsafeBufferPointer { separator in
            guard let first = separator.baseAddress else { return }
            // Each segment and separator is written once, and the room is for all of them and the
            // rest of a step.
            unsafe worker.forEachSegment(in: bytes.span) { range in
              if range.lowerBound > 0 {
                if separator.count == 1 {
                  unsafe base[end] = first.pointee
                } else {
                  unsafe (base + end).update(from: first, count: separator.count)
                }
                end &+= separator.count
              }
              if range.count <= Self.step && range.lowerBound <= last {
                // Most words: what is copied too much is written over by what comes next.
                let step = unsafe UnsafeRawPointer(text + range.lowerBound).loadUnaligned(
                  as: SIMD16<UInt8>.self)
                unsafe UnsafeMutableRawPointer(base + end).storeBytes(
                  of: step, as: SIMD16<UInt8>.self)
              } else {
                unsafe (base + end).update(from: text + range.lowerBound, count: range.count)
              }
              end &+= range.count
            }
          }
        }
        count = end
      }
    }
  }

  /// How many bytes are copied at once.
  private static let step = 16

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

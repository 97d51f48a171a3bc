internal import CLontar

extension Span where Element == UInt8 {
  /// Finds the first bytes that are not UTF-8, from a byte offset on.
  ///
  ///     Array("ไทย".utf8).span.firstIllFormedSequence()   // nil
  ///     [0x61, 0xE0, 0xB8].span.firstIllFormedSequence()  // 1..<3
  ///
  /// The range is one maximal subpart: the longest start of a well-formed sequence that the text
  /// breaks off, or one byte. The offset must not lie inside a well-formed sequence.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public func firstIllFormedSequence(from offset: Int = 0) -> Range<Int>? {
    let check = unsafe extracting(offset...).withUnsafeBufferPointer { bytes in
      // The function reads `count` bytes at most and keeps no pointer.
      unsafe lontar_utf8_validate(bytes.baseAddress, bytes.count)
    }
    guard check.status == LONTAR_ILL_FORMED else { return nil }
    let start = offset + check.count
    return start..<start + check.ill_formed
  }
}

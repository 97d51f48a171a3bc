internal import CLontar

/// A text in which runs of more than thirty combining marks are broken up by U+034F: the Stream-Safe
/// Text Process of Unicode Standard Annex #15, section 13.
struct StreamSafeText {
  let bytes: [UInt8]
  /// What was put in.
  let edits: OffsetMap

  /// Breaks up a text; nil if there is nothing to break up.
  init?(_ text: Span<UInt8>) {
    var run: UInt32 = 0
    var place = Self.nextBreak(in: text, run: &run)
    if place == text.count { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + text.count / 32)
    var edits = OffsetMap()
    var position = 0
    while true {
      bytes.append(copying: text.extracting(position..<place))
      if place == text.count { break }
      // U+034F COMBINING GRAPHEME JOINER.
      bytes.append(contentsOf: [0xCD, 0x8F])
      edits.append(source: place..<place, target: bytes.count - 2..<bytes.count)
      run = 0
      position = place
      place += Self.nextBreak(in: text.extracting(place...), run: &run)
    }
    self.bytes = bytes
    self.edits = edits
  }

  /// The first place before which U+034F is to be put, or the text's count.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - run: How many marks in a row are right before the text; then, before the place.
  static func nextBreak(in text: Span<UInt8>, run: inout UInt32) -> Int {
    unsafe text.withUnsafeBufferPointer { bytes in
      // The function reads `count` bytes at most and keeps no pointer.
      unsafe lontar_stream_safe_break(bytes.baseAddress, bytes.count, &run)
    }
  }

  /// The first place before which U+034F is to be put, if any.
  static func firstBreak(in text: Span<UInt8>) -> Int? {
    var run: UInt32 = 0
    let place = nextBreak(in: text, run: &run)
    return place < text.count ? place : nil
  }
}

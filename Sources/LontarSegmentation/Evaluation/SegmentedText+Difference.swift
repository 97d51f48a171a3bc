extension SegmentedText {
  /// Where a text stops being another, in bytes of this one; nil if both are the same. White space and
  /// invisible characters do not count, as in ``Evaluation``.
  ///
  ///     // "กิน ข้าว" and "กินข้าม" differ at byte 19, where the first has ว.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public func firstDifference(from other: SegmentedText) -> Int? {
    var (mine, theirs) = (ScalarReader(), ScalarReader())
    while true {
      let first = Self.nextVisible(bytes.span, &mine)
      let second = Self.nextVisible(other.bytes.span, &theirs)
      if first.scalar != second.scalar { return first.start }
      if first.scalar == nil { return nil }
    }
  }

  /// The next scalar that is seen, or nil at the end, and where it starts.
  private static func nextVisible(
    _ text: Span<UInt8>, _ reader: inout ScalarReader
  ) -> (scalar: UInt32?, start: Int) {
    while true {
      let start = reader.offset
      guard let scalar = reader.next(in: text) else { return (nil, start) }
      if !isWhiteSpace(scalar) && !isInvisible(scalar) { return (scalar, start) }
    }
  }
}

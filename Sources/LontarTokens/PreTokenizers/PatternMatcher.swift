internal import CLontar

/// Owns one regular expression of the C core: the handle is made here, leaves this value nowhere, and
/// is freed once, at its end.
@safe
struct PatternMatcher: ~Copyable {
  private let handle: OpaquePointer
  private var ends = [Int](repeating: 0, count: 256)

  /// Compiles an expression.
  ///
  /// - Throws: ``TokenizerError/malformedPattern(_:byteOffset:reason:)`` and
  ///   ``TokenizerError/ambiguousPattern(_:construct:)``.
  init(compiling pattern: String) throws(TokenizerError) {
    var opened: OpaquePointer?
    var fault = 0
    let syntax = try PatternSyntax(pattern)
    // The bytes are read during the call, and `opened` is set when the status says so.
    let result = unsafe syntax.bytes.withUnsafeBufferPointer {
      unsafe lontar_pattern_open($0.baseAddress, $0.count, &opened, &fault)
    }
    guard let handle = unsafe opened else {
      // The name is a constant of ICU's.
      let reason =
        result.status == LONTAR_LIBRARY_FAILED
        ? unsafe String(cString: lontar_icu_error_name(result.count)) : "no memory"
      throw .malformedPattern(pattern, byteOffset: syntax.origin(of: fault), reason: reason)
    }
    unsafe self.handle = handle
  }

  /// Makes a matcher like another one; only the lack of memory can stop it.
  init(copying original: borrowing PatternMatcher) {
    var copied: OpaquePointer?
    // The original lives during the call and does not change.
    _ = unsafe lontar_pattern_copy(original.handle, &copied)
    guard let handle = unsafe copied else { preconditionFailure("no memory for a pattern") }
    unsafe self.handle = handle
  }

  deinit {
    // The handle is this value's alone, and this is its last use.
    unsafe lontar_pattern_close(handle)
  }

  /// Whether the expression matches where there is nothing.
  mutating func matchesNothing() -> Bool {
    unsafe lontar_pattern_matches_nothing(handle).count == 1
  }

  /// Calls `body` with the range of each match, and of what lies between.
  ///
  /// What the core cannot hold, 2 GiB or more, is one piece.
  mutating func forEachPiece(
    in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void
  ) {
    var start = 0
    // The core reads inside the text and keeps no pointer.
    let set = unsafe lontar_pattern_set_text(handle, text.baseAddress, text.count)
    while set.status == LONTAR_OK {
      // It writes as many ends as there are places.
      let found = unsafe ends.withUnsafeMutableBufferPointer { ends in
        guard let base = ends.baseAddress else { return lontar_result() }
        return unsafe lontar_pattern_next(handle, base, ends.count)
      }
      guard found.status == LONTAR_OK, found.count > 0 else { break }
      for end in ends[..<found.count] {
        body(start..<end)
        start = end
      }
    }
    if start < text.count { body(start..<text.count) }
  }

  /// Sets the text of ``nextMatch(_:_:)``; false for a text that the core cannot hold.
  mutating func setText(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // The core reads inside the text and keeps no pointer.
    unsafe lontar_pattern_set_text(handle, text.baseAddress, text.count).status == LONTAR_OK
  }

  /// The range of the next match; false when there is none.
  mutating func nextMatch(_ start: inout Int, _ end: inout Int) -> Bool {
    let found = unsafe lontar_pattern_next_match(handle, &start, &end)
    return found.status == LONTAR_OK && found.count == 1
  }
}

internal import CLontar
internal import Synchronization

extension PatternMatcher {
  /// Calls `body` with the range of each match in turn.
  mutating func forEachMatch(
    in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void
  ) {
    // The core reads inside the text and keeps no pointer.
    guard unsafe setText(text) else { return }
    var start = 0
    var end = 0
    while nextMatch(&start, &end) { body(start..<end) }
  }
}

/// A regular expression that many tasks may use: each takes a matcher out and puts it back.
final class SharedPattern: Sendable {
  let pattern: String
  private let idle: Mutex<[Holder]>

  /// Unchecked: a holder is in the list, behind its lock, or with the one who took it out.
  private final class Holder: @unchecked Sendable {
    var matcher: PatternMatcher
    init(_ matcher: consuming PatternMatcher) { self.matcher = matcher }
  }

  /// Compiles an expression.
  init(_ pattern: String) throws(TokenizerError) {
    self.pattern = pattern
    let holder = Holder(try PatternMatcher(compiling: pattern))
    idle = Mutex([holder])
  }

  /// Calls `body` with the range of each match, counted from the start of `range`'s text.
  func forEachMatch(in bytes: [UInt8], _ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    let holder = idle.withLock { idle in
      // The last one stays, to be copied from.
      idle.count > 1 ? idle.removeLast() : Holder(PatternMatcher(copying: idle[0].matcher))
    }
    // Safe: the buffer is used only inside the closure.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe holder.matcher.forEachMatch(in: UnsafeBufferPointer(rebasing: buffer[range]), body)
    }
    idle.withLock { $0.append(holder) }
  }
}

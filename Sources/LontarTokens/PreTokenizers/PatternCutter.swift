internal import Synchronization

/// Cuts text at the matches of any regular expressions, by ICU.
final class PatternCutter: Sendable {
  let patterns: [String]
  private let idle: Mutex<[Chain]>

  /// The matchers of all patterns, in turn.
  ///
  /// Unchecked: a chain is in the list of those that are idle, or with the one caller that took it
  /// out; the list is behind a lock.
  private final class Chain: @unchecked Sendable {
    var matcher: PatternMatcher
    let next: Chain?

    init(_ matcher: consuming PatternMatcher, next: Chain?) {
      self.matcher = matcher
      self.next = next
    }

    func copy() -> Chain { Chain(PatternMatcher(copying: matcher), next: next?.copy()) }

    /// Cuts the text from `offset` on as the first pattern does, and each piece as the others do.
    func forEachPiece(
      in text: UnsafeBufferPointer<UInt8>, at offset: Int, _ body: (Range<Int>) -> Void
    ) {
      unsafe matcher.forEachPiece(in: text) { piece in
        let start = offset + piece.lowerBound
        guard let next else { return body(start..<offset + piece.upperBound) }
        unsafe next.forEachPiece(in: UnsafeBufferPointer(rebasing: text[piece]), at: start, body)
      }
    }
  }

  /// Compiles the patterns, of which there must be one at least.
  ///
  /// - Throws: ``TokenizerError``.
  init(patterns: [String]) throws(TokenizerError) {
    var chain: Chain?
    for pattern in patterns.reversed() {
      guard !pattern.utf8.isEmpty else { throw .emptyPattern(pattern) }
      var matcher = try PatternMatcher(compiling: pattern)
      guard !matcher.matchesNothing() else { throw .emptyPattern(pattern) }
      chain = Chain(matcher, next: chain)
    }
    self.patterns = patterns
    idle = Mutex(chain.map { [$0] } ?? [])
  }

  func forEachPiece(in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
    let chain = idle.withLock { idle in
      // The last one stays, to be copied from.
      idle.count > 1 ? idle.removeLast() : idle[0].copy()
    }
    unsafe chain.forEachPiece(in: text, at: 0, body)
    idle.withLock { $0.append(chain) }
  }
}

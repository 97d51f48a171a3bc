internal import Glibc

/// Finds special tokens in text: the leftmost, and of those at one place the longest.
///
/// - Complexity: O(*n*) in the bytes of the text, times the special tokens that share a first byte.
struct SpecialTokenMatcher: Sendable {
  struct Match {
    var range: Range<Int>
    var id: TokenID
  }

  /// By first byte, the longest first.
  private let candidates: [[Vocabulary.SpecialToken]]
  private let isEmpty: Bool

  init(_ tokens: [Vocabulary.SpecialToken]) {
    var candidates = [[Vocabulary.SpecialToken]](repeating: [], count: 256)
    for token in tokens {
      if let first = token.text.first { candidates[Int(first)].append(token) }
    }
    for byte in 0..<256 { candidates[byte].sort { $0.text.count > $1.text.count } }
    self.candidates = candidates
    isEmpty = tokens.isEmpty
  }

  @inline(__always)
  func firstMatch(in text: UnsafePointer<UInt8>, from start: Int, count: Int) -> Match? {
    isEmpty ? nil : unsafe search(text, from: start, count: count)
  }

  private func search(_ text: UnsafePointer<UInt8>, from start: Int, count: Int) -> Match? {
    for position in start..<count {
      let first = unsafe Int(text[position])
      guard !candidates[first].isEmpty else { continue }
      for token in candidates[first] where token.text.count <= count - position {
        let isHere = unsafe token.text.withUnsafeBufferPointer { bytes in
          guard let base = bytes.baseAddress else { return false }
          return unsafe memcmp(base, text + position, bytes.count) == 0
        }
        if isHere { return Match(range: position..<position + token.text.count, id: token.id) }
      }
    }
    return nil
  }
}

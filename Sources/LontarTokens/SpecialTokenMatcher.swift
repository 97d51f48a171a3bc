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
  /// What special tokens begin with.
  private let firstBytes: FirstBytes

  init(_ tokens: [Vocabulary.SpecialToken]) {
    var candidates = [[Vocabulary.SpecialToken]](repeating: [], count: 256)
    for token in tokens {
      if let first = token.text.first { candidates[Int(first)].append(token) }
    }
    for byte in 0..<256 { candidates[byte].sort { $0.text.count > $1.text.count } }
    self.candidates = candidates
    firstBytes = FirstBytes((0..<256).filter { !candidates[$0].isEmpty }.map { UInt8($0) })
  }

  @inline(__always)
  func firstMatch(in text: UnsafePointer<UInt8>, from start: Int, count: Int) -> Match? {
    firstBytes.isEmpty ? nil : unsafe search(text, from: start, count: count)
  }

  private func search(_ text: UnsafePointer<UInt8>, from start: Int, count: Int) -> Match? {
    var position = start
    while let place = unsafe firstBytes.next(in: text, from: position, count: count) {
      for token in candidates[unsafe Int(text[place])] where token.text.count <= count - place {
        let isHere = unsafe token.text.withUnsafeBufferPointer { bytes in
          guard let base = bytes.baseAddress else { return false }
          return unsafe memcmp(base, text + place, bytes.count) == 0
        }
        if isHere { return Match(range: place..<place + token.text.count, id: token.id) }
      }
      position = place + 1
    }
    return nil
  }
}

/// The bytes that texts to be found begin with.
struct FirstBytes: Sendable {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isEmpty: Bool { bytes.isEmpty }

  /// The next place where one of them is.
  ///
  /// A stretch of the text at a time, for each byte: so a byte that does not come makes no look to the
  /// end of the text.
  func next(in text: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int? {
    var start = start
    while start < count {
      let end = min(start + 4096, count)
      var first = end
      for byte in bytes {
        // Safe: what is searched lies within the text.
        guard let found = unsafe memchr(text + start, Int32(byte), first - start) else { continue }
        first = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(text)
      }
      if first < end { return first }
      start = end
    }
    return nil
  }
}

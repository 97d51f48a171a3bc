/// A token that is looked for in text before anything else happens to it, as in Hugging Face
/// tokenizers.
public struct AddedToken: Sendable, Equatable {
  /// The token's id.
  public var id: TokenID
  /// The text that it stands for, in UTF-8.
  public var content: [UInt8]
  /// Whether it is not found inside a word.
  public var isSingleWord: Bool
  /// Whether it takes the white space before it.
  public var stripsLeft: Bool
  /// Whether it takes the white space behind it.
  public var stripsRight: Bool
  /// Whether it is looked for in normalised text.
  public var isNormalized: Bool
  /// Whether decoding may leave it out.
  public var isSpecial: Bool

  /// Makes a token; one that is special and not normalised unless said otherwise.
  public init(
    id: TokenID, content: [UInt8], isSingleWord: Bool = false, stripsLeft: Bool = false,
    stripsRight: Bool = false, isNormalized: Bool = false, isSpecial: Bool = true
  ) {
    self.id = id
    self.content = content
    self.isSingleWord = isSingleWord
    self.stripsLeft = stripsLeft
    self.stripsRight = stripsRight
    self.isNormalized = isNormalized
    self.isSpecial = isSpecial
  }
}

/// Finds added tokens: the leftmost, and of those at one place the longest.
struct AddedTokenMatcher: Sendable {
  private let candidates: [[(text: [UInt8], token: AddedToken)]]
  private let firstBytes: FirstBytes
  let isEmpty: Bool

  /// - Parameter texts: What is looked for, for each token.
  init(_ texts: [(text: [UInt8], token: AddedToken)]) {
    var candidates = [[(text: [UInt8], token: AddedToken)]](repeating: [], count: 256)
    for one in texts {
      if let first = one.text.first { candidates[Int(first)].append(one) }
    }
    for byte in 0..<256 { candidates[byte].sort { $0.text.count > $1.text.count } }
    self.candidates = candidates
    firstBytes = FirstBytes((0..<256).filter { !candidates[$0].isEmpty }.map { UInt8($0) })
    isEmpty = texts.isEmpty
  }

  /// Calls `body` with the parts of `range`: tokens, and what lies between them.
  func forEachPart(
    of bytes: [UInt8], _ range: Range<Int>, ignoring ignored: Set<TokenID>,
    _ body: (_ start: Int, _ end: Int, _ token: TokenID?) -> Void
  ) {
    guard !isEmpty, !range.isEmpty else { return body(range.lowerBound, range.upperBound, nil) }
    var previous = range.lowerBound
    var position = range.lowerBound
    while let place = next(in: bytes, from: position, range.upperBound) {
      position = place
      guard let (length, token) = match(bytes, position, range.upperBound) else {
        position += 1
        continue
      }
      var start = position
      var end = position + length
      // The search goes on behind the match itself, whether it counts or not.
      position = end
      if ignored.contains(token.id) { continue }
      if token.isSingleWord, touchesWord(bytes, start, end, range) { continue }
      if token.stripsLeft {
        while start > range.lowerBound, let space = spaceBefore(bytes, start, range.lowerBound) {
          start = space
        }
        start = max(start, previous)
      }
      if token.stripsRight {
        while end < range.upperBound {
          let (value, next) = scalar(in: bytes, at: end)
          guard ScalarSet.space.contains(value) else { break }
          end = next
        }
      }
      if previous < start { body(previous, start, nil) }
      body(start, end, token.id)
      previous = end
    }
    if previous < range.upperBound { body(previous, range.upperBound, nil) }
  }

  /// The next place where a token could begin.
  private func next(in bytes: [UInt8], from start: Int, _ end: Int) -> Int? {
    // Safe: the buffer is used only inside the closure.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      return unsafe firstBytes.next(in: base, from: start, count: end)
    }
  }

  private func match(
    _ bytes: [UInt8], _ position: Int, _ end: Int
  ) -> (length: Int, token: AddedToken)? {
    for candidate in candidates[Int(bytes[position])] {
      let text = candidate.text
      guard text.count <= end - position else { continue }
      var index = 1
      while index < text.count, bytes[position + index] == text[index] { index += 1 }
      if index == text.count { return (text.count, candidate.token) }
    }
    return nil
  }

  private func touchesWord(
    _ bytes: [UInt8], _ start: Int, _ end: Int, _ range: Range<Int>
  ) -> Bool {
    if start > range.lowerBound {
      let before = previousStart(bytes, start, range.lowerBound)
      if ScalarSet.word.contains(scalar(in: bytes, at: before).scalar) { return true }
    }
    return end < range.upperBound
      && ScalarSet.word.contains(scalar(in: bytes, at: end).scalar)
  }

  private func spaceBefore(_ bytes: [UInt8], _ end: Int, _ limit: Int) -> Int? {
    let start = previousStart(bytes, end, limit)
    return ScalarSet.space.contains(scalar(in: bytes, at: start).scalar) ? start : nil
  }

  private func previousStart(_ bytes: [UInt8], _ end: Int, _ limit: Int) -> Int {
    var start = end - 1
    while start > limit, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }
}

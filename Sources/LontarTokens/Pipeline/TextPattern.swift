/// What `Split` and `Replace` look for: these bytes, or a regular expression.
enum TextPattern: Sendable {
  case literal([UInt8])
  case expression(SharedPattern)

  /// A part of a text, and whether it matches.
  struct Part: BitwiseCopyable {
    var start: Int
    var end: Int
    var isMatch: Bool
  }

  /// Appends the matches in `range` of `bytes`, and what lies between them.
  func appendParts(of bytes: [UInt8], _ range: Range<Int>, to parts: inout [Part]) {
    guard !range.isEmpty else {
      parts.append(Part(start: range.lowerBound, end: range.lowerBound, isMatch: false))
      return
    }
    var previous = range.lowerBound
    func note(_ start: Int, _ end: Int) {
      if previous != start { parts.append(Part(start: previous, end: start, isMatch: false)) }
      parts.append(Part(start: start, end: end, isMatch: true))
      previous = end
    }
    switch self {
    case .literal(let wanted):
      var position = range.lowerBound
      while position + wanted.count <= range.upperBound {
        if bytes[position] == wanted[0],
          bytes[position..<position + wanted.count].elementsEqual(wanted)
        {
          note(position, position + wanted.count)
          position += wanted.count
        } else {
          position += 1
        }
      }
    case .expression(let pattern):
      pattern.forEachMatch(in: bytes, range) { match in
        note(range.lowerBound + match.lowerBound, range.lowerBound + match.upperBound)
      }
    }
    if previous != range.upperBound {
      parts.append(Part(start: previous, end: range.upperBound, isMatch: false))
    }
  }

  /// The bytes with each match replaced.
  func replacing(in bytes: [UInt8], with content: [UInt8]) -> [UInt8] {
    var parts: [Part] = []
    appendParts(of: bytes, bytes.indices, to: &parts)
    var result: [UInt8] = []
    for part in parts { result += part.isMatch ? content[...] : bytes[part.start..<part.end] }
    return result
  }
}

/// What becomes of the matches when a text is cut at them.
enum SplitBehavior: String, Sendable {
  case removed = "Removed"
  case isolated = "Isolated"
  case mergedWithPrevious = "MergedWithPrevious"
  case mergedWithNext = "MergedWithNext"
  case contiguous = "Contiguous"

  /// Calls `body` with the pieces that parts make.
  func forEachPiece(of parts: [TextPattern.Part], _ body: (Int, Int) -> Void) {
    switch self {
    case .isolated:
      for part in parts { body(part.start, part.end) }
    case .removed:
      for part in parts where !part.isMatch { body(part.start, part.end) }
    case .contiguous, .mergedWithPrevious:
      var piece: (start: Int, end: Int)?
      var previous = false
      for part in parts {
        let joins = self == .contiguous ? part.isMatch == previous : part.isMatch && !previous
        if joins, let known = piece {
          piece = (known.start, part.end)
        } else {
          if let known = piece { body(known.start, known.end) }
          piece = (part.start, part.end)
        }
        previous = part.isMatch
      }
      if let known = piece { body(known.start, known.end) }
    case .mergedWithNext:
      var pieces: [(start: Int, end: Int)] = []
      var previous = false
      for part in parts.reversed() {
        if part.isMatch && !previous, let known = pieces.last {
          pieces[pieces.count - 1] = (part.start, known.end)
        } else {
          pieces.append((part.start, part.end))
        }
        previous = part.isMatch
      }
      for piece in pieces.reversed() { body(piece.start, piece.end) }
    }
  }
}

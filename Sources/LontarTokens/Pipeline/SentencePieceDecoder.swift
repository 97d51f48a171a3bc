/// Makes text of pieces as SentencePiece does.
struct SentencePieceDecoder: Sendable {
  /// The names of pieces that have no text.
  var control: Set<[UInt8]>
  var unknown: [UInt8]
  var unknownSurface: [UInt8]
  /// Whether there are pieces for bytes.
  var bytes: Bool
  var removesFirstSpace: Bool
  var removesAllSpaces: Bool

  func decode(_ names: [[UInt8]]) -> [UInt8] {
    var text: [UInt8] = []
    var pending: [UInt8] = []
    var isAtStart = true
    var hasSeenSpace = false
    func flush() {
      var rest = pending[...]
      while let lead = rest.first {
        let length = scalarLength(lead)
        if rest.count >= length, (try? UTF8Span(validating: Array(rest.prefix(length)).span)) != nil
        {
          text += rest.prefix(length)
          rest = rest.dropFirst(length)
        } else {
          text += [0xEF, 0xBF, 0xBD]
          rest = rest.dropFirst()
        }
      }
      pending.removeAll()
    }
    for name in names {
      if bytes, let byte = TokenDecoder.byte(of: name) {
        pending.append(byte)
        continue
      }
      flush()
      if hasSeenSpace || !text.isEmpty { isAtStart = false }
      hasSeenSpace = false
      if control.contains(name) { continue }
      if name == unknown {
        text += unknownSurface
        continue
      }
      var piece = name[...]
      let mark: [UInt8] = [0xE2, 0x96, 0x81]
      if isAtStart, removesFirstSpace, piece.starts(with: mark) {
        piece = piece.dropFirst(3)
        hasSeenSpace = !removesAllSpaces
      }
      text += TextPattern.literal(mark).replacing(in: Array(piece), with: [0x20])
    }
    flush()
    return text
  }
}

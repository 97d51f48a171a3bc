/// What makes text of tokens again; each stage works on the list that the one before has left.
indirect enum TokenDecoder: Sendable {
  case byteLevel
  case wordPiece(prefix: [UInt8], cleansUp: Bool)
  case metaspace(replacement: UInt32, scheme: PieceCutter.PrependScheme)
  case wordSuffix([UInt8])
  case byteFallback
  case fuse
  case strip(UInt32, start: Int, stop: Int)
  case replace(TextPattern, with: [UInt8])
  case ctc(padding: [UInt8], delimiter: [UInt8], cleansUp: Bool)
  case sentencePiece(SentencePieceDecoder)
  /// A space behind each token that does not end in the mark, and no mark.
  case wordMarks([UInt8])
  case sequence([TokenDecoder])

  /// Decodes a list of tokens' names.
  func decode(_ tokens: [[UInt8]]) -> [[UInt8]] {
    switch self {
    case .byteLevel:
      return [tokens.reduce(into: []) { $0 += ByteCharacters.bytes(of: $1) ?? $1 }]
    case .wordPiece(let prefix, let cleansUp):
      return tokens.enumerated().map { index, token in
        var token = token
        if index > 0 {
          token =
            token.starts(with: prefix)
            ? Array(token.dropFirst(prefix.count)) : [UInt8(ascii: " ")] + token
        }
        return cleansUp ? Self.cleanUp(token) : token
      }
    case .metaspace(let replacement, let scheme):
      return tokens.enumerated().map { index, token in
        var result: [UInt8] = []
        forEachScalar(in: token, token.indices) { scalar in
          if scalar != replacement {
            appendScalar(scalar, to: &result)
          } else if index > 0 || scheme == .never {
            result.append(UInt8(ascii: " "))
          }
        }
        return result
      }
    case .wordSuffix(let suffix):
      return tokens.enumerated().map { index, token in
        Self.replace(suffix, in: token, with: index == tokens.count - 1 ? "" : " ")
      }
    case .byteFallback:
      return Self.joinBytes(tokens)
    case .fuse:
      return [Array(tokens.joined())]
    case .strip(let wanted, let start, let stop):
      return tokens.map { token in
        var all = scalars(of: token)[...]
        for _ in 0..<start where all.first == wanted { all.removeFirst() }
        for _ in 0..<stop where all.last == wanted { all.removeLast() }
        return all.reduce(into: []) { appendScalar($1, to: &$0) }
      }
    case .replace(let pattern, let content):
      return tokens.map { $0.isEmpty ? $0 : pattern.replacing(in: $0, with: content) }
    case .ctc(let padding, let delimiter, let cleansUp):
      var result: [[UInt8]] = []
      for (index, token) in tokens.enumerated() where index == 0 || tokens[index - 1] != token {
        var token = Self.replace(padding, in: token, with: "")
        if cleansUp { token = Self.replace(delimiter, in: Self.cleanUp(token), with: " ") }
        if !token.isEmpty { result.append(token) }
      }
      return result
    case .wordMarks(let mark):
      return tokens.enumerated().map { index, token in
        if token.count > mark.count, token.suffix(mark.count).elementsEqual(mark) {
          return Array(token.dropLast(mark.count))
        }
        return index == tokens.count - 1 ? token : token + [UInt8(ascii: " ")]
      }
    case .sentencePiece(let decoder):
      return [decoder.decode(tokens)]
    case .sequence(let stages):
      return stages.reduce(tokens) { $1.decode($0) }
    }
  }

  /// Joins tokens that stand for bytes, if together they are text; otherwise each is U+FFFD.
  private static func joinBytes(_ tokens: [[UInt8]]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var bytes: [UInt8] = []
    func flush() {
      guard !bytes.isEmpty else { return }
      if (try? UTF8Span(validating: bytes.span)) != nil {
        result.append(bytes)
      } else {
        for _ in bytes { result.append([0xEF, 0xBF, 0xBD]) }
      }
      bytes.removeAll()
    }
    for token in tokens {
      if let byte = byte(of: token) {
        bytes.append(byte)
      } else {
        flush()
        result.append(token)
      }
    }
    flush()
    return result
  }

  /// The byte of `<0x41>`.
  static func byte(of token: [UInt8]) -> UInt8? {
    guard token.count == 6, token.starts(with: "<0x".utf8), token[5] == UInt8(ascii: ">") else {
      return nil
    }
    func digit(_ byte: UInt8) -> UInt8? {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
      case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
      case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
      default: nil
      }
    }
    // A plus sign before one digit is a number to Rust.
    if token[3] == UInt8(ascii: "+") { return digit(token[4]) }
    guard let high = digit(token[3]), let low = digit(token[4]) else { return nil }
    return high << 4 | low
  }

  private static func replace(_ old: [UInt8], in text: [UInt8], with new: String) -> [UInt8] {
    guard !old.isEmpty, !text.isEmpty else { return text }
    return TextPattern.literal(old).replacing(in: text, with: Array(new.utf8))
  }

  /// English without the spaces that tokenising put in.
  private static func cleanUp(_ text: [UInt8]) -> [UInt8] {
    let rules = [
      (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"),
      (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ]
    return rules.reduce(text) { replace(Array($1.0.utf8), in: $0, with: $1.1) }
  }
}

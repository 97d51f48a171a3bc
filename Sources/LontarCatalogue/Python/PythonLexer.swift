/// A piece of Python source.
struct PythonToken {
  enum Kind: UInt8 {
    case name, number, string, symbol, newline, indent, dedent, end
  }

  var kind: Kind
  /// The first eight bytes, first byte lowest, of a token no longer than that; else 0. All keywords
  /// and symbols fit, so that they are compared as numbers.
  var code: UInt64
  var start: Int32
  var end: Int32

  var range: Range<Int> { Int(start)..<Int(end) }
}

/// The number that a keyword or symbol is compared as.
func pythonCode(_ text: StaticString) -> UInt64 {
  var code: UInt64 = 0
  text.withUTF8Buffer { bytes in
    for index in bytes.indices.reversed() { unsafe code = code << 8 | UInt64(bytes[index]) }
  }
  return code
}

/// Cuts Python source into tokens, as the language's reference describes it.
///
/// - Complexity: O(*n*) in the number of bytes.
struct PythonLexer {
  static let bracketLimit = 200
  static let blockLimit = 100

  private let source: [UInt8]
  private var position = 0
  private var tokens: [PythonToken] = []
  private var brackets: [UInt8] = []
  private var indents = [0]

  /// The bytes must be UTF-8 with `\n` at the ends of lines; see `PythonSource`.
  static func tokens(of source: [UInt8]) throws(LoaderError) -> [PythonToken] {
    var lexer = PythonLexer(source)
    try lexer.run()
    return lexer.tokens
  }

  private init(_ source: [UInt8]) {
    self.source = source
    tokens.reserveCapacity(source.count / 5)
  }

  private mutating func run() throws(LoaderError) {
    var isAtLineStart = true
    while true {
      if isAtLineStart && brackets.isEmpty {
        try readIndentation()
        isAtLineStart = false
      }
      guard position < source.count else { break }
      let byte = source[position]
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C:
        position += 1
      case UInt8(ascii: "\n"):
        if brackets.isEmpty {
          add(.newline, to: position + 1)
          isAtLineStart = true
        }
        position += 1
      case UInt8(ascii: "#"):
        skipComment()
      case UInt8(ascii: "\\") where peek(1) == UInt8(ascii: "\n"):
        position += 2
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        try readString(from: position)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        readNumber()
      case UInt8(ascii: ".") where isDigit(peek(1)):
        readNumber()
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "_"), 0x80...:
        try readName()
      default:
        try readSymbol()
      }
    }
    guard brackets.isEmpty else { throw .unbalancedBracket(line: line(of: source.count)) }
    if let last = tokens.last, last.kind != .newline { add(.newline, to: position) }
    while indents.count > 1 {
      indents.removeLast()
      add(.dedent, to: position)
    }
    add(.end, to: position)
  }

  private func peek(_ distance: Int) -> UInt8 {
    position + distance < source.count ? source[position + distance] : 0
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private func line(of offset: Int) -> Int { pythonLine(of: offset, in: source) }

  private mutating func add(_ kind: PythonToken.Kind, to end: Int, code: UInt64 = 0) {
    tokens.append(
      PythonToken(kind: kind, code: code, start: Int32(position), end: Int32(end)))
  }

  private mutating func skipComment() {
    while position < source.count && source[position] != UInt8(ascii: "\n") { position += 1 }
  }

  /// Reads the spaces before a line's first token, and opens and closes blocks.
  private mutating func readIndentation() throws(LoaderError) {
    while true {
      var width = 0
      while position < source.count {
        switch source[position] {
        case UInt8(ascii: " "): width += 1
        case UInt8(ascii: "\t"): width = (width / 8 + 1) * 8
        case 0x0C: width = 0
        default:
          if source[position] == UInt8(ascii: "#") { skipComment() }
          if position < source.count && source[position] == UInt8(ascii: "\n") {
            position += 1
            width = 0
            continue
          }
          return try setIndentation(width)
        }
        position += 1
      }
      return
    }
  }

  private mutating func setIndentation(_ width: Int) throws(LoaderError) {
    guard position < source.count, var current = indents.last else { return }
    if width > current {
      guard indents.count < Self.blockLimit else { throw .tooDeep(line: line(of: position)) }
      indents.append(width)
      add(.indent, to: position)
    }
    while width < current {
      indents.removeLast()
      current = indents.last ?? 0
      add(.dedent, to: position)
    }
    guard width >= current else { throw .inconsistentIndentation(line: line(of: position)) }
  }

  private mutating func readNumber() {
    var end = position
    while end < source.count {
      switch source[end] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "."):
        end += 1
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        let isHexadecimal = source[position] == UInt8(ascii: "0") && peek(1) | 0x20 == 0x78
        guard source[end - 1] | 0x20 == UInt8(ascii: "e"), !isHexadecimal else {
          return number(end)
        }
        end += 1
      default:
        return number(end)
      }
    }
    number(end)
  }

  private mutating func number(_ end: Int) {
    add(.number, to: end)
    position = end
  }

  private mutating func readName() throws(LoaderError) {
    var end = position
    var code: UInt64 = 0
    while end < source.count {
      switch source[end] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
        if end - position < 8 { code |= UInt64(source[end]) << UInt64(8 * (end - position)) }
        end += 1
        continue
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        if end - position <= 2 && isStringPrefix(position..<end) {
          return try readString(from: end)
        }
      default: break
      }
      break
    }
    add(.name, to: end, code: end - position <= 8 ? code : 0)
    position = end
  }

  private func isStringPrefix(_ range: Range<Int>) -> Bool {
    range.allSatisfy { index in
      switch source[index] | 0x20 {
      case UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "u"): true
      default: false
      }
    }
  }

  /// Reads a string whose first quote is at the offset; `position` is at its prefix.
  private mutating func readString(from quoteStart: Int) throws(LoaderError) {
    let quote = source[quoteStart]
    let isTriple =
      quoteStart + 2 < source.count && source[quoteStart + 1] == quote
      && source[quoteStart + 2] == quote
    var end = quoteStart + (isTriple ? 3 : 1)
    while true {
      guard end < source.count else { throw .unterminatedString(line: line(of: position)) }
      let byte = source[end]
      if byte == UInt8(ascii: "\\") {
        end += 2
      } else if byte == quote {
        if !isTriple {
          end += 1
          break
        }
        if end + 2 < source.count && source[end + 1] == quote && source[end + 2] == quote {
          end += 3
          break
        }
        end += 1
      } else if byte == UInt8(ascii: "\n") && !isTriple {
        throw .unterminatedString(line: line(of: position))
      } else {
        end += 1
      }
    }
    add(.string, to: end)
    position = end
  }

  private mutating func readSymbol() throws(LoaderError) {
    let byte = source[position]
    let second = peek(1)
    let third = peek(2)
    var count = 1
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      guard brackets.count < Self.bracketLimit else { throw .tooDeep(line: line(of: position)) }
      brackets.append(byte)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      let partner = byte == UInt8(ascii: ")") ? byte - 1 : byte - 2
      guard brackets.popLast() == partner else {
        throw .unbalancedBracket(line: line(of: position))
      }
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "~"): break
    case UInt8(ascii: "."):
      if second == byte && third == byte { count = 3 }
    case UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "@"), UInt8(ascii: "+"):
      if second == UInt8(ascii: "=") { count = 2 }
    case UInt8(ascii: "-"):
      if second == UInt8(ascii: "=") || second == UInt8(ascii: ">") { count = 2 }
    case UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">"):
      if second == byte { count = third == UInt8(ascii: "=") ? 3 : 2 }
      if second == UInt8(ascii: "=") { count = 2 }
    case UInt8(ascii: "!") where second == UInt8(ascii: "="):
      count = 2
    default:
      throw .unexpectedToken(String(Unicode.Scalar(byte)), line: line(of: position))
    }
    var code = UInt64(byte)
    if count > 1 { code |= UInt64(second) << 8 }
    if count > 2 { code |= UInt64(third) << 16 }
    add(.symbol, to: position + count, code: code)
    position += count
  }
}

/// The number of the line that an offset is in, from 1.
func pythonLine(of offset: Int, in source: [UInt8]) -> Int {
  var line = 1
  for index in 0..<min(offset, source.count) where source[index] == UInt8(ascii: "\n") { line += 1 }
  return line
}

import LontarJSON
import LontarTestSupport

/// The twin: a parser that is slow and plain, over an array of bytes, without positions in errors.
struct NaiveJSON {
  struct Refused: Error {}

  var rest: ArraySlice<UInt8>

  static func parse(_ text: [UInt8]) throws -> JSONValue {
    guard String(validating: text, as: UTF8.self) != nil else { throw Refused() }
    var parser = NaiveJSON(rest: text[...])
    let value = try parser.value(depth: 0)
    parser.space()
    guard parser.rest.isEmpty else { throw Refused() }
    return value
  }

  mutating func space() {
    rest = rest.drop { [0x20, 0x0A, 0x0D, 0x09].contains($0) }
  }

  mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.utf8) else { return false }
    rest = rest.dropFirst(text.utf8.count)
    return true
  }

  mutating func value(depth: Int) throws -> JSONValue {
    space()
    if take("null") { return .null }
    if take("true") { return .bool(true) }
    if take("false") { return .bool(false) }
    if take("\"") { return .string(try string()) }
    if take("[") {
      guard depth < JSONValue.depthLimit else { throw Refused() }
      var elements: [JSONValue] = []
      space()
      if take("]") { return .array([]) }
      while true {
        elements.append(try value(depth: depth + 1))
        space()
        if take("]") { return .array(elements) }
        guard take(",") else { throw Refused() }
      }
    }
    if take("{") {
      guard depth < JSONValue.depthLimit else { throw Refused() }
      var members: [(key: [UInt8], value: JSONValue)] = []
      space()
      if take("}") { return .object([]) }
      while true {
        space()
        guard take("\"") else { throw Refused() }
        let key = try string()
        space()
        guard take(":") else { throw Refused() }
        members.append((key, try value(depth: depth + 1)))
        space()
        if take("}") { return .object(members) }
        guard take(",") else { throw Refused() }
      }
    }
    return .number(try number())
  }

  mutating func number() throws -> [UInt8] {
    let text = String(decoding: rest, as: UTF8.self)
    guard let match = text.prefixMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/) else {
      throw Refused()
    }
    let bytes = Array(String(match.output.0).utf8)
    rest = rest.dropFirst(bytes.count)
    return bytes
  }

  mutating func string() throws -> [UInt8] {
    var units: [UInt16] = []
    var bytes: [UInt8] = []
    // Escapes are gathered as UTF-16, so that surrogates pair up; anything else ends a run of them.
    func flush() throws {
      guard let text = String(validating: units, as: UTF16.self) else { throw Refused() }
      bytes += Array(text.utf8)
      units = []
    }
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""):
        try flush()
        return bytes
      case UInt8(ascii: "\\"):
        let plain: [UInt8: UInt16] = [
          UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F,
          UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10,
          UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
        ]
        guard let kind = rest.popFirst() else { throw Refused() }
        if let unit = plain[kind] {
          units.append(unit)
          continue
        }
        let digits = String(decoding: rest.prefix(4), as: UTF8.self)
        guard kind == UInt8(ascii: "u"), digits.utf8.count == 4,
          digits.allSatisfy({ $0.isASCII && $0.isHexDigit }), let unit = UInt16(digits, radix: 16)
        else { throw Refused() }
        rest = rest.dropFirst(4)
        units.append(unit)
      case 0..<0x20:
        throw Refused()
      default:
        try flush()
        bytes.append(byte)
      }
    }
    throw Refused()
  }
}

/// Writes random JSON, in the many ways in which the same value can be written.
struct RandomJSON {
  var random: SeededGenerator
  static let words = [
    "", "text", "ภาษาไทย", "Việt", "é", "e\u{301}", "\u{1F600}", "a\"b\\c/d\n\u{1}",
  ]

  mutating func space() -> String {
    String(
      repeating: [" ", "\n", "\t", "\r"].randomElement(using: &random) ?? " ",
      count: Int.random(in: 0...4, using: &random) / 3)
  }

  mutating func string(_ text: String) -> String {
    var written = "\""
    for scalar in text.unicodeScalars {
      let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
      if mustEscape || Int.random(in: 0..<8, using: &random) == 0 {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16, uppercase: Bool.random(using: &random))
          written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        written.unicodeScalars.append(scalar)
      }
    }
    return written + "\""
  }

  mutating func value(depth: Int) -> String {
    space() + bare(depth: depth) + space()
  }

  mutating func bare(depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 3 ? 6 : 9), using: &random) {
    case 0: return "null"
    case 1: return "true"
    case 2: return "false"
    case 3:
      return ["0", "-0", "12", "-9.50", "1e9", "1E-7", "3.25e+2"].randomElement(using: &random)
        ?? "0"
    case 4, 5: return string(Self.words.randomElement(using: &random) ?? "")
    case 6, 7:
      return "["
        + (0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth: depth + 1) }
        .joined(separator: ",") + "]"
    default: return object(depth: depth)
    }
  }

  mutating func object(depth: Int) -> String {
    var members: [String] = []
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let key = string(Self.words.randomElement(using: &random) ?? "")
      members.append(space() + key + space() + ":" + value(depth: depth + 1))
    }
    return "{" + (members.isEmpty ? space() : members.joined(separator: ",")) + "}"
  }
}

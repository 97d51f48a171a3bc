/// What is wrong with a JSON text; each case says where, as an offset in bytes from the text's start.
@nonexhaustive
public enum JSONError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The bytes from this offset on are not UTF-8.
  case malformedUTF8(byteOffset: Int)
  /// The text ends inside a value.
  case unexpectedEnd(byteOffset: Int)
  /// This byte cannot stand here.
  case unexpectedByte(UInt8, byteOffset: Int)
  /// A backslash is followed by something that is not an escape.
  case malformedEscape(byteOffset: Int)
  /// A `\u` escape names half of a surrogate pair, and its other half is not there.
  case loneSurrogate(byteOffset: Int)
  /// A control character stands in a string without an escape.
  case unescapedControl(UInt8, byteOffset: Int)
  /// A number is not written as JSON writes numbers, such as `01` or `1.`.
  case malformedNumber(byteOffset: Int)
  /// Arrays and objects lie in one another deeper than ``JSONValue/depthLimit``.
  case tooDeep(byteOffset: Int)
  /// Something follows the value.
  case trailingBytes(byteOffset: Int)
  /// An object was asked for, and the text is something else.
  case notAnObject(byteOffset: Int)

  public var description: String {
    switch self {
    case .malformedUTF8(let offset): "not UTF-8 at byte \(offset)"
    case .unexpectedEnd(let offset): "JSON ends too early, at byte \(offset)"
    case .unexpectedByte(let byte, let offset):
      "not JSON: \(Self.name(of: byte)) cannot stand at byte \(offset)"
    case .malformedEscape(let offset): "not a JSON escape at byte \(offset)"
    case .loneSurrogate(let offset): "half a surrogate pair at byte \(offset)"
    case .unescapedControl(let byte, let offset):
      "not JSON: \(Self.name(of: byte)) needs an escape at byte \(offset)"
    case .malformedNumber(let offset): "not a JSON number at byte \(offset)"
    case .tooDeep(let offset): "JSON nested too deep at byte \(offset)"
    case .trailingBytes(let offset): "more after the JSON value at byte \(offset)"
    case .notAnObject(let offset): "not a JSON object at byte \(offset)"
    }
  }

  /// A byte as a message shows it: itself when it can be read, its number otherwise.
  private static func name(of byte: UInt8) -> String {
    if byte > 0x20 && byte < 0x7F { return "'\(Unicode.Scalar(byte))'" }
    let digits = String(byte, radix: 16, uppercase: true)
    return "byte 0x" + (byte < 16 ? "0" : "") + digits
  }
}

/// Bytes as hexadecimal digits, and back.
package enum Hexadecimal {
  /// The digits, in lower case.
  package static func text(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// The bytes of pairs of digits; nothing, if it is something else.
  package static func bytes(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      let (high, low) = (Character(Unicode.Scalar(digits[index])), digits[index + 1])
      guard let left = high.hexDigitValue, high.isASCII,
        let right = Character(Unicode.Scalar(low)).hexDigitValue, low < 0x80
      else { return nil }
      bytes.append(UInt8(left << 4 | right))
    }
    return bytes
  }
}

import Foundation

// What Foundation makes of a text, line by line, as who has no other library would do it.

/// Normalises lines of UTF-8 by Foundation; the forms are those of CLontar.h, up to NFKD.
@_cdecl("foundation_normalize")
public func foundationNormalize(
  _ form: Int32, _ input: UnsafePointer<UInt8>, _ count: Int, _ output: UnsafeMutablePointer<UInt8>
) -> Int {
  let bytes = UnsafeBufferPointer(start: input, count: count)
  var written = 0
  var start = 0
  while start < count {
    let end = bytes[start...].firstIndex(of: 0x0A) ?? count
    let line = String(decoding: bytes[start..<end], as: UTF8.self)
    var normal =
      switch form {
      case 0: line.precomposedStringWithCanonicalMapping
      case 1: line.decomposedStringWithCanonicalMapping
      case 2: line.precomposedStringWithCompatibilityMapping
      default: line.decomposedStringWithCompatibilityMapping
      }
    written += normal.withUTF8 { text in
      if let base = text.baseAddress { memcpy(output + written, base, text.count) }
      return text.count
    }
    if end < count {
      output[written] = 0x0A
      written += 1
    }
    start = end + 1
  }
  return written
}

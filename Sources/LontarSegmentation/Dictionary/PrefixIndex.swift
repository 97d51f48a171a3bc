/// Finds the words that begin with the six bytes of a place, and words shorter than that whole.
struct PrefixIndex: Sendable {
  /// Keys with the ranges of their words, by open addressing; a range without words is an empty cell.
  private var keys: [UInt64]
  private var ranges: [(low: UInt32, high: UInt32)]
  private let shift: UInt64
  /// Bit *n* says that there are words of *n* bytes, for those below six.
  let shortLengths: UInt8

  static let prefixLength = 6

  /// - Parameters:
  ///   - bytes: Sorted words, one behind the other.
  ///   - starts: Where each word starts, and the end.
  init(bytes: [UInt8], starts: [UInt32]) {
    var found: [(key: UInt64, low: UInt32, high: UInt32)] = []
    var lengths: UInt8 = 0
    for number in 0..<max(0, starts.count - 1) {
      let start = Int(starts[number])
      let length = min(Int(starts[number + 1]) - start, Self.prefixLength)
      var key: UInt64 = 0
      for index in 0..<length { key = key << 8 | UInt64(bytes[start + index]) }
      key |= UInt64(length) << 48
      if length < Self.prefixLength { lengths |= 1 << UInt8(length) }
      if let last = found.last, last.key == key {
        found[found.count - 1].high = UInt32(number + 1)
      } else {
        found.append((key, UInt32(number), UInt32(number + 1)))
      }
    }
    var bits = 4
    while found.count * 2 > 1 << bits { bits += 1 }
    shift = UInt64(64 - bits)
    shortLengths = lengths
    keys = Array(repeating: 0, count: 1 << bits)
    ranges = Array(repeating: (0, 0), count: 1 << bits)
    for (key, low, high) in found {
      var place = Self.place(key, shift)
      while ranges[place].high > 0 { place = (place + 1) & (keys.count - 1) }
      keys[place] = key
      ranges[place] = (low, high)
    }
  }

  @inline(__always)
  private static func place(_ key: UInt64, _ shift: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }

  /// The numbers of the words with a key: their first bytes, and how many those are from bit 48 on.
  @inline(__always)
  func words(_ key: UInt64) -> Range<Int>? {
    var place = Self.place(key, shift)
    while ranges[place].high > 0 {
      if keys[place] == key { return Int(ranges[place].low)..<Int(ranges[place].high) }
      place = (place + 1) & (keys.count - 1)
    }
    return nil
  }
}

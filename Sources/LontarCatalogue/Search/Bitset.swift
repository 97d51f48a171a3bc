/// A set of records, one bit each.
struct Bitset: Sendable, Equatable {
  private(set) var words: [UInt64]
  let capacity: Int

  init(capacity: Int, full: Bool = false) {
    self.capacity = capacity
    words = Array(repeating: full ? ~0 : 0, count: (capacity + 63) / 64)
    if full && capacity % 64 != 0 { words[words.count - 1] = (1 << UInt64(capacity % 64)) - 1 }
  }

  /// Takes the words of a set that was stored, eight bytes each, lowest first.
  init?(bytes: [UInt8], capacity: Int) {
    guard bytes.count == (capacity + 63) / 64 * 8 else { return nil }
    self.init(capacity: capacity)
    for index in words.indices {
      for place in 0..<8 {
        words[index] |= UInt64(bytes[index * 8 + place]) << UInt64(place * 8)
      }
    }
    if capacity % 64 != 0, let last = words.last, last >> UInt64(capacity % 64) != 0 { return nil }
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(words.count * 8)
    for word in words {
      for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(place * 8))) }
    }
    return bytes
  }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  func contains(_ index: Int) -> Bool {
    index >= 0 && index < capacity && words[index >> 6] >> UInt64(index & 63) & 1 == 1
  }

  mutating func insert(_ index: Int) {
    guard index >= 0 && index < capacity else { return }
    words[index >> 6] |= 1 << UInt64(index & 63)
  }

  mutating func remove(_ index: Int) {
    guard index >= 0 && index < capacity else { return }
    words[index >> 6] &= ~(1 << UInt64(index & 63))
  }

  mutating func formUnion(_ other: Bitset) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  mutating func formIntersection(_ other: Bitset) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  func countOfIntersection(_ other: Bitset) -> Int {
    precondition(words.count == other.words.count, "sets of one size")
    // Checks of each index would keep the compiler from counting several words at a time: half a
    // thousand sets of a hundred thousand bits are counted for each search. The sizes are the same.
    return unsafe words.withUnsafeBufferPointer { left in
      unsafe other.words.withUnsafeBufferPointer { right in
        var count = 0
        for index in 0..<left.count {
          count &+= unsafe (left[index] & right[index]).nonzeroBitCount
        }
        return count
      }
    }
  }

  /// How many of some places are members; all of them are below the capacity.
  func count(of places: [Int32]) -> Int {
    var count = 0
    for place in places { count += Int(words[Int(place) >> 6] >> UInt64(place & 63) & 1) }
    return count
  }

  /// The members, lowest first.
  var indices: [Int] {
    var result: [Int] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        result.append(index << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return result
  }
}

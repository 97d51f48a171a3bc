internal import CZlib

/// Compresses records with zlib.
enum Zlib {
  /// The longest record that is decompressed.
  private static let limit = 256 << 20

  /// The compressed bytes behind the length of what they hold, in four bytes, lowest first.
  static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    let bound = Int(compressBound(uLong(bytes.count)))
    var header: [UInt8] = []
    for shift in stride(from: 0, to: 32, by: 8) {
      header.append(UInt8(truncatingIfNeeded: bytes.count >> shift))
    }
    // The bound is zlib's own promise of what is enough.
    let compressed = unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      var length = uLongf(bound)
      let status = unsafe bytes.withUnsafeBufferPointer {
        unsafe compress2(buffer.baseAddress, &length, $0.baseAddress, uLong($0.count), 6)
      }
      count = status == Z_OK ? Int(length) : 0
    }
    return header + compressed
  }

  /// What was compressed, or nothing if the bytes are damaged.
  static func inflate(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 4 else { return nil }
    var expected = 0
    for place in 0..<4 { expected |= Int(bytes[place]) << (place * 8) }
    // Deflate makes at most 1,032 bytes of one: a length that cannot be is not allocated.
    guard expected <= min(limit, bytes.count * 1_032) else { return nil }
    var isWhole = false
    let result = unsafe [UInt8](unsafeUninitializedCapacity: expected) { buffer, count in
      var length = uLongf(expected)
      let status = unsafe bytes.withUnsafeBufferPointer {
        unsafe uncompress(
          buffer.baseAddress, &length, $0.baseAddress.map { unsafe $0 + 4 }, uLong($0.count - 4))
      }
      isWhole = status == Z_OK && Int(length) == expected
      count = isWhole ? expected : 0
    }
    return isWhole ? result : nil
  }
}

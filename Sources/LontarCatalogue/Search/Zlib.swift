internal import CZlib

/// Compresses records with zlib.
enum Zlib {
  /// The longest record that is decompressed.
  private static let limit = 256 << 20

  /// Compresses one record after another in the same memory: a quarter of a megabyte, which takes
  /// longer to get than a record to compress.
  @safe struct Deflater: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>
    private let isReady: Bool

    init() {
      unsafe stream = .allocate(capacity: 1)
      unsafe stream.initialize(to: z_stream())
      isReady =
        unsafe deflateInit_(stream, 6, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
      // The stream is this value's own; ending one that never began does nothing.
      unsafe deflateEnd(stream)
      unsafe stream.deallocate()
    }

    /// The compressed bytes behind the length of what they hold, in four bytes, lowest first; the
    /// length alone, which ``Zlib/inflate(_:)`` refuses, if there is no memory.
    mutating func deflate(_ bytes: [UInt8]) -> [UInt8] {
      var header: [UInt8] = []
      for shift in stride(from: 0, to: 32, by: 8) {
        header.append(UInt8(truncatingIfNeeded: bytes.count >> shift))
      }
      guard isReady, unsafe deflateReset(stream) == Z_OK else { return header }
      let bound = unsafe Int(deflateBound(stream, uLong(bytes.count)))
      // The bound is zlib's own promise of what is enough; the input is read and not written.
      let compressed = unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        unsafe bytes.withUnsafeBufferPointer { input in
          unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
          unsafe stream.pointee.avail_in = uInt(input.count)
          unsafe stream.pointee.next_out = output.baseAddress
          unsafe stream.pointee.avail_out = uInt(bound)
          let isWhole = unsafe CZlib.deflate(stream, Z_FINISH) == Z_STREAM_END
          count = isWhole ? bound - Int(unsafe stream.pointee.avail_out) : 0
        }
      }
      return header + compressed
    }
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

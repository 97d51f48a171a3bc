internal import CZstd

/// Compresses records, one by one, so that each can be read by itself.
///
/// zlib took four and a half times as long, a quarter of an import, for five bytes less in a hundred.
enum Zstd {
  /// The longest record that is decompressed.
  private static let limit = 256 << 20

  /// Compresses one record after another in the same memory.
  @safe struct Compressor: ~Copyable {
    private let context: OpaquePointer?

    init() {
      unsafe context = ZSTD_createCCtx()
      unsafe _ = ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 1)
      // A damaged record is found out.
      unsafe _ = ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    }

    deinit {
      // The context is this value's own; freeing none does nothing.
      unsafe _ = ZSTD_freeCCtx(context)
    }

    /// The compressed bytes; none, which ``Zstd/decompress(_:)`` refuses, if there is no memory.
    mutating func compress(_ bytes: [UInt8]) -> [UInt8] {
      guard let context = unsafe context else { return [] }
      // The bound is zstd's own promise of what is enough.
      return unsafe [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) {
        output, count in
        let size = unsafe bytes.withUnsafeBytes {
          unsafe ZSTD_compress2(context, output.baseAddress, output.count, $0.baseAddress, $0.count)
        }
        count = ZSTD_isError(size) == 0 ? size : 0
      }
    }
  }

  /// What was compressed, or nothing if the bytes are damaged.
  static func decompress(_ bytes: [UInt8]) -> [UInt8]? {
    let stated = unsafe bytes.withUnsafeBytes {
      unsafe ZSTD_getFrameContentSize($0.baseAddress, $0.count)
    }
    // Where no length is stated, this is a number beyond all limits. A block of 128 kB takes four
    // bytes at least: a length that cannot be is not allocated.
    guard stated <= UInt64(min(limit, bytes.count << 15)) else { return nil }
    var isWhole = false
    let result = unsafe [UInt8](unsafeUninitializedCapacity: Int(stated)) { buffer, count in
      let size = unsafe bytes.withUnsafeBytes {
        unsafe ZSTD_decompress(buffer.baseAddress, buffer.count, $0.baseAddress, $0.count)
      }
      isWhole = ZSTD_isError(size) == 0 && size == Int(stated)
      count = isWhole ? size : 0
    }
    return isWhole ? result : nil
  }
}

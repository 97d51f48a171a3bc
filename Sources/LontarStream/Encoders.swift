internal import CZlib
internal import CZstd

/// Compresses bytes as one gzip member, at zlib's usual level.
@safe final class GzipEncoder {
  // zlib keeps the address of the struct, so it lives on the heap, at one place.
  private let stream: UnsafeMutablePointer<z_stream>

  init() throws(CompressionError) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for a gzip header.
    let status = unsafe deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw CompressionError(reason: "out of memory") }
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Compresses some of the input, or with `isLast` what is held back too.
  ///
  /// - Returns: How many bytes it took and gave, and whether it needs no further call for this input.
  func encode(
    _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> CodingStep {
    let part = min(input.count, 1 << 30)
    // zlib reads and writes within the counts it is given, and does not write to its input.
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    unsafe stream.pointee.avail_in = UInt32(part)
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = UInt32(output.count)
    let finishes = isLast && part == input.count
    let status = unsafe deflate(stream, finishes ? Z_FINISH : Z_NO_FLUSH)
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
      throw CompressionError(reason: "zlib failed")
    }
    let consumed = unsafe part - Int(stream.pointee.avail_in)
    return unsafe CodingStep(
      consumed: consumed, produced: output.count - Int(stream.pointee.avail_out),
      isComplete: isLast ? status == Z_STREAM_END : consumed == input.count)
  }
}

/// Compresses bytes as one Zstandard frame, at zstd's usual level.
@safe final class ZstdEncoder {
  private let stream: OpaquePointer

  init() throws(CompressionError) {
    guard let stream = unsafe ZSTD_createCStream() else {
      throw CompressionError(reason: "out of memory")
    }
    unsafe self.stream = stream
    unsafe _ = ZSTD_CCtx_setParameter(stream, ZSTD_c_checksumFlag, 1)
  }

  deinit {
    unsafe _ = ZSTD_freeCStream(stream)
  }

  /// Compresses some of the input, or with `isLast` what is held back too.
  ///
  /// - Returns: How many bytes it took and gave, and whether it needs no further call for this input.
  func encode(
    _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> CodingStep {
    // zstd reads and writes within the counts it is given.
    var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let left = unsafe ZSTD_compressStream2(
      stream, &target, &source, isLast ? ZSTD_e_end : ZSTD_e_continue)
    guard ZSTD_isError(left) == 0 else {
      throw CompressionError(reason: unsafe String(cString: ZSTD_getErrorName(left)))
    }
    return unsafe CodingStep(
      consumed: source.pos, produced: target.pos,
      isComplete: isLast ? left == 0 : source.pos == source.size)
  }
}

internal import CZlib
internal import CZstd

/// What a decoder or encoder did with the bytes it was given.
struct CodingStep {
  /// How many bytes it took.
  var consumed: Int
  /// How many bytes it gave.
  var produced: Int
  /// Whether it came to an end: of a member or frame when decoding, of the input when encoding.
  var isComplete: Bool
}

/// The reason why compression or decompression failed, in the library's words.
struct CompressionError: Error {
  var reason: String
}

/// Decompresses gzip data of any number of members.
@safe final class GzipDecoder {
  // zlib keeps the address of the struct, so it lives on the heap, at one place.
  private let stream: UnsafeMutablePointer<z_stream>
  private var isBetweenMembers = false

  init() throws(CompressionError) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for a gzip header and no other.
    let status = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw CompressionError(reason: "out of memory") }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> CodingStep {
    if isBetweenMembers {
      guard unsafe inflateReset(stream) == Z_OK else { throw CompressionError(reason: "bad state") }
      isBetweenMembers = false
    }
    // zlib reads and writes within the counts it is given, and does not write to its input.
    unsafe stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    unsafe stream.pointee.avail_in = UInt32(input.count)
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = UInt32(output.count)
    let status = unsafe inflate(stream, Z_NO_FLUSH)
    let step = unsafe CodingStep(
      consumed: input.count - Int(stream.pointee.avail_in),
      produced: output.count - Int(stream.pointee.avail_out),
      isComplete: status == Z_STREAM_END)
    switch status {
    case Z_STREAM_END: isBetweenMembers = true
    case Z_OK, Z_BUF_ERROR: break
    default:
      throw CompressionError(
        reason: unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "not gzip data")
    }
    return step
  }
}

/// Decompresses Zstandard data of any number of frames.
@safe final class ZstdDecoder {
  private let stream: OpaquePointer

  init() throws(CompressionError) {
    guard let stream = unsafe ZSTD_createDStream() else {
      throw CompressionError(reason: "out of memory")
    }
    unsafe self.stream = stream
    // Published corpora are often compressed with `--long=31`, which zstd refuses unless told.
    unsafe _ = ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 31)
  }

  deinit {
    unsafe _ = ZSTD_freeDStream(stream)
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(CompressionError) -> CodingStep {
    // zstd reads and writes within the counts it is given.
    var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let hint = unsafe ZSTD_decompressStream(stream, &target, &source)
    guard ZSTD_isError(hint) == 0 else {
      throw CompressionError(reason: unsafe String(cString: ZSTD_getErrorName(hint)))
    }
    return unsafe CodingStep(
      consumed: source.pos, produced: target.pos, isComplete: hint == 0)
  }
}

internal import CZstd

/// Compresses bytes as one Zstandard frame with a checksum. The stream is this object's alone.
@safe
final class ZstandardWriter {
  private let stream: OpaquePointer

  init() {
    guard let stream = unsafe ZSTD_createCStream() else { preconditionFailure("no memory") }
    unsafe self.stream = stream
    unsafe _ = ZSTD_CCtx_setParameter(stream, ZSTD_c_checksumFlag, 1)
    unsafe _ = ZSTD_CCtx_setParameter(stream, ZSTD_c_compressionLevel, 3)
  }

  deinit { unsafe _ = ZSTD_freeCStream(stream) }

  /// Appends what the bytes become; with `isLast`, all that was held back too.
  func write(_ bytes: [UInt8], isLast: Bool, to output: inout [UInt8]) {
    // zstd reads and writes within the counts it is given.
    unsafe bytes.withUnsafeBytes { input in
      var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
      var isDone = false
      while !isDone {
        output.append(addingCapacity: 1 << 17) { space in
          unsafe space.withUnsafeMutableBufferPointer { room, written in
            var target = unsafe ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
            let left = unsafe ZSTD_compressStream2(
              stream, &target, &source, isLast ? ZSTD_e_end : ZSTD_e_continue)
            precondition(ZSTD_isError(left) == 0, "zstd has memory, and the frame is sound")
            written = unsafe target.pos
            isDone = unsafe isLast ? left == 0 : source.pos == source.size
          }
        }
      }
    }
  }
}

/// Decompresses one Zstandard frame. The stream is this object's alone.
@safe
final class ZstandardReader {
  private let stream: OpaquePointer
  /// Whether the frame has ended.
  private(set) var isComplete = false

  init() {
    guard let stream = unsafe ZSTD_createDStream() else { preconditionFailure("no memory") }
    unsafe self.stream = stream
    // What we write needs 2 MiB; a file that asks for more than 128 would be no counts file.
    unsafe _ = ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, 27)
  }

  deinit { unsafe _ = ZSTD_freeDStream(stream) }

  /// Appends what some bytes become, and returns how many it took; nil where they are no frame, or
  /// not as they were when the checksum was made.
  func read(_ bytes: ArraySlice<UInt8>, appendingTo output: inout [UInt8]) -> Int? {
    var taken: Int? = 0
    // zstd reads and writes within the counts it is given.
    unsafe bytes.withUnsafeBytes { input in
      var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
      output.append(addingCapacity: 1 << 17) { space in
        unsafe space.withUnsafeMutableBufferPointer { room, written in
          var target = unsafe ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
          let hint = unsafe ZSTD_decompressStream(stream, &target, &source)
          written = unsafe target.pos
          isComplete = hint == 0
          taken = unsafe ZSTD_isError(hint) == 0 ? source.pos : nil
        }
      }
    }
    return taken
  }
}

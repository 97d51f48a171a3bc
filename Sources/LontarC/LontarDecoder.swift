// Decoding id by id, for C; `lontar.h` says what each function does.
internal import LontarTokens

/// A decoder, and the bytes that it gave last, whose place does not change before the next call.
///
/// Safe: the memory is this class's own, and freed by it alone.
@safe
final class DecoderHandle {
  private var decoder: StreamingDecoder
  private var bytes: [UInt8] = []
  private var memory: UnsafeMutableBufferPointer<UInt8>

  init(_ decoder: StreamingDecoder) {
    self.decoder = decoder
    unsafe memory = .allocate(capacity: 64)
  }

  deinit { unsafe memory.deallocate() }

  /// Takes an id; false if no token has it.
  func feed(_ id: UInt32) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    do {
      try decoder.decode(id, appendingTo: &bytes)
      return true
    } catch {
      return false
    }
  }

  func finish() {
    bytes.removeAll(keepingCapacity: true)
    decoder.finish(appendingTo: &bytes)
  }

  /// Copies what was given last to where C may read it.
  func store(in place: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) -> Int64 {
    if unsafe bytes.count > memory.count {
      unsafe memory.deallocate()
      unsafe memory = .allocate(capacity: 2 * bytes.count)
    }
    for (index, byte) in bytes.enumerated() { unsafe memory[index] = byte }
    // The pointer is the decoder's, and lives as long.
    if let place = unsafe place { unsafe place.pointee = UnsafePointer(memory.baseAddress) }
    return Int64(bytes.count)
  }
}

/// Makes a decoder of one text.
@c(lontar_decoder_open)
public func openDecoder(
  _ handle: UnsafeMutableRawPointer?, _ skippingSpecial: Int32, _ wholeCharacters: Int32
) -> UnsafeMutableRawPointer? {
  guard let handle = unsafe handle else { return nil }
  let tokenizer = unsafe Unmanaged<TokenizerHandle>.fromOpaque(handle).takeUnretainedValue()
  let decoder = StreamingDecoder(
    tokenizer.tokenizer, skippingSpecial: skippingSpecial != 0,
    splitsCharacters: wholeCharacters == 0)
  return unsafe Unmanaged.passRetained(DecoderHandle(decoder)).toOpaque()
}

/// Closes a decoder.
@c(lontar_decoder_close)
public func closeDecoder(_ handle: UnsafeMutableRawPointer?) {
  guard let handle = unsafe handle else { return }
  unsafe Unmanaged<DecoderHandle>.fromOpaque(handle).release()
}

/// Takes an id; returns how many bytes are certain.
@c(lontar_decoder_feed)
public func feedDecoder(
  _ handle: UnsafeMutableRawPointer?, _ id: UInt32,
  _ bytes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
) -> Int64 {
  guard let handle = unsafe handle else { return -1 }
  let decoder = unsafe Unmanaged<DecoderHandle>.fromOpaque(handle).takeUnretainedValue()
  return decoder.feed(id) ? unsafe decoder.store(in: bytes) : -1
}

/// Ends a text; returns how many bytes were held back.
@c(lontar_decoder_finish)
public func finishDecoder(
  _ handle: UnsafeMutableRawPointer?, _ bytes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
) -> Int64 {
  guard let handle = unsafe handle else { return -1 }
  let decoder = unsafe Unmanaged<DecoderHandle>.fromOpaque(handle).takeUnretainedValue()
  decoder.finish()
  return unsafe decoder.store(in: bytes)
}

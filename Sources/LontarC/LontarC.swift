// The C interface of the tokenizers; `lontar.h` beside this says what each function does.
internal import LontarTokens
internal import Synchronization

/// A tokenizer and the workers that nobody uses at the moment.
final class TokenizerHandle: Sendable {
  let tokenizer: Tokenizer
  private let idle = Mutex<[Holder]>([])

  /// Unchecked: a holder is in the list, behind its lock, or with the one who took it out.
  private final class Holder: @unchecked Sendable {
    var worker: Tokenizer.Worker
    var ids: [TokenID] = []

    init(_ worker: consuming Tokenizer.Worker) { self.worker = worker }
  }

  init(_ tokenizer: Tokenizer) { self.tokenizer = tokenizer }

  /// Encodes a text and hands its ids to `body`.
  func encode<Result>(
    _ text: Span<UInt8>, addingSpecials: Bool, _ body: ([TokenID]) -> Result
  ) -> Result {
    let holder = idle.withLock { $0.popLast() } ?? Holder(tokenizer.makeWorker())
    holder.ids.removeAll(keepingCapacity: true)
    holder.worker.encode(text, addingSpecials: addingSpecials, appendingTo: &holder.ids)
    defer { idle.withLock { $0.append(holder) } }
    return body(holder.ids)
  }

  /// Encodes a text with all that is known of its tokens; nil if it cannot be cut as the file asks.
  func encoding(of text: Span<UInt8>, addingSpecials: Bool) -> Encoding? {
    let holder = idle.withLock { $0.popLast() } ?? Holder(tokenizer.makeWorker())
    defer { idle.withLock { $0.append(holder) } }
    return try? holder.worker.encoding(of: text, addingSpecials: addingSpecials)
  }
}

/// The version of the interface.
@c(lontar_tokenizer_abi)
public func tokenizerABI() -> Int32 { 2 }

/// Opens a tokenizer's file.
@c(lontar_tokenizer_open)
public func openTokenizer(
  _ path: UnsafePointer<CChar>?, _ message: UnsafeMutablePointer<CChar>?, _ capacity: Int
) -> UnsafeMutableRawPointer? {
  guard let path = unsafe path else { return nil }
  do {
    // The caller gives a string that ends in a zero.
    let tokenizer = try Tokenizer(contentsOf: unsafe String(cString: path))
    return unsafe Unmanaged.passRetained(TokenizerHandle(tokenizer)).toOpaque()
  } catch {
    guard let message = unsafe message, capacity > 0 else { return nil }
    var count = 0
    for byte in "\(error)".utf8.prefix(capacity - 1) {
      unsafe message[count] = CChar(bitPattern: byte)
      count += 1
    }
    unsafe message[count] = 0
    return nil
  }
}

/// Closes a tokenizer.
@c(lontar_tokenizer_close)
public func closeTokenizer(_ handle: UnsafeMutableRawPointer?) {
  guard let handle = unsafe handle else { return }
  unsafe Unmanaged<TokenizerHandle>.fromOpaque(handle).release()
}

/// The number of ids that the vocabulary has.
@c(lontar_tokenizer_size)
public func tokenizerSize(_ handle: UnsafeMutableRawPointer?) -> Int64 {
  guard let handle = unsafe handle else { return -1 }
  let tokenizer = unsafe Unmanaged<TokenizerHandle>.fromOpaque(handle).takeUnretainedValue()
  return Int64(tokenizer.tokenizer.vocabulary.count)
}

/// Encodes a text; returns how many ids it has, and writes them if there is room for all.
@c(lontar_tokenizer_encode)
public func encodeText(
  _ handle: UnsafeMutableRawPointer?, _ text: UnsafePointer<UInt8>?, _ count: Int,
  _ addingSpecials: Int32, _ ids: UnsafeMutablePointer<UInt32>?, _ capacity: Int
) -> Int64 {
  guard let handle = unsafe handle, count >= 0, unsafe count == 0 || text != nil else { return -1 }
  let tokenizer = unsafe Unmanaged<TokenizerHandle>.fromOpaque(handle).takeUnretainedValue()
  // The caller's bytes are read during the call alone.
  let bytes = unsafe UnsafeBufferPointer(start: text, count: count)
  return tokenizer.encode(unsafe bytes.span, addingSpecials: addingSpecials != 0) { found in
    if let ids = unsafe ids, found.count <= capacity {
      for index in found.indices { unsafe ids[index] = found[index] }
    }
    return Int64(found.count)
  }
}

/// Counts a text's ids.
@c(lontar_tokenizer_count)
public func countIDs(
  _ handle: UnsafeMutableRawPointer?, _ text: UnsafePointer<UInt8>?, _ count: Int,
  _ addingSpecials: Int32
) -> Int64 {
  unsafe encodeText(handle, text, count, addingSpecials, nil, 0)
}

/// Encodes a text with the places that its ids stand for; returns how many ids it has.
@c(lontar_tokenizer_encode_places)
public func encodeTextWithPlaces(
  _ handle: UnsafeMutableRawPointer?, _ text: UnsafePointer<UInt8>?, _ count: Int,
  _ addingSpecials: Int32, _ ids: UnsafeMutablePointer<UInt32>?,
  _ starts: UnsafeMutablePointer<UInt64>?, _ ends: UnsafeMutablePointer<UInt64>?, _ capacity: Int
) -> Int64 {
  guard let handle = unsafe handle, count >= 0, unsafe count == 0 || text != nil else { return -1 }
  let tokenizer = unsafe Unmanaged<TokenizerHandle>.fromOpaque(handle).takeUnretainedValue()
  // The caller's bytes are read during the call alone.
  let bytes = unsafe UnsafeBufferPointer(start: text, count: count)
  guard
    let encoding = tokenizer.encoding(of: unsafe bytes.span, addingSpecials: addingSpecials != 0)
  else { return -1 }
  if let ids = unsafe ids, let starts = unsafe starts, let ends = unsafe ends,
    encoding.count <= capacity
  {
    for index in 0..<encoding.count {
      unsafe ids[index] = encoding.ids[index]
      unsafe starts[index] = UInt64(encoding.offsets[index].lowerBound)
      unsafe ends[index] = UInt64(encoding.offsets[index].upperBound)
    }
  }
  return Int64(encoding.count)
}

/// Decodes ids; returns how many bytes they stand for, and writes them if there is room for all.
@c(lontar_tokenizer_decode)
public func decodeIDs(
  _ handle: UnsafeMutableRawPointer?, _ ids: UnsafePointer<UInt32>?, _ count: Int,
  _ skippingSpecial: Int32, _ bytes: UnsafeMutablePointer<UInt8>?, _ capacity: Int
) -> Int64 {
  guard let handle = unsafe handle, count >= 0, unsafe count == 0 || ids != nil else { return -1 }
  let tokenizer = unsafe Unmanaged<TokenizerHandle>.fromOpaque(handle).takeUnretainedValue()
  // The caller's ids are read during the call alone.
  let list = unsafe UnsafeBufferPointer(start: ids, count: count)
  var found: [UInt8] = []
  do {
    try tokenizer.tokenizer.decode(
      unsafe list.span, skippingSpecial: skippingSpecial != 0, appendingTo: &found)
  } catch {
    return -1
  }
  if let bytes = unsafe bytes, found.count <= capacity {
    for index in found.indices { unsafe bytes[index] = found[index] }
  }
  return Int64(found.count)
}

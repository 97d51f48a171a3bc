/// One input's bytes, decompressed, in the order they come.
final class ByteSource {
  private enum Decoder {
    case gzip(GzipDecoder)
    case zstd(ZstdDecoder)

    func decode(
      _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> CodingStep {
      switch self {
      case .gzip(let decoder): try unsafe decoder.decode(input, into: output)
      case .zstd(let decoder): try unsafe decoder.decode(input, into: output)
      }
    }
  }

  let name: String
  /// How many bytes were read from the file, before decompression.
  private(set) var bytesRead = 0

  private let file: FileHandle
  private let isRegular: Bool
  private let decoder: Decoder?
  private var compressed: [UInt8] = []
  private var decodedCount = 0
  private var mayEndHere = false
  /// What was read to look at, and is to be read again.
  private var pushedBack: [UInt8] = []
  private var filter: Opening.Filter?
  private var unfiltered: [UInt8] = []

  /// How many compressed bytes are read at a time.
  private static let compressedChunk = 256 << 10

  init(_ input: Input) throws(StreamError) {
    name = input.name
    do throws(SystemError) {
      file =
        switch input {
        case .standardInput: FileHandle(borrowing: 0)
        case .file(let path): try FileHandle.openForReading(path)
        }
      let status = try file.status()
      isRegular = status.isRegular
    } catch {
      throw .cannotOpen(file: input.name, reason: error.reason)
    }
    do throws(CompressionError) {
      decoder =
        switch input.compression {
        case .none: nil
        case .gzip: .gzip(try GzipDecoder())
        case .zstd: .zstd(try ZstdDecoder())
        }
    } catch {
      throw .cannotOpen(file: input.name, reason: error.reason)
    }
  }

  /// Whether more bytes, or the end, can be had at once.
  var isReady: Bool {
    isRegular || !pushedBack.isEmpty || decodedCount < compressed.count
      || file.isReadable(withinMilliseconds: 0)
  }

  /// Waits for bytes or the end, in steps so short that a caller can give up.
  ///
  /// - Returns: Whether there is something to read.
  func wait(unless hasStopped: () -> Bool) -> Bool {
    if isRegular || !pushedBack.isEmpty || decodedCount < compressed.count { return true }
    while !file.isReadable(withinMilliseconds: 100) {
      if hasStopped() { return false }
    }
    return true
  }

  /// Looks at the source's start and plans; before anything is read.
  ///
  /// - Returns: The plan's tag; nothing if it was stopped while nothing arrived.
  func open(
    _ opening: Opening, unless hasStopped: () -> Bool
  ) throws(StreamError) -> Int? {
    while pushedBack.count < opening.byteCount {
      let start = pushedBack
      pushedBack = []
      guard wait(unless: hasStopped) else { return nil }
      pushedBack = start
      var more: [UInt8] = []
      let wanted = opening.byteCount - pushedBack.count
      guard try readDecompressed(wanted, appendingTo: &more) > 0 else { break }
      pushedBack += more
    }
    let start = pushedBack
    let plan = try opening.plan(name, start.span)
    pushedBack.removeFirst(min(plan.skipping, pushedBack.count))
    filter = plan.filter
    return plan.tag
  }

  /// Appends bytes and returns how many came; none at the end. Without a filter they are at most
  /// `count`.
  func read(_ count: Int, appendingTo bytes: inout [UInt8]) throws(StreamError) -> Int {
    guard let filter else { return try readBytes(count, appendingTo: &bytes) }
    let before = bytes.count
    while true {
      let received = try readBytes(count, appendingTo: &unfiltered)
      var rest: [UInt8] = []
      swap(&rest, &unfiltered)
      let consumed = filter(rest.span, received == 0, &bytes)
      rest.removeFirst(consumed)
      unfiltered = rest
      if bytes.count > before || received == 0 { return bytes.count - before }
    }
  }

  private func readBytes(_ count: Int, appendingTo bytes: inout [UInt8]) throws(StreamError) -> Int
  {
    guard !pushedBack.isEmpty else { return try readDecompressed(count, appendingTo: &bytes) }
    let taken = min(count, pushedBack.count)
    bytes.append(contentsOf: pushedBack[..<taken])
    pushedBack.removeFirst(taken)
    return taken
  }

  private func readDecompressed(
    _ count: Int, appendingTo bytes: inout [UInt8]
  ) throws(StreamError) -> Int {
    guard let decoder else { return try readFile(count, appendingTo: &bytes) }
    while true {
      if decodedCount == compressed.count {
        compressed.removeAll(keepingCapacity: true)
        decodedCount = 0
        let received = try readFile(Self.compressedChunk, appendingTo: &compressed)
        if received == 0 && mayEndHere { return 0 }
      }
      // At the end, a decoder that held bytes back for want of room is asked for them once more.
      let isAtEnd = compressed.isEmpty
      let step = try decode(count, with: decoder, appendingTo: &bytes)
      decodedCount += step.consumed
      if step.produced > 0 || step.consumed > 0 { mayEndHere = step.isComplete }
      if step.produced > 0 { return step.produced }
      if isAtEnd { throw .truncated(file: name, byteOffset: bytesRead) }
    }
  }

  private func readFile(_ count: Int, appendingTo bytes: inout [UInt8]) throws(StreamError) -> Int {
    do throws(SystemError) {
      let received = try file.read(count, appendingTo: &bytes)
      bytesRead += received
      return received
    } catch {
      throw .cannotRead(file: name, byteOffset: bytesRead, reason: error.reason)
    }
  }

  private func decode(
    _ count: Int, with decoder: Decoder, appendingTo bytes: inout [UInt8]
  ) throws(StreamError) -> CodingStep {
    let rest = compressed[decodedCount...]
    var step: CodingStep?
    var failure: CompressionError?
    bytes.append(addingCapacity: count) { space in
      unsafe space.withUnsafeMutableBufferPointer { output, initialized in
        unsafe rest.withUnsafeBytes { input in
          // At most `count`, though the array may have more room than it was asked for.
          let room = unsafe UnsafeMutableRawBufferPointer(start: output.baseAddress, count: count)
          do throws(CompressionError) {
            step = try unsafe decoder.decode(input, into: room)
          } catch {
            failure = error
          }
          initialized = step?.produced ?? 0
        }
      }
    }
    guard let step else {
      throw .corrupt(
        file: name, byteOffset: bytesRead - rest.count, reason: failure?.reason ?? "no room")
    }
    return step
  }
}

internal import Glibc

/// Numbers as they lie in memory, in a file of sections, each with its count before it.
///
/// The first 64 bytes are what ``Header`` holds. A section is a count of eight bytes, then its numbers,
/// then zeros up to a multiple of eight. A machine with another order of bytes refuses the file.
struct CompiledWriter {
  private(set) var bytes = [UInt8](repeating: 0, count: CompiledHeader.byteCount)
  private var checksum: UInt64 = 0

  mutating func append<Element: BitwiseCopyable>(_ section: borrowing Storage<Element>, count: Int)
  {
    // Safe: the storage has that many elements.
    unsafe append(
      UnsafeRawBufferPointer(UnsafeBufferPointer(start: section.base, count: count)), count)
  }

  mutating func append<Element: BitwiseCopyable>(_ section: [Element]) {
    unsafe section.withUnsafeBytes { unsafe append($0, section.count) }
  }

  private mutating func append(_ section: UnsafeRawBufferPointer, _ count: Int) {
    var number = UInt64(count)
    unsafe withUnsafeBytes(of: &number) { unsafe bytes.append(contentsOf: $0) }
    unsafe bytes.append(contentsOf: section)
    bytes.append(contentsOf: repeatElement(0, count: -section.count & 7))
    checksum = unsafe CompiledHeader.checksum(after: checksum, section)
  }

  /// The file, with a header that says what it was made of.
  mutating func finish(source: Span<UInt8>) -> [UInt8] {
    let header = CompiledHeader(
      source: source, byteCount: UInt64(bytes.count), checksum: checksum)
    unsafe header.words.withUnsafeBytes { words in
      for index in words.indices { bytes[index] = unsafe words[index] }
    }
    return bytes
  }
}

/// What the first 64 bytes of a compiled file say.
struct CompiledHeader: Equatable {
  static let byteCount = 64
  /// "lontar-c", read as a number.
  private static let magic: UInt64 = 0x632D_7261_746E_6F6C
  /// The version of the layout: raised with every change to it, and to what is laid out.
  private static let version: UInt64 = 2

  /// The size and a hash of the file that was compiled.
  var sourceCount: UInt64
  var sourceHash: UInt64
  /// The size of the compiled file itself.
  var byteCount: UInt64
  /// A hash of all sections.
  var checksum: UInt64

  init(source: Span<UInt8>, byteCount: UInt64, checksum: UInt64) {
    sourceCount = UInt64(source.count)
    sourceHash = Self.hash(source)
    self.byteCount = byteCount
    self.checksum = checksum
  }

  /// Reads a header; nil if it is not one of this version.
  init?(_ words: [UInt64]) {
    guard words.count == 8, words[0] == Self.magic, words[1] == Self.version,
      words[6] == 0, words[7] == 0
    else { return nil }
    (sourceCount, sourceHash, byteCount, checksum) = (words[2], words[3], words[4], words[5])
  }

  var words: [UInt64] {
    [Self.magic, Self.version, sourceCount, sourceHash, byteCount, checksum, 0, 0]
  }

  func isOf(_ source: Span<UInt8>) -> Bool {
    sourceCount == UInt64(source.count) && sourceHash == Self.hash(source)
  }

  private static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    // Safe: the buffer is used only inside the closure.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe hashBytes(base, count: buffer.count)
    }
  }

  static func checksum(after before: UInt64, _ section: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0
    if let base = section.baseAddress, section.count > 0 {
      hash = unsafe hashBytes(
        base.assumingMemoryBound(to: UInt8.self), count: section.count)
    }
    return foldedProduct(before ^ hash, 0x9E37_79B9_7F4A_7C15 ^ UInt64(section.count))
  }
}

/// Reads the sections of a compiled file, in order, each into memory of its own.
///
/// The file is read and not mapped: a mapping would end the program if somebody cut the file short
/// meanwhile, and look-ups would pay for small pages.
struct CompiledReader: ~Copyable {
  private let descriptor: Int32
  private let header: CompiledHeader
  private var left: Int
  private var checksum: UInt64 = 0
  /// How many elements the section has that was read last.
  private(set) var count = 0

  /// No file is larger: what a header claims beyond is not believed.
  private static let mostBytes: UInt64 = 1 << 30

  /// Opens a file; nil if there is none that was compiled of `source`, by this version.
  init?(_ path: String, of source: Span<UInt8>) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var words = [UInt64](repeating: 0, count: CompiledHeader.byteCount / 8)
    let isRead = unsafe words.withUnsafeMutableBytes { unsafe Self.read(descriptor, into: $0) }
    guard isRead, let header = CompiledHeader(words), header.isOf(source),
      header.byteCount <= Self.mostBytes
    else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    self.header = header
    left = Int(header.byteCount) - CompiledHeader.byteCount
  }

  deinit { close(descriptor) }

  /// Reads the next section; nil if it is not there whole.
  mutating func next<Element: BitwiseCopyable>(
    of type: Element.Type
  ) -> Storage<Element>? {
    var number: UInt64 = 0
    guard unsafe withUnsafeMutableBytes(of: &number, { unsafe Self.read(descriptor, into: $0) })
    else { return nil }
    left -= 8
    guard left > 0, number <= UInt64(left / MemoryLayout<Element>.stride) else { return nil }
    count = Int(number)
    let size = count * MemoryLayout<Element>.stride
    let section = Storage<Element>(capacity: count)
    // Safe: the storage has room for as much.
    let bytes = unsafe UnsafeMutableRawBufferPointer(start: section.base, count: size)
    guard unsafe Self.read(descriptor, into: bytes) else { return nil }
    checksum = unsafe CompiledHeader.checksum(after: checksum, UnsafeRawBufferPointer(bytes))
    let padding = -size & 7
    left -= size + padding
    var zeros: UInt64 = 0
    let isPadded = unsafe withUnsafeMutableBytes(of: &zeros) {
      unsafe Self.read(descriptor, into: UnsafeMutableRawBufferPointer(rebasing: $0[..<padding]))
    }
    guard isPadded, zeros == 0, left >= 0 else { return nil }
    return section
  }

  /// Whether all was read, and is what was written.
  var isWhole: Bool { left == 0 && checksum == header.checksum }

  private static func read(
    _ descriptor: Int32, into bytes: UnsafeMutableRawBufferPointer
  ) -> Bool {
    var done = 0
    while done < bytes.count {
      guard let base = bytes.baseAddress else { return false }
      let got = unsafe Glibc.read(descriptor, base + done, bytes.count - done)
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return false }
      done += got
    }
    return true
  }
}

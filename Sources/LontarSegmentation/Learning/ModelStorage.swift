internal import CLontarModels

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The bytes of a model's file: part of the program, mapped from a file, or memory of its own.
///
/// Unchecked because of the pointer inside: the bytes are written before `init` ends and never again,
/// and are freed when nobody holds the storage.
@safe
final class ModelStorage: @unchecked Sendable {
  /// Where the bytes are, aligned to eight.
  let base: UnsafeRawPointer
  let count: Int
  private let owner: Owner

  private enum Owner {
    case program
    case memory
    case mapping
  }

  /// Takes a copy of bytes.
  init(_ bytes: Span<UInt8>) {
    let copy = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 64)
    unsafe bytes.withUnsafeBytes { bytes in
      // As much as was allocated.
      if let start = bytes.baseAddress {
        unsafe copy.copyMemory(from: start, byteCount: bytes.count)
      }
    }
    unsafe base = UnsafeRawPointer(copy)
    count = bytes.count
    owner = .memory
  }

  /// Finds the model of a language that is part of the program.
  init?(bundledFor code: String) {
    var count = 0
    // The name is read during the call; the bytes stay as long as the process.
    guard let bytes = unsafe lontar_model(code, &count) else { return nil }
    unsafe base = UnsafeRawPointer(bytes)
    self.count = count
    owner = .program
  }

  /// Maps a file; nil, with the reason in `errno`, if that cannot be done.
  init?(mapping path: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    let size = Int(status.st_size)
    guard size > 0, status.st_mode & S_IFMT == S_IFREG,
      let mapped = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
      unsafe mapped != MAP_FAILED
    else {
      errno = size > 0 ? errno : EINVAL
      return nil
    }
    unsafe base = UnsafeRawPointer(mapped)
    count = size
    owner = .mapping
  }

  deinit {
    switch owner {
    case .program: break
    case .memory: unsafe base.deallocate()
    case .mapping: unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
    }
  }

  /// What the system says of one of its errors.
  static func reason(_ code: Int32) -> String {
    // The string is the system's, and copied at once.
    unsafe String(cString: strerror(code))
  }

  /// Why the last call of the system failed.
  static var lastError: Int32 { errno }

  /// A little-endian number of eight bytes; all of them must be inside.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    assert(offset >= 0 && offset + 8 <= count)
    return unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Calls a closure with the bytes.
  func withBytes<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
    // The bytes outlive the call, as `self` does.
    let buffer = unsafe UnsafeBufferPointer(
      start: base.assumingMemoryBound(to: UInt8.self), count: count)
    return try unsafe body(buffer.span)
  }
}

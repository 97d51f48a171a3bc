internal import CLontar
internal import Glibc

/// Where the text of counts or of a vocabulary came from: a file's name, size and hash.
public struct TextOrigin: Sendable, Equatable {
  /// The file's name as it was given, or `standard input`.
  public var name: String
  /// The file's bytes, compressed as they were; nil for what was not a file.
  public var byteCount: Int?
  /// SHA-256 of these bytes in hexadecimal digits; nil for what was not a file.
  public var sha256: String?

  /// Names what cannot be read again.
  public init(name: String, byteCount: Int? = nil, sha256: String? = nil) {
    self.name = name
    self.byteCount = byteCount
    self.sha256 = sha256
  }

  /// Reads a file to its end.
  ///
  /// - Throws: ``TokenizerError/unreadable(errno:)``.
  /// - Complexity: O(*n*) in the bytes of the file, at more than a gigabyte a second where the
  ///   processor has instructions for it.
  public init(ofFile path: String) throws(TokenizerError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(errno: errno) }
    defer { close(descriptor) }
    var hash = lontar_sha256()
    unsafe lontar_sha256_begin(&hash)
    var total = 0
    let room = Storage<UInt8>(capacity: 1 << 18)
    while true {
      // The buffer has as much room as is asked for, and as many bytes as were read.
      let count = unsafe read(descriptor, room.base, room.capacity)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(errno: errno) }
      if count == 0 { break }
      unsafe lontar_sha256_add(&hash, room.base, count)
      total += count
    }
    self.init(name: path, byteCount: total, sha256: Self.finish(&hash))
  }

  /// SHA-256 of bytes, in hexadecimal digits.
  public static func sha256(of bytes: Span<UInt8>) -> String {
    var hash = lontar_sha256()
    unsafe lontar_sha256_begin(&hash)
    // Read during the call only.
    unsafe bytes.withUnsafeBufferPointer {
      unsafe lontar_sha256_add(&hash, $0.baseAddress, $0.count)
    }
    return finish(&hash)
  }

  private static func finish(_ hash: inout lontar_sha256) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    // There is room for a digest.
    unsafe digest.withUnsafeMutableBufferPointer {
      if let base = $0.baseAddress { unsafe lontar_sha256_end(&hash, base) }
    }
    return digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// The order in which origins are listed: by name, then by hash.
  static func precedes(_ left: TextOrigin, _ right: TextOrigin) -> Bool {
    let names = (Array(left.name.utf8), Array(right.name.utf8))
    if names.0 != names.1 { return names.0.lexicographicallyPrecedes(names.1) }
    return (left.sha256 ?? "").utf8.lexicographicallyPrecedes((right.sha256 ?? "").utf8)
  }
}

internal import CLontar

/// A SHA-256 digest.
public struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// The digest in lower-case hexadecimal, as ASCII.
  var hexadecimal: [UInt8] {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
    var result: [UInt8] = []
    result.reserveCapacity(64)
    for byte in bytes {
      result.append(digit(byte >> 4))
      result.append(digit(byte & 15))
    }
    return result
  }

  /// The digest in lower-case hexadecimal.
  public var description: String {
    String(decoding: hexadecimal, as: UTF8.self)
  }
}

/// SHA-256 (FIPS 180-4), from the C core, which uses the processor's instructions for it.
///
///     SHA256.hash(Array("ภาษา".utf8).span).description
///
/// - Complexity: O(*n*) in the number of bytes.
public struct SHA256: Sendable {
  private var hash = lontar_sha256()

  /// Begins a digest.
  public init() {
    unsafe lontar_sha256_begin(&hash)
  }

  /// The digest of a text that is at hand as a whole.
  public static func hash(_ bytes: Span<UInt8>) -> SHA256Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }

  /// Takes the next bytes.
  public mutating func update(_ bytes: Span<UInt8>) {
    // The bytes are read during the call only.
    unsafe bytes.withUnsafeBufferPointer {
      unsafe lontar_sha256_add(&hash, $0.baseAddress, $0.count)
    }
  }

  /// The digest of all the bytes that were given.
  public consuming func finish() -> SHA256Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    // There is room for a digest.
    unsafe bytes.withUnsafeMutableBufferPointer {
      if let base = $0.baseAddress { unsafe lontar_sha256_end(&hash, base) }
    }
    return SHA256Digest(bytes: bytes)
  }
}

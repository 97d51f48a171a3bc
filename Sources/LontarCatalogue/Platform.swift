#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The C library, as far as the catalogue needs it.
enum Platform {
  /// What the system says about an error number.
  static func message(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  /// Reads a whole file, unless it is longer than the limit.
  static func readFile(_ path: String, limit: Int) throws(CatalogueError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path: path, errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw .cannotRead(path: path, errno: errno)
      }
      bytes.append(contentsOf: block[..<count])
      if bytes.count > limit { throw .tooLong(path: path, byteCount: bytes.count, limit: limit) }
    }
  }

  /// The names in a directory, sorted by their bytes.
  static func names(in path: String) throws(CatalogueError) -> [String] {
    guard let directory = unsafe opendir(path) else {
      throw .cannotRead(path: path, errno: errno)
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        // The name ends with a zero inside the field.
        unsafe String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// Whether something is at a path.
  static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }
}

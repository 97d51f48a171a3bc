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

  /// Whether a path leads to a directory.
  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The first bytes of a file, and how long it is.
  static func readHead(
    of path: String, count: Int
  ) throws(CatalogueError) -> (bytes: [UInt8], byteCount: Int) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path: path, errno: errno) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let length = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    guard length >= 0 else { throw .cannotRead(path: path, errno: errno) }
    let end = lseek(descriptor, 0, SEEK_END)
    return (Array(bytes.prefix(length)), Int(end))
  }

  /// Removes a file, if it is there.
  static func remove(_ path: String) throws(CatalogueError) {
    guard unsafe unlink(path) != 0, errno != ENOENT else { return }
    throw .cannotWrite(path: path, errno: errno)
  }

  /// Makes sure that a file's bytes are on the disk.
  static func flush(_ path: String) throws(CatalogueError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, errno: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, errno: errno) }
  }

  /// Gives a file another's name, in one step.
  static func rename(_ path: String, to target: String) throws(CatalogueError) {
    #if canImport(Glibc)
      let status = unsafe Glibc.rename(path, target)
    #elseif canImport(Musl)
      let status = unsafe Musl.rename(path, target)
    #else
      let status = unsafe Darwin.rename(path, target)
    #endif
    guard status == 0 else { throw .cannotWrite(path: target, errno: errno) }
  }
}

/// The right to write a file, held until it goes out of scope or the process ends, however it ends.
struct FileLock: ~Copyable {
  private let descriptor: Int32

  /// Takes the lock, or throws if another process has it.
  init(path: String) throws(CatalogueError) {
    let descriptor = unsafe open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, errno: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .locked(path: path)
    }
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }
}

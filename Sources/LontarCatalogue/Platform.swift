#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The C library, as far as the catalogue needs it.
package enum Platform {
  /// What the system says about an error number.
  static func message(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }

  /// The family of sockets that have IPv4 addresses.
  static var internet: Int32 { Int32(AF_INET) }

  /// Whether bytes hold others. The standard library's own search of collections took twenty times
  /// as long, and half of the time of a search in the embedded catalogue.
  static func holds(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard part.count <= bytes.count else { return false }
    return unsafe bytes.withUnsafeBytes { bytes in
      unsafe part.withUnsafeBytes { part in
        guard var place = bytes.baseAddress, let wanted = part.baseAddress else {
          return false
        }
        // Behind this the part does not fit any more.
        let end = unsafe place + (bytes.count - part.count + 1)
        while unsafe place < end, let found = unsafe memchr(place, Int32(first), end - place) {
          if unsafe memcmp(found, wanted, part.count) == 0 { return true }
          unsafe place = UnsafeRawPointer(found) + 1
        }
        return false
      }
    }
  }

  /// How many processors there are.
  static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Reads a whole file, unless it is longer than the limit.
  package static func readFile(_ path: String, limit: Int) throws(CatalogueError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path: path, errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var status = stat()
    // What grows is copied again and again: a file that says how long it is gets its room at once.
    if unsafe fstat(descriptor, &status) == 0 && status.st_size <= limit {
      bytes.reserveCapacity(Int(status.st_size))
    }
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

  /// A file's length and SHA-256, read a block at a time.
  static func digest(of path: String) throws(CatalogueError) -> (bytes: Int, sha256: String) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path: path, errno: errno) }
    defer { close(descriptor) }
    var hash = SHA256()
    var total = 0
    var block = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .cannotRead(path: path, errno: errno) }
      if count == 0 { return (total, hash.finish().description) }
      hash.update(block.span.extracting(0..<count))
      total += count
    }
  }

  /// A path without links and dots; nothing, if nothing is there.
  static func realPath(_ path: String) -> String? {
    // The result is the system's own copy, to be freed.
    guard let text = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }

  /// When a file was last written, in seconds since 1970; nothing, if it is not there.
  static func modificationTime(of path: String) -> Int? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      return status.st_mtimespec.tv_sec
    #else
      return status.st_mtim.tv_sec
    #endif
  }

  /// How much of a file ``tail(of:)`` gives at most, in bytes.
  static let tailLength = 1 << 20

  /// Takes bytes off a file's end.
  static func shorten(_ path: String, by count: Int) throws(CatalogueError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, errno: errno) }
    defer { close(descriptor) }
    let end = lseek(descriptor, 0, SEEK_END)
    guard ftruncate(descriptor, max(0, end - off_t(count))) == 0 else {
      throw .cannotWrite(path: path, errno: errno)
    }
  }

  /// The end of a file: all of it, or the last megabyte.
  static func tail(of path: String) throws(CatalogueError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path: path, errno: errno) }
    defer { close(descriptor) }
    let end = lseek(descriptor, 0, SEEK_END)
    var place = max(0, Int(end) - tailLength)
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe block.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(place))
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .cannotRead(path: path, errno: errno) }
      if count == 0 { return bytes }
      bytes += block[..<count]
      place += count
    }
  }

  /// Seconds since 1970, now.
  static func now() -> Int { time(nil) }

  /// Adds bytes to the end of a file in one call, and makes sure that they are on the disk.
  static func append(_ bytes: [UInt8], to path: String) throws(CatalogueError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, errno: errno) }
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress.map { unsafe $0 + done }, $0.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .cannotWrite(path: path, errno: errno) }
      done += count
    }
    guard fsync(descriptor) == 0 else { throw .cannotWrite(path: path, errno: errno) }
  }

  /// Makes a new file of these bytes that only its owner may read; it must not be there.
  package static func createPrivate(_ path: String, _ bytes: [UInt8]) throws(CatalogueError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotWrite(path: path, errno: errno) }
    defer { close(descriptor) }
    let count = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    guard count == bytes.count else { throw .cannotWrite(path: path, errno: errno) }
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

  /// Whether a path is a symbolic link.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Writes a file beside its place, and gives it its name when it is whole.
  static func replace(_ path: String, with bytes: [UInt8]) throws(CatalogueError) {
    let fresh = "\(path).\(getpid()).new"
    try remove(fresh)
    do throws(CatalogueError) {
      try append(bytes, to: fresh)
      try rename(fresh, to: path)
    } catch {
      try? remove(fresh)
      throw error
    }
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

  /// Makes sure that the names in a file's folder are on the disk.
  static func flushFolder(of path: String) throws(CatalogueError) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    try flush(slash.map { String(path[...$0]) } ?? ".")
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

internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// A path goes to the system as a C string that lives as long as the call: this is what `unsafe`
// says below where nothing else is said.

/// An open file, which is closed when nobody holds it any more.
final class FileHandle: Sendable {
  let descriptor: Int32
  private let closes: Bool
  private let isFinished = Atomic(false)

  /// Takes a descriptor that stays open, such as standard input.
  init(borrowing descriptor: Int32) {
    self.descriptor = descriptor
    closes = false
  }

  private init(owning descriptor: Int32) {
    self.descriptor = descriptor
    closes = true
  }

  deinit {
    try? finish()
  }

  static func openForReading(_ path: String) throws(SystemError) -> FileHandle {
    let descriptor = retryingInterrupted { unsafe open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw SystemError() }
    return FileHandle(owning: descriptor)
  }

  /// Opens a file for writing as it is, without making or emptying it: a device or a named pipe.
  static func openForWriting(_ path: String) throws(SystemError) -> FileHandle {
    let descriptor = retryingInterrupted { unsafe open(path, O_WRONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw SystemError() }
    return FileHandle(owning: descriptor)
  }

  /// Makes a file that must not exist yet.
  static func create(_ path: String) throws(SystemError) -> FileHandle {
    let descriptor = retryingInterrupted {
      unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    }
    guard descriptor >= 0 else { throw SystemError() }
    return FileHandle(owning: descriptor)
  }

  /// Appends at most `count` bytes to a buffer and returns how many came; none at the end.
  func read(_ count: Int, appendingTo bytes: inout [UInt8]) throws(SystemError) -> Int {
    var received = 0
    bytes.append(addingCapacity: count) { space in
      // The kernel writes within the space it is told of, and returns how much it wrote.
      unsafe space.withUnsafeMutableBufferPointer { buffer, initialized in
        guard let start = buffer.baseAddress else { return }
        received = retryingInterrupted {
          unsafe systemRead(descriptor, start, min(count, buffer.count))
        }
        initialized = max(received, 0)
      }
    }
    guard received >= 0 else { throw SystemError() }
    return received
  }

  /// Writes all of the bytes.
  func write(_ bytes: Span<UInt8>) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      // The bytes outlive the call.
      let count = unsafe bytes.extracting(written..<bytes.count).withUnsafeBufferPointer { rest in
        retryingInterrupted { unsafe systemWrite(descriptor, rest) }
      }
      guard count >= 0 else { throw SystemError() }
      written += count
    }
  }

  /// Waits until a read would not block; false if nothing came within so many milliseconds.
  func isReadable(withinMilliseconds timeout: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // One request, as the count says.
    return unsafe poll(&request, 1, timeout) != 0
  }

  /// Closes the file now, and says whether the system accepted everything.
  ///
  /// Nothing may be written afterwards.
  func finish() throws(SystemError) {
    guard closes, !isFinished.exchange(true, ordering: .acquiringAndReleasing) else { return }
    guard close(descriptor) == 0 else { throw SystemError() }
  }

  func status() throws(SystemError) -> FileStatus {
    var status = stat()
    // The system fills the whole struct.
    guard unsafe fstat(descriptor, &status) == 0 else { throw SystemError() }
    return FileStatus(status)
  }
}

private func systemRead(
  _ descriptor: Int32, _ start: UnsafeMutablePointer<UInt8>, _ count: Int
) -> Int {
  unsafe read(descriptor, start, count)
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
  unsafe write(descriptor, bytes.baseAddress, bytes.count)
}

/// What the system said when it refused.
struct SystemError: Error, Equatable {
  let number: Int32

  init() { number = errno }

  var isBrokenPipe: Bool { number == EPIPE }
  var fileExists: Bool { number == EEXIST }

  /// The system's own words, such as "No such file or directory".
  var reason: String {
    // A C string that the system keeps.
    guard let text = unsafe strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}

/// What the system knows of a file.
struct FileStatus {
  /// Two files with the same identity are one.
  struct Identity: Equatable {
    let device: UInt64
    let node: UInt64
  }

  let identity: Identity
  let byteCount: Int
  let permissions: UInt32
  let isRegular: Bool
  let isDirectory: Bool

  fileprivate init(_ status: stat) {
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      node: UInt64(truncatingIfNeeded: status.st_ino))
    byteCount = Int(status.st_size)
    permissions = UInt32(status.st_mode) & 0o7777
    isRegular = status.st_mode & S_IFMT == S_IFREG
    isDirectory = status.st_mode & S_IFMT == S_IFDIR
  }

  /// Looks at the file that a path leads to.
  init(path: String) throws(SystemError) {
    var status = stat()
    // The system fills the whole struct.
    guard unsafe stat(path, &status) == 0 else { throw SystemError() }
    self.init(status)
  }
}

/// Checks that the user of this process may read a file.
func checkAccess(_ path: String) throws(SystemError) {
  guard unsafe access(path, R_OK) == 0 else { throw SystemError() }
}

/// The path without symbolic links, or nothing if it leads nowhere.
func resolvedPath(_ path: String) -> String? {
  // The system allocates the text, and it is freed here.
  guard let resolved = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}

func setPermissions(_ permissions: UInt32, of path: String) {
  unsafe _ = chmod(path, mode_t(permissions))
}

func renameFile(_ old: String, to new: String) throws(SystemError) {
  guard unsafe rename(old, new) == 0 else { throw SystemError() }
}

func removeFile(_ path: String) {
  unsafe _ = unlink(path)
}

func processID() -> Int32 { getpid() }

/// Calls again while a signal interrupts.
private func retryingInterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}

extension Array where Element == UInt8 {
  /// The offset of the first newline at or after `start`, or nothing.
  func nextNewline(from start: Int) -> Int? {
    // Within the array by `count - start`.
    unsafe withUnsafeBufferPointer { bytes -> Int? in
      guard start < bytes.count, let base = bytes.baseAddress,
        let found = unsafe memchr(base + start, 0x0A, bytes.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// The offset of the last newline at or after `start`, or nothing.
  func lastNewline(from start: Int) -> Int? {
    self[start...].lastIndex(of: 0x0A)
  }

  /// How many newlines there are.
  ///
  /// Counts in the eight bytes of a word, emptied before they can overflow: this runs while other
  /// jobs wait for their block, and the plain loop took a sixth of the time of `lontar normalize`
  /// (SIMD32 of the standard library was slower still).
  var newlineCount: Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let bytes = span
    let wordCount = bytes.count / 8
    var count = 0
    var word = 0
    while word < wordCount {
      let end = Swift.min(wordCount, word + 255)
      var lanes: UInt64 = 0
      while word < end {
        // In bounds by the count of words, and any eight bytes are a word.
        let value = unsafe bytes.bytes.unsafeLoadUnaligned(
          fromByteOffset: word &* 8, as: UInt64.self)
        let other = value ^ ones &* 0x0A
        // The high bit of each byte that is zero, exactly (Hacker's Delight, 6-1).
        let zero = ~((other & (ones &* 0x7F)) &+ ones &* 0x7F | other | ones &* 0x7F)
        lanes &+= zero >> 7
        word += 1
      }
      for lane in 0..<8 { count += Int(lanes >> UInt64(8 * lane) & 0xFF) }
    }
    for index in wordCount * 8..<bytes.count where bytes[index] == 0x0A { count += 1 }
    return count
  }
}

// MARK: - Signals

/// The path of the temporary file that a signal must remove, as the bits of a C string; 0 for none.
/// One slot is enough: a command writes one output. Other temporary files live until their owner ends.
private let fileToRemove = Atomic<UInt>(0)

/// Removes a temporary file if the process is interrupted while this lives.
final class RemovalOnSignal: Sendable {
  private let bits: UInt

  /// Remembers the path, unless another file has the place already.
  init(path: String) {
    // The handler may read the text at any time, so it is never freed: some bytes a run.
    let copy = unsafe strdup(path)
    let bits = UInt(bitPattern: copy)
    let (isFirst, _) = fileToRemove.compareExchange(
      expected: 0, desired: bits, ordering: .acquiringAndReleasing)
    self.bits = isFirst ? bits : 0
    guard isFirst else { return }
    for signal in [SIGINT, SIGTERM, SIGHUP] { Self.handle(signal) }
  }

  deinit {
    guard bits != 0 else { return }
    _ = fileToRemove.compareExchange(
      expected: bits, desired: 0, ordering: .acquiringAndReleasing)
  }

  /// Removes the file, then lets the signal do what it does by default. A signal that is ignored
  /// (as under `nohup`) stays so.
  private static func handle(_ signal: Int32) {
    var action = sigaction()
    // The system fills and reads the whole struct.
    unsafe sigaction(signal, nil, &action)
    let ignored = unsafe unsafeBitCast(SIG_IGN, to: UInt.self)
    #if canImport(Darwin)
      let current = unsafe unsafeBitCast(action.__sigaction_u.__sa_handler, to: UInt.self)
    #else
      let current = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: UInt.self)
    #endif
    guard current != ignored else { return }
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    #if canImport(Darwin)
      unsafe action.__sigaction_u.__sa_handler = Self.removeAndRaise
    #else
      unsafe action.__sigaction_handler.sa_handler = Self.removeAndRaise
    #endif
    unsafe sigaction(signal, &action, nil)
  }

  /// Only calls that are safe in a handler: an atomic load, unlink and raise.
  private static let removeAndRaise: @convention(c) (Int32) -> Void = { signal in
    let bits = fileToRemove.load(ordering: .acquiring)
    if let path = unsafe UnsafePointer<CChar>(bitPattern: bits) { unsafe _ = unlink(path) }
    _ = raise(signal)
  }
}

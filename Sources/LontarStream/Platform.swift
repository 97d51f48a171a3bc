internal import Glibc
internal import Synchronization

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
    FileHandle(owning: try check { unsafe open(path, O_RDONLY | O_CLOEXEC) })
  }

  /// Opens a file for writing as it is, without making or emptying it: a device or a named pipe.
  static func openForWriting(_ path: String) throws(SystemError) -> FileHandle {
    FileHandle(owning: try check { unsafe open(path, O_WRONLY | O_CLOEXEC) })
  }

  /// Makes a file that must not exist yet.
  static func create(_ path: String) throws(SystemError) -> FileHandle {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    return FileHandle(owning: try check { unsafe open(path, flags, 0o666) })
  }

  /// Appends at most `count` bytes to a buffer and returns how many came; none at the end.
  func read(_ count: Int, appendingTo bytes: inout [UInt8]) throws(SystemError) -> Int {
    let countBefore = bytes.count
    try bytes.append(addingCapacity: count) { space throws(SystemError) in
      // The kernel writes within the space it is told of, and returns how much it wrote.
      try unsafe space.withUnsafeMutableBufferPointer { buffer, written throws(SystemError) in
        written = try check(waitingFor: (descriptor, POLLIN)) {
          unsafe systemRead(descriptor, buffer.baseAddress, min(count, buffer.count))
        }
      }
    }
    return bytes.count - countBefore
  }

  /// Writes all of the bytes.
  func write(_ bytes: Span<UInt8>) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let rest = bytes.extracting(written..<bytes.count)
      // The bytes outlive the call.
      written += try unsafe rest.withUnsafeBufferPointer { rest throws(SystemError) in
        try check(waitingFor: (descriptor, POLLOUT)) { unsafe systemWrite(descriptor, rest) }
      }
    }
  }

  /// Writes over the start of a file; what is written after still follows the rest.
  func overwriteStart(_ bytes: Span<UInt8>) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let rest = bytes.extracting(written..<bytes.count)
      // The bytes outlive the call.
      written += try unsafe rest.withUnsafeBufferPointer { rest throws(SystemError) in
        try check { unsafe systemWrite(descriptor, rest, at: written) }
      }
    }
  }

  /// Waits until a read would not block; false if nothing came within so many milliseconds.
  func isReadable(withinMilliseconds timeout: Int32) -> Bool {
    isReady(descriptor, for: POLLIN, withinMilliseconds: timeout)
  }

  /// Closes the file now, and says whether the system accepted everything.
  ///
  /// Nothing may be written afterwards.
  func finish() throws(SystemError) {
    guard closes, !isFinished.exchange(true, ordering: .acquiringAndReleasing) else { return }
    // Not tried again when interrupted: the descriptor may be another's by then.
    guard close(descriptor) == 0 else { throw SystemError() }
  }

  func status() throws(SystemError) -> FileStatus {
    var status = stat()
    // The system fills the whole struct.
    _ = try check { unsafe fstat(descriptor, &status) }
    return FileStatus(status)
  }
}

private func systemRead(
  _ descriptor: Int32, _ start: UnsafeMutablePointer<UInt8>?, _ count: Int
) -> Int {
  unsafe read(descriptor, start, count)
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
  unsafe write(descriptor, bytes.baseAddress, bytes.count)
}

private func systemWrite(
  _ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int
) -> Int {
  unsafe pwrite(descriptor, bytes.baseAddress, bytes.count, offset)
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
    _ = try check { unsafe stat(path, &status) }
    self.init(status)
  }
}

/// Checks that the user of this process may read a file.
func checkAccess(_ path: String) throws(SystemError) {
  _ = try check { unsafe access(path, R_OK) }
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
  _ = try check { unsafe rename(old, new) }
}

func removeFile(_ path: String) {
  unsafe _ = unlink(path)
}

func processID() -> Int32 { getpid() }

/// Calls again while a signal interrupts, and throws when the result says that the call failed.
///
/// - Parameter wait: What to wait for when the file is one that does not block: another process that
///   shares a terminal or a pipe with us may have made it so.
private func check<Result: SignedInteger>(
  waitingFor wait: (descriptor: Int32, event: Int32)? = nil, _ call: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = call()
    if result >= 0 { return result }
    let error = SystemError()
    if let wait, error.number == EAGAIN {
      _ = isReady(wait.descriptor, for: wait.event, withinMilliseconds: -1)
    } else if error.number != EINTR {
      throw error
    }
  }
}

/// Waits until something can be done with a file; false if the time ran out.
private func isReady(
  _ descriptor: Int32, for event: Int32, withinMilliseconds timeout: Int32
) -> Bool {
  var request = pollfd(fd: descriptor, events: Int16(event), revents: 0)
  // One request, as the count says.
  return unsafe poll(&request, 1, timeout) != 0
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
}

// MARK: - Signals

/// The paths of the temporary files that a signal must remove, as the bits of C strings; 0 for none.
/// There are places for a thousand shards; files beyond those live until their owner ends.
///
/// Safe: the pointer never changes, is used within its capacity, and what it points to is atomic.
@safe
private struct FilesToRemove: ~Copyable, Sendable {
  private static let capacity = 1024
  private nonisolated(unsafe) let places: UnsafeMutablePointer<Atomic<UInt>>

  init() {
    unsafe places = .allocate(capacity: Self.capacity)
    for index in 0..<Self.capacity { unsafe (places + index).initialize(to: Atomic(0)) }
  }

  /// Puts other bits in the first place that holds these; false if none does.
  func replace(_ bits: UInt, with other: UInt) -> Bool {
    for index in 0..<Self.capacity {
      if unsafe places[index].compareExchange(
        expected: bits, desired: other, ordering: .acquiringAndReleasing
      ).exchanged {
        return true
      }
    }
    return false
  }

  /// Calls a closure with what each place holds.
  func visit(_ body: (UInt) -> Void) {
    for index in 0..<Self.capacity { body(unsafe places[index].load(ordering: .acquiring)) }
  }
}

private let filesToRemove = FilesToRemove()

/// Removes a temporary file if the process is interrupted while this lives.
final class RemovalOnSignal: Sendable {
  private let bits: UInt

  /// Remembers the path, unless other files have all the places.
  init(path: String) {
    // The handler may read the text at any time, so it is never freed: some bytes a run.
    let copy = unsafe strdup(path)
    let bits = UInt(bitPattern: copy)
    let hasPlace = bits != 0 && filesToRemove.replace(0, with: bits)
    self.bits = hasPlace ? bits : 0
    guard hasPlace else { return }
    for signal in [SIGINT, SIGTERM, SIGHUP] { Self.handle(signal) }
  }

  deinit {
    guard bits != 0 else { return }
    _ = filesToRemove.replace(bits, with: 0)
  }

  /// Removes the file, then lets the signal do what it does by default. A signal that is ignored
  /// (as under `nohup`) stays so.
  private static func handle(_ signal: Int32) {
    var action = sigaction()
    // The system fills and reads the whole struct.
    unsafe sigaction(signal, nil, &action)
    let ignored = unsafe unsafeBitCast(SIG_IGN, to: UInt.self)
    let current = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: UInt.self)
    guard current != ignored else { return }
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    unsafe action.__sigaction_handler.sa_handler = Self.removeAndRaise
    unsafe sigaction(signal, &action, nil)
  }

  /// Only calls that are safe in a handler: atomic loads, unlink and raise.
  private static let removeAndRaise: @convention(c) (Int32) -> Void = { signal in
    filesToRemove.visit { bits in
      if let path = unsafe UnsafePointer<CChar>(bitPattern: bits) { unsafe _ = unlink(path) }
    }
    _ = raise(signal)
  }
}

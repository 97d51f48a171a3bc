internal import Glibc

/// The streams that a process is born with.
enum StandardStream: Int32 {
  case input = 0
  case output = 1
  case error = 2

  /// Whether a person sits at the other end.
  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Writes text as far as it goes; for messages, whose loss nobody could be told of.
  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var rest = unsafe bytes[...]
      while unsafe !rest.isEmpty {
        // The bytes outlive the call.
        let count = unsafe systemWrite(rawValue, UnsafeBufferPointer(rebasing: rest))
        guard count > 0 else { return }
        unsafe rest = rest.dropFirst(count)
      }
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
  unsafe write(descriptor, bytes.baseAddress, bytes.count)
}

/// A variable of the environment, if it is set to something.
func environmentVariable(_ name: String) -> String? {
  // The text is copied before anything can change it.
  guard let value = unsafe getenv(name), unsafe value.pointee != 0 else { return nil }
  return unsafe String(cString: value)
}

/// How many columns the terminal behind standard error has.
func terminalWidth() -> Int {
  var size = winsize()
  // The system fills the struct it is given.
  guard unsafe ioctl(StandardStream.error.rawValue, UInt(TIOCGWINSZ), &size) == 0,
    size.ws_col > 0
  else { return 80 }
  return Int(size.ws_col)
}

/// How many processors are at work.
func availableProcessors() -> Int {
  max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}

/// Whether something is at a path.
func fileExists(_ path: String) -> Bool {
  unsafe access(path, F_OK) == 0
}

/// Makes the directories that lead to a file; what goes wrong shows when the file is written.
func makeParentDirectories(of path: String) {
  let bytes = Array(path.utf8)
  for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "/") && index > 0 {
    _ = unsafe mkdir(String(decoding: bytes[..<index], as: UTF8.self), 0o755)
  }
}

/// Whether a path is a file that can be read again.
func isRegularFile(_ path: String) -> Bool {
  var status = stat()
  // The system fills the whole struct.
  return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

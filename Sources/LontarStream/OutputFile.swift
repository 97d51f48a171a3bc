internal import Synchronization

/// Where results go: a file, or standard output.
public enum Output: Sendable, Equatable {
  /// Standard output.
  case standardOutput
  /// The file at this path; `.gz` and `.zst` are compressed.
  case file(String)

  /// Reads the value of `-o`: none, or `-`, is standard output.
  public init(argument: String?) {
    switch argument {
    case nil, "-": self = .standardOutput
    case .some(let path): self = .file(path)
    }
  }

  /// The name that messages use.
  public var name: String {
    switch self {
    case .standardOutput: "standard output"
    case .file(let path): path
    }
  }
}

/// An output that appears whole or not at all.
///
///     let file = try OutputFile(.file("words.txt.zst"), inputs: inputs)
///     try file.write(bytes.span)
///     try file.finish()
///
/// A file is written under another name beside its place, and renamed by ``finish()``. Without that
/// call, or when the process is interrupted (SIGINT, SIGTERM, SIGHUP), the other name is removed and
/// what stood in its place stays. A device or a named pipe is written as it is. An existing file's
/// permissions are kept, and a symbolic link stays a link.
public final class OutputFile: Sendable {
  /// The name that messages use.
  public let name: String

  private let handle: FileHandle
  private let replacement: Replacement?
  private let state: Mutex<State>

  private struct State {
    let encoder: Encoder?
    var buffer: [UInt8] = []
    var isClosed = false
    var isFinished = false
  }

  /// Opens an output.
  ///
  /// - Parameters:
  ///   - output: Where to write.
  ///   - inputs: What is read meanwhile; none of them may be the output.
  /// - Throws: ``StreamError``.
  public init(_ output: Output, inputs: [Input] = []) throws(StreamError) {
    name = output.name
    state = Mutex(State(encoder: try output.makeEncoder()))
    let existing = output.status
    if let existing, existing.isRegular,
      inputs.contains(where: { $0.status?.identity == existing.identity })
    {
      throw .outputIsInput(file: output.name)
    }
    do throws(SystemError) {
      switch output {
      case .standardOutput:
        handle = FileHandle(borrowing: 1)
        replacement = nil
      case .file(let path):
        if existing?.isRegular == false {
          handle = try FileHandle.openForWriting(path)
          replacement = nil
        } else {
          (handle, replacement) = try Replacement.make(of: path, existing: existing)
        }
      }
    } catch {
      throw .cannotCreate(file: output.name, reason: error.reason)
    }
  }

  deinit {
    if let replacement, state.withLock({ !$0.isFinished }) { removeFile(replacement.temporaryPath) }
  }

  /// Writes bytes after what was written before.
  ///
  /// - Throws: ``StreamError``; ``StreamError/closedPipe`` if nobody reads any more and SIGPIPE is
  ///   ignored (by default that signal ends the process).
  public func write(_ bytes: Span<UInt8>) throws(StreamError) {
    try state.withLock { state throws(StreamError) in
      precondition(!state.isClosed, "nothing is written after the end")
      try send(bytes, isLast: false, &state)
    }
  }

  /// Whether what was written can still be changed: a file that is not compressed.
  public var canBeRewritten: Bool {
    replacement != nil && state.withLock { $0.encoder == nil }
  }

  /// Writes over the first bytes, for a header that is known at the end.
  ///
  /// - Throws: ``StreamError``.
  public func rewriteStart(_ bytes: Span<UInt8>) throws(StreamError) {
    precondition(canBeRewritten, "a pipe cannot be rewritten")
    do throws(SystemError) {
      try handle.overwriteStart(bytes)
    } catch {
      throw fault(error)
    }
  }

  /// Writes what compression held back and closes the file, which ``finish()`` puts in its place: so that
  /// several can appear together, when nothing can fail any more but that.
  ///
  /// - Throws: ``StreamError``.
  public func close() throws(StreamError) {
    try state.withLock { state throws(StreamError) in
      try close(&state)
    }
  }

  private func close(_ state: inout State) throws(StreamError) {
    guard !state.isClosed else { return }
    let nothing: [UInt8] = []
    if state.encoder != nil { try send(nothing.span, isLast: true, &state) }
    do throws(SystemError) {
      try handle.finish()
    } catch {
      throw fault(error)
    }
    state.isClosed = true
  }

  /// Writes what compression held back, closes the file and puts it in its place.
  ///
  /// - Throws: ``StreamError``; the file is not in its place then.
  public func finish() throws(StreamError) {
    try state.withLock { state throws(StreamError) in
      guard !state.isFinished else { return }
      try close(&state)
      do throws(SystemError) {
        try replacement?.putInPlace()
      } catch {
        throw fault(error)
      }
      state.isFinished = true
    }
  }

  private func send(
    _ bytes: Span<UInt8>, isLast: Bool, _ state: inout State
  ) throws(StreamError) {
    guard let encoder = state.encoder else { return try pass(bytes) }
    var start = 0
    while true {
      state.buffer.removeAll(keepingCapacity: true)
      let step: CodingStep
      do throws(CompressionError) {
        step = try encoder.encode(
          bytes.extracting(start..<bytes.count), isLast: isLast, appendingTo: &state.buffer)
      } catch {
        throw .cannotWrite(file: name, reason: error.reason)
      }
      start += step.consumed
      try pass(state.buffer.span)
      if step.isComplete { return }
    }
  }

  private func pass(_ bytes: Span<UInt8>) throws(StreamError) {
    do throws(SystemError) {
      try handle.write(bytes)
    } catch {
      throw fault(error)
    }
  }

  private func fault(_ error: SystemError) -> StreamError {
    error.isBrokenPipe ? .closedPipe : .cannotWrite(file: name, reason: error.reason)
  }
}

/// A temporary file, and the place that it will take.
private struct Replacement: Sendable {
  let temporaryPath: String
  let path: String
  let removal: RemovalOnSignal

  private static let count = Atomic(0)

  /// Makes an empty file beside the one that it will replace, with its permissions.
  static func make(
    of path: String, existing: FileStatus?
  ) throws(SystemError) -> (FileHandle, Replacement) {
    let target = resolvedPath(path) ?? path
    var directory = target.utf8[...]
    while let last = directory.last, last != UInt8(ascii: "/") { directory.removeLast() }
    while true {
      let number = count.wrappingAdd(1, ordering: .relaxed).newValue
      let temporary = "\(Substring(directory)).lontar-\(processID())-\(number).tmp"
      let handle: FileHandle
      do throws(SystemError) {
        handle = try FileHandle.create(temporary)
      } catch {
        // A name that a killed process of this number left behind.
        guard error.fileExists else { throw error }
        continue
      }
      let removal = RemovalOnSignal(path: temporary)
      if let existing { setPermissions(existing.permissions, of: temporary) }
      return (handle, Replacement(temporaryPath: temporary, path: target, removal: removal))
    }
  }

  func putInPlace() throws(SystemError) {
    try renameFile(temporaryPath, to: path)
  }
}

/// A compressor, chosen by the output's name.
private enum Encoder {
  case gzip(GzipEncoder)
  case zstd(ZstdEncoder)

  func encode(
    _ bytes: Span<UInt8>, isLast: Bool, appendingTo output: inout [UInt8]
  ) throws(CompressionError) -> CodingStep {
    var result = Result<CodingStep, CompressionError>.failure(CompressionError(reason: "no room"))
    output.append(addingCapacity: 256 << 10) { space in
      // Both buffers outlive the call, and the encoder keeps to their counts.
      unsafe space.withUnsafeMutableBufferPointer { buffer, initialized in
        let room = UnsafeMutableRawBufferPointer(buffer)
        result = unsafe bytes.withUnsafeBytes { input in
          Result { () throws(CompressionError) in
            switch self {
            case .gzip(let encoder): try unsafe encoder.encode(input, isLast: isLast, into: room)
            case .zstd(let encoder): try unsafe encoder.encode(input, isLast: isLast, into: room)
            }
          }
        }
        initialized = (try? result.get().produced) ?? 0
      }
    }
    return try result.get()
  }
}

extension Output {
  fileprivate var status: FileStatus? {
    switch self {
    case .standardOutput: try? FileHandle(borrowing: 1).status()
    case .file(let path): try? FileStatus(path: path)
    }
  }

  fileprivate func makeEncoder() throws(StreamError) -> Encoder? {
    guard case .file(let path) = self else { return nil }
    do throws(CompressionError) {
      return switch Compression(path: path) {
      case .none: nil
      case .gzip: .gzip(try GzipEncoder())
      case .zstd: .zstd(try ZstdEncoder())
      }
    } catch {
      throw .cannotCreate(file: path, reason: error.reason)
    }
  }
}

extension Input {
  fileprivate var status: FileStatus? {
    switch self {
    case .standardInput: try? FileHandle(borrowing: 0).status()
    case .file(let path): try? FileStatus(path: path)
    }
  }
}

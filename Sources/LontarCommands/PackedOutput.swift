internal import LontarStream
internal import LontarTokens
internal import Synchronization

/// Writes packed ids, document by document, into one file, a NumPy file, the two of an indexed dataset, or
/// several of these. All of them appear at the end, or none.
///
/// What it takes are frames: eight bytes with twice the number of ids, and 1 more where a document ends
/// with them, then the ids.
final class PackedOutput: Sendable {
  private let format: IDFormat
  private let type: NumberType
  private let target: Output
  private let inputs: [Input]
  /// From how many ids on the next document begins another file; nil for one file.
  private let shardTokenCount: Int?
  private let state = Mutex(State())

  private struct State {
    var closed: [OutputFile] = []
    var file: OutputFile?
    var index: MegatronIndex?
    var fileTokenCount = 0
    var documentTokenCount = 0
    var number = 0
    /// Ids that are not written yet: one write for many documents.
    var buffer: [UInt8] = []

    mutating func flush() throws {
      try file?.write(buffer.span)
      buffer.removeAll(keepingCapacity: true)
    }
  }

  /// Opens the first file.
  ///
  /// - Parameters:
  ///   - format: A packed format.
  ///   - type: How each id is kept.
  ///   - target: Where to write; with NumPy, an index or shards a file.
  ///   - shardTokenCount: From how many ids on the next document begins another file.
  ///   - inputs: What is read meanwhile.
  init(
    _ format: IDFormat, type: NumberType, to target: Output, shardTokenCount: Int?, inputs: [Input]
  ) throws {
    (self.format, self.type, self.target) = (format, type, target)
    (self.shardTokenCount, self.inputs) = (shardTokenCount, inputs)
    try state.withLock { try open(&$0) }
  }

  /// Starts a frame in a job's output; ids are to be appended behind it, then ``endFrame(_:in:)`` called.
  static func beginFrame(in output: inout [UInt8]) -> Int {
    for _ in 0..<8 { output.append(0) }
    return output.count
  }

  /// Ends the frame that began at `start`, of so many ids.
  static func endFrame(_ start: Int, count: Int, endsDocument: Bool, in output: inout [UInt8]) {
    let value = UInt64(count) << 1 | (endsDocument ? 1 : 0)
    for index in 0..<8 {
      output[start - 8 + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index))
    }
  }

  /// Takes frames in the order of the input.
  func take(_ frames: Span<UInt8>) throws {
    try state.withLock { state in
      var place = 0
      while place < frames.count {
        var value: UInt64 = 0
        for index in 0..<8 { value |= UInt64(frames[place + index]) << UInt64(8 * index) }
        place += 8
        if let shardTokenCount, state.documentTokenCount == 0,
          state.fileTokenCount >= shardTokenCount
        {
          try close(&state)
          try open(&state)
        }
        let count = Int(value >> 1)
        let end = place + count * type.byteCount
        // The bytes are copied during the call.
        unsafe frames.extracting(place..<end).withUnsafeBufferPointer {
          unsafe state.buffer.append(contentsOf: $0)
        }
        place = end
        state.fileTokenCount += count
        state.documentTokenCount += count
        if value & 1 != 0 {
          // As Megatron-LM's own tools do: a document without ids is none.
          if state.documentTokenCount > 0 {
            try state.index?.append(length: state.documentTokenCount)
          }
          state.documentTokenCount = 0
        }
      }
      try state.flush()
    }
  }

  /// Closes the files, and puts them all in their places.
  func finish() throws {
    try state.withLock { state in
      try close(&state)
      for file in state.closed { try file.finish() }
    }
  }

  private func open(_ state: inout State) throws {
    let file = try OutputFile(output(".bin", state.number), inputs: inputs)
    switch format {
    case .npy:
      guard file.canBeRewritten else {
        throw StreamError.cannotCreate(
          file: file.name, reason: "the header of a NumPy file is known at its end; write a file")
      }
      try file.write(NumPyHeader(type: type, count: 0).bytes.span)
    case .megatron: state.index = MegatronIndex(type: type)
    case .ids, .jsonl, .u16, .u32: break
    }
    state.file = file
    state.fileTokenCount = 0
    state.number += 1
  }

  private func close(_ state: inout State) throws {
    guard let file = state.file else { return }
    try state.flush()
    if format == .npy {
      try file.rewriteStart(NumPyHeader(type: type, count: state.fileTokenCount).bytes.span)
    }
    try file.close()
    state.closed.append(file)
    state.file = nil
    guard let index = state.index else { return }
    let beside = try OutputFile(output(".idx", state.number - 1), inputs: inputs)
    var bytes: [UInt8] = []
    index.appendBytes(to: &bytes)
    try beside.write(bytes.span)
    try beside.close()
    state.closed.append(beside)
  }

  /// The name of a file: `ids-00002.npy` among shards of `ids.npy`, `corpus.bin` of `corpus`.
  private func output(_ suffix: String, _ number: Int) -> Output {
    guard case .file(let path) = target else { return target }
    let (base, end) = format == .megatron ? (Self.prefix(of: path), suffix) : Self.split(path)
    var stem = base
    if shardTokenCount != nil {
      let digits = "\(number)"
      stem += "-" + String(repeating: "0", count: max(0, 5 - digits.utf8.count)) + digits
    }
    return .file(stem + end)
  }

  /// A dataset's name: without `.bin` or `.idx`.
  static func prefix(of path: String) -> String {
    path.hasSuffix(".bin") || path.hasSuffix(".idx") ? String(path.dropLast(4)) : path
  }

  /// A path before and from the first dot of the name in it.
  private static func split(_ path: String) -> (String, String) {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let start = slash.map { path.utf8.index(after: $0) } ?? path.startIndex
    guard let dot = path.utf8[start...].dropFirst().firstIndex(of: UInt8(ascii: ".")) else {
      return (path, "")
    }
    return (String(path[..<dot]), String(path[dot...]))
  }
}

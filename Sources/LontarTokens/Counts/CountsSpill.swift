internal import Glibc
internal import Synchronization

/// Counts that do not fit into memory, as sorted runs on disk, which are then read as one.
///
/// The runs are files without a name, so that nothing stays whatever happens.
///
///     let spill = CountsSpill(directory: "/var/tmp")
///     if counts.memoryInUse > limit { try spill.add(counts) }
///     try spill.forEachWordInOrder { word, count in … }
public final class CountsSpill: Sendable {
  private let directory: String
  private let runs = Mutex<[SpillFile]>([])

  /// Names the directory for the runs; it needs room for the distinct words of each.
  public init(directory: String) { self.directory = directory }

  /// How many runs were written.
  public var runCount: Int { runs.withLock { $0.count } }

  /// Writes the counts of a table as a run, and empties the table.
  ///
  /// - Throws: ``CountsFileError/cannotSpill(errno:)``.
  /// - Complexity: O(*n* log *n*) in the number of words.
  public func add(_ counts: inout WordCounts) throws(CountsFileError) {
    let file = try SpillFile(directory: directory)
    var coder = EntryCoder()
    var failure: CountsFileError?
    counts.forEachWordInOrder { word, count in
      coder.append(word, count: count)
      guard coder.output.count >= 1 << 18, failure == nil else { return }
      do throws(CountsFileError) { try file.write(coder.output) } catch { failure = error }
      coder.output.removeAll(keepingCapacity: true)
    }
    if let failure { throw failure }
    appendVarint(0, to: &coder.output)
    appendVarint(0, to: &coder.output)
    try file.write(coder.output)
    counts.removeAll()
    runs.withLock { $0.append(file) }
  }

  /// Calls `body` with each word of all runs and the sum of its counts, in the order of bytes.
  ///
  /// - Throws: ``CountsFileError``, and what `body` throws.
  public func forEachWordInOrder(
    _ body: (_ word: [UInt8], _ count: UInt64) throws -> Void
  ) throws {
    let files = runs.withLock { $0 }
    let readers = files.map { file in
      EntryReader { (buffer: inout [UInt8]) throws(CountsFileError) in try file.read(&buffer) }
    }
    try mergeWords(readers.map(WordSource.run), body)
  }
}

/// Calls `body` with each word of several files and the sum of its counts, in the order of bytes.
///
/// - Throws: ``CountsFileError``, and what `body` throws.
/// - Complexity: O(*n* log *k*) for *n* words in *k* files; memory for a block of each file.
public func mergeCounts(
  _ readers: [CountsReader], _ body: (_ word: [UInt8], _ count: UInt64) throws -> Void
) throws {
  try mergeWords(readers.map(WordSource.file), body)
}

private enum WordSource {
  case run(EntryReader)
  case file(CountsReader)

  func next() throws -> (word: [UInt8], count: UInt64)? {
    switch self {
    case .run(let reader): try reader.advance() ? (reader.word, reader.count) : nil
    case .file(let reader): try reader.next()
    }
  }
}

private func mergeWords(
  _ sources: [WordSource],
  _ body: (_ word: [UInt8], _ count: UInt64) throws -> Void
) throws {
  struct Head {
    var word: [UInt8]
    var count: UInt64
    var source: Int
  }
  // A binary heap of each source's next word, the first word at its root.
  var heads: [Head] = []
  func sink(_ start: Int) {
    var index = start
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < heads.count {
        if heads[child].word.lexicographicallyPrecedes(heads[least].word) { least = child }
      }
      guard least != index else { return }
      heads.swapAt(index, least)
      index = least
    }
  }
  for (index, source) in sources.enumerated() {
    if let (word, count) = try source.next() {
      heads.append(Head(word: word, count: count, source: index))
    }
  }
  for index in stride(from: heads.count / 2 - 1, through: 0, by: -1) { sink(index) }
  while let first = heads.first {
    var sum: UInt64 = 0
    while let head = heads.first, head.word == first.word {
      let added = sum.addingReportingOverflow(head.count)
      guard !added.overflow else { throw CountsFileError.overflow }
      sum = added.partialValue
      if let (word, count) = try sources[head.source].next() {
        heads[0] = Head(word: word, count: count, source: head.source)
      } else {
        let last = heads.removeLast()
        if !heads.isEmpty { heads[0] = last }
      }
      if !heads.isEmpty { sink(0) }
    }
    try body(first.word, sum)
  }
}

/// A file without a name, written once and then read from its start.
private final class SpillFile: Sendable {
  private let descriptor: Int32
  private let position = Atomic(0)

  init(directory: String) throws(CountsFileError) {
    var template = Array("\(directory)/.lontar-XXXXXX".utf8CString)
    // The system writes the name into the template, which is as long as it was.
    let opened = unsafe template.withUnsafeMutableBufferPointer { name -> Int32 in
      guard let base = name.baseAddress else { return -1 }
      let descriptor = unsafe mkstemp(base)
      if descriptor >= 0 { unsafe unlink(base) }
      return descriptor
    }
    guard opened >= 0 else { throw .cannotSpill(errno: errno) }
    descriptor = opened
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8]) throws(CountsFileError) {
    var written = 0
    while written < bytes.count {
      // The bytes outlive the call.
      let count = unsafe bytes.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress else { return 0 }
        return unsafe Glibc.write(descriptor, base + written, buffer.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .cannotSpill(errno: errno) }
      written += count
    }
  }

  func read(_ buffer: inout [UInt8]) throws(CountsFileError) -> Bool {
    let start = position.load(ordering: .relaxed)
    var count = 0
    buffer.append(addingCapacity: 1 << 17) { space in
      // Reads at most the room there is, and counts what was read.
      unsafe space.withUnsafeMutableBufferPointer { room, filled in
        count = unsafe pread(descriptor, room.baseAddress, room.count, start)
        filled = max(count, 0)
      }
    }
    guard count >= 0 else { throw .cannotSpill(errno: errno) }
    position.store(start + count, ordering: .relaxed)
    return count > 0
  }
}

/// What the system says of an error.
func systemMessage(_ number: Int32) -> String {
  // The text is copied at once.
  unsafe String(cString: strerror(number))
}

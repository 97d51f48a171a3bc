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
    try mergeWords(readers.map { WordSource(run: $0) }, body)
  }
}

/// Calls `body` with each word of several files and the sum of its counts, in the order of bytes.
///
/// - Throws: ``CountsFileError``, and what `body` throws.
/// - Complexity: O(*n* log *k*) for *n* words in *k* files; memory for a block of each file.
public func mergeCounts(
  _ readers: [CountsReader], _ body: (_ word: [UInt8], _ count: UInt64) throws -> Void
) throws {
  try mergeWords(readers.map { WordSource(file: $0) }, body)
}

/// Words with counts in the order of bytes: those of a run, or of a file that checks itself.
private struct WordSource {
  let entries: EntryReader
  let file: CountsReader?

  init(run: EntryReader) {
    entries = run
    file = nil
  }

  init(file: CountsReader) {
    entries = file.entries
    self.file = file
  }

  func advance() throws(CountsFileError) -> Bool {
    if let file { try file.advance() } else { try entries.advance() }
  }
}

/// The next word of each source, the first of them at the root of a binary heap.
private struct WordHeap {
  private struct Head {
    /// The word's first eight bytes, which decide most comparisons.
    var prefix: UInt64
    var source: WordSource
  }

  private var heads: [Head] = []

  init(_ sources: [WordSource]) throws(CountsFileError) {
    for source in sources where try source.advance() {
      heads.append(Head(prefix: source.entries.word.prefixNumber, source: source))
    }
    for index in stride(from: heads.count / 2 - 1, through: 0, by: -1) { sink(index) }
  }

  /// The first word; nil when there are no more.
  var first: EntryReader? { heads.first?.source.entries }

  /// Goes on to the word after the first.
  mutating func advance() throws(CountsFileError) {
    if try heads[0].source.advance() {
      heads[0].prefix = heads[0].source.entries.word.prefixNumber
    } else {
      let last = heads.removeLast()
      if !heads.isEmpty { heads[0] = last }
    }
    if !heads.isEmpty { sink(0) }
  }

  private mutating func sink(_ start: Int) {
    var index = start
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < heads.count {
        if precedes(child, least) { least = child }
      }
      guard least != index else { return }
      heads.swapAt(index, least)
      index = least
    }
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    if heads[a].prefix != heads[b].prefix { return heads[a].prefix < heads[b].prefix }
    let (first, second) = (heads[a].source.entries.word, heads[b].source.entries.word)
    // Reads only as many bytes as both have.
    let order = unsafe memcmp(first, second, min(first.count, second.count))
    return order != 0 ? order < 0 : first.count < second.count
  }
}

extension [UInt8] {
  /// See ``orderedPrefix(_:count:)``.
  fileprivate var prefixNumber: UInt64 {
    // The bytes outlive the call.
    unsafe withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      return unsafe orderedPrefix(base, count: bytes.count)
    }
  }
}

private func mergeWords(
  _ sources: [WordSource],
  _ body: (_ word: [UInt8], _ count: UInt64) throws -> Void
) throws {
  var heap = try WordHeap(sources)
  var word: [UInt8] = []
  while let first = heap.first {
    // Copied into the same memory each time; the source's own changes as it goes on.
    word.removeAll(keepingCapacity: true)
    word.append(contentsOf: first.word)
    var sum: UInt64 = 0
    while let next = heap.first, next.word == word {
      let added = sum.addingReportingOverflow(next.count)
      guard !added.overflow else { throw CountsFileError.overflow }
      sum = added.partialValue
      try heap.advance()
    }
    try body(word, sum)
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

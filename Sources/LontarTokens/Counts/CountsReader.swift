internal import LontarJSON

/// Reads a ``CountsFile`` word by word, in the order of their bytes.
///
///     let reader = try CountsReader { chunk in file.readMore(into: &chunk) }
///     while let (word, count) = try reader.next() { … }
public final class CountsReader {
  /// What the words are.
  public let settings: CountsSettings
  /// What they were counted in.
  public let origins: [TextOrigin]

  let entries: EntryReader
  private var words: UInt64 = 0
  private var total: UInt64 = 0
  private var isAtEnd = false

  /// Reads a file's beginning.
  ///
  /// - Parameter source: Puts the next bytes of the file into an array that it empties before; false
  ///   when there are no more. One that fails ends early, and knows why.
  /// - Throws: ``CountsFileError``.
  public init(source: @escaping (inout [UInt8]) -> Bool) throws(CountsFileError) {
    entries = EntryReader(try FrameSource(source).fill)
    let line = try entries.line()
    guard let header = try? JSONValue(parsing: line.span),
      let name = header["pre_tokenizer"]?.string, let inputs = header["inputs"]?.array
    else { throw .malformed(byteOffset: 0) }
    settings = CountsSettings(preTokenizer: String(decoding: name, as: UTF8.self))
    origins = inputs.compactMap(TextOrigin.init)
    guard origins.count == inputs.count else { throw .malformed(byteOffset: 0) }
  }

  /// The next word and its count; nil after the last.
  ///
  /// - Throws: ``CountsFileError``. Only the end says that nothing was altered.
  public func next() throws(CountsFileError) -> (word: [UInt8], count: UInt64)? {
    try advance() ? (entries.word, entries.count) : nil
  }

  /// Goes on to the next word, which ``entries`` then holds; false after the last.
  func advance() throws(CountsFileError) -> Bool {
    if isAtEnd { return false }
    if try entries.advance() {
      let sum = total.addingReportingOverflow(entries.count)
      guard !sum.overflow else { throw .overflow }
      words += 1
      total = sum.partialValue
      return true
    }
    let start = entries.offset
    guard try entries.varint() == words, try entries.varint() == total else {
      throw .malformed(byteOffset: start)
    }
    try entries.expectEnd()
    isAtEnd = true
    return false
  }
}

/// The content of a counts file's frame, piece by piece.
private final class FrameSource {
  private let source: (inout [UInt8]) -> Bool
  private let frame = ZstandardReader()
  private var chunk: [UInt8] = []
  private var taken = 0
  private var offset = 0

  init(_ source: @escaping (inout [UInt8]) -> Bool) throws(CountsFileError) {
    self.source = source
    var start: [UInt8] = []
    var more: [UInt8] = []
    while start.count < CountsFile.magic.count, source(&more) { start += more }
    guard start.starts(with: CountsFile.magic) else {
      let name = Array("lontar-counts ".utf8)
      guard start.starts(with: name) else { throw .notACountsFile }
      let version = start[name.count...].prefix { $0 >= 0x30 && $0 <= 0x39 }
      guard start.count >= CountsFile.magic.count else { throw .truncated(byteOffset: start.count) }
      throw .otherVersion(String(decoding: version, as: UTF8.self))
    }
    chunk = start
    taken = CountsFile.magic.count
    offset = taken
  }

  /// Appends more of the content; false at the end of the frame, behind which nothing may stand.
  func fill(_ content: inout [UInt8]) throws(CountsFileError) -> Bool {
    let before = content.count
    while content.count == before {
      if frame.isComplete {
        if taken == chunk.count, !source(&chunk) { return false }
        guard chunk.isEmpty || taken == chunk.count else { throw .altered(byteOffset: offset) }
        throw .altered(byteOffset: offset)
      }
      if taken == chunk.count {
        taken = 0
        chunk.removeAll(keepingCapacity: true)
        guard source(&chunk) else { throw .truncated(byteOffset: offset) }
      }
      guard let count = frame.read(chunk[taken...], appendingTo: &content) else {
        throw .altered(byteOffset: offset)
      }
      taken += count
      offset += count
    }
    return true
  }
}

/// Words in order, as ``EntryCoder`` writes them.
final class EntryReader {
  // In one piece, so that using it is checked once for each call.
  private var content: EntryContent

  init(_ fill: @escaping (inout [UInt8]) throws(CountsFileError) -> Bool) {
    content = EntryContent(fill)
  }

  /// The word read last, and its count.
  var word: [UInt8] { content.word }
  var count: UInt64 { content.count }
  /// How many bytes of the content were read.
  var offset: Int { content.offset }

  /// Reads the next word; false at two zeros.
  func advance() throws(CountsFileError) -> Bool { try content.advance() }

  /// Reads a line of text.
  func line() throws(CountsFileError) -> [UInt8] { try content.line() }

  func varint() throws(CountsFileError) -> UInt64 { try content.varint() }

  /// Throws unless the content ends here.
  func expectEnd() throws(CountsFileError) { try content.expectEnd() }
}

private struct EntryContent {
  private(set) var word: [UInt8] = []
  private(set) var count: UInt64 = 0

  private let fill: (inout [UInt8]) throws(CountsFileError) -> Bool
  private var buffer: [UInt8] = []
  private var position = 0
  private var consumed = 0

  init(_ fill: @escaping (inout [UInt8]) throws(CountsFileError) -> Bool) {
    self.fill = fill
  }

  var offset: Int { consumed + position }

  mutating func advance() throws(CountsFileError) -> Bool {
    let start = offset
    let shared = try varint()
    let added = try varint()
    if shared == 0, added == 0 { return false }
    guard shared <= UInt64(word.count), added > 0, added < 1 << 40 else {
      throw .malformed(byteOffset: start)
    }
    // In order: the first byte that follows what is shared must be higher than the one before, but
    // where the word before ends there.
    let first = try byte(ahead: 0)
    let isInOrder = Int(shared) == word.count || word[Int(shared)] < first
    guard isInOrder else { throw .malformed(byteOffset: start) }
    word.removeSubrange(Int(shared)...)
    var left = Int(added)
    while left > 0 {
      let here = min(left, buffer.count - position)
      word.append(contentsOf: buffer[position..<position + here])
      position += here
      left -= here
      if left > 0, try !refill() { throw .truncated(byteOffset: offset) }
    }
    count = try varint()
    guard count > 0 else { throw .malformed(byteOffset: start) }
    return true
  }

  mutating func line() throws(CountsFileError) -> [UInt8] {
    var line: [UInt8] = []
    while true {
      if let end = buffer[position...].firstIndex(of: 0x0A) {
        line.append(contentsOf: buffer[position..<end])
        position = end + 1
        return line
      }
      line.append(contentsOf: buffer[position...])
      position = buffer.count
      guard line.count < 1 << 28, try refill() else { throw .malformed(byteOffset: 0) }
    }
  }

  mutating func varint() throws(CountsFileError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let byte = UInt64(try byte(ahead: 0))
      position += 1
      guard shift < 63 || byte < 2 else { break }
      value |= (byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw .malformed(byteOffset: offset)
  }

  mutating func expectEnd() throws(CountsFileError) {
    guard position == buffer.count, try !refill() else { throw .malformed(byteOffset: offset) }
  }

  private mutating func byte(ahead: Int) throws(CountsFileError) -> UInt8 {
    if position == buffer.count, try !refill() { throw .malformed(byteOffset: offset) }
    return buffer[position]
  }

  /// Takes more into the buffer, all of which was read.
  private mutating func refill() throws(CountsFileError) -> Bool {
    consumed += position
    position = 0
    buffer.removeAll(keepingCapacity: true)
    return try fill(&buffer)
  }
}

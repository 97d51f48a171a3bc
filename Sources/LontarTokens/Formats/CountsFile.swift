internal import LontarJSON

/// Word counts as a file: written once, merged and trained on later, perhaps elsewhere.
///
/// The format, version 1:
///
/// 1. the line `lontar-counts 1`;
/// 2. a line of JSON: `{"pre_tokenizer": "o200k", "words": 3, "total": 17}`, with the name of what
///    cut the text, the number of different words, and the number of words;
/// 3. the words in the order of their bytes, each as: how many bytes it shares with the start of
///    the word before (varint), how many follow (varint), these bytes, and its count (varint);
/// 4. eight bytes, little-endian: the FNV-1a hash (64 bits) of everything before them.
///
/// A varint is a number in groups of seven bits, the lowest first, each but the last with its high
/// bit set (LEB128). The same counts give the same file, whatever the order they were added in.
public struct CountsFile: ~Copyable {
  /// The name of the pre-tokenizer that cut the words.
  public let preTokenizer: String
  /// The words and their counts.
  public let counts: WordCounts

  private static let magic = Array("lontar-counts 1\n".utf8)

  /// Puts counts and their settings together.
  public init(preTokenizer: String, counts: consuming WordCounts) {
    self.preTokenizer = preTokenizer
    self.counts = counts
  }

  /// The counts, given up by the file.
  public consuming func takeCounts() -> WordCounts { counts }

  /// The file's bytes.
  ///
  /// - Complexity: O(*n* log *n*) in the number of words, for sorting.
  public borrowing func bytes() -> [UInt8] {
    var output = Self.magic
    output.append(contentsOf: "{\"pre_tokenizer\": ".utf8)
    appendJSONString(preTokenizer.utf8.span, to: &output)
    output.append(contentsOf: ", \"words\": \(counts.count), \"total\": \(counts.total)}\n".utf8)
    output.reserveCapacity(output.count + counts.byteCount() + 4 * counts.count)
    var previous: [UInt8] = []
    var word: [UInt8] = []
    counts.forEachWordInOrder { bytes, count in
      word.removeAll(keepingCapacity: true)
      for index in bytes.indices { word.append(bytes[index]) }
      var shared = 0
      while shared < min(previous.count, word.count), previous[shared] == word[shared] {
        shared += 1
      }
      Self.appendVarint(UInt64(shared), to: &output)
      Self.appendVarint(UInt64(word.count - shared), to: &output)
      output.append(contentsOf: word[shared...])
      Self.appendVarint(count, to: &output)
      swap(&previous, &word)
    }
    let checksum = fnv1a(output.span, count: output.count)
    for shift in stride(from: 0, to: 64, by: 8) {
      output.append(UInt8(truncatingIfNeeded: checksum >> UInt64(shift)))
    }
    return output
  }

  /// Reads a file's bytes.
  ///
  /// - Throws: ``CountsFileError``, also when the checksum says that a byte has changed.
  /// - Complexity: O(*n*) in the bytes of the words.
  public init(parsing file: Span<UInt8>) throws(CountsFileError) {
    guard file.count >= Self.magic.count,
      Self.magic.indices.allSatisfy({ file[$0] == Self.magic[$0] })
    else { throw .notACountsFile }
    let header = try Self.header(of: file)
    let end = file.count - 8
    guard end >= header.end else { throw .truncated(byteOffset: file.count) }
    var checksum: UInt64 = 0
    for index in 0..<8 { checksum |= UInt64(file[end + index]) << UInt64(8 * index) }
    guard fnv1a(file, count: end) == checksum else { throw .altered }
    var counts = WordCounts()
    var offset = header.end
    var word: [UInt8] = []
    for _ in 0..<header.words {
      let start = offset
      let shared = try Self.varint(file, &offset, end)
      let added = try Self.varint(file, &offset, end)
      guard shared <= UInt64(word.count), added <= UInt64(end - offset), shared + added > 0 else {
        throw .malformed(byteOffset: start)
      }
      let old = word
      word.removeSubrange(Int(shared)...)
      for index in offset..<offset + Int(added) { word.append(file[index]) }
      offset += Int(added)
      let count = try Self.varint(file, &offset, end)
      guard count > 0, old.lexicographicallyPrecedes(word) else {
        throw .malformed(byteOffset: start)
      }
      counts.add(word.span, count: count)
    }
    guard offset == end, counts.total == header.total else { throw .malformed(byteOffset: offset) }
    self.init(preTokenizer: header.preTokenizer, counts: counts)
  }

  private static func header(
    of file: Span<UInt8>
  ) throws(CountsFileError) -> (preTokenizer: String, words: Int, total: UInt64, end: Int) {
    var end = magic.count
    while end < file.count, file[end] != UInt8(ascii: "\n") { end += 1 }
    guard end < file.count else { throw .truncated(byteOffset: file.count) }
    guard let header = try? JSONValue(parsing: file.extracting(magic.count..<end)),
      let name = header["pre_tokenizer"]?.string, let words = header["words"]?.int, words >= 0,
      case .number(let digits)? = header["total"],
      let total = UInt64(String(decoding: digits, as: UTF8.self))
    else { throw .malformed(byteOffset: magic.count) }
    return (String(decoding: name, as: UTF8.self), words, total, end + 1)
  }

  private static func appendVarint(_ value: UInt64, to output: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(rest))
  }

  private static func varint(
    _ file: Span<UInt8>, _ offset: inout Int, _ end: Int
  ) throws(CountsFileError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard offset < end else { throw .malformed(byteOffset: offset) }
      let byte = UInt64(file[offset])
      offset += 1
      guard shift < 63 || byte < 2 else { break }
      value |= (byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw .malformed(byteOffset: offset)
  }
}

/// What is wrong with a counts file.
@nonexhaustive
public enum CountsFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It does not begin as counts files of this version do.
  case notACountsFile
  /// It ends too early.
  case truncated(byteOffset: Int)
  /// A byte of it has changed since it was written.
  case altered
  /// Its checksum is right, but what stands at this byte makes no sense.
  case malformed(byteOffset: Int)

  public var description: String {
    switch self {
    case .notACountsFile: "not a counts file of version 1"
    case .truncated(let byteOffset): "truncated at byte \(byteOffset)"
    case .altered: "altered since it was written: the checksum does not match"
    case .malformed(let byteOffset): "malformed at byte \(byteOffset)"
    }
  }
}

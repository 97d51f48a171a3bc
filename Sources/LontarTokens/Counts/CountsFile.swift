/// Word counts as a file: written once, merged and trained on later, perhaps elsewhere.
///
///     let file = CountsFile(settings: CountsSettings(preTokenizer: "lontar"), counts: counts)
///     try output.write(file.bytes().span)
///
/// The format, version 2:
///
/// 1. the line `lontar-counts 2`;
/// 2. one Zstandard frame with a checksum, which holds:
///    1. a line of JSON: `{"pre_tokenizer": "lontar", "inputs": [{"name": "th.txt", "bytes": 1234,
///       "sha256": "9f86…"}]}`: what cut the text, and the files it came from, by name. `bytes` and
///       `sha256` are null for what was no file;
///    2. the words in the order of their bytes, each as: how many bytes it shares with the start of
///       the word before (varint), how many follow (varint, with the former at least 1 in all), these
///       bytes, and its count (varint, at least 1);
///    3. two zeros, then the number of different words (varint), and of all words (varint).
///
/// A varint is a number in groups of seven bits, the lowest first, each but the last with its high
/// bit set (LEB128). So others read it too: `tail -n +2 th.counts | zstd -dc`. The same counts from
/// the same files give the same file, whatever the order they were added in.
public struct CountsFile: ~Copyable {
  /// What the words are.
  public let settings: CountsSettings
  /// What they were counted in, by name.
  public let origins: [TextOrigin]
  /// The words and their counts.
  public let counts: WordCounts

  static let magic = Array("lontar-counts 2\n".utf8)

  /// Puts counts, their settings and their origins together.
  public init(
    settings: CountsSettings, origins: [TextOrigin] = [], counts: consuming WordCounts
  ) {
    self.settings = settings
    self.origins = origins.sorted(by: TextOrigin.precedes)
    self.counts = counts
  }

  /// The counts, given up by the file.
  public consuming func takeCounts() -> WordCounts { counts }

  /// The file's bytes.
  ///
  /// - Complexity: O(*n* log *n*) in the number of words, for sorting.
  public borrowing func bytes() -> [UInt8] {
    var writer = CountsWriter(settings: settings, origins: origins)
    counts.forEachWordInOrder { writer.add($0, count: $1) }
    writer.finish()
    return writer.takeOutput()
  }

  /// Reads a file's bytes.
  ///
  /// - Throws: ``CountsFileError``, also when the checksum says that a byte has changed.
  /// - Complexity: O(*n*) in the bytes of the words.
  public init(parsing file: Span<UInt8>) throws(CountsFileError) {
    var all: [UInt8] = []
    all.reserveCapacity(file.count)
    for index in file.indices { all.append(file[index]) }
    let reader = try CountsReader { chunk in
      swap(&chunk, &all)
      return !chunk.isEmpty
    }
    var counts = WordCounts()
    while let (word, count) = try reader.next() { counts.add(word[...], count: count) }
    self.init(settings: reader.settings, origins: reader.origins, counts: counts)
  }
}

/// What must be the same for counts to add up.
public struct CountsSettings: Sendable, Equatable {
  /// The ``PreTokenizer/name`` of what cut the text.
  public var preTokenizer: String

  /// Names the settings.
  public init(preTokenizer: String) { self.preTokenizer = preTokenizer }

  /// Whether both are the same, byte for byte.
  public static func == (left: Self, right: Self) -> Bool {
    left.preTokenizer.utf8.elementsEqual(right.preTokenizer.utf8)
  }
}

/// What is wrong with a counts file, or with what was spilled while counting.
@nonexhaustive
public enum CountsFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It does not begin as counts files of this version do.
  case notACountsFile
  /// It is of another version.
  case otherVersion(String)
  /// It ends too early.
  case truncated(byteOffset: Int)
  /// A byte of it has changed since it was written.
  case altered(byteOffset: Int)
  /// Its checksum is right, but what stands at this byte of its content makes no sense.
  case malformed(byteOffset: Int)
  /// Its words were not cut as those of others.
  case otherSettings(found: CountsSettings, expected: CountsSettings)
  /// A word occurs more often than 64 bits can say.
  case overflow
  /// The system cannot keep what did not fit into memory; its error number.
  case cannotSpill(errno: Int32)

  public var description: String {
    switch self {
    case .notACountsFile: "not a counts file"
    case .otherVersion(let version):
      "a counts file of version \(version), not 2: count the text again"
    case .truncated(let byteOffset): "truncated at byte \(byteOffset)"
    case .altered(let byteOffset):
      "altered since it was written: the checksum does not match, at or before byte \(byteOffset)"
    case .malformed(let byteOffset): "malformed at byte \(byteOffset) of its content"
    case .otherSettings(let found, let expected):
      "counted with pre-tokenizer '\(found.preTokenizer)', not \(expected.preTokenizer)"
    case .overflow: "a count is above 2^64"
    case .cannotSpill(let errno): "cannot keep counts on disk: \(systemMessage(errno))"
    }
  }
}

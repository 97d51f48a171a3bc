internal import ArgumentParser
internal import LontarStream
internal import LontarTokens
internal import Synchronization

/// The words that a vocabulary is learned from, and where they came from.
struct TrainWords: ~Copyable {
  var counts: WordCounts
  var origins: [TextOrigin]
}

/// Reads words from text or counts files, and remembers what they were.
struct WordLoader {
  let common: CommonOptions
  let records: RecordOptions
  /// What cuts text; counts files must have been cut by it, or say what did.
  private(set) var preTokenizer: PreTokenizer?

  init(_ common: CommonOptions, _ records: RecordOptions, _ preTokenizer: PreTokenizer?) {
    self.common = common
    self.records = records
    self.preTokenizer = preTokenizer
  }

  /// Counts text.
  mutating func count(_ files: [String]) async throws -> TrainWords {
    let cutter = preTokenizer ?? .lontar
    preTokenizer = cutter
    var common = common
    common.files = files
    let inputs = common.inputs
    async let origins = originsInBackground(of: inputs)
    let counts = try await countWords(common, records, cutBy: cutter)
    return TrainWords(counts: counts, origins: try await origins)
  }

  /// Adds counts files up.
  mutating func add(_ files: [String]) throws -> TrainWords {
    let opened = try CountsInput.open(
      files, settings: preTokenizer.map { CountsSettings(preTokenizer: $0.name) })
    let name = opened[0].reader.settings.preTokenizer
    guard let found = preTokenizer ?? PreTokenizer(name: name) else {
      throw FileProblem(file: opened[0].name, problem: UnknownPreTokenizer(name: name))
    }
    preTokenizer = found
    var sum = WordCounts()
    for file in opened {
      while let (word, count) = try file.next() { sum.add(word.span, count: count) }
    }
    return TrainWords(counts: sum, origins: opened.flatMap(\.reader.origins))
  }

  /// Counts text, or adds counts files up, as each file's beginning says.
  mutating func load(_ files: [String]) async throws -> TrainWords {
    var texts: [String] = []
    var counts: [String] = []
    for file in files {
      if try Self.isCountsFile(file) { counts.append(file) } else { texts.append(file) }
    }
    var words = TrainWords(counts: WordCounts(), origins: [])
    if !counts.isEmpty {
      let added = try add(counts)
      words.origins += added.origins
      words.counts.merge(added.counts)
    }
    if !texts.isEmpty {
      let counted = try await count(texts)
      words.origins += counted.origins
      words.counts.merge(counted.counts)
    }
    return words
  }

  /// Takes the counts of these files from a counts file of them, or counts and writes it.
  mutating func resume(_ files: [String], from path: String) async throws -> TrainWords {
    let cutter = preTokenizer ?? .lontar
    preTokenizer = cutter
    if fileExists(path) {
      let expected = try LontarCommands.origins(of: Input.list(files))
      let file = try CountsInput(.file(path))
      guard file.reader.settings == CountsSettings(preTokenizer: cutter.name),
        file.reader.origins.sorted(by: Self.isBefore) == expected.sorted(by: Self.isBefore)
      else {
        throw FileProblem(file: path, problem: OtherText())
      }
      return try add([path])
    }
    let output = try OutputFile(.file(path), inputs: Input.list(files))
    let words = try await count(files)
    var writer = CountsWriter(
      settings: CountsSettings(preTokenizer: cutter.name), origins: words.origins)
    words.counts.forEachWordInOrder { writer.add($0, count: $1) }
    writer.finish()
    try output.write(writer.takeOutput().span)
    try output.finish()
    return words
  }

  private static func isBefore(_ a: TextOrigin, _ b: TextOrigin) -> Bool {
    (a.name, a.sha256 ?? "") < (b.name, b.sha256 ?? "")
  }

  private static func isCountsFile(_ path: String) throws -> Bool {
    guard isRegularFile(path) else { return false }
    var start: [UInt8] = []
    _ = try ByteReader(.file(path)).read(64, appendingTo: &start)
    return start.starts(with: "lontar-counts ".utf8)
  }

  private struct UnknownPreTokenizer: Error, CustomStringConvertible {
    var name: String

    var description: String { "counted with pre-tokenizer '\(name)', which is not known here" }
  }

  private struct OtherText: Error, CustomStringConvertible {
    var description: String { "holds the counts of other text or of other settings; remove it" }
  }
}

/// A language's files, as options give them: `th=a.txt,b.txt`.
struct LanguageFiles {
  var name: String
  var files: [String]

  init(argument: String) throws {
    guard let equals = argument.utf8.firstIndex(of: UInt8(ascii: "=")),
      equals > argument.utf8.startIndex
    else { throw ValidationError("'\(argument)' is no NAME=FILE") }
    name = String(argument[..<equals])
    files = argument.utf8[argument.utf8.index(after: equals)...].split(separator: 0x2C)
      .map { String(decoding: $0, as: UTF8.self) }
    guard !files.isEmpty else { throw ValidationError("'\(argument)' names no file") }
  }
}

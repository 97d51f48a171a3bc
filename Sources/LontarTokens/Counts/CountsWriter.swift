internal import LontarJSON

/// Writes a ``CountsFile`` word by word, so that it need not fit into memory.
///
///     var writer = CountsWriter(settings: settings, origins: origins)
///     for … { writer.add(word, count: count); try file.write(writer.takeOutput().span) }
///     writer.finish()
///     try file.write(writer.takeOutput().span)
public struct CountsWriter: ~Copyable {
  /// The different words so far.
  public private(set) var words = 0
  /// All words so far.
  public private(set) var total: UInt64 = 0

  private var entries = EntryCoder()
  private let frame = ZstandardWriter()
  private var output = CountsFile.magic

  /// Begins a file.
  public init(settings: CountsSettings, origins: [TextOrigin]) {
    var header = Array("{\"pre_tokenizer\": ".utf8)
    appendJSONString(settings.preTokenizer.utf8.span, to: &header)
    header.append(contentsOf: ", \"inputs\": [".utf8)
    for (index, origin) in origins.sorted(by: TextOrigin.precedes).enumerated() {
      if index > 0 { header.append(contentsOf: ", ".utf8) }
      origin.appendJSON(to: &header)
    }
    header.append(contentsOf: "]}\n".utf8)
    entries.output = header
  }

  /// Adds a word that comes after those before it in the order of bytes.
  public mutating func add(_ word: Span<UInt8>, count: UInt64) {
    words += 1
    total &+= count
    entries.append(word, count: count)
    if entries.output.count >= 1 << 17 {
      frame.write(entries.output, isLast: false, to: &output)
      entries.output.removeAll(keepingCapacity: true)
    }
  }

  /// Ends the file.
  public mutating func finish() {
    for number in [0, 0, UInt64(words), total] { appendVarint(number, to: &entries.output) }
    frame.write(entries.output, isLast: true, to: &output)
    entries.output.removeAll()
  }

  /// How many bytes ``takeOutput()`` would give.
  public var outputCount: Int { output.count }

  /// The bytes that are ready, given away.
  public mutating func takeOutput() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &output)
    return taken
  }
}

/// Words in order, each without what it shares with the one before.
struct EntryCoder {
  var output: [UInt8] = []
  private var previous: [UInt8] = []

  mutating func append(_ word: Span<UInt8>, count: UInt64) {
    var shared = 0
    let most = min(previous.count, word.count)
    while shared < most, previous[shared] == word[shared] { shared += 1 }
    appendVarint(UInt64(shared), to: &output)
    appendVarint(UInt64(word.count - shared), to: &output)
    previous.removeSubrange(shared...)
    for index in shared..<word.count { previous.append(word[index]) }
    output.append(contentsOf: previous[shared...])
    appendVarint(count, to: &output)
  }
}

@inline(__always)
func appendVarint(_ value: UInt64, to output: inout [UInt8]) {
  var rest = value
  while rest >= 0x80 {
    output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
    rest >>= 7
  }
  output.append(UInt8(rest))
}

extension TextOrigin {
  /// Appends the origin as an object of JSON.
  public func appendJSON(to output: inout [UInt8]) {
    output.append(contentsOf: "{\"name\": ".utf8)
    appendJSONString(name.utf8.span, to: &output)
    output.append(contentsOf: ", \"bytes\": \(byteCount.map(String.init) ?? "null")".utf8)
    output.append(
      contentsOf: ", \"sha256\": \(sha256.map { "\"\($0)\"" } ?? "null")}".utf8)
  }

  init?(_ json: JSONValue) {
    guard let name = json["name"]?.string else { return nil }
    self.init(
      name: String(decoding: name, as: UTF8.self), byteCount: json["bytes"]?.int,
      sha256: json["sha256"]?.string.map { String(decoding: $0, as: UTF8.self) })
  }
}

// Which file is what, by its content.
internal import LontarJSON

extension Tokenizer {
  /// Reads a tokenizer's file, whose kind its content tells, not its name:
  ///
  /// - a `tokenizer.json` of Hugging Face;
  /// - a `.tiktoken` rank file, or Mistral's `tekken.json`;
  /// - a `.model` of SentencePiece;
  /// - a `vocab.json`, with `merges.txt` beside it, of byte-level BPE;
  /// - a `vocab.txt` of WordPiece;
  /// - a `bpe.codes` of fastBPE or subword-nmt, with its dictionary `vocab.txt` or `dict.txt` beside it.
  ///
  /// If there is a compiled file of it beside it (see ``compiled(contentsOf:preTokenizer:)``), that is read.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - preTokenizer: What cuts text, for a file that does not say. The rank files that OpenAI has
  ///     published are known.
  /// - Throws: ``TokenizerError``.
  public init(
    contentsOf path: String, preTokenizer: PreTokenizer? = nil
  ) throws(TokenizerError) {
    try self.init(path, preTokenizer, else: nil)
  }

  /// Reads a tokenizer's file to decode with: as ``init(contentsOf:preTokenizer:)``, but nobody has to say
  /// what cuts text, which decoding does without.
  ///
  ///     let tokenizer = try Tokenizer(forDecoding: "ranks.tiktoken")
  ///
  /// - Throws: ``TokenizerError``.
  public init(forDecoding path: String) throws(TokenizerError) {
    try self.init(path, nil, else: .gpt2)
  }

  private init(
    _ path: String, _ preTokenizer: PreTokenizer?, else other: PreTokenizer?
  ) throws(TokenizerError) {
    let bytes = try readFile(path)
    if let compiled = Tokenizer(
      compiled: Self.compiledPath(of: path), of: bytes.span, preTokenizer: preTokenizer)
    {
      self = compiled
    } else {
      try self.init(bytes, at: path, preTokenizer ?? other)
    }
  }

  /// Reads a file whose content is known; without a path, one that needs no other beside it.
  init(
    _ bytes: [UInt8], at path: String?, _ preTokenizer: PreTokenizer?
  ) throws(TokenizerError) {
    switch Self.kind(of: bytes) {
    case .ranks:
      let published = PublishedEncoding(of: bytes.span)
      guard let preTokenizer = preTokenizer ?? published?.preTokenizer else {
        throw .noPreTokenizer
      }
      try self.init(
        tiktoken: bytes.span, preTokenizer: preTokenizer,
        specialTokens: published?.specialTokens ?? [])
    case .sentencePiece: try self.init(sentencePiece: bytes.span)
    case .json: try self.init(json: bytes, at: path, preTokenizer)
    case .codes:
      try self.init(codes: bytes, dictionary: Self.readBeside(path, ["vocab.txt", "dict.txt"]))
    case .merges:
      let vocabulary = try Self.readBeside(path, ["vocab.json"])
      try self.init(vocabularyJSON: vocabulary, merges: bytes, preTokenizer: preTokenizer)
    case .words: try self.init(wordPieceVocabulary: bytes.span)
    case .dictionary:
      try self.init(codes: Self.readBeside(path, ["bpe.codes"]), dictionary: bytes)
    }
  }

  private enum FileKind {
    case ranks
    case sentencePiece
    case json
    /// Merges with counts, or under the header of subword-nmt and with `</w>`.
    case codes
    case merges
    case words
    /// Tokens with counts.
    case dictionary
  }

  private static func kind(of bytes: [UInt8]) -> FileKind {
    if isSentencePiece(bytes.span) { return .sentencePiece }
    // A bracket would not do: the first token of most vocab.txt is [PAD].
    if bytes.first(where: { !ScalarSet.space.contains(UInt32($0)) }) == UInt8(ascii: "{") {
      return .json
    }
    if isRankFile(bytes.span) { return .ranks }
    let lines = TextLines(bytes, limit: 64).filter { !$0.isEmpty }
    let isVersioned = lines.first?.starts(with: "#version".utf8) ?? false
    let columns = Set(lines.dropFirst(isVersioned ? 1 : 0).map { TextLines.columns($0).count })
    let unknown = Array("[UNK]".utf8)
    if TextLines(bytes).contains(where: { $0.elementsEqual(unknown) }) { return .words }
    if columns == [3] { return .codes }
    if columns == [2] {
      let ends = Array("</w>".utf8)
      if lines.contains(where: { $0.suffix(4).elementsEqual(ends) }) { return .codes }
      let last = lines.last.map { TextLines.columns($0)[1] } ?? []
      return !isVersioned && last.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
        ? .dictionary : .merges
    }
    return .json  // whose reader says what is wrong
  }

  private init(
    json bytes: [UInt8], at path: String?, _ preTokenizer: PreTokenizer?
  ) throws(TokenizerError) {
    let root: JSONValue
    do {
      root = try JSONValue(parsing: bytes.span)
    } catch {
      throw .malformedJSON(error)
    }
    // A token may be called model.
    if root["model"]?.object != nil {
      self = try HuggingFaceFile(root: root).tokenizer()
    } else if root["config"]?["pattern"] != nil {
      try self.init(tekken: root)
    } else if let members = root.object, !members.isEmpty,
      members.allSatisfy({ $0.value.int != nil })
    {
      let merges = try Self.readBeside(path, ["merges.txt"])
      try self.init(vocabularyJSON: bytes, merges: merges, preTokenizer: preTokenizer)
    } else {
      throw .missing(field: "model", expected: "an object")
    }
  }

  /// Reads the first of the files of these names that is in the same folder.
  private static func readBeside(
    _ path: String?, _ names: [String]
  ) throws(TokenizerError) -> [UInt8] {
    guard let path else { throw .missingCompanion(names: names) }
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    for name in names {
      do {
        return try readFile(folder + name)
      } catch {
        if error != .unreadable(errno: 2) { throw error }
      }
    }
    throw .missingCompanion(names: names)
  }
}

/// The lines of a text file, without their ends.
struct TextLines: Sequence {
  private let bytes: [UInt8]
  private let limit: Int

  init(_ bytes: [UInt8], limit: Int = .max) {
    self.bytes = bytes
    self.limit = limit
  }

  func makeIterator() -> AnyIterator<ArraySlice<UInt8>> {
    var start = 0
    var count = 0
    return AnyIterator {
      guard start < bytes.count, count < limit else { return nil }
      var end = start
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      defer {
        start = end + 1
        count += 1
      }
      var line = bytes[start..<end]
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      return line
    }
  }

  /// What stands between single spaces.
  static func columns(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
  }
}

internal import ArgumentParser
internal import LontarStream
internal import LontarText
internal import LontarTokens

/// What `lontar encode` takes for one document, and where documents go.
struct DocumentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What is encoded as one: a line without its newline; a field of JSON Lines (--jsonl --field NAME for another than text); a block \
      between blank lines; a whole file with its newlines. Default: a line, or with --jsonl a \
      field; the packed formats but megatron keep the newlines of lines then.
      """,
      valueName: "KIND"))
  var document: DocumentKind?

  @Option(
    help: ArgumentHelp("Put this token behind each document.", valueName: "TOKEN"))
  var appendToken: String?

  @Option(
    help: ArgumentHelp(
      """
      Packed formats: begin another file with the first document after so many tokens (a number) or \
      bytes of ids (512MiB); -o ids.npy makes ids-00000.npy and so on.
      """,
      valueName: "SIZE"))
  var shardSize: ShardSize?

  /// Refuses what does not go together.
  func check(_ format: IDFormat, _ common: CommonOptions, _ records: RecordOptions) throws {
    let needsFile = format == .npy || format == .megatron || shardSize != nil
    if needsFile, common.output == nil || common.output == "-" {
      throw ValidationError(
        shardSize != nil ? "--shard-size needs -o FILE" : "--format \(format) needs -o FILE")
    }
    if shardSize != nil, !format.isPacked {
      throw ValidationError("--shard-size is for the packed formats")
    }
    if shardSize == .tokens(0) || shardSize == .bytes(0) {
      throw ValidationError("--shard-size must be at least 1")
    }
    let isCompressed = [".gz", ".zst"].contains { common.output?.hasSuffix($0) ?? false }
    if format == .npy, isCompressed {
      throw ValidationError("--format npy is not compressed: its header is known at the end")
    }
    if common.lineage.lineage, shardSize != nil {
      throw ValidationError("--lineage is about one file: it is not for --shard-size")
    }
  }

  /// The options of the records, with a field if that is what documents are.
  func records(_ records: RecordOptions) -> RecordOptions {
    var records = records
    if document == .field { records.jsonl = true }
    return records
  }

  /// How the records lie.
  func format(_ records: RecordOptions) -> RecordFormat {
    switch document {
    case nil: records.format
    case .line: .lines
    case .field: .jsonLines(field: records.field ?? "text")
    case .block: .blocks
    case .file: .files
    }
  }

  /// What ends a record.
  var cut: BlockCut {
    switch document {
    case nil, .line, .field: .lines
    case .block: .blankLines
    case .file: .files
    }
  }

  /// Where a long record may be cut; nil if nowhere.
  func split(_ tokenizer: Tokenizer) -> RecordSplit? {
    guard document != .field, tokenizer.cutsSafely else { return nil }
    // White space at the end of a block may be that of a blank line, which is not part of it.
    let keepsFromSpace = document == .block
    return RecordSplit { text in
      guard let place = tokenizer.lastSafeCut(in: text) else { return nil }
      if keepsFromSpace, text[place - 1] <= 0x20 || text[place] < 0x20 { return nil }
      return place
    }
  }
}

/// What `lontar encode` does about the text of special tokens.
struct SpecialTextOptions: ParsableArguments {
  @Flag(help: "Take the text of special tokens for ordinary text.")
  var plainText = false

  @Option(
    help: ArgumentHelp(
      "Take the text of this special token alone for the token; may be given again.",
      valueName: "TOKEN"))
  var allowSpecial: [String] = []

  @Option(
    help: ArgumentHelp(
      "Fail where the text of this special token is, or of any for 'all'; may be given again.",
      valueName: "TOKEN"))
  var refuseSpecial: [String] = []

  func validate() throws {
    if plainText, !allowSpecial.isEmpty {
      throw ValidationError("--plain-text and --allow-special contradict each other")
    }
  }

  /// Tokens whose text is ordinary text.
  func ignored(by tokenizer: Tokenizer, file: String) throws -> [TokenID] {
    let allowed = try Set(allowSpecial.map { try find($0, in: tokenizer, file).id })
    guard plainText || !allowed.isEmpty else { return [] }
    return tokenizer.addedTokens.filter { $0.isSpecial && !allowed.contains($0.id) }.map(\.id)
  }

  /// Tokens whose text is not to be there.
  func refused(by tokenizer: Tokenizer, file: String) throws -> [AddedToken] {
    guard !refuseSpecial.contains("all") else {
      let allowed = Set(allowSpecial.map { Array($0.utf8) })
      return tokenizer.addedTokens.filter { $0.isSpecial && !allowed.contains($0.content) }
    }
    return try refuseSpecial.map { try find($0, in: tokenizer, file) }
  }

  private func find(_ name: String, in tokenizer: Tokenizer, _ file: String) throws -> AddedToken {
    let name = Array(name.utf8)
    guard let token = tokenizer.addedTokens.first(where: { $0.content == name }) else {
      throw FileProblem(
        file: file, problem: NoSuchToken(names: [String(decoding: name, as: UTF8.self)]))
    }
    return token
  }
}

/// Which text of a pair gives way, for `--cut`.
enum PairCut: String, CaseIterable, ExpressibleByArgument {
  case longest
  case first
  case second

  var strategy: Truncation.Strategy {
    switch self {
    case .longest: .longestFirst
    case .first: .onlyFirst
    case .second: .onlySecond
    }
  }
}

/// A tokenizer without a token that was asked for.
struct NoSuchToken: Error, CustomStringConvertible {
  var names: [String]

  var description: String { "has no token \(names.joined(separator: " or "))" }
}

// Reading the `tokenizer.json` of Hugging Face tokenizers: its tokens and its model.
internal import LontarJSON

extension Tokenizer {
  /// Reads a `tokenizer.json` with whatever stages and model it has; what is not supported is refused by
  /// name rather than left out.
  ///
  /// - Throws: ``TokenizerError``.
  /// - Complexity: O(*n*) in the bytes of the file.
  public init(huggingFaceJSON json: Span<UInt8>) throws(TokenizerError) {
    let file: JSONValue
    do {
      file = try JSONValue(parsing: json)
    } catch {
      throw .malformedJSON(error)
    }
    self = try HuggingFaceFile(root: file).tokenizer()
  }
}

/// A `tokenizer.json` while it is read.
struct HuggingFaceFile {
  let root: JSONValue

  func tokenizer() throws(TokenizerError) -> Tokenizer {
    let normalizer = try HuggingFaceStages.normalizer(root["normalizer"], "normalizer")
    let stages = try HuggingFaceStages.cutters(root["pre_tokenizer"], "pre_tokenizer")
    let model = try self.model()
    let names = try TokenNames(model: model, added: root["added_tokens"])
    var tokenizer: Tokenizer
    switch names.type {
    case .bpe:
      tokenizer = try bytePairTokenizer(model, names, normalizer, stages)
      if let dropout = model["dropout"], !dropout.isNull {
        guard let rate = dropout.double, (0...1).contains(rate) else {
          throw .missing(field: "model.dropout", expected: "a number from 0 to 1")
        }
        try tokenizer.setDropout(rate)
      }
    case .wordPiece:
      tokenizer = Tokenizer(
        pipeline(normalizer, stages, try wordPiece(model, names), names, names.vocabulary()))
    case .wordLevel:
      let unknown = try unknownToken(model, names)
      tokenizer = Tokenizer(
        pipeline(
          normalizer, stages, .words(names.table, unknown: unknown), names, names.vocabulary()))
    case .unigram:
      tokenizer = Tokenizer(
        pipeline(normalizer, stages, try unigram(model, names), names, names.vocabulary()))
    }
    tokenizer.pipeline.postProcessor = try HuggingFaceStages.postProcessor(
      root["post_processor"], "post_processor")
    tokenizer.pipeline.decoder = try HuggingFaceStages.decoder(root["decoder"], "decoder")
    tokenizer.pipeline.truncation = try HuggingFaceStages.truncation(root["truncation"])
    tokenizer.pipeline.padding = try HuggingFaceStages.padding(root["padding"])
    return tokenizer
  }

  private func pipeline(
    _ normalizer: TextNormalizer?, _ stages: [PieceCutter], _ model: PieceModel,
    _ names: TokenNames, _ vocabulary: Vocabulary
  ) -> TokenPipeline {
    TokenPipeline(
      normalizer: normalizer, cutter: stages.isEmpty ? nil : .sequence(stages), model: model,
      addedTokens: names.added, vocabulary: vocabulary)
  }

  private func model() throws(TokenizerError) -> JSONValue {
    guard let model = root["model"], model.object != nil else {
      throw .missing(field: "model", expected: "an object")
    }
    return model
  }

  // MARK: Models

  private func wordPiece(
    _ model: JSONValue, _ names: TokenNames
  ) throws(TokenizerError) -> PieceModel {
    let prefix = model["continuing_subword_prefix"]?.string ?? Array("##".utf8)
    let longest = model["max_input_chars_per_word"]?.int ?? 100
    return .wordPiece(
      WordPieceModel(
        names.modelNames.map { (bytes: $0.name[...], id: $0.id) },
        unknown: try unknownToken(model, names), prefix: prefix, longestWord: longest))
  }

  /// The id of the token for what is unknown, which the model must have.
  private func unknownToken(
    _ model: JSONValue, _ names: TokenNames
  ) throws(TokenizerError) -> TokenID {
    let name = model["unk_token"]?.string ?? Array("[UNK]".utf8)
    guard let id = names.table.id(of: name) else {
      throw .inconsistent(
        field: "model.unk_token", reason: "\(quoted(name)) is not in the vocabulary")
    }
    return id
  }

  private func unigram(
    _ model: JSONValue, _ names: TokenNames
  ) throws(TokenizerError) -> PieceModel {
    var unknown: TokenID?
    if let value = model["unk_id"], !value.isNull {
      guard let id = value.int, id >= 0, id < names.modelNames.count else {
        throw .inconsistent(field: "model.unk_id", reason: "it is not the number of a token")
      }
      unknown = TokenID(id)
    }
    // Of two tokens of one name the later counts.
    var entries: [UnigramModel.Entry] = []
    for (number, one) in names.modelNames.enumerated()
    where names.table.id(of: one.name) == TokenID(number) {
      entries.append(
        UnigramModel.Entry(
          name: one.name[...], id: TokenID(number), score: names.scores[number]))
    }
    return .unigram(
      UnigramModel(
        entries, table: names.table, unknown: unknown,
        lowestScore: names.scores.min() ?? .infinity,
        byteFallback: model["byte_fallback"]?.bool ?? false, isSingle: false))
  }

  private func bytePairTokenizer(
    _ model: JSONValue, _ names: TokenNames, _ normalizer: TextNormalizer?,
    _ stages: [PieceCutter]
  ) throws(TokenizerError) -> Tokenizer {
    let prefix = model["continuing_subword_prefix"]?.string ?? []
    let suffix = model["end_of_word_suffix"]?.string ?? []
    let ignoresMerges = model["ignore_merges"]?.bool ?? false
    let byteFallback = model["byte_fallback"]?.bool ?? false
    let merges = try readMerges(model, names, prefixCount: prefix.count)

    let dropped = try droppedCount(model, names)
    if dropped > 0, !prefix.isEmpty || !suffix.isEmpty || ignoresMerges {
      throw .unsupported(
        field: "model.lontar_kept", value: "with a prefix, a suffix or ignored merges")
    }

    let isPlainModel = prefix.isEmpty && suffix.isEmpty && !byteFallback
    if isPlainModel, let cutters = Self.withoutSpelling(stages, normalizer),
      var vocabulary = names.byteVocabulary(merges)
    {
      vocabulary.droppedCount = dropped
      let pairs = try? BytePairModel(
        vocabulary, wholeIDs: ignoresMerges ? names.byteLevelIDs : [])
      let grammar = Self.onlyGrammar(cutters)
      if let pairs, let grammar, !grammar.addsSpace, !ignoresMerges, normalizer == nil,
        names.added.allSatisfy(\.isPlain)
      {
        return Tokenizer(
          vocabulary: vocabulary, preTokenizer: grammar.preTokenizer, model: pairs,
          added: names.added)
      }
      if let pairs {
        return Tokenizer(
          pipeline(normalizer, cutters, .bytes(pairs), names, vocabulary),
          direct: grammar.flatMap {
            DirectPath(
              model: pairs, preTokenizer: $0.preTokenizer, normalizer: normalizer,
              addsSpace: $0.addsSpace, added: names.added)
          })
      }
    }
    var unknown: TokenID?
    if let name = model["unk_token"]?.string { unknown = names.table.id(of: name) }
    if model["unk_token"]?.string != nil, unknown == nil {
      throw .inconsistent(field: "model.unk_token", reason: "it is not in the vocabulary")
    }
    var vocabulary = names.vocabulary()
    for merge in merges { vocabulary.append(merge) }
    vocabulary.droppedCount = dropped
    let fusesUnknown = model["fuse_unk"]?.bool ?? false
    let isSimple = prefix.isEmpty && suffix.isEmpty && dropped == 0
    let pairs = CharacterPairModel(
      table: names.table, merges: merges, unknown: unknown, fusesUnknown: fusesUnknown,
      byteFallback: byteFallback, ignoresMerges: ignoresMerges, continuingPrefix: prefix,
      wordSuffix: suffix, dropped: try DroppedPieces(vocabulary),
      runs: isSimple
        ? CharacterRuns(
          vocabulary, ordinary: names.modelNames.map(\.id),
          byteTokens: byteFallback ? CharacterPairModel.byteTokens(in: names.table) : nil,
          unknown: unknown, fusesUnknown: fusesUnknown) : nil)
    return Tokenizer(pipeline(normalizer, stages, .characters(pairs), names, vocabulary))
  }

  /// How many tokens, the last ones, are dropped (see ``BPETrainer/pickyThreshold``).
  private func droppedCount(_ model: JSONValue, _ names: TokenNames) throws(TokenizerError) -> Int {
    guard let value = model["lontar_kept"], !value.isNull else { return 0 }
    guard let kept = value.int, kept >= 0, kept <= names.count,
      names.added.allSatisfy({ $0.id < kept })
    else {
      throw .inconsistent(
        field: "model.lontar_kept", reason: "it is not the number of the tokens to keep")
    }
    return names.count - kept
  }

  /// The stages without the spelling of bytes, if that is the last thing that they do.
  private static func withoutSpelling(
    _ stages: [PieceCutter], _ normalizer: TextNormalizer?
  ) -> [PieceCutter]? {
    func spells(_ cutter: PieceCutter) -> Bool {
      switch cutter {
      case .byteLevel: true
      case .sequence(let stages): stages.contains(where: spells)
      default: false
      }
    }
    func spells(_ normalizer: TextNormalizer) -> Bool {
      switch normalizer {
      case .byteLevel: true
      case .sequence(let stages): stages.contains(where: spells)
      default: false
      }
    }
    guard case .byteLevel(let addsSpace, let cuts, _) = stages.last,
      !stages.dropLast().contains(where: spells), !(normalizer.map(spells) ?? false)
    else { return nil }
    return stages.dropLast() + [.byteLevel(addsSpace: addsSpace, cuts: cuts, spells: false)]
  }

  /// The grammar, if the stages are one and nothing else, and whether a space is put before a text.
  private static func onlyGrammar(
    _ stages: [PieceCutter]
  ) -> (preTokenizer: PreTokenizer, addsSpace: Bool)? {
    guard case .byteLevel(let addsSpace, let cuts, _) = stages.last else { return nil }
    if stages.count == 1, cuts { return (.gpt2, addsSpace) }
    if stages.count == 2, !cuts, !addsSpace, case .grammar(let grammar) = stages[0] {
      return (grammar, false)
    }
    return nil
  }

  // MARK: Merges

  private func readMerges(
    _ model: JSONValue, _ names: TokenNames, prefixCount: Int
  ) throws(TokenizerError) -> [Vocabulary.Merge] {
    guard let merges = model["merges"]?.array else {
      throw .missing(field: "model.merges", expected: "an array")
    }
    var result: [Vocabulary.Merge] = []
    result.reserveCapacity(merges.count)
    var joined: [UInt8] = []
    for (rank, merge) in merges.enumerated() {
      guard let (left, right) = Self.parts(of: merge) else {
        throw .missing(field: "model.merges[\(rank)]", expected: "a pair of tokens")
      }
      joined.removeAll(keepingCapacity: true)
      joined += left
      joined += right.dropFirst(prefixCount)
      guard let leftID = names.table.id(of: left), let rightID = names.table.id(of: right),
        let resultID = names.table.id(of: joined)
      else {
        let unknown =
          names.table.id(of: left) == nil
          ? left : names.table.id(of: right) == nil ? right : joined
        throw .inconsistent(
          field: "model.merges[\(rank)]", reason: "\(quoted(unknown)) is not in the vocabulary")
      }
      result.append(Vocabulary.Merge(left: leftID, right: rightID, result: resultID))
    }
    return result
  }

  /// A merge is a list of two strings; in older files one string with a space between.
  private static func parts(of merge: JSONValue) -> (left: [UInt8], right: [UInt8])? {
    if let pair = merge.array {
      guard pair.count == 2, let left = pair[0].string, let right = pair[1].string else {
        return nil
      }
      return (left, right)
    }
    guard
      let parts = merge.string?.split(
        separator: UInt8(ascii: " "), omittingEmptySubsequences: false), parts.count == 2
    else { return nil }
    return (Array(parts[0]), Array(parts[1]))
  }
}

extension AddedToken {
  /// Whether it is found wherever its text stands, and takes nothing else.
  var isPlain: Bool { !isSingleWord && !stripsLeft && !stripsRight }
}

/// A name as a message shows it.
func quoted(_ name: some Collection<UInt8>) -> String {
  "'\(String(decoding: name.prefix(40), as: UTF8.self))'"
}

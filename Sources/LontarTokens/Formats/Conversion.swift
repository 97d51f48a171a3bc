internal import LontarJSON

/// What a tokenizer can be written as.
public enum TokenizerFormat: String, Sendable, CaseIterable {
  /// A `tokenizer.json` of Hugging Face tokenizers.
  case json
  /// A `vocab.json` and a `merges.txt`, as GPT-2's.
  case gpt2
  /// A rank file of tiktoken, which holds no special tokens and no pattern.
  case tiktoken
  /// A `tekken.json` of Mistral.
  case tekken
  /// A `.model` of SentencePiece.
  case sentencepiece
  /// A `vocab.txt` of WordPiece.
  case wordpiece
}

/// Why a tokenizer cannot become another file without meaning something else.
@nonexhaustive
public enum ConversionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The format has no place for this.
  case cannotKeep(feature: String, format: TokenizerFormat)
  /// Written and read again, the tokenizer gives a text other ids.
  case idsDiffer(text: String, format: TokenizerFormat)
  /// The vocabulary cannot be written.
  case vocabulary(ModelFormatError)
  /// What was written cannot be read again.
  case unreadable(TokenizerError)

  public var description: String {
    switch self {
    case .cannotKeep(let feature, let format): "\(feature) cannot be kept in --to \(format)"
    case .idsDiffer(let text, let format):
      "as \(format) it would give other ids to \(text.debugDescription)"
    case .vocabulary(let error): "\(error)"
    case .unreadable(let error): "what was made of it cannot be read again: \(error)"
    }
  }
}

extension Tokenizer {
  /// A file that a tokenizer becomes.
  public struct ConvertedFile: Sendable {
    /// Its name, if it stands beside the first one under a name of its own.
    public var name: String?
    /// Its contents.
    public var bytes: [UInt8]
  }

  /// Writes the tokenizer in another format, reads that again, and sees that it gives the same ids to every
  /// token's text and to sentences in each script of the region.
  ///
  ///     let files = try Tokenizer(contentsOf: "o200k_base.tiktoken").converted(to: .json)
  ///
  /// - Throws: ``ConversionError``, which names what the format cannot hold.
  /// - Complexity: O(*n* log *n*) in the bytes of the vocabulary.
  public func converted(
    to format: TokenizerFormat
  ) throws(ConversionError) -> [ConvertedFile] {
    try refuseSettings(format)
    let (files, again) = try write(format)
    if let text = firstDifference(from: again) {
      throw .idsDiffer(text: String(decoding: text, as: UTF8.self), format: format)
    }
    return files
  }

  /// What no format but a `tokenizer.json` holds, and what ours does not write.
  private func refuseSettings(_ format: TokenizerFormat) throws(ConversionError) {
    func refuse(_ feature: String) -> ConversionError {
      .cannotKeep(feature: feature, format: format)
    }
    if truncation != nil { throw refuse("'truncation'") }
    if padding != nil { throw refuse("'padding'") }
    if dropout > 0 { throw refuse("'model.dropout'") }
    if vocabulary.droppedCount > 0, format == .tekken { throw .vocabulary(.droppedTokens) }
  }

  private func write(
    _ format: TokenizerFormat
  ) throws(ConversionError) -> ([ConvertedFile], Tokenizer) {
    func file(_ bytes: [UInt8], _ name: String? = nil) -> ConvertedFile {
      ConvertedFile(name: name, bytes: bytes)
    }
    do {
      switch format {
      case .json:
        let json = try huggingFaceFile()
        return ([file(json)], try Tokenizer(huggingFaceJSON: json.span))
      case .gpt2:
        let model = try byteLevelModel(format)
        guard model.preTokenizer == .gpt2 else {
          throw ConversionError.cannotKeep(
            feature: "the pre-tokenizer \(model.preTokenizer.name)", format: format)
        }
        let vocabulary = try model.vocabularyJSON()
        let merges = try model.mergesText()
        return (
          [file(vocabulary), file(merges, "merges.txt")],
          try Tokenizer(vocabularyJSON: vocabulary, merges: merges, preTokenizer: .gpt2)
        )
      case .tiktoken:
        let model = try byteLevelModel(format)
        let ranks = try model.rankFile()
        return (
          [file(ranks)],
          try Tokenizer(
            tiktoken: ranks.span, preTokenizer: model.preTokenizer,
            specialTokens: vocabulary.specialTokens.map {
              (text: String(decoding: $0.text, as: UTF8.self), id: $0.id)
            })
        )
      case .tekken:
        let json = try tekkenJSON()
        return ([file(json)], try Tokenizer(tekken: JSONValue(parsing: json.span)))
      case .sentencepiece:
        let model = try characterModel(format).sentencePieceModel()
        return ([file(model)], try Tokenizer(sentencePiece: model.span))
      case .wordpiece:
        let lines = try wordPieceLines(format)
        return ([file(lines)], try Tokenizer(wordPieceVocabulary: lines.span))
      }
    } catch let error as ConversionError {
      throw error
    } catch let error as ModelFormatError {
      throw .vocabulary(error)
    } catch let error as TokenizerError {
      throw .unreadable(error)
    } catch {
      throw .unreadable(.inconsistent(field: "file", reason: "\(error)"))
    }
  }

  // MARK: Models

  /// Byte-level BPE with a list of merges, if that is all there is.
  func byteLevelModel(_ format: TokenizerFormat) throws(ConversionError) -> TrainedModel {
    func refuse(_ feature: String) -> ConversionError {
      .cannotKeep(feature: feature, format: format)
    }
    guard case .bytes(let model) = pipeline.model else {
      throw refuse("a model of \(pipeline.model.name)")
    }
    if pipeline.normalizer != nil { throw refuse("'normalizer'") }
    let (before, after) = pipeline.around
    if !before.isEmpty || !after.isEmpty { throw refuse("'post_processor'") }
    if let token = addedTokens.first(where: { !$0.isPlain || !$0.isSpecial || $0.isNormalized }) {
      let name = String(decoding: token.content, as: UTF8.self)
      throw refuse("the options of the added token \(name)")
    }
    if model.ignoresMerges { throw refuse("'model.ignore_merges'") }
    guard let preTokenizer else { throw refuse("'pre_tokenizer'") }
    var listed = vocabulary
    if vocabulary.mergeRule == .anyToken {
      // A token's rank is its id, and its merge is of the two that BPE makes it of.
      listed.mergeRule = .listed
      for id in 0..<TokenID(vocabulary.count) where vocabulary.isUsed(id) {
        let making = model.makings[Int(id)]
        guard making.isPossible, making.rank > 0 else { continue }
        listed.append(Vocabulary.Merge(left: making.left, right: making.right, result: id))
      }
    }
    return TrainedModel(vocabulary: listed, preTokenizer: preTokenizer)
  }

  /// BPE over characters that marks blanks, as Lontar trains it and SentencePiece reads it.
  private func characterModel(_ format: TokenizerFormat) throws(ConversionError) -> TrainedModel {
    func refuse(_ feature: String) -> ConversionError {
      .cannotKeep(feature: feature, format: format)
    }
    guard case .characters(let model) = pipeline.model else {
      throw refuse("a model of \(pipeline.model.name)")
    }
    if pipeline.normalizer != nil { throw refuse("'normalizer'") }
    if pipeline.around.before.count + pipeline.around.after.count > 0 {
      throw refuse("'post_processor'")
    }
    guard pipeline.cutter?.onlyStage.isPlainMetaspace ?? false else {
      throw refuse("a pre-tokenizer other than metaspace without a first mark")
    }
    if !model.continuingPrefix.isEmpty { throw refuse("'model.continuing_subword_prefix'") }
    if !model.wordSuffix.isEmpty { throw refuse("'model.end_of_word_suffix'") }
    if model.ignoresMerges { throw refuse("'model.ignore_merges'") }
    var alphabet = CharacterAlphabet()
    alphabet.marksBlanks = true
    alphabet.hasByteFallback = model.byteTokens != nil
    return TrainedModel(
      vocabulary: vocabulary, preTokenizer: .metaspace, alphabet: .characters(alphabet),
      unknownToken: model.unknown.map { String(decoding: name(of: $0), as: UTF8.self) })
  }

  /// The `tokenizer.json`, by the kind of the model.
  private func huggingFaceFile() throws(ConversionError) -> [UInt8] {
    switch pipeline.model {
    case .bytes:
      let model = try byteLevelModel(.json)
      do throws(ModelFormatError) {
        return try model.huggingFaceJSON()
      } catch {
        throw .vocabulary(error)
      }
    case .wordPiece: return try wordPieceJSON()
    case .scored, .unigram: return try sentencePieceJSON()
    case .characters(let model) where pipeline.isSubwordCodes: return try codesJSON(model)
    case .characters, .words:
      throw .cannotKeep(feature: "a model of \(pipeline.model.name)", format: .json)
    }
  }

  private func tekkenJSON() throws(ConversionError) -> [UInt8] {
    let model = try byteLevelModel(.tekken)
    let patterns = model.preTokenizer.patterns
    let special = vocabulary.specialTokens
    guard patterns.count == 1, model.preTokenizer.patternsAreExact else {
      throw .cannotKeep(
        feature: "the pre-tokenizer \(model.preTokenizer.name)", format: .tekken)
    }
    guard special.enumerated().allSatisfy({ $0.offset == Int($0.element.id) }) else {
      throw .cannotKeep(feature: "a special token behind others", format: .tekken)
    }
    if let gap = (0..<TokenID(vocabulary.count)).first(where: { !vocabulary.isUsed($0) }) {
      throw .cannotKeep(feature: "the unused id \(gap)", format: .tekken)
    }
    var json: [UInt8] = []
    func put(_ text: String) { json += text.utf8 }
    put("{\n  \"config\": {\n    \"pattern\": ")
    appendJSONString(patterns[0].utf8.span, to: &json)
    put(",\n    \"num_vocab_tokens\": \(vocabulary.count - special.count)")
    put(",\n    \"default_vocab_size\": \(vocabulary.count)")
    put(",\n    \"default_num_special_tokens\": \(special.count)")
    put(",\n    \"version\": \"v3\"\n  },\n  \"vocab\": [")
    for id in TokenID(special.count)..<TokenID(vocabulary.count) {
      let rank = Int(id) - special.count
      put(rank > 0 ? ",\n    " : "\n    ")
      put("{\"rank\": \(rank), \"token_bytes\": \"")
      TrainedModel.appendBase64(vocabulary.bytes(of: id), to: &json)
      put("\"}")
    }
    put("\n  ],\n  \"special_tokens\": [")
    for (index, token) in special.enumerated() {
      put(index > 0 ? ",\n    " : "\n    ")
      put("{\"rank\": \(index), \"token_str\": ")
      appendJSONString(token.text.span, to: &json)
      put(", \"is_control\": true}")
    }
    put(special.isEmpty ? "]\n}\n" : "\n  ]\n}\n")
    return json
  }

  // MARK: Comparing

  /// The first text that another tokenizer gives other ids, of those that tell tokenizers apart.
  func firstDifference(from other: Tokenizer) -> [UInt8]? {
    guard vocabulary.count == other.vocabulary.count else { return [] }
    var one = makeWorker()
    var two = other.makeWorker()
    let special = Set((addedTokens + other.addedTokens).map(\.id))
    for probe in Self.probes + [" ก  a ", "  ", "\t\n ก"]
    where Self.differ(Array(probe.utf8), &one, &two) {
      return Array(probe.utf8)
    }
    for id in 0..<TokenID(vocabulary.count) where vocabulary.isUsed(id) && !special.contains(id) {
      let text = pipeline.readsBytes ? Array(vocabulary.bytes(of: id)) : pipeline.text(of: id)
      if Self.differ(text, &one, &two) { return text }
      // Behind a word, and twice.
      let longer = Array("ก a".utf8) + text + text
      if Self.differ(longer, &one, &two) { return longer }
    }
    return nil
  }

  private static func differ(
    _ text: [UInt8], _ one: inout Worker, _ two: inout Worker
  ) -> Bool {
    var ids: [TokenID] = []
    var others: [TokenID] = []
    one.encode(text.span, appendingTo: &ids)
    two.encode(text.span, appendingTo: &others)
    return ids != others
  }
}

extension PieceCutter {
  /// This, or the one stage that it is a sequence of.
  var onlyStage: PieceCutter {
    if case .sequence(let stages) = self, stages.count == 1 { stages[0].onlyStage } else { self }
  }

  /// Whether it marks each blank and parts text there, and marks nothing else.
  var isPlainMetaspace: Bool {
    if case .metaspace([0xE2, 0x96, 0x81], .never, true) = self { true } else { false }
  }
}

extension PieceModel {
  /// What files call it.
  var name: String {
    switch self {
    case .bytes: "byte-level BPE"
    case .characters: "BPE over characters"
    case .wordPiece: "WordPiece"
    case .unigram: "Unigram"
    case .scored: "SentencePiece's BPE"
    case .words: "WordLevel"
    }
  }
}

extension TokenPipeline {
  /// Whether pieces are called otherwise than they merge, as in codes of fastBPE.
  var isSubwordCodes: Bool {
    if case .wordMarks = decoder { true } else { false }
  }

  /// The text that a token stands for, near enough to be encoded: without marks.
  func text(of id: TokenID) -> [UInt8] {
    var name = Array(vocabulary.bytes(of: id))
    if name.starts(with: "##".utf8) { name.removeFirst(2) }
    if case .wordMarks(let mark) = decoder, name.suffix(mark.count).elementsEqual(mark) {
      name.removeLast(mark.count)
    }
    return TextPattern.literal([0xE2, 0x96, 0x81]).replacing(in: name, with: [0x20])
  }
}

// Models with stages of their own as tokenizer.json, and WordPiece as lines.

extension JSONText {
  /// The start of a `tokenizer.json`, up to the normaliser.
  fileprivate init(added: [AddedToken]) {
    put("{\n  \"version\": \"1.0\",\n  \"truncation\": null,\n  \"padding\": null,\n")
    put("  \"added_tokens\": [")
    putLines(added, indent: 4) { json, token in
      json.put("{\"id\": \(token.id), \"content\": ")
      json.put(quoting: token.content)
      json.put(", \"single_word\": \(token.isSingleWord), \"lstrip\": \(token.stripsLeft)")
      json.put(", \"rstrip\": \(token.stripsRight), \"normalized\": \(token.isNormalized)")
      json.put(", \"special\": \(token.isSpecial)}")
    }
    put("],\n")
  }
}

extension Tokenizer {
  // MARK: WordPiece

  /// What a `vocab.txt` takes for granted: BERT's stages.
  private struct BERT {
    var lowercases: Bool
    var cls: PostProcessor.Special
    var separator: PostProcessor.Special
  }

  private func bert(_ format: TokenizerFormat) throws(ConversionError) -> BERT {
    func refuse(_ feature: String) -> ConversionError {
      .cannotKeep(feature: feature, format: format)
    }
    guard case .wordPiece(let model) = pipeline.model else {
      throw refuse("a model of \(pipeline.model.name)")
    }
    guard case .bert(true, true, let strips, let lowercases) = pipeline.normalizer,
      strips == lowercases
    else { throw refuse("a normalizer other than BERT's") }
    guard case .bert = pipeline.cutter?.onlyStage else {
      throw refuse("a pre-tokenizer other than BERT's")
    }
    guard case .wordPiece(let prefix, true) = pipeline.decoder, prefix.elementsEqual("##".utf8)
    else { throw refuse("a decoder other than BERT's") }
    guard model.longestWord == 100 else { throw refuse("'model.max_input_chars_per_word'") }
    guard model.continues(with: Array("##".utf8)) else {
      throw refuse("'model.continuing_subword_prefix'")
    }
    guard name(of: model.unknown).elementsEqual("[UNK]".utf8) else {
      throw refuse("'model.unk_token'")
    }
    guard let (cls, separator) = pipeline.postProcessor?.bertTokens else {
      throw refuse("a post-processor other than BERT's")
    }
    return BERT(lowercases: lowercases, cls: cls, separator: separator)
  }

  func wordPieceJSON() throws(ConversionError) -> [UInt8] {
    let bert = try bert(.json)
    var json = JSONText(added: addedTokens)
    json.put("  \"normalizer\": {\"type\": \"BertNormalizer\", \"clean_text\": true,")
    json.put(" \"handle_chinese_chars\": true, \"strip_accents\": \(bert.lowercases),")
    json.put(" \"lowercase\": \(bert.lowercases)},\n")
    json.put("  \"pre_tokenizer\": {\"type\": \"BertPreTokenizer\"},\n")
    json.put("  \"post_processor\": {\"type\": \"BertProcessing\", \"sep\": [")
    json.put(quoting: bert.separator.name)
    json.put(", \(bert.separator.id)], \"cls\": [")
    json.put(quoting: bert.cls.name)
    json.put(", \(bert.cls.id)]},\n")
    json.put("  \"decoder\": {\"type\": \"WordPiece\", \"prefix\": \"##\", \"cleanup\": true},\n")
    json.put("  \"model\": {\n    \"type\": \"WordPiece\",\n    \"unk_token\": \"[UNK]\",\n")
    json.put("    \"continuing_subword_prefix\": \"##\",\n")
    json.put("    \"max_input_chars_per_word\": 100,\n    \"vocab\": {")
    json.putVocabulary(vocabulary) { vocabulary.bytes(of: $0) }
    json.put("}\n  }\n}\n")
    return json.bytes
  }

  func wordPieceLines(_ format: TokenizerFormat) throws(ConversionError) -> [UInt8] {
    let bert = try bert(format)
    var lines: [UInt8] = []
    var hasCapitals = false
    for id in 0..<TokenID(vocabulary.count) {
      let name = vocabulary.bytes(of: id)
      guard vocabulary.isUsed(id), !name.contains(0x0A) else {
        throw .cannotKeep(feature: "the id \(id)", format: format)
      }
      if name.first != UInt8(ascii: "[") {
        hasCapitals = hasCapitals || name.contains { $0 &- UInt8(ascii: "A") < 26 }
      }
      lines += name
      lines.append(UInt8(ascii: "\n"))
    }
    // The file does not say it: its readers look for capitals.
    guard hasCapitals != bert.lowercases else {
      throw .cannotKeep(feature: "'normalizer.lowercase'", format: format)
    }
    let brackets = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map { Array($0.utf8) }
    let odd = addedTokens.first {
      !$0.isPlain || !$0.isSpecial || $0.isNormalized || !brackets.contains($0.content)
    }
    if let odd {
      throw .cannotKeep(
        feature: "the added token \(String(decoding: odd.content, as: UTF8.self))", format: format)
    }
    return lines
  }

  // MARK: Codes

  /// Codes of fastBPE or subword-nmt with their dictionary. Hugging Face tokenizers merges under the names
  /// of its vocabulary: `th` and `the</w>` for what the dictionary calls `th@@` and `the`. A piece that
  /// the dictionary lacks could have no id there that is not another's.
  func codesJSON(_ model: CharacterPairModel) throws(ConversionError) -> [UInt8] {
    let mark = Array("@@".utf8)
    let end = Array("</w>".utf8)
    let special = Set(addedTokens.map(\.id))
    var known: Set<[UInt8]> = []
    var names: [[UInt8]] = []
    for id in 0..<TokenID(vocabulary.count) {
      let name = Array(vocabulary.bytes(of: id))
      let continues = name.count > mark.count && name.suffix(mark.count).elementsEqual(mark)
      names.append(
        special.contains(id) ? name : continues ? Array(name.dropLast(mark.count)) : name + end)
      guard known.insert(names[Int(id)]).inserted else {
        throw .cannotKeep(feature: "the piece \(quoted(name))", format: .json)
      }
    }
    let unknown = TokenID(3)
    let merges = model.pairs.inOrder().map { merge in
      Vocabulary.Merge(
        left: model.outputIDs[Int(merge.left)], right: model.outputIDs[Int(merge.right)],
        result: model.outputIDs[Int(merge.result)])
    }
    for (index, merge) in merges.enumerated()
    where [merge.left, merge.right, merge.result].contains(unknown) {
      throw .cannotKeep(
        feature: "merge \(index + 1) of the codes, with a piece that the dictionary lacks,",
        format: .json)
    }
    var json = JSONText(added: addedTokens)
    json.put("  \"normalizer\": null,\n  \"pre_tokenizer\": {\"type\": \"WhitespaceSplit\"},\n")
    json.put(#"  "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2], "#)
    json.put("\"cls\": [\"<s>\", 0], \"trim_offsets\": false, \"add_prefix_space\": false},\n")
    json.put("  \"decoder\": {\"type\": \"BPEDecoder\", \"suffix\": \"</w>\"},\n  \"model\": {\n")
    json.put("    \"type\": \"BPE\",\n    \"dropout\": null,\n    \"unk_token\": \"<unk>\",\n")
    json.put("    \"continuing_subword_prefix\": null,\n    \"end_of_word_suffix\": \"</w>\",\n")
    json.put("    \"fuse_unk\": false,\n    \"byte_fallback\": false,\n")
    json.put("    \"ignore_merges\": false,\n    \"vocab\": {")
    json.putVocabulary(vocabulary) { names[Int($0)] }
    json.put("},\n    \"merges\": [")
    json.putMerges(merges) { names[Int($0)] }
    json.put("]\n  }\n}\n")
    return json.bytes
  }

  // MARK: SentencePiece

  /// A `.model` of SentencePiece as Hugging Face tokenizers would do it, where that is the same. Of two
  /// ways of Unigram that are equally good, such as `▁▁ ▁` and `▁ ▁▁`, rounding decides in both, and
  /// SentencePiece adds in 32 bits, Hugging Face in 64.
  func sentencePieceJSON() throws(ConversionError) -> [UInt8] {
    func refuse(_ feature: String) -> ConversionError {
      .cannotKeep(feature: feature, format: .json)
    }
    guard let normalizer = pipeline.pieceNormalizer else {
      throw refuse("a model of \(pipeline.model.name) that is no .model")
    }
    if normalizer.map != nil { throw refuse("SentencePiece's character map") }
    if normalizer.removesExtraSpaces { throw refuse("'remove_extra_whitespaces'") }
    if !normalizer.escapesSpaces { throw refuse("'escape_whitespaces' of false") }
    if normalizer.treatsSpaceAsSuffix { throw refuse("'treat_whitespace_as_suffix'") }
    if normalizer.kept != nil { throw refuse("'user_defined_symbols'") }
    let bytesAreTokens: Bool
    var json = JSONText(added: pipeline.specialTokens)
    let prefix = normalizer.addsDummyPrefix
    switch pipeline.model {
    case .scored(let model):
      guard model.isPlainBPE else { throw refuse("unused pieces, or a model of characters") }
      bytesAreTokens = model.hasByteTokens
    case .unigram(let model): bytesAreTokens = model.hasByteTokens
    case .bytes, .characters, .wordPiece, .words: throw refuse(pipeline.model.name)
    }
    // Not a Metaspace, which marks no text that begins with a blank.
    json.put("  \"normalizer\": {\"type\": \"Sequence\", \"normalizers\": [")
    if prefix { json.put(#"{"type": "Prepend", "prepend": "▁"}, "#) }
    json.put(#"{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},"#)
    json.put("\n  \"pre_tokenizer\": null,\n")
    json.put("  \"post_processor\": null,\n")
    json.put(#"  "decoder": {"type": "Sequence", "decoders": ["#)
    json.put(#"{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, "#)
    if bytesAreTokens { json.put(#"{"type": "ByteFallback"}, "#) }
    json.put(#"{"type": "Fuse"}"#)
    if prefix { json.put(#", {"type": "Strip", "content": " ", "start": 1, "stop": 0}"#) }
    json.put("]},\n  \"model\": {\n")
    switch pipeline.model {
    case .scored(let model): put(model, bytesAreTokens, &json)
    case .unigram(let model): put(model, bytesAreTokens, &json)
    case .bytes, .characters, .wordPiece, .words: break
    }
    json.put("\n  }\n}\n")
    return json.bytes
  }

  private func put(_ model: ScoredPairModel, _ bytesAreTokens: Bool, _ json: inout JSONText) {
    json.put("    \"type\": \"BPE\",\n    \"dropout\": null,\n    \"unk_token\": ")
    json.put(quoting: vocabulary.bytes(of: model.unknown))
    json.put(",\n    \"continuing_subword_prefix\": null,\n    \"end_of_word_suffix\": null,\n")
    json.put("    \"fuse_unk\": true,\n    \"byte_fallback\": \(bytesAreTokens),\n")
    json.put("    \"ignore_merges\": false,\n    \"vocab\": {")
    json.putVocabulary(vocabulary) { vocabulary.bytes(of: $0) }
    json.put("},\n    \"merges\": [")
    json.putMerges(model.merges(of: vocabulary)) { vocabulary.bytes(of: $0) }
    json.put("]")
  }

  private func put(_ model: UnigramModel, _ bytesAreTokens: Bool, _ json: inout JSONText) {
    json.put("    \"type\": \"Unigram\",\n    \"unk_id\": \(model.unknown ?? 0),\n")
    json.put("    \"byte_fallback\": \(bytesAreTokens),\n    \"vocab\": [")
    json.putLines(0..<TokenID(vocabulary.count), indent: 6) { json, id in
      json.put("[")
      json.put(quoting: vocabulary.bytes(of: id))
      json.put(", \(model.score(of: id))]")
    }
    json.put("]")
  }
}

extension PostProcessor {
  /// The tokens around a text, if it is BERT's, however it is written.
  fileprivate var bertTokens: (cls: Special, separator: Special)? {
    switch self {
    case .bert(let cls, let separator): return (cls, separator)
    case .template(let single, let pair):
      guard single.count == 3, case .special(let first, 0) = single[0], first.count == 1,
        case .text(0, 0) = single[1], case .special(let last, 0) = single[2], last.count == 1,
        pair.count == 5, case .special(let start, 0) = pair[0], start.map(\.id) == first.map(\.id),
        case .text(0, 0) = pair[1], case .special(let middle, 0) = pair[2],
        middle.map(\.id) == last.map(\.id), case .text(1, 1) = pair[3],
        case .special(let end, 1) = pair[4], end.map(\.id) == last.map(\.id)
      else { return nil }
      return (first[0], last[0])
    case .roberta, .byteLevel, .sequence: return nil
    }
  }
}

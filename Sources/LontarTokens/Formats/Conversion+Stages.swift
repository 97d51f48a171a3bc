// Models with stages of their own as tokenizer.json, and WordPiece as lines.
internal import LontarJSON

/// A `tokenizer.json` while it is put together.
private struct JSONText {
  var bytes: [UInt8] = []

  mutating func put(_ text: String) { bytes += text.utf8 }
  mutating func put(quoting text: some Collection<UInt8>) {
    appendJSONString(Array(text).span, to: &bytes)
  }

  /// The start of the file, up to the normaliser.
  init(added: [AddedToken]) {
    put("{\n  \"version\": \"1.0\",\n  \"truncation\": null,\n  \"padding\": null,\n")
    put("  \"added_tokens\": [")
    for (index, token) in added.enumerated() {
      put(index > 0 ? ",\n    " : "\n    ")
      put("{\"id\": \(token.id), \"content\": ")
      put(quoting: token.content)
      put(", \"single_word\": \(token.isSingleWord), \"lstrip\": \(token.stripsLeft)")
      put(", \"rstrip\": \(token.stripsRight), \"normalized\": \(token.isNormalized)")
      put(", \"special\": \(token.isSpecial)}")
    }
    put(added.isEmpty ? "],\n" : "\n  ],\n")
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
    for id in 0..<TokenID(vocabulary.count) where vocabulary.isUsed(id) {
      json.put(id > 0 ? ",\n      " : "\n      ")
      json.put(quoting: vocabulary.bytes(of: id))
      json.put(": \(id)")
    }
    json.put("\n    }\n  }\n}\n")
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

  // MARK: SentencePiece

  /// A `.model` of SentencePiece as Hugging Face tokenizers would do it, where that is the same.
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
    let replace = #"{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}"#
    switch pipeline.model {
    case .scored(let model):
      guard model.isPlainBPE else { throw refuse("unused pieces, or a model of characters") }
      bytesAreTokens = model.hasByteTokens
      json.put("  \"normalizer\": {\"type\": \"Sequence\", \"normalizers\": [")
      if prefix { json.put(#"{"type": "Prepend", "prepend": "▁"}, "#) }
      json.put("\(replace)]},\n  \"pre_tokenizer\": null,\n")
    case .unigram(let model):
      bytesAreTokens = model.hasByteTokens
      json.put("  \"normalizer\": null,\n")
      json.put(#"  "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "#)
      json.put("\"prepend_scheme\": \"\(prefix ? "always" : "never")\", \"split\": true},\n")
    case .bytes, .characters, .wordPiece, .words: throw refuse(pipeline.model.name)
    }
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
    for id in 0..<TokenID(vocabulary.count) {
      json.put(id > 0 ? ",\n      " : "\n      ")
      json.put(quoting: vocabulary.bytes(of: id))
      json.put(": \(id)")
    }
    json.put("\n    },\n    \"merges\": [")
    for (index, merge) in model.merges(of: vocabulary).enumerated() {
      json.put(index > 0 ? ",\n      [" : "\n      [")
      json.put(quoting: vocabulary.bytes(of: merge.left))
      json.put(", ")
      json.put(quoting: vocabulary.bytes(of: merge.right))
      json.put("]")
    }
    json.put("\n    ]")
  }

  private func put(_ model: UnigramModel, _ bytesAreTokens: Bool, _ json: inout JSONText) {
    json.put("    \"type\": \"Unigram\",\n    \"unk_id\": \(model.unknown ?? 0),\n")
    json.put("    \"byte_fallback\": \(bytesAreTokens),\n    \"vocab\": [")
    for id in 0..<TokenID(vocabulary.count) {
      json.put(id > 0 ? ",\n      [" : "\n      [")
      json.put(quoting: vocabulary.bytes(of: id))
      json.put(", \(model.score(of: id))]")
    }
    json.put("\n    ]")
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

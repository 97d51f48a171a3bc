// What Hugging Face tokenizers and those before it read; HuggingFaceFile.swift reads it here.

extension Tokenizer {
  /// Byte-level BPE as a `tokenizer.json` that Hugging Face tokenizers loads.
  ///
  /// - Throws: ``ModelFormatError/notByteLevel`` for other models, and ``ModelFormatError/noMerges``.
  /// - Complexity: O(*n*) in the size of the vocabulary.
  public func huggingFaceJSON() throws(ModelFormatError) -> [UInt8] {
    guard let preTokenizer else { throw .notByteLevel }
    return try TrainedModel(vocabulary: vocabulary, preTokenizer: preTokenizer).huggingFaceJSON()
  }
}

extension TrainedModel {
  /// The model as a `tokenizer.json` that Hugging Face tokenizers loads.
  ///
  /// Of dropped tokens it knows nothing, and gives their ids where they are left; here `lontar_kept`
  /// says which they are.
  ///
  /// - Throws: ``ModelFormatError/noMerges``.
  /// - Complexity: O(*n*) in the size of the vocabulary.
  public func huggingFaceJSON() throws(ModelFormatError) -> [UInt8] {
    guard vocabulary.mergeRule == .listed else { throw .noMerges }
    let names = fileNames()
    var json = JSONText()
    json.put("{\n  \"version\": \"1.0\",\n  \"truncation\": null,\n  \"padding\": null,\n")
    json.put("  \"added_tokens\": [")
    json.putLines(vocabulary.specialTokens, indent: 4) { json, token in
      json.put("{\"id\": \(token.id), \"content\": ")
      json.put(quoting: token.text)
      json.put(", \"single_word\": false, \"lstrip\": false, \"rstrip\": false,")
      json.put(" \"normalized\": false, \"special\": true}")
    }
    json.put("],\n  \"normalizer\": null,\n  \"pre_tokenizer\": ")
    putPreTokenizer(&json)
    json.put(",\n  \"post_processor\": null,\n  \"decoder\": ")
    putDecoder(&json)
    json.put(",\n  \"model\": {\n    \"type\": \"BPE\",\n    \"dropout\": null,\n")
    let texts = [
      ("unk_token", unknownToken ?? ""),
      ("continuing_subword_prefix", characters?.continuingPrefix ?? ""),
      ("end_of_word_suffix", characters?.endOfWordSuffix ?? ""),
    ]
    for (field, text) in texts {
      json.put("    \"\(field)\": ")
      if text.utf8.isEmpty { json.put("null") } else { json.put(quoting: text.utf8) }
      json.put(",\n")
    }
    json.put("    \"fuse_unk\": false,\n")
    json.put("    \"byte_fallback\": \(characters?.hasByteFallback ?? false),\n")
    json.put("    \"ignore_merges\": false,\n")
    if vocabulary.droppedCount > 0 { json.put("    \"lontar_kept\": \(vocabulary.keptCount),\n") }
    json.put("    \"vocab\": {")
    json.putVocabulary(vocabulary) { names[Int($0)] }
    json.put("},\n    \"merges\": [")
    json.putMerges(vocabulary.merges) { names[Int($0)] }
    json.put("]\n  }\n}\n")
    return json.bytes
  }

  /// The tokens with their ids, as `vocab.json` of GPT-2 has them.
  ///
  /// - Throws: ``ModelFormatError/droppedTokens``.
  public func vocabularyJSON() throws(ModelFormatError) -> [UInt8] {
    guard vocabulary.droppedCount == 0 else { throw .droppedTokens }
    let names = fileNames()
    var json = JSONText()
    json.put("{")
    json.putVocabulary(vocabulary, indent: 2) { names[Int($0)] }
    json.put("}\n")
    return json.bytes
  }

  /// The merges, as `merges.txt` of GPT-2 has them.
  ///
  /// - Throws: ``ModelFormatError``.
  public func mergesText() throws(ModelFormatError) -> [UInt8] {
    guard vocabulary.mergeRule == .listed else { throw .noMerges }
    var text = Array("#version: 0.2\n".utf8)
    let names = fileNames()
    for merge in vocabulary.merges {
      for id in [merge.left, merge.right]
      where names[Int(id)].contains(where: { $0 == 0x20 || $0 == 0x0A }) {
        throw .tokenWithSpace(id)
      }
      text.append(contentsOf: names[Int(merge.left)])
      text.append(UInt8(ascii: " "))
      text.append(contentsOf: names[Int(merge.right)])
      text.append(UInt8(ascii: "\n"))
    }
    return text
  }

  /// The tokens as tiktoken's rank file; special tokens are not in it, but keep their ids free.
  ///
  /// - Throws: ``ModelFormatError/notByteLevel``.
  public func rankFile() throws(ModelFormatError) -> [UInt8] {
    guard characters == nil else { throw .notByteLevel }
    guard vocabulary.droppedCount == 0 else { throw .droppedTokens }
    var text: [UInt8] = []
    let special = Set(vocabulary.specialTokens.map(\.id))
    for id in 0..<TokenID(vocabulary.count) where vocabulary.isUsed(id) && !special.contains(id) {
      Self.appendBase64(vocabulary.bytes(of: id), to: &text)
      text.append(contentsOf: " \(id)\n".utf8)
    }
    return text
  }

  static func appendBase64(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let count = min(3, bytes.endIndex - index)
      var group: UInt32 = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < count ? UInt32(bytes[index + offset]) : 0)
      }
      for digit in 0..<4 {
        text.append(
          digit <= count
            ? digits[Int(group >> UInt32(18 - 6 * digit) & 63)] : UInt8(ascii: "="))
      }
      index += count
    }
  }

  // MARK: Stages

  private func putPreTokenizer(_ json: inout JSONText) {
    if isByteLevel, preTokenizer == .gpt2 {
      json.put(Self.byteLevelJSON(usesPattern: true))
      return
    }
    if characters?.marksBlanks == true, preTokenizer == .metaspace {
      json.put(Self.metaspaceJSON)
      return
    }
    json.put("{\"type\": \"Sequence\", ")
    // Others skip what they do not know here, and cut as the expressions do.
    if !preTokenizer.patternsAreExact {
      json.put("\"lontar\": ")
      json.put(quoting: preTokenizer.name.utf8)
      json.put(", ")
    }
    json.put("\"pretokenizers\": [\n")
    let patterns = preTokenizer.patterns
    for (index, pattern) in patterns.enumerated() {
      json.put("    {\"type\": \"Split\", \"pattern\": {\"Regex\": ")
      json.put(quoting: pattern.utf8)
      json.put("}, \"behavior\": \"Isolated\", \"invert\": false}")
      json.put(isByteLevel || index < patterns.count - 1 ? ",\n" : "\n  ]}")
    }
    if isByteLevel { json.put("    " + Self.byteLevelJSON(usesPattern: false) + "\n  ]}") }
  }

  private func putDecoder(_ json: inout JSONText) {
    guard let characters, !characters.standsForBytes else {
      json.put(Self.byteLevelJSON(usesPattern: true))
      return
    }
    if !characters.endOfWordSuffix.utf8.isEmpty {
      json.put("{\"type\": \"BPEDecoder\", \"suffix\": ")
      json.put(quoting: characters.endOfWordSuffix.utf8)
      json.put("}")
    } else if !characters.continuingPrefix.utf8.isEmpty {
      json.put("{\"type\": \"WordPiece\", \"prefix\": ")
      json.put(quoting: characters.continuingPrefix.utf8)
      json.put(", \"cleanup\": false}")
    } else {
      json.put("{\"type\": \"Sequence\", \"decoders\": [")
      if characters.marksBlanks {
        json.put("{\"type\": \"Replace\", \"pattern\": {\"String\": \"▁\"}, \"content\": \" \"}, ")
      }
      if characters.hasByteFallback { json.put("{\"type\": \"ByteFallback\"}, ") }
      json.put("{\"type\": \"Fuse\"}]}")
    }
  }

  private static let metaspaceJSON =
    "{\"type\": \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"never\", \"split\": true}"

  private static func byteLevelJSON(usesPattern: Bool) -> String {
    "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, "
      + "\"use_regex\": \(usesPattern)}"
  }
}

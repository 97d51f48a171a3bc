// What Hugging Face tokenizers and those before it read; HuggingFaceFile.swift reads it here.
internal import LontarJSON

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
    var json: [UInt8] = []
    func put(_ text: String) { json.append(contentsOf: text.utf8) }
    func putString(_ bytes: [UInt8]) { appendJSONString(bytes.span, to: &json) }
    put("{\n  \"version\": \"1.0\",\n  \"truncation\": null,\n  \"padding\": null,\n")
    put("  \"added_tokens\": [")
    for (index, token) in vocabulary.specialTokens.enumerated() {
      put(index > 0 ? ",\n" : "\n")
      put("    {\"id\": \(token.id), \"content\": ")
      putString(token.text)
      put(", \"single_word\": false, \"lstrip\": false, \"rstrip\": false,")
      put(" \"normalized\": false, \"special\": true}")
    }
    put(vocabulary.specialTokens.isEmpty ? "],\n" : "\n  ],\n")
    put("  \"normalizer\": null,\n  \"pre_tokenizer\": ")
    appendPreTokenizer(to: &json)
    put(",\n  \"post_processor\": null,\n  \"decoder\": ")
    appendDecoder(to: &json)
    put(",\n  \"model\": {\n    \"type\": \"BPE\",\n    \"dropout\": null,\n    \"unk_token\": ")
    if let unknownToken { putString(Array(unknownToken.utf8)) } else { put("null") }
    let affixes = [
      ("continuing_subword_prefix", characters?.continuingPrefix ?? ""),
      ("end_of_word_suffix", characters?.endOfWordSuffix ?? ""),
    ]
    for (name, affix) in affixes {
      put(",\n    \"\(name)\": ")
      if affix.utf8.isEmpty { put("null") } else { putString(Array(affix.utf8)) }
    }
    put(",\n    \"fuse_unk\": false,\n")
    put("    \"byte_fallback\": \(characters?.hasByteFallback ?? false),\n")
    put("    \"ignore_merges\": false,\n")
    if vocabulary.droppedCount > 0 { put("    \"lontar_kept\": \(vocabulary.keptCount),\n") }
    put("    \"vocab\": {")
    let names = fileNames()
    for (id, name) in names.enumerated() where vocabulary.isUsed(TokenID(id)) {
      put(id > 0 ? ",\n      " : "\n      ")
      putString(name)
      put(": \(id)")
    }
    put("\n    },\n    \"merges\": [")
    for (rank, merge) in vocabulary.merges.enumerated() {
      put(rank > 0 ? ",\n      [" : "\n      [")
      putString(names[Int(merge.left)])
      put(", ")
      putString(names[Int(merge.right)])
      put("]")
    }
    put(vocabulary.merges.isEmpty ? "]\n  }\n}\n" : "\n    ]\n  }\n}\n")
    return json
  }

  /// The tokens with their ids, as `vocab.json` of GPT-2 has them.
  ///
  /// - Throws: ``ModelFormatError/droppedTokens``.
  public func vocabularyJSON() throws(ModelFormatError) -> [UInt8] {
    guard vocabulary.droppedCount == 0 else { throw .droppedTokens }
    var json = Array("{".utf8)
    for (id, name) in fileNames().enumerated() where vocabulary.isUsed(TokenID(id)) {
      json.append(contentsOf: (id > 0 ? ",\n  " : "\n  ").utf8)
      appendJSONString(name.span, to: &json)
      json.append(contentsOf: ": \(id)".utf8)
    }
    json.append(contentsOf: "\n}\n".utf8)
    return json
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

  private func appendPreTokenizer(to json: inout [UInt8]) {
    func put(_ text: String) { json.append(contentsOf: text.utf8) }
    if isByteLevel, preTokenizer == .gpt2 {
      put(Self.byteLevelJSON(usesPattern: true))
      return
    }
    if characters?.marksBlanks == true, preTokenizer == .metaspace {
      put(Self.metaspaceJSON)
      return
    }
    put("{\"type\": \"Sequence\", ")
    // Others skip what they do not know here, and cut as the expressions do.
    if !preTokenizer.patternsAreExact {
      put("\"lontar\": ")
      appendJSONString(preTokenizer.name.utf8.span, to: &json)
      put(", ")
    }
    put("\"pretokenizers\": [\n")
    let patterns = preTokenizer.patterns
    for (index, pattern) in patterns.enumerated() {
      put("    {\"type\": \"Split\", \"pattern\": {\"Regex\": ")
      appendJSONString(pattern.utf8.span, to: &json)
      put("}, \"behavior\": \"Isolated\", \"invert\": false}")
      put(isByteLevel || index < patterns.count - 1 ? ",\n" : "\n  ]}")
    }
    if isByteLevel { put("    " + Self.byteLevelJSON(usesPattern: false) + "\n  ]}") }
  }

  private func appendDecoder(to json: inout [UInt8]) {
    func put(_ text: String) { json.append(contentsOf: text.utf8) }
    guard let characters, !characters.standsForBytes else {
      put(Self.byteLevelJSON(usesPattern: true))
      return
    }
    if !characters.endOfWordSuffix.utf8.isEmpty {
      put("{\"type\": \"BPEDecoder\", \"suffix\": ")
      appendJSONString(characters.endOfWordSuffix.utf8.span, to: &json)
      put("}")
    } else if !characters.continuingPrefix.utf8.isEmpty {
      put("{\"type\": \"WordPiece\", \"prefix\": ")
      appendJSONString(characters.continuingPrefix.utf8.span, to: &json)
      put(", \"cleanup\": false}")
    } else {
      put("{\"type\": \"Sequence\", \"decoders\": [")
      if characters.marksBlanks {
        put("{\"type\": \"Replace\", \"pattern\": {\"String\": \"▁\"}, \"content\": \" \"}, ")
      }
      if characters.hasByteFallback { put("{\"type\": \"ByteFallback\"}, ") }
      put("{\"type\": \"Fuse\"}]}")
    }
  }

  private static let metaspaceJSON =
    "{\"type\": \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"never\", \"split\": true}"

  private static func byteLevelJSON(usesPattern: Bool) -> String {
    "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, "
      + "\"use_regex\": \(usesPattern)}"
  }
}

// Writing the `tokenizer.json` of Hugging Face tokenizers; HuggingFaceFile.swift reads it.
internal import LontarJSON

extension Tokenizer {
  /// The tokenizer as a `tokenizer.json` that Hugging Face tokenizers loads.
  ///
  /// - Complexity: O(*n*) in the size of the vocabulary.
  public func huggingFaceJSON() -> [UInt8] {
    guard let preTokenizer else { preconditionFailure("only byte-level BPE is written") }
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
    if preTokenizer == .gpt2 {
      put(Self.byteLevelJSON(usesPattern: true))
    } else {
      put("{\"type\": \"Sequence\", ")
      // Others skip what they do not know here, and cut as the expressions do.
      if !preTokenizer.patternsAreExact {
        put("\"lontar\": ")
        putString(Array(preTokenizer.name.utf8))
        put(", ")
      }
      put("\"pretokenizers\": [\n")
      for pattern in preTokenizer.patterns {
        put("    {\"type\": \"Split\", \"pattern\": {\"Regex\": ")
        putString(Array(pattern.utf8))
        put("}, \"behavior\": \"Isolated\", \"invert\": false},\n")
      }
      put("    " + Self.byteLevelJSON(usesPattern: false) + "\n  ]}")
    }
    put(
      ",\n  \"post_processor\": null,\n  \"decoder\": \(Self.byteLevelJSON(usesPattern: true)),\n")
    put(
      "  \"model\": {\n    \"type\": \"BPE\",\n    \"dropout\": null,\n    \"unk_token\": null,\n")
    put("    \"continuing_subword_prefix\": null,\n    \"end_of_word_suffix\": null,\n")
    put("    \"fuse_unk\": false,\n    \"byte_fallback\": false,\n    \"ignore_merges\": false,\n")
    put("    \"vocab\": {")
    let names = fileNames()
    for (id, name) in names.enumerated() {
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

  private static func byteLevelJSON(usesPattern: Bool) -> String {
    "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, "
      + "\"use_regex\": \(usesPattern)}"
  }

  /// What each token is called in files: a special token its text, others their byte characters.
  private func fileNames() -> [[UInt8]] {
    var names = (0..<TokenID(vocabulary.count)).map { id in
      var name: [UInt8] = []
      ByteCharacters.append(vocabulary.bytes(of: id), to: &name)
      return name
    }
    for token in vocabulary.specialTokens { names[Int(token.id)] = token.text }
    return names
  }
}

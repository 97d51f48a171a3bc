// The `tokenizer.json` of Hugging Face tokenizers, as far as byte-level BPE goes.
internal import LontarJSON

extension Tokenizer {
  /// The tokenizer as a `tokenizer.json` that Hugging Face tokenizers loads.
  ///
  /// - Complexity: O(*n*) in the size of the vocabulary.
  public func huggingFaceJSON() -> [UInt8] {
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

  /// Reads a `tokenizer.json`.
  ///
  /// It must hold a byte-level BPE model with a pre-tokenizer that ``PreTokenizer/named`` lists;
  /// whatever else a file may ask for is refused by name rather than left out.
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
    try self.init(HuggingFaceFile(root: file))
  }

  private init(_ file: HuggingFaceFile) throws(TokenizerError) {
    try file.refuseUnsupportedStages()
    try self.init(vocabulary: file.vocabulary(), preTokenizer: file.preTokenizer())
  }
}

/// A `tokenizer.json` while it is read.
private struct HuggingFaceFile {
  let root: JSONValue

  // MARK: Stages

  func refuseUnsupportedStages() throws(TokenizerError) {
    for field in ["truncation", "padding", "normalizer"] {
      if let value = root[field], !value.isNull { throw unsupported(field, value) }
    }
    // ByteLevel as a post-processor only changes offsets.
    try require(root["post_processor"], "post_processor", type: "ByteLevel", orNull: true)
    try require(root["decoder"], "decoder", type: "ByteLevel", orNull: false)
    guard let model = root["model"], model.object != nil else {
      throw .missing(field: "model", expected: "an object")
    }
    if model["type"] != nil { try require(model, "model", type: "BPE", orNull: false) }
    for field in ["dropout", "continuing_subword_prefix", "end_of_word_suffix"] {
      guard let value = model[field], !value.isNull, value.string != [], value.double != 0 else {
        continue
      }
      throw unsupported("model.\(field)", value)
    }
    for field in ["byte_fallback", "ignore_merges"] where model[field]?.bool == true {
      throw .unsupported(field: "model.\(field)", value: "true")
    }
  }

  func preTokenizer() throws(TokenizerError) -> PreTokenizer {
    guard let stage = root["pre_tokenizer"], stage.object != nil else {
      throw .missing(field: "pre_tokenizer", expected: "an object")
    }
    if stage["type"]?.string == Array("ByteLevel".utf8) {
      try requireByteLevel(stage, "pre_tokenizer", usesPattern: true)
      return .gpt2
    }
    try require(stage, "pre_tokenizer", type: "Sequence", orNull: false)
    if let name = stage["lontar"]?.string {
      guard let own = PreTokenizer(name: String(decoding: name, as: UTF8.self)) else {
        throw .unsupported(
          field: "pre_tokenizer.lontar", value: String(decoding: name, as: UTF8.self))
      }
      return own
    }
    guard let stages = stage["pretokenizers"]?.array, stages.count >= 2 else {
      throw .unsupported(field: "pre_tokenizer", value: "a sequence other than Split, ByteLevel")
    }
    let last = stages.count - 1
    var patterns: [String] = []
    for (index, stage) in stages[..<last].enumerated() {
      let field = "pre_tokenizer.pretokenizers[\(index)]"
      try require(stage, field, type: "Split", orNull: false)
      guard stage["behavior"]?.string == Array("Isolated".utf8), stage["invert"]?.bool != true
      else {
        throw .unsupported(field: field, value: "a behavior other than Isolated")
      }
      guard let pattern = stage["pattern"]?["Regex"]?.string else {
        throw .unsupported(field: "\(field).pattern", value: "other than a Regex")
      }
      patterns.append(String(decoding: pattern, as: UTF8.self))
    }
    try requireByteLevel(
      stages[last], "pre_tokenizer.pretokenizers[\(last)]", usesPattern: false)
    return try PreTokenizer(patterns: patterns)
  }

  private func requireByteLevel(
    _ stage: JSONValue, _ field: String, usesPattern: Bool
  ) throws(TokenizerError) {
    try require(stage, field, type: "ByteLevel", orNull: false)
    guard stage["add_prefix_space"]?.bool == false else {
      throw .unsupported(field: "\(field).add_prefix_space", value: "true")
    }
    guard (stage["use_regex"]?.bool ?? true) == usesPattern else {
      throw .unsupported(field: "\(field).use_regex", value: "\(!usesPattern)")
    }
  }

  private func require(
    _ stage: JSONValue?, _ field: String, type: String, orNull: Bool
  ) throws(TokenizerError) {
    guard let stage, !stage.isNull else {
      if orNull { return }
      throw .missing(field: field, expected: "an object of type \(type)")
    }
    guard let found = stage["type"]?.string else {
      throw .missing(field: "\(field).type", expected: "a string")
    }
    guard found.elementsEqual(type.utf8) else {
      throw .unsupported(field: field, value: String(decoding: found, as: UTF8.self))
    }
  }

  private func unsupported(_ field: String, _ value: JSONValue) -> TokenizerError {
    let type = value["type"]?.string.map { String(decoding: $0, as: UTF8.self) }
    return .unsupported(field: field, value: type ?? "set")
  }

  // MARK: Vocabulary

  func vocabulary() throws(TokenizerError) -> Vocabulary {
    guard let members = root["model"]?["vocab"]?.object else {
      throw .missing(field: "model.vocab", expected: "an object")
    }
    var ids: [[UInt8]: TokenID] = [:]
    ids.reserveCapacity(members.count)
    for (name, value) in members {
      guard let id = value.int, id >= 0, id < Int(UInt32.max) / 2 else {
        throw .missing(field: "model.vocab[\(quoted(name))]", expected: "an id")
      }
      guard ids.updateValue(TokenID(id), forKey: name) == nil else {
        throw .inconsistent(field: "model.vocab", reason: "\(quoted(name)) is there twice")
      }
    }
    let special = try addedTokens()
    for (text, id) in special {
      if let known = ids[text], known != id {
        throw .inconsistent(
          field: "added_tokens",
          reason: "\(quoted(text)) has the id \(id), but \(known) in model.vocab")
      }
      ids[text] = id
    }
    let names = try namesByID(ids)
    var vocabulary = Vocabulary()
    for (index, name) in names.enumerated() {
      if special[name] != nil {
        vocabulary.appendSpecial(name)
      } else if let bytes = ByteCharacters.bytes(of: name) {
        vocabulary.append(bytes)
      } else {
        throw .inconsistent(
          field: "model.vocab", reason: "the token \(index), \(quoted(name)), is not byte-level")
      }
    }
    try readMerges(ids, into: &vocabulary)
    return vocabulary
  }

  private func addedTokens() throws(TokenizerError) -> [[UInt8]: TokenID] {
    var special: [[UInt8]: TokenID] = [:]
    for (index, token) in (root["added_tokens"]?.array ?? []).enumerated() {
      let field = "added_tokens[\(index)]"
      guard let text = token["content"]?.string, !text.isEmpty else {
        throw .missing(field: "\(field).content", expected: "a string")
      }
      guard let id = token["id"]?.int, id >= 0, id < Int(UInt32.max) / 2 else {
        throw .missing(field: "\(field).id", expected: "an id")
      }
      for option in ["single_word", "lstrip", "rstrip"] where token[option]?.bool == true {
        throw .unsupported(field: "\(field).\(option)", value: "true")
      }
      special[text] = TokenID(id)
    }
    return special
  }

  private func namesByID(_ ids: [[UInt8]: TokenID]) throws(TokenizerError) -> [[UInt8]] {
    var names = [[UInt8]?](repeating: nil, count: ids.count)
    for (name, id) in ids {
      guard id < ids.count else {
        throw .inconsistent(
          field: "model.vocab",
          reason: "\(quoted(name)) has the id \(id), but there are only \(ids.count) tokens")
      }
      guard names[Int(id)] == nil else {
        throw .inconsistent(field: "model.vocab", reason: "two tokens have the id \(id)")
      }
      names[Int(id)] = name
    }
    return names.compactMap(\.self)  // as many names as ids, all different: none is missing
  }

  private func readMerges(
    _ ids: [[UInt8]: TokenID], into vocabulary: inout Vocabulary
  ) throws(TokenizerError) {
    guard let merges = root["model"]?["merges"]?.array else {
      throw .missing(field: "model.merges", expected: "an array")
    }
    for (rank, merge) in merges.enumerated() {
      guard let (left, right) = Self.parts(of: merge) else {
        throw .missing(field: "model.merges[\(rank)]", expected: "a pair of tokens")
      }
      guard let leftID = ids[left], let rightID = ids[right], let result = ids[left + right] else {
        let unknown = ids[left] == nil ? left : ids[right] == nil ? right : left + right
        throw .inconsistent(
          field: "model.merges[\(rank)]", reason: "\(quoted(unknown)) is not in the vocabulary")
      }
      vocabulary.append(Vocabulary.Merge(left: leftID, right: rightID, result: result))
    }
  }

  /// A merge is a list of two strings; in older files one string with a space between.
  private static func parts(of merge: JSONValue) -> (left: [UInt8], right: [UInt8])? {
    if let pair = merge.array {
      guard pair.count == 2, let left = pair[0].string, let right = pair[1].string else {
        return nil
      }
      return (left, right)
    }
    guard let parts = merge.string?.split(separator: UInt8(ascii: " ")), parts.count == 2 else {
      return nil
    }
    return (Array(parts[0]), Array(parts[1]))
  }

  private func quoted(_ name: [UInt8]) -> String {
    "'\(String(decoding: name.prefix(40), as: UTF8.self))'"
  }
}

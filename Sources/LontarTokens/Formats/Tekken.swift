internal import LontarJSON

extension Tokenizer {
  /// Reads Mistral's `tekken.json`: ranks like tiktoken's, with the pattern and the special tokens.
  ///
  /// - Throws: ``TokenizerError``.
  init(tekken root: JSONValue) throws(TokenizerError) {
    guard let pattern = root["config"]?["pattern"]?.string else {
      throw .missing(field: "config.pattern", expected: "a string")
    }
    guard let entries = root["vocab"]?.array else {
      throw .missing(field: "vocab", expected: "an array")
    }
    let specialCount = root["config"]?["default_num_special_tokens"]?.int ?? 0
    let size = root["config"]?["default_vocab_size"]?.int ?? entries.count + specialCount
    guard specialCount >= 0, specialCount < 1 << 20, size >= specialCount,
      size - specialCount <= entries.count
    else {
      throw .inconsistent(field: "config", reason: "its sizes do not go with the vocabulary")
    }
    var names = [[UInt8]](repeating: [], count: specialCount)
    for (index, token) in (root["special_tokens"]?.array ?? []).enumerated() {
      guard let id = token["rank"]?.int, names.indices.contains(id), names[id].isEmpty,
        let name = token["token_str"]?.string, !name.isEmpty
      else {
        throw .missing(field: "special_tokens[\(index)]", expected: "a token and its rank")
      }
      names[id] = name
    }
    var vocabulary = Vocabulary()
    vocabulary.mergeRule = .anyToken
    for (id, name) in names.enumerated() {
      vocabulary.appendSpecial(name.isEmpty ? Array("<SPECIAL_\(id)>".utf8) : name)
    }
    for (rank, entry) in entries.prefix(size - specialCount).enumerated() {
      guard entry["rank"]?.int == rank, let text = entry["token_bytes"]?.string,
        let bytes = HuggingFaceStages.base64Decoded(text), !bytes.isEmpty
      else {
        throw .missing(field: "vocab[\(rank)]", expected: "the token of that rank, in base64")
      }
      vocabulary.append(bytes)
    }
    try self.init(
      vocabulary: vocabulary,
      preTokenizer: PreTokenizer(patterns: [String(decoding: pattern, as: UTF8.self)]))
  }
}

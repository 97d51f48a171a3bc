extension Tokenizer {
  /// Reads a `vocab.txt` of WordPiece: a token on each line, in the order of their ids.
  ///
  /// The file holds the tokens alone. The rest is BERT's: its normaliser, its pre-tokenizer, `##` before
  /// what continues a word, `[CLS]` and `[SEP]` around a text. Text becomes lower case, without accents,
  /// if no token but those in brackets has a capital of ASCII, as in IndoBERT's and the uncased BERT's.
  ///
  /// - Throws: ``TokenizerError``.
  /// - Complexity: O(*n*) in the bytes of the file, and sorting the tokens.
  public init(wordPieceVocabulary file: Span<UInt8>) throws(TokenizerError) {
    let bytes = unsafe file.withUnsafeBufferPointer { unsafe Array($0) }
    var table = TokenTable()
    var vocabulary = Vocabulary()
    var names: [(bytes: ArraySlice<UInt8>, id: TokenID)] = []
    var hasCapitals = false
    for (number, line) in TextLines(bytes).enumerated() {
      var name = line
      let isText = (try? UTF8Span(validating: Array(line).span)) != nil
      // Blanks at the end do not count; some have several bytes, of which other characters have the last.
      while isText, let start = name.lastIndex(where: { $0 & 0xC0 != 0x80 }),
        ScalarSet.space.contains(scalar(in: Array(name[start...]), at: 0).scalar)
      {
        name = name[..<start]
      }
      guard isText, !name.isEmpty else {
        throw .inconsistent(field: "line \(number + 1)", reason: "it is not a token")
      }
      guard table.set(name, TokenID(number)) == nil else {
        throw .inconsistent(field: "line \(number + 1)", reason: "\(quoted(name)) is there twice")
      }
      if name.first != UInt8(ascii: "[") {
        hasCapitals = hasCapitals || name.contains { $0 &- UInt8(ascii: "A") < 26 }
      }
      vocabulary.append(name)
      names.append((name, TokenID(number)))
    }
    guard let unknown = table.id(of: Array("[UNK]".utf8)) else {
      throw .inconsistent(field: "vocab.txt", reason: "there is no token '[UNK]'")
    }
    var added: [AddedToken] = []
    for name in ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] {
      let content = Array(name.utf8)
      guard let id = table.id(of: content) else { continue }
      added.append(AddedToken(id: id, content: content))
    }
    added.sort { $0.id < $1.id }
    for token in added { vocabulary.markSpecial(token.id, token.content) }
    let prefix = Array("##".utf8)
    var pipeline = TokenPipeline(
      normalizer: .bert(
        cleansText: true, spacesChinese: true, stripsAccents: !hasCapitals,
        lowercases: !hasCapitals),
      cutter: .bert,
      model: .wordPiece(
        WordPieceModel(names, unknown: unknown, prefix: prefix, longestWord: 100)),
      decoder: .wordPiece(prefix: prefix, cleansUp: true), addedTokens: added,
      vocabulary: vocabulary)
    if let cls = table.id(of: Array("[CLS]".utf8)),
      let separator = table.id(of: Array("[SEP]".utf8))
    {
      pipeline.postProcessor = .bert(
        cls: PostProcessor.Special(id: cls, name: Array("[CLS]".utf8)),
        separator: PostProcessor.Special(id: separator, name: Array("[SEP]".utf8)))
    }
    self.init(pipeline)
  }
}

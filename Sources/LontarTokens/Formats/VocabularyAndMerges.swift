// `vocab.json` with `merges.txt`, and `bpe.codes` with a dictionary.
internal import LontarJSON

extension Tokenizer {
  /// Reads a `vocab.json` and its `merges.txt`, as GPT-2, RoBERTa and Qwen have them: byte-level BPE.
  ///
  /// What cuts text is GPT-2's grammar unless said otherwise. Tokens of several characters that no merge
  /// makes, such as `<s>` and `<|endoftext|>`, are special.
  ///
  /// - Throws: ``TokenizerError``, also for tokens that are not byte-level.
  /// - Complexity: O(*n*) in the bytes of both files.
  public init(
    vocabularyJSON: [UInt8], merges: [UInt8], preTokenizer: PreTokenizer? = nil
  ) throws(TokenizerError) {
    let root: JSONValue
    do {
      root = try JSONValue(parsing: vocabularyJSON.span)
    } catch {
      throw .malformedJSON(error)
    }
    guard let members = root.object, !members.isEmpty else {
      throw .missing(field: "vocab.json", expected: "an object of tokens and ids")
    }
    var table = TokenTable(minimumCapacity: members.count)
    var names = [[UInt8]](repeating: [], count: members.count)
    for (name, value) in members {
      guard let id = value.int, names.indices.contains(id), names[id].isEmpty else {
        throw .inconsistent(
          field: "vocab.json", reason: "the ids are not the numbers below \(members.count)")
      }
      guard table.set(name, TokenID(id)) == nil, !name.isEmpty else {
        throw .inconsistent(field: "vocab.json", reason: "\(quoted(name)) is there twice or empty")
      }
      names[id] = name
    }
    var isMade = [Bool](repeating: false, count: names.count)
    var list: [Vocabulary.Merge] = []
    for (number, line) in TextLines(merges).enumerated() where !line.isEmpty {
      if line.starts(with: "#version".utf8) { continue }
      let parts = TextLines.columns(line).map(Array.init)
      guard parts.count == 2 else {
        throw .inconsistent(field: "merges.txt line \(number + 1)", reason: "not two tokens")
      }
      guard let left = table.id(of: parts[0]), let right = table.id(of: parts[1]),
        let result = table.id(of: parts[0] + parts[1])
      else {
        throw .inconsistent(
          field: "merges.txt line \(number + 1)", reason: "a token is not in vocab.json")
      }
      list.append(Vocabulary.Merge(left: left, right: right, result: result))
      isMade[Int(result)] = true
    }
    var vocabulary = Vocabulary()
    for (id, name) in names.enumerated() {
      let bytes = ByteCharacters.bytes(of: name)
      if let bytes, bytes.count == 1 || isMade[id] {
        vocabulary.append(bytes)
      } else if isMade[id] {
        throw .unsupported(field: "vocab.json", value: "not byte-level")
      } else {
        vocabulary.appendSpecial(name)
      }
    }
    for merge in list { vocabulary.append(merge) }
    try self.init(vocabulary: vocabulary, preTokenizer: preTokenizer ?? .gpt2)
  }

  /// Reads codes of fastBPE or subword-nmt and the dictionary of the model that was trained on them, as
  /// PhoBERT has them.
  ///
  ///     let tokenizer = try Tokenizer(contentsOf: "phobert/bpe.codes")   // with vocab.txt beside it
  ///
  /// Words stand between white space: text must be cut into words before. A piece that another of the
  /// same word follows ends in `@@`. The first ids are `<s>`, `<pad>`, `</s>` and `<unk>`, then those of
  /// the dictionary, then `<mask>`, as in fairseq.
  ///
  /// - Throws: ``TokenizerError``.
  /// - Complexity: O(*n*) in the bytes of both files.
  public init(codes: [UInt8], dictionary: [UInt8]) throws(TokenizerError) {
    let end = Array("</w>".utf8)
    var outputs = TokenTable()
    var vocabulary = Vocabulary()
    for name in ["<s>", "<pad>", "</s>", "<unk>"] {
      outputs.set(Array(name.utf8), vocabulary.append(Array(name.utf8)))
    }
    for (number, line) in TextLines(dictionary).enumerated() where !line.isEmpty {
      let columns = TextLines.columns(line)
      guard columns.count == 2, !columns[0].isEmpty,
        (try? UTF8Span(validating: Array(columns[0]).span)) != nil
      else {
        throw .inconsistent(
          field: "dictionary line \(number + 1)", reason: "not a token and its count")
      }
      guard outputs.id(of: Array(columns[0])) == nil else {
        throw .inconsistent(
          field: "dictionary line \(number + 1)", reason: "\(quoted(columns[0])) is there twice")
      }
      outputs.set(columns[0], vocabulary.append(columns[0]))
    }
    let mask = outputs.id(of: Array("<mask>".utf8)) ?? vocabulary.append(Array("<mask>".utf8))
    outputs.set(Array("<mask>".utf8), mask)

    // Pieces while they merge, which need not be in the dictionary.
    var inner = TokenTable()
    var innerNames: [[UInt8]] = []
    func id(of name: [UInt8]) -> TokenID {
      if let known = inner.id(of: name) { return known }
      inner.set(name, TokenID(innerNames.count))
      innerNames.append(name)
      return TokenID(innerNames.count - 1)
    }
    let unknown = id(of: [0])  // no character of a text
    var merges: [Vocabulary.Merge] = []
    for (number, line) in TextLines(codes).enumerated() where !line.isEmpty {
      if line.starts(with: "#version".utf8) { continue }
      let columns = TextLines.columns(line)
      guard columns.count == 2 || columns.count == 3, !columns[0].isEmpty, !columns[1].isEmpty,
        (try? UTF8Span(validating: Array(line).span)) != nil
      else {
        throw .inconsistent(field: "codes line \(number + 1)", reason: "not two pieces")
      }
      merges.append(
        Vocabulary.Merge(
          left: id(of: Array(columns[0])), right: id(of: Array(columns[1])),
          result: id(of: Array(columns[0]) + Array(columns[1]))))
    }
    let more = Array("@@".utf8)
    for token in TokenID(0)..<TokenID(vocabulary.count) {
      // Single characters may stand without a merge.
      let name = Array(vocabulary.bytes(of: token))
      let continues = name.suffix(2).elementsEqual(more) && name.count > 2
      let text = continues ? Array(name.dropLast(2)) : name
      if text.count == scalarLength(text[0]) { _ = id(of: continues ? text : text + end) }
    }
    let outputIDs = innerNames.map { name in
      let closes = name.suffix(4).elementsEqual(end)
      return outputs.id(of: closes ? Array(name.dropLast(4)) : name + more) ?? 3
    }
    let special = [0, 1, 2, 3, mask].map { id in
      AddedToken(id: id, content: Array(vocabulary.bytes(of: id)))
    }
    for token in special { vocabulary.markSpecial(token.id, token.content) }
    var pipeline = TokenPipeline(
      normalizer: nil, cutter: .whitespaceSplit,
      model: .characters(
        CharacterPairModel(
          table: inner, merges: merges, unknown: unknown, fusesUnknown: false,
          byteFallback: false, ignoresMerges: false, continuingPrefix: [], wordSuffix: end,
          outputIDs: outputIDs)),
      decoder: .wordMarks(more), addedTokens: special, vocabulary: vocabulary)
    let first = PostProcessor.Special(id: 0, name: Array("<s>".utf8))
    let last = PostProcessor.Special(id: 2, name: Array("</s>".utf8))
    pipeline.postProcessor = .roberta(
      cls: first, separator: last, trims: false, addsSpace: false)
    self.init(pipeline)
  }
}

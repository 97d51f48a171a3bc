// A tokenizer as it lies in memory, in a file beside its own, so that loading takes no work.

extension Tokenizer {
  /// Where the compiled file of a tokenizer's file is looked for: beside it.
  public static func compiledPath(of path: String) -> String { path + ".lontar" }

  /// Lays the tokenizer of a file out as bytes, which ``init(contentsOf:preTokenizer:)`` reads faster than
  /// the file when they are in ``compiledPath(of:)``.
  ///
  ///     let bytes = try Tokenizer.compiled(contentsOf: "o200k_base.tiktoken")
  ///
  /// What is compiled of another file, or by another version of Lontar, is passed over when it is read, and
  /// so is one that was altered or cut short. Nothing is written by reading.
  ///
  /// - Parameter preTokenizer: As for reading; a reader must name the same one, or none.
  /// - Throws: ``TokenizerError``; ``TokenizerError/unsupported(field:value:)`` for another model than
  ///   byte-level BPE, or with other stages around it; ``TokenizerError/missingCompanion(names:)`` for
  ///   files that come in pairs.
  /// - Complexity: O(*n*) in the bytes of the file; some 150 bytes for each token.
  public static func compiled(
    contentsOf path: String, preTokenizer: PreTokenizer? = nil
  ) throws(TokenizerError) -> [UInt8] {
    let source = try readFile(path)
    // What is beside a file may change while it does not.
    let tokenizer = try Tokenizer(source, at: nil, preTokenizer)
    return try tokenizer.compiled(of: source.span)
  }

  func compiled(of source: Span<UInt8>) throws(TokenizerError) -> [UInt8] {
    guard let direct = plain, let preTokenizer, direct.model.canBeCompiled,
      pipeline.postProcessor == nil, pipeline.truncation == nil, pipeline.padding == nil,
      dropout == 0, decodesByToken
    else {
      throw .unsupported(
        field: "model", value: "not byte-level BPE without other stages (for a compiled file)")
    }
    var writer = CompiledWriter()
    writer.append(Array(preTokenizer.name.utf8))
    vocabulary.append(to: &writer)
    writer.append(addedTokens.map(\.id))
    for token in addedTokens {
      writer.append([token.flags])
      writer.append(token.content)
    }
    direct.model.append(to: &writer, tokenCount: vocabulary.count)
    return writer.finish(source: source)
  }

  /// Reads a compiled file; nil if there is none of this source, or not a whole one.
  init?(compiled path: String, of source: Span<UInt8>, preTokenizer wanted: PreTokenizer?) {
    guard var reader = CompiledReader(path, of: source) else { return nil }
    guard let name = reader.next(of: UInt8.self)?.array(reader.count), name.count <= 1 << 16,
      let preTokenizer = PreTokenizer(name: String(decoding: name, as: UTF8.self)),
      wanted == nil || wanted == preTokenizer,
      let vocabulary = Vocabulary.read(&reader),
      let ids = reader.next(of: TokenID.self)?.array(reader.count)
    else { return nil }
    var added: [AddedToken] = []
    for id in ids {
      guard let flags = reader.next(of: UInt8.self), reader.count == 1, id < vocabulary.count
      else { return nil }
      guard let content = reader.next(of: UInt8.self)?.array(reader.count) else { return nil }
      added.append(AddedToken(id: id, content: content, flags: flags[0]))
    }
    guard let model = BytePairModel.read(&reader, vocabulary), reader.isWhole else { return nil }
    self.init(vocabulary: vocabulary, preTokenizer: preTokenizer, model: model, added: added)
  }
}

extension AddedToken {
  fileprivate var flags: UInt8 {
    (isSingleWord ? 1 : 0) | (stripsLeft ? 2 : 0) | (stripsRight ? 4 : 0)
      | (isNormalized ? 8 : 0) | (isSpecial ? 16 : 0)
  }

  fileprivate init(id: TokenID, content: [UInt8], flags: UInt8) {
    self.init(
      id: id, content: content, isSingleWord: flags & 1 != 0, stripsLeft: flags & 2 != 0,
      stripsRight: flags & 4 != 0, isNormalized: flags & 8 != 0, isSpecial: flags & 16 != 0)
  }
}

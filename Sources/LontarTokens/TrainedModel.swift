/// A vocabulary that was just learned, with all that files need to say of it.
///
///     let model = TrainedModel(vocabulary: vocabulary, preTokenizer: .lontar)
///     try output.write(model.huggingFaceJSON().span)
public struct TrainedModel: Sendable {
  /// The tokens and merges.
  public var vocabulary: Vocabulary
  /// What cuts text before merging.
  public var preTokenizer: PreTokenizer
  /// What the tokens are made of.
  public var alphabet: BPETrainer.Alphabet
  /// The special token for characters that have no token, for alphabets of characters.
  public var unknownToken: String?

  /// Puts a vocabulary and its settings together.
  public init(
    vocabulary: Vocabulary, preTokenizer: PreTokenizer, alphabet: BPETrainer.Alphabet = .bytes,
    unknownToken: String? = nil
  ) {
    self.vocabulary = vocabulary
    self.preTokenizer = preTokenizer
    self.alphabet = alphabet
    self.unknownToken = unknownToken
  }

  /// The characters that the tokens are made of, if they are not bytes.
  var characters: CharacterAlphabet? {
    switch alphabet {
    case .bytes: nil
    case .characters(let alphabet): alphabet
    }
  }

  /// Whether tokens are bytes, as files write them.
  var isByteLevel: Bool { characters?.standsForBytes ?? true }

  /// What each token is called in files.
  func fileNames() -> [[UInt8]] {
    var names = (0..<TokenID(vocabulary.count)).map { id in
      guard characters == nil else { return Array(vocabulary.bytes(of: id)) }
      var name: [UInt8] = []
      ByteCharacters.append(vocabulary.bytes(of: id), to: &name)
      return name
    }
    for token in vocabulary.specialTokens { names[Int(token.id)] = token.text }
    return names
  }
}

/// Why a format cannot hold a model.
@nonexhaustive
public enum ModelFormatError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Rank files hold bytes.
  case notByteLevel
  /// SentencePiece's models hold characters, and mark blanks.
  case notCharacters
  /// SentencePiece needs this special token.
  case missingSpecialToken(String)
  /// A merge is two tokens with a blank between.
  case tokenWithSpace(TokenID)
  /// Which pairs merge is not listed.
  case noMerges
  /// Nothing here can say that tokens are only parts of others.
  case droppedTokens
  /// Protocol buffers end at 2 GB.
  case tooLarge

  public var description: String {
    switch self {
    case .notByteLevel: "this format holds byte-level vocabularies of all bytes, without prefixes"
    case .notCharacters:
      "this format holds characters with marked blanks (--model characters with metaspace)"
    case .missingSpecialToken(let token): "this format needs the special token '\(token)'"
    case .tokenWithSpace(let id): "token \(id) holds a blank, which this format cannot write"
    case .droppedTokens:
      "this format cannot say which tokens are dropped (json and sentencepiece can)"
    case .tooLarge: "this format cannot hold more than 2 GB"
    case .noMerges: "the vocabulary has no list of merges, which this format needs"
    }
  }
}

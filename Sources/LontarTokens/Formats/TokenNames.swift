internal import LontarJSON

/// The tokens of a `tokenizer.json`, before it is known what they stand for.
struct TokenNames {
  enum ModelType: String {
    case bpe = "BPE"
    case wordPiece = "WordPiece"
    case wordLevel = "WordLevel"
    case unigram = "Unigram"
  }

  let type: ModelType
  /// The model's tokens by name; not the added ones that it lacks.
  private(set) var table = TokenTable()
  /// In the order of the file.
  private(set) var modelNames: [(name: [UInt8], id: TokenID)] = []
  /// For each of these, its score, if the model has scores.
  private(set) var scores: [Double] = []
  /// By rising id.
  private(set) var added: [AddedToken] = []
  /// By id; empty where no token is.
  private var names: [[UInt8]] = []
  /// One more than the highest id.
  var count: Int { names.count }

  init(model: JSONValue, added: JSONValue?) throws(TokenizerError) {
    type = try Self.type(of: model)
    try readModel(model)
    try readAdded(added)
    try sortByID()
  }

  private static func type(of model: JSONValue) throws(TokenizerError) -> ModelType {
    guard let value = model["type"] else {
      // Older files do not say.
      if model["merges"] != nil { return .bpe }
      if model["vocab"]?.array != nil { return .unigram }
      return model["continuing_subword_prefix"] != nil ? .wordPiece : .wordLevel
    }
    guard let bytes = value.string else {
      throw .missing(field: "model.type", expected: "a string")
    }
    let name = String(decoding: bytes, as: UTF8.self)
    guard let type = ModelType(rawValue: name) else {
      throw .unsupported(field: "model", value: name)
    }
    return type
  }

  private mutating func readModel(_ model: JSONValue) throws(TokenizerError) {
    if type == .unigram { return try readScored(model) }
    guard let members = model["vocab"]?.object else {
      throw .missing(field: "model.vocab", expected: "an object")
    }
    table = TokenTable(minimumCapacity: members.count)
    modelNames.reserveCapacity(members.count)
    for (name, value) in members {
      guard let id = Self.id(value) else {
        throw .missing(field: "model.vocab[\(quoted(name))]", expected: "an id")
      }
      guard table.set(name, id) == nil else {
        throw .inconsistent(field: "model.vocab", reason: "\(quoted(name)) is there twice")
      }
      modelNames.append((name, id))
    }
  }

  private mutating func readScored(_ model: JSONValue) throws(TokenizerError) {
    guard let entries = model["vocab"]?.array else {
      throw .missing(field: "model.vocab", expected: "an array")
    }
    for (number, entry) in entries.enumerated() {
      guard let pair = entry.array, pair.count == 2, let name = pair[0].string,
        let score = Self.score(pair[1]), score.isFinite
      else {
        throw .missing(field: "model.vocab[\(number)]", expected: "a token and its score")
      }
      table.set(name, TokenID(number))
      modelNames.append((name, TokenID(number)))
      scores.append(score)
    }
  }

  /// A score as Hugging Face tokenizers reads it, which is not always the nearest number: the digits as one
  /// integer, rounded, and a power of ten, which rounds again. Of two ways whose scores are equal but for
  /// that, it decides which is taken.
  static func score(_ value: JSONValue) -> Double? {
    guard case .number(let bytes) = value, let exact = value.double else { return nil }
    var digits: UInt64 = 0
    var exponent = 0
    var isFraction = false
    var index = bytes.first == UInt8(ascii: "-") ? 1 : 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else if byte &- UInt8(ascii: "0") < 10 {
        let (tens, isLarge) = digits.multipliedReportingOverflow(by: 10)
        let (sum, isLarger) = tens.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
        if isLarge || isLarger {
          guard isFraction else { return exact }
          // What does not fit is passed over.
          while index < bytes.count, bytes[index] &- UInt8(ascii: "0") < 10 { index += 1 }
          continue
        }
        digits = sum
        if isFraction { exponent -= 1 }
      } else {
        guard let power = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)),
          abs(power) < 1000
        else { return exact }
        exponent += power
        break
      }
      index += 1
    }
    guard abs(exponent) <= 308, let scale = Double("1e\(abs(exponent))") else { return exact }
    let magnitude = exponent < 0 ? Double(digits) / scale : Double(digits) * scale
    return bytes.first == UInt8(ascii: "-") ? -magnitude : magnitude
  }

  private static func id(_ value: JSONValue?) -> TokenID? {
    guard let id = value?.int, id >= 0, id < Int(UInt32.max) / 2 else { return nil }
    return TokenID(id)
  }

  private mutating func readAdded(_ list: JSONValue?) throws(TokenizerError) {
    var ids: [[UInt8]: TokenID] = [:]
    for (index, token) in (list?.array ?? []).enumerated() {
      let field = "added_tokens[\(index)]"
      guard let content = token["content"]?.string else {
        throw .missing(field: "\(field).content", expected: "a string")
      }
      guard !content.isEmpty else { continue }
      guard let id = Self.id(token["id"]) else {
        throw .missing(field: "\(field).id", expected: "an id")
      }
      if let known = table.id(of: content) ?? ids[content], known != id {
        throw .inconsistent(
          field: "added_tokens",
          reason: "\(quoted(content)) has the id \(id), but \(known) in model.vocab")
      }
      guard ids.updateValue(id, forKey: content) == nil else { continue }
      added.append(
        AddedToken(
          id: id, content: content, isSingleWord: token["single_word"]?.bool ?? false,
          stripsLeft: token["lstrip"]?.bool ?? false, stripsRight: token["rstrip"]?.bool ?? false,
          isNormalized: token["normalized"]?.bool ?? false,
          isSpecial: token["special"]?.bool ?? false))
    }
    added.sort { $0.id < $1.id }
  }

  private mutating func sortByID() throws(TokenizerError) {
    let count = modelNames.count + added.count
    let highest = max(modelNames.map(\.id).max() ?? 0, added.last?.id ?? 0)
    // A file of some size may claim ids far beyond it; gaps are for a few tokens.
    guard highest < 2 * count + 65_536 else {
      throw .inconsistent(
        field: "model.vocab",
        reason: "a token has the id \(highest), but there are only \(count) tokens")
    }
    names = [[UInt8]](repeating: [], count: count == 0 ? 0 : Int(highest) + 1)
    var isTaken = [Bool](repeating: false, count: names.count)
    for (name, id) in modelNames {
      guard !isTaken[Int(id)] else {
        throw .inconsistent(field: "model.vocab", reason: "two tokens have the id \(id)")
      }
      isTaken[Int(id)] = true
      names[Int(id)] = name
    }
    for token in added where !names[Int(token.id)].elementsEqual(token.content) {
      guard !isTaken[Int(token.id)] else {
        throw .inconsistent(field: "added_tokens", reason: "two tokens have the id \(token.id)")
      }
      isTaken[Int(token.id)] = true
      names[Int(token.id)] = token.content
    }
  }

  // MARK: Vocabularies

  /// The names by id.
  func vocabulary() -> Vocabulary {
    var vocabulary = Vocabulary()
    for name in names { vocabulary.append(name) }
    for token in added { vocabulary.markSpecial(token.id, token.content) }
    return vocabulary
  }

  /// The bytes by id, for names that spell bytes with characters; nil if some do not.
  func byteVocabulary(_ merges: [Vocabulary.Merge]) -> Vocabulary? {
    var vocabulary = Vocabulary()
    var isAdded = [Bool](repeating: false, count: names.count)
    for token in added { isAdded[Int(token.id)] = true }
    for (id, name) in names.enumerated() {
      if isAdded[id] {
        vocabulary.appendSpecial(name)
      } else if name.isEmpty {
        vocabulary.appendUnused()
      } else if let bytes = ByteCharacters.bytes(of: name) {
        vocabulary.append(bytes)
      } else {
        return nil
      }
    }
    for merge in merges { vocabulary.append(merge) }
    return vocabulary
  }

  /// The model's tokens whose names spell bytes.
  var byteLevelIDs: [TokenID] {
    modelNames.filter { ByteCharacters.bytes(of: $0.name) != nil }.map(\.id)
  }
}

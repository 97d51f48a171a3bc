// The rank files of tiktoken: one line a token, its bytes in base64, a space, and its id.

extension Tokenizer {
  /// Reads a `.tiktoken` file.
  ///
  /// The file holds neither the grammar nor the special tokens: both come with the caller, or from
  /// ``PublishedEncoding`` for the files that OpenAI has published.
  ///
  ///     let published = PublishedEncoding(of: file.span)      // .o200k
  ///     let tokenizer = try Tokenizer(
  ///       tiktoken: file.span, preTokenizer: .o200k, specialTokens: published?.specialTokens ?? [])
  ///
  /// - Throws: ``TokenizerError``, with the line.
  /// - Complexity: O(*n*) in the bytes of the file, and sorting the tokens.
  public init(
    tiktoken file: Span<UInt8>, preTokenizer: PreTokenizer,
    specialTokens: [(text: String, id: TokenID)] = []
  ) throws(TokenizerError) {
    var ranked: [(id: Int, bytes: [UInt8], isSpecial: Bool)] = []
    var start = 0
    var line = 0
    while start < file.count {
      line += 1
      var end = start
      while end < file.count, file[end] != UInt8(ascii: "\n") { end += 1 }
      if end > start {
        let (bytes, id) = try Self.parseRank(file.extracting(start..<end), line: line)
        ranked.append((id, bytes, false))
      }
      start = end + 1
    }
    guard !ranked.isEmpty else { throw .inconsistent(field: "line 1", reason: "no token") }
    ranked += specialTokens.map { (Int($0.id), Array($0.text.utf8), true) }
    ranked.sort { $0.id < $1.id }
    // A file of some size may claim ids far beyond it; gaps are for a few special tokens.
    guard let last = ranked.last, last.id < 2 * ranked.count + 1024 else {
      throw .inconsistent(field: "ids", reason: "they leave too many unused")
    }
    var vocabulary = Vocabulary()
    vocabulary.mergeRule = .anyToken
    for token in ranked {
      guard token.id >= vocabulary.count else {
        throw .inconsistent(field: "ids", reason: "two tokens have the id \(token.id)")
      }
      while vocabulary.count < token.id { vocabulary.appendUnused() }
      if token.isSpecial {
        vocabulary.appendSpecial(token.bytes)
      } else {
        vocabulary.append(token.bytes)
      }
    }
    try self.init(vocabulary: vocabulary, preTokenizer: preTokenizer)
  }

  /// Whether a file's first line is a token in base64 and an id.
  static func isRankFile(_ file: Span<UInt8>) -> Bool {
    var end = 0
    while end < file.count, file[end] != UInt8(ascii: "\n") { end += 1 }
    return (try? parseRank(file.extracting(0..<end), line: 1)) != nil
  }

  private static func parseRank(
    _ line: Span<UInt8>, line number: Int
  ) throws(TokenizerError) -> (bytes: [UInt8], id: Int) {
    var bytes: [UInt8] = []
    var index = 0
    var group: UInt32 = 0
    var bits = 0
    var padding = 0
    while index < line.count, line[index] != UInt8(ascii: " ") {
      let byte = line[index]
      if byte == UInt8(ascii: "=") {
        padding += 1
      } else {
        guard let value = base64Value(of: byte), padding == 0 else {
          throw .inconsistent(field: "line \(number)", reason: "byte \(index) is not base64")
        }
        group = group << 6 | value
        bits += 6
        if bits >= 8 {
          bits -= 8
          bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
        }
      }
      index += 1
    }
    guard index % 4 == 0, padding < 3, !bytes.isEmpty else {
      throw .inconsistent(field: "line \(number)", reason: "not a token in base64")
    }
    var id = 0
    let digits = index + 1
    index = digits
    while index < line.count, line[index] != UInt8(ascii: "\r") {
      guard line[index] &- UInt8(ascii: "0") < 10, id < 1 << 31 else {
        throw .inconsistent(field: "line \(number)", reason: "byte \(index) is not of an id")
      }
      id = id * 10 + Int(line[index] - UInt8(ascii: "0"))
      index += 1
    }
    guard index > digits, id < 1 << 31 else {
      throw .inconsistent(field: "line \(number)", reason: "no id")
    }
    return (bytes, id)
  }

  private static func base64Value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}

/// The rank files that OpenAI has published, told by their content.
public enum PublishedEncoding: Sendable, CaseIterable {
  /// `cl100k_base`: GPT-3.5 and GPT-4.
  case cl100k
  /// `o200k_base`: GPT-4o and its successors.
  case o200k

  /// Tells which file this is, or nil if none of them.
  ///
  /// - Complexity: O(*n*) in the bytes of the file.
  public init?(of file: Span<UInt8>) {
    // The size first: most files need no hash.
    switch file.count {
    case 1_681_126 where fnv1a(file, count: file.count) == 0x3565_51A9_06B1_FDEE: self = .cl100k
    case 3_613_922 where fnv1a(file, count: file.count) == 0xE9B0_D703_0F3D_EDDC: self = .o200k
    default: return nil
    }
  }

  /// What cuts text for it.
  public var preTokenizer: PreTokenizer {
    switch self {
    case .cl100k: .cl100k
    case .o200k: .o200k
    }
  }

  /// Its special tokens.
  public var specialTokens: [(text: String, id: TokenID)] {
    switch self {
    case .cl100k:
      [
        ("<|endoftext|>", 100_257), ("<|fim_prefix|>", 100_258), ("<|fim_middle|>", 100_259),
        ("<|fim_suffix|>", 100_260), ("<|endofprompt|>", 100_276),
      ]
    case .o200k: [("<|endoftext|>", 199_999), ("<|endofprompt|>", 200_018)]
    }
  }
}

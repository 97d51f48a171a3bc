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
    let ranked = try RankFile(file)
    guard !ranked.ids.isEmpty else { throw .inconsistent(field: "line 1", reason: "no token") }
    // By id: places in the file, and behind them in the list of special tokens.
    let fileCount = ranked.ids.count
    func id(_ place: Int) -> TokenID {
      place < fileCount ? ranked.ids[place] : specialTokens[place - fileCount].id
    }
    // Most files name their tokens in order: then only the special ones are left to place.
    let placedCount = ranked.isInOrder ? fileCount : 0
    var places = Array(placedCount..<fileCount + specialTokens.count)
    if zip(places, places.dropFirst()).contains(where: { id($0) > id($1) }) {
      places.sort { id($0) < id($1) }
    }
    // A file of some size may claim ids far beyond it; gaps are for a few special tokens.
    let last = places.last.map { Int(id($0)) } ?? 0
    guard last < 2 * (fileCount + specialTokens.count) + 1024 else {
      throw .inconsistent(field: "ids", reason: "they leave too many unused")
    }
    var vocabulary =
      ranked.isInOrder ? Vocabulary(arena: ranked.arena, ends: ranked.ends) : Vocabulary()
    vocabulary.mergeRule = .anyToken
    if !ranked.isInOrder {
      vocabulary.reserve(tokenCount: last + 1, byteCount: ranked.arena.count + 1024)
    }
    for place in places {
      guard Int(id(place)) >= vocabulary.count else {
        throw .inconsistent(field: "ids", reason: "two tokens have the id \(id(place))")
      }
      while vocabulary.count < id(place) { vocabulary.appendUnused() }
      if place < fileCount {
        vocabulary.append(ranked.bytes(place))
      } else {
        vocabulary.appendSpecial(Array(specialTokens[place - fileCount].text.utf8))
      }
    }
    try self.init(vocabulary: vocabulary, preTokenizer: preTokenizer)
  }

  /// Whether a file's first line is a token in base64 and an id.
  static func isRankFile(_ file: Span<UInt8>) -> Bool {
    var end = 0
    while end < file.count, file[end] != UInt8(ascii: "\n") { end += 1 }
    return (try? RankFile(file.extracting(0..<end)))?.ids.isEmpty == false
  }
}

/// The tokens and ids of a rank file, in its order.
private struct RankFile {
  private(set) var ids: [TokenID] = []
  /// The bytes of all tokens in a row.
  let arena: [UInt8]
  /// Where those of each one end.
  private(set) var ends: [Int] = []
  /// Whether the ids are 0, 1, 2 and so on.
  private(set) var isInOrder = true

  func bytes(_ index: Int) -> ArraySlice<UInt8> {
    arena[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  init(_ file: Span<UInt8>) throws(TokenizerError) {
    ids.reserveCapacity(file.count / 16)
    ends.reserveCapacity(file.count / 16)
    // Six bits of a byte for each character.
    let decoded = Storage<UInt8>(capacity: file.count / 4 * 3 + 3)
    var count = 0
    var index = 0
    var line = 0
    while index < file.count {
      line += 1
      if file[index] == UInt8(ascii: "\n") {
        index += 1
      } else {
        let id: TokenID
        (id, index) = try Self.readLine(
          file, from: index, line: line, base64Values, into: decoded, &count)
        if Int(id) != ids.count { isInOrder = false }
        ids.append(id)
        ends.append(count)
      }
    }
    arena = decoded.array(count)
  }

  /// Reads the line that starts at `start`, and returns its id and where the next one starts.
  @inline(__always)
  private static func readLine(
    _ file: Span<UInt8>, from start: Int, line number: Int, _ values: [UInt8],
    into decoded: borrowing Storage<UInt8>, _ count: inout Int
  ) throws(TokenizerError) -> (id: TokenID, next: Int) {
    func fault(_ reason: String) -> TokenizerError {
      .inconsistent(field: "line \(number)", reason: reason)
    }
    var index = start
    var group: UInt32 = 0
    var bits: UInt32 = 0
    let first = count
    // Four characters at a time, and what is left one by one.
    while index + 4 <= file.count {
      let a = values[Int(file[index])]
      let b = values[Int(file[index + 1])]
      let c = values[Int(file[index + 2])]
      let d = values[Int(file[index + 3])]
      guard a | b | c | d < 64 else { break }
      decoded[count] = a << 2 | b >> 4
      decoded[count + 1] = b << 4 | c >> 2
      decoded[count + 2] = c << 6 | d
      count += 3
      index += 4
    }
    while index < file.count {
      let value = values[Int(file[index])]
      guard value < 64 else { break }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        decoded[count] = UInt8(truncatingIfNeeded: group >> bits)
        count += 1
      }
      index += 1
    }
    var padding = 0
    while index < file.count, file[index] == UInt8(ascii: "=") {
      padding += 1
      index += 1
    }
    guard index < file.count, file[index] == UInt8(ascii: " ") else {
      throw index == file.count || file[index] == UInt8(ascii: "\n")
        ? fault("no id") : fault("byte \(index - start) is not base64")
    }
    guard (index - start) % 4 == 0, padding < 3, count > first else {
      throw fault("not a token in base64")
    }
    index += 1
    let digits = index
    var id = 0
    while index < file.count, file[index] != UInt8(ascii: "\n"), file[index] != UInt8(ascii: "\r") {
      guard file[index] &- UInt8(ascii: "0") < 10, id < 1 << 31 else {
        throw fault("byte \(index - start) is not of an id")
      }
      id = id * 10 + Int(file[index] - UInt8(ascii: "0"))
      index += 1
    }
    guard index > digits, id < 1 << 31 else { throw fault("no id") }
    if index < file.count, file[index] == UInt8(ascii: "\r") { index += 1 }
    guard index == file.count || file[index] == UInt8(ascii: "\n") else {
      throw fault("byte \(index - start) is not of an id")
    }
    return (TokenID(id), index + 1)
  }
}

/// The values of base64's characters; 255 for others.
private let base64Values: [UInt8] = {
  var values = [UInt8](repeating: 255, count: 256)
  let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  for (value, byte) in alphabet.utf8.enumerated() { values[Int(byte)] = UInt8(value) }
  return values
}()

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
    case 1_681_126 where Self.hash(file) == 0xD0C7_97E8_A394_26F6: self = .cl100k
    case 3_613_922 where Self.hash(file) == 0x9240_D8AE_5977_FC5E: self = .o200k
    default: return nil
    }
  }

  private static func hash(_ file: Span<UInt8>) -> UInt64 {
    // Safe: the buffer is used only inside the closure.
    unsafe file.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      return unsafe hashBytes(base, count: bytes.count)
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

/// Decodes ids one by one, as a model gives them, and hands on bytes as soon as no later id can change them.
///
///     var decoder = StreamingDecoder(tokenizer, splitsCharacters: false)
///     for id in ids { try decoder.decode(id, appendingTo: &bytes) }   // whole characters of Khmer only
///     decoder.finish(appendingTo: &bytes)
///
/// All that it appends is, in the end, what ``Tokenizer/decode(_:skippingSpecial:appendingTo:)`` appends for
/// all ids. With byte-level BPE each id's bytes come at once; WordPiece, metaspace and byte fallback hold
/// back a token, or a run of bytes; decoders whose last step looks at the whole text hold back all of it.
public struct StreamingDecoder {
  private let tokenizer: Tokenizer
  private let skipsSpecial: Bool
  private let splitsCharacters: Bool
  private var stages: [Stage]
  /// The start of a character, or what no stage may see before the end.
  private var held: [UInt8] = []
  private var count = 0

  /// Makes a decoder of one text.
  ///
  /// - Parameters:
  ///   - tokenizer: The tokenizer that made the ids.
  ///   - skippingSpecial: Whether special tokens give nothing.
  ///   - splitsCharacters: Whether the bytes of one character may come one after the other; ill-formed bytes
  ///     come when it is certain that they are.
  public init(
    _ tokenizer: Tokenizer, skippingSpecial: Bool = false, splitsCharacters: Bool = true
  ) {
    self.tokenizer = tokenizer
    skipsSpecial = skippingSpecial
    self.splitsCharacters = splitsCharacters
    stages = tokenizer.decodesByToken ? [] : Self.stages(of: tokenizer.pipeline.decoder)
  }

  /// Takes an id, and appends the bytes that are certain now.
  ///
  /// - Throws: ``TokenizerError/unknownID(_:index:)``, with the number of ids before; the id is left out.
  public mutating func decode(
    _ id: TokenID, appendingTo bytes: inout [UInt8]
  ) throws(TokenizerError) {
    let index = count
    count += 1
    let pipeline = tokenizer.pipeline
    guard pipeline.isKnown(id) else { throw .unknownID(id, index: index) }
    if skipsSpecial, tokenizer.isSpecial(id) { return }
    if tokenizer.decodesByToken {
      return put(tokenizer.vocabulary.bytes(of: id), to: &bytes)
    }
    push([pipeline.name(of: id)], isLast: false, to: &bytes)
  }

  /// Appends what was held back, and begins anew.
  public mutating func finish(appendingTo bytes: inout [UInt8]) {
    push([], isLast: true, to: &bytes)
    bytes += held
    held.removeAll()
    count = 0
    if !stages.isEmpty { stages = Self.stages(of: tokenizer.pipeline.decoder) }
  }

  private mutating func push(_ tokens: [[UInt8]], isLast: Bool, to bytes: inout [UInt8]) {
    var tokens = tokens
    for index in stages.indices { tokens = stages[index].push(tokens, isLast: isLast) }
    for token in tokens { put(token, to: &bytes) }
  }

  private mutating func put(_ new: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    guard !splitsCharacters else {
      bytes.append(contentsOf: new)
      return
    }
    held.append(contentsOf: new)
    let whole = held.span.wholeCharacterByteCount
    bytes += held[..<whole]
    held.removeFirst(whole)
  }

  private static func stages(of decoder: TokenDecoder?) -> [Stage] {
    guard let decoder else { return [Stage(.spaces)] }
    let all: [TokenDecoder] = if case .sequence(let stages) = decoder { stages } else { [decoder] }
    var stages: [Stage] = []
    for (index, one) in all.enumerated() {
      switch one {
      case .fuse, .byteLevel:
        // One token from here on.
        let rest = Array(all[(index + 1)...])
        guard rest.isEmpty else { return stages + [Stage(.whole(.sequence([one] + rest)))] }
        stages.append(Stage(.each(one)))
      case .sentencePiece, .sequence:
        return stages + [Stage(.whole(.sequence(Array(all[index...]))))]
      case .wordPiece, .metaspace: stages.append(Stage(.afterFirst(one)))
      case .wordSuffix, .wordMarks: stages.append(Stage(.beforeLast(one)))
      case .byteFallback: stages.append(Stage(.runsOfBytes))
      case .strip, .replace: stages.append(Stage(.each(one)))
      case .ctc: stages.append(Stage(.changes(one)))
      }
    }
    return stages
  }

  /// A stage of a decoder that has seen some of the tokens.
  private struct Stage {
    enum Kind {
      /// Each token by itself.
      case each(TokenDecoder)
      /// The first token, and each other one, by itself.
      case afterFirst(TokenDecoder)
      /// The last token, and each other one, by itself.
      case beforeLast(TokenDecoder)
      /// Tokens that are not the one before.
      case changes(TokenDecoder)
      /// Bytes as long as they follow each other.
      case runsOfBytes
      /// A space between tokens.
      case spaces
      /// All tokens together.
      case whole(TokenDecoder)
    }

    private let kind: Kind
    private var hasFirst = false
    private var held: [[UInt8]] = []

    init(_ kind: Kind) { self.kind = kind }

    mutating func push(_ tokens: [[UInt8]], isLast: Bool) -> [[UInt8]] {
      var result: [[UInt8]] = []
      for token in tokens { push(token, &result) }
      guard isLast, !held.isEmpty else { return result }
      switch kind {
      case .beforeLast(let decoder), .whole(let decoder): result += decoder.decode(held)
      case .runsOfBytes: result += TokenDecoder.byteFallback.decode(held)
      case .each, .afterFirst, .changes, .spaces: break
      }
      held = []
      return result
    }

    private mutating func push(_ token: [UInt8], _ result: inout [[UInt8]]) {
      switch kind {
      case .each(let decoder): result += decoder.decode([token])
      case .afterFirst(let decoder):
        result += hasFirst ? decoder.decode([[], token]).dropFirst() : decoder.decode([token])[...]
      case .beforeLast(let decoder):
        if let before = held.first { result.append(decoder.decode([before, []])[0]) }
        held = [token]
      case .changes(let decoder):
        if held.first != token { result += decoder.decode([token]) }
        held = [token]
      case .runsOfBytes:
        if TokenDecoder.byte(of: token) != nil {
          held.append(token)
        } else {
          result += TokenDecoder.byteFallback.decode(held) + [token]
          held = []
        }
      case .spaces:
        if hasFirst { result.append([UInt8(ascii: " ")]) }
        result.append(token)
      case .whole: held.append(token)
      }
      hasFirst = true
    }
  }
}

extension Span where Element == UInt8 {
  /// How many bytes there are before the start of a character whose rest is missing, in UTF-8; all of them
  /// if there is none.
  ///
  ///     Array("ไท".utf8).dropLast().span.wholeCharacterByteCount   // 3
  public var wholeCharacterByteCount: Int {
    var start = count
    while start > 0, count - start < 4 {
      start -= 1
      let byte = self[start]
      if byte & 0xC0 == 0x80 { continue }
      let length = byte < 0xC2 || byte > 0xF4 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      guard length > count - start else { return count }
      // The start of an ill-formed sequence waits for nothing.
      if count - start > 1 {
        let second = self[start + 1]
        let isPossible =
          switch byte {
          case 0xE0: second >= 0xA0
          case 0xED: second < 0xA0
          case 0xF0: second >= 0x90
          case 0xF4: second < 0x90
          default: true
          }
        if !isPossible { return count }
      }
      return start
    }
    return count
  }
}

/// BPE over characters the fast way: a text is cut at the characters that the model does not know and
/// before the marks that stand for spaces, and what lies between is encoded by a ``PieceEncoder``.
///
/// A character that has no token never merges, and a mark hardly ever with what comes before it. So the
/// words of a whole line are encoded by themselves, and short ones are remembered.
///
/// Sendable: written by its initialiser alone, read-only from then on.
final class CharacterRuns: @unchecked Sendable {
  let pairs: BytePairModel
  /// By character: whether it has a token, whether some token holds it before a mark, and whether a
  /// kept token starts with it.
  private let traits: Storage<UInt8>
  private static let known: UInt8 = 1
  private static let joinsMark: UInt8 = 2
  private static let startsKept: UInt8 = 4
  private static let mark: UInt32 = 0x2581

  /// What bytes of unknown characters become, if they do.
  private let byteTokens: [TokenID]?
  private let unknown: TokenID
  /// Whether neighbouring unknown characters are one.
  private let fusesUnknown: Bool
  /// What others call the tokens, if they are numbered here in another order.
  private let outputIDs: [TokenID]
  private let kept: BytePairModel.Wholes?
  /// Whether the mark is known, and no token has it behind another character.
  let marksBegin: Bool

  /// Lays out a model; nil if something in it is out of the ordinary.
  ///
  /// - Parameters:
  ///   - vocabulary: The names of all tokens, and the merges.
  ///   - ordinary: The tokens that text may become by itself or by merging.
  ///   - unknown: The token of unknown characters that do not become bytes.
  ///   - kept: Tokens whose text always is a token and never merges.
  init?(
    _ vocabulary: Vocabulary, ordinary: [TokenID], byteTokens: [TokenID?]?, unknown: TokenID?,
    fusesUnknown: Bool, outputIDs: [TokenID] = [], kept: [TokenID] = []
  ) {
    let ordinary = ordinary.filter { vocabulary.isUsed($0) }
    let atoms = ordinary.filter { id in
      vocabulary.byteCount(of: id) == scalarLength(vocabulary.byte(0, of: id))
    }
    if let byteTokens {
      let all = byteTokens.compactMap(\.self)
      guard all.count == 256 else { return nil }
      self.byteTokens = all
    } else {
      guard unknown != nil else { return nil }
      self.byteTokens = nil
    }
    // Were they merged with others, they would be no ends.
    let ends = Set((byteTokens ?? []).compactMap(\.self) + [unknown].compactMap(\.self))
    guard
      !vocabulary.merges.contains(where: { ends.contains($0.left) || ends.contains($0.right) }),
      !vocabulary.merges.contains(where: {
        !vocabulary.isUsed($0.left) || !vocabulary.isUsed($0.right)
      }),
      let pairs = try? BytePairModel(vocabulary, ordinary: ordinary, atoms: atoms), pairs.isRegular
    else { return nil }
    self.pairs = pairs
    self.unknown = unknown ?? .max
    self.fusesUnknown = fusesUnknown
    self.outputIDs = outputIDs
    self.kept = kept.isEmpty ? nil : BytePairModel.Wholes(kept, of: vocabulary)
    traits = Storage(repeating: 0, count: 0x110000)
    var isInside = false
    for id in ordinary {
      guard pairs.makings[Int(id)].isPossible else { continue }
      let name = scalars(of: Array(vocabulary.bytes(of: id)))
      if name.count == 1 { traits[Int(name[0])] |= Self.known }
      for (left, right) in zip(name, name.dropFirst()) where right == Self.mark {
        traits[Int(left)] |= Self.joinsMark
        isInside = isInside || left != Self.mark
      }
    }
    for id in kept {
      let name = scalars(of: Array(vocabulary.bytes(of: id)))
      guard let first = name.first else { continue }
      traits[Int(first)] |= Self.startsKept
      isInside = isInside || name.dropFirst().contains(Self.mark)
    }
    marksBegin = !isInside && traits[Int(Self.mark)] & Self.known != 0
  }

  /// Appends the tokens of a piece of well-formed text.
  func encode(
    _ bytes: [UInt8], _ range: Range<Int>, _ encoder: inout PieceEncoder, _ ids: inout [TokenID]
  ) {
    let first = ids.count
    // Safe: the buffer is used only inside the closure, and only within the range.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe encode(base, range, &encoder, &ids)
    }
    guard !outputIDs.isEmpty else { return }
    for index in first..<ids.count { ids[index] = outputIDs[Int(ids[index])] }
  }

  @inline(__always)
  private func encode(
    _ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ encoder: inout PieceEncoder,
    _ ids: inout [TokenID]
  ) {
    let end = range.upperBound
    var start = range.lowerBound
    var position = start
    var before = Self.joinsMark
    var unknownEnd = -1
    while position < end {
      let (value, next) = unsafe Self.scalar(base, at: position)
      let trait = traits[Int(value)]
      if trait == Self.known, value != Self.mark {
        before = trait
        position = next
        continue
      }
      if trait & Self.startsKept != 0, let kept {
        let id = unsafe kept.trie.longestMatch(base + position, count: end - position)
        if id != .max {
          unsafe encodeRun(base, start, position, end, &encoder, &ids)
          ids.append(id)
          position += Int(pairs.makings[Int(id)].byteCount)
          start = position
          before = Self.joinsMark
          continue
        }
      }
      if trait & Self.known == 0 {
        unsafe encodeRun(base, start, position, end, &encoder, &ids)
        if let byteTokens {
          for index in position..<next { ids.append(byteTokens[unsafe Int(base[index])]) }
        } else if !fusesUnknown || unknownEnd != position {
          ids.append(unknown)
        }
        unknownEnd = next
        start = next
        before = Self.joinsMark
      } else {
        if value == Self.mark, before & Self.joinsMark == 0 {
          unsafe encodeRun(base, start, position, end, &encoder, &ids)
          start = position
        }
        before = trait
      }
      position = next
    }
    unsafe encodeRun(base, start, end, end, &encoder, &ids)
  }

  /// The character at `position` of well-formed UTF-8, and its end.
  @inline(__always)
  private static func scalar(
    _ base: UnsafePointer<UInt8>, at position: Int
  ) -> (value: UInt32, end: Int) {
    let lead = unsafe base[position]
    if lead < 0x80 { return (UInt32(lead), position &+ 1) }
    let second = unsafe UInt32(base[position &+ 1] & 0x3F)
    if lead < 0xE0 { return (UInt32(lead & 0x1F) << 6 | second, position &+ 2) }
    let third = unsafe UInt32(base[position &+ 2] & 0x3F)
    if lead < 0xF0 {
      return (UInt32(lead & 0x0F) << 12 | second << 6 | third, position &+ 3)
    }
    let fourth = unsafe UInt32(base[position &+ 3] & 0x3F)
    return (
      UInt32(lead & 0x07) << 18 | second << 12 | third << 6 | fourth, position &+ 4
    )
  }

  @inline(__always)
  private func encodeRun(
    _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ readableEnd: Int,
    _ encoder: inout PieceEncoder, _ ids: inout [TokenID]
  ) {
    guard start < end else { return }
    unsafe encoder.encode(
      base + start, length: end - start, readable: readableEnd - start, appendingTo: &ids)
  }
}

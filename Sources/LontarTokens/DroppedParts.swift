/// Which tokens are only parts of others, while a vocabulary is learned.
///
/// When a merge takes at least a share of all occurrences of one of its parts (what Chizhov et al.
/// 2024, arXiv:2409.04599, call intersection over self in their PickyBPE), that part is dropped: it has
/// no place in the vocabulary's size, so that another token gets it. Where PickyBPE splits what is left
/// of a dropped token at once, and so must replay splits among merges to encode, here its merges stay,
/// and a dropped token that is still there when all merges are done is taken apart, into the two tokens
/// that it was first made of, and these again if they are dropped (as Lian et al. 2024, arXiv:2404.17808,
/// do with their scaffolds). So the merges are those of plain BPE, and what is trained is what is
/// encoded. A merge that makes a dropped token anew brings it back.
///
/// Symbols of the alphabet and special tokens are never dropped.
struct DroppedParts {
  private let threshold: Double?
  /// Ids below are the alphabet's and the special tokens'.
  private let fixed: Int
  private var occurrences: [Int64] = []
  private var isDropped: [Bool] = []
  /// How many are dropped.
  private(set) var count = 0

  /// - Parameter threshold: The share; nil to drop nothing.
  init(threshold: Double?, fixed: Int) {
    self.threshold = threshold
    self.fixed = fixed
  }

  /// Notes a merge that was done so many times.
  mutating func note(_ pair: TokenPair, makes result: TokenID, times: Int64) {
    guard let threshold else { return }
    let index = Int(result) - fixed
    if index >= 0 {
      while occurrences.count <= index {
        occurrences.append(0)
        isDropped.append(false)
      }
      occurrences[index] += times
      setDropped(index, false)
    }
    take(pair.left == pair.right ? 2 * times : times, of: pair.left, threshold)
    if pair.left != pair.right { take(times, of: pair.right, threshold) }
  }

  private mutating func take(_ taken: Int64, of id: TokenID, _ threshold: Double) {
    let index = Int(id) - fixed
    guard index >= 0 else { return }
    let all = occurrences[index]
    occurrences[index] = all - taken
    if Double(taken) >= threshold * Double(all) { setDropped(index, true) }
  }

  private mutating func setDropped(_ index: Int, _ value: Bool) {
    guard isDropped[index] != value else { return }
    isDropped[index] = value
    count += value ? 1 : -1
  }

  /// Puts the dropped tokens behind all others.
  func apply(to vocabulary: inout Vocabulary) {
    guard count > 0 else { return }
    vocabulary = vocabulary.dropping { id in
      let index = Int(id) - fixed
      return index >= 0 && index < isDropped.count && isDropped[index]
    }
  }
}

extension Vocabulary {
  /// The same tokens in the same order, but those that are dropped last; merges keep their ranks.
  fileprivate func dropping(_ isDropped: (TokenID) -> Bool) -> Vocabulary {
    let all = 0..<TokenID(count)
    let order = all.filter { !isDropped($0) } + all.filter(isDropped)
    var result = Vocabulary()
    result.reserve(tokenCount: count, byteCount: 0)
    var newIDs = [TokenID](repeating: 0, count: count)
    for id in order { newIDs[Int(id)] = result.append(bytes(of: id)) }
    for token in specialTokens { result.markSpecial(newIDs[Int(token.id)], token.text) }
    for merge in merges {
      result.append(
        Merge(
          left: newIDs[Int(merge.left)], right: newIDs[Int(merge.right)],
          result: newIDs[Int(merge.result)]))
    }
    result.droppedCount = all.count(where: isDropped)
    return result
  }

  /// What each dropped token is taken apart into, in order of id.
  ///
  /// - Throws: ``TokenizerError/inconsistent(field:reason:)`` when no merge makes one of two shorter.
  /// - Complexity: O(*n*) in the merges and the bytes of the dropped tokens.
  func partsOfDropped() throws(TokenizerError) -> [[TokenID]] {
    guard droppedCount > 0 else { return [] }
    var makings: [TokenID: Merge] = [:]
    for merge in merges where merge.result >= keptCount && makings[merge.result] == nil {
      makings[merge.result] = merge
    }
    var parts: [[TokenID]] = []
    for id in TokenID(keptCount)..<TokenID(count) {
      var found: [TokenID] = []
      var pending = [id]
      while let next = pending.popLast() {
        guard next >= keptCount else {
          found.append(next)
          continue
        }
        guard let making = makings[next],
          max(byteCount(of: making.left), byteCount(of: making.right)) < byteCount(of: next)
        else {
          throw .inconsistent(
            field: "model.lontar_kept", reason: "the dropped token \(next) is not made of others")
        }
        pending.append(making.right)
        pending.append(making.left)
      }
      parts.append(found)
    }
    return parts
  }
}

/// What dropped tokens are taken apart into, for models whose tokens are the text that they stand for.
struct DroppedPieces: Sendable {
  /// The first dropped token.
  let first: TokenID
  private let parts: [[(id: TokenID, byteCount: Int)]]

  /// Nothing is dropped.
  init() {
    first = .max
    parts = []
  }

  init(_ vocabulary: Vocabulary) throws(TokenizerError) {
    let parts = try vocabulary.partsOfDropped()
    first = parts.isEmpty ? .max : TokenID(vocabulary.keptCount)
    self.parts = parts.map { $0.map { ($0, vocabulary.byteCount(of: $0)) } }
  }

  /// Appends the parts of a dropped token that begins at `place`.
  func append(_ id: TokenID, at place: Int, to tokens: inout TokenList) {
    var place = place
    for part in parts[Int(id - first)] {
      tokens.append(part.id, place, place + part.byteCount)
      place += part.byteCount
    }
  }
}

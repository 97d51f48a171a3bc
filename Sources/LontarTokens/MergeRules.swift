/// What a ``MergeTable`` may merge, and how it is told.
struct MergeRules {
  var integrity = Integrity.none
  /// Pairs of tokens that have together as many symbols, or more, are not counted once one of them
  /// was merged.
  var lengthLimit = UInt32.max
  /// How many places of pairs are listed at once, at least; less only makes it slower.
  var leastPlaces = 1 << 22
  /// How many parts of the words are read at the same time, at most.
  var jobs = 1
  /// Whether positions are kept by pair, so that another table may choose what is merged.
  var keepsLists = false
  /// Whether the table says itself what occurs most.
  var hasQueue = true
  /// The names by which equal counts are ordered, if not by ids.
  var names: TokenTexts?
}

/// Puts words into symbols, for training on other things than bytes.
protocol WordCoder: AnyObject {
  /// Appends the tokens of a word; `MergeTable.wall` where nothing may be merged across.
  func encode(_ word: Span<UInt8>, appendingTo symbols: inout [TokenID])
}

/// The texts of tokens by id, while they are learned.
final class TokenTexts {
  private(set) var texts: [[UInt8]] = []
  private var ids: [[UInt8]: TokenID] = [:]
  /// How many symbols each token was made of; 0 while it was not made.
  private var lengths: [Int] = []

  var count: Int { texts.count }

  func id(of text: [UInt8]) -> TokenID? { ids[text] }

  /// The id of a text, made if needed.
  @discardableResult
  func add(_ text: [UInt8]) -> TokenID {
    if let id = ids[text] { return id }
    let id = addHidden(text)
    ids[text] = id
    return id
  }

  /// A new id, which the text does not lead to.
  @discardableResult
  func addHidden(_ text: [UInt8]) -> TokenID {
    texts.append(text)
    lengths.append(0)
    return TokenID(texts.count - 1)
  }

  /// Notes how many symbols a token is made of; false if it was made of another number before.
  func note(length: Int, of id: TokenID) -> Bool {
    defer { if lengths[Int(id)] == 0 { lengths[Int(id)] = length } }
    return lengths[Int(id)] == 0 || lengths[Int(id)] == length
  }

  func length(of id: TokenID) -> Int { max(lengths[Int(id)], 1) }

  /// The order of equal counts in parity-aware training: the pair whose left name, then right name,
  /// is higher comes first.
  func precedes(_ a: TokenPair, _ b: TokenPair) -> Bool {
    if a.left != b.left {
      return texts[Int(b.left)].lexicographicallyPrecedes(texts[Int(a.left)])
    }
    return texts[Int(b.right)].lexicographicallyPrecedes(texts[Int(a.right)])
  }
}

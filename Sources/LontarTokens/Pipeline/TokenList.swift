/// Tokens as a model finds them, with the bytes that they stand for when those are asked for.
struct TokenList {
  var ids: [TokenID] = []
  /// The bytes of each token, in the text that the model read.
  var starts: [Int] = []
  var ends: [Int] = []
  /// Whether a token is called by its text, rather than by its name in the vocabulary.
  var isText: [Bool] = []
  var words: [Int32] = []
  let keepsPlaces: Bool
  /// The word that tokens are added to.
  var word: Int32 = 0

  init(keepsPlaces: Bool) { self.keepsPlaces = keepsPlaces }

  mutating func removeAll() {
    ids.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    isText.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    word = 0
  }

  @inline(__always)
  mutating func append(_ id: TokenID, _ start: Int, _ end: Int, isText: Bool = false) {
    ids.append(id)
    guard keepsPlaces else { return }
    starts.append(start)
    ends.append(end)
    self.isText.append(isText)
    words.append(word)
  }
}

public import LontarText

/// What is written onto words, and when it is a word of its own: `rumah|nya`, `maganda|ng`, `omah|e`.
///
/// For each ending that a word has, a small linear model sums weights of a hashed table: of the ending, the
/// whole word, the letters next to the cut, the first letters, the length, and capitals.
struct CliticModel: Sendable {
  let language: Language
  /// One weight a row.
  let weights: [Int8]

  /// A place where a word may be cut.
  struct Candidate {
    /// Which clitic, by its number among those of the language.
    var clitic: Int
    /// Where the cut is, in bytes of the word.
    var cut: Int
    var isPrefix: Bool
  }

  /// What a word's features are read from: its letters in lower case, without soft hyphens.
  struct Letters {
    private(set) var bytes: [UInt8] = []
    /// Where each of them lies in the word, and the word's end.
    private(set) var places: [Int] = []
    /// Whether the first letter is a capital one, and whether all are.
    private(set) var capitals: (isFirst: Bool, areAll: Bool) = (false, false)

    mutating func read(_ word: Span<UInt8>, _ range: Range<Int>) {
      bytes.removeAll(keepingCapacity: true)
      places.removeAll(keepingCapacity: true)
      var index = range.lowerBound
      while index < range.upperBound {
        if word[index] == 0xC2, index + 1 < range.upperBound, word[index + 1] == 0xAD {
          index += 2
          continue
        }
        let isUpper = word[index] &- 0x41 < 26
        let isLower = word[index] &- 0x61 < 26
        if bytes.isEmpty { capitals = (isUpper, true) }
        if isLower { capitals.areAll = false }
        bytes.append(isUpper ? word[index] | 0x20 : word[index])
        places.append(index)
        index += 1
      }
      places.append(range.upperBound)
    }
  }

  /// Calls a closure with each place where a word may be cut, the longest endings first.
  static func forEachCandidate(
    in letters: Letters, _ language: Language, _ body: (Candidate) -> Void
  ) {
    let bytes = letters.bytes
    guard bytes.count >= 3, bytes.count <= 64 else { return }
    for (number, clitic) in language.enclitics.enumerated() {
      let rest = bytes.count - clitic.count
      guard rest >= 2, bytes[rest...].elementsEqual(clitic) else { continue }
      // The mark belongs to the clitic behind a hyphen: `HP|-mu`.
      let hasHyphen = bytes[rest - 1] == UInt8(ascii: "-")
      body(Candidate(clitic: number, cut: hasHyphen ? rest - 1 : rest, isPrefix: false))
    }
    let count = language.enclitics.count
    for (number, clitic) in language.proclitics.enumerated() {
      guard bytes.count - clitic.count >= 3, bytes.starts(with: clitic) else { continue }
      body(Candidate(clitic: count + number, cut: clitic.count, isPrefix: true))
    }
  }

  /// Calls a closure with the hash of each feature of a candidate.
  @inline(__always)
  static func forEachFeature(
    _ letters: Letters, _ candidate: Candidate, _ body: (UInt32) -> Void
  ) {
    let bytes = letters.bytes
    let stem = candidate.isPrefix ? candidate.cut..<bytes.count : 0..<candidate.cut
    let seed = UInt32(candidate.clitic + 1) &* 0x9E37_79B1
    func hash(_ kind: UInt32, _ range: Range<Int>) -> UInt32 {
      var hash = (seed ^ kind &* 0x85EB_CA77) | 1
      for index in range { hash = (hash ^ UInt32(bytes[index])) &* 0x0100_0193 }
      hash ^= hash >> 15
      hash = hash &* 0x2C1B_3C6D
      return hash ^ (hash >> 13)
    }
    body(hash(0, 0..<0))
    body(hash(1, 0..<bytes.count))
    for length in 1...4 where length <= stem.count {
      let near =
        candidate.isPrefix
        ? stem.lowerBound..<stem.lowerBound + length : stem.upperBound - length..<stem.upperBound
      let far =
        candidate.isPrefix
        ? stem.upperBound - length..<stem.upperBound : stem.lowerBound..<stem.lowerBound + length
      body(hash(1 + UInt32(length), near))
      if length == 2 || length == 3 { body(hash(8 + UInt32(length), far)) }
    }
    body(hash(16 + UInt32(min(stem.count, 12)), 0..<0))
    // Names are seldom what something is written onto.
    let first: UInt32 = letters.capitals.isFirst ? 1 : 0
    let all: UInt32 = letters.capitals.areAll ? 1 : 0
    body(hash(32 + first + 2 * all, 0..<0))
    if !stem.isEmpty { body(hash(36 + first, stem.upperBound - 1..<stem.upperBound)) }
  }

  @inline(__always)
  static func row(_ hash: UInt32, _ count: Int) -> Int { Int(hash) & (count - 1) }

  /// Appends the places where a word is cut, in bytes of the text, ascending.
  func cut(
    _ text: Span<UInt8>, _ word: Range<Int>, _ letters: inout Letters, into cuts: inout [Int]
  ) {
    guard word.count >= 3 else { return }
    let first = cuts.count
    var rest = word
    // A word has two endings at most: `buku|nya|lah`.
    for _ in 0..<3 {
      letters.read(text, rest)
      var best: (score: Int, candidate: Candidate)?
      Self.forEachCandidate(in: letters, language) { candidate in
        var score = 0
        Self.forEachFeature(letters, candidate) {
          score += Int(weights[Self.row($0, weights.count)])
        }
        if score > best?.score ?? 0 { best = (score, candidate) }
      }
      guard let candidate = best?.candidate else { break }
      let place = letters.places[candidate.cut]
      guard place > rest.lowerBound, place < rest.upperBound else { break }
      cuts.append(place)
      rest = candidate.isPrefix ? place..<rest.upperBound : rest.lowerBound..<place
    }
    if cuts.count - first > 1 { cuts[first...].sort() }
  }
}

extension Language {
  /// What may be written onto the end of a word and be cut from it, the longest first.
  var enclitics: [[UInt8]] {
    let list: [String] =
      switch self {
      case .indonesian, .malay: ["nya", "lah", "kah", "pun", "ku", "mu"]
      case .javanese: ["nipun", "ipun", "ne", "ku", "mu", "e"]
      case .sundanese: ["ana", "na"]
      case .filipino: ["’t", "’y", "'t", "'y", "ng", "g"]
      case .cebuano: ["ng", "g", "y"]
      default: []
      }
    return list.map { Array($0.utf8) }
  }

  /// What may be written onto the start of a word.
  var proclitics: [[UInt8]] {
    let list: [String] =
      switch self {
      case .indonesian, .malay: ["kau", "ku"]
      case .javanese: ["tak", "dak", "kok"]
      default: []
      }
    return list.map { Array($0.utf8) }
  }

  /// Whether the language has clitics that can be cut.
  public var hasClitics: Bool { !enclitics.isEmpty }
}

/// What pieces became that were encoded last, in tables of fixed size.
///
/// A table of short pieces and few tokens, two in each line of the processor's cache, serves nearly all of a
/// text in Latin script; another holds longer ones, and more tokens. Pieces of a text are asked for some
/// time before they are looked at, so that the processor can fetch what is remembered of them meanwhile.
struct PieceMemory: ~Copyable {
  /// Up to 15 bytes and what they became: one to three tokens; of none, more are remembered elsewhere.
  struct Short: BitwiseCopyable {
    var key: WordKey
    var count: UInt32
    var ids: (TokenID, TokenID, TokenID)
  }

  /// 16 to 31 bytes: the first 15, the last of all, and those between; and of less that became four to
  /// seven tokens, without a tail.
  struct Medium: BitwiseCopyable {
    var low: UInt64
    var high: UInt64
    var tail: WordKey
    var count: UInt32
    var ids: (TokenID, TokenID, TokenID, TokenID, TokenID, TokenID, TokenID)
  }

  /// A piece of a text, by its place.
  struct Waiting: BitwiseCopyable {
    var key: WordKey
    var index: Int
    var start: Int
    var length: Int
  }

  private static let shortBits = 16
  private static let mediumBits = 13
  /// A run has 64 pieces at most.
  private static let enough = 64

  // Places by twos: what was found last, and what was found there before it. No piece has a key of zeros.
  private let short = Storage<Short>(zeros: 2 << shortBits)
  // By twos too; no place that is taken has no tokens.
  private let medium = Storage<Medium>(zeros: 2 << mediumBits)
  private let waiting = Storage<Waiting>(capacity: 2 * enough)
  private var waitingCount = 0
  // Tokens on their way out; as many as pieces may have, and two that are written beyond.
  private let ready = Storage<TokenID>(capacity: 6 * enough + 2)

  // MARK: Pieces of a text

  /// Whether those that wait should be looked at before others are asked for.
  var isFull: Bool {
    @inline(__always) get { waitingCount > Self.enough }
  }

  /// Asks for what is remembered of some pieces.
  mutating func ask(for run: PieceRun, of text: UnsafePointer<UInt8>, count: Int) {
    var run = run
    let isFarFromEnd = run.window &+ 64 &+ 16 <= count
    while let piece = run.next() {
      let base = unsafe text + piece.lowerBound
      // What is longer has a key that nothing is remembered under.
      var one = Waiting(
        key: WordKey(low: 0, high: 0), index: 0, start: piece.lowerBound, length: piece.count)
      if piece.count <= 15 {
        one.key =
          isFarFromEnd
          ? unsafe WordKey(padded: base, length: piece.count)
          : unsafe WordKey(base, length: piece.count, readable: count - piece.lowerBound)
        one.index = Self.index(of: one.key)
        short.prefetch(one.index)
      }
      waiting[waitingCount] = one
      waitingCount &+= 1
    }
  }

  /// Appends the tokens of pieces that wait, from the one of number `next` on, up to one that is not
  /// remembered, and returns that; nil after the last.
  @inline(__always)
  mutating func answer(from next: inout Int, appendingTo output: inout [TokenID]) -> Waiting? {
    var count = 0
    var unknown: Waiting?
    while next < waitingCount {
      let one = waiting[next]
      next &+= 1
      var known = short[one.index]
      if known.key != one.key { known = short[one.index | 1] }
      guard known.key == one.key, known.count > 0 else {
        unknown = one
        break
      }
      // All three, whatever their number: the next ones write over what is too many.
      ready[count] = known.ids.0
      ready[count &+ 1] = known.ids.1
      ready[count &+ 2] = known.ids.2
      count &+= Int(known.count)
    }
    // Safe: as many were written.
    unsafe output.append(contentsOf: UnsafeBufferPointer(start: ready.base, count: count))
    if unknown == nil { waitingCount = 0 }
    return unknown
  }

  // MARK: Up to 15 bytes

  @inline(__always)
  private static func index(of key: WordKey) -> Int {
    Int(truncatingIfNeeded: key.hash >> UInt64(64 - shortBits)) << 1
  }

  /// Appends what is remembered of a key, if it is, and of few tokens.
  @inline(__always)
  func append(_ key: WordKey, to output: inout [TokenID]) -> Bool {
    let index = Self.index(of: key)
    var known = short[index]
    if known.key != key { known = short[index | 1] }
    guard known.key == key, known.count > 0 else { return false }
    output.append(known.ids.0)
    if known.count > 1 { output.append(known.ids.1) }
    if known.count > 2 { output.append(known.ids.2) }
    return true
  }

  /// Appends what is remembered of a key, if it has more tokens.
  func appendMedium(_ key: WordKey, to output: inout [TokenID]) -> Bool {
    let index = Self.index(of: key)
    guard short[index].key == key || short[index | 1].key == key else { return false }
    return appendMedium(key.hash, key.low, key.high, Self.noTail, to: &output)
  }

  /// Remembers what a key became, if that is not too much.
  func remember(_ key: WordKey, _ tokens: ArraySlice<TokenID>) {
    // Only a compiled file that was forged makes none.
    guard !tokens.isEmpty else { return }
    let start = tokens.startIndex
    var new = Short(key: key, count: 0, ids: (0, 0, 0))
    if tokens.count > 3 {
      guard rememberMedium(key.hash, key.low, key.high, Self.noTail, tokens) else { return }
    } else {
      new.count = UInt32(tokens.count)
      new.ids.0 = tokens[start]
      if tokens.count > 1 { new.ids.1 = tokens[start + 1] }
      if tokens.count > 2 { new.ids.2 = tokens[start + 2] }
    }
    let index = Self.index(of: key)
    // One that was forgotten elsewhere is still here.
    if short[index].key != key, short[index | 1].key != key {
      short[index | 1] = short[index]
      short[index] = new
    }
  }

  // MARK: More

  /// No tail of 16 bytes and more is this: not even one of zeros, or of no bytes.
  private static let noTail = WordKey(low: 1, high: 0)

  @inline(__always)
  private static func mediumIndex(_ hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> UInt64(64 - mediumBits)) << 1
  }

  /// Appends what is remembered under these, if anything is.
  @inline(__always)
  func appendMedium(
    _ hash: UInt64, _ low: UInt64, _ high: UInt64, _ tail: WordKey, to output: inout [TokenID]
  ) -> Bool {
    let index = Self.mediumIndex(hash)
    var known = medium[index]
    if known.low != low || known.high != high || known.tail != tail { known = medium[index | 1] }
    guard known.low == low, known.high == high, known.tail == tail, known.count > 0 else {
      return false
    }
    output.append(known.ids.0)
    if known.count > 1 { output.append(known.ids.1) }
    if known.count > 2 { output.append(known.ids.2) }
    if known.count > 3 { output.append(known.ids.3) }
    if known.count > 4 { output.append(known.ids.4) }
    if known.count > 5 { output.append(known.ids.5) }
    if known.count > 6 { output.append(known.ids.6) }
    return true
  }

  /// Remembers tokens, if they are not too many.
  @discardableResult
  func rememberMedium(
    _ hash: UInt64, _ low: UInt64, _ high: UInt64, _ tail: WordKey, _ tokens: ArraySlice<TokenID>
  ) -> Bool {
    guard 1...7 ~= tokens.count else { return false }
    func id(_ index: Int) -> TokenID {
      index < tokens.count ? tokens[tokens.startIndex + index] : 0
    }
    let index = Self.mediumIndex(hash)
    medium[index | 1] = medium[index]
    medium[index] = Medium(
      low: low, high: high, tail: tail, count: UInt32(tokens.count),
      ids: (id(0), id(1), id(2), id(3), id(4), id(5), id(6)))
    return true
  }
}

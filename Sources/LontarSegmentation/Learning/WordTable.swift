/// Words as paths through a hash table: a cell for each prefix of a word, found by the hash of the
/// prefix.
///
/// A cell is two bytes: eleven bits that tell prefixes apart, and five that say what a word costs, 0
/// for a prefix that is no word. There are no pointers, so any content is safe to read: at worst it
/// knows words that nobody added (about one prefix in 1,500 is taken for another).
struct WordTable: Sendable {
  private let storage: ModelStorage
  /// Where the cells are in the storage, two bytes each; zero is an empty one.
  private let start: Int
  /// How many cells there are, as a power of two.
  let bits: Int

  /// How many symbols a word has at most.
  static let longestWord = 24
  /// What the rarest word costs.
  static let highestCost = 31
  /// How far from its place a prefix may lie.
  fileprivate static let reach = 16

  /// The hash of the empty prefix.
  static let emptyPrefix: UInt64 = 0x243F_6A88_85A3_08D3

  /// The hash of a prefix with one more symbol.
  @inline(__always)
  static func extend(_ prefix: UInt64, by symbol: UInt32) -> UInt64 {
    let mixed = (prefix ^ UInt64(symbol)) &* 0x9FB2_1C65_1E98_DF25
    return mixed ^ (mixed >> 32)
  }

  init(storage: ModelStorage, start: Int, bits: Int) {
    precondition(start % 2 == 0 && start + 2 << bits <= storage.count, "cells lie in the storage")
    self.storage = storage
    self.start = start
    self.bits = bits
  }

  /// How many cells there are.
  var cellCount: Int { 1 << bits }

  /// A cell.
  @inline(__always)
  subscript(index: Int) -> UInt16 {
    assert(index >= 0 && index < cellCount)
    // Inside the storage, as `init` has checked.
    return unsafe UInt16(
      littleEndian: (storage.base + start).load(fromByteOffset: 2 * index, as: UInt16.self))
  }

  /// Makes a table of words with their costs, 1 to 31.
  ///
  /// - Complexity: O(*n*) in the number of symbols.
  init(words: [(symbols: [UInt32], cost: Int)]) {
    var prefixes: [UInt64: Int] = [:]
    for word in words where !word.symbols.isEmpty && word.symbols.count <= Self.longestWord {
      var hash = Self.emptyPrefix
      for symbol in word.symbols {
        hash = Self.extend(hash, by: symbol)
        prefixes[hash, default: 0] += 0
      }
      let old = prefixes[hash, default: 0]
      let cost = min(max(word.cost, 1), Self.highestCost)
      prefixes[hash] = old == 0 ? cost : min(old, cost)
    }
    var bits = 4
    while prefixes.count * 4 > (1 << bits) * 3 { bits += 1 }
    // In the order of their hashes, so that the same words give the same cells.
    let sorted = prefixes.sorted { $0.key < $1.key }
    while true {
      if let cells = Self.fill(sorted.map { ($0.key, $0.value) }, bits: bits) {
        let bytes = cells.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        self.init(storage: ModelStorage(bytes.span), start: 0, bits: bits)
        return
      }
      bits += 1
    }
  }

  private static func fill(_ prefixes: [(UInt64, Int)], bits: Int) -> [UInt16]? {
    var cells = [UInt16](repeating: 0, count: 1 << bits)
    for (hash, cost) in prefixes {
      var place = Self.place(hash, bits: bits)
      var steps = 0
      while cells[place] != 0 {
        // Another prefix that looks the same: one cell serves both, and is a word if either is.
        if cells[place] >> 5 == mark(hash) { break }
        place = (place + 1) & (cells.count - 1)
        steps += 1
        if steps == reach { return nil }
      }
      let old = Int(cells[place] & 31)
      cells[place] = mark(hash) << 5 | UInt16(old == 0 ? cost : cost == 0 ? old : min(old, cost))
    }
    return cells
  }

  @inline(__always)
  fileprivate static func place(_ hash: UInt64, bits: Int) -> Int {
    Int(truncatingIfNeeded: hash &>> UInt64(truncatingIfNeeded: 64 &- bits))
  }

  /// Eleven bits, never zero, so that no cell looks empty.
  @inline(__always)
  fileprivate static func mark(_ hash: UInt64) -> UInt16 {
    let mark = UInt16(truncatingIfNeeded: hash & 0x7FF)
    return mark == 0 ? 1 : mark
  }

  /// The cell of a prefix, or nil if it begins no word.
  func cell(of hash: UInt64) -> Int? { reader.cell(of: hash) }

  /// What a word costs whose last prefix has this cell; 0 if it is no word.
  func cost(at cell: Int) -> Int { Int(self[cell] & 31) }

  /// Reads the cells in an inner loop; not to be kept longer than the table.
  var reader: Reader { unsafe Reader(cells: storage.base + start, bits: bits) }

  @safe
  struct Reader {
    fileprivate let cells: UnsafeRawPointer
    fileprivate let bits: Int

    /// Inside the storage for places below the number of cells, as the table's `init` has checked.
    @inline(__always)
    private func cell(at place: Int) -> UInt16 {
      unsafe UInt16(littleEndian: cells.load(fromByteOffset: 2 &* place, as: UInt16.self))
    }

    /// The cell of a prefix, or nil if it begins no word.
    @inline(__always)
    func cell(of hash: UInt64) -> Int? {
      var place = WordTable.place(hash, bits: bits)
      let mark = WordTable.mark(hash)
      // Places wrap at the table's end.
      let last = 1 &<< bits &- 1
      for _ in 0..<WordTable.reach {
        let cell = cell(at: place)
        if cell == 0 { return nil }
        if cell &>> 5 == mark { return place }
        place = (place &+ 1) & last
      }
      return nil
    }

    /// What a word costs whose last prefix has this cell; 0 if it is no word.
    @inline(__always)
    func cost(at place: Int) -> Int { Int(cell(at: place) & 31) }
  }
}

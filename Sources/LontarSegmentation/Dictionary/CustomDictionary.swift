internal import LontarText

/// Words of a user that a segmenter keeps whole.
///
///     let words = Array("ชานมไข่มุก\nบุฟเฟ่ต์\t5\n".utf8)
///     let dictionary = try CustomDictionary(parsing: words.span)   // two words, one of them weighs 5
///
/// Where words match and overlap each other, those win whose weights times their lengths in bytes add
/// up to more. A word within a longer piece that the segmenter would have found anyway leaves that piece
/// alone, unless its weight is above 1. Words are compared by their bytes: normalise both sides alike.
///
/// The words lie sorted in one block of memory, with a table of their first six bytes: five million of
/// them take about 30 bytes each.
public struct CustomDictionary: Sendable {
  /// How many different words there are.
  public var count: Int { starts.count - 1 }

  /// The words, sorted by their bytes, one behind the other.
  let bytes: [UInt8]
  /// Where each word starts; one more for the end.
  let starts: [UInt32]
  /// The weight of each word; empty if all are 1.
  let weights: [UInt16]
  /// Finds the words that begin with some bytes.
  let index: PrefixIndex

  /// A word is at most so many bytes long.
  public static let longestWord = 255
  /// The greatest weight.
  public static let highestWeight = 1000

  /// Reads words, one a line, each with a tab and a weight from 1 to 1000 behind it if it is not 1.
  ///
  /// White space around a word and empty lines are let go, a byte order mark at the start too; of a
  /// word that comes again the greatest weight counts. A word may hold spaces, and characters of any
  /// script.
  ///
  /// - Throws: The first thing that is wrong, with its line.
  /// - Complexity: O(*n* log *n*) in the number of words.
  public init(parsing file: Span<UInt8>) throws(CustomDictionaryError) {
    var words = WordCollection()
    var start = 0
    var line = 1
    if file.count >= 3, file[0] == 0xEF, file[1] == 0xBB, file[2] == 0xBF { start = 3 }
    while start < file.count {
      var end = start
      while end < file.count && file[end] != 0x0A { end += 1 }
      try words.addLine(file.extracting(start..<end), number: line)
      start = end + 1
      line += 1
    }
    try self.init(words)
  }

  /// Takes words, all of the weight 1.
  ///
  ///     try CustomDictionary(words: ["ชานมไข่มุก", "Kuala Lumpur"])
  ///
  /// - Throws: What is wrong with a word; its line is its place, from 1.
  public init(words: some Sequence<String>) throws(CustomDictionaryError) {
    var collection = WordCollection()
    var line = 1
    for word in words {
      let bytes = Array(word.utf8)
      if bytes.contains(0x0A) || bytes.contains(0x09) { throw .badCharacter(line: line) }
      try collection.addLine(bytes.span, number: line)
      line += 1
    }
    try self.init(collection)
  }

  private init(_ words: consuming WordCollection) throws(CustomDictionaryError) {
    guard words.bytes.count <= Int(UInt32.max) else {
      throw .tooLarge(byteCount: words.bytes.count)
    }
    let sorted = words.sorted()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(words.bytes.count)
    var starts: [UInt32] = []
    starts.reserveCapacity(sorted.count + 1)
    var weights: [UInt16] = []
    weights.reserveCapacity(sorted.count)
    for number in sorted {
      let range = words.range(number)
      let weight = words.weights[number]
      if let last = starts.last, words.bytes[range] == bytes[Int(last)...] {
        weights[weights.count - 1] = max(weights[weights.count - 1], weight)
        continue
      }
      starts.append(UInt32(bytes.count))
      bytes.append(contentsOf: words.bytes[range])
      weights.append(weight)
    }
    starts.append(UInt32(bytes.count))
    self.bytes = bytes
    self.starts = starts
    self.weights = weights.allSatisfy { $0 == 1 } ? [] : weights
    index = PrefixIndex(bytes: bytes, starts: starts)
  }
}

/// What is wrong with a dictionary, and in which line, counted from 1.
@nonexhaustive
public enum CustomDictionaryError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A line is not UTF-8 at a byte of the line, counted from 0.
  case malformedUTF8(line: Int, byteOffset: Int)
  /// What follows the tab is not a whole number from 1 to 1000.
  case badWeight(line: Int)
  /// A word holds a control character.
  case badCharacter(line: Int)
  /// A word begins with a mark that goes with what is before it, so that it can stand nowhere.
  case beginsWithMark(line: Int)
  /// A word is too long.
  case tooLong(line: Int, byteCount: Int)
  /// There are more than 4 GiB of words.
  case tooLarge(byteCount: Int)

  /// The fact in one sentence, for a person.
  public var description: String {
    switch self {
    case .malformedUTF8(let line, let byteOffset): "line \(line): not UTF-8 at byte \(byteOffset)"
    case .badWeight(let line):
      "line \(line): no weight from 1 to \(CustomDictionary.highestWeight) behind the tab"
    case .badCharacter(let line): "line \(line): a word with a control character"
    case .beginsWithMark(let line): "line \(line): a word that begins with a mark"
    case .tooLong(let line, let byteCount):
      "line \(line): a word of \(byteCount) bytes, more than \(CustomDictionary.longestWord)"
    case .tooLarge(let byteCount): "\(byteCount) bytes of words are too many"
    }
  }
}

/// The words of a dictionary as they come.
private struct WordCollection {
  var bytes: [UInt8] = []
  var starts: [Int] = [0]
  var weights: [UInt16] = []

  func range(_ number: Int) -> Range<Int> { starts[number]..<starts[number + 1] }

  mutating func addLine(_ line: Span<UInt8>, number: Int) throws(CustomDictionaryError) {
    if let fault = line.firstIllFormedSequence() {
      throw .malformedUTF8(line: number, byteOffset: fault.lowerBound)
    }
    var tab = 0
    while tab < line.count && line[tab] != 0x09 { tab += 1 }
    var start = 0
    var end = tab
    while start < end && line[start] == 0x20 { start += 1 }
    while end > start && (line[end - 1] == 0x20 || line[end - 1] == 0x0D) { end -= 1 }
    var weight = 1
    if tab < line.count { weight = try Self.weight(line.extracting((tab + 1)...), number) }
    guard start < end else { return }
    guard end - start <= CustomDictionary.longestWord else {
      throw .tooLong(line: number, byteCount: end - start)
    }
    if line.character(at: start).kind == .glue { throw .beginsWithMark(line: number) }
    for index in start..<end {
      guard line[index] >= 0x20 && line[index] != 0x7F else { throw .badCharacter(line: number) }
      bytes.append(line[index])
    }
    starts.append(bytes.count)
    weights.append(UInt16(weight))
  }

  private static func weight(
    _ text: Span<UInt8>, _ line: Int
  ) throws(CustomDictionaryError) -> Int {
    var weight = 0
    var digits = 0
    for index in text.indices {
      let byte = text[index]
      if byte == 0x0D || byte == 0x20 { continue }
      guard byte &- 0x30 < 10 else { throw .badWeight(line: line) }
      weight = min(weight * 10 + Int(byte - 0x30), 1 << 20)
      digits += 1
    }
    guard digits > 0, weight >= 1, weight <= CustomDictionary.highestWeight else {
      throw .badWeight(line: line)
    }
    return weight
  }

  /// The numbers of the words in the order of their bytes. Eight bytes decide mostly.
  func sorted() -> [Int] {
    var keys: [(key: UInt64, number: UInt32)] = []
    keys.reserveCapacity(weights.count)
    for number in weights.indices {
      var key: UInt64 = 0
      let range = range(number)
      for index in 0..<8 {
        key = key << 8 | (index < range.count ? UInt64(bytes[range.lowerBound + index]) : 0)
      }
      keys.append((key, UInt32(truncatingIfNeeded: number)))
    }
    keys.sort { first, second in
      if first.key != second.key { return first.key < second.key }
      return bytes[range(Int(first.number))].lexicographicallyPrecedes(
        bytes[range(Int(second.number))])
    }
    return keys.map { Int($0.number) }
  }
}

internal import LontarText

/// Lists of known words, one a line.
public enum WordList {
  /// A word, in UTF-8, with how often it occurs, 0 where nobody counted.
  public typealias Entry = (word: [UInt8], count: UInt64)

  /// What is wrong with a list, and in which line, counted from 1.
  @nonexhaustive
  public enum ListError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A line is not UTF-8.
    case malformedUTF8(line: Int)
    /// What follows the tab is not a number.
    case badCount(line: Int)

    /// The fact in one sentence, for a person.
    public var description: String {
      switch self {
      case .malformedUTF8(let line): "line \(line): not UTF-8"
      case .badCount(let line): "line \(line): no number behind the tab"
      }
    }
  }

  /// Reads words, each with a tab and a count behind it if there is one.
  ///
  ///     try WordList.parse(Array("ภาษา\t12\nไทย\n".utf8).span)   // 12 and 0 times
  ///
  /// Empty lines are let go; a word may come again.
  public static func parse(_ file: Span<UInt8>) throws(ListError) -> [Entry] {
    var entries: [Entry] = []
    var start = 0
    var line = 1
    while start < file.count {
      var end = start
      while end < file.count && file[end] != UInt8(ascii: "\n") { end += 1 }
      let bytes = file.extracting(start..<end)
      guard bytes.firstIllFormedSequence() == nil else { throw .malformedUTF8(line: line) }
      if let entry = try parseLine(bytes, line) { entries.append(entry) }
      start = end + 1
      line += 1
    }
    return entries
  }

  private static func parseLine(_ bytes: Span<UInt8>, _ line: Int) throws(ListError) -> Entry? {
    var word: [UInt8] = []
    var index = 0
    while index < bytes.count && bytes[index] != UInt8(ascii: "\t") {
      if bytes[index] != UInt8(ascii: "\r") { word.append(bytes[index]) }
      index += 1
    }
    var count: UInt64 = 0
    if index < bytes.count {
      var digits = 0
      for place in index + 1..<bytes.count where bytes[place] != UInt8(ascii: "\r") {
        guard bytes[place] >= 0x30, bytes[place] <= 0x39 else { throw .badCount(line: line) }
        let (tens, isTooMuch) = count.multipliedReportingOverflow(by: 10)
        guard !isTooMuch, tens < 1 << 62 else { throw .badCount(line: line) }
        count = tens + UInt64(bytes[place] - 0x30)
        digits += 1
      }
      guard digits > 0 else { throw .badCount(line: line) }
    }
    return word.isEmpty ? nil : (word: word, count: count)
  }
}

extension BoundaryModel {
  /// The SHA-256 digest of a file's bytes in base 16, by which a model names what it was trained on.
  public static func digest(_ bytes: Span<UInt8>) -> String { hexadecimal(sha256(bytes)) }
}

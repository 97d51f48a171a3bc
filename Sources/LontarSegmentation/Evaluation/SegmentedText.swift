internal import LontarText

/// A text and where its pieces end, as a person or a segmenter has cut it.
public struct SegmentedText: Sendable, Equatable {
  /// The text, in UTF-8.
  public private(set) var bytes: [UInt8] = []
  /// The byte offsets at which the pieces end, ascending; the last is the text's length.
  public private(set) var ends: [Int] = []

  /// Makes an empty text.
  public init() {}

  /// Adds a piece at the end; an empty one adds nothing.
  public mutating func append(_ piece: Span<UInt8>) {
    guard piece.count > 0 else { return }
    for index in piece.indices { bytes.append(piece[index]) }
    ends.append(bytes.count)
  }

  /// The byte ranges of the pieces, in order.
  public var ranges: [Range<Int>] { zip([0] + ends, ends).map { $0..<$1 } }
}

/// What is wrong with a file of segmented text, and where.
@nonexhaustive
public enum SegmentedTextError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A line, counted from 1, is not UTF-8 at a byte of the line, counted from 0.
  case malformedUTF8(line: Int, byteOffset: Int)
  /// A backslash is followed by something other than `p` or a backslash.
  case unknownEscape(line: Int, byteOffset: Int)
  /// A row of CoNLL-U, or of a table of offsets, does not have the fields that it must have.
  case badRow(line: Int)
  /// The tokens of a sentence of CoNLL-U are not those of its text, which stands in this line.
  case textDiffers(line: Int)
  /// A row of a table of offsets, counted from 1, names a place where its text has no character's end.
  case badOffset(line: Int)

  /// The fact in one sentence, for a person.
  public var description: String {
    switch self {
    case .malformedUTF8(let line, let byteOffset): "line \(line): not UTF-8 at byte \(byteOffset)"
    case .badRow(let line): "line \(line): not a row with its fields"
    case .textDiffers(let line): "line \(line): a text that the tokens below do not make"
    case .badOffset(let line): "line \(line): an offset that is no character's end in its text"
    case .unknownEscape(let line, let byteOffset):
      "line \(line): a backslash at byte \(byteOffset) that is neither \\p nor \\\\"
    }
  }
}

extension SegmentedText {
  /// Reads segmented text: one record a line, pieces separated by `|`, a literal `|` written `\p` and
  /// a backslash `\\`. White space is text like any other.
  ///
  ///     try SegmentedText.parse(Array("ภาษา|ไทย| |ง่าย\n".utf8).span)   // one text of four pieces
  ///
  /// Empty pieces are dropped, an empty line is a text without pieces, and a carriage return before a
  /// line feed belongs to the line's end.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public static func parse(_ file: Span<UInt8>) throws(SegmentedTextError) -> [SegmentedText] {
    var texts: [SegmentedText] = []
    var start = 0
    while start < file.count {
      var end = start
      while end < file.count && file[end] != UInt8(ascii: "\n") { end += 1 }
      var lineEnd = end
      if lineEnd > start && file[lineEnd - 1] == UInt8(ascii: "\r") { lineEnd -= 1 }
      texts.append(try parseLine(file.extracting(start..<lineEnd), number: texts.count + 1))
      start = end + 1
    }
    return texts
  }

  private static func parseLine(
    _ line: Span<UInt8>, number: Int
  ) throws(SegmentedTextError) -> SegmentedText {
    if let fault = line.firstIllFormedSequence() {
      throw .malformedUTF8(line: number, byteOffset: fault.lowerBound)
    }
    var text = SegmentedText()
    var piece: [UInt8] = []
    var index = 0
    while index < line.count {
      let byte = line[index]
      if byte == UInt8(ascii: "|") {
        text.append(piece.span)
        piece.removeAll(keepingCapacity: true)
      } else if byte == UInt8(ascii: "\\") {
        let next = index + 1 < line.count ? line[index + 1] : 0
        guard next == UInt8(ascii: "p") || next == UInt8(ascii: "\\") else {
          throw .unknownEscape(line: number, byteOffset: index)
        }
        piece.append(next == UInt8(ascii: "p") ? UInt8(ascii: "|") : next)
        index += 1
      } else {
        piece.append(byte)
      }
      index += 1
    }
    text.append(piece.span)
    return text
  }
}

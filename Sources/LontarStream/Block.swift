/// A run of whole records from one file, about a mebibyte long.
///
/// Records are lines. A block ends with a newline, except at the very end of the input when that
/// lacks one; so whatever is done to each record on its own may be done to blocks in parallel.
public struct Block: Sendable {
  /// The records, each with its newline.
  public internal(set) var bytes: [UInt8] = []
  /// The number of the block among all blocks, from 0, in the order of the input.
  public internal(set) var index = 0
  /// The name of the file that they come from.
  public internal(set) var file = ""
  /// The number of the first record's line in that file, from 1.
  public internal(set) var firstLine = 1
  /// Where the block starts in that file, in bytes after decompression.
  public internal(set) var byteOffset = 0
  /// The number of that file among the inputs, from 0.
  public internal(set) var fileNumber = 0
  /// Whether the first record goes on from the block before; only with a ``RecordSplit``.
  public internal(set) var startsInside = false
  /// Whether the last record goes on in the next block; only with a ``RecordSplit``.
  public internal(set) var endsInside = false
  /// How many bytes of the first record lie in blocks before.
  public internal(set) var recordOffset = 0
  /// What the caller's ``Opening`` said of the file.
  public internal(set) var tag = 0

  init() {}

  /// A block in the same place with other bytes, in which each line takes the place of one.
  public func holding(_ bytes: consuming [UInt8]) -> Block {
    var block = Block()
    block.bytes = bytes
    (block.index, block.file, block.tag) = (index, file, tag)
    (block.firstLine, block.byteOffset) = (firstLine, byteOffset)
    (block.startsInside, block.endsInside) = (startsInside, endsInside)
    (block.fileNumber, block.recordOffset) = (fileNumber, recordOffset)
    return block
  }

  /// Whether the last record ends with a newline. Only the last of all records may lack it.
  public var endsWithNewline: Bool { bytes.last == UInt8(ascii: "\n") }

  /// Makes the block's bytes the output, without copying them.
  ///
  /// - Parameter output: Must be empty; its memory becomes the block's.
  public mutating func giveBytes(to output: inout [UInt8]) {
    precondition(output.isEmpty, "the output would be lost")
    swap(&bytes, &output)
  }

  /// Calls a closure for each line, in order.
  ///
  ///     try block.forEachLine { range, number in
  ///       try worker.normalize(block.bytes.span.extracting(range), appendingTo: &output)
  ///     }
  ///
  /// - Parameter body: Takes where the line lies in ``bytes``, without its newline, and its number
  ///   in the file, from 1. A carriage return before the newline belongs to the line.
  public func forEachLine<Failure: Error>(
    _ body: (_ range: Range<Int>, _ number: Int) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    var number = firstLine
    while start < bytes.count {
      let end = bytes.nextNewline(from: start) ?? bytes.count
      try body(start..<end, number)
      start = end + 1
      number += 1
    }
  }
}

/// What the offsets of a text count.
public enum OffsetUnit: String, CaseIterable, Sendable {
  /// Bytes of UTF-8.
  case byte
  /// Unicode scalars, as Python counts a string.
  case scalar
  /// Units of UTF-16, as Java and JavaScript count.
  case utf16

  /// How many units some bytes have. What is not UTF-8 counts as one for each byte that begins no
  /// continuation.
  ///
  ///     OffsetUnit.utf16.count(Array("ไทย😀".utf8).span)   // 5
  public func count(_ bytes: Span<UInt8>) -> Int {
    switch self {
    case .byte: return bytes.count
    case .scalar:
      var count = 0
      for index in bytes.indices { count += bytes[index] & 0xC0 == 0x80 ? 0 : 1 }
      return count
    case .utf16:
      var count = 0
      for index in bytes.indices {
        count += (bytes[index] & 0xC0 == 0x80 ? 0 : 1) + (bytes[index] >= 0xF0 ? 1 : 0)
      }
      return count
    }
  }
}

extension SegmentedText {
  /// Reads a table of offsets, `record⇥start⇥end` with records from 0 and perhaps more fields, which says
  /// how texts are cut. What lies between two pieces is a piece.
  ///
  /// - Throws: ``SegmentedTextError/badRow(line:)`` or ``SegmentedTextError/badOffset(line:)``.
  public static func parseOffsets(
    _ file: Span<UInt8>, of texts: [SegmentedText], unit: OffsetUnit = .scalar
  ) throws(SegmentedTextError) -> [SegmentedText] {
    var cuts = [[Range<Int>]](repeating: [], count: texts.count)
    var places: (record: Int, table: [Int: Int]) = (-1, [:])
    var start = 0
    var line = 1
    while start < file.count {
      var end = start
      while end < file.count && file[end] != 0x0A { end += 1 }
      if end > start {
        let numbers = Self.numbers(file.extracting(start..<end))
        guard numbers.count == 3, numbers[0] < texts.count else { throw .badRow(line: line) }
        if places.record != numbers[0] {
          places = (numbers[0], texts[numbers[0]].places(unit))
        }
        guard let low = places.table[numbers[1]], let high = places.table[numbers[2]], low < high
        else { throw .badOffset(line: line) }
        cuts[numbers[0]].append(low..<high)
      }
      start = end + 1
      line += 1
    }
    return zip(texts, cuts).map { text, ranges in
      var cut = SegmentedText()
      var last = 0
      for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound })
      where range.lowerBound >= last {
        cut.append(text.bytes.span.extracting(last..<range.lowerBound))
        cut.append(text.bytes.span.extracting(range))
        last = range.upperBound
      }
      cut.append(text.bytes.span.extracting(last...))
      return cut
    }
  }

  /// The first three fields of a row, as numbers; fewer if they are none.
  private static func numbers(_ row: Span<UInt8>) -> [Int] {
    var numbers: [Int] = []
    var number: Int? = nil
    for index in 0...row.count {
      let byte: UInt8 = index < row.count ? row[index] : 0x09
      if byte == 0x09 {
        guard let found = number, numbers.count < 3 else { return numbers }
        numbers.append(found)
        number = nil
      } else if byte &- 0x30 < 10 {
        number = min((number ?? 0) * 10 + Int(byte - 0x30), 1 << 60)
      } else if byte != 0x0D {
        return numbers
      }
    }
    return numbers
  }

  /// The byte at which each offset lies.
  private func places(_ unit: OffsetUnit) -> [Int: Int] {
    var table: [Int: Int] = [0: 0]
    var offset = 0
    var start = 0
    for end in 1...max(1, bytes.count) where end <= bytes.count {
      guard end == bytes.count || bytes[end] & 0xC0 != 0x80 else { continue }
      offset += unit.count(bytes.span.extracting(start..<end))
      table[offset] = end
      start = end
    }
    return table
  }
}

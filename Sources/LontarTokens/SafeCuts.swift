/// Where text written without spaces may be cut before merging: between two characters that no
/// token joins.
///
/// A place that no token of the vocabulary crosses is a boundary between tokens in every encoding,
/// and merges on one side do not affect those on the other. So both sides may be encoded alone,
/// and short ones be remembered, where a whole phrase of Thai or Khmer hardly comes twice. Tokens
/// that begin or end inside a character count with every character they could belong to.
///
/// Only characters of three bytes in the blocks below are looked at: letters of Tamil, Sinhala,
/// Thai, Lao, Tibetan, Burmese, Baybayin, Khmer, Balinese, Sundanese, Javanese, Cham and others.
struct SafeCuts: ~Copyable {
  /// The first characters of blocks of 128.
  private static let blocks: [UInt32] = [
    0x0B80, 0x0D80, 0x0E00, 0x0E80, 0x0F00, 0x1000, 0x1080, 0x1700, 0x1780, 0x1980, 0x1A00, 0x1B00,
    0x1B80, 0xA980, 0xAA00, 0xAA80,
  ]
  private static let characterCount = blocks.count * 128

  /// By block of 128 code points, the number of its first character here; -1 for other blocks.
  private let firstOfBlock: Storage<Int32>
  /// A row of bits for each character on the left, a bit for each on the right: set where a token
  /// joins them.
  private let joined: Storage<UInt64>

  /// Looks through the tokens that an encoding may come to hold.
  ///
  /// - Complexity: O(*n*) in the bytes of the tokens.
  init(_ ids: [TokenID], of vocabulary: borrowing Vocabulary) {
    firstOfBlock = Self.firstOfBlock()
    joined = Storage(repeating: 0, count: Self.wordCount)
    for id in ids {
      let range = vocabulary.range(of: id)
      unsafe vocabulary.withBytes { bytes in
        for place in range.dropFirst()
        where unsafe bytes[place] & 0xF0 == 0xE0 && bytes[place - 1] & 0xC0 == 0x80 {
          unsafe join(
            bytes[max(range.lowerBound, place - 3)..<place],
            bytes[place..<min(range.upperBound, place + 3)])
        }
      }
    }
  }

  /// Notes that a token has these bytes on both sides of a boundary, up to three on each.
  private func join(
    _ left: Slice<UnsafeBufferPointer<UInt8>>, _ right: Slice<UnsafeBufferPointer<UInt8>>
  ) {
    let (left, right) = unsafe (Array(left)[...], Array(right)[...])
    if left.count == 3, right.count == 3 {
      guard let left = Self.number(left), let right = Self.number(right) else { return }
      join(left, right)
    } else {
      for left in Self.characters(endingLike: left) {
        for right in Self.characters(startingLike: right) { join(left, right) }
      }
    }
  }

  /// The end of the longest stretch from `start` that some token may reach across.
  ///
  /// - Complexity: O(*n*) in the bytes of the stretch.
  @inline(__always)
  func firstCut(in text: UnsafePointer<UInt8>, from start: Int, count: Int) -> Int {
    var left: Int32 = -1
    var index = start
    while index < count {
      guard unsafe text[index] & 0xF0 == 0xE0, index + 2 < count,
        unsafe text[index + 1] & 0xC0 == 0x80, unsafe text[index + 2] & 0xC0 == 0x80
      else {
        left = -1
        index &+= 1
        continue
      }
      let right = unsafe character(text[index], text[index + 1], text[index + 2])
      if left >= 0, right >= 0, !areJoined(Int(left), Int(right)) { return index }
      left = right
      index &+= 3
    }
    return count
  }

  @inline(__always)
  private func character(_ lead: UInt8, _ middle: UInt8, _ last: UInt8) -> Int32 {
    let block = Int(lead & 15) << 5 | Int(middle & 63) >> 1
    let first = firstOfBlock[block]
    return first < 0 ? -1 : first + Int32(middle & 1) << 6 + Int32(last & 63)
  }

  private func areJoined(_ left: Int, _ right: Int) -> Bool {
    let bit = left * Self.characterCount + right
    return joined[bit >> 6] & 1 << UInt64(bit & 63) != 0
  }

  private func join(_ left: Int, _ right: Int) {
    let bit = left * Self.characterCount + right
    joined[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  // MARK: Parts of characters

  /// The characters that a token may hold the last bytes of.
  private static func characters(endingLike bytes: ArraySlice<UInt8>) -> [Int] {
    guard bytes.count < 3 else { return number(bytes).map { [$0] } ?? [] }
    return texts.indices.filter { texts[$0].suffix(bytes.count).elementsEqual(bytes) }
  }

  /// The characters that a token may hold the first bytes of.
  private static func characters(startingLike bytes: ArraySlice<UInt8>) -> [Int] {
    guard bytes.count < 3 else { return number(bytes).map { [$0] } ?? [] }
    return texts.indices.filter { texts[$0].starts(with: bytes) }
  }

  /// The number of a character here, given its three bytes.
  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    let (lead, middle, last) = (
      bytes[bytes.startIndex], bytes[bytes.startIndex + 1], bytes[bytes.startIndex + 2]
    )
    guard lead & 0xF0 == 0xE0, middle & 0xC0 == 0x80, last & 0xC0 == 0x80 else { return nil }
    let point = UInt32(lead & 15) << 12 | UInt32(middle & 63) << 6 | UInt32(last & 63)
    guard let block = blocks.firstIndex(of: point & ~127) else { return nil }
    return block * 128 + Int(point & 127)
  }

  /// Each character's three bytes.
  private static let texts: [[UInt8]] = (0..<characterCount).map { number in
    let point = blocks[number / 128] + UInt32(number % 128)
    return [
      UInt8(0xE0 | point >> 12), UInt8(0x80 | point >> 6 & 63), UInt8(0x80 | point & 63),
    ]
  }
}

// MARK: Compiled

extension SafeCuts {
  private static let wordCount = characterCount * characterCount / 64

  func append(to writer: inout CompiledWriter) { writer.append(joined, count: Self.wordCount) }

  /// Reads what was written; nil if it is not of this size.
  static func read(_ reader: inout CompiledReader) -> SafeCuts? {
    guard let joined = reader.next(of: UInt64.self), reader.count == wordCount else { return nil }
    return SafeCuts(joined: joined)
  }

  private init(joined: consuming Storage<UInt64>) {
    firstOfBlock = Self.firstOfBlock()
    self.joined = joined
  }

  /// By block of 128 code points, the number of its first character here.
  private static func firstOfBlock() -> Storage<Int32> {
    let first = Storage<Int32>(repeating: -1, count: 1 << 9)
    for (index, block) in blocks.enumerated() { first[Int(block >> 7)] = Int32(index * 128) }
    return first
  }
}

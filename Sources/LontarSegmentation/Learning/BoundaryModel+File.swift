internal import LontarText

// The file of a model. All numbers are little-endian.
//
//      0   8  "LONTARSG"
//      8   4  version, 1
//     12   1  unit: 0 scalars, 1 syllables
//     13   1  1 if ICU's boundaries are looked at, else 0
//     14   1  rows, as a power of two, 4 to 22
//     15   1  cells of words, as a power of two, 4 to 24; 0 if there are none
//     16   4  what a weight of 1 stands for, as IEEE 754 single precision
//     20   4  bytes of the provenance, at most 1 MiB
//     24   8  the language's code, padded with zeros
//     32   8  checksum of all bytes before it and behind it
//     40      provenance, UTF-8, padded with zeros to a multiple of 8
//             weights, eight signed bytes a row
//             cells of words, two bytes each

extension BoundaryModel {
  private static let magic = Array("LONTARSG".utf8)
  private static let headCount = 40
  private static let longestProvenance = 1 << 20

  /// Reads a model from the bytes of its file, all of which are checked.
  ///
  /// - Throws: ``BoundaryModelError`` if anything is not as it was written.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(parsing file: Span<UInt8>) throws(BoundaryModelError) {
    guard file.count >= Self.headCount,
      Self.magic.indices.allSatisfy({ file[$0] == Self.magic[$0] })
    else { throw .notAModel }
    let version = UInt32(truncatingIfNeeded: file.number(at: 8, byteCount: 4))
    guard version == 1 else { throw .unknownVersion(version) }
    guard let unit = Unit(rawValue: file[12]) else { throw .badField(byteOffset: 12) }
    guard file[13] <= 1 else { throw .badField(byteOffset: 13) }
    let rowBits = Int(file[14])
    guard (4...22).contains(rowBits) else { throw .badField(byteOffset: 14) }
    let cellBits = Int(file[15])
    guard cellBits == 0 || (4...24).contains(cellBits) else { throw .badField(byteOffset: 15) }
    let scale = Float(bitPattern: UInt32(truncatingIfNeeded: file.number(at: 16, byteCount: 4)))
    guard scale.isFinite && scale > 0 else { throw .badField(byteOffset: 16) }
    let textCount = Int(file.number(at: 20, byteCount: 4))
    guard textCount <= Self.longestProvenance else { throw .badField(byteOffset: 20) }

    let weightStart = Self.headCount + (textCount + 7) / 8 * 8
    let cellStart = weightStart + 8 << rowBits
    let end = cellStart + (cellBits == 0 ? 0 : 2 << cellBits)
    guard file.count == end else { throw .wrongLength(byteCount: file.count) }
    guard file.number(at: 32, byteCount: 8) == Self.checksum(file) else { throw .wrongChecksum }

    var code: [UInt8] = []
    for index in 24..<32 where file[index] != 0 { code.append(file[index]) }
    guard let language = try? Language(String(decoding: code, as: UTF8.self)) else {
      throw .badField(byteOffset: 24)
    }
    let text = file.extracting(Self.headCount..<Self.headCount + textCount)
    guard text.firstIllFormedSequence() == nil else { throw .badField(byteOffset: Self.headCount) }
    var provenance: [UInt8] = []
    for index in text.indices { provenance.append(text[index]) }
    var weights: [Int8] = []
    weights.reserveCapacity(8 << rowBits)
    for index in weightStart..<cellStart { weights.append(Int8(bitPattern: file[index])) }
    var words: WordTable?
    if cellBits > 0 {
      var cells: [UInt16] = []
      cells.reserveCapacity(1 << cellBits)
      for index in stride(from: cellStart, to: end, by: 2) {
        cells.append(UInt16(file[index]) | UInt16(file[index + 1]) << 8)
      }
      words = WordTable(cells: cells, bits: cellBits)
    }
    self.init(
      language: language,
      shape: Shape(unit: unit, usesICU: file[13] == 1, hasWords: cellBits > 0, rowBits: rowBits),
      weights: weights, words: words, scale: scale,
      provenance: String(decoding: provenance, as: UTF8.self))
  }

  /// The bytes of the model's file.
  public func bytes() -> [UInt8] {
    var file = Self.magic
    func put(_ number: UInt64, _ byteCount: Int) {
      for index in 0..<byteCount {
        file.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * index)))
      }
    }
    let text = Array(provenance.utf8).prefix(Self.longestProvenance)
    put(1, 4)
    file += [shape.unit.rawValue, shape.usesICU ? 1 : 0, UInt8(shape.rowBits)]
    file.append(UInt8(words?.bits ?? 0))
    put(UInt64(scale.bitPattern), 4)
    put(UInt64(text.count), 4)
    let code = Array(language.rawValue.utf8)
    file += code + [UInt8](repeating: 0, count: 8 - code.count)
    put(0, 8)
    file += text
    while file.count % 8 != 0 { file.append(0) }
    for weight in weights { file.append(UInt8(bitPattern: weight)) }
    for cell in words?.cells ?? [] { put(UInt64(cell), 2) }
    let sum = Self.checksum(file.span)
    for index in 0..<8 { file[32 + index] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * index)) }
    return file
  }

  /// FNV-1a by words of eight bytes, with a turn so that high bits come down; the field of the
  /// checksum itself is left out. It finds damage, not malice: a model can do no harm.
  private static func checksum(_ file: Span<UInt8>) -> UInt64 {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    var index = 0
    while index < file.count {
      if index != 32 {
        sum =
          (sum ^ file.number(at: index, byteCount: min(8, file.count - index)))
          &* 0x100_0000_01B3
        sum = sum << 23 | sum >> 41
      }
      index += 8
    }
    return sum
  }
}

extension Span<UInt8> {
  /// A little-endian number of up to eight bytes.
  fileprivate func number(at offset: Int, byteCount: Int) -> UInt64 {
    var number: UInt64 = 0
    for index in 0..<byteCount { number |= UInt64(self[offset + index]) << UInt64(8 * index) }
    return number
  }
}

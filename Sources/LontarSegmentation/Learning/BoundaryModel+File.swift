internal import LontarText

// The file of a model. All numbers are little-endian.
//
//      0   8  "LONTARSG"
//      8   4  version, 4
//     12   1  unit: 0 scalars, 1 syllables
//     13   1  1 if ICU's boundaries are looked at, else 0
//     14   1  rows, as a power of two, 4 to 22
//     15   1  cells of words, as a power of two, 4 to 24; 0 if there are none
//     16   4  what a weight of 1 stands for, as IEEE 754 single precision
//     20   4  bytes of the provenance, at most 1 MiB
//     24   8  the language's code, padded with zeros
//     32   8  checksum of all bytes before it and behind it
//     40      provenance, UTF-8, padded with zeros until 64 divides the place
//             weights, eight signed bytes a row
//             cells of words, two bytes each

extension BoundaryModel {
  private static let magic = Array("LONTARSG".utf8)

  /// Reads a model from the bytes of its file, all of which are checked, and keeps a copy.
  ///
  /// - Throws: ``BoundaryModelError`` if anything is not as it was written.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(parsing file: Span<UInt8>) throws(BoundaryModelError) {
    try self.init(ModelStorage(file))
  }

  /// Maps the file of a model into memory, and checks all of it.
  ///
  ///     let model = try BoundaryModel(contentsOf: "th.seg")
  ///
  /// The file's pages are shared with other processes that map it, and stay where they are. Replace the
  /// file by another one, as the trainer does, but do not write into it while it is in use.
  ///
  /// - Throws: ``BoundaryModelError`` if it cannot be read or anything is not as it was written.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(contentsOf path: String) throws(BoundaryModelError) {
    guard let storage = ModelStorage(mapping: path) else {
      throw .cannotRead(code: ModelStorage.lastError)
    }
    try self.init(storage)
  }

  init(_ storage: ModelStorage, isTrusted: Bool = false) throws(BoundaryModelError) {
    let head = try storage.withBytes { (file) throws(BoundaryModelError) in try Head(file) }
    if !isTrusted {
      guard storage.word(at: 32) == Self.checksum(storage) else { throw .wrongChecksum }
    }
    let language = try storage.withBytes { (file) throws(BoundaryModelError) in
      try Head.language(file)
    }
    let text = try storage.withBytes { (file) throws(BoundaryModelError) in
      try Head.provenance(file, count: head.textCount)
    }
    var words: WordTable?
    if head.cellBits > 0 {
      words = WordTable(storage: storage, start: head.cellStart, bits: head.cellBits)
    }
    self.init(
      language: language, shape: head.shape, scale: head.scale, words: words, provenance: text,
      storage: storage, weightStart: head.weightStart)
  }

  /// Makes a model of what was learned.
  init(
    language: Language, shape: Shape, weights: [Int8], words: WordTable?, scale: Float,
    provenance: String
  ) {
    precondition(weights.count == 8 << shape.rowBits, "a row has eight weights")
    var file = Self.magic
    func put(_ number: UInt64, _ byteCount: Int) {
      for index in 0..<byteCount {
        file.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * index)))
      }
    }
    let text = Array(provenance.utf8).prefix(Head.longestProvenance)
    put(UInt64(Head.version), 4)
    file += [shape.unit.rawValue, shape.usesICU ? 1 : 0, UInt8(shape.rowBits)]
    file.append(UInt8(words?.bits ?? 0))
    put(UInt64(scale.bitPattern), 4)
    put(UInt64(text.count), 4)
    let code = Array(language.rawValue.utf8)
    file += code + [UInt8](repeating: 0, count: 8 - code.count)
    put(0, 8)
    file += text
    while file.count % 64 != 0 { file.append(0) }
    let weightStart = file.count
    for weight in weights { file.append(UInt8(bitPattern: weight)) }
    let cellStart = file.count
    if let words { for cell in 0..<words.cellCount { put(UInt64(words[cell]), 2) } }
    let sum = Self.checksum(ModelStorage(file.span))
    for index in 0..<8 { file[32 + index] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * index)) }
    let storage = ModelStorage(file.span)
    self.init(
      language: language, shape: shape, scale: scale,
      words: words.map { WordTable(storage: storage, start: cellStart, bits: $0.bits) },
      provenance: String(decoding: text, as: UTF8.self), storage: storage,
      weightStart: weightStart)
  }

  /// The bytes of the model's file.
  public func bytes() -> [UInt8] {
    storage.withBytes { file in
      var bytes: [UInt8] = []
      bytes.reserveCapacity(file.count)
      for index in file.indices { bytes.append(file[index]) }
      return bytes
    }
  }

  /// FNV-1a by words of eight bytes, with a turn so that high bits come down; the field of the
  /// checksum itself is left out. It finds damage, not malice: a model can do no harm.
  private static func checksum(_ storage: ModelStorage) -> UInt64 {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    var index = 0
    while index < storage.count {
      if index != 32 {
        // Every part of a model's file has a length that is a multiple of eight.
        sum = (sum ^ storage.word(at: index)) &* 0x100_0000_01B3
        sum = sum << 23 | sum >> 41
      }
      index += 8
    }
    return sum
  }

  /// The head of a file, checked.
  private struct Head {
    static let byteCount = 40
    static let longestProvenance = 1 << 20
    static let version: UInt32 = 4

    var shape: Shape
    var scale: Float
    var textCount: Int
    var cellBits: Int
    var weightStart: Int
    var cellStart: Int

    init(_ file: Span<UInt8>) throws(BoundaryModelError) {
      guard file.count >= Self.byteCount, magic.indices.allSatisfy({ file[$0] == magic[$0] })
      else { throw .notAModel }
      let version = file.number(at: 8)
      guard version == Self.version else { throw .unknownVersion(version) }
      guard let unit = Unit(rawValue: file[12]) else { throw .badField(byteOffset: 12) }
      guard file[13] <= 1 else { throw .badField(byteOffset: 13) }
      let rowBits = Int(file[14])
      guard (4...22).contains(rowBits) else { throw .badField(byteOffset: 14) }
      cellBits = Int(file[15])
      guard cellBits == 0 || (4...24).contains(cellBits) else { throw .badField(byteOffset: 15) }
      scale = Float(bitPattern: file.number(at: 16))
      guard scale.isFinite && scale > 0 else { throw .badField(byteOffset: 16) }
      textCount = Int(file.number(at: 20))
      guard textCount <= Self.longestProvenance else { throw .badField(byteOffset: 20) }
      weightStart = (Self.byteCount + textCount + 63) / 64 * 64
      cellStart = weightStart + 8 << rowBits
      let end = cellStart + (cellBits == 0 ? 0 : 2 << cellBits)
      guard file.count == end else { throw .wrongLength(byteCount: file.count) }
      shape = Shape(
        unit: unit, usesICU: file[13] == 1, hasWords: cellBits > 0, rowBits: rowBits)
    }

    static func language(_ file: Span<UInt8>) throws(BoundaryModelError) -> Language {
      var code: [UInt8] = []
      for index in 24..<32 where file[index] != 0 { code.append(file[index]) }
      guard let language = try? Language(String(decoding: code, as: UTF8.self)) else {
        throw .badField(byteOffset: 24)
      }
      return language
    }

    static func provenance(
      _ file: Span<UInt8>, count: Int
    ) throws(BoundaryModelError) -> String {
      let text = file.extracting(byteCount..<byteCount + count)
      guard text.firstIllFormedSequence() == nil else { throw .badField(byteOffset: byteCount) }
      var bytes: [UInt8] = []
      for index in text.indices { bytes.append(text[index]) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }
}

extension Span<UInt8> {
  /// A little-endian number of four bytes.
  fileprivate func number(at offset: Int) -> UInt32 {
    var number: UInt32 = 0
    for index in 0..<4 { number |= UInt32(self[offset + index]) << UInt32(8 * index) }
    return number
  }
}

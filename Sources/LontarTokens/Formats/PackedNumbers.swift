/// How a number is kept in a file of packed ids; little-endian.
public enum NumberType: String, Sendable, CaseIterable {
  case uint16
  case uint32
  case int32

  /// How many bytes a number has.
  public var byteCount: Int { self == .uint16 ? 2 : 4 }

  /// How many different ids fit.
  public var capacity: Int {
    switch self {
    case .uint16: 1 << 16
    case .uint32: 1 << 32
    case .int32: 1 << 31
    }
  }

  /// NumPy's name for it.
  var descriptor: String {
    switch self {
    case .uint16: "<u2"
    case .uint32: "<u4"
    case .int32: "<i4"
    }
  }

  /// Appends an id, which must fit.
  @inline(__always)
  public func append(_ id: TokenID, to output: inout [UInt8]) {
    output.append(UInt8(truncatingIfNeeded: id))
    output.append(UInt8(truncatingIfNeeded: id >> 8))
    guard byteCount == 4 else { return }
    output.append(UInt8(truncatingIfNeeded: id >> 16))
    output.append(UInt8(truncatingIfNeeded: id >> 24))
  }
}

/// The start of a NumPy file that holds a list of numbers (NEP 1, version 1.0).
///
///     NumPyHeader(type: .uint16, count: 1_000_000).bytes   // \x93NUMPY…, 128 bytes
public struct NumPyHeader: Sendable, Equatable {
  /// The numbers' type.
  public var type: NumberType
  /// How many numbers there are.
  public var count: Int

  /// How many bytes every header has that is written here, whatever the count.
  public static let byteCount = 128
  /// The most bytes of a file that need to be looked at to read its header.
  public static let mostBytes = 10 + 65_535

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Makes a header.
  public init(type: NumberType, count: Int) {
    self.type = type
    self.count = count
  }

  /// The header as it stands at the start of a file, of ``byteCount`` bytes.
  public var bytes: [UInt8] {
    var text = "{'descr': '\(type.descriptor)', 'fortran_order': False, 'shape': (\(count),), }"
    text += String(repeating: " ", count: Self.byteCount - 10 - 1 - text.utf8.count) + "\n"
    return Self.magic + [1, 0, UInt8(Self.byteCount - 10), 0] + Array(text.utf8)
  }

  /// Reads the start of a file.
  ///
  /// - Parameter bytes: At least ``mostBytes`` of the file, or all of it.
  /// - Returns: The header, and how many bytes it has.
  /// - Throws: ``TokenizerError`` if it is none, or one of other data than a list of ids.
  public static func read(_ bytes: Span<UInt8>) throws(TokenizerError) -> (Self, byteCount: Int) {
    guard bytes.count >= 12, magic.indices.allSatisfy({ bytes[$0] == magic[$0] }) else {
      throw .missing(field: "\\x93NUMPY", expected: "the start of a NumPy file")
    }
    let isLong = bytes[6] > 1
    let start = isLong ? 12 : 10
    var length = Int(bytes[8]) | Int(bytes[9]) << 8
    if isLong { length |= Int(bytes[10]) << 16 | Int(bytes[11]) << 24 }
    guard length <= bytes.count - start else {
      throw .inconsistent(field: "header", reason: "is cut off, or of more than 65535 bytes")
    }
    var text: [UInt8] = []
    for index in start..<start + length where bytes[index] != 0x20 { text.append(bytes[index]) }
    let type = NumberType.allCases.first { contains(text, "'descr':'\($0.descriptor)'") }
    guard let type else {
      throw .unsupported(field: "descr", value: "neither <u2, <u4 nor <i4")
    }
    guard contains(text, "'fortran_order':False") || contains(text, "'fortran_order':True") else {
      throw .missing(field: "fortran_order", expected: "False")
    }
    guard let shape = place(of: "'shape':(", in: text) else {
      throw .missing(field: "shape", expected: "a tuple")
    }
    var count = 0
    var index = shape
    while index < text.count, text[index] &- 0x30 < 10, count < 1 << 50 {
      count = count * 10 + Int(text[index] - 0x30)
      index += 1
    }
    guard index > shape, text[index...].starts(with: ",)".utf8) else {
      throw .unsupported(field: "shape", value: "not that of a list")
    }
    return (Self(type: type, count: count), start + length)
  }

  private static func contains(_ text: [UInt8], _ part: String) -> Bool {
    place(of: part, in: text) != nil
  }

  /// The offset behind the first occurrence of a part.
  private static func place(of part: String, in text: [UInt8]) -> Int? {
    let part = Array(part.utf8)
    guard text.count >= part.count else { return nil }
    return (0...text.count - part.count).first { text[$0...].starts(with: part) }
      .map { $0 + part.count }
  }
}

/// The index of Megatron-LM's indexed dataset: how long each document is, and where it starts in the file
/// of numbers beside it.
///
///     var index = MegatronIndex(type: .uint16)
///     try index.append(length: 512)
///     index.appendBytes(to: &bytes)   // MMIDIDX, version 1
public struct MegatronIndex: Sendable, Equatable {
  /// The numbers' type: ``NumberType/uint16`` or ``NumberType/int32``.
  public let type: NumberType
  /// The number of ids of each document.
  public private(set) var lengths: [Int32] = []

  private static let magic = Array("MMIDIDX".utf8) + [0, 0]
  private static let headerByteCount = 34

  /// Makes an index of no documents.
  public init(type: NumberType) {
    precondition(type != .uint32, "Megatron-LM has no such type")
    self.type = type
  }

  /// The type that Megatron-LM chooses for so many ids.
  public static func type(forVocabularyOf count: Int) -> NumberType {
    count < 65_500 ? .uint16 : .int32
  }

  /// Adds a document.
  ///
  /// - Throws: ``TokenizerError`` for one of 2³¹ ids or more, whose length the format cannot hold.
  public mutating func append(length: Int) throws(TokenizerError) {
    guard let length = Int32(exactly: length) else {
      throw .unsupported(field: "document", value: "of \(length) ids")
    }
    lengths.append(length)
  }

  /// Appends the file: the header; for each document, as one sequence, its length and the offset of its first
  /// byte; and for each document, and the end, the number of its first sequence.
  public func appendBytes(to output: inout [UInt8]) {
    func put<Number: FixedWidthInteger>(_ number: Number) {
      for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
        output.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
      }
    }
    output += Self.magic
    put(UInt64(1))
    output.append(type == .uint16 ? 8 : 4)
    put(UInt64(lengths.count))
    put(UInt64(lengths.count + 1))
    for length in lengths { put(length) }
    var offset: Int64 = 0
    for length in lengths {
      put(offset)
      offset += Int64(length) * Int64(type.byteCount)
    }
    for number in 0...lengths.count { put(Int64(number)) }
  }

  /// Reads a file, and asks that documents lie one behind the other, as everyone writes them.
  ///
  /// - Throws: ``TokenizerError`` for another file, another type of numbers, or one that is cut off.
  public init(_ bytes: Span<UInt8>) throws(TokenizerError) {
    let magic = Self.magic
    guard bytes.count >= Self.headerByteCount, magic.indices.allSatisfy({ bytes[$0] == magic[$0] })
    else { throw .missing(field: "MMIDIDX", expected: "the start of a Megatron index") }
    func number(_ offset: Int, _ byteCount: Int) -> UInt64 {
      (0..<byteCount).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
    }
    guard number(9, 8) == 1 else { throw .unsupported(field: "version", value: "\(number(9, 8))") }
    switch bytes[17] {
    case 8: type = .uint16
    case 4: type = .int32
    default: throw .unsupported(field: "type", value: "code \(bytes[17])")
    }
    let count = number(18, 8)
    guard count <= UInt64(bytes.count / 12),
      Self.headerByteCount + 12 * Int(count) <= bytes.count
    else {
      throw .inconsistent(field: "sequences", reason: "\(count) do not fit in the file")
    }
    var offset: Int64 = 0
    let pointers = Self.headerByteCount + 4 * Int(count)
    lengths.reserveCapacity(Int(count))
    for index in 0..<Int(count) {
      let length = Int32(truncatingIfNeeded: number(Self.headerByteCount + 4 * index, 4))
      guard length >= 0, number(pointers + 8 * index, 8) == UInt64(offset) else {
        throw .unsupported(field: "sequence \(index)", value: "not behind the one before")
      }
      lengths.append(length)
      offset += Int64(length) * Int64(type.byteCount)
    }
  }
}

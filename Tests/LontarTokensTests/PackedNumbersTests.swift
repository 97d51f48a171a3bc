import Testing

@testable import LontarTokens

@Suite struct PackedNumbersTests {
  @Test(arguments: NumberType.allCases)
  func aNumPyHeaderIsReadAgain(type: NumberType) throws {
    for count in [0, 1, 1_000_000, 1 << 49] {
      let header = NumPyHeader(type: type, count: count)
      #expect(header.bytes.count == NumPyHeader.byteCount && header.bytes.last == 0x0A)
      let read = try NumPyHeader.read(header.bytes.span)
      #expect(read.0 == header && read.byteCount == 128)
    }
  }

  /// As NumPy itself writes it, whose lengths and orders differ.
  @Test func otherHeadersAreRead() throws {
    let text = "{'descr': '<u2', 'fortran_order': False, 'shape': (5,), }"
    let padding = String(repeating: " ", count: 80 - 10 - text.utf8.count - 1) + "\n"
    let short = [0x93] + Array("NUMPY".utf8) + [1, 0, 70, 0] + Array((text + padding).utf8)
    let first = try NumPyHeader.read(short.span)
    #expect(first.0 == NumPyHeader(type: .uint16, count: 5) && first.byteCount == 80)
    let long = [0x93] + Array("NUMPY".utf8) + [2, 0, 70, 0, 0, 0] + Array((text + padding).utf8)
    #expect(try NumPyHeader.read(long.span).byteCount == 82)
  }

  @Test(arguments: [
    "{'descr': '<f4', 'fortran_order': False, 'shape': (5,), }",
    "{'descr': '<u2', 'fortran_order': False, 'shape': (5, 2), }",
    "{'descr': '<u2', 'fortran_order': False, 'shape': (), }", "{}",
  ])
  func otherArraysAreRefused(text: String) {
    let bytes = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
    #expect(throws: TokenizerError.self) { try NumPyHeader.read(bytes.span) }
    let cut = Array(bytes.dropLast(3))
    #expect(throws: TokenizerError.self) { try NumPyHeader.read(cut.span) }
    let bare = Array(text.utf8)
    #expect(throws: TokenizerError.self) { try NumPyHeader.read(bare.span) }
  }

  @Test func aMegatronIndexHasItsFields() throws {
    var index = MegatronIndex(type: .uint16)
    for length in [3, 5] { try index.append(length: length) }
    var bytes: [UInt8] = []
    index.appendBytes(to: &bytes)
    func number(_ offset: Int, _ width: Int) -> Int {
      (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    #expect(bytes.prefix(9).elementsEqual(Array("MMIDIDX".utf8) + [0, 0]))
    #expect(number(9, 8) == 1 && bytes[17] == 8 && number(18, 8) == 2 && number(26, 8) == 3)
    #expect([34, 38].map { number($0, 4) } == [3, 5])
    #expect([42, 50].map { number($0, 8) } == [0, 6])
    #expect([58, 66, 74].map { number($0, 8) } == [0, 1, 2])
    #expect(bytes.count == 82)
    #expect(try MegatronIndex(bytes.span) == index)
  }

  @Test func damagedIndexesAreRefused() throws {
    var index = MegatronIndex(type: .int32)
    for length in [3, 0, 5] { try index.append(length: length) }
    var bytes: [UInt8] = []
    index.appendBytes(to: &bytes)
    for count in [0, 9, 33, 34, 60] {
      let cut = Array(bytes[..<count])
      #expect(throws: TokenizerError.self) { try MegatronIndex(cut.span) }
    }
    let damages: [(Int, UInt8)] = [(0, 0), (9, 2), (17, 7), (25, 0xFF), (46, 9), (37, 0xFF)]
    for (place, value) in damages {
      var other = bytes
      other[place] = value
      #expect(throws: TokenizerError.self, "\(place)") { try MegatronIndex(other.span) }
    }
    #expect(throws: TokenizerError.self) { try index.append(length: 1 << 31) }
  }
}

/// The characters that stand for bytes in the files of byte-level models.
///
/// GPT-2's convention (Radford et al. 2019): the printable bytes 21–7E, A1–AC and AE–FF stand for
/// themselves, the other 68, in order, for U+0100 and up; so every byte string is visible text
/// without spaces.
enum ByteCharacters {
  /// The scalar that stands for each byte.
  static let scalars: [UInt32] = {
    var next: UInt32 = 0x100
    return (0...255).map { byte in
      if (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE {
        return UInt32(byte)
      }
      defer { next += 1 }
      return next
    }
  }()

  /// The byte that each scalar below 0x144 stands for, or -1.
  private static let bytes: [Int16] = {
    var table = [Int16](repeating: -1, count: 0x144)
    for (byte, scalar) in scalars.enumerated() { table[Int(scalar)] = Int16(byte) }
    return table
  }()

  /// The bytes in the order of the characters that stand for them: the order of ids in an
  /// alphabet.
  static let bytesInOrder: [UInt8] = (0...255).map { UInt8($0) }.sorted {
    scalars[Int($0)] < scalars[Int($1)]
  }

  /// Appends the characters for `bytes`, as UTF-8.
  static func append(_ bytes: some Collection<UInt8>, to output: inout [UInt8]) {
    for byte in bytes {
      let scalar = scalars[Int(byte)]
      if scalar < 0x80 {
        output.append(UInt8(scalar))
      } else {
        output.append(UInt8(0xC0 | scalar >> 6))
        output.append(UInt8(0x80 | scalar & 0x3F))
      }
    }
  }

  /// The bytes that `text` stands for, or nil when one of its characters stands for none.
  static func bytes(of text: some Collection<UInt8>) -> [UInt8]? {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var lead: UInt32 = 0
    for byte in text {
      let scalar: UInt32
      if lead > 0 {
        guard byte & 0xC0 == 0x80 else { return nil }
        scalar = lead << 6 | UInt32(byte & 0x3F)
        lead = 0
      } else if byte < 0x80 {
        scalar = UInt32(byte)
      } else if byte & 0xE0 == 0xC0, byte >= 0xC2 {
        lead = UInt32(byte & 0x1F)
        continue
      } else {
        return nil
      }
      guard scalar < 0x144, bytes[Int(scalar)] >= 0 else { return nil }
      output.append(UInt8(bytes[Int(scalar)]))
    }
    return lead == 0 ? output : nil
  }
}

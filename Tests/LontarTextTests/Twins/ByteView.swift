@testable import LontarText

/// What the bytes from 0x80 on look like when they are read with the table of a single-byte encoding,
/// and the way back from what is seen to the bytes.
struct ByteView: Sendable {
  /// The byte of each scalar up to the last that has one; 0 for none.
  private let bytes: [UInt8]

  /// The view through Windows-1252, where bytes that stand for nothing stay C1 controls, as browsers
  /// and many others have it. It holds Latin-1's, too.
  static let windows1252 = ByteView([:])
  /// Through Windows-874 and, where that has nothing, Windows-1252.
  static let windows874 = ByteView(
    Dictionary(
      uniqueKeysWithValues: (0xA1...0xFB).filter { !(0xDB...0xDE).contains($0) }
        .map { (UInt8($0), UInt32($0) + 0xD60) }),
    keepsLatin: false)
  /// Through Windows-1258.
  static let windows1258 = ByteView([
    0xC3: 0x102, 0xCC: 0x300, 0xD0: 0x110, 0xD2: 0x309, 0xD5: 0x1A0, 0xDD: 0x1AF, 0xDE: 0x303,
    0xE3: 0x103, 0xEC: 0x301, 0xF0: 0x111, 0xF2: 0x323, 0xF5: 0x1A1, 0xFD: 0x1B0, 0xFE: 0x20AB,
  ])

  private static let punctuation: [UInt8: UInt32] = [
    0x80: 0x20AC, 0x82: 0x201A, 0x83: 0x192, 0x84: 0x201E, 0x85: 0x2026, 0x86: 0x2020,
    0x87: 0x2021, 0x88: 0x2C6, 0x89: 0x2030, 0x8A: 0x160, 0x8B: 0x2039, 0x8C: 0x152, 0x8E: 0x17D,
    0x91: 0x2018, 0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022, 0x96: 0x2013,
    0x97: 0x2014, 0x98: 0x2DC, 0x99: 0x2122, 0x9A: 0x161, 0x9B: 0x203A, 0x9C: 0x153, 0x9E: 0x17E,
    0x9F: 0x178,
  ]

  private init(_ own: [UInt8: UInt32], keepsLatin: Bool = true) {
    var bytes = [UInt8](repeating: 0, count: 0x2123)
    for byte in 0x80...0xFF as ClosedRange<UInt8> {
      if let scalar = own[byte] {
        bytes[Int(scalar)] = byte
      } else {
        if let scalar = Self.punctuation[byte] { bytes[Int(scalar)] = byte }
        if keepsLatin || byte <= 0xA0 { bytes[Int(byte)] = byte }
      }
    }
    self.bytes = bytes
  }

  /// The byte that looks like a scalar beyond ASCII; nothing if none does.
  @inline(__always)
  func byte(_ scalar: UInt32) -> UInt8? {
    guard scalar < bytes.count else { return nil }
    let byte = bytes[Int(scalar)]
    return byte == 0 ? nil : byte
  }
}

/// A text as the bytes that it looks like, each with the place it has in the text.
struct SeenBytes {
  /// The bytes; ASCII stands for itself.
  private(set) var bytes: [UInt8] = []
  /// Where each begins in the text, and at the end where the text ends.
  private(set) var places: [Int] = []
  /// Whether each character beyond ASCII looks like a byte. Those that do not are 0 among the bytes.
  private(set) var isWhole = true

  init(_ text: Span<UInt8>, through view: ByteView) {
    bytes.reserveCapacity(text.count)
    places.reserveCapacity(text.count + 1)
    var place = 0
    text.forEachScalar { scalar in
      places.append(place)
      place += scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
      if scalar < 0x80 {
        bytes.append(UInt8(scalar))
      } else if let byte = view.byte(scalar) {
        bytes.append(byte)
      } else {
        bytes.append(0)
        isWhole = false
      }
    }
    places.append(text.count)
  }
}

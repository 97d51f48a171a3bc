internal import CLontar

/// A way in which text is written as bytes.
///
///     let encoding = try TextEncoding("tis-620")
///     var decoder = try encoding.makeDecoder()
///     try decoder.decode([0xE4, 0xB7, 0xC2].span, appendingTo: &output)   // ไทย in UTF-8
///
/// The encodings of Southeast Asia are decoded by tables of our own, all others by ICU.
public struct TextEncoding: Sendable, Hashable {
  /// The name that messages use, such as "windows-874".
  public let name: String
  let kind: Kind

  enum Kind: Sendable, Hashable {
    case utf8
    /// Text in Unicode's code points with the meanings of the Zawgyi font.
    case zawgyi
    /// A number of `lontar_encoding`.
    case table(UInt32)
    /// UTF-16 or UTF-32, whose byte order mark says which bytes come first.
    case marked(unit: Int)
    case icu
  }

  init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  init(_ name: String, _ encoding: lontar_encoding) {
    self.init(name: name, kind: .table(encoding.rawValue))
  }

  /// Finds an encoding by one of its names; case, spaces and punctuation do not matter.
  ///
  ///     try TextEncoding("CP874")    // windows-874
  ///     try TextEncoding("tcvn3")    // TCVN3
  ///     try TextEncoding("gb18030")  // by ICU
  ///
  /// - Throws: ``TextError/unknownEncoding(_:)``.
  public init(_ name: String) throws(TextError) {
    let key = Self.key(name)
    for (encoding, aliases) in Self.own {
      if Self.key(encoding.name) == key || aliases.contains(where: { Self.key($0) == key }) {
        self = encoding
        return
      }
    }
    guard !key.isEmpty, !name.utf8.contains(0) else { throw .unknownEncoding(name) }
    self.init(name: name, kind: .icu)
    // ICU knows more spellings than it lists, so it is asked.
    _ = try makeDecoder()
  }

  /// Lower-case letters and digits.
  private static func key(_ name: String) -> [UInt8] {
    name.utf8.compactMap { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      default: nil
      }
    }
  }

  /// UTF-8.
  public static let utf8 = TextEncoding(name: "UTF-8", kind: .utf8)
  /// Burmese for the Zawgyi font: UTF-8 whose Myanmar letters mean something else than in Unicode.
  public static let zawgyi = TextEncoding(name: "Zawgyi", kind: .zawgyi)
  static let utf16 = TextEncoding(name: "UTF-16", kind: .marked(unit: 2))
  static let utf32 = TextEncoding(name: "UTF-32", kind: .marked(unit: 4))
  static let utf16LittleEndian = TextEncoding("UTF-16LE", LONTAR_UTF_16LE)
  static let utf16BigEndian = TextEncoding("UTF-16BE", LONTAR_UTF_16BE)
  static let utf32LittleEndian = TextEncoding("UTF-32LE", LONTAR_UTF_32LE)
  static let utf32BigEndian = TextEncoding("UTF-32BE", LONTAR_UTF_32BE)
  static let tis620 = TextEncoding("TIS-620", LONTAR_TIS_620)
  static let iso8859Thai = TextEncoding("ISO-8859-11", LONTAR_ISO_8859_11)
  static let windowsThai = TextEncoding("windows-874", LONTAR_WINDOWS_874)
  static let windowsVietnamese = TextEncoding("windows-1258", LONTAR_WINDOWS_1258)
  static let viscii = TextEncoding("VISCII", LONTAR_VISCII)
  static let tcvn5712 = TextEncoding("TCVN5712-1", LONTAR_TCVN_5712)
  static let tcvn3 = TextEncoding("TCVN3", LONTAR_TCVN3)
  static let vni = TextEncoding("VNI", LONTAR_VNI)
  static let viqr = TextEncoding("VIQR", LONTAR_VIQR)
  static let windowsWestern = TextEncoding("windows-1252", LONTAR_WINDOWS_1252)

  private static let own: [(encoding: TextEncoding, aliases: [String])] = [
    (utf8, ["unicode-1-1-utf-8"]),
    (utf16, ["unicode", "ucs-2"]),
    (utf16LittleEndian, ["ucs-2le"]),
    (utf16BigEndian, ["ucs-2be"]),
    (utf32, ["ucs-4"]),
    (utf32LittleEndian, ["ucs-4le"]),
    (utf32BigEndian, ["ucs-4be"]),
    (tis620, ["tis-620-0", "tis620.2533", "iso-ir-166"]),
    (iso8859Thai, ["latin-thai", "iso8859-11:2001"]),
    (windowsThai, ["cp874", "ms874", "dos-874", "ibm-874"]),
    (windowsVietnamese, ["cp1258"]),
    (viscii, ["viscii1.1-1", "csviscii"]),
    (tcvn5712, ["tcvn", "tcvn-5712", "tcvn5712-1:1993", "vn1"]),
    (tcvn3, ["abc", "vn3"]),
    (vni, ["vni-win", "vni-windows"]),
    (viqr, ["csviqr"]),
    (windowsWestern, ["cp1252"]),
    (zawgyi, ["zawgyi-one", "my-zawgyi"]),
  ]

  /// Every encoding with its other names: first those that Lontar decodes itself, then ICU's.
  ///
  /// - Complexity: O(*n*) in the number of encodings, of which ICU 72 has some 230.
  public static var all: [(encoding: TextEncoding, aliases: [String])] {
    let taken = Set(own.flatMap { [key($0.encoding.name)] + $0.aliases.map(key) })
    var known = own
    for index in 0..<lontar_converter_count() {
      let names = Self.namesInICU(index)
      guard let name = names.first, names.allSatisfy({ !taken.contains(key($0)) }) else { continue }
      known.append((TextEncoding(name: name, kind: .icu), Array(names.dropFirst())))
    }
    return known
  }

  private static func namesInICU(_ index: Int) -> [String] {
    var names = unsafe [UnsafePointer<CChar>?](repeating: nil, count: 64)
    let count = unsafe names.withUnsafeMutableBufferPointer { names -> Int in
      guard let start = names.baseAddress else { return 0 }
      // At most as many as there is room for, and all are ICU's constants.
      return unsafe lontar_converter_names(index, start, names.count)
    }
    return unsafe names.prefix(count).compactMap { name in
      unsafe name.map { unsafe String(cString: $0) }
    }
  }

  /// How many bytes make a unit, when a line feed is a unit and not a byte: 2 for UTF-16, 4 for
  /// UTF-32, and 1 for all others.
  public var unitByteCount: Int {
    switch kind {
    case .marked(let unit): unit
    case .table(LONTAR_UTF_16LE.rawValue), .table(LONTAR_UTF_16BE.rawValue): 2
    case .table(LONTAR_UTF_32LE.rawValue), .table(LONTAR_UTF_32BE.rawValue): 4
    case .table, .utf8, .zawgyi, .icu: 1
    }
  }

  /// Whether lines are decoded by a table without a state, so that many can be decoded at once.
  package var isDecodedByTable: Bool { kind != .icu }

  /// The encoding that the start of a text says it is in, for one that needs a byte order mark, and
  /// how many bytes the mark has.
  ///
  ///     try TextEncoding("utf-16").resolved(for: [0xFF, 0xFE].span)   // UTF-16LE, 2
  ///
  /// UTF-16 and UTF-32 without a mark have their high byte first, as Unicode says.
  public func resolved(for start: Span<UInt8>) -> (encoding: TextEncoding, markByteCount: Int) {
    let marked = ByteOrderMark(start)
    switch kind {
    case .marked(let unit):
      if let marked, marked.encoding.unitByteCount == unit {
        return (marked.encoding, marked.byteCount)
      }
      if unit == 2, start.count >= 2, start[0] == 0xFF, start[1] == 0xFE {
        return (.utf16LittleEndian, 2)
      }
      return (unit == 2 ? .utf16BigEndian : .utf32BigEndian, 0)
    case .utf8, .zawgyi, .table:
      return (self, marked?.encoding == self ? marked?.byteCount ?? 0 : 0)
    case .icu:
      return (self, 0)
    }
  }

  /// Makes what decodes one text after another.
  ///
  /// - Throws: ``TextError/unknownEncoding(_:)`` if ICU does not know the encoding.
  public func makeDecoder() throws(TextError) -> TextDecoder { try TextDecoder(self) }
}

/// The mark at the start of a text that tells its encoding.
struct ByteOrderMark {
  let encoding: TextEncoding
  let byteCount: Int

  init?(_ start: Span<UInt8>) {
    func starts(_ bytes: [UInt8]) -> Bool {
      start.count >= bytes.count && bytes.indices.allSatisfy { start[$0] == bytes[$0] }
    }
    // UTF-32's mark begins with UTF-16's.
    if starts([0xFF, 0xFE, 0, 0]) {
      (encoding, byteCount) = (.utf32LittleEndian, 4)
    } else if starts([0, 0, 0xFE, 0xFF]) {
      (encoding, byteCount) = (.utf32BigEndian, 4)
    } else if starts([0xFF, 0xFE]) {
      (encoding, byteCount) = (.utf16LittleEndian, 2)
    } else if starts([0xFE, 0xFF]) {
      (encoding, byteCount) = (.utf16BigEndian, 2)
    } else if starts([0xEF, 0xBB, 0xBF]) {
      (encoding, byteCount) = (.utf8, 3)
    } else {
      return nil
    }
  }
}

/// Reads the numbers of ``CharacterData``: five bits a character, the lowest first.
struct NumberReader {
  private let text: [UInt8]
  private var position = 0

  init(_ text: StaticString) {
    // Safe: the bytes of a literal live as long as the program, and are copied here.
    self.text = text.withUTF8Buffer { unsafe Array($0) }
  }

  var isAtEnd: Bool { position == text.count }

  mutating func next() -> UInt32 {
    var value: UInt32 = 0
    var shift: UInt32 = 0
    while position < text.count {
      let byte = text[position]
      position += 1
      let (digit, goesOn) = Self.digit(byte)
      value |= digit << shift
      guard goesOn else { break }
      shift += 5
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> (UInt32, Bool) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): (UInt32(byte) - 48, false)
    case UInt8(ascii: "a")...UInt8(ascii: "v"): (UInt32(byte) - 97 + 10, false)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): (UInt32(byte) - 65, true)
    case UInt8(ascii: "!"): (26, true)
    case UInt8(ascii: "#")...UInt8(ascii: "&"): (UInt32(byte) - 35 + 27, true)
    default: (31, true)  // '*'
    }
  }
}

/// A set of characters, with a bit for each.
struct ScalarSet: Sendable {
  private var bits = [UInt64](repeating: 0, count: 0x110000 / 64)

  /// Reads gaps and lengths.
  init(_ text: StaticString) {
    var reader = NumberReader(text)
    var end: UInt32 = 0
    while !reader.isAtEnd {
      let start = end + reader.next()
      end = start + reader.next()
      for scalar in start..<end { insert(scalar) }
    }
  }

  init(_ scalars: some Sequence<UInt32>) {
    for scalar in scalars { insert(scalar) }
  }

  mutating func insert(_ scalar: UInt32) { bits[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63) }

  func contains(_ scalar: UInt32) -> Bool {
    scalar < 0x110000 && bits[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 != 0
  }

  static let punctuation = ScalarSet(CharacterData.punctuation)
  static let word = ScalarSet(CharacterData.word)
  static let control = ScalarSet(CharacterData.control)
  static let nonspacing = ScalarSet(CharacterData.nonspacing)
  static let mark = ScalarSet(CharacterData.mark)
  /// White_Space.
  static let space = ScalarSet(
    [
      0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000,
    ]
      + Array(0x2000...0x200A))
}

/// Kinds of characters, to cut into runs of one kind.
struct CharacterKinds: Sendable {
  private let kinds: [Int8]
  private let kind: @Sendable (UInt32) -> Int8

  /// Notes the kinds of the first two planes, where nearly all characters are.
  init(_ kind: @escaping @Sendable (UInt32) -> Int8) {
    self.kind = kind
    kinds = (0..<0x20000).map(kind)
  }

  @inline(__always)
  subscript(scalar: UInt32) -> Int {
    scalar < 0x20000 ? Int(kinds[Int(scalar)]) : Int(kind(scalar))
  }

  /// Words 1, blanks 0, others 2.
  static let words = CharacterKinds { scalar in
    ScalarSet.word.contains(scalar) ? 1 : ScalarSet.space.contains(scalar) ? 0 : 2
  }
  /// Blanks 0, others 1.
  static let spaces = CharacterKinds { ScalarSet.space.contains($0) ? 0 : 1 }
  /// Blanks 0, punctuation, which stands alone, -1, others 1.
  static let bert = CharacterKinds { scalar in
    ScalarSet.space.contains(scalar) ? 0 : ScalarSet.punctuation.contains(scalar) ? -1 : 1
  }
}

/// What characters become, in two levels of 256.
struct ScalarMap: Sendable {
  private var index = [UInt16](repeating: 0, count: 0x1100)
  private var deltas = [Int32](repeating: 0, count: 256)

  /// Reads runs: gap, length, step and distance.
  init(_ text: StaticString) {
    var reader = NumberReader(text)
    var end: UInt32 = 0
    while !reader.isAtEnd {
      let start = end + reader.next()
      let count = reader.next()
      let step = reader.next()
      let coded = Int32(bitPattern: reader.next())
      let delta = coded & 1 == 0 ? coded / 2 : -(coded + 1) / 2
      for number in 0...count { set(start + number * step, delta) }
      end = start + count * step
    }
  }

  init() {}

  mutating func set(_ scalar: UInt32, _ delta: Int32) {
    let block = Int(scalar >> 8)
    if index[block] == 0 {
      index[block] = UInt16(deltas.count / 256)
      deltas.append(contentsOf: repeatElement(0, count: 256))
    }
    deltas[Int(index[block]) * 256 + Int(scalar & 255)] = delta
  }

  func distance(_ scalar: UInt32) -> Int32 {
    scalar < 0x110000 ? deltas[Int(index[Int(scalar >> 8)]) * 256 + Int(scalar & 255)] : 0
  }

  func map(_ scalar: UInt32) -> UInt32 { UInt32(bitPattern: Int32(scalar) + distance(scalar)) }

  /// Lower case, one character for one; U+0130 is two and is not here.
  static let lowercase = ScalarMap(CharacterData.lowercase)
  static let combiningClass = ScalarMap(CharacterData.combiningClass)
  /// A number for each script; 0 goes with all.
  static let script = ScalarMap(CharacterData.script)
}

/// Decompositions and compositions of single characters, full and recursive.
struct DecompositionTable: Sendable {
  /// By character, the place of its entry, counted from 1.
  private var places = ScalarMap()
  private var entries: [(start: Int32, count: Int32)] = []
  private var scalars: [UInt32] = []

  static let canonical = DecompositionTable([CharacterData.canonical])
  static let compatible = DecompositionTable([CharacterData.canonical, CharacterData.compatible])

  /// What two characters in a row become: by both, in one number.
  private static let compositions: [UInt64: UInt32] = {
    var whole: [(scalar: UInt32, parts: [UInt32])] = []
    var composed: [[UInt32]: UInt32] = [:]
    read(CharacterData.canonical) { scalar, parts, composes in
      guard composes else { return }
      whole.append((scalar, parts))
      composed[parts] = scalar
    }
    var found: [UInt64: UInt32] = [:]
    for (scalar, parts) in whole where parts.count >= 2 {
      // The full decomposition is the first part's, and one character more.
      let front = Array(parts.dropLast())
      guard let first = front.count == 1 ? front[0] : composed[front] else { continue }
      found[UInt64(first) << 32 | UInt64(parts[parts.count - 1])] = scalar
    }
    return found
  }()

  init(_ texts: [StaticString]) {
    for text in texts {
      Self.read(text) { scalar, parts, _ in
        entries.append((Int32(scalars.count), Int32(parts.count)))
        scalars += parts
        places.set(scalar, Int32(entries.count))
      }
    }
  }

  private static func read(_ text: StaticString, _ body: (UInt32, [UInt32], Bool) -> Void) {
    var reader = NumberReader(text)
    var scalar: UInt32 = 0
    while !reader.isAtEnd {
      scalar += reader.next()
      let head = reader.next()
      body(scalar, (0..<head >> 1).map { _ in reader.next() }, head & 1 != 0)
    }
  }

  /// Calls `body` with each character that `scalar` is made of; itself if it is whole.
  @inline(__always)
  func forEach(of scalar: UInt32, _ body: (UInt32) -> Void) {
    if scalar < 0xA0 { return body(scalar) }
    if scalar >= 0xAC00, scalar < 0xD7A4 {
      let index = scalar - 0xAC00
      body(0x1100 + index / 588)
      body(0x1161 + index % 588 / 28)
      if index % 28 != 0 { body(0x11A7 + index % 28) }
      return
    }
    let place = places.distance(scalar)
    guard place > 0 else { return body(scalar) }
    let entry = entries[Int(place) - 1]
    for index in entry.start..<entry.start + entry.count { body(scalars[Int(index)]) }
  }

  /// What two characters compose to, or nil.
  static func compose(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if first >= 0x1100, first < 0x1113, second >= 0x1161, second < 0x1176 {
      return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
    }
    if first >= 0xAC00, first < 0xD7A4, (first - 0xAC00) % 28 == 0, second > 0x11A7,
      second < 0x11C3
    {
      return first + (second - 0x11A7)
    }
    return compositions[UInt64(first) << 32 | UInt64(second)]
  }
}

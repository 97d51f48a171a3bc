internal import CLontar

/// Finds text that rules may want to change: an automaton over classes of scalars, made for the rules
/// that run. It may be wrong about what it finds, but never about what it passes; the tests compare
/// with rules that look at everything.
struct Suspicion: Sendable {
  private let index: [UInt8]
  private let blocks: [UInt8]
  private let transitions: [UInt8]
  private let astral: UInt8
  private let beyond: UInt8
  private let isASCIIInert: Bool
  /// For the scan by vectors, in languages that have one.
  let pairs: SuspiciousPairs?

  /// Rules whose patterns the automaton does not know: with them everything is suspicious.
  static let rulesWithoutScan: [Rule] = [
    .t9, .t13, .t14, .t16, .v4, .v7, .v9, .k16, .l4b, .l6, .l7, .m8, .i1, .i2, .i3, .i7, .f1a, .f2,
    .f3, .f4a, .f6,
  ]

  /// How many classes and states there may be.
  static let width = 32
  static let suspicious: UInt8 = 0xFF

  /// Classes that all languages share: spaces and ends, what is without interest, what is always
  /// suspicious, zero-width spaces that stay.
  static let space: UInt8 = 0
  static let other: UInt8 = 1
  static let bad: UInt8 = 2
  static let zeroWidthSpace: UInt8 = 3
  static let firstOwn: UInt8 = 4

  /// The classes of the scalars of the BMP.
  struct Classes {
    var values = [UInt8](repeating: Suspicion.other, count: 0x10000)

    mutating func set(_ scalars: ClosedRange<Int>, _ value: UInt8) {
      for scalar in scalars { values[scalar] = value }
    }

    mutating func set(_ scalars: [Int], _ value: UInt8) {
      for scalar in scalars { values[scalar] = value }
    }
  }

  init(
    mask: RuleMask, language: Language?, zeroWidthSpaces: ZeroWidthSpacePolicy,
    toneStyle: ToneStyle, everything: Bool
  ) {
    var classes = Classes()
    classes.set([0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D], Self.space)
    // A state is the class before; what is suspicious depends on the two.
    var next: (UInt8, UInt8) -> UInt8 = { _, next in next }
    switch language {
    case .thai: next = Self.thai(mask, &classes)
    case .lao: next = Self.lao(mask, &classes)
    case .khmer: next = Self.khmer(mask, &classes)
    case .burmese: next = Self.burmese(mask, &classes)
    case .vietnamese: next = Self.vietnamese(mask, toneStyle, &classes)
    case .indonesian, .malay, .javanese, .sundanese: Self.malay(mask, &classes)
    case .filipino, .cebuano: next = Self.philippine(mask, &classes)
    case .tamil, .chinese, .english, nil: break
    }
    Self.general(mask, zeroWidthSpaces, &classes)

    var transitions = [UInt8](repeating: Self.suspicious, count: Self.width * Self.width)
    if !everything {
      for state in 0..<UInt8(Self.width) {
        for value in 0..<UInt8(Self.width) where value != Self.bad {
          transitions[Int(state) << 5 | Int(value)] = next(state, value)
        }
      }
    }
    isASCIIInert = (0..<0x80).allSatisfy { scalar in
      let value = classes.values[scalar]
      if scalar < 0x20 || scalar == 0x7F { return true }
      guard value == (scalar == 0x20 ? Self.space : Self.other) else { return false }
      return [0, 1].allSatisfy { transitions[$0 << 5 | Int(value)] == value }
    }
    var index: [UInt8] = []
    var blocks: [UInt8] = []
    for start in stride(from: 0, to: 0x10000, by: 64) {
      let block = classes.values[start..<start + 64]
      var found = 0
      while found < blocks.count, !blocks[found..<found + 64].elementsEqual(block) { found += 64 }
      if found == blocks.count { blocks.append(contentsOf: block) }
      index.append(UInt8(found / 64))
    }
    let groups =
      switch language {
      case .thai: Self.thaiGroups
      case .lao: Self.laoGroups
      default: nil as SuspiciousPairs.Groups?
      }
    pairs = groups.flatMap {
      SuspiciousPairs(classes: classes.values, transitions: transitions, groups: $0)
    }
    self.index = index
    self.blocks = blocks
    self.transitions = transitions
    astral = Self.other
    beyond = mask.contains(.g8) ? Self.bad : Self.other
  }

  /// Finds the first suspicious place from an offset on; the text's count if there is none.
  func scan(_ text: Span<UInt8>, from start: Int) -> Int {
    // The arrays live through the call; the function reads `count` bytes at most, and of the tables
    // what classes below 32 and states below 32 lead to, and all 256 sets of pairs.
    unsafe index.withUnsafeBufferPointer { index in
      unsafe blocks.withUnsafeBufferPointer { blocks in
        unsafe transitions.withUnsafeBufferPointer { transitions in
          unsafe (pairs?.sets ?? []).withUnsafeBufferPointer { sets in
            guard let index = index.baseAddress, let blocks = blocks.baseAddress,
              let transitions = transitions.baseAddress
            else { return start }
            var table = unsafe lontar_suspicion(
              index: index, blocks: blocks, transitions: transitions, astral: astral,
              beyond: beyond, ascii_is_inert: isASCIIInert ? 1 : 0,
              pairs: pairs == nil ? nil : sets.baseAddress, lead: pairs?.lead ?? 0,
              second: pairs?.second ?? 0, rows: pairs?.rows ?? 0,
              ascii_before: pairs?.ascii ?? 0)
            return unsafe text.withUnsafeBufferPointer { bytes in
              unsafe lontar_rules_scan(&table, bytes.baseAddress, bytes.count, start)
            }
          }
        }
      }
    }
  }

  // MARK: - All languages

  private static func general(
    _ mask: RuleMask, _ zeroWidthSpaces: ZeroWidthSpacePolicy, _ classes: inout Classes
  ) {
    func mark(_ rule: Rule, _ isMeant: (UInt32) -> Bool, _ ranges: ClosedRange<Int>...) {
      guard mask.contains(rule) else { return }
      for range in ranges {
        for scalar in range where isMeant(UInt32(scalar)) { classes.values[scalar] = bad }
      }
    }
    mark(.g1, { $0 == 0xFEFF }, 0xFEFF...0xFEFF)
    mark(.g2, General.isOddSpace, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x3000)
    mark(.g4, { $0 == 0x200C }, 0x200C...0x200C)
    mark(.g5, { $0 == 0x200D }, 0x200D...0x200D)
    mark(.g6, General.isControl, 0...0x9F)
    mark(.g7, General.isBidiControl, 0x61C...0x61C, 0x200E...0x2069)
    mark(.g8, General.isInvisible, 0xAD...0xAD, 0x2063...0x2063, 0xFE00...0xFE0F)
    mark(.g9, { _ in true }, 0xFF01...0xFF5E)
    mark(.g10, { _ in true }, 0xFB00...0xFB06)
    mark(.g11, { _ in true }, 0x2018...0x2019, 0x201B...0x201F, 0x2026...0x2026)
    for zero in [0xE50, 0xED0, 0x17E0, 0x1040, 0x1090] {
      mark(.t12, { _ in true }, zero...zero + 9)
    }
    let dealsWithSpaces = mask.contains(.g3) && zeroWidthSpaces != .keep
    classes.set([0x200B], dealsWithSpaces ? bad : zeroWidthSpace)
  }
}

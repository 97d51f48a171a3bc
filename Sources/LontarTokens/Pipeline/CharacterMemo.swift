/// What a normaliser makes of each character, remembered: for one that looks at no other character.
///
/// Each character of a text costs a look into one table, where the stages each go over the whole text.
struct CharacterMemo {
  /// Characters from here on are left to the stages.
  private static let limit = 0x20000
  private static let unknown: UInt32 = 0
  private static let same: UInt32 = 1
  private static let rare: UInt32 = 2

  /// By character, one of the above, or the place of its text and in the lowest five bits the length.
  private var codes = [UInt32](repeating: Self.unknown, count: Self.limit)
  /// The first bytes keep places from being taken for something else.
  private var texts: [UInt8] = [0]

  /// Normalises a text in place; or leaves it, and returns false, if it has something rare.
  mutating func normalize(
    _ text: inout AlignedText, by normalizer: TextNormalizer, _ result: inout AlignedText
  ) -> Bool {
    result.removeAll()
    var position = 0
    while position < text.bytes.count {
      let missing = append(text.bytes, from: &position, to: &result.bytes)
      guard let missing else { continue }
      guard missing < Self.limit else { return false }
      learn(missing, by: normalizer)
      if codes[Int(missing)] == Self.rare { return false }
    }
    swap(&text, &result)
    return true
  }

  /// Appends what becomes of the characters from `position` on, up to one that is not known yet, which it
  /// returns, or the room's end.
  private func append(
    _ bytes: [UInt8], from position: inout Int, to output: inout [UInt8]
  ) -> UInt32? {
    var index = position
    var missing: UInt32?
    output.append(addingCapacity: 3 * (bytes.count - position) + 64) { span in
      // Safe: writes stay 32 bytes before the end of the room, more than a character's text.
      unsafe span.withUnsafeMutableBufferPointer { room, written in
        unsafe bytes.withUnsafeBufferPointer { bytes in
          let last = room.count - 32
          while index < bytes.count, written <= last {
            let lead = unsafe bytes[index]
            var value = UInt32(lead)
            var length = 1
            if lead >= 0x80 {
              length = scalarLength(lead)
              value = unsafe Self.scalar(bytes, at: index, length)
            }
            let code = value < Self.limit ? codes[Int(value)] : Self.rare
            if code == Self.same {
              for offset in 0..<length { unsafe room[written + offset] = bytes[index + offset] }
              written += length
            } else if code > Self.rare {
              let place = Int(code >> 5)
              let count = Int(code & 31)
              for offset in 0..<count { unsafe room[written + offset] = texts[place + offset] }
              written += count
            } else {
              missing = value
              break
            }
            index += length
          }
        }
      }
    }
    position = index
    return missing
  }

  @inline(__always)
  private static func scalar(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ length: Int
  ) -> UInt32 {
    var value = unsafe UInt32(bytes[index]) & (0x7F >> UInt32(length))
    for offset in 1..<length { value = unsafe value << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return value
  }

  private mutating func learn(_ scalar: UInt32, by normalizer: TextNormalizer) {
    var alone = AlignedText(keepsOrigins: false)
    appendScalar(scalar, to: &alone.bytes)
    let before = alone.bytes
    var scratch = TextNormalizer.Scratch(keepsOrigins: false)
    normalizer.change(&alone, &scratch)
    if alone.bytes.count > 31 || normalizer.mayReorder(scalar) {
      codes[Int(scalar)] = Self.rare
    } else if alone.bytes == before {
      codes[Int(scalar)] = Self.same
    } else {
      codes[Int(scalar)] = UInt32(texts.count) << 5 | UInt32(alone.bytes.count)
      texts += alone.bytes
    }
  }
}

extension TextNormalizer {
  /// Whether what becomes of a character never depends on others.
  var isOfCharacters: Bool {
    switch self {
    case .bert, .stripAccents, .lowercase, .nmt: true
    case .replace(.literal(let wanted), _):
      !wanted.isEmpty && wanted.count == scalarLength(wanted[0])
    case .sequence(let stages): stages.allSatisfy(\.isOfCharacters)
    case .replace, .strip, .form, .characterMap, .prepend, .byteLevel: false
    }
  }

  /// Whether a character leaves marks that canonical order could move past a neighbour's.
  func mayReorder(_ scalar: UInt32) -> Bool {
    switch self {
    case .bert(_, _, stripsAccents: true, _):
      var found = false
      DecompositionTable.canonical.forEach(of: scalar) { part in
        found =
          found
          || ScalarMap.combiningClass.distance(part) != 0 && !ScalarSet.nonspacing.contains(part)
      }
      return found
    case .sequence(let stages): return stages.contains { $0.mayReorder(scalar) }
    default: return false
    }
  }
}

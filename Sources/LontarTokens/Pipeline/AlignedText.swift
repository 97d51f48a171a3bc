/// Text on its way through the stages of a pipeline, and where in the original each byte comes from.
///
/// Bytes are UTF-8. Origins are kept only when somebody will ask for offsets.
struct AlignedText {
  /// The part of the original, in bytes, that a byte stands for.
  struct Origin: BitwiseCopyable, Equatable {
    var start: UInt32
    var end: UInt32
  }

  var bytes: [UInt8] = []
  var origins: [Origin] = []
  var keepsOrigins: Bool

  init(keepsOrigins: Bool) { self.keepsOrigins = keepsOrigins }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
  }

  /// Appends part of an original, whose characters come from themselves.
  mutating func append(original: Span<UInt8>, _ range: Range<Int>) {
    unsafe original.extracting(range).withUnsafeBufferPointer {
      unsafe bytes.append(contentsOf: $0)
    }
    guard keepsOrigins else { return }
    var position = range.lowerBound
    while position < range.upperBound {
      let end = min(position + scalarLength(original[position]), range.upperBound)
      let origin = Origin(start: UInt32(position), end: UInt32(end))
      for _ in position..<end { origins.append(origin) }
      position = end
    }
  }

  /// Appends part of another text.
  mutating func append(_ other: borrowing AlignedText, _ range: Range<Int>) {
    bytes.append(contentsOf: other.bytes[range])
    if keepsOrigins { origins.append(contentsOf: other.origins[range]) }
  }

  /// The part of the original that bytes stand for.
  func origin(of range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else {
      let place = range.lowerBound < origins.count ? Int(origins[range.lowerBound].start) : 0
      return place..<place
    }
    let start = Int(origins[range.lowerBound].start)
    return start..<max(start, Int(origins[range.upperBound - 1].end))
  }
}

/// The changes of one stage to one text: characters, and how each relates to those that were there.
///
/// A change of 0 takes the place of the next character; above 0 the character is new and belongs to
/// the one before; below 0 it takes the place of the next one, and so many more go.
struct ScalarChanges {
  private(set) var scalars: [UInt32] = []
  private(set) var changes: [Int32] = []

  mutating func removeAll() {
    scalars.removeAll(keepingCapacity: true)
    changes.removeAll(keepingCapacity: true)
  }

  mutating func append(_ scalar: UInt32, _ change: Int32 = 0) {
    scalars.append(scalar)
    changes.append(change)
  }

  mutating func setChange(at index: Int, _ change: Int32) { changes[index] = change }

  var count: Int { scalars.count }

  /// Writes the text that results; `skipping` is how many characters go before the first.
  func apply(
    to text: borrowing AlignedText, skipping: Int = 0, into result: inout AlignedText
  ) {
    result.removeAll()
    result.bytes.reserveCapacity(text.bytes.count + 16)
    guard text.keepsOrigins else {
      for scalar in scalars { appendScalar(scalar, to: &result.bytes) }
      return
    }
    var offset = 0
    func pass() {
      if offset < text.bytes.count { offset += scalarLength(text.bytes[offset]) }
    }
    for _ in 0..<skipping { pass() }
    for index in scalars.indices {
      let change = changes[index]
      let origin: AlignedText.Origin
      if change > 0 {
        origin =
          offset < 1
          ? AlignedText.Origin(start: 0, end: 0)
          : text.origins[min(offset, text.origins.count) - 1]
      } else {
        origin =
          offset < text.origins.count
          ? text.origins[offset] : text.origins.last ?? AlignedText.Origin(start: 0, end: 0)
        pass()
        if change < 0 { for _ in 0..<(-change) { pass() } }
      }
      let before = result.bytes.count
      appendScalar(scalars[index], to: &result.bytes)
      for _ in before..<result.bytes.count { result.origins.append(origin) }
    }
  }
}

/// How many bytes the character has that starts with this byte, in UTF-8 that is well-formed.
@inline(__always)
func scalarLength(_ lead: UInt8) -> Int {
  lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
}

/// The character at `position` of well-formed UTF-8, and its end.
@inline(__always)
func scalar(in bytes: [UInt8], at position: Int) -> (scalar: UInt32, end: Int) {
  let lead = bytes[position]
  if lead < 0x80 { return (UInt32(lead), position + 1) }
  if lead < 0xE0 {
    return (UInt32(lead & 0x1F) << 6 | UInt32(bytes[position + 1] & 0x3F), position + 2)
  }
  if lead < 0xF0 {
    return (
      UInt32(lead & 0x0F) << 12 | UInt32(bytes[position + 1] & 0x3F) << 6
        | UInt32(bytes[position + 2] & 0x3F), position + 3
    )
  }
  return (
    UInt32(lead & 0x07) << 18 | UInt32(bytes[position + 1] & 0x3F) << 12
      | UInt32(bytes[position + 2] & 0x3F) << 6 | UInt32(bytes[position + 3] & 0x3F), position + 4
  )
}

/// Calls `body` with each character of well-formed UTF-8.
@inline(__always)
func forEachScalar(in bytes: [UInt8], _ range: Range<Int>, _ body: (UInt32) -> Void) {
  var position = range.lowerBound
  while position < range.upperBound {
    let (value, end) = scalar(in: bytes, at: position)
    body(value)
    position = end
  }
}

/// The characters of well-formed UTF-8.
func scalars(of bytes: [UInt8]) -> [UInt32] {
  var found: [UInt32] = []
  forEachScalar(in: bytes, bytes.indices) { found.append($0) }
  return found
}

/// Appends a character as UTF-8.
@inline(__always)
func appendScalar(_ scalar: UInt32, to bytes: inout [UInt8]) {
  if scalar < 0x80 {
    bytes.append(UInt8(truncatingIfNeeded: scalar))
  } else if scalar < 0x800 {
    bytes.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  } else if scalar < 0x10000 {
    bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  } else {
    bytes.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  }
}

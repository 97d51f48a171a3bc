internal import LontarSegmentation

/// A normaliser of Hugging Face tokenizers.
indirect enum TextNormalizer: Sendable {
  case bert(cleansText: Bool, spacesChinese: Bool, stripsAccents: Bool, lowercases: Bool)
  case strip(left: Bool, right: Bool)
  case stripAccents
  case form(compatible: Bool, composed: Bool)
  case lowercase
  case nmt
  case characterMap(CharacterMap)
  case replace(TextPattern, with: [UInt8])
  case prepend([UInt8])
  case byteLevel
  case sequence([TextNormalizer])

  /// The memory that normalising needs, one for each task.
  struct Scratch {
    var changes = ScalarChanges()
    var order = CanonicalOrder()
    var result: AlignedText
    var parts: [TextPattern.Part] = []
    /// For each stage in a row.
    var memos: [CharacterMemo?] = []

    init(keepsOrigins: Bool) { result = AlignedText(keepsOrigins: keepsOrigins) }
  }

  /// Normalises a text in place; a scratch is for one normaliser.
  func normalize(_ text: inout AlignedText, _ scratch: inout Scratch) {
    guard !text.keepsOrigins else { return change(&text, &scratch) }
    if case .sequence(let stages) = self, !isOfCharacters {
      for (index, stage) in stages.enumerated() {
        stage.normalize(&text, &scratch, memo: index, of: stages.count)
      }
    } else {
      normalize(&text, &scratch, memo: 0, of: 1)
    }
  }

  private func normalize(
    _ text: inout AlignedText, _ scratch: inout Scratch, memo: Int, of count: Int
  ) {
    guard isOfCharacters else { return change(&text, &scratch) }
    if scratch.memos.isEmpty { scratch.memos = Array(repeating: nil, count: count) }
    var known = scratch.memos[memo].take() ?? CharacterMemo()
    let isDone = known.normalize(&text, by: self, &scratch.result)
    scratch.memos[memo] = known
    if !isDone { change(&text, &scratch) }
  }

  /// Applies each stage to the whole text.
  func change(_ text: inout AlignedText, _ scratch: inout Scratch) {
    switch self {
    case .bert(let cleansText, let spacesChinese, let stripsAccents, let lowercases):
      if cleansText { Self.clean(&text, &scratch) }
      if spacesChinese { Self.spaceChinese(&text, &scratch) }
      if stripsAccents {
        Self.bringIntoForm(&text, compatible: false, composed: false, &scratch)
        Self.filter(&text, &scratch) { !ScalarSet.nonspacing.contains($0) }
      }
      if lowercases { Self.lowercase(&text, &scratch) }
    case .strip(let left, let right):
      Self.strip(&text, left: left, right: right, &scratch)
    case .stripAccents:
      Self.filter(&text, &scratch) { !ScalarSet.mark.contains($0) }
    case .form(let compatible, let composed):
      Self.bringIntoForm(&text, compatible: compatible, composed: composed, &scratch)
    case .lowercase:
      Self.lowercase(&text, &scratch)
    case .nmt:
      Self.filter(&text, &scratch) { !Self.isNMTControl($0) }
      Self.map(&text, &scratch) { Self.isNMTSpace($0) ? 0x20 : $0 }
    case .characterMap(let map):
      Self.replaceCharacters(&text, by: map, &scratch)
    case .replace(let pattern, let content):
      Self.replace(&text, pattern, with: content, &scratch)
    case .prepend(let content):
      Self.prepend(content, to: &text, &scratch)
    case .byteLevel:
      Self.spellBytes(&text, &scratch)
    case .sequence(let stages):
      for stage in stages { stage.change(&text, &scratch) }
    }
  }

  private static func apply(
    to text: inout AlignedText, _ scratch: inout Scratch, skipping: Int = 0
  ) {
    scratch.changes.apply(to: text, skipping: skipping, into: &scratch.result)
    swap(&text, &scratch.result)
  }

  // MARK: Characters one by one

  @inline(__always)
  private static func map(
    _ text: inout AlignedText, _ scratch: inout Scratch, _ map: (UInt32) -> UInt32
  ) {
    scratch.changes.removeAll()
    forEachScalar(in: text.bytes, text.bytes.indices) { scratch.changes.append(map($0)) }
    apply(to: &text, &scratch)
  }

  /// Keeps characters; those that go belong to the one before, or are skipped at the start.
  @inline(__always)
  private static func filter(
    _ text: inout AlignedText, _ scratch: inout Scratch, _ keeps: (UInt32) -> Bool
  ) {
    scratch.changes.removeAll()
    var removed: Int32 = 0
    var skipped = 0
    var anyRemoved = false
    forEachScalar(in: text.bytes, text.bytes.indices) { scalar in
      guard keeps(scalar) else {
        removed += 1
        anyRemoved = true
        return
      }
      if scratch.changes.count > 0 {
        scratch.changes.setChange(at: scratch.changes.count - 1, -removed)
      } else {
        skipped = Int(removed)
      }
      removed = 0
      scratch.changes.append(scalar)
    }
    guard anyRemoved else { return }
    if scratch.changes.count > 0 {
      scratch.changes.setChange(at: scratch.changes.count - 1, -removed)
    }
    apply(to: &text, &scratch, skipping: skipped)
  }

  private static func clean(_ text: inout AlignedText, _ scratch: inout Scratch) {
    filter(&text, &scratch) { $0 != 0 && $0 != 0xFFFD && !ScalarSet.control.contains($0) }
    map(&text, &scratch) { ScalarSet.space.contains($0) ? 0x20 : $0 }
  }

  private static func isChinese(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F,
      0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }

  private static func spaceChinese(_ text: inout AlignedText, _ scratch: inout Scratch) {
    scratch.changes.removeAll()
    var isChanged = false
    forEachScalar(in: text.bytes, text.bytes.indices) { scalar in
      if scalar >= 0x3400, isChinese(scalar) {
        scratch.changes.append(0x20)
        scratch.changes.append(scalar, 1)
        scratch.changes.append(0x20, 1)
        isChanged = true
      } else {
        scratch.changes.append(scalar)
      }
    }
    if isChanged { apply(to: &text, &scratch) }
  }

  private static func lowercase(_ text: inout AlignedText, _ scratch: inout Scratch) {
    scratch.changes.removeAll()
    forEachScalar(in: text.bytes, text.bytes.indices) { scalar in
      if scalar < 0x80 {
        let isUpper = scalar &- 0x41 < 26
        scratch.changes.append(isUpper ? scalar | 0x20 : scalar)
      } else if scalar == 0x130 {
        scratch.changes.append(0x69)
        scratch.changes.append(0x307, 1)
      } else {
        scratch.changes.append(ScalarMap.lowercase.map(scalar))
      }
    }
    apply(to: &text, &scratch)
  }

  private static func bringIntoForm(
    _ text: inout AlignedText, compatible: Bool, composed: Bool, _ scratch: inout Scratch
  ) {
    // Nothing below U+0080 changes.
    guard text.bytes.contains(where: { $0 >= 0x80 }) else { return }
    scratch.changes.removeAll()
    scratch.order.normalize(
      text.bytes, by: compatible ? .compatible : .canonical, composing: composed,
      into: &scratch.changes)
    apply(to: &text, &scratch)
  }

  private static func isNMTControl(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x01...0x08, 0x0B, 0x0E...0x1F, 0x7F, 0x8F, 0x9F: true
    default: false
    }
  }

  private static func isNMTSpace(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A, 0x0C, 0x0D, 0x1680, 0x200B...0x200F, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD:
      true
    default: false
    }
  }

  private static func spellBytes(_ text: inout AlignedText, _ scratch: inout Scratch) {
    scratch.changes.removeAll()
    var left = 0
    for byte in text.bytes {
      let isFirst = left == 0
      if isFirst { left = scalarLength(byte) }
      scratch.changes.append(ByteCharacters.scalars[Int(byte)], isFirst ? 0 : 1)
      left -= 1
    }
    apply(to: &text, &scratch)
  }

  // MARK: Longer stretches

  private static func strip(
    _ text: inout AlignedText, left: Bool, right: Bool, _ scratch: inout Scratch
  ) {
    let all = scalars(of: text.bytes)
    let leading = left ? all.prefix(while: ScalarSet.space.contains).count : 0
    let trailing = right ? all.reversed().prefix(while: ScalarSet.space.contains).count : 0
    guard leading + trailing > 0 else { return }
    scratch.changes.removeAll()
    if leading + trailing < all.count {
      for scalar in all[leading..<all.count - trailing] { scratch.changes.append(scalar) }
    }
    apply(to: &text, &scratch, skipping: leading)
  }

  private static func prepend(
    _ content: [UInt8], to text: inout AlignedText, _ scratch: inout Scratch
  ) {
    guard !text.bytes.isEmpty, !content.isEmpty else { return }
    let length = scalarLength(text.bytes[0])
    scratch.result.removeAll()
    scratch.result.bytes += content
    if text.keepsOrigins {
      let first = text.origins[0]
      let second = text.origins[length - 1]
      let firstLength = scalarLength(content[0])
      for index in content.indices {
        scratch.result.origins.append(index < firstLength ? first : second)
      }
    }
    scratch.result.append(text, text.bytes.indices)
    swap(&text, &scratch.result)
  }

  private static func replace(
    _ text: inout AlignedText, _ pattern: TextPattern, with content: [UInt8],
    _ scratch: inout Scratch
  ) {
    guard !text.bytes.isEmpty else { return }
    scratch.parts.removeAll(keepingCapacity: true)
    pattern.appendParts(of: text.bytes, text.bytes.indices, to: &scratch.parts)
    guard scratch.parts.contains(where: \.isMatch) else { return }
    scratch.result.removeAll()
    for part in scratch.parts {
      guard part.isMatch else {
        scratch.result.append(text, part.start..<part.end)
        continue
      }
      scratch.result.bytes += content
      if text.keepsOrigins {
        let origin =
          part.end > 0 ? text.origins[part.end - 1] : AlignedText.Origin(start: 0, end: 0)
        for _ in content { scratch.result.origins.append(origin) }
      }
    }
    swap(&text, &scratch.result)
  }

  /// Replaces what the map lists: a grapheme cluster of less than six bytes as a whole if it begins
  /// with an entry, and otherwise character by character, as Hugging Face tokenizers does.
  private static func replaceCharacters(
    _ text: inout AlignedText, by map: CharacterMap, _ scratch: inout Scratch
  ) {
    scratch.changes.removeAll()
    var isChanged = false
    let bytes = text.bytes
    func replace(_ range: Range<Int>, by new: ArraySlice<UInt8>) {
      isChanged = true
      var old: Int32 = 0
      for byte in bytes[range] where byte & 0xC0 != 0x80 { old += 1 }
      let start = scratch.changes.count
      forEachScalar(in: Array(new), 0..<new.count) { scratch.changes.append($0) }
      let count = scratch.changes.count - start
      let difference = Int32(count) - old
      if difference > 0 {
        // Counted from the end of everything so far.
        for index in max(0, scratch.changes.count - Int(difference))..<scratch.changes.count {
          scratch.changes.setChange(at: index, 1)
        }
      } else if difference < 0, scratch.changes.count > 0 {
        let last = scratch.changes.count - 1
        scratch.changes.setChange(at: last, scratch.changes.changes[last] + difference)
      }
    }
    forEachCluster(in: bytes) { cluster in
      if cluster.count < 6, let new = map.shortest(of: bytes, cluster) {
        return replace(cluster, by: new)
      }
      var position = cluster.lowerBound
      while position < cluster.upperBound {
        let (value, end) = scalar(in: bytes, at: position)
        if let new = map.shortest(of: bytes, position..<end) {
          replace(position..<end, by: new)
        } else {
          scratch.changes.append(value)
        }
        position = end
      }
    }
    if isChanged { apply(to: &text, &scratch) }
  }

  /// Calls `body` with the range of each grapheme cluster.
  private static func forEachCluster(in bytes: [UInt8], _ body: (Range<Int>) -> Void) {
    guard bytes.contains(where: { $0 >= 0x80 || $0 == 0x0D }) else {
      for index in bytes.indices { body(index..<index + 1) }
      return
    }
    guard let segmenter = clusters else {
      return forEachScalarRange(in: bytes, body)
    }
    var worker = segmenter.makeWorker()
    worker.forEachSegment(in: bytes.span) { body($0) }
  }

  private static func forEachScalarRange(in bytes: [UInt8], _ body: (Range<Int>) -> Void) {
    var position = 0
    while position < bytes.count {
      let end = scalar(in: bytes, at: position).end
      body(position..<end)
      position = end
    }
  }

  private static let clusters = try? Segmenter(language: .english, unit: .grapheme)
}

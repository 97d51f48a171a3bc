internal import LontarText

extension SegmentedText {
  /// What the rows of CoNLL-U with a range of numbers, such as `4-5`, count as.
  public enum ConllUnit: Sendable {
    /// One piece: the token as it is written.
    case tokens
    /// Their words, where these joined give the token; else one piece.
    case words
  }

  /// Whether a file's name says that it is CoNLL-U.
  public static func isConllu(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return [".conllu", ".conllu.gz", ".conllu.zst"].contains {
      bytes.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
  }

  /// Reads text in CoNLL-U: a record a sentence, a piece a token, a space between two unless the row says
  /// `SpaceAfter=No`. What `SpacesAfter` and `SpacesBefore` say is read too.
  ///
  ///     let rows = "1\tini\t_\t_\t_\t_\t0\t_\t_\tSpaceAfter=No\n2\t.\t_\t_\t_\t_\t1\t_\t_\t_\n\n"
  ///     try SegmentedText.parseConllu(Array(rows.utf8).span)   // one text of two pieces
  ///
  /// Empty nodes (`8.1`) have no text. The space behind the last token is let go.
  ///
  /// - Throws: ``SegmentedTextError/malformedUTF8(line:byteOffset:)``,
  ///   ``SegmentedTextError/badRow(line:)`` for a row without ten fields, or with a number that is none, or
  ///   ``SegmentedTextError/textDiffers(line:)`` where the tokens do not make what `# text =` says, white
  ///   space apart.
  public static func parseConllu(
    _ file: Span<UInt8>, unit: ConllUnit = .tokens
  ) throws(SegmentedTextError) -> [SegmentedText] {
    var texts: [SegmentedText] = []
    var rows: [ConllRow] = []
    var stated: (text: [UInt8], line: Int)?
    var start = 0
    var number = 1
    func finish() throws(SegmentedTextError) {
      defer {
        rows.removeAll(keepingCapacity: true)
        stated = nil
      }
      guard !rows.isEmpty else { return }
      let text = SegmentedText(rows, unit: unit)
      if let stated, !isSame(stated.text, text.bytes) { throw .textDiffers(line: stated.line) }
      texts.append(text)
    }
    while start <= file.count {
      var end = start
      while end < file.count && file[end] != 0x0A { end += 1 }
      var lineEnd = end
      if lineEnd > start && file[lineEnd - 1] == 0x0D { lineEnd -= 1 }
      let line = file.extracting(start..<lineEnd)
      if let fault = line.firstIllFormedSequence() {
        throw .malformedUTF8(line: number, byteOffset: fault.lowerBound)
      }
      if line.count == 0 {
        try finish()
      } else if line[0] == UInt8(ascii: "#") {
        if let text = statedText(line) { stated = (text, number) }
      } else {
        guard let row = ConllRow(line) else { throw .badRow(line: number) }
        if !row.isEmptyNode { rows.append(row) }
      }
      start = end + 1
      number += 1
    }
    try finish()
    return texts
  }

  /// What a comment says the text is.
  private static func statedText(_ line: Span<UInt8>) -> [UInt8]? {
    let name = Array("# text =".utf8)
    guard line.count >= name.count, name.indices.allSatisfy({ line[$0] == name[$0] }) else {
      return nil
    }
    return (name.count..<line.count).map { line[$0] }
  }

  /// Whether two texts are the same, but for white space, also that which does not break.
  private static func isSame(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    func solid(_ text: [UInt8]) -> [UInt8] {
      var solid: [UInt8] = []
      var index = 0
      while index < text.count {
        if text[index] == 0xC2, index + 1 < text.count, text[index + 1] == 0xA0 {
          index += 2
          continue
        }
        if ![0x09, 0x0A, 0x0D, 0x20].contains(text[index]) { solid.append(text[index]) }
        index += 1
      }
      return solid
    }
    return solid(first) == solid(second)
  }

  private init(_ rows: [ConllRow], unit: ConllUnit) {
    self.init()
    var spaces: [UInt8] = rows.first?.spacesBefore ?? []
    var index = 0
    while index < rows.count {
      append(spaces.span)
      let row = rows[index]
      let last = min(index + row.wordCount, rows.count - 1)
      let words = row.wordCount > 0 ? rows[index + 1..<last + 1].map(\.form) : []
      if unit == .words, !words.isEmpty, isSpelled(words, row.form) {
        var start = 0
        for word in words {
          append(row.form[start..<start + word.count].span)
          start += word.count
        }
      } else {
        append(row.form.span)
      }
      spaces = row.spacesAfter
      index = last + 1
    }
  }

  /// Whether words joined give a token, letters of ASCII in either case.
  private func isSpelled(_ words: [[UInt8]], _ form: [UInt8]) -> Bool {
    let joined = words.flatMap { $0 }
    return joined.count == form.count
      && zip(joined, form).allSatisfy { first, second in
        let isLetter = (first | 0x20) &- 0x61 < 26
        return first == second || isLetter && first | 0x20 == second | 0x20
      }
  }
}

/// A row of CoNLL-U.
private struct ConllRow {
  var form: [UInt8] = []
  /// How many words the rows behind it have, if its number is a range.
  var wordCount = 0
  var isEmptyNode = false
  var spacesAfter: [UInt8] = [0x20]
  var spacesBefore: [UInt8] = []

  init?(_ line: Span<UInt8>) {
    var fields: [Range<Int>] = []
    var start = 0
    for end in 0...line.count where end == line.count || line[end] == 0x09 {
      fields.append(start..<end)
      start = end + 1
    }
    guard fields.count == 10, let first = Self.number(line, fields[0]) else { return nil }
    isEmptyNode = first.isEmptyNode
    wordCount = first.wordCount
    for index in fields[1] { form.append(line[index]) }
    var entry: [UInt8] = []
    for index in fields[9].lowerBound...fields[9].upperBound {
      if index < fields[9].upperBound, line[index] != UInt8(ascii: "|") {
        entry.append(line[index])
        continue
      }
      if entry == Array("SpaceAfter=No".utf8) { spacesAfter = [] }
      if let spaces = Self.spaces(entry, behind: "SpacesAfter=") { spacesAfter = spaces }
      if let spaces = Self.spaces(entry, behind: "SpacesBefore=") { spacesBefore = spaces }
      entry.removeAll(keepingCapacity: true)
    }
    guard !form.isEmpty else { return nil }
  }

  private static func number(
    _ line: Span<UInt8>, _ field: Range<Int>
  ) -> (wordCount: Int, isEmptyNode: Bool)? {
    var numbers = [0]
    var mark: UInt8 = 0
    var digits = 0
    for index in field {
      let byte = line[index]
      if byte &- 0x30 < 10 {
        numbers[numbers.count - 1] = min(
          numbers[numbers.count - 1] * 10 + Int(byte - 0x30), 1 << 30)
        digits += 1
      } else if (byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")) && mark == 0 && digits > 0
      {
        mark = byte
        numbers.append(0)
        digits = 0
      } else {
        return nil
      }
    }
    guard digits > 0 else { return nil }
    if mark == UInt8(ascii: "-") {
      return numbers[1] > numbers[0] ? (numbers[1] - numbers[0] + 1, false) : nil
    }
    return (0, mark == UInt8(ascii: "."))
  }

  /// The white space that an entry names: `\s`, `\t`, `\n` and their like.
  private static func spaces(_ entry: [UInt8], behind name: String) -> [UInt8]? {
    guard entry.starts(with: name.utf8) else { return nil }
    var spaces: [UInt8] = []
    var index = name.utf8.count
    while index < entry.count {
      guard entry[index] == 0x5C, index + 1 < entry.count else {
        spaces.append(entry[index])
        index += 1
        continue
      }
      switch entry[index + 1] {
      case UInt8(ascii: "s"): spaces.append(0x20)
      case UInt8(ascii: "t"): spaces.append(0x09)
      case UInt8(ascii: "n"): spaces.append(0x0A)
      case UInt8(ascii: "r"): spaces.append(0x0D)
      case UInt8(ascii: "p"): spaces.append(0x7C)
      default: spaces.append(entry[index + 1])
      }
      index += 2
    }
    return spaces
  }
}

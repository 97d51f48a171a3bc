/// What can be taken from a citation, sound or not.
enum BibTeX {
  /// One entry; values keep their LaTeX.
  struct Entry: Equatable {
    var kind: String
    var key: String
    var fields: [(name: String, value: [UInt8])]

    func value(_ name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

    static func == (left: Entry, right: Entry) -> Bool {
      left.kind == right.kind && left.key == right.key
        && left.fields.elementsEqual(right.fields) { $0 == $1 }
    }

    /// The entry as text, one field a line.
    var text: String {
      var bytes = Array("@\(kind){\(key)".utf8)
      for field in fields {
        bytes += Array(",\n  \(field.name) = {".utf8) + balanced(field.value) + [UInt8(ascii: "}")]
      }
      return String(decoding: bytes, as: UTF8.self) + "\n}\n"
    }

    /// A value whose braces close one another: one too many goes, one too few comes, and a backslash
    /// in front of an opening one goes if its closing one has none, as in `O\{g}uz`.
    private func balanced(_ value: [UInt8]) -> [UInt8] {
      var result: [UInt8] = []
      var depth = 0
      var close = 0
      for (index, byte) in value.enumerated() {
        if byte == 0x5C && index + 1 < value.count && value[index + 1] == UInt8(ascii: "{") {
          close = max(close, index + 2)
          while close < value.count && value[close] != UInt8(ascii: "}") { close += 1 }
          let isEscape = result.reversed().prefix { $0 == 0x5C }.count.isMultiple(of: 2)
          if isEscape && (close == value.count || value[close - 1] != 0x5C) { continue }
        }
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") {
          if depth == 0 { continue }
          depth -= 1
        }
        result.append(byte)
      }
      return result + Array(repeating: UInt8(ascii: "}"), count: depth)
    }
  }

  /// The entries of a text. What is between them is passed over, and what is not closed ends with
  /// the text, so that a citation in plain words has none.
  static func entries(in citation: [UInt8]) -> [Entry] {
    var scanner = Scanner(citation)
    return scanner.entries()
  }

  /// A citation with what Python took from it: backslashes in front of accents, and letters behind
  /// backslashes that became control characters.
  ///
  ///     BibTeX.repaired("Ng{'o}")     // "Ng{\'o}"
  static func repaired(_ citation: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(citation.count)
    for (index, byte) in citation.enumerated() {
      let isBeforeText = citation[(index + 1)...].starts(with: "ext".utf8)
      switch byte {
      case 0x07: result += [0x5C, UInt8(ascii: "a")]
      case 0x08: result += [0x5C, UInt8(ascii: "b")]
      case 0x09 where isBeforeText: result += [0x5C, UInt8(ascii: "t")]
      case 0x0B: result += [0x5C, UInt8(ascii: "v")]
      case 0x0C: result += [0x5C, UInt8(ascii: "f")]
      case 0x09, 0x0A: result.append(byte)
      case 0x00..<0x20, 0x7F: break
      default: result.append(byte)
      }
    }
    var whole: [UInt8] = []
    whole.reserveCapacity(result.count)
    var rest = 0
    while let place = lostBackslash(in: result, from: rest) {
      whole += result[rest...place] + [0x5C]
      rest = place + 1
    }
    return whole + result[rest...]
  }

  /// Where `{'e}` stands for `{\'e}`: the place of the brace.
  static func lostBackslash(in bytes: [UInt8], from start: Int = 0) -> Int? {
    for index in bytes.indices.dropFirst(start).dropLast(2)
    where bytes[index] == UInt8(ascii: "{") {
      switch bytes[index + 1] {
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "^"):
        let third = bytes[index + 2]
        let fourth = index + 3 < bytes.count ? bytes[index + 3] : 0
        if third == UInt8(ascii: "}") { return index }
        if 97...122 ~= third | 0x20 && fourth == UInt8(ascii: "}") { return index }
        if third == UInt8(ascii: "{") { return index }
      default: break
      }
    }
    return nil
  }

  /// The names of the first entry's authors, as they are written there.
  static func authors(in citation: String) -> [String] {
    let bytes = Array(citation.utf8)
    guard let value = entries(in: bytes).lazy.compactMap({ $0.value("author") }).first else {
      return []
    }
    // Braces group letters; a name is its letters.
    let words = value.split { $0 <= 0x20 }.map { Array($0.filter { $0 != 0x7B && $0 != 0x7D }) }
    var names: [String] = []
    for name in words.split(separator: Array("and".utf8)) {
      let text = String(decoding: Array(name.joined(separator: [0x20])), as: UTF8.self)
      if !text.isEmpty { names.append(text) }
    }
    return names
  }

  /// A reader that goes on after faults.
  private struct Scanner {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
      while let byte, byte <= 0x20 { place += 1 }
    }

    private mutating func word() -> [UInt8] {
      let start = place
      while let byte, byte > 0x20, !Array("{}(),=\"#@".utf8).contains(byte) { place += 1 }
      return Array(bytes[start..<place])
    }

    mutating func entries() -> [Entry] {
      var entries: [Entry] = []
      while let at = bytes[place...].firstIndex(of: UInt8(ascii: "@")) {
        place = at + 1
        let kind = word()
        skipSpace()
        guard !kind.isEmpty, kind.allSatisfy({ 97...122 ~= $0 | 0x20 }),
          byte == UInt8(ascii: "{") || byte == UInt8(ascii: "(")
        else { continue }
        place += 1
        skipSpace()
        var key: [UInt8] = []
        while let byte, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"), byte != 0x0A {
          key.append(byte)
          place += 1
        }
        while let last = key.last, last <= 0x20 { key.removeLast() }
        let name = String(decoding: kind, as: UTF8.self).lowercased()
        let fields = fields()
        if name != "comment" && name != "preamble" && name != "string" {
          entries.append(
            Entry(kind: name, key: String(decoding: key, as: UTF8.self), fields: fields))
        }
      }
      return entries
    }

    private mutating func fields() -> [(name: String, value: [UInt8])] {
      var fields: [(name: String, value: [UInt8])] = []
      while true {
        while let byte, byte <= 0x20 || byte == UInt8(ascii: ",") { place += 1 }
        guard let byte, byte != UInt8(ascii: "}"), byte != UInt8(ascii: "@") else { break }
        let name = word()
        skipSpace()
        guard !name.isEmpty, self.byte == UInt8(ascii: "=") else {
          // Not a field: on to the next sign that could begin one.
          place = min(place + 1, bytes.count)
          continue
        }
        place += 1
        let value = value()
        let key = String(decoding: name, as: UTF8.self).lowercased()
        if !fields.contains(where: { $0.name == key }) { fields.append((key, value)) }
      }
      if byte == UInt8(ascii: "}") { place += 1 }
      return fields
    }

    /// Values between braces or quotes, or bare; several are joined by `#`.
    private mutating func value() -> [UInt8] {
      var value: [UInt8] = []
      while true {
        skipSpace()
        switch byte {
        case UInt8(ascii: "{")?: value += group(until: UInt8(ascii: "}"))
        case UInt8(ascii: "\"")?: value += group(until: UInt8(ascii: "\""))
        default: value += word()
        }
        skipSpace()
        guard byte == UInt8(ascii: "#") else { return value }
        place += 1
      }
    }

    private mutating func group(until end: UInt8) -> [UInt8] {
      place += 1
      let start = place
      var depth = 0
      while let byte {
        // As in BibTeX itself, a backslash makes no brace and no quote another sign.
        if depth == 0 && byte == end {
          place += 1
          return Array(bytes[start..<(place - 1)])
        }
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
        place += 1
      }
      // Not closed: braces are made up for, so that what follows stays outside.
      return Array(bytes[start...]) + Array(repeating: UInt8(ascii: "}"), count: depth)
    }
  }
}

/// A bibliography of corpora: their citations, repaired and without doubles.
///
///     print(Bibliography(records).text)
///
/// Citations that came through a Python string without `r` have lost backslashes, which are put back;
/// an entry that several corpora give stands once; two entries of one key get different keys; and a
/// corpus that gives no BibTeX is cited by its name and page, as `@misc`.
public struct Bibliography: Sendable {
  /// The entries as BibTeX, in the order of their records.
  public private(set) var text = ""
  /// How many entries there are.
  public private(set) var count = 0
  /// For each record, the keys that cite it.
  public private(set) var keys: [(record: String, keys: [String])] = []

  /// Makes a bibliography of records.
  ///
  /// - Complexity: O(*n*) in the length of the citations.
  public init(_ records: [Dataset]) {
    var byContents: [[UInt8]: String] = [:]
    var taken = Set<String>()
    for record in records {
      var keys: [String] = []
      for var entry in Self.entries(of: record) {
        let contents = Self.fingerprint(entry)
        if let known = byContents[contents] {
          if !keys.contains(known) { keys.append(known) }
          continue
        }
        entry.key = Self.freeKey(entry.key, taken)
        taken.insert(entry.key.lowercased())
        byContents[contents] = entry.key
        keys.append(entry.key)
        text += (count == 0 ? "" : "\n") + entry.text
        count += 1
      }
      self.keys.append((record.id, keys))
    }
  }

  static func entries(of record: Dataset) -> [BibTeX.Entry] {
    let citation = BibTeX.repaired(Array((record.citation ?? "").utf8))
    let entries = BibTeX.entries(in: citation).filter { !$0.fields.isEmpty }
    if !entries.isEmpty { return entries }
    var fields: [(name: String, value: [UInt8])] = [("title", plain(record.name))]
    if let year = record.year { fields.append(("year", Array(String(year).utf8))) }
    if let address = record.address {
      fields.append(("howpublished", Array("\\url{\(address)}".utf8)))
    }
    let words = Array(citation.split { $0 <= 0x20 }.joined(separator: [0x20]))
    if !words.isEmpty { fields.append(("note", plain(String(decoding: words, as: UTF8.self)))) }
    return [BibTeX.Entry(kind: "misc", key: record.id, fields: fields)]
  }

  /// Plain words, with what means something to TeX escaped.
  private static func plain(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "}"): break
      case UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "_"),
        UInt8(ascii: "$"):
        result += [0x5C, byte]
      case 0x5C: result += Array("\\textbackslash{}".utf8)
      default: result.append(byte)
      }
    }
    return result
  }

  /// What makes two entries one: their title's letters and year, or all of them without a title.
  private static func fingerprint(_ entry: BibTeX.Entry) -> [UInt8] {
    func letters(_ bytes: [UInt8]) -> [UInt8] {
      bytes.compactMap { byte in
        switch byte {
        case 65...90: byte | 0x20
        case 97...122, 48...57, 0x80...: byte
        default: nil
        }
      }
    }
    if let title = entry.value("title"), !letters(title).isEmpty {
      return letters(title) + [0] + letters(entry.value("year") ?? [])
    }
    return Array(entry.key.utf8) + [0] + entry.fields.flatMap { letters($0.value) }
  }

  /// A key that BibTeX takes and no other entry has.
  private static func freeKey(_ written: String, _ taken: Set<String>) -> String {
    let bytes = written.utf8.map { byte -> UInt8 in
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"),
        UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "+"):
        byte
      default: UInt8(ascii: "-")
      }
    }
    let key = bytes.isEmpty ? "untitled" : String(decoding: bytes, as: UTF8.self)
    if !taken.contains(key.lowercased()) { return key }
    var number = 2
    while taken.contains("\(key)-\(number)".lowercased()) { number += 1 }
    return "\(key)-\(number)"
  }
}

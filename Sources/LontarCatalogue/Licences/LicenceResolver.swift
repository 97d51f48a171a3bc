/// What a source's words about a licence come to.
public struct LicenceResolution: Sendable {
  /// How sure the answer is.
  public enum Outcome: String, Sendable {
    /// The words name one licence.
    case identified
    /// The words say that the licence is not known, or say nothing.
    case unstated
    /// The words name a family of licences, and not which.
    case family
    /// The words say that the terms are their own.
    case ownTerms = "own-terms"
    /// A person has to read the words.
    case needsPerson = "needs-person"
  }

  /// How sure the answer is.
  public var outcome: Outcome
  /// The SPDX identifier, or `LicenseRef-` for terms of their own; `nil` if there is none to give.
  public var id: String?
  /// What follows the licence's name in the source's own words.
  public var terms: String?
  /// What the identifier says more exactly than the source, or what a person might look for.
  public var note: String?
}

/// Resolves a source's words about a licence to SPDX, and never guesses.
///
///     LicenceResolver.resolve("CC-BY-SA 4.0").id                    // "CC-BY-SA-4.0"
///     LicenceResolver.resolve("For research purposes only").outcome  // .needsPerson
///
/// Three forms are read: the hub's `Name (id)`, an identifier in any spelling of its separators, and
/// the full name of a Creative Commons or Apache licence. What is left over, after or before them,
/// makes a string one for a person, because an added word may be an added condition.
public enum LicenceResolver {
  /// Resolves a source's words.
  public static func resolve(_ raw: String) -> LicenceResolution {
    let bytes = Array(raw.utf8)
    let bar = bytes.firstIndex(of: UInt8(ascii: "|")) ?? bytes.endIndex
    let head = trimmed(bytes[..<bar])
    let terms = bar < bytes.endIndex ? trimmed(bytes[(bar + 1)...]) : ""
    var resolution = resolve(head: head)
    if !terms.isEmpty { resolution.terms = terms }
    return resolution
  }

  /// Whether the words have the hub's form, `Name (id)`, with terms behind a bar or without.
  static func isHubForm(_ raw: String) -> Bool {
    let head = trimmed(Array(raw.utf8)[...].prefix { $0 != UInt8(ascii: "|") })
    guard let id = identifierInParentheses(head) else { return false }
    return lookUp(id) != nil
  }

  private static func resolve(head: String) -> LicenceResolution {
    let spelling = identifierSpelling(head)
    switch spelling {
    case "", "unknown", "tbd", "none", "n/a": return LicenceResolution(outcome: .unstated)
    default: break
    }
    if let resolution = lookUp(spelling) { return resolution }
    if let id = identifierInParentheses(head), let resolution = lookUp(identifierSpelling(id)) {
      return resolution
    }
    if let id = fullName(head) { return lookUp(id) ?? LicenceResolution(outcome: .needsPerson) }
    return LicenceResolution(outcome: .needsPerson, note: suggestion(for: head))
  }

  private static func lookUp(_ written: String) -> LicenceResolution? {
    if let id = LicenceTable.identifiers[written] {
      return LicenceResolution(outcome: .identified, id: id, note: LicenceTable.note(written))
    }
    switch written {
    case "unknown": return LicenceResolution(outcome: .unstated)
    case "other", "others": return LicenceResolution(outcome: .ownTerms, id: "LicenseRef-others")
    case "gpl", "lgpl", "agpl":
      // Which version is open; that it is a licence for programs is not.
      return LicenceResolution(
        outcome: .family, id: "LicenseRef-\(written.uppercased())-family",
        note: "names a family, not a licence")
    case "cc", "bsd", "gfdl":
      return LicenceResolution(outcome: .family, note: "names a family, not a licence")
    default: return nil
    }
  }

  /// `CC BY-SA 4.0`, `cc_by_3.0` and `CC-BY-SA-4.0` are one spelling.
  private static func identifierSpelling(_ text: String) -> String {
    let bytes = text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: " "), UInt8(ascii: "_"): UInt8(ascii: "-")
      default: byte
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The identifier of `Name (id)`, unless the name is more than a name.
  private static func identifierInParentheses(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.last == UInt8(ascii: ")"), let open = bytes.lastIndex(of: UInt8(ascii: "(")) else {
      return nil
    }
    // A link says that the terms lie elsewhere.
    guard !text.contains("://") else { return nil }
    return String(decoding: bytes[(open + 1)..<(bytes.count - 1)], as: UTF8.self)
  }

  /// The identifier of a licence that is called by its full name.
  private static func fullName(_ text: String) -> String? {
    var words = Words(text)
    if words.take("apache") {
      guard words.take("license") else { return nil }
      _ = words.take("version")
      return words.take("2.0") && words.isAtEnd ? "apache-2.0" : nil
    }
    if words.take("creative") && !words.take("commons") && !words.take("common") { return nil }
    if words.take("cc0") {
      _ =
        words.take("no", "rights", "reserved") || words.take("public", "domain", "dedication")
        || words.take("1.0", "universal")
      return words.isAtEnd ? "cc0" : nil
    }
    guard words.take("attribution") else { return nil }
    var id = "cc-by"
    if words.take("noncommercial") || words.take("non", "commercial") { id += "-nc" }
    if words.take("noderivatives") || words.take("no", "derivatives") { id += "-nd" }
    if words.take("sharealike") || words.take("share", "alike") { id += "-sa" }
    guard let version = words.takeVersion() else { return nil }
    if words.take("international") || words.take("unported") { _ = words.take("license") }
    return words.isAtEnd ? "\(id)-\(version)" : nil
  }

  /// A licence that is named among other words, for the person who reads them.
  private static func suggestion(for text: String) -> String? {
    for word in text.utf8.split(separator: UInt8(ascii: " ")) {
      let spelling = identifierSpelling(String(decoding: Array(word), as: UTF8.self))
      if let id = LicenceTable.identifiers[spelling] { return "perhaps \(id)" }
    }
    if let id = identifierInParentheses(text.replacing("://", with: " ")),
      let known = LicenceTable.identifiers[identifierSpelling(id)]
    {
      return "perhaps \(known)"
    }
    return nil
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var bytes = bytes
    while let byte = bytes.first, byte <= 0x20 { bytes.removeFirst() }
    while let byte = bytes.last, byte <= 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The words of a name, in lower case; points belong to versions only.
  private struct Words {
    private var words: ArraySlice<String>

    init(_ text: String) {
      var words: [String] = []
      var word: [UInt8] = []
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "."), 0x80...:
          word.append(byte)
        default:
          if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
          word.removeAll()
        }
      }
      while word.last == UInt8(ascii: ".") { word.removeLast() }
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      self.words = words[...]
    }

    var isAtEnd: Bool { words.isEmpty }

    mutating func take(_ wanted: String...) -> Bool {
      guard words.starts(with: wanted) else { return false }
      words.removeFirst(wanted.count)
      return true
    }

    mutating func takeVersion() -> String? {
      guard let word = words.first, ["1.0", "2.0", "2.5", "3.0", "4.0"].contains(word) else {
        return nil
      }
      words.removeFirst()
      return word
    }
  }
}

public import LontarJSON

/// Checks a Croissant document more strictly than its reference validator, which takes placeholders
/// for hashes and misses a missing address.
///
///     CroissantCheck.problems(in: document)     // ["distribution[0].sha256 is no hash"]
public enum CroissantCheck {
  /// What is wrong with a document; nothing, if it is sound.
  ///
  /// - Complexity: O(*n*) in the size of the document.
  public static func problems(in document: JSONValue) -> [String] {
    guard document.object != nil else { return ["the document is not an object"] }
    var problems: [String] = []
    duplicates(in: document, at: "", &problems)
    for field in ["@context", "@type", "conformsTo", "name", "description", "license", "url"] {
      switch document[field] {
      case nil, .null?: problems.append("\(field) is missing")
      case .string(let bytes)? where bytes.isEmpty: problems.append("\(field) is empty")
      default: break
      }
    }
    let versions = ["1.0", "1.1"].map { Array("http://mlcommons.org/croissant/\($0)".utf8) }
    let stated = (document["conformsTo"]?.array ?? [document["conformsTo"] ?? .null])
      .compactMap(\.string)
    if !stated.isEmpty && !stated.contains(where: versions.contains) {
      problems.append("conformsTo names no version of Croissant")
    }
    if let url = text(document["url"]), !Address.isWeb(url) { problems.append("url is no address") }
    for field in ["datePublished", "dateModified", "dateCreated"] {
      if let date = text(document[field]), !isDate(date) {
        problems.append("\(field) is no date")
      }
    }
    prefixes(in: document, &problems)
    files(in: document, &problems)
    fields(in: document, &problems)
    return problems
  }

  /// Names that stand twice in one object, at any depth.
  private static func duplicates(in value: JSONValue, at path: String, _ problems: inout [String]) {
    switch value {
    case .object(let members):
      if let key = value.firstDuplicateKey {
        problems.append("\(path)\(String(decoding: key, as: UTF8.self)) stands twice")
      }
      for member in members {
        duplicates(
          in: member.value, at: "\(path)\(String(decoding: member.key, as: UTF8.self)).", &problems)
      }
    case .array(let elements):
      for element in elements { duplicates(in: element, at: path, &problems) }
    case .null, .bool, .number, .string: break
    }
  }

  private static func prefixes(in document: JSONValue, _ problems: inout [String]) {
    let context = document["@context"]
    // A context that is only named says what it says elsewhere.
    guard context?.object != nil else { return }
    for member in document.object ?? [] {
      guard let colon = member.key.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let prefix = String(decoding: member.key[..<colon], as: UTF8.self)
      if context?[prefix] == nil { problems.append("the prefix \(prefix): is not declared") }
    }
  }

  private static func files(in document: JSONValue, _ problems: inout [String]) {
    var containers: [[UInt8]: [[UInt8]]] = [:]
    let distribution = document["distribution"]?.array ?? []
    for (index, object) in distribution.enumerated() {
      let place = "distribution[\(index)]"
      guard let id = object["@id"]?.string else {
        problems.append("\(place).@id is missing")
        continue
      }
      let containedIn = references(object["containedIn"])
      if containers.updateValue(containedIn, forKey: id) != nil {
        problems.append("\(place).@id stands twice")
      }
      guard text(object["@type"])?.hasSuffix("FileObject") == true else { continue }
      switch text(object["contentUrl"]) {
      case nil where object["containedIn"] == nil: problems.append("\(place).contentUrl is missing")
      case "": problems.append("\(place).contentUrl is empty")
      default: break
      }
      if object["encodingFormat"] == nil { problems.append("\(place).encodingFormat is missing") }
      if let hash = object["sha256"]?.string {
        if !isHash(hash) { problems.append("\(place).sha256 is no hash") }
      } else if object["containedIn"] == nil && object["md5"] == nil {
        problems.append("\(place).sha256 is missing")
      }
    }
    for (index, object) in distribution.enumerated() {
      for container in references(object["containedIn"]) where containers[container] == nil {
        problems.append(
          "distribution[\(index)].containedIn names no '\(String(decoding: container, as: UTF8.self))'"
        )
      }
      if let id = object["@id"]?.string, isLoop(from: id, in: containers) {
        problems.append("distribution[\(index)] is contained in itself")
      }
    }
  }

  /// Whether following containers leads back. Each is visited once, so that this ends.
  private static func isLoop(from id: [UInt8], in containers: [[UInt8]: [[UInt8]]]) -> Bool {
    var seen = Set<[UInt8]>()
    var open = containers[id] ?? []
    while let next = open.popLast() {
      if next == id { return true }
      if seen.insert(next).inserted { open += containers[next] ?? [] }
    }
    return false
  }

  /// Fields must be taken from something that is there.
  private static func fields(in document: JSONValue, _ problems: inout [String]) {
    var known = Set((document["distribution"]?.array ?? []).compactMap { $0["@id"]?.string })
    let sets = document["recordSet"]?.array ?? []
    for set in sets {
      if let id = set["@id"]?.string { known.insert(id) }
      for field in set["field"]?.array ?? [] {
        if let id = field["@id"]?.string { known.insert(id) }
      }
    }
    for (index, set) in sets.enumerated() {
      for (number, field) in (set["field"]?.array ?? []).enumerated() {
        let place = "recordSet[\(index)].field[\(number)]"
        if field["@id"] == nil { problems.append("\(place).@id is missing") }
        for key in ["fileObject", "fileSet", "recordSet", "field"] {
          for source in references(field["source"]?[key]) where !known.contains(source) {
            problems.append(
              "\(place).source names no '\(String(decoding: source, as: UTF8.self))'")
          }
        }
      }
    }
  }

  /// The ids that a value refers to: `{"@id": …}`, or several of them.
  private static func references(_ value: JSONValue?) -> [[UInt8]] {
    (value?.array ?? [value ?? .null]).compactMap { $0["@id"]?.string ?? $0.string }
  }

  private static func text(_ value: JSONValue?) -> String? {
    value?.string.map { String(decoding: $0, as: UTF8.self) }
  }

  /// A year, a month or a day, with a time behind it or without.
  private static func isDate(_ text: String) -> Bool {
    let day = text.prefix { $0 != "T" && $0 != " " }
    switch day.utf8.count {
    case 4: return Day("\(day)-01-01") != nil
    case 7: return Day("\(day)-01") != nil
    default: return Day(String(day)) != nil
    }
  }

  /// A digest that is not one digit again and again.
  static func isHash(_ bytes: [UInt8]) -> Bool {
    isDigest(bytes) && Set(bytes).count > 1
  }

  /// 64 hexadecimal digits.
  static func isDigest(_ bytes: [UInt8]) -> Bool {
    bytes.count == 64 && bytes.allSatisfy { 48...57 ~= $0 || 97...102 ~= $0 | 0x20 }
  }
}

public import LontarJSON

/// Checks a Croissant document more strictly than its reference validator, which takes placeholders
/// for hashes and misses a missing address.
///
///     CroissantCheck.problems(in: document)     // ["distribution[0].sha256 is no hash"]
public enum CroissantCheck {
  /// What is wrong with a document; nothing, if it is sound.
  public static func problems(in document: JSONValue) -> [String] {
    guard document.object != nil else { return ["the document is not an object"] }
    var problems: [String] = []
    if let key = document.firstDuplicateKey {
      problems.append("\(String(decoding: key, as: UTF8.self)) stands twice")
    }
    for field in ["@context", "@type", "conformsTo", "name", "description", "license", "url"] {
      switch document[field] {
      case nil, .null?: problems.append("\(field) is missing")
      case .string(let bytes)? where bytes.isEmpty: problems.append("\(field) is empty")
      default: break
      }
    }
    let versions = ["1.0", "1.1"].map { Array("http://mlcommons.org/croissant/\($0)".utf8) }
    if let version = document["conformsTo"]?.string, !versions.contains(version) {
      problems.append("conformsTo names no version of Croissant")
    }
    if let url = document["url"]?.string, !isAddress(url) { problems.append("url is no address") }
    let context = document["@context"]
    for member in document.object ?? [] {
      guard let colon = member.key.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let prefix = String(decoding: member.key[..<colon], as: UTF8.self)
      if context?[prefix] == nil { problems.append("the prefix \(prefix): is not declared") }
    }
    var names = Set<[UInt8]>()
    for (index, object) in (document["distribution"]?.array ?? []).enumerated() {
      let place = "distribution[\(index)]"
      guard let id = object["@id"]?.string else {
        problems.append("\(place).@id is missing")
        continue
      }
      if !names.insert(id).inserted { problems.append("\(place).@id stands twice") }
      guard object["@type"]?.string == Array("cr:FileObject".utf8) else { continue }
      if object["contentUrl"]?.string == nil { problems.append("\(place).contentUrl is missing") }
      if object["encodingFormat"] == nil { problems.append("\(place).encodingFormat is missing") }
      if let hash = object["sha256"]?.string {
        if !isHash(hash) { problems.append("\(place).sha256 is no hash") }
      } else if object["containedIn"] == nil {
        problems.append("\(place).sha256 is missing")
      }
    }
    return problems
  }

  private static func isAddress(_ bytes: [UInt8]) -> Bool {
    (bytes.starts(with: "https://".utf8) || bytes.starts(with: "http://".utf8))
      && bytes.allSatisfy { $0 > 0x20 }
  }

  /// 64 hexadecimal digits that are not one digit again and again.
  private static func isHash(_ bytes: [UInt8]) -> Bool {
    bytes.count == 64 && Set(bytes).count > 1
      && bytes.allSatisfy { 48...57 ~= $0 || 97...102 ~= $0 | 0x20 }
  }
}

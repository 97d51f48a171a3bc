public import LontarJSON

extension Dataset {
  /// The record as a Croissant 1.1 document (JSON-LD).
  ///
  ///     let document = try catalogue.record("xl_sum").croissant
  ///
  /// A file stands in its distribution only with a SHA-256 that was computed; there are no
  /// placeholders. Addresses without one are given as `sameAs`. What the vocabulary has no word for
  /// (schemas, configurations, terms) is kept under the prefix `lontar:`.
  public var croissant: JSONValue {
    var document = JSONObjectBuilder()
    document.add("@context", Croissant.context)
    document.add("@type", "sc:Dataset")
    document.add("@id", id)
    document.add("conformsTo", "http://mlcommons.org/croissant/1.1")
    document.add("name", name)
    document.add("alternateName", aliases)
    document.add("description", description ?? "No description is stated.")
    document.add("url", homepage ?? provenanceURL)
    document.add("license", licenceURL)
    document.add("citeAs", citation)
    document.add("creator", creators)
    document.add("datePublished", year.map(String.init))
    document.add("version", version)
    document.add("inLanguage", languages.map(\.code))
    document.add("keywords", tasks + modalities)
    document.add("isBasedOn", derivedFrom)
    document.add("sameAs", urls.map(\.url))
    document.add("distribution", files.compactMap(\.croissant))
    if let provenance {
      var source = JSONObjectBuilder()
      source.add("@id", provenanceURL)
      document.add("prov:wasDerivedFrom", source.value)
      document.add("lontar:source", provenance.json)
    }
    document.add("lontar:licence", licence.json)
    document.add("lontar:languages", languages.map(\.json))
    document.add("lontar:tasks", tasks)
    document.add("lontar:modalities", modalities)
    document.add("lontar:schemas", schemas)
    document.add("lontar:countries", countries)
    document.add("lontar:urls", urls.map(\.json))
    document.add("lontar:configurations", configurations.map(\.json))
    document.add(
      "lontar:configurationCount", configurationCount == 0 ? nil : configurationCount)
    document.add("lontar:splits", splits.map(\.json))
    document.add("lontar:size", size?.json)
    document.add("lontar:schemeVersion", schemeVersion)
    document.add("lontar:access", access == .unknown ? nil : access.rawValue)
    document.add("lontar:personalData", personalData == .unknown ? nil : personalData.rawValue)
    document.add("lontar:consent", consent)
    document.add("lontar:withdrawn", withdrawn)
    document.add("lontar:files", files.map(\.json))
    document.add("lontar:hasDescription", description == nil ? JSONValue.bool(false) : nil)
    document.add("lontar:hasHomepage", homepage == nil ? JSONValue.bool(false) : nil)
    return document.value
  }

  /// Where the record was read, as an address: what stands for a page that is not stated.
  private var provenanceURL: String {
    guard let provenance else { return "https://example.org/\(id)" }
    guard provenance.source.utf8.starts(with: "https://github.com/".utf8),
      let path = provenance.path
    else { return provenance.source }
    return "\(provenance.source)/blob/\(provenance.revision ?? "HEAD")/\(path)"
  }

  /// SPDX's page for the licence, or the source's words.
  private var licenceURL: String {
    if let id = licence.id, !id.utf8.starts(with: "LicenseRef-".utf8) {
      return "https://spdx.org/licenses/\(id).html"
    }
    return licence.raw.isEmpty ? "not stated" : licence.raw
  }

  private var creators: [JSONValue] {
    guard let citation else { return [] }
    return BibTeX.authors(in: citation).map { name in
      var person = JSONObjectBuilder()
      person.add("@type", "sc:Person")
      person.add("name", name)
      return person.value
    }
  }
}

extension DatasetFile {
  /// The file as a FileObject, if its hash is known.
  fileprivate var croissant: JSONValue? {
    guard let sha256 else { return nil }
    var object = JSONObjectBuilder()
    object.add("@type", "cr:FileObject")
    object.add("@id", path)
    object.add("name", path)
    object.add("contentUrl", url ?? path)
    object.add("encodingFormat", Croissant.mediaType(of: path))
    object.add("contentSize", bytes.map { "\($0) B" })
    object.add("sha256", sha256)
    return object.value
  }
}

/// What all documents of Croissant share.
enum Croissant {
  /// The terms that the documents use.
  static let context: JSONValue = {
    var context = JSONObjectBuilder()
    context.add("@language", "en")
    context.add("@vocab", "https://schema.org/")
    let terms = [
      ("sc", "https://schema.org/"), ("cr", "http://mlcommons.org/croissant/"),
      ("rai", "http://mlcommons.org/croissant/RAI/"), ("dct", "http://purl.org/dc/terms/"),
      ("prov", "http://www.w3.org/ns/prov#"), ("lontar", "urn:lontar:catalogue:"),
    ]
    for (term, address) in terms { context.add(term, address) }
    context.add("conformsTo", "dct:conformsTo")
    for term in [
      "citeAs", "column", "extract", "field", "fileObject", "fileProperty", "fileSet", "format",
      "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet",
      "references", "regex", "repeated", "replace", "separator", "source", "subField", "transform",
    ] {
      context.add(term, "cr:\(term)")
    }
    for (term, kind) in [("data", "@json"), ("examples", "@json"), ("dataType", "@vocab")] {
      var entry = JSONObjectBuilder()
      entry.add("@id", "cr:\(term)")
      entry.add("@type", kind)
      context.add(term, entry.value)
    }
    return context.value
  }()

  static func mediaType(of path: String) -> String {
    let types = [
      (".txt", "text/plain"), (".jsonl", "application/jsonlines"), (".json", "application/json"),
      (".csv", "text/csv"), (".tsv", "text/tab-separated-values"), (".zip", "application/zip"),
      (".gz", "application/gzip"), (".parquet", "application/x-parquet"),
    ]
    return types.first { path.hasSuffix($0.0) }?.1 ?? "application/octet-stream"
  }
}

/// What can be taken from a citation without all of BibTeX.
enum BibTeX {
  /// The names of the first entry's authors, as they are written there.
  static func authors(in citation: String) -> [String] {
    guard let value = field("author", in: Array(citation.utf8)) else { return [] }
    // Braces group letters; a name is its letters.
    let words = value.split { $0 <= 0x20 }.map { Array($0.filter { $0 != 0x7B && $0 != 0x7D }) }
    var names: [String] = []
    for name in words.split(separator: Array("and".utf8)) {
      let text = String(decoding: Array(name.joined(separator: [0x20])), as: UTF8.self)
      if !text.isEmpty { names.append(text) }
    }
    return names
  }

  /// The contents of the first field of this name.
  static func field(_ name: String, in bytes: [UInt8]) -> [UInt8]? {
    let wanted = Array(name.utf8)
    var index = 0
    while index + wanted.count < bytes.count {
      defer { index += 1 }
      guard index == 0 || !(97...122 ~= bytes[index - 1] | 0x20),
        bytes[index..<(index + wanted.count)].lazy.map({ $0 | 0x20 }).elementsEqual(wanted)
      else { continue }
      var place = index + wanted.count
      func skipSpace() { while place < bytes.count && bytes[place] <= 0x20 { place += 1 } }
      skipSpace()
      guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else { continue }
      place += 1
      skipSpace()
      return value(in: bytes, from: place)
    }
    return nil
  }

  private static func value(in bytes: [UInt8], from start: Int) -> [UInt8]? {
    guard start < bytes.count else { return nil }
    let isQuoted = bytes[start] == UInt8(ascii: "\"")
    guard isQuoted || bytes[start] == UInt8(ascii: "{") else {
      return Array(bytes[start...].prefix { $0 != UInt8(ascii: ",") && $0 != 0x0A && $0 != 0x7D })
    }
    var depth = 0
    for index in (start + 1)..<max(start + 1, bytes.count) {
      let byte = bytes[index]
      if byte == 0x5C || (index > 0 && bytes[index - 1] == 0x5C) { continue }
      if isQuoted && byte == UInt8(ascii: "\"") && depth == 0 {
        return Array(bytes[(start + 1)..<index])
      }
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") {
        if depth == 0 && !isQuoted { return Array(bytes[(start + 1)..<index]) }
        depth -= 1
      }
    }
    return nil
  }
}

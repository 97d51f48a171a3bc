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
    let page = address
    document.add("url", page)
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
      source.add("@id", provenance.address ?? provenance.source)
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
    if homepage != page {
      document.add("lontar:homepage", homepage.map { .string(Array($0.utf8)) } ?? JSONValue.null)
    }
    for answer in answers { document.add("rai:\(answer.property)", answer.text) }
    document.add("lontar:answers", answers.map(\.json))
    document.add("lontar:holding", holding?.json)
    return document.value
  }

  /// The corpus's page; where none is stated, or what is stated is no address, the place of its data
  /// or of its record. Nothing, if none of these is known: nothing is made up.
  var address: String? {
    if let homepage = homepage.flatMap(Address.repaired) { return homepage }
    return urls.lazy.map(\.url).first(where: Address.isWeb) ?? provenance?.address
  }

  /// SPDX's page for the licence, or the source's words.
  var licenceURL: String {
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

extension Provenance {
  /// Where the record was read, as an address of the web.
  var address: String? {
    guard Address.isWeb(source) else { return nil }
    guard source.utf8.starts(with: "https://github.com/".utf8), let path else { return source }
    return "\(source)/blob/\(revision ?? "HEAD")/\(path)"
  }
}

/// Addresses of the web, as sources write them.
enum Address {
  /// Whether this is a whole address: a scheme, a host, and no spaces.
  static func isWeb(_ text: String) -> Bool {
    for scheme in ["https://", "http://"] where text.utf8.starts(with: scheme.utf8) {
      let rest = text.utf8.dropFirst(scheme.utf8.count)
      let host = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
      return !host.isEmpty && host.contains(UInt8(ascii: "."))
        && rest.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") }
    }
    return false
  }

  /// Whether this is a whole address and no template: it may stand where RDF wants an IRI (RFC 3987).
  static func isIRI(_ text: String) -> Bool {
    isWeb(text) && !text.utf8.contains { Array("<>{}|\\^`".utf8).contains($0) }
  }

  /// The address that a source means, or nothing: spaces around it go, and a missing scheme comes.
  static func repaired(_ text: String) -> String? {
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.first, byte <= 0x20 { bytes.removeFirst() }
    while let byte = bytes.last, byte <= 0x20 { bytes.removeLast() }
    let trimmed = String(decoding: bytes, as: UTF8.self)
    if isWeb(trimmed) { return trimmed }
    if bytes.starts(with: "www.".utf8) && isWeb("https://" + trimmed) {
      return "https://" + trimmed
    }
    return nil
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

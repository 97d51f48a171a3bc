public import LontarJSON

/// A catalogue in DCAT 3 (JSON-LD), as open-data portals exchange them.
///
///     let document = DCAT.catalogue(of: records)
public enum DCAT {
  /// The catalogue of some records.
  public static func catalogue(of records: [Dataset]) -> JSONValue {
    var catalogue = JSONObjectBuilder()
    catalogue.add("@id", "urn:lontar:catalogue")
    catalogue.add("@type", "dcat:Catalog")
    catalogue.add("dct:title", "Lontar catalogue")
    catalogue.add("dcat:dataset", records.map { reference(prefix + $0.id) })
    var document = JSONObjectBuilder()
    document.add("@context", context)
    document.add("@graph", [catalogue.value] + records.map(dataset))
    return document.value
  }

  /// The records of a document: what ``catalogue(of:)`` writes, and what portals write like it.
  ///
  /// - Throws: ``CatalogueError/invalidField(line:field:problem:)``.
  public static func records(in document: JSONValue) throws(CatalogueError) -> [Dataset] {
    let nodes = document["@graph"]?.array ?? [document]
    var records: [Dataset] = []
    for node in nodes where kinds(of: node).contains("dcat:Dataset") {
      records.append(try record(of: node, number: records.count + 1))
    }
    guard !records.isEmpty else {
      throw .invalidField(line: 1, field: "@graph", problem: "holds no dcat:Dataset")
    }
    return records
  }

  private static let prefix = "urn:lontar:dataset:"
  private static let language = "http://lexvo.org/id/iso639-3/"
  private static let licencePage = "https://spdx.org/licenses/"

  private static let context: JSONValue = {
    var context = JSONObjectBuilder()
    for (term, address) in [
      ("dcat", "http://www.w3.org/ns/dcat#"), ("dct", "http://purl.org/dc/terms/"),
      ("prov", "http://www.w3.org/ns/prov#"), ("spdx", "http://spdx.org/rdf/terms#"),
      ("xsd", "http://www.w3.org/2001/XMLSchema#"), ("lontar", "urn:lontar:catalogue:"),
    ] {
      context.add(term, address)
    }
    return context.value
  }()

  private static func reference(_ id: String) -> JSONValue {
    .object([(Array("@id".utf8), .string(Array(id.utf8)))])
  }

  /// An address; what is none, such as a template, is written as text.
  private static func address(_ text: String) -> JSONValue {
    Address.isIRI(text) ? reference(text) : .string(Array(text.utf8))
  }

  private static func typed(_ value: String, _ type: String) -> JSONValue {
    var object = JSONObjectBuilder()
    object.add("@value", value)
    object.add("@type", type)
    return object.value
  }

  private static func dataset(_ record: Dataset) -> JSONValue {
    var node = JSONObjectBuilder()
    node.add("@id", prefix + record.id)
    node.add("@type", "dcat:Dataset")
    node.add("dct:identifier", record.id)
    node.add("dct:title", record.name)
    node.add("dct:alternative", record.aliases)
    node.add("dct:description", record.description)
    node.add(
      "dct:language",
      record.languages.map { entry in
        // What is no code of ISO 639-3 is no address either.
        LanguageTable.threeLetters(for: entry.code) == entry.code
          ? reference(language + entry.code) : .string(Array(entry.code.utf8))
      })
    node.add("dcat:keyword", record.tasks)
    node.add("lontar:modality", record.modalities)
    if let id = record.licence.id, !id.hasPrefix("LicenseRef-") {
      node.add("dct:license", reference("\(licencePage)\(id).html"))
    }
    node.add("dct:rights", record.licence.raw.isEmpty ? nil : record.licence.raw)
    node.add("dct:bibliographicCitation", record.citation)
    node.add("dcat:landingPage", record.homepage.map(address))
    node.add("dct:issued", record.year.map { typed(String($0), "xsd:gYear") })
    node.add("dcat:version", record.version)
    node.add("dct:spatial", record.countries)
    node.add("dct:accessRights", record.access == .unknown ? nil : record.access.rawValue)
    node.add("prov:wasDerivedFrom", record.derivedFrom.map { reference(prefix + $0) })
    let places = record.urls.map { place in
      var distribution = JSONObjectBuilder()
      distribution.add("@type", "dcat:Distribution")
      distribution.add("dct:title", place.name)
      distribution.add("dcat:accessURL", address(place.url))
      return distribution.value
    }
    node.add("dcat:distribution", places + record.files.map(distribution))
    return node.value
  }

  private static func distribution(_ file: DatasetFile) -> JSONValue {
    var node = JSONObjectBuilder()
    node.add("@type", "dcat:Distribution")
    node.add("dct:identifier", file.path)
    node.add("dcat:downloadURL", file.url.map(address))
    node.add("dcat:mediaType", Croissant.mediaType(of: file.path))
    node.add("dcat:byteSize", file.bytes.map { typed(String($0), "xsd:nonNegativeInteger") })
    if let sha256 = file.sha256 {
      var checksum = JSONObjectBuilder()
      checksum.add("@type", "spdx:Checksum")
      checksum.add("spdx:algorithm", reference("spdx:checksumAlgorithm_sha256"))
      checksum.add("spdx:checksumValue", typed(sha256, "xsd:hexBinary"))
      node.add("spdx:checksum", checksum.value)
    }
    return node.value
  }

  // MARK: Reading

  private static func kinds(of node: JSONValue) -> [String] {
    values(node["@type"]).compactMap(text)
  }

  private static func values(_ value: JSONValue?) -> [JSONValue] {
    guard let value else { return [] }
    return value.array ?? [value]
  }

  /// A value as text: a string, a typed literal, or what is referred to.
  private static func text(_ value: JSONValue?) -> String? {
    guard let value else { return nil }
    switch value {
    case .string(let bytes), .number(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .object: return text(value["@value"]) ?? text(value["@id"])
    case .array(let elements): return elements.lazy.compactMap { text($0) }.first
    case .null, .bool: return nil
    }
  }

  private static func record(
    of node: JSONValue, number: Int
  ) throws(CatalogueError) -> Dataset {
    func texts(_ key: String) -> [String] { values(node[key]).compactMap(text) }
    func stripped(_ text: String, _ prefix: String) -> String {
      text.hasPrefix(prefix) ? String(text.dropFirst(prefix.utf8.count)) : text
    }
    guard let name = text(node["dct:title"]) else {
      throw .invalidField(line: number, field: "dct:title", problem: "is missing")
    }
    let stated = text(node["dct:identifier"]) ?? stripped(text(node["@id"]) ?? "", prefix)
    var record = Dataset(
      id: Dataset.isID(stated) ? stated : "dcat/\(ImportSource.slug(of: stated))", name: name)
    record.aliases = texts("dct:alternative")
    record.description = text(node["dct:description"])
    record.languages = texts("dct:language")
      .map { DatasetLanguage(code: stripped($0, language)) }
    record.tasks = texts("dcat:keyword")
    record.modalities = texts("lontar:modality")
    var licence = text(node["dct:license"]).map { stripped($0, licencePage) }
    if let page = licence, page.hasSuffix(".html") { licence = String(page.dropLast(5)) }
    record.licence = LicenceStatement(raw: text(node["dct:rights"]) ?? licence ?? "")
    record.citation = text(node["dct:bibliographicCitation"])
    record.homepage = text(node["dcat:landingPage"])
    record.year = text(node["dct:issued"]).flatMap { Int($0.prefix(4)) }
    record.version = text(node["dcat:version"])
    record.countries = texts("dct:spatial")
    record.access = text(node["dct:accessRights"]).flatMap(Access.init(rawValue:)) ?? .unknown
    record.derivedFrom = texts("prov:wasDerivedFrom").map { stripped($0, prefix) }
    for distribution in values(node["dcat:distribution"]) {
      let download = text(distribution["dcat:downloadURL"])
      if let path = text(distribution["dct:identifier"]) ?? download {
        let hash = text(distribution["spdx:checksum"]?["spdx:checksumValue"])?.lowercased()
        record.files.append(
          DatasetFile(
            path: path, url: download,
            sha256: hash.flatMap { CroissantCheck.isDigest(Array($0.utf8)) ? $0 : nil },
            bytes: text(distribution["dcat:byteSize"]).flatMap { Int($0) }))
      } else if let address = text(distribution["dcat:accessURL"]) {
        record.urls.append(DatasetURL(name: text(distribution["dct:title"]), url: address))
      }
    }
    return try Dataset(json: record.json, line: number)
  }
}

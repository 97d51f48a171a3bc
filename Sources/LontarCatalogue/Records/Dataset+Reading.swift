public import LontarJSON

extension Dataset {
  /// Reads one record, strictly.
  ///
  ///     let line = Array(#"{"id": "lontar/lao", "name": "ພາສາລາວ"}"#.utf8)
  ///     let dataset = try Dataset(line: line.span)
  ///
  /// - Parameters:
  ///   - bytes: One JSON object.
  ///   - number: The line's number in its file, for errors.
  /// - Throws: ``CatalogueError/malformedJSON(line:_:)``, or
  ///   ``CatalogueError/invalidField(line:field:problem:)`` for a field that is missing, unknown,
  ///   doubled, or of the wrong kind.
  public init(line bytes: Span<UInt8>, number: Int = 1) throws(CatalogueError) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw .malformedJSON(line: number, error)
    }
    try self.init(json: value, line: number)
  }

  /// Reads a record from a tree; see ``init(line:number:)``.
  public init(json: JSONValue, line: Int = 1) throws(CatalogueError) {
    var fields = try RecordFields(json, path: "", line: line)
    let id = try fields.string("id")
    guard Self.isID(id) else {
      throw fields.fault("id", "holds other than ASCII letters, digits, '.', '_', '-' and one '/'")
    }
    self.init(id: id, name: try fields.string("name"))
    guard !name.isEmpty else { throw fields.fault("name", "is empty") }
    aliases = try fields.strings("aliases")
    description = try fields.optionalString("description")
    languages = try fields.objects("languages", DatasetLanguage.read)
    tasks = try fields.strings("tasks")
    modalities = try fields.strings("modalities")
    schemas = try fields.strings("schemas")
    licence = try fields.object("licence", LicenceStatement.read) ?? LicenceStatement(raw: "")
    citation = try fields.optionalString("citation")
    homepage = try fields.optionalString("homepage")
    urls = try fields.objects("urls", DatasetURL.read)
    configurations = try fields.objects("configurations", Configuration.read)
    configurationCount = try fields.count("configuration_count") ?? configurations.count
    if !configurations.isEmpty && configurationCount != configurations.count {
      throw fields.fault(
        "configuration_count", "is \(configurationCount), and \(configurations.count) are listed")
    }
    splits = try fields.objects("splits", Split.read)
    size = try fields.object("size", DatasetSize.read)
    version = try fields.optionalString("version")
    schemeVersion = try fields.optionalString("scheme_version")
    year = try fields.count("year")
    countries = try fields.strings("countries")
    provenance = try fields.object("provenance", Provenance.read)
    derivedFrom = try fields.strings("derived_from")
    access = try fields.choice("access", otherwise: .unknown)
    personalData = try fields.choice("personal_data", otherwise: .unknown)
    consent = try fields.optionalString("consent")
    withdrawn = try fields.day("withdrawn")
    files = try fields.objects("files", DatasetFile.read)
    answers = try fields.objects("answers", DatasetAnswer.read)
    holding = try fields.object("holding", Holding.read)
    try fields.finish()
  }

  /// Reads a file of JSON Lines; empty lines are passed over.
  ///
  /// - Throws: As ``init(line:number:)``, and ``CatalogueError/duplicateRecord(line:id:firstLine:)``.
  public static func records(in bytes: Span<UInt8>) throws(CatalogueError) -> [Dataset] {
    var records: [Dataset] = []
    var lines: [String: Int] = [:]
    var number = 0
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count && bytes[end] != UInt8(ascii: "\n") { end += 1 }
      number += 1
      let line = bytes.extracting(start..<end)
      if line.indices.contains(where: { line[$0] > 0x20 }) {
        let record = try Dataset(line: line, number: number)
        if let first = lines.updateValue(number, forKey: record.id) {
          throw .duplicateRecord(line: number, id: record.id, firstLine: first)
        }
        records.append(record)
      }
      start = end + 1
    }
    return records
  }

  static func isID(_ id: String) -> Bool {
    let parts = id.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return parts.count <= 2 && id.utf8.count <= 256
      && parts.allSatisfy { part in
        !part.isEmpty && part.first != UInt8(ascii: ".")
          && part.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
              UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
              UInt8(ascii: "-"):
              true
            default: false
            }
          }
      }
  }
}

extension DatasetLanguage {
  static func read(_ fields: inout RecordFields) throws(CatalogueError) -> DatasetLanguage {
    var language = DatasetLanguage(code: try fields.string("code"))
    if language.code.isEmpty { throw fields.fault("code", "is empty") }
    language.script = try fields.optionalString("script")
    language.country = try fields.optionalString("country")
    language.dialect = try fields.optionalString("dialect")
    return language
  }
}

extension LicenceStatement {
  static func read(_ fields: inout RecordFields) throws(CatalogueError) -> LicenceStatement {
    let raw = try fields.string("raw")
    let id = try fields.optionalString("id")
    let terms = try fields.optionalString("terms")
    return LicenceStatement(raw: raw, id: id, terms: terms)
  }
}

extension DatasetURL {
  static func read(_ fields: inout RecordFields) throws(CatalogueError) -> DatasetURL {
    DatasetURL(name: try fields.optionalString("name"), url: try fields.string("url"))
  }
}

extension Configuration {
  static func read(_ fields: inout RecordFields) throws(CatalogueError) -> Configuration {
    Configuration(
      name: try fields.string("name"), schema: try fields.optionalString("schema"),
      subset: try fields.optionalString("subset"))
  }
}

extension DatasetSize {
  static func read(_ fields: inout RecordFields) throws(CatalogueError) -> DatasetSize {
    DatasetSize(records: try fields.count("records"), bytes: try fields.count("bytes"))
  }
}

extension Split {
  static func read(_ fields: inout RecordFields) throws(CatalogueError) -> Split {
    Split(name: try fields.string("name"), size: try DatasetSize.read(&fields))
  }
}

extension Provenance {
  static func read(_ fields: inout RecordFields) throws(CatalogueError) -> Provenance {
    Provenance(
      source: try fields.string("source"), revision: try fields.optionalString("revision"),
      path: try fields.optionalString("path"), sha256: try fields.sha256("sha256"))
  }
}

extension DatasetFile {
  static func read(_ fields: inout RecordFields) throws(CatalogueError) -> DatasetFile {
    DatasetFile(
      path: try fields.string("path"), url: try fields.optionalString("url"),
      sha256: try fields.sha256("sha256"), bytes: try fields.count("bytes"))
  }
}

extension DatasetAnswer {
  static func read(_ fields: inout RecordFields) throws(CatalogueError) -> DatasetAnswer {
    let property = try fields.string("property")
    guard Datasheet.properties.contains(property) else {
      throw fields.fault("property", "is no property of Croissant's responsible-AI vocabulary")
    }
    return DatasetAnswer(property: property, text: try fields.string("text"))
  }
}

extension Holding {
  static func read(_ fields: inout RecordFields) throws(CatalogueError) -> Holding {
    var holding = Holding()
    holding.purpose = try fields.optionalString("purpose")
    holding.legalBasis = try fields.optionalString("legal_basis")
    holding.retention = try fields.day("retention")
    holding.transfers = try fields.strings("transfers")
    return holding
  }
}

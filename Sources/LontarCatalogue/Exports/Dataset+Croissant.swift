public import LontarJSON

extension Dataset {
  /// Reads a Croissant document, of version 1.0 or 1.1.
  ///
  /// A document that ``croissant`` made gives the same record again. From others come the name, the
  /// description, the licence, the citation, the addresses, the languages and the files.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - id: The id for a document whose `@id` is none.
  /// - Throws: ``CatalogueError/invalidField(line:field:problem:)``.
  public init(croissant document: JSONValue, id fallback: String) throws(CatalogueError) {
    guard document.object != nil else {
      throw .invalidField(line: 1, field: ".", problem: "is not an object")
    }
    // Older documents write `sc:name`.
    func text(_ key: String) -> String? {
      (document[key] ?? document["sc:\(key)"])?.string.map { String(decoding: $0, as: UTF8.self) }
    }
    // Some write a version as a number.
    func number(_ value: JSONValue?) -> String? {
      if case .number(let bytes)? = value { String(decoding: bytes, as: UTF8.self) } else { nil }
    }
    guard let name = text("name") ?? text("https://schema.org/name") else {
      throw .invalidField(line: 1, field: "name", problem: "is missing")
    }
    // The names that the vocabulary has, and those of our own, come together as a record's JSON,
    // so that the strict reader judges them.
    var record = JSONObjectBuilder()
    let own = text("@id").flatMap { Self.isID($0) ? $0 : nil }
    record.add("id", own ?? fallback)
    record.add("name", name)
    record.add("aliases", Self.list(document["alternateName"]))
    if document["lontar:hasDescription"] == nil { record.add("description", text("description")) }
    switch document["lontar:homepage"] {
    case nil: record.add("homepage", text("url"))
    case .null?: break
    case let stated?: record.add("homepage", stated)
    }
    record.add("citation", text("citeAs"))
    record.add("version", text("version") ?? number(document["version"]))
    record.add("derived_from", Self.list(document["isBasedOn"]))
    if let date = text("datePublished"), let year = Int(date.prefix(4)) { record.add("year", year) }
    record.add("licence", document["lontar:licence"] ?? Self.licence(document["license"]))
    record.add(
      "languages", document["lontar:languages"] ?? Self.languages(document["inLanguage"]))
    record.add("files", document["lontar:files"] ?? Self.files(document["distribution"]))
    let kept = [
      ("tasks", "tasks"), ("modalities", "modalities"), ("schemas", "schemas"),
      ("countries", "countries"), ("urls", "urls"), ("configurations", "configurations"),
      ("configuration_count", "configurationCount"), ("splits", "splits"), ("size", "size"),
      ("scheme_version", "schemeVersion"), ("access", "access"),
      ("personal_data", "personalData"), ("consent", "consent"), ("withdrawn", "withdrawn"),
      ("provenance", "source"), ("holding", "holding"),
    ]
    for (field, key) in kept { record.add(field, document["lontar:\(key)"]) }
    record.add("answers", document["lontar:answers"] ?? Self.answers(in: document))
    try self.init(json: record.value)
  }

  /// A value that may stand alone or in a list, as a list.
  private static func list(_ value: JSONValue?) -> JSONValue? {
    switch value {
    case .array(let values)?: .array(values.filter { $0.string != nil })
    case .string?: value.map { .array([$0]) }
    default: nil
    }
  }

  /// The answers of the responsible-AI vocabulary, in its order.
  private static func answers(in document: JSONValue) -> JSONValue? {
    var answers: [JSONValue] = []
    for property in Datasheet.properties {
      let value = document["rai:\(property)"] ?? document[property]
      guard case .array(let texts)? = list(value) else { continue }
      let text = texts.compactMap { $0.string.map { String(decoding: $0, as: UTF8.self) } }
        .joined(separator: "\n")
      if !text.isEmpty { answers.append(DatasetAnswer(property: property, text: text).json) }
    }
    return answers.isEmpty ? nil : .array(answers)
  }

  private static func licence(_ value: JSONValue?) -> JSONValue? {
    let first = value?.array?.first ?? value
    guard var bytes = first?.string ?? first?["url"]?.string ?? first?["name"]?.string else {
      return nil
    }
    let (prefix, suffix) = (Array("https://spdx.org/licenses/".utf8), Array(".html".utf8))
    if bytes.starts(with: prefix) {
      bytes.removeFirst(prefix.count)
      if bytes.suffix(suffix.count).elementsEqual(suffix) { bytes.removeLast(suffix.count) }
    }
    return LicenceStatement(raw: String(decoding: bytes, as: UTF8.self)).json
  }

  private static func languages(_ value: JSONValue?) -> JSONValue? {
    guard case .array(let codes)? = list(value) else { return nil }
    return .array(
      codes.compactMap { code in
        guard let bytes = code.string, !bytes.isEmpty else { return nil }
        return DatasetLanguage(code: String(decoding: bytes, as: UTF8.self)).json
      })
  }

  private static func files(_ value: JSONValue?) -> JSONValue? {
    guard let objects = value?.array else { return nil }
    return .array(
      objects.compactMap { object in
        func text(_ key: String) -> String? {
          object[key]?.string.map { String(decoding: $0, as: UTF8.self) }
        }
        guard let path = text("name") ?? text("@id"), !isFileSet(object) else { return nil }
        // A placeholder is no hash.
        let hash = text("sha256")?.lowercased()
        let size = text("contentSize").flatMap { size in
          size.hasSuffix(" B") ? Int(size.dropLast(2)) : nil
        }
        return DatasetFile(
          path: path, url: text("contentUrl"),
          sha256: hash.flatMap { CroissantCheck.isHash(Array($0.utf8)) ? $0 : nil }, bytes: size
        ).json
      })
  }

  /// Many files under one pattern, which have no path and no hash of their own.
  private static func isFileSet(_ object: JSONValue) -> Bool {
    object["@type"]?.string.map { String(decoding: $0, as: UTF8.self).hasSuffix("FileSet") } == true
  }
}

internal import LontarJSON

extension Dataset {
  /// The record's canonical form (RFC 8785): what is hashed, and a line of JSON Lines.
  ///
  /// Two records are the same if these bytes are. They are those of ``json`` with its names sorted,
  /// written without that tree, which takes six times as long to make and to sort.
  ///
  /// - Complexity: O(*n*) in the length of the record.
  public var canonicalBytes: [UInt8] {
    var writer = CanonicalWriter()
    writer.object { $0.add(self) }
    return writer.bytes
  }

  /// The SHA-256 of the canonical form.
  public var sha256: SHA256Digest {
    SHA256.hash(canonicalBytes.span)
  }
}

/// Writes JSON whose names are given in their order.
private struct CanonicalWriter {
  private(set) var bytes: [UInt8] = []

  init() {
    bytes.reserveCapacity(4096)
  }

  mutating func object(_ members: (inout CanonicalWriter) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    members(&self)
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func name(_ name: StaticString) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func add(_ name: StaticString, _ value: String?) {
    guard let value else { return }
    self.name(name)
    appendJSONString(value.utf8.span, to: &bytes)
  }

  mutating func add(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    self.name(name)
    bytes.append(contentsOf: String(value).utf8)
  }

  mutating func add(_ name: StaticString, _ values: [String]) {
    add(name, each: values) { appendJSONString($1.utf8.span, to: &$0.bytes) }
  }

  mutating func addObjects<Value>(
    _ name: StaticString, _ values: [Value], _ members: (inout CanonicalWriter, Value) -> Void
  ) {
    add(name, each: values) { writer, value in writer.object { members(&$0, value) } }
  }

  private mutating func add<Value>(
    _ name: StaticString, each values: [Value], _ write: (inout CanonicalWriter, Value) -> Void
  ) {
    guard !values.isEmpty else { return }
    self.name(name)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      write(&self, value)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  mutating func addObject<Value>(
    _ name: StaticString, _ value: Value?, _ members: (inout CanonicalWriter, Value) -> Void
  ) {
    guard let value else { return }
    self.name(name)
    object { members(&$0, value) }
  }

  mutating func add(_ record: Dataset) {
    add("access", record.access == .unknown ? nil : record.access.rawValue)
    add("aliases", record.aliases)
    addObjects("answers", record.answers) {
      $0.add("property", $1.property)
      $0.add("text", $1.text)
    }
    add("citation", record.citation)
    add("configuration_count", record.configurationCount == 0 ? nil : record.configurationCount)
    addObjects("configurations", record.configurations) {
      $0.add("name", $1.name)
      $0.add("schema", $1.schema)
      $0.add("subset", $1.subset)
    }
    add("consent", record.consent)
    add("countries", record.countries)
    add("derived_from", record.derivedFrom)
    add("description", record.description)
    addObjects("files", record.files) {
      $0.add("bytes", $1.bytes)
      $0.add("path", $1.path)
      $0.add("sha256", $1.sha256)
      $0.add("url", $1.url)
    }
    addObject("holding", record.holding) {
      $0.add("legal_basis", $1.legalBasis)
      $0.add("purpose", $1.purpose)
      $0.add("retention", $1.retention)
      $0.add("transfers", $1.transfers)
    }
    add("homepage", record.homepage)
    add("id", record.id)
    addObjects("languages", record.languages) {
      $0.add("code", $1.code)
      $0.add("country", $1.country)
      $0.add("dialect", $1.dialect)
      $0.add("script", $1.script)
    }
    addObject("licence", record.licence) {
      $0.add("id", $1.id)
      $0.add("raw", $1.raw)
      $0.add("terms", $1.terms)
    }
    add("modalities", record.modalities)
    add("name", record.name)
    add("personal_data", record.personalData == .unknown ? nil : record.personalData.rawValue)
    addObject("provenance", record.provenance) {
      $0.add("path", $1.path)
      $0.add("revision", $1.revision)
      $0.add("sha256", $1.sha256)
      $0.add("source", $1.source)
    }
    add("schemas", record.schemas)
    add("scheme_version", record.schemeVersion)
    addObject("size", record.size) {
      $0.add("bytes", $1.bytes)
      $0.add("records", $1.records)
    }
    addObjects("splits", record.splits) {
      $0.add("bytes", $1.size.bytes)
      $0.add("name", $1.name)
      $0.add("records", $1.size.records)
    }
    add("tasks", record.tasks)
    addObjects("urls", record.urls) {
      $0.add("name", $1.name)
      $0.add("url", $1.url)
    }
    add("version", record.version)
    add("withdrawn", record.withdrawn)
    add("year", record.year)
  }
}

internal import LontarJSON

/// Records read from somewhere, and what was refused.
public struct ImportSource: Sendable {
  /// Something that could not be read, and why.
  public struct Refusal: Sendable {
    /// A loader or a line, by its name or place.
    public var name: String
    /// What is wrong with it.
    public var reason: String
  }

  /// The records.
  public var records: [Dataset] = []
  /// What could not be read.
  public var refused: [Refusal] = []
  /// What is wrong with the source itself, such as a hub's lists, which its records do not show.
  public var findings: [LintFinding] = []

  /// The longest file of records that is read.
  static let byteLimit = 2 << 30

  /// Reads what is at a path: a checkout of SEACrowd's or NusaCrowd's hub, a Hugging Face dataset
  /// repository or card, a Croissant, Data Package or DCAT document, or records as JSON Lines.
  ///
  /// Which it is shows in the contents, not in the name. One bad loader or line does not keep the others out: it is in ``refused``.
  ///
  /// - Throws: ``CatalogueError`` when nothing can be read at all.
  public init(path: String) throws(CatalogueError) {
    guard Platform.isDirectory(path) else {
      read(try Platform.readFile(path, limit: Self.byteLimit), name: Self.stem(of: path))
      return
    }
    let documents = ["datapackage.json", "croissant.json", "metadata.json", "README.md"]
    if !HubCheckout.isCheckout(path),
      let document = documents.first(where: { Platform.exists("\(path)/\($0)") })
    {
      let bytes = try Platform.readFile("\(path)/\(document)", limit: Self.byteLimit)
      read(bytes, name: Self.stem(of: path))
    } else {
      try readCheckout(path)
    }
  }

  /// Reads contents that are at hand; a document that gives itself no id is called by the name.
  init(contents: [UInt8], name: String) {
    read(contents, name: name)
  }

  /// Reads a file's contents.
  private mutating func read(_ bytes: [UInt8], name: String) {
    if DatasetCard.isCard(bytes) {
      take(name) { () throws(CatalogueError) in
        [try DatasetCard.record(from: bytes, id: "huggingface/\(name)")]
      }
    } else if let document = Self.wholeDocument(bytes) {
      read(document, name: name)
    } else {
      readLines(bytes)
    }
  }

  /// Reads a document that is not a record of our own.
  private mutating func read(_ document: JSONValue, name: String) {
    if document["resources"] != nil {
      take(name) { () throws(CatalogueError) in
        [try Dataset(dataPackage: document, id: "datapackage/\(name)")]
      }
    } else if document["@context"]?["dcat"] != nil {
      take(name) { () throws(CatalogueError) in try DCAT.records(in: document) }
    } else {
      take(name) { () throws(CatalogueError) in
        [try Dataset(croissant: document, id: "croissant/\(name)")]
      }
    }
  }

  /// Keeps records, unless they cannot be read or their ids are taken.
  private mutating func take(_ name: String, _ read: () throws(CatalogueError) -> [Dataset]) {
    do {
      for record in try read() {
        if records.contains(where: { $0.id == record.id }) {
          refused.append(Refusal(name: name, reason: "another '\(record.id)'"))
        } else {
          records.append(record)
        }
      }
    } catch {
      refused.append(Refusal(name: name, reason: "\(error)"))
    }
  }

  /// A document of another format, if the bytes are one.
  private static func wholeDocument(_ bytes: [UInt8]) -> JSONValue? {
    guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
    // Records of our own are lines, so that a first line that is an object is one of them; but an
    // export of documents, one a line, is read line by line too.
    let line = bytes[..<(bytes.firstIndex(of: 0x0A) ?? bytes.count)]
    if (try? JSONValue(parsing: Array(line).span)) != nil, line.count < bytes.count - 1 {
      return nil
    }
    guard let value = try? JSONValue(parsing: bytes.span), isForeign(value) else { return nil }
    return value
  }

  private static func isForeign(_ value: JSONValue) -> Bool {
    value["@context"] != nil || value["resources"]?.array != nil
  }

  /// The last part of a path, without its suffix, as a part of an id.
  private static func stem(of path: String) -> String {
    let parts = path.split(separator: "/")
    var name = parts.last.map(String.init) ?? path
    let isCommon = ["README.md", "croissant.json", "datapackage.json", "metadata.json"].contains(
      name)
    if isCommon && parts.count > 1 { name = String(parts[parts.count - 2]) }
    if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = String(name[..<dot]) }
    return slug(of: name)
  }

  /// A name as a part of an id: other signs than an id's become hyphens.
  static func slug(of name: String) -> String {
    var slug: [UInt8] = []
    for byte in name.utf8.prefix(200) {
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "_"), UInt8(ascii: "."): slug.append(byte)
      default: if slug.last != UInt8(ascii: "-") { slug.append(UInt8(ascii: "-")) }
      }
    }
    while let first = slug.first, first == UInt8(ascii: ".") || first == UInt8(ascii: "-") {
      slug.removeFirst()
    }
    while slug.last == UInt8(ascii: "-") { slug.removeLast() }
    // A name in another script has no letters left: its hash tells it from others.
    if slug.isEmpty { return String(SHA256.hash(Array(name.utf8).span).description.prefix(12)) }
    return String(decoding: slug, as: UTF8.self)
  }

  /// Reads records as JSON Lines.
  public init(jsonLines bytes: [UInt8]) {
    readLines(bytes)
  }

  private mutating func readCheckout(_ path: String) throws(CatalogueError) {
    let checkout = try HubCheckout(path: path)
    for entry in try checkout.loaders() {
      switch entry.result {
      case .failure(let error):
        refused.append(Refusal(name: "\(checkout.collection)/\(entry.id)", reason: "\(error)"))
      case .success(let loader):
        let id = "\(checkout.collection)/\(loader.id)"
        guard Dataset.isID(id) else {
          refused.append(Refusal(name: id, reason: "its name cannot be an id"))
          continue
        }
        records.append(
          loader.dataset(
            collection: checkout.collection, source: checkout.source,
            revision: checkout.revision))
        for (field, reason) in loader.unresolved {
          refused.append(Refusal(name: "\(id) \(field)", reason: reason))
        }
      }
    }
    findings = Linter().lint(checkout.benchmarks(), of: records)
  }

  private mutating func readLines(_ bytes: [UInt8]) {
    var lines: [(number: Int, range: Range<Int>)] = []
    var start = 0
    var number = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      number += 1
      if bytes[start..<end].contains(where: { $0 > 0x20 }) { lines.append((number, start..<end)) }
      start = end + 1
    }
    var seen = Set<String>()
    // Nothing is thrown: what is wrong with a line is in its result.
    try? OrderedBlocks.forEach(of: lines) { block in
      block.map { Line(bytes.span.extracting($0.range), number: $0.number) }
    } _: { block in
      for line in block { take(line, &seen) }
    }
  }

  /// What a line of a file of records holds.
  private enum Line: Sendable {
    case record(Dataset, number: Int)
    case foreign(JSONValue, number: Int)
    case fault(CatalogueError, number: Int)

    init(_ line: Span<UInt8>, number: Int) {
      do throws(CatalogueError) {
        let value: JSONValue
        do throws(JSONError) {
          value = try JSONValue(parsing: line)
        } catch {
          throw CatalogueError.malformedJSON(line: number, error)
        }
        self =
          ImportSource.isForeign(value)
          ? .foreign(value, number: number)
          : .record(try Dataset(json: value, line: number), number: number)
      } catch {
        self = .fault(error, number: number)
      }
    }
  }

  private mutating func take(_ line: Line, _ seen: inout Set<String>) {
    switch line {
    case .record(let record, let number):
      if seen.insert(record.id).inserted {
        records.append(record)
      } else {
        refused.append(Refusal(name: "line \(number)", reason: "another '\(record.id)'"))
      }
    case .foreign(let value, let number):
      let name = value["name"]?.string.map { String(decoding: $0, as: UTF8.self) }
      read(value, name: Self.slug(of: name ?? "line-\(number)"))
      seen.formUnion(records.suffix(1).map(\.id))
    case .fault(let error, let number):
      refused.append(Refusal(name: "line \(number)", reason: "\(error)"))
    }
  }
}

/// What an import did.
public struct ImportReport: Sendable {
  /// The ids that are new.
  public var added: [String] = []
  /// The ids whose records are others than before.
  public var changed: [String] = []
  /// How many records are as they were.
  public var keptCount = 0
  /// What was not taken.
  public var refused: [ImportSource.Refusal] = []
}

extension Catalogue {
  /// Adds records to an index, or makes one.
  ///
  /// A record replaces the one of the same id; one that is the same to the byte of its canonical form
  /// changes nothing, so that importing twice is importing once. What is added and changed is entered
  /// in the catalogue's ``AuditLog`` together with it, with the hash of each record: of an import that
  /// a crash ends, index and log have both all or nothing.
  ///
  /// - Throws: ``CatalogueError``; the index is then as it was, unless it is the log that cannot be
  ///   written when the index has been: the next import or reading of the log does that.
  public static func add(
    _ source: ImportSource, named name: String = "records", to path: String
  ) throws(CatalogueError) -> ImportReport {
    let lock = try FileLock(path: path)
    try finishWriting(to: path, holding: lock)
    var report = ImportReport(refused: source.refused)
    var records = Platform.exists(path) ? try Catalogue(path: path).records() : []
    var places: [String: Int] = [:]
    for (place, record) in records.enumerated() { places[record.id] = place }
    for record in source.records {
      guard let place = places[record.id] else {
        places[record.id] = records.count
        records.append(record)
        report.added.append(record.id)
        continue
      }
      if records[place].canonicalBytes == record.canonicalBytes {
        report.keptCount += 1
      } else {
        records[place] = record
        report.changed.append(record.id)
      }
    }
    if !report.added.isEmpty || !report.changed.isEmpty || !Platform.exists(path) {
      func entries(_ action: String, _ ids: [String]) -> [AuditEntry] {
        var entries: [AuditEntry] = []
        // Nothing is thrown: hashing a record cannot fail.
        try? OrderedBlocks.forEach(of: ids.compactMap { places[$0] }.map { records[$0] }) { block in
          block.map { AuditEntry(action: action, subject: $0.id, sha256: $0.sha256.description) }
        } _: {
          entries += $0
        }
        return entries
      }
      let summary = AuditEntry(
        action: "import", subject: name,
        details: [
          ("added", "\(report.added.count)"), ("changed", "\(report.changed.count)"),
          ("kept", "\(report.keptCount)"), ("refused", "\(report.refused.count)"),
        ])
      try write(
        records,
        telling: [summary] + entries("add", report.added) + entries("change", report.changed),
        to: path, holding: lock)
    }
    return report
  }
}

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

  /// The longest file of records that is read.
  static let byteLimit = 2 << 30

  /// Reads a checkout of a hub, or a file of records as JSON Lines.
  ///
  /// One bad loader or line does not keep the others out: it is in ``refused``.
  ///
  /// - Throws: ``CatalogueError`` when nothing can be read at all.
  public init(path: String) throws(CatalogueError) {
    if Platform.isDirectory(path) {
      try readCheckout(path)
    } else {
      let bytes = try Platform.readFile(path, limit: Self.byteLimit)
      readLines(bytes)
    }
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
  }

  private mutating func readLines(_ bytes: [UInt8]) {
    var seen = Set<String>()
    var start = 0
    var number = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      number += 1
      let line = bytes.span.extracting(start..<end)
      start = end + 1
      guard line.indices.contains(where: { line[$0] > 0x20 }) else { continue }
      do {
        let record = try Dataset(line: line, number: number)
        if seen.insert(record.id).inserted {
          records.append(record)
        } else {
          refused.append(Refusal(name: "line \(number)", reason: "another '\(record.id)'"))
        }
      } catch {
        refused.append(Refusal(name: "line \(number)", reason: "\(error)"))
      }
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
  /// changes nothing, so that importing twice is importing once.
  ///
  /// - Throws: ``CatalogueError``; the index is then as it was.
  public static func add(_ source: ImportSource, to path: String) throws(CatalogueError)
    -> ImportReport
  {
    let lock = try FileLock(path: path)
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
      try write(records, to: path, holding: lock)
    }
    return report
  }
}

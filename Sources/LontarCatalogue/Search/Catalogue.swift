/// Records of corpora that can be searched.
///
///     let catalogue = try Catalogue(path: "catalogue.sqlite")
///     let result = try catalogue.search(Query("khmer news"))
///     for record in result.records { print(record.id, record.licence.id ?? "no licence") }
///
/// ``embedded`` needs no file: it holds facts about the region's public corpora. A file is made by
/// ``write(_:to:)`` and never changed: a new one replaces it.
public struct Catalogue: Sendable {
  private enum Storage: Sendable {
    case memory(MemorySearch)
    case file(IndexFile)
  }

  private let storage: Storage

  /// Opens an index.
  ///
  /// - Throws: ``CatalogueError`` when the file cannot be read, is not an index, was made by a later
  ///   version, or is damaged.
  public init(path: String) throws(CatalogueError) {
    storage = .file(try IndexFile(path: path))
  }

  /// Makes a catalogue of records in memory, for up to a few thousand.
  public init(_ records: [Dataset]) {
    storage = .memory(MemorySearch(records))
  }

  /// Looks for records.
  ///
  /// - Throws: ``CatalogueError/corruptIndex(path:detail:)`` and its like for a file.
  public func search(_ query: Query) throws(CatalogueError) -> SearchResult {
    switch storage {
    case .memory(let search): try search.search(query)
    case .file(let file): try file.search(query)
    }
  }

  /// All records with their configurations, in the order of their ids' bytes.
  public func records() throws(CatalogueError) -> [Dataset] {
    switch storage {
    case .memory(let search): search.records
    case .file(let file): try file.records()
    }
  }

  /// The record of an id, or of the part of an id behind its collection, if that is one record's only.
  ///
  /// - Throws: ``CatalogueError/noSuchRecord(id:)`` and
  ///   ``CatalogueError/ambiguousRecord(name:ids:)``.
  public func record(_ id: String) throws(CatalogueError) -> Dataset {
    let ids: [String]
    switch storage {
    case .memory(let search):
      ids = Self.matches(id, among: search.records.map(\.id))
    case .file(let file):
      ids = Self.matches(id, among: try file.ids())
    }
    guard let match = ids.first else { throw .noSuchRecord(id: id) }
    guard ids.count == 1 else { throw .ambiguousRecord(name: id, ids: ids) }
    switch storage {
    case .memory(let search):
      guard let record = search.records.first(where: { $0.id == match }) else {
        throw .noSuchRecord(id: id)
      }
      return record
    case .file(let file): return try file.record(match)
    }
  }

  // Ids are ASCII, so comparing them as text is comparing bytes.
  private static func matches(_ id: String, among ids: [String]) -> [String] {
    if ids.contains(id) { return [id] }
    return ids.filter { $0.hasSuffix("/\(id)") }
  }
}

internal import Foundation
internal import GRDB
internal import LontarJSON

extension Catalogue {
  /// Writes an index of records, in place of the one that is there.
  ///
  /// The new index is written beside the old one and takes its name when it is whole: readers see the
  /// one or the other, and a crash leaves the old one. Two writers do not meet: the second gets
  /// ``CatalogueError/locked(path:)``.
  ///
  /// - Parameters:
  ///   - records: The records; of two with one id the later counts.
  ///   - path: The index's file; `path` with `.lock` and `.new` added are used on the way.
  /// - Complexity: O(*n* log *n*) in the number of records, about 0.1 ms each.
  public static func write(_ records: [Dataset], to path: String) throws(CatalogueError) {
    let lock = try FileLock(path: path)
    try finishWriting(to: path, holding: lock)
    try prepare(records, for: path)
    try Platform.rename(freshPath(of: path), to: path)
  }

  /// Writes an index beside its place.
  private static func prepare(_ records: [Dataset], for path: String) throws(CatalogueError) {
    var byID: [String: Int] = [:]
    var unique: [Dataset] = []
    for record in records {
      if let place = byID[record.id] {
        unique[place] = record
      } else {
        byID[record.id] = unique.count
        unique.append(record)
      }
    }
    unique.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    let fresh = freshPath(of: path)
    try Platform.remove(fresh)
    do {
      try IndexWriter.write(unique, to: fresh)
    } catch {
      try? Platform.remove(fresh)
      throw IndexFile.explain(error, path: path)
    }
    try Platform.flush(fresh)
  }

  private static func freshPath(of path: String) -> String { path + ".new" }

  // MARK: The index and its log

  /// The audit log of an index, which says what is in the index also after a crash: an import that
  /// was past the point from which it counts as done is finished first.
  ///
  /// - Throws: ``CatalogueError/locked(path:)`` while another process imports.
  public static func auditLog(of path: String) throws(CatalogueError) -> AuditLog {
    let log = AuditLog(path: AuditLog.path(of: path))
    if Platform.exists(log.pendingPath) {
      let lock = try FileLock(path: path)
      try finishWriting(to: path, holding: lock)
    }
    return log
  }

  /// Puts an index in place of the old one, and enters in the log what changed: both, or, if
  /// something goes wrong before, neither.
  static func write(
    _ records: [Dataset], telling entries: [AuditEntry], to path: String,
    holding lock: borrowing FileLock
  ) throws(CatalogueError) {
    try prepare(records, for: path)
    do throws(CatalogueError) {
      let log = AuditLog(path: AuditLog.path(of: path))
      let logLock = try FileLock(path: log.path)
      // The index is whole and on the disk: when these lines are too, the import is done, and what is
      // left to do can be done by whoever comes next.
      try log.keepPending(entries, holding: logLock)
      try finish(log, of: path, holding: logLock)
    } catch {
      if !Platform.exists(AuditLog(path: AuditLog.path(of: path)).pendingPath) {
        try? Platform.remove(freshPath(of: path))
      }
      throw error
    }
  }

  /// Brings to an end what a crash left: an import that counts as done is finished, and of another
  /// nothing stays.
  static func finishWriting(
    to path: String, holding lock: borrowing FileLock
  ) throws(CatalogueError) {
    let log = AuditLog(path: AuditLog.path(of: path))
    guard Platform.exists(log.pendingPath) else {
      return try Platform.remove(freshPath(of: path))
    }
    let logLock = try FileLock(path: log.path)
    try finish(log, of: path, holding: logLock)
  }

  private static func finish(
    _ log: AuditLog, of path: String, holding logLock: borrowing FileLock
  ) throws(CatalogueError) {
    let fresh = freshPath(of: path)
    if Platform.exists(fresh) { try Platform.rename(fresh, to: path) }
    try log.completePending(holding: logLock)
    try Platform.remove(log.pendingPath)
  }
}

/// Fills an index.
private enum IndexWriter {
  static func write(_ records: [Dataset], to path: String) throws {
    var configuration = GRDB.Configuration()
    // Nobody reads the file before it is whole, so that nothing has to be undone in it.
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA journal_mode = OFF;
          PRAGMA synchronous = OFF;
          PRAGMA locking_mode = EXCLUSIVE;
          PRAGMA cache_size = -65536;
          PRAGMA application_id = \(IndexFile.applicationID);
          PRAGMA user_version = \(IndexFile.version);
          """)
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { database in
      try createTables(database)
      try fill(database, with: records)
    }
    try queue.close()
  }

  private static func createTables(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE dataset (
          place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record BLOB NOT NULL,
          configurations BLOB) STRICT;
        CREATE TABLE facet (
          kind TEXT NOT NULL, value TEXT NOT NULL, count INTEGER NOT NULL, bits BLOB NOT NULL,
          PRIMARY KEY (kind, value)) STRICT, WITHOUT ROWID;
        CREATE VIRTUAL TABLE word USING fts5(
          names, tags, description, folded, content='', tokenize='ascii');
        CREATE VIRTUAL TABLE letter USING fts5(letters, content='', tokenize='trigram');
        """)
  }

  private static func fill(_ database: Database, with records: [Dataset]) throws {
    let dataset = try database.makeStatement(
      sql: "INSERT INTO dataset (place, id, record, configurations) VALUES (?, ?, ?, ?)")
    let word = try database.makeStatement(
      sql: "INSERT INTO word (rowid, names, tags, description, folded) VALUES (?, ?, ?, ?, ?)")
    let letter = try database.makeStatement(
      sql: "INSERT INTO letter (rowid, letters) VALUES (?, ?)")
    var place = 0
    try OrderedBlocks.forEach(of: records, IndexRow.rows(of:)) { rows in
      for row in try rows.get() {
        try dataset.execute(arguments: [place, row.id, row.record, row.configurations])
        try word.execute(arguments: [place, row.names, row.tags, row.description, row.folded])
        try letter.execute(arguments: [place, row.letters])
        place += 1
      }
    }
    try database.execute(sql: "INSERT INTO word (word) VALUES ('optimize')")
    try database.execute(sql: "INSERT INTO letter (letter) VALUES ('optimize')")
    let facet = try database.makeStatement(
      sql: "INSERT INTO facet (kind, value, count, bits) VALUES (?, ?, ?, ?)")
    for (kind, entries) in FacetIndex(records).sets {
      for entry in entries {
        try facet.execute(
          arguments: [kind.rawValue, entry.value, entry.bits.count, Data(entry.bits.bytes)])
      }
    }
  }
}

/// What the index holds of a record, ready to be inserted.
private struct IndexRow: Sendable {
  let id: String
  let record: Data
  let configurations: Data?
  let names: String
  let tags: String
  let description: String
  let folded: String
  let letters: String

  static func rows(of records: ArraySlice<Dataset>) -> Result<[IndexRow], CatalogueError> {
    do throws(CatalogueError) {
      var text = try SearchText()
      var rows: [IndexRow] = []
      rows.reserveCapacity(records.count)
      var compressor = Zstd.Compressor()
      for record in records { rows.append(IndexRow(record, with: &text, &compressor)) }
      return .success(rows)
    } catch {
      return .failure(error)
    }
  }

  private init(
    _ record: Dataset, with text: inout SearchText, _ compressor: inout Zstd.Compressor
  ) {
    id = record.id
    var bare = record
    bare.configurations = []
    self.record = Data(compressor.compress(bare.canonicalBytes))
    if record.configurations.isEmpty {
      configurations = nil
    } else {
      var list = Dataset(id: record.id, name: record.name)
      list.configurations = record.configurations
      list.configurationCount = record.configurations.count
      configurations = Data(compressor.compress(list.canonicalBytes))
    }
    let fields = SearchFields(record)
    var all: [UInt8] = []
    func words(_ field: String) -> String {
      var words: [UInt8] = []
      text.appendWords(of: field, to: &words)
      if !all.isEmpty { all.append(UInt8(ascii: " ")) }
      all += words
      return String(decoding: words, as: UTF8.self)
    }
    names = words(fields.names)
    tags = words(fields.tags)
    description = words(fields.description)
    let folded = text.folded(all)
    self.folded = folded == all ? "" : String(decoding: folded, as: UTF8.self)
    letters = String(decoding: text.lowered(fields.letters), as: UTF8.self)
  }
}

internal import Foundation
internal import GRDB
internal import LontarJSON
internal import Synchronization

/// An index of records in one SQLite file, opened for reading.
///
/// Tables: `dataset` (the records, compressed, their configurations apart, because one corpus has nine
/// thousand), `word` (full text over words that the segmenter cut, contentless), `letter` (trigrams of
/// names), `facet` (one bit a record for each value). The words are joined by spaces and cut by FTS5's
/// `ascii` tokenizer, so that any `sqlite3` can read the file and no Unicode table of SQLite's counts.
final class IndexFile: Sendable {
  static let applicationID: Int32 = 0x4C6F_6E74  // "Lont"
  static let version: Int32 = 2
  /// How much a match in each column of `word` counts.
  static let weights = "10.0, 4.0, 1.0, 0.5"

  let path: String
  private let database: DatabaseQueue
  private let count: Int
  private let facetIndex = Mutex<FacetIndex?>(nil)

  init(path: String) throws(CatalogueError) {
    self.path = path
    try IndexHeader.check(path)
    do {
      var configuration = GRDB.Configuration()
      configuration.readonly = true
      database = try DatabaseQueue(path: path, configuration: configuration)
      count = try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM dataset") ?? 0 }
    } catch {
      throw Self.explain(error, path: path)
    }
  }

  func search(_ query: Query) throws(CatalogueError) -> SearchResult {
    var text = try SearchText()
    let terms = SearchTerm.terms(of: query, with: &text)
    let isNarrowed = query.countsFacets || query.filters.values.contains { !$0.isEmpty }
    let facets = isNarrowed ? try facets() : FacetIndex(capacity: count)
    return try read { database in
      var found = Bitset(capacity: self.count, full: terms.isEmpty)
      var counts: [Int] = []
      for term in terms {
        let matches = try self.matches(of: term, folds: query.foldsDiacritics, in: database)
        if counts.isEmpty { found = matches } else { found.formIntersection(matches) }
        counts.append(matches.count)
      }
      let (narrowed, facetCounts) = facets.narrow(found, by: query)
      let rare = zip(terms, counts).filter { $0.1 <= self.rankLimit }.map(\.0)
      let places =
        rare.isEmpty
        ? try self.placesByColumn(of: narrowed, query, terms, in: database)
        : try self.placesByRank(of: narrowed, query, rare, in: database)
      var records: [Dataset] = []
      let statement = try database.cachedStatement(
        sql: "SELECT record FROM dataset WHERE place = ?")
      for place in places {
        guard let data = try Data.fetchOne(statement, arguments: [place]) else {
          throw CatalogueError.corruptIndex(path: self.path, detail: "a record is missing")
        }
        records.append(try self.decode([UInt8](data), configurations: nil))
      }
      return SearchResult(count: narrowed.count, records: records, facets: facetCounts)
    }
  }

  /// In how many records a word may be to count for their order: weighing it takes SQLite a microsecond
  /// or two in each. BM25 gives none to a word that is in more than half of all records, and one that
  /// is in thousands says little of any.
  private var rankLimit: Int { max(100, min(4_000, count / 2)) }

  /// The records that hold a word.
  private func matches(
    of term: SearchTerm, folds: Bool, in database: Database
  ) throws -> Bitset {
    var found = Bitset(capacity: count)
    if let expression = Self.expression(for: term.words, folds: folds) {
      let statement = try database.cachedStatement(sql: "SELECT rowid FROM word WHERE word MATCH ?")
      let cursor = try Int.fetchCursor(statement, arguments: [expression])
      while let place = try cursor.next() { found.insert(place) }
    }
    if let letters = term.letters {
      let statement = try database.cachedStatement(
        sql: "SELECT rowid FROM letter WHERE letter MATCH ?")
      let phrase = Self.quoted(letters)
      let cursor = try Int.fetchCursor(statement, arguments: [phrase])
      while let place = try cursor.next() { found.insert(place) }
    }
    return found
  }

  /// The places of the records to give, the best first by BM25 of some words, and behind them those
  /// that have none of these.
  private func placesByRank(
    of narrowed: Bitset, _ query: Query, _ terms: [SearchTerm], in database: Database
  ) throws -> [Int] {
    let parts = terms.compactMap { Self.expression(for: $0.words, folds: query.foldsDiacritics) }
    // Words are joined by OR, so that a record found by the letters of one is ranked by the others.
    return try page(
      of: narrowed, query,
      sql: """
        SELECT rowid FROM word WHERE word MATCH ? ORDER BY bm25(word, \(Self.weights)), rowid
        """,
      [parts.map { "(\($0))" }.joined(separator: " OR ")].filter { !$0.isEmpty }, in: database)
  }

  /// The places of the records to give: first those whose names hold one of the words, then those
  /// whose tags do, then the others.
  private func placesByColumn(
    of narrowed: Bitset, _ query: Query, _ terms: [SearchTerm], in database: Database
  ) throws -> [Int] {
    let phrases = terms.map(\.words).filter { !$0.isEmpty }.map {
      Self.quoted(Array($0.joined(separator: [0x20])))
    }
    let any = phrases.joined(separator: " OR ")
    return try page(
      of: narrowed, query, sql: "SELECT rowid FROM word WHERE word MATCH ?",
      any.isEmpty ? [] : ["{names} : (\(any))", "{tags} : (\(any))"], in: database)
  }

  /// Takes places from one statement after another until the page is full.
  private func page(
    of narrowed: Bitset, _ query: Query, sql: String, _ expressions: [String],
    in database: Database
  ) throws -> [Int] {
    let (offset, limit) = (max(0, query.offset), max(0, query.limit))
    guard limit > 0 else { return [] }
    let wanted = limit > count - offset ? count : offset + limit
    var ranked: [Int] = []
    var rest = narrowed
    let statement = try database.cachedStatement(sql: sql)
    for expression in expressions where ranked.count < wanted {
      let cursor = try Int.fetchCursor(statement, arguments: [expression])
      while ranked.count < wanted, let place = try cursor.next() {
        if rest.contains(place) {
          ranked.append(place)
          rest.remove(place)
        }
      }
    }
    if ranked.count < wanted { ranked += rest.indices.prefix(wanted - ranked.count) }
    return Array(ranked.dropFirst(offset).prefix(limit))
  }

  /// A phrase of FTS5. Without folding, the column of folded words is left out.
  private static func expression(for words: [[UInt8]], folds: Bool) -> String? {
    guard !words.isEmpty else { return nil }
    let phrase = quoted(Array(words.joined(separator: [0x20])))
    return folds ? phrase : "{names tags description} : \(phrase)"
  }

  private static func quoted(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = [0x22]
    for byte in bytes {
      if byte == 0x22 { result.append(0x22) }
      result.append(byte == 0 ? 0x20 : byte)
    }
    return String(decoding: result + [0x22], as: UTF8.self)
  }

  func ids() throws(CatalogueError) -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT id FROM dataset ORDER BY place") }
  }

  func record(_ id: String) throws(CatalogueError) -> Dataset {
    let row = try read { database in
      try Row.fetchOne(
        database, sql: "SELECT record, configurations FROM dataset WHERE id = ?", arguments: [id])
    }
    guard let row else { throw .noSuchRecord(id: id) }
    return try decode(row)
  }

  func records() throws(CatalogueError) -> [Dataset] {
    try read { database in
      var records: [Dataset] = []
      let rows = try Row.fetchCursor(
        database, sql: "SELECT record, configurations FROM dataset ORDER BY place")
      while let row = try rows.next() {
        records.append(try self.decode(row))
      }
      return records
    }
  }

  private func facets() throws(CatalogueError) -> FacetIndex {
    if let index = facetIndex.withLock({ $0 }) { return index }
    let index = try read { database in
      var index = FacetIndex(capacity: self.count)
      let rows = try Row.fetchCursor(
        database, sql: "SELECT kind, value, bits FROM facet ORDER BY kind, value")
      while let row = try rows.next() {
        guard let kind = row["kind"] as String?, let facet = Facet(rawValue: kind),
          let value = row["value"] as String?, let data = row["bits"] as Data?,
          let bits = Bitset(bytes: [UInt8](data), capacity: self.count)
        else {
          throw CatalogueError.corruptIndex(path: self.path, detail: "a facet")
        }
        index.add(facet, value, bits)
      }
      return index
    }
    facetIndex.withLock { $0 = index }
    return index
  }

  private func decode(_ row: Row) throws(CatalogueError) -> Dataset {
    guard let record = row["record"] as Data? else {
      throw .corruptIndex(path: path, detail: "a record is missing")
    }
    let configurations = row["configurations"] as Data?
    return try decode([UInt8](record), configurations: configurations.map { [UInt8]($0) })
  }

  private func decode(
    _ data: [UInt8], configurations: [UInt8]?
  ) throws(CatalogueError) -> Dataset {
    guard let bytes = Zstd.decompress(data) else {
      throw .corruptIndex(path: path, detail: "a record cannot be decompressed")
    }
    var record: Dataset
    do throws(CatalogueError) {
      record = try Dataset(line: bytes.span)
      if let configurations {
        guard let list = Zstd.decompress(configurations) else {
          throw CatalogueError.corruptIndex(path: path, detail: "configurations")
        }
        record.configurations = try Dataset(line: list.span).configurations
      }
    } catch {
      throw .corruptIndex(path: path, detail: "\(error)")
    }
    return record
  }

  private func read<Value>(
    _ body: (Database) throws -> Value
  ) throws(CatalogueError) -> Value {
    do {
      return try database.read(body)
    } catch {
      throw Self.explain(error, path: path)
    }
  }

  /// SQLite's words for what went wrong, in ours.
  static func explain(_ error: any Error, path: String) -> CatalogueError {
    if let error = error as? CatalogueError { return error }
    guard let error = error as? DatabaseError else {
      return .corruptIndex(path: path, detail: "\(error)")
    }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return .corruptIndex(path: path, detail: error.message ?? "damaged")
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .locked(path: path)
    default:
      return .database(
        path: path, code: Int(error.extendedResultCode.rawValue), detail: error.message ?? "failed")
    }
  }
}

internal import ArgumentParser
internal import LontarCatalogue

/// `lontar catalogue matrix`: which languages have corpora for which tasks.
struct CatalogueMatrix: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix",
    abstract: "Show how many corpora there are of each language for each task.",
    discussion: """
      Example: the languages of the Philippines, as a table, and all languages as a picture.

        lontar catalogue matrix --country PH
        lontar catalogue matrix --limit 60 --picture coverage.svg
      """)

  @OptionGroup var options: CatalogueOptions
  @OptionGroup var results: FormatOptions
  @OptionGroup var filters: CatalogueFilters

  @Option(help: ArgumentHelp("What the rows are.", valueName: "FACET"))
  var rows: Facet = .language

  @Option(help: ArgumentHelp("What the columns are.", valueName: "FACET"))
  var columns: Facet = .task

  @Option(help: ArgumentHelp("Show so many rows, of the most frequent.", valueName: "N"))
  var limit = 20

  @Option(help: ArgumentHelp("Show so many columns, of the most frequent.", valueName: "N"))
  var columnLimit = 14

  @Option(
    help: ArgumentHelp("Draw a picture here instead, as SVG, with all columns.", valueName: "FILE"))
  var picture: String?

  func validate() throws {
    if limit < 1 || columnLimit < 1 { throw ValidationError("a table has at least one row") }
  }

  func run() async throws {
    let records = try filters.records([], of: try options.open())
    let matrix = CoverageMatrix(
      records, rows: rows, columns: columns, rowLimit: limit,
      columnLimit: picture == nil && results.format == .table ? columnLimit : .max)
    if let picture {
      try writeFile(Array(matrix.svg.utf8), to: picture)
      options.summarise("\(matrix.rows.count) rows drawn in \(picture)")
      return
    }
    guard results.format == .table else {
      StandardStream.output.write(jsonLines([matrix.json]))
      return
    }
    var table = TextTable([rows.rawValue, "all"] + matrix.columns.map(\.value))
    for (row, counts) in zip(matrix.rows, matrix.counts) {
      table.add([row.value, String(row.count)] + counts.map { $0 == 0 ? "·" : String($0) })
    }
    StandardStream.output.write(table.text)
    options.summarise(
      "\(records.count) records; \(matrix.hidden.rows) more rows, "
        + "\(matrix.hidden.columns) more columns")
  }
}

/// `lontar catalogue stats`: a catalogue in figures.
struct CatalogueStats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Show a catalogue in figures.",
    discussion: """
      Example: how well corpora of Khmer are documented.

        lontar catalogue stats --language khm
      """)

  @OptionGroup var options: CatalogueOptions
  @OptionGroup var results: FormatOptions
  @OptionGroup var filters: CatalogueFilters

  func run() async throws {
    let records = try filters.records([], of: try options.open())
    let statistics = CatalogueStatistics(records)
    switch results.format {
    case .json, .jsonl: StandardStream.output.write(jsonLines([statistics.json]))
    case .table:
      var table = TextTable(["count", "of"])
      for figure in statistics.figures { table.add([String(figure.count), figure.name]) }
      StandardStream.output.write(table.text)
    }
  }
}

/// `lontar catalogue diff`: what changed.
struct CatalogueDifference: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show which records were added, removed and changed, and in which fields.",
    discussion: """
      Example: what a new checkout of a hub would change in the catalogue.

        lontar catalogue diff old.jsonl seacrowd-datahub

      With one source, the catalogue is compared with it. Leaves with 1 if anything differs.
      """)

  @OptionGroup var options: CatalogueOptions
  @OptionGroup var results: FormatOptions

  @Argument(
    help: ArgumentHelp("Indexes, checkouts or files: the old and the new.", valueName: "SOURCE"))
  var sources: [String]

  func validate() throws {
    if !(1...2 ~= sources.count) { throw ValidationError("one or two sources are compared") }
  }

  func run() async throws {
    let new = try Self.records(sources[sources.count - 1])
    let old = sources.count == 2 ? try Self.records(sources[0]) : try options.open().records()
    let diff = CatalogueDiff(from: old, to: new)
    switch results.format {
    case .json, .jsonl: StandardStream.output.write(jsonLines(diff.json))
    case .table:
      var table = TextTable(["change", "id", "fields"])
      for id in diff.added { table.add(["added", id, ""]) }
      for id in diff.removed { table.add(["removed", id, ""]) }
      for change in diff.changed {
        table.add(["changed", change.id, change.fields.joined(separator: " ")])
      }
      if !diff.isEmpty { StandardStream.output.write(table.text) }
    }
    options.summarise(
      "\(diff.added.count) added, \(diff.removed.count) removed, \(diff.changed.count) changed, "
        + "\(diff.keptCount) kept")
    if !diff.isEmpty { throw ExitCode.failed }
  }

  /// The records of an index or of anything that can be imported, whole or not at all.
  private static func records(_ path: String) throws -> [Dataset] {
    if let catalogue = try? Catalogue(path: path) { return try catalogue.records() }
    let source = try ImportSource(path: path)
    if let refusal = source.refused.first {
      throw ValidationError("\(path): \(refusal.name): \(refusal.reason)")
    }
    return source.records
  }
}

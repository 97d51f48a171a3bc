internal import ArgumentParser
internal import LontarCatalogue
internal import LontarJSON

/// `lontar catalogue search`: finds corpora.
struct CatalogueSearch: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find corpora by words and properties.",
    discussion: """
      Example: Vietnamese corpora of reviews, with how many there are of each kind.

        lontar catalogue search review --language vie --facets

      Every word must be found, in any script; options of one name are alternatives.
      """)

  @OptionGroup var options: CatalogueOptions
  @OptionGroup var results: FormatOptions
  @OptionGroup var wanted: CatalogueQuery

  @Option(help: ArgumentHelp("Show so many.", valueName: "N"))
  var limit = 20

  @Option(help: ArgumentHelp("Pass over so many first.", valueName: "N"))
  var offset = 0

  @Flag(help: "Show how many there are of each language, task, licence and so on.")
  var facets = false

  func validate() throws {
    if limit < 0 || offset < 0 { throw ValidationError("--limit and --offset count from 0") }
  }

  func run() async throws {
    var query = wanted.query
    query.limit = limit
    query.offset = offset
    query.countsFacets = facets || results.format == .json
    let result = try options.open().search(query)
    switch results.format {
    case .table:
      StandardStream.output.write(Self.table(result.records))
      if facets {
        StandardStream.output.write("\n" + CatalogueFacets.table(result.facets, most: 5))
      }
    case .jsonl: StandardStream.output.write(jsonLines(result.records.map(\.json)))
    case .json:
      let object = JSONValue.object([
        (Array("count".utf8), .number(Array(String(result.count).utf8))),
        (Array("facets".utf8), CatalogueFacets.json(result.facets)),
        (Array("records".utf8), .array(result.records.map(\.json))),
      ])
      StandardStream.output.write(jsonLines([object]))
    }
    if result.count == 0 { try explainNothing() }
    let shown = result.records.count == result.count ? "" : ", \(result.records.count) shown"
    options.summarise("\(result.count) found\(shown)")
  }

  /// Says which filters no record passes, such as a language by its name instead of its code.
  private func explainNothing() throws {
    let catalogue = try options.open()
    for (facet, values) in wanted.query.filters.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for value in values {
        var query = Query()
        (query.limit, query.filters) = (0, [facet: [value]])
        if try catalogue.search(query).count == 0 {
          options.summarise("no record has the \(facet.rawValue) '\(value)'")
        }
      }
    }
  }

  private static func table(_ records: [Dataset]) -> String {
    var table = TextTable(["id", "languages", "tasks", "licence", "year"])
    for record in records {
      table.add([
        record.id, some(record.languages.map(\.code)), some(record.tasks),
        record.licence.id ?? "–", record.year.map(String.init) ?? "",
      ])
    }
    return table.text
  }

  private static func some(_ values: [String]) -> String {
    let shown = values.prefix(4).joined(separator: " ")
    return values.count > 4 ? "\(shown) +\(values.count - 4)" : shown
  }
}

/// `lontar catalogue facets`: counts corpora.
struct CatalogueFacets: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facets",
    abstract: "Count corpora by language, task, licence and so on.",
    discussion: """
      Example: what Lao corpora are for.

        lontar catalogue facets --language lao --facet task
      """)

  @OptionGroup var options: CatalogueOptions
  @OptionGroup var results: FormatOptions
  @OptionGroup var wanted: CatalogueQuery

  @Option(
    help: ArgumentHelp(
      "Count by this only: language, task, licence and so on.", valueName: "PROPERTY"))
  var facet: [Facet] = []

  @Option(help: ArgumentHelp("Show so many values of each.", valueName: "N"))
  var limit = 20

  func run() async throws {
    var query = wanted.query
    query.limit = 0
    var result = try options.open().search(query)
    if !facet.isEmpty { result.facets = result.facets.filter { facet.contains($0.key) } }
    switch results.format {
    case .table: StandardStream.output.write(Self.table(result.facets, most: limit))
    case .json, .jsonl: StandardStream.output.write(jsonLines([Self.json(result.facets)]))
    }
    options.summarise("\(result.count) found")
  }

  static func table(_ facets: [Facet: [(value: String, count: Int)]], most: Int) -> String {
    var table = TextTable(["facet", "value", "count"])
    for facet in Facet.allCases {
      let values = facets[facet] ?? []
      for entry in values.prefix(max(0, most)) {
        table.add([facet.rawValue, entry.value, String(entry.count)])
      }
      if values.count > most { table.add([facet.rawValue, "… \(values.count - most) more", ""]) }
    }
    return table.text
  }

  static func json(_ facets: [Facet: [(value: String, count: Int)]]) -> JSONValue {
    .object(
      Facet.allCases.filter { facets[$0] != nil }.map { facet in
        let values = (facets[facet] ?? []).map { entry in
          (key: Array(entry.value.utf8), value: JSONValue.number(Array(String(entry.count).utf8)))
        }
        return (key: Array(facet.rawValue.utf8), value: JSONValue.object(values))
      })
  }
}

/// `lontar catalogue show`: one corpus.
struct CatalogueShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show all that is known of a corpus.",
    discussion: """
      Example:

        lontar catalogue show wisesight_thai_sentiment
      """)

  @OptionGroup var options: CatalogueOptions
  @OptionGroup var results: FormatOptions

  @Argument(help: ArgumentHelp("Ids, with or without their collection.", valueName: "ID"))
  var ids: [String]

  func run() async throws {
    let catalogue = try options.open()
    for id in ids {
      let record = try catalogue.record(id)
      switch results.format {
      case .json, .jsonl: StandardStream.output.write(jsonLines([record.json]))
      case .table: StandardStream.output.write(Self.text(record))
      }
    }
  }

  private static func text(_ record: Dataset) -> String {
    let languages = record.languages.map { language in
      LanguageTable.name(of: language.code).map { "\(language.code) (\($0))" } ?? language.code
    }
    let tasks = record.tasks.map { task in
      TaskTable.name(of: task).map { "\(task) (\($0))" } ?? task
    }
    let licence =
      record.licence.id.map { id in
        id == record.licence.raw ? id : "\(id), stated as: \(record.licence.raw)"
      } ?? (record.licence.raw.isEmpty ? "not stated" : "not known: \(record.licence.raw)")
    let verdicts = Purpose.allCases.map { purpose in
      "\(purpose.rawValue) \(Policy().pool([record], purpose: purpose).verdict)"
    }
    let rows: [(String, String)] = [
      ("id", record.id), ("name", record.name), ("languages", languages.joined(separator: ", ")),
      ("tasks", tasks.joined(separator: ", ")),
      ("modalities", record.modalities.joined(separator: ", ")), ("licence", licence),
      ("terms", record.licence.terms ?? ""), ("policy", verdicts.joined(separator: ", ")),
      ("access", record.access.rawValue), ("year", record.year.map(String.init) ?? ""),
      ("homepage", record.homepage ?? ""), ("version", record.version ?? ""),
      ("configurations", String(record.configurationCount)),
      ("urls", record.urls.prefix(8).map(\.url).joined(separator: "\n")),
      ("files", record.files.map { "\($0.path) \($0.sha256 ?? "")" }.joined(separator: "\n")),
      ("description", record.description ?? ""), ("citation", record.citation ?? ""),
    ]
    var text = ""
    for (name, value) in rows where !value.isEmpty {
      let label = name + String(repeating: " ", count: max(1, 16 - name.utf8.count))
      let lines = value.split(whereSeparator: \.isNewline)
      for (index, line) in lines.enumerated() {
        text += (index == 0 ? label : String(repeating: " ", count: 16)) + line + "\n"
      }
    }
    return text + "\n"
  }
}

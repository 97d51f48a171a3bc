internal import ArgumentParser
internal import LontarCatalogue

/// `lontar catalogue export`: records for other tools.
struct CatalogueExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write records for other tools.",
    discussion: """
      Example: a Croissant 1.1 document of one corpus, and the citations of all Khmer ones.

        lontar catalogue export seacrowd/xl_sum --to croissant
        lontar catalogue export --language khm --to bibtex
        lontar catalogue export --html site

      croissant: JSON-LD, one document a line, checked; a document with a fault is reported, and the \
      command leaves with 1. card: a Hugging Face README. dcat: one JSON-LD document of all. bibtex: \
      repaired, without doubles. datasheet: Markdown. inventory: CSV. jsonl: the records themselves.
      """)

  /// What records are written as.
  enum Target: String, CaseIterable, ExpressibleByArgument {
    case jsonl, croissant, card, dcat, bibtex, datasheet, inventory
  }

  @OptionGroup var options: CatalogueOptions
  @OptionGroup var filters: CatalogueFilters

  @Argument(
    help: ArgumentHelp(
      "Ids, with or without their collection; none for all that the filters leave.",
      valueName: "ID"))
  var ids: [String] = []

  @Option(
    help: "What records are written as: jsonl, croissant, card, dcat, bibtex, datasheet, inventory."
  )
  var to: Target = .jsonl

  @Option(
    help: ArgumentHelp(
      "Write a page to search in here instead: a folder that needs no server.", valueName: "FOLDER")
  )
  var html: String?

  @Flag(help: "Report what is wrong with Croissant documents, and write nothing.")
  var check = false

  func run() async throws {
    let records = try filters.records(ids, of: try options.open())
    if let html {
      makeParentDirectories(of: html + "/")
      for file in CataloguePage(records).files {
        try writeFile(file.contents, to: "\(html)/\(file.name)")
      }
      return options.summarise("\(records.count) records in \(html)/index.html")
    }
    var problems = 0
    var summary = "\(records.count) written"
    switch to {
    case .jsonl: StandardStream.output.write(jsonLines(records.map(\.json)))
    case .croissant:
      for record in records {
        let document = record.croissant
        let found = CroissantCheck.problems(in: document)
        for problem in found {
          StandardStream.error.write("lontar: \(record.id): \(problem)\n")
        }
        problems += found.count
        if !check { StandardStream.output.write(jsonLines([document])) }
      }
      if check { summary = "\(records.count) checked, \(problems) problems" }
    case .card:
      guard records.count == 1, let record = records.first else {
        throw ValidationError("a card is of one corpus: name its ID")
      }
      StandardStream.output.write(DatasetCard(record).text)
    case .dcat: StandardStream.output.write(jsonLines([DCAT.catalogue(of: records)]))
    case .bibtex:
      let bibliography = Bibliography(records)
      StandardStream.output.write(bibliography.text)
      summary = "\(bibliography.count) entries for \(records.count) records"
    case .datasheet:
      for record in records { StandardStream.output.write(Datasheet(record).markdown) }
    case .inventory: StandardStream.output.write(Inventory.csv(of: records))
    }
    options.summarise(summary)
    if problems > 0 { throw ExitCode.failed }
  }

  func validate() throws {
    if check && to != .croissant { throw ValidationError("--check goes with --to croissant") }
  }
}

extension CatalogueFilters {
  /// The records of some ids, or all that the filters leave, with their configurations.
  func records(_ ids: [String], of catalogue: Catalogue) throws -> [Dataset] {
    guard ids.isEmpty else { return try ids.map { try catalogue.record($0) } }
    var query = query([])
    guard query.filters.values.contains(where: { !$0.isEmpty }) else {
      return try catalogue.records()
    }
    query.limit = .max
    query.countsFacets = false
    let found = Set(try catalogue.search(query).records.map(\.id))
    return try catalogue.records().filter { found.contains($0.id) }
  }
}

internal import ArgumentParser
internal import LontarCatalogue

/// `lontar catalogue export`: records for other tools.
struct CatalogueExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write records for other tools.",
    discussion: """
      Example: a Croissant 1.1 document of one corpus, and the whole catalogue as JSON Lines.

        lontar catalogue export xl_sum --to croissant
        lontar catalogue export --to jsonl

      Several documents are written one a line.
      """)

  /// What records are written as.
  enum Target: String, CaseIterable, ExpressibleByArgument {
    case jsonl, croissant
  }

  @OptionGroup var options: CatalogueOptions

  @Argument(help: ArgumentHelp("Ids, with or without their collection.", valueName: "ID"))
  var ids: [String] = []

  @Option(help: "What records are written as: jsonl or croissant.")
  var to: Target = .jsonl

  func run() async throws {
    let catalogue = try options.open()
    let records =
      ids.isEmpty ? try catalogue.records() : try ids.map { try catalogue.record($0) }
    for record in records {
      switch to {
      case .jsonl: StandardStream.output.write(jsonLines([record.json]))
      case .croissant: StandardStream.output.write(jsonLines([record.croissant]))
      }
    }
    options.summarise("\(records.count) written")
  }
}

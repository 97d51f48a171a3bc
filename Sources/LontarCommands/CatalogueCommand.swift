public import ArgumentParser
public import LontarCatalogue
internal import LontarStream

/// `lontar catalogue`: what corpora there are, and what may be done with them.
struct CatalogueCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalogue",
    abstract: "Search corpora of the region, and ask what their licences allow.",
    discussion: """
      Example: which Khmer corpora with named entities may be used commercially?

        lontar catalogue search --language khm --task NER --licence-allows commercial

      Without an import, facts about the region's hubs are searched that are part of the command.
      """,
    subcommands: [
      CatalogueSearch.self, CatalogueShow.self, CatalogueFacets.self, CatalogueImport.self,
      CatalogueExport.self, CatalogueLint.self, CatalogueLicence.self, CataloguePolicy.self,
      CatalogueMatrix.self, CatalogueStats.self, CatalogueDifference.self,
      CatalogueLineage.self, CatalogueAudit.self, CatalogueServe.self,
    ])
}

/// How results are written.
enum CatalogueFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json, jsonl
}

/// Whether commands say in a line what they did.
struct SummaryOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Show no summary.")
  var quiet = false

  /// Says in one line what was done, unless quiet is wanted.
  func summarise(_ line: String) {
    if !quiet { StandardStream.error.write("lontar: \(line)\n") }
  }
}

/// How commands write their results.
struct FormatOptions: ParsableArguments {
  @Option(help: "How results are written: table, json or jsonl.")
  var format: CatalogueFormat = .table
}

/// Which catalogue a command works on.
struct CatalogueOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The catalogue's file (default: $LONTAR_CATALOGUE, or lontar/catalogue.sqlite among the user's data).",
      valueName: "FILE"))
  var catalogue: String?

  @OptionGroup var summary: SummaryOptions

  /// The file that was asked for, or the user's own.
  var path: String? { catalogue ?? environmentVariable("LONTAR_CATALOGUE") ?? Self.userPath }

  private static var userPath: String? {
    if let data = environmentVariable("XDG_DATA_HOME") { return "\(data)/lontar/catalogue.sqlite" }
    return environmentVariable("HOME").map { "\($0)/.local/share/lontar/catalogue.sqlite" }
  }

  /// Opens the catalogue; the embedded one, if no file was named and the user has none.
  func open() throws -> Catalogue {
    let named = catalogue ?? environmentVariable("LONTAR_CATALOGUE")
    if let named { return try Catalogue(path: named) }
    guard let path = Self.userPath, fileExists(path) else { return .embedded }
    return try Catalogue(path: path)
  }

  /// The audit log beside the catalogue's file.
  func auditLog() throws -> AuditLog {
    guard let path else {
      throw ValidationError("--catalogue FILE is needed, because there is no home directory")
    }
    if catalogue == nil { makeParentDirectories(of: path) }
    return try Catalogue.auditLog(of: path)
  }

  /// Says in one line what was done, unless quiet is wanted.
  func summarise(_ line: String) { summary.summarise(line) }
}

/// The options that filter records.
struct CatalogueFilters: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("Of this language.", valueName: "CODE"))
  var language: [String] = []

  @Option(help: ArgumentHelp("For this task, such as NER or MT.", valueName: "TASK"))
  var task: [String] = []

  @Option(help: ArgumentHelp("Made of text, audio, image or video.", valueName: "KIND"))
  var modality: [String] = []

  @Option(help: ArgumentHelp("Under this licence (SPDX), or none.", valueName: "ID"))
  var licence: [String] = []

  @Option(
    help: ArgumentHelp(
      "Whose licence allows it: train, commercial, share-vocabulary, redistribute, share-text.",
      valueName: "PURPOSE"))
  var licenceAllows: [Purpose] = []

  @Option(help: ArgumentHelp("Of this country's languages.", valueName: "CODE"))
  var country: [String] = []

  @Option(help: ArgumentHelp("Published in this year.", valueName: "YEAR"))
  var year: [Int] = []

  @Option(help: ArgumentHelp("Got this way: open, request, fee, local, unknown.", valueName: "WAY"))
  var access: [String] = []

  @Option(help: ArgumentHelp("Of this collection, such as seacrowd.", valueName: "NAME"))
  var collection: [String] = []

  /// The query of some words with these filters.
  func query(_ words: [String]) -> Query {
    var query = Query(words.joined(separator: " "))
    query.filters = [
      .language: language, .task: task, .modality: modality, .licence: licence,
      .allows: licenceAllows.map(\.rawValue), .country: country, .year: year.map(String.init),
      .access: access, .collection: collection,
    ]
    return query
  }
}

/// What is looked for: filters and words.
struct CatalogueQuery: ParsableArguments {
  @OptionGroup var filters: CatalogueFilters

  @Flag(help: "Let 'tieng' find 'tiếng'.")
  var foldDiacritics = false

  @Argument(help: ArgumentHelp("Words to find.", valueName: "WORD"))
  var words: [String] = []

  var query: Query {
    var query = filters.query(words)
    query.foldsDiacritics = foldDiacritics
    return query
  }
}

extension Purpose: ExpressibleByArgument {}
extension Facet: ExpressibleByArgument {}
extension Safeguard: ExpressibleByArgument {}

/// Writes a whole file beside its place, and gives it its name when it is done.
func writeFile(_ bytes: [UInt8], to path: String) throws {
  let file = try OutputFile(.file(path))
  try file.write(bytes.span)
  try file.finish()
}

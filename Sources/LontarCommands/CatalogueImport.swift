internal import ArgumentParser
internal import LontarCatalogue

/// `lontar catalogue import`: takes records in.
struct CatalogueImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take records into a catalogue.",
    discussion: """
      Example: the whole SEACrowd hub, from a checkout of its repository. Nothing in it is run, and \
      nothing is downloaded.

        git clone https://github.com/SEACrowd/seacrowd-datahub
        lontar catalogue import seacrowd-datahub

      A source is a checkout of SEACrowd's or NusaCrowd's hub, a Hugging Face dataset repository or \
      card, a Croissant, Data Package or DCAT document, or records as JSON Lines; which of these shows \
      in its contents.
      """)

  @OptionGroup var options: CatalogueOptions
  @OptionGroup var results: FormatOptions

  @Argument(help: ArgumentHelp("Checkouts and files to read.", valueName: "SOURCE"))
  var sources: [String]

  func run() async throws {
    guard let path = options.path else {
      throw ValidationError("--catalogue FILE is needed, because there is no home directory")
    }
    if options.catalogue == nil { makeParentDirectories(of: path) }
    var refusals = 0
    for source in sources {
      let report = try Catalogue.add(try ImportSource(path: source), named: source, to: path)
      for refusal in report.refused {
        StandardStream.error.write("lontar: \(source): \(refusal.name): \(refusal.reason)\n")
      }
      refusals += report.refused.count
      switch results.format {
      case .table:
        StandardStream.output.write(
          "\(source): \(report.added.count) added, \(report.changed.count) changed, "
            + "\(report.keptCount) kept, \(report.refused.count) refused\n")
      case .json, .jsonl:
        StandardStream.output.write(jsonLines([report.json(source: source)]))
      }
    }
    options.summarise("catalogue in \(path)")
    if refusals > 0 { throw ExitCode.failed }
  }
}

/// `lontar catalogue lint`: what is wrong with records.
struct CatalogueLint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Report what is wrong with records, and how to repair it.",
    discussion: """
      Example: check a file of records before it is shared.

        lontar catalogue lint records.jsonl

      Without a source the catalogue itself is checked. Leaves with 1 if anything is found.
      """)

  @OptionGroup var options: CatalogueOptions
  @OptionGroup var results: FormatOptions

  @Argument(help: ArgumentHelp("Checkouts and files to check.", valueName: "SOURCE"))
  var sources: [String] = []

  @Flag(help: "Show only how many findings there are of each kind.")
  var summary = false

  func run() async throws {
    var records: [Dataset] = []
    var refusals: [String] = []
    var findings: [LintFinding] = []
    for path in sources {
      let source = try ImportSource(path: path)
      records += source.records
      findings += source.findings
      refusals += source.refused.map { "\(path): \($0.name): \($0.reason)" }
    }
    if sources.isEmpty { records = try options.open().records() }
    for refusal in refusals { StandardStream.error.write("lontar: \(refusal)\n") }
    findings = Linter().lint(records) + findings
    switch results.format {
    case .json, .jsonl: StandardStream.output.write(jsonLines(findings.map(\.json)))
    case .table:
      var table: TextTable
      if summary {
        table = TextTable(["findings", "records", "kind"])
        for kind in LintFinding.Kind.allCases {
          let these = findings.filter { $0.kind == kind }
          guard !these.isEmpty else { continue }
          table.add([
            String(these.count), String(Set(these.map(\.record)).count), kind.rawValue,
          ])
        }
      } else {
        table = TextTable(["record", "kind", "finding", "repair"])
        for finding in findings {
          table.add([finding.record, finding.kind.rawValue, finding.detail, finding.repair])
        }
      }
      StandardStream.output.write(table.text)
    }
    options.summarise("\(findings.count) findings in \(records.count) records")
    if !findings.isEmpty || !refusals.isEmpty { throw ExitCode.failed }
  }
}

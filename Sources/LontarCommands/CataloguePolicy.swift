internal import ArgumentParser
internal import LontarCatalogue

/// `lontar catalogue policy`: what may be done with corpora.
struct CataloguePolicy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Ask what licences and laws on transfers allow, for one corpus or many together.",
    discussion: """
      Example: may these be used together, and may they leave the country?

        lontar catalogue policy pool seacrowd/xl_sum seacrowd/fleurs --purpose train
        lontar catalogue policy transfer seacrowd/xl_sum \\
          --from VN --to SG --as-of 2026-03-01

      The rules are a summary of licences and laws, not legal advice.
      """,
    subcommands: [Pool.self, Transfer.self, Rules.self])

  /// `lontar catalogue policy pool`: what may be done with a pool.
  struct Pool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pool",
      abstract: "Ask whether corpora may be used together, and with which duties.",
      discussion: """
        Example: may these two be mixed, and the text handed on?

          lontar catalogue policy pool seacrowd/xl_sum seacrowd/fleurs \\
            --purpose share-text

        Answers ALLOW, ALLOW-WITH-DUTIES, NEEDS-HUMAN or DENY, with the rule, the clause and the \
        record behind it. Leaves with 1 for the last two. A summary, not legal advice.
        """)

    @OptionGroup var options: CatalogueOptions
    @OptionGroup var results: FormatOptions

    @Argument(help: ArgumentHelp("Ids, with or without their collection.", valueName: "ID"))
    var ids: [String]

    @Option(
      help: ArgumentHelp(
        "What for: train, commercial, share-vocabulary, redistribute or share-text.",
        valueName: "PURPOSE"))
    var purpose: Purpose

    @Flag(help: "Enter the decision in the catalogue's audit log.")
    var audit = false

    func run() async throws {
      let catalogue = try options.open()
      let records = try ids.map { try catalogue.record($0) }
      let decision = Policy().pool(records, purpose: purpose)
      if audit { try options.auditLog().append([AuditEntry(decision, of: records)]) }
      switch results.format {
      case .json, .jsonl: StandardStream.output.write(jsonLines([decision.json]))
      case .table: StandardStream.output.write(Self.text(decision))
      }
      options.summarise("rules \(decision.rulesSHA256.prefix(12)); a summary, not legal advice")
      if decision.verdict >= .needsHuman { throw ExitCode.failed }
    }

    private static func text(_ decision: PolicyDecision) -> String {
      var text = "\(decision.verdict) for \(decision.purpose.rawValue)\n"
      if !decision.duties.isEmpty {
        text += "duties: \(decision.duties.map(\.rawValue).joined(separator: ", "))\n"
      }
      if !decision.outbound.isEmpty {
        text += "can be handed on under: \(decision.outbound.joined(separator: ", "))\n"
      }
      var table = TextTable(["verdict", "records", "licence", "rule", "clause"])
      for reason in decision.reasons {
        table.add([
          reason.verdict.description, reason.records.joined(separator: " "), reason.licence,
          reason.rule, reason.clause,
        ])
      }
      return text + "\n" + table.text
    }
  }

  /// `lontar catalogue policy transfer`: whether corpora may leave a country.
  struct Transfer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "transfer",
      abstract: "Ask whether corpora may be sent from one country to another, on a day.",
      discussion: """
        Example: from Vietnam to Singapore under the law of 2026, with the dossier that it asks for.

          lontar catalogue policy transfer seacrowd/xl_sum \\
            --from VN --to SG --as-of 2026-03-01 --safeguard assessment

        Laws on transfers are about personal data: a record that does not say whether it holds any \
        NEEDS-HUMAN. Leaves with 1 for NEEDS-HUMAN and DENY. A summary, not legal advice.
        """)

    @OptionGroup var options: CatalogueOptions
    @OptionGroup var results: FormatOptions

    @Argument(help: ArgumentHelp("Ids, with or without their collection.", valueName: "ID"))
    var ids: [String]

    @Option(help: ArgumentHelp("The country that data leaves.", valueName: "CODE"))
    var from: String

    @Option(help: ArgumentHelp("The country that data goes to.", valueName: "CODE"))
    var to: String

    @Option(help: ArgumentHelp("The day whose law counts, as YYYY-MM-DD.", valueName: "DATE"))
    var asOf: String

    @Option(
      help: ArgumentHelp(
        "What is in place: adequacy, contract, corporate-rules, certification, consent, necessity, assessment.",
        valueName: "NAME"))
    var safeguard: [Safeguard] = []

    @OptionGroup var ruleOptions: RuleOptions

    @Flag(help: "Enter the decision in the catalogue's audit log.")
    var audit = false

    func run() async throws {
      let catalogue = try options.open()
      let records = try ids.map { try catalogue.record($0) }
      let decision = try ruleOptions.policy().transfer(
        records, from: from, to: to, on: asOf, safeguards: safeguard)
      if audit { try options.auditLog().append([AuditEntry(decision, of: records)]) }
      switch results.format {
      case .json, .jsonl: StandardStream.output.write(jsonLines([decision.json]))
      case .table:
        var text =
          "\(decision.verdict) from \(decision.from) to \(decision.to) on \(decision.day)\n"
        for duty in decision.duties { text += "duty: \(duty)\n" }
        var table = TextTable(["verdict", "records", "rule", "clause"])
        for reason in decision.reasons {
          table.add([
            reason.verdict.description, reason.records.joined(separator: " "), reason.rule,
            reason.clause,
          ])
        }
        text += "\n" + table.text
        for reason in decision.reasons {
          if let instrument = reason.instrument, let source = reason.source {
            text += "\n\(instrument)\n\(source)\n"
          }
        }
        StandardStream.output.write(text)
      }
      options.summarise("rules \(decision.rulesSHA256.prefix(12)); a summary, not legal advice")
      if decision.verdict >= .needsHuman { throw ExitCode.failed }
    }
  }

  /// `lontar catalogue policy rules`: the rules on transfers.
  struct Rules: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rules",
      abstract: "Show the rules on transfers, as JSON Lines.",
      discussion: """
        Example: take the rules, change them as your counsel says, and use them.

          lontar catalogue policy rules > rules.jsonl
          lontar catalogue policy transfer seacrowd/xl_sum \\
            --from VN --to SG --as-of 2026-03-01 --rules rules.jsonl
        """)

    @OptionGroup var ruleOptions: RuleOptions

    func run() async throws {
      let policy = try ruleOptions.policy()
      StandardStream.output.write(jsonLines(policy.rules.map(\.json)))
    }
  }

  /// Which rules count.
  struct RuleOptions: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "Use these rules instead of those that come with Lontar.", valueName: "FILE")
    )
    var rules: String?

    func policy() throws -> TransferPolicy {
      guard let rules else { return .standard }
      return try TransferPolicy(path: rules)
    }
  }
}

/// `lontar catalogue licence`: what words about a licence come to.
struct CatalogueLicence: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "licence",
    abstract: "Resolve words about a licence to SPDX, without guessing.",
    discussion: """
      Example:

        lontar catalogue licence 'CC-BY-SA 4.0' 'Apache-2.0 license'

      Leaves with 1 if a person has to read any of them.
      """)

  @OptionGroup var results: FormatOptions

  @Argument(help: ArgumentHelp("The words, as a source states them.", valueName: "TEXT"))
  var texts: [String]

  func run() async throws {
    let resolutions = texts.map { (raw: $0, resolution: LicenceResolver.resolve($0)) }
    switch results.format {
    case .json, .jsonl:
      StandardStream.output.write(jsonLines(resolutions.map { $0.resolution.json(raw: $0.raw) }))
    case .table:
      var table = TextTable(["stated", "licence", "class", "outcome", "note"])
      for (raw, resolution) in resolutions {
        table.add([
          raw, resolution.id ?? "–", LicenceClass(licence: resolution.id).rawValue,
          resolution.outcome.rawValue, resolution.note ?? resolution.terms ?? "",
        ])
      }
      StandardStream.output.write(table.text)
    }
    if resolutions.contains(where: { $0.resolution.outcome == .needsPerson }) {
      throw ExitCode.failed
    }
  }
}

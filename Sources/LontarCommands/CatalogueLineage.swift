internal import ArgumentParser
internal import LontarCatalogue
internal import LontarJSON
internal import LontarSigning

/// `lontar catalogue lineage`: where files came from.
struct CatalogueLineage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lineage",
    abstract: "Verify, trace and export where files came from.",
    discussion: """
      Example: a vocabulary with its whole history, and what it stands on.

        lontar normalize th.txt -o nfc.txt --lineage --from-corpus thai/news
        lontar train nfc.txt --vocab-size 8000 -o tokenizer.json --lineage
        lontar catalogue lineage verify tokenizer.json
        lontar catalogue lineage trace tokenizer.json

      A manifest, FILE.lineage.json, stands beside the file it is about and links to those of the \
      files it was made of.
      """,
    subcommands: [Verify.self, Trace.self, Export.self])

  /// `lontar catalogue lineage verify`: hashes everything again.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Hash every file and manifest again, and report what is not as it was.",
      discussion: """
        Example: a vocabulary, and all files that it was made of.

          lontar catalogue lineage verify tokenizer.json

        Leaves with 1 if a single byte is another.
        """)

    @OptionGroup var options: SummaryOptions
    @OptionGroup var results: FormatOptions

    @Argument(help: ArgumentHelp("Files with manifests, manifests, or folders.", valueName: "FILE"))
    var files: [String]

    func run() async throws {
      let lineage = try Lineage(manifests: files)
      let problems = lineage.verify()
      switch results.format {
      case .table:
        for problem in problems {
          StandardStream.output.write("\(problem.path): \(problem.problem)\n")
        }
      case .json, .jsonl:
        StandardStream.output.write(
          jsonLines(
            problems.map { problem in
              JSONValue.object([
                (Array("path".utf8), .string(Array(problem.path.utf8))),
                (Array("problem".utf8), .string(Array(problem.problem.utf8))),
              ])
            }))
      }
      options.summarise(
        "\(lineage.nodes.count) manifests, \(lineage.fileCount) files, \(problems.count) problems")
      if !problems.isEmpty || lineage.nodes.isEmpty { throw ExitCode.failed }
    }
  }

  /// `lontar catalogue lineage trace`: what stands on what.
  struct Trace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "trace",
      abstract: "Show which corpora files stand on, and which stand on a withdrawn one.",
      discussion: """
        Example: a corpus was withdrawn; which vocabularies in this folder were made of it?

          lontar catalogue lineage trace models --corpus thai/news
          lontar catalogue lineage trace models --withdrawn

        With --corpus or --withdrawn it leaves with 1 if any file stands on them.
        """)

    @OptionGroup var options: CatalogueOptions
    @OptionGroup var results: FormatOptions

    @Argument(help: ArgumentHelp("Files with manifests, manifests, or folders.", valueName: "FILE"))
    var files: [String]

    @Option(help: ArgumentHelp("Only what stands on this record.", valueName: "ID"))
    var corpus: [String] = []

    @Flag(help: "Only what stands on records that were withdrawn.")
    var withdrawn = false

    func run() async throws {
      let lineage = try Lineage(manifests: files)
      let records = try options.open().records()
      var wanted: Set<String>?
      if !corpus.isEmpty || withdrawn {
        wanted = Set(corpus)
        if withdrawn { wanted?.formUnion(records.filter { $0.withdrawn != nil }.map(\.id)) }
      }
      let traces = lineage.traces(records, of: wanted)
      switch results.format {
      case .table:
        var table = TextTable(["file", "corpus", "by way of", "from"])
        for trace in traces {
          table.add([
            trace.artefact, trace.dataset, trace.steps.joined(separator: " → "), trace.file,
          ])
        }
        if !traces.isEmpty { StandardStream.output.write(table.text) }
      case .json, .jsonl: StandardStream.output.write(jsonLines(traces.map(\.json)))
      }
      options.summarise(
        "\(traces.count) found, \(Set(traces.map(\.artefact)).count) files, "
          + "\(Set(traces.map(\.dataset)).count) corpora")
      if wanted != nil && !traces.isEmpty { throw ExitCode.failed }
    }
  }

  /// `lontar catalogue lineage export`: lineage for other tools.
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Write lineage as Croissant with PROV, or as OpenLineage events.",
      discussion: """
        Example: the events of a vocabulary's making, one a line.

          lontar catalogue lineage export tokenizer.json --to openlineage
        """)

    /// What lineage is written as.
    enum Target: String, CaseIterable, ExpressibleByArgument {
      case croissant, openlineage
    }

    @OptionGroup var options: SummaryOptions

    @Argument(help: ArgumentHelp("Files with manifests, manifests, or folders.", valueName: "FILE"))
    var files: [String]

    @Option(help: "What lineage is written as: croissant or openlineage.")
    var to: Target = .openlineage

    @Option(help: ArgumentHelp("The page that a Croissant document names.", valueName: "ADDRESS"))
    var url: String?

    @Option(help: ArgumentHelp("The licence that a Croissant document names.", valueName: "SPDX"))
    var licence: String?

    func run() async throws {
      let lineage = try Lineage(manifests: files)
      if let problem = lineage.nodes.first(where: { $0.manifest == nil }) {
        throw ValidationError("\(problem.path) cannot be read; see 'lineage verify'")
      }
      switch to {
      case .openlineage:
        // What was made first comes first.
        let events = lineage.nodes.reversed().compactMap { lineage.openLineage($0) }
        StandardStream.output.write(jsonLines(events))
        options.summarise("\(events.count) events")
      case .croissant:
        let named = lineage.nodes.prefix(files.count)
        StandardStream.output.write(
          jsonLines(named.compactMap { lineage.croissant($0, url: url, licence: licence) }))
        options.summarise("\(named.count) written")
      }
    }
  }
}

/// `lontar catalogue audit`: the log of what was imported, changed and decided.
struct CatalogueAudit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Verify, sign and show the log of what was imported, changed and decided.",
    discussion: """
      Example: sign where the log ends, keep that elsewhere, and check it later.

        lontar catalogue audit key audit.key
        lontar catalogue audit checkpoint --key audit.key > checkpoint.json
        lontar catalogue audit verify --checkpoint checkpoint.json --public-key HEX

      Each entry holds the hash of the one before. Edits, deletions and changes of order show by \
      themselves; that the end is missing shows against a checkpoint, or --expect HEAD.
      """,
    subcommands: [Log.self, Verify.self, Checkpoint.self, Key.self])

  /// `lontar catalogue audit log`: the entries.
  struct Log: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "log", abstract: "Show the entries, as JSON Lines.",
      discussion: """
        Example:

          lontar catalogue audit log
        """)
    @OptionGroup var options: CatalogueOptions

    func run() async throws {
      let entries = try options.auditLog().entries()
      StandardStream.output.write(jsonLines(entries))
      options.summarise("\(entries.count) entries")
    }
  }

  /// `lontar catalogue audit verify`: recomputes the chain.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Recompute the chain, and compare it with a head that was kept.",
      discussion: """
        Example:

          head=$(lontar catalogue audit verify --quiet)
          lontar catalogue audit verify --expect "$head"

        Shows the head. Leaves with 1 if an entry was changed, moved, left out or cut off.
        """)
    @OptionGroup var options: CatalogueOptions

    @Option(help: ArgumentHelp("A head that 'verify' showed before.", valueName: "COUNT:HASH"))
    var expect: String?

    @Option(help: ArgumentHelp("A checkpoint that was kept.", valueName: "FILE"))
    var checkpoint: String?

    @Option(help: ArgumentHelp("Whose the checkpoint's signature must be.", valueName: "HEX"))
    var publicKey: String?

    func validate() throws {
      if let expect, AuditLog.Head(expect) == nil {
        throw ValidationError("'\(expect)' is no head: write COUNT:HASH")
      }
      if (checkpoint == nil) != (publicKey == nil) {
        throw ValidationError("--checkpoint and --public-key go together")
      }
    }

    func run() async throws {
      let log = try options.auditLog()
      if let checkpoint, let publicKey {
        let kept = try AuditCheckpoint(path: checkpoint)
        try kept.verify(publicKey: publicKey)
        _ = try log.verify(expecting: kept.head)
      }
      let head = try log.verify(expecting: expect.flatMap { AuditLog.Head($0) })
      StandardStream.output.write("\(head)\n")
      options.summarise("\(head.count) entries, all as they were written")
    }
  }

  /// `lontar catalogue audit checkpoint`: signs the head.
  struct Checkpoint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "checkpoint", abstract: "Verify the log, and sign where it ends.",
      discussion: """
        Example:

          lontar catalogue audit checkpoint --key audit.key > checkpoint.json
        """)
    @OptionGroup var options: CatalogueOptions

    @Option(help: ArgumentHelp("The key that 'audit key' made.", valueName: "FILE"))
    var key: String

    func run() async throws {
      let head = try options.auditLog().verify()
      let checkpoint = try AuditCheckpoint(of: head, signedBy: try SigningKey(path: key))
      StandardStream.output.write(jsonLines([checkpoint.json]))
    }
  }

  /// `lontar catalogue audit key`: makes a key.
  struct Key: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "key", abstract: "Make a key to sign with, and show its public part.",
      discussion: """
        Example:

          lontar catalogue audit key audit.key
        """)

    @Argument(help: ArgumentHelp("A new file, which only its owner can read.", valueName: "FILE"))
    var file: String

    func run() async throws {
      StandardStream.output.write("\(try SigningKey.create(at: file).publicKey)\n")
    }
  }
}

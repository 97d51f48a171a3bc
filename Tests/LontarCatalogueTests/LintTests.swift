import Testing

@testable import LontarCatalogue

@Suite struct LintTests {
  @Test func aRecordWithoutFaultsHasNoFindings() {
    var record = Dataset(id: "lontar/parallel", name: "Parallel")
    record.languages = [DatasetLanguage(code: "khm")]
    record.tasks = ["MT"]
    record.licence = LicenceStatement(raw: "CC0-1.0")
    record.citation = "@misc{lontar, author = {V{\\~o} Th{\\'e}}}"
    record.files = [DatasetFile(path: "km.txt", sha256: String(repeating: "0", count: 64))]
    #expect(Linter().lint([record]).map(\.kind).isEmpty)
  }

  @Test(
    arguments: [
      ("ind", nil), ("msa", .languageMacro), ("kar", .languageGroup), ("vi", .languageTwoLetters),
      ("psp_ceb", .languageInvalid), ("zlm,", .languageInvalid), ("xx", .languageInvalid),
    ] as [(String, LintFinding.Kind?)])
  func aCodeIsJudgedByISO639(code: String, kind: LintFinding.Kind?) {
    var record = Dataset(id: "a/b", name: "b")
    record.languages = [DatasetLanguage(code: code)]
    let kinds = Linter().lint([record]).map(\.kind).filter { $0.rawValue.hasPrefix("language") }
    #expect(kinds == (kind.map { [$0] } ?? []))
  }

  @Test func repairsAreSuggested() {
    var record = Dataset(id: "a/b", name: "b")
    record.languages = ["vi", "zlm,", "khek"].map { DatasetLanguage(code: $0) }
    let repairs = Linter().lint([record]).filter { $0.kind.rawValue.hasPrefix("language") }
    #expect(repairs.map(\.repair) == ["'vie'", "'zlm'", "hak"])
  }

  @Test func namesOfConfigurationsThatDoNotLeadToOneAreFound() {
    func record(_ id: String, _ names: [String]) -> Dataset {
      var record = Dataset(id: id, name: id)
      record.configurations = names.map { Configuration(name: $0, schema: nil, subset: nil) }
      return record
    }
    let records = [
      record("hub/a", ["a_source", "a_text"]), record("hub/b", ["b_source", "a_source"]),
      record("other/a", ["a_source"]),
    ]
    let doubled = Linter().lint(records).filter { $0.kind == .configurationDoubled }
    #expect(doubled.map(\.record) == ["hub/b"] && doubled.map(\.detail) == ["a_source"])
    let unknown = Linter().lint(
      [.init(id: "hub/all", configurations: ["a_text", "b_text", "a_sourceb_source"])], of: records)
    #expect(unknown.map(\.detail) == ["b_text", "a_sourceb_source"])
    #expect(
      unknown.map(\.repair) == [
        "the name of a configuration", "a comma between 'a_source' and 'b_source'",
      ])
  }

  static let areThere = HubComparisonTests.hubs.allSatisfy { Shared.checkout($0.0) != nil }

  @Test(.enabled(if: areThere, "needs LONTAR_SEACROWD and LONTAR_NUSACROWD"))
  func theHubsDefectsAreThoseThatWereCounted() throws {
    let first = try ImportSource(path: try #require(Shared.checkout("seacrowd"))).records
    let second = try ImportSource(path: try #require(Shared.checkout("nusacrowd"))).records
    let findings = Linter().lint(first)
    func count(_ kind: LintFinding.Kind) -> Int { findings.count { $0.kind == kind } }
    func distinct(_ kinds: [LintFinding.Kind]) -> Int {
      Set(findings.filter { kinds.contains($0.kind) }.map(\.detail)).count
    }
    #expect(count(.licenceUnstated) == 85)
    #expect(count(.licenceOwnTerms) == 12)
    #expect(count(.licenceFamily) == 4 + 1 + 1, "CC, BSD and LGPL")
    #expect(count(.licenceUnresolved) == 2)
    // Of the 120 licences that are no member of the hub's list, two spell a member's text to the
    // byte, which a record does not show.
    #expect(count(.licenceFreeText) == 118)
    #expect(distinct([.licenceFreeText]) == 32)
    #expect(distinct([.languageMacro]) == 8)
    #expect(distinct([.languageGroup]) == 4)
    #expect(distinct([.languageTwoLetters]) == 3)
    #expect(distinct([.languageInvalid]) == 7)
    #expect(
      findings.filter { $0.kind == .languageMismatch }.map(\.record) == [
        "seacrowd/aya_collection_translated", "seacrowd/talpco",
      ])
    #expect(count(.citationMissing) == 21)
    #expect(count(.citationControl) == 4)
    #expect(count(.citationBackslash) >= 11)
    #expect(count(.taskMissing) == 10)
    #expect(distinct([.urlPlain]) == 9)
    #expect(distinct([.urlTemplate]) == 59)
    #expect(distinct([.urlMutable]) == 1_664 + 2, "two are at media.githubusercontent.com")
    #expect(distinct([.configurationDoubled]) == 4)
    let benchmarks = try ImportSource(path: try #require(Shared.checkout("seacrowd"))).findings
    #expect(benchmarks.count == 26 && benchmarks.allSatisfy { $0.kind == .benchmarkUnknown })
    // One in NusaNLG and one in NusaASR.
    #expect(benchmarks.count { $0.repair.hasPrefix("a comma") } == 2)
    let differing = Linter().lint(first + second).filter { $0.kind == .licenceDiffers }
    #expect(
      differing.map(\.record)
        == ["jv_id_tts", "ojw", "titml_idn", "wikiann", "xcopa"]
        .map { "nusacrowd/\($0)" })
  }
}

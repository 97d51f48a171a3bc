import Foundation
import Testing

@testable import LontarCatalogue

@Suite struct EmbeddedTests {
  @Test func theEmbeddedCatalogueAnswersWithoutAFile() throws {
    let catalogue = Catalogue.embedded
    #expect(try catalogue.records().count == 401)
    var query = Query("named entity")
    query.filters = [.language: ["vi"]]
    let result = try catalogue.search(query)
    #expect(result.records.contains { $0.id == "seacrowd/pho_ner_covid" })
    #expect(result.facets[.language]?.contains { $0.value == "vie" } == true)
    #expect(try catalogue.record("xcopa").id == "seacrowd/xcopa")
  }

  @Test func everyEmbeddedRecordIsARecord() throws {
    for record in try Catalogue.embedded.records() {
      let again = try Dataset(line: record.canonicalBytes.span)
      #expect(again.canonicalBytes == record.canonicalBytes)
      #expect(record.description == nil && record.citation == nil)
    }
  }

  /// With `LONTAR_WRITE_EMBEDDED` set, writes the source file anew.
  @Test(
    .enabled(
      if: HubComparisonTests.hubs.allSatisfy { Shared.checkout($0.0) != nil },
      "needs LONTAR_SEACROWD and LONTAR_NUSACROWD"))
  func theEmbeddedFactsAreThoseOfTheHubs() throws {
    let first = try ImportSource(path: try #require(Shared.checkout("seacrowd"))).records
    let second = try ImportSource(path: try #require(Shared.checkout("nusacrowd"))).records
    let names = Set(first.map { $0.id.split(separator: "/")[1] })
    let records = first + second.filter { !names.contains($0.id.split(separator: "/")[1]) }
    let lines = records.sorted { $0.id < $1.id }.map { EmbeddedFacts.line(for: $0) }
    if ProcessInfo.processInfo.environment["LONTAR_WRITE_EMBEDDED"] != nil {
      let text = """
        // Facts from the loaders of SEACrowd and NusaCrowd, both under Apache-2.0; see `EmbeddedFacts`.
        // Written by `EmbeddedTests`; not edited by hand.

        // swift-format-ignore
        let embeddedFacts: StaticString = \"""
        \(lines.joined(separator: "\n").replacingOccurrences(of: "\t", with: "\\t"))
        \"""

        """
      let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/LontarCatalogue/Search/EmbeddedFacts+Data.swift")
      try Data(text.utf8).write(to: file)
    } else {
      let embedded = try Catalogue.embedded.records().map { EmbeddedFacts.line(for: $0) }
      #expect(embedded == lines)
    }
  }
}

import Foundation
import LontarJSON
import Testing

@testable import LontarCatalogue

@Suite struct CroissantTests {
  static let records: [Dataset] = {
    var bare = Dataset(id: "a/bare", name: "Bare")
    bare.provenance = Provenance(source: "https://example.org/hub")
    let full = try? Dataset(line: Array(RecordTests.full.utf8).span)
    return SearchTests.records + [bare] + (full.map { [$0] } ?? [])
  }()

  @Test(arguments: records)
  func aRecordComesBackFromItsDocument(record: Dataset) throws {
    let document = record.croissant
    var bytes: [UInt8] = []
    appendCanonicalJSON(document, to: &bytes)
    let again = try Dataset(croissant: try JSONValue(parsing: bytes.span), id: "other")
    #expect(
      String(decoding: again.canonicalBytes, as: UTF8.self)
        == String(decoding: record.canonicalBytes, as: UTF8.self))
  }

  @Test func aDocumentOfOthersIsRead() throws {
    let text = #"""
      {"@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.0", "name": "Kor pus",
       "license": "https://spdx.org/licenses/CC-BY-4.0.html", "inLanguage": "tha",
       "datePublished": "2023-05-01", "url": "https://example.org/",
       "distribution": [{"@type": "cr:FileObject", "@id": "a.csv", "name": "a.csv",
         "contentUrl": "https://example.org/a.csv", "sha256": "https://example.org/issues/80"}]}
      """#
    let document = try JSONValue(parsing: Array(text.utf8).span)
    let record = try Dataset(croissant: document, id: "here/kor-pus")
    #expect(record.id == "here/kor-pus")
    #expect(record.licence.id == "CC-BY-4.0")
    #expect(record.languages.map(\.code) == ["tha"])
    #expect(record.year == 2023)
    #expect(record.files.first?.sha256 == nil)
    #expect(
      CroissantCheck.problems(in: document) == [
        "@context is missing", "description is missing",
        "distribution[0].encodingFormat is missing",
        "distribution[0].sha256 is no hash",
      ])
  }

  @Test(arguments: ["[]", "{}", "{\"name\": 3}", "{\"name\": \"a\", \"lontar:tasks\": 3}"])
  func whatIsNoDocumentIsRefused(text: String) throws {
    let value = try JSONValue(parsing: Array(text.utf8).span)
    #expect(throws: CatalogueError.self) { _ = try Dataset(croissant: value, id: "a") }
    #expect(!CroissantCheck.problems(in: value).isEmpty)
  }

  @Test(arguments: [
    (
      "@a{x, author = {Ng{\\^o}, B{\\'i}nh and Santos, Ana and others}, year = 1}",
      ["Ng\\^o, B\\'inh", "Santos, Ana", "others"]
    ),
    ("@a{x, author=\"A B\nand {C D}\"}", ["A B", "C D"]), ("@a{x, author = {open", ["open"]),
    ("@a{x, title = {author = 3}}", []), ("", []), ("author", []), ("author =", []),
  ])
  func authorsAreReadFromACitation(citation: String, names: [String]) {
    #expect(BibTeX.authors(in: citation) == names)
  }

  @Test(
    .enabled(
      if: HubComparisonTests.hubs.allSatisfy { Shared.checkout($0.0) != nil },
      "needs LONTAR_SEACROWD and LONTAR_NUSACROWD"),
    arguments: ["seacrowd", "nusacrowd"])
  func everyRecordOfTheHubsIsSoundAndComesBack(hub: String) throws {
    for record in try ImportSource(path: try #require(Shared.checkout(hub))).records {
      #expect(CroissantCheck.problems(in: record.croissant).isEmpty, "\(record.id)")
      let again = try Dataset(croissant: record.croissant, id: "other")
      #expect(again.canonicalBytes == record.canonicalBytes, "\(record.id)")
    }
  }
}

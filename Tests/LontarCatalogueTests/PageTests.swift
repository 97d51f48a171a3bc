import Foundation
import LontarJSON
import Testing

@testable import LontarCatalogue

@Suite struct PageTests {
  static let hostile: Dataset = {
    var record = Dataset(id: "a/hostile", name: "</script><script>alert(1)</script>")
    record.description = "<img src=x onerror=alert(1)> ]]> \u{2028} \"'`${1}"
    record.homepage = "javascript:alert(1)"
    record.citation = "@misc{a, title = {</textarea>}}"
    record.urls = [DatasetURL(url: "https://example.org/\"onmouseover=\"x")]
    record.licence = LicenceStatement(raw: "<b>mine</b>")
    return record
  }()

  static func file(_ name: String, of page: CataloguePage) -> String {
    String(decoding: page.files.first { $0.name == name }?.contents ?? [], as: UTF8.self)
  }

  @Test func thePageIsFourFilesThatAskNobodyElse() {
    let page = CataloguePage(SearchTests.records + [Self.hostile])
    #expect(page.files.map(\.name) == ["index.html", "style.css", "app.js", "data.js"])
    for name in ["index.html", "style.css", "app.js"] {
      let text = Self.file(name, of: page)
      #expect(!text.contains("http://") && !text.contains("https://") && !text.contains("@import"))
      // Nothing that would take a record's words for markup or for a program.
      for word in [
        "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(",
      ] {
        #expect(!text.contains(word), "\(name) uses \(word)")
      }
    }
    #expect(!Self.file("index.html", of: page).contains("alert"))
    #expect(Self.file("index.html", of: page).contains("Content-Security-Policy"))
  }

  @Test func theDataIsOneAssignmentOfJSON() throws {
    let records = SearchTests.records + [Self.hostile]
    let text = Self.file("data.js", of: CataloguePage(records))
    let prefix = "window.lontar = "
    #expect(text.hasPrefix(prefix) && text.hasSuffix(";\n"))
    let value = try JSONValue(
      parsing: Array(text.utf8.dropFirst(prefix.utf8.count).dropLast(2)).span)
    let entries = try #require(value["records"]?.array)
    #expect(entries.count == records.count)
    let rules = try #require(value["rules"]?.array)
    for (entry, record) in zip(entries, records) {
      #expect(entry["id"]?.text == record.id)
      for (index, purpose) in Purpose.allCases.enumerated() {
        let places = entry["p"]?.array?[index].array?.compactMap(\.int) ?? []
        let decision = Policy().pool([record], purpose: purpose)
        #expect(places.count == decision.reasons.count)
        #expect(rules[places[0]]["verdict"]?.text == decision.verdict.description)
        #expect(rules[places[0]]["duties"]?.strings == decision.duties.map(\.rawValue))
      }
    }
    // What is no address of the web leads nowhere.
    #expect(entries.last?["h"]?.text == nil)
  }

  @Test func theServerAnswersByItsOwnNameOnly() throws {
    let site = try CatalogueSite(Catalogue(SearchTests.records), hosts: ["localhost:1"])
    func status(_ path: String, _ host: String?, _ method: String = "GET") -> Int {
      site.answer(method: method, path: path, query: [], host: host).status
    }
    #expect(status("/", "localhost:1") == 200 && status("/", "LOCALHOST:1") == 200)
    #expect(status("/", "rebound.example.org") == 403 && status("/", nil) == 403)
    #expect(status("/", "localhost:1", "POST") == 405 && status("/x", "localhost:1") == 404)
    for path in ["/../Package.swift", "//etc/passwd", "/index.html/", "", "/data.js\u{0}"] {
      #expect(status(path, "localhost:1") == 404)
    }
  }

  @Test func searchesAreThoseOfTheCatalogue() throws {
    let catalogue = Catalogue(SearchTests.records)
    let site = try CatalogueSite(catalogue, hosts: ["h"])
    func ask(_ path: String, _ query: [(String, String)]) throws -> (Int, JSONValue) {
      let answer = site.answer(
        method: "GET", path: path, query: query.map { (name: $0.0, value: $0.1) }, host: "h")
      #expect(answer.type == "application/json")
      return (answer.status, try JSONValue(parsing: answer.body.span))
    }
    let (status, found) = try ask("/api/search", [("q", "ភាសា"), ("task", "NER")])
    #expect(status == 200 && found["count"]?.int == 1)
    #expect(found["records"]?.array?.first?["id"]?.text == "a/khmer_ner")
    #expect(found["facets"]?["language"]?["khm"]?.int == 1)
    #expect(try ask("/api/search", [("q", "tieng"), ("fold", "1")]).1["count"]?.int == 1)
    #expect(try ask("/api/search", [("colour", "red")]).0 == 400)
    #expect(try ask("/api/search", [("limit", "-1")]).0 == 400)
    #expect(try ask("/api/record", [("id", "malay")]).1["id"]?.text == "b/malay")
    #expect(try ask("/api/record", [("id", "none")]).0 == 404)
    #expect(try ask("/api/record", []).0 == 400)
  }

  @Test func anAddressThatIsNoneIsRefused() async throws {
    let server = try CatalogueServer(Catalogue([]), host: "256.1.1.1", port: 1)
    await #expect(throws: CatalogueError.self) { try await server.run { _ in } }
  }
}

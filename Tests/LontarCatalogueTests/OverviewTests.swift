import Foundation
import LontarJSON
import Testing

@testable import LontarCatalogue

@Suite struct OverviewTests {
  @Test func aMatrixCountsWhatCountingByHandCounts() {
    let records = SearchTests.records
    let matrix = CoverageMatrix(records)
    for (line, row) in matrix.rows.enumerated() {
      for (place, column) in matrix.columns.enumerated() {
        let count = records.count {
          Facet.language.values(of: $0).contains(row.value) && $0.tasks.contains(column.value)
        }
        #expect(matrix.counts[line][place] == count)
      }
    }
    #expect(matrix.rows.first?.value == "eng" && matrix.rows.first?.count == 2)
    let small = CoverageMatrix(records, rows: .licence, columns: .year, rowLimit: 2, columnLimit: 1)
    #expect(small.counts.map(\.count) == [1, 1])
    #expect(small.hidden.rows == CoverageMatrix(records, rows: .licence).rows.count - 2)
  }

  @Test func thePictureIsXMLThatEscapesEverything() throws {
    var record = Dataset(id: "a/b", name: "b")
    record.languages = [DatasetLanguage(code: "<script>\"'&\u{1}")]
    record.tasks = ["</text><image href='https://example.org'/>"]
    let svg = CoverageMatrix([record]).svg
    let parser = XMLReader(svg)
    #expect(parser.elements.isSuperset(of: ["svg", "style", "text", "rect", "title"]))
    #expect(parser.elements.count == 5, "no element of a record's")
    #expect(!svg.contains("href") || svg.contains("&lt;image href=&#39;"))
  }

  @Test func aDifferenceNamesRecordsAndFields() {
    let old = SearchTests.records
    var new = old
    new.remove(at: 0)
    new[2].description = "changed"
    new[2].tasks = ["MT"]
    new.append(Dataset(id: "z/new", name: "new"))
    let diff = CatalogueDiff(from: old, to: new)
    #expect(diff.added == ["z/new"] && diff.removed == [old[0].id])
    #expect(diff.changed.map(\.id) == [new[2].id])
    #expect(diff.changed.first?.fields == ["description", "tasks"])
    #expect(diff.keptCount == old.count - 2)
    #expect(CatalogueDiff(from: old, to: old.reversed()).isEmpty)
  }

  @Test func figuresAddUp() {
    let figures = CatalogueStatistics(SearchTests.records).figures
    func count(_ name: String) -> Int? { figures.first { $0.name == name }?.count }
    #expect(count("records") == 8)
    #expect(count("with a licence that is known") == 7)
    #expect(count("whose licence allows commercial") == 6)
    #expect(count("with a task") == 7)
    #expect(count("configurations") == 8)
    #expect(Set(figures.map(\.name)).count == figures.count)
  }

  @Test(.enabled(if: Shared.isThere, "needs ../shared/data/catalogue"))
  func theMatrixOfTheHubHasItsCounts() throws {
    var records: [Dataset] = []
    for line in try Shared.lines("seacrowd.jsonl") {
      var record = Dataset(id: line["id"]?.text ?? "", name: "x")
      record.languages = (line["languages"]?.strings ?? []).map { DatasetLanguage(code: $0) }
      record.tasks = line["tasks"]?.strings ?? []
      records.append(record)
    }
    let matrix = CoverageMatrix(records)
    let languages = Dictionary(uniqueKeysWithValues: matrix.rows.map { ($0.value, $0.count) })
    // The hub writes one corpus of each as `id`, `vi` and `th`.
    #expect(languages["khm"] == 42 && languages["lao"] == 30 && languages["mya"] == 56)
    let tasks = Dictionary(uniqueKeysWithValues: matrix.columns.map { ($0.value, $0.count) })
    #expect(tasks["MT"] == 62 && tasks["SA"] == 37 && tasks["NER"] == 20)
  }
}

/// The names of the elements of a well-formed document; empty if it is none.
struct XMLReader {
  private(set) var elements = Set<String>()

  init(_ text: String) {
    var open: [String] = []
    var rest = text[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.popLast() == String(tag.dropFirst()) else {
          elements = []
          return
        }
        continue
      }
      let name = String(tag.prefix { $0.isLetter })
      elements.insert(name)
      if !tag.hasSuffix("/") { open.append(name) }
    }
    if !open.isEmpty { elements = [] }
  }
}

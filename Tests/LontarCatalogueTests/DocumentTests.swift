import Foundation
import LontarJSON
import Testing

@testable import LontarCatalogue

@Suite struct DocumentTests {
  static let records = CroissantTests.records

  @Test(arguments: records)
  func aRecordComesBackFromItsCard(record: Dataset) throws {
    let card = DatasetCard(record).text
    let again = try DatasetCard.record(from: Array(card.utf8), id: "other/id")
    #expect(
      String(decoding: again.canonicalBytes, as: UTF8.self)
        == String(decoding: record.canonicalBytes, as: UTF8.self))
  }

  @Test func signsThatYAMLWouldTakeForItsOwnComeBack() throws {
    var random = SplitMix(seed: 77)
    let signs = Array(
      "\"'\\:-#&*!|>%@`{}[],? \n\t\r\u{0}\u{7}\u{7F}\u{85}\u{A0}\u{2028}noไทṼ~")
    for _ in 0..<300 {
      func text() -> String {
        String((0..<(1 + random.below(12))).map { _ in signs[random.below(signs.count)] })
      }
      var record = Dataset(id: "a/b", name: text())
      record.description = text()
      record.citation = text()
      record.homepage = text()
      record.aliases = [text()]
      record.languages = [DatasetLanguage(code: "no"), DatasetLanguage(code: text())]
      record.tasks = ["NER", text()]
      record.licence = LicenceStatement(raw: text())
      record.configurations = [Configuration(name: text(), schema: text(), subset: nil)]
      record.configurationCount = 1
      record.splits = [Split(name: text(), size: DatasetSize(records: 3))]
      let card = DatasetCard(record).text
      let again = try DatasetCard.record(from: Array(card.utf8), id: "other/id")
      #expect(again.canonicalBytes == record.canonicalBytes, "\(card)")
    }
  }

  @Test func aCardOfOthersIsRead() throws {
    let card = """
      ---
      annotations_creators: [expert-generated]
      language: [no, zh-Hant-TW, khm]
      license: cc-by-sa-4.0
      task_categories: ["token-classification"]
      task_ids: &ids
      - named-entity-recognition
      - parsing
      tags: *ids
      source_datasets: [original, org/other]
      dataset_info:
        splits:
        - {name: train, num_examples: 1200, num_bytes: 3456}
      ---
      # Khmer names

      - **Homepage:** [page](https://example.org/khmer)

      ### Dataset Summary

      អត្ថបទ.

      ## Citation

      ```
      @misc{k, title={K}}
      ```
      """
    let record = try DatasetCard.record(from: Array(card.utf8), id: "huggingface/khmer")
    #expect(record.languages.map(\.code) == ["no", "zh", "khm"])
    #expect(record.languages[1].script == "Hant" && record.languages[1].country == "TW")
    #expect(record.licence.id == "CC-BY-SA-4.0")
    #expect(record.tasks == ["NER", "parsing"])
    #expect(record.derivedFrom == ["org/other"])
    #expect(record.splits.map(\.size.records) == [1200])
    #expect(record.homepage == "https://example.org/khmer")
    #expect(record.description == "អត្ថបទ.")
    #expect(record.citation == "@misc{k, title={K}}")
  }

  @Test(arguments: [
    // Nine lines that stand for a milliard values.
    "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
      + "bcdefghij".enumerated().map { index, name in
        let before = Array("abcdefghij")[index]
        return "\(name): &\(name) ["
          + Array(repeating: "*\(before)", count: 10).joined(separator: ",")
          + "]\n"
      }.joined(),
    "a: " + String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000),
    String(repeating: "{a: ", count: 900), "a: *nothing", "a: &a [*a]", "a: [", "a: 1\na: 2",
    "- a list", "\u{1}", "? [complex]\n: key", "a: !!binary x\nb: %",
    String(repeating: "x", count: 2 << 20),
  ])
  func frontMatterThatIsABombOrBrokenIsRefused(yaml: String) {
    let card = "---\n\(yaml)\n---\nbody"
    #expect(throws: CatalogueError.self) {
      _ = try DatasetCard.record(from: Array(card.utf8), id: "a/b")
    }
  }

  @Test func randomBytesNeverTrapACard() {
    var random = SplitMix(seed: 3)
    let signs = Array("ab:- \n[]{}&*!'\"#|>?%,".utf8)
    for _ in 0..<2_000 {
      let bytes = (0..<random.below(60)).map { _ in
        random.below(20) == 0 ? UInt8(random.below(256)) : signs[random.below(signs.count)]
      }
      _ = try? DatasetCard.record(
        from: Array("---\n".utf8) + bytes + Array("\n---\n".utf8), id: "a")
    }
  }

  @Test func aDataPackageIsRead() throws {
    let hash = String(repeating: "0123456789abcdef", count: 4)
    let text = """
      {"name": "lao-news", "title": "ຂ່າວລາວ", "licenses": [{"name": "CC-BY-4.0"}],
       "keywords": ["NER", "news"], "languages": ["lo"], "created": "2024-05-01T00:00:00Z",
       "resources": [{"path": "a.csv", "hash": "sha256:\(hash)", "bytes": 12},
         {"path": ["b.csv", "c.csv"], "hash": "0cc175b9c0f1b6a831c399e269772661"}, {"data": []}]}
      """
    let source = ImportSource(contents: Array(text.utf8), name: "lao")
    let record = try #require(source.records.first)
    #expect(record.id == "datapackage/lao" && record.aliases == ["lao-news"])
    #expect(record.files.map(\.path) == ["a.csv", "b.csv", "c.csv"])
    #expect(record.files.map(\.sha256) == [hash, nil, nil])
    #expect(record.files.first?.bytes == 12 && record.year == 2024)
    #expect(record.licence.id == "CC-BY-4.0" && record.tasks == ["NER"])
  }

  @Test(arguments: [
    #"{"resources": []}"#, #"{"resources": [{"path": "../../etc/passwd"}]}"#,
    #"{"resources": [{"path": "/etc/passwd"}]}"#, #"{"resources": [{"path": "a\\..\\b"}]}"#,
    #"{"resources": [{"name": "a"}]}"#, #"{"resources": [3]}"#,
    #"{"resources": [{"path": "a", "hash": "sha256:12"}]}"#,
    #"{"resources": [{"path": "a", "bytes": -3}]}"#,
  ])
  func aDataPackageThatLeadsAstrayIsRefused(text: String) {
    let source = ImportSource(contents: Array(text.utf8), name: "x")
    #expect(source.records.isEmpty && source.refused.count == 1)
  }

  @Test func dcatComesBackForWhatItCanHold() throws {
    let document = DCAT.catalogue(of: Self.records)
    var bytes: [UInt8] = []
    appendCanonicalJSON(document, to: &bytes)
    let again = try DCAT.records(in: try JSONValue(parsing: bytes.span))
    #expect(again.count == Self.records.count)
    for (left, right) in zip(Self.records, again) {
      var kept = Dataset(id: left.id, name: left.name)
      kept.aliases = left.aliases
      kept.description = left.description
      kept.languages = left.languages.map { DatasetLanguage(code: $0.code) }
      kept.tasks = left.tasks
      kept.modalities = left.modalities
      kept.licence = LicenceStatement(raw: left.licence.raw)
      kept.citation = left.citation
      kept.homepage = left.homepage
      kept.urls = left.urls
      kept.year = left.year
      kept.version = left.version
      kept.countries = left.countries
      kept.derivedFrom = left.derivedFrom
      kept.access = left.access
      kept.files = left.files
      #expect(
        String(decoding: right.canonicalBytes, as: UTF8.self)
          == String(decoding: kept.canonicalBytes, as: UTF8.self))
    }
  }

  @Test func documentsOfAnyFormatAreToldApart() throws {
    let record = try #require(Self.records.first)
    func bytes(_ value: JSONValue) -> [UInt8] {
      var bytes: [UInt8] = []
      appendCanonicalJSON(value, to: &bytes)
      return bytes
    }
    let croissants = Self.records.flatMap { record -> [UInt8] in bytes(record.croissant) + [0x0A] }
    for contents in [
      croissants, bytes(record.croissant), bytes(DCAT.catalogue(of: [record])),
      Array(DatasetCard(record).text.utf8), record.canonicalBytes,
    ] {
      let source = ImportSource(contents: contents, name: "x")
      #expect(source.refused.isEmpty)
      #expect(source.records.first?.id == record.id)
    }
    #expect(
      ImportSource(contents: croissants, name: "x").records.map(\.canonicalBytes)
        == Self.records.map(\.canonicalBytes))
  }

  @Test func aLoopOfContainersIsFound() throws {
    let text = """
      {"@context": {}, "@type": "sc:Dataset", "name": "a", "description": "a", "license": "MIT",
       "conformsTo": "http://mlcommons.org/croissant/1.1", "url": "https://example.org/a",
       "distribution": [
         {"@id": "a", "@type": "cr:FileObject", "encodingFormat": "x", "containedIn": {"@id": "b"}},
         {"@id": "b", "@type": "cr:FileObject", "encodingFormat": "x", "containedIn": {"@id": "a"}},
         {"@id": "c", "@type": "cr:FileObject", "encodingFormat": "x", "containedIn": {"@id": "a"}},
         {"@id": "d", "@type": "cr:FileSet", "containedIn": {"@id": "e"}}],
       "recordSet": [{"@id": "r", "field": [{"@id": "r/f", "source": {"fileObject": {"@id": "z"}}}]}]}
      """
    let problems = CroissantCheck.problems(in: try JSONValue(parsing: Array(text.utf8).span))
    #expect(
      problems == [
        "distribution[0] is contained in itself", "distribution[1] is contained in itself",
        "distribution[3].containedIn names no 'e'", "recordSet[0].field[0].source names no 'z'",
      ])
    // Taking it in ends too, and keeps what can be kept.
    let source = ImportSource(contents: Array(text.utf8), name: "a")
    #expect(source.records.map(\.name) == ["a"])
    #expect((source.records.first?.files.count ?? .max) <= 3)
  }

  @Test(arguments: [#"{"@context":{},"a":"#, #"{"@context":["#, "["])
  func megabytesOfNestingInADocumentAreRefused(opening: String) {
    let text = String(repeating: opening, count: (10 << 20) / opening.utf8.count)
    let source = ImportSource(contents: Array(text.utf8), name: "deep")
    #expect(source.records.isEmpty)
    #expect(source.refused.count == 1)
  }

  @Test(arguments: [
    ("https://a.org/x", "https://a.org/x"), (" http://a.org \n", "http://a.org"),
    ("www.a.org/x", "https://www.a.org/x"), ("", nil), ("N/A", nil), ("https://", nil),
    ("https://a b.org", nil), ("see the paper", nil), ("https://localhost", nil),
  ])
  func anAddressIsRepairedOrNone(text: String, address: String?) {
    #expect(Address.repaired(text) == address)
  }

  @Test func whereNoPageIsKnownNoneIsMadeUp() {
    let record = Dataset(id: "a/b", name: "b")
    #expect(record.croissant["url"] == nil)
    #expect(CroissantCheck.problems(in: record.croissant).contains("url is missing"))
  }

  @Test(arguments: [
    "https://a.org/{}.zip", "https://a.org/{lang}", "https://a.org/a|b", "https://a.org/<x>", "a b",
  ])
  func whatIsNoIRIIsText(address: String) throws {
    var record = Dataset(id: "a/b", name: "b")
    record.urls = [DatasetURL(url: address)]
    record.homepage = address
    let node = try #require(DCAT.catalogue(of: [record])["@graph"]?.array?.last)
    #expect(node["dcat:landingPage"]?.text == address)
    #expect(node["dcat:distribution"]?.array?[0]["dcat:accessURL"]?.text == address)
  }

  // MARK: Citations

  @Test func aBibliographyIsRepairedAndHasNoDoubles() throws {
    func record(_ id: String, _ citation: String?) -> Dataset {
      var record = Dataset(id: id, name: "Name of \(id) & more")
      record.citation = citation
      record.homepage = "https://example.org/\(id)"
      return record
    }
    let bibliography = Bibliography([
      record("a", "@article{k, title = {Ti{'\\e}n}, author={Ng{'o}, A and \u{8}egin}, year=2020}"),
      record("b", "  @Article{ k2 , title=\"TI{\\'e}N\", year = {2020} }"),
      record("c", "@article{k, title={Another}\n year={2021"),
      record("d", nil), record("e", "Plain words_of 100% citation"),
      record("f", "@comment{x} @misc{, title = {One # two}, note = {a} # \"b\"}"),
      record("g", "@misc{o, author = {O\\{g}uz, \\{x\\} \\\\{y}}}"),
    ])
    #expect(bibliography.count == 6)
    #expect(
      bibliography.keys.map(\.keys) == [["k"], ["k"], ["k-2"], ["d"], ["e"], ["untitled"], ["o"]])
    let again = BibTeX.entries(in: Array(bibliography.text.utf8))
    #expect(again.count == 6)
    #expect(again.map(\.text).joined(separator: "\n") == bibliography.text)
    #expect(again[0].value("author") == Array("Ng{\\'o}, A and \\begin".utf8))
    #expect(again[3].value("note") == Array("Plain words\\_of 100\\% citation".utf8))
    #expect(again[4].value("note") == Array("ab".utf8))
    #expect(again[5].value("author") == Array("O{g}uz, \\{x\\} \\\\{y}".utf8))
  }

  @Test func anyBytesGiveABibliographyThatComesBack() {
    var random = SplitMix(seed: 12)
    let signs = Array("@a{}(),=\"\\# \n\t\u{8}'^x1é".utf8)
    for _ in 0..<3_000 {
      var record = Dataset(id: "a/b", name: "n")
      let bytes = (0..<random.below(50)).map { _ in signs[random.below(signs.count)] }
      record.citation = String(
        decoding: Array("@misc{k, a={".utf8).prefix(random.below(13)) + bytes, as: UTF8.self)
      let text = Bibliography([record]).text
      let entries = BibTeX.entries(in: Array(text.utf8))
      #expect(entries.map(\.text).joined(separator: "\n") == text, "\(record.citation ?? "")")
    }
  }

  // MARK: Datasheet and inventory

  @Test func aDatasheetAsksSevenSectionsAndHidesNoGap() throws {
    var record = Dataset(id: "a/b", name: "Names <script> of_places")
    record.answers = [DatasetAnswer(property: "dataBiases", text: "Mostly *towns*.\n# none")]
    record.licence = LicenceStatement(raw: "CC BY 4.0")
    let sheet = Datasheet(record)
    #expect(
      sheet.sections.map(\.title) == [
        "Motivation", "Composition", "Collection", "Preprocessing and labelling", "Uses",
        "Distribution", "Maintenance",
      ])
    let text = sheet.markdown
    #expect(sheet.completeness.answered == 2)
    let gaps = text.split(separator: "\n").filter { $0 == "not stated" }.count
    #expect(gaps == sheet.completeness.asked - 2)
    #expect(text.contains("# Datasheet: Names \\<script\\> of\\_places\n"))
    #expect(text.contains("    Mostly *towns*.\n    # none\n"))
    let used = Set(Datasheet.properties)
    let full = Dataset.everyAnswer
    let asked = Datasheet(full).completeness
    #expect(asked.answered == used.count, "each property has its question")
  }

  @Test func anInventoryIsATableThatRunsNoFormula() throws {
    var record = Dataset(id: "a/b", name: "=cmd(), \"x\"")
    var holding = Holding()
    holding.purpose = "training"
    holding.retention = "2027-01-31"
    record.holding = holding
    let csv = Inventory.csv(of: [record])
    #expect(csv.hasPrefix("id,name,languages,"))
    #expect(csv.contains("a/b,\"'=cmd(), \"\"x\"\"\","))
    #expect(csv.contains(",training,not stated,2027-01-31,"))
    let again = try Dataset(line: record.canonicalBytes.span)
    #expect(again.canonicalBytes == record.canonicalBytes)
    #expect(Inventory.rows(of: [record])[0].count == Inventory.columns.count)
  }

  @Test func anAnswerToNoQuestionIsRefused() {
    let line = #"{"id":"a","name":"a","answers":[{"property":"mood","text":"good"}]}"#
    #expect {
      _ = try Dataset(line: Array(line.utf8).span, number: 4)
    } throws: {
      "\($0)".hasPrefix("line 4: field 'answers[0].property' ")
    }
  }

  // MARK: The hubs

  @Test(
    .enabled(
      if: HubComparisonTests.hubs.allSatisfy { Shared.checkout($0.0) != nil },
      "needs LONTAR_SEACROWD and LONTAR_NUSACROWD"),
    arguments: ["seacrowd", "nusacrowd"])
  func everyRecordOfTheHubsComesBackFromItsCard(hub: String) throws {
    let records = try ImportSource(path: try #require(Shared.checkout(hub))).records
    for record in records where record.configurations.count < 1_000 {
      let card = Array(DatasetCard(record).text.utf8)
      let again = try DatasetCard.record(from: card, id: "other/id")
      #expect(again.canonicalBytes == record.canonicalBytes, "\(record.id)")
    }
    let bibliography = Bibliography(records)
    let entries = BibTeX.entries(in: Array(bibliography.text.utf8))
    #expect(entries.count == bibliography.count)
    #expect(Set(entries.map { $0.key.lowercased() }).count == entries.count)
    #expect(bibliography.keys.allSatisfy { !$0.keys.isEmpty })
    #expect(!bibliography.text.utf8.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 })
  }
}

extension Dataset {
  /// A record that answers every question of the responsible-AI vocabulary, and no other.
  fileprivate static var everyAnswer: Dataset {
    var record = Dataset(id: "a/b", name: "b")
    record.answers = Datasheet.properties.map { DatasetAnswer(property: $0, text: "yes") }
    return record
  }
}

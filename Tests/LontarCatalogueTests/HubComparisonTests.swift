import LontarJSON
import Testing

@testable import LontarCatalogue

/// The whole hubs against the values that their loaders have when Python runs them.
@Suite struct HubComparisonTests {
  static let hubs = [("seacrowd", 400, 19_397, 400), ("nusacrowd", 126, 1_169, 126)]
  static let areThere =
    Shared.isThere && hubs.allSatisfy { Shared.checkout($0.0) != nil }

  @Test(
    .enabled(
      if: areThere, "needs ../shared/data/catalogue, LONTAR_SEACROWD and LONTAR_NUSACROWD"),
    arguments: hubs)
  func allLoadersEqualTheirRunTimeValues(
    hub: String, loaderCount: Int, configurationCount: Int, exactConfigurations: Int
  ) throws {
    let path = try #require(Shared.checkout(hub))
    let expected = try Shared.lines("\(hub).jsonl")
    var configurations: [String: [[UInt8]]] = [:]
    for line in try Shared.lines("\(hub)-configs.jsonl") {
      let row = ["name", "schema", "subset_id"].map { line[$0]?.string ?? [] }
      configurations[line["id"]?.text ?? "", default: []]
        .append(Array(row.joined(separator: [0])))
    }
    let clock = ContinuousClock()
    var entries: [HubCheckout.Entry] = []
    let time = try clock.measure { entries = try HubCheckout(path: path).loaders() }
    print("\(hub): \(entries.count) loaders in \(time)")
    #expect(entries.count == loaderCount)
    #expect(expected.count == loaderCount)
    var exact = 0
    var total = 0
    for (entry, record) in zip(entries, expected) {
      #expect(entry.id == record["id"]?.text)
      guard case .success(let loader) = entry.result else {
        Issue.record("\(entry.id): \(entry.result)")
        continue
      }
      for problem in Self.differences(loader, record) { Issue.record("\(entry.id): \(problem)") }
      let rows = loader.configurations.map {
        Array(
          [$0.name, $0.schema ?? "", $0.subset ?? ""].map { Array($0.utf8) }
            .joined(separator: [0]))
      }
      total += rows.count
      let wanted = configurations[entry.id] ?? []
      if rows.count == wanted.count && Set(rows) == Set(wanted) {
        exact += 1
      } else {
        print(
          "\(entry.id): \(rows.count) configurations for \(wanted.count)", loader.unresolved)
      }
    }
    #expect(exact >= exactConfigurations)
    #expect(total == configurationCount)
  }

  static func differences(_ loader: HubLoader, _ record: JSONValue) -> [String] {
    var problems: [String] = []
    func check(_ field: String, _ value: String?) {
      let expected = record[field]?.string
      if value.map({ Array($0.utf8) }) != expected {
        problems.append("\(field) is \(value ?? "nil"), not \(record[field]?.text ?? "nil")")
      }
    }
    check("name", loader.name)
    check("description", loader.description)
    check("homepage", loader.homepage)
    check("citation", loader.citation)
    check("license", loader.licence)
    check("source_version", loader.sourceVersion)
    check(
      record["seacrowd_version"] == nil ? "nusantara_version" : "seacrowd_version",
      loader.hubVersion)
    if loader.languages != record["languages"]?.strings {
      problems.append(
        "languages are \(loader.languages), not \(record["languages"]?.strings ?? [])")
    }
    if loader.tasks != record["tasks"]?.strings
      || loader.taskNames != record["task_names"]?.strings
    {
      problems.append("tasks are \(loader.tasks)")
    }
    if loader.schemas != record["schemas"]?.strings {
      problems.append("schemas are \(loader.schemas), not \(record["schemas"]?.strings ?? [])")
    }
    if loader.isLocal != record["local"]?.bool { problems.append("local") }
    if loader.urls != record["urls"], !(loader.urls == nil && record["urls"]?.isNull == true) {
      problems.append("urls are \(loader.urls.debugDescription.prefix(300))")
    }
    if loader.sha256.description != record["source"]?["sha256"]?.text { problems.append("sha256") }
    problems += loader.unresolved.map { "\($0.field): \($0.reason)" }
    return problems
  }
}

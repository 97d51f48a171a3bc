/// Reports what is wrong with records.
///
///     for finding in Linter().lint(records) { print(finding.record, finding.detail) }
///
/// Records are kept as their sources state them; this is where it is said what is wrong with that.
public struct Linter: Sendable {
  /// Makes a linter.
  public init() {}

  /// All findings, record by record in the order given.
  ///
  /// - Complexity: O(*n*) in the length of the records.
  public func lint(_ records: [Dataset]) -> [LintFinding] {
    var findings: [LintFinding] = []
    for record in records {
      var report = Report(record: record.id)
      licence(of: record, &report)
      languages(of: record, &report)
      citation(of: record, &report)
      urls(of: record, &report)
      if record.tasks.isEmpty {
        report.add(.taskMissing, "no task", "name what it can be used for")
      }
      findings += report.findings
    }
    return findings + differences(among: records) + doubledConfigurations(among: records)
  }

  /// Parts of a hub's benchmarks that name no configuration of its records.
  func lint(_ benchmarks: [HubCheckout.Benchmark], of records: [Dataset]) -> [LintFinding] {
    let names = Set(records.flatMap { $0.configurations.map(\.name) })
    var findings: [LintFinding] = []
    for benchmark in benchmarks {
      for name in benchmark.configurations where !names.contains(name) {
        // A comma that is missing joins two names, and Python takes them for one.
        let halves = name.indices.dropFirst().first {
          names.contains(String(name[..<$0])) && names.contains(String(name[$0...]))
        }
        findings.append(
          LintFinding(
            record: benchmark.id, kind: .benchmarkUnknown, detail: name,
            repair: halves.map { "a comma between '\(name[..<$0])' and '\(name[$0...])'" }
              ?? "the name of a configuration"))
      }
    }
    return findings
  }

  private struct Report {
    let record: String
    var findings: [LintFinding] = []

    mutating func add(_ kind: LintFinding.Kind, _ detail: String, _ repair: String) {
      findings.append(
        LintFinding(record: record, kind: kind, detail: detail, repair: repair))
    }
  }

  private func licence(of record: Dataset, _ report: inout Report) {
    let raw = record.licence.raw
    let resolution = LicenceResolver.resolve(raw)
    switch resolution.outcome {
    case .identified: break
    case .unstated:
      report.add(
        .licenceUnstated, raw.isEmpty ? "no licence" : raw, "ask the authors, and state it as SPDX")
    case .family: report.add(.licenceFamily, raw, "find out which licence of the family it is")
    case .ownTerms:
      report.add(.licenceOwnTerms, raw, "read the terms, and name them as a LicenseRef-")
    case .needsPerson:
      report.add(.licenceUnresolved, raw, resolution.note ?? "read it, and state it as SPDX")
    }
    if record.id.utf8.starts(with: "seacrowd/".utf8) && !LicenceResolver.isHubForm(raw) {
      let entry = resolution.id.map { "the entry for \($0)" } ?? "an entry"
      report.add(.licenceFreeText, raw, "use \(entry) of the hub's list")
    }
  }

  // MARK: Languages

  /// Codes that were meant as another language's, as their use shows.
  private static let confusions: [(code: String, marker: String, detail: String, repair: String)] =
    [
      ("myn", "", "'myn' is the Mayan languages", "'mya' is Burmese"),
      ("zsm", "malayalam", "Malay leads to Malayalam", "Malayalam is 'mal'"),
      ("zlm", "malayalam", "Malay leads to Malayalam", "Malayalam is 'mal'"),
    ]

  /// What people wrote for want of the code.
  private static let repairs: [String: String] = [
    "khek": "hak", "tiociu": "nan, dialect Teochew", "map-bms": "jav, dialect Banyumasan",
    "map_bms": "jav, dialect Banyumasan", "mya_zaw": "mya, in Zawgyi's encoding",
    "psp_ceb": "psp, as used with ceb",
  ]

  private func languages(of record: Dataset, _ report: inout Report) {
    for language in record.languages {
      let code = language.code
      switch LanguageTable.status(of: code) {
      case .individual: break
      case .macrolanguage:
        let members = LanguageTable.members(of: code).joined(separator: " ")
        report.add(
          .languageMacro, "'\(code)' is a macrolanguage",
          members.isEmpty ? "name its language" : "one of \(members)")
      case .group:
        report.add(.languageGroup, "'\(code)' is a group of languages", "name its languages")
      case .twoLetters(let three):
        report.add(.languageTwoLetters, "'\(code)' has two letters", "'\(three)'")
      case .invalid:
        report.add(
          .languageInvalid, "'\(code)' is not a code of ISO 639",
          Self.repairs[code] ?? Self.nearestCode(to: code) ?? "look it up in ISO 639-3")
      }
      for confusion in Self.confusions where confusion.code == code {
        guard let url = confusedURL(of: record, code, confusion.marker) else { continue }
        report.add(
          .languageMismatch, url.isEmpty ? confusion.detail : "\(confusion.detail): \(url)",
          confusion.repair)
      }
    }
  }

  /// The address of a language that speaks of another; empty if the code by itself is the fault.
  private func confusedURL(of record: Dataset, _ code: String, _ marker: String) -> String? {
    if marker.isEmpty { return "" }
    return record.urls.first {
      ($0.name ?? "").utf8.split(separator: UInt8(ascii: "/")).contains {
        $0.elementsEqual(code.utf8)
      }
        && $0.url.contains(marker)
    }?.url
  }

  /// A code that stands among other signs.
  private static func nearestCode(to text: String) -> String? {
    let parts = text.utf8.split { !(97...122 ~= $0 | 0x20) }
    for part in parts {
      let code = String(decoding: Array(part), as: UTF8.self)
      if LanguageTable.status(of: code) == .individual { return "'\(code)'" }
    }
    return nil
  }

  // MARK: Citations and addresses

  private func citation(of record: Dataset, _ report: inout Report) {
    let bytes = Array((record.citation ?? "").utf8)
    guard bytes.contains(where: { $0 > 0x20 }) else {
      report.add(.citationMissing, "no citation", "add the paper's BibTeX")
      return
    }
    let controls = bytes.filter { ($0 < 0x20 && $0 != 0x0A && $0 != 0x09) || $0 == 0x7F }
    if let control = controls.first {
      report.add(
        .citationControl, "control character \(control)", "write the source as a raw string")
    }
    if let place = lostBackslash(in: bytes) {
      let context = String(
        decoding: bytes[max(0, place - 8)..<min(bytes.count, place + 8)], as: UTF8.self)
      report.add(
        .citationBackslash, "an accent without its backslash: \(context)",
        "write the source as a raw string")
    }
  }

  /// Where `{'e}` stands for `{\'e}`, or a tabulator for `\t`.
  private func lostBackslash(in bytes: [UInt8]) -> Int? {
    let tab = bytes.indices.first {
      bytes[$0] == 0x09 && bytes[($0 + 1)...].starts(with: "ext".utf8)
    }
    guard let brace = BibTeX.lostBackslash(in: bytes) else { return tab }
    return min(tab ?? brace, brace)
  }

  private func urls(of record: Dataset, _ report: inout Report) {
    var seen = Set<[UInt8]>()
    for location in record.urls where location.url.utf8.starts(with: "http".utf8) {
      let url = location.url
      guard seen.insert(Array(url.utf8)).inserted else { continue }
      if url.contains("/main/") || url.contains("/master/") {
        report.add(.urlMutable, url, "name a commit or a release")
      }
      if url.utf8.starts(with: "http://".utf8) { report.add(.urlPlain, url, "use https") }
      if url.utf8.contains(UInt8(ascii: "{")) {
        report.add(.urlTemplate, url, "list the addresses that it stands for")
      }
    }
    let isChecked = !record.files.isEmpty && record.files.allSatisfy { $0.sha256 != nil }
    if !isChecked && !(record.urls.isEmpty && record.files.isEmpty) {
      report.add(.checksumMissing, "no SHA-256", "state the SHA-256 of each file")
    }
  }

  // MARK: Across collections

  private func differences(among records: [Dataset]) -> [LintFinding] {
    var byName: [String: Dataset] = [:]
    var findings: [LintFinding] = []
    for record in records {
      guard let slash = record.id.utf8.firstIndex(of: UInt8(ascii: "/")) else { continue }
      let name = String(record.id[record.id.utf8.index(after: slash)...])
      guard let other = byName[name] else {
        byName[name] = record
        continue
      }
      let (here, there) = (Self.answer(record), Self.answer(other))
      if here != there {
        findings.append(
          LintFinding(
            record: record.id, kind: .licenceDiffers,
            detail: "\(here ?? "not stated") here, \(there ?? "not stated") in \(other.id)",
            repair: "find out which is right"))
      }
    }
    return findings
  }

  /// Configurations that cannot be asked for by name, because another of the collection has it too.
  private func doubledConfigurations(among records: [Dataset]) -> [LintFinding] {
    var owners: [String: [String: String]] = [:]
    var findings: [LintFinding] = []
    for record in records {
      let collection = Facet.collection.values(of: record).first ?? ""
      for configuration in record.configurations {
        let name = configuration.name
        guard let owner = owners[collection, default: [:]].updateValue(record.id, forKey: name)
        else { continue }
        findings.append(
          LintFinding(
            record: record.id, kind: .configurationDoubled, detail: name,
            repair: "another name than that in \(owner)"))
      }
    }
    return findings
  }

  /// What a record says of its licence: the identifier, or the words where there is none.
  private static func answer(_ record: Dataset) -> String? {
    if let id = record.licence.id { return id }
    let resolution = LicenceResolver.resolve(record.licence.raw)
    return resolution.outcome == .unstated ? nil : record.licence.raw
  }
}

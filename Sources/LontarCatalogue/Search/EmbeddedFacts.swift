/// The embedded catalogue's form: one record a line, its fields between tabulators.
///
/// Facts only (names, languages, tasks, licence, homepage, counts), no descriptions and no citations.
/// Plain text costs nothing at start-up and is read in a millisecond when it is asked for.
enum EmbeddedFacts {
  /// A record as a line, without the line's end.
  static func line(for record: Dataset) -> String {
    func clean(_ text: String) -> String {
      String(
        decoding: text.utf8.filter { $0 >= 0x20 && $0 != UInt8(ascii: "\\") }, as: UTF8.self)
    }
    let fields = [
      record.id, record.name, record.languages.map(\.code).joined(separator: " "),
      record.tasks.joined(separator: " "), record.schemas.joined(separator: " "),
      record.licence.id ?? "", record.access.rawValue, record.year.map(String.init) ?? "",
      record.configurationCount == 0 ? "" : String(record.configurationCount),
      record.homepage ?? "",
    ]
    return fields.map(clean).joined(separator: "\t")
  }

  /// The records of lines; a line that is not of this form is passed over.
  static func records(_ text: StaticString) -> [Dataset] {
    let bytes = text.withUTF8Buffer { unsafe Array($0) }
    var records: [Dataset] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      guard fields.count == 10 else { continue }
      func words(_ index: Int) -> [String] {
        fields[index].utf8.split(separator: UInt8(ascii: " "))
          .map { String(decoding: Array($0), as: UTF8.self) }
      }
      var record = Dataset(id: fields[0], name: fields[1])
      record.languages = words(2).map { DatasetLanguage(code: $0) }
      record.tasks = words(3)
      record.schemas = words(4)
      record.modalities = HubLoader.modalities(of: record.schemas)
      let licence = fields[5].isEmpty ? nil : fields[5]
      record.licence = LicenceStatement(raw: licence ?? "", id: licence, terms: nil)
      record.access = Access(rawValue: fields[6]) ?? .unknown
      record.year = Int(fields[7])
      record.configurationCount = Int(fields[8]) ?? 0
      record.homepage = fields[9].isEmpty ? nil : fields[9]
      record.countries = LanguageTable.countries(of: words(2))
      records.append(record)
    }
    return records
  }
}

extension Catalogue {
  /// Facts about the corpora of the region's hubs, for a machine where nothing was imported.
  ///
  ///     try Catalogue.embedded.search(Query("khmer")).count
  ///
  /// From the loaders of SEACrowd (Lovenia et al. 2024) and NusaCrowd (Cahyawijaya et al. 2023), both
  /// under Apache-2.0: ids, names, languages, tasks, licences and homepages, reformatted.
  public static var embedded: Catalogue {
    Catalogue(EmbeddedFacts.records(embeddedFacts))
  }
}

/// A property by which records are filtered and counted; the raw values are the words of the command
/// line.
public enum Facet: String, CaseIterable, Sendable {
  /// ISO 639-3 codes; a macrolanguage finds its languages too.
  case language
  /// Short names such as `NER`.
  case task
  /// `text`, `audio`, `image`, `video`.
  case modality
  /// SPDX identifiers, or `none`.
  case licence
  /// Purposes that the licence by itself allows, with duties or without.
  case allows
  /// ISO 3166-1 codes.
  case country
  /// Years of publication.
  case year
  /// Who can get it.
  case access
  /// Shapes of examples.
  case schema
  /// The first part of the id.
  case collection

  /// The values that a record has.
  func values(of record: Dataset) -> [String] {
    switch self {
    case .language:
      record.languages.map { LanguageTable.threeLetters(for: $0.code) ?? $0.code }
    case .task: record.tasks
    case .modality: record.modalities
    case .licence: [record.licence.id ?? "none"]
    case .allows:
      Purpose.allCases.filter {
        Policy.alone(record, purpose: $0) <= .allowWithDuties
      }.map(\.rawValue)
    case .country:
      record.countries + record.languages.compactMap(\.country)
    case .year: record.year.map { [String($0)] } ?? []
    case .access: [record.access.rawValue]
    case .schema: record.schemas
    case .collection:
      record.id.utf8.contains(UInt8(ascii: "/"))
        ? [
          String(decoding: Array(record.id.utf8.prefix { $0 != UInt8(ascii: "/") }), as: UTF8.self)
        ]
        : []
    }
  }
}

/// What is looked for.
///
///     var query = Query("ชื่อเฉพาะ")
///     query.filters = [.language: ["tha"], .allows: ["commercial"]]
///     let result = try catalogue.search(query)
public struct Query: Sendable {
  /// Words, in any script; every one must be found. Empty finds everything.
  public var text: String
  /// For each facet, values of which a record must have one.
  public var filters: [Facet: [String]] = [:]
  /// Whether `tieng` finds `tiếng`.
  public var foldsDiacritics = false
  /// How many records are given.
  public var limit = 20
  /// How many are passed over first.
  public var offset = 0
  /// Whether the values of all facets are counted.
  public var countsFacets = true

  /// Looks for words.
  public init(_ text: String = "") {
    self.text = text
  }
}

/// What was found.
public struct SearchResult: Sendable {
  /// How many records were found.
  public var count: Int
  /// The best of them, without their configurations.
  public var records: [Dataset]
  /// For each facet, how many of the records that were found have each value, most first. The
  /// facet's own filter is left out of its counts, so that they say what choosing another would give.
  public var facets: [Facet: [(value: String, count: Int)]]
}

public import LontarJSON

/// What changed from some records to others.
///
///     let diff = CatalogueDiff(from: try old.records(), to: try new.records())
///     for change in diff.changed { print(change.id, change.fields) }
public struct CatalogueDiff: Sendable {
  /// A record that is another than before.
  public struct Change: Sendable {
    /// The record's id.
    public var id: String
    /// The names of the fields that differ, sorted.
    public var fields: [String]
  }

  /// The ids that are new, sorted by their bytes.
  public let added: [String]
  /// The ids that are gone, sorted.
  public let removed: [String]
  /// The records that differ, sorted.
  public let changed: [Change]
  /// How many are the same to the byte of their canonical form.
  public let keptCount: Int

  /// Compares records by their ids.
  ///
  /// - Complexity: O(*n* log *n*) in the number of records.
  public init(from old: [Dataset], to new: [Dataset]) {
    var before: [String: Dataset] = [:]
    for record in old { before[record.id] = record }
    var added: [String] = []
    var changed: [Change] = []
    var kept = 0
    var seen = Set<String>()
    for record in new {
      seen.insert(record.id)
      guard let other = before[record.id] else {
        added.append(record.id)
        continue
      }
      if record.canonicalBytes == other.canonicalBytes {
        kept += 1
      } else {
        changed.append(Change(id: record.id, fields: Self.fields(other, record)))
      }
    }
    self.added = Self.sorted(added)
    removed = Self.sorted(old.map(\.id).filter { !seen.contains($0) })
    self.changed = changed.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    keptCount = kept
  }

  /// Whether nothing changed.
  public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

  private static func sorted(_ ids: [String]) -> [String] {
    ids.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func fields(_ left: Dataset, _ right: Dataset) -> [String] {
    let (left, right) = (left.json, right.json)
    let names = Set(((left.object ?? []) + (right.object ?? [])).map(\.key))
    return names.map { String(decoding: $0, as: UTF8.self) }
      .filter { left[$0] != right[$0] }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The differences as JSON, one object each.
  public var json: [JSONValue] {
    func entry(_ change: String, _ id: String, _ fields: [String]) -> JSONValue {
      var object = JSONObjectBuilder()
      object.add("change", change)
      object.add("id", id)
      object.add("fields", fields)
      return object.value
    }
    return added.map { entry("added", $0, []) } + removed.map { entry("removed", $0, []) }
      + changed.map { entry("changed", $0.id, $0.fields) }
  }
}

/// A catalogue in figures.
///
///     CatalogueStatistics(records).figures      // [("records", 526), ("languages", 327), …]
public struct CatalogueStatistics: Sendable {
  /// What is counted, and how much of it there is.
  public let figures: [(name: String, count: Int)]

  /// Counts records.
  public init(_ records: [Dataset]) {
    func with(_ isCounted: (Dataset) -> Bool) -> Int { records.count(where: isCounted) }
    let index = FacetIndex(records)
    var figures: [(name: String, count: Int)] = [("records", records.count)]
    for facet in [Facet.language, .task, .modality, .licence, .country, .collection] {
      let values = index.sets[facet] ?? []
      figures.append(
        ("values of \(facet.rawValue)", values.count { $0.value != "none" || facet != .licence }))
    }
    figures += [
      ("configurations", records.reduce(0) { $0 + $1.configurationCount }),
      ("with a licence that is known", with { LicenceClass(licence: $0.licence.id) != .unknown }),
    ]
    for purpose in Purpose.allCases {
      figures.append(
        (
          "whose licence allows \(purpose.rawValue)",
          with { Policy.alone($0, purpose: purpose) <= .allowWithDuties }
        ))
    }
    figures += [
      ("with a task", with { !$0.tasks.isEmpty }),
      ("with a year", with { $0.year != nil }),
      ("with a citation", with { $0.citation?.utf8.contains { $0 > 0x20 } == true }),
      ("with a description", with { $0.description?.utf8.contains { $0 > 0x20 } == true }),
      ("with an address", with { $0.address != nil }),
      ("that say whether they are about people", with { $0.personalData != .unknown }),
      (
        "whose every file has a hash",
        with { !$0.files.isEmpty && $0.files.allSatisfy { $0.sha256 != nil } }
      ),
      ("withdrawn", with { $0.withdrawn != nil }),
    ]
    self.figures = figures
  }

  /// The figures as one JSON object.
  public var json: JSONValue {
    .object(
      figures.map {
        (key: Array($0.name.utf8), value: JSONValue.number(Array(String($0.count).utf8)))
      })
  }
}

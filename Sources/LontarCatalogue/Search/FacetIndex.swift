/// Which records have which value of which facet, one bit a record: counts are a matter of counting
/// bits.
struct FacetIndex: Sendable {
  private(set) var sets: [Facet: [(value: String, bits: Bitset)]] = [:]
  let capacity: Int

  /// Makes an index of no values.
  init(capacity: Int) {
    self.capacity = capacity
  }

  init(_ records: [Dataset]) {
    self.init(capacity: records.count)
    for facet in Facet.allCases {
      var places: [String: Int] = [:]
      var entries: [(value: String, bits: Bitset)] = []
      for (index, record) in records.enumerated() {
        for value in facet.values(of: record) {
          if places[value] == nil {
            places[value] = entries.count
            entries.append((value, Bitset(capacity: capacity)))
          }
          if let place = places[value] { entries[place].bits.insert(index) }
        }
      }
      sets[facet] = entries
    }
  }

  mutating func add(_ facet: Facet, _ value: String, _ bits: Bitset) {
    sets[facet, default: []].append((value, bits))
  }

  /// The records that have one of the values.
  func records(with values: [String], of facet: Facet) -> Bitset {
    var wanted = Set(values.map { Self.folded($0) })
    if facet == .language {
      for value in values {
        let code = LanguageTable.threeLetters(for: value) ?? value
        wanted.insert(code)
        wanted.formUnion(LanguageTable.members(of: code))
      }
    }
    var result = Bitset(capacity: capacity)
    for entry in sets[facet] ?? [] where wanted.contains(Self.folded(entry.value)) {
      result.formUnion(entry.bits)
    }
    return result
  }

  /// What a query finds among the records that its text found, and the counts.
  func narrow(
    _ found: Bitset, by query: Query
  ) -> (records: Bitset, facets: [Facet: [(value: String, count: Int)]]) {
    var filters: [(facet: Facet, bits: Bitset)] = []
    for facet in Facet.allCases {
      guard let values = query.filters[facet], !values.isEmpty else { continue }
      filters.append((facet, records(with: values, of: facet)))
    }
    func narrowed(except facet: Facet?) -> Bitset {
      var result = found
      for filter in filters where filter.facet != facet { result.formIntersection(filter.bits) }
      return result
    }
    let records = narrowed(except: nil)
    guard query.countsFacets else { return (records, [:]) }
    var counts: [Facet: [(value: String, count: Int)]] = [:]
    for facet in Facet.allCases {
      let base = filters.contains { $0.facet == facet } ? narrowed(except: facet) : records
      var values: [(value: String, count: Int)] = []
      for entry in sets[facet] ?? [] {
        let count = base.countOfIntersection(entry.bits)
        if count > 0 { values.append((entry.value, count)) }
      }
      counts[facet] = values.sorted {
        $0.count != $1.count
          ? $0.count > $1.count : $0.value.utf8.lexicographicallyPrecedes($1.value.utf8)
      }
    }
    return (records, counts)
  }

  /// A value as filters compare it: ASCII letters without case.
  private static func folded(_ value: String) -> String {
    String(
      decoding: value.utf8.map { 65...90 ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}

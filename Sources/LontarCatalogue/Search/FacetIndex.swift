/// Which records have which value of which facet, one bit a record: counts are a matter of counting
/// bits.
struct FacetIndex: Sendable {
  /// A value and the records that have it.
  struct Entry: Sendable {
    let value: String
    let bits: Bitset
    /// The value as filters compare it.
    fileprivate let folded: String
    /// The records by their places, if they are few: most languages have one corpus in a hundred or
    /// less, and looking at each of those is faster than going through all records' bits.
    private let places: [Int32]?

    init(value: String, bits: Bitset) {
      (self.value, self.bits) = (value, bits)
      folded = FacetIndex.folded(value)
      let indices = bits.count < bits.words.count / 2 ? bits.indices : nil
      places = indices?.map { Int32(truncatingIfNeeded: $0) }
    }

    /// How many of some records have the value.
    func count(among records: Bitset) -> Int {
      places.map { records.count(of: $0) } ?? records.countOfIntersection(bits)
    }
  }

  private(set) var sets: [Facet: [Entry]] = [:]
  let capacity: Int

  /// Makes an index of no values.
  init(capacity: Int) {
    self.capacity = capacity
  }

  init(_ records: [Dataset]) {
    self.init(capacity: records.count)
    var places: [Facet: [String: Int]] = [:]
    var entries: [Facet: [(value: String, bits: Bitset)]] = [:]
    // Nothing is thrown: whatever a record holds has values, or has none.
    try? OrderedBlocks.forEach(of: records, Self.values(of:)) { block in
      for (facet, value, indices) in block {
        let known = places[facet, default: [:]][value]
        let place = known ?? entries[facet, default: []].count
        if known == nil {
          places[facet, default: [:]][value] = place
          entries[facet, default: []].append((value, Bitset(capacity: records.count)))
        }
        for index in indices { entries[facet, default: []][place].bits.insert(index) }
      }
    }
    for (facet, entries) in entries {
      sets[facet] = entries.map { Entry(value: $0.value, bits: $0.bits) }
    }
  }

  /// The values of some records, in the order in which they come, and where those records stand.
  private static func values(
    of records: ArraySlice<Dataset>
  ) -> [(facet: Facet, value: String, indices: [Int])] {
    var values: [(facet: Facet, value: String, indices: [Int])] = []
    for facet in Facet.allCases {
      var places: [String: Int] = [:]
      for index in records.indices {
        for value in facet.values(of: records[index]) {
          if let place = places[value] {
            values[place].indices.append(index)
          } else {
            places[value] = values.count
            values.append((facet, value, [index]))
          }
        }
      }
    }
    return values
  }

  mutating func add(_ facet: Facet, _ value: String, _ bits: Bitset) {
    sets[facet, default: []].append(Entry(value: value, bits: bits))
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
    for entry in sets[facet] ?? [] where wanted.contains(entry.folded) {
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
        let count = entry.count(among: base)
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
  fileprivate static func folded(_ value: String) -> String {
    String(
      decoding: value.utf8.map { 65...90 ~= $0 ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}

/// Search by reading every record: what the embedded catalogue uses, whose few hundred records need
/// no index, and what the index is compared with in the tests.
struct MemorySearch: Sendable {
  let records: [Dataset]

  init(_ records: [Dataset]) {
    self.records = records
  }

  func search(_ query: Query) throws(CatalogueError) -> SearchResult {
    var text = try SearchText()
    let terms = SearchTerm.terms(of: query, with: &text)
    var found = Bitset(capacity: records.count, full: terms.isEmpty)
    var scores: [Int: Double] = [:]
    if !terms.isEmpty {
      for (index, record) in records.enumerated() {
        if let score = score(record, terms, folds: query.foldsDiacritics, with: &text) {
          found.insert(index)
          scores[index] = score
        }
      }
    }
    // Made for one search: a process that searches twice has an index.
    let isNarrowed = query.countsFacets || query.filters.values.contains { !$0.isEmpty }
    let facets = isNarrowed ? FacetIndex(records) : FacetIndex(capacity: records.count)
    let (narrowed, counts) = facets.narrow(found, by: query)
    let order = narrowed.indices.sorted {
      let (left, right) = (scores[$0] ?? 0, scores[$1] ?? 0)
      return left != right ? left > right : $0 < $1
    }
    let page = order.dropFirst(max(0, query.offset)).prefix(max(0, query.limit))
    return SearchResult(count: narrowed.count, records: page.map { records[$0] }, facets: counts)
  }

  /// How well a record fits, or nothing if one of the words is not in it.
  private func score(
    _ record: Dataset, _ terms: [SearchTerm], folds: Bool, with text: inout SearchText
  ) -> Double? {
    let fields = SearchFields(record)
    let letters = text.lowered(fields.letters)
    if !folds {
      // Every word is a part of the text: most records need not be cut.
      let whole = [fields.tags, fields.description].map { text.lowered($0) } + [letters]
      for term in terms {
        let isThere = whole.contains { part in
          term.words.allSatisfy { Self.holds(part, $0) }
            || term.letters.map { Self.holds(part, $0) } == true
        }
        guard isThere else { return nil }
      }
    }
    var columns = [
      (words: text.words(of: fields.names), weight: 10.0),
      (words: text.words(of: fields.tags), weight: 4.0),
      (words: text.words(of: fields.description), weight: 1.0),
    ]
    if folds {
      for index in columns.indices {
        columns[index].words = columns[index].words.map { text.folded($0) }
      }
    }
    var total = 0.0
    for term in terms {
      var score = 0.0
      for column in columns {
        let count = occurrences(of: term.words, in: column.words)
        // Each further occurrence says less, as in BM25.
        if count > 0 { score += column.weight * Double(count) / (Double(count) + 1.2) }
      }
      if score == 0 {
        guard let wanted = term.letters, Self.holds(letters, wanted) else { return nil }
      }
      total += score
    }
    return total
  }

  /// Whether a text holds a part. The standard library's own search of collections took twenty times
  /// as long, and half of the time of a search in the embedded catalogue.
  private static func holds(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first, part.count <= text.count else { return part.isEmpty }
    for start in 0...(text.count - part.count) where text[start] == first {
      var length = 1
      while length < part.count && text[start + length] == part[length] { length += 1 }
      if length == part.count { return true }
    }
    return false
  }

  private func occurrences(of phrase: [[UInt8]], in words: [[UInt8]]) -> Int {
    guard !phrase.isEmpty, words.count >= phrase.count else { return 0 }
    var count = 0
    for start in 0...(words.count - phrase.count)
    where words[start..<(start + phrase.count)].elementsEqual(phrase) {
      count += 1
    }
    return count
  }
}

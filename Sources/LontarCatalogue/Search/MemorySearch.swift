internal import Synchronization

/// Search by reading every record: what the embedded catalogue uses, whose few hundred records need
/// no index, and what the index is compared with in the tests.
struct MemorySearch: Sendable {
  let records: [Dataset]
  private let prepared: Prepared

  init(_ records: [Dataset]) {
    self.records = records
    prepared = Prepared(count: records.count)
  }

  /// What searches made of the records: who searches once makes what that search needs.
  private final class Prepared: Sendable {
    let texts: Mutex<[Text?]>
    let facets = Mutex<FacetIndex?>(nil)

    init(count: Int) {
      texts = Mutex(Array(repeating: nil, count: count))
    }
  }

  /// A record's text, as it is compared.
  private struct Text {
    let fields: SearchFields
    let tags: [UInt8]
    let description: [UInt8]
    let letters: [UInt8]
    /// The words of the names, the tags and the description, once they were needed.
    var words: [[[UInt8]]]?

    init(_ record: Dataset, with text: borrowing SearchText) {
      fields = SearchFields(record)
      tags = text.lowered(fields.tags)
      description = text.lowered(fields.description)
      letters = text.lowered(fields.letters)
    }
  }

  func search(_ query: Query) throws(CatalogueError) -> SearchResult {
    var text = try SearchText()
    let terms = SearchTerm.terms(of: query, with: &text)
    var found = Bitset(capacity: records.count, full: terms.isEmpty)
    var scores: [Int: Double] = [:]
    if !terms.isEmpty {
      prepared.texts.withLock { texts in
        for (index, record) in records.enumerated() {
          var known = texts[index].take() ?? Text(record, with: text)
          if let score = score(&known, terms, folds: query.foldsDiacritics, with: &text) {
            found.insert(index)
            scores[index] = score
          }
          texts[index] = known
        }
      }
    }
    let isNarrowed = query.countsFacets || query.filters.values.contains { !$0.isEmpty }
    let facets = isNarrowed ? facets() : FacetIndex(capacity: records.count)
    let (narrowed, counts) = facets.narrow(found, by: query)
    let order = narrowed.indices.sorted {
      let (left, right) = (scores[$0] ?? 0, scores[$1] ?? 0)
      return left != right ? left > right : $0 < $1
    }
    let page = order.dropFirst(max(0, query.offset)).prefix(max(0, query.limit))
    return SearchResult(count: narrowed.count, records: page.map { records[$0] }, facets: counts)
  }

  private func facets() -> FacetIndex {
    prepared.facets.withLock { known in
      let facets = known ?? FacetIndex(records)
      known = facets
      return facets
    }
  }

  /// How well a record fits, or nothing if one of the words is not in it.
  private func score(
    _ record: inout Text, _ terms: [SearchTerm], folds: Bool, with text: inout SearchText
  ) -> Double? {
    if !folds {
      // Every word is a part of the text: most records need not be cut.
      for term in terms {
        let isThere = [record.tags, record.description, record.letters].contains { part in
          term.words.allSatisfy { Platform.holds(part, $0) }
            || term.letters.map { Platform.holds(part, $0) } == true
        }
        guard isThere else { return nil }
      }
    }
    let fields = record.fields
    let words =
      record.words ?? [fields.names, fields.tags, fields.description].map { text.words(of: $0) }
    record.words = words
    let columns = zip(words, [10.0, 4.0, 1.0]).map { words, weight in
      (words: folds ? words.map { text.folded($0) } : words, weight: weight)
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
        guard let wanted = term.letters, Platform.holds(record.letters, wanted) else { return nil }
      }
      total += score
    }
    return total
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

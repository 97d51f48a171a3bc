import Foundation
import LontarSegmentation
import LontarText
import Testing

@testable import LontarCatalogue

/// Whether a record is found by each word of its description, however the words are cut: by the
/// models, by ICU, or by white space.
@Suite struct RecallTests {
  private static let languages: [Language] = [.thai, .lao, .khmer, .burmese, .vietnamese]

  /// Records whose descriptions are sentences, ten of each language and each in one record.
  private static func sentences() throws -> [Dataset] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Corpora/parallel")
    return try languages.flatMap { language in
      let text = try String(
        contentsOf: folder.appending(path: "\(language.rawValue).txt"), encoding: .utf8)
      return text.split(separator: "\n").prefix(10).enumerated().map { number, line in
        var record = Dataset(id: "\(language.rawValue)/\(number)", name: "\(number)")
        record.description = String(line)
        return record
      }
    }
  }

  /// The hubs' records whose descriptions hold text in one of the languages.
  private static func hubs() throws -> [Dataset] {
    try (Shared.lines("seacrowd.jsonl") + Shared.lines("nusacrowd.jsonl")).enumerated()
      .compactMap { number, line in
        guard let description = line["description"]?.text, holdsTheLanguages(description) else {
          return nil
        }
        var record = Dataset(id: "hub/\(number)", name: line["id"]?.text ?? "?")
        record.description = description
        return record
      }
  }

  private static func holdsTheLanguages(_ text: String) -> Bool {
    text.unicodeScalars.contains {
      switch $0.value {
      case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF: true
      // Letters that, in the Latin script, Vietnamese alone writes.
      case 0x01A0, 0x01A1, 0x01AF, 0x01B0, 0x0110, 0x0111, 0x1EA0...0x1EF9: true
      default: false
      }
    }
  }

  /// Each word of three scalars or more, with the records that hold it.
  private static func words(of records: [Dataset]) throws -> [String: Set<String>] {
    var words: [String: Set<String>] = [:]
    for record in records {
      let text = record.description ?? ""
      var cuts = text.split(whereSeparator: \.isWhitespace).map(String.init)
      for language in languages {
        for engine in [Segmenter.Engine.lontar, .icu] {
          cuts += try Segmenter(language: language, engine: engine).segments(of: text)
        }
      }
      for word in cuts
      where word.unicodeScalars.count >= 3
        && word.unicodeScalars.contains(where: { $0.properties.isAlphabetic })
      {
        words[word, default: []].insert(record.id)
      }
    }
    return words
  }

  private static func check(_ records: [Dataset]) throws {
    let words = try words(of: records)
    #expect(words.count > 100)
    try SearchTests.withIndex(of: records) { (index: Catalogue, _: String) throws in
      for (word, ids) in words {
        var query = Query(word)
        query.limit = .max
        query.countsFacets = false
        let found = Set(try index.search(query).records.map(\.id))
        let lost = ids.subtracting(found)
        #expect(lost.isEmpty, "'\(word)' does not find \(lost.sorted())")
      }
    }
  }

  @Test func everyWordOfASentenceFindsItsRecord() throws {
    try Self.check(Self.sentences())
  }

  @Test(.enabled(if: Shared.isThere, "needs ../shared/data/catalogue"))
  func everyWordOfTheHubsDescriptionsFindsItsRecord() throws {
    let records = try Self.hubs()
    #expect(!records.isEmpty)
    try Self.check(records)
  }

  @Test func readingEveryRecordFindsTheSameWords() throws {
    let records = try Self.sentences()
    let memory = Catalogue(records)
    for (word, ids) in try Self.words(of: records).sorted(by: { $0.key < $1.key }).prefix(300) {
      var query = Query(word)
      query.limit = .max
      query.countsFacets = false
      let found = Set(try memory.search(query).records.map(\.id))
      #expect(ids.isSubset(of: found), "'\(word)'")
    }
  }
}

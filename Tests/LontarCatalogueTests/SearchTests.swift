import Foundation
import Testing

@testable import LontarCatalogue

@Suite struct SearchTests {
  /// Records in the scripts of the region.
  static let records: [Dataset] = {
    let texts: [(String, String, [String], [String], String, String)] = [
      (
        "a/thai_news", "Thai news", ["tha"], ["SA"], "CC-BY-4.0",
        "ชุดข้อมูลภาษาไทยสำหรับการวิเคราะห์ความรู้สึก"
      ),
      ("a/lao_text", "Lao text", ["lao"], ["SSP"], "CC0-1.0", "ພາສາລາວເປັນພາສາທາງການຂອງປະເທດລາວ"),
      ("a/khmer_ner", "Khmer NER", ["khm"], ["NER"], "CC-BY-NC-4.0", "ភាសាខ្មែរជាភាសាផ្លូវការរបស់ប្រទេសកម្ពុជា"),
      ("a/burmese", "Burmese", ["mya"], ["NER", "POS"], "", "မြန်မာဘာသာစကားသည် ရုံးသုံးဘာသာစကားဖြစ်သည်"),
      (
        "a/viet_nhan_xet", "Nhận xét", ["vi"], ["SA"], "MIT",
        "Nhận xét của người dùng bằng tiếng Việt"
      ),
      (
        "b/malay", "Melayu", ["zsm", "eng"], ["MT"], "CC-BY-SA-4.0",
        "Korpus bahasa Melayu, news of 1.5 years"
      ),
      (
        "b/indo_emot", "Emot_ID", ["ind"], ["EC"], "MIT",
        "Emotion; user's tweets in Indonesian sentiment"
      ),
      ("b/quotes", "Odd \"quoted\" name*", ["eng"], [], "MIT", "AND OR NOT NEAR( ^ : -"),
    ]
    return texts.map { id, name, codes, tasks, licence, description in
      var record = Dataset(id: id, name: name)
      record.languages = codes.map { DatasetLanguage(code: $0) }
      record.tasks = tasks
      record.modalities = ["text"]
      record.licence = LicenceStatement(raw: licence)
      record.description = description
      record.year = 2020 + id.utf8.count % 4
      record.countries = LanguageTable.countries(of: codes)
      record.configurations = [Configuration(name: "\(name)_source", schema: "source", subset: id)]
      record.configurationCount = 1
      return record
    }
  }()

  static func withIndex<Value>(
    of records: [Dataset], _ body: (Catalogue, String) throws -> Value
  ) throws -> Value {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "lontar-\(UUID().uuidString).sqlite").path
    defer {
      for suffix in ["", ".lock", ".new"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
    }
    try Catalogue.write(records, to: path)
    return try body(try Catalogue(path: path), path)
  }

  @Test func theIndexFindsWhatReadingEveryRecordFinds() throws {
    var random = SplitMix(seed: 21)
    try Self.withIndex(of: Self.records) { (index: Catalogue, _: String) throws in
      let memory = Catalogue(Self.records)
      var queries: [Query] = []
      for record in Self.records {
        let text = "\(record.name) \(record.description ?? "") \(record.id)"
        let scalars = Array(text.unicodeScalars)
        for _ in 0..<40 {
          let start = random.below(scalars.count)
          let length = min(1 + random.below(12), scalars.count - start)
          var part = String.UnicodeScalarView()
          part.append(contentsOf: scalars[start..<(start + length)])
          queries.append(Query(String(part)))
        }
      }
      queries += ["", "\"", "*", "( OR", "a:b", "xyz", "NEAR", "-", "^", "\u{0}"].map { Query($0) }
      for var query in queries {
        query.limit = 100
        query.foldsDiacritics = random.below(2) == 0
        if random.below(3) == 0 {
          query.filters[.language] = [["msa", "tha", "vi"][random.below(3)]]
        }
        if random.below(3) == 0 { query.filters[.task] = ["ner", "SA"] }
        let (fast, slow) = (try index.search(query), try memory.search(query))
        #expect(Set(fast.records.map(\.id)) == Set(slow.records.map(\.id)), "\(query)")
        #expect(fast.count == slow.count && fast.count == fast.records.count)
        for facet in Facet.allCases {
          let (left, right) = (fast.facets[facet] ?? [], slow.facets[facet] ?? [])
          #expect(left.elementsEqual(right) { $0 == $1 }, "\(facet) of \(query)")
        }
      }
    }
  }

  @Test(arguments: [
    ("ภาษาไทย", "a/thai_news"), ("ความรู้สึก", "a/thai_news"), ("ພາສາລາວ", "a/lao_text"),
    ("ປະເທດ", "a/lao_text"), ("ភាសា", "a/khmer_ner"), ("កម្ពុជា", "a/khmer_ner"),
    ("မြန်မာ", "a/burmese"), ("tiếng", "a/viet_nhan_xet"), ("TIẾNG", "a/viet_nhan_xet"),
    ("ti\u{65}\u{302}\u{301}ng", "a/viet_nhan_xet"), ("emot", "b/indo_emot"),
    ("mot_i", "b/indo_emot"),
    ("named entity khmer", "a/khmer_ner"), ("\"quoted\"", "b/quotes"),
    ("vietnamese", "a/viet_nhan_xet"),
  ])
  func aWordOfAnyScriptFindsItsRecord(word: String, id: String) throws {
    try Self.withIndex(of: Self.records) { (index: Catalogue, _: String) throws in
      #expect(try index.search(Query(word)).records.map(\.id).contains(id))
    }
  }

  @Test func diacriticsAreFoldedOnRequestOnly() throws {
    try Self.withIndex(of: Self.records) { (index: Catalogue, _: String) throws in
      var query = Query("tieng nguoi")
      #expect(try index.search(query).count == 0)
      query.foldsDiacritics = true
      #expect(try index.search(query).records.map(\.id) == ["a/viet_nhan_xet"])
    }
  }

  @Test func filtersRollUpMacrolanguagesAndCountWithoutThemselves() throws {
    try Self.withIndex(of: Self.records) { (index: Catalogue, _: String) throws in
      var query = Query()
      query.filters = [.language: ["msa"], .allows: ["share-text"]]
      let result = try index.search(query)
      #expect(result.records.map(\.id) == ["b/indo_emot", "b/malay"])
      let languages = result.facets[.language] ?? []
      #expect(languages.contains { $0.value == "tha" && $0.count == 1 })
      #expect(!languages.contains { $0.value == "mya" }, "no licence, so nothing allows it")
    }
  }

  @Test func aNameCountsForMoreThanADescription() throws {
    try Self.withIndex(of: Self.records) { (index: Catalogue, _: String) throws in
      #expect(try index.search(Query("news")).records.map(\.id) == ["a/thai_news", "b/malay"])
    }
  }

  @Test func ofAWordInMostRecordsNamesComeFirst() throws {
    let records = (0..<4_200).map { number in
      var record = Dataset(id: "x/\(number)", name: number == 4_000 ? "Common" : "\(number)")
      record.description = number % 100 == 7 ? "other" : "common"
      if number == 3_000 { record.languages = [DatasetLanguage(code: "khm")] }
      return record
    }
    try Self.withIndex(of: records) { (index: Catalogue, _: String) throws in
      var query = Query("common")
      query.countsFacets = false
      let first = try index.search(query)
      #expect(first.count == 4_158 && first.records.count == 20)
      #expect(first.records[0].id == "x/4000")
      query.offset = 20
      let second = try index.search(query).records.map(\.id)
      #expect(second.count == 20 && Set(second).isDisjoint(with: first.records.map(\.id)))
      query.offset = 4_157
      #expect(try index.search(query).records.count == 1)
      // A rarer word beside it decides, and a filter holds for both.
      query = Query("common khmer")
      #expect(try index.search(query).records.map(\.id) == ["x/3000"])
      query = Query("common")
      query.filters[.language] = ["khm"]
      #expect(try index.search(query).records.map(\.id) == ["x/3000"])
      query = Query("other")
      #expect(try index.search(query).count == 42)
    }
  }

  @Test(arguments: [0, 1, 256, 257, 5_000])
  func blocksComeInTheirOrder(count: Int) throws {
    var all: [Int] = []
    try OrderedBlocks.forEach(of: Array(0..<count)) { block in
      block.map { $0 * 2 }
    } _: {
      all += $0
    }
    #expect(all == (0..<count).map { $0 * 2 })
    struct Stop: Error {}
    var taken = 0
    func stopping() throws {
      try OrderedBlocks.forEach(of: Array(0..<count)) {
        $0.count
      } _: { length in
        taken += length
        if taken > 1_000 { throw Stop() }
      }
    }
    if count > 1_000 {
      #expect(throws: Stop.self) { try stopping() }
    } else {
      try stopping()
      #expect(taken == count)
    }
  }

  @Test func recordsComeBackWhole() throws {
    try Self.withIndex(of: Self.records) { (index: Catalogue, _: String) throws in
      let sorted = Self.records.sorted { $0.id < $1.id }
      #expect(try index.records().map(\.canonicalBytes) == sorted.map(\.canonicalBytes))
      #expect(try index.record("malay").configurations.count == 1)
      #expect(throws: CatalogueError.self) { try index.record("nothing") }
    }
  }

  @Test func importingTwiceIsImportingOnce() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "lontar-\(UUID().uuidString).sqlite").path
    defer {
      for suffix in ["", ".lock"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
    var lines: [UInt8] = []
    for record in Self.records { lines += record.canonicalBytes + [0x0A] }
    let first = try Catalogue.add(ImportSource(jsonLines: lines), to: path)
    #expect(first.added.count == Self.records.count)
    let before = try Data(contentsOf: URL(filePath: path))
    let second = try Catalogue.add(ImportSource(jsonLines: lines), to: path)
    #expect(second.added.isEmpty && second.changed.isEmpty)
    #expect(second.keptCount == Self.records.count)
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    let third = try Catalogue.add(
      ImportSource(jsonLines: Array("{\"id\":\"b/malay\",\"name\":\"M\"}\n{\"id\":3}\n".utf8)),
      to: path)
    #expect(third.changed == ["b/malay"])
    #expect(third.refused.map(\.name) == ["line 2"])
  }

  // MARK: Bad files

  @Test func aMissingFileIsNamed() {
    #expect {
      _ = try Catalogue(path: "/nowhere/catalogue.sqlite")
    } throws: { error in
      "\(error)".contains("/nowhere/catalogue.sqlite: cannot be read")
    }
  }

  @Test(arguments: ["", "not a database", String(repeating: "x", count: 5000)])
  func anotherFileIsNotTakenForAnIndex(text: String) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(filePath: path))
    #expect { _ = try Catalogue(path: path) } throws: {
      if case CatalogueError.notAnIndex = $0 { true } else { false }
    }
  }

  @Test func anIndexOfALaterVersionIsRefused() throws {
    try Self.withIndex(of: Self.records) { (_: Catalogue, path: String) throws in
      var bytes = try Data(contentsOf: URL(filePath: path))
      bytes[63] = 9
      try bytes.write(to: URL(filePath: path))
      #expect { _ = try Catalogue(path: path) } throws: {
        if case CatalogueError.newerIndex(_, 9) = $0 { true } else { false }
      }
      bytes[63] = 1
      try bytes.write(to: URL(filePath: path))
      #expect { _ = try Catalogue(path: path) } throws: {
        if case CatalogueError.olderIndex(_, 1) = $0 { true } else { false }
      }
    }
  }

  @Test func aDamagedIndexGivesAnErrorAndNeverATrap() throws {
    var random = SplitMix(seed: 5)
    try Self.withIndex(of: Self.records) { (_: Catalogue, path: String) throws in
      let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
      let damaged = path + ".damaged"
      defer { try? FileManager.default.removeItem(atPath: damaged) }
      for round in 0..<60 {
        var bytes = whole
        if round % 4 == 0 {
          bytes.removeLast(1 + random.below(bytes.count - 1))
        } else {
          for _ in 0..<(1 + random.below(200)) {
            bytes[100 + random.below(bytes.count - 100)] = UInt8(random.below(256))
          }
        }
        try Data(bytes).write(to: URL(filePath: damaged))
        do throws(CatalogueError) {
          let catalogue = try Catalogue(path: damaged)
          _ = try catalogue.search(Query("ภาษา news"))
          _ = try catalogue.records()
        } catch {
          #expect("\(error)".contains(damaged))
        }
      }
    }
  }

  @Test func aReadOnlyIndexIsRead() throws {
    try Self.withIndex(of: Self.records) { (_: Catalogue, path: String) throws in
      try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
      #expect(try Catalogue(path: path).search(Query("khmer")).count == 1)
    }
  }

  /// As SQLite locks a file that another process writes: a lock of an open file stands against it.
  @Test func anIndexThatAnotherProgramHasLockedIsNamed() throws {
    try Self.withIndex(of: Self.records) { (index: Catalogue, path: String) throws in
      let descriptor = open(path, O_RDWR)
      defer { close(descriptor) }
      var lock = flock()
      (lock.l_type, lock.l_whence) = (Int16(F_WRLCK), Int16(SEEK_SET))
      (lock.l_start, lock.l_len) = (0x4000_0000, 512)
      try #require(fcntl(descriptor, 37, &lock) == 0, "F_OFD_SETLK")
      #expect {
        _ = try Catalogue(path: path).search(Query("khmer"))
      } throws: { error in
        if case CatalogueError.locked = error { "\(error)".contains(path) } else { false }
      }
      lock.l_type = Int16(F_UNLCK)
      try #require(fcntl(descriptor, 37, &lock) == 0)
      #expect(try index.search(Query("khmer")).count == 1)
    }
  }

  @Test func whereNothingCanBeWrittenTheFileIsNamed() {
    #expect {
      try Catalogue.write(Self.records, to: "/proc/catalogue.sqlite")
    } throws: { error in
      if case CatalogueError.cannotWrite(let path, _) = error {
        path == "/proc/catalogue.sqlite"
      } else {
        false
      }
    }
  }

  @Test func twoWritersDoNotMeet() throws {
    try Self.withIndex(of: Self.records) { (index: Catalogue, path: String) throws in
      let lock = try FileLock(path: path)
      #expect { try Catalogue.write([], to: path) } throws: {
        if case CatalogueError.locked = $0 { true } else { false }
      }
      #expect(try index.search(Query()).count == Self.records.count)
      _ = consume lock
    }
  }

  @Test func whatACrashLeavesBehindIsInNobodysWay() throws {
    try Self.withIndex(of: Self.records) { (_: Catalogue, path: String) throws in
      // A writer that died has left half a new index, and a lock that nobody holds.
      try Data("SQLite format 3\0half".utf8).write(to: URL(filePath: path + ".new"))
      #expect(try Catalogue(path: path).search(Query()).count == Self.records.count)
      try Catalogue.write(Array(Self.records.prefix(2)), to: path)
      #expect(try Catalogue(path: path).search(Query()).count == 2)
    }
  }

  @Test func bitsComeBackAndBadOnesAreRefused() {
    var bits = Bitset(capacity: 70)
    for index in [0, 5, 63, 64, 69] { bits.insert(index) }
    #expect(Bitset(bytes: bits.bytes, capacity: 70) == bits)
    #expect(bits.indices == [0, 5, 63, 64, 69] && bits.count == 5)
    #expect(Bitset(bytes: bits.bytes, capacity: 65) == nil)
    #expect(Bitset(bytes: [1], capacity: 70) == nil)
    #expect(Bitset(capacity: 70, full: true).count == 70)
    #expect(Bitset(capacity: 0, full: true).count == 0)
  }
}

import Foundation
import LontarJSON
import LontarSigning
import Testing

@testable import LontarCatalogue

@Suite struct LineageTests {
  /// A folder of its own, in which `body` runs.
  static func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  static func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  /// A chain of files, each made of the one before; the first belongs to a corpus.
  static func makeChain(_ folder: String, count: Int) throws -> String {
    var last = "\(folder)/0.txt"
    try write("ต้นฉบับ", last)
    for index in 1...count {
      let next = "\(folder)/\(index).txt"
      let step = try LineageStep(
        command: "step\(index)", arguments: ["-o", next], inputs: [last],
        datasets: index == 1 ? ["a/seed"] : [])
      try write("ข้อความ \(index)", next)
      try step.write(for: next, tools: [("lontar", "test")])
      last = next
    }
    return last
  }

  @Test(arguments: [(1_000, 3), (30, 60)])
  func aChainShowsEveryChangedByte(count: Int, rounds: Int) throws {
    try Self.inFolder { folder in
      let last = try Self.makeChain(folder, count: count)
      let whole = try Lineage(manifests: [last])
      #expect(whole.nodes.count == count && whole.fileCount == count + 1)
      #expect(whole.verify().isEmpty)
      var random = SplitMix(seed: 44)
      for _ in 0..<rounds {
        let name = "\(folder)/\(1 + random.below(count)).txt"
        let path = random.below(2) == 0 ? name : name + ".lineage.json"
        let bytes = try Data(contentsOf: URL(filePath: path))
        var changed = bytes
        let place = random.below(bytes.count)
        changed[place] = changed[place] ^ UInt8(1 << random.below(8))
        try changed.write(to: URL(filePath: path))
        #expect(!(try Lineage(manifests: [last])).verify().isEmpty, "\(path) at \(place)")
        try bytes.write(to: URL(filePath: path))
      }
      #expect(try Lineage(manifests: [last]).verify().isEmpty)
    }
  }

  @Test func everyByteOfAManifestCounts() throws {
    try Self.inFolder { folder in
      let last = try Self.makeChain(folder, count: 2)
      let path = last + ".lineage.json"
      let bytes = try Data(contentsOf: URL(filePath: path))
      for place in bytes.indices {
        for bit in [0, 5] {
          var changed = bytes
          changed[place] = changed[place] ^ UInt8(1 << bit)
          #expect(throws: CatalogueError.self, "\(place)") {
            _ = try LineageManifest(bytes: [UInt8](changed))
          }
        }
      }
      #expect(throws: CatalogueError.self) { _ = try LineageManifest(bytes: [UInt8](bytes) + [32]) }
    }
  }

  @Test func whatStandsOnACorpusIsFoundByItsNameAndByItsHash() throws {
    try Self.inFolder { folder in
      let last = try Self.makeChain(folder, count: 5)
      let lineage = try Lineage(manifests: [folder])
      #expect(lineage.nodes.count == 5)
      let traces = lineage.traces([], of: ["a/seed"])
      #expect(traces.count == 5)
      let longest = try #require(traces.max { $0.steps.count < $1.steps.count })
      #expect(longest.steps == ["step1", "step2", "step3", "step4", "step5"])
      #expect(longest.artefact.hasSuffix("5.txt") && longest.file.hasSuffix("0.txt"))
      #expect(lineage.traces([], of: ["a/other"]).isEmpty)
      var record = Dataset(id: "b/listed", name: "listed")
      record.files = [
        DatasetFile(path: "x", sha256: SHA256.hash(Array("ต้นฉบับ".utf8).span).description)
      ]
      #expect(try Lineage(manifests: [last]).traces([record], of: ["b/listed"]).count == 5)
    }
  }

  @Test func aFolderCanBeMovedAndAMissingFileIsNamed() throws {
    try Self.inFolder { folder in
      let last = try Self.makeChain(folder, count: 3)
      let moved = folder + "-moved"
      try FileManager.default.moveItem(atPath: folder, toPath: moved)
      defer { try? FileManager.default.removeItem(atPath: moved) }
      let name = moved + "/" + (last.split(separator: "/").last ?? "")
      #expect(try Lineage(manifests: [name]).verify().isEmpty)
      try FileManager.default.removeItem(atPath: moved + "/1.txt")
      let problems = try Lineage(manifests: [name]).verify()
      #expect(problems.count == 1 && problems[0].path.hasSuffix("1.txt"))
      #expect(problems[0].problem.hasPrefix("cannot be read"))
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
  }

  @Test func manifestsThatLinkInACircleEnd() throws {
    try Self.inFolder { folder in
      let hash = String(repeating: "01", count: 32)
      func file(_ name: String) -> LineageManifest.File {
        LineageManifest.File(path: name, sha256: hash, bytes: 1)
      }
      for (name, other) in [("a", "b"), ("b", "a")] {
        let manifest = LineageManifest(
          subject: file(name), command: "c", arguments: [], tools: [],
          materials: [
            .init(file: file(other), datasets: ["x"], manifest: file("\(other).lineage.json"))
          ])
        try Data(manifest.bytes).write(to: URL(filePath: "\(folder)/\(name).lineage.json"))
      }
      let lineage = try Lineage(manifests: ["\(folder)/a.lineage.json"])
      #expect(lineage.nodes.count == 2)
      #expect(!lineage.verify().isEmpty)
      #expect(lineage.traces([]).count == 4)
    }
  }

  @Test func anInputThatIsNotWhatItsManifestSaysIsRefused() throws {
    try Self.inFolder { folder in
      let last = try Self.makeChain(folder, count: 1)
      try Self.write("other", last)
      #expect(throws: CatalogueError.self) {
        _ = try LineageStep(command: "x", arguments: [], inputs: [last], datasets: [])
      }
      #expect(throws: CatalogueError.self) { _ = try Lineage(manifests: ["\(folder)/0.txt"]) }
    }
  }

  @Test func exportsNameTheSameHashes() throws {
    try Self.inFolder { folder in
      let last = try Self.makeChain(folder, count: 2)
      let lineage = try Lineage(manifests: [last])
      let node = lineage.nodes[0]
      let subject = try #require(node.manifest).subject
      let event = try #require(lineage.openLineage(node, time: 1_772_323_200))
      #expect(event["eventTime"]?.text == "2026-03-01T00:00:00Z")
      #expect(
        event["outputs"]?.array?.first?["facets"]?["version"]?["datasetVersion"]?.text
          == "sha256:\(subject.sha256)")
      let id = try #require(event["run"]?["runId"]?.text)
      #expect(UUID(uuidString: id) != nil && id.utf8.count == 36)
      #expect(lineage.openLineage(node, time: 1)?["run"]?["runId"]?.text == id)
      let document = try #require(
        lineage.croissant(node, url: "https://example.org/v", licence: "CC0-1.0"))
      #expect(CroissantCheck.problems(in: document).isEmpty)
      #expect(document["prov:wasDerivedFrom"]?.array?.count == 1)
      #expect(document["distribution"]?.array?.first?["sha256"]?.text == subject.sha256)
    }
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (4_102_444_799, "2099-12-31T23:59:59Z"), (-1, "1969-12-31T23:59:59Z"),
    (1_709_164_800, "2024-02-29T00:00:00Z"),
  ])
  func momentsAreWrittenInUTC(seconds: Int, text: String) {
    #expect(Timestamp.text(seconds) == text)
  }
}

@Suite struct AuditTests {
  static func log(_ count: Int, _ folder: String) throws -> AuditLog {
    let log = AuditLog(path: "\(folder)/audit.jsonl")
    for index in 0..<count {
      try log.append(
        [
          AuditEntry(action: "add", subject: "a/\(index)", details: [("ภาษา", "ไทย \"x\"\n")])
        ], at: 1_772_323_200)
    }
    return log
  }

  @Test func editsDeletionsAndChangesOfOrderAreFound() throws {
    try LineageTests.inFolder { folder in
      let log = try Self.log(4, folder)
      let head = try log.verify()
      #expect(head.count == 4)
      #expect(try log.verify(expecting: head) == head)
      let whole = [UInt8](try Data(contentsOf: URL(filePath: log.path)))
      func isFound(_ bytes: [UInt8], expecting: AuditLog.Head? = nil) throws -> Bool {
        try Data(bytes).write(to: URL(filePath: log.path))
        do {
          _ = try log.verify(expecting: expecting)
          return false
        } catch { return true }
      }
      // Every byte, by one bit.
      for place in whole.indices {
        var bytes = whole
        bytes[place] ^= 1
        #expect(try isFound(bytes), "\(place)")
      }
      let lines = whole.split(separator: 0x0A).map { Array($0) + [0x0A] }
      for line in lines.indices {
        var fewer = lines
        fewer.remove(at: line)
        let isLast = line == lines.count - 1
        #expect(try isFound(Array(fewer.joined())) != isLast)
        #expect(try isFound(Array(fewer.joined()), expecting: head))
        if line > 0 {
          var moved = lines
          moved.swapAt(line, line - 1)
          #expect(try isFound(Array(moved.joined())))
        }
        var doubled = lines
        doubled.insert(lines[line], at: line)
        #expect(try isFound(Array(doubled.joined())))
      }
      #expect(try isFound(Array(whole.dropLast(3))))
      #expect(try isFound([], expecting: head))
      #expect(!(try isFound([])))
      #expect(!(try isFound(whole, expecting: head)))
    }
  }

  @Test func aChainThatWasWrittenAnewIsAnotherThanItsHead() throws {
    try LineageTests.inFolder { folder in
      let log = try Self.log(5, folder)
      let head = try log.verify()
      try FileManager.default.removeItem(atPath: log.path)
      for index in 0..<9 {
        try log.append([AuditEntry(action: "add", subject: "b/\(index)")], at: 0)
      }
      #expect(try log.verify().count == 9)
      #expect(throws: CatalogueError.self) { _ = try log.verify(expecting: head) }
    }
  }

  @Test func aLogGoesOnWhereItEndedAndSaysWhatACrashTore() throws {
    try LineageTests.inFolder { folder in
      let log = try Self.log(2, folder)
      let first = try log.verify()
      let second = try log.append([AuditEntry(action: "x", subject: "y")], at: 0)
      #expect(second.count == 3)
      #expect(try log.verify(expecting: first) == second)
      let whole = try Data(contentsOf: URL(filePath: log.path))
      try whole.dropLast(10).write(to: URL(filePath: log.path))
      #expect(throws: CatalogueError.self) { try log.verify() }
      try log.append([AuditEntry(action: "x", subject: "z")], at: 0)
      #expect(try log.verify(expecting: first).count == 4)
      let entries = try log.entries()
      #expect(entries.map { $0["action"]?.text }.suffix(2) == ["repair", "x"])
      let torn = whole.split(separator: 0x0A)[2].dropLast(9)
      #expect(entries[2]["details"]?["bytes"]?.text == "\(torn.count)")
      #expect(entries[2]["sha256"]?.text == SHA256.hash([UInt8](torn).span).description)
      // A log of which only a torn line is left begins anew.
      try Data("{\"entry\":".utf8).write(to: URL(filePath: log.path))
      #expect(try log.append([AuditEntry(action: "x", subject: "y")]).count == 2)
      #expect(try log.verify().count == 2)
    }
  }

  @Test func twoWritersDoNotMeet() throws {
    try LineageTests.inFolder { folder in
      let log = try Self.log(1, folder)
      let lock = try FileLock(path: log.path)
      #expect(throws: CatalogueError.self) {
        try log.append([AuditEntry(action: "x", subject: "y")])
      }
      _ = consume lock
    }
  }

  @Test func anImportIsEnteredWithTheHashOfEachRecord() throws {
    try LineageTests.inFolder { folder in
      let path = "\(folder)/c.sqlite"
      var lines: [UInt8] = []
      for record in SearchTests.records { lines += record.canonicalBytes + [0x0A] }
      _ = try Catalogue.add(ImportSource(jsonLines: lines), named: "a file", to: path)
      _ = try Catalogue.add(ImportSource(jsonLines: lines), to: path)
      let log = AuditLog(path: AuditLog.path(of: path))
      #expect(try log.verify().count == SearchTests.records.count + 1)
      let entries = try log.entries()
      #expect(entries[0]["subject"]?.text == "a file")
      #expect(entries[1]["sha256"]?.text == SearchTests.records[0].sha256.description)
      // Ids and hashes only: no text that would have to be deleted later.
      let text = String(decoding: try Data(contentsOf: URL(filePath: log.path)), as: UTF8.self)
      #expect(!text.contains("ภาษา"))
    }
  }

  @Test func aCheckpointHoldsForItsHeadAndItsKeyOnly() throws {
    try LineageTests.inFolder { folder in
      let key = try SigningKey.create(at: "\(folder)/key")
      #expect(throws: CatalogueError.self) { _ = try SigningKey.create(at: "\(folder)/key") }
      let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/key")
      #expect(mode[.posixPermissions] as? Int == 0o600)
      let again = try SigningKey(path: "\(folder)/key")
      #expect(again.publicKey == key.publicKey)
      let head = try Self.log(3, folder).verify()
      let checkpoint = try AuditCheckpoint(of: head, signedBy: again)
      try checkpoint.verify(publicKey: key.publicKey)
      let other = try SigningKey.create(at: "\(folder)/other")
      #expect(throws: CatalogueError.self) { try checkpoint.verify(publicKey: other.publicKey) }
      for field in ["count", "hash", "signature", "public_key"] {
        let json = JSONValue.object(
          (checkpoint.json.object ?? []).map { member in
            guard member.key == Array(field.utf8) else { return member }
            if field == "count" { return (member.key, .number([0x34])) }
            var bytes = member.value.string ?? []
            bytes[5] = bytes[5] == 0x30 ? 0x31 : 0x30
            return (member.key, .string(bytes))
          })
        let forged = try AuditCheckpoint(json: json)
        #expect(throws: CatalogueError.self, "\(field)") {
          try forged.verify(publicKey: key.publicKey)
        }
      }
    }
  }

  /// RFC 8032, 7.1, test 2: the key and the signature of one byte.
  @Test func keysAreThoseOfTheStandard() throws {
    try LineageTests.inFolder { folder in
      let path = "\(folder)/key"
      try LineageTests.write(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb\n", path)
      #expect(
        try SigningKey(path: path).publicKey
          == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
      try LineageTests.write("4ccd", path)
      #expect(throws: CatalogueError.self) { _ = try SigningKey(path: path) }
    }
  }
}

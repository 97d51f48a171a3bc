import Foundation
import LontarJSON
import Testing

@testable import LontarCatalogue

/// What comes next after an import that ended at any point: index and log have both all or nothing.
@Suite struct ImportRecoveryTests {
  static func source(_ count: Int) -> ImportSource {
    var lines: [UInt8] = []
    for number in 0..<count {
      lines += Dataset(id: "made/\(number)", name: "ข้อมูล \(number)").canonicalBytes + [0x0A]
    }
    return ImportSource(jsonLines: lines)
  }

  /// The files of a catalogue before an import of eight records into two, and after it.
  struct Files {
    let index: String
    let log: AuditLog
    var old: (index: Data, log: Data)
    var new: (index: Data, log: Data)

    init(in folder: String) throws {
      index = "\(folder)/c.sqlite"
      log = AuditLog(path: AuditLog.path(of: index))
      _ = try Catalogue.add(ImportRecoveryTests.source(2), to: index)
      old = (try Self.read(index), try Self.read(log.path))
      _ = try Catalogue.add(ImportRecoveryTests.source(8), to: index)
      new = (try Self.read(index), try Self.read(log.path))
    }

    static func read(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

    /// Puts the files as a crash at some point left them.
    func put(index: Data, fresh: Data?, log: Data, pending: Data?) throws {
      for (path, data) in [
        (self.index, index), (self.index + ".new", fresh), (self.log.path, log),
        (self.log.pendingPath, pending),
      ] {
        try? FileManager.default.removeItem(atPath: path)
        try data?.write(to: URL(filePath: path))
      }
    }

    /// Puts the files as a crash left them when the import was decided and nothing of it done; gives the
    /// lines of the log that are still to come.
    @discardableResult
    func putDecided() throws -> Data {
      let lines = new.log.dropFirst(old.log.count)
      try put(index: old.index, fresh: new.index, log: old.log, pending: lines)
      return lines
    }

    /// How many records the index has, having checked that the log tells of the same.
    func agreedCount() throws -> Int {
      let log = try Catalogue.auditLog(of: index)
      _ = try log.verify()
      let told = try log.entries().filter { $0["action"]?.text == "add" }
        .compactMap { $0["subject"]?.text }
      let held = try Catalogue(path: index).records().map(\.id)
      #expect(Set(told) == Set(held) && told.count == held.count)
      #expect(!FileManager.default.fileExists(atPath: self.log.pendingPath))
      return held.count
    }
  }

  static func withFiles(_ body: (Files) throws -> Void) throws {
    try LineageTests.inFolder { folder in try body(Files(in: folder)) }
  }

  @Test func anImportThatEndedBeforeItWasDecidedNeverWas() throws {
    try Self.withFiles { files in
      for fresh in [nil, files.new.index.prefix(5_000), files.new.index] {
        try files.put(index: files.old.index, fresh: fresh, log: files.old.log, pending: nil)
        #expect(try files.agreedCount() == 2)
        _ = try Catalogue.add(Self.source(1), to: files.index)
        #expect(try files.agreedCount() == 2)
        #expect(!FileManager.default.fileExists(atPath: files.index + ".new"))
      }
    }
  }

  @Test func anImportThatWasDecidedIsFinishedWhereverItEnded() throws {
    try Self.withFiles { files in
      let lines = try files.putDecided()
      #expect(try files.agreedCount() == 8)
      // Every byte of the log may have been the last that was written.
      for written in 0...lines.count {
        try files.put(
          index: files.new.index, fresh: nil, log: files.old.log + lines.prefix(written),
          pending: lines)
        #expect(try files.agreedCount() == 8)
        #expect(try Files.read(files.log.path) == files.new.log)
      }
      #expect(try Files.read(files.index) == files.new.index)
    }
  }

  @Test func theFirstImportIsFinishedToo() throws {
    try Self.withFiles { files in
      try files.put(
        index: files.old.index, fresh: nil, log: Data(), pending: files.old.log)
      try FileManager.default.removeItem(atPath: files.log.path)
      #expect(try files.agreedCount() == 2)
      #expect(try Files.read(files.log.path) == files.old.log)
    }
  }

  @Test func aDecisionThatComesBetweenFindsTheImportBeforeIt() throws {
    try Self.withFiles { files in
      try files.putDecided()
      try files.log.append([AuditEntry(action: "decide", subject: "made/1")])
      try files.log.append([AuditEntry(action: "decide", subject: "made/2")])
      #expect(try files.agreedCount() == 8)
      let last = try files.log.entries().suffix(2).map { $0["subject"]?.text }
      #expect(last == ["made/1", "made/2"])
    }
  }

  @Test func aLogThatCannotBeReadKeepsTheOldIndex() throws {
    try Self.withFiles { files in
      try files.put(
        index: files.old.index, fresh: nil, log: Data("no entry\n".utf8), pending: nil)
      #expect(throws: CatalogueError.self) { try Catalogue.add(Self.source(8), to: files.index) }
      #expect(try Files.read(files.index) == files.old.index)
      #expect(!FileManager.default.fileExists(atPath: files.index + ".new"))
      #expect(!FileManager.default.fileExists(atPath: files.log.pendingPath))
    }
  }
}

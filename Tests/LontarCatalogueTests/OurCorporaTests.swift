import Foundation
import Testing

@testable import LontarCatalogue

/// The package's own corpora, whose records lie beside them.
@Suite struct OurCorporaTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Corpora")

  /// With `LONTAR_WRITE_CATALOGUE` set, writes the files' hashes into the records.
  @Test func everyFileOfOurCorporaIsInItsRecord() throws {
    let path = Self.root.appending(path: "catalogue.jsonl")
    var records = try Dataset.records(in: [UInt8](try Data(contentsOf: path)).span)
    #expect(
      records.map(\.id) == ["lontar/gold", "lontar/hard", "lontar/informal", "lontar/parallel"])
    let isWriting = ProcessInfo.processInfo.environment["LONTAR_WRITE_CATALOGUE"] != nil
    var lines: [UInt8] = []
    for index in records.indices {
      let folder = String(records[index].id.dropFirst("lontar/".count))
      let names = try FileManager.default
        .contentsOfDirectory(atPath: Self.root.appending(path: folder).path)
        .filter { $0.hasSuffix(".txt") }.sorted()
      let files = try names.map { name in
        let bytes = [UInt8](
          try Data(contentsOf: Self.root.appending(path: "\(folder)/\(name)")))
        return DatasetFile(
          path: "\(folder)/\(name)", sha256: SHA256.hash(bytes.span).description,
          bytes: bytes.count)
      }
      if isWriting { records[index].files = files }
      let changed = zip(files, records[index].files).filter { $0.sha256 != $1.sha256 }
      #expect(
        files.map(\.path) == records[index].files.map(\.path) && changed.isEmpty,
        """
        \(records[index].id) has other files than its record: run these tests once with \
        LONTAR_WRITE_CATALOGUE=1
        """)
      #expect(records[index].licence.id == "CC0-1.0")
      lines += records[index].canonicalBytes + [0x0A]
    }
    if isWriting { try Data(lines).write(to: path) }
  }
}

/// What the first hundred bytes of an index say, read before SQLite is asked, so that a file of
/// another kind or of a later version gets a clear answer.
enum IndexHeader {
  static func check(_ path: String) throws(CatalogueError) {
    let (bytes, byteCount) = try Platform.readHead(of: path, count: 100)
    guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
      throw .notAnIndex(path: path)
    }
    func number(at offset: Int) -> UInt32 {
      bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }
    guard number(at: 68) == UInt32(bitPattern: IndexFile.applicationID) else {
      throw .notAnIndex(path: path)
    }
    let version = Int32(bitPattern: number(at: 60))
    guard version <= IndexFile.version else {
      throw .newerIndex(path: path, version: Int(version))
    }
    guard version == IndexFile.version else {
      throw .olderIndex(path: path, version: Int(version))
    }
    let pageSize = Int(bytes[16]) << 8 | Int(bytes[17])
    let expected = Int(number(at: 28)) * (pageSize == 1 ? 65_536 : pageSize)
    guard byteCount >= expected else {
      throw .corruptIndex(path: path, detail: "\(byteCount) bytes of \(expected)")
    }
  }
}

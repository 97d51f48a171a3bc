extension Input {
  /// Reads everything, decompressed by suffix; for files that are needed whole.
  ///
  /// - Throws: ``StreamError``.
  public func contents() throws(StreamError) -> [UInt8] {
    let source = try ByteSource(self)
    var bytes: [UInt8] = []
    while try source.read(1 << 20, appendingTo: &bytes) > 0 {}
    return bytes
  }
}

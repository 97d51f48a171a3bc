/// Reads an input piece by piece, decompressed by suffix, for formats that are neither lines nor units.
///
///     let reader = try ByteReader(.file("th.counts"))
///     var bytes: [UInt8] = []
///     while try reader.read(appendingTo: &bytes) > 0 { … }
public final class ByteReader {
  private let source: ByteSource

  /// Opens an input.
  ///
  /// - Throws: ``StreamError``.
  public init(_ input: Input) throws(StreamError) { source = try ByteSource(input) }

  /// Appends at most `count` bytes and returns how many came; none at the end.
  public func read(_ count: Int = 1 << 18, appendingTo bytes: inout [UInt8]) throws(StreamError)
    -> Int
  {
    try source.read(count, appendingTo: &bytes)
  }
}

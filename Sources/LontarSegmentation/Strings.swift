// Conveniences for those who hold a String. The library itself works on bytes.

extension Segmenter {
  /// Returns the segments of a string; to segment many, make one worker for all of them.
  ///
  ///     try Segmenter(language: .lao).segments(of: "ພາສາລາວ")   // ["ພາສາ", "ລາວ"]
  public func segments(of text: String) -> [String] {
    var worker = makeWorker()
    var segments: [String] = []
    let bytes = Array(text.utf8)
    worker.forEachSegment(in: bytes.span) { range in
      segments.append(String(decoding: bytes[range], as: UTF8.self))
    }
    return segments
  }
}

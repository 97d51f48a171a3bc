extension Tokenizer {
  /// Encodes texts, on several tasks at once, and fills them up together if ``padding`` asks for that.
  ///
  ///     let encodings = try await tokenizer.encodeBatch(["ภาษาไทย", "ភាសាខ្មែរ"].map { Array($0.utf8) })
  ///
  /// - Parameters:
  ///   - texts: The texts, each of less than 4 GiB.
  ///   - addingSpecials: Whether the post-processor adds its tokens.
  ///   - jobs: How many tasks work at the same time; the result is the same for any number.
  /// - Returns: An encoding for each text, in their order.
  /// - Throws: ``TokenizerError/cannotTruncate(reason:)`` for the first text that cannot be cut.
  /// - Complexity: O(*n*) in the bytes of the texts.
  public func encodeBatch(
    _ texts: [[UInt8]], addingSpecials: Bool = true, jobs: Int = 1
  ) async throws -> [Encoding] {
    precondition(jobs > 0, "no work without a job")
    let share = max(1, (texts.count + jobs - 1) / jobs)
    let starts = Array(stride(from: 0, to: texts.count, by: share))
    let parts = try await withThrowingTaskGroup(of: (Int, [Encoding]).self) { group in
      for start in starts {
        group.addTask {
          var worker = makeWorker()
          var encodings: [Encoding] = []
          for text in texts[start..<min(start + share, texts.count)] {
            encodings.append(
              try worker.encoding(of: text.span, addingSpecials: addingSpecials, padding: false))
          }
          return (start, encodings)
        }
      }
      var parts: [(Int, [Encoding])] = []
      for try await part in group { parts.append(part) }
      return parts
    }
    var encodings = parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
    padding?.pad(&encodings)
    return encodings
  }

  /// Counts a text's tokens with a worker of its own; for many texts, keep a worker.
  ///
  ///     tokenizer.count("Học sinh học tiếng Việt.".utf8.span)
  public func count(_ text: Span<UInt8>, addingSpecials: Bool = false) -> Int {
    var worker = makeWorker()
    return worker.count(text, addingSpecials: addingSpecials)
  }
}

extension Tokenizer.Worker {
  /// Counts a text's tokens: as many as ``encode(_:addingSpecials:appendingTo:)`` appends.
  public mutating func count(_ text: Span<UInt8>, addingSpecials: Bool = false) -> Int {
    var ids: [TokenID] = []
    swap(&ids, &counted)
    ids.removeAll(keepingCapacity: true)
    encode(text, addingSpecials: addingSpecials, appendingTo: &ids)
    swap(&ids, &counted)
    return counted.count
  }
}

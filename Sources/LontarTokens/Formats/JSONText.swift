internal import LontarJSON

/// JSON while it is put together, on lines that people can read.
///
///     var json = JSONText()
///     json.put("{")
///     json.putLines(["ก", "ខ"].enumerated(), indent: 2) { json, entry in
///       json.put(quoting: entry.element.utf8)
///       json.put(": \(entry.offset)")
///     }
///     json.put("}\n")
struct JSONText {
  private(set) var bytes: [UInt8] = []

  /// Appends JSON as it is.
  mutating func put(_ text: String) { bytes += text.utf8 }

  /// Appends a string of JSON.
  mutating func put(quoting text: some Collection<UInt8>) {
    appendJSONString(Array(text).span, to: &bytes)
  }

  /// Appends each element on a line of its own, commas between them, and begins the line of the bracket
  /// that follows; nothing if there are none.
  mutating func putLines<Elements: Sequence>(
    _ elements: Elements, indent: Int, _ put: (inout JSONText, Elements.Element) -> Void
  ) {
    let line = "\n" + String(repeating: " ", count: indent)
    let next = "," + line
    var isFirst = true
    for element in elements {
      self.put(isFirst ? line : next)
      put(&self, element)
      isFirst = false
    }
    if !isFirst { self.put(String(line.dropLast(2))) }
  }

  /// Appends tokens with their ids, as `tokenizer.json` and `vocab.json` have them.
  mutating func putVocabulary(
    _ vocabulary: Vocabulary, indent: Int = 6, name: (TokenID) -> some Collection<UInt8>
  ) {
    let ids = (0..<TokenID(vocabulary.count)).lazy.filter { vocabulary.isUsed($0) }
    putLines(ids, indent: indent) { json, id in
      json.put(quoting: name(id))
      json.put(": \(id)")
    }
  }

  /// Appends pairs of tokens, as `tokenizer.json` lists merges.
  mutating func putMerges(_ merges: [Vocabulary.Merge], name: (TokenID) -> some Collection<UInt8>) {
    putLines(merges, indent: 6) { json, merge in
      json.put("[")
      json.put(quoting: name(merge.left))
      json.put(", ")
      json.put(quoting: name(merge.right))
      json.put("]")
    }
  }
}

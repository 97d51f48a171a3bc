internal import LontarJSON

extension Encoding {
  /// Appends the encoding as one object of JSON, without a line feed.
  ///
  ///     {"ids": [5, 9], "pieces": ["▁ภาษา", "ไทย"], "offsets": [[0, 12], [12, 21]], "words": [0, 0],
  ///      "types": [0, 0], "special": [0, 0], "attention": [1, 1]}
  ///
  /// It is on one line. Offsets are in bytes. What truncation cut off is in `overflowing`, if there is
  /// any. A piece that is not UTF-8 has U+FFFD for what is ill-formed.
  public func appendJSON(to output: inout [UInt8]) {
    func put(_ text: String) { output.append(contentsOf: text.utf8) }
    func putList<Elements: Sequence>(
      _ name: String, _ elements: Elements, _ putOne: (Elements.Element) -> Void
    ) {
      put("\"\(name)\": [")
      for (index, element) in elements.enumerated() {
        if index > 0 { put(", ") }
        putOne(element)
      }
      put("]")
    }
    put("{")
    putList("ids", ids) { put("\($0)") }
    put(", ")
    putList("pieces", pieces) { piece in
      if (try? UTF8Span(validating: piece.span)) != nil {
        appendJSONString(piece.span, to: &output)
      } else {
        appendJSONString(Array(String(decoding: piece, as: UTF8.self).utf8).span, to: &output)
      }
    }
    put(", ")
    putList("offsets", offsets) { put("[\($0.lowerBound), \($0.upperBound)]") }
    put(", ")
    putList("words", words) { put($0.map { "\($0)" } ?? "null") }
    put(", ")
    putList("types", typeIDs) { put("\($0)") }
    put(", ")
    putList("special", isSpecial) { put($0 ? "1" : "0") }
    put(", ")
    putList("attention", isAttended) { put($0 ? "1" : "0") }
    if !overflowing.isEmpty {
      put(", ")
      putList("overflowing", overflowing) { $0.appendJSON(to: &output) }
    }
    put("}")
  }
}

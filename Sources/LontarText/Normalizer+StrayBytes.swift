// Rules under `InvalidUTF8Policy.pass`. Bytes that are not UTF-8 are walls: the text between two of them is
// mended by itself, and is left as it was where rules would take all of it out. For without that the
// bytes on both sides could meet and become a character, which nobody wrote, and which a second run
// would see for the first time.

extension Normalizer {
  /// Appends what rules make of a text that holds stray bytes, which stay where they are.
  func appendBetweenStrayBytes(
    _ text: Span<UInt8>, to output: inout [UInt8], edits: inout OffsetMap?,
    log: inout [RuleChange]?, _ ruleEngine: RuleEngine
  ) throws(TextError) -> Outcome {
    let start = output.count
    var sequences = 0
    var position = 0
    while position < text.count {
      let stray = firstStray(in: text, from: position, ruleEngine)
      let end = stray?.lowerBound ?? text.count
      let isBetween = sequences > 0 && stray != nil
      sequences += stray == nil ? 0 : 1
      if position < end {
        try appendStretch(
          text, position..<end, behind: start, mayVanish: !isBetween, to: &output, edits: &edits,
          log: &log)
      }
      if let stray { output.append(copying: text.extracting(stray)) }
      position = stray?.upperBound ?? text.count
    }
    return sequences == 0 ? .normalized : .passed(sequences: sequences)
  }

  private func appendStretch(
    _ text: Span<UInt8>, _ range: Range<Int>, behind start: Int, mayVanish: Bool,
    to output: inout [UInt8], edits: inout OffsetMap?, log: inout [RuleChange]?
  ) throws(TextError) {
    let stretch = text.extracting(range)
    let target = output.count - start
    var way: OffsetMap? = edits == nil ? nil : OffsetMap()
    var changes: [RuleChange]? = log == nil ? nil : []
    let strict = Normalizer(
      form: form, invalid: .fail, engine: engine, streamSafe: isStreamSafe, ruleEngine: ruleEngine)
    _ = try strict.append(stretch, to: &output, edits: &way, log: &changes)
    if !mayVanish, output.count == start + target {
      return output.append(copying: stretch)
    }
    func move(_ range: Range<Int>, _ offset: Int) -> Range<Int> {
      range.lowerBound + offset..<range.upperBound + offset
    }
    for edit in way?.edits ?? [] {
      edits?.append(
        source: move(edit.source, range.lowerBound), target: move(edit.target, target))
    }
    for var change in changes ?? [] {
      change.source = move(change.source, range.lowerBound)
      log?.append(change)
    }
  }

  /// The first ill-formed sequence that is not part of a pair of surrogates which a rule joins.
  private func firstStray(
    in text: Span<UInt8>, from start: Int, _ ruleEngine: RuleEngine
  ) -> Range<Int>? {
    var position = start
    while let stray = text.firstIllFormedSequence(from: position) {
      guard ruleEngine.mask.contains(.g12), SurrogatePairs.pair(text, stray.lowerBound) != nil
      else { return stray }
      position = stray.lowerBound + 6
    }
    return nil
  }
}

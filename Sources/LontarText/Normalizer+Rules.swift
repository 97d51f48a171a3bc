extension Normalizer {
  /// Makes a normaliser that also runs rules of languages.
  ///
  ///     let thai = try Normalizer(rules: .standard, language: .thai)
  ///     try thai.normalize("เเปลก นํ้า")   // "แปลก น้ำ"
  ///
  /// The form comes first, in one that keeps Thai and Lao am whole; then the rules; and then, where it
  /// is another, the form that was asked for. Normalising what came out changes nothing.
  ///
  /// - Parameters:
  ///   - form: The form that comes out.
  ///   - rules: Which rules run.
  ///   - language: Whose; without one, only those for every language.
  ///   - zeroWidthSpaces: What becomes of U+200B. By default it stays where it marks words, in Thai,
  ///     Lao, Khmer and Burmese and where the language is not known, and goes elsewhere, if rules run.
  ///   - toneStyle: Where Vietnamese tones stand; other than `keep` it switches the rule V5 on.
  ///   - lexicon: Words to be replaced after all rules.
  ///   - invalid: What happens to bytes that are not UTF-8.
  ///   - streamSafe: As in the other initialiser.
  /// - Throws: ``TextError/unknownRule(_:reason:)`` for a rule that is not for the language.
  public init(
    form: NormalizationForm = .nfc, rules: RuleSet, language: Language? = nil,
    zeroWidthSpaces: ZeroWidthSpacePolicy? = nil, toneStyle: ToneStyle = .keep,
    lexicon: Lexicon? = nil, invalid: InvalidUTF8Policy = .fail, streamSafe: Bool = false
  ) throws(TextError) {
    try self.init(
      form: form, rules: rules, language: language, zeroWidthSpaces: zeroWidthSpaces,
      toneStyle: toneStyle, lexicon: lexicon, invalid: invalid, streamSafe: streamSafe,
      scansEverything: false)
  }

  /// With rules that look at everything, suspicious or not: for tests.
  init(
    form: NormalizationForm, rules: RuleSet, language: Language?,
    zeroWidthSpaces: ZeroWidthSpacePolicy?, toneStyle: ToneStyle, lexicon: Lexicon?,
    invalid: InvalidUTF8Policy, streamSafe: Bool, scansEverything: Bool
  ) throws(TextError) {
    var mask = try rules.mask(for: language)
    if zeroWidthSpaces != nil { mask.set(.g3, true) }
    if toneStyle != .keep {
      guard language == .vietnamese else {
        throw .unknownRule("V5", reason: "is a rule of Vietnamese, and so is the style of tones")
      }
      mask.set(.v5, true)
    } else if mask.contains(.v5) {
      throw .unknownRule("V5", reason: "needs a style of tones: old or new (see --tone)")
    }
    let policy = zeroWidthSpaces ?? Self.usualZeroWidthSpaces(language)
    let engine: RuleEngine? =
      mask.isEmpty && lexicon == nil
      ? nil
      : RuleEngine(
        mask: mask, language: language, zeroWidthSpaces: policy, toneStyle: toneStyle,
        form: form.composed, lexicon: lexicon, scansEverything: scansEverything)
    self.init(
      form: form, invalid: invalid, engine: .own, streamSafe: streamSafe, ruleEngine: engine)
  }

  private static func usualZeroWidthSpaces(_ language: Language?) -> ZeroWidthSpacePolicy {
    switch language {
    case .thai, .lao, .khmer, .burmese, nil: .keep
    default: .remove
    }
  }

  /// Normalises a record and tells what was changed: by which rule, where, from what to what.
  ///
  ///     var changes: [RuleChange] = []
  ///     try normalizer.explain(line, appendingTo: &output, changes: &changes)
  ///
  /// Changes stand in the order in which they were made; places are bytes of the record. The normal
  /// form is a change too, under its own name.
  ///
  /// - Throws: As ``normalize(_:appendingTo:)``.
  /// - Complexity: O(*n*) in the number of bytes, more than normalising by what is written down.
  @discardableResult
  public func explain(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8], changes: inout [RuleChange]
  ) throws(TextError) -> Outcome {
    changes.removeAll()
    var edits: OffsetMap? = OffsetMap()
    var log: [RuleChange]? = []
    let outcome = try append(text, to: &output, edits: &edits, log: &log)
    changes = log ?? []
    return outcome
  }

  /// Normalises a record without its zero-width spaces, and tells where they were.
  ///
  ///     var boundaries: [Int] = []
  ///     try normalizer.normalize(khmer, appendingTo: &output, boundaries: &boundaries)
  ///
  /// The policy must be ``ZeroWidthSpacePolicy/boundary``; with another there are no boundaries.
  ///
  /// - Parameters:
  ///   - text: The record.
  ///   - output: Takes the normal form.
  ///   - boundaries: Becomes offsets in what was appended, rising, at which the record had U+200B
  ///     between two characters: a writer's hints for a segmenter.
  /// - Throws: As ``normalize(_:appendingTo:)``.
  /// - Complexity: O(*n*) in the number of bytes.
  @discardableResult
  public func normalize(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8], boundaries: inout [Int]
  ) throws(TextError) -> Outcome {
    boundaries.removeAll()
    let start = output.count
    var edits: OffsetMap? = OffsetMap()
    var log: [RuleChange]?
    let outcome = try append(text, to: &output, edits: &edits, log: &log)
    guard ruleEngine?.zeroWidthSpaces == .boundary else { return outcome }
    let count = output.count - start
    var i = 0
    while i + 2 < text.count {
      // U+200B in UTF-8.
      guard text[i] == 0xE2, text[i + 1] == 0x80, text[i + 2] == 0x8B else {
        i += 1
        continue
      }
      i += 3
      guard let place = edits?.targetPosition(ofSource: i), place > 0, place < count else {
        continue
      }
      // Never inside a scalar, nor before a mark that the space was taken out from before.
      guard output[start + place] & 0xC0 != 0x80, place != boundaries.last,
        !Self.isInsideSyllable(output, start + place)
      else { continue }
      boundaries.append(place)
    }
    return outcome
  }

  /// Whether a sign stands there that belongs to what is before it, or a coeng or virama before it.
  private static func isInsideSyllable(_ output: [UInt8], _ place: Int) -> Bool {
    func scalar(_ from: Int) -> UInt32 {
      guard from >= 0, from + 2 < output.count, output[from] & 0xF0 == 0xE0 else { return 0 }
      return UInt32(output[from] & 0x0F) << 12 | UInt32(output[from + 1] & 0x3F) << 6
        | UInt32(output[from + 2] & 0x3F)
    }
    let next = scalar(place)
    let before = scalar(place - 3)
    return Thai.isMark(next) || Lao.isVowelMark(next) || Lao.isTone(next) || Khmer.isMark(next)
      || next == Khmer.coeng || before == Khmer.coeng || Burmese.isMark(next)
      || next == Burmese.virama || before == Burmese.virama
  }

  // MARK: - How it is done

  /// Appends a record's normal form after rules; edits and changes where they are wanted.
  func append(
    _ text: Span<UInt8>, to output: inout [UInt8], edits: inout OffsetMap?,
    log: inout [RuleChange]?
  ) throws(TextError) -> Outcome {
    guard let ruleEngine else {
      let start = output.count
      let outcome = try appendForm(text, to: &output, edits: &edits)
      note(edits, from: text, in: output, start, to: &log)
      return outcome
    }
    if invalid == .pass, text.firstIllFormedSequence() != nil {
      return try appendBetweenStrayBytes(text, to: &output, edits: &edits, log: &log, ruleEngine)
    }
    let start = output.count
    let first = Normalizer(
      form: form.composed, invalid: invalid, engine: engine, streamSafe: isStreamSafe)
    let outcome = try first.appendJoined(text, to: &output, edits: &edits, ruleEngine, &log)
    if case .skipped = outcome { return outcome }
    var ruled: OffsetMap? = edits == nil ? nil : OffsetMap()
    var changes: [RuleChange]? = log == nil ? nil : []
    ruleEngine.apply(to: &output, from: start, edits: &ruled, log: &changes)
    if let way = edits {
      for var change in changes ?? [] {
        change.source = way.sourceRange(ofTarget: change.source)
        log?.append(change)
      }
    }
    compose(&edits, ruled)
    if form == form.composed { return outcome }
    // What came out of the rules is well-formed.
    let ending = Normalizer(form: form, invalid: .fail, engine: engine)
    let composed = Array(output[start...])
    output.removeLast(composed.count)
    var last: OffsetMap? = edits == nil ? nil : OffsetMap()
    _ = try ending.appendForm(composed.span, to: &output, edits: &last)
    if log != nil, let way = edits {
      var changes: [RuleChange]? = []
      ending.note(last, from: composed.span, in: output, start, to: &changes)
      for var change in changes ?? [] {
        change.source = way.sourceRange(ofTarget: change.source)
        log?.append(change)
      }
    }
    compose(&edits, last)
    return outcome
  }

  private func compose(_ edits: inout OffsetMap?, _ later: OffsetMap?) {
    guard let later, var way = edits else { return }
    edits = nil
    way.compose(with: later)
    edits = way
  }

  /// Writes down what the form did.
  private func note(
    _ edits: OffsetMap?, from text: Span<UInt8>, in output: [UInt8], _ start: Int,
    to log: inout [RuleChange]?
  ) {
    guard log != nil, let edits else { return }
    for edit in edits.edits {
      log?.append(
        RuleChange(
          rule: form.name, source: edit.source, before: edit.source.map { text[$0] },
          after: edit.target.map { output[start + $0] }))
    }
  }

  /// Appends the form, with surrogate pairs joined if the text is not UTF-8 without that.
  private func appendJoined(
    _ text: Span<UInt8>, to output: inout [UInt8], edits: inout OffsetMap?, _ rules: RuleEngine,
    _ log: inout [RuleChange]?
  ) throws(TextError) -> Outcome {
    let start = output.count
    let joins = rules.mask.contains(.g12)
    do throws(TextError) {
      let outcome = try appendForm(text, to: &output, edits: &edits)
      if outcome == .normalized || !joins || !SurrogatePairs.occur(in: text) {
        note(edits, from: text, in: output, start, to: &log)
        return outcome
      }
    } catch .malformedUTF8(let offset) {
      guard joins, SurrogatePairs.occur(in: text) else {
        throw .malformedUTF8(byteOffset: offset)
      }
    } catch {
      throw error
    }
    output.removeLast(output.count - start)
    let pairs = SurrogatePairs(text)
    for edit in pairs.edits.edits {
      log?.append(
        RuleChange(
          rule: Rule.g12.id, source: edit.source, before: edit.source.map { text[$0] },
          after: Array(pairs.bytes[edit.target])))
    }
    do throws(TextError) {
      var later: OffsetMap? = edits == nil ? nil : OffsetMap()
      let outcome = try appendForm(pairs.bytes.span, to: &output, edits: &later)
      if case .skipped(let offset) = outcome {
        return .skipped(byteOffset: pairs.edits.sourcePosition(ofTarget: offset))
      }
      var changes: [RuleChange]? = log == nil ? nil : []
      note(later, from: pairs.bytes.span, in: output, start, to: &changes)
      for var change in changes ?? [] {
        change.source = pairs.edits.sourceRange(ofTarget: change.source)
        log?.append(change)
      }
      if edits != nil {
        edits = pairs.edits
        compose(&edits, later)
      }
      return outcome
    } catch .malformedUTF8(let offset) {
      throw .malformedUTF8(byteOffset: pairs.edits.sourcePosition(ofTarget: offset))
    } catch {
      throw error
    }
  }

  /// How many bytes from the start stay as they are.
  func cleanPrefix(of text: Span<UInt8>, _ rules: RuleEngine) throws(TextError) -> Int {
    var output: [UInt8] = []
    var edits: OffsetMap? = OffsetMap()
    var log: [RuleChange]?
    do throws(TextError) {
      let strict = Normalizer(
        form: form, invalid: .fail, engine: engine, streamSafe: isStreamSafe, ruleEngine: rules)
      _ = try strict.append(text, to: &output, edits: &edits, log: &log)
      return edits?.edits.first?.source.lowerBound ?? text.count
    } catch .malformedUTF8(let offset) {
      // What is before it may have to change as well.
      let before = try cleanPrefix(of: text.extracting(..<offset), rules)
      return min(before, offset)
    } catch {
      throw error
    }
  }
}

extension NormalizationForm {
  /// The form in which rules work: composed, with am whole.
  var composed: NormalizationForm {
    switch self {
    case .nfc, .nfd: .nfc
    case .nfkc, .nfkd, .nfkcCasefold, .nfkcSafe: .nfkcSafe
    case .unchanged: .unchanged
    }
  }
}

/// A text in which pairs of surrogates, each in three bytes (CESU-8), are the scalars that they mean.
struct SurrogatePairs {
  private(set) var bytes: [UInt8] = []
  private(set) var edits = OffsetMap()

  init(_ text: Span<UInt8>) {
    bytes.reserveCapacity(text.count)
    var i = 0
    while i < text.count {
      guard let scalar = Self.pair(text, i) else {
        bytes.append(text[i])
        i += 1
        continue
      }
      let start = bytes.count
      Rewriting.append(scalar, to: &bytes)
      edits.append(source: i..<i + 6, target: start..<bytes.count)
      i += 6
    }
  }

  static func occur(in text: Span<UInt8>) -> Bool {
    text.indices.contains { pair(text, $0) != nil }
  }

  /// The scalar that a pair of surrogates at a place means, if one is there.
  static func pair(_ text: Span<UInt8>, _ i: Int) -> UInt32? {
    guard text[i] == 0xED, i + 5 < text.count, text[i + 3] == 0xED,
      (0xA0...0xAF).contains(text[i + 1]), (0xB0...0xBF).contains(text[i + 4]),
      text[i + 2] & 0xC0 == 0x80, text[i + 5] & 0xC0 == 0x80
    else { return nil }
    let high = UInt32(text[i + 1] & 0x0F) << 6 | UInt32(text[i + 2] & 0x3F)
    let low = UInt32(text[i + 4] & 0x0F) << 6 | UInt32(text[i + 5] & 0x3F)
    return 0x10000 + (high << 10 | low)
  }
}

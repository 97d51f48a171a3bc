import LontarTestSupport
import LontarText
import Testing

struct NormalizationEditsTests {
  @Test("the edits of NFC are ICU's, each by each")
  func editsOfICU() throws {
    var generator = SeededGenerator(seed: 21)
    var changed = 0
    for _ in 0..<20_000 {
      let text = AdversarialText.normalization(upTo: 14, using: &generator)
      var ours = OffsetMap()
      var theirs = OffsetMap()
      var output: [UInt8] = []
      try Normalizer().normalize(text.span, appendingTo: &output, edits: &ours)
      try Normalizer(engine: .icu).normalize(text.span, appendingTo: &output, edits: &theirs)
      try #require(ours == theirs, "\(text)")
      if !ours.isEmpty { changed += 1 }
    }
    #expect(changed > 5_000)
  }

  @Test(
    "edits put the normal form together, and lead back", arguments: NormalizationForm.allCases)
  func rebuild(_ form: NormalizationForm) throws {
    var generator = SeededGenerator(seed: 22)
    for round in 0..<3_000 {
      var text = AdversarialText.normalization(upTo: 14, using: &generator)
      if round % 4 == 0 { AdversarialText.damage(&text, using: &generator) }
      let normalizer = Normalizer(form: form, invalid: .replace)
      var edits = OffsetMap()
      var output: [UInt8] = []
      try normalizer.normalize(text.span, appendingTo: &output, edits: &edits)
      var plain: [UInt8] = []
      try normalizer.normalize(text.span, appendingTo: &plain)
      try #require(plain == output)
      var rebuilt: [UInt8] = []
      var position = 0
      for edit in edits.edits {
        rebuilt += text[position..<edit.source.lowerBound]
        try #require(rebuilt.count == edit.target.lowerBound)
        rebuilt += output[edit.target]
        position = edit.source.upperBound
        try #require(edits.sourceRange(ofTarget: edit.target) == edit.source || edit.target.isEmpty)
      }
      rebuilt += text[position...]
      try #require(rebuilt == output)
    }
  }

  @Test("quick check names a place before the first change", arguments: NormalizationForm.allCases)
  func quickCheck(_ form: NormalizationForm) throws {
    var generator = SeededGenerator(seed: 23)
    for round in 0..<3_000 {
      let text = AdversarialText.normalization(upTo: 8, using: &generator)
      let normalizer = Normalizer(form: form, streamSafe: round % 2 == 0)
      var edits = OffsetMap()
      var output: [UInt8] = []
      try normalizer.normalize(text.span, appendingTo: &output, edits: &edits)
      let place = try normalizer.firstChange(in: text.span)
      try #require((place == nil) == (output == text))
      try #require(try normalizer.isNormalized(text.span) == (output == text))
      if let place { try #require(place <= edits.edits[0].source.lowerBound) }

      var copy: [UInt8] = [7]
      let outcome = try normalizer.normalizeIfNeeded(text.span, appendingTo: &copy)
      try #require(outcome == (output == text ? nil : .normalized))
      try #require(copy == (output == text ? [7] : [7] + output))
    }
  }

  @Test("normalising only if needed says what the plain call says of ill-formed text")
  func ifNeeded() throws {
    var generator = SeededGenerator(seed: 24)
    for _ in 0..<3_000 {
      var text = AdversarialText.normalization(upTo: 8, using: &generator)
      AdversarialText.damage(&text, using: &generator)
      for policy in InvalidUTF8Policy.allCases {
        let normalizer = Normalizer(invalid: policy)
        var plain: [UInt8] = []
        var other: [UInt8] = []
        let expected = Result { try normalizer.normalize(text.span, appendingTo: &plain) }
        let found = Result { try normalizer.normalizeIfNeeded(text.span, appendingTo: &other) }
        switch (expected, found) {
        case (.success(let expected), .success(let found)):
          try #require(found == nil ? expected == .normalized && plain == text : found == expected)
          try #require(other == (found == nil ? [] : plain))
        case (.failure(let expected), .failure(let found)):
          try #require(expected as? TextError == found as? TextError)
        default: Issue.record("\(text) \(policy)")
        }
      }
    }
  }

  @Test(
    "the engines agree, with repairs and without",
    arguments: [LontarText.NormalizationForm.nfc, .nfd, .nfkc, .nfkd])
  func engines(_ form: NormalizationForm) throws {
    var generator = SeededGenerator(seed: 25)
    for _ in 0..<2_000 {
      var text = AdversarialText.normalization(upTo: 10, using: &generator)
      if Bool.random(using: &generator) { AdversarialText.damage(&text, using: &generator) }
      for policy in [InvalidUTF8Policy.replace, .pass, .skip] {
        var outputs: [[UInt8]] = []
        var outcomes: [Normalizer.Outcome] = []
        for engine in NormalizationEngine.allCases {
          var output: [UInt8] = []
          let normalizer = Normalizer(form: form, invalid: policy, engine: engine)
          outcomes.append(try normalizer.normalize(text.span, appendingTo: &output))
          outputs.append(output)
        }
        try #require(outputs[0] == outputs[1] && outputs[1] == outputs[2], "\(text)")
        try #require(outcomes[0] == outcomes[1] && outcomes[1] == outcomes[2], "\(text)")
      }
    }
  }

  /// Ours reads a run of marks a fixed number of times: eight megabytes are over before a time that ICU
  /// needs for a hundredth of it.
  @Test("a long run of marks gives the marks in order")
  func longRun() throws {
    let count = 500_000
    var text = Array("a".utf8)
    for _ in 0..<count { text += [0xCC, 0x81, 0xCC, 0xA3] }
    var output: [UInt8] = []
    try Normalizer().normalize(text.span, appendingTo: &output)
    var expected = Array("\u{1EA1}".utf8)
    for _ in 1..<count { expected += [0xCC, 0xA3] }
    for _ in 0..<count { expected += [0xCC, 0x81] }
    #expect(output == expected)
  }
}

import CLontar
import LontarTestSupport
import LontarText
import Testing

private func normalForm(_ bytes: [UInt8], _ form: NormalizationForm) throws -> [UInt8] {
  var output: [UInt8] = []
  try Normalizer(form: form).normalize(bytes.span, appendingTo: &output)
  return output
}

struct NormalizationPropertyTests {
  static let forms: [NormalizationForm] = [.nfc, .nfd, .nfkc, .nfkd]

  @Test("equals utf8proc on adversarial text, and is idempotent", arguments: forms)
  func equalsSecondOracle(_ form: NormalizationForm) throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<8_000 {
      let text = AdversarialText.normalization(upTo: 12, using: &generator)
      let output = try normalForm(text, form)
      try #require(output == utf8procNormalForm(of: text, form), "\(text)")
      try #require(try normalForm(output, form) == output, "\(text)")
    }
  }

  @Test("equals utf8proc on every scalar alone", arguments: forms)
  func everyScalar(_ form: NormalizationForm) throws {
    for start in stride(from: UInt32(0), through: 0x10FFFF, by: 0x100) {
      // A newline keeps each scalar by itself.
      var text: [UInt8] = []
      for scalar in (start..<start + 0x100).compactMap(Unicode.Scalar.init) {
        text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        text.append(UInt8(ascii: "\n"))
      }
      let output = try normalForm(text, form)
      try #require(output == utf8procNormalForm(of: text, form), "after \(start)")
    }
  }

  @Test(
    "knows what is in form already",
    arguments: [
      (LONTAR_NFC, NormalizationForm.nfc), (LONTAR_NFD, .nfd), (LONTAR_NFKC, .nfkc),
      (LONTAR_NFKD, .nfkd), (LONTAR_NFKC_CASEFOLD, .nfkcCasefold),
    ])
  func quickCheck(_ inC: lontar_form, _ form: NormalizationForm) throws {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<8_000 {
      let text = AdversarialText.normalization(upTo: 6, using: &generator)
      let result = lontar_icu_is_normalized(inC, text, text.count)
      try #require(result.status == LONTAR_OK)
      try #require((result.count == 1) == (try normalForm(text, form) == text), "\(text)")
    }
  }

  @Test("what is ill-formed keeps its bytes or becomes what Swift makes of it")
  func illFormed() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<8_000 {
      var text = AdversarialText.normalization(upTo: 12, using: &generator)
      AdversarialText.damage(&text, using: &generator)
      let repaired = Array(String(decoding: text, as: UTF8.self).utf8)

      var replaced: [UInt8] = []
      try Normalizer(form: .unchanged, invalid: .replace)
        .normalize(text.span, appendingTo: &replaced)
      try #require(replaced == repaired, "\(text)")

      var normalized: [UInt8] = []
      try Normalizer(form: .nfc, invalid: .replace).normalize(text.span, appendingTo: &normalized)
      try #require(try normalized == normalForm(repaired, .nfc), "\(text)")

      var passed: [UInt8] = []
      try Normalizer(form: .unchanged, invalid: .pass).normalize(text.span, appendingTo: &passed)
      try #require(passed == text)
    }
  }

  @Test(
    "real text: all forms equal utf8proc", .enabled(if: TestFiles.hasCorpora, "needs Corpora"))
  func corpora() throws {
    for file in TestFiles.corpusFiles() {
      for line in try TestFiles.lines(of: file) {
        for form in Self.forms {
          try #require(try normalForm(line, form) == utf8procNormalForm(of: line, form))
        }
      }
    }
  }
}

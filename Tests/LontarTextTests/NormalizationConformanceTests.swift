import CLontar
import LontarTestSupport
import LontarText
import Testing

private let file = UnicodeTestFile("NormalizationTest.txt.bz2")

@Suite(
  "Unicode's NormalizationTest",
  .enabled(
    if: file.isUsable(forUnicode: LibraryVersions.unicode),
    "needs unicode-data of ICU's version of Unicode, and bzip2"))
struct NormalizationConformanceTests {
  /// Which column of the file each of its five columns must become.
  static let expected: [(NormalizationForm, [Int])] = [
    (.nfc, [1, 1, 1, 3, 3]), (.nfd, [2, 2, 2, 4, 4]), (.nfkc, [3, 3, 3, 3, 3]),
    (.nfkd, [4, 4, 4, 4, 4]),
  ]

  @Test("every line, every form")
  func lines() throws {
    var checked = 0
    for (line, text) in try file.cases() {
      let columns = text.split(separator: ";").prefix(5).map { UnicodeTestFile.bytes($0) }
      for (form, targets) in Self.expected {
        let normalizer = Normalizer(form: form)
        for (column, target) in zip(columns, targets) {
          var output: [UInt8] = []
          try normalizer.normalize(column.span, appendingTo: &output)
          if output != columns[target] { Issue.record("line \(line), \(form)") }
        }
      }
      checked += 1
    }
    #expect(checked > 18_000)
  }

  @Test("utf8proc, the second oracle, agrees on every line")
  func secondOracle() throws {
    for (line, text) in try file.cases() {
      let columns = text.split(separator: ";").prefix(5).map { UnicodeTestFile.bytes($0) }
      for (form, targets) in Self.expected {
        for (column, target) in zip(columns, targets)
        where utf8procNormalForm(of: column, form) != columns[target] {
          Issue.record("line \(line), \(form)")
        }
      }
    }
  }
}

/// The normal form that utf8proc gives, or nil for an error.
func utf8procNormalForm(of bytes: [UInt8], _ form: NormalizationForm) -> [UInt8]? {
  let inC =
    switch form {
    case .nfc: LONTAR_NFC
    case .nfd: LONTAR_NFD
    case .nfkc: LONTAR_NFKC
    case .nfkd: LONTAR_NFKD
    case .nfkcCasefold: LONTAR_NFKC_CASEFOLD
    case .nfkcSafe: LONTAR_NFKC_SAFE
    case .unchanged: LONTAR_NFC
    }
  // No scalar grows more than elevenfold.
  var output = [UInt8](repeating: 0, count: bytes.count * 11 + 1)
  let result = lontar_utf8proc_normalize(inC, bytes, bytes.count, &output, output.count)
  guard result.status == LONTAR_OK else { return nil }
  output.removeLast(output.count - result.count)
  return output
}

import Foundation
import LontarTestSupport
import Testing

@testable import LontarText

/// What must hold of rules on any text: a second run changes nothing, the scan misses nothing, and the
/// way back is right.
@Suite struct RulePropertyTests {
  /// A language, with pieces of text that are hard on its rules.
  struct Script: Sendable, CustomTestStringConvertible {
    var language: Language
    var pieces: [String]
    var testDescription: String { language.rawValue }
  }

  private static func scalars(_ ranges: ClosedRange<UInt32>...) -> [String] {
    ranges.joined().compactMap(Unicode.Scalar.init).map { String($0) }
  }

  static let shared: [String] = [
    " ", " ", "\n", "a", "1", "\u{200B}", "\u{200C}", "\u{200D}", "\u{FEFF}", "\u{A0}", "\r",
    "\u{85}",
    "\u{301}", "\u{FE0F}", "👩", "\u{AD}", "\u{E0020}", "ﬁ", "\u{200E}", "ا", "-", ".",
  ]

  static let scripts: [Script] = [
    Script(
      language: .thai,
      pieces: scalars(0xE01...0xE03, 0xE24...0xE26, 0xE2F...0xE3A, 0xE40...0xE4E)
        + ["\u{F70B}", "\u{F701}", "\u{F712}", "\u{30A}", "๒"]),
    Script(
      language: .lao,
      pieces: scalars(0xE81...0xE82, 0xEA1...0xEA3, 0xEAB...0xEAB, 0xEB0...0xEBD, 0xEC0...0xECD)
        + ["ນ", "ໜ", "ໝ", "ມ"]),
    Script(
      language: .khmer,
      pieces: scalars(0x1780...0x1780, 0x178A...0x178A, 0x1794...0x1794, 0x179A...0x179B)
        + scalars(0x17A2...0x17A4, 0x17B2...0x17E1, 0x17E5...0x17E5)
        + ["\u{17D2}", "\u{17D2}", "\u{17BB}", "\u{17C1}", "\u{17C9}", "\u{17DD}"]
        + ["\u{17B6}\u{17D2}ក", "\u{200D}\u{17D2}រ"]),
    Script(
      language: .burmese,
      pieces: scalars(0x1000...0x1004, 0x1009...0x1009, 0x101B...0x101D, 0x1025...0x1026)
        + scalars(0x102B...0x103F, 0x1040...0x1047, 0x104A...0x104E, 0x1056...0x1060)),
    Script(
      language: .vietnamese,
      pieces: "aăâeêioôơuưybcdđghklmnpqrstvxáàảãạấậéèíìóòỏộớợúùủứựýỳỷHOÀQÚY".map { String($0) }
        + ["\u{300}", "\u{323}", "\u{309}", "ð", "Ð", "qu", "gi", "hò", "oà", "_", "#", "w", "6"]),
    Script(
      language: .indonesian,
      pieces: [
        "anak", "2", "²", "-", "–", "ber", "kali", "nya", "A", "o", "w", "ttt", "4", "0", "@",
      ]
        + scalars(0x640...0x645, 0xFEE0...0xFEE3)),
    Script(
      language: .malay,
      pieces: [
        "buku", "2", " - ", "\u{6AC}", "\u{6AF}", "\u{643}", "\u{640}", "\u{FEFB}", "\u{64E}",
      ]),
    Script(
      language: .filipino,
      pieces: ["n", "g", "m", "a", "ñ", "\u{303}", "’", "wag", "y", "ha", "mag", "aral", "â"]
        + scalars(0x1703...0x1703, 0x1712...0x1715, 0x1734...0x1734)),
  ]

  static let sets = [
    "standard", "aggressive", "standard,+T5b,+T9,+T12,+T13,+T16", "aggressive,+L4b,+L7",
    "standard,+K16,-K1",
    "standard,+K17,-K5", "aggressive,+K17,-G5", "aggressive,-K6,+T12", "standard,-M2,+M8",
    "standard,-M3",
    "standard,+V4,+V7,+V9",
    "aggressive,+I1,+I2,+I7", "aggressive,+F2,+F3,+I1", "aggressive,+G9,+G11", "none,+G3,+G6",
    "aggressive,-T1,-T2", "standard,-T3,-T4", "standard,-L3,-L1", "standard,-K4,-K10,-K8",
  ]

  /// How many texts of each script; a million of each, which takes an hour, with `LONTAR_LONG` in the
  /// environment.
  static let rounds: Int = {
    if ProcessInfo.processInfo.environment["LONTAR_LONG"] != nil { return 1_000_000 }
    #if DEBUG
      return 400
    #else
      return 60_000
    #endif
  }()

  private static func normalizers(_ language: Language, _ form: NormalizationForm) throws
    -> [(String, Normalizer, Normalizer)]
  {
    var result: [(String, Normalizer, Normalizer)] = []
    for name in sets {
      for style in language == .vietnamese ? ToneStyle.allCases : [.keep] {
        let rules = try RuleSet(name)
        guard (try? rules.mask(for: language)) != nil else { continue }
        func make(_ everything: Bool) throws -> Normalizer {
          try Normalizer(
            form: form, rules: rules, language: language, zeroWidthSpaces: nil, toneStyle: style,
            lexicon: nil, invalid: .pass, streamSafe: false, scansEverything: everything)
        }
        result.append(("\(name) \(style)", try make(false), try make(true)))
      }
    }
    return result
  }

  /// Builds the text from the output and the pieces of the original that the map points to.
  private func isRoundTrip(_ text: [UInt8], _ output: [UInt8], _ edits: OffsetMap) -> Bool {
    var rebuilt: [UInt8] = []
    var place = 0
    for edit in edits.edits {
      rebuilt += output[place..<edit.target.lowerBound] + text[edit.source]
      place = edit.target.upperBound
    }
    return rebuilt + output[place...] == text
  }

  private func check(
    _ text: [UInt8], _ name: String, _ fast: Normalizer, _ slow: Normalizer
  ) throws {
    var output: [UInt8] = []
    try fast.normalize(text.span, appendingTo: &output)
    var twin: [UInt8] = []
    try slow.normalize(text.span, appendingTo: &twin)
    try #require(output == twin, "\(name): the scan misses something in \(text)")
    var again: [UInt8] = []
    try fast.normalize(output.span, appendingTo: &again)
    try #require(again == output, "\(name): a second run changes \(text)")
    var edits = OffsetMap()
    var mapped: [UInt8] = []
    try fast.normalize(text.span, appendingTo: &mapped, edits: &edits)
    try #require(mapped == output)
    try #require(isRoundTrip(text, output, edits), "\(name): the way back of \(text)")
    // Each line by itself, with its newline.
    var lines: [UInt8] = []
    for (number, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      if number > 0 { lines.append(0x0A) }
      try fast.normalize(Array(line).span, appendingTo: &lines)
    }
    try #require(lines == output, "\(name): lines of \(text)")
  }

  @Test(
    "the same twice, the same in parts, and back again", arguments: scripts,
    [NormalizationForm.nfc, .nfkc, .nfd])
  func properties(_ script: Script, _ form: NormalizationForm) throws {
    var generator = SeededGenerator(seed: 4)
    let normalizers = try Self.normalizers(script.language, form)
    let all = script.pieces + Self.shared
    for round in 0..<(form == .nfc ? Self.rounds : Self.rounds / 8) {
      var text: [UInt8] = []
      // Mostly the script itself.
      for _ in 0..<Int.random(in: 0...(round % 50 == 0 ? 60 : 10), using: &generator) {
        let isShared = Int.random(in: 0..<4, using: &generator) == 0
        let from = isShared ? all : script.pieces
        text += from[Int.random(in: 0..<from.count, using: &generator)].utf8
      }
      if round % 10 == 0 { AdversarialText.damage(&text, using: &generator) }
      let (name, fast, slow) = normalizers[round % normalizers.count]
      try check(text, name, fast, slow)
    }
  }

  @Test(
    "real text", .enabled(if: TestFiles.exists(TestFiles.sharedText), "needs ../shared/data"),
    arguments: [
      (Language.thai, "th"), (.khmer, "km"), (.burmese, "my"), (.vietnamese, "vi"),
      (.indonesian, "id"), (.malay, "ms"), (.filipino, "tl"), (.english, "en"), (.thai, "th-gov"),
    ])
  func realText(_ language: Language, _ file: String) throws {
    let url = TestFiles.sharedText.appending(path: "\(file).txt.zst")
    let lines = try TestFiles.lines(of: url)
    let (name, fast, slow) = try #require(try Self.normalizers(language, .nfc).first)
    #if DEBUG
      let step = 100
    #else
      let step = 1
    #endif
    for index in stride(from: 0, to: lines.count, by: step) {
      try check(lines[index], name, fast, slow)
    }
  }

  @Test("a long run takes time in proportion", arguments: scripts)
  func longRuns(_ script: Script) throws {
    // A test of this size would not end if the work grew with the square of it.
    let normalizers = try Self.normalizers(script.language, .nfc)
    for piece in script.pieces.prefix(40) {
      var text = Array("\(script.pieces[0])".utf8)
      for _ in 0..<4_000 { text += (piece + script.pieces[script.pieces.count / 2]).utf8 }
      let (name, fast, _) = normalizers[0]
      var output: [UInt8] = []
      try fast.normalize(text.span, appendingTo: &output)
      var again: [UInt8] = []
      try fast.normalize(output.span, appendingTo: &again)
      try #require(again == output, "\(name): a second run changes a run of \(piece)")
    }
  }

  @Test(arguments: [
    (Language.thai, "ภาษาไทยง่าย", 1.0), (.khmer, "ភាសាខ្មែរ", 1.0), (.lao, "ພາສາລາວນ້ຳ", 1.0),
    (.burmese, "မြန်မာဘာသာစကား", 1.0), (.vietnamese, "Tiếng Việt dễ học", 1.0),
    (.thai, "\u{E48}\u{E48}\u{E34}\u{E34}", 0.0), (.khmer, "ក\u{17C7}\u{17B6} ក\u{17D2}", 0.0),
    (.burmese, "\u{1000}\u{102D}\u{103B}", 0.0), (.lao, "ກ\u{EC8}\u{EB4}", 0.0),
  ])
  func scoresHowTextObeysItsScript(_ language: Language, _ text: String, _ share: Double) throws {
    #expect(try Validity(of: text.utf8.span, language: language).share == share)
  }

  /// Otherwise the scan by vectors would stop at every tone, and be slower than the one without them.
  @Test(arguments: [(Language.thai, 0xE00, [0xE45]), (.lao, 0xE80, [])])
  func vectorsPassEachLetterBehindSome(_ language: Language, _ first: Int, _ rare: [Int]) throws {
    let suspicion = Suspicion(
      mask: try RuleSet.standard.mask(for: language), language: language, zeroWidthSpaces: .keep,
      toneStyle: .keep, everything: false)
    let pairs = try #require(suspicion.pairs)
    for scalar in first..<first + 0x60 where !rare.contains(scalar) {
      #expect(pairs.sets[128 + scalar - first] & 0x80 == 0, "\(scalar)")
    }
  }

  @Test func doesNotScoreWhatIsNoThai() throws {
    #expect(try Validity(of: "“ภาษา” – 日本 É".utf8.span, language: .thai).share == 1)
  }

  /// The table as libthai has it (`TACio_op`): what each class takes behind it, but for controls and
  /// consonants, which all take.
  @Test func thaiPairsAreThoseOfTheStandard() {
    let combining: [ThaiClass] = [
      .below1, .below2, .belowDiacritic, .tone, .above1, .above2, .above3, .aboveVowel1,
      .aboveVowel2, .aboveVowel3,
    ]
    let letters: [ThaiClass] = [.other, .leadingVowel, .following3]
    let table: [ThaiClass: [ThaiClass]] = [
      .control: letters + [.following1, .following2],
      .other: letters,
      .consonant: letters + [.following1] + combining,
      .leadingVowel: [],
      .following1: letters + [.following1],
      .following2: letters + [.following1],
      .following3: [.other, .leadingVowel, .following2],
      .below1: letters + [.following1, .tone, .above1],
      .below2: letters + [.tone],
      .belowDiacritic: letters,
      .tone: letters + [.following1, .following2],
      .above1: letters, .above2: letters, .above3: letters,
      .aboveVowel1: letters + [.tone, .above1],
      .aboveVowel2: letters + [.tone],
      .aboveVowel3: letters + [.tone, .above2],
    ]
    for before in ThaiClass.allCases {
      for next in ThaiClass.allCases {
        let isTaken =
          next == .control || next == .consonant || table[before]?.contains(next) == true
        #expect(next.mayFollow(before) == isTaken, "\(next) behind \(before)")
      }
    }
  }

  @Test func scoresOnlyWhatHasAStructure() throws {
    #expect(try Validity(of: "abc".utf8.span, language: .khmer).share == nil)
    #expect(throws: TextError.noValidity(.english)) {
      _ = try Validity(of: "abc".utf8.span, language: .english)
    }
  }
}

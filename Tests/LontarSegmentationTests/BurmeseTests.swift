import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

/// What is written in two ways in Burmese, and read in one.
struct BurmeseTests {
  @Test("the dot below stands before the asat or behind it, and words end at the same places")
  func dotAndAsat() throws {
    var worker = try Segmenter(language: .burmese).makeWorker()
    let pieces = [
      "နှင့်", "သည့်", "ခွင့်", "မြင့်", "ဖြင့်", "ကျွန်တော့်", "မြန်မာ", "က", "များ", "၏", "၂၀", " ", "။", "ok",
    ].map { Array($0.utf8) }
    var generator = SeededGenerator(seed: 51)
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 1...30, using: &generator)).flatMap { _ in
        pieces.randomElement(using: &generator) ?? []
      }
      let found = Self.ends(&worker, Self.turned(text))
      let expected = Self.ends(&worker, text)
      try #require(found == expected, "\(text)")
    }
    #expect(Self.turned(pieces[0]) != pieces[0])
  }

  @Test("a model knows a listed word in either order")
  func listed() throws {
    let word = Array("နှင့်".utf8)
    let other = Self.turned(word)
    let found = Lexicon.symbols(of: word.span, unit: .scalars)
    let expected = Lexicon.symbols(of: other.span, unit: .scalars)
    #expect(found != nil && found == expected)
  }

  @Test(
    "the letter wa among digits is a zero, but for one that begins a syllable with marks",
    arguments: [
      ("၂ဝဝ၂ခုနှစ်", "၂ဝဝ၂|ခုနှစ်"), ("၅ဝ။", "၅ဝ|။"), ("၁ဝရက်", "၁ဝ|ရက်"), ("၅ဝင်", "၅|ဝင်"),
      ("၃ဝါ", "၃|ဝါ"), ("၃ဝယ်", "၃|ဝယ်"), ("ဝ၂", "ဝ|၂"),
      ("၅ဝ,၀၀၀", "၅ဝ,၀၀၀"), ("၁ဝ.၅", "၁ဝ.၅"), ("၅\u{FFFD}ဝ", "၅|\u{FFFD}|ဝ"),
    ])
  func zero(_ text: String, _ expected: String) throws {
    let pieces = try Segmenter(language: .burmese).segments(of: text).joined(separator: "|")
    #expect(Array(pieces.utf8) == Array(expected.utf8), "\(pieces)")
  }

  @Test("no word ends before the upper of two stacked consonants")
  func stacked() {
    let shape = BoundaryModel.Shape(unit: .scalars, usesICU: false, hasWords: false, rowBits: 4)
    var window = FeatureWindow()
    let text = Array("က\u{1019}\u{1039}\u{1018}\u{102C}\u{1037}".utf8)
    let none: [Int] = []
    let isRead = window.readScalars(text.span, ends: none.span, shape: shape)
    #expect(isRead)
    var open: [Int] = []
    for position in 1..<window.count where window.info(position) & SymbolInfo.glued == 0 {
      open.append(position)
    }
    // The lower consonant goes with the upper one because of the virama between them.
    #expect(open.isEmpty)
  }

  /// The text with each dot below that stands before an asat behind it, and the other way round.
  private static func turned(_ text: [UInt8]) -> [UInt8] {
    var scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    var place = 0
    while place + 1 < scalars.count {
      let pair = [scalars[place].value, scalars[place + 1].value]
      if pair == [0x1037, 0x103A] || pair == [0x103A, 0x1037] {
        scalars.swapAt(place, place + 1)
        place += 1
      }
      place += 1
    }
    return scalars.flatMap { Array(String($0).utf8) }
  }

  private static func ends(_ worker: inout Segmenter.Worker, _ text: [UInt8]) -> [Int] {
    var ends: [Int] = []
    worker.forEachSegment(in: text.span) { ends.append($0.upperBound) }
    return ends
  }
}

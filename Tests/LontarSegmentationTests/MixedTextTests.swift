import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct MixedTextTests {
  @Test(
    "cuts other scripts, tags, addresses and emoji sensibly in the midst of any language",
    arguments: [
      (Language.thai, "ใช้iPhone15Proถ่ายรูป", "ใช้|iPhone15Pro|ถ่าย|รูป"),
      (.thai, "ส่งอีเมลa@b.coนะ #เที่ยวไทย 😀😀", "ส่ง|อีเมล|a@b.co|นะ| |#|เที่ยว|ไทย| |😀😀"),
      (.thai, "ดูhttps://x.co/a?b=1ครับ", "ดู|https://x.co/a?b=1|ครับ"),
      (.thai, "ราคา๑,๒๕๐.๕๐บาท...", "ราคา|๑,๒๕๐.๕๐|บาท|..."),
      (.khmer, "ខ្ញុំប្រើiPhone១៥ #ខ្មែរ", "ខ្ញុំ|ប្រើ|iPhone១៥| |#ខ្មែរ"),
      (.burmese, "ဒီမှာ၁၅ရက်", "ဒီ|မှာ|၁၅|ရက်"),
      (.vietnamese, "Hà Nội... #viet http://x.y/z", "Hà Nội|...| |#viet| |http://x.y/z"),
      (.tamil, "தமிழ் @user_1 !!", "தமிழ்| |@user_1| |!!"),
      (.tamil, "கோவிட்-19 Office-ல 5.50-க்கு", "கோவிட்-19| |Office-ல| |5.50-க்கு"),
      (.tamil, "மு. க. 3 கி.மீ. ரூ.9. போ", "மு.| |க.| |3| |கி.மீ.| |ரூ.|9|.| |போ"),
      (.english, "OK :) no:) ;-))", "OK| |:)| |no|:|)| |;-))"),
      (.chinese, "用iPhone手机 a@b.com", "用|iPhone|手机| |a@b.com"),
    ])
  func mixed(_ language: Language, _ text: String, _ expected: String) throws {
    let pieces = try Segmenter(language: language).segments(of: text).joined(separator: "|")
    #expect(Array(pieces.utf8) == Array(expected.utf8), "\(pieces)")
  }

  @Test("zero-width spaces are pieces of their own, or nothing")
  func zeroWidth() throws {
    let text = "ខ្ញុំ\u{200B}ទៅ\u{200B}\u{200B}សាលា\u{200B}"
    var options = Segmenter.Options()
    #expect(
      try Segmenter(language: .khmer, options: options).segments(of: text).map { Array($0.utf8) }
        == ["ខ្ញុំ", "\u{200B}", "ទៅ", "\u{200B}", "\u{200B}", "សាលា", "\u{200B}"].map {
          Array($0.utf8)
        })
    options.zeroWidthSpaces = .ignore
    for engine in Segmenter.Engine.allCases {
      let segmenter = try Segmenter(language: .khmer, engine: engine, options: options)
      #expect(
        segmenter.segments(of: text).map { Array($0.utf8) }
          == ["ខ្ញុំ\u{200B}", "ទៅ\u{200B}\u{200B}", "សាលា\u{200B}"].map { Array($0.utf8) })
      #expect(segmenter.segments(of: "\u{200B}\u{200B}").count == 1)
      // A word that a zero-width space lies in.
      #expect(segmenter.segments(of: "\u{200B}សា\u{200B}លា").count == 1)
    }
  }

  @Test("ignoring zero-width spaces is cutting the text without them, from record to record")
  func ignoring() throws {
    var options = Segmenter.Options()
    options.zeroWidthSpaces = .ignore
    var worker = try Segmenter(language: .lao, options: options).makeWorker()
    var plain = try Segmenter(language: .lao).makeWorker()
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<2_000 {
      let pieces = (0..<Int.random(in: 0...30, using: &generator)).map { _ in
        ["ພາສາ", "ລາວ", " ", "\u{200B}", "a", "1", "."][Int.random(in: 0..<7, using: &generator)]
      }
      let text = Array(pieces.joined().utf8)
      let short = Array(pieces.filter { $0 != "\u{200B}" }.joined().utf8)
      var found: [[UInt8]] = []
      worker.forEachSegment(in: text.span) { range in
        let piece = String(decoding: text[range], as: UTF8.self).unicodeScalars
        found.append(
          Array(String(String.UnicodeScalarView(piece.filter { $0 != "\u{200B}" })).utf8))
      }
      var expected: [[UInt8]] = []
      plain.forEachSegment(in: short.span) { expected.append(Array(short[$0])) }
      if !short.isEmpty { try #require(found == expected, "\(pieces)") }
    }
  }
}

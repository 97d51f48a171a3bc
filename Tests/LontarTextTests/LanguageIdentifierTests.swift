import LontarTestSupport
import LontarText
import Testing

struct LanguageIdentifierTests {
  private let identifier = LanguageIdentifier()

  @Test(
    "a script of its own decides",
    arguments: [
      ("ภาษาไทย", Language.thai), ("ພາສາລາວ", .lao), ("ភាសាខ្មែរ", .khmer), ("မြန်မာစာ", .burmese),
      ("தமிழ்", .tamil), ("中文很好", .chinese), ("ꦧꦱꦗꦮ", .javanese), ("ᮘᮞ ᮞᮥᮔ᮪ᮓ", .sundanese),
      ("ᜊᜊᜌᜒᜈ᜔", .filipino), ("بهاس ملايو دان ڤنديديقن دڠن", .malay),
      ("ฉันใช้ Python 3.11 ทุกวัน", .thai),
    ])
  func scripts(_ text: String, _ language: Language) {
    let found = identifier.identify(text)
    #expect(found.language == language)
    #expect(found.confidence > 0.5)
  }

  @Test(
    "what no language served is written in is unknown",
    arguments: [
      "", "123 + 456 = 579", "😀 🎉", "русский язык", "العربية لغة", "日本語のテキストです",
      "한국어", "ελληνικά", "हिन्दी",
    ])
  func unknown(_ text: String) {
    #expect(identifier.identify(text).language == nil)
  }

  @Test(
    "sentences in Latin letters are told apart",
    arguments: [
      ("Mereka tidak bisa datang karena hujan deras sejak pagi.", Language.indonesian),
      ("Mereka tidak boleh datang kerana hujan lebat sejak pagi.", .malay),
      ("Chúng tôi không thể đến vì trời mưa to từ sáng.", .vietnamese),
      ("Hindi sila makararating dahil malakas ang ulan mula kaninang umaga.", .filipino),
      ("Dili sila makaabot tungod kay kusog ang ulan sukad sa buntag.", .cebuano),
      ("We could not come because it has been raining hard since the morning.", .english),
    ])
  func latin(_ text: String, _ language: Language) {
    #expect(identifier.identify(text).language == language)
  }

  @Test(
    "a few words that are of two languages are of neither", arguments: ["Saya tidak tahu", "Aku"])
  func unclear(_ text: String) {
    #expect(identifier.identify(text).language == nil)
  }

  @Test("a few words may be enough")
  func short() {
    #expect(identifier.identify("Sige na nga").language == .filipino)
    #expect(identifier.identify("Saya nak balik").language == .malay)
    #expect(identifier.identify("Aku mau pulang").language == .indonesian)
  }

  @Test("spans make up the text, whatever its bytes are")
  func spansMakeUpTheText() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<3_000 {
      var text = AdversarialText.segmentation(upTo: 12, using: &generator)
      if generator.next() % 4 == 0 { AdversarialText.damage(&text, using: &generator) }
      var end = 0
      identifier.forEachSpan(in: text.span) { bytes, found in
        #expect(bytes.lowerBound == end)
        #expect(!bytes.isEmpty)
        #expect((0...1).contains(found.confidence))
        end = bytes.upperBound
      }
      #expect(end == text.count)
      #expect((0...1).contains(identifier.identify(text.span).confidence))
    }
  }

  @Test("a mixed text is cut where its script changes")
  func mixed() {
    var pieces: [(String, Language?)] = []
    let text = Array("ไปกิน pizza ด้วยกัน 2 วัน 日本".utf8)
    identifier.forEachSpan(in: text.span) { bytes, found in
      pieces.append((String(decoding: text[bytes], as: UTF8.self), found.language))
    }
    #expect(pieces.map(\.0) == ["ไปกิน ", "pizza ", "ด้วยกัน 2 วัน ", "日本"])
    #expect(pieces[0].1 == .thai)
    #expect(pieces[2].1 == .thai)
    #expect(pieces[3].1 == .chinese)
  }
}

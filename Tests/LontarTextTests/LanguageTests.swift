import LontarText
import Testing

struct LanguageTests {
  @Test("every code names its language", arguments: Language.all)
  func codes(_ language: Language) throws {
    for code in language.codes { #expect(try Language(code) == language) }
    #expect(language.codes.first == language.rawValue)
    #expect(try Language(language.rawValue.uppercased() + "-XX") == language)
    #expect(!language.name.isEmpty)
  }

  @Test("no code names two languages")
  func distinct() {
    let codes = Language.all.flatMap(\.codes)
    #expect(Set(codes).count == codes.count)
  }

  @Test(
    "an unknown code is refused with the list", arguments: ["", "xx", "thai", "t", "-th", "fr"])
  func refuses(_ code: String) {
    #expect(throws: TextError.unknownLanguage(code)) { try Language(code) }
    #expect("\(TextError.unknownLanguage(code))".contains("th, vi, id, ms, fil"))
  }
}

/// A language that Lontar serves; the raw value is its BCP 47 code.
@nonexhaustive
public enum Language: String, CaseIterable, Sendable {
  case thai = "th"
  case vietnamese = "vi"
  case indonesian = "id"
  case malay = "ms"
  case filipino = "fil"
  case khmer = "km"
  case lao = "lo"
  case burmese = "my"
  case javanese = "jv"
  case sundanese = "su"
  case cebuano = "ceb"
  case tamil = "ta"
  case chinese = "zh"
  case english = "en"

  /// Finds the language with a code of BCP 47 or ISO 639-3.
  ///
  ///     try Language("tha")     // .thai
  ///     try Language("tl")      // .filipino
  ///     try Language("zh-Hans") // .chinese: region and script are let go
  ///
  /// - Throws: ``TextError/unknownLanguage(_:)``, whose description lists what is known.
  public init(_ code: String) throws(TextError) {
    var primary: [UInt8] = []
    for byte in code.utf8 {
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") { break }
      let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      primary.append(isUpper ? byte | 0x20 : byte)
    }
    let found = Language.all.first { language in
      language.codes.contains { primary.elementsEqual($0.utf8) }
    }
    guard let found else { throw .unknownLanguage(code) }
    self = found
  }

  /// Every language.
  public static var all: [Language] { allCases }

  /// Every code that ``init(_:)`` takes for the language, the BCP 47 code first.
  public var codes: [String] {
    switch self {
    case .thai: ["th", "tha"]
    case .vietnamese: ["vi", "vie"]
    case .indonesian: ["id", "ind"]
    case .malay: ["ms", "msa", "zsm"]
    case .filipino: ["fil", "tl", "tgl"]
    case .khmer: ["km", "khm"]
    case .lao: ["lo", "lao"]
    case .burmese: ["my", "mya"]
    case .javanese: ["jv", "jav"]
    case .sundanese: ["su", "sun"]
    case .cebuano: ["ceb"]
    case .tamil: ["ta", "tam"]
    case .chinese: ["zh", "zho", "cmn"]
    case .english: ["en", "eng"]
    }
  }

  /// The name of the language in English.
  public var name: String {
    switch self {
    case .thai: "Thai"
    case .vietnamese: "Vietnamese"
    case .indonesian: "Indonesian"
    case .malay: "Malay"
    case .filipino: "Filipino"
    case .khmer: "Khmer"
    case .lao: "Lao"
    case .burmese: "Burmese"
    case .javanese: "Javanese"
    case .sundanese: "Sundanese"
    case .cebuano: "Cebuano"
    case .tamil: "Tamil"
    case .chinese: "Chinese"
    case .english: "English"
    }
  }
}

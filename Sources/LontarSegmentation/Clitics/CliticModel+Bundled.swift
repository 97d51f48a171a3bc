internal import LontarText

extension CliticModel {
  /// The model that comes with the library, if the language has clitics.
  static func bundled(_ language: Language) -> CliticModel? {
    switch language {
    case .indonesian: indonesian
    case .malay: malay
    case .javanese: javanese
    case .sundanese: sundanese
    case .filipino: filipino
    case .cebuano: cebuano
    default: nil
    }
  }

  private static let indonesian = CliticModel(bundledFor: .indonesian)
  private static let malay = CliticModel(bundledFor: .malay)
  private static let javanese = CliticModel(bundledFor: .javanese)
  private static let sundanese = CliticModel(bundledFor: .sundanese)
  private static let filipino = CliticModel(bundledFor: .filipino)
  private static let cebuano = CliticModel(bundledFor: .cebuano)

  private init(bundledFor language: Language) {
    self.init(
      language: language, weights: BundledWeights.named("clitics.\(language.rawValue)"))
  }
}

public import LontarText

extension BoundaryModel {
  /// The model of a language that is part of Lontar: Thai, Vietnamese, Khmer, Lao and Burmese have one.
  ///
  ///     BoundaryModel.bundled(for: .lao)?.provenance   // "language: lo\ntraining: lo.txt …"
  ///
  /// The file NOTICE has the sources and licences. Nothing is copied: the model is read where it lies
  /// in the program.
  public static func bundled(for language: Language) -> BoundaryModel? {
    switch language {
    case .thai: Bundled.thai
    case .vietnamese: Bundled.vietnamese
    case .khmer: Bundled.khmer
    case .lao: Bundled.lao
    case .burmese: Bundled.burmese
    default: nil
    }
  }

  /// Each is looked at when it is first asked for. Its checksum is looked at in the tests only.
  private enum Bundled {
    static let thai = model(.thai)
    static let vietnamese = model(.vietnamese)
    static let khmer = model(.khmer)
    static let lao = model(.lao)
    static let burmese = model(.burmese)

    private static func model(_ language: Language) -> BoundaryModel? {
      ModelStorage(bundledFor: language.rawValue).flatMap {
        try? BoundaryModel($0, isTrusted: true)
      }
    }
  }
}

/// One rule: what a class of licences says to a purpose.
struct PolicyRule: Sendable {
  let licenceClass: LicenceClass
  let purpose: Purpose
  let verdict: Verdict
  let duties: [Duty]
  let clause: String

  var name: String { "\(licenceClass.rawValue)/\(purpose.rawValue)" }

  static let ownTermsClause =
    "the source adds terms of its own, which nobody has read for this rule"
  static let withdrawnClause = "those it is about, or its authors, took it back"
  static let conflictClause =
    "no licence satisfies both: each asks for its own on what is made of it"

  static func rule(for licenceClass: LicenceClass, _ purpose: Purpose) -> PolicyRule {
    // Every class has one rule a purpose, in the order of `allCases`; a test counts them.
    table[licenceClass.index * Purpose.allCases.count + purpose.index]
  }

  /// The rules, class by class, each in the order of ``Purpose``.
  static let table: [PolicyRule] = {
    var rules: [PolicyRule] = []
    for licenceClass in LicenceClass.allCases {
      for purpose in Purpose.allCases {
        let (verdict, duties, clause) = row(licenceClass, purpose)
        rules.append(
          PolicyRule(
            licenceClass: licenceClass, purpose: purpose, verdict: verdict, duties: duties,
            clause: clause))
      }
    }
    return rules
  }()

  /// The SHA-256 of all the rules as lines of text.
  static let hash: String = {
    var text = ""
    for rule in table {
      let duties = rule.duties.map(\.rawValue).joined(separator: ",")
      text += "\(rule.name)\t\(rule.verdict)\t\(duties)\t\(rule.clause)\n"
    }
    text += "\(ownTermsClause)\n\(withdrawnClause)\n\(conflictClause)\n"
    for licenceClass in LicenceClass.allCases {
      text += "\(licenceClass.rawValue)\t\(OutboundLicences(of: licenceClass).rawValue)\n"
    }
    for (id, licenceClass) in LicenceTable.classes.sorted(by: {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }) {
      text += "\(id)\t\(licenceClass.rawValue)\n"
    }
    let bytes = Array(text.utf8)
    return SHA256.hash(bytes.span).description
  }()

  private static func row(
    _ licenceClass: LicenceClass, _ purpose: Purpose
  ) -> (Verdict, [Duty], String) {
    switch (licenceClass, purpose) {
    case (.publicDomain, _):
      return (.allow, [], "the rights are waived")

    case (.attribution, .redistribute):
      return (.allowWithDuties, [.credit, .includeLicence], "attribution (CC BY 4.0, 3(a))")
    case (.attribution, .shareText):
      return (
        .allowWithDuties, [.credit, .includeLicence, .stateChanges],
        "attribution, and a note of changes (CC BY 4.0, 3(a)(1)(B))"
      )
    case (.attribution, .train), (.attribution, .commercial), (.attribution, .shareVocabulary):
      return (.allowWithDuties, [.credit], "attribution (CC BY 4.0, 3(a))")

    case (.shareAlike, .train), (.shareAlike, .commercial):
      return (.allowWithDuties, [.credit], "attribution; share-alike binds what is shared (3(b))")
    case (.shareAlike, .shareVocabulary):
      return (
        .allowWithDuties, [.credit, .sameLicence],
        "whether a vocabulary is adapted material is open: the careful reading shares alike (3(b))"
      )
    case (.shareAlike, .redistribute):
      return (.allowWithDuties, [.credit, .includeLicence], "attribution (CC BY-SA 4.0, 3(a))")
    case (.shareAlike, .shareText), (.otherShareAlike, .shareText):
      return (
        .allowWithDuties, [.credit, .includeLicence, .sameLicence, .stateChanges],
        "what is made of it has the same licence (CC BY-SA 4.0, 3(b); ODbL 1.0, 4.4)"
      )
    case (.otherShareAlike, .train), (.otherShareAlike, .commercial):
      return (.allowWithDuties, [.credit], "attribution (ODbL 1.0, 4.3)")
    case (.otherShareAlike, .shareVocabulary):
      return (
        .allowWithDuties, [.credit, .sameLicence],
        "whether a vocabulary is a derived database is open: the careful reading shares alike"
      )
    case (.otherShareAlike, .redistribute):
      return (.allowWithDuties, [.credit, .includeLicence], "notices are kept (ODbL 1.0, 4.2)")

    case (.codeCopyleft, .train):
      return (.allowWithDuties, [.credit], "use without handing on is free (GPL 3.0, 2)")
    case (.codeCopyleft, .redistribute):
      return (
        .allowWithDuties, [.credit, .includeLicence], "copies keep the licence (GPL 3.0, 4)"
      )
    case (.codeCopyleft, .commercial), (.codeCopyleft, .shareVocabulary),
      (.codeCopyleft, .shareText):
      return (.needsHuman, [], "a licence for programs does not say what it means for data")

    case (.nonCommercial, .train):
      return (.allowWithDuties, [.credit, .nonCommercial], "not for commerce (CC BY-NC 4.0, 2(a))")
    case (.nonCommercial, .commercial), (.nonCommercialShareAlike, .commercial):
      return (.deny, [], "not for commerce (CC BY-NC 4.0 and CC BY-NC-SA 4.0, 2(a)(1))")
    case (.nonCommercial, .shareVocabulary):
      return (.allowWithDuties, [.credit, .nonCommercial], "not for commerce (2(a)(1))")
    case (.nonCommercial, .redistribute):
      return (
        .allowWithDuties, [.credit, .includeLicence, .nonCommercial], "not for commerce (2(a)(1))"
      )
    case (.nonCommercial, .shareText):
      return (
        .allowWithDuties, [.credit, .includeLicence, .nonCommercial, .stateChanges],
        "not for commerce (2(a)(1)), with a note of changes (3(a)(1)(B))"
      )
    case (.nonCommercialShareAlike, .train):
      return (.allowWithDuties, [.credit, .nonCommercial], "not for commerce (2(a)(1))")
    case (.nonCommercialShareAlike, .shareVocabulary):
      return (
        .allowWithDuties, [.credit, .nonCommercial, .sameLicence],
        "not for commerce (2(a)(1)); the careful reading shares alike (3(b))"
      )
    case (.nonCommercialShareAlike, .redistribute):
      return (
        .allowWithDuties, [.credit, .includeLicence, .nonCommercial], "not for commerce (2(a)(1))"
      )
    case (.nonCommercialShareAlike, .shareText):
      return (
        .allowWithDuties, [.credit, .includeLicence, .nonCommercial, .sameLicence, .stateChanges],
        "not for commerce (2(a)(1)), and the same licence (3(b))"
      )

    case (.noDerivatives, .train):
      return (.allowWithDuties, [.credit], "changes that are not shared are free (2(a)(1)(B))")
    case (.nonCommercialNoDerivatives, .train):
      return (
        .allowWithDuties, [.credit, .nonCommercial],
        "not for commerce; changes that are not shared are free (2(a)(1)(B))"
      )
    case (.noDerivatives, .commercial):
      return (.needsHuman, [], "whether a model is a shared change is open (CC BY-ND 4.0, 2(a))")
    case (.nonCommercialNoDerivatives, .commercial):
      return (.deny, [], "not for commerce (CC BY-NC-ND 4.0, 2(a)(1))")
    case (.noDerivatives, .shareVocabulary), (.nonCommercialNoDerivatives, .shareVocabulary):
      return (.needsHuman, [], "whether a vocabulary is a shared change is open (2(a)(1)(B))")
    case (.noDerivatives, .redistribute):
      return (
        .allowWithDuties, [.credit, .includeLicence, .unchanged], "unchanged copies (2(a)(1)(A))"
      )
    case (.nonCommercialNoDerivatives, .redistribute):
      return (
        .allowWithDuties, [.credit, .includeLicence, .nonCommercial, .unchanged],
        "unchanged copies, not for commerce (2(a)(1)(A))"
      )
    case (.noDerivatives, .shareText), (.nonCommercialNoDerivatives, .shareText):
      return (.deny, [], "changed copies are not shared (CC BY-ND 4.0, 2(a)(1)(B))")

    case (.unknown, _):
      return (.needsHuman, [], "no licence that is known: all rights may be reserved")
    }
  }
}

extension LicenceClass {
  fileprivate var index: Int {
    switch self {
    case .publicDomain: 0
    case .attribution: 1
    case .shareAlike: 2
    case .otherShareAlike: 3
    case .codeCopyleft: 4
    case .nonCommercial: 5
    case .nonCommercialShareAlike: 6
    case .noDerivatives: 7
    case .nonCommercialNoDerivatives: 8
    case .unknown: 9
    }
  }
}

extension Purpose {
  fileprivate var index: Int {
    switch self {
    case .train: 0
    case .commercial: 1
    case .shareVocabulary: 2
    case .redistribute: 3
    case .shareText: 4
    }
  }
}

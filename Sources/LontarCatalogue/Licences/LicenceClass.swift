/// What a licence asks for and forbids, as far as a pool of corpora needs it.
///
/// Every SPDX identifier that the catalogue knows is in one class; anything else is `unknown`, and
/// unknown never allows.
public enum LicenceClass: String, CaseIterable, Sendable {
  /// CC0, PDDL: nothing is asked for.
  case publicDomain = "public-domain"
  /// CC BY, MIT, Apache, BSD, AFL, ODC-By: say whose it is.
  case attribution
  /// CC BY-SA: what is made of it has the same licence.
  case shareAlike = "share-alike"
  /// ODbL, CDLA-Sharing: share alike, and not mixed with CC BY-SA.
  case otherShareAlike = "other-share-alike"
  /// GPL, AGPL, LGPL, MPL: written for programs, and used for data.
  case codeCopyleft = "code-copyleft"
  /// CC BY-NC.
  case nonCommercial = "non-commercial"
  /// CC BY-NC-SA.
  case nonCommercialShareAlike = "non-commercial-share-alike"
  /// CC BY-ND and CC BY-NC-ND: no changed copies.
  case noDerivatives = "no-derivatives"
  /// CC BY-NC-ND: no changed copies, no commerce.
  case nonCommercialNoDerivatives = "non-commercial-no-derivatives"
  /// No licence, a family of licences, or terms of its own.
  case unknown

  /// The class of an SPDX identifier, or `unknown`.
  ///
  ///     LicenceClass(licence: "CC-BY-NC-SA-4.0")     // .nonCommercialShareAlike
  ///     LicenceClass(licence: nil)                   // .unknown
  public init(licence id: String?) {
    guard let id else {
      self = .unknown
      return
    }
    self = LicenceTable.classes[id] ?? .unknown
  }
}

/// The licences that the catalogue knows.
enum LicenceTable {
  /// SPDX identifiers and their classes. Unlicense is left out on purpose: the hub's template tells
  /// people to choose it for "no licence", so that its use says nothing.
  static let classes: [String: LicenceClass] = {
    var classes: [String: LicenceClass] = [
      "CC0-1.0": .publicDomain, "PDDL-1.0": .publicDomain, "CC-PDDC": .publicDomain,
      "MIT": .attribution, "Apache-2.0": .attribution, "BSD-2-Clause": .attribution,
      "BSD-3-Clause": .attribution, "BSD-3-Clause-Clear": .attribution, "ISC": .attribution,
      "AFL-3.0": .attribution, "ODC-By-1.0": .attribution, "CDLA-Permissive-1.0": .attribution,
      "CDLA-Permissive-2.0": .attribution, "OGL-UK-3.0": .attribution,
      "ODbL-1.0": .otherShareAlike, "CDLA-Sharing-1.0": .otherShareAlike,
      "MPL-2.0": .codeCopyleft,
    ]
    for family in ["GPL-2.0", "GPL-3.0", "LGPL-2.1", "LGPL-3.0", "AGPL-3.0"] {
      classes["\(family)-only"] = .codeCopyleft
      classes["\(family)-or-later"] = .codeCopyleft
    }
    for family in ["GPL", "LGPL", "AGPL"] {
      classes["LicenseRef-\(family)-family"] = .codeCopyleft
    }
    let creativeCommons: [(terms: String, LicenceClass)] = [
      ("BY", .attribution), ("BY-SA", .shareAlike), ("BY-NC", .nonCommercial),
      ("BY-NC-SA", .nonCommercialShareAlike), ("BY-ND", .noDerivatives),
      ("BY-NC-ND", .nonCommercialNoDerivatives),
    ]
    for (terms, licenceClass) in creativeCommons {
      for version in ["1.0", "2.0", "2.5", "3.0", "4.0"] {
        classes["CC-\(terms)-\(version)"] = licenceClass
      }
    }
    return classes
  }()

  /// Lower-case identifiers, as hubs write them, and what SPDX calls them.
  static let identifiers: [String: String] = {
    var identifiers: [String: String] = ["unlicense": "Unlicense"]
    for id in classes.keys { identifiers[id.lowercased()] = id }
    let hubNames: [String: String] = [
      "cc0": "CC0-1.0", "pddl": "PDDL-1.0", "odc-by": "ODC-By-1.0", "odbl": "ODbL-1.0",
      "gpl-2.0": "GPL-2.0-only", "gpl-3.0": "GPL-3.0-only", "lgpl-2.1": "LGPL-2.1-only",
      "lgpl-3.0": "LGPL-3.0-only", "agpl-3.0": "AGPL-3.0-only",
    ]
    identifiers.merge(hubNames) { _, hub in hub }
    return identifiers
  }()

  /// What is worth knowing about an identifier that a source's words do not quite say.
  static func note(_ written: String) -> String? {
    switch written {
    case "gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0", "agpl-3.0":
      "the source does not say whether later versions count too"
    case "pddl", "odc-by", "odbl": "the source does not state the version"
    case "unlicense": "the hub's template asks for this word where there is no licence"
    default: nil
    }
  }
}

internal import CLontar

/// A normal form of Unicode, or none; the raw values are the words of the command line.
public enum NormalizationForm: String, CaseIterable, Sendable {
  /// Canonical composition: `e` + `◌́` becomes `é`, marks stand in their canonical order.
  case nfc
  /// Canonical decomposition: `é` becomes `e` + `◌́`.
  case nfd
  /// Compatibility composition: also `ﬁ` becomes `fi`, and Thai `ำ` falls apart.
  case nfkc
  /// Compatibility decomposition.
  case nfkd
  /// NFKC with case folded and default-ignorable characters removed, for keys of comparison.
  case nfkcCasefold = "nfkc-casefold"
  /// NFKC that leaves Thai `ำ` and Lao `ຳ`, `ໜ`, `ໝ` whole, and puts together the first two where they
  /// were typed as two characters, also around a tone mark. Plain NFKC takes them apart, and then
  /// `น้ำ` is not found in any dictionary.
  ///
  /// Only our own engine has it.
  case nfkcSafe = "nfkc-safe"
  /// The text as it is; ill-formed bytes are still found.
  case unchanged = "none"
}

extension NormalizationForm {
  /// The name in Unicode's spelling, such as "NFC"; what Unicode does not name keeps its raw value.
  public var name: String {
    switch self {
    case .nfc: "NFC"
    case .nfd: "NFD"
    case .nfkc: "NFKC"
    case .nfkd: "NFKD"
    case .nfkcCasefold: "NFKC_Casefold"
    case .nfkcSafe, .unchanged: rawValue
    }
  }

  /// The form in the C core's words.
  var inC: lontar_form? {
    switch self {
    case .nfc: LONTAR_NFC
    case .nfd: LONTAR_NFD
    case .nfkc: LONTAR_NFKC
    case .nfkd: LONTAR_NFKD
    case .nfkcCasefold: LONTAR_NFKC_CASEFOLD
    case .nfkcSafe: LONTAR_NFKC_SAFE
    case .unchanged: nil
    }
  }

  /// How many bytes to expect at first for so many of the source.
  func expectedCount(_ count: Int) -> Int {
    switch self {
    // Composed text is about as long as its source; a decomposition rarely doubles it.
    case .nfc, .nfkc, .nfkcCasefold, .nfkcSafe: count + count / 8 + 64
    case .nfd, .nfkd: count * 2 + 64
    case .unchanged: count
    }
  }
}

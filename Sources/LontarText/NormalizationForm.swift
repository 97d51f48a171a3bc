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
  /// The text as it is; ill-formed bytes are still found.
  case unchanged = "none"
}

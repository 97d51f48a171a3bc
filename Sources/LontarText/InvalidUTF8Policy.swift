/// What to do about bytes that are not UTF-8; the raw values are the words of the command line.
public enum InvalidUTF8Policy: String, CaseIterable, Sendable {
  /// Throw ``TextError/malformedUTF8(byteOffset:)``.
  case fail
  /// Write one U+FFFD for each maximal subpart of an ill-formed sequence, as WHATWG's decoder does.
  case replace
  /// Leave the record out.
  case skip
  /// Let the bytes through untouched; what is well-formed around them is normalised.
  case pass
}

internal import CLontar

/// The versions of the libraries whose tables and dictionaries the results depend on.
public enum LibraryVersions {
  /// The version of ICU, such as "72.1".
  public static var icu: String {
    // A constant of the C core, which lives as long as the process.
    unsafe String(cString: lontar_icu_version())
  }

  /// The version of Unicode that ICU implements, such as "15.0".
  public static var unicode: String {
    // As above.
    unsafe String(cString: lontar_icu_unicode_version())
  }
}

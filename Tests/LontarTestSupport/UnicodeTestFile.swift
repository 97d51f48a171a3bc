import Foundation

/// One of Unicode's conformance files, from Debian's package unicode-data.
public struct UnicodeTestFile: Sendable {
  private let file: URL

  /// Names a file below Unicode's data folder, such as "auxiliary/WordBreakTest.txt".
  public init(_ path: String) { file = TestFiles.unicodeData.appending(path: path) }

  /// Whether the file can be read here and is for a version of Unicode such as "15.0".
  public func isUsable(forUnicode version: String) -> Bool {
    guard TestFiles.exists(file) else { return false }
    if file.pathExtension == "bz2" && !TestFiles.hasCommand("bzip2") { return false }
    // The first line is such as "# WordBreakTest-15.0.0.txt".
    guard let first = try? TestFiles.lines(of: file).first else { return false }
    return String(decoding: first, as: UTF8.self).contains("-\(version).")
  }

  /// Each line that is not empty without its comment, with its number, counted from one.
  public func cases() throws -> [(line: Int, text: Substring)] {
    try TestFiles.lines(of: file).enumerated().compactMap { index, bytes in
      let line = String(decoding: bytes, as: UTF8.self)
      let text = line.prefix { $0 != "#" }
      let isEmpty = text.allSatisfy(\.isWhitespace)
      return isEmpty || text.hasPrefix("@") ? nil : (index + 1, text)
    }
  }

  /// The bytes of a list of hexadecimal scalars such as "0044 0307".
  public static func bytes(_ hexadecimal: some StringProtocol) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for word in hexadecimal.split(separator: " ") {
      if let value = UInt32(word, radix: 16), let scalar = Unicode.Scalar(value) {
        text.append(scalar)
      }
    }
    return Array(String(text).utf8)
  }
}

internal import ArgumentParser
internal import LontarText

/// What `--from-encoding` asks for.
enum EncodingChoice: Sendable {
  case named(TextEncoding)
  case detected

  /// Which records are taken for Zawgyi.
  var zawgyi: TextRepair.Zawgyi {
    switch self {
    case .named(.zawgyi): .always
    case .named: .never
    case .detected: .detected
    }
  }

  init(argument: String) throws {
    guard argument != "auto" else {
      self = .detected
      return
    }
    guard let encoding = try? TextEncoding(argument) else {
      throw ValidationError(
        "unknown encoding '\(argument)' ('lontar normalize --list-encodings' lists them)")
    }
    guard encoding.hasLines else {
      throw ValidationError("lines in \(encoding.name) cannot be told from each other")
    }
    self = .named(encoding)
  }
}

extension TextEncoding {
  /// Whether a newline can be told: by its byte, or in UTF-16 and UTF-32 by its unit.
  fileprivate var hasLines: Bool {
    guard unitByteCount == 1 else { return true }
    guard let decoder = try? makeDecoder() else { return false }
    return decoder.decodesLines
  }
}

/// Every encoding, each on a line with its other names.
func encodingList() -> String {
  var list = "auto\n"
  for (encoding, aliases) in TextEncoding.all where encoding.hasLines {
    list += encoding.name
    if !aliases.isEmpty { list += "\t" + aliases.joined(separator: " ") }
    list += "\n"
  }
  return list
}

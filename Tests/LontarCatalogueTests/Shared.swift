import Foundation
import LontarJSON

@testable import LontarCatalogue

/// Data that lies beside the package, where it does.
enum Shared {
  static let catalogue = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/data/catalogue")

  static var isThere: Bool {
    FileManager.default.fileExists(atPath: catalogue.appending(path: "seacrowd.jsonl").path)
  }

  /// The lines of a JSON Lines file.
  static func lines(_ name: String) throws -> [JSONValue] {
    let bytes = [UInt8](try Data(contentsOf: catalogue.appending(path: name)))
    return try bytes.split(separator: UInt8(ascii: "\n")).map {
      try JSONValue(parsing: Array($0).span)
    }
  }

  /// Checkouts of the two hubs, named by the environment: `LONTAR_SEACROWD` and `LONTAR_NUSACROWD`.
  static func checkout(_ hub: String) -> String? {
    ProcessInfo.processInfo.environment["LONTAR_" + hub.uppercased()]
  }
}

extension JSONValue {
  /// The string's text; for comparisons use ``string``.
  var text: String? { string.map { String(decoding: $0, as: UTF8.self) } }

  var strings: [String] { array?.compactMap(\.text) ?? [] }
}

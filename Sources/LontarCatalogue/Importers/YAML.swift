internal import LontarJSON
internal import Yams

/// Reads YAML as a tree of JSON, with limits: YAML lets a few lines stand for billions.
enum YAML {
  /// The longest text that is read.
  static let byteLimit = 1 << 20
  /// How many values a text may come to, its aliases written out.
  static let nodeLimit = 200_000
  /// How deep lists and mappings may lie in one another.
  static let depthLimit = 64

  /// The tree of a text; scalars are strings, but for the plain words for null, and for integers.
  static func parse(_ bytes: [UInt8]) throws(CatalogueError) -> JSONValue {
    guard bytes.count <= byteLimit else { throw refusal("is longer than \(byteLimit) bytes") }
    // libyaml's own limit is a thousand; what is deeper than ours is refused before it recurses.
    guard depth(of: bytes) <= depthLimit else { throw refusal("is nested too deeply") }
    let root: Node?
    do {
      root = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
    } catch let error as YamlError {
      throw refusal("is not YAML: \(describe(error))")
    } catch {
      throw refusal("is not YAML")
    }
    guard let root else { return .object([]) }
    var budget = nodeLimit
    return try value(of: root, depth: 0, budget: &budget)
  }

  private static func refusal(_ problem: String) -> CatalogueError {
    .invalidField(line: 1, field: "front matter", problem: problem)
  }

  /// How many brackets are open at once at most; those in strings count too, which does no harm.
  private static func depth(of bytes: [UInt8]) -> Int {
    var (depth, most) = (0, 0)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        most = max(most, depth)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
      case UInt8(ascii: "\n"): depth = 0
      default: break
      }
    }
    return most
  }

  private static func value(
    of node: Node, depth: Int, budget: inout Int
  ) throws(CatalogueError) -> JSONValue {
    guard depth <= depthLimit else { throw refusal("is nested too deeply") }
    budget -= 1
    guard budget >= 0 else {
      throw refusal("comes to more than \(nodeLimit) values, its aliases written out")
    }
    switch node {
    case .scalar(let scalar):
      let bytes = Array(scalar.string.utf8)
      guard scalar.style == .plain || scalar.style == .any else { return .string(bytes) }
      switch scalar.string {
      case "", "~", "null", "Null", "NULL": return .null
      case "true", "True": return .bool(true)
      case "false", "False": return .bool(false)
      default: break
      }
      let isInteger =
        bytes.count < 19 && bytes.allSatisfy { 48...57 ~= $0 }
        && (bytes.count == 1 || bytes[0] != 48)
      return isInteger ? .number(bytes) : .string(bytes)
    case .sequence(let sequence):
      var elements: [JSONValue] = []
      for element in sequence {
        elements.append(try value(of: element, depth: depth + 1, budget: &budget))
      }
      return .array(elements)
    case .mapping(let mapping):
      var members: [(key: [UInt8], value: JSONValue)] = []
      for (key, element) in mapping {
        guard case .scalar(let name) = key else { throw refusal("has a key that is no word") }
        members.append(
          (Array(name.string.utf8), try value(of: element, depth: depth + 1, budget: &budget)))
      }
      return .object(members)
    case .alias: throw refusal("has an alias of nothing")
    }
  }

  private static func describe(_ error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "line \(mark.line): \(problem)"
    case .duplicatedKeysInMapping(let keys, _):
      "\(keys.count == 1 ? "a key stands" : "keys stand") twice"
    default: "it cannot be read"
    }
  }
}

/// A JSON text as a tree, exact to the byte.
///
///     let value = try JSONValue(parsing: #"{"vocab": {"é": 0, "é": 1}}"#.utf8.span)
///     value["vocab"]?.object?.count        // 2, even if one é is composed and the other is not
///
/// Strings are UTF-8 bytes, never `String`: as `String` keys, two spellings that are canonically
/// equivalent would be one, and a vocabulary would lose entries. Numbers keep the bytes they were
/// written with. Objects keep every member in the order of the text, duplicates too.
public enum JSONValue: Sendable {
  /// The word `null`.
  case null
  /// The word `true` or `false`.
  case bool(Bool)
  /// A number, as written.
  case number([UInt8])
  /// A string's characters, as UTF-8, escapes resolved.
  case string([UInt8])
  /// An array's elements.
  case array([JSONValue])
  /// An object's members in the order of the text.
  case object([(key: [UInt8], value: JSONValue)])

  /// How deep arrays and objects may lie in one another.
  public static let depthLimit = 512
}

extension JSONValue {
  /// Whether this is `null`.
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The truth value, or nothing if this is not one.
  public var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The string's bytes, or nothing if this is not a string.
  public var string: [UInt8]? {
    if case .string(let bytes) = self { bytes } else { nil }
  }

  /// The array's elements, or nothing if this is not an array.
  public var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The object's members, or nothing if this is not an object.
  public var object: [(key: [UInt8], value: JSONValue)]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The number, if it is written as an integer (no point, no exponent) and fits.
  public var int: Int? {
    guard case .number(let bytes) = self else { return nil }
    let isNegative = bytes.first == UInt8(ascii: "-")
    var value = 0
    for byte in bytes[(isNegative ? 1 : 0)...] {
      guard byte &- UInt8(ascii: "0") < 10 else { return nil }
      let digit = Int(byte - UInt8(ascii: "0"))
      let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowedToo) = product.addingReportingOverflow(isNegative ? -digit : digit)
      if overflowed || overflowedToo { return nil }
      value = sum
    }
    return value
  }

  /// The number nearest to what is written, or nothing if this is not a number.
  public var double: Double? {
    guard case .number(let bytes) = self else { return nil }
    return Double(String(decoding: bytes, as: UTF8.self))
  }

  /// The value of the last member with this name, or nothing if there is none or this is no object.
  ///
  /// - Complexity: O(*n*) in the number of members.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key.elementsEqual(key.utf8) }?.value
  }

  /// The first name that an object holds for a second time, or nothing.
  ///
  /// - Complexity: O(*n*) in the number of members.
  public var firstDuplicateKey: [UInt8]? {
    guard case .object(let members) = self else { return nil }
    if members.count <= 32 {
      // Most names differ in length or in their first bytes: a table costs more than looking.
      for index in members.indices {
        let key = members[index].key
        if members[..<index].contains(where: { $0.key == key }) { return key }
      }
      return nil
    }
    var seen = Set<[UInt8]>(minimumCapacity: members.count)
    return members.first { !seen.insert($0.key).inserted }?.key
  }
}

extension JSONValue: Equatable {
  /// Whether two trees are the same: members in the same order, strings and numbers byte for byte.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.string(let left), .string(let right)): left == right
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left.elementsEqual(right, by: ==)
    case (.null, _), (.bool, _), (.number, _), (.string, _), (.array, _), (.object, _): false
    }
  }
}

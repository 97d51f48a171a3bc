public import LontarJSON

/// Appends a tree in the canonical form of RFC 8785: no white space, names sorted.
///
///     let value = try JSONValue(parsing: #"{"tha": "ไทย", "lao": 1}"#.utf8.span)
///     var bytes: [UInt8] = []
///     appendCanonicalJSON(value, to: &bytes)      // {"lao":1,"tha":"ไทย"}
///
/// Numbers are copied as they are written; the catalogue's records hold integers only, whose form is
/// one. Names are sorted by their UTF-16 code units, as the RFC asks.
public func appendCanonicalJSON(_ value: JSONValue, to output: inout [UInt8]) {
  switch value {
  case .null: output.append(contentsOf: "null".utf8)
  case .bool(let flag): output.append(contentsOf: (flag ? "true" : "false").utf8)
  case .number(let digits): output.append(contentsOf: digits)
  case .string(let bytes): appendJSONString(bytes.span, to: &output)
  case .array(let elements):
    output.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      appendCanonicalJSON(element, to: &output)
    }
    output.append(UInt8(ascii: "]"))
  case .object(let members):
    output.append(UInt8(ascii: "{"))
    for (index, member) in members.sorted(by: { precedes($0.key, $1.key) }).enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      appendJSONString(member.key.span, to: &output)
      output.append(UInt8(ascii: ":"))
      appendCanonicalJSON(member.value, to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }
}

/// UTF-8 and UTF-16 sort alike up to U+D7FF; only names that differ in a later scalar need decoding.
private func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  for index in 0..<min(left.count, right.count) where left[index] != right[index] {
    // A scalar from U+E000 on, or one outside the plane, begins with such a byte, and bytes that are
    // not a scalar's first differ below it only behind an equal first one.
    if left[index] < 0xEE && right[index] < 0xEE && !left[..<index].contains(where: { $0 >= 0xEE })
    {
      return left[index] < right[index]
    }
    return String(decoding: left, as: UTF8.self).utf16
      .lexicographicallyPrecedes(String(decoding: right, as: UTF8.self).utf16)
  }
  return left.count < right.count
}

/// Gathers the members of a JSON object, and leaves out what is not stated.
package struct JSONObjectBuilder {
  package private(set) var members: [(key: [UInt8], value: JSONValue)] = []

  package init() {}

  package var value: JSONValue { .object(members) }

  package mutating func add(_ key: String, _ value: JSONValue?) {
    if let value { members.append((Array(key.utf8), value)) }
  }

  package mutating func add(_ key: String, _ value: String?) {
    if let value { add(key, JSONValue.string(Array(value.utf8))) }
  }

  package mutating func add(_ key: String, _ value: Int?) {
    if let value { add(key, JSONValue.number(Array(String(value).utf8))) }
  }

  package mutating func add(_ key: String, _ values: [String]) {
    add(key, values.map { JSONValue.string(Array($0.utf8)) })
  }

  package mutating func add(_ key: String, _ values: [JSONValue]) {
    if !values.isEmpty { add(key, JSONValue.array(values)) }
  }
}

package import LontarJSON

/// Takes the members of one JSON object, strictly: each error says which field and why.
package struct RecordFields {
  private var members: [(key: [UInt8], value: JSONValue)]
  private let place: Place
  private let line: Int

  /// Where an object stands in a record. Its name is put together for errors only: a record has a
  /// dozen such objects, and most have none.
  private struct Place {
    var path: String
    var field = ""
    var index: Int?

    var name: String {
      let own = index.map { "\(field)[\($0)]" } ?? field
      return path.isEmpty || own.isEmpty ? path + own : "\(path).\(own)"
    }
  }

  package init(_ value: JSONValue, path: String, line: Int) throws(CatalogueError) {
    try self.init(value, at: Place(path: path), line: line)
  }

  private init(_ value: JSONValue, at place: Place, line: Int) throws(CatalogueError) {
    self.place = place
    self.line = line
    guard case .object(let members) = value else {
      let name = place.name
      throw .invalidField(line: line, field: name.isEmpty ? "." : name, problem: "is not an object")
    }
    self.members = members
    if let key = value.firstDuplicateKey {
      throw fault(String(decoding: key, as: UTF8.self), "stands twice")
    }
  }

  /// Refuses members that nobody took.
  package func finish() throws(CatalogueError) {
    if let member = members.first {
      throw fault(String(decoding: member.key, as: UTF8.self), "is not a field of a record")
    }
  }

  package func fault(_ field: String, _ problem: String) -> CatalogueError {
    let name = place.name
    return .invalidField(
      line: line, field: name.isEmpty ? field : "\(name).\(field)", problem: problem)
  }

  package mutating func string(_ field: String) throws(CatalogueError) -> String {
    guard let value = try optionalString(field) else { throw fault(field, "is missing") }
    return value
  }

  mutating func optionalString(_ field: String) throws(CatalogueError) -> String? {
    guard let value = take(field) else { return nil }
    guard let bytes = value.string else { throw fault(field, "is not a string") }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// All members that are left, each of them a string.
  mutating func allStrings() throws(CatalogueError) -> [(name: String, version: String)] {
    var result: [(name: String, version: String)] = []
    for name in members.map({ String(decoding: $0.key, as: UTF8.self) }) {
      result.append((name, try string(name)))
    }
    return result
  }

  mutating func strings(_ field: String) throws(CatalogueError) -> [String] {
    var strings: [String] = []
    for (index, element) in try array(field).enumerated() {
      guard let bytes = element.string else { throw fault("\(field)[\(index)]", "is not a string") }
      strings.append(String(decoding: bytes, as: UTF8.self))
    }
    return strings
  }

  /// A number of things: an integer from 0 up to what every reader of JSON holds exactly.
  package mutating func count(_ field: String) throws(CatalogueError) -> Int? {
    guard let value = take(field) else { return nil }
    guard let number = value.int, 0...(1 << 53 - 1) ~= number else {
      throw fault(field, "is not an integer from 0 to 9007199254740991")
    }
    return number
  }

  package mutating func sha256(_ field: String) throws(CatalogueError) -> String? {
    guard let text = try optionalString(field) else { return nil }
    let isHexadecimal = text.utf8.allSatisfy {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
    }
    guard text.utf8.count == 64, isHexadecimal else {
      throw fault(field, "is not 64 lower-case hexadecimal digits")
    }
    return text
  }

  mutating func day(_ field: String) throws(CatalogueError) -> String? {
    guard let text = try optionalString(field) else { return nil }
    guard Day(text) != nil else { throw fault(field, "is not a day such as 2026-01-31") }
    return text
  }

  mutating func choice<Value: RawRepresentable & CaseIterable>(
    _ field: String, otherwise: Value
  ) throws(CatalogueError) -> Value where Value.RawValue == String {
    guard let text = try optionalString(field) else { return otherwise }
    guard let value = Value(rawValue: text) else {
      let choices = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw fault(field, "is not one of \(choices)")
    }
    return value
  }

  mutating func object<Value>(
    _ field: String, _ read: (inout RecordFields) throws(CatalogueError) -> Value
  ) throws(CatalogueError) -> Value? {
    guard let value = take(field) else { return nil }
    return try Self.read(value, at: Place(path: place.name, field: field), line: line, read)
  }

  mutating func objects<Value>(
    _ field: String, _ read: (inout RecordFields) throws(CatalogueError) -> Value
  ) throws(CatalogueError) -> [Value] {
    var values: [Value] = []
    var place = Place(path: place.name, field: field)
    for (index, element) in try array(field).enumerated() {
      place.index = index
      values.append(try Self.read(element, at: place, line: line, read))
    }
    return values
  }

  private static func read<Value>(
    _ value: JSONValue, at place: Place, line: Int,
    _ read: (inout RecordFields) throws(CatalogueError) -> Value
  ) throws(CatalogueError) -> Value {
    var fields = try RecordFields(value, at: place, line: line)
    let result = try read(&fields)
    try fields.finish()
    return result
  }

  private mutating func array(_ field: String) throws(CatalogueError) -> [JSONValue] {
    guard let value = take(field) else { return [] }
    guard let elements = value.array else { throw fault(field, "is not an array") }
    return elements
  }

  private mutating func take(_ field: String) -> JSONValue? {
    let wanted = field.utf8
    guard
      let index = members.firstIndex(where: {
        $0.key.count == wanted.count && $0.key.elementsEqual(wanted)
      })
    else { return nil }
    return members.remove(at: index).value
  }
}

/// A day of the calendar.
struct Day: Comparable, Sendable {
  let year: Int
  let month: Int
  let day: Int

  /// Reads ISO 8601's `YYYY-MM-DD`.
  init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      parts.joined().allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }),
      let year = Int(String(decoding: Array(parts[0]), as: UTF8.self)),
      let month = Int(String(decoding: Array(parts[1]), as: UTF8.self)),
      let day = Int(String(decoding: Array(parts[2]), as: UTF8.self)),
      1...12 ~= month, day >= 1
    else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  static func < (left: Day, right: Day) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

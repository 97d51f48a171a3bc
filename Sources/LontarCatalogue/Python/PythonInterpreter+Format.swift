extension PythonInterpreter {
  /// What `str()` makes of a value.
  mutating func text(of value: PythonValue) throws(LoaderError) -> [UInt8] {
    if case .string(let bytes) = value { return bytes }
    return try representation(of: value)
  }

  /// What `repr()` makes of a value, where that does not depend on Python's insides.
  mutating func representation(of value: PythonValue) throws(LoaderError) -> [UInt8] {
    try step()
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw .tooDeep(line: 0) }
    switch value {
    case .none: return Array("None".utf8)
    case .bool(let flag): return Array((flag ? "True" : "False").utf8)
    case .int(let number): return Array(String(number).utf8)
    case .double(let number):
      // Swift and Python both write the shortest text that reads back; they differ in exponents.
      let text = "\(number)"
      guard !text.contains("e"), number.isFinite else { throw .notStatic("a long number") }
      return Array(text.utf8)
    case .string(let bytes):
      guard bytes.allSatisfy({ 0x20..<0x7F ~= $0 && $0 != 0x27 && $0 != 0x5C }) else {
        throw .notStatic("repr() of a text with quotes or escapes")
      }
      return [0x27] + bytes + [0x27]
    case .list(let list): return try joined(list.items, "[", "]")
    case .tuple(let tuple):
      return try joined(tuple.items, "(", tuple.items.count == 1 ? ",)" : ")")
    case .dictionary(let dictionary):
      var result = Array("{".utf8)
      for (index, entry) in dictionary.entries.enumerated() {
        if index > 0 { result += Array(", ".utf8) }
        result += try representation(of: entry.key) + Array(": ".utf8)
        result += try representation(of: entry.value)
        try spend(result.count)
      }
      return result + Array("}".utf8)
    case .member(let member): return Array("\(member.typeName).".utf8) + member.name
    case .unknown(let reason): throw .notStatic(reason)
    case .set, .iterator, .range, .function, .classObject, .instance, .module, .builtin, .method:
      throw .notStatic("the text of something that is no text")
    }
  }

  private mutating func joined(
    _ items: [PythonValue], _ open: String, _ close: String
  ) throws(LoaderError) -> [UInt8] {
    var result = Array(open.utf8)
    for (index, item) in items.enumerated() {
      if index > 0 { result += Array(", ".utf8) }
      let part = try representation(of: item)
      try spend(part.count)
      result += part
    }
    return result + Array(close.utf8)
  }

  /// Fills an f-string.
  mutating func format(
    _ parts: [FormattedPart], in scope: PythonScope
  ) throws(LoaderError) -> [UInt8] {
    var result: [UInt8] = []
    for part in parts {
      switch part {
      case .text(let bytes): result += bytes
      case .value(let expression, let conversion, let format):
        let value = try evaluate(expression, in: scope)
        let specification = format.isEmpty ? [] : try self.format(format, in: scope)
        result += try formatted(value, conversion: conversion, specification)
      }
    }
    return result
  }

  private mutating func formatted(
    _ value: PythonValue, conversion: UInt8, _ specification: [UInt8]
  ) throws(LoaderError) -> [UInt8] {
    switch conversion {
    case 0:
      // An enumeration's member prints differently in different versions of Python.
      if specification.isEmpty { return try text(of: value) }
      return try apply(specification, to: value)
    case UInt8(ascii: "s"): return try apply(specification, to: .string(try text(of: value)))
    case UInt8(ascii: "r"):
      return try apply(specification, to: .string(try representation(of: value)))
    default: throw .notStatic("a conversion of a format")
    }
  }

  /// Applies `[[fill]align][sign][0][width][.precision][type]`.
  private mutating func apply(
    _ specification: [UInt8], to value: PythonValue
  ) throws(LoaderError) -> [UInt8] {
    guard !specification.isEmpty else { return try text(of: value) }
    var rest = specification[...]
    var fill = UInt8(ascii: " ")
    var alignment: UInt8?
    let alignments = Array("<>^=".utf8)
    if rest.count > 1, alignments.contains(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
      alignment = rest.removeFirst()
    } else if let first = rest.first, alignments.contains(first) {
      alignment = rest.removeFirst()
    }
    if rest.first == UInt8(ascii: "0") {
      rest.removeFirst()
      if alignment == nil {
        fill = UInt8(ascii: "0")
        alignment = UInt8(ascii: "=")
      }
    }
    var width = 0
    while let digit = rest.first, digit &- UInt8(ascii: "0") < 10 {
      width = width * 10 + Int(digit - UInt8(ascii: "0"))
      guard width < 1 << 16 else { throw .tooMuchWork(line: 0) }
      rest.removeFirst()
    }
    let body: [UInt8]
    switch (value, rest.first) {
    case (.int, nil), (.int, UInt8(ascii: "d")): body = try representation(of: value)
    case (.string(let bytes), nil), (.string(let bytes), UInt8(ascii: "s")): body = bytes
    default: throw .notStatic("a format")
    }
    guard rest.count <= 1 else { throw .notStatic("a format") }
    let missing = width - scalarCount(body)
    guard missing > 0 else { return body }
    try spend(missing)
    let padding = [UInt8](repeating: fill, count: missing)
    var isText = false
    if case .string = value { isText = true }
    switch alignment ?? UInt8(ascii: isText ? "<" : ">") {
    case UInt8(ascii: "<"): return body + padding
    case UInt8(ascii: ">"): return padding + body
    case UInt8(ascii: "^"):
      return padding.prefix(missing / 2) + body + padding.dropFirst(missing / 2)
    default:
      guard !isText else { throw .notStatic("a format") }
      let isSigned = body.first == UInt8(ascii: "-")
      return isSigned ? [body[0]] + padding + body.dropFirst() : padding + body
    }
  }

  /// `"{} {name} {0[key]}".format(…)`.
  mutating func format(_ text: [UInt8], _ call: PythonCall) throws(LoaderError) -> [UInt8] {
    var result: [UInt8] = []
    var next = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
        result.append(byte)
        index += 1
        continue
      }
      if index + 1 < text.count && text[index + 1] == byte {
        result.append(byte)
        index += 2
        continue
      }
      guard byte == UInt8(ascii: "{"), let end = text[index...].firstIndex(of: UInt8(ascii: "}"))
      else { throw .notStatic("a format with a brace alone") }
      var field = text[(index + 1)..<end]
      index = end + 1
      var specification: [UInt8] = []
      if let colon = field.firstIndex(of: UInt8(ascii: ":")) {
        specification = Array(field[(colon + 1)...])
        field = field[..<colon]
      }
      guard !specification.contains(UInt8(ascii: "{")) else { throw .notStatic("a nested format") }
      let value: PythonValue
      if field.isEmpty || field.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) {
        let place = field.isEmpty ? next : Int(String(decoding: field, as: UTF8.self)) ?? Int.max
        next += 1
        guard call.positional.indices.contains(place) else {
          throw .notStatic("a format with too few values")
        }
        value = call.positional[place]
      } else {
        guard let named = call.named(names.number(of: Array(field))) else {
          throw .notStatic("a format field that is not given")
        }
        value = named
      }
      let part = try apply(specification, to: value)
      try spend(part.count)
      result += part
    }
    return result
  }

  /// `"%s_%d" % (…)`.
  mutating func percentFormat(
    _ text: [UInt8], _ value: PythonValue
  ) throws(LoaderError) -> [UInt8] {
    var values = [value][...]
    if case .tuple(let tuple) = value { values = tuple.items[...] }
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      guard text[index] == UInt8(ascii: "%"), index + 1 < text.count else {
        result.append(text[index])
        index += 1
        continue
      }
      index += 1
      if text[index] == UInt8(ascii: "%") {
        result.append(UInt8(ascii: "%"))
        index += 1
        continue
      }
      var specification: [UInt8] = []
      while index < text.count, text[index] &- UInt8(ascii: "0") < 10 {
        specification.append(text[index])
        index += 1
      }
      guard index < text.count, let value = values.popFirst() else {
        throw .notStatic("a format with too few values")
      }
      let part: [UInt8]
      switch text[index] {
      case UInt8(ascii: "s"): part = try apply(specification, to: .string(try self.text(of: value)))
      case UInt8(ascii: "d"): part = try apply(specification, to: value)
      default: throw .notStatic("a format")
      }
      try spend(part.count)
      result += part
      index += 1
    }
    guard values.isEmpty else { throw .notStatic("a format with too many values") }
    return result
  }
}

extension PythonInterpreter {
  /// Calls a method of a text, a list, a dictionary or a set.
  mutating func call(
    _ method: PythonMethod, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    let name = String(decoding: method.name, as: UTF8.self)
    switch method.receiver {
    case .string(let text): return try callText(text, name, call)
    case .list(let list): return try callList(list, name, call)
    case .dictionary(let dictionary): return try callDictionary(dictionary, name, call)
    case .set(let set): return try callSet(set, name, call)
    case .tuple:
      if name == "index" || name == "count" {
        return try position(of: call, in: try items(of: method.receiver), counting: name == "count")
      }
    case .method(let inner):
      if case .tuple(let pair) = inner.receiver { return try callSuper(method, pair, call) }
    default: break
    }
    throw .notStatic("the method '\(name)'")
  }

  private mutating func position(
    of call: PythonCall, in items: [PythonValue], counting: Bool
  ) throws(LoaderError) -> PythonValue {
    guard let wanted = call.positional.first else { throw .notStatic("index() of nothing") }
    var count = 0
    for (index, item) in items.enumerated() where try compare(item, .equal, wanted) {
      if !counting { return .int(index) }
      count += 1
    }
    if counting { return .int(count) }
    throw .notStatic("index() of what is not there")
  }

  private mutating func callList(
    _ list: PythonList, _ name: String, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    let first = call.positional.first
    switch name {
    case "append":
      try spend(16)
      list.items.append(first ?? .none)
    case "extend":
      let items = try items(of: first ?? .none)
      try spend(items.count * 16)
      list.items += items
    case "insert":
      guard case .int(let index)? = first, call.positional.count == 2 else {
        throw .notStatic("insert() of this")
      }
      try spend(16)
      let place = index < 0 ? Swift.max(0, index + list.items.count) : index
      list.items.insert(call.positional[1], at: Swift.min(place, list.items.count))
    case "pop":
      var index = list.items.count - 1
      if case .int(let number)? = first { index = number < 0 ? number + list.items.count : number }
      guard list.items.indices.contains(index) else { throw .notStatic("pop() of nothing") }
      return list.items.remove(at: index)
    case "remove":
      guard case .int(let index) = try position(of: call, in: list.items, counting: false) else {
        break
      }
      list.items.remove(at: index)
    case "reverse": list.items.reverse()
    case "sort": list.items = try sorted(list.items, call)
    case "clear": list.items = []
    case "copy": return try self.list(list.items)
    case "index", "count":
      return try position(of: call, in: list.items, counting: name == "count")
    default: throw .notStatic("the method '\(name)' of a list")
    }
    return .none
  }

  private mutating func callDictionary(
    _ dictionary: PythonDictionary, _ name: String, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    switch name {
    case "keys": return try list(dictionary.entries.map(\.key))
    case "values": return try list(dictionary.entries.map(\.value))
    case "items":
      var pairs: [PythonValue] = []
      for entry in dictionary.entries { pairs.append(try tuple([entry.key, entry.value])) }
      return try list(pairs)
    case "get", "setdefault", "pop":
      guard let wanted = call.positional.first else { throw .notStatic("\(name)() of nothing") }
      let key = try key(wanted)
      let standard = call.positional.count > 1 ? call.positional[1] : PythonValue.none
      if name == "pop" {
        if let value = dictionary.remove(key) { return value }
        guard call.positional.count > 1 else { throw .notStatic("pop() of what is not there") }
        return standard
      }
      if let value = dictionary[key] { return value }
      if name == "setdefault" {
        try spend(64)
        dictionary.set(key, wanted, standard)
      }
      return standard
    case "update":
      if case .dictionary(let other)? = call.positional.first {
        for entry in other.entries {
          try spend(64)
          dictionary.set(try key(entry.key), entry.key, entry.value)
        }
      } else if !call.positional.isEmpty {
        throw .notStatic("update() with this")
      }
      for (name, value) in call.named {
        let bytes = names.bytes(of: name)
        dictionary.set(.string(bytes), .string(bytes), value)
      }
      return .none
    case "copy":
      let copy = try keep(PythonDictionary())
      for entry in dictionary.entries { copy.set(try key(entry.key), entry.key, entry.value) }
      return .dictionary(copy)
    default: throw .notStatic("the method '\(name)' of a dictionary")
    }
  }

  private mutating func callSet(
    _ set: PythonSet, _ name: String, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    switch name {
    case "add":
      try spend(64)
      let item = call.positional.first ?? .none
      set.add(try key(item), item)
      return .none
    case "update":
      for list in call.positional {
        for item in try items(of: list) {
          try spend(64)
          set.add(try key(item), item)
        }
      }
      return .none
    case "copy": return try self.set(set.items)
    case "union", "difference", "intersection", "issubset", "issuperset":
      guard case .set(let other) = try self.set(try items(of: call.positional.first ?? .none))
      else { return .none }
      switch name {
      case "union": return try apply(Keyword.bar, .set(set), .set(other))
      case "difference": return try apply(Keyword.minus, .set(set), .set(other))
      case "intersection": return try apply(Keyword.ampersand, .set(set), .set(other))
      case "issubset": return .bool(set.keys.isSubset(of: other.keys))
      default: return .bool(set.keys.isSuperset(of: other.keys))
      }
    default: throw .notStatic("the method '\(name)' of a set")
    }
  }

  // MARK: Text

  mutating func callText(
    _ text: [UInt8], _ name: String, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    if name == "split" || name == "rsplit" {
      return try split(text, call, fromEnd: name == "rsplit")
    }
    var arguments: [[UInt8]] = []
    for case .string(let bytes) in call.positional { arguments.append(bytes) }
    switch name {
    case "lower": return try string(mapped(text) { $0.properties.lowercaseMapping })
    case "upper": return try string(mapped(text) { $0.properties.uppercaseMapping })
    case "title", "capitalize":
      return try string(capitalized(text, everyWord: name == "title"))
    case "strip", "lstrip", "rstrip":
      return try string(
        trim(text, arguments.first, left: name != "rstrip", right: name != "lstrip"))
    case "splitlines":
      var lines: [PythonValue] = []
      for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        lines.append(try string(Array(line)))
      }
      if text.last == UInt8(ascii: "\n") || text.isEmpty { lines.removeLast() }
      return try list(lines)
    case "join":
      var result: [UInt8] = []
      for (index, item) in try items(of: call.positional.first ?? .none).enumerated() {
        guard case .string(let part) = item else { throw .notStatic("join() of other than text") }
        try spend(part.count + text.count)
        if index > 0 { result += text }
        result += part
      }
      return .string(result)
    case "format": return try string(try format(text, call))
    case "replace":
      guard arguments.count == 2, call.positional.count == 2, !arguments[0].isEmpty else {
        throw .notStatic("replace() with this")
      }
      return .string(try replace(arguments[0], with: arguments[1], in: text))
    case "startswith", "endswith":
      guard let first = call.positional.first else { break }
      if case .tuple = first {
        for option in try items(of: first) {
          guard case .string(let part) = option else { continue }
          if matches(text, part, atEnd: name == "endswith") { return .bool(true) }
        }
        return .bool(false)
      }
      guard let part = arguments.first, call.positional.count == 1 else { break }
      return .bool(matches(text, part, atEnd: name == "endswith"))
    case "removeprefix":
      guard let part = arguments.first else { break }
      return .string(text.starts(with: part) ? Array(text.dropFirst(part.count)) : text)
    case "removesuffix":
      guard let part = arguments.first else { break }
      let isSuffix = !part.isEmpty && matches(text, part, atEnd: true)
      return .string(isSuffix ? Array(text.dropLast(part.count)) : text)
    case "zfill":
      guard case .int(let width)? = call.positional.first else { break }
      let isSigned = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
      let missing = width - scalarCount(text)
      guard missing > 0 else { return .string(text) }
      try spend(missing)
      let zeros = [UInt8](repeating: UInt8(ascii: "0"), count: missing)
      return .string(isSigned ? [text[0]] + zeros + text.dropFirst() : zeros + text)
    case "find", "index", "count":
      guard let part = arguments.first, call.positional.count == 1, !part.isEmpty else { break }
      if name == "count" { return .int(occurrences(of: part, in: text)) }
      if let place = find(part, in: text) { return .int(scalarCount(Array(text[..<place]))) }
      guard name == "find" else { break }
      return .int(-1)
    case "isdigit":
      return .bool(!text.isEmpty && text.allSatisfy { $0 &- UInt8(ascii: "0") < 10 })
    default: break
    }
    throw .notStatic("the method '\(name)' of a text")
  }

  private func occurrences(of part: [UInt8], in text: [UInt8]) -> Int {
    var count = 0
    var start = 0
    while let place = find(part, in: text, from: start) {
      count += 1
      start = place + part.count
    }
    return count
  }

  private mutating func replace(
    _ old: [UInt8], with new: [UInt8], in text: [UInt8]
  ) throws(LoaderError) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    while let place = find(old, in: text, from: start) {
      try spend(place - start + new.count)
      result += text[start..<place]
      result += new
      start = place + old.count
    }
    try spend(text.count - start)
    return result + text[start...]
  }

  func scalarCount(_ text: [UInt8]) -> Int {
    var count = 0
    for byte in text where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  private func matches(_ text: [UInt8], _ part: [UInt8], atEnd: Bool) -> Bool {
    guard text.count >= part.count else { return false }
    return atEnd ? text.suffix(part.count).elementsEqual(part) : text.starts(with: part)
  }

  private func mapped(_ text: [UInt8], _ map: (Unicode.Scalar) -> String) -> [UInt8] {
    var result: [UInt8] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      result.append(contentsOf: map(scalar).utf8)
    }
    return result
  }

  private func capitalized(_ text: [UInt8], everyWord: Bool) -> [UInt8] {
    var result: [UInt8] = []
    var isStart = true
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      let properties = scalar.properties
      let mapping = isStart ? properties.titlecaseMapping : properties.lowercaseMapping
      result.append(contentsOf: mapping.utf8)
      isStart = everyWord && !(properties.isLowercase || properties.isUppercase)
    }
    return result
  }

  func trim(
    _ text: [UInt8], _ set: [UInt8]? = nil, left: Bool = true, right: Bool = true
  ) -> [UInt8] {
    var scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)[...]
    let wanted = set.map { Set(String(decoding: $0, as: UTF8.self).unicodeScalars) }
    func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
      wanted?.contains(scalar) ?? scalar.properties.isWhitespace
    }
    while left, let scalar = scalars.first, isTrimmed(scalar) { scalars.removeFirst() }
    while right, let scalar = scalars.last, isTrimmed(scalar) { scalars.removeLast() }
    var result: [UInt8] = []
    for scalar in scalars { result.append(contentsOf: String(scalar).utf8) }
    return result
  }

  private mutating func split(
    _ text: [UInt8], _ call: PythonCall, fromEnd: Bool
  ) throws(LoaderError) -> PythonValue {
    var separator: [UInt8]?
    var most = Int.max
    for (index, argument) in call.positional.enumerated() {
      switch argument {
      case .string(let bytes) where index == 0: separator = bytes
      case .int(let number) where index == 1: if number >= 0 { most = number }
      case .none: break
      default: throw .notStatic("split() with this")
      }
    }
    for (name, value) in call.named {
      switch (names.name(of: name), value) {
      case ("sep", .string(let bytes)): separator = bytes
      case ("maxsplit", .int(let number)): if number >= 0 { most = number }
      default: throw .notStatic("split() with this")
      }
    }
    var parts: [[UInt8]] = []
    if let separator {
      guard !separator.isEmpty else { throw .notStatic("split() by nothing") }
      parts.reserveCapacity(2)
      var start = 0
      while let place = find(separator, in: text, from: start) {
        parts.append(Array(text[start..<place]))
        start = place + separator.count
      }
      parts.append(Array(text[start...]))
      if parts.count - 1 > most {
        let joined: [[UInt8]]
        if fromEnd {
          joined = [Array(parts.dropLast(most).joined(separator: separator))] + parts.suffix(most)
        } else {
          joined = parts.prefix(most) + [Array(parts.dropFirst(most).joined(separator: separator))]
        }
        parts = joined
      }
    } else {
      guard most == Int.max else { throw .notStatic("split() with this") }
      parts = text.split { $0 == 0x20 || 0x09...0x0D ~= $0 }.map { Array($0) }
    }
    var items: [PythonValue] = []
    items.reserveCapacity(parts.count)
    for part in parts { items.append(try string(part)) }
    return try list(items)
  }
}

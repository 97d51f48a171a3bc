extension PythonInterpreter {
  mutating func call(
    _ builtin: PythonBuiltin, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    let first = call.positional.first
    switch builtin {
    case .print: return .none
    case .str:
      guard let first else { return .string([]) }
      return .string(try text(of: first))
    case .repr: return .string(try representation(of: first ?? .none))
    case .int, .float, .bool, .abs, .chr, .ord, .len: return try number(builtin, first)
    case .list: return try list(try items(ofOptional: first))
    case .tuple: return try tuple(try items(ofOptional: first))
    case .set, .frozenset: return try set(try items(ofOptional: first))
    case .dict: return try makeDictionary(call)
    case .range: return try makeRange(call.positional)
    case .enumerate, .zip, .map, .filter, .reversed, .iter, .next:
      return try iterate(builtin, call)
    case .sorted: return try list(try sorted(call))
    case .min, .max: return try extreme(builtin, call)
    case .sum:
      var total = call.positional.count > 1 ? call.positional[1] : .int(0)
      for item in try items(of: first ?? .none) { total = try apply(Keyword.plus, total, item) }
      return total
    case .any:
      for item in try items(of: first ?? .none) where try isTrue(item) { return .bool(true) }
      return .bool(false)
    case .all:
      for item in try items(of: first ?? .none) where try !isTrue(item) { return .bool(false) }
      return .bool(true)
    case .product, .permutations, .combinations, .chain, .fromIterable, .repeat:
      return try combine(builtin, call)
    case .getattr:
      guard call.positional.count >= 2, case .string(let name) = call.positional[1] else {
        throw .notStatic("getattr")
      }
      return try attribute(names.number(of: name), of: call.positional[0])
    case .dataclass: return .builtin(.dataclass)
    case .super, .hasattr, .staticmethod, .classmethod, .property, .object, .enumeration:
      throw .notStatic(builtin.rawValue)
    }
  }

  private mutating func items(
    ofOptional value: PythonValue?
  ) throws(LoaderError) -> [PythonValue] {
    guard let value else { return [] }
    return try items(of: value)
  }

  private mutating func number(
    _ builtin: PythonBuiltin, _ argument: PythonValue?
  ) throws(LoaderError) -> PythonValue {
    guard let argument else { return .int(0) }
    switch (builtin, argument) {
    case (.int, .int), (.float, .double): return argument
    case (.int, .bool(let flag)): return .int(flag ? 1 : 0)
    case (.int, .double(let number)):
      guard let number = Int(exactly: number.rounded(.towardZero)) else { break }
      return .int(number)
    case (.int, .string(let bytes)):
      guard let number = Int(String(decoding: trim(bytes), as: UTF8.self)) else { break }
      return .int(number)
    case (.float, .int(let number)): return .double(Double(number))
    case (.float, .string(let bytes)):
      guard let number = Double(String(decoding: trim(bytes), as: UTF8.self)) else { break }
      return .double(number)
    case (.bool, _): return .bool(try isTrue(argument))
    case (.abs, .int(let number)) where number != Int.min: return .int(Swift.abs(number))
    case (.chr, .int(let number)):
      guard let scalar = UInt32(exactly: number).flatMap({ Unicode.Scalar($0) }) else { break }
      return .string(Array(String(scalar).utf8))
    case (.ord, .string(let bytes)):
      let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
      guard scalars.count == 1, let scalar = scalars.first else { break }
      return .int(Int(scalar.value))
    case (.len, .range(let range)): return .int(range.count)
    case (.len, .iterator): break
    case (.len, _): return .int(try items(of: argument).count)
    default: break
    }
    if case .unknown(let reason) = argument { throw .notStatic(reason) }
    throw .notStatic("\(builtin.rawValue)() of this")
  }

  private mutating func makeDictionary(_ call: PythonCall) throws(LoaderError) -> PythonValue {
    let dictionary = try keep(PythonDictionary())
    if let first = call.positional.first {
      if case .dictionary(let other) = first {
        for entry in other.entries { dictionary.set(try key(entry.key), entry.key, entry.value) }
      } else {
        for pair in try items(of: first) {
          let parts = try items(of: pair)
          guard parts.count == 2 else { throw .notStatic("dict() of other than pairs") }
          try spend(64)
          dictionary.set(try key(parts[0]), parts[0], parts[1])
        }
      }
    }
    for (name, value) in call.named {
      let bytes = names.bytes(of: name)
      dictionary.set(.string(bytes), .string(bytes), value)
    }
    return .dictionary(dictionary)
  }

  private func makeRange(_ arguments: [PythonValue]) throws(LoaderError) -> PythonValue {
    var numbers: [Int] = []
    for argument in arguments {
      guard case .int(let number) = argument else { throw .notStatic("range() of this") }
      numbers.append(number)
    }
    switch numbers.count {
    case 1: return .range(PythonRange(start: 0, stop: numbers[0], step: 1))
    case 2: return .range(PythonRange(start: numbers[0], stop: numbers[1], step: 1))
    case 3 where numbers[2] != 0:
      return .range(PythonRange(start: numbers[0], stop: numbers[1], step: numbers[2]))
    default: throw .notStatic("range() of this")
    }
  }

  private mutating func iterator(_ items: [PythonValue]) throws(LoaderError) -> PythonValue {
    try spend(items.count * 16)
    return .iterator(try keep(PythonIterator(items)))
  }

  private mutating func iterate(
    _ builtin: PythonBuiltin, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    guard let first = call.positional.first else {
      guard builtin == .zip else { throw .notStatic("\(builtin.rawValue)() of nothing") }
      return try iterator([])
    }
    var results: [PythonValue] = []
    switch builtin {
    case .enumerate:
      var index = 0
      let start = call.positional.count > 1 ? call.positional[1] : call.named.first?.value
      if case .int(let number)? = start { index = number }
      for item in try items(of: first) {
        results.append(try tuple([.int(index), item]))
        index += 1
      }
    case .zip: return try zipped(call.positional)
    case .map:
      var rows: [PythonValue] = []
      if call.positional.count == 2 {
        for item in try items(of: call.positional[1]) { rows.append(try tuple([item])) }
      } else {
        rows = try items(of: try zipped(Array(call.positional.dropFirst())))
      }
      for row in rows {
        results.append(try self.call(first, PythonCall(positional: try items(of: row))))
      }
    case .filter:
      guard call.positional.count == 2 else { throw .notStatic("filter() of this") }
      for item in try items(of: call.positional[1]) {
        var answer = item
        if case .none = first {
        } else {
          answer = try self.call(first, PythonCall(positional: [item]))
        }
        if try isTrue(answer) { results.append(item) }
      }
    case .reversed: results = try items(of: first).reversed()
    case .iter:
      if case .iterator = first { return first }
      results = try items(of: first)
    default:
      guard case .iterator(let iterator) = first, iterator.position < iterator.items.count else {
        throw .notStatic("next() of this")
      }
      if !iterator.isEndless { iterator.position += 1 }
      return iterator.items[iterator.isEndless ? 0 : iterator.position - 1]
    }
    return try iterator(results)
  }

  private mutating func zipped(_ arguments: [PythonValue]) throws(LoaderError) -> PythonValue {
    var columns: [(items: [PythonValue], isEndless: Bool)] = []
    var shortest: Int?
    for argument in arguments {
      if case .iterator(let iterator) = argument, iterator.isEndless {
        columns.append((iterator.items, true))
      } else {
        let items = try items(of: argument)
        columns.append((items, false))
        shortest = Swift.min(shortest ?? items.count, items.count)
      }
    }
    guard let shortest else { throw .tooMuchWork(line: 0) }
    var rows: [PythonValue] = []
    for index in 0..<shortest {
      rows.append(try tuple(columns.map { $0.isEndless ? $0.items[0] : $0.items[index] }))
    }
    return try iterator(rows)
  }

  private mutating func sorted(_ call: PythonCall) throws(LoaderError) -> [PythonValue] {
    try sorted(try items(of: call.positional.first ?? .none), call)
  }

  /// Sorts stably, by merging, so that a comparison that fails can be thrown.
  mutating func sorted(
    _ items: [PythonValue], _ call: PythonCall
  ) throws(LoaderError) -> [PythonValue] {
    var isReversed = false
    var keyFunction: PythonValue?
    for (name, value) in call.named {
      switch names.name(of: name) {
      case "reverse": isReversed = try isTrue(value)
      case "key": if case .none = value {} else { keyFunction = value }
      default: throw .notStatic("sorted() with this")
      }
    }
    var rows: [(key: PythonValue, item: PythonValue)] = []
    for item in isReversed ? items.reversed() : items {
      var key = item
      if let keyFunction { key = try self.call(keyFunction, PythonCall(positional: [item])) }
      rows.append((key, item))
    }
    var width = 1
    while width < rows.count {
      var merged: [(key: PythonValue, item: PythonValue)] = []
      merged.reserveCapacity(rows.count)
      var start = 0
      while start < rows.count {
        let middle = Swift.min(start + width, rows.count)
        let end = Swift.min(start + 2 * width, rows.count)
        var left = start
        var right = middle
        while left < middle || right < end {
          if right == end {
            merged.append(rows[left])
            left += 1
          } else if left < middle, try !precedes(rows[right].key, rows[left].key) {
            merged.append(rows[left])
            left += 1
          } else {
            merged.append(rows[right])
            right += 1
          }
        }
        start = end
      }
      rows = merged
      width *= 2
    }
    return isReversed ? rows.reversed().map(\.item) : rows.map(\.item)
  }

  private mutating func extreme(
    _ builtin: PythonBuiltin, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    guard call.named.isEmpty else { throw .notStatic("\(builtin.rawValue)() with a key") }
    let items = call.positional.count == 1 ? try items(of: call.positional[0]) : call.positional
    guard var best = items.first else { throw .notStatic("\(builtin.rawValue)() of nothing") }
    for item in items.dropFirst() {
      let isBetter = builtin == .min ? try precedes(item, best) : try precedes(best, item)
      if isBetter { best = item }
    }
    return best
  }

  // MARK: itertools

  private mutating func combine(
    _ builtin: PythonBuiltin, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    switch builtin {
    case .chain, .fromIterable:
      let lists =
        builtin == .chain ? call.positional : try items(of: call.positional.first ?? .none)
      var results: [PythonValue] = []
      for list in lists {
        let items = try items(of: list)
        try spend(items.count * 16)
        results += items
      }
      return try iterator(results)
    case .repeat:
      guard let item = call.positional.first else { throw .notStatic("repeat() of nothing") }
      if call.positional.count > 1 {
        guard case .int(let count) = call.positional[1] else {
          throw .notStatic("repeat() of this")
        }
        try spend(Swift.max(0, Swift.min(count, Self.byteLimit)) * 16)
        return try iterator(Array(repeating: item, count: Swift.max(0, count)))
      }
      return .iterator(try keep(PythonIterator([item], isEndless: true)))
    case .product:
      var lists: [[PythonValue]] = []
      var count = 1
      for argument in call.positional { lists.append(try items(of: argument)) }
      if case .int(let times)? = call.named.first?.value {
        guard 0...8 ~= times else { throw .tooMuchWork(line: 0) }
        lists = (0..<times).flatMap { _ in lists }
      }
      var rows: [[PythonValue]] = [[]]
      for list in lists {
        count = count.multipliedReportingOverflow(by: Swift.max(1, list.count)).partialValue
        try spend(count * 16 * lists.count)
        rows = rows.flatMap { row in list.map { row + [$0] } }
      }
      return try iterator(try tuples(rows))
    case .permutations, .combinations:
      let items = try items(of: call.positional.first ?? .none)
      var length = items.count
      if case .int(let number)? = call.positional.dropFirst().first { length = number }
      guard length >= 0 else { throw .notStatic("a choice of fewer than none") }
      var rows: [[PythonValue]] = []
      try choose(length, of: items, chosen: [], isOrdered: builtin == .permutations, into: &rows)
      return try iterator(try tuples(rows))
    default: throw .notStatic(builtin.rawValue)
    }
  }

  private mutating func tuples(_ rows: [[PythonValue]]) throws(LoaderError) -> [PythonValue] {
    var tuples: [PythonValue] = []
    for row in rows { tuples.append(try tuple(row)) }
    return tuples
  }

  private mutating func choose(
    _ length: Int, of items: [PythonValue], chosen: [Int], isOrdered: Bool,
    into rows: inout [[PythonValue]]
  ) throws(LoaderError) {
    try step()
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw .tooDeep(line: 0) }
    if chosen.count == length {
      try spend(length * 16)
      rows.append(chosen.map { items[$0] })
      return
    }
    let start = isOrdered ? 0 : (chosen.last ?? -1) + 1
    for index in items.indices.dropFirst(start) where !isOrdered || !chosen.contains(index) {
      try choose(length, of: items, chosen: chosen + [index], isOrdered: isOrdered, into: &rows)
    }
  }
}

extension PythonInterpreter {
  func isTrue(_ value: PythonValue) throws(LoaderError) -> Bool {
    switch value {
    case .none: false
    case .bool(let flag): flag
    case .int(let number): number != 0
    case .double(let number): number != 0
    case .string(let bytes): !bytes.isEmpty
    case .list(let list): !list.items.isEmpty
    case .tuple(let tuple): !tuple.items.isEmpty
    case .dictionary(let dictionary): !dictionary.entries.isEmpty
    case .set(let set): !set.items.isEmpty
    case .range(let range): range.count > 0
    case .unknown(let reason): throw .notStatic(reason)
    case .iterator, .function, .classObject, .instance, .member, .module, .builtin, .method: true
    }
  }

  /// The value as a dictionary's key.
  func key(_ value: PythonValue, nesting: Int = 0) throws(LoaderError) -> PythonKey {
    switch value {
    case .none: return .none
    case .bool(let flag): return .int(flag ? 1 : 0)
    case .int(let number): return .int(number)
    case .double(let number): return Int(exactly: number).map { .int($0) } ?? .double(number)
    case .string(let bytes): return .string(bytes)
    case .tuple(let tuple):
      guard nesting < 16 else { throw .tooDeep(line: 0) }
      var keys: [PythonKey] = []
      for item in tuple.items { keys.append(try key(item, nesting: nesting + 1)) }
      return .tuple(keys)
    case .member(let box as PythonBox), .classObject(let box as PythonBox),
      .function(let box as PythonBox), .instance(let box as PythonBox):
      return .object(ObjectIdentifier(box))
    case .unknown(let reason): throw .notStatic(reason)
    case .list, .dictionary, .set, .iterator, .range, .module, .builtin, .method:
      throw .notStatic("a key that can change")
    }
  }

  mutating func apply(
    _ operation: UInt64, _ operand: PythonValue
  ) throws(LoaderError) -> PythonValue {
    if operation == Keyword.not { return .bool(try !isTrue(operand)) }
    switch (operation, operand) {
    case (Keyword.minus, .int(let number)) where number != Int.min: return .int(-number)
    case (Keyword.minus, .double(let number)): return .double(-number)
    case (Keyword.plus, .int), (Keyword.plus, .double): return operand
    case (Keyword.tilde, .int(let number)): return .int(~number)
    case (_, .unknown): return operand
    default: throw .notStatic("an operation on something that has none")
    }
  }

  mutating func apply(
    _ operation: UInt64, _ left: PythonValue, _ right: PythonValue
  ) throws(LoaderError) -> PythonValue {
    switch (left, right) {
    case (.unknown, _): return left
    case (.string(let format), _) where operation == Keyword.percent:
      return try string(try percentFormat(format, right))
    case (_, .unknown): return right
    case (.string(let left), .string(let right)) where operation == Keyword.plus:
      try spend(left.count + right.count)
      return .string(left + right)
    case (.list(let left), .list(let right)) where operation == Keyword.plus:
      return try list(left.items + right.items)
    case (.tuple(let left), .tuple(let right)) where operation == Keyword.plus:
      return try tuple(left.items + right.items)
    case (.int(let count), .string), (.int(let count), .list), (.int(let count), .tuple):
      guard operation == Keyword.star else { break }
      return try repeated(right, count)
    case (.string, .int(let count)), (.list, .int(let count)), (.tuple, .int(let count)):
      guard operation == Keyword.star else { break }
      return try repeated(left, count)
    case (.set(let left), .set(let right)): return try combine(operation, left, right)
    case (.dictionary(let left), .dictionary(let right)) where operation == Keyword.bar:
      let result = try keep(PythonDictionary())
      for entry in left.entries + right.entries {
        try spend(64)
        result.set(try key(entry.key), entry.key, entry.value)
      }
      return .dictionary(result)
    case (.double, .double), (.double, .int), (.int, .double):
      if let left = double(left), let right = double(right) {
        return try arithmetic(operation, left, right)
      }
    default:
      if let left = integer(left), let right = integer(right) {
        return try arithmetic(operation, left, right)
      }
    }
    throw .notStatic("an operation on things it does not fit")
  }

  private mutating func repeated(
    _ value: PythonValue, _ count: Int
  ) throws(LoaderError) -> PythonValue {
    let count = max(0, count)
    func room(_ size: Int) throws(LoaderError) {
      let (bytes, overflow) = size.multipliedReportingOverflow(by: count)
      if overflow || bytes > Self.byteLimit { throw .tooMuchWork(line: 0) }
      try spend(bytes)
    }
    switch value {
    case .string(let bytes):
      try room(bytes.count)
      var result: [UInt8] = []
      if !bytes.isEmpty { for _ in 0..<count { result += bytes } }
      return .string(result)
    case .list(let list):
      try room(list.items.count * 16)
      return try self.list(
        list.items.isEmpty ? [] : (0..<count).flatMap { _ in list.items })
    case .tuple(let tuple):
      try room(tuple.items.count * 16)
      return try self.tuple(
        tuple.items.isEmpty ? [] : (0..<count).flatMap { _ in tuple.items })
    default: throw .notStatic("a repetition of something that has no items")
    }
  }

  private mutating func combine(
    _ operation: UInt64, _ left: PythonSet, _ right: PythonSet
  ) throws(LoaderError) -> PythonValue {
    var items: [PythonValue] = []
    switch operation {
    case Keyword.bar: items = left.items + right.items
    case Keyword.minus:
      for item in left.items where !right.keys.contains(try key(item)) { items.append(item) }
    case Keyword.ampersand:
      for item in left.items where right.keys.contains(try key(item)) { items.append(item) }
    default: throw .notStatic("an operation on sets")
    }
    return try set(items)
  }

  private func integer(_ value: PythonValue) -> Int? {
    switch value {
    case .int(let number): number
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }

  private func double(_ value: PythonValue) -> Double? {
    switch value {
    case .int(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }

  private func arithmetic(
    _ operation: UInt64, _ left: Int, _ right: Int
  ) throws(LoaderError) -> PythonValue {
    let result: (partialValue: Int, overflow: Bool)
    switch operation {
    case Keyword.plus: result = left.addingReportingOverflow(right)
    case Keyword.minus: result = left.subtractingReportingOverflow(right)
    case Keyword.star: result = left.multipliedReportingOverflow(by: right)
    case Keyword.slash where right != 0: return .double(Double(left) / Double(right))
    case Keyword.doubleSlash where right != 0 && right != -1:
      let quotient = left / right
      result = (left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient, false)
    case Keyword.percent where right != 0 && right != -1:
      let rest = left % right
      result = (rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest, false)
    case Keyword.doubleStar where right >= 0:
      var power = 1
      for _ in 0..<min(right, 64) {
        let (product, overflow) = power.multipliedReportingOverflow(by: left)
        if overflow { throw .notStatic("an integer of more than 64 bits") }
        power = product
      }
      if right > 64 && left != 0 && left != 1 {
        throw .notStatic("an integer of more than 64 bits")
      }
      result = (power, false)
    case Keyword.bar: result = (left | right, false)
    case Keyword.ampersand: result = (left & right, false)
    case Keyword.caret: result = (left ^ right, false)
    default: throw .notStatic("arithmetic")
    }
    if result.overflow { throw .notStatic("an integer of more than 64 bits") }
    return .int(result.partialValue)
  }

  private func arithmetic(
    _ operation: UInt64, _ left: Double, _ right: Double
  ) throws(LoaderError) -> PythonValue {
    switch operation {
    case Keyword.plus: return .double(left + right)
    case Keyword.minus: return .double(left - right)
    case Keyword.star: return .double(left * right)
    case Keyword.slash where right != 0: return .double(left / right)
    default: throw .notStatic("arithmetic")
    }
  }

  // MARK: Comparison

  mutating func compare(
    _ left: PythonValue, _ comparison: PythonComparison, _ right: PythonValue
  ) throws(LoaderError) -> Bool {
    switch comparison {
    case .equal: return try isEqual(left, right)
    case .notEqual: return try !isEqual(left, right)
    case .same: return try isSame(left, right)
    case .notSame: return try !isSame(left, right)
    case .within: return try contains(right, left)
    case .notWithin: return try !contains(right, left)
    case .less: return try precedes(left, right)
    case .greater: return try precedes(right, left)
    case .lessOrEqual: return try !precedes(right, left)
    case .greaterOrEqual: return try !precedes(left, right)
    }
  }

  private func isSame(_ left: PythonValue, _ right: PythonValue) throws(LoaderError) -> Bool {
    switch (left, right) {
    case (.none, .none): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.member(let left), .member(let right)): return left === right
    case (.unknown(let reason), _), (_, .unknown(let reason)): throw .notStatic(reason)
    case (.none, _), (_, .none), (.bool, _), (_, .bool): return false
    default: throw .notStatic("whether two things are one")
    }
  }

  private mutating func isEqual(
    _ left: PythonValue, _ right: PythonValue
  ) throws(LoaderError) -> Bool {
    try step()
    if case .string(let left) = left, case .string(let right) = right { return left == right }
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw .tooDeep(line: 0) }
    switch (left, right) {
    case (.unknown(let reason), _), (_, .unknown(let reason)): throw .notStatic(reason)
    case (.list(let left), .list(let right)): return try isEqual(left.items, right.items)
    case (.tuple(let left), .tuple(let right)): return try isEqual(left.items, right.items)
    case (.set(let left), .set(let right)): return left.keys == right.keys
    case (.dictionary(let left), .dictionary(let right)):
      guard left.entries.count == right.entries.count else { return false }
      for entry in left.entries {
        guard let other = right[try key(entry.key)], try isEqual(entry.value, other) else {
          return false
        }
      }
      return true
    case (.list, _), (_, .list), (.set, _), (_, .set), (.dictionary, _), (_, .dictionary):
      return false
    default: return try key(left) == key(right)
    }
  }

  private mutating func isEqual(
    _ left: [PythonValue], _ right: [PythonValue]
  ) throws(LoaderError) -> Bool {
    guard left.count == right.count else { return false }
    for (left, right) in zip(left, right) where try !isEqual(left, right) { return false }
    return true
  }

  private mutating func contains(
    _ container: PythonValue, _ value: PythonValue
  ) throws(LoaderError) -> Bool {
    switch (container, value) {
    case (.string(let text), .string(let part)): return find(part, in: text) != nil
    case (.set(let set), _): return set.keys.contains(try key(value))
    case (.dictionary(let dictionary), _): return dictionary[try key(value)] != nil
    case (.list(let list), .string(let wanted)):
      // One corpus asks forty thousand times whether a code is among two hundred.
      try step()
      for item in list.items {
        if case .string(let text) = item {
          if text == wanted { return true }
        } else if try isEqual(item, value) {
          return true
        }
      }
      return false
    default:
      for item in try items(of: container) where try isEqual(item, value) { return true }
      return false
    }
  }

  /// Whether one value sorts before another.
  mutating func precedes(
    _ left: PythonValue, _ right: PythonValue
  ) throws(LoaderError) -> Bool {
    try step()
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw .tooDeep(line: 0) }
    switch (left, right) {
    case (.string(let left), .string(let right)): return left.lexicographicallyPrecedes(right)
    case (.tuple(let left as PythonBox), .tuple(let right as PythonBox)),
      (.list(let left as PythonBox), .list(let right as PythonBox)):
      let (left, right) = (contents(left), contents(right))
      for (left, right) in zip(left, right) where try !isEqual(left, right) {
        return try precedes(left, right)
      }
      return left.count < right.count
    default:
      if let left = integer(left), let right = integer(right) { return left < right }
      if let left = double(left), let right = double(right) { return left < right }
      throw .notStatic("an order of things that have none")
    }
  }

  private func contents(_ box: PythonBox) -> [PythonValue] {
    if let list = box as? PythonList { return list.items }
    return (box as? PythonTuple)?.items ?? []
  }

  /// Where a part of a text begins.
  func find(_ part: [UInt8], in text: [UInt8], from start: Int = 0) -> Int? {
    guard !part.isEmpty else { return start <= text.count ? start : nil }
    guard text.count >= part.count else { return nil }
    var index = start
    while index + part.count <= text.count {
      if text[index] == part[0] && text[index..<(index + part.count)].elementsEqual(part) {
        return index
      }
      index += 1
    }
    return nil
  }
}

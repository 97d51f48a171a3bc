extension PythonInterpreter {
  /// Works out an expression.
  mutating func evaluate(
    _ expression: PythonExpression, in scope: PythonScope
  ) throws(LoaderError) -> PythonValue {
    try step()
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw .tooDeep(line: 0) }
    switch expression {
    case .constant(let value): return value
    case .name(let name): return try lookUp(name, in: scope)
    case .formatted(let parts): return try string(try format(parts, in: scope))
    case .list(let elements): return try list(try values(elements, in: scope))
    case .tuple(let elements): return try tuple(try values(elements, in: scope))
    case .set(let elements): return try set(try values(elements, in: scope))
    case .dictionary(let members): return try dictionary(members, in: scope)
    case .starred: throw .notStatic("a star where no list is")
    case .comprehension(let comprehension): return try evaluate(comprehension, in: scope)
    case .attribute(let object, let name):
      return try attribute(name, of: try evaluate(object, in: scope))
    case .element(let container, let index):
      return try element(try evaluate(container, in: scope), index, in: scope)
    case .slice: throw .notStatic("a slice by itself")
    case .call(let function, let arguments):
      return try call(function, arguments, in: scope)
    case .unary(let operation, let operand):
      return try apply(operation, try evaluate(operand, in: scope))
    case .binary(let operation, let left, let right):
      let value = try evaluate(left, in: scope)
      return try apply(operation, value, try evaluate(right, in: scope))
    case .comparison(let left, let rest):
      var value = try evaluate(left, in: scope)
      for (comparison, right) in rest {
        let next = try evaluate(right, in: scope)
        guard try compare(value, comparison, next) else { return .bool(false) }
        value = next
      }
      return .bool(true)
    case .all(let left, let right):
      let value = try evaluate(left, in: scope)
      return try isTrue(value) ? try evaluate(right, in: scope) : value
    case .any(let left, let right):
      let value = try evaluate(left, in: scope)
      return try isTrue(value) ? value : try evaluate(right, in: scope)
    case .conditional(let test, let then, let otherwise):
      return try evaluate(
        try isTrue(try evaluate(test, in: scope)) ? then : otherwise, in: scope)
    case .lambda(let function): return try closure(function, in: scope)
    case .binding(let name, let expression):
      let value = try evaluate(expression, in: scope)
      scope.values[name] = value
      return value
    case .dynamic(let word): throw .notStatic(word)
    }
  }

  private func lookUp(_ name: Int32, in scope: PythonScope) throws(LoaderError) -> PythonValue {
    if let value = scope.values[name] ?? scope.parent?.visible(name) { return value }
    if let builtin = common.builtins[name] { return .builtin(builtin) }
    throw .notStatic("the name '\(names.name(of: name))' is not bound")
  }

  private mutating func values(
    _ expressions: [PythonExpression], in scope: PythonScope
  ) throws(LoaderError) -> [PythonValue] {
    var values: [PythonValue] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions {
      if case .starred(let inner) = expression {
        values += try items(of: try evaluate(inner, in: scope))
      } else {
        values.append(try evaluate(expression, in: scope))
      }
    }
    return values
  }

  mutating func set(_ items: [PythonValue]) throws(LoaderError) -> PythonValue {
    try spend(items.count * 48)
    let set = try keep(PythonSet())
    for item in items { set.add(try key(item), item) }
    return .set(set)
  }

  private mutating func dictionary(
    _ members: [(key: PythonExpression?, value: PythonExpression)], in scope: PythonScope
  ) throws(LoaderError) -> PythonValue {
    try spend(members.count * 64)
    let dictionary = try keep(PythonDictionary())
    for member in members {
      if let expression = member.key {
        let key = try evaluate(expression, in: scope)
        dictionary.set(try self.key(key), key, try evaluate(member.value, in: scope))
      } else {
        guard case .dictionary(let other) = try evaluate(member.value, in: scope) else {
          throw .notStatic("two stars before something that is no dictionary")
        }
        for entry in other.entries { dictionary.set(try key(entry.key), entry.key, entry.value) }
      }
    }
    return .dictionary(dictionary)
  }

  // MARK: Comprehensions

  private mutating func evaluate(
    _ comprehension: PythonComprehension, in scope: PythonScope
  ) throws(LoaderError) -> PythonValue {
    // The first list is evaluated outside, the rest in a scope of its own, as Python does.
    let first = try items(of: try evaluate(comprehension.clauses[0].items, in: scope))
    let inner = try keep(PythonScope(parent: scope))
    var results: [PythonValue] = []
    let dictionary = comprehension.kind == .dictionary ? try keep(PythonDictionary()) : nil
    try run(comprehension, clause: 0, items: first, in: inner, &results, dictionary)
    switch comprehension.kind {
    case .list: return try list(results)
    case .set: return try set(results)
    case .generator: return .iterator(try keep(PythonIterator(results)))
    case .dictionary: return dictionary.map { .dictionary($0) } ?? .none
    }
  }

  private mutating func run(
    _ comprehension: PythonComprehension, clause index: Int, items: [PythonValue],
    in scope: PythonScope, _ results: inout [PythonValue], _ dictionary: PythonDictionary?
  ) throws(LoaderError) {
    let clause = comprehension.clauses[index]
    for item in items {
      try assign(item, to: clause.target, in: scope)
      var isWanted = true
      for condition in clause.conditions where isWanted {
        isWanted = try isTrue(try evaluate(condition, in: scope))
      }
      guard isWanted else { continue }
      if index + 1 < comprehension.clauses.count {
        let next = try self.items(
          of: try evaluate(comprehension.clauses[index + 1].items, in: scope))
        try run(comprehension, clause: index + 1, items: next, in: scope, &results, dictionary)
      } else if let dictionary, let expression = comprehension.value {
        let key = try evaluate(comprehension.element, in: scope)
        try spend(64)
        dictionary.set(try self.key(key), key, try evaluate(expression, in: scope))
      } else {
        try spend(16)
        results.append(try evaluate(comprehension.element, in: scope))
      }
    }
  }

  // MARK: Items and attributes

  /// What a loop over a value goes through.
  mutating func items(of value: PythonValue) throws(LoaderError) -> [PythonValue] {
    switch value {
    case .list(let list): return list.items
    case .tuple(let tuple): return tuple.items
    case .set(let set): return set.items
    case .dictionary(let dictionary): return dictionary.entries.map(\.key)
    case .iterator(let iterator):
      if iterator.isEndless { throw .tooMuchWork(line: 0) }
      return iterator.takeRest()
    case .range(let range):
      guard range.count <= Self.stepLimit else { throw .tooMuchWork(line: 0) }
      try spend(range.count * 16)
      return (0..<range.count).map { .int(range.start + $0 * range.step) }
    case .string(let bytes):
      try spend(bytes.count * 16)
      return String(decoding: bytes, as: UTF8.self).unicodeScalars.map {
        .string(Array(String($0).utf8))
      }
    case .classObject(let type) where type.isEnum: return type.members.map { .member($0) }
    case .unknown(let reason): throw .notStatic(reason)
    default: throw .notStatic("a loop over something that has no items")
    }
  }

  mutating func attribute(
    _ name: Int32, of value: PythonValue
  ) throws(LoaderError) -> PythonValue {
    switch value {
    case .unknown: return value
    case .member(let member):
      if name == common.value { return member.value }
      if name == common.name { return .string(member.name) }
    case .instance(let instance):
      if let attribute = instance.attributes[name] { return attribute }
      guard let type = instance.type else { return .unknown("an attribute of something imported") }
      return bind(try find(name, in: type), to: value, type: type, name: name)
    case .classObject(let type):
      if type.isEnum, let member = type.members.first(where: { names.bytes(of: name) == $0.name }) {
        return .member(member)
      }
      let attribute = try find(name, in: type)
      if case .function(let closure) = attribute, closure.binding == .type {
        return .method(
          try keep(PythonMethod(receiver: value, name: names.bytes(of: name), closure: closure)))
      }
      return attribute
    case .module(let module):
      if let attribute = module.scope?.values[name] { return attribute }
      if let builtin = Self.standardLibrary(module.name, names.name(of: name)) {
        return .builtin(builtin)
      }
      return .unknown("\(names.name(of: name)) of module \(module.name.joined(separator: "."))")
    case .builtin(.chain) where names.bytes(of: name) == Array("from_iterable".utf8):
      return .builtin(.fromIterable)
    case .string, .list, .tuple, .dictionary, .set, .iterator, .builtin, .range:
      return .method(try keep(PythonMethod(receiver: value, name: names.bytes(of: name))))
    case .method(let method) where method.name == Array("super".utf8):
      return .method(
        try keep(PythonMethod(receiver: value, name: names.bytes(of: name))))
    case .none, .bool, .int, .double, .function, .method: break
    }
    throw .notStatic("the attribute '\(names.name(of: name))'")
  }

  private mutating func bind(
    _ attribute: PythonValue, to value: PythonValue, type: PythonClassObject, name: Int32
  ) -> PythonValue {
    guard case .function(let closure) = attribute, closure.binding != .none else {
      return attribute
    }
    let receiver = closure.binding == .type ? PythonValue.classObject(type) : value
    let method = PythonMethod(receiver: receiver, name: names.bytes(of: name), closure: closure)
    return (try? keep(method)).map { .method($0) } ?? .unknown("too many methods")
  }

  /// Finds a name in a class or in those it is made from.
  func find(_ name: Int32, in type: PythonClassObject, nesting: Int = 0) throws(LoaderError)
    -> PythonValue
  {
    if let attribute = type.attributes[name] { return attribute }
    var unknown: PythonValue?
    for base in type.bases where nesting < 16 {
      if case .classObject(let base) = base {
        if let found = try? find(name, in: base, nesting: nesting + 1) {
          if case .unknown = found { unknown = found } else { return found }
        }
      } else if case .unknown = base {
        unknown = base
      }
    }
    if let unknown { return unknown }
    throw .notStatic("the attribute '\(names.name(of: name))' of \(type.name)")
  }

  private mutating func element(
    _ container: PythonValue, _ index: PythonExpression, in scope: PythonScope
  ) throws(LoaderError) -> PythonValue {
    if case .slice(let start, let stop, let step) = index {
      func bound(_ part: PythonExpression?) throws(LoaderError) -> Int? {
        guard let part else { return nil }
        switch try evaluate(part, in: scope) {
        case .int(let number): return number
        case .none: return nil
        default: throw .notStatic("a slice with other than integers")
        }
      }
      return try slice(container, try bound(start), try bound(stop), try bound(step))
    }
    return try element(container, try evaluate(index, in: scope))
  }

  mutating func element(
    _ container: PythonValue, _ index: PythonValue
  ) throws(LoaderError) -> PythonValue {
    switch (container, index) {
    case (.dictionary(let dictionary), _):
      if let value = dictionary[try key(index)] { return value }
      throw .notStatic("a key that is not in the dictionary")
    case (.list(let list), .int(let number)): return try item(number, of: list.items)
    case (.tuple(let tuple), .int(let number)): return try item(number, of: tuple.items)
    case (.string, .int(let number)): return try item(number, of: try items(of: container))
    case (.classObject(let type), .string(let name)) where type.isEnum:
      if let member = type.members.first(where: { $0.name == name }) { return .member(member) }
      throw .notStatic("a name that is not in \(type.name)")
    case (.range, .int(let number)): return try item(number, of: try items(of: container))
    case (.unknown, _): return container
    default: throw .notStatic("an element of something that has none")
    }
  }

  private func item(_ number: Int, of items: [PythonValue]) throws(LoaderError) -> PythonValue {
    let place = number < 0 ? number + items.count : number
    guard items.indices.contains(place) else { throw .notStatic("an index out of range") }
    return items[place]
  }

  private mutating func slice(
    _ container: PythonValue, _ start: Int?, _ stop: Int?, _ step: Int?
  ) throws(LoaderError) -> PythonValue {
    let items: [PythonValue]
    switch container {
    case .list, .tuple, .string, .range: items = try self.items(of: container)
    default: throw .notStatic("a slice of something that has none")
    }
    let step = step ?? 1
    guard step != 0, step != Int.min else { throw .notStatic("a slice with step 0") }
    func clamp(_ value: Int?, _ standard: Int) -> Int {
      guard let value else { return standard }
      let place = value < 0 ? value + items.count : value
      return step > 0 ? min(max(place, 0), items.count) : min(max(place, -1), items.count - 1)
    }
    let first = clamp(start, step > 0 ? 0 : items.count - 1)
    let end = clamp(stop, step > 0 ? items.count : -1)
    let chosen = stride(from: first, to: end, by: step).map { items[$0] }
    switch container {
    case .string:
      var bytes: [UInt8] = []
      for case .string(let scalar) in chosen { bytes += scalar }
      return try string(bytes)
    case .tuple: return try tuple(chosen)
    default: return try list(chosen)
    }
  }
}

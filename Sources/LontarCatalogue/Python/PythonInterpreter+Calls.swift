/// The arguments of a call, worked out.
struct PythonCall {
  var positional: [PythonValue] = []
  var named: [(name: Int32, value: PythonValue)] = []

  func named(_ name: Int32) -> PythonValue? { named.first { $0.name == name }?.value }
}

extension PythonInterpreter {
  mutating func call(
    _ function: PythonExpression, _ arguments: [PythonArgument], in scope: PythonScope
  ) throws(LoaderError) -> PythonValue {
    if case .name(common.superclass) = function,
      case .builtin = try evaluate(function, in: scope)
    {
      return try superclass(in: scope)
    }
    if case .attribute(let object, let name) = function {
      let receiver = try evaluate(object, in: scope)
      // A text's method is called at once, without a value that stands for it.
      if case .string(let text) = receiver {
        return try callText(text, names.name(of: name), try self.call(with: arguments, in: scope))
      }
      let callee = try attribute(name, of: receiver)
      return try self.call(callee, try self.call(with: arguments, in: scope))
    }
    let callee = try evaluate(function, in: scope)
    return try self.call(callee, try self.call(with: arguments, in: scope))
  }

  /// Evaluates what a call is made with.
  private mutating func call(
    with arguments: [PythonArgument], in scope: PythonScope
  ) throws(LoaderError) -> PythonCall {
    var call = PythonCall()
    call.positional.reserveCapacity(arguments.count)
    for argument in arguments {
      let value = try evaluate(argument.value, in: scope)
      switch argument.kind {
      case .plain: call.positional.append(value)
      case .named(let name): call.named.append((name, value))
      case .star:
        // `zip(*lists, repeat(x))` and its like; an endless one here would never end.
        call.positional += try items(of: value)
      case .doubleStar:
        guard case .dictionary(let dictionary) = value else {
          throw .notStatic("two stars before something that is no dictionary")
        }
        for entry in dictionary.entries {
          guard case .string(let name) = entry.key else { throw .notStatic("a name that is none") }
          call.named.append((names.number(of: name), entry.value))
        }
      }
    }
    return call
  }

  mutating func call(
    _ callee: PythonValue, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw .tooDeep(line: 0) }
    switch callee {
    case .function(let closure): return try self.call(closure, call, receiver: nil)
    case .classObject(let type): return try instantiate(type, call)
    case .builtin(let builtin): return try self.call(builtin, call)
    case .method(let method):
      if let closure = method.closure {
        var call = call
        call.positional.insert(method.receiver, at: 0)
        return try self.call(closure, call, receiver: method.receiver)
      }
      return try self.call(method, call)
    case .unknown:
      // Something imported. Whatever it makes is unknown, but what it was made with can be read.
      let instance = try keep(PythonInstance(type: nil))
      for (name, value) in call.named { instance.attributes[name] = value }
      return .instance(instance)
    default: throw .notStatic("a call of something that is no function")
    }
  }

  // MARK: Functions

  mutating func closure(
    _ function: PythonFunction, in scope: PythonScope
  ) throws(LoaderError) -> PythonValue {
    var standards: [PythonValue?] = []
    for parameter in function.parameters {
      if let standard = parameter.standard {
        standards.append(try evaluate(standard, in: scope))
      } else {
        standards.append(nil)
      }
    }
    let closure = try keep(PythonClosure(function, scope: scope, standards: standards))
    for decorator in function.decorators {
      guard case .builtin(let builtin) = try evaluate(decorator, in: scope) else {
        return .unknown("a function with a decorator")
      }
      switch builtin {
      case .staticmethod: closure.binding = .none
      case .classmethod: closure.binding = .type
      default: return .unknown("a function with a decorator")
      }
    }
    return .function(closure)
  }

  private mutating func call(
    _ closure: PythonClosure, _ call: PythonCall, receiver: PythonValue?
  ) throws(LoaderError) -> PythonValue {
    guard let outer = closure.scope else { throw .notStatic("a function that is gone") }
    let scope = try keep(PythonScope(parent: outer))
    scope.definingClass = closure.definingClass
    scope.receiver = receiver
    try bind(call, to: closure, in: scope)
    let function = closure.function
    switch function.body {
    case .expression(let expression): return try evaluate(expression, in: scope)
    case .tokens(let range):
      var parser = PythonParser(function.source, from: range.lowerBound)
      function.body = .statements(try parser.statements(upTo: range.upperBound))
    case .statements: break
    }
    guard case .statements(let statements) = function.body else { return .none }
    if case .value(let value) = try run(statements, in: scope) { return value }
    return .none
  }

  private mutating func bind(
    _ call: PythonCall, to closure: PythonClosure, in scope: PythonScope
  ) throws(LoaderError) {
    let parameters = closure.function.parameters
    var positional = call.positional[...]
    var named = call.named
    var extras: Int32?
    for (index, parameter) in parameters.enumerated() {
      switch parameter.kind {
      case .star:
        scope.values[parameter.name] = try tuple(Array(positional))
        positional = []
      case .doubleStar: extras = parameter.name
      case .plain, .keywordOnly:
        if parameter.kind == .plain, let value = positional.popFirst() {
          scope.values[parameter.name] = value
        } else if let place = named.firstIndex(where: { $0.name == parameter.name }) {
          scope.values[parameter.name] = named.remove(at: place).value
        } else if index < closure.standards.count, let standard = closure.standards[index] {
          scope.values[parameter.name] = standard
        } else {
          throw .notStatic("a call without '\(names.name(of: parameter.name))'")
        }
      }
    }
    if let extras {
      let dictionary = try keep(PythonDictionary())
      for (name, value) in named {
        let bytes = names.bytes(of: name)
        dictionary.set(.string(bytes), .string(bytes), value)
      }
      scope.values[extras] = .dictionary(dictionary)
      named = []
    }
    guard positional.isEmpty && named.isEmpty else { throw .notStatic("too many arguments") }
  }

  // MARK: Classes

  mutating func makeClass(
    _ definition: PythonClass, in scope: PythonScope
  ) throws(LoaderError) -> PythonValue {
    var bases: [PythonValue] = []
    var isEnum = false
    for base in definition.bases {
      guard case .plain = base.kind else { continue }
      let value: PythonValue
      do {
        value = try evaluate(base.value, in: scope)
      } catch .notStatic(let reason) {
        value = .unknown(reason)
      }
      if case .builtin(.enumeration) = value { isEnum = true }
      bases.append(value)
    }
    let type = try keep(
      PythonClassObject(
        name: names.name(of: definition.name), order: madeBoxCount, bases: bases))
    type.isEnum = isEnum
    let body = try keep(PythonScope(parent: scope, isClass: true))
    body.definingClass = type
    if let source = scope.module?.source {
      try runTop(definition.body, in: body, source: source)
    } else {
      _ = try run(definition.body, in: body)
    }
    if case .list(let fields)? = body.values.removeValue(forKey: fieldsName) {
      for case .int(let field) in fields.items { type.fields.append(Int32(field)) }
    }
    for case .function(let closure) in body.values.values { closure.definingClass = type }
    if isEnum {
      try makeMembers(of: type, from: definition, body: body)
    } else {
      type.attributes = body.values
    }
    for decorator in definition.decorators {
      var decorator = decorator
      if case .call(let function, _) = decorator { decorator = function }
      if case .builtin(.dataclass) = try evaluate(decorator, in: scope) { continue }
      return .unknown("a class with a decorator")
    }
    return .classObject(type)
  }

  /// Turns the assignments of an enumeration's body into members, in their order; names for a value
  /// that already has one are that member.
  private mutating func makeMembers(
    of type: PythonClassObject, from definition: PythonClass, body: PythonScope
  ) throws(LoaderError) {
    var seen: [(value: PythonValue, member: PythonMember)] = []
    for statement in definition.body {
      guard case .assign(let targets, _) = statement.kind, case .name(let name)? = targets.first,
        let value = body.values[name]
      else { continue }
      var member: PythonMember?
      for known in seen where try compare(known.value, .equal, value) { member = known.member }
      if member == nil {
        let fresh = try keep(
          PythonMember(typeName: type.name, name: names.bytes(of: name), value: value))
        seen.append((value, fresh))
        type.members.append(fresh)
        member = fresh
      }
      if let member { type.attributes[name] = .member(member) }
    }
  }

  private mutating func instantiate(
    _ type: PythonClassObject, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    if type.isEnum {
      guard let wanted = call.positional.first else {
        throw .notStatic("an enumeration of nothing")
      }
      for member in type.members where try compare(member.value, .equal, wanted) {
        return .member(member)
      }
      throw .notStatic("a value that is not in \(type.name)")
    }
    let instance = try keep(PythonInstance(type: type))
    let value = PythonValue.instance(instance)
    if case .function(let initializer)? = try? find(common.initializer, in: type) {
      var call = call
      call.positional.insert(value, at: 0)
      _ = try self.call(initializer, call, receiver: value)
    } else {
      initialize(instance, type, call)
    }
    return value
  }

  /// What a data class's own initializer does; also that of a class which is imported.
  private mutating func initialize(
    _ instance: PythonInstance, _ type: PythonClassObject, _ call: PythonCall
  ) {
    for (field, value) in zip(fields(of: type, nesting: 0), call.positional) {
      instance.attributes[field] = value
    }
    for (name, value) in call.named { instance.attributes[name] = value }
  }

  private func fields(of type: PythonClassObject, nesting: Int) -> [Int32] {
    var all: [Int32] = []
    for base in type.bases where nesting < 16 {
      if case .classObject(let base) = base { all += fields(of: base, nesting: nesting + 1) }
    }
    for field in type.fields where !all.contains(field) { all.append(field) }
    return all
  }

  private mutating func superclass(in scope: PythonScope) throws(LoaderError) -> PythonValue {
    var place: PythonScope? = scope
    while let current = place {
      if let type = current.definingClass, let receiver = current.receiver {
        let pair = try tuple([receiver, .classObject(type)])
        return .method(try keep(PythonMethod(receiver: pair, name: Array("super".utf8))))
      }
      place = current.parent
    }
    throw .notStatic("super() outside a method")
  }

  /// Calls a method of the class above: `super().__init__(…)` above all.
  mutating func callSuper(
    _ method: PythonMethod, _ pair: PythonTuple, _ call: PythonCall
  ) throws(LoaderError) -> PythonValue {
    guard pair.items.count == 2, case .classObject(let type) = pair.items[1] else { return .none }
    let receiver = pair.items[0]
    let name = names.number(of: method.name)
    for base in type.bases {
      guard case .classObject(let base) = base else { continue }
      if case .function(let closure)? = try? find(name, in: base) {
        var call = call
        call.positional.insert(receiver, at: 0)
        return try self.call(closure, call, receiver: receiver)
      }
      if name == common.initializer, case .instance(let instance) = receiver {
        initialize(instance, base, call)
        return .none
      }
    }
    if name == common.initializer, case .instance(let instance) = receiver {
      for (name, value) in call.named { instance.attributes[name] = value }
    }
    return .none
  }
}

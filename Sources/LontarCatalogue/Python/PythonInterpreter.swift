/// Works out what the constants of a loader's source come to, without Python and without doing
/// anything: no file is opened, nothing is downloaded, and what the source imports from elsewhere is
/// unknown.
///
/// It is a small interpreter of the part of Python in which lists of facts are written: literals,
/// f-strings, comprehensions, loops, functions, classes and enumerations. A statement that needs more
/// makes the names it would bind, and the lists it would fill, unknown; never wrong. Steps, memory and
/// depth are limited, because a source may be hostile.
struct PythonInterpreter: ~Copyable {
  static let stepLimit = 6_000_000
  static let byteLimit = 64 << 20
  static let depthLimit = 300

  let names: PythonNames
  let common: CommonNames
  /// Finds a module of the checkout by its dotted name.
  private let find: ([String]) -> PythonSource?
  private var modules: [[String]: PythonModule] = [:]
  private var moduleNames: [[String]] = []
  private var boxes: [PythonBox] = []
  /// How many of the boxes were looked through already, and were needed then.
  private var oldBoxCount = 0
  /// How many boxes were made.
  private(set) var madeBoxCount = 0
  private var steps = 0
  private var byteCount = 0
  var depth = 0
  private var importDepth = 0

  /// The names that the interpreter itself looks for.
  struct CommonNames {
    let builtins: [Int32: PythonBuiltin]
    let initializer: Int32
    let name: Int32
    let value: Int32
    let mainName: Int32
    let chain: Int32
    let superclass: Int32

    init(_ names: PythonNames) {
      var builtins: [Int32: PythonBuiltin] = [:]
      for builtin in PythonBuiltin.allCases {
        switch builtin {
        // These have to be imported first.
        case .product, .permutations, .combinations, .chain, .repeat, .fromIterable, .enumeration,
          .dataclass:
          break
        default: builtins[names.number(of: builtin.rawValue)] = builtin
        }
      }
      self.builtins = builtins
      initializer = names.number(of: "__init__")
      name = names.number(of: "name")
      value = names.number(of: "value")
      mainName = names.number(of: "__name__")
      chain = names.number(of: "chain")
      superclass = names.number(of: "super")
    }
  }

  init(names: PythonNames, find: @escaping ([String]) -> PythonSource?) {
    self.names = names
    self.find = find
    common = CommonNames(names)
  }

  deinit {
    for box in boxes { box.empty() }
  }

  // MARK: Limits

  /// Counts one step of work.
  mutating func step() throws(LoaderError) {
    steps += 1
    if steps > Self.stepLimit { throw .tooMuchWork(line: 0) }
  }

  /// Counts bytes of memory before they are taken.
  mutating func spend(_ count: Int) throws(LoaderError) {
    guard count >= 0, count <= Self.byteLimit - byteCount else { throw .tooMuchWork(line: 0) }
    byteCount += count
  }

  /// Keeps what holds values, so that it can be emptied in the end.
  mutating func keep<Box: PythonBox>(_ box: Box) throws(LoaderError) -> Box {
    try spend(64)
    if boxes.count - oldBoxCount >= Self.youngLimit { emptyUnused() }
    boxes.append(box)
    madeBoxCount += 1
    return box
  }

  /// How many boxes are made before those that nothing refers to are emptied: few enough to be in the
  /// processor's cache still. A loop over all pairs of 205 languages makes 80,000 lists of two.
  private static let youngLimit = 1 << 10

  /// Empties the young boxes to which nothing else refers, the last first, because what holds others
  /// was made after them.
  private mutating func emptyUnused() {
    for index in (oldBoxCount..<boxes.count).reversed()
    where isKnownUniquelyReferenced(&boxes[index]) {
      boxes[index].empty()
      boxes.swapAt(index, boxes.count - 1)
      boxes.removeLast()
    }
    oldBoxCount = boxes.count
  }

  mutating func list(_ items: [PythonValue]) throws(LoaderError) -> PythonValue {
    try spend(items.count * 16)
    return .list(try keep(PythonList(items)))
  }

  mutating func tuple(_ items: [PythonValue]) throws(LoaderError) -> PythonValue {
    try spend(items.count * 16)
    return .tuple(try keep(PythonTuple(items)))
  }

  mutating func string(_ bytes: [UInt8]) throws(LoaderError) -> PythonValue {
    try spend(bytes.count)
    return .string(bytes)
  }

  // MARK: Modules

  /// Evaluates a module of the checkout, once.
  mutating func module(_ name: [String]) throws(LoaderError) -> PythonModule? {
    if let module = modules[name] { return module }
    guard importDepth < 8, let source = find(name) else { return nil }
    importDepth += 1
    defer { importDepth -= 1 }
    return try evaluate(source, name: name)
  }

  /// Evaluates a source as a module, and returns its names.
  mutating func evaluate(_ source: PythonSource, name: [String]) throws(LoaderError) -> PythonModule
  {
    let module = PythonModule(name: name, source: source)
    modules[name] = module
    moduleNames.append(name)
    let scope = try keep(PythonScope(parent: nil, module: module))
    module.scope = scope
    scope.values[common.mainName] = .string(Array(name.joined(separator: ".").utf8))
    var parser = PythonParser(source)
    try runTop(try parser.module(), in: scope, source: source)
    return module
  }

  /// Starts the count of steps and bytes anew, for the next loader of a checkout.
  mutating func resetLimits() {
    steps = 0
    byteCount = 0
  }

  /// How much has been evaluated: what comes later can be freed.
  struct Mark {
    var boxCount: Int
    var moduleCount: Int
  }

  mutating func mark() -> Mark {
    // What is there now stays, so that what comes later is all that lies behind.
    oldBoxCount = boxes.count
    return Mark(boxCount: boxes.count, moduleCount: moduleNames.count)
  }

  /// Frees what was made since a mark, and forgets the modules evaluated since then.
  mutating func release(after mark: Mark) {
    while moduleNames.count > mark.moduleCount { modules[moduleNames.removeLast()] = nil }
    while boxes.count > mark.boxCount { boxes.removeLast().empty() }
    oldBoxCount = boxes.count
  }

  // MARK: Statements

  /// What a statement does to those around it.
  enum Flow {
    case normal, leave, next
    case value(PythonValue)
  }

  /// Runs the statements of a module or a class: one that fails makes unknown what it would set.
  mutating func runTop(
    _ statements: [PythonStatement], in scope: PythonScope, source: PythonSource
  ) throws(LoaderError) {
    for statement in statements {
      do {
        _ = try run(statement, in: scope)
      } catch .notStatic(let reason) {
        let line = source.line(of: Int(statement.offset))
        try forget(statement, in: scope, reason: "line \(line): \(reason)")
      } catch .tooMuchWork {
        throw .tooMuchWork(line: source.line(of: Int(statement.offset)))
      } catch .tooDeep(0) {
        throw .tooDeep(line: source.line(of: Int(statement.offset)))
      }
    }
  }

  mutating func run(
    _ statements: [PythonStatement], in scope: PythonScope
  ) throws(LoaderError) -> Flow {
    for statement in statements {
      let flow = try run(statement, in: scope)
      if case .normal = flow { continue }
      return flow
    }
    return .normal
  }

  private mutating func run(
    _ statement: PythonStatement, in scope: PythonScope
  ) throws(LoaderError) -> Flow {
    try step()
    switch statement.kind {
    case .expression(let expression):
      _ = try evaluate(expression, in: scope)
    case .assign(let targets, let expression):
      let value = try evaluate(expression, in: scope)
      for target in targets { try assign(value, to: target, in: scope) }
    case .augment(let target, let operation, let expression):
      let old = try evaluate(target, in: scope)
      let value = try evaluate(expression, in: scope)
      if case .list(let list) = old, operation == Keyword.plus {
        let items = try items(of: value)
        try spend(items.count * 16)
        list.items += items
      } else {
        try assign(try apply(operation, old, value), to: target, in: scope)
      }
    case .annotate(let target, let expression):
      if case .name(let name) = target, scope.isClass {
        var fields = scope.values[fieldsName]
        if case .list(let list)? = fields {
          list.items.append(.int(Int(name)))
        } else {
          fields = try list([.int(Int(name))])
          scope.values[fieldsName] = fields
        }
      }
      if let expression {
        try assign(try evaluate(expression, in: scope), to: target, in: scope)
      }
    case .branch(let branches, let otherwise):
      for branch in branches where try isTrue(try evaluate(branch.test, in: scope)) {
        return try run(branch.body, in: scope)
      }
      return try run(otherwise, in: scope)
    case .loop(let target, let items, let body):
      return try runLoop(target, items, body, in: scope)
    case .whileLoop(let test, let body):
      while try isTrue(try evaluate(test, in: scope)) {
        let flow = try run(body, in: scope)
        if case .leave = flow { break }
        if case .value = flow { return flow }
      }
    case .block(let body):
      return try run(body, in: scope)
    case .function(let function):
      scope.values[function.name] = try closure(function, in: scope)
    case .classDefinition(let definition):
      scope.values[definition.name] = try makeClass(definition, in: scope)
    case .importModule(let modules):
      for module in modules { try importModule(module.path, as: module.alias, in: scope) }
    case .importNames(let level, let path, let names):
      try importNames(names, from: path, level: level, in: scope)
    case .importAll(let level, let path):
      try importAll(from: path, level: level, in: scope)
    case .returnValue(let expression):
      if let expression { return .value(try evaluate(expression, in: scope)) }
      return .value(.none)
    case .raise: throw .notStatic("an error is raised, or a block is entered with 'with'")
    case .leave: return .leave
    case .next: return .next
    case .pass: break
    }
    return .normal
  }

  var fieldsName: Int32 { -1 }

  private mutating func runLoop(
    _ target: PythonExpression, _ items: PythonExpression, _ body: [PythonStatement],
    in scope: PythonScope
  ) throws(LoaderError) -> Flow {
    for item in try self.items(of: try evaluate(items, in: scope)) {
      try assign(item, to: target, in: scope)
      let flow = try run(body, in: scope)
      if case .leave = flow { break }
      if case .value = flow { return flow }
    }
    return .normal
  }

  mutating func assign(
    _ value: PythonValue, to target: PythonExpression, in scope: PythonScope
  ) throws(LoaderError) {
    switch target {
    case .name(let name): scope.values[name] = value
    case .tuple(let targets), .list(let targets):
      let items = try items(of: value)
      if let star = targets.firstIndex(where: { if case .starred = $0 { true } else { false } }),
        case .starred(let inner) = targets[star]
      {
        let tail = targets.count - star - 1
        guard items.count >= targets.count - 1 else { throw .notStatic("too few values") }
        for index in 0..<star { try assign(items[index], to: targets[index], in: scope) }
        try assign(try list(Array(items[star..<(items.count - tail)])), to: inner, in: scope)
        for index in 0..<tail {
          try assign(
            items[items.count - tail + index], to: targets[star + 1 + index], in: scope)
        }
        return
      }
      guard items.count == targets.count else {
        throw .notStatic("\(items.count) values for \(targets.count) names")
      }
      for (item, target) in zip(items, targets) { try assign(item, to: target, in: scope) }
    case .element(let container, let index):
      let key = try evaluate(index, in: scope)
      switch try evaluate(container, in: scope) {
      case .dictionary(let dictionary):
        try spend(32)
        dictionary.set(try self.key(key), key, value)
      case .list(let list):
        guard case .int(let number) = key else { throw .notStatic("an index that is no integer") }
        let place = number < 0 ? number + list.items.count : number
        guard list.items.indices.contains(place) else { throw .notStatic("an index out of range") }
        list.items[place] = value
      default: throw .notStatic("an element of something unknown is set")
      }
    case .attribute(let object, let name):
      switch try evaluate(object, in: scope) {
      case .instance(let instance): instance.attributes[name] = value
      case .classObject(let type): type.attributes[name] = value
      default: throw .notStatic("an attribute of something unknown is set")
      }
    default: throw .notStatic("a target that is not a name")
    }
  }

  // MARK: Imports

  private mutating func importModule(
    _ path: [Int32], as alias: Int32?, in scope: PythonScope
  ) throws(LoaderError) {
    let dotted = path.map { names.name(of: $0) }
    if dotted == ["itertools"] || dotted == ["enum"] || dotted == ["dataclasses"] {
      scope.values[alias ?? path[0]] = .module(PythonModule(name: dotted))
    } else if alias != nil, let module = try module(dotted) {
      scope.values[alias ?? path[0]] = .module(module)
    } else {
      scope.values[alias ?? path[0]] = .unknown("module \(dotted.joined(separator: "."))")
    }
  }

  private func absolute(_ path: [Int32], level: Int, in scope: PythonScope) -> [String] {
    let tail = path.map { names.name(of: $0) }
    guard level > 0, let module = scope.module else { return tail }
    return Array(module.name.dropLast(level)) + tail
  }

  private mutating func importNames(
    _ imported: [(name: Int32, alias: Int32)], from path: [Int32], level: Int,
    in scope: PythonScope
  ) throws(LoaderError) {
    let dotted = absolute(path, level: level, in: scope)
    for (name, alias) in imported {
      scope.values[alias] = try importName(name, from: dotted)
    }
  }

  private mutating func importName(
    _ name: Int32, from dotted: [String]
  ) throws(LoaderError) -> PythonValue {
    let text = names.name(of: name)
    if let builtin = Self.standardLibrary(dotted, text) { return .builtin(builtin) }
    if let module = try module(dotted), let scope = module.scope {
      if let value = scope.values[name] { return value }
    }
    if let module = try module(dotted + [text]) { return .module(module) }
    return .unknown("\(text) of module \(dotted.joined(separator: "."))")
  }

  private mutating func importAll(
    from path: [Int32], level: Int, in scope: PythonScope
  ) throws(LoaderError) {
    let dotted = absolute(path, level: level, in: scope)
    guard let module = try module(dotted), let other = module.scope else { return }
    for (name, value) in other.values where names.bytes(of: name).first != UInt8(ascii: "_") {
      scope.values[name] = value
    }
  }

  static func standardLibrary(_ module: [String], _ name: String) -> PythonBuiltin? {
    switch (module.joined(separator: "."), name) {
    case ("itertools", "product"): .product
    case ("itertools", "permutations"): .permutations
    case ("itertools", "combinations"): .combinations
    case ("itertools", "chain"): .chain
    case ("itertools", "repeat"): .repeat
    case ("enum", "Enum"), ("enum", "IntEnum"), ("enum", "StrEnum"): .enumeration
    case ("dataclasses", "dataclass"): .dataclass
    default: nil
    }
  }
}

extension PythonInterpreter {
  /// Makes unknown whatever a statement that failed could have set or filled.
  mutating func forget(
    _ statement: PythonStatement, in scope: PythonScope, reason: String
  ) throws(LoaderError) {
    var touched = Set<Int32>()
    Self.collect(statement, into: &touched, names: names)
    for name in touched { scope.values[name] = .unknown(reason) }
  }

  private static func collect(
    _ statement: PythonStatement, into touched: inout Set<Int32>, names: PythonNames
  ) {
    func all(_ statements: [PythonStatement]) {
      for statement in statements { collect(statement, into: &touched, names: names) }
    }
    switch statement.kind {
    case .expression(let expression):
      mutations(in: expression, into: &touched, names: names)
    case .assign(let targets, let value):
      for target in targets { target.collectTargets(into: &touched) }
      mutations(in: value, into: &touched, names: names)
    case .augment(let target, _, let value):
      target.collectTargets(into: &touched)
      mutations(in: value, into: &touched, names: names)
    case .annotate(let target, let value):
      if let value {
        target.collectTargets(into: &touched)
        mutations(in: value, into: &touched, names: names)
      }
    case .branch(let branches, let otherwise):
      for branch in branches { all(branch.body) }
      all(otherwise)
    case .loop(let target, _, let body):
      target.collectTargets(into: &touched)
      all(body)
    case .whileLoop(_, let body), .block(let body): all(body)
    case .function(let function): touched.insert(function.name)
    case .classDefinition(let definition): touched.insert(definition.name)
    case .importModule(let modules):
      for module in modules { touched.insert(module.alias ?? module.path[0]) }
    case .importNames(_, _, let imported): touched.formUnion(imported.map(\.alias))
    case .importAll, .returnValue, .raise, .leave, .next, .pass: break
    }
  }

  /// The lists and dictionaries that an expression may fill: the receivers of method calls, and what
  /// is handed to functions.
  private static func mutations(
    in expression: PythonExpression, into touched: inout Set<Int32>, names: PythonNames
  ) {
    guard case .call(let function, let arguments) = expression else { return }
    if case .attribute(let receiver, _) = function { receiver.collectTargets(into: &touched) }
    for argument in arguments {
      if case .name(let name) = argument.value { touched.insert(name) }
      mutations(in: argument.value, into: &touched, names: names)
    }
  }
}

extension PythonExpression {
  /// The names that an assignment to this sets or changes.
  fileprivate func collectTargets(into touched: inout Set<Int32>) {
    switch self {
    case .name(let name): touched.insert(name)
    case .tuple(let targets), .list(let targets):
      for target in targets { target.collectTargets(into: &touched) }
    case .starred(let target), .attribute(let target, _), .element(let target, _):
      target.collectTargets(into: &touched)
    default: break
    }
  }
}

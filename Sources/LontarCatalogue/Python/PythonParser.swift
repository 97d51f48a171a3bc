/// Parses Python's statements and, in `PythonParser+Expressions`, its expressions.
struct PythonParser {
  /// How high an expression's tree may be; what evaluates it recurses as deep.
  static let heightLimit = 250

  let source: PythonSource
  var position: Int
  /// The height of the expression that was parsed last.
  var height = 0
  /// How deep the parser is in blocks and brackets.
  var depth = 0

  init(_ source: PythonSource, from position: Int = 0) {
    self.source = source
    self.position = position
  }

  // MARK: Tokens

  var token: PythonToken { source.tokens[position] }

  mutating func advance() {
    if position + 1 < source.tokens.count { position += 1 }
  }

  func isAt(_ code: UInt64) -> Bool {
    let token = token
    return token.code == code && (token.kind == .symbol || token.kind == .name)
  }

  mutating func take(_ code: UInt64) -> Bool {
    guard isAt(code) else { return false }
    advance()
    return true
  }

  mutating func expect(_ code: UInt64) throws(LoaderError) {
    guard take(code) else { throw unexpected() }
  }

  mutating func expect(_ kind: PythonToken.Kind) throws(LoaderError) {
    guard token.kind == kind else { throw unexpected() }
    advance()
  }

  func unexpected() -> LoaderError {
    let text: String
    switch token.kind {
    case .end: text = "end of file"
    case .newline: text = "end of line"
    case .indent, .dedent: text = "indentation"
    case .name, .number, .string, .symbol:
      text = String(decoding: source.bytes[token.range].prefix(40), as: UTF8.self)
    }
    return .unexpectedToken(text, line: line)
  }

  var line: Int { source.line(of: Int(token.start)) }

  mutating func takeName() throws(LoaderError) -> Int32 {
    guard token.kind == .name, !Keyword.isReserved(token.code) else { throw unexpected() }
    let number = source.names.number(of: Array(source.bytes[token.range]))
    advance()
    return number
  }

  // MARK: Statements

  /// Parses a whole file.
  mutating func module() throws(LoaderError) -> [PythonStatement] {
    var statements: [PythonStatement] = []
    while token.kind != .end { try statement(into: &statements) }
    return statements
  }

  /// Parses the statements in a range of tokens: a function's body.
  mutating func statements(upTo end: Int) throws(LoaderError) -> [PythonStatement] {
    var statements: [PythonStatement] = []
    while position < end && token.kind != .end { try statement(into: &statements) }
    return statements
  }

  private mutating func statement(into statements: inout [PythonStatement]) throws(LoaderError) {
    depth += 1
    defer { depth -= 1 }
    if depth > PythonLexer.blockLimit { throw .tooDeep(line: line) }
    let offset = token.start
    if token.kind == .name || isAt(Keyword.at) {
      if let kind = try compoundStatement() {
        statements.append(PythonStatement(kind: kind, offset: offset))
        return
      }
    }
    repeat {
      if token.kind == .newline { break }
      let offset = token.start
      statements.append(PythonStatement(kind: try simpleStatement(), offset: offset))
    } while take(Keyword.semicolon)
    try expect(.newline)
  }

  mutating func block() throws(LoaderError) -> [PythonStatement] {
    try expect(Keyword.colon)
    var statements: [PythonStatement] = []
    if token.kind != .newline {
      try statement(into: &statements)
      return statements
    }
    advance()
    try expect(.indent)
    while token.kind != .dedent && token.kind != .end { try statement(into: &statements) }
    if token.kind == .dedent { advance() }
    return statements
  }

  private mutating func compoundStatement() throws(LoaderError) -> PythonStatement.Kind? {
    switch token.code {
    case Keyword.if:
      var branches: [(test: PythonExpression, body: [PythonStatement])] = []
      repeat {
        advance()
        let test = try namedExpression()
        branches.append((test, try block()))
      } while isAt(Keyword.elif)
      return .branch(branches, otherwise: take(Keyword.else) ? try block() : [])
    case Keyword.for:
      advance()
      let target = try targets()
      try expect(Keyword.in)
      let items = try expressions()
      let body = try block()
      // What follows `else` runs when the loop is not left early, and none of ours is.
      let rest = take(Keyword.else) ? try block() : []
      let loop = PythonStatement.Kind.loop(target: target, items: items, body: body)
      return rest.isEmpty
        ? loop : .block([PythonStatement(kind: loop, offset: token.start)] + rest)
    case Keyword.while:
      advance()
      let test = try namedExpression()
      return .whileLoop(test, try block())
    case Keyword.try:
      advance()
      var body = try block()
      while take(Keyword.except) {
        _ = take(Keyword.star)
        if !isAt(Keyword.colon) {
          _ = try expressions()
          if take(Keyword.as) { _ = try takeName() }
        }
        _ = try block()
      }
      if take(Keyword.else) { body += try block() }
      if take(Keyword.finally) { body += try block() }
      return .block(body)
    case Keyword.with:
      advance()
      repeat {
        _ = try expression()
        if take(Keyword.as) { _ = try targets() }
      } while take(Keyword.comma)
      return .block(try block() + [PythonStatement(kind: .raise, offset: token.start)])
    case Keyword.async:
      advance()
      return try compoundStatement()
    case Keyword.def, Keyword.class, Keyword.at:
      return try decorated()
    default:
      return nil
    }
  }

  private mutating func decorated() throws(LoaderError) -> PythonStatement.Kind {
    var decorators: [PythonExpression] = []
    while take(Keyword.at) {
      decorators.append(try namedExpression())
      try expect(.newline)
    }
    _ = take(Keyword.async)
    if take(Keyword.class) {
      let name = try takeName()
      let bases = take(Keyword.openParenthesis) ? try arguments() : []
      return .classDefinition(
        PythonClass(name: name, bases: bases, decorators: decorators, body: try block()))
    }
    try expect(Keyword.def)
    let name = try takeName()
    try expect(Keyword.openParenthesis)
    let parameters = try parameters(closing: Keyword.closeParenthesis, annotated: true)
    if take(Keyword.arrow) { _ = try expression() }
    return .function(
      PythonFunction(
        name: name, parameters: parameters, decorators: decorators, source: source,
        body: .tokens(try skipBlock())))
  }

  /// Passes over a block without parsing it, and returns its tokens.
  private mutating func skipBlock() throws(LoaderError) -> Range<Int> {
    try expect(Keyword.colon)
    let start = position
    if token.kind != .newline {
      while token.kind != .newline && token.kind != .end { advance() }
      advance()
      return start..<position
    }
    advance()
    try expect(.indent)
    let first = position
    var open = 1
    while open > 0 && token.kind != .end {
      if token.kind == .indent { open += 1 }
      if token.kind == .dedent { open -= 1 }
      advance()
    }
    return first..<(position - 1)
  }

  private mutating func simpleStatement() throws(LoaderError) -> PythonStatement.Kind {
    if token.kind == .name {
      switch token.code {
      case Keyword.pass:
        advance()
        return .pass
      case Keyword.break:
        advance()
        return .leave
      case Keyword.continue:
        advance()
        return .next
      case Keyword.return:
        advance()
        return .returnValue(token.kind == .newline ? nil : try expressions())
      case Keyword.import: return try importModules()
      case Keyword.from: return try importNames()
      case Keyword.global, Keyword.nonlocal, Keyword.del, Keyword.assert:
        skipToEndOfStatement()
        return .pass
      case Keyword.raise:
        skipToEndOfStatement()
        return .raise
      default: break
      }
    }
    let first = try expressions()
    if take(Keyword.colon) {
      _ = try expression()
      return .annotate(first, take(Keyword.equals) ? try expressions() : nil)
    }
    if isAt(Keyword.equals) {
      var parts = [first]
      while take(Keyword.equals) { parts.append(try expressions()) }
      return .assign(Array(parts.dropLast()), parts[parts.count - 1])
    }
    if token.kind == .symbol, let operation = Keyword.augmented[token.code] {
      advance()
      return .augment(first, operation, try expressions())
    }
    return .expression(first)
  }

  private mutating func skipToEndOfStatement() {
    while token.kind != .newline && token.kind != .end && !isAt(Keyword.semicolon) { advance() }
  }

  private mutating func dottedPath() throws(LoaderError) -> [Int32] {
    var path = [try takeName()]
    while take(Keyword.dot) { path.append(try takeName()) }
    return path
  }

  private mutating func importModules() throws(LoaderError) -> PythonStatement.Kind {
    advance()
    var modules: [(path: [Int32], alias: Int32?)] = []
    repeat {
      let path = try dottedPath()
      modules.append((path, take(Keyword.as) ? try takeName() : nil))
    } while take(Keyword.comma)
    return .importModule(modules)
  }

  private mutating func importNames() throws(LoaderError) -> PythonStatement.Kind {
    advance()
    var level = 0
    while true {
      if take(Keyword.dot) {
        level += 1
      } else if take(Keyword.ellipsis) {
        level += 3
      } else {
        break
      }
    }
    let path = isAt(Keyword.import) ? [] : try dottedPath()
    try expect(Keyword.import)
    if take(Keyword.star) { return .importAll(level: level, path: path) }
    let isBracketed = take(Keyword.openParenthesis)
    var names: [(name: Int32, alias: Int32)] = []
    repeat {
      if isBracketed && isAt(Keyword.closeParenthesis) { break }
      let name = try takeName()
      names.append((name, take(Keyword.as) ? try takeName() : name))
    } while take(Keyword.comma)
    if isBracketed { try expect(Keyword.closeParenthesis) }
    return .importNames(level: level, path: path, names: names)
  }
}

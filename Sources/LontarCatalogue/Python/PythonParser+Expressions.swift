extension PythonParser {
  /// Builds a node over ones already parsed, whose greatest height is given.
  private mutating func node(
    over height: Int, _ expression: PythonExpression
  ) throws(LoaderError) -> PythonExpression {
    guard height < Self.heightLimit else { throw .tooDeep(line: line) }
    self.height = height + 1
    return expression
  }

  private mutating func leaf(_ expression: PythonExpression) -> PythonExpression {
    height = 1
    return expression
  }

  /// Parses one expression, or several with commas, which are a tuple.
  mutating func expressions() throws(LoaderError) -> PythonExpression {
    let first = try starredExpression()
    guard isAt(Keyword.comma) else { return first }
    var elements = [first]
    var highest = height
    while take(Keyword.comma) {
      guard startsExpression else { break }
      elements.append(try starredExpression())
      highest = max(highest, height)
    }
    return try node(over: highest, .tuple(elements))
  }

  private var startsExpression: Bool {
    switch token.kind {
    case .number, .string: true
    case .name:
      !Keyword.isReserved(token.code)
        || [
          Keyword.none, Keyword.true, Keyword.false, Keyword.not, Keyword.lambda, Keyword.await,
          Keyword.yield,
        ].contains(token.code)
    case .symbol:
      [
        Keyword.openParenthesis, Keyword.openBracket, Keyword.openBrace, Keyword.plus,
        Keyword.minus, Keyword.tilde, Keyword.star, Keyword.ellipsis,
      ].contains(token.code)
    case .newline, .indent, .dedent, .end: false
    }
  }

  private mutating func starredExpression() throws(LoaderError) -> PythonExpression {
    guard take(Keyword.star) else { return try namedExpression() }
    let inner = try expression()
    return try node(over: height, .starred(inner))
  }

  mutating func namedExpression() throws(LoaderError) -> PythonExpression {
    let first = try expression()
    guard isAt(Keyword.walrus) else { return first }
    guard case .name(let name) = first else { throw unexpected() }
    advance()
    let value = try expression()
    return try node(over: height, .binding(name, value))
  }

  /// The target of a loop: names, attributes and elements, with commas.
  mutating func targets() throws(LoaderError) -> PythonExpression {
    let first = try target()
    guard isAt(Keyword.comma) else { return first }
    var elements = [first]
    while take(Keyword.comma) {
      guard startsExpression else { break }
      elements.append(try target())
    }
    return try node(over: 2, .tuple(elements))
  }

  private mutating func target() throws(LoaderError) -> PythonExpression {
    if take(Keyword.star) {
      let inner = try postfix()
      return try node(over: height, .starred(inner))
    }
    return try postfix()
  }

  mutating func expression() throws(LoaderError) -> PythonExpression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.heightLimit { throw .tooDeep(line: line) }
    if take(Keyword.lambda) {
      let parameters = try parameters(closing: Keyword.colon, annotated: false)
      let body = try expression()
      return try node(
        over: height,
        .lambda(
          PythonFunction(
            name: source.names.number(of: "<lambda>"), parameters: parameters, decorators: [],
            source: source, body: .expression(body))))
    }
    if take(Keyword.yield) {
      _ = take(Keyword.from)
      if startsExpression { _ = try expressions() }
      return leaf(.dynamic("yield"))
    }
    let value = try disjunction()
    guard isAt(Keyword.if) else { return value }
    advance()
    var highest = height
    let test = try disjunction()
    highest = max(highest, height)
    try expect(Keyword.else)
    let otherwise = try expression()
    return try node(
      over: max(highest, height), .conditional(test: test, then: value, otherwise: otherwise))
  }

  private mutating func disjunction() throws(LoaderError) -> PythonExpression {
    var left = try conjunction()
    while take(Keyword.or) {
      let highest = height
      let right = try conjunction()
      left = try node(over: max(highest, height), .any(left, right))
    }
    return left
  }

  private mutating func conjunction() throws(LoaderError) -> PythonExpression {
    var left = try negation()
    while take(Keyword.and) {
      let highest = height
      let right = try negation()
      left = try node(over: max(highest, height), .all(left, right))
    }
    return left
  }

  private mutating func negation() throws(LoaderError) -> PythonExpression {
    var count = 0
    while take(Keyword.not) { count += 1 }
    var value = try comparison()
    for _ in 0..<count { value = try node(over: height, .unary(Keyword.not, value)) }
    return value
  }

  private mutating func comparison() throws(LoaderError) -> PythonExpression {
    let left = try operation(bindingAbove: 0)
    var highest = height
    var rest: [(operation: PythonComparison, right: PythonExpression)] = []
    while let comparison = takeComparison() {
      rest.append((comparison, try operation(bindingAbove: 0)))
      highest = max(highest, height)
    }
    return rest.isEmpty ? left : try node(over: highest, .comparison(left, rest))
  }

  private mutating func takeComparison() -> PythonComparison? {
    if token.kind == .symbol, let comparison = Keyword.comparisons[token.code] {
      advance()
      return comparison
    }
    if take(Keyword.in) { return .within }
    if take(Keyword.is) { return take(Keyword.not) ? .notSame : .same }
    if isAt(Keyword.not) {
      advance()
      return take(Keyword.in) ? .notWithin : nil
    }
    return nil
  }

  private mutating func operation(bindingAbove limit: Int) throws(LoaderError) -> PythonExpression {
    depth += 1
    defer { depth -= 1 }
    var left = try unary()
    while token.kind == .symbol, let precedence = Keyword.precedence[token.code],
      precedence > limit
    {
      let operation = token.code
      advance()
      let highest = height
      let right = try self.operation(bindingAbove: precedence)
      left = try node(over: max(highest, height), .binary(operation, left, right))
    }
    return left
  }

  private mutating func unary() throws(LoaderError) -> PythonExpression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.heightLimit { throw .tooDeep(line: line) }
    if isAt(Keyword.minus) || isAt(Keyword.plus) || isAt(Keyword.tilde) {
      let operation = token.code
      advance()
      let value = try unary()
      return try node(over: height, .unary(operation, value))
    }
    if take(Keyword.await) {
      _ = try unary()
      return leaf(.dynamic("await"))
    }
    let base = try postfix()
    guard take(Keyword.doubleStar) else { return base }
    let highest = height
    let exponent = try unary()
    return try node(over: max(highest, height), .binary(Keyword.doubleStar, base, exponent))
  }

  mutating func postfix() throws(LoaderError) -> PythonExpression {
    var value = try atom()
    while token.kind == .symbol {
      let highest = height
      if take(Keyword.dot) {
        value = try node(over: highest, .attribute(value, try takeName()))
      } else if take(Keyword.openParenthesis) {
        let arguments = try arguments()
        value = try node(over: max(highest, height), .call(value, arguments))
      } else if take(Keyword.openBracket) {
        let index = try subscriptIndex()
        try expect(Keyword.closeBracket)
        value = try node(over: max(highest, height), .element(value, index))
      } else {
        break
      }
    }
    return value
  }

  private mutating func subscriptIndex() throws(LoaderError) -> PythonExpression {
    let first = try subscriptPart()
    guard isAt(Keyword.comma) else { return first }
    var parts = [first]
    var highest = height
    while take(Keyword.comma) && !isAt(Keyword.closeBracket) {
      parts.append(try subscriptPart())
      highest = max(highest, height)
    }
    return try node(over: highest, .tuple(parts))
  }

  private mutating func subscriptPart() throws(LoaderError) -> PythonExpression {
    var parts: [PythonExpression?] = [nil]
    var highest = 1
    if !isAt(Keyword.colon) {
      parts[0] = try starredExpression()
      highest = height
    }
    while parts.count < 3 && take(Keyword.colon) {
      if isAt(Keyword.colon) || isAt(Keyword.closeBracket) || isAt(Keyword.comma) {
        parts.append(nil)
      } else {
        parts.append(try expression())
        highest = max(highest, height)
      }
    }
    if parts.count == 1, let only = parts[0] { return only }
    return try node(
      over: highest,
      .slice(parts[0], parts.count > 1 ? parts[1] : nil, parts.count > 2 ? parts[2] : nil))
  }

  /// Parses the arguments of a call, its open parenthesis taken.
  mutating func arguments() throws(LoaderError) -> [PythonArgument] {
    var arguments: [PythonArgument] = []
    var highest = 1
    while !isAt(Keyword.closeParenthesis) {
      if take(Keyword.star) {
        arguments.append(PythonArgument(kind: .star, value: try expression()))
      } else if take(Keyword.doubleStar) {
        arguments.append(PythonArgument(kind: .doubleStar, value: try expression()))
      } else {
        let value = try namedExpression()
        if case .name(let name) = value, take(Keyword.equals) {
          arguments.append(PythonArgument(kind: .named(name), value: try expression()))
        } else if isAt(Keyword.for) || isAt(Keyword.async) {
          let generator = try comprehension(.generator, element: value, value: nil)
          arguments.append(PythonArgument(kind: .plain, value: generator))
        } else {
          arguments.append(PythonArgument(kind: .plain, value: value))
        }
      }
      highest = max(highest, height)
      guard take(Keyword.comma) else { break }
    }
    try expect(Keyword.closeParenthesis)
    height = highest
    return arguments
  }

  /// Parses the parameters of a function up to and with what closes them.
  mutating func parameters(
    closing: UInt64, annotated: Bool
  ) throws(LoaderError) -> [PythonParameter] {
    var parameters: [PythonParameter] = []
    var isKeywordOnly = false
    while !isAt(closing) {
      if take(Keyword.slash) {
        guard take(Keyword.comma) else { break }
        continue
      }
      var kind = isKeywordOnly ? PythonParameter.Kind.keywordOnly : .plain
      if take(Keyword.star) {
        isKeywordOnly = true
        if take(Keyword.comma) { continue }
        kind = .star
      } else if take(Keyword.doubleStar) {
        kind = .doubleStar
      }
      let name = try takeName()
      if annotated && take(Keyword.colon) { _ = try expression() }
      let standard = take(Keyword.equals) ? try expression() : nil
      parameters.append(PythonParameter(kind: kind, name: name, standard: standard))
      guard take(Keyword.comma) else { break }
    }
    try expect(closing)
    return parameters
  }

  // MARK: Atoms

  private mutating func atom() throws(LoaderError) -> PythonExpression {
    switch token.kind {
    case .string:
      return try strings()
    case .number:
      return leaf(try number())
    case .name:
      switch token.code {
      case Keyword.none:
        advance()
        return leaf(.constant(.none))
      case Keyword.true, Keyword.false:
        let value = token.code == Keyword.true
        advance()
        return leaf(.constant(.bool(value)))
      default:
        return leaf(.name(try takeName()))
      }
    case .symbol:
      if take(Keyword.openParenthesis) { return try parenthesized() }
      if take(Keyword.openBracket) { return try listDisplay() }
      if take(Keyword.openBrace) { return try braceDisplay() }
      if take(Keyword.ellipsis) { return leaf(.constant(.unknown("..."))) }
      throw unexpected()
    case .newline, .indent, .dedent, .end:
      throw unexpected()
    }
  }

  private mutating func parenthesized() throws(LoaderError) -> PythonExpression {
    if take(Keyword.closeParenthesis) { return leaf(.tuple([])) }
    let value = try starredOrYield()
    if isAt(Keyword.for) || isAt(Keyword.async) {
      let generator = try comprehension(.generator, element: value, value: nil)
      try expect(Keyword.closeParenthesis)
      return generator
    }
    guard isAt(Keyword.comma) else {
      try expect(Keyword.closeParenthesis)
      return value
    }
    var elements = [value]
    var highest = height
    while take(Keyword.comma) && !isAt(Keyword.closeParenthesis) {
      elements.append(try starredExpression())
      highest = max(highest, height)
    }
    try expect(Keyword.closeParenthesis)
    return try node(over: highest, .tuple(elements))
  }

  private mutating func starredOrYield() throws(LoaderError) -> PythonExpression {
    isAt(Keyword.yield) ? try expression() : try starredExpression()
  }

  private mutating func listDisplay() throws(LoaderError) -> PythonExpression {
    var elements: [PythonExpression] = []
    var highest = 1
    while !isAt(Keyword.closeBracket) {
      elements.append(try starredExpression())
      highest = max(highest, height)
      if elements.count == 1 && (isAt(Keyword.for) || isAt(Keyword.async)) {
        let comprehension = try comprehension(.list, element: elements[0], value: nil)
        try expect(Keyword.closeBracket)
        return comprehension
      }
      guard take(Keyword.comma) else { break }
    }
    try expect(Keyword.closeBracket)
    return try node(over: highest, .list(elements))
  }

  private mutating func braceDisplay() throws(LoaderError) -> PythonExpression {
    if take(Keyword.closeBrace) { return leaf(.dictionary([])) }
    var members: [(key: PythonExpression?, value: PythonExpression)] = []
    var elements: [PythonExpression] = []
    var highest = 1
    while !isAt(Keyword.closeBrace) {
      if take(Keyword.doubleStar) {
        members.append((nil, try expression()))
      } else {
        let first = try starredExpression()
        highest = max(highest, height)
        if take(Keyword.colon) {
          let value = try expression()
          if isAt(Keyword.for) || isAt(Keyword.async) {
            height = max(highest, height)
            let result = try comprehension(.dictionary, element: first, value: value)
            try expect(Keyword.closeBrace)
            return result
          }
          members.append((first, value))
        } else if isAt(Keyword.for) || isAt(Keyword.async) {
          let result = try comprehension(.set, element: first, value: nil)
          try expect(Keyword.closeBrace)
          return result
        } else {
          elements.append(first)
        }
      }
      highest = max(highest, height)
      guard take(Keyword.comma) else { break }
    }
    if !members.isEmpty && !elements.isEmpty { throw unexpected() }
    try expect(Keyword.closeBrace)
    return try node(over: highest, elements.isEmpty ? .dictionary(members) : .set(elements))
  }

  private mutating func comprehension(
    _ kind: PythonComprehension.Kind, element: PythonExpression, value: PythonExpression?
  ) throws(LoaderError) -> PythonExpression {
    var highest = height
    var clauses: [PythonComprehension.Clause] = []
    while isAt(Keyword.for) || isAt(Keyword.async) {
      _ = take(Keyword.async)
      try expect(Keyword.for)
      let target = try targets()
      try expect(Keyword.in)
      let items = try disjunction()
      highest = max(highest, height)
      var conditions: [PythonExpression] = []
      while take(Keyword.if) {
        conditions.append(try disjunction())
        highest = max(highest, height)
      }
      clauses.append(
        PythonComprehension.Clause(target: target, items: items, conditions: conditions))
    }
    return try node(
      over: highest,
      .comprehension(
        PythonComprehension(kind: kind, element: element, value: value, clauses: clauses)))
  }

  private mutating func number() throws(LoaderError) -> PythonExpression {
    let text = String(
      decoding: source.bytes[token.range].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    let lower = text.lowercased()
    let value: PythonValue
    if lower.hasPrefix("0x") || lower.hasPrefix("0o") || lower.hasPrefix("0b") {
      let radix = lower.hasPrefix("0x") ? 16 : lower.hasPrefix("0o") ? 8 : 2
      guard let number = Int(lower.dropFirst(2), radix: radix) else { throw unexpected() }
      value = .int(number)
    } else if let number = Int(text) {
      value = .int(number)
    } else if let number = Double(text) {
      value = .double(number)
    } else if lower.hasSuffix("j") {
      value = .unknown("a complex number")
    } else {
      throw unexpected()
    }
    advance()
    return .constant(value)
  }
}

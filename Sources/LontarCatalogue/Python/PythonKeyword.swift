/// The words and symbols of Python, as the numbers they are compared as.
enum Keyword {
  static let `if` = pythonCode("if")
  static let elif = pythonCode("elif")
  static let `else` = pythonCode("else")
  static let `for` = pythonCode("for")
  static let `while` = pythonCode("while")
  static let `try` = pythonCode("try")
  static let except = pythonCode("except")
  static let finally = pythonCode("finally")
  static let with = pythonCode("with")
  static let `async` = pythonCode("async")
  static let `await` = pythonCode("await")
  static let yield = pythonCode("yield")
  static let def = pythonCode("def")
  static let `class` = pythonCode("class")
  static let lambda = pythonCode("lambda")
  static let pass = pythonCode("pass")
  static let `break` = pythonCode("break")
  static let `continue` = pythonCode("continue")
  static let `return` = pythonCode("return")
  static let raise = pythonCode("raise")
  static let `import` = pythonCode("import")
  static let from = pythonCode("from")
  static let `as` = pythonCode("as")
  static let global = pythonCode("global")
  static let nonlocal = pythonCode("nonlocal")
  static let del = pythonCode("del")
  static let assert = pythonCode("assert")
  static let and = pythonCode("and")
  static let or = pythonCode("or")
  static let not = pythonCode("not")
  static let `in` = pythonCode("in")
  static let `is` = pythonCode("is")
  static let none = pythonCode("None")
  static let `true` = pythonCode("True")
  static let `false` = pythonCode("False")

  static let at = pythonCode("@")
  static let colon = pythonCode(":")
  static let walrus = pythonCode(":=")
  static let semicolon = pythonCode(";")
  static let comma = pythonCode(",")
  static let dot = pythonCode(".")
  static let ellipsis = pythonCode("...")
  static let equals = pythonCode("=")
  static let arrow = pythonCode("->")
  static let star = pythonCode("*")
  static let doubleStar = pythonCode("**")
  static let slash = pythonCode("/")
  static let openParenthesis = pythonCode("(")
  static let closeParenthesis = pythonCode(")")
  static let openBracket = pythonCode("[")
  static let closeBracket = pythonCode("]")
  static let openBrace = pythonCode("{")
  static let closeBrace = pythonCode("}")
  static let plus = pythonCode("+")
  static let minus = pythonCode("-")
  static let tilde = pythonCode("~")
  static let percent = pythonCode("%")
  static let doubleSlash = pythonCode("//")
  static let bar = pythonCode("|")
  static let ampersand = pythonCode("&")
  static let caret = pythonCode("^")
  static let shiftLeft = pythonCode("<<")
  static let shiftRight = pythonCode(">>")

  static func isReserved(_ code: UInt64) -> Bool { code != 0 && reserved.contains(code) }

  private static let reserved: Set<UInt64> = [
    `if`, elif, `else`, `for`, `while`, `try`, except, finally, with, `async`, `await`, yield, def,
    `class`, lambda, pass, `break`, `continue`, `return`, raise, `import`, from, `as`, global,
    nonlocal, del, assert, and, or, not, `in`, `is`, none, `true`, `false`,
  ]

  /// `+=` and its like, with the operation they stand for.
  static let augmented: [UInt64: UInt64] = [
    pythonCode("+="): plus, pythonCode("-="): minus, pythonCode("*="): star,
    pythonCode("/="): slash, pythonCode("//="): doubleSlash, pythonCode("%="): percent,
    pythonCode("|="): bar, pythonCode("&="): ampersand, pythonCode("^="): caret,
    pythonCode("**="): doubleStar, pythonCode("<<="): shiftLeft, pythonCode(">>="): shiftRight,
    pythonCode("@="): at,
  ]

  /// Binary operations and how tightly they bind.
  static let precedence: [UInt64: Int] = [
    bar: 1, caret: 2, ampersand: 3, shiftLeft: 4, shiftRight: 4, plus: 5, minus: 5, star: 6,
    slash: 6, doubleSlash: 6, percent: 6, at: 6,
  ]

  static let comparisons: [UInt64: PythonComparison] = [
    pythonCode("=="): .equal, pythonCode("!="): .notEqual, pythonCode("<"): .less,
    pythonCode("<="): .lessOrEqual, pythonCode(">"): .greater, pythonCode(">="): .greaterOrEqual,
  ]
}

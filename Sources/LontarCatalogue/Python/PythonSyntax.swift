/// An expression of Python; names are numbers of a `PythonNames`.
indirect enum PythonExpression {
  case constant(PythonValue)
  case name(Int32)
  case formatted([FormattedPart])
  case list([PythonExpression])
  case tuple([PythonExpression])
  case set([PythonExpression])
  /// A missing key stands for `**`.
  case dictionary([(key: PythonExpression?, value: PythonExpression)])
  case starred(PythonExpression)
  case comprehension(PythonComprehension)
  case attribute(PythonExpression, Int32)
  case element(PythonExpression, PythonExpression)
  case slice(PythonExpression?, PythonExpression?, PythonExpression?)
  case call(PythonExpression, [PythonArgument])
  case unary(UInt64, PythonExpression)
  case binary(UInt64, PythonExpression, PythonExpression)
  case comparison(PythonExpression, [(operation: PythonComparison, right: PythonExpression)])
  case all(PythonExpression, PythonExpression)
  case any(PythonExpression, PythonExpression)
  case conditional(test: PythonExpression, then: PythonExpression, otherwise: PythonExpression)
  case lambda(PythonFunction)
  case binding(Int32, PythonExpression)
  /// Something that is known only when the program runs, such as `await`.
  case dynamic(String)
}

enum PythonComparison {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, within, notWithin, same, notSame
}

enum FormattedPart {
  case text([UInt8])
  case value(PythonExpression, conversion: UInt8, format: [FormattedPart])
}

struct PythonArgument {
  enum Kind {
    case plain, star, doubleStar
    case named(Int32)
  }
  var kind: Kind
  var value: PythonExpression
}

struct PythonComprehension {
  enum Kind { case list, set, dictionary, generator }
  struct Clause {
    var target: PythonExpression
    var items: PythonExpression
    var conditions: [PythonExpression]
  }
  var kind: Kind
  var element: PythonExpression
  var value: PythonExpression?
  var clauses: [Clause]
}

struct PythonParameter {
  enum Kind { case plain, star, doubleStar, keywordOnly }
  var kind: Kind
  var name: Int32
  var standard: PythonExpression?
}

/// A function as written. Its body is parsed when it is called, which most never are.
final class PythonFunction {
  enum Body {
    case expression(PythonExpression)
    case tokens(Range<Int>)
    case statements([PythonStatement])
  }
  let name: Int32
  let parameters: [PythonParameter]
  let decorators: [PythonExpression]
  let source: PythonSource
  var body: Body

  init(
    name: Int32, parameters: [PythonParameter], decorators: [PythonExpression],
    source: PythonSource, body: Body
  ) {
    self.name = name
    self.parameters = parameters
    self.decorators = decorators
    self.source = source
    self.body = body
  }
}

struct PythonClass {
  var name: Int32
  var bases: [PythonArgument]
  var decorators: [PythonExpression]
  var body: [PythonStatement]
}

struct PythonStatement {
  indirect enum Kind {
    case expression(PythonExpression)
    case assign([PythonExpression], PythonExpression)
    case augment(PythonExpression, UInt64, PythonExpression)
    case annotate(PythonExpression, PythonExpression?)
    case branch([(test: PythonExpression, body: [PythonStatement])], otherwise: [PythonStatement])
    case loop(target: PythonExpression, items: PythonExpression, body: [PythonStatement])
    case whileLoop(PythonExpression, [PythonStatement])
    case block([PythonStatement])
    case function(PythonFunction)
    case classDefinition(PythonClass)
    case importModule([(path: [Int32], alias: Int32?)])
    case importNames(level: Int, path: [Int32], names: [(name: Int32, alias: Int32)])
    case importAll(level: Int, path: [Int32])
    case returnValue(PythonExpression?)
    case raise
    case leave
    case next
    case pass
  }
  var kind: Kind
  var offset: Int32
}

/// Gives each name a number, so that scopes are looked up by number.
final class PythonNames {
  private var numbers: [[UInt8]: Int32] = [:]
  private var names: [[UInt8]] = []

  func number(of name: [UInt8]) -> Int32 {
    if let number = numbers[name] { return number }
    let number = Int32(names.count)
    names.append(name)
    numbers[name] = number
    return number
  }

  func number(of name: String) -> Int32 { number(of: Array(name.utf8)) }

  func bytes(of number: Int32) -> [UInt8] { names[Int(number)] }

  func name(of number: Int32) -> String { String(decoding: names[Int(number)], as: UTF8.self) }
}

/// A file of Python with its tokens.
final class PythonSource {
  /// The longest file that is read: the hubs' longest loader has under 100 kB.
  static let byteLimit = 4 << 20

  let bytes: [UInt8]
  let tokens: [PythonToken]
  let names: PythonNames

  /// Takes the bytes of a file; line ends become `\n`, as Python itself reads them.
  init(_ file: [UInt8], names: PythonNames) throws(LoaderError) {
    do {
      _ = try UTF8Span(validating: file.span)
    } catch {
      throw .malformedUTF8(line: pythonLine(of: error.byteOffsets.lowerBound, in: file))
    }
    var text = file
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    if text.contains(UInt8(ascii: "\r")) { text = Self.unifyLineEnds(text) }
    bytes = text
    tokens = try PythonLexer.tokens(of: text)
    self.names = names
  }

  private static func unifyLineEnds(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: "\r") {
        result.append(UInt8(ascii: "\n"))
      } else if byte != UInt8(ascii: "\n") || index == 0 || text[index - 1] != UInt8(ascii: "\r") {
        result.append(byte)
      }
    }
    return result
  }

  func line(of offset: Int) -> Int { pythonLine(of: offset, in: bytes) }
}

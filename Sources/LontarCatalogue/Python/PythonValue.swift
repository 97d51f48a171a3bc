/// A value that a loader's source comes to. Text is UTF-8 bytes.
enum PythonValue {
  case none
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string([UInt8])
  case list(PythonList)
  case tuple(PythonTuple)
  case dictionary(PythonDictionary)
  case set(PythonSet)
  case iterator(PythonIterator)
  case range(PythonRange)
  case function(PythonClosure)
  case classObject(PythonClassObject)
  case instance(PythonInstance)
  case member(PythonMember)
  case module(PythonModule)
  case builtin(PythonBuiltin)
  case method(PythonMethod)
  /// What is known only when the program runs, and why.
  case unknown(String)
}

/// Whatever holds other values. All of them are kept by the interpreter and emptied by it one by one,
/// so that a chain of a million of them is not freed by a recursion a million deep.
class PythonBox {
  func empty() {}
}

final class PythonList: PythonBox {
  var items: [PythonValue]
  init(_ items: [PythonValue]) { self.items = items }
  override func empty() { items = [] }
}

final class PythonTuple: PythonBox {
  private(set) var items: [PythonValue]
  init(_ items: [PythonValue]) { self.items = items }
  override func empty() { items = [] }
}

final class PythonIterator: PythonBox {
  private(set) var items: [PythonValue]
  var position = 0
  /// Whether the one item comes again and again: `itertools.repeat`.
  let isEndless: Bool
  init(_ items: [PythonValue], isEndless: Bool = false) {
    self.items = items
    self.isEndless = isEndless
  }
  override func empty() { items = [] }

  func takeRest() -> [PythonValue] {
    defer { position = items.count }
    return Array(items[position...])
  }
}

struct PythonRange {
  var start: Int
  var stop: Int
  var step: Int

  var count: Int {
    let distance = stop.subtractingReportingOverflow(start)
    if distance.overflow { return Int.max }
    if step > 0 { return distance.partialValue <= 0 ? 0 : (distance.partialValue - 1) / step + 1 }
    return distance.partialValue >= 0 ? 0 : (distance.partialValue + 1) / step + 1
  }
}

/// A key of a dictionary or a member of a set.
enum PythonKey: Hashable {
  case none
  case int(Int)
  case double(Double)
  case string([UInt8])
  case tuple([PythonKey])
  case object(ObjectIdentifier)
}

/// A dictionary, in the order in which its keys came.
final class PythonDictionary: PythonBox {
  private var places: [PythonKey: Int] = [:]
  private(set) var entries: [(key: PythonValue, value: PythonValue)] = []

  override func empty() {
    places = [:]
    entries = []
  }

  subscript(key: PythonKey) -> PythonValue? { places[key].map { entries[$0].value } }

  func set(_ key: PythonKey, _ shown: PythonValue, _ value: PythonValue) {
    if let place = places[key] {
      entries[place].value = value
    } else {
      places[key] = entries.count
      entries.append((shown, value))
    }
  }

  func remove(_ key: PythonKey) -> PythonValue? {
    guard let place = places.removeValue(forKey: key) else { return nil }
    for (other, index) in places where index > place { places[other] = index - 1 }
    return entries.remove(at: place).value
  }
}

/// A set, in the order in which its members came; Python does not say in which it gives them.
final class PythonSet: PythonBox {
  private(set) var keys: Set<PythonKey> = []
  private(set) var items: [PythonValue] = []

  override func empty() {
    keys = []
    items = []
  }

  func add(_ key: PythonKey, _ value: PythonValue) {
    if keys.insert(key).inserted { items.append(value) }
  }
}

/// The names of a module, a class body or a call.
final class PythonScope: PythonBox {
  var values: [Int32: PythonValue] = [:]
  private(set) var parent: PythonScope?
  /// A class's names are seen by its statements, not by the functions in it.
  let isClass: Bool
  let module: PythonModule?
  /// The class whose method this scope is a call of, for `super()`.
  var definingClass: PythonClassObject?
  var receiver: PythonValue?

  init(parent: PythonScope?, isClass: Bool = false, module: PythonModule? = nil) {
    self.parent = parent
    self.isClass = isClass
    self.module = module ?? parent?.module
  }

  /// What a name stands for here or farther out, as a scope inside sees it.
  func visible(_ name: Int32) -> PythonValue? {
    if !isClass, let value = values[name] { return value }
    return parent?.visible(name)
  }

  override func empty() {
    values = [:]
    parent = nil
    definingClass = nil
    receiver = nil
  }
}

final class PythonModule {
  /// The dotted name, such as `seacrowd.utils.constants`.
  let name: [String]
  /// Kept by the interpreter.
  weak var scope: PythonScope?
  let source: PythonSource?
  init(name: [String], source: PythonSource? = nil) {
    self.name = name
    self.source = source
  }
}

final class PythonClosure: PythonBox {
  let function: PythonFunction
  private(set) var scope: PythonScope?
  private(set) var standards: [PythonValue?]
  var definingClass: PythonClassObject?
  enum Binding { case receiver, none, type }
  var binding = Binding.receiver

  init(_ function: PythonFunction, scope: PythonScope, standards: [PythonValue?]) {
    self.function = function
    self.scope = scope
    self.standards = standards
  }

  override func empty() {
    scope = nil
    standards = []
    definingClass = nil
  }
}

final class PythonClassObject: PythonBox {
  let name: String
  /// How many boxes were made before it, so that later classes are known from earlier ones.
  let order: Int
  var bases: [PythonValue]
  var attributes: [Int32: PythonValue] = [:]
  /// The names that the body annotates, in order: the fields of a data class.
  var fields: [Int32] = []
  var isEnum = false
  var members: [PythonMember] = []

  init(name: String, order: Int, bases: [PythonValue]) {
    self.name = name
    self.order = order
    self.bases = bases
  }

  override func empty() {
    bases = []
    attributes = [:]
    members = []
  }
}

final class PythonInstance: PythonBox {
  private(set) var type: PythonClassObject?
  var attributes: [Int32: PythonValue] = [:]
  init(type: PythonClassObject?) { self.type = type }
  override func empty() {
    type = nil
    attributes = [:]
  }
}

/// A member of an enumeration.
final class PythonMember: PythonBox {
  let typeName: String
  let name: [UInt8]
  private(set) var value: PythonValue
  init(typeName: String, name: [UInt8], value: PythonValue) {
    self.typeName = typeName
    self.name = name
    self.value = value
  }
  override func empty() { value = .none }
}

final class PythonMethod: PythonBox {
  private(set) var receiver: PythonValue
  let name: [UInt8]
  private(set) var closure: PythonClosure?
  init(receiver: PythonValue, name: [UInt8], closure: PythonClosure? = nil) {
    self.receiver = receiver
    self.name = name
    self.closure = closure
  }
  override func empty() {
    receiver = .none
    closure = nil
  }
}

/// A function that the interpreter knows; the raw values are Python's names.
enum PythonBuiltin: String, CaseIterable {
  case str, int, float, bool, list, tuple, set, frozenset, dict, len, range, enumerate, zip, map
  case filter, sorted, reversed, min, max, sum, any, all, print, repr, abs, chr, ord, iter, next
  case `super`, getattr, hasattr, staticmethod, classmethod, property, dataclass, object
  case product, permutations, combinations, chain, `repeat`
  case fromIterable = "from_iterable"
  case enumeration = "Enum"
}

internal import LontarJSON

/// Takes the fields of a loader from its module's names.
struct HubFields {
  private let names: PythonNames
  private let configurationsName: Int32

  init(_ names: PythonNames) {
    self.names = names
    configurationsName = names.number(of: "BUILDER_CONFIGS")
  }

  /// Evaluates a loader's source and reads its facts.
  func read(
    id: String, path: String, _ bytes: [UInt8], as module: [String],
    with interpreter: inout PythonInterpreter
  ) throws(LoaderError) -> HubLoader {
    let mark = interpreter.mark()
    defer { interpreter.release(after: mark) }
    interpreter.resetLimits()
    let source = try PythonSource(bytes, names: names)
    let evaluated = try interpreter.evaluate(source, name: module)
    var loader = HubLoader(
      id: id, path: path, sha256: SHA256.hash(bytes.span), byteCount: bytes.count)
    guard let scope = evaluated.scope else { return loader }
    let reader = Reader(scope: scope, names: names)
    reader.constants(into: &loader)
    reader.licence(into: &loader)
    let schemas = try interpreter.module([module[0], "utils", "constants"])?.scope?
      .values[names.number(of: "TASK_TO_SCHEMA")]
    reader.tasks(into: &loader, schemas: schemas, interpreter: interpreter)
    reader.configurations(into: &loader, named: configurationsName, interpreter: interpreter)
    return loader
  }

  private struct Reader {
    let scope: PythonScope
    let names: PythonNames

    func value(_ name: String) -> PythonValue? { scope.values[names.number(of: name)] }

    func constants(into loader: inout HubLoader) {
      loader.name = text("_DATASETNAME", &loader)
      loader.description = text("_DESCRIPTION", &loader)
      loader.homepage = text("_HOMEPAGE", &loader)
      loader.citation = text("_CITATION", &loader)
      loader.sourceVersion = text("_SOURCE_VERSION", &loader)
      for name in ["_SEACROWD_VERSION", "_NUSANTARA_VERSION"] where value(name) != nil {
        loader.hubVersion = text(name, &loader)
      }
      switch value("_LOCAL") {
      case .bool(let flag)?: loader.isLocal = flag
      case .unknown(let reason)?: loader.unresolved.append(("_LOCAL", reason))
      default: break
      }
      if let languages = value("_LANGUAGES") { self.languages(languages, into: &loader) }
      for name in ["_URLS", "_URL", "_URLs"] {
        guard let urls = value(name) else { continue }
        do throws(LoaderError) {
          loader.urls = try json(urls, nesting: 0)
        } catch {
          loader.unresolved.append((name, "\(error)"))
        }
        break
      }
    }

    private func text(_ name: String, _ loader: inout HubLoader) -> String? {
      switch value(name) {
      case .string(let bytes)?: return String(decoding: bytes, as: UTF8.self)
      case .none?, nil: return nil
      case .unknown(let reason)?: loader.unresolved.append((name, reason))
      default: loader.unresolved.append((name, "is no text"))
      }
      return nil
    }

    private func languages(_ value: PythonValue, into loader: inout HubLoader) {
      let items: [PythonValue]
      switch value {
      case .list(let list): items = list.items
      case .tuple(let tuple): items = tuple.items
      case .set(let set): items = set.items
      case .dictionary(let dictionary): items = dictionary.entries.map(\.key)
      case .unknown(let reason):
        loader.unresolved.append(("_LANGUAGES", reason))
        return
      default: items = [value]
      }
      for item in items {
        guard case .string(let bytes) = item else {
          loader.unresolved.append(("_LANGUAGES", "holds other than text"))
          continue
        }
        loader.languages.append(String(decoding: bytes, as: UTF8.self))
      }
    }

    func licence(into loader: inout HubLoader) {
      loader.licence = text("_LICENSE", &loader)
      // `Licenses.X.value` leaves the text only: the member is found again by it.
      guard let raw = loader.licence, case .classObject(let type)? = value("Licenses") else {
        return
      }
      for member in type.members {
        if case .string(let bytes) = member.value, raw.utf8.elementsEqual(bytes) {
          loader.licenceMember = String(decoding: member.name, as: UTF8.self)
        }
      }
    }

    func tasks(
      into loader: inout HubLoader, schemas: PythonValue?,
      interpreter: borrowing PythonInterpreter
    ) {
      let items: [PythonValue]
      switch value("_SUPPORTED_TASKS") {
      case .list(let list)?: items = list.items
      case .tuple(let tuple)?: items = tuple.items
      case .unknown(let reason)?:
        loader.unresolved.append(("_SUPPORTED_TASKS", reason))
        return
      default: return
      }
      for item in items {
        guard case .member(let member) = item, case .string(let value) = member.value else {
          loader.unresolved.append(("_SUPPORTED_TASKS", "holds other than tasks"))
          continue
        }
        loader.tasks.append(String(decoding: value, as: UTF8.self))
        loader.taskNames.append(String(decoding: member.name, as: UTF8.self))
        guard case .dictionary(let table)? = schemas, let key = try? interpreter.key(item),
          case .string(let schema)? = table[key]
        else { continue }
        let name = String(decoding: schema, as: UTF8.self)
        if !loader.schemas.contains(name) { loader.schemas.append(name) }
      }
    }

    func configurations(
      into loader: inout HubLoader, named name: Int32, interpreter: borrowing PythonInterpreter
    ) {
      var latest: PythonClassObject?
      for case .classObject(let type) in scope.values.values
      where type.attributes[name] != nil && type.order > latest?.order ?? -1 {
        latest = type
      }
      guard let value = latest?.attributes[name] else { return }
      let items: [PythonValue]
      switch value {
      case .list(let list): items = list.items
      case .tuple(let tuple): items = tuple.items
      case .unknown(let reason):
        loader.unresolved.append(("BUILDER_CONFIGS", reason))
        return
      default: return
      }
      for item in items {
        guard case .instance(let instance) = item,
          case .string(let configuration)? = attribute("name", of: instance, interpreter)
        else {
          loader.unresolved.append(("BUILDER_CONFIGS", "a configuration has no name"))
          loader.configurations = []
          return
        }
        loader.configurations.append(
          Configuration(
            name: String(decoding: configuration, as: UTF8.self),
            schema: text(attribute("schema", of: instance, interpreter)),
            subset: text(attribute("subset_id", of: instance, interpreter))))
      }
    }

    private func attribute(
      _ name: String, of instance: PythonInstance, _ interpreter: borrowing PythonInterpreter
    ) -> PythonValue? {
      let number = names.number(of: name)
      if let value = instance.attributes[number] { return value }
      return instance.type.flatMap { try? interpreter.find(number, in: $0) }
    }

    private func text(_ value: PythonValue?) -> String? {
      guard case .string(let bytes)? = value else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }

    private func json(_ value: PythonValue, nesting: Int) throws(LoaderError) -> JSONValue {
      guard nesting < 32 else { throw .tooDeep(line: 0) }
      switch value {
      case .none: return .null
      case .bool(let flag): return .bool(flag)
      case .int(let number): return .number(Array(String(number).utf8))
      case .string(let bytes): return .string(bytes)
      case .list(let list): return try array(list.items, nesting: nesting)
      case .tuple(let tuple): return try array(tuple.items, nesting: nesting)
      case .set(let set): return try array(set.items, nesting: nesting)
      case .member(let member): return try json(member.value, nesting: nesting + 1)
      case .dictionary(let dictionary):
        var members: [(key: [UInt8], value: JSONValue)] = []
        for entry in dictionary.entries {
          members.append((try key(entry.key), try json(entry.value, nesting: nesting + 1)))
        }
        return .object(members)
      case .unknown(let reason): throw .notStatic(reason)
      default: throw .notStatic("a value that is no text, list or dictionary")
      }
    }

    private func array(_ items: [PythonValue], nesting: Int) throws(LoaderError) -> JSONValue {
      var elements: [JSONValue] = []
      for item in items { elements.append(try json(item, nesting: nesting + 1)) }
      return .array(elements)
    }

    private func key(_ value: PythonValue) throws(LoaderError) -> [UInt8] {
      switch value {
      case .string(let bytes): return bytes
      case .int(let number): return Array(String(number).utf8)
      case .bool(let flag): return Array((flag ? "true" : "false").utf8)
      case .none: return Array("null".utf8)
      case .member(let member): return member.name
      case .tuple(let tuple):
        // A tuple as Python writes it, since JSON has no such key.
        var text = Array("(".utf8)
        for (index, item) in tuple.items.enumerated() {
          guard case .string(let bytes) = item, !bytes.contains(UInt8(ascii: "'")) else {
            throw .notStatic("a key that is no text")
          }
          text += (index > 0 ? Array(", '".utf8) : Array("'".utf8)) + bytes + [UInt8(ascii: "'")]
        }
        return text + Array((tuple.items.count == 1 ? ",)" : ")").utf8)
      case .unknown(let reason): throw .notStatic(reason)
      default: throw .notStatic("a key that is no text")
      }
    }
  }
}

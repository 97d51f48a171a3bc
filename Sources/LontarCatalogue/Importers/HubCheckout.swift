internal import LontarJSON

/// A checkout of SEACrowd's or NusaCrowd's hub: hundreds of dataset loaders, written in Python.
///
///     let checkout = try HubCheckout(path: "seacrowd-datahub")
///     for loader in try checkout.loaders() { … }
///
/// The loaders are read, not run: see `PythonInterpreter`. Nothing is downloaded.
public struct HubCheckout: Sendable {
  /// A loader, or why it could not be read.
  public typealias Entry = (id: String, result: Result<HubLoader, LoaderError>)

  /// The first part of its records' ids: `seacrowd` or `nusacrowd`.
  public let collection: String
  /// The hub's address.
  public let source: String
  /// The commit that is checked out, if the checkout says so.
  public let revision: String?
  private let path: String
  private let package: String
  private let directory: String

  /// Whether a directory is a checkout of one of the hubs.
  static func isCheckout(_ path: String) -> Bool {
    Platform.exists("\(path)/seacrowd/sea_datasets")
      || Platform.exists("\(path)/nusacrowd/nusa_datasets")
  }

  /// Opens a checkout.
  ///
  /// - Throws: ``CatalogueError/notACheckout(path:)``.
  public init(path: String) throws(CatalogueError) {
    let layouts = [
      ("seacrowd", "sea_datasets", "https://github.com/SEACrowd/seacrowd-datahub"),
      ("nusacrowd", "nusa_datasets", "https://github.com/IndoNLP/nusa-crowd"),
    ]
    for (package, directory, source) in layouts
    where Platform.exists("\(path)/\(package)/\(directory)") {
      (self.path, self.package, self.directory, self.source) = (path, package, directory, source)
      collection = package
      revision = Self.revision(of: path)
      return
    }
    throw .notACheckout(path: path)
  }

  /// Reads all loaders, in the order of their names.
  ///
  /// - Throws: ``CatalogueError/cannotRead(path:errno:)`` for the directory; what is wrong with one
  ///   loader is in its entry.
  public func loaders() throws(CatalogueError) -> [Entry] {
    let ids = try Platform.names(in: "\(path)/\(package)/\(directory)")
    var entries: [Entry] = []
    // Nothing is thrown: what is wrong with a loader is in its entry. Each block reads the hub's
    // enumerations for itself, a few milliseconds.
    try? OrderedBlocks.forEach(of: ids, length: 64) {
      loaders(of: $0)
    } _: {
      entries += $0
    }
    return entries
  }

  /// A benchmark that a hub puts together from its configurations.
  struct Benchmark: Sendable {
    /// The collection and the benchmark's name.
    var id: String
    /// The names of configurations.
    var configurations: [String]
  }

  /// The benchmarks that the hub's own program knows; none, if it cannot be read.
  func benchmarks() -> [Benchmark] {
    let names = PythonNames()
    var interpreter = PythonInterpreter(names: names) { _ in nil }
    let file = "\(path)/\(package)/config_helper.py"
    guard let bytes = try? Platform.readFile(file, limit: PythonSource.byteLimit),
      let source = try? PythonSource(bytes, names: names),
      let module = try? interpreter.evaluate(source, name: [package, "config_helper"]),
      case .dictionary(let table)? = module.scope?.values[names.number(of: "BENCHMARK_DICT")]
    else { return [] }
    return table.entries.compactMap { entry in
      guard case .string(let name) = entry.key, case .list(let list) = entry.value else {
        return nil
      }
      return Benchmark(
        id: "\(collection)/\(String(decoding: name, as: UTF8.self))",
        configurations: list.items.compactMap { item in
          guard case .string(let text) = item else { return nil }
          return String(decoding: text, as: UTF8.self)
        })
    }
  }

  private func loaders(of ids: ArraySlice<String>) -> [Entry] {
    let names = PythonNames()
    let root = path
    let package = package
    let directory = directory
    var interpreter = PythonInterpreter(names: names) { module in
      // Only the hub's enumerations and the loader's own siblings are read.
      let isShared =
        module.count == 3 && module[0] == package && module[1] == "utils"
        && (module[2] == "constants" || module[2] == "configs")
      let isSibling = module.count == 4 && module[0] == package && module[1] == directory
      guard isShared || isSibling else { return nil }
      let file = "\(root)/\(module.joined(separator: "/")).py"
      guard let bytes = try? Platform.readFile(file, limit: PythonSource.byteLimit) else {
        return nil
      }
      return try? PythonSource(bytes, names: names)
    }
    _ = try? interpreter.module([package, "utils", "constants"])
    _ = try? interpreter.module([package, "utils", "configs"])
    let facts = HubFields(names)
    var entries: [Entry] = []
    for id in ids {
      let file = "\(package)/\(directory)/\(id)/\(id).py"
      guard Platform.exists("\(path)/\(file)") else { continue }
      let bytes: [UInt8]
      do {
        bytes = try Platform.readFile("\(path)/\(file)", limit: PythonSource.byteLimit)
      } catch {
        entries.append((id, .failure(.notStatic("\(error)"))))
        continue
      }
      let module = [package, directory, id, id]
      do {
        let loader = try facts.read(id: id, path: file, bytes, as: module, with: &interpreter)
        entries.append((id, .success(loader)))
      } catch {
        entries.append((id, .failure(error)))
      }
    }
    return entries
  }

  /// The commit that `.git` names, if it does so in plain files.
  private static func revision(of path: String) -> String? {
    func line(_ file: String) -> String? {
      guard let bytes = try? Platform.readFile("\(path)/.git/\(file)", limit: 1 << 12) else {
        return nil
      }
      return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
    guard let head = line("HEAD") else { return nil }
    let prefix = "ref: "
    let text = head.hasPrefix(prefix) ? line(String(head.dropFirst(prefix.count))) : head
    return text.flatMap { $0.utf8.count == 40 ? $0 : nil }
  }
}

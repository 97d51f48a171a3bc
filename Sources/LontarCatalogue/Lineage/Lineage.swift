public import LontarJSON

/// The steps that lead to some files, read from their manifests.
///
///     let lineage = try Lineage(manifests: ["tokenizer.json.lineage.json"])
///     let problems = lineage.verify()          // nothing, if every byte is as it was
///     lineage.corpora(of: "tokenizer.json")    // what the vocabulary stands on
public struct Lineage: Sendable {
  /// A manifest, and where it is.
  public struct Node: Sendable {
    /// The manifest's file.
    public var path: String
    /// What it says; `nil` if it could not be read.
    public var manifest: LineageManifest?
  }

  /// Something that is not as the manifests say.
  public struct Problem: Sendable, Equatable {
    /// The file it is about.
    public var path: String
    /// What is wrong.
    public var problem: String
  }

  /// Every manifest that the first ones lead to, each once, the first ones first.
  public private(set) var nodes: [Node] = []
  /// What was wrong when they were read.
  private var faults: [Problem] = []
  private var places: [String: Int] = [:]

  /// Reads manifests and all that they link to.
  ///
  /// - Parameter manifests: Manifests, files that have one beside them, or directories that hold some.
  /// - Throws: ``CatalogueError`` for a path that is none of these. What is wrong inside is found by
  ///   ``verify()``.
  /// - Complexity: O(*n*) in the number of manifests; a loop of links ends.
  public init(manifests: [String]) throws(CatalogueError) {
    var open: [(path: String, expected: LineageManifest.File?, material: LineageManifest.File?)] =
      []
    for path in manifests {
      for manifest in try Self.manifests(at: path) { open.append((manifest, nil, nil)) }
    }
    var next = 0
    while next < open.count {
      let (path, expected, material) = open[next]
      next += 1
      if let expected { check(path, expected) }
      let isNew = places[path] == nil
      if isNew {
        places[path] = nodes.count
        do throws(CatalogueError) {
          nodes.append(Node(path: path, manifest: try LineageManifest(path: path)))
        } catch {
          nodes.append(Node(path: path, manifest: nil))
          faults.append(Problem(path: path, problem: Self.reason(error)))
        }
      }
      guard let place = places[path], let manifest = nodes[place].manifest else { continue }
      if let material, material.sha256 != manifest.subject.sha256 {
        faults.append(Problem(path: path, problem: "is about another file than its user read"))
      }
      guard isNew else { continue }
      for entry in manifest.materials {
        guard let link = entry.manifest else { continue }
        open.append((Self.resolve(link.path, from: path), link, entry.file))
      }
    }
  }

  private static func reason(_ error: CatalogueError) -> String {
    if case .inFile(_, let problem) = error { return problem }
    if case .cannotRead(_, let code) = error { return "cannot be read (\(Platform.message(code)))" }
    return "\(error)"
  }

  private mutating func check(_ path: String, _ expected: LineageManifest.File) {
    if let problem = Self.compare(path, expected) { faults.append(problem) }
  }

  private static func compare(_ path: String, _ expected: LineageManifest.File) -> Problem? {
    do throws(CatalogueError) {
      let digest = try Platform.digest(of: path)
      if digest.sha256 == expected.sha256 && digest.bytes == expected.bytes { return nil }
      return Problem(
        path: path,
        problem: "is not what it was: \(digest.bytes) bytes of \(expected.bytes), SHA-256 "
          + "\(digest.sha256.prefix(12))… instead of \(expected.sha256.prefix(12))…")
    } catch {
      return Problem(path: path, problem: reason(error))
    }
  }

  /// The manifests at a path: the path itself, the one beside it, or those in a directory.
  private static func manifests(at path: String) throws(CatalogueError) -> [String] {
    if Platform.isDirectory(path) {
      var found: [String] = []
      for name in try Platform.names(in: path) {
        let inside = path == "." ? name : "\(path)/\(name)"
        if Platform.isDirectory(inside) {
          if !Platform.isLink(inside) { found += try manifests(at: inside) }
        } else if name.hasSuffix(".lineage.json") {
          found.append(normal(inside))
        }
      }
      return found
    }
    let beside = LineageManifest.path(of: path)
    if !path.hasSuffix(".lineage.json") {
      guard Platform.exists(beside) else {
        throw .inFile(path: path, problem: "has no manifest beside it")
      }
      return [normal(beside)]
    }
    guard Platform.exists(path) else { throw .cannotRead(path: path, errno: 2) }
    return [normal(path)]
  }

  /// A path as it is written in a manifest, from where the command stands.
  private static func resolve(_ path: String, from manifest: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let slash = manifest.lastIndex(of: "/") else { return normal(path) }
    return normal(manifest[...slash] + path)
  }

  /// A path without `.` and `..` where they can be left out, so that one file has one name.
  private static func normal(_ path: some StringProtocol) -> String {
    var parts: [Substring] = []
    for part in Substring(path).split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  // MARK: Verifying

  /// Hashes every file again, manifests and all, and compares.
  ///
  /// - Returns: What is not as it was; nothing, if all is.
  /// - Complexity: O(*n*) in the bytes of all files, each read once.
  public func verify() -> [Problem] {
    var problems = faults
    var checked: [String: LineageManifest.File] = [:]
    for node in nodes {
      guard let manifest = node.manifest else { continue }
      for file in [manifest.subject] + manifest.materials.map(\.file) {
        let path = Self.resolve(file.path, from: node.path)
        if let known = checked[path], known.sha256 == file.sha256 { continue }
        checked[path] = file
        if let problem = Self.compare(path, file), !problems.contains(problem) {
          problems.append(problem)
        }
      }
    }
    return problems
  }

  /// How many files the manifests tell of, each counted once.
  public var fileCount: Int {
    var paths = Set<String>()
    for node in nodes {
      guard let manifest = node.manifest else { continue }
      for file in [manifest.subject] + manifest.materials.map(\.file) {
        paths.insert(Self.resolve(file.path, from: node.path))
      }
    }
    return paths.count
  }

  // MARK: Tracing

  /// A corpus that an artefact stands on, and the way there.
  public struct Trace: Sendable {
    /// The artefact's file.
    public var artefact: String
    /// The corpus's id.
    public var dataset: String
    /// The corpus's file.
    public var file: String
    /// The commands on the way, from the corpus to the artefact.
    public var steps: [String]

    /// The trace as JSON.
    public var json: JSONValue {
      var object = JSONObjectBuilder()
      object.add("artefact", artefact)
      object.add("dataset", dataset)
      object.add("file", file)
      object.add("steps", steps)
      return object.value
    }
  }

  /// Which corpora each artefact stands on.
  ///
  /// A file belongs to a corpus if whoever ran the first step said so, or if a record lists its SHA-256.
  ///
  /// - Parameters:
  ///   - records: Records whose files are known by their hashes.
  ///   - ids: Only these corpora; nothing for all.
  /// - Complexity: O(*n*) in the number of ways from corpora to artefacts.
  public func traces(_ records: [Dataset], of ids: Set<String>? = nil) -> [Trace] {
    var byHash: [String: [String]] = [:]
    for record in records {
      for file in record.files {
        if let sha256 = file.sha256 { byHash[sha256, default: []].append(record.id) }
      }
    }
    var traces: [Trace] = []
    for node in nodes {
      guard let subject = node.manifest?.subject else { continue }
      let artefact = Self.resolve(subject.path, from: node.path)
      var seen = Set<String>([node.path])
      var found = Set<[String]>()
      var open: [(node: Node, steps: [String])] = [(node, [])]
      while let (node, steps) = open.popLast() {
        guard let manifest = node.manifest else { continue }
        let way = [manifest.command] + steps
        for material in manifest.materials {
          let path = Self.resolve(material.file.path, from: node.path)
          for dataset in material.datasets + (byHash[material.file.sha256] ?? [])
          where ids?.contains(dataset) != false && found.insert([dataset, path]).inserted {
            traces.append(Trace(artefact: artefact, dataset: dataset, file: path, steps: way))
          }
          guard let link = material.manifest else { continue }
          let next = Self.resolve(link.path, from: node.path)
          if seen.insert(next).inserted, let place = places[next] {
            open.append((nodes[place], way))
          }
        }
      }
    }
    return traces
  }

  // MARK: Exports

  /// The step of a node as an OpenLineage run event.
  ///
  /// - Parameter time: When it ended, in seconds since 1970; nothing for when its file was written.
  public func openLineage(_ node: Node, time: Int? = nil) -> JSONValue? {
    guard let manifest = node.manifest else { return nil }
    func dataset(_ file: LineageManifest.File) -> JSONValue {
      var version = JSONObjectBuilder()
      version.add("_producer", "urn:lontar:lineage")
      version.add(
        "_schemaURL",
        "https://openlineage.io/spec/facets/1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet"
      )
      version.add("datasetVersion", "sha256:\(file.sha256)")
      var facets = JSONObjectBuilder()
      facets.add("version", version.value)
      var object = JSONObjectBuilder()
      object.add("namespace", "file")
      object.add("name", Self.resolve(file.path, from: node.path))
      object.add("facets", facets.value)
      return object.value
    }
    let written = Platform.modificationTime(
      of: Self.resolve(manifest.subject.path, from: node.path))
    var job = JSONObjectBuilder()
    job.add("namespace", "lontar")
    job.add("name", manifest.command)
    var run = JSONObjectBuilder()
    run.add("runId", Self.uuid(of: manifest))
    var event = JSONObjectBuilder()
    event.add("eventType", "COMPLETE")
    event.add("eventTime", Timestamp.text(time ?? written ?? 0))
    event.add("producer", "urn:lontar:lineage")
    event.add(
      "schemaURL", "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent")
    event.add("run", run.value)
    event.add("job", job.value)
    event.add("inputs", JSONValue.array(manifest.materials.map { dataset($0.file) }))
    event.add("outputs", JSONValue.array([dataset(manifest.subject)]))
    return event.value
  }

  /// A UUID (version 8, RFC 9562) of the manifest's own bytes: the same step has the same.
  private static func uuid(of manifest: LineageManifest) -> String {
    let written = manifest.bytes
    var bytes = Array(SHA256.hash(written.span).bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return text
  }

  /// The artefact of a node as a Croissant 1.1 document whose provenance is PROV.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - url: The artefact's page, which Croissant requires.
  ///   - licence: Its licence.
  public func croissant(_ node: Node, url: String?, licence: String?) -> JSONValue? {
    guard let manifest = node.manifest else { return nil }
    func entity(_ file: LineageManifest.File, _ datasets: [String]) -> JSONValue {
      var object = JSONObjectBuilder()
      object.add("@id", "urn:sha256:\(file.sha256)")
      object.add("@type", "prov:Entity")
      object.add("sc:name", Self.resolve(file.path, from: node.path))
      object.add(
        "prov:wasDerivedFrom",
        datasets.map { id in
          .object([(Array("@id".utf8), .string(Array("urn:lontar:dataset:\(id)".utf8)))])
        })
      return object.value
    }
    var agent = JSONObjectBuilder()
    agent.add("@id", "urn:lontar:software")
    agent.add("@type", "prov:SoftwareAgent")
    agent.add(
      "sc:name", manifest.tools.map { "\($0.name) \($0.version)" }.joined(separator: ", "))
    var activity = JSONObjectBuilder()
    activity.add("@id", "urn:uuid:\(Self.uuid(of: manifest))")
    activity.add("@type", "prov:Activity")
    activity.add("sc:name", ([manifest.command] + manifest.arguments).joined(separator: " "))
    activity.add("prov:used", manifest.materials.map { entity($0.file, $0.datasets) })
    activity.add("prov:wasAssociatedWith", agent.value)
    var file = JSONObjectBuilder()
    let name = manifest.subject.path.split(separator: "/").last.map(String.init) ?? "artefact"
    file.add("@type", "cr:FileObject")
    file.add("@id", name)
    file.add("name", name)
    file.add("contentUrl", name)
    file.add("contentSize", "\(manifest.subject.bytes) B")
    file.add("encodingFormat", Croissant.mediaType(of: name))
    file.add("sha256", manifest.subject.sha256)
    let datasets = Set(
      traces([]).filter {
        $0.artefact == Self.resolve(manifest.subject.path, from: node.path)
      }.map(\.dataset))
    var document = JSONObjectBuilder()
    document.add("@context", Croissant.context)
    document.add("@type", "sc:Dataset")
    document.add("@id", "urn:sha256:\(manifest.subject.sha256)")
    document.add("conformsTo", "http://mlcommons.org/croissant/1.1")
    document.add("name", name)
    document.add("description", "Made by lontar \(manifest.command); its provenance is stated.")
    document.add("url", url)
    document.add("license", licence ?? "not stated")
    document.add("distribution", [file.value])
    document.add("prov:wasGeneratedBy", activity.value)
    document.add(
      "prov:wasDerivedFrom",
      datasets.sorted().map { id in
        .object([(Array("@id".utf8), .string(Array("urn:lontar:dataset:\(id)".utf8)))])
      })
    return document.value
  }
}

/// Moments as ISO 8601 in UTC, without a calendar from elsewhere.
enum Timestamp {
  static func text(_ seconds: Int) -> String {
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let rest = seconds - days * 86_400
    // Days since 0000-03-01, in eras of 400 years.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let day = shifted - era * 146_097
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let calendarMonth = month < 10 ? month + 3 : month - 9
    let calendarYear = year + era * 400 + (calendarMonth <= 2 ? 1 : 0)
    let padding = String(repeating: "0", count: max(0, 4 - String(calendarYear).utf8.count))
    return
      "\(padding)\(calendarYear)-\(two(calendarMonth))-\(two(dayOfYear - (153 * month + 2) / 5 + 1))"
      + "T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }
}

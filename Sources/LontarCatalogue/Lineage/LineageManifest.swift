internal import LontarJSON

/// Where one file came from: which files it was made of, by which step, to the byte.
///
///     let manifest = try LineageManifest(path: "tokenizer.json.lineage.json")
///     manifest.subject.sha256
///
/// A manifest stands beside the file it is about, `FILE.lineage.json`. It names the files the step
/// read, each with its SHA-256, the corpora of the catalogue they belong to, and, where such a file was
/// made by a step itself, that step's manifest with its hash. So manifests make a chain from a
/// vocabulary back to the files of its corpora, in which one changed byte shows. Paths are written from
/// the manifest's own directory, so that a folder can be moved as a whole.
public struct LineageManifest: Sendable {
  /// A file, as it was.
  public struct File: Sendable, Equatable {
    /// The path, from the manifest's directory, or from the root if it begins with a slash.
    public var path: String
    /// The SHA-256 of its bytes, in hexadecimal.
    public var sha256: String
    /// Its length.
    public var bytes: Int
  }

  /// A file that a step read.
  public struct Material: Sendable {
    /// The file.
    public var file: File
    /// The ids of the corpora it belongs to, as whoever ran the step stated.
    public var datasets: [String]
    /// The manifest of the step that made it, if one did.
    public var manifest: File?
  }

  /// The file that this is about.
  public var subject: File
  /// The command that made it, such as `train`.
  public var command: String
  /// The command's arguments, as given.
  public var arguments: [String]
  /// What the result depends on besides: names and versions.
  public var tools: [(name: String, version: String)]
  /// What the step read.
  public var materials: [Material]

  /// What a manifest is called that is about a file.
  public static func path(of file: String) -> String { file + ".lineage.json" }

  private static let format = "lontar-lineage/1"

  // MARK: Writing

  private var body: JSONObjectBuilder {
    var object = JSONObjectBuilder()
    object.add("format", Self.format)
    object.add("subject", subject.json)
    var step = JSONObjectBuilder()
    step.add("command", command)
    step.add("arguments", arguments)
    var versions = JSONObjectBuilder()
    for tool in tools { versions.add(tool.name, tool.version) }
    step.add("tools", versions.value)
    object.add("step", step.value)
    object.add(
      "materials",
      materials.map { material in
        var entry = material.file.members
        entry.add("datasets", material.datasets)
        entry.add("manifest", material.manifest?.json)
        return entry.value
      })
    return object
  }

  private static func digest(of body: JSONValue) -> String {
    var bytes: [UInt8] = []
    appendCanonicalJSON(body, to: &bytes)
    return SHA256.hash(bytes.span).description
  }

  /// The manifest as it stands in its file: canonical JSON with a digest of itself, and a newline.
  public var bytes: [UInt8] {
    var object = body
    object.add("digest", Self.digest(of: object.value))
    var bytes: [UInt8] = []
    appendCanonicalJSON(object.value, to: &bytes)
    return bytes + [0x0A]
  }

  // MARK: Reading

  /// Makes a manifest; see ``LineageStep``, which hashes the files.
  init(
    subject: File, command: String, arguments: [String],
    tools: [(name: String, version: String)], materials: [Material]
  ) {
    self.subject = subject
    self.command = command
    self.arguments = arguments
    self.tools = tools
    self.materials = materials
  }

  /// Reads a manifest, and refuses one that is not to the byte as it was written.
  ///
  /// - Throws: ``CatalogueError/inFile(path:problem:)`` and ``CatalogueError/cannotRead(path:errno:)``.
  public init(path: String) throws(CatalogueError) {
    let bytes = try Platform.readFile(path, limit: 64 << 20)
    do throws(CatalogueError) {
      try self.init(bytes: bytes)
    } catch {
      throw .inFile(path: path, problem: "\(error)")
    }
  }

  init(bytes: [UInt8]) throws(CatalogueError) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes.span)
    } catch {
      throw .malformedJSON(line: 1, error)
    }
    var fields = try RecordFields(value, path: "", line: 1)
    guard try fields.string("format") == Self.format else {
      throw fields.fault("format", "is not '\(Self.format)'")
    }
    guard let subject = try fields.object("subject", File.read) else {
      throw fields.fault("subject", "is missing")
    }
    let step = try fields.object("step") { (step: inout RecordFields) throws(CatalogueError) in
      let command = try step.string("command")
      let arguments = try step.strings("arguments")
      let tools = try step.object("tools") { (tools: inout RecordFields) throws(CatalogueError) in
        try tools.allStrings()
      }
      return (command: command, arguments: arguments, tools: tools ?? [])
    }
    guard let step else { throw fields.fault("step", "is missing") }
    let materials = try fields.objects("materials") {
      (entry: inout RecordFields) throws(CatalogueError) in
      Material(
        file: try File.read(&entry), datasets: try entry.strings("datasets"),
        manifest: try entry.object("manifest", File.read))
    }
    let digest = try fields.sha256("digest")
    try fields.finish()
    self.init(
      subject: subject, command: step.command, arguments: step.arguments, tools: step.tools,
      materials: materials)
    guard digest == Self.digest(of: body.value) else {
      throw fields.fault("digest", "does not fit what the manifest says")
    }
    guard self.bytes == bytes else {
      throw fields.fault(".", "is not written as Lontar writes it")
    }
  }
}

extension LineageManifest.File {
  var members: JSONObjectBuilder {
    var object = JSONObjectBuilder()
    object.add("path", path)
    object.add("sha256", sha256)
    object.add("bytes", bytes)
    return object
  }

  var json: JSONValue { members.value }

  static func read(_ fields: inout RecordFields) throws(CatalogueError) -> Self {
    let path = try fields.string("path")
    guard let sha256 = try fields.sha256("sha256") else {
      throw fields.fault("sha256", "is missing")
    }
    guard let bytes = try fields.count("bytes") else { throw fields.fault("bytes", "is missing") }
    return Self(path: path, sha256: sha256, bytes: bytes)
  }
}

/// A step that will make a file: hashes what it reads before it runs, and what it made after.
///
///     let step = try LineageStep(command: "train", arguments: …, inputs: ["th.txt"], datasets: [])
///     …                                        // the step runs, and writes tokenizer.json
///     try step.write(for: "tokenizer.json", tools: [("lontar", "0.1.0")])
public struct LineageStep: Sendable {
  private let command: String
  private let arguments: [String]
  private let inputs: [(path: String, bytes: Int, sha256: String)]
  private let datasets: [String]

  /// Hashes the inputs, and reads the manifests that stand beside them.
  ///
  /// - Parameters:
  ///   - command: The command's name.
  ///   - arguments: Its arguments.
  ///   - inputs: The files it reads.
  ///   - datasets: The ids of the corpora that inputs without a manifest belong to.
  /// - Throws: ``CatalogueError``; also if an input is not the file that its manifest is about.
  public init(
    command: String, arguments: [String], inputs: [String], datasets: [String]
  ) throws(CatalogueError) {
    self.command = command
    self.arguments = arguments
    self.datasets = datasets
    var hashed: [(path: String, bytes: Int, sha256: String)] = []
    for path in inputs {
      let digest = try Platform.digest(of: path)
      let manifest = LineageManifest.path(of: path)
      if Platform.exists(manifest) {
        let known = try LineageManifest(path: manifest).subject
        guard known.sha256 == digest.sha256 else {
          throw .inFile(path: manifest, problem: "is about other bytes than '\(path)' holds now")
        }
      }
      hashed.append((path, digest.bytes, digest.sha256))
    }
    self.inputs = hashed
  }

  /// Hashes the file that was made, and writes the manifest beside it.
  public func write(
    for output: String, tools: [(name: String, version: String)]
  ) throws(CatalogueError) {
    let path = LineageManifest.path(of: output)
    let root = Self.directory(of: output)
    func file(_ path: String, _ bytes: Int, _ sha256: String) -> LineageManifest.File {
      LineageManifest.File(
        path: Self.relative(path, to: root), sha256: sha256, bytes: bytes)
    }
    let made = try Platform.digest(of: output)
    var materials: [LineageManifest.Material] = []
    for input in inputs {
      let manifest = LineageManifest.path(of: input.path)
      var link: LineageManifest.File?
      if Platform.exists(manifest) {
        let digest = try Platform.digest(of: manifest)
        link = file(manifest, digest.bytes, digest.sha256)
      }
      materials.append(
        LineageManifest.Material(
          file: file(input.path, input.bytes, input.sha256),
          datasets: link == nil ? datasets : [], manifest: link))
    }
    let manifest = LineageManifest(
      subject: file(output, made.bytes, made.sha256), command: command, arguments: arguments,
      tools: tools, materials: materials)
    try Platform.replace(path, with: manifest.bytes)
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return Platform.realPath(".") ?? "." }
    let directory = slash == path.startIndex ? "/" : String(path[..<slash])
    return Platform.realPath(directory) ?? directory
  }

  /// A path as it is written in a directory's manifests.
  static func relative(_ path: String, to root: String) -> String {
    let real = Platform.realPath(path) ?? path
    let (from, to) = (root.split(separator: "/"), real.split(separator: "/"))
    let shared = zip(from, to).prefix { $0 == $1 }.count
    // What shares nothing with the manifest's place is on its own.
    if shared == 0 { return real }
    let up = Array(repeating: Substring(".."), count: from.count - shared)
    return (up + to.dropFirst(shared)).joined(separator: "/")
  }
}

public import LontarJSON

extension Dataset {
  /// Reads a Data Package (`datapackage.json`, versions 1 and 2 of the specification).
  ///
  /// - Throws: ``CatalogueError/invalidField(line:field:problem:)``; also for a path that leads out of
  ///   the package, as the specification asks.
  public init(dataPackage document: JSONValue, id fallback: String) throws(CatalogueError) {
    func fault(_ field: String, _ problem: String) -> CatalogueError {
      .invalidField(line: 1, field: field, problem: problem)
    }
    func text(_ value: JSONValue?) -> String? {
      value?.string.map { String(decoding: $0, as: UTF8.self) }
    }
    guard document.object != nil else { throw fault(".", "is not an object") }
    guard let resources = document["resources"]?.array, !resources.isEmpty else {
      throw fault("resources", "is missing or empty")
    }
    let name = text(document["name"])
    self.init(id: fallback, name: text(document["title"]) ?? name ?? fallback)
    if let name, name != self.name { aliases = [name] }
    description = text(document["description"])
    homepage = text(document["homepage"])
    version = text(document["version"])
    if let created = text(document["created"]), let year = Int(created.prefix(4)) {
      self.year = year
    }
    let licences = (document["licenses"]?.array ?? []).compactMap {
      text($0["name"]) ?? text($0["title"]) ?? text($0["path"])
    }
    licence = LicenceStatement(raw: licences.joined(separator: ", "))
    languages = (document["languages"]?.array ?? []).compactMap(text)
      .map { HubWords.language($0) }
    let keywords = (document["keywords"]?.array ?? []).compactMap(text)
    tasks = keywords.filter { TaskTable.name(of: $0) != nil }
    derivedFrom = []
    urls = (document["sources"]?.array ?? []).compactMap { source in
      text(source["path"]).map { DatasetURL(name: text(source["title"]), url: $0) }
    }
    for (index, resource) in resources.enumerated() {
      let place = "resources[\(index)]"
      guard resource.object != nil else { throw fault(place, "is not an object") }
      let paths = (resource["path"]?.array ?? [resource["path"] ?? .null]).compactMap(text)
      if paths.isEmpty && resource["data"] == nil {
        throw fault(place, "has neither a path nor data")
      }
      for path in paths {
        guard Address.isWeb(path) || Self.isInside(path) else {
          throw fault("\(place).path", "leads out of the package: '\(path)'")
        }
        let isOnly = paths.count == 1
        var hash = text(resource["hash"])
        if let stated = hash {
          // Without a name in front a hash is MD5, which is not kept.
          hash = stated.hasPrefix("sha256:") ? stated.dropFirst(7).lowercased() : nil
          if let hash, !CroissantCheck.isHash(Array(hash.utf8)) {
            throw fault("\(place).hash", "is no SHA-256")
          }
        }
        files.append(
          DatasetFile(
            path: path, url: Address.isWeb(path) ? path : nil, sha256: isOnly ? hash : nil,
            bytes: isOnly ? resource["bytes"]?.int : nil))
      }
    }
    modalities = ["text"].filter { _ in
      files.contains { file in
        [".txt", ".csv", ".tsv", ".json", ".jsonl", ".ndjson"].contains { file.path.hasSuffix($0) }
      }
    }
    // The strict reader has the last word.
    try self.init(json: json)
  }

  private static func isInside(_ path: String) -> Bool {
    !path.isEmpty && !path.hasPrefix("/") && !path.hasPrefix("~") && !path.contains("://")
      && !path.split(separator: "/").contains("..") && !path.utf8.contains(0x5C)
  }
}

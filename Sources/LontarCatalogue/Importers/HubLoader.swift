public import LontarJSON

/// The facts that one loader of a hub states, as they are when it runs.
public struct HubLoader: Sendable {
  /// The loader's name: that of its directory.
  public var id: String
  /// The file, from the checkout's root.
  public var path: String
  /// The file's SHA-256.
  public var sha256: SHA256Digest
  /// The file's length in bytes.
  public var byteCount: Int
  /// `_DATASETNAME`.
  public var name: String?
  /// `_DESCRIPTION`.
  public var description: String?
  /// `_HOMEPAGE`.
  public var homepage: String?
  /// `_CITATION`.
  public var citation: String?
  /// `_LANGUAGES`: the codes in the source's order, or the keys of a dictionary.
  public var languages: [String] = []
  /// `_LICENSE`, to the byte.
  public var licence: String?
  /// The member of the hub's enumeration of licences, if that was used.
  public var licenceMember: String?
  /// `_LOCAL`.
  public var isLocal: Bool?
  /// `_SUPPORTED_TASKS`: the values, such as `NER`.
  public var tasks: [String] = []
  /// `_SUPPORTED_TASKS`: the names, such as `NAMED_ENTITY_RECOGNITION`.
  public var taskNames: [String] = []
  /// The shapes of examples of those tasks.
  public var schemas: [String] = []
  /// `_SOURCE_VERSION`.
  public var sourceVersion: String?
  /// `_SEACROWD_VERSION` or `_NUSANTARA_VERSION`.
  public var hubVersion: String?
  /// `_URLS`, `_URL` or `_URLs`, as a tree.
  public var urls: JSONValue?
  /// The loader's `BUILDER_CONFIGS`.
  public var configurations: [Configuration] = []
  /// The fields that are known only when the loader runs, and why.
  public var unresolved: [(field: String, reason: String)] = []
}

extension HubLoader {
  /// The record of the catalogue that these facts make.
  ///
  /// - Parameters:
  ///   - collection: The first part of the record's id, such as `seacrowd`.
  ///   - source: The hub, as a URL.
  ///   - revision: The commit of the checkout, if it is known.
  public func dataset(collection: String, source: String, revision: String?) -> Dataset {
    var dataset = Dataset(id: "\(collection)/\(id)", name: name ?? id)
    if let name, !name.utf8.elementsEqual(id.utf8) { dataset.aliases = [id] }
    dataset.description = description
    dataset.languages = languages.map { DatasetLanguage(code: $0) }
    dataset.tasks = tasks
    dataset.schemas = schemas
    dataset.modalities = Self.modalities(of: schemas)
    dataset.licence = LicenceStatement(raw: licence ?? "")
    dataset.citation = citation.flatMap { $0.isEmpty ? nil : $0 }
    dataset.homepage = homepage.flatMap { $0.isEmpty ? nil : $0 }
    if let urls { Self.flatten(urls, name: "", into: &dataset.urls) }
    dataset.configurations = configurations
    dataset.configurationCount = configurations.count
    dataset.version = sourceVersion
    dataset.schemeVersion = hubVersion
    dataset.year = citation.flatMap { Citation.year(in: $0) }
    dataset.countries = LanguageTable.countries(of: languages)
    dataset.access = isLocal == true ? .local : dataset.urls.isEmpty ? .unknown : .open
    dataset.provenance = Provenance(
      source: source, revision: revision, path: path, sha256: sha256.description)
    return dataset
  }

  /// What the shapes of a loader's examples are made of.
  static func modalities(of schemas: [String]) -> [String] {
    var modalities: [String] = []
    func add(_ modality: String) {
      if !modalities.contains(modality) { modalities.append(modality) }
    }
    for schema in schemas {
      switch schema {
      case "SPTEXT", "S2S", "SPEECH", "SPEECH_MULTI":
        add("audio")
        if schema == "SPTEXT" { add("text") }
      case "IMAGE", "IMAGE_MULTI", "IMTEXT", "IMQA":
        add("image")
        if schema == "IMTEXT" || schema == "IMQA" { add("text") }
      case "VIDTEXT":
        add("video")
        add("text")
      default: add("text")
      }
    }
    return modalities
  }

  private static func flatten(_ tree: JSONValue, name: String, into urls: inout [DatasetURL]) {
    switch tree {
    case .string(let bytes):
      let text = String(decoding: bytes, as: UTF8.self)
      if !text.isEmpty { urls.append(DatasetURL(name: name.isEmpty ? nil : name, url: text)) }
    case .array(let elements):
      for element in elements { flatten(element, name: name, into: &urls) }
    case .object(let members):
      for member in members {
        let key = String(decoding: member.key, as: UTF8.self)
        flatten(member.value, name: name.isEmpty ? key : "\(name)/\(key)", into: &urls)
      }
    case .null, .bool, .number: break
    }
  }
}

/// What can be read off a citation without parsing it.
enum Citation {
  /// The year of the first BibTeX field `year`.
  static func year(in citation: String) -> Int? {
    let bytes = Array(citation.utf8)
    let word = Array("year".utf8)
    var index = 0
    while index + 4 < bytes.count {
      defer { index += 1 }
      guard bytes[index] | 0x20 == word[0],
        bytes[index..<(index + 4)].lazy.map({ $0 | 0x20 }).elementsEqual(word),
        index == 0 || !isLetter(bytes[index - 1])
      else { continue }
      var place = index + 4
      func skip(_ wanted: [UInt8]) {
        while place < bytes.count && wanted.contains(bytes[place]) { place += 1 }
      }
      skip([0x20, 0x09, 0x0A])
      guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else { continue }
      skip(Array("= \t\n{\"'".utf8))
      guard place + 4 <= bytes.count,
        let year = Int(String(decoding: bytes[place..<(place + 4)], as: UTF8.self)),
        1900...2100 ~= year
      else { continue }
      return year
    }
    return nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { 97...122 ~= byte | 0x20 }
}

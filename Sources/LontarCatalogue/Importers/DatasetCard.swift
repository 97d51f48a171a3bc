internal import LontarJSON

/// A dataset card of the Hugging Face Hub: a README whose front matter says what the corpus is.
///
///     let card = DatasetCard(record).text
///     let record = try DatasetCard.record(from: Array(card.utf8), id: "huggingface/khpos")
///
/// What a card has no word for (schemas, the loader's addresses, a licence's raw words) stands under
/// the key `lontar`, so that a record comes back from its card as it was.
public struct DatasetCard: Sendable {
  /// The card.
  public let text: String

  /// Writes a card.
  public init(_ record: Dataset) {
    var lines = Self.frontMatter(of: record)
    let body = Self.body(of: record)
    // What the card by itself does not give back is added in our own words.
    let plain = (lines + ["---", ""]).joined(separator: "\n") + body
    let stated = record.json.object ?? []
    let given = (try? Self.members(of: Array(plain.utf8))) ?? []
    var rest: [(key: [UInt8], value: JSONValue)] = []
    for member in stated
    where given.first(where: { $0.key == member.key })?.value != member.value {
      rest.append(member)
    }
    for member in given where !stated.contains(where: { $0.key == member.key }) {
      rest.append((member.key, .null))
    }
    if !rest.isEmpty { lines.append("lontar: " + Self.flow(.object(rest))) }
    text = (lines + ["---", ""]).joined(separator: "\n") + body
  }

  // MARK: Writing

  private static func frontMatter(of record: Dataset) -> [String] {
    var lines = ["---", "pretty_name: " + scalar(record.name)]
    func list(_ key: String, _ values: [String]) {
      guard !values.isEmpty else { return }
      lines.append("\(key):")
      lines += values.map { "- " + scalar($0) }
    }
    var seen = Set<String>()
    list("language", record.languages.map(\.code).filter { seen.insert($0).inserted })
    let licence = record.licence
    if licence.id == nil && licence.raw.isEmpty {
      lines.append("license: unknown")
    } else if let id = HubWords.licence(of: licence.id) {
      lines.append("license: \(id)")
    } else {
      lines.append("license: other")
      lines.append("license_name: " + scalar(licence.raw))
    }
    var categories: [String] = []
    for task in record.tasks {
      if let category = HubWords.category(of: task), !categories.contains(category) {
        categories.append(category)
      }
    }
    list("task_categories", categories)
    list("task_ids", record.tasks.map { HubWords.taskID(of: $0) })
    list("tags", record.modalities)
    if let count = record.size?.records { list("size_categories", [HubWords.size(count)]) }
    list("source_datasets", record.derivedFrom)
    lines += information(of: record)
    return lines
  }

  private static func information(of record: Dataset) -> [String] {
    func splits(_ indent: String) -> [String] {
      guard !record.splits.isEmpty else { return [] }
      var lines = ["\(indent)splits:"]
      for split in record.splits {
        lines.append("\(indent)- name: " + scalar(split.name))
        if let bytes = split.size.bytes { lines.append("\(indent)  num_bytes: \(bytes)") }
        if let records = split.size.records { lines.append("\(indent)  num_examples: \(records)") }
      }
      return lines
    }
    if record.configurations.isEmpty {
      return record.splits.isEmpty ? [] : ["dataset_info:"] + splits("  ")
    }
    var lines = ["dataset_info:"]
    for (index, configuration) in record.configurations.enumerated() {
      lines.append("- config_name: " + scalar(configuration.name))
      if index == 0 { lines += splits("  ") }
    }
    return lines
  }

  private static func body(of record: Dataset) -> String {
    var text = "\n# \(Markdown.line(record.name))\n\n## Dataset Description\n"
    if let homepage = record.homepage, Address.isWeb(homepage) {
      text += "\n- **Homepage:** \(homepage)\n"
    }
    text += "\n### Dataset Summary\n\n\(record.description ?? "Not stated.")\n"
    text += "\n### Licensing Information\n\n"
    text += Markdown.line(record.licence.raw.isEmpty ? "Not stated." : record.licence.raw) + "\n"
    if let citation = record.citation, citation.utf8.contains(where: { $0 > 0x20 }) {
      text += "\n### Citation Information\n\n```\n\(citation)\n```\n"
    }
    return text
  }

  /// A scalar of YAML: plain where nothing could be taken for something else, else between quotes.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      !text.isEmpty && text.utf8.count < 100
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
          UInt8(ascii: "/"):
          true
        default: false
        }
      }
      && (65...90 ~= text.utf8.first ?? 0 || 97...122 ~= text.utf8.first ?? 0)
    // `no` is Norwegian, and false to many readers.
    let words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]
    if isPlain && !words.contains(text.lowercased()) { return text }
    return flow(.string(Array(text.utf8)))
  }

  /// JSON, which is YAML too once the signs that YAML does not take are escaped.
  private static func flow(_ value: JSONValue) -> String {
    var bytes: [UInt8] = []
    appendCanonicalJSON(value, to: &bytes)
    var text = ""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  // MARK: Reading

  /// The record of a card.
  ///
  /// - Parameters:
  ///   - bytes: The card: front matter between lines of `---`, then Markdown.
  ///   - id: The id, for a card that does not give one.
  /// - Throws: ``CatalogueError/invalidField(line:field:problem:)``, also for front matter that stands
  ///   for more than it could hold.
  public static func record(
    from bytes: [UInt8], id fallback: String
  ) throws(CatalogueError) -> Dataset {
    var members = try members(of: bytes)
    let own = members.firstIndex { $0.key.elementsEqual("lontar".utf8) }
    if let own {
      let additions = members.remove(at: own).value.object ?? []
      for addition in additions {
        members.removeAll { $0.key == addition.key }
        if !addition.value.isNull { members.append(addition) }
      }
    }
    if !members.contains(where: { $0.key.elementsEqual("id".utf8) }) {
      members.append((Array("id".utf8), .string(Array(fallback.utf8))))
    }
    if !members.contains(where: { $0.key.elementsEqual("name".utf8) }) {
      let name = fallback.split(separator: "/").last.map(String.init) ?? fallback
      members.append((Array("name".utf8), .string(Array(name.utf8))))
    }
    return try Dataset(json: .object(members))
  }

  /// Whether a text begins as a card does.
  static func isCard(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: "---\n".utf8) || bytes.starts(with: "---\r\n".utf8)
  }

  /// A record's members as the card states them, with `lontar` among them.
  private static func members(
    of bytes: [UInt8]
  ) throws(CatalogueError) -> [(key: [UInt8], value: JSONValue)] {
    let (front, body) = try parts(of: bytes)
    let matter = try YAML.parse(front)
    guard matter.object != nil else {
      throw .invalidField(line: 1, field: "front matter", problem: "is no mapping")
    }
    func texts(_ key: String) -> [String] {
      (matter[key]?.array ?? [matter[key] ?? .null]).compactMap { value in
        switch value {
        case .string(let bytes), .number(let bytes): String(decoding: bytes, as: UTF8.self)
        // YAML 1.1 reads `no`, Norwegian, as false; this reader does not.
        default: nil
        }
      }
    }
    var record = JSONObjectBuilder()
    record.add("name", texts("pretty_name").first)
    record.add("languages", texts("language").map { HubWords.language($0).json })
    let licences = texts("license")
    let named = licences == ["other"] ? texts("license_name") : licences
    if let raw = named.isEmpty ? nil : named.joined(separator: ", "), raw != "unknown" {
      record.add("licence", LicenceStatement(raw: raw).json)
    } else {
      record.add("licence", LicenceStatement(raw: "").json)
    }
    let tasks = texts("task_ids").map { HubWords.task(ofID: $0) }
    record.add(
      "tasks", tasks.isEmpty ? texts("task_categories").map { HubWords.task(ofID: $0) } : tasks)
    let kinds = ["text", "audio", "image", "video"]
    record.add(
      "modalities",
      texts("tags").map { $0.hasPrefix("modality:") ? String($0.dropFirst(9)) : $0 }
        .filter { kinds.contains($0) })
    record.add("derived_from", texts("source_datasets").filter { $0.contains("/") })
    if let info = matter["dataset_info"] { read(info, into: &record) }
    let sections = CardBody(body)
    record.add("homepage", sections.homepage)
    record.add("description", sections.summary == "Not stated." ? nil : sections.summary)
    record.add("citation", sections.citation)
    record.add("lontar", matter["lontar"])
    return record.members
  }

  private static func read(_ info: JSONValue, into record: inout JSONObjectBuilder) {
    let entries = info.array ?? [info]
    let names = entries.compactMap { $0["config_name"]?.string }
    let configurations = names.map { name in
      Configuration(name: String(decoding: name, as: UTF8.self), schema: nil, subset: nil).json
    }
    record.add("configurations", configurations)
    record.add("configuration_count", names.isEmpty ? nil : names.count)
    let stated = entries.filter { $0["splits"]?.array != nil }
    guard stated.count == 1, let splits = stated.first?["splits"]?.array else { return }
    record.add(
      "splits",
      splits.compactMap { split in
        guard let name = split["name"]?.string else { return nil }
        return Split(
          name: String(decoding: name, as: UTF8.self),
          size: DatasetSize(records: split["num_examples"]?.int, bytes: split["num_bytes"]?.int)
        ).json
      })
  }

  private static func parts(
    of bytes: [UInt8]
  ) throws(CatalogueError) -> (front: [UInt8], body: [UInt8]) {
    guard isCard(bytes), let first = bytes.firstIndex(of: 0x0A) else {
      throw .invalidField(line: 1, field: "front matter", problem: "is missing")
    }
    var start = first + 1
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      var line = bytes[start..<end]
      if line.last == 0x0D { line.removeLast() }
      if line.elementsEqual("---".utf8) {
        return (Array(bytes[(first + 1)..<start]), Array(bytes[min(end + 1, bytes.count)...]))
      }
      start = end + 1
    }
    throw .invalidField(line: 1, field: "front matter", problem: "does not end")
  }
}

/// What the text of a card says under its headings.
private struct CardBody {
  private(set) var homepage: String?
  private(set) var summary: String?
  private(set) var citation: String?

  init(_ bytes: [UInt8]) {
    var title = ""
    var lines: [String] = []
    var isFenced = false
    var sections: [(title: String, lines: [String])] = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("```") { isFenced.toggle() }
      if !isFenced && text.hasPrefix("#") {
        sections.append((title, lines))
        title = text.drop { $0 == "#" || $0 == " " }.lowercased()
        lines = []
      } else {
        lines.append(text)
      }
      if homepage == nil, let place = text.firstRange(of: "**Homepage:**") {
        let rest = text[place.upperBound...].drop { $0 == " " }
        let address = rest.firstIndex(of: "(").map { rest[rest.index(after: $0)...] } ?? rest
        let end = address.firstIndex { $0 == ")" || $0 == " " } ?? address.endIndex
        homepage = Address.isWeb(String(rest)) ? String(rest) : Self.web(address[..<end])
      }
    }
    sections.append((title, lines))
    summary =
      sections.lazy.filter { $0.title.contains("dataset summary") }.compactMap(Self.text).first
      ?? sections.lazy.filter { $0.title.contains("description") }.compactMap(Self.text).first
    for section in sections where section.title.contains("citation") && citation == nil {
      let fences = section.lines.indices.filter { section.lines[$0].hasPrefix("```") }
      citation =
        fences.count >= 2
        ? section.lines[(fences[0] + 1)..<fences[1]].joined(separator: "\n") : Self.text(section)
    }
  }

  private static func web(_ text: Substring) -> String? {
    Address.isWeb(String(text)) ? String(text) : nil
  }

  /// The section's lines without the empty ones around them.
  private static func text(_ section: (title: String, lines: [String])) -> String? {
    var lines = section.lines[...]
    while let line = lines.first, line.utf8.allSatisfy({ $0 <= 0x20 }) { lines.removeFirst() }
    while let line = lines.last, line.utf8.allSatisfy({ $0 <= 0x20 }) { lines.removeLast() }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }
}

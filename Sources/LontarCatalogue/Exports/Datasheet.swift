/// A datasheet of a corpus: the questions of Gebru et al. (Datasheets for Datasets, 2021), answered as
/// far as the record can.
///
///     print(Datasheet(record).markdown)
///
/// Seven sections. A question without an answer says "not stated" rather than nothing, and the
/// completeness is a count, not a mark.
public struct Datasheet: Sendable {
  /// A question and its answer.
  public struct Item: Sendable {
    /// What is asked.
    public var question: String
    /// The answer, or `nil` if the record has none.
    public var answer: String?
  }

  /// A section's title, and what it asks.
  public typealias Section = (title: String, items: [Item])

  /// The seven sections, in the paper's order.
  public let sections: [Section]
  private let name: String
  private let id: String

  /// The properties of Croissant's responsible-AI vocabulary, which ``Dataset/answers`` may hold.
  public static let properties = [
    "dataCollection", "dataCollectionType", "dataCollectionMissingData", "dataCollectionRawData",
    "dataCollectionTimeframe", "dataImputationProtocol", "dataPreprocessingProtocol",
    "dataManipulationProtocol", "dataAnnotationProtocol", "dataAnnotationPlatform",
    "dataAnnotationAnalysis", "dataReleaseMaintenancePlan", "personalSensitiveInformation",
    "dataSocialImpact", "dataBiases", "dataLimitations", "dataUseCases", "annotationsPerItem",
    "annotatorDemographics", "machineAnnotationTools",
  ]

  /// Fills the datasheet from a record.
  public init(_ record: Dataset) {
    name = record.name
    id = record.id
    func said(_ property: String) -> String? {
      let texts = record.answers.filter { $0.property == property }.map(\.text)
      return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }
    func list(_ values: [String]) -> String? {
      values.isEmpty ? nil : values.joined(separator: ", ")
    }
    let languages = record.languages.map { language in
      LanguageTable.name(of: language.code).map { "\($0) (\(language.code))" } ?? language.code
    }
    let tasks = record.tasks.map { task in
      TaskTable.name(of: task).map { "\($0) (\(task))" } ?? task
    }
    let splits = record.splits.map { split in
      let count = split.size.records.map { ", \($0) records" } ?? ""
      return split.name + count + (split.size.bytes.map { ", \($0) bytes" } ?? "")
    }
    let licence =
      record.licence.raw.isEmpty && record.licence.id == nil
      ? nil
      : [record.licence.id, record.licence.raw, record.licence.terms].compactMap { $0 }
        .reduce(into: [String]()) { if !$1.isEmpty && !$0.contains($1) { $0.append($1) } }
        .joined(separator: "; ")
    sections = [
      (
        "Motivation",
        [
          Item(question: "For what purpose was it made?", answer: list(tasks)),
          Item(
            question: "Who made it?",
            answer: record.citation.flatMap { list(BibTeX.authors(in: $0)) }),
          Item(question: "What does its source say of it?", answer: record.description),
        ]
      ),
      (
        "Composition",
        [
          Item(question: "In which languages is it?", answer: list(languages)),
          Item(question: "What is it made of?", answer: list(record.modalities)),
          Item(
            question: "How much is there of it?",
            answer: list(
              [
                record.size?.records.map { "\($0) records" },
                record.size?.bytes.map { "\($0) bytes" },
              ].compactMap { $0 })),
          Item(question: "Into which parts is it split?", answer: list(splits)),
          Item(question: "Is it about people?", answer: record.personalData.stated),
          Item(
            question: "Does it hold sensitive information?",
            answer: said("personalSensitiveInformation")),
          Item(question: "What is missing in it?", answer: said("dataCollectionMissingData")),
          Item(question: "Which biases does it have?", answer: said("dataBiases")),
        ]
      ),
      (
        "Collection",
        [
          Item(question: "How was it collected?", answer: said("dataCollection")),
          Item(question: "By which kind of collection?", answer: said("dataCollectionType")),
          Item(question: "From which raw data?", answer: said("dataCollectionRawData")),
          Item(question: "In which time?", answer: said("dataCollectionTimeframe")),
          Item(question: "From which other corpora?", answer: list(record.derivedFrom)),
          Item(question: "What did those concerned agree to?", answer: record.consent),
        ]
      ),
      (
        "Preprocessing and labelling",
        [
          Item(question: "How was it cleaned?", answer: said("dataPreprocessingProtocol")),
          Item(question: "How was it changed?", answer: said("dataManipulationProtocol")),
          Item(question: "How were gaps filled?", answer: said("dataImputationProtocol")),
          Item(question: "How was it labelled?", answer: said("dataAnnotationProtocol")),
          Item(question: "On which platform?", answer: said("dataAnnotationPlatform")),
          Item(question: "How far do labellers agree?", answer: said("dataAnnotationAnalysis")),
          Item(question: "How many labels has an item?", answer: said("annotationsPerItem")),
          Item(question: "Who labelled it?", answer: said("annotatorDemographics")),
          Item(question: "Which programs labelled it?", answer: said("machineAnnotationTools")),
        ]
      ),
      (
        "Uses",
        [
          Item(question: "What is it fit for?", answer: said("dataUseCases")),
          Item(question: "What is it not fit for?", answer: said("dataLimitations")),
          Item(question: "Whom may its use touch?", answer: said("dataSocialImpact")),
          Item(question: "For what is it held here?", answer: record.holding?.purpose),
        ]
      ),
      (
        "Distribution",
        [
          Item(question: "Under which licence?", answer: licence),
          Item(
            question: "Who can get it?",
            answer: record.access == .unknown ? nil : record.access.rawValue),
          Item(question: "Where is it?", answer: record.address),
          Item(question: "Since when?", answer: record.year.map(String.init)),
          Item(question: "How is it cited?", answer: record.citation),
        ]
      ),
      (
        "Maintenance",
        [
          Item(question: "Which version is this?", answer: record.version),
          Item(question: "Who keeps it, and how?", answer: said("dataReleaseMaintenancePlan")),
          Item(question: "Was it withdrawn?", answer: record.withdrawn.map { "yes, on \($0)" }),
          Item(question: "Until when is it held here?", answer: record.holding?.retention),
        ]
      ),
    ]
  }

  /// How many questions have an answer, and how many there are.
  public var completeness: (answered: Int, asked: Int) {
    let items = sections.flatMap(\.items)
    return (items.filter { Self.isAnswer($0.answer) }.count, items.count)
  }

  /// The datasheet as Markdown.
  public var markdown: String {
    let (answered, asked) = completeness
    var text = "# Datasheet: \(Markdown.line(name))\n\n"
    text += "Record `\(id)`; \(answered) of \(asked) questions answered.\n"
    for section in sections {
      text += "\n## \(section.title)\n"
      for item in section.items {
        text += "\n**\(item.question)**\n\n"
        if let answer = item.answer, Self.isAnswer(answer) {
          text += Markdown.block(answer) + "\n"
        } else {
          text += "not stated\n"
        }
      }
    }
    return text
  }

  private static func isAnswer(_ text: String?) -> Bool {
    text?.utf8.contains { $0 > 0x20 } == true
  }
}

extension PersonalData {
  /// The status, unless it is that nobody knows.
  fileprivate var stated: String? { self == .unknown ? nil : rawValue }
}

/// Other people's words inside Markdown.
enum Markdown {
  /// Words on one line, with nothing that Markdown or HTML would act on.
  static func line(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t": result += " "
      case "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "&":
        result.unicodeScalars.append("\\")
        result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Words as they are, as a block of code: four spaces in front of each line.
  static func block(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { "    \($0)" }.joined(separator: "\n")
  }
}

/// A data inventory: what is held, why, on which ground and until when, one row a record.
///
///     for row in Inventory.rows(of: records) { … }
public enum Inventory {
  /// What each column holds.
  public static let columns = [
    "id", "name", "languages", "licence", "personal_data", "consent", "withdrawn", "purpose",
    "legal_basis", "retention", "transfers", "files", "bytes", "hashed", "record_sha256",
  ]

  /// The rows; what is not stated says so.
  public static func rows(of records: [Dataset]) -> [[String]] {
    records.map { record in
      let none = "not stated"
      let licence = record.licence.id ?? (record.licence.raw.isEmpty ? none : record.licence.raw)
      let bytes = record.files.compactMap(\.bytes).reduce(0) { $0 &+ $1 }
      return [
        record.id, record.name, record.languages.map(\.code).joined(separator: " "), licence,
        record.personalData == .unknown ? none : record.personalData.rawValue,
        record.consent ?? none, record.withdrawn ?? "",
        record.holding?.purpose ?? none, record.holding?.legalBasis ?? none,
        record.holding?.retention ?? none,
        record.holding?.transfers.joined(separator: " ") ?? "",
        String(record.files.count), String(bytes),
        String(record.files.filter { $0.sha256 != nil }.count), record.sha256.description,
      ]
    }
  }

  /// The inventory as CSV (RFC 4180).
  public static func csv(of records: [Dataset]) -> String {
    ([columns] + rows(of: records)).map { row in
      row.map(quoted).joined(separator: ",") + "\r\n"
    }.joined()
  }

  /// A value between quotes where it must be. What a spreadsheet would run as a formula gets a quote
  /// sign in front.
  private static func quoted(_ text: String) -> String {
    let isFormula = text.utf8.first.map { Array("=+-@\t\r".utf8).contains($0) } == true
    let safe = isFormula ? "'" + text : text
    guard safe.utf8.contains(where: { Array(",\"\r\n".utf8).contains($0) }) else { return safe }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}

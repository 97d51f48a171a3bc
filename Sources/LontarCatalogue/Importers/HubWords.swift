/// The Hugging Face Hub's words for licences, tasks, sizes and languages.
enum HubWords {
  /// The Hub's word for a licence, if it has one.
  static func licence(of id: String?) -> String? {
    guard let id, !id.hasPrefix("LicenseRef-") else { return nil }
    switch id {
    case "ODC-By-1.0": return "odc-by"
    case "ODbL-1.0": return "odbl"
    case "PDDL-1.0": return "pddl"
    case "BSD-3-Clause-Clear": return "bsd-3-clause-clear"
    default: break
    }
    guard id == "Unlicense" || LicenceTable.classes[id] != nil else { return nil }
    for suffix in ["-only", "-or-later"] where id.hasSuffix(suffix) {
      return id.dropLast(suffix.utf8.count).lowercased()
    }
    return id.lowercased()
  }

  /// A task's name as the Hub's task ids are spelled: `NER` is `named-entity-recognition`.
  static func taskID(of task: String) -> String {
    guard let name = TaskTable.name(of: task) else { return task }
    return name.replacing(" ", with: "-")
  }

  /// The short name of a task id or category; what has none stays as it is.
  static func task(ofID id: String) -> String {
    TaskTable.task(named: id.replacing("-", with: " ")) ?? categories.first { $0.category == id }?
      .task
      ?? id
  }

  /// The Hub's category of a task.
  static func category(of task: String) -> String? {
    categories.first { $0.task == task }?.category
  }

  // The first task of a category is what the category alone is taken for.
  private static let categories: [(task: String, category: String)] = [
    ("MT", "translation"), ("SUM", "summarization"), ("QA", "question-answering"),
    ("ASR", "automatic-speech-recognition"), ("TTS", "text-to-speech"),
    ("STS", "sentence-similarity"), ("IC", "image-to-text"), ("VQA", "visual-question-answering"),
    ("IMC", "image-classification"), ("TRV", "text-retrieval"), ("SA", "text-classification"),
    ("NER", "token-classification"), ("SSP", "text-generation"), ("POS", "token-classification"),
    ("EC", "text-classification"), ("ABSA", "text-classification"), ("TE", "text-classification"),
    ("LI", "text-classification"), ("ABL", "text-classification"), ("INT", "text-classification"),
    ("HNC", "text-classification"), ("TL", "text-classification"), ("CR", "question-answering"),
    ("X-SUM", "summarization"), ("STTT", "translation"), ("OCR", "image-to-text"),
    ("ITT", "text-generation"), ("RLHF", "text-generation"), ("PRT", "text-generation"),
    ("SPEECH_LID", "audio-classification"), ("SER", "audio-classification"),
  ]

  /// The Hub's word for how much there is.
  static func size(_ records: Int) -> String {
    let steps = [
      (1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"),
      (10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B"),
      (10_000_000_000, "1B<n<10B"), (100_000_000_000, "10B<n<100B"),
      (1_000_000_000_000, "100B<n<1T"),
    ]
    return steps.first { records < $0.0 }?.1 ?? "n>1T"
  }

  /// A BCP 47 tag: `zh-Hant-TW` is Chinese in traditional letters in Taiwan.
  static func language(_ tag: String) -> DatasetLanguage {
    let parts = tag.split { $0 == "-" }
    guard let first = parts.first, parts.count > 1,
      LanguageTable.status(of: String(first)) != .invalid
    else { return DatasetLanguage(code: tag) }
    var language = DatasetLanguage(code: String(first))
    for part in parts.dropFirst() {
      let isWord = part.utf8.allSatisfy { 97...122 ~= $0 | 0x20 }
      switch part.utf8.count {
      case 4 where isWord && language.script == nil:
        language.script = part.prefix(1).uppercased() + part.dropFirst().lowercased()
      case 2 where isWord && language.country == nil: language.country = part.uppercased()
      default: return DatasetLanguage(code: tag)
      }
    }
    return language
  }
}

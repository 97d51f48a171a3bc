internal import ArgumentParser
internal import LontarJSON
internal import LontarStream
internal import LontarText
internal import LontarTokens

/// What a trained vocabulary is written as.
enum VocabularyFormat: String, CaseIterable, ExpressibleByArgument {
  case json
  case gpt2
  case tiktoken
  case sentencepiece

  /// The format that a file's name asks for.
  init(path: String?) {
    func ends(in suffix: String) -> Bool {
      path.map { Array($0.utf8).suffix(suffix.utf8.count).elementsEqual(suffix.utf8) } ?? false
    }
    self =
      ends(in: ".tiktoken")
      ? .tiktoken : ends(in: ".model") ? .sentencepiece : ends(in: "vocab.json") ? .gpt2 : .json
  }
}

/// The files that a vocabulary becomes, opened before the work begins.
struct TrainOutput {
  private let format: VocabularyFormat
  private let main: OutputFile
  private let merges: OutputFile?
  private let lineage: OutputFile?

  init(
    _ common: CommonOptions, format: VocabularyFormat, writesLineage: Bool, inputs: [Input]
  ) throws {
    self.format = format
    main = try OutputFile(common.outputTarget, inputs: inputs)
    guard case .file(let path) = common.outputTarget, isNoDevice(path) else {
      guard format != .gpt2 else {
        throw ValidationError("--format gpt2 writes two files: give -o DIRECTORY/vocab.json")
      }
      merges = nil
      lineage = nil
      return
    }
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
    let directory = String(path[..<(slash ?? path.startIndex)])
    merges =
      format == .gpt2
      ? try OutputFile(.file(directory + "merges.txt"), inputs: inputs) : nil
    lineage =
      writesLineage ? try OutputFile(.file(Self.lineagePath(of: path)), inputs: inputs) : nil
  }

  /// `tokenizer.lineage.json` beside `tokenizer.json`.
  static func lineagePath(of path: String) -> String {
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
    let start = name ?? path.startIndex
    let dot = path.utf8[start...].lastIndex(of: UInt8(ascii: "."))
    let stem = dot.map { $0 > start ? String(path[..<$0]) : path } ?? path
    return stem + ".lineage.json"
  }

  private func content(of model: TrainedModel) throws -> [UInt8] {
    switch format {
    case .json: try model.huggingFaceJSON()
    case .gpt2: try model.vocabularyJSON()
    case .tiktoken: try model.rankFile()
    case .sentencepiece: try model.sentencePieceModel()
    }
  }

  /// Writes everything, the lineage last.
  func write(
    _ model: TrainedModel, origins: [TextOrigin], words: (different: Int, total: UInt64),
    settings: [(name: String, value: [UInt8])]
  ) throws {
    let bytes = try content(of: model)
    let mergesBytes = merges == nil ? nil : try model.mergesText()
    try main.write(bytes.span)
    if let merges, let mergesBytes { try merges.write(mergesBytes.span) }
    if let lineage {
      var text = Array("{\n  \"lontar\": \"0.1.0\",\n  \"icu\": ".utf8)
      text += jsonString(LibraryVersions.icu)
      text.append(contentsOf: ",\n  \"output\": ".utf8)
      text += jsonString(main.name)
      let hash = TextOrigin.sha256(of: bytes.span)
      text.append(contentsOf: ",\n  \"sha256\": \"\(hash)\",\n  \"settings\": {".utf8)
      for (index, setting) in settings.enumerated() {
        text.append(contentsOf: (index > 0 ? ",\n    " : "\n    ").utf8)
        text += jsonString(setting.name)
        text.append(contentsOf: ": ".utf8)
        text.append(contentsOf: setting.value)
      }
      text.append(
        contentsOf: """

            },
            "words": \(words.total),
            "different_words": \(words.different),
            "tokens": \(model.vocabulary.keptCount),
            "dropped": \(model.vocabulary.droppedCount),
            "merges": \(model.vocabulary.merges.count),
            "inputs": [
          """.utf8)
      for (index, origin) in origins.enumerated() {
        text.append(contentsOf: (index > 0 ? ",\n    " : "\n    ").utf8)
        origin.appendJSON(to: &text)
      }
      text.append(contentsOf: (origins.isEmpty ? "]\n}\n" : "\n  ]\n}\n").utf8)
      try lineage.write(text.span)
    }
    try main.finish()
    try merges?.finish()
    try lineage?.finish()
  }
}

/// Whether a path is a file, or will be one.
private func isNoDevice(_ path: String) -> Bool { !fileExists(path) || isRegularFile(path) }

/// A value of JSON.
func jsonString(_ text: String) -> [UInt8] {
  var bytes: [UInt8] = []
  appendJSONString(text.utf8.span, to: &bytes)
  return bytes
}

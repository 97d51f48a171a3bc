public import ArgumentParser
public import LontarSegmentation
internal import LontarStream
internal import LontarText

/// What finds the words.
struct EngineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What finds words: icu alone, or lontar, which corrects it.", valueName: "NAME"))
  var engine: Segmenter.Engine = .lontar

  @Option(
    help: ArgumentHelp(
      """
      What corrects it: a file of train-segmenter's. By default CODE.seg in a folder of \
      LONTAR_MODELS (several with ':' between them), or else in ~/.local/share/lontar/models, or \
      else the model that is part of lontar.
      """,
      valueName: "FILE"))
  var model: String?

  func validate() throws {
    if engine == .icu && model != nil { throw ValidationError("--engine icu uses no --model") }
  }

  /// Opens what the options ask for.
  func segmenter(
    language: Language, unit: Segmenter.Unit = .word,
    options: Segmenter.Options = Segmenter.Options()
  ) throws -> Segmenter {
    let learned = unit.usesModels && engine == .lontar ? try userModel(for: language) : nil
    return try Segmenter(
      language: language, unit: unit, engine: engine, model: learned, options: options)
  }

  /// Opens what the options ask for, by a language or, for nil, by every language.
  func segmenter(
    _ language: Language?, unit: Segmenter.Unit = .word, options: Segmenter.Options
  ) throws -> Segmenter {
    if let language { return try segmenter(language: language, unit: unit, options: options) }
    var models: [BoundaryModel] = []
    if engine == .lontar && unit.usesModels {
      models = try model.map { [try Self.read($0)] } ?? []
      for language in Language.all where !models.contains(where: { $0.language == language }) {
        if let file = Self.file(for: language) { models.append(try Self.read(file)) }
      }
    }
    return try Segmenter(unit: unit, engine: engine, models: models, options: options)
  }

  /// The model of the user's that serves a language, if there is one.
  private func userModel(for language: Language) throws -> BoundaryModel? {
    guard let file = model ?? Self.file(for: language) else { return nil }
    let learned = try Self.read(file)
    guard learned.language == language else {
      throw FileProblem(file: file, problem: OtherLanguage(code: learned.language.rawValue))
    }
    return learned
  }

  /// The first file of a language's name in the folders of models.
  private static func file(for language: Language) -> String? {
    folders.lazy.map { "\($0)/\(language.rawValue).seg" }.first(where: fileExists)
  }

  /// Where models are looked for.
  private static var folders: [String] {
    if let folders = environmentVariable("LONTAR_MODELS") {
      return folders.split(separator: ":").map(String.init)
    }
    if let data = environmentVariable("XDG_DATA_HOME") { return ["\(data)/lontar/models"] }
    return environmentVariable("HOME").map { ["\($0)/.local/share/lontar/models"] } ?? []
  }

  /// Maps a model's file, or reads it where it cannot be mapped: a pipe, or a compressed one.
  static func read(_ file: String) throws -> BoundaryModel {
    let isPlain = file != "-" && !file.hasSuffix(".gz") && !file.hasSuffix(".zst")
    if isPlain, let mapped = try mapped(file) { return mapped }
    let bytes = try Input.file(file).contents()
    do {
      return try BoundaryModel(parsing: bytes.span)
    } catch {
      throw FileProblem(file: file, problem: error)
    }
  }

  private static func mapped(_ file: String) throws -> BoundaryModel? {
    do {
      return try BoundaryModel(contentsOf: file)
    } catch .cannotRead {
      // What the reader of streams says of it names the reason.
      return nil
    } catch {
      throw FileProblem(file: file, problem: error)
    }
  }

  private struct OtherLanguage: Error, CustomStringConvertible {
    var code: String

    var description: String { "a model for the language '\(code)'" }
  }
}

extension Segmenter.Engine: ExpressibleByArgument {}

extension Segmenter.Unit {
  /// Whether models have a say in where the pieces end.
  fileprivate var usesModels: Bool { self == .word || self == .syllable }
}

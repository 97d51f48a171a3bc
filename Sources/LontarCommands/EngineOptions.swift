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
    help: ArgumentHelp("Correct ICU's words by what train-segmenter learned.", valueName: "FILE"))
  var model: String?

  func validate() throws {
    if engine == .icu && model != nil { throw ValidationError("--engine icu uses no --model") }
  }

  /// Opens what the options ask for.
  func segmenter(
    language: Language, unit: Segmenter.Unit = .word,
    options: Segmenter.Options = Segmenter.Options()
  ) throws -> Segmenter {
    guard let model else {
      return try Segmenter(language: language, unit: unit, engine: engine, options: options)
    }
    let learned = try Self.read(model)
    guard learned.language == language else {
      throw FileProblem(file: model, problem: OtherLanguage(code: learned.language.rawValue))
    }
    return try Segmenter(language: language, unit: unit, model: learned, options: options)
  }

  /// Reads a model from its file.
  static func read(_ file: String) throws -> BoundaryModel {
    let bytes = try Input.file(file).contents()
    do {
      return try BoundaryModel(parsing: bytes.span)
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

internal import ArgumentParser
internal import LontarText
internal import LontarTokens

/// How text is cut before it is counted, trained on or encoded.
struct PreTokenizerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What cuts the text into words (default: lontar, or what a file says): \
      \(PreTokenizer.names.joined(separator: ", ")).
      """,
      valueName: "NAME"))
  var preTokenizer: String?

  @Option(
    help: ArgumentHelp(
      """
      Cut at the matches of a regular expression, as Hugging Face's Split and tiktoken do; given \
      again, each cuts what the one before has left.
      """,
      valueName: "REGEX"))
  var pattern: [String] = []

  @Option(
    help: ArgumentHelp("The language of --pre-tokenizer words.", valueName: "CODE"),
    transform: Language.init(argument:))
  var lang: Language?

  func validate() throws { _ = try chosen() }

  /// The pre-tokenizer that the options ask for, if they do.
  ///
  /// - Throws: `ValidationError` for wrong usage.
  func chosen() throws -> PreTokenizer? {
    let isWords = preTokenizer?.utf8.elementsEqual("words".utf8) == true
    guard lang == nil || isWords else {
      throw ValidationError("--lang is for --pre-tokenizer words")
    }
    if !pattern.isEmpty {
      guard preTokenizer == nil else {
        throw ValidationError("--pattern takes the place of --pre-tokenizer: give one or the other")
      }
      do {
        return try PreTokenizer(patterns: pattern)
      } catch {
        throw ValidationError("\(error)")
      }
    }
    guard let preTokenizer else { return nil }
    if isWords {
      guard let lang else { throw ValidationError("--pre-tokenizer words needs --lang") }
      return try PreTokenizer.words(language: lang)
    }
    guard let found = PreTokenizer(name: preTokenizer) else {
      throw ValidationError(
        "unknown pre-tokenizer '\(preTokenizer)'; there are "
          + PreTokenizer.names.joined(separator: ", "))
    }
    return found
  }
}

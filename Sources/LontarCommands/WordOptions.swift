public import ArgumentParser
public import LontarSegmentation
internal import LontarStream

/// What may be done differently about words.
struct WordOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Never break these words: one a line, with a tab and a weight from 1 to 1000 if it is not 1.",
      valueName: "FILE"))
  var dictionary: String?

  @Option(
    help: ArgumentHelp(
      "What to do at zero-width spaces: honour them as ends of words, or ignore them.",
      valueName: "WHAT"))
  var zwsp: Segmenter.ZeroWidthSpaces = .honour

  @Flag(
    help: """
      Part words from what is written onto them: -nya -ku -mu -lah -kah -pun, ku- kau- in id and ms, \
      -ng -g in fil and ceb, -e -ne -ku -mu and others in jv, -na in su.
      """)
  var splitClitics = false

  @Option(
    help: ArgumentHelp(
      """
      How long words are where conventions differ: compound keeps การ+verb, ครอบครัว and what dictionaries \
      list whole; morpheme cuts them, doubled words (orang|-|orang) and clitics too; word is the \
      convention of the texts that were learned from.
      """, valueName: "HOW"))
  var granularity: Segmenter.Granularity = .word

  /// What the options ask for.
  func options() throws -> Segmenter.Options {
    var options = Segmenter.Options()
    options.zeroWidthSpaces = zwsp
    options.splitsClitics = splitClitics
    options.granularity = granularity
    if let dictionary {
      let bytes = try Input.file(dictionary).contents()
      do {
        options.dictionary = try CustomDictionary(parsing: bytes.span)
      } catch {
        throw FileProblem(file: dictionary, problem: error)
      }
    }
    return options
  }

  /// Refuses what means nothing for a unit other than words.
  func validate(for unit: Segmenter.Unit) throws {
    guard unit != .word else { return }
    if dictionary != nil { throw ValidationError("--dictionary needs --unit word") }
    if granularity != .word { throw ValidationError("--granularity needs --unit word") }
    if splitClitics { throw ValidationError("--split-clitics needs --unit word") }
    if zwsp != .honour && unit != .syllable {
      throw ValidationError("--zwsp needs --unit word or syllable")
    }
  }
}

extension Segmenter.Granularity: ExpressibleByArgument {}
extension Segmenter.ZeroWidthSpaces: ExpressibleByArgument {}

public import ArgumentParser
internal import LontarJSON
internal import LontarStream
public import LontarText

/// The options of the rules of languages.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The language whose rules run, as BCP 47 or ISO 639-3 code, or 'xhm' for Middle Khmer; with \
      'auto' each record's own, and where it is not clear the rules for every language.
      """,
      valueName: "CODE|auto"),
    transform: RuleLanguage.init(argument:))
  var lang: RuleLanguage?

  @Option(
    help: ArgumentHelp(
      """
      none, standard (mends faults) or aggressive (also folds, for keys of search), and single \
      rules more or less, as in standard,+T12,-G11 (default: standard with --lang, else none).
      """,
      valueName: "RULES"),
    transform: RuleSet.init(argument:))
  var rules: RuleSet?

  @Option(
    help: ArgumentHelp(
      """
      Zero-width spaces: keep (and 'lontar segment' ends words there), remove, boundary (each \
      record becomes JSON with its text and the bytes at which they were, for other tools), space \
      (default: keep in th, lo, km, my and without --lang, else remove).
      """,
      valueName: "POLICY"))
  var zwsp: ZeroWidthSpacePolicy?

  @Option(
    help: ArgumentHelp(
      "Vietnamese tones in oa, oe, uy: keep; old (hòa); new (hoà).", valueName: "STYLE"))
  var tone: ToneStyle = .keep

  @Option(
    help: ArgumentHelp(
      "Words to replace after all rules: lines of a word, a tab, and what to write.",
      valueName: "FILE"))
  var lexicon: String?

  @Flag(help: "Write what each rule changed in each record, as a JSON array, instead of text.")
  var explain = false

  @Flag(
    help: """
      Write how well each record obeys the structure of its script (th, vi, km, lo, my), as JSON, \
      instead of text.
      """)
  var score = false

  @Flag(help: "List the rules, with --lang those that are for the language.")
  var listRules = false

  func validate() throws {
    if explain && score { throw ValidationError("--explain and --score exclude each other") }
    if (explain || score) && zwsp == .boundary {
      throw ValidationError("--zwsp boundary writes JSON of its own")
    }
    if score {
      guard let language else { throw ValidationError("--score needs --lang with a language") }
      guard Validity.languages.contains(language) else {
        throw ValidationError("\(TextError.noValidity(language))")
      }
    }
    // Refuse rules before any file is opened.
    do {
      _ = try makeNormalizers(form: .nfc, invalid: .fail, lexicon: nil)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// The language that is named.
  var language: Language? { lang?.language }

  /// The normalisers that the options ask for.
  func normalizers(
    form: NormalizationForm, invalid: InvalidUTF8Policy, streamSafe: Bool = false
  ) throws -> RecordNormalizers {
    try makeNormalizers(
      form: form, invalid: invalid, lexicon: lexicon.map(Self.words), streamSafe: streamSafe)
  }

  private static func words(in path: String) throws -> Lexicon {
    let bytes = try Input.file(path).contents()
    do {
      return try Lexicon(bytes.span)
    } catch {
      throw FileProblem(file: path, problem: error)
    }
  }

  private func makeNormalizers(
    form: NormalizationForm, invalid: InvalidUTF8Policy, lexicon: Lexicon?,
    streamSafe: Bool = false
  ) throws -> RecordNormalizers {
    let named = rules ?? (lang == nil ? RuleSet.none : RuleSet.standard)
    let chosen = lang?.isMiddleKhmer == true ? named.forMiddleKhmer : named
    func make(_ rules: RuleSet, _ language: Language?, _ tone: ToneStyle) throws -> Normalizer {
      try Normalizer(
        form: form, rules: rules, language: language, zeroWidthSpaces: zwsp, toneStyle: tone,
        lexicon: lexicon, invalid: invalid, streamSafe: streamSafe)
    }
    guard let lang, lang.language == nil else {
      return RecordNormalizers(try make(chosen, language, tone))
    }
    return RecordNormalizers(
      try make(chosen.restricted(to: nil), nil, .keep),
      byLanguage: try Language.all.map { language in
        try make(chosen.restricted(to: language), language, language == .vietnamese ? tone : .keep)
      })
  }

  /// Whether any option asks for rules.
  var areUsed: Bool {
    lang != nil || rules != nil || zwsp != nil || lexicon != nil || tone != .keep || explain
  }

  /// What is written instead of text, if anything is.
  var output: RuleReport.Kind? {
    if explain { return .changes }
    if score { return .score }
    return zwsp == .boundary ? .boundaries : nil
  }

  /// The table of rules.
  var list: String {
    var table = TextTable(["rule", "runs in", "what it does"])
    for rule in Rule.allCases where language == nil || rule.applies(to: language) {
      table.add([rule.id, rule.level.rawValue, rule.summary])
    }
    return table.text
  }
}

/// A language as its rules know it.
struct RuleLanguage {
  /// None where each record's own is to be found.
  var language: Language?
  var isMiddleKhmer = false

  init(argument: String) throws {
    if argument.utf8.elementsEqual("xhm".utf8) {
      language = .khmer
      isMiddleKhmer = true
    } else {
      language = try LanguageChoice(argument: argument).language
    }
  }
}

/// The normalisers of a run: one, or with `--lang auto` one for each language.
struct RecordNormalizers: Sendable {
  /// The one for all records, or for those whose language is not clear.
  let common: Normalizer
  private let byLanguage: [Normalizer]
  private let identifier = LanguageIdentifier()

  /// - Parameter byLanguage: In the order of `Language.all`; none if there is one for all.
  init(_ common: Normalizer, byLanguage: [Normalizer] = []) {
    self.common = common
    self.byLanguage = byLanguage
  }

  /// Whether all records have the same.
  var isOne: Bool { byLanguage.isEmpty }

  /// The one for a record.
  func normalizer(for text: Span<UInt8>) -> Normalizer {
    guard !isOne, let language = identifier.identify(text).language,
      let index = Language.all.firstIndex(of: language)
    else { return common }
    return byLanguage[index]
  }
}

/// What is written about a record instead of its text.
struct RuleReport {
  enum Kind: Sendable {
    case changes
    case score
    case boundaries
  }

  private var text: [UInt8] = []
  private var changes: [RuleChange] = []
  private var boundaries: [Int] = []

  mutating func append(
    _ kind: Kind, of record: Span<UInt8>, _ normalizer: Normalizer, _ language: Language?,
    to output: inout [UInt8]
  ) throws -> Normalizer.Outcome {
    text.removeAll(keepingCapacity: true)
    switch kind {
    case .changes:
      let outcome = try normalizer.explain(record, appendingTo: &text, changes: &changes)
      appendChanges(to: &output)
      return outcome
    case .score:
      guard let language else { return .normalized }
      // The rules would mend what is to be judged.
      let invalid = normalizer.invalid == .pass ? .replace : normalizer.invalid
      let outcome = try Normalizer(form: .nfc, invalid: invalid)
        .normalize(record, appendingTo: &text)
      let validity = try Validity(of: text.span, language: language)
      var share = "null"
      if let exact = validity.share { share = "\((exact * 10_000).rounded() / 10_000)" }
      let line = "{\"bad\":\(validity.bad),\"good\":\(validity.good),\"score\":\(share)}"
      output.append(contentsOf: line.utf8)
      return outcome
    case .boundaries:
      let outcome = try normalizer.normalize(
        record, appendingTo: &text, boundaries: &boundaries)
      let list = boundaries.map { "\($0)" }.joined(separator: ",")
      output.append(contentsOf: "{\"boundaries\":[\(list)],\"text\":".utf8)
      appendJSONString(text.span, to: &output)
      output.append(UInt8(ascii: "}"))
      return outcome
    }
  }

  private func appendChanges(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "["))
    for (number, change) in changes.enumerated() {
      if number > 0 { output.append(UInt8(ascii: ",")) }
      output.append(contentsOf: "{\"after\":".utf8)
      appendJSONString(change.after.span, to: &output)
      output.append(contentsOf: ",\"before\":".utf8)
      appendJSONString(change.before.span, to: &output)
      let place = "\(change.source.lowerBound),\(change.source.upperBound)"
      output.append(contentsOf: ",\"bytes\":[\(place)],\"rule\":\"\(change.rule)\"}".utf8)
    }
    output.append(UInt8(ascii: "]"))
  }
}

extension ZeroWidthSpacePolicy: ExpressibleByArgument {}
extension ToneStyle: ExpressibleByArgument {}

extension RuleSet {
  /// Reads the rules that an option names.
  init(argument: String) throws {
    do {
      self = try RuleSet(argument)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}

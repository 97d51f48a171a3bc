internal import ArgumentParser
internal import LontarJSON
internal import LontarTokens

/// What tokens a vocabulary may have.
struct TokenOptions: ParsableArguments {
  /// What tokens are made of.
  enum Model: String, CaseIterable, ExpressibleByArgument {
    case bytes
    case characters
  }

  /// A number of tokens, or a share of all.
  struct Share {
    var number: Double

    init(argument: String) throws {
      guard let number = Double(argument), number > 0, number.isFinite,
        number < 1 || number == number.rounded()
      else { throw ValidationError("'\(argument)' is neither a number nor a share such as 0.2") }
      self.number = number
    }

    func count(of all: Int) -> Int {
      number < 1 ? Int((number * Double(all)).rounded()) : Int(min(number, Double(all)))
    }
  }

  @Option(
    help: ArgumentHelp(
      "A text that is a token of its own; give it once for each.", valueName: "TOKEN"))
  var special: [String] = []

  @Option(help: ArgumentHelp("Merge only pairs that occur so often.", valueName: "N"))
  var minFrequency: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      """
      characters: tokens are whole characters, or the beginning of one; syllables: and whole \
      orthographic syllables, or the beginning of one; none: any bytes.
      """,
      valueName: "WHAT"))
  var integrity: Integrity = .none

  @Option(
    help: ArgumentHelp(
      "Tokens of more than two bytes (or characters) stay shorter than this.", valueName: "N"))
  var maxTokenLength: Int?

  @Option(
    help: ArgumentHelp(
      "What tokens are made of; characters are cut by metaspace by default.", valueName: "WHAT"))
  var model: Model = .bytes

  @Option(
    help: ArgumentHelp(
      """
      Characters that have a token whether the text holds them or not. For bytes all 256 do, \
      unless this is given, in the characters that stand for bytes in files.
      """,
      valueName: "TEXT"))
  var initialAlphabet: String?

  @Option(
    help: ArgumentHelp("Keep only so many characters, the most frequent.", valueName: "N"))
  var limitAlphabet: Int?

  @Option(
    help: ArgumentHelp(
      "Keep so many characters that they make up this share of the text, such as 0.9995.",
      valueName: "SHARE"))
  var coverage: Double?

  @Option(
    help: ArgumentHelp(
      "What tokens that continue a word begin with, such as '##'.", valueName: "TEXT"))
  var continuingPrefix: String?

  @Option(
    help: ArgumentHelp(
      "What tokens that end a word end with, such as '</w>'.", valueName: "TEXT"))
  var endOfWordSuffix: String?

  @Flag(help: "Give each byte a token too, for characters that have none.")
  var byteFallback = false

  @Option(
    help: ArgumentHelp(
      "The special token for what has no token, with --model characters.", valueName: "TOKEN"))
  var unknown: String?

  @Option(
    help: ArgumentHelp(
      "Go on from this tokenizer, whose ids and merges stay as they are.", valueName: "FILE"))
  var extend: String?

  @Option(
    help: ArgumentHelp(
      "Let so many tokens, or such a share of them, reach across blanks and signs (SuperBPE).",
      valueName: "N"),
    transform: Share.init(argument:))
  var superwords: Share?

  @Option(
    help: ArgumentHelp(
      """
      Drop tokens that are only parts of others, and learn others in their place: those of which \
      one merge takes this share or more, such as 0.9 (after PickyBPE). A .json keeps them as steps, \
      with ids from --vocab-size on, and Lontar takes them apart again, as SentencePiece does with a \
      .model; other programs that read the .json give these ids where steps are left.
      """,
      valueName: "SHARE"))
  var picky: Double?

  /// Whether the alphabet is not simply the 256 bytes.
  var usesCharacters: Bool {
    model == .characters || initialAlphabet != nil || limitAlphabet != nil || coverage != nil
      || continuingPrefix != nil || endOfWordSuffix != nil
  }

  func validate(_ vocabularySize: Int) throws {
    if byteFallback || unknown != nil, model != .characters {
      throw ValidationError("--byte-fallback and --unknown need --model characters")
    }
    if let maxTokenLength, maxTokenLength < 2 {
      throw ValidationError("--max-token-length must be at least 2")
    }
    if let limitAlphabet, limitAlphabet < 1 {
      throw ValidationError("--limit-alphabet must be at least 1")
    }
    if let coverage, !(coverage > 0 && coverage <= 1) {
      throw ValidationError("--coverage must be above 0 and at most 1")
    }
    if let picky, !(picky > 0 && picky <= 1) {
      throw ValidationError("--picky must be above 0 and at most 1")
    }
    if picky != nil, continuingPrefix != nil || endOfWordSuffix != nil || superwords != nil {
      throw ValidationError("--picky goes without prefixes, suffixes and --superwords")
    }
    if extend != nil, maxTokenLength != nil {
      throw ValidationError("--extend counts no characters: leave --max-token-length out")
    }
  }

  func alphabet(isMetaspace: Bool) -> BPETrainer.Alphabet {
    guard usesCharacters else { return .bytes }
    var alphabet = CharacterAlphabet()
    alphabet.standsForBytes = model == .bytes
    alphabet.initial = Array((initialAlphabet ?? "").unicodeScalars)
    if model == .bytes && initialAlphabet == nil { alphabet.initial = CharacterAlphabet.allBytes }
    alphabet.limit = limitAlphabet
    alphabet.coverage = coverage
    alphabet.continuingPrefix = continuingPrefix ?? ""
    alphabet.endOfWordSuffix = endOfWordSuffix ?? ""
    alphabet.marksBlanks = model == .characters && isMetaspace
    alphabet.hasByteFallback = byteFallback
    return .characters(alphabet)
  }

  /// The special tokens, with those that a format cannot do without.
  func specialTokens(for format: VocabularyFormat) -> [String] {
    var tokens = special
    if format == .sentencepiece, !special.contains("<unk>") {
      tokens = ["<unk>", "<s>", "</s>"] + special
    }
    if let unknown, !tokens.contains(unknown) { tokens.insert(unknown, at: 0) }
    return tokens
  }

  func unknownToken(for format: VocabularyFormat) -> String? {
    guard model == .characters else { return nil }
    return unknown ?? (specialTokens(for: format).contains("<unk>") ? "<unk>" : nil)
  }

  var settings: [(name: String, value: [UInt8])] {
    var settings: [(name: String, value: [UInt8])] = [
      ("model", jsonString(model.rawValue)),
      ("integrity", jsonString(integrity.rawValue)),
      ("min_frequency", Array("\(minFrequency)".utf8)),
    ]
    func note(_ name: String, _ text: String?) {
      if let text { settings.append((name, jsonString(text))) }
    }
    func note(_ name: String, _ number: (some CustomStringConvertible)?) {
      if let number { settings.append((name, Array("\(number)".utf8))) }
    }
    var list = Array("[".utf8)
    for (index, token) in special.enumerated() {
      if index > 0 { list.append(contentsOf: ", ".utf8) }
      list += jsonString(token)
    }
    settings.append(("special", list + Array("]".utf8)))
    note("max_token_length", maxTokenLength)
    note("initial_alphabet", initialAlphabet)
    note("limit_alphabet", limitAlphabet)
    note("coverage", coverage)
    note("continuing_prefix", continuingPrefix)
    note("end_of_word_suffix", endOfWordSuffix)
    if byteFallback { note("byte_fallback", true) }
    note("unknown", unknown)
    note("extend", extend)
    note("superwords", superwords?.number)
    note("picky", picky)
    return settings
  }
}

// Reading the stages of a `tokenizer.json`: all but its tokens and its model.
internal import LontarJSON

enum HuggingFaceStages {
  // MARK: Normaliser

  static func normalizer(
    _ value: JSONValue?, _ field: String
  ) throws(TokenizerError) -> TextNormalizer? {
    guard let (stage, type) = try typed(value, field) else { return nil }
    switch type {
    case "Sequence":
      var stages: [TextNormalizer] = []
      for (index, one) in try list(stage, "normalizers", field).enumerated() {
        if let made = try normalizer(one, "\(field).normalizers[\(index)]") { stages.append(made) }
      }
      return .sequence(stages)
    case "BertNormalizer", "Bert":
      let lowercases = flag(stage, "lowercase", or: true)
      return .bert(
        cleansText: flag(stage, "clean_text", or: true),
        spacesChinese: flag(stage, "handle_chinese_chars", or: true),
        stripsAccents: flag(stage, "strip_accents", or: lowercases), lowercases: lowercases)
    case "NFC": return .form(compatible: false, composed: true)
    case "NFD": return .form(compatible: false, composed: false)
    case "NFKC": return .form(compatible: true, composed: true)
    case "NFKD": return .form(compatible: true, composed: false)
    case "Lowercase": return .lowercase
    case "Strip":
      return .strip(
        left: flag(stage, "strip_left", or: true), right: flag(stage, "strip_right", or: true))
    case "StripAccents": return .stripAccents
    case "Nmt": return .nmt
    case "ByteLevel": return .byteLevel
    case "Prepend": return .prepend(try bytes(stage, "prepend", field))
    case "Replace":
      return .replace(try pattern(stage, field), with: try bytes(stage, "content", field))
    case "Precompiled":
      let text = try bytes(stage, "precompiled_charsmap", field)
      guard let blob = base64Decoded(text), let map = CharacterMap(blob) else {
        throw .inconsistent(
          field: "\(field).precompiled_charsmap", reason: "it is not a compiled character map")
      }
      return .characterMap(map)
    default: throw .unsupported(field: field, value: type)
    }
  }

  // MARK: Pre-tokenizer

  /// The stages in a row.
  static func cutters(
    _ value: JSONValue?, _ field: String
  ) throws(TokenizerError) -> [PieceCutter] {
    guard let (stage, type) = try typed(value, field) else { return [] }
    guard type == "Sequence" else { return [try cutter(stage, type, field)] }
    let stages = try list(stage, "pretokenizers", field)
    // Our own grammars that no expressions give are named beside those that come nearest.
    if let name = stage["lontar"]?.string {
      let text = String(decoding: name, as: UTF8.self)
      guard let grammar = PreTokenizer(name: text) else {
        throw .unsupported(field: "\(field).lontar", value: text)
      }
      let rest = stages.drop { Self.isIsolatedExpression($0) != nil }
      var cutters: [PieceCutter] = [.grammar(grammar)]
      for one in rest { cutters += try self.cutters(one, field) }
      return cutters
    }
    var cutters: [PieceCutter] = []
    var index = 0
    while index < stages.count {
      let run = stages[index...].prefix { Self.isIsolatedExpression($0) != nil }
      let patterns = run.compactMap(Self.isIsolatedExpression)
      if patterns.count > 1, let grammar = Self.grammar(patterns) {
        cutters.append(.grammar(grammar))
        index += patterns.count
        continue
      }
      cutters += try self.cutters(stages[index], "\(field).pretokenizers[\(index)]")
      index += 1
    }
    return cutters
  }

  /// The expression of a `Split` that leaves its matches alone.
  private static func isIsolatedExpression(_ stage: JSONValue) -> String? {
    guard stage["type"]?.string == Array("Split".utf8),
      stage["behavior"]?.string == Array("Isolated".utf8),
      let pattern = stage["pattern"]?["Regex"]?.string
    else { return nil }
    return String(decoding: pattern, as: UTF8.self)
  }

  /// The grammar that has these expressions.
  private static func grammar(_ patterns: [String]) -> PreTokenizer? {
    let wanted = patterns.map { Array($0.utf8) }
    return Grammar.allCases.first { $0.patterns.map { Array($0.utf8) } == wanted }
      .map(PreTokenizer.init(grammar:))
  }

  private static func cutter(
    _ stage: JSONValue, _ type: String, _ field: String
  ) throws(TokenizerError) -> PieceCutter {
    switch type {
    case "ByteLevel":
      return .byteLevel(
        addsSpace: flag(stage, "add_prefix_space", or: true),
        cuts: flag(stage, "use_regex", or: true), spells: true)
    case "Whitespace": return .whitespace
    case "WhitespaceSplit": return .whitespaceSplit
    case "BertPreTokenizer": return .bert
    case "UnicodeScripts": return .scripts
    case "Metaspace":
      let replacement = try scalar(stage, "replacement", field)
      return .metaspace(
        replacement: replacement, scheme: try scheme(stage, field),
        splits: flag(stage, "split", or: true))
    case "Punctuation": return .punctuation(try behavior(stage, field, or: .isolated))
    case "Digits": return .digits(individual: flag(stage, "individual_digits", or: false))
    case "CharDelimiterSplit":
      return .delimiter(scalars(of: try scalar(stage, "delimiter", field))[0])
    case "FixedLength":
      let length = stage["length"]?.int ?? 5
      guard length > 0 else {
        throw .missing(field: "\(field).length", expected: "a length")
      }
      return .fixedLength(length)
    case "Split": return try split(stage, field)
    default: throw .unsupported(field: field, value: type)
    }
  }

  private static func split(
    _ stage: JSONValue, _ field: String
  ) throws(TokenizerError) -> PieceCutter {
    let behavior = try behavior(stage, field, or: nil)
    let inverts = flag(stage, "invert", or: false)
    if let text = stage["pattern"]?["Regex"]?.string {
      // The published grammars match all of a text.
      let known = grammar([String(decoding: text, as: UTF8.self)])
      if let known, behavior == .isolated || behavior == .removed && inverts {
        return .grammar(known)
      }
    }
    return .split(try pattern(stage, field), behavior, inverts: inverts)
  }

  private static func behavior(
    _ stage: JSONValue, _ field: String, or none: SplitBehavior?
  ) throws(TokenizerError) -> SplitBehavior {
    guard let name = stage["behavior"]?.string else {
      if let none { return none }
      throw .missing(field: "\(field).behavior", expected: "a string")
    }
    let text = String(decoding: name, as: UTF8.self)
    guard let behavior = SplitBehavior(rawValue: text) else {
      throw .unsupported(field: "\(field).behavior", value: text)
    }
    return behavior
  }

  private static func scheme(
    _ stage: JSONValue, _ field: String
  ) throws(TokenizerError) -> PieceCutter.PrependScheme {
    guard let name = stage["prepend_scheme"]?.string else {
      return flag(stage, "add_prefix_space", or: true) ? .always : .never
    }
    let text = String(decoding: name, as: UTF8.self)
    guard let scheme = PieceCutter.PrependScheme(rawValue: text) else {
      throw .unsupported(field: "\(field).prepend_scheme", value: text)
    }
    guard flag(stage, "add_prefix_space", or: true) || scheme == .never else {
      throw .inconsistent(
        field: "\(field).add_prefix_space", reason: "it contradicts the prepend_scheme \(text)")
    }
    return scheme
  }

  private static func pattern(
    _ stage: JSONValue, _ field: String
  ) throws(TokenizerError) -> TextPattern {
    if let text = stage["pattern"]?["String"]?.string {
      guard !text.isEmpty else { throw .emptyPattern("") }
      return .literal(text)
    }
    guard let text = stage["pattern"]?["Regex"]?.string else {
      throw .missing(field: "\(field).pattern", expected: "a String or a Regex")
    }
    return .expression(try SharedPattern(String(decoding: text, as: UTF8.self)))
  }

  // MARK: Post-processor

  static func postProcessor(
    _ value: JSONValue?, _ field: String
  ) throws(TokenizerError) -> PostProcessor? {
    guard let (stage, type) = try typed(value, field) else { return nil }
    switch type {
    case "Sequence":
      var stages: [PostProcessor] = []
      for (index, one) in try list(stage, "processors", field).enumerated() {
        if let made = try postProcessor(one, "\(field).processors[\(index)]") {
          stages.append(made)
        }
      }
      return .sequence(stages)
    case "ByteLevel":
      return .byteLevel(
        trims: flag(stage, "trim_offsets", or: true),
        addsSpace: flag(stage, "add_prefix_space", or: true))
    case "BertProcessing":
      return .bert(
        cls: try special(stage, "cls", field), separator: try special(stage, "sep", field))
    case "RobertaProcessing":
      return .roberta(
        cls: try special(stage, "cls", field), separator: try special(stage, "sep", field),
        trims: flag(stage, "trim_offsets", or: true),
        addsSpace: flag(stage, "add_prefix_space", or: true))
    case "TemplateProcessing":
      return .template(
        single: try template(stage, "single", field), pair: try template(stage, "pair", field))
    default: throw .unsupported(field: field, value: type)
    }
  }

  private static func special(
    _ stage: JSONValue, _ key: String, _ field: String
  ) throws(TokenizerError) -> PostProcessor.Special {
    guard let pair = stage[key]?.array, pair.count == 2, let name = pair[0].string,
      let id = pair[1].int, let token = TokenID(exactly: id)
    else { throw .missing(field: "\(field).\(key)", expected: "a token and its id") }
    return PostProcessor.Special(id: token, name: name)
  }

  private static func template(
    _ stage: JSONValue, _ key: String, _ field: String
  ) throws(TokenizerError) -> [PostProcessor.Part] {
    var parts: [PostProcessor.Part] = []
    for (index, piece) in try list(stage, key, field).enumerated() {
      let place = "\(field).\(key)[\(index)]"
      if let text = piece["Sequence"] {
        let name = text["id"]?.string
        guard let typeID = UInt32(exactly: text["type_id"]?.int ?? -1),
          name == Array("A".utf8) || name == Array("B".utf8)
        else { throw .missing(field: place, expected: "the text A or B and its type") }
        parts.append(.text(name == Array("A".utf8) ? 0 : 1, typeID: typeID))
      } else if let token = piece["SpecialToken"], let name = token["id"]?.string,
        let typeID = UInt32(exactly: token["type_id"]?.int ?? -1)
      {
        let entry = stage["special_tokens"]?.object?.last { $0.key == name }?.value
        guard let ids = entry?["ids"]?.array, let names = entry?["tokens"]?.array,
          ids.count == names.count
        else {
          throw .inconsistent(field: place, reason: "\(quoted(name)) is not in special_tokens")
        }
        var specials: [PostProcessor.Special] = []
        for (id, name) in zip(ids, names) {
          guard let id = TokenID(exactly: id.int ?? -1), let name = name.string else {
            throw .missing(field: "\(field).special_tokens", expected: "ids and tokens")
          }
          specials.append(PostProcessor.Special(id: id, name: name))
        }
        parts.append(.special(specials, typeID: typeID))
      } else {
        throw .missing(field: place, expected: "a Sequence or a SpecialToken")
      }
    }
    return parts
  }

  // MARK: Decoder

  static func decoder(
    _ value: JSONValue?, _ field: String
  ) throws(TokenizerError) -> TokenDecoder? {
    guard let (stage, type) = try typed(value, field) else { return nil }
    switch type {
    case "Sequence":
      var stages: [TokenDecoder] = []
      for (index, one) in try list(stage, "decoders", field).enumerated() {
        if let made = try decoder(one, "\(field).decoders[\(index)]") { stages.append(made) }
      }
      return .sequence(stages)
    case "ByteLevel": return .byteLevel
    case "ByteFallback": return .byteFallback
    case "Fuse": return .fuse
    case "WordPiece":
      return .wordPiece(
        prefix: stage["prefix"]?.string ?? Array("##".utf8),
        cleansUp: flag(stage, "cleanup", or: true))
    case "Metaspace":
      return .metaspace(
        replacement: scalars(of: try scalar(stage, "replacement", field))[0],
        scheme: try scheme(stage, field))
    case "BPEDecoder": return .wordSuffix(stage["suffix"]?.string ?? Array("</w>".utf8))
    case "Strip":
      guard let start = stage["start"]?.int, let stop = stage["stop"]?.int, start >= 0, stop >= 0
      else { throw .missing(field: "\(field).start", expected: "a count") }
      return .strip(
        scalars(of: try scalar(stage, "content", field))[0], start: min(start, 1 << 20),
        stop: min(stop, 1 << 20))
    case "Replace":
      return .replace(try pattern(stage, field), with: try bytes(stage, "content", field))
    case "CTC":
      return .ctc(
        padding: stage["pad_token"]?.string ?? Array("<pad>".utf8),
        delimiter: stage["word_delimiter_token"]?.string ?? Array("|".utf8),
        cleansUp: flag(stage, "cleanup", or: true))
    default: throw .unsupported(field: field, value: type)
    }
  }

  // MARK: Truncation and padding

  static func truncation(_ value: JSONValue?) throws(TokenizerError) -> Truncation? {
    guard let value, !value.isNull else { return nil }
    guard let length = value["max_length"]?.int, length >= 0 else {
      throw .missing(field: "truncation.max_length", expected: "a length")
    }
    let name = String(decoding: value["strategy"]?.string ?? [], as: UTF8.self)
    guard let strategy = Truncation.Strategy(rawValue: name) else {
      throw .unsupported(field: "truncation.strategy", value: name)
    }
    guard let stride = value["stride"]?.int, stride >= 0 else {
      throw .missing(field: "truncation.stride", expected: "a count")
    }
    return Truncation(
      length: length, stride: stride, strategy: strategy,
      isFromLeft: value["direction"]?.string == Array("Left".utf8))
  }

  /// The most tokens that a file may ask each text to be filled up to.
  static let longestPadding = 1 << 20

  static func padding(_ value: JSONValue?) throws(TokenizerError) -> Padding? {
    guard let value, !value.isNull else { return nil }
    var length: Int?
    if let fixed = value["strategy"]?["Fixed"] {
      guard let count = fixed.int, count >= 0 else {
        throw .missing(field: "padding.strategy.Fixed", expected: "a length")
      }
      length = count
    } else if value["strategy"]?.string != Array("BatchLongest".utf8) {
      throw .unsupported(field: "padding.strategy", value: "other than BatchLongest and Fixed")
    }
    guard let id = TokenID(exactly: value["pad_id"]?.int ?? -1),
      let typeID = UInt32(exactly: value["pad_type_id"]?.int ?? -1),
      let piece = value["pad_token"]?.string
    else { throw .missing(field: "padding", expected: "with pad_id, pad_type_id and pad_token") }
    let multiple = value["pad_to_multiple_of"]?.int
    // Each text becomes as long: a small file is not to fill the memory up.
    for (field, count) in [("strategy.Fixed", length), ("pad_to_multiple_of", multiple)] {
      if let count, count > longestPadding {
        throw .unsupported(field: "padding.\(field)", value: "\(count)")
      }
    }
    return Padding(
      length: length, multiple: multiple, id: id, typeID: typeID,
      piece: piece, isOnLeft: value["direction"]?.string == Array("Left".utf8))
  }

  // MARK: Fields

  private static func typed(
    _ value: JSONValue?, _ field: String
  ) throws(TokenizerError) -> (stage: JSONValue, type: String)? {
    guard let value, !value.isNull else { return nil }
    guard value.object != nil else { throw .missing(field: field, expected: "an object") }
    guard let type = value["type"]?.string else {
      throw .missing(field: "\(field).type", expected: "a string")
    }
    return (value, String(decoding: type, as: UTF8.self))
  }

  private static func list(
    _ stage: JSONValue, _ key: String, _ field: String
  ) throws(TokenizerError) -> [JSONValue] {
    guard let list = stage[key]?.array else {
      throw .missing(field: "\(field).\(key)", expected: "an array")
    }
    return list
  }

  private static func flag(_ stage: JSONValue, _ key: String, or none: Bool) -> Bool {
    stage[key]?.bool ?? none
  }

  private static func bytes(
    _ stage: JSONValue, _ key: String, _ field: String
  ) throws(TokenizerError) -> [UInt8] {
    guard let bytes = stage[key]?.string else {
      throw .missing(field: "\(field).\(key)", expected: "a string")
    }
    return bytes
  }

  /// A string of one character.
  private static func scalar(
    _ stage: JSONValue, _ key: String, _ field: String
  ) throws(TokenizerError) -> [UInt8] {
    let bytes = try bytes(stage, key, field)
    guard let lead = bytes.first, bytes.count == scalarLength(lead) else {
      throw .missing(field: "\(field).\(key)", expected: "one character")
    }
    return bytes
  }

  /// The bytes that base64 stands for; nil if it is none.
  static func base64Decoded(_ text: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var bits: UInt32 = 0
    for byte in text {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = byte - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = byte - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte + 4
      case UInt8(ascii: "+"): digit = 62
      case UInt8(ascii: "/"): digit = 63
      case UInt8(ascii: "="): continue
      default: return nil
      }
      group = group << 6 | UInt32(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> bits))
      }
    }
    return text.count % 4 == 0 ? bytes : nil
  }
}

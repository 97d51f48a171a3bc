import Foundation
import LontarJSON
import LontarTestSupport
import Testing

@testable import LontarTokens

/// Altered files of every kind: they load or are refused, and what loads encodes and decodes any text.
///
/// `LONTAR_FUZZ_ROUNDS=1000` goes a thousand times as far, with other seeds.
@Suite struct LoaderFuzzTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["LONTAR_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 1

  private static let texts: [[UInt8]] =
    [
      "", " ", "ไทย the\u{301} 😀 x", "\u{FFFD}\u{0}▁▁ ab abab", "<s> <pad>[CLS] ក្ខ\nខ្មែរ 123",
      String(repeating: "aaab", count: 40),
    ].map { Array($0.utf8) } + [[0xE0, 0xB8, 0x41, 0xFF]]

  private func survives(_ load: () throws -> Tokenizer) throws {
    let loaded: Tokenizer
    do {
      loaded = try load()
    } catch {
      let words = "\(error)"
      #expect(error is TokenizerError && !words.isEmpty && words.utf8.count < 1000, "\(words)")
      return
    }
    var worker = loaded.makeWorker()
    for text in Self.texts {
      var ids: [TokenID] = []
      worker.encode(text.span, addingSpecials: true, appendingTo: &ids)
      if (loaded.padding?.length ?? 0) < 1 << 12, (loaded.padding?.multiple ?? 0) < 1 << 12 {
        // Up to a million tokens would be right, but slow.
        _ = try? worker.encoding(of: text.span)
        _ = try? worker.encoding(of: text.span, and: text.span)
      }
      var bytes: [UInt8] = []
      try? loaded.decode(ids.span, skippingSpecial: true, appendingTo: &bytes)
    }
    for id in 0..<TokenID(min(loaded.vocabulary.count, 50)) { _ = loaded.name(of: id) }
  }

  // MARK: Bounds

  private static func file(_ field: String, _ value: String) -> [UInt8] {
    let fields = [
      "normalizer": "null", "pre_tokenizer": "null", "post_processor": "null", "decoder": "null",
      "padding": "null",
      "model": #"{"type": "WordLevel", "unk_token": "?", "vocab": {"?": 0, "ไทย": 1}}"#,
    ].merging([field: value]) { $1 }
    let members = fields.map { "\"\($0)\": \($1)" }.sorted().joined(separator: ", ")
    return Array("{\(members)}".utf8)
  }

  @Test(arguments: ["normalizer", "pre_tokenizer", "decoder"])
  func stagesInStagesEnd(field: String) throws {
    let names = [
      "normalizer": "normalizers", "pre_tokenizer": "pretokenizers", "decoder": "decoders",
    ]
    let open = #"{"type": "Sequence", "\#(names[field] ?? "")": ["#
    for depth in [1, 200, 100_000] {
      let value =
        String(repeating: open, count: depth) + String(repeating: "]}", count: depth)
      let file = Self.file(field, value)
      guard let tokenizer = try? Tokenizer(huggingFaceJSON: file.span) else {
        #expect(depth > 200)
        continue
      }
      let ids = tokenizer.encode(Array("ไทย".utf8).span)
      var text: [UInt8] = []
      try tokenizer.decode(ids.span, appendingTo: &text)
      #expect(depth < 500 && ids == [1] && text.elementsEqual("ไทย".utf8))
    }
  }

  @Test func noFileFillsTheMemoryUp() throws {
    func load(_ strategy: String, _ multiple: String) throws -> Tokenizer {
      let padding = """
        {"strategy": \(strategy), "pad_to_multiple_of": \(multiple), "pad_id": 0, "pad_type_id": 0, \
        "pad_token": "?", "direction": "Right"}
        """
      let file = Self.file("padding", padding)
      return try Tokenizer(huggingFaceJSON: file.span)
    }
    var worker = try load(#"{"Fixed": 70000}"#, "70001").makeWorker()
    #expect(try worker.encoding(of: Array("ไทย".utf8).span).count == 70001)
    for length in ["1048577", "9223372036854775807"] {
      #expect(throws: TokenizerError.unsupported(field: "padding.strategy.Fixed", value: length)) {
        _ = try load("{\"Fixed\": \(length)}", "null")
      }
      #expect(
        throws: TokenizerError.unsupported(field: "padding.pad_to_multiple_of", value: length)
      ) { _ = try load("\"BatchLongest\"", length) }
    }
  }

  // MARK: Alterations

  private static let numbers = [
    "0", "-1", "1", "255", "65536", "2147483647", "2147483648", "4294967295", "4294967296",
    "9223372036854775807", "9223372036854775808", "1e308", "-1e999", "0.5", "null", "[]", "\"\"",
  ]

  /// Alters a file at some places.
  static func altered(_ file: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var file = file
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !file.isEmpty {
      let place = Int.random(in: 0..<file.count, using: &generator)
      switch Int.random(in: 0..<9, using: &generator) {
      case 0: file[place] = UInt8.random(in: 0...255, using: &generator)
      case 1: file[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 2: file.remove(at: place)
      case 3:
        let end = min(file.count, place + Int.random(in: 1...200, using: &generator))
        file.removeSubrange(place..<end)
      case 4:
        // A stretch comes twice, or somewhere else too.
        let end = min(file.count, place + Int.random(in: 1...100, using: &generator))
        let other = Int.random(in: 0...file.count, using: &generator)
        file.insert(contentsOf: Array(file[place..<end]), at: other)
      case 5: file.removeSubrange(place...)
      case 6:
        // Another number.
        guard let start = file[place...].firstIndex(where: { $0 &- 48 < 10 }) else { continue }
        let end = file[start...].firstIndex { $0 &- 48 >= 10 } ?? file.count
        let number = numbers.randomElement(using: &generator) ?? "0"
        file.replaceSubrange(start..<end, with: Array(number.utf8))
      case 7:
        // An empty string, or the string before.
        guard let start = file[place...].firstIndex(of: 0x22),
          let end = file[(start + 1)...].firstIndex(of: 0x22)
        else { continue }
        file.removeSubrange(start + 1..<end)
      default:
        // A line comes twice.
        guard let start = file[place...].firstIndex(of: 0x0A),
          let end = file[(start + 1)...].firstIndex(of: 0x0A)
        else { continue }
        file.insert(contentsOf: Array(file[start..<end]), at: start)
      }
    }
    return file
  }

  private func fuzz(
    _ file: [UInt8], seed: UInt64, times: Int, _ load: ([UInt8]) throws -> Tokenizer
  ) throws {
    try survives { try load(file) }
    #expect(throws: Never.self) { _ = try load(file) }
    for round in 0..<times * Self.rounds {
      var generator = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(round))
      let changed = Self.altered(file, &generator)
      // What a crash leaves behind, when looking for one by hand.
      if Self.rounds > 1 {
        try Data(changed).write(to: URL(filePath: "/tmp/lontar-fuzz-\(seed)"))
      }
      try survives { try load(changed) }
    }
  }

  // MARK: Kinds

  private static let folder = TestFiles.root.appending(path: "Tests/LontarTokensTests/Fixtures")

  @Test(arguments: ["bert", "llama", "unigram", "roberta", "truncated"])
  func tokenizerJSON(name: String) throws {
    let file = try TestFiles.bytes(of: Self.folder.appending(path: "\(name).json"))
    try fuzz(file, seed: 1, times: 20) { try Tokenizer(huggingFaceJSON: $0.span) }
  }

  @Test(arguments: Self.everyStage.indices)
  func everyComponent(index: Int) throws {
    try fuzz(Array(Self.everyStage[index].utf8), seed: 2 + UInt64(index), times: 150) {
      try Tokenizer(huggingFaceJSON: $0.span)
    }
  }

  @Test(arguments: ["sp-bpe", "sp-unigram"])
  func sentencePieceModel(name: String) throws {
    let text = try String(
      contentsOf: Self.folder.appending(path: "\(name).base64"), encoding: .utf8)
    let model = Array(
      try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters)))
    try fuzz(model, seed: 20, times: 60) { try Tokenizer(sentencePiece: $0.span) }
  }

  private static let tokens: [[UInt8]] =
    (0...255).map { [UInt8($0)] } + ["ab", "aba", "ก", "กข", " the", "\n\n"].map { Array($0.utf8) }
    + [[0xE0, 0xB8]]

  @Test func rankFile() throws {
    let lines = Self.tokens.enumerated().map {
      "\(Data($1).base64EncodedString()) \($0)\n"
    }
    try fuzz(Array(lines.joined().utf8), seed: 30, times: 150) {
      try Tokenizer(tiktoken: $0.span, preTokenizer: .o200k, specialTokens: [("<s>", 300)])
    }
  }

  @Test func tekken() throws {
    let entries = Self.tokens.enumerated().map { rank, bytes in
      #"{"rank": \#(rank), "token_bytes": "\#(Data(bytes).base64EncodedString())", "token_str": null}"#
    }
    let file = """
      {"config": {"pattern": "\\\\s+|\\\\S+", "num_vocab_tokens": \(entries.count + 4),
        "default_vocab_size": \(entries.count + 4), "default_num_special_tokens": 4, "version": "v3"},
       "vocab": [\(entries.joined(separator: ",\n"))],
       "special_tokens": [{"rank": 0, "token_str": "<unk>", "is_control": true},
         {"rank": 1, "token_str": "<s>", "is_control": true}]}
      """
    try fuzz(Array(file.utf8), seed: 31, times: 150) { bytes in
      do {
        return try Tokenizer(tekken: JSONValue(parsing: bytes.span))
      } catch let error as JSONError {
        throw TokenizerError.malformedJSON(error)
      }
    }
  }

  private static let bytesAsNames: [String] = (0...255).map { byte in
    var name: [UInt8] = []
    ByteCharacters.append([UInt8(byte)], to: &name)
    return String(decoding: name, as: UTF8.self)
  }

  @Test func vocabularyAndMerges() throws {
    let names = Self.bytesAsNames + ["ab", "aba", "Ġt", "<s>", "<pad>"]
    let entries = names.enumerated().map { id, name in
      "\"\(name == "\"" || name == "\\" ? "\\" + name : name)\": \(id)"
    }
    let vocabulary = Array("{\(entries.joined(separator: ",\n"))}".utf8)
    let merges = Array("#version: 0.2\na b\nab a\nĠ t\n".utf8)
    try fuzz(vocabulary, seed: 40, times: 150) {
      try Tokenizer(vocabularyJSON: $0, merges: merges)
    }
    try fuzz(merges, seed: 41, times: 150) {
      try Tokenizer(vocabularyJSON: vocabulary, merges: $0)
    }
  }

  @Test func wordPieceVocabulary() throws {
    let file = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\n##e\nth\n##a\na\nx\nไทย\n##ย\n##น\n"
    try fuzz(Array(file.utf8), seed: 50, times: 300) {
      try Tokenizer(wordPieceVocabulary: $0.span)
    }
  }

  @Test func codesAndDictionary() throws {
    let codes = Array("t h 50\nth e</w> 40\na b</w> 30\nไ ท 20\nไท ย</w> 9\n".utf8)
    let dictionary = Array("the 10\nth@@ 9\na@@ 8\nab 7\nไทย 6\ne 5\nx 4\n".utf8)
    try fuzz(codes, seed: 60, times: 300) {
      try Tokenizer(codes: $0, dictionary: dictionary)
    }
    try fuzz(dictionary, seed: 61, times: 300) {
      try Tokenizer(codes: codes, dictionary: $0)
    }
  }

  // MARK: Every component

  private static func file(
    normalizer: String = "null", cutter: String = "null", model: String,
    post: String = "null", decoder: String = "null",
    rest: String = #""truncation": null, "padding": null"#
  ) -> String {
    """
    {"version": "1.0", \(rest), "added_tokens": [
      {"id": 0, "content": "<s>", "single_word": false, "lstrip": true, "rstrip": false,
       "normalized": false, "special": true},
      {"id": 1, "content": "<unk>", "single_word": true, "lstrip": false, "rstrip": true,
       "normalized": true, "special": true}],
    "normalizer": \(normalizer), "pre_tokenizer": \(cutter), "post_processor": \(post),
    "decoder": \(decoder), "model": \(model)}
    """
  }

  private static let words = """
    {"<s>": 0, "<unk>": 1, "a": 2, "b": 3, "ab": 4, "##b": 5, "▁": 6, "▁a": 7, "ไ": 8, "ท": 9,
     "ไท": 10, "the": 11, "<0x41>": 12, " ": 13}
    """

  private static let bytePair = """
    {"type": "BPE", "dropout": null, "unk_token": "<unk>", "continuing_subword_prefix": null,
     "end_of_word_suffix": null, "fuse_unk": true, "byte_fallback": true, "ignore_merges": false,
     "vocab": \(words), "merges": [["a", "b"], "▁ a", ["ไ", "ท"]]}
    """
  private static let wordPiece = """
    {"type": "WordPiece", "unk_token": "<unk>", "continuing_subword_prefix": "##",
     "max_input_chars_per_word": 100, "vocab": \(words)}
    """
  private static let wordLevel =
    #"{"type": "WordLevel", "unk_token": "<unk>", "vocab": \#(words)}"#
  private static let unigram = """
    {"type": "Unigram", "unk_id": 1, "byte_fallback": false, "vocab": [["<s>", 0], ["<unk>", 0],
     ["a", -2.5], ["▁a", -1.5], ["ab", -3], ["ไท", -4.25], ["▁", -2], ["b", -9]]}
    """

  static let everyStage = [
    file(
      normalizer: """
        {"type": "Sequence", "normalizers": [{"type": "BertNormalizer", "clean_text": true,
         "handle_chinese_chars": true, "strip_accents": null, "lowercase": true}, {"type": "NFKC"},
         {"type": "Strip", "strip_left": true, "strip_right": false}, {"type": "Nmt"},
         {"type": "Replace", "pattern": {"String": "aa"}, "content": "b"},
         {"type": "Replace", "pattern": {"Regex": "[0-9]{1,3}"}, "content": "0"},
         {"type": "Prepend", "prepend": "▁"}, {"type": "StripAccents"}, {"type": "Lowercase"}]}
        """,
      cutter: """
        {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"},
         {"type": "Punctuation", "behavior": "MergedWithNext"},
         {"type": "Digits", "individual_digits": true}, {"type": "FixedLength", "length": 3},
         {"type": "Split", "pattern": {"Regex": "b+"}, "behavior": "Removed", "invert": false}]}
        """, model: wordPiece,
      post: """
        {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
         {"Sequence": {"id": "A", "type_id": 0}}], "pair": [{"Sequence": {"id": "A", "type_id": 0}},
         {"Sequence": {"id": "B", "type_id": 1}}],
         "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]}}}
        """,
      decoder: """
        {"type": "WordPiece", "prefix": "##", "cleanup": true}
        """,
      rest: """
        "truncation": {"direction": "Right", "max_length": 9, "strategy": "LongestFirst", "stride": 2},
        "padding": {"strategy": {"Fixed": 12}, "direction": "Left", "pad_to_multiple_of": 8,
         "pad_id": 0, "pad_type_id": 0, "pad_token": "<s>"}
        """),
    file(
      normalizer: #"{"type": "Replace", "pattern": {"String": " "}, "content": "▁"}"#,
      cutter: """
        {"type": "Split", "pattern": {"String": " "}, "behavior": "MergedWithPrevious",
         "invert": false}
        """, model: bytePair,
      post: """
        {"type": "Sequence", "processors": [{"type": "BertProcessing", "sep": ["<s>", 0],
         "cls": ["<unk>", 1]}, {"type": "RobertaProcessing", "sep": ["<s>", 0], "cls": ["<s>", 0],
         "trim_offsets": true, "add_prefix_space": true}, {"type": "ByteLevel", "trim_offsets": true}]}
        """,
      decoder: """
        {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"},
         "content": " "}, {"type": "ByteFallback"}, {"type": "Fuse"},
         {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}
        """),
    file(
      normalizer: #"{"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": "ByteLevel"}]}"#,
      cutter: """
        {"type": "Sequence", "pretokenizers": [{"type": "UnicodeScripts"},
         {"type": "CharDelimiterSplit", "delimiter": "x"}, {"type": "ByteLevel",
         "add_prefix_space": true, "trim_offsets": true, "use_regex": true}]}
        """, model: bytePair, decoder: #"{"type": "BPEDecoder", "suffix": "</w>"}"#),
    file(
      cutter: """
        {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": true}
        """, model: unigram,
      decoder: #"{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"}"#),
    file(
      cutter: #"{"type": "BertPreTokenizer"}"#, model: wordLevel,
      decoder: """
        {"type": "CTC", "pad_token": "<s>", "word_delimiter_token": "|", "cleanup": true}
        """),
  ]
}

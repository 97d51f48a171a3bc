import Foundation
import LontarTestSupport
import LontarText
import Testing

@testable import LontarSegmentation

struct CliticTests {
  @Test(
    "parts words from what is written onto them",
    arguments: [
      (Language.indonesian, "Rumahnya hanya buku.", "Rumah|nya| |hanya| |buku|."),
      (.indonesian, "adalah kepadaku namanya", "adalah| |kepada|ku| |nama|nya"),
      (.malay, "Ayahku telah kuterima apakah", "Ayah|ku| |telah| |ku|terima| |apa|kah"),
      (.javanese, "Omahe kowe kucingmu", "Omah|e| |kowe| |kucing|mu"),
      (.sundanese, "Hayamna dina imah", "Hayam|na| |dina| |imah"),
      (
        .filipino, "itong magandang bahay ang kung lang",
        "ito|ng| |maganda|ng| |bahay| |ang| |kung| |lang"
      ),
      (.cebuano, "Maayong buntag ang saging", "Maayo|ng| |buntag| |ang| |saging"),
      (.english, "His home", "His| |home"),
    ])
  func parts(_ language: Language, _ text: String, _ expected: String) throws {
    var options = Segmenter.Options()
    options.splitsClitics = true
    let pieces = try Segmenter(language: language, options: options).segments(of: text)
      .joined(separator: "|")
    #expect(Array(pieces.utf8) == Array(expected.utf8), "\(pieces)")
  }

  /// A language's gold, beside the package or within it, and how large its table is.
  struct Source {
    var code: String
    var files: [URL]
    var bits: Int
  }

  static var sources: [Source] {
    let ours = TestFiles.corpora.appending(path: "gold")
    let gsd = sharedGold.appending(path: "id/gsd_dev")
    let csui = sharedGold.appending(path: "id/csui_train")
    return [
      Source(code: "id", files: [gsd, csui], bits: 13),
      Source(code: "ms", files: [ours.appending(path: "ms"), csui], bits: 13),
      Source(code: "jv", files: [ours.appending(path: "jv")], bits: 11),
      Source(code: "su", files: [ours.appending(path: "su")], bits: 11),
      Source(code: "fil", files: [sharedGold.appending(path: "tl/newscrawl_dev")], bits: 14),
      Source(code: "ceb", files: [ours.appending(path: "ceb")], bits: 12),
    ]
  }

  static var sharedGold: URL {
    TestFiles.root.appending(path: "../shared/data/gold").standardizedFileURL
  }

  /// The tokens of some files' texts, and their words.
  static func pairs(_ files: [URL]) throws -> [Pair] {
    var pairs: [Pair] = []
    for file in files {
      let tokens = try TestFiles.bytes(of: file.appendingPathExtension("txt"))
      let words = try TestFiles.bytes(of: file.appendingPathExtension("words.txt"))
      let cut = try SegmentedText.parse(words.span)
      for (index, text) in try SegmentedText.parse(tokens.span).enumerated() {
        pairs.append(Pair(tokens: text, words: cut[index]))
      }
    }
    return pairs
  }

  struct Pair {
    var tokens: SegmentedText
    var words: SegmentedText
  }

  static func train(_ language: Language, _ bits: Int, _ pairs: [Pair]) -> CliticModel {
    var trainer = CliticTrainer(language: language, rowBits: bits)
    for pair in pairs { trainer.add(tokens: pair.tokens, words: pair.words) }
    return trainer.train()
  }

  /// How well words are found whose tokens are given.
  static func f1(_ model: CliticModel, _ pairs: [Pair]) -> Double {
    var evaluation = Evaluation(language: model.language)
    var letters = CliticModel.Letters()
    for pair in pairs {
      let tokens = pair.tokens
      var cut = SegmentedText()
      for token in tokens.ranges {
        var cuts: [Int] = []
        model.cut(tokens.bytes.span, token, &letters, into: &cuts)
        var start = token.lowerBound
        for end in cuts + [token.upperBound] {
          cut.append(tokens.bytes.span.extracting(start..<end))
          start = end
        }
      }
      evaluation.add(cut, gold: pair.words)
    }
    return evaluation.total.words.f1
  }

  static var records: Bool { ProcessInfo.processInfo.environment["LONTAR_RECORD"] != nil }

  @Test(
    "the bundled weights are what their texts teach",
    .enabled(if: TestFiles.exists(sharedGold), "needs ../shared/data/gold"))
  func bundle() throws {
    for each in Self.sources {
      let language = try Language(each.code)
      let pairs = try Self.pairs(each.files)
      let model = Self.train(language, each.bits, pairs)
      if Self.records {
        print("clitics of \(each.code): F1 \(Self.f1(model, pairs)), unseen", terminator: " ")
        print(Self.unseen(language, each.bits, pairs))
        try Self.record(model.weights, "clitics.\(each.code)")
      } else {
        #expect(CliticModel.bundled(language)?.weights == model.weights)
      }
    }
  }

  /// Writes weights where the program takes them from.
  static func record(_ weights: [Int8], _ name: String) throws {
    let file = TestFiles.root.appending(path: "Sources/CLontarModels/weights/\(name)")
    try Data(weights.map { UInt8(bitPattern: $0) }).write(to: file)
  }

  /// The F1 of five parts, each found by what the other four teach.
  static func unseen(_ language: Language, _ bits: Int, _ pairs: [Pair]) -> Double {
    var total = 0.0
    for part in 0..<5 {
      var taught: [Pair] = []
      var held: [Pair] = []
      for (index, pair) in pairs.enumerated() {
        if index % 5 == part { held.append(pair) } else { taught.append(pair) }
      }
      total += f1(train(language, bits, taught), held)
    }
    return total / 5
  }
}

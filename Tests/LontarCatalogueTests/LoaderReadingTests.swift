import Foundation
import LontarJSON
import Testing

@testable import LontarCatalogue

/// Loaders written for these tests, each with a form that the hubs' loaders use.
@Suite struct LoaderReadingTests {
  static let constants = #"""
    from enum import Enum
    from collections import defaultdict
    class Tasks(Enum):
        # A comment
        NAMED_ENTITY_RECOGNITION = "NER"
        MACHINE_TRANSLATION = "MT"
        WORD_LIST = "WL"
    class Licenses(Enum):
        CC_BY_4_0 = "Creative Commons Attribution 4.0 (cc-by-4.0)"
        OTHERS = "Other License (others)"
    TASK_TO_SCHEMA = {Tasks.NAMED_ENTITY_RECOGNITION: "SEQ_LABEL", Tasks.MACHINE_TRANSLATION: "T2T",
      Tasks.WORD_LIST: None}
    """#

  static let configs = """
    from dataclasses import dataclass
    import datasets
    @dataclass
    class SEACrowdConfig(datasets.BuilderConfig):
        name: str = None
        version: datasets.Version = None
        description: str = None
        schema: str = None
        subset_id: str = None
    """

  static let header = """
    import datasets
    from seacrowd.utils.configs import SEACrowdConfig
    from seacrowd.utils.constants import TASK_TO_SCHEMA, Licenses, Tasks
    _DATASETNAME = "nagari"

    """

  /// Reads one loader in a checkout of its own.
  static func read(
    _ source: String, siblings: [String: String] = [:], file: [UInt8]? = nil
  ) throws -> Result<HubLoader, LoaderError> {
    let root = FileManager.default.temporaryDirectory
      .appending(path: "lontar-checkout-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = root.appending(path: "seacrowd/sea_datasets/nagari")
    let utilities = root.appending(path: "seacrowd/utils")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: utilities, withIntermediateDirectories: true)
    try Data(constants.utf8).write(to: utilities.appending(path: "constants.py"))
    try Data(configs.utf8).write(to: utilities.appending(path: "configs.py"))
    try Data(file ?? Array(source.utf8)).write(to: folder.appending(path: "nagari.py"))
    for (name, text) in siblings {
      try Data(text.utf8).write(to: folder.appending(path: "\(name).py"))
    }
    let entries = try HubCheckout(path: root.path).loaders()
    return try #require(entries.first).result
  }

  static func loader(_ source: String, siblings: [String: String] = [:]) throws -> HubLoader {
    try read(header + source, siblings: siblings).get()
  }

  @Test(arguments: [
    (#""one" "two" 'three'"#, "onetwothree"),
    (#"r"\d" u"x" f"{_DATASETNAME}!""#, #"\dxnagari!"#),
    ("\"\"\"a\\\n  b\nc\"\"\"", "a  b\nc"),
    (#""\{author} {\"o} \d""#, "\\{author} {\"o} \\d"),
    (#""\t\x41\101\u0E01\U0001F33F""#, "\tAAก🌿"),
    (#"("a"  # why"# + "\n  " + #""b")"#, "ab"),
    (#"Licenses.CC_BY_4_0.value"#, "Creative Commons Attribution 4.0 (cc-by-4.0)"),
    (#"f"{Licenses.OTHERS.value} | ask""#, "Other License (others) | ask"),
    (#"Licenses.OTHERS.value + " | " + "ask""#, "Other License (others) | ask"),
    (#"["x", "y"][-1]"#, "y"),
    (#""{}-{b:02d}".format("a", b=7)"#, "a-07"),
    (#"'/'.join(s.upper() for s in ["a", "b"])"#, "A/B"),
    (#"f"{'x':>3}|{5:03}|{{}}|{'q'!r}""#, "  x|005|{}|'q'"),
    (#""%s_%d" % ("a", 3)"#, "a_3"),
    (#""a" if 1 < 2 <= 2 and not [] else "b""#, "a"),
    (#"(lambda x, y="z": x + y)("q")"#, "qz"),
    (#"str(TASK_TO_SCHEMA[Tasks.MACHINE_TRANSLATION]).lower()"#, "t2t"),
    (#""ภาษาไทย"[1:3][::-1]"#, "ษา"),
  ])
  func anExpressionComesToItsValue(expression: String, value: String) throws {
    let loader = try Self.loader("_LICENSE = \(expression)\n")
    #expect(loader.licence.map { Array($0.utf8) } == Array(value.utf8), "\(loader.unresolved)")
  }

  @Test(arguments: [
    ("[\"mad\", \"min\"]", ["mad", "min"]), ("(\"mad\",)", ["mad"]), ("{\"mad\"}", ["mad"]),
    ("{\"mad\": \"Madurese\", \"min\": 1}", ["mad", "min"]),
    ("list({\"mad\": 1}.keys())", ["mad"]),
    ("[s.split(\"_\")[0] for s in [\"mad_Latn\", \"min_Arab\"]]", ["mad", "min"]),
    ("[*[\"mad\"], *(\"min\", )]", ["mad", "min"]),
    ("sorted(set([\"min\", \"mad\", \"min\"]))", ["mad", "min"]),
  ])
  func languagesAreReadFromAnyCollection(expression: String, languages: [String]) throws {
    let loader = try Self.loader("_LANGUAGES = \(expression)\n")
    #expect(loader.languages == languages)
    #expect(loader.unresolved.isEmpty)
  }

  @Test func theLastBindingWins() throws {
    let loader = try Self.loader("_HOMEPAGE = 'a'\n_HOMEPAGE = 'b'\n_LOCAL = True\n")
    #expect(loader.homepage == "b")
    #expect(loader.isLocal == true)
  }

  @Test func lineEndsAreUnifiedAndTheDigestIsOfTheFile() throws {
    let text = "_DATASETNAME = 'nagari'\r\n_DESCRIPTION = '''a\r\nb'''\r\n"
    let loader = try Self.read(text).get()
    #expect(loader.description == "a\nb")
    #expect(loader.sha256 == SHA256.hash(Array(text.utf8).span))
    #expect(loader.byteCount == text.utf8.count)
  }

  @Test func siblingsAreReadByEitherImport() throws {
    let source = """
      from .lang_config import CODES
      from seacrowd.sea_datasets.nagari.paths import BASE
      _LANGUAGES = list(CODES)
      _URLS = {_DATASETNAME: BASE + "a.zip"}
      """
    let loader = try Self.loader(
      source, siblings: ["lang_config": "CODES = {'min': 1}", "paths": "BASE = 'https://x.org/'"])
    #expect(loader.languages == ["min"])
    #expect(loader.urls?["nagari"]?.text == "https://x.org/a.zip")
  }

  @Test func urlsAreFilledByLoopsAndAssignments() throws {
    let loader = try Self.loader(
      """
      _URLS = {"train": {}}
      for lang in ["min", "ace"]:
          _URLS["train"][lang] = f"https://x.org/{lang}"
      _URLS["test"] = ["https://x.org/t"]
      """)
    let dataset = loader.dataset(collection: "seacrowd", source: "hub", revision: nil)
    #expect(dataset.urls.map(\.name) == ["train/min", "train/ace", "test"])
    #expect(dataset.urls.last?.url == "https://x.org/t")
  }

  @Test func whatStandsAroundTheConstantsIsPassedOver() throws {
    let loader = try Self.loader(
      """
      try:
          import openpyxl
      except ImportError:
          print("pip install openpyxl")
      logger = datasets.logging.get_logger(__name__)
      assert len([1]) == 1, "no"
      if __name__ == "__main__":
          _DATASETNAME = "wrong"
      @something
      def f(a, *b, c: int = 1, **d) -> None:
          yield (a := 1)
      async def g(): pass
      _SUPPORTED_TASKS = [Tasks.NAMED_ENTITY_RECOGNITION, Tasks.WORD_LIST]
      """)
    #expect(loader.name == "nagari")
    #expect(loader.taskNames == ["NAMED_ENTITY_RECOGNITION", "WORD_LIST"])
    #expect(loader.schemas == ["SEQ_LABEL"])
  }

  @Test func configurationsAreFoundInLiteralsComprehensionsLoopsAndFunctions() throws {
    let loader = try Self.loader(
      """
      from dataclasses import dataclass
      from itertools import chain, product, repeat

      def build(lang, schema):
          if schema != "source":
              schema = f"seacrowd_{schema}"
          return SEACrowdConfig(name=f"{_DATASETNAME}_{lang}_{schema}", schema=schema, subset_id=lang)

      @dataclass
      class Odd(SEACrowdConfig):
          extra: str = None
          def __init__(self, lang, **rest):
              super().__init__(**rest)
              self.subset_id = lang

      class Nagari(datasets.GeneratorBasedBuilder):
          LANGS = ["min", "ace"]
          SOURCE_VERSION = datasets.Version("1.0.0")
          BUILDER_CONFIGS = [build(l, s) for l, s in product(["min", "ace"], ["source", "t2t"])]
          for lang in LANGS:
              if lang == "ace":
                  continue
              BUILDER_CONFIGS.append(Odd(lang, name="odd", schema="source"))
          BUILDER_CONFIGS += [SEACrowdConfig("positional", None, "d", "source", "all")]
          BUILDER_CONFIGS.extend(
              Odd(a, name=b, schema=c) for a, b, c in zip(*zip(("x", "y")), repeat("s")) if False)
          DEFAULT_CONFIG_NAME = "odd"
          def _info(self):
              raise NotImplementedError
      """)
    #expect(
      loader.configurations.map(\.name) == [
        "nagari_min_source", "nagari_min_seacrowd_t2t", "nagari_ace_source",
        "nagari_ace_seacrowd_t2t", "odd", "positional",
      ], "\(loader.unresolved)")
    #expect(loader.configurations[4].subset == "min")
    #expect(loader.configurations[5].subset == "all")
  }

  @Test func whatIsKnownOnlyAtRunTimeIsUnknownAndNeverWrong() throws {
    let loader = try Self.loader(
      """
      import requests
      _HOMEPAGE = requests.get("https://x.org").text
      _LANGUAGES = ["min"]
      for code in requests.get("https://x.org/codes"):
          _LANGUAGES.append(code)
      if requests.ok:
          _LICENSE = "MIT"
      else:
          _LICENSE = "Apache-2.0"
      _CITATION = open("citation.bib").read()
      with open("x") as f:
          _DESCRIPTION = "d"
      class Nagari(datasets.GeneratorBasedBuilder):
          BUILDER_CONFIGS = [SEACrowdConfig(name="a")]
          for code in _LANGUAGES:
              BUILDER_CONFIGS.append(SEACrowdConfig(name=code))
      """)
    #expect(loader.homepage == nil && loader.licence == nil && loader.citation == nil)
    #expect(loader.description == nil && loader.languages.isEmpty)
    #expect(loader.configurations.isEmpty)
    #expect(
      Set(loader.unresolved.map(\.field)).isSuperset(of: [
        "_HOMEPAGE", "_LICENSE", "_CITATION", "_DESCRIPTION", "_LANGUAGES", "BUILDER_CONFIGS",
      ]))
  }

  @Test func aLoaderCannotReadOutsideItsOwnDirectory() throws {
    let loader = try Self.loader(
      "from ..other.other import SECRET\nfrom ....etc import passwd\n_HOMEPAGE = SECRET\n")
    #expect(loader.homepage == nil)
    #expect(!loader.unresolved.isEmpty)
  }

  static let deep = 10_000

  @Test(arguments: [
    ("an unterminated string", "x = 'abc\n"), ("an unterminated block", "x = \"\"\"abc\n"),
    ("an open bracket", "x = [1, 2\n"), ("a wrong bracket", "x = (1]\n"),
    ("a wrong indentation", "if 1:\n    a = 1\n  b = 2\n"), ("Python 2", "print 'x'\n"),
    ("deep brackets", "x = " + String(repeating: "[", count: deep)),
    (
      "deep closed brackets",
      "x = " + String(repeating: "(", count: deep) + String(repeating: ")", count: deep)
    ),
    ("a long sum", "x = 1" + String(repeating: " + 1", count: deep)),
    ("a long chain", "x = a" + String(repeating: ".a", count: deep)),
    ("many negations", "x = " + String(repeating: "not ", count: deep) + "1"),
    ("many signs", "x = " + String(repeating: "-", count: deep) + "1"),
    ("many powers", "x = 1" + String(repeating: " ** 1", count: deep)),
    ("many lambdas", "x = " + String(repeating: "lambda: ", count: deep) + "1"),
    ("many conditions", "x = " + String(repeating: "1 if 1 else ", count: deep) + "1"),
    ("deep blocks", (0..<300).map { String(repeating: " ", count: $0) + "if 1:\n" }.joined()),
    ("deep f-strings", "x = f'{f\"{f\"\"\"{1:{2:{3:{4:{5}}}}}\"\"\"}\"}'\n"),
    ("an endless loop", "while True:\n    x = 1\n"),
    ("endless recursion", "def f(): return f()\nx = f()\n"),
    ("a huge text", "x = 'a' * 10 ** 12\n"), ("a huge list", "x = [0] * 10 ** 12\n"),
    ("a huge range", "x = list(range(10 ** 15))\n"),
    ("growing text", "x = 'a'\nfor i in range(1000):\n    x = x + x\n"),
    ("a huge product", "from itertools import product\nx = list(product(range(999), repeat=8))\n"),
    ("a huge width", "x = f'{1:999999999}'\n"), ("a lone surrogate", "x = '\\ud800'\n"),
    ("a wrong escape", "x = '\\xZZ'\n"), ("a wrong f-string", "x = f'{1 +}'\n"),
    ("an open f-string", "x = f'{1'\n"), ("an empty name", "from . import\n"),
  ])
  func hostileSourceGivesAnErrorOrNothingKnown(what: String, source: String) throws {
    switch try Self.read(Self.header + source) {
    case .failure(let error): #expect("\(error)".contains("line"), "\(what)")
    case .success(let loader): #expect(loader.name == "nagari", "\(what)")
    }
  }

  @Test func bytesThatAreNotTextGiveAnError() throws {
    let result = try Self.read("", file: Array("a = 1\nb = '".utf8) + [0xFF, 0x27, 0x0A])
    #expect(throws: LoaderError.malformedUTF8(line: 2)) { _ = try result.get() }
  }

  @Test func tenMegabytesOfNestingAreRefusedByTheirLength() throws {
    let result = try Self.read(
      "", file: [UInt8](repeating: UInt8(ascii: "["), count: 10 << 20))
    #expect(throws: LoaderError.self) { _ = try result.get() }
  }

  @Test func aChainOfAMillionListsIsFreedWithoutRecursion() throws {
    let loader = try Self.loader("x = []\nfor i in range(300000):\n    x = [x]\n_HOMEPAGE = 'h'\n")
    #expect(loader.homepage == "h")
  }

  @Test func randomCutsOfALoaderNeverTrap() throws {
    var random = SplitMix(seed: 3)
    let whole = Array(
      (Self.header + Self.configs + Self.constants + #"_URLS = f"{_D!r:>{9}}" % 3"#).utf8)
    let marks = Array("()[]{}'\":=,\\\n f".utf8)
    let names = PythonNames()
    for _ in 0..<400 {
      var bytes = Array(whole[random.below(whole.count)...].prefix(random.below(400)))
      for _ in 0..<random.below(4) where !bytes.isEmpty {
        bytes[random.below(bytes.count)] = marks[random.below(marks.count)]
      }
      guard let source = try? PythonSource(bytes, names: names) else { continue }
      var interpreter = PythonInterpreter(names: names) { _ in nil }
      _ = try? interpreter.evaluate(source, name: ["a", "b"])
    }
  }
}

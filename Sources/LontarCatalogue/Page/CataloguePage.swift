internal import LontarJSON

/// A catalogue as a page to search in: files that need no server and ask nobody else for anything.
///
///     let page = CataloguePage(records)
///     for file in page.files { … }          // index.html, app.js, style.css, data.js
///
/// The search of the page follows the rules of ``Catalogue/search(_:)``. It looks at every record, as
/// is right for some ten thousand.
public struct CataloguePage: Sendable {
  /// The page's files: a name, the kind of its contents, and these.
  public let files: [(name: String, type: String, contents: [UInt8])]

  /// Makes the page.
  ///
  /// - Complexity: O(*n*) in the length of the records.
  public init(_ records: [Dataset]) {
    func text(_ file: StaticString) -> [UInt8] { file.withUTF8Buffer { unsafe Array($0) } }
    files = [
      ("index.html", "text/html; charset=utf-8", Array(Self.index(count: records.count).utf8)),
      ("style.css", "text/css; charset=utf-8", text(pageStyle)),
      ("app.js", "text/javascript; charset=utf-8", text(pageScript)),
      ("data.js", "text/javascript; charset=utf-8", Self.data(of: records)),
    ]
  }

  /// What the page may do: its own files and nothing else.
  public static let contentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'none'; "
    + "base-uri 'none'; form-action 'none'"

  private static func index(count: Int) -> String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="\(contentSecurityPolicy)">
    <meta name="referrer" content="no-referrer">
    <meta name="description" content="\(count) text corpora of Southeast Asia: search, facets, licences">
    <title>Corpora of Southeast Asia</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="style.css">
    </head>
    <body>
    <header>
    <h1><a href="#/">Corpora of Southeast Asia</a><small>Lontar catalogue</small></h1>
    <form id="form" class="bar" role="search">
    <input id="q" type="search" autocomplete="off" spellcheck="false" aria-label="Search" \
    placeholder="Search in any script: news, ភាសា, tiếng Việt…">
    <label><input id="fold" type="checkbox"> ignore accents: tieng finds tiếng</label>
    </form>
    <nav><a id="tab-search" href="#/">Search</a><a id="tab-matrix" href="#/matrix">Coverage</a></nav>
    </header>
    <main><noscript>This page searches in the browser, which needs JavaScript.</noscript></main>
    <script src="data.js"></script>
    <script src="app.js"></script>
    </body>
    </html>

    """
  }

  /// The records as the script wants them, with short names, and the rules they share.
  private static func data(of records: [Dataset]) -> [UInt8] {
    let policy = Policy()
    var rules: [JSONValue] = []
    var places: [String: Int] = [:]
    var languages: [String: String] = [:]
    var tasks: [String: String] = [:]
    let values = records.map { record in
      let codes = Facet.language.values(of: record)
      for code in codes { languages[code] = LanguageTable.name(of: code) }
      for task in record.tasks { tasks[task] = TaskTable.name(of: task) }
      let reasons = Purpose.allCases.map { purpose in
        let decision = policy.pool([record], purpose: purpose)
        return JSONValue.array(
          decision.reasons.enumerated().map { index, reason in
            let duties = index == 0 ? decision.duties.map(\.rawValue) : []
            let key = "\(reason.rule) \(reason.clause) \(duties.joined(separator: " "))"
            if places[key] == nil {
              places[key] = rules.count
              var rule = JSONObjectBuilder()
              rule.add("verdict", reason.verdict.description)
              rule.add("clause", reason.clause)
              rule.add("duties", JSONValue.array(duties.map { .string(Array($0.utf8)) }))
              rules.append(rule.value)
            }
            return .number(Array(String(places[key] ?? 0).utf8))
          })
      }
      return value(of: record, codes, reasons)
    }
    func names(_ table: [String: String]) -> JSONValue {
      .object(
        table.map { (key: Array($0.key.utf8), value: JSONValue.string(Array($0.value.utf8))) })
    }
    func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string(Array($0.utf8)) }) }
    var object = JSONObjectBuilder()
    object.add("records", JSONValue.array(values))
    object.add("rules", JSONValue.array(rules))
    object.add("rulesHash", policy.rulesSHA256)
    object.add("languages", names(languages))
    object.add("tasks", names(tasks))
    object.add("purposes", list(Purpose.allCases.map(\.rawValue)))
    var bytes = Array("window.lontar = ".utf8)
    appendCanonicalJSON(object.value, to: &bytes)
    return bytes + Array(";\n".utf8)
  }

  private static func value(
    of record: Dataset, _ codes: [String], _ reasons: [JSONValue]
  ) -> JSONValue {
    func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string(Array($0.utf8)) }) }
    var object = JSONObjectBuilder()
    object.add("id", record.id)
    object.add("name", record.name)
    object.add("a", list(record.aliases))
    object.add("d", record.description)
    object.add("l", list(codes))
    object.add("t", list(record.tasks))
    object.add("m", list(record.modalities))
    object.add("i", record.licence.id)
    object.add("r", record.licence.raw.isEmpty ? nil : record.licence.raw)
    object.add("z", record.licence.terms)
    object.add("w", list(Facet.allows.values(of: record)))
    object.add("c", list(Facet.country.values(of: record)))
    object.add("y", record.year)
    object.add("x", record.access.rawValue)
    object.add("h", record.address)
    object.add("v", record.version)
    object.add("n", record.configurationCount == 0 ? nil : record.configurationCount)
    object.add("k", record.withdrawn)
    object.add("u", list(record.urls.prefix(20).map(\.url)))
    object.add("b", record.citation)
    object.add("p", JSONValue.array(reasons))
    return object.value
  }
}

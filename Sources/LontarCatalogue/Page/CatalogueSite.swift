internal import LontarJSON

/// What the server answers, without the server: pages and searches for a path and a query.
struct CatalogueSite: Sendable {
  /// An answer.
  struct Answer: Sendable {
    var status: Int
    var type: String
    var body: [UInt8]
  }

  private let catalogue: Catalogue
  private let page: CataloguePage
  /// The hosts by which the server may be called; others are someone else's name for this machine.
  var hosts: Set<String>

  init(_ catalogue: Catalogue, hosts: Set<String>) throws(CatalogueError) {
    self.catalogue = catalogue
    self.hosts = hosts
    page = CataloguePage(try catalogue.records())
  }

  /// The answer to a request of HTTP.
  func answer(_ request: PageRequest) -> Answer {
    answer(
      method: request.method, path: request.path, query: request.query, host: request.host)
  }

  /// The answer to a request.
  ///
  /// - Parameters:
  ///   - method: `GET` or `HEAD`; others are refused.
  ///   - path: The path, percent signs resolved.
  ///   - query: Names and values, resolved.
  ///   - host: What the request calls this server.
  func answer(
    method: String, path: String, query: [(name: String, value: String)], host: String?
  ) -> Answer {
    // A page elsewhere can give this machine another name, and then read what is answered.
    guard let host, hosts.contains(host.lowercased()) else {
      return Self.fault(403, "this server is called by its own address only")
    }
    guard method == "GET" || method == "HEAD" else {
      return Self.fault(405, "only GET is answered")
    }
    let name = path == "/" ? "index.html" : String(path.dropFirst())
    if let file = page.files.first(where: { $0.name == name }) {
      return Answer(status: 200, type: file.type, body: file.contents)
    }
    do throws(CatalogueError) {
      switch path {
      case "/api/search": return try search(query)
      case "/api/record":
        guard let id = query.first(where: { $0.name == "id" })?.value else {
          return Self.fault(400, "id is missing")
        }
        return Self.json(try catalogue.record(id).json)
      default: return Self.fault(404, "there is nothing here")
      }
    } catch {
      if case .noSuchRecord = error { return Self.fault(404, "\(error)") }
      if case .ambiguousRecord = error { return Self.fault(404, "\(error)") }
      return Self.fault(500, "\(error)")
    }
  }

  private func search(_ parameters: [(name: String, value: String)]) throws(CatalogueError)
    -> Answer
  {
    var query = Query()
    for (name, value) in parameters {
      switch name {
      case "q": query.text = value
      case "fold": query.foldsDiacritics = value != "0" && value != "false"
      case "limit", "offset":
        guard let number = Int(value), 0...1_000_000 ~= number else {
          return Self.fault(400, "\(name) is no number from 0")
        }
        if name == "limit" { query.limit = min(number, 1_000) } else { query.offset = number }
      default:
        guard let facet = Facet(rawValue: name) else {
          return Self.fault(400, "'\(name)' is no property to filter by")
        }
        query.filters[facet, default: []].append(value)
      }
    }
    let result = try catalogue.search(query)
    var facets = JSONObjectBuilder()
    for facet in Facet.allCases {
      facets.add(
        facet.rawValue,
        JSONValue.object(
          (result.facets[facet] ?? []).map {
            (key: Array($0.value.utf8), value: .number(Array(String($0.count).utf8)))
          }))
    }
    var object = JSONObjectBuilder()
    object.add("count", result.count)
    object.add("records", JSONValue.array(result.records.map(\.json)))
    object.add("facets", facets.value)
    return Self.json(object.value)
  }

  private static func json(_ value: JSONValue, status: Int = 200) -> Answer {
    var bytes: [UInt8] = []
    appendCanonicalJSON(value, to: &bytes)
    return Answer(status: status, type: "application/json", body: bytes + [0x0A])
  }

  static func fault(_ status: Int, _ problem: String) -> Answer {
    json(.object([(Array("problem".utf8), .string(Array(problem.utf8)))]), status: status)
  }
}

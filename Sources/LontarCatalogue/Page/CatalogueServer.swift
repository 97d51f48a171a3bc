internal import FlyingFox
internal import FlyingSocks
internal import Foundation

/// Serves a catalogue as a page and as JSON, to this machine unless told otherwise.
///
///     let server = try CatalogueServer(.embedded, port: 8075)
///     try await server.run { print("http://\($0)/") }
///
/// `GET /` is the page, `GET /api/search?q=khmer&task=NER` a search with facet counts, and
/// `GET /api/record?id=seacrowd/xl_sum` a record. Nothing is written, and requests that call the
/// server by another name than its own are refused, so that a page elsewhere cannot read the answers.
public struct CatalogueServer: Sendable {
  private let site: CatalogueSite
  private let host: String
  private let port: UInt16

  /// Makes a server of the records as they are now.
  ///
  /// - Parameters:
  ///   - catalogue: What is served.
  ///   - host: The IPv4 address to listen on.
  ///   - port: The port.
  ///   - names: Other names by which the server may be called, such as `corpora.example.org`.
  public init(
    _ catalogue: Catalogue, host: String = "127.0.0.1", port: UInt16, names: [String] = []
  ) throws(CatalogueError) {
    self.host = host
    self.port = port
    let hosts = Set(([host, "localhost"] + names).flatMap { [$0, "\($0):\(port)"] })
    site = try CatalogueSite(catalogue, hosts: hosts)
  }

  /// Answers until the task is cancelled.
  ///
  /// - Throws: ``CatalogueError/cannotServe(address:problem:)``, above all if the port is taken.
  public func run(whenReady: @escaping @Sendable (String) -> Void) async throws(CatalogueError) {
    let place = "\(host):\(port)"
    do {
      let address = try sockaddr_in.inet(ip4: host, port: port)
      let server = HTTPServer(
        config: HTTPServer.Configuration(address: address, logger: .disabled),
        handler: SiteHandler(site: site))
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await server.run() }
        group.addTask {
          try await server.waitUntilListening()
          whenReady(place)
        }
        // The first that fails ends both: a port that is taken is named at once.
        for try await _ in group {}
      }
    } catch {
      throw .cannotServe(address: place, problem: "\(error)")
    }
  }
}

private struct SiteHandler: HTTPHandler {
  let site: CatalogueSite

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let answer = site.answer(
      method: request.method.rawValue, path: request.path,
      query: request.query.map { ($0.name, $0.value) }, host: request.headers[HTTPHeader("Host")])
    let headers: HTTPHeaders = [
      HTTPHeader("Content-Type"): answer.type,
      HTTPHeader("Content-Security-Policy"): CataloguePage.contentSecurityPolicy,
      HTTPHeader("X-Content-Type-Options"): "nosniff",
      HTTPHeader("X-Frame-Options"): "DENY",
      HTTPHeader("Referrer-Policy"): "no-referrer",
      HTTPHeader("Cache-Control"): "no-cache",
    ]
    let status = HTTPStatusCode(answer.status, phrase: Self.phrases[answer.status] ?? "Answer")
    return HTTPResponse(
      statusCode: status, headers: headers,
      body: request.method == .HEAD ? Data() : Data(answer.body))
  }

  private static let phrases = [
    200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    500: "Internal Server Error",
  ]
}

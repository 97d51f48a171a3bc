internal import FlyingSocks

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Serves a catalogue as a page and as JSON, to this machine unless told otherwise.
///
///     let server = try CatalogueServer(.embedded, port: 8075)
///     try await server.run { print("http://\($0)/") }
///
/// `GET /` is the page, `GET /api/search?q=khmer&task=NER` a search with facet counts, and
/// `GET /api/record?id=seacrowd/xl_sum` a record. Nothing is written, and requests that call the
/// server by another name than its own are refused, so that a page elsewhere cannot read the answers.
///
/// The sockets are FlyingFox's. Its HTTP is not used: with it comes Foundation's networking, and with
/// that libcurl and two dozen more libraries, for which every run of the command, whatever it did, took
/// 21 ms of processor instead of 13, and 31 MB instead of 25. What a page asks fits in `PageRequest`.
public struct CatalogueServer: Sendable {
  /// How many connections are open at a time; others wait.
  private static let connectionLimit = 64
  /// How long a client may take to ask, or to take an answer.
  private static let patience = Duration.seconds(15)

  private let site: CatalogueSite
  private let host: String
  private let port: UInt16
  private let names: [String]

  /// Makes a server of the records as they are now.
  ///
  /// - Parameters:
  ///   - catalogue: What is served.
  ///   - host: The IPv4 address to listen on.
  ///   - port: The port; 0 for any that is free.
  ///   - names: Other names by which the server may be called, such as `corpora.example.org`.
  public init(
    _ catalogue: Catalogue, host: String = "127.0.0.1", port: UInt16, names: [String] = []
  ) throws(CatalogueError) {
    self.host = host
    self.port = port
    self.names = names
    site = try CatalogueSite(catalogue, hosts: [])
  }

  /// Answers until the task is cancelled.
  ///
  /// - Parameter whenReady: Is told the address, as `HOST:PORT`, once clients can connect.
  /// - Throws: ``CatalogueError/cannotServe(address:problem:)``, above all if the port is taken.
  public func run(whenReady: @escaping @Sendable (String) -> Void) async throws(CatalogueError) {
    do {
      let pool = SocketPool.make()
      try await pool.prepare()
      let socket = try Socket(domain: Platform.internet)
      defer { try? socket.close() }
      try socket.setValue(true, for: .localAddressReuse)
      try socket.bind(to: .inet(ip4: host, port: port))
      try socket.listen()
      guard case .ip4(_, let port) = try socket.sockname() else { return }
      var site = site
      site.hosts = Set(
        ([host, "localhost"] + names).flatMap { [$0.lowercased(), "\($0.lowercased()):\(port)"] })
      let connections = Connections(listener: try AsyncSocket(socket: socket, pool: pool), site)
      whenReady("\(host):\(port)")
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await pool.run() }
        group.addTask { try await connections.accept() }
        // The first that ends or fails ends both.
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch {
      throw .cannotServe(address: "\(host):\(port)", problem: "\(error)")
    }
  }

  /// Takes connections and answers what they ask.
  private struct Connections: Sendable {
    let listener: AsyncSocket
    let site: CatalogueSite

    init(listener: AsyncSocket, _ site: CatalogueSite) {
      self.listener = listener
      self.site = site
    }

    func accept() async throws {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for open in 0... {
          if open >= CatalogueServer.connectionLimit { try await group.next() }
          let socket = try await listener.accept()
          group.addTask { await answer(socket) }
        }
      }
    }

    /// Answers one client's requests in turn, until it leaves or stops making sense.
    private func answer(_ socket: AsyncSocket) async {
      defer { try? socket.close() }
      var received: [UInt8] = []
      var keepsOpen = true
      while keepsOpen {
        do {
          guard let end = PageRequest.end(of: received.span) else {
            guard received.count < PageRequest.byteLimit else {
              let answer = CatalogueSite.fault(431, "this request is too long")
              return try await send(answer.response(keepsOpen: false, hasBody: true), to: socket)
            }
            received += try await within { try await socket.read(atMost: 4096) }
            continue
          }
          let answer: CatalogueSite.Answer
          var hasBody = true
          do throws(PageRequest.Fault) {
            let request = try PageRequest(head: received.span.extracting(..<end))
            (keepsOpen, hasBody) = (request.keepsOpen, request.method != "HEAD")
            answer = site.answer(request)
          } catch {
            // Where this request ends and another begins is not known.
            keepsOpen = false
            answer = CatalogueSite.fault(error.status, error.problem)
          }
          received.removeFirst(end)
          try await send(answer.response(keepsOpen: keepsOpen, hasBody: hasBody), to: socket)
        } catch {
          return
        }
      }
    }

    private func send(_ response: [UInt8], to socket: AsyncSocket) async throws {
      try await within { try await socket.write(Data(response)) }
    }

    /// Waits for something, but not for ever.
    private func within<Value: Sendable>(
      _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
      try await withThrowingTaskGroup(of: Value.self) { group in
        group.addTask { try await body() }
        group.addTask {
          try await Task.sleep(for: CatalogueServer.patience)
          throw SocketError.disconnected
        }
        defer { group.cancelAll() }
        guard let value = try await group.next() else { throw SocketError.disconnected }
        return value
      }
    }
  }
}

extension CatalogueSite.Answer {
  /// The answer as HTTP/1.1.
  func response(keepsOpen: Bool, hasBody: Bool) -> [UInt8] {
    let head = [
      "HTTP/1.1 \(status) \(Self.phrases[status] ?? "Answer")",
      "Content-Type: \(type)", "Content-Length: \(body.count)",
      "Content-Security-Policy: \(CataloguePage.contentSecurityPolicy)",
      "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "Referrer-Policy: no-referrer",
      "Cache-Control: no-cache", "Connection: \(keepsOpen ? "keep-alive" : "close")", "", "",
    ]
    return Array(head.joined(separator: "\r\n").utf8) + (hasBody ? body : [])
  }

  private static let phrases = [
    200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    413: "Content Too Large", 431: "Request Header Fields Too Large", 500: "Internal Server Error",
    505: "HTTP Version Not Supported",
  ]
}

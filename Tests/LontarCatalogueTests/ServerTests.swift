import Foundation
import Testing

@testable import LontarCatalogue

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The server as clients meet it, well-behaved and not.
@Suite struct ServerTests {
  private static func head(_ text: String) throws -> PageRequest {
    let bytes = Array(text.utf8)
    return try PageRequest(head: bytes.span)
  }

  @Test func aRequestIsRead() throws {
    let request = try Self.head(
      "GET /api/search?q=%E1%9E%97%E1%9E%B6+news&fold&task=NER HTTP/1.1\r\n"
        + "hOST:  localhost:8075 \r\nAccept: text/html\r\n\r\n")
    #expect(request.method == "GET" && request.path == "/api/search")
    #expect(request.query.map(\.name) == ["q", "fold", "task"])
    #expect(Array(request.query[0].value.utf8) == Array("ភា news".utf8))
    #expect(request.host == "localhost:8075" && request.keepsOpen)
    #expect(try Self.head("GET /%2e%2E+ HTTP/1.0\r\n\r\n").path == "/..+")
    #expect(try !Self.head("GET / HTTP/1.0\r\n\r\n").keepsOpen)
    #expect(try !Self.head("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n").keepsOpen)
  }

  @Test(arguments: [
    ("", 400), ("GET /\r\n\r\n", 400), ("GET  / HTTP/1.1\r\n\r\n", 400),
    ("get / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/2\r\n\r\n", 505),
    ("GET http://a/ HTTP/1.1\r\n\r\n", 400), ("GET /%G0 HTTP/1.1\r\n\r\n", 400),
    ("GET /%e HTTP/1.1\r\n\r\n", 400), ("GET /%ff HTTP/1.1\r\n\r\n", 400),
    ("GET /\u{E9} HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\n: a\r\n\r\n", 400), ("GET / HTTP/1.1\r\nA b: c\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    ("GET / HTTP/1.1\r\nA: b\u{0}\r\n\r\n", 400),
    ("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n", 413),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 413),
  ])
  func whatIsNoRequestIsRefused(text: String, status: Int) {
    #expect { _ = try Self.head(text) } throws: {
      ($0 as? PageRequest.Fault)?.status == status
    }
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n\r\nGET", 18), ("\r\n\r\n", 4), ("a\r\r\n\r\n", 6), ("\r\n\r\r\n\r\n", 7),
    ("a\r\n\n\r\n", nil), ("\n\n", nil), ("\r\n\r", nil), ("", nil),
  ])
  func theEndOfAHeadIsFound(text: String, end: Int?) {
    let bytes = Array(text.utf8)
    #expect(PageRequest.end(of: bytes.span) == end)
  }

  @Test func randomBytesAreRefusedAndNeverTrap() {
    var random = SplitMix(seed: 6)
    let signs = Array("GET /?%&=+ HTTP/1.1:\r\n a0\u{0}\u{E9}".utf8)
    for _ in 0..<20_000 {
      var bytes = (0..<random.below(40)).map { _ in signs[random.below(signs.count)] }
      if random.below(2) == 0 { bytes = Array("GET /".utf8) + bytes }
      bytes += Array("\r\n\r\n".utf8)
      if let request = try? PageRequest(head: bytes.span) { #expect(!request.path.isEmpty) }
    }
  }

  #if canImport(Glibc) || canImport(Musl)
    /// Sends bytes and gives what comes back until the server hangs up.
    private static func talk(_ port: UInt16, _ bytes: [UInt8]) -> String {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      let isOpen = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
      guard isOpen, bytes.isEmpty || send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) > 0
      else { return "" }
      var answer: [UInt8] = []
      var block = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = recv(descriptor, &block, block.count, 0)
        guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
        answer += block[..<count]
      }
    }

    @Test func theServerAnswersOverItsSockets() async throws {
      let server = try CatalogueServer(Catalogue(SearchTests.records), port: 0)
      let (places, told) = AsyncStream.makeStream(of: String.self)
      let task = Task { try await server.run { told.yield($0) } }
      defer { task.cancel() }
      var iterator = places.makeAsyncIterator()
      let place = try #require(await iterator.next())
      let port = try #require(place.split(separator: ":").last.flatMap { UInt16($0) })
      func ask(_ line: String, _ headers: String = "Connection: close\r\n") async -> String {
        let text = "\(line) HTTP/1.1\r\nHost: \(place)\r\n\(headers)\r\n"
        return await Task.detached { Self.talk(port, Array(text.utf8)) }.value
      }
      let page = await ask("GET /")
      #expect(page.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"))
      #expect(page.contains("\r\nContent-Security-Policy: default-src 'none';"))
      #expect(page.hasSuffix("</html>\n"))
      #expect(
        await ask("GET /api/search?q=%E0%B8%A0%E0%B8%B2%E0%B8%A9%E0%B8%B2").contains("thai_news"))
      // No body, and the length that it would have.
      let head = await ask("HEAD /style.css")
      #expect(head.hasSuffix("\r\n\r\n") && !head.contains("Content-Length: 0\r\n"))
      // Two questions over one connection, sent at once, are answered in turn.
      let two = await ask(
        "GET /api/record?id=malay HTTP/1.1\r\nHost: \(place)\r\n\r\nGET /api/record?id=burmese")
      #expect(two.components(separatedBy: "HTTP/1.1 200 OK").count == 3)
      #expect(two.contains("b/malay") && two.contains("a/burmese"))
      #expect(await ask("POST /").hasPrefix("HTTP/1.1 405 "))
      #expect(await ask("GET /", "Content-Length: 3\r\n").hasPrefix("HTTP/1.1 413 "))
      let long = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 17)
      let tooLong = await Task.detached { Self.talk(port, long) }.value
      #expect(tooLong.isEmpty || tooLong.hasPrefix("HTTP/1.1 431 "))
      let taken = try CatalogueServer(Catalogue([]), port: port)
      await #expect(throws: CatalogueError.self) { try await taken.run { _ in } }
    }
  #endif
}

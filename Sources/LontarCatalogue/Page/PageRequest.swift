/// What a browser asks of the page's server: the head of an HTTP/1.1 request (RFC 9112) without a body.
///
///     let head = Array("GET /api/search?q=%E1%9E%97 HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
///     try PageRequest(head: head.span).query         // [("q", "ភ")]
struct PageRequest: Sendable {
  /// Why a request is not answered, and by which status the client is told.
  struct Fault: Error {
    var status: Int
    var problem: String
  }

  /// The longest head that is read, in bytes.
  static let byteLimit = 16 << 10

  /// The method, such as `GET`.
  let method: String
  /// The path, percent signs resolved.
  let path: String
  /// Names and values behind the question mark, resolved.
  let query: [(name: String, value: String)]
  /// What the client calls this server.
  private(set) var host: String?
  /// Whether the client may ask again over the same connection.
  private(set) var keepsOpen: Bool

  /// Where the first head of what was received ends, if it is whole.
  static func end(of received: Span<UInt8>) -> Int? {
    var run = 0
    for place in received.indices {
      // CR at even places of a run, LF at odd ones; a CR that is out of place begins another run.
      let byte = received[place]
      if byte == (run % 2 == 0 ? 0x0D : 0x0A) {
        run += 1
        if run == 4 { return place + 1 }
      } else {
        run = byte == 0x0D ? 1 : 0
      }
    }
    return nil
  }

  /// Reads a head, with the empty line that ends it.
  ///
  /// - Complexity: O(*n*) in its bytes.
  init(head: Span<UInt8>) throws(Fault) {
    var lines = Self.lines(of: head)
    guard !lines.isEmpty else { throw Self.malformed("it is empty") }
    let words = lines.removeFirst().split(
      separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, words[0].allSatisfy({ 65...90 ~= $0 }), !words[0].isEmpty else {
      throw Self.malformed("its first line is not METHOD PATH VERSION")
    }
    switch String(decoding: words[2], as: UTF8.self) {
    case "HTTP/1.1": keepsOpen = true
    case "HTTP/1.0": keepsOpen = false
    default: throw Fault(status: 505, problem: "only HTTP/1.1 and HTTP/1.0 are spoken")
    }
    guard words[1].first == UInt8(ascii: "/") else {
      throw Self.malformed("what it asks for is no path")
    }
    method = String(decoding: words[0], as: UTF8.self)
    let parts = words[1].split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    path = try Self.text(parts[0], plusIsSpace: false)
    var query: [(name: String, value: String)] = []
    for pair in parts.count > 1 ? parts[1].split(separator: UInt8(ascii: "&")) : [] {
      let sides = pair.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let value = sides.count > 1 ? try Self.text(sides[1], plusIsSpace: true) : ""
      query.append((try Self.text(sides[0], plusIsSpace: true), value))
    }
    self.query = query
    for line in lines { try take(line) }
  }

  /// Takes what counts of a header's line.
  private mutating func take(_ line: ArraySlice<UInt8>) throws(Fault) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy({ 0x21...0x7E ~= $0 }),
      line[colon...].allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 })
    else { throw Self.malformed("one of its headers is none") }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    let trimmed = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
    let end = trimmed.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? trimmed.startIndex
    let value = String(decoding: trimmed[..<end], as: UTF8.self)
    switch name {
    case "host":
      guard host == nil else { throw Self.malformed("it names two hosts") }
      host = value
    case "connection":
      if value.lowercased().contains("close") { keepsOpen = false }
    case "transfer-encoding":
      throw Fault(status: 413, problem: "requests have no body here")
    case "content-length" where value != "0":
      throw Fault(status: 413, problem: "requests have no body here")
    default: break
    }
  }

  private static func malformed(_ problem: String) -> Fault {
    Fault(status: 400, problem: "this is no request: \(problem)")
  }

  /// The lines, without their ends and without the empty one.
  private static func lines(of head: Span<UInt8>) -> [ArraySlice<UInt8>] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(head.count)
    for index in head.indices { bytes.append(head[index]) }
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices.dropLast() where bytes[index] == 0x0D && bytes[index + 1] == 0x0A {
      if index > start { lines.append(bytes[start..<index]) }
      start = index + 2
    }
    return lines
  }

  /// Resolves percent signs; what is not UTF-8 then is refused.
  private static func text(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) throws(Fault) -> String {
    var resolved: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst(), let low = rest.popFirst(),
          let pair = Hexadecimal.bytes(String(decoding: [high, low], as: UTF8.self))
        else { throw malformed("a percent sign without two digits") }
        resolved += pair
      case UInt8(ascii: "+") where plusIsSpace: resolved.append(0x20)
      case 0x21...0x7E: resolved.append(byte)
      default: throw malformed("what it asks for is not ASCII")
      }
    }
    guard let text = String(validating: resolved, as: UTF8.self) else {
      throw malformed("what it asks for is not UTF-8")
    }
    return text
  }
}

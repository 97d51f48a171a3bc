public import LontarJSON

/// A log of what was imported, changed and decided, in which nothing can be edited, left out or
/// reordered without a trace.
///
///     let log = AuditLog(path: "catalogue.sqlite.audit.jsonl")
///     try log.append([AuditEntry(action: "decide", subject: "seacrowd/xl_sum", …)])
///     try log.verify(expecting: head)
///
/// Each line holds an entry and h = SHA-256(h of the line before, then the entry's canonical JSON). The
/// chain by itself does not show that its last lines are missing, or that all of it was written anew:
/// for that its head is kept elsewhere, by LontarSigning's checkpoint or by hand. Entries hold ids and hashes,
/// never text, so that personal data can be deleted without breaking the chain.
public struct AuditLog: Sendable {
  /// Where the log is.
  public let path: String

  /// The log beside a catalogue's file.
  public static func path(of catalogue: String) -> String { catalogue + ".audit.jsonl" }

  /// Names a log, which need not be there yet.
  public init(path: String) {
    self.path = path
  }

  /// A chain's end: how many entries it has, and the hash of the last.
  public struct Head: Sendable, Equatable, CustomStringConvertible {
    /// How many entries there are.
    public var count: Int
    /// The hash of the last, in hexadecimal; 64 zeros for none.
    public var hash: String

    /// `COUNT:HASH`, as the command line takes it.
    public var description: String { "\(count):\(hash)" }

    static let empty = Head(count: 0, hash: String(repeating: "0", count: 64))

    /// Makes a head.
    public init(count: Int, hash: String) {
      self.count = count
      self.hash = hash
    }

    /// Reads `COUNT:HASH`.
    public init?(_ text: String) {
      let parts = text.split(separator: ":")
      guard parts.count == 2, let count = Int(parts[0]), count >= 0,
        CroissantCheck.isDigest(Array(parts[1].utf8))
      else { return nil }
      self.init(count: count, hash: parts[1].lowercased())
    }
  }

  /// Adds entries to the end, and makes sure that they are on the disk.
  ///
  /// A last line that a crash tore is cut off first, and an entry `repair` says so, with the hash of
  /// what was cut.
  ///
  /// - Parameters:
  ///   - entries: What happened.
  ///   - seconds: When, in seconds since 1970; nothing for now.
  /// - Returns: The chain's new end.
  /// - Throws: ``CatalogueError``; also if the last line is no entry, or another process is writing
  ///   the log.
  @discardableResult
  public func append(_ entries: [AuditEntry], at seconds: Int? = nil) throws(CatalogueError) -> Head
  {
    let lock = try FileLock(path: path)
    let (bytes, head) = try lines(of: entries, at: seconds, holding: lock)
    try Platform.append(bytes, to: path)
    return head
  }

  /// The lines that entries make at the log's end, which is mended if a crash tore it, and the head
  /// that the chain has with them.
  private func lines(
    of entries: [AuditEntry], at seconds: Int? = nil, holding lock: borrowing FileLock
  ) throws(CatalogueError) -> (bytes: [UInt8], head: Head) {
    try completePending(holding: lock)
    var entries = entries
    var (head, torn) = try mendedEnd()
    if let torn { entries.insert(torn, at: 0) }
    var bytes: [UInt8] = []
    var previous = Self.digestBytes(head.hash)
    let time = Timestamp.text(seconds ?? Platform.now())
    for entry in entries {
      head.count += 1
      var object = entry.members
      object.add("n", head.count)
      object.add("at", time)
      var canonical: [UInt8] = []
      appendCanonicalJSON(object.value, to: &canonical)
      let digest = Self.link(previous, canonical.span)
      previous = digest.bytes
      head.hash = digest.description
      bytes += Self.before
      bytes += canonical
      bytes += Self.between
      bytes += digest.hexadecimal
      bytes += Self.after
    }
    return (bytes, head)
  }

  // MARK: Entries of an import

  // An import changes two files, and a crash may come between: the lines that tell of it are kept
  // beside the log first, and whoever comes next adds those that are not in it.

  var pendingPath: String { path + ".pending" }

  /// Keeps the lines of entries beside the log, until ``completePending(holding:)`` adds them.
  func keepPending(
    _ entries: [AuditEntry], holding lock: borrowing FileLock
  ) throws(CatalogueError) {
    try Platform.replace(pendingPath, with: try lines(of: entries, holding: lock).bytes)
    try Platform.flushFolder(of: path)
  }

  /// Adds those of the lines beside the log that are not in it, if there are any: a crash came
  /// before, in or after their writing.
  func completePending(holding lock: borrowing FileLock) throws(CatalogueError) {
    guard Platform.exists(pendingPath) else { return }
    let lines = try Platform.readFile(pendingPath, limit: 1 << 40)
    guard let end = lines.firstIndex(of: 0x0A) else { return }
    let first = try Self.lastHead(of: Array(lines[...end]), pendingPath)
    // What is torn is the beginning of one of these lines, and is written again: nothing to tell.
    let head = try mendedEnd().head
    var start = 0
    var number = first.count
    while number <= head.count, let end = lines[start...].firstIndex(of: 0x0A) {
      start = end + 1
      number += 1
    }
    if start < lines.count { try Platform.append(Array(lines[start...]), to: path) }
  }

  /// The head of the lines that are whole, and what there is to tell if others were cut off.
  private func mendedEnd() throws(CatalogueError) -> (head: Head, torn: AuditEntry?) {
    guard Platform.exists(path) else { return (.empty, nil) }
    var tail = try Platform.tail(of: path)
    let torn = try cutTornEnd(of: &tail)
    return (try Self.lastHead(of: tail, path), torn)
  }

  // A line is these around the entry and its hash, so that no JSON has to be parsed to verify it.
  private static let before = Array(#"{"entry":"#.utf8)
  private static let between = Array(#","hash":""#.utf8)
  private static let after = Array("\"}\n".utf8)
  private static let frame = before.count + between.count + 64 + after.count

  private static func link(_ previous: [UInt8], _ entry: Span<UInt8>) -> SHA256Digest {
    var hash = SHA256()
    hash.update(previous.span)
    hash.update(entry)
    return hash.finish()
  }

  private static func digestBytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.utf8.map { $0 < 58 ? $0 &- 48 : ($0 | 0x20) &- 87 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// Cuts off what follows the last line's end: a write that a crash ended in its middle.
  private func cutTornEnd(of tail: inout [UInt8]) throws(CatalogueError) -> AuditEntry? {
    let start = tail.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    guard start < tail.count else { return nil }
    let torn = Array(tail[start...])
    guard torn.count < Platform.tailLength else {
      throw .inFile(path: path, problem: "its last line is no entry")
    }
    try Platform.shorten(path, by: torn.count)
    tail.removeSubrange(start...)
    return AuditEntry(
      action: "repair", subject: "log", sha256: SHA256.hash(torn.span).description,
      details: [("bytes", "\(torn.count)")])
  }

  /// The head that the last line gives.
  private static func lastHead(
    of tail: [UInt8], _ path: String
  ) throws(CatalogueError) -> Head {
    guard !tail.isEmpty else { return .empty }
    let start = tail.dropLast().lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = Array(tail[start...])
    guard let value = try? JSONValue(parsing: line.span), let count = value["entry"]?["n"]?.int,
      let hash = value["hash"]?.string, CroissantCheck.isDigest(hash)
    else { throw .inFile(path: path, problem: "its last line is no entry") }
    return Head(count: count, hash: String(decoding: hash, as: UTF8.self))
  }

  // MARK: Verifying

  /// Recomputes the chain.
  ///
  /// - Parameter expected: A head that was kept elsewhere: the chain must contain it where it says.
  /// - Returns: The chain's end.
  /// - Throws: ``CatalogueError/brokenChain(path:line:problem:)`` for the first thing that is wrong.
  /// - Complexity: O(*n*) in the bytes of the log; a million entries take about a third of a second.
  public func verify(expecting expected: Head? = nil) throws(CatalogueError) -> Head {
    let bytes = Platform.exists(path) ? try Platform.readFile(path, limit: 1 << 40) : []
    var previous = [UInt8](repeating: 0, count: 32)
    var count = 0
    var start = 0
    var isExpectedMet = expected?.count == 0 && expected == .empty
    let span = bytes.span
    while start < span.count {
      // The line ends where the next newline is: canonical JSON has none inside.
      var end = start
      while end < span.count && span[end] != 0x0A { end += 1 }
      guard end < span.count else { throw broken(count + 1, "is cut off") }
      end += 1
      guard end - start > Self.frame, Self.matches(span, start, Self.before),
        Self.matches(span, end - Self.after.count, Self.after),
        Self.matches(span, end - Self.after.count - 64 - Self.between.count, Self.between)
      else { throw broken(count + 1, "is no entry") }
      let entryEnd = end - Self.after.count - 64 - Self.between.count
      let digest = Self.link(previous, span.extracting((start + Self.before.count)..<entryEnd))
      let hexadecimal = digest.hexadecimal
      let place = end - Self.after.count - 64
      for index in 0..<64 where span[place + index] != hexadecimal[index] {
        throw broken(count + 1, "was changed, or one before it is missing or elsewhere")
      }
      previous = digest.bytes
      count += 1
      if let expected, expected.count == count {
        guard hexadecimal.elementsEqual(expected.hash.utf8) else {
          throw broken(count, "is another than the head that was kept")
        }
        isExpectedMet = true
      }
      start = end
    }
    if let expected, !isExpectedMet {
      throw broken(
        count,
        "is the last, and the head that was kept is entry \(expected.count): entries are missing")
    }
    return Head(count: count, hash: SHA256Digest(bytes: previous).description)
  }

  private func broken(_ line: Int, _ problem: String) -> CatalogueError {
    .brokenChain(path: path, line: line, problem: problem)
  }

  private static func matches(_ span: Span<UInt8>, _ start: Int, _ wanted: [UInt8]) -> Bool {
    for index in wanted.indices where span[start + index] != wanted[index] { return false }
    return true
  }

  /// The entries, without verifying them.
  public func entries() throws(CatalogueError) -> [JSONValue] {
    guard Platform.exists(path) else { return [] }
    var entries: [JSONValue] = []
    for line in try Platform.readFile(path, limit: 1 << 40).split(separator: 0x0A) {
      guard let value = try? JSONValue(parsing: Array(line).span), let entry = value["entry"] else {
        throw broken(entries.count + 1, "is no entry")
      }
      entries.append(entry)
    }
    return entries
  }
}

/// Something that happened: an import, a changed record, a decision.
public struct AuditEntry: Sendable {
  /// What was done, such as `import`, `add`, `change` or `decide`.
  public var action: String
  /// What it was done to: an id, a path.
  public var subject: String
  /// The SHA-256 of what it became, in hexadecimal.
  public var sha256: String?
  /// More, as names and words; hashes and ids, never text of a corpus.
  public var details: [(name: String, value: String)]

  /// Makes an entry.
  public init(
    action: String, subject: String, sha256: String? = nil,
    details: [(name: String, value: String)] = []
  ) {
    self.action = action
    self.subject = subject
    self.sha256 = sha256
    self.details = details
  }

  var members: JSONObjectBuilder {
    var object = JSONObjectBuilder()
    object.add("action", action)
    object.add("subject", subject)
    object.add("sha256", sha256)
    if !details.isEmpty {
      var more = JSONObjectBuilder()
      for detail in details { more.add(detail.name, detail.value) }
      object.add("details", more.value)
    }
    return object
  }

  /// A decision on a pool, so that it can be traced to the rules it came from.
  public init(_ decision: PolicyDecision, of records: [Dataset]) {
    self.init(
      action: "decide", subject: Self.names(records),
      sha256: Self.hash(decision.json),
      details: [
        ("purpose", decision.purpose.rawValue), ("verdict", "\(decision.verdict)"),
        ("rules_sha256", decision.rulesSHA256),
      ])
  }

  /// A decision on a transfer.
  public init(_ decision: TransferDecision, of records: [Dataset]) {
    self.init(
      action: "decide", subject: Self.names(records),
      sha256: Self.hash(decision.json),
      details: [
        ("from", decision.from), ("to", decision.to), ("as_of", decision.day),
        ("verdict", "\(decision.verdict)"), ("rules_sha256", decision.rulesSHA256),
      ])
  }

  private static func names(_ records: [Dataset]) -> String {
    records.map { "\($0.id)@\($0.sha256.description.prefix(16))" }.joined(separator: " ")
  }

  private static func hash(_ value: JSONValue) -> String {
    var bytes: [UInt8] = []
    appendCanonicalJSON(value, to: &bytes)
    return SHA256.hash(bytes.span).description
  }
}

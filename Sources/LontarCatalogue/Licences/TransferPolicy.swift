public import LontarJSON

/// What makes a transfer of personal data lawful; the raw values are the words of the command line.
public enum Safeguard: String, CaseIterable, Sendable {
  /// The law where it goes protects alike, as someone assessed and wrote down.
  case adequacy
  /// A contract binds the receiver, such as the ASEAN model clauses.
  case contract
  /// Rules bind the whole group of companies.
  case corporateRules = "corporate-rules"
  /// A certificate, such as CBPR.
  case certification
  /// Those concerned agreed to this transfer.
  case consent
  /// A contract with those concerned, or a vital interest, needs it.
  case necessity
  /// The dossier that Vietnam asks for.
  case assessment
}

/// A rule about sending personal data out of a country, as it is in force for some time.
public struct TransferRule: Sendable {
  /// The rule's name, such as `vietnam-pdpl-91`.
  public var id: String
  /// The country that data leaves, as ISO 3166-1 alpha-2.
  public var from: String
  /// The law.
  public var instrument: String
  /// The first day on which it is in force; `nil` for always.
  public var validFrom: String?
  /// The last day; `nil` while it is in force.
  public var validTo: String?
  /// What the rule comes to where a safeguard is in place.
  public var verdict: Verdict
  /// What it asks for, in a sentence.
  public var clause: String
  /// The safeguards of which one is enough.
  public var safeguards: [Safeguard]
  /// What has to be done besides.
  public var duties: [String]
  /// Where this can be read.
  public var source: String
}

/// What the policy says of a transfer.
public struct TransferDecision: Sendable {
  /// The most severe of the reasons' verdicts.
  public var verdict: Verdict
  /// Where from, where to, and on which day.
  public var from: String
  /// The country that data goes to.
  public var to: String
  /// The day, as `YYYY-MM-DD`.
  public var day: String
  /// What has to be done, in the rules' words.
  public var duties: [String]
  /// Every rule that was met, the most severe first.
  public var reasons: [Reason]
  /// The SHA-256 of the rules, so that an answer can be traced to them.
  public var rulesSHA256: String

  /// Why the policy says what it says.
  public struct Reason: Sendable {
    /// The rule's name.
    public var rule: String
    /// What the rule says by itself.
    public var verdict: Verdict
    /// What it rests on.
    public var clause: String
    /// The ids of the records it met.
    public var records: [String]
    /// The law, if it is one.
    public var instrument: String?
    /// Where the law can be read.
    public var source: String?
  }
}

/// Decides whether corpora may be sent from one country to another, on a day.
///
///     let policy = TransferPolicy.standard
///     let decision = try policy.transfer(records, from: "VN", to: "SG", on: "2026-03-01",
///                                        safeguards: [.assessment])
///
/// Laws on transfers are about personal data, not about text: so the first question is whether a record
/// holds any, and a record that does not say needs a person. Rules are dated, because they change:
/// Vietnam's decree of 2023 gave way to a law on 2026-01-01. They are a summary, not legal advice.
///
/// A pool's verdict is the most severe of its records', so that adding a record never relaxes it; what
/// is unknown is never allowed.
public struct TransferPolicy: Sendable {
  /// The rules, in the order of their ids.
  public let rules: [TransferRule]
  /// The SHA-256 of the rules' canonical form.
  public let rulesSHA256: String

  /// The rules that come with Lontar. They are data of the package, and a test reads them all.
  public static let standard: TransferPolicy = {
    let bytes = transferRules.withUTF8Buffer { unsafe Array($0) }
    // A fault in them would leave no rule, which denies nothing and allows nothing.
    return (try? TransferPolicy(jsonLines: bytes)) ?? TransferPolicy(rules: [], hash: "")
  }()

  private init(rules: [TransferRule], hash: String) {
    self.rules = rules
    rulesSHA256 = hash
  }

  /// Reads a file of rules; see ``init(jsonLines:)``.
  public init(path: String) throws(CatalogueError) {
    let bytes = try Platform.readFile(path, limit: 1 << 24)
    do throws(CatalogueError) {
      self = try TransferPolicy(jsonLines: bytes)
    } catch {
      throw .inFile(path: path, problem: "\(error)")
    }
  }

  /// Reads rules as JSON Lines; see `lontar catalogue policy rules` for their form.
  ///
  /// - Throws: ``CatalogueError`` with line and field.
  public init(jsonLines bytes: [UInt8]) throws(CatalogueError) {
    var rules: [TransferRule] = []
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      let value: JSONValue
      do throws(JSONError) {
        value = try JSONValue(parsing: Array(line).span)
      } catch {
        throw .malformedJSON(line: number, error)
      }
      var fields = try RecordFields(value, path: "", line: number)
      let rule = try TransferRule(&fields)
      try fields.finish()
      if rules.contains(where: { $0.from == rule.from && $0.overlaps(rule) }) {
        throw fields.fault("valid_from", "overlaps with another rule of \(rule.from)")
      }
      rules.append(rule)
    }
    rules.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    var canonical: [UInt8] = []
    for rule in rules {
      appendCanonicalJSON(rule.json, to: &canonical)
      canonical.append(0x0A)
    }
    canonical += Self.fixedClauses.joined(separator: "\n").utf8
    self.init(rules: rules, hash: SHA256.hash(canonical.span).description)
  }

  private static let fixedClauses = [
    "it holds no data about people, and rules on transfers are about such data",
    "whether it holds data about people is not stated",
    "it stays in the country",
    "no rule for this country and day is known",
    "none of the safeguards that the rule asks for is stated to be in place",
    "those it is about, or its authors, took it back",
  ]

  /// Decides for a pool of records.
  ///
  /// - Parameters:
  ///   - records: What is to be sent; nothing is allowed to go anywhere.
  ///   - from: The country it leaves, as ISO 3166-1 alpha-2.
  ///   - to: The country it goes to.
  ///   - day: The day, as `YYYY-MM-DD`.
  ///   - safeguards: What is in place, as the asker states.
  /// - Throws: ``CatalogueError/invalidField(line:field:problem:)`` for what is no country or no day.
  /// - Complexity: O(*n* log *n*) in the number of records.
  public func transfer(
    _ records: [Dataset], from: String, to: String, on day: String, safeguards: [Safeguard] = []
  ) throws(CatalogueError) -> TransferDecision {
    let (from, to) = (try Self.country(from, "from"), try Self.country(to, "to"))
    guard let date = Day(day) else {
      throw .invalidField(line: 1, field: "as-of", problem: "is not a day such as 2026-01-31")
    }
    let rule = rules.first { $0.from == from && $0.isInForce(on: date) }
    var reasons: [TransferDecision.Reason] = []
    var duties: [String] = []
    func add(
      _ name: String, _ verdict: Verdict, _ clause: String, _ ids: [String],
      _ rule: TransferRule? = nil
    ) {
      guard !ids.isEmpty else { return }
      reasons.append(
        TransferDecision.Reason(
          rule: name, verdict: verdict, clause: clause, records: ids,
          instrument: rule?.instrument, source: rule?.source))
    }
    let clauses = Self.fixedClauses
    let withdrawn = records.filter { $0.withdrawn != nil }.map(\.id)
    add("withdrawn", .deny, clauses[5], withdrawn)
    if from == to {
      add("domestic", .allow, clauses[2], records.map(\.id))
    } else {
      add(
        "no-personal-data", .allow, clauses[0],
        records.filter { $0.personalData == .none }.map(\.id))
      add(
        "personal-data-unknown", .needsHuman, clauses[1],
        records.filter { $0.personalData == .unknown }.map(\.id))
      // Who holds the key can name the people again: pseudonymised data is personal data.
      let personal = records.filter { $0.personalData == .yes || $0.personalData == .pseudonymised }
        .map(\.id)
      if let rule {
        let isSafe = safeguards.contains { rule.safeguards.contains($0) }
        let isOpen = rule.verdict == .allowWithDuties && !isSafe
        add(rule.id, isOpen ? .needsHuman : rule.verdict, rule.clause, personal, rule)
        if isOpen {
          let wanted = rule.safeguards.map(\.rawValue).joined(separator: ", ")
          add("safeguard-missing", .needsHuman, "\(clauses[4]): one of \(wanted)", personal)
        }
        if !personal.isEmpty { duties = rule.duties }
      } else {
        add("no-rule", .needsHuman, clauses[3], personal)
      }
    }
    reasons.sort { $0.verdict > $1.verdict }
    return TransferDecision(
      verdict: reasons.map(\.verdict).max() ?? .allow, from: from, to: to, day: day,
      duties: duties, reasons: reasons, rulesSHA256: rulesSHA256)
  }

  private static func country(_ text: String, _ field: String) throws(CatalogueError) -> String {
    let code = text.uppercased()
    guard code.utf8.count == 2, code.utf8.allSatisfy({ 65...90 ~= $0 }) else {
      throw .invalidField(
        line: 1, field: field, problem: "is no country of two letters, such as VN")
    }
    return code
  }
}

extension TransferRule {
  fileprivate init(_ fields: inout RecordFields) throws(CatalogueError) {
    id = try fields.string("id")
    from = try fields.string("from")
    instrument = try fields.string("instrument")
    validFrom = try fields.day("valid_from")
    validTo = try fields.day("valid_to")
    let word = try fields.string("verdict")
    guard let verdict = Verdict.allCases.first(where: { $0.description == word }) else {
      throw fields.fault("verdict", "is no verdict")
    }
    self.verdict = verdict
    clause = try fields.string("clause")
    safeguards = []
    for name in try fields.strings("safeguards") {
      guard let safeguard = Safeguard(rawValue: name) else {
        throw fields.fault("safeguards", "holds '\(name)', which is none")
      }
      safeguards.append(safeguard)
    }
    duties = try fields.strings("duties")
    source = try fields.string("source")
    guard Address.isWeb(source) else { throw fields.fault("source", "is no address") }
    guard from.utf8.count == 2, from.utf8.allSatisfy({ 65...90 ~= $0 }) else {
      throw fields.fault("from", "is no country of two letters")
    }
    if let first = validFrom.flatMap(Day.init), let last = validTo.flatMap(Day.init), last < first {
      throw fields.fault("valid_to", "is before valid_from")
    }
    if verdict == .allowWithDuties && safeguards.isEmpty {
      throw fields.fault("safeguards", "is empty, and the verdict allows")
    }
  }

  func isInForce(on day: Day) -> Bool {
    if let first = validFrom.flatMap(Day.init), day < first { return false }
    if let last = validTo.flatMap(Day.init), last < day { return false }
    return true
  }

  fileprivate func overlaps(_ other: TransferRule) -> Bool {
    func precedes(_ left: TransferRule, _ right: TransferRule) -> Bool {
      guard let last = left.validTo.flatMap(Day.init), let first = right.validFrom.flatMap(Day.init)
      else { return false }
      return last < first
    }
    return !precedes(self, other) && !precedes(other, self)
  }

  /// The rule as JSON.
  public var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("id", id)
    object.add("from", from)
    object.add("instrument", instrument)
    object.add("valid_from", validFrom)
    object.add("valid_to", validTo)
    object.add("verdict", verdict.description)
    object.add("clause", clause)
    object.add("safeguards", safeguards.map(\.rawValue))
    object.add("duties", duties)
    object.add("source", source)
    return object.value
  }
}

extension TransferDecision {
  /// The decision as JSON.
  public var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("from", from)
    object.add("to", to)
    object.add("as_of", day)
    object.add("verdict", verdict.description)
    object.add("duties", duties)
    object.add("rules_sha256", rulesSHA256)
    object.add("legal_advice", JSONValue.bool(false))
    object.add(
      "reasons",
      reasons.map { reason in
        var entry = JSONObjectBuilder()
        entry.add("rule", reason.rule)
        entry.add("verdict", reason.verdict.description)
        entry.add("clause", reason.clause)
        entry.add("instrument", reason.instrument)
        entry.add("source", reason.source)
        entry.add("records", reason.records)
        return entry.value
      })
    return object.value
  }
}

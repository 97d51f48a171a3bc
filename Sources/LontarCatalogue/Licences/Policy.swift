/// What a pool of corpora is wanted for; the raw values are the words of the command line.
public enum Purpose: String, CaseIterable, Sendable {
  /// Train a model or a vocabulary for research.
  case train
  /// Train one that earns money.
  case commercial
  /// Give away a vocabulary or a table of word counts.
  case shareVocabulary = "share-vocabulary"
  /// Give away the files as they are, side by side: a collection.
  case redistribute
  /// Give away normalised, segmented or mixed text: an adaptation.
  case shareText = "share-text"
}

/// The answer of the policy, from the mildest to the most severe; a pool's answer is the most severe
/// of its parts.
public enum Verdict: Int, CaseIterable, Sendable, Comparable, CustomStringConvertible {
  /// Nothing stands against it.
  case allow
  /// It may be done by those who keep the duties.
  case allowWithDuties
  /// The records do not say enough, or the question is open: a person must decide.
  case needsHuman
  /// A licence forbids it.
  case deny

  public static func < (left: Verdict, right: Verdict) -> Bool { left.rawValue < right.rawValue }

  public var description: String {
    switch self {
    case .allow: "ALLOW"
    case .allowWithDuties: "ALLOW-WITH-DUTIES"
    case .needsHuman: "NEEDS-HUMAN"
    case .deny: "DENY"
    }
  }
}

/// What one must do who uses the pool; the raw values are what is shown.
public enum Duty: String, CaseIterable, Sendable, Comparable {
  /// Name the authors, the source and the licence.
  case credit
  /// Hand the licence's text on.
  case includeLicence = "include-licence"
  /// Say what was changed.
  case stateChanges = "state-changes"
  /// License what is made of it alike.
  case sameLicence = "same-licence"
  /// Do not sell, and do not let others sell.
  case nonCommercial = "non-commercial"
  /// Hand on unchanged copies only.
  case unchanged

  public static func < (left: Duty, right: Duty) -> Bool {
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }
}

/// Why the policy says what it says: one rule that met one record, or two.
public struct PolicyReason: Sendable {
  /// The rule's name, such as `non-commercial/commercial`.
  public var rule: String
  /// What the rule says by itself.
  public var verdict: Verdict
  /// What it rests on.
  public var clause: String
  /// The ids of the records it met.
  public var records: [String]
  /// The licence as the record states it.
  public var licence: String
}

/// What the policy says of a pool.
public struct PolicyDecision: Sendable {
  /// What the pool is wanted for.
  public var purpose: Purpose
  /// The most severe of the reasons' verdicts.
  public var verdict: Verdict
  /// The duties of all the records together, sorted.
  public var duties: [Duty]
  /// The licences under which the pool's text could be handed on, for ``Purpose/shareText``.
  public var outbound: [String]
  /// Every rule that was met, the most severe first.
  public var reasons: [PolicyReason]
  /// The SHA-256 of the rules, so that an answer can be traced to them.
  public var rulesSHA256: String
}

/// Decides what may be done with corpora, alone and together.
///
///     let decision = Policy().pool([hseThai, voxlingua], purpose: .commercial)
///     decision.verdict            // .needsHuman, because one of them states no licence
///
/// The rules are a summary of licences, written with care and without a lawyer: not legal advice.
/// They are a lattice: a pool's verdict is the most severe of its records' and pairs', its duties
/// are the union, and its outbound licences the intersection. So adding a record never relaxes an
/// answer. What is unknown is never allowed.
public struct Policy: Sendable {
  /// The SHA-256 of the rules in force.
  public let rulesSHA256: String

  /// Takes the rules of this version of Lontar.
  public init() {
    rulesSHA256 = PolicyRule.hash
  }

  /// Decides for a pool of records.
  ///
  /// - Returns: The decision; an empty pool is a pool of nothing, and allowed.
  /// - Complexity: O(*n* log *n*) in the number of records.
  public func pool(_ records: [Dataset], purpose: Purpose) -> PolicyDecision {
    var reasons: [PolicyReason] = []
    var duties = Set<Duty>()
    for record in records {
      for finding in findings(for: record, purpose: purpose) {
        reasons.append(finding.reason)
        duties.formUnion(finding.duties)
      }
    }
    var outbound = OutboundLicences.all
    for record in records {
      outbound.formIntersection(OutboundLicences(of: LicenceClass(licence: record.licence.id)))
    }
    if purpose == .shareText && records.count > 1 {
      reasons += conflicts(in: records, outbound: outbound)
    }
    reasons.sort { $0.verdict > $1.verdict }
    return PolicyDecision(
      purpose: purpose, verdict: reasons.map(\.verdict).max() ?? .allow, duties: duties.sorted(),
      outbound: purpose == .shareText ? outbound.names : [], reasons: reasons,
      rulesSHA256: rulesSHA256)
  }

  /// The verdict on a pair, without its reasons; for tables of all pairs.
  public func verdict(_ left: Dataset, _ right: Dataset, purpose: Purpose) -> Verdict {
    verdict(Self.summary(left), Self.summary(right), purpose: purpose)
  }

  /// The verdicts on every pair of records, in the order (0, 1), (0, 2) … (1, 2) …
  ///
  /// - Complexity: O(*n*²) in the number of records, a few nanoseconds a pair.
  public func pairVerdicts(_ records: [Dataset], purpose: Purpose) -> [Verdict] {
    let summaries = records.map { Self.summary($0) }
    var verdicts: [Verdict] = []
    verdicts.reserveCapacity(records.count * max(0, records.count - 1) / 2)
    let alone = summaries.map { Self.single($0, purpose: purpose) }
    for left in summaries.indices {
      for right in summaries.indices.dropFirst(left + 1) {
        var verdict = max(alone[left], alone[right])
        if purpose == .shareText {
          verdict = max(verdict, pairing(summaries[left], summaries[right]))
        }
        verdicts.append(verdict)
      }
    }
    return verdicts
  }

  /// The verdict on one record by itself.
  static func alone(_ record: Dataset, purpose: Purpose) -> Verdict {
    single(summary(record), purpose: purpose)
  }

  // A pair of records is decided by these alone.
  private struct Summary {
    var licenceClass: LicenceClass
    var hasOwnTerms: Bool
    var isWithdrawn: Bool
    var outbound: OutboundLicences
  }

  private static func summary(_ record: Dataset) -> Summary {
    let licenceClass = LicenceClass(licence: record.licence.id)
    return Summary(
      licenceClass: licenceClass, hasOwnTerms: record.licence.terms != nil,
      isWithdrawn: record.withdrawn != nil, outbound: OutboundLicences(of: licenceClass))
  }

  private func verdict(_ left: Summary, _ right: Summary, purpose: Purpose) -> Verdict {
    let alone = max(
      Self.single(left, purpose: purpose), Self.single(right, purpose: purpose))
    return purpose == .shareText ? max(alone, pairing(left, right)) : alone
  }

  private static func single(_ summary: Summary, purpose: Purpose) -> Verdict {
    if summary.isWithdrawn { return .deny }
    let verdict = PolicyRule.rule(for: summary.licenceClass, purpose).verdict
    return summary.hasOwnTerms ? max(verdict, .needsHuman) : verdict
  }

  private func pairing(_ left: Summary, _ right: Summary) -> Verdict {
    if left.outbound.contains(.undecided) || right.outbound.contains(.undecided) {
      return .needsHuman
    }
    return left.outbound.isDisjoint(with: right.outbound) ? .deny : .allow
  }

  private func findings(
    for record: Dataset, purpose: Purpose
  ) -> [(reason: PolicyReason, duties: [Duty])] {
    let licenceClass = LicenceClass(licence: record.licence.id)
    let rule = PolicyRule.rule(for: licenceClass, purpose)
    let licence = record.licence.id ?? (record.licence.raw.isEmpty ? "none" : record.licence.raw)
    func reason(_ name: String, _ verdict: Verdict, _ clause: String) -> PolicyReason {
      PolicyReason(
        rule: name, verdict: verdict, clause: clause, records: [record.id], licence: licence)
    }
    var findings = [(reason(rule.name, rule.verdict, rule.clause), rule.duties)]
    if record.licence.terms != nil {
      findings.append((reason("own-terms", .needsHuman, PolicyRule.ownTermsClause), []))
    }
    if let day = record.withdrawn {
      findings.append(
        (reason("withdrawn", .deny, "withdrawn on \(day): \(PolicyRule.withdrawnClause)"), []))
    }
    return findings
  }

  /// The pairs of classes whose licences cannot meet in one work; one example of each.
  private func conflicts(in records: [Dataset], outbound: OutboundLicences) -> [PolicyReason] {
    guard outbound.isEmpty else { return [] }
    var firsts: [(class: LicenceClass, record: Dataset)] = []
    for record in records {
      let licenceClass = LicenceClass(licence: record.licence.id)
      if licenceClass != .unknown && !firsts.contains(where: { $0.class == licenceClass }) {
        firsts.append((licenceClass, record))
      }
    }
    var reasons: [PolicyReason] = []
    for (index, left) in firsts.enumerated() {
      for right in firsts[(index + 1)...]
      where OutboundLicences(of: left.class).isDisjoint(with: OutboundLicences(of: right.class)) {
        reasons.append(
          PolicyReason(
            rule: "outbound/\(left.class.rawValue)+\(right.class.rawValue)", verdict: .deny,
            clause: PolicyRule.conflictClause, records: [left.record.id, right.record.id],
            licence: "\(left.record.licence.id ?? "") + \(right.record.licence.id ?? "")"))
      }
    }
    return reasons
  }
}

/// The kinds of licence under which a mixed text may be handed on.
struct OutboundLicences: OptionSet {
  let rawValue: UInt8

  static let permissive = OutboundLicences(rawValue: 1)
  static let shareAlike = OutboundLicences(rawValue: 2)
  static let nonCommercial = OutboundLicences(rawValue: 4)
  static let otherShareAlike = OutboundLicences(rawValue: 8)
  static let codeCopyleft = OutboundLicences(rawValue: 16)
  /// Not a licence: nobody knows.
  static let undecided = OutboundLicences(rawValue: 32)
  static let all = OutboundLicences(rawValue: 63)

  init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Later versions of a Creative Commons licence count, as CC BY-SA and CC BY-NC-SA say themselves.
  init(of licenceClass: LicenceClass) {
    self =
      switch licenceClass {
      case .publicDomain, .attribution:
        [.permissive, .shareAlike, .nonCommercial, .otherShareAlike, .codeCopyleft]
      case .shareAlike: .shareAlike
      case .otherShareAlike: .otherShareAlike
      case .codeCopyleft: .codeCopyleft
      case .nonCommercial, .nonCommercialShareAlike: .nonCommercial
      case .noDerivatives, .nonCommercialNoDerivatives: []
      case .unknown: .undecided
      }
  }

  var names: [String] {
    var names: [String] = []
    if contains(.permissive) { names.append("CC-BY-4.0") }
    if contains(.shareAlike) { names.append("CC-BY-SA-4.0") }
    if contains(.nonCommercial) { names.append("CC-BY-NC-SA-4.0") }
    return names
  }
}

import Testing

@testable import LontarCatalogue

@Suite struct PolicyTests {
  static func record(_ id: String, _ licence: String?, terms: String? = nil) -> Dataset {
    var record = Dataset(id: id, name: id)
    record.licence = LicenceStatement(raw: licence ?? "", id: licence, terms: terms)
    return record
  }

  /// Every kind of record that a rule tells apart.
  static let kinds: [Dataset] = {
    let licences: [String?] = [
      "CC0-1.0", "MIT", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "ODbL-1.0", "GPL-3.0-only",
      "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0", nil, "Unlicense",
      "LicenseRef-others",
    ]
    var kinds = licences.enumerated().map { record("k/\($0)", $1) }
    kinds.append(record("k/terms", "CC-BY-4.0", terms: "Cite us."))
    var withdrawn = record("k/withdrawn", "CC0-1.0")
    withdrawn.withdrawn = "2026-01-01"
    kinds.append(withdrawn)
    return kinds
  }()

  @Test(arguments: Purpose.allCases)
  func addingARecordNeverRelaxesAnAnswer(purpose: Purpose) {
    var random = SplitMix(seed: 8)
    let policy = Policy()
    for _ in 0..<300 {
      var pool: [Dataset] = []
      var before = policy.pool(pool, purpose: purpose)
      for _ in 0..<6 {
        pool.append(Self.kinds[random.below(Self.kinds.count)])
        let after = policy.pool(pool.shuffled(using: &random), purpose: purpose)
        #expect(after.verdict >= before.verdict)
        #expect(Set(after.duties).isSuperset(of: before.duties))
        if pool.count > 1 {
          #expect(Set(after.outbound).isSubset(of: before.outbound))
        }
        before = after
      }
    }
  }

  @Test(arguments: Purpose.allCases)
  func whatIsUnknownIsNeverAllowed(purpose: Purpose) {
    for record in Self.kinds where LicenceClass(licence: record.licence.id) == .unknown {
      #expect(Policy().pool([record], purpose: purpose).verdict >= .needsHuman)
    }
  }

  @Test(arguments: Purpose.allCases)
  func aTableOfPairsSaysWhatPoolsSayAndIsSymmetric(purpose: Purpose) {
    let policy = Policy()
    let verdicts = policy.pairVerdicts(Self.kinds, purpose: purpose)
    var index = 0
    for left in Self.kinds.indices {
      for right in Self.kinds.indices.dropFirst(left + 1) {
        let (first, second) = (Self.kinds[left], Self.kinds[right])
        #expect(verdicts[index] == policy.pool([first, second], purpose: purpose).verdict)
        #expect(verdicts[index] == policy.verdict(second, first, purpose: purpose))
        index += 1
      }
    }
    #expect(index == verdicts.count)
  }

  @Test(arguments: [
    ("CC0-1.0", Purpose.commercial, Verdict.allow), ("MIT", .shareText, .allowWithDuties),
    ("CC-BY-NC-4.0", .commercial, .deny), ("CC-BY-NC-4.0", .train, .allowWithDuties),
    ("CC-BY-ND-4.0", .shareText, .deny), ("CC-BY-ND-4.0", .commercial, .needsHuman),
    ("CC-BY-NC-ND-4.0", .commercial, .deny), ("GPL-3.0-only", .shareVocabulary, .needsHuman),
    ("CC-BY-NC-ND-4.0", .redistribute, .allowWithDuties), ("Unlicense", .train, .needsHuman),
  ])
  func aLicenceDecides(licence: String, purpose: Purpose, verdict: Verdict) {
    #expect(Policy().pool([Self.record("a", licence)], purpose: purpose).verdict == verdict)
  }

  @Test func twoShareAlikesThatContradictAreNotMixed() {
    let decision = Policy().pool(
      [Self.record("a", "CC-BY-SA-4.0"), Self.record("b", "CC-BY-NC-SA-4.0")], purpose: .shareText)
    #expect(decision.verdict == .deny)
    #expect(decision.outbound.isEmpty)
    #expect(decision.reasons.first?.records == ["a", "b"])
    #expect(decision.reasons.first?.rule == "outbound/share-alike+non-commercial-share-alike")
  }

  @Test func everyClassHasOneRuleAPurpose() {
    #expect(PolicyRule.table.count == LicenceClass.allCases.count * Purpose.allCases.count)
    for licenceClass in LicenceClass.allCases {
      for purpose in Purpose.allCases {
        let rule = PolicyRule.rule(for: licenceClass, purpose)
        #expect(rule.licenceClass == licenceClass && rule.purpose == purpose)
        #expect(!rule.clause.isEmpty)
      }
    }
  }

  @Test(.enabled(if: Shared.isThere, "needs ../shared/data/catalogue"))
  func theHubsRecordsCanBePooledAsWasCounted() throws {
    var records: [Dataset] = []
    for line in try Shared.lines("seacrowd.jsonl") {
      records.append(Self.record(line["id"]?.text ?? "", nil))
      records[records.count - 1].licence = LicenceStatement(raw: line["license"]?.text ?? "")
      // Whether licences fit together is asked here, not what added terms say.
      records[records.count - 1].licence.terms = nil
    }
    var classes: [LicenceClass: Int] = [:]
    for record in records { classes[LicenceClass(licence: record.licence.id), default: 0] += 1 }
    #expect(
      classes == [
        .publicDomain: 20, .attribution: 104, .shareAlike: 83, .otherShareAlike: 2,
        .codeCopyleft: 15, .nonCommercial: 16, .nonCommercialShareAlike: 39, .noDerivatives: 1,
        .nonCommercialNoDerivatives: 14, .unknown: 106,
      ])
    var mergeable = 0
    var impossible = 0
    var undecided = 0
    for left in records.indices {
      let first = OutboundLicences(of: LicenceClass(licence: records[left].licence.id))
      for right in records.indices.dropFirst(left + 1) {
        let second = OutboundLicences(of: LicenceClass(licence: records[right].licence.id))
        if first.contains(.undecided) || second.contains(.undecided) {
          undecided += 1
        } else if first.isDisjoint(with: second) {
          impossible += 1
        } else {
          mergeable += 1
        }
      }
    }
    #expect(mergeable == 31_840)
    #expect(impossible == 11_231)
    #expect(undecided == 36_729)
  }
}

/// Numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}

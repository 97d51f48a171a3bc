import Testing

@testable import LontarCatalogue

@Suite struct TransferTests {
  static func record(_ personalData: PersonalData, withdrawn: String? = nil) -> Dataset {
    var record = Dataset(id: "a/\(personalData.rawValue)\(withdrawn ?? "")", name: "a")
    record.personalData = personalData
    record.withdrawn = withdrawn
    return record
  }

  @Test func everyCountryOfTheRegionHasARuleToday() {
    let policy = TransferPolicy.standard
    #expect(policy.rules.count == 17)
    #expect(policy.rulesSHA256.utf8.count == 64)
    for country in ["BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"] {
      let today = Day("2026-03-01")
      #expect(policy.rules.filter { $0.from == country && $0.isInForce(on: today!) }.count == 1)
    }
    #expect(policy.rules.allSatisfy { !$0.clause.isEmpty && $0.source.hasPrefix("https://") })
  }

  @Test(arguments: [
    ("VN", "2023-06-30", "no-rule"), ("VN", "2023-07-01", "vietnam-decree-13"),
    ("VN", "2025-12-31", "vietnam-decree-13"), ("VN", "2026-01-01", "vietnam-pdpl-91"),
    ("MY", "2025-03-31", "malaysia-129-whitelist"), ("MY", "2025-04-01", "malaysia-129-amended"),
    ("TH", "2024-03-23", "thailand-28-29"), ("TH", "2024-03-24", "thailand-28-29-notifications"),
    ("ID", "2024-10-16", "indonesia-transition"), ("ID", "2024-10-17", "indonesia-56"),
    ("BN", "2025-12-31", "brunei-before-order"), ("FR", "2026-01-01", "no-rule"),
  ])
  func theRuleOfTheDayDecides(from: String, day: String, rule: String) throws {
    let decision = try TransferPolicy.standard.transfer(
      [Self.record(.yes)], from: from, to: "SG", on: day)
    #expect(decision.reasons.contains { $0.rule == rule })
    #expect(decision.verdict == .needsHuman)
  }

  @Test func aSafeguardThatTheRuleTakesLetsDataGo() throws {
    let policy = TransferPolicy.standard
    func verdict(_ status: PersonalData, _ safeguards: [Safeguard]) throws -> Verdict {
      try policy.transfer(
        [Self.record(status)], from: "vn", to: "sg", on: "2026-03-01", safeguards: safeguards
      ).verdict
    }
    #expect(try verdict(.yes, [.assessment]) == .allowWithDuties)
    #expect(try verdict(.pseudonymised, [.assessment]) == .allowWithDuties)
    #expect(try verdict(.yes, [.contract]) == .needsHuman)
    #expect(try verdict(.none, []) == .allow)
    #expect(try verdict(.unknown, Safeguard.allCases) == .needsHuman)
  }

  @Test func whatStaysIsNoTransferAndWhatWasWithdrawnGoesNowhere() throws {
    let policy = TransferPolicy.standard
    let home = try policy.transfer([Self.record(.yes)], from: "TH", to: "TH", on: "2026-01-01")
    #expect(home.verdict == .allow)
    let gone = try policy.transfer(
      [Self.record(.none, withdrawn: "2026-01-01")], from: "TH", to: "TH", on: "2026-02-01")
    #expect(gone.verdict == .deny)
  }

  @Test func addingARecordNeverRelaxesAnAnswer() throws {
    var random = SplitMix(seed: 31)
    let kinds =
      PersonalData.allCases.map { Self.record($0) }
      + [Self.record(.yes, withdrawn: "2026-01-01")]
    let countries = ["VN", "SG", "KH", "FR", "MY"]
    for _ in 0..<500 {
      let from = countries[random.below(5)]
      let to = countries[random.below(5)]
      let safeguards = Safeguard.allCases.filter { _ in random.below(3) == 0 }
      var pool: [Dataset] = []
      var before = try TransferPolicy.standard.transfer(
        pool, from: from, to: to, on: "2026-03-01", safeguards: safeguards)
      for _ in 0..<5 {
        pool.append(kinds[random.below(kinds.count)])
        let after = try TransferPolicy.standard.transfer(
          pool.shuffled(using: &random), from: from, to: to, on: "2026-03-01",
          safeguards: safeguards)
        #expect(after.verdict >= before.verdict)
        #expect(Set(after.duties).isSuperset(of: before.duties))
        before = after
      }
    }
  }

  @Test func changedRulesHaveAnotherHash() throws {
    let text = String(decoding: transferRules.withUTF8Buffer { Array($0) }, as: UTF8.self)
    let same = try TransferPolicy(
      jsonLines: Array(text.split(separator: "\n").reversed().joined(separator: "\n\n").utf8))
    #expect(same.rulesSHA256 == TransferPolicy.standard.rulesSHA256)
    let other = try TransferPolicy(
      jsonLines: Array(text.replacing("2025-12-31", with: "2025-12-30").utf8))
    #expect(other.rulesSHA256 != same.rulesSHA256)
  }

  @Test(arguments: [
    ("{", "line 1"), ("{}", "field 'id'"),
    (rule(#""verdict":"MAYBE""#), "'verdict' is no verdict"),
    (rule(#""verdict":"NEEDS-HUMAN","valid_from":"2026-02-30""#), "'valid_from' is not a day"),
    (rule(#""verdict":"ALLOW-WITH-DUTIES""#), "'safeguards' is empty"),
    (rule(#""verdict":"NEEDS-HUMAN","safeguards":["luck"]"#), "'safeguards' holds 'luck'"),
    (rule(#""verdict":"NEEDS-HUMAN","extra":1"#), "'extra' is not a field"),
    (
      rule(#""verdict":"NEEDS-HUMAN","valid_from":"2026-01-02","valid_to":"2026-01-01""#),
      "'valid_to' is before"
    ),
    (rule(#""verdict":"NEEDS-HUMAN""#) + "\n" + rule(#""verdict":"DENY""#), "line 2: field"),
  ])
  func rulesAreReadStrictly(text: String, problem: String) {
    #expect {
      _ = try TransferPolicy(jsonLines: Array(text.utf8))
    } throws: {
      "\($0)".contains(problem)
    }
  }

  static func rule(_ rest: String) -> String {
    #"{"id":"a","from":"VN","instrument":"b","clause":"c","source":"https://example.org/",\#(rest)}"#
  }

  @Test(arguments: [
    ("V", "SG", "2026-01-01"), ("VN", "S1", "2026-01-01"), ("VN", "SG", "2026-1-1"),
  ])
  func whatIsNoCountryOrDayIsRefused(from: String, to: String, day: String) {
    #expect(throws: CatalogueError.self) {
      _ = try TransferPolicy.standard.transfer([], from: from, to: to, on: day)
    }
  }
}

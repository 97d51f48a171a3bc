import LontarJSON
import Testing

@testable import LontarCatalogue

@Suite struct LicenceTests {
  @Test(arguments: [
    ("CC-BY-SA 4.0", "CC-BY-SA-4.0"), ("cc_by_3.0", "CC-BY-3.0"), ("mit", "MIT"),
    ("Creative Commons Attribution Non Commercial 2.0 (cc-by-nc-2.0)", "CC-BY-NC-2.0"),
    ("Creative Common Attribution Share-Alike 4.0 International", "CC-BY-SA-4.0"),
    (
      "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 Unported License",
      "CC-BY-NC-ND-4.0"
    ),
    ("Attribution-ShareAlike 4.0 International.", "CC-BY-SA-4.0"),
    ("CC0 - \"Public Domain Dedication\"", "CC0-1.0"),
    ("Apache License, Version 2.0", "Apache-2.0"),
    ("Open Database License family (odbl)", "ODbL-1.0"), ("agpl-3.0", "AGPL-3.0-only"),
    ("Other License (others) | Ask the authors.", "LicenseRef-others"),
  ])
  func namesOneLicence(raw: String, id: String) {
    #expect(LicenceResolver.resolve(raw).id == id)
  }

  @Test(arguments: [
    "CC BY 4.0, but not for commerce", "Attribution 4.0 International and our own terms",
    "For research purposes only.", "See https://example.org/LICENSE (CC BY 4.0)", "ODC_C",
    "Attribution", "CC BY", "Creative Commons Attribution 5.0", "MIT or not", "cc-by-4",
  ])
  func neverGuesses(raw: String) {
    let resolution = LicenceResolver.resolve(raw)
    #expect(resolution.id == nil)
    #expect(resolution.outcome == .needsPerson)
  }

  @Test(arguments: ["", " ", "unknown", "TBD", "Unknown (unknown)", "UNKNOWN"])
  func saysThatNothingIsStated(raw: String) {
    #expect(LicenceResolver.resolve(raw).outcome == .unstated)
  }

  @Test(arguments: ["Creative Commons license family (cc)", "BSD license family (bsd)", "lgpl"])
  func doesNotTakeAFamilyForALicence(raw: String) {
    #expect(LicenceResolver.resolve(raw).outcome == .family)
    #expect(LicenceResolver.resolve(raw).id?.hasPrefix("LicenseRef-") != false)
  }

  @Test func termsAreKeptApart() {
    let resolution = LicenceResolver.resolve("Unknown (unknown) | For research.\n")
    #expect(resolution.outcome == .unstated)
    #expect(resolution.terms == "For research.")
  }

  @Test(.enabled(if: Shared.isThere, "needs ../shared/data/catalogue"))
  func theHubsStringsResolveAsThePeopleWhoReadThemDid() throws {
    var automatic = 0
    var flagged = 0
    for line in try Shared.lines("licences.jsonl") {
      let raw = try #require(line["raw"]?.text)
      let resolution = LicenceResolver.resolve(raw)
      let isKnown = line["id"]?.text != nil
      if resolution.outcome == .needsPerson { flagged += 1 } else { automatic += 1 }
      #expect((resolution.outcome != .needsPerson) == isKnown, "\(raw)")
      let spdx = resolution.id.flatMap { $0.hasPrefix("LicenseRef") ? nil : $0 }
      #expect(spdx == line["spdx"]?.text, "\(raw)")
      if let terms = line["terms"]?.string {
        #expect(resolution.terms.map { Array($0.utf8) } == terms, "\(raw)")
      }
    }
    #expect(automatic == 75)
    #expect(flagged == 5)
  }
}

/// What ISO 639 says of a code.
public enum LanguageStatus: Sendable, Equatable {
  /// One language of ISO 639-3.
  case individual
  /// A macrolanguage of ISO 639-3, such as `msa`: which of its languages is not said.
  case macrolanguage
  /// A family or group of ISO 639-5, such as `myn`.
  case group
  /// A code of two letters, and the three that stand for the same.
  case twoLetters(String)
  /// Not a code.
  case invalid
}

/// The languages of ISO 639, as the catalogue needs them.
///
///     LanguageTable.status(of: "khm")       // .individual
///     LanguageTable.status(of: "myn")       // .group: the Mayan languages, not Burmese
///     LanguageTable.name(of: "mya")         // "Burmese"
public enum LanguageTable {
  /// What ISO 639 says of a code.
  ///
  /// - Complexity: O(log *n*) in the number of languages.
  public static func status(of code: String) -> LanguageStatus {
    let bytes = Array(code.utf8)
    if bytes.count == 3 {
      if contains(LanguageCodes.individual, bytes) { return .individual }
      if contains(LanguageCodes.macrolanguages, bytes) { return .macrolanguage }
      if contains(LanguageCodes.groups, bytes) { return .group }
    } else if bytes.count == 2, let three = threeLetters(for: bytes) {
      return .twoLetters(three)
    }
    return .invalid
  }

  /// The three letters of a code, if it is one: `vi` gives `vie`, and `vie` itself.
  public static func threeLetters(for code: String) -> String? {
    switch status(of: code) {
    case .individual, .macrolanguage, .group: code
    case .twoLetters(let three): three
    case .invalid: nil
    }
  }

  /// A language's reference name, for the languages that the region's hubs use.
  public static func name(of code: String) -> String? {
    names[threeLetters(for: code) ?? code]
  }

  /// The languages of a macrolanguage, of those of the region and its neighbours.
  public static func members(of macrolanguage: String) -> [String] {
    macrolanguages.first { $0.code == macrolanguage }?.members ?? []
  }

  /// The macrolanguage that a language belongs to, of those of the region and its neighbours.
  public static func macrolanguage(of code: String) -> String? {
    macrolanguages.first { $0.members.contains(code) }?.code
  }

  /// The countries of the region where languages are at home, sorted, as ISO 3166-1 codes.
  public static func countries(of codes: [String]) -> [String] {
    var countries = Set<String>()
    for code in codes { countries.formUnion(homes[threeLetters(for: code) ?? code] ?? []) }
    return countries.sorted()
  }

  private static func contains(_ table: StaticString, _ code: [UInt8]) -> Bool {
    table.withUTF8Buffer { bytes in
      var low = 0
      var high = bytes.count / 3
      while low < high {
        let middle = (low + high) / 2
        let entry = unsafe bytes[(middle * 3)..<(middle * 3 + 3)]
        if unsafe entry.elementsEqual(code) { return true }
        if unsafe entry.lexicographicallyPrecedes(code) { low = middle + 1 } else { high = middle }
      }
      return false
    }
  }

  private static func threeLetters(for two: [UInt8]) -> String? {
    LanguageCodes.twoLetters.withUTF8Buffer { bytes in
      for start in stride(from: 0, to: bytes.count - 4, by: 5)
      where unsafe (bytes[start] == two[0] && bytes[start + 1] == two[1]) {
        return unsafe String(decoding: bytes[(start + 2)..<(start + 5)], as: UTF8.self)
      }
      return nil
    }
  }

  private static let names: [String: String] = {
    var names: [String: String] = [:]
    let bytes = LanguageCodes.names.withUTF8Buffer { unsafe Array($0) }
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let code = String(decoding: line.prefix(3), as: UTF8.self)
      names[code] = String(decoding: line.dropFirst(4), as: UTF8.self)
    }
    return names
  }()

  private static let macrolanguages: [(code: String, members: [String])] = [
    (
      "msa",
      words(
        "bjn btj bve bvu coa dup hji ind jak jax kvb kvr kxd lce lcf liw max meo mfa mfb min mqg "
          + "msi mui orn ors pel pse tmw urk vkk vkt xmm zlm zmi zsm")
    ),
    ("zho", words("cdo cjy cmn cnp cpx csp czh czo gan hak hsn lzh mnp nan wuu yue")),
    ("bik", words("bcl bln bto cts fbl lbl rbl ubl")),
    (
      "hmn",
      words(
        "cqd hea hma hmc hmd hme hmg hmh hmi hmj hml hmm hmp hmq hmr hms hmw hmy hmz hnj hrm huj "
          + "mmr muq mww sfm")
    ),
    ("ara", words("arb acm afb aeb apc ary arz ars acq apd")),
    ("aze", words("azb azj")),
    ("fas", words("pes prs")),
    ("nor", words("nno nob")),
    ("sqi", words("aae aat aln als")),
  ]

  /// Where the larger languages of the region are at home.
  private static let homes: [String: [String]] = {
    let table = [
      "BN": "msa zsm zlm kxd kzi tut dtb",
      "ID":
        "ind jav sun min ace bjn ban bug mad mak nij bbc btx bts btm btk akb gor sas tet bew abl "
        + "ljp lampung mui mkn kvr rej mgm mdr nia tdt xmm abs gqr kaili day iba abui aoz llg dao "
        + "end nxe ljl msa osi tes jax pea sda mbf mdy abz kvt",
      "KH": "khm cja kuy krr",
      "LA": "lao kjg hnj mww blt hni lhu kmk",
      "MM": "mya shn mnw ksw kac cnh ctd cfm lus rki pce kjp lhu ahk bzi lsi blr prk hlt csy mrh",
      "MY": "zlm zsm msa iba dtp kxd mui tam cmn yue nan hak meo zmi xmm bsb dtb kzj",
      "PH":
        "tgl fil ceb ilo hil war pag pam bcl bik cbk cgc krj mdh mrw tsg bto cps akl ivv ifk ifb "
        + "ifu kne kmk-ph msb mta mbb mbd mbs mbt mbi atb atd att agt ibg itv msk blw bps sml "
        + "psp bkd hnn abx obo sgb ksc bfn ubl rbl fbl mkx",
      "SG": "eng cmn msa zsm zlm tam nan yue sgx",
      "TH": "tha nod sou tts mfa khm-th kjp ksw lwl mnw shn bzi ahk kxm lhu hmn prt urk",
      "TL": "tet tdt por mgm kem mkz tkd",
      "VN": "vie cjm tyz tay nut mtq hnj hre bdq jra sed rad cmo cja blt ium tou brb",
    ]
    var homes: [String: [String]] = [:]
    for (country, codes) in table {
      for code in words(codes) where code.utf8.count == 3 {
        homes[code, default: []].append(country)
      }
    }
    return homes
  }()

  private static func words(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: " ")).map { String(decoding: Array($0), as: UTF8.self) }
  }
}

internal import LontarText

/// Where the tokens of languages in Latin script differ.
struct TokenConvention: Sendable {
  /// Which abbreviations keep their full stop.
  enum Abbreviations: Sendable {
    /// All that are known, and initials.
    case all
    /// All that are known, but for titles and initials, as Indonesian treebanks have it.
    case exceptTitles
    /// None but those with several full stops, as Filipino treebanks have it.
    case dottedOnly
  }

  var abbreviations: Abbreviations
  /// Whether a hyphen between two numbers joins them: `44-41`, a score of a Filipino game.
  var joinsNumbers: Bool
  /// Whether a hyphen or an apostrophe may begin a word: `-anyos`, `‘yung`.
  var hasLeadingMarks: Bool
  /// Whether the sign of money before a number is a token of its own: `Rp|9.000`.
  var cutsMoney: Bool
  /// Whether the words of a hashtag are cut: where no spaces are written a tag is a phrase.
  var cutsTags = false

  init(_ language: Language) {
    switch language {
    case .thai:
      self.init(abbreviations: .all, joinsNumbers: false, hasLeadingMarks: false, cutsMoney: true)
      cutsTags = true
    case .indonesian:
      self.init(
        abbreviations: .exceptTitles, joinsNumbers: false, hasLeadingMarks: false, cutsMoney: true)
    case .filipino:
      self.init(
        abbreviations: .dottedOnly, joinsNumbers: true, hasLeadingMarks: true, cutsMoney: false)
    default:
      self.init(abbreviations: .all, joinsNumbers: false, hasLeadingMarks: false, cutsMoney: true)
    }
  }

  private init(
    abbreviations: Abbreviations, joinsNumbers: Bool, hasLeadingMarks: Bool, cutsMoney: Bool
  ) {
    self.abbreviations = abbreviations
    self.joinsNumbers = joinsNumbers
    self.hasLeadingMarks = hasLeadingMarks
    self.cutsMoney = cutsMoney
  }
}

extension Language {
  /// Whether the words of the language are tokens between spaces and punctuation: those in Latin
  /// letters but for Vietnamese, and Tamil.
  var hasTokens: Bool {
    switch self {
    case .indonesian, .malay, .javanese, .sundanese, .filipino, .cebuano, .english, .tamil: true
    default: false
    }
  }
}

/// Short words in lower-case ASCII, packed into eight bytes each.
struct ShortWords: Sendable {
  private let words: [UInt64]

  init(_ list: String) {
    words = list.utf8.split(separator: 0x20).map { word in
      word.reduce(0) { $0 << 8 | UInt64($1) }
    }.sorted()
  }

  /// Whether a word of at most eight bytes is among them, whatever its case.
  func contains(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count <= 8, !range.isEmpty else { return false }
    var packed: UInt64 = 0
    for index in range {
      let byte = text[index]
      let isUpper = byte &- 0x41 < 26
      packed = packed << 8 | UInt64(isUpper ? byte | 0x20 : byte)
    }
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle] < packed { low = middle + 1 } else { high = middle }
    }
    return low < words.count && words[low] == packed
  }

  /// Titles and honorifics, which stand before a name.
  static let titles = ShortWords(
    """
    dr drs dra ir prof mr mrs ms st sta sto jr sr sen rep gov atty engr hon col capt sgt lt gen \
    supt insp kol letjen mayjen brigjen jend kh tn ny sdr yth bpk hj tgk rev fr kel kec kab jl jln \
    bgy brgy pres sec mgr ust kptn
    """)
  /// Other abbreviations, which seldom end a sentence or keep their full stop where they do.
  static let others = ShortWords(
    """
    dll dsb dst dkk tsb vs etc tbk ltd pte llc co inc corp yg dgn utk dlm sda spt sbg ttd spp lih \
    approx dept
    """)
  /// Abbreviations before a number; some are words elsewhere.
  static let beforeNumbers = ShortWords(
    """
    no nos vol hal hlm tgl fig ps tel telp peb ene mar abr hun hul ago set okt nob dis jan feb apr \
    aug sept oct nov dec
    """)
  /// The ends of the names of hosts that are met without a scheme before them.
  static let hosts = ShortWords("com org net edu gov info co go ac or web sch mil io")
  /// Signs of money in letters.
  static let money = ShortWords("rp rm us s a idr usd myr sgd php bnd aud thb vnd")
  /// Filipino words whose beginning was left out: the apostrophe is theirs.
  static let clipped = ShortWords(
    "yung yon yun yan yang di no noh yo to pinas nung noon y t ung wag n")
  /// Indonesian months, which a hyphen joins as a range.
  static let months = ShortWords(
    "januari februari maret april mei juni juli agustus oktober november desember")
}

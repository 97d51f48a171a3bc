/// Syllables of Thai and Lao as they are written: a consonant or a cluster with its vowel, tone, final
/// consonant and silent letters.
///
/// No letter says where a syllable ends, so every way through a run is weighed: each syllable costs,
/// and rare spellings cost more: a vowel that is not written (`คน`), a pair of consonants that begins
/// few words, silent letters before the end of a word, a consonant by itself. The cheapest way wins, the
/// longer first syllable among equals. A consonant whose short *a* is not written stays with the
/// syllable behind it: `ตลาด`, `สวัส|ดี`.
///
/// The blocks of both scripts are laid out alike, so that one table of places serves both.
struct TaiSyllables {
  enum Script {
    case thai
    case lao

    /// The script of a letter or mark; nil for digits, signs and what is of neither script.
    init?(_ scalar: UInt32) {
      switch scalar {
      case 0xE01...0xE3A, 0xE40...0xE4E: self = .thai
      case 0xE81...0xEBD, 0xEC0...0xECE, 0xEDC...0xEDF: self = .lao
      default: return nil
      }
    }
  }

  private var codes: [UInt8] = []
  private var script = Script.thai
  /// By place: the cost of the cheapest way there, and where its last syllable starts.
  private var costs: [Int32] = []
  private var starts: [Int32] = []

  /// What a syllable costs, and what makes it dearer.
  private enum Cost {
    static let syllable: Int32 = 20
    static let unwrittenVowel: Int32 = 7
    static let loanCluster: Int32 = 2
    static let leadingConsonant: Int32 = 11
    static let sibilantCluster: Int32 = 18
    static let otherCluster: Int32 = 32
    static let alone: Int32 = 28
    static let silent: Int32 = 8
    static let silentWithin: Int32 = 21
    static let repeated: Int32 = 4
    static let loanFinal: Int32 = 6
    static let unknown: Int32 = 200
  }

  /// Places in the block.
  private enum Code {
    static let kokai: UInt8 = 0x01
    static let ru: UInt8 = 0x24
    static let ro: UInt8 = 0x23
    static let wo: UInt8 = 0x27
    static let ho: UInt8 = 0x2B
    static let o: UInt8 = 0x2D
    static let yo: UInt8 = 0x22
    static let nyo: UInt8 = 0x0D
    static let a: UInt8 = 0x30
    static let shortA: UInt8 = 0x31
    static let aa: UInt8 = 0x32
    static let am: UInt8 = 0x33
    static let i: UInt8 = 0x34
    static let ii: UInt8 = 0x35
    static let uee: UInt8 = 0x37
    static let u: UInt8 = 0x38
    static let shortO: UInt8 = 0x3B
    static let subscriptLo: UInt8 = 0x3C
    static let ia: UInt8 = 0x3D
    static let e: UInt8 = 0x40
    static let ai: UInt8 = 0x44
    static let repetition: UInt8 = 0x46
    static let shortener: UInt8 = 0x47
    static let silencer: UInt8 = 0x4C
    static let nikhahit: UInt8 = 0x4D
  }

  /// Appends the ends of the syllables of the run that begins a stretch of text, but for the run's end.
  ///
  /// - Returns: Where the run ends.
  mutating func cut(
    _ text: Span<UInt8>, _ range: Range<Int>, _ script: Script, into ends: inout [Int]
  ) -> Int {
    self.script = script
    codes.removeAll(keepingCapacity: true)
    var end = range.lowerBound
    while end + 3 <= range.upperBound, text[end] == 0xE0 {
      let scalar = text.character(at: end).scalar
      guard Script(scalar) == script else { break }
      codes.append(UInt8(truncatingIfNeeded: scalar & 0x7F))
      end += 3
    }
    findWay()
    // Back from the end, so in reverse.
    let first = ends.count
    var place = Int(starts[codes.count])
    while place > 0 {
      ends.append(range.lowerBound + 3 * place)
      place = Int(starts[place])
    }
    ends[first...].reverse()
    return end
  }

  private mutating func findWay() {
    let count = codes.count
    costs.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    for _ in 0...count {
      costs.append(.max)
      starts.append(0)
    }
    costs[0] = 0
    for place in 0..<count where costs[place] < .max { addSyllables(from: place) }
  }

  /// Notes a way to a place. Nothing ends before what hangs on the letter before it.
  private mutating func reach(_ end: Int, from start: Int, _ cost: Int32) {
    guard end == codes.count || !hangs(codes[end]) else { return }
    let whole = costs[start] &+ Cost.syllable &+ cost
    // The first way of several is the one with the longest syllables before it.
    if whole < costs[end] {
      costs[end] = whole
      starts[end] = Int32(truncatingIfNeeded: start)
    }
  }

  // MARK: - Letters

  private func code(_ place: Int) -> UInt8 { place < codes.count ? codes[place] : 0 }

  private func hangs(_ code: UInt8) -> Bool {
    switch code {
    case 0x30...0x3D, 0x45, 0x47...0x4E: true
    default: false
    }
  }

  private func isConsonant(_ place: Int) -> Bool {
    switch code(place) {
    case 0x01...0x23, 0x25, 0x27...0x2E, 0x5C...0x5F: true
    default: false
    }
  }

  private func isTone(_ place: Int) -> Bool { (0x48...0x4B).contains(code(place)) }

  /// What a cluster of two consonants costs; nil if no syllable begins with it.
  private func clusterCost(_ first: UInt8, _ second: UInt8) -> Int32? {
    let sonorants: [UInt8] = [0x07, 0x0D, 0x19, 0x21, 0x22, 0x23, 0x25, 0x27]
    if first == Code.ho && sonorants.contains(second) { return 0 }
    if script == .lao {
      if second == Code.wo && [0x01, 0x02, 0x04, 0x07, 0x0A, 0x2A].contains(first) { return 0 }
      return second == Code.ro || second == 0x25 ? Cost.leadingConsonant : nil
    }
    switch (first, second) {
    case (0x01, 0x23), (0x02, 0x23), (0x04, 0x23), (0x15, 0x23), (0x1B, 0x23), (0x1E, 0x23),
      (0x17, 0x23), (0x28, 0x23), (0x2A, 0x23), (0x08, 0x23), (0x0B, 0x23), (0x01, 0x25),
      (0x02, 0x25),
      (0x04, 0x25), (0x1B, 0x25), (0x1C, 0x25), (0x1E, 0x25), (0x01, 0x27), (0x02, 0x27),
      (0x04, 0x27):
      return 0
    case (0x1A, 0x23), (0x1A, 0x25), (0x14, 0x23), (0x1F, 0x23), (0x1F, 0x25), (0x2D, 0x22):
      return Cost.loanCluster
    default: break
    }
    // แสดง, เสด็จ, สถาน, สบาย
    if first == 0x2A, [0x04, 0x14, 0x15, 0x16, 0x1A, 0x20].contains(second) {
      return Cost.sibilantCluster
    }
    // A consonant that lends its tone to the sonorant behind it, with a short a between: ตลาด, ถนน.
    let lenders: [UInt8] = [0x01, 0x02, 0x08, 0x09, 0x15, 0x16, 0x1B, 0x1C, 0x1D, 0x28, 0x2A, 0x2D]
    let isSonorant = sonorants.contains(second) || second == 0x13
    return lenders.contains(first) && isSonorant ? Cost.leadingConsonant : Cost.otherCluster
  }

  // MARK: - Patterns

  private mutating func addSyllables(from start: Int) {
    // Whatever it is: a letter with what hangs on it, a leading vowel with the letter behind it.
    var end = start + 1
    if (Code.e...Code.ai).contains(codes[start]), end < codes.count { end += 1 }
    while end < codes.count && hangs(codes[end]) { end += 1 }
    reach(end, from: start, codes[start] == Code.repetition ? 0 : Cost.unknown)
    let hasLead = (Code.e...Code.ai).contains(codes[start])
    let first = start + (hasLead ? 1 : 0)
    if !hasLead && codes[start] == Code.ru && script == .thai {
      addFinals(at: start + 1 + (code(start + 1) == 0x45 ? 1 : 0), from: start, 0, isOpen: true)
      return
    }
    guard isConsonant(first) else { return }
    let lead = hasLead ? codes[start] : 0
    addRhymes(lead, at: first + 1, from: start, 0)
    guard isConsonant(first + 1), let cluster = clusterCost(code(first), code(first + 1)) else {
      if !hasLead { reach(first + 1, from: start, Cost.alone) }
      return
    }
    addRhymes(lead, at: first + 2, from: start, cluster)
    if script == .thai, isConsonant(first + 2),
      let inner = clusterCost(code(first + 1), code(first + 2)), inner <= Cost.loanCluster
    {
      addRhymes(lead, at: first + 3, from: start, Cost.otherCluster + Cost.loanCluster)
    }
    if !hasLead { reach(first + 1, from: start, Cost.alone) }
  }

  /// The vowels that may follow an onset: the signs on its last consonant, a tone, letters behind them.
  private mutating func addRhymes(
    _ lead: UInt8, at onset: Int, from start: Int, _ cost: Int32
  ) {
    var place = onset
    if code(place) == Code.subscriptLo && script == .lao { place += 1 }
    var sign: UInt8 = 0
    switch code(place) {
    case 0x31, 0x34...0x3B, Code.shortener, Code.nikhahit:
      sign = code(place)
      place += 1
      // Drawn out: ดีีีี.
      while code(place) == sign { place += 1 }
    default: break
    }
    while isTone(place) { place += 1 }
    switch lead {
    case 0: addPlainRhymes(sign, at: place, from: start, cost)
    case Code.e: addRhymesOfE(sign, at: place, from: start, cost)
    case Code.e + 1, Code.e + 2:
      if code(place) == Code.a && sign == 0 { reach(place + 1, from: start, cost) }
      addFinals(at: place, from: start, cost, isOpen: sign == 0)
    default:
      addFinals(at: place, from: start, cost, isOpen: true)
    }
  }

  private mutating func addPlainRhymes(
    _ sign: UInt8, at place: Int, from start: Int, _ cost: Int32
  ) {
    let next = code(place)
    switch sign {
    case 0:
      switch next {
      case Code.a: reach(drawnOut(place), from: start, cost)
      case Code.aa: addFinals(at: drawnOut(place), from: start, cost, isOpen: true)
      case Code.am: reach(drawnOut(place), from: start, cost)
      case Code.o:
        addFinals(at: drawnOut(place), from: start, cost, isOpen: true)
      case Code.wo: addFinals(at: place + 1, from: start, cost + Cost.silent, isOpen: false)
      case Code.ia where script == .lao:
        addFinals(at: place + 1, from: start, cost, isOpen: true)
      case Code.ru where script == .thai:
        addFinals(at: place + 1, from: start, cost, isOpen: true)
      case Code.ro where code(place + 1) == Code.ro:
        addFinals(at: place + 2, from: start, cost, isOpen: true)
      default: break
      }
      if script == .thai {
        addFinals(at: place, from: start, cost + Cost.unwrittenVowel, isOpen: false)
      }
    case Code.shortA, Code.shortO:
      addFinals(at: place, from: start, cost, isOpen: false)
      // ัวะ
      if next == Code.wo, code(place + 1) == Code.a { reach(place + 2, from: start, cost) }
      if sign == Code.shortA, next == Code.wo, script == .thai {
        addFinals(at: place + 1, from: start, cost, isOpen: true)
      }
    case Code.shortener:
      if next == Code.o { addFinals(at: place + 1, from: start, cost, isOpen: false) }
      reach(place, from: start, cost)
      addFinals(at: place, from: start, cost, isOpen: false)
    case Code.nikhahit:
      reach(place + (next == Code.aa ? 1 : 0), from: start, cost)
      addFinals(at: place, from: start, cost, isOpen: true)
    default:
      if sign == Code.uee && next == Code.o {
        addFinals(at: drawnOut(place), from: start, cost, isOpen: true)
      }
      addFinals(at: place, from: start, cost, isOpen: true)
    }
  }

  private mutating func addRhymesOfE(
    _ sign: UInt8, at place: Int, from start: Int, _ cost: Int32
  ) {
    let next = code(place)
    switch sign {
    case 0:
      switch next {
      case Code.a: reach(place + 1, from: start, cost)
      case Code.aa, Code.o:
        let end = drawnOut(place)
        if code(end) == Code.a { reach(end + 1, from: start, cost) }
        addFinals(at: end, from: start, cost, isOpen: true)
      default: break
      }
      addFinals(at: place, from: start, cost, isOpen: true)
    case Code.ii, Code.uee:
      let glide = sign == Code.ii ? (script == .thai ? Code.yo : Code.nyo) : Code.o
      if next == glide {
        if code(place + 1) == Code.a { reach(place + 2, from: start, cost) }
        addFinals(at: drawnOut(place), from: start, cost, isOpen: true)
      }
      addFinals(at: place, from: start, cost, isOpen: script == .lao)
    case Code.shortO where script == .lao && next == Code.aa:
      reach(drawnOut(place), from: start, cost)
    default:
      // Lao writes เ-ิ and เ-ั without a final consonant too.
      addFinals(at: place, from: start, cost, isOpen: script == .lao)
    }
  }

  /// Behind a letter and its repetitions: ค่าาาา, เธออออ.
  private func drawnOut(_ place: Int) -> Int {
    var end = place + 1
    while end < codes.count && codes[end] == codes[place] && end - place < 64 { end += 1 }
    return end
  }

  /// What may close a syllable: nothing, a consonant, and letters that are not heard.
  private mutating func addFinals(
    at place: Int, from start: Int, _ cost: Int32, isOpen: Bool
  ) {
    if isOpen {
      reach(place, from: start, cost)
      addSilenced(at: place, from: start, cost)
    }
    guard isConsonant(place), let final = finalCost(code(place)) else { return }
    let cost = cost + final
    let next = place + 1
    reach(next, from: start, cost)
    addSilenced(at: next, from: start, cost)
    // Drawn out: มากกกก.
    let repeated = drawnOut(place)
    if repeated > next + 1 { reach(repeated, from: start, cost + Cost.repeated) }
    guard script == .thai else { return }
    // ชาติ, เหตุ: heard only before another syllable.
    if code(next) == Code.i || code(next) == Code.u {
      reach(next + 1, from: start, cost + silence(upTo: next + 1))
    }
    // บัตร, จักร, สมุทร; พุทธ, สามารถ; เกียรติ.
    switch (code(place), code(next)) {
    case (0x15, Code.ro), (0x01, Code.ro), (0x17, Code.ro), (0x14, Code.ro), (0x0A, Code.ro),
      (0x04, Code.ro), (0x17, 0x18), (0x15, 0x16), (0x23, 0x16), (0x0F, 0x10), (0x29, 0x10):
      reach(next + 1, from: start, cost + Cost.silent)
    case (Code.ro, 0x15) where code(next + 1) == Code.i:
      reach(next + 2, from: start, cost + Cost.silent)
    default: break
    }
  }

  private func silence(upTo end: Int) -> Int32 {
    end == codes.count ? Cost.loanCluster : Cost.silentWithin
  }

  /// What a consonant costs as a final; nil if it is none.
  private func finalCost(_ code: UInt8) -> Int32? {
    switch code {
    case 0x09, 0x0C, 0x1C, 0x1D, Code.ho, Code.o, 0x2E: return nil
    default: break
    }
    guard script == .lao else { return 0 }
    switch code {
    case 0x01, 0x07, 0x0D, 0x14, 0x19, 0x1A, 0x21, Code.wo: return 0
    case Code.ro, 0x25, 0x2A, 0x08, 0x0A, 0x15, 0x17, 0x1B, 0x1E: return Cost.loanFinal
    default: return nil
    }
  }

  /// One or two letters that the sign above the last of them silences: สัตว์, จันทร์, สิทธิ์.
  private mutating func addSilenced(at place: Int, from start: Int, _ cost: Int32) {
    var end = place
    while end < place + 2 && isConsonant(end) {
      end += 1
      var sign = end
      if code(sign) == Code.i || code(sign) == Code.u { sign += 1 }
      guard code(sign) == Code.silencer else { continue }
      reach(sign + 1, from: start, cost + Int32(end - place - 1) * 2)
      return
    }
  }
}

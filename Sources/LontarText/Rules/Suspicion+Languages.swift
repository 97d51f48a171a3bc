// What is suspicious in each language: the classes of its letters, and which may not follow which.

extension Suspicion {
  // MARK: - Thai and Lao

  /// Classes of Thai, and of Lao, that vectors may take together: no clean text has what is
  /// suspicious behind one of them behind another. Sara aa stands alone for that ("เพราะ").
  static let thaiGroups = SuspiciousPairs.Groups(
    first: 0xE00,
    members: [[5, 7, 8, 16, 4], [6], [9, 10], [11, 12], [13, 15, 17], [14], [space]])
  static let laoGroups = SuspiciousPairs.Groups(
    first: 0xE80, members: [[4, 6, 8], [5], [10, 11], [7], [9], [12, 13], [space]])

  static func thai(
    _ mask: RuleMask, _ classes: inout Classes
  ) -> (UInt8, UInt8) -> UInt8 {
    let (vowelLetter, a, aa, am): (UInt8, UInt8, UInt8, UInt8) = (4, 5, 6, 7)
    let (lakkhangyao, e, leading, above): (UInt8, UInt8, UInt8, UInt8) = (8, 9, 10, 11)
    let (below, phinthu, tone, killer): (UInt8, UInt8, UInt8, UInt8) = (12, 13, 14, 15)
    let (nikhahit, yamakkan): (UInt8, UInt8) = (16, 17)
    classes.set([0xE24, 0xE26], vowelLetter)
    classes.set([0xE30], a)
    classes.set([0xE32], aa)
    classes.set([0xE33], am)
    classes.set([0xE45], lakkhangyao)
    classes.set([0xE40], e)
    classes.set(0xE41...0xE44, leading)
    classes.set([0xE31, 0xE34, 0xE35, 0xE36, 0xE37, 0xE47], above)
    classes.set(0xE38...0xE39, below)
    classes.set([0xE3A], phinthu)
    classes.set(0xE48...0xE4B, tone)
    classes.set([0xE4C], killer)
    classes.set([0xE4D], nikhahit)
    classes.set([0xE4E], yamakkan)
    if mask.contains(.t15) {
      for scalar in 0xF700...0xF89D where Thai.letter(ofGlyph: UInt32(scalar)) != nil {
        classes.values[scalar] = bad
      }
    }
    return { before, next in
      let isSuspicious =
        switch next {
        case a, am, leading: before == next
        case e: before == e
        case aa: before == aa || before == nikhahit || before == vowelLetter
        case lakkhangyao: before != vowelLetter
        // The vowel's own class: two vowels above are no matter unless they are the same.
        case above, below: before == next || before == tone || before == killer || before == space
        case tone:
          before == tone || before == nikhahit || before == space
            || (before >= a && before <= lakkhangyao)
        case nikhahit: before == nikhahit || before == tone || before == space
        case killer, phinthu, yamakkan: before == next || before == space
        default: false
        }
      return isSuspicious ? suspicious : next
    }
  }

  static func lao(
    _ mask: RuleMask, _ classes: inout Classes
  ) -> (UInt8, UInt8) -> UInt8 {
    let (a, aa, am, mark): (UInt8, UInt8, UInt8, UInt8) = (4, 5, 6, 7)
    let (niggahita, tone, e, leading): (UInt8, UInt8, UInt8, UInt8) = (8, 9, 10, 11)
    let (below, cancel): (UInt8, UInt8) = (12, 13)
    classes.set([0xEB0], a)
    classes.set([0xEB2], aa)
    classes.set([0xEB3], am)
    classes.set([0xEB1, 0xEB4, 0xEB5, 0xEB6, 0xEB7, 0xEB8, 0xEB9, 0xEBB], mark)
    classes.set([0xECD], niggahita)
    classes.set(0xEC8...0xECB, tone)
    classes.set([0xEC0], e)
    classes.set(0xEC1...0xEC4, leading)
    classes.set([0xEBC], below)
    classes.set([0xECC], cancel)
    if mask.contains(.l4) { classes.set(0xEDC...0xEDD, bad) }
    return { before, next in
      let isSuspicious =
        switch next {
        case a, am, e, leading, below, cancel: before == next
        case aa: before == aa || before == niggahita
        case mark: before == mark || before == tone
        case niggahita: before == niggahita || before == tone
        case tone: before == tone || before == am || before == niggahita
        default: false
        }
      return isSuspicious ? suspicious : next
    }
  }

  // MARK: - Khmer and Burmese

  static func khmer(
    _ mask: RuleMask, _ classes: inout Classes
  ) -> (UInt8, UInt8) -> UInt8 {
    let (base, ro, da, robat): (UInt8, UInt8, UInt8, UInt8) = (4, 5, 6, 7)
    let (coeng, shifter, above, u): (UInt8, UInt8, UInt8, UInt8) = (8, 9, 10, 11)
    let (vowel, modifier, samyok, ending): (UInt8, UInt8, UInt8, UInt8) = (12, 13, 14, 15)
    let (digit, stop): (UInt8, UInt8) = (16, 17)
    // States of their own: a consonant below, ro below, and a vowel or modifier.
    let (below, roBelow): (UInt8, UInt8) = (18, 19)
    classes.set(0x1780...0x17B3, base)
    classes.set([0x25CC], base)
    classes.set([0x179A], ro)
    classes.set([0x178A], da)
    classes.set([0x17CC], robat)
    classes.set([0x17D2], coeng)
    classes.set(0x17C9...0x17CA, shifter)
    classes.set(0x17B6...0x17C5, vowel)
    classes.set([0x17BB], u)
    classes.set([0x17C6, 0x17CB, 0x17CD, 0x17CE, 0x17CF, 0x17D1, 0x17D3], modifier)
    classes.set([0x17D0, 0x17DD], samyok)
    classes.set(0x17C7...0x17C8, ending)
    classes.set(0x17E0...0x17E9, digit)
    classes.set([0x17D4], stop)
    _ = above
    if mask.contains(.k11) { classes.set([0x17A3, 0x17A4, 0x17B4, 0x17B5, 0x17D8], bad) }
    if mask.contains(.k11a) { classes.set([0x17D3, 0x17A8, 0x17B2, 0x17DD], bad) }
    if mask.contains(.k17) { classes.set([Int(Khmer.joiner)], bad) }
    let coengDa = mask.contains(.k5)
    return { before, next in
      // A coeng wants a base, and nothing else.
      if before == coeng {
        switch next {
        case base: return below
        case ro: return roBelow
        case da: return coengDa ? suspicious : below
        default: return suspicious
        }
      }
      let isVowel = before == vowel || before == u
      let isModifier = before == modifier || before == samyok
      let isSuspicious =
        switch next {
        case robat:
          before == robat || before == below || before == roBelow || before == shifter || isVowel
            || isModifier || before == ending
        case coeng:
          before == roBelow || before == shifter || isVowel || isModifier || before == ending
            || before == digit || before == stop
        case shifter: before == shifter || isVowel || isModifier || before == ending
        case vowel, u: isVowel || isModifier || before == ending
        case modifier: isModifier || before == ending
        case samyok: before == u || isModifier || before == ending
        case ending: before == ending
        default: false
        }
      if isSuspicious { return suspicious }
      // A zero-width space inside a syllable.
      if before == zeroWidthSpace, next >= robat, next <= ending { return suspicious }
      return next
    }
  }

  static func burmese(
    _ mask: RuleMask, _ classes: inout Classes
  ) -> (UInt8, UInt8) -> UInt8 {
    // The classes of signs are their ranks, from 4 on, and two that ranks do not know.
    let firstRank: UInt8 = 4
    let (asat, u, digit, virama): (UInt8, UInt8, UInt8, UInt8) = (20, 21, 22, 23)
    let (nga, zero, otherMark): (UInt8, UInt8, UInt8) = (24, 25, 26)
    for scalar in 0x102B...0x1060 {
      if let rank = Burmese.rank(UInt32(scalar)) {
        classes.values[scalar] = firstRank + UInt8(rank)
      } else if Burmese.isMark(UInt32(scalar)) {
        classes.values[scalar] = otherMark
      }
    }
    classes.set([0x103A], asat)
    classes.set([0x1025], u)
    classes.set(0x1041...0x1049, digit)
    classes.set([0x1039], virama)
    classes.set([0x1040, 0x1047], zero)
    classes.set([0x1004], nga)
    let fours: UInt8 = 27
    classes.set([0x1044], fours)
    return { before, next in
      let isRank = { (value: UInt8) in value > firstRank && value <= firstRank + 11 }
      let isSuspicious =
        if isRank(next) {
          // A sign that should stand earlier, or stands twice; a digit or u before it.
          (isRank(before) && next <= before) || before == zero || before == digit
            || (before == u && next == firstRank + 10)
        } else {
          switch next {
          case asat: before == asat || before == u || before == zero
          case virama, otherMark: before == next
          case nga: before == fours
          default: false
          }
        }
      return isSuspicious ? suspicious : next
    }
  }

  // MARK: - Latin scripts

  static func malay(_ mask: RuleMask, _ classes: inout Classes) {
    if mask.contains(.j2) {
      classes.set([0x640], bad)
      for scalar in 0xFB50...0xFEFC where Jawi.letters(ofForm: UInt32(scalar)) != nil {
        classes.values[scalar] = bad
      }
    }
    if mask.contains(.j1) {
      for scalar in 0x600...0x6FF where Jawi.standardLetter(UInt32(scalar)) != nil {
        classes.values[scalar] = bad
      }
    }
  }

  static func philippine(
    _ mask: RuleMask, _ classes: inout Classes
  ) -> (UInt8, UInt8) -> UInt8 {
    if mask.contains(.f4) { classes.set([0x2018, 0x2019, 0x2BC], bad) }
    let mark: UInt8 = 4
    if mask.contains(.f7) {
      classes.set(0x1712...0x1715, mark)
      classes.set([0x1734], bad)
    }
    return { before, next in before == mark && next == mark ? suspicious : next }
  }

  /// The letters of Vietnamese in classes, and what the tone of a syllable looks like on the wrong one.
  static func vietnamese(
    _ mask: RuleMask, _ toneStyle: ToneStyle, _ classes: inout Classes
  ) -> (UInt8, UInt8) -> UInt8 {
    if mask.contains(.v2) { classes.set([0xD0, 0xF0, 0x189, 0x256], bad) }
    guard mask.contains(.v5) || mask.contains(.v6) else { return { $1 } }
    let (letter, q, g, a): (UInt8, UInt8, UInt8, UInt8) = (4, 5, 6, 7)
    let (y, i, o, u): (UInt8, UInt8, UInt8, UInt8) = (8, 9, 10, 11)
    let (tonedA, tonedY, tonedI, tonedO): (UInt8, UInt8, UInt8, UInt8) = (12, 13, 14, 15)
    let (tonedU, marked, tonedMarked): (UInt8, UInt8, UInt8) = (16, 17, 18)
    for scalar in [0x41...0x5A, 0x61...0x7A, 0x110...0x111].joined() {
      classes.values[scalar] = letter
    }
    for (scalar, vowel) in Vietnamese.vowels {
      let hasTone = vowel.tone != 0
      classes.values[Int(scalar)] =
        if vowel.isMarked {
          hasTone ? tonedMarked : marked
        } else {
          switch vowel.base {
          case 0x61, 0x65: hasTone ? tonedA : a
          case 0x79: hasTone ? tonedY : y
          case 0x69: hasTone ? tonedI : i
          case 0x6F: hasTone ? tonedO : o
          default: hasTone ? tonedU : u
          }
        }
    }
    classes.set([0x51, 0x71], q)
    classes.set([0x47, 0x67], g)
    // States are the last letter's class, but: a tone and another vowel behind it, in oa, oe, uy or
    // elsewhere; oa, oe or uy with the tone on the second; the onsets qu and gi; gi with a tone.
    let (firstToned, roundFirst, roundSecond): (UInt8, UInt8, UInt8) = (20, 21, 22)
    let (onset, tonedGi): (UInt8, UInt8) = (23, 24)
    let moves = mask.contains(.v5) ? toneStyle : .keep
    return { before, next in
      let isVowel = next >= a && next <= tonedMarked
      let isLetter = next >= letter && next <= tonedMarked
      let isPlain = next >= a && next <= u
      let isToned = next >= tonedA && next <= tonedU
      switch before {
      case q: return next == u ? onset : isToned ? suspicious : next
      case g: return next == i ? onset : next == tonedI ? tonedGi : next
      case tonedGi: return isVowel ? suspicious : next
      case tonedA, tonedY, tonedI, tonedO, tonedU:
        if isPlain {
          let isRound = (before == tonedO && next == a) || (before == tonedU && next == y)
          return isRound ? roundFirst : firstToned
        }
        return isVowel ? suspicious : next
      case firstToned: return isLetter ? suspicious : next
      case roundFirst: return isLetter || moves == .new ? suspicious : next
      case o, u:
        guard isToned else { return next }
        let isRound = (before == o && next == tonedA) || (before == u && next == tonedY)
        return isRound ? roundSecond : suspicious
      case roundSecond:
        if isLetter { return isVowel ? firstToned : next }
        return moves == .old ? suspicious : next
      case marked: return isToned ? suspicious : next
      case tonedMarked: return isToned || next == marked || next == tonedMarked ? suspicious : next
      case a, y, i: return isToned ? suspicious : next
      default: return next
      }
    }
  }
}

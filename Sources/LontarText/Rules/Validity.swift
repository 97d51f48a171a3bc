/// How well a text obeys the structure of its script: a measure for cleaning corpora, which text in a
/// wrong encoding, of a bad scan or of another language fails.
///
///     let validity = try Validity(of: line, language: .khmer)
///     if let share = validity.share, share < 0.9 { … }
///
/// What is counted differs: for Thai the pairs of neighbours, by the table of WTT 2.0 (TIS 1566-2541);
/// for Khmer the syllables, by the Khmer Encoding Structure; for Burmese those of Unicode Technical Note
/// #11; for Lao letters with their marks; for Vietnamese the words with marks. Text in other scripts is
/// not counted, so that a mixed text is judged by what it has of the language.
public struct Validity: Sendable, Equatable {
  /// How many pieces obey.
  public var good = 0
  /// How many do not.
  public var bad = 0

  /// The share that obeys, from 0 to 1; nil where there is nothing to count.
  public var share: Double? {
    good + bad == 0 ? nil : Double(good) / Double(good + bad)
  }

  /// The languages that can be judged.
  public static let languages: [Language] = [.thai, .vietnamese, .khmer, .lao, .burmese]

  /// Judges a text, which should be in NFC.
  ///
  /// - Throws: ``TextError/noValidity(_:)`` for a language without a structure to judge by;
  ///   ``TextError/malformedUTF8(byteOffset:)``.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(of text: Span<UInt8>, language: Language) throws(TextError) {
    guard Self.languages.contains(language) else { throw .noValidity(language) }
    if let bad = text.firstIllFormedSequence() {
      throw .malformedUTF8(byteOffset: bad.lowerBound)
    }
    switch language {
    case .thai: count(.thai(text, refusesOthers: false))
    case .vietnamese: count(.vietnamese(text))
    default:
      var signs = Rewriting()
      signs.read(text)
      var i = 0
      while i < signs.count {
        let (end, isGood): (Int, Bool?) =
          switch language {
          case .khmer: Self.khmer(signs, i)
          case .burmese: Self.burmese(signs, i)
          default: Self.lao(signs, i)
          }
        if isGood == true { good += 1 } else if isGood == false { bad += 1 }
        i = end
      }
    }
  }

  private mutating func count(_ score: ScriptScore) {
    good = score.good
    bad = score.bad
  }

  /// The end of what begins here, and whether it obeys; nil for what is not judged.
  private static func khmer(_ text: Rewriting, _ i: Int) -> (Int, Bool?) {
    guard Khmer.isBase(text[i]) else {
      // A sign without a base; and what is deprecated.
      let isStray = Khmer.isMark(text[i]) || text[i] == Khmer.coeng
      return (i + 1, isStray ? false : nil)
    }
    var isGood = !(0x17A3...0x17A4).contains(text[i]) && !(0x17B4...0x17B5).contains(text[i])
    var end = i + 1
    var last = 0
    var modifiers = 0
    var hasRo = false
    while let rank = Khmer.rank(text[end]) {
      if rank == 2 {
        guard Khmer.isBase(text[end + 1]) else { return (end + 1, false) }
        // Ro comes last, and two coengs are the most.
        if hasRo || last > 2 { isGood = false }
        if text[end + 1] == Khmer.ro { hasRo = true }
        end += 2
        last = max(last, 2)
        continue
      }
      if rank == 9 { modifiers += 1 }
      // One of each, but of modifiers two; vowels are one group.
      let isVowel = { (rank: Int) in rank >= 5 && rank <= 8 }
      let isRepeat = rank == last && rank != 9
      if rank < last || isRepeat || (isVowel(rank) && isVowel(last)) || modifiers > 2 {
        isGood = false
      }
      last = max(last, rank)
      end += 1
    }
    return (end, isGood)
  }

  private static func burmese(_ text: Rewriting, _ i: Int) -> (Int, Bool?) {
    let isBase = { (scalar: UInt32) in
      (0x1000...0x102A).contains(scalar) || (0x103F...0x1055).contains(scalar)
        || (0x105A...0x105D).contains(scalar) || scalar == 0x1061 || scalar == 0x25CC
    }
    guard isBase(text[i]) else {
      let isStray = Burmese.isMark(text[i]) || text[i] == Burmese.virama
      return (i + 1, isStray ? false : nil)
    }
    var isGood = true
    var end = i + 1
    var last = 0
    var asats = 0
    while true {
      let scalar = text[end]
      if scalar == Burmese.virama {
        // A stack, or kinzi, which has an asat before it.
        guard isBase(text[end + 1]) else { return (end + 1, false) }
        if last > 0 { isGood = false }
        asats = 0
        end += 2
      } else if scalar == Burmese.asat {
        asats += 1
        if asats > 1 { isGood = false }
        // A contraction goes on with medials.
        if let rank = Burmese.rank(text[end + 1]), rank <= 4 { last = 0 }
        end += 1
      } else if let rank = Burmese.rank(scalar) {
        if rank <= last { isGood = false }
        if rank <= 8, Burmese.isDigit(text[i]) { isGood = false }
        last = max(last, rank)
        end += 1
      } else {
        return (end, isGood)
      }
    }
  }

  private static func lao(_ text: Rewriting, _ i: Int) -> (Int, Bool?) {
    let isMark = { (scalar: UInt32) in
      Lao.isVowelMark(scalar) || Lao.isTone(scalar) || scalar == 0xEBC || scalar == 0xECC
    }
    let isLeading = Lao.isLeading(text[i])
    if isLeading { return (i + 1, Lao.isConsonant(text[i + 1])) }
    guard Lao.isConsonant(text[i]) else {
      return (i + 1, isMark(text[i]) || text[i] == Lao.am ? false : nil)
    }
    var end = i + 1
    if text[end] == 0xEBC { end += 1 }
    var isGood = true
    var vowels = 0
    var tones = 0
    while isMark(text[end]) {
      if Lao.isTone(text[end]) {
        tones += 1
      } else {
        if tones > 0 && text[end] != 0xECC { isGood = false }
        vowels += 1
      }
      end += 1
    }
    if tones > 1 || vowels > 2 { isGood = false }
    if text[end] == Lao.am {
      end += 1
      if vowels > 0 || Lao.isTone(text[end]) { isGood = false }
    }
    return (end, isGood)
  }
}

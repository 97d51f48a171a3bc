@testable import LontarText

// The slow twins of what scores text by the structure of its script.

enum SlowScores {
  /// Counts the words of Vietnamese text that have letters beyond ASCII: those that are syllables,
  /// and those that are not. Single letters say nothing: all that are vowels are syllables.
  static func vietnamese(_ text: Span<UInt8>) -> ScriptScore {
    var score = ScriptScore()
    var word: [UInt16] = []
    var isMarked = false
    var isForeign = false
    func end(_ score: inout ScriptScore) {
      if isForeign || (isMarked && word.count > 1) {
        if !isForeign && VietnameseSyllable.isValid(word) {
          score.good += 1
        } else {
          score.bad += 1
        }
      }
    }
    text.forEachScalar { scalar in
      let letter = VietnameseSyllable.letter(scalar)
      if letter != 0 {
        word.append(letter)
        if scalar >= 0x80 { isMarked = true }
      } else if isNeutral(scalar) {
        end(&score)
        word.removeAll(keepingCapacity: true)
        (isMarked, isForeign) = (false, false)
      } else {
        isForeign = true
      }
    }
    end(&score)
    return score
  }

  /// ASCII that is no letter, and the punctuation that Vietnamese text has.
  private static func isNeutral(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0..<0x80, 0xA0, 0xAB, 0xBB, 0xB0, 0xB7, 0x2010...0x2026, 0x20AB, 0x20AC: true
    default: false
    }
  }

  /// Counts the Thai letters that may follow what is before them, and those that may not, by the pair
  /// table of WTT 2.0 (TIS 1566-2541).
  ///
  /// - Parameter refusesOthers: Whether what is neither Thai nor ASCII counts as bad, as in bytes that may
  ///   not be Thai at all; otherwise it does not count.
  static func thai(_ text: Span<UInt8>, refusesOthers: Bool) -> ScriptScore {
    var score = ScriptScore()
    var previous = ThaiClass.control
    text.forEachScalar { scalar in
      let next = ThaiClass(scalar)
      defer { previous = next }
      if next == .control {
        if scalar >= 0x80 && refusesOthers { score.bad += 1 }
      } else if next.mayFollow(previous) {
        score.good += 1
      } else {
        score.bad += 1
      }
    }
    return score
  }
}

/// The classes of Thai letters in WTT 2.0.
enum ThaiClass: CaseIterable {
  case control, other, consonant, leadingVowel
  /// Following vowels: most; U+0E45; ฤ and ฦ.
  case following1, following2, following3
  case below1, below2, belowDiacritic
  case tone
  case above1, above2, above3
  /// Vowels above: U+0E34; U+0E31, U+0E36; U+0E35, U+0E37.
  case aboveVowel1, aboveVowel2, aboveVowel3

  init(_ scalar: UInt32) {
    switch scalar {
    case 0xE24, 0xE26: self = .following3
    case 0xE01...0xE2E: self = .consonant
    case 0xE40...0xE44: self = .leadingVowel
    case 0xE30, 0xE32, 0xE33: self = .following1
    case 0xE45: self = .following2
    case 0xE38: self = .below1
    case 0xE39: self = .below2
    case 0xE3A: self = .belowDiacritic
    case 0xE48...0xE4B: self = .tone
    case 0xE4C, 0xE4D: self = .above1
    case 0xE47: self = .above2
    case 0xE4E: self = .above3
    case 0xE34: self = .aboveVowel1
    case 0xE31, 0xE36: self = .aboveVowel2
    case 0xE35, 0xE37: self = .aboveVowel3
    case 0xE2F, 0xE3F, 0xE46, 0xE4F...0xE5B: self = .other
    default: self = .control
    }
  }

  /// Whether the standard's strict mode takes a letter of this class behind one of another.
  func mayFollow(_ previous: ThaiClass) -> Bool {
    switch self {
    case .control, .consonant: true
    case .other, .leadingVowel: previous != .leadingVowel
    case .following1:
      switch previous {
      case .control, .consonant, .following1, .following2, .below1, .tone: true
      default: false
      }
    case .following2: previous == .control || previous == .following3 || previous == .tone
    case .following3: previous != .leadingVowel && previous != .following3
    case .tone:
      switch previous {
      case .consonant, .below1, .below2, .aboveVowel1, .aboveVowel2, .aboveVowel3: true
      default: false
      }
    case .above1:
      previous == .consonant || previous == .below1 || previous == .aboveVowel1
    case .above2: previous == .consonant || previous == .aboveVowel3
    case .below1, .below2, .belowDiacritic, .above3, .aboveVowel1, .aboveVowel2, .aboveVowel3:
      previous == .consonant
    }
  }
}

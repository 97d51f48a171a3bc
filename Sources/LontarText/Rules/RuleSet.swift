/// Which rules of normalisation run: a level, and single rules more or less.
///
///     try RuleSet("standard,+T12,-G11")
public struct RuleSet: Sendable, Equatable {
  /// No rule.
  public static let none = RuleSet(level: nil, changes: [])
  /// Rules that mend what a careful reader calls a fault.
  public static let standard = RuleSet(level: .standard, changes: [])
  /// Also rules that fold differences, for keys of search and of finding duplicates.
  public static let aggressive = RuleSet(level: .aggressive, changes: [])

  /// A rule that is switched on or off by itself.
  struct Change: Sendable, Equatable {
    var rule: Rule
    var isOn: Bool
  }

  private var level: Rule.Level?
  private var changes: [Change]

  private init(level: Rule.Level?, changes: [Change]) {
    self.level = level
    self.changes = changes
  }

  /// Reads a level's name, and behind it ids of rules with + or - before them, with commas between.
  ///
  ///     try RuleSet("none,+T1,+T2")
  ///
  /// - Throws: ``TextError/unknownRule(_:reason:)`` for a word that is neither.
  public init(_ text: String) throws(TextError) {
    var level: Rule.Level?
    var changes: [Change] = []
    for (number, word) in text.split(separator: ",", omittingEmptySubsequences: false).enumerated()
    {
      if number == 0, let known = Self.levels[String(word)] {
        level = known
        continue
      }
      let sign = word.utf8.first
      let isOn = sign == UInt8(ascii: "+")
      guard isOn || sign == UInt8(ascii: "-") else {
        throw .unknownRule(
          String(word), reason: "is neither none, standard nor aggressive, nor a rule with + or -")
      }
      let id = String(word.dropFirst())
      guard let rule = Rule(id: id) else {
        throw .unknownRule(
          id, reason: Rule.explanation(ofAbsent: id) ?? "is no rule (see --list-rules)")
      }
      changes.append(Change(rule: rule, isOn: isOn))
    }
    self.init(level: level, changes: changes)
  }

  private static let levels: [String: Rule.Level?] = [
    "none": nil, "standard": .standard, "aggressive": .aggressive,
  ]

  /// The same with a rule switched on or off.
  public func setting(_ rule: Rule, _ isOn: Bool) -> RuleSet {
    RuleSet(level: level, changes: changes + [Change(rule: rule, isOn: isOn)])
  }

  /// The same for Middle Khmer, unless single rules say otherwise: coengs may be final (K17), and da below is
  /// not ta (K5).
  ///
  ///     try Normalizer(rules: .standard.forMiddleKhmer, language: .khmer)
  public var forMiddleKhmer: RuleSet {
    let usual = [Change(rule: .k17, isOn: true), Change(rule: .k5, isOn: false)]
    return level == nil ? self : RuleSet(level: level, changes: usual + changes)
  }

  /// The same without the single rules that are not for a language, for texts whose language is found out.
  package func restricted(to language: Language?) -> RuleSet {
    RuleSet(level: level, changes: changes.filter { $0.rule.applies(to: language) })
  }

  /// The rules that run on a text of a language, in the order of their ids.
  ///
  /// - Throws: ``TextError/unknownRule(_:reason:)`` if a rule is switched that is not for the language.
  public func rules(for language: Language?) throws(TextError) -> [Rule] {
    let mask = try mask(for: language)
    return Rule.allCases.filter(mask.contains)
  }

  func mask(for language: Language?) throws(TextError) -> RuleMask {
    var mask = RuleMask()
    for rule in Rule.allCases where rule.applies(to: language) {
      switch rule.level {
      case .standard: mask.set(rule, level != nil)
      case .aggressive: mask.set(rule, level == .aggressive)
      case .optional: break
      }
    }
    for change in changes {
      guard change.rule.applies(to: language) else {
        let of = language.map { "of \($0.name)" } ?? "of every language: give one with --lang"
        throw .unknownRule(change.rule.id, reason: "is not a rule \(of)")
      }
      mask.set(change.rule, change.isOn)
    }
    return mask
  }
}

/// What becomes of zero-width spaces (U+200B), which mark where words or lines may end.
public enum ZeroWidthSpacePolicy: String, CaseIterable, Sendable {
  /// They stay.
  case keep
  /// They go.
  case remove
  /// They go, and their places are handed on as boundaries.
  case boundary
  /// Each becomes U+0020.
  case space
}

/// Where a Vietnamese tone stands in oa, oe and uy without a consonant behind them.
public enum ToneStyle: String, CaseIterable, Sendable {
  /// As it is.
  case keep
  /// On the first letter: hòa, khỏe, thúy.
  case old
  /// On the second: hoà, khoẻ, thuý.
  case new
}

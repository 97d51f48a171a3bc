@testable import LontarTokens

/// A regular expression that is matched by trying everything, character by character: slow, and so
/// plainly what the syntax means that the scanners can be held against it.
indirect enum BacktrackingPattern {
  case one((Unicode.Scalar) -> Bool)
  case sequence([BacktrackingPattern])
  case firstOf([BacktrackingPattern])
  /// Greedy.
  case repeated(BacktrackingPattern, ClosedRange<Int>)
  /// `(?!\S)`
  case noTextAhead
  /// The end of the text.
  case end

  /// Where a match that starts at `start` ends, if what `rest` says of the end is true.
  func match(
    _ text: [Unicode.Scalar], from start: Int, then rest: (Int) -> Int? = { $0 }
  ) -> Int? {
    switch self {
    case .one(let accepts):
      return start < text.count && accepts(text[start]) ? rest(start + 1) : nil
    case .sequence(let parts):
      guard let first = parts.first else { return rest(start) }
      return first.match(text, from: start) {
        Self.sequence(Array(parts.dropFirst())).match(text, from: $0, then: rest)
      }
    case .firstOf(let alternatives):
      for alternative in alternatives {
        if let end = alternative.match(text, from: start, then: rest) { return end }
      }
      return nil
    case .repeated(.one(let accepts), let times):
      // The same as below, without a call for each character: take all, give back one by one.
      var end = start
      while end < text.count && end - start < times.upperBound && accepts(text[end]) { end += 1 }
      while end - start >= times.lowerBound {
        if let matched = rest(end) { return matched }
        end -= 1
      }
      return nil
    case .repeated(let part, let times):
      if times.upperBound > 0 {
        let fewer = max(times.lowerBound - 1, 0)...(times.upperBound - 1)
        let end = part.match(text, from: start) { next in
          next == start ? nil : Self.repeated(part, fewer).match(text, from: next, then: rest)
        }
        if let end { return end }
      }
      return times.lowerBound == 0 ? rest(start) : nil
    case .noTextAhead:
      return start == text.count || Self.isSpace(text[start]) ? rest(start) : nil
    case .end:
      return start == text.count ? rest(start) : nil
    }
  }

  /// The ranges of the successive matches, and of what lies between them.
  func pieces(of text: [Unicode.Scalar]) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var unmatched = 0
    var start = 0
    while start < text.count {
      guard let end = match(text, from: start), end > start else {
        start += 1
        continue
      }
      if unmatched < start { pieces.append(unmatched..<start) }
      pieces.append(start..<end)
      start = end
      unmatched = end
    }
    if unmatched < text.count { pieces.append(unmatched..<text.count) }
    return pieces
  }

  /// The byte ranges into which the patterns cut a text, each what the one before has left.
  static func pieces(of text: String, cutBy patterns: [Self]) -> [Range<Int>] {
    let scalars = Array(text.unicodeScalars)
    var pieces = scalars.isEmpty ? [] : [0..<scalars.count]
    for pattern in patterns {
      pieces = pieces.flatMap { piece in
        pattern.pieces(of: Array(scalars[piece])).map {
          piece.lowerBound + $0.lowerBound..<piece.lowerBound + $0.upperBound
        }
      }
    }
    var offsets = [0]
    for scalar in scalars { offsets.append(offsets[offsets.count - 1] + scalar.utf8.count) }
    return pieces.map { offsets[$0.lowerBound]..<offsets[$0.upperBound] }
  }
}

extension BacktrackingPattern {
  static func optional(_ part: Self) -> Self { .repeated(part, 0...1) }
  static func any(_ part: Self) -> Self { .repeated(part, 0...Int.max) }
  static func some(_ part: Self) -> Self { .repeated(part, 1...Int.max) }
  static func anyOf(_ characters: String) -> Self {
    .one { characters.unicodeScalars.contains($0) }
  }
  static func text(_ text: String, ignoringCase: Bool = false) -> Self {
    .sequence(
      text.unicodeScalars.map { expected in
        .one { scalar in
          scalar == expected
            || ignoringCase && scalar.properties.lowercaseMapping == String(expected)
            || ignoringCase && expected == "s" && scalar == "ſ"
        }
      })
  }

  // The classes, from Swift's own tables. They are newer than the engines': what came after
  // Unicode 16.0 is unassigned to them.
  static func category(_ scalar: Unicode.Scalar) -> Unicode.GeneralCategory {
    guard let age = scalar.properties.age, age.major <= 16 else { return .unassigned }
    // Unicode 17 made a letter without case of this small one.
    if scalar == "\u{295}" { return .lowercaseLetter }
    return scalar.properties.generalCategory
  }
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    [.uppercaseLetter, .titlecaseLetter, .lowercaseLetter, .modifierLetter, .otherLetter]
      .contains(category(scalar))
  }
  static func isNumber(_ scalar: Unicode.Scalar) -> Bool {
    [.decimalNumber, .letterNumber, .otherNumber].contains(category(scalar))
  }
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    [.nonspacingMark, .spacingMark, .enclosingMark].contains(category(scalar))
  }
  static func isUpperHalf(_ scalar: Unicode.Scalar) -> Bool {
    isMark(scalar)
      || [.uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter]
        .contains(category(scalar))
  }
  static func isLowerHalf(_ scalar: Unicode.Scalar) -> Bool {
    isMark(scalar)
      || [.lowercaseLetter, .modifierLetter, .otherLetter].contains(category(scalar))
  }

  static func isPunctuationOrSymbol(_ scalar: Unicode.Scalar) -> Bool {
    [
      .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol,
    ].contains(category(scalar))
  }

  static var letter: Self { .one(isLetter) }
  static var number: Self { .one(isNumber) }
  static var space: Self { .one(isSpace) }
  /// `[^\s\p{L}\p{N}]`
  static var symbol: Self { .one { !isSpace($0) && !isLetter($0) && !isNumber($0) } }
  /// `[^\r\n\p{L}\p{N}]?`
  static var prefix: Self {
    .optional(.one { $0 != "\r" && $0 != "\n" && !isLetter($0) && !isNumber($0) })
  }
  static var upperHalf: Self { .one(isUpperHalf) }
  static var lowerHalf: Self { .one(isLowerHalf) }
  /// `'s|'t|'re|'ve|'m|'ll|'d`
  static func contraction(ignoringCase: Bool) -> Self {
    .firstOf(
      ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].map { text($0, ignoringCase: ignoringCase) })
  }
  /// `\s+(?!\S)|\s+`
  static var spaces: Self {
    .firstOf([.sequence([.some(space), .noTextAhead]), .some(space)])
  }
  /// `\s*[\r\n]+`
  static var spacesToLineEnd: Self { .sequence([.any(space), .some(.anyOf("\r\n"))]) }

  /// ` ?`
  static var optionalBlank: Self { .optional(.anyOf(" ")) }

  /// A grammar, written out from its published expressions.
  static func grammar(of grammar: Grammar) -> [Self] {
    switch grammar {
    case .gpt2:
      [
        .firstOf([
          contraction(ignoringCase: false),
          .sequence([optionalBlank, .some(letter)]),
          .sequence([optionalBlank, .some(number)]),
          .sequence([optionalBlank, .some(symbol)]),
          spaces,
        ])
      ]
    case .cl100k:
      [
        .firstOf([
          contraction(ignoringCase: true),
          .sequence([prefix, .some(letter)]),
          .repeated(number, 1...3),
          .sequence([optionalBlank, .some(symbol), .any(.anyOf("\r\n"))]),
          .sequence([.some(space), .end]),
          .sequence([.any(space), .anyOf("\r\n")]),
          spaces,
        ])
      ]
    case .llama3: [likeLlama3(digits: 3, isWord: isLetter)]
    case .qwen2: [likeLlama3(digits: 1, isWord: isLetter)]
    case .qwen35: [likeLlama3(digits: 1) { isLetter($0) || isMark($0) }]
    // ``PreTokenizerTests`` joins the pieces of lontar.
    case .o200k, .lontar, .superwords:
      [likeO200K(digits: 3, then: [.optional(contraction(ignoringCase: true))])]
    case .tekken: [likeO200K(digits: 1, then: [])]
    case .deepseek3: deepSeek3
    case .whitespace:
      [.firstOf([.sequence([optionalBlank, .some(.one { !isSpace($0) })]), spaces])]
    case .metaspace:
      [
        .firstOf([
          .sequence([
            .optional(.anyOf(" \u{2581}")), .some(.one { $0 != " " && $0 != "\u{2581}" }),
          ]),
          .anyOf(" \u{2581}"),
        ])
      ]
    }
  }

  private static func likeLlama3(
    digits: Int, isWord: @escaping (Unicode.Scalar) -> Bool
  ) -> Self {
    .firstOf([
      contraction(ignoringCase: true),
      .sequence([prefix, .some(.one(isWord))]),
      .repeated(number, 1...digits),
      .sequence([
        optionalBlank, .some(.one { !isSpace($0) && !isWord($0) && !isNumber($0) }),
        .any(.anyOf("\r\n")),
      ]),
      spacesToLineEnd,
      spaces,
    ])
  }

  private static func likeO200K(digits: Int, then suffix: [Self]) -> Self {
    .firstOf([
      .sequence([prefix, .any(upperHalf), .some(lowerHalf)] + suffix),
      .sequence([prefix, .some(upperHalf), .any(lowerHalf)] + suffix),
      .repeated(number, 1...digits),
      .sequence([optionalBlank, .some(symbol), .any(.anyOf("\r\n/"))]),
      spacesToLineEnd,
      spaces,
    ])
  }

  private static var deepSeek3: [Self] {
    let isWord = { (scalar: Unicode.Scalar) in isLetter(scalar) || isMark(scalar) }
    let isASCIILetter = { (scalar: Unicode.Scalar) in scalar.isASCII && isLetter(scalar) }
    let eastAsian: [ClosedRange<UInt32>] = [0x4E00...0x9FA5, 0x3040...0x309F, 0x30A0...0x30FF]
    return [
      .repeated(number, 1...3),
      .some(.one { scalar in eastAsian.contains { $0.contains(scalar.value) } }),
      .firstOf([
        .sequence([
          .one { $0.isASCII && isPunctuationOrSymbol($0) }, .some(.one(isASCIILetter)),
        ]),
        .sequence([
          .optional(
            .one { $0 != "\r" && $0 != "\n" && !isLetter($0) && !isPunctuationOrSymbol($0) }),
          .some(.one(isWord)),
        ]),
        .sequence([
          optionalBlank, .some(.one(isPunctuationOrSymbol)), .any(.anyOf("\r\n")),
        ]),
        spacesToLineEnd,
        spaces,
      ]),
    ]
  }
}

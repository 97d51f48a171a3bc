/// A regular expression in the syntax of Hugging Face tokenizers, which is Ruby's, put so that ICU
/// reads it alike.
///
/// What the other engines of the trade (tiktoken's, Perl's, ICU's) agree to read differently is
/// refused: a pattern that has it would not give the same pieces everywhere.
struct PatternSyntax {
  /// The expression for ICU.
  private(set) var bytes: [UInt8] = []
  /// Where each of its bytes comes from in the pattern.
  private var origins: [Int] = []
  private let patternCount: Int

  /// What `\w` is to Hugging Face's engine; outside brackets the superscripts and fractions of Latin-1
  /// are too.
  private static let inBrackets = #"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}"#
  private static let word = #"[\#(inBrackets)\u00B2\u00B3\u00B9\u00BC-\u00BE]"#
  /// ICU's `\b` looks past marks for the character that decides.
  private static let wordBoundary = "(?:(?<=\(word))(?!\(word))|(?<!\(word))(?=\(word)))"

  /// Reads a pattern.
  ///
  /// - Throws: ``TokenizerError/ambiguousPattern(_:construct:)``.
  init(_ pattern: String) throws(TokenizerError) {
    let text = Array(pattern.utf8)
    patternCount = text.count
    var bracketDepth = 0
    var isInterval = false
    var index = 0
    while index < text.count {
      let rest = text[index...]
      let next = index + 1 < text.count ? text[index + 1] : 0
      var taken = 1
      switch text[index] {
      case UInt8(ascii: "\\"):
        let escape = rest.prefix(2)
        if let construct = Self.construct(at: escape, in: [#"\h"#, #"\H"#, #"\Z"#]) {
          throw .ambiguousPattern(pattern, construct: construct)
        }
        if let other = Self.replacement(of: next, inBrackets: bracketDepth > 0) {
          append(other.utf8, from: index)
          index += 2
          continue
        }
        taken = escape.count
        // The braces of \p{Thai} and \x{E01} are no interval.
        if rest.dropFirst(2).first == UInt8(ascii: "{") { taken += 1 }
      case UInt8(ascii: "["):
        let classes = ["[:punct:]", "[:graph:]", "[:print:]", "[:word:]", "[:^punct:]"]
        if let construct = Self.construct(at: rest, in: classes) {
          throw .ambiguousPattern(pattern, construct: construct)
        }
        bracketDepth += 1
      case UInt8(ascii: "]"): bracketDepth = max(bracketDepth - 1, 0)
      case UInt8(ascii: "{"): isInterval = bracketDepth == 0
      case UInt8(ascii: "}"):
        // Possessive, or to Ruby a repetition of the repetition.
        if isInterval && next == UInt8(ascii: "+") {
          throw .ambiguousPattern(pattern, construct: "}+")
        }
        isInterval = false
      case UInt8(ascii: "(") where bracketDepth == 0 && next == UInt8(ascii: "?"):
        if let flags = Self.lineFlags(rest.dropFirst(2)) {
          throw .ambiguousPattern(pattern, construct: "(?\(flags)")
        }
      default: break
      }
      append(text[index..<index + taken], from: index)
      index += taken
    }
  }

  /// Where in the pattern a byte of the expression for ICU comes from.
  func origin(of offset: Int) -> Int { offset < origins.count ? origins[offset] : patternCount }

  private mutating func append(_ part: some Collection<UInt8>, from index: Int) {
    bytes.append(contentsOf: part)
    origins.append(contentsOf: repeatElement(index, count: part.count))
  }

  private static func construct(at text: ArraySlice<UInt8>, in constructs: [String]) -> String? {
    constructs.first { text.starts(with: $0.utf8) }
  }

  /// How ICU is told what `\` and this byte mean.
  private static func replacement(of escaped: UInt8, inBrackets: Bool) -> String? {
    switch (escaped, inBrackets) {
    case (UInt8(ascii: "w"), true): "[\(Self.inBrackets)]"
    case (UInt8(ascii: "W"), true): "[^\(Self.inBrackets)]"
    case (UInt8(ascii: "w"), false): word
    case (UInt8(ascii: "W"), false): "[^\(word)]"
    case (UInt8(ascii: "b"), false): wordBoundary
    case (UInt8(ascii: "B"), false): "(?!\(wordBoundary))"
    default: nil
    }
  }

  /// The flags that start here, if they change what a dot or a line is: `m` and `s` swap their parts.
  private static func lineFlags(_ text: ArraySlice<UInt8>) -> String? {
    let flags = text.prefix { byte in
      byte == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    let end = text.dropFirst(flags.count).first
    guard end == UInt8(ascii: ":") || end == UInt8(ascii: ")"),
      flags.contains(UInt8(ascii: "m")) || flags.contains(UInt8(ascii: "s"))
    else { return nil }
    return String(decoding: flags, as: UTF8.self)
  }
}

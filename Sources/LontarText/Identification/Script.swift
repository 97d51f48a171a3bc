/// The scripts that language identification tells apart, and what each says of the language by itself.
package enum Script: UInt8 {
  /// Digits, punctuation, spaces, pictures, and marks that go with any script.
  case common
  case latin, thai, lao, khmer, myanmar, tamil, han, kana, arabic, javanese, sundanese, baybayin
  /// Every other script.
  case other

  /// The only language served that is written in the script; nil where there are several or none.
  package var language: Language? {
    switch self {
    case .thai: .thai
    case .lao: .lao
    case .khmer: .khmer
    case .myanmar: .burmese
    case .tamil: .tamil
    case .han: .chinese
    case .javanese: .javanese
    case .sundanese: .sundanese
    case .baybayin: .filipino
    case .common, .latin, .kana, .arabic, .other: nil
    }
  }

  /// How many letters of an alphabet a character stands for, roughly.
  var weight: Int { self == .han ? 3 : self == .common ? 0 : 1 }

  package init(_ scalar: UInt32) {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F,
      0x250...0x2AF, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA722...0xA787, 0xFB00...0xFB06,
      0xFF21...0xFF3A, 0xFF41...0xFF5A:
      self = .latin
    case 0..<0x370: self = .common
    case 0x600...0x60B, 0x60C, 0x61B...0x61F, 0x660...0x669, 0x6F0...0x6F9: self = .common
    case 0x610...0x6FF, 0x750...0x77F, 0x870...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC:
      self = .arabic
    case 0xB80...0xBFF: self = .tamil
    case 0xE3F: self = .common
    case 0xE01...0xE5B: self = .thai
    case 0xE80...0xEFF: self = .lao
    case 0x1000...0x109F, 0xA9E0...0xA9FF, 0xAA60...0xAA7F: self = .myanmar
    case 0x1700...0x171F: self = .baybayin
    case 0x1735, 0x1736: self = .common
    case 0x1780...0x17FF, 0x19E0...0x19FF: self = .khmer
    case 0x1B80...0x1BBF, 0x1CC0...0x1CCF: self = .sundanese
    case 0x1AB0...0x1AFF, 0x1DC0...0x1DFF: self = .common
    case 0x2000...0x2BFF, 0x2E00...0x2E7F, 0x3000...0x3004, 0x3008...0x3020, 0x3030...0x303F:
      self = .common
    case 0x2E80...0x2FFF, 0x3005...0x3007, 0x3021...0x3029, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      self = .han
    case 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: self = .kana
    case 0xA980...0xA9DF: self = .javanese
    case 0xD800...0xF8FF, 0xFE00...0xFE6F, 0xFF00...0xFFEF, 0xFFF0...0xFFFF, 0x1F000...0x1FFFF,
      0xE0000...UInt32.max:
      self = .common
    default: self = .other
    }
  }
}

/// Cuts a text where its script changes. What is common to all scripts goes with what is before it, at
/// the start with what follows.
struct ScriptRuns {
  /// A piece of one script.
  struct Run: Equatable {
    var script: Script
    /// Its bytes in the text.
    var bytes: Range<Int>
    /// How many letters it has, in letters of an alphabet.
    var letters: Int
    /// How many of its letters are Jawi's alone.
    var jawiLetters: Int
  }

  private(set) var runs: [Run] = []

  init(_ text: Span<UInt8>) {
    var place = 0
    var current = Run(script: .common, bytes: 0..<0, letters: 0, jawiLetters: 0)
    while place < text.count {
      let byte = text[place]
      let (scalar, length) = byte < 0x80 ? (UInt32(byte), 1) : Rewriting.decode(text, place)
      let script = Script(scalar)
      if script != .common && script != current.script {
        if current.script == .common {
          current.script = script
        } else {
          current.bytes = current.bytes.lowerBound..<place
          runs.append(current)
          current = Run(script: script, bytes: place..<place, letters: 0, jawiLetters: 0)
        }
      }
      current.letters += script.weight
      if script == .arabic && Self.isJawi(scalar) { current.jawiLetters += 1 }
      place += length
    }
    current.bytes = current.bytes.lowerBound..<text.count
    if !current.bytes.isEmpty { runs.append(current) }
  }

  /// Nga, pa, ga, nya and va as Malay alone writes them.
  private static func isJawi(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x6A0, 0x6A4, 0x762, 0x6BD, 0x6CF: true
    default: false
    }
  }
}

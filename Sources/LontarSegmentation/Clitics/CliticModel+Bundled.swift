internal import LontarText

extension CliticModel {
  /// The model that comes with the library, if the language has clitics.
  static func bundled(_ language: Language) -> CliticModel? {
    switch language {
    case .indonesian: indonesian
    case .malay: malay
    case .javanese: javanese
    case .sundanese: sundanese
    case .filipino: filipino
    case .cebuano: cebuano
    default: nil
    }
  }

  private static let indonesian = CliticModel(.indonesian, CliticWeights.indonesian)
  private static let malay = CliticModel(.malay, CliticWeights.malay)
  private static let javanese = CliticModel(.javanese, CliticWeights.javanese)
  private static let sundanese = CliticModel(.sundanese, CliticWeights.sundanese)
  private static let filipino = CliticModel(.filipino, CliticWeights.filipino)
  private static let cebuano = CliticModel(.cebuano, CliticWeights.cebuano)

  private init(_ language: Language, _ text: String) {
    self.init(language: language, weights: Self.weights(text))
  }

  /// Writes weights as text: a run of up to 26 zeros is a letter from `A` on, any other
  /// weight two digits of base 16.
  static func text(_ weights: [Int8]) -> String {
    var text: [UInt8] = []
    var zeros = 0
    func flush() {
      while zeros > 0 {
        let run = min(zeros, 26)
        text.append(UInt8(ascii: "A") + UInt8(run - 1))
        zeros -= run
      }
    }
    for weight in weights {
      if weight == 0 {
        zeros += 1
        continue
      }
      flush()
      for nibble in [UInt8(bitPattern: weight) >> 4, UInt8(bitPattern: weight) & 15] {
        text.append(nibble < 10 ? 0x30 + nibble : 0x61 + nibble - 10)
      }
    }
    flush()
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads weights; our own text, so that there is nothing to refuse.
  static func weights(_ text: String) -> [Int8] {
    var weights: [Int8] = []
    var high: UInt8?
    for byte in text.utf8 {
      if byte &- 0x41 < 26 {
        weights.append(contentsOf: repeatElement(0, count: Int(byte - 0x41) + 1))
        continue
      }
      let nibble: UInt8
      switch byte {
      case 0x30...0x39: nibble = byte - 0x30
      case 0x61...0x66: nibble = byte - 0x61 + 10
      default: continue
      }
      if let first = high {
        weights.append(Int8(bitPattern: first << 4 | nibble))
        high = nil
      } else {
        high = nibble
      }
    }
    return weights
  }
}

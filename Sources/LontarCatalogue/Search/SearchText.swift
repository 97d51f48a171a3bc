internal import LontarSegmentation
internal import LontarText

/// Cuts what is indexed and what is asked into the same words.
///
/// Text is brought into NFC, lower-cased, and cut by Lontar's own segmenter, so that Thai, Lao, Khmer
/// and Burmese words are found; what SQLite's own tokenizers make of them is shreds.
struct SearchText: ~Copyable {
  private var worker: Segmenter.Worker
  private let composer = Normalizer(form: .nfc)
  private let decomposer = Normalizer(form: .nfd)

  /// ICU's word rules of one locale hold the dictionaries of all scripts. Opened once: that takes as
  /// long as a search among hundreds of records.
  private static let segmenter = Result { try Segmenter(language: .thai, engine: .icu) }

  init() throws(CatalogueError) {
    do {
      worker = try Self.segmenter.get().makeWorker()
    } catch {
      throw .segmentation(detail: "\(error)")
    }
  }

  /// The words of a text, each as UTF-8.
  mutating func words(of text: String) -> [[UInt8]] {
    var joined: [UInt8] = []
    appendWords(of: text, to: &joined)
    return joined.split(separator: UInt8(ascii: " ")).map { Array($0) }
  }

  /// Appends the words of a text, a space between each two.
  mutating func appendWords(of text: String, to output: inout [UInt8]) {
    let bytes = lowered(text)
    worker.forEachSegment(in: bytes.span) { (range: Range<Int>) in
      // ICU keeps `a_b` and `1.5` together; here they are two words each.
      var isInWord = false
      var index = range.lowerBound
      while index < range.upperBound {
        let (scalar, length) = Self.scalar(of: bytes, at: index)
        if Self.isPartOfWord(scalar) {
          if !isInWord && !output.isEmpty { output.append(UInt8(ascii: " ")) }
          isInWord = true
          for place in index..<(index + length) { output.append(bytes[place]) }
        } else {
          isInWord = false
        }
        index += length
      }
    }
  }

  /// The scalar that begins at a byte, and how many bytes it has; the bytes are a string's.
  private static func scalar(
    of bytes: [UInt8], at index: Int
  ) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[index]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for place in (index + 1)..<min(index + length, bytes.count) {
      value = value << 6 | UInt32(bytes[place] & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// A text in NFC and lower case.
  func lowered(_ text: String) -> [UInt8] {
    var composed = Array(text.utf8)
    if !composed.allSatisfy({ $0 < 0x80 }) {
      let input = composed
      composed.removeAll(keepingCapacity: true)
      guard (try? composer.normalize(input.span, appendingTo: &composed)) != nil else {
        return input
      }
    }
    var lowered: [UInt8] = []
    lowered.reserveCapacity(composed.count)
    var index = 0
    while index < composed.count {
      let (scalar, length) = Self.scalar(of: composed, at: index)
      if length == 1 {
        let byte = composed[index]
        lowered.append(65...90 ~= byte ? byte | 0x20 : byte)
      } else if Self.isUnspaced(scalar) {
        // None of these scripts has capitals, and asking costs more than all the rest.
        lowered.append(contentsOf: composed[index..<(index + length)])
      } else {
        lowered.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
      }
      index += length
    }
    return lowered
  }

  /// Words without the marks that stand over and under Latin letters: `tiếng` becomes `tieng`.
  func folded(_ word: [UInt8]) -> [UInt8] {
    if word.allSatisfy({ $0 < 0x80 }) { return word }
    var decomposed: [UInt8] = []
    guard (try? decomposer.normalize(word.span, appendingTo: &decomposed)) != nil else {
      return word
    }
    var folded: [UInt8] = []
    for scalar in String(decoding: decomposed, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0300...0x036F: continue
      case 0x0111: folded.append(UInt8(ascii: "d"))
      default: folded.append(contentsOf: String(scalar).utf8)
      }
    }
    return folded
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return switch UInt8(truncatingIfNeeded: scalar.value) {
      case 48...57, 65...90, 97...122: true
      default: false
      }
    }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .privateUse:
      true
    default: false
    }
  }

  /// Whether a scalar is of a script that is written without spaces.
  static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x19E0...0x19FF, 0xA9E0...0xA9FF,
      0xAA60...0xAA7F, 0x1A20...0x1AAF, 0x3040...0x30FF, 0x3400...0x9FFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}

/// What of a record is searched.
struct SearchFields {
  /// Names: by words and by any three letters of them.
  var names: String
  /// Languages and tasks, by code and by name.
  var tags: String
  /// The description.
  var description: String

  init(_ record: Dataset) {
    names = ([record.id, record.name] + record.aliases).joined(separator: " ; ")
    var tags: [String] = []
    for language in record.languages {
      tags.append(language.code)
      if let name = LanguageTable.name(of: language.code) { tags.append(name) }
    }
    for task in record.tasks {
      tags.append(task)
      if let name = TaskTable.name(of: task) { tags.append(name) }
    }
    self.tags = (tags + record.modalities).joined(separator: " ; ")
    description = record.description ?? ""
  }

  /// The text that is found by any three of its letters: names, and what the description says in
  /// scripts without spaces, whose words may be cut otherwise when they stand alone.
  var letters: String {
    var runs: [String] = [names]
    var run = ""
    for scalar in description.unicodeScalars {
      if SearchText.isUnspaced(scalar) {
        run.unicodeScalars.append(scalar)
      } else if !run.isEmpty {
        runs.append(run)
        run = ""
      }
    }
    if !run.isEmpty { runs.append(run) }
    return runs.joined(separator: " ; ")
  }
}

/// A query's words: each is found as a phrase of its pieces, or by its letters.
struct SearchTerm {
  /// The pieces that the segmenter cuts it into.
  var words: [[UInt8]]
  /// The word as it stands, lower-cased, if it has three letters or more.
  var letters: [UInt8]?

  static func terms(
    of query: Query, with text: inout SearchText
  ) -> [SearchTerm] {
    var terms: [SearchTerm] = []
    for word in query.text.unicodeScalars.split(whereSeparator: { $0.properties.isWhitespace }) {
      let word = String(String.UnicodeScalarView(word))
      var words = text.words(of: word)
      if query.foldsDiacritics { words = words.map { text.folded($0) } }
      let letters = text.lowered(word)
      let isLong = String(decoding: letters, as: UTF8.self).unicodeScalars.count >= 3
      if words.isEmpty && !isLong { continue }
      terms.append(SearchTerm(words: words, letters: isLong ? letters : nil))
    }
    return terms
  }
}

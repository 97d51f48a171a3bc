/// What words of Latin letters say of the language they are in.
struct LatinEvidence {
  private var counts: [Language: Int] = [:]
  private var words = 0

  /// The words that people use most and that few of the other languages have.
  private static let common: [(Language, String)] = [
    (
      .indonesian,
      """
      yang dan di ini itu dengan untuk tidak dari dalam akan pada juga adalah oleh karena bisa \
      saya kami mereka bahwa atau ada saat uang anda kita sudah telah lebih beberapa seperti
      """
    ),
    (
      .malay,
      """
      yang dan di ini itu dengan untuk tidak dari dalam akan pada juga ialah oleh kerana boleh \
      saya kami mereka bahawa atau ada semasa wang anda kita sudah telah lebih beberapa \
      seperti kereta ketika awak mahu hendak pejabat
      """
    ),
    (
      .javanese,
      """
      sing lan ing iki iku karo kanggo ora saka bakal uga amarga bisa aku kowe dheweke utawa \
      ana wis luwih kaya menyang nanging yaiku kang ingkang punika saged
      """
    ),
    (
      .sundanese,
      """
      anu jeung di ieu eta sareng pikeun henteu tina bakal ogé kusabab bisa abdi kuring \
      maranéhna atawa aya geus leuwih kawas ka tapi nyaéta teu mah urang dina
      """
    ),
    (
      .filipino,
      """
      ang ng mga sa na at ay para hindi ito mula rin dahil ako siya sila o may mas kung pero \
      ni kay nang natin namin niya lang din po
      """
    ),
    (
      .cebuano,
      """
      ang sa mga ug nga kay para dili kini gikan usab tungod ako siya sila o adunay mas kung \
      apan ni og naa wala akong iyang atong mao kami
      """
    ),
    (
      .english,
      """
      the of and to in is that for it with as was on are by this be from or have an they which \
      you not at his we but has can will
      """
    ),
    (
      .vietnamese,
      """
      và của là có cho được không trong một các những người với này để từ đã khi như ở đến \
      cũng về tôi chúng làm ra nhưng nhiều năm
      """
    ),
  ]

  private static let languages: [[UInt8]: [Language]] = {
    var found: [[UInt8]: [Language]] = [:]
    for (language, list) in common {
      for word in list.utf8.split(separator: UInt8(ascii: " ")) {
        found[Array(word), default: []].append(language)
      }
    }
    return found
  }()

  /// Counts the words of a piece of a text.
  mutating func add(_ text: Span<UInt8>, _ bytes: Range<Int>) {
    var word: [UInt8] = []
    for i in bytes.lowerBound...bytes.upperBound {
      let byte = i < bytes.upperBound ? text[i] : 0x20
      if byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) {
        word.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        continue
      }
      guard !word.isEmpty else { continue }
      words += 1
      for language in Self.languages[word] ?? [] { counts[language, default: 0] += 1 }
      word.removeAll(keepingCapacity: true)
    }
  }

  /// What the words counted so far are in.
  var identification: LanguageIdentifier.Identification {
    // In the order of Language, so that ties are broken in one way.
    var best: Language?
    var total = 0
    for language in Language.all {
      total += counts[language] ?? 0
      if (counts[language] ?? 0) > (best.flatMap { counts[$0] } ?? 0) { best = language }
    }
    guard let best, let count = counts[best] else { return .unknown }
    let second = Language.all.filter { $0 != best }.map { counts[$0] ?? 0 }.max() ?? 0
    let share = Double(count) / Double(count + second / 2 + 1)
    return LanguageIdentifier.Identification(
      language: best, confidence: count * 8 < words ? share / 2 : share)
  }
}

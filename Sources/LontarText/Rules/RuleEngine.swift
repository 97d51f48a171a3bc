internal import CLontar

/// Runs rules over text that is in its normal form.
///
/// A scan of all bytes finds what is suspicious; only the piece around it, up to the next spaces or line
/// ends, is worked on. There each rule runs in turn, and the normal form after them, until nothing
/// changes any more: so a second run changes nothing.
struct RuleEngine: Sendable {
  let mask: RuleMask
  let language: Language?
  let zeroWidthSpaces: ZeroWidthSpacePolicy
  let toneStyle: ToneStyle
  let lexicon: Lexicon?
  private let form: NormalizationForm
  private let suspicion: Suspicion
  /// Whether a rule looks across spaces, so that only line ends part pieces.
  private let spansSpaces: Bool

  /// Most texts settle in two rounds. The tests search for one that does not in eight.
  static let mostRounds = 8

  init(
    mask: RuleMask, language: Language?, zeroWidthSpaces: ZeroWidthSpacePolicy,
    toneStyle: ToneStyle, form: NormalizationForm, lexicon: Lexicon?, scansEverything: Bool = false
  ) {
    self.mask = mask
    self.language = language
    self.zeroWidthSpaces = zeroWidthSpaces
    self.toneStyle = toneStyle
    self.form = form
    self.lexicon = lexicon
    let isEverySuspicious =
      scansEverything || mask.intersects(Suspicion.rulesWithoutScan) || lexicon != nil
    suspicion = Suspicion(
      mask: mask, language: language, zeroWidthSpaces: zeroWidthSpaces, toneStyle: toneStyle,
      everything: isEverySuspicious)
    spansSpaces = mask.intersects(Self.rulesAcrossSpaces) || lexicon != nil
  }

  private static let rulesAcrossSpaces: [Rule] = [
    .t9, .t13, .l7, .m8, .k16, .i2, .f2, .f3,
  ]

  /// Where there may be something to do, from a place on; the text's count if nowhere.
  func firstSuspicion(in text: Span<UInt8>) -> Int { suspicion.scan(text, from: 0) }

  /// Changes the end of a buffer.
  ///
  /// - Parameters:
  ///   - output: The buffer.
  ///   - start: Where in it the text begins, which is in its normal form.
  ///   - edits: Becomes the way from the buffer to the text before, if there is a map.
  ///   - log: Takes what was changed, if there is one; places count in the text.
  func apply(
    to output: inout [UInt8], from start: Int, edits: inout OffsetMap?, log: inout [RuleChange]?
  ) {
    let first = firstSuspicion(in: output.span.extracting(start...))
    if first == output.count - start { return }
    let text = Array(output[start...])
    output.removeLast(text.count)
    append(text.span, suspicious: first, to: &output, edits: &edits, log: &log)
  }

  /// Appends what rules make of a text that is in its normal form and has something suspicious at a
  /// place.
  func append(
    _ text: Span<UInt8>, suspicious first: Int, to output: inout [UInt8], edits: inout OffsetMap?,
    log: inout [RuleChange]?
  ) {
    let start = output.count
    output.reserveCapacity(start + text.count)
    // Up to where the text has been copied, and up to where it has been looked at.
    var copied = 0
    var settled = 0
    var next = first
    var piece = Rewriting()
    var scratch: [UInt8] = []
    var line = LineDirection()
    while next < text.count {
      var low = next
      while low > settled, !isWall(text[low - 1]) { low -= 1 }
      var high = next
      while high < text.count, !isWall(text[high]) { high += 1 }
      if high == low { high += 1 }
      let span = text.extracting(low..<high)
      piece.log = log == nil ? nil : []
      piece.read(span)
      piece.endsLine = high == text.count || text[high] == 0x0A || text[high - 1] == 0x0A
      settle(&piece, scratch: &scratch, hasRightToLeft: { line.hasRightToLeft(text, low) })
      settleParts(&piece, wallsBefore: span)
      if piece.wasChanged {
        output.append(copying: text.extracting(copied..<low))
        let target = output.count - start
        piece.write(to: &output)
        if edits != nil {
          var way = edits ?? OffsetMap()
          edits = nil
          piece.appendEdits(from: span, source: low, target: target, to: &way)
          edits = way
        }
        for var change in piece.log ?? [] {
          change.source = change.source.lowerBound + low..<change.source.upperBound + low
          log?.append(change)
        }
        copied = high
      }
      settled = high
      next = suspicion.scan(text, from: high)
    }
    output.append(copying: text.extracting(copied...))
  }

  private func isWall(_ byte: UInt8) -> Bool {
    byte == 0x0A || (byte == 0x20 && !spansSpaces)
  }

  /// Runs the rules on a piece until they change nothing.
  private func settle(
    _ piece: inout Rewriting, scratch: inout [UInt8], hasRightToLeft: () -> Bool
  ) {
    piece.wasChanged = false
    for _ in 0..<Self.mostRounds {
      piece.isChanged = false
      applyAll(&piece, hasRightToLeft)
      if !piece.isChanged { return }
      piece.wasChanged = true
      scratch.removeAll(keepingCapacity: true)
      piece.write(to: &scratch)
      normalize(&piece, scratch)
    }
  }

  /// Where rules made spaces or line ends, what lies between them is now a piece of its own, and may
  /// have to change for that.
  private func settleParts(_ piece: inout Rewriting, wallsBefore span: Span<UInt8>) {
    guard piece.wasChanged else { return }
    let walls = piece.signs.count { $0.scalar < 0x80 && isWall(UInt8($0.scalar)) }
    if walls <= span.indices.count(where: { isWall(span[$0]) }) { return }
    var parts: [UInt8] = []
    piece.write(to: &parts)
    var edits: OffsetMap? = OffsetMap()
    var log: [RuleChange]? = piece.log == nil ? nil : []
    apply(to: &parts, from: 0, edits: &edits, log: &log)
    guard let edits, !edits.isEmpty else { return }
    var names: [String] = []
    for change in log ?? [] where !names.contains(change.rule) { names.append(change.rule) }
    piece.replaceAll(with: parts.span, edits, name: names.joined(separator: "+"))
  }

  /// Brings what rules have made into the normal form again.
  private func normalize(_ piece: inout Rewriting, _ bytes: [UInt8]) {
    let normalizer = Normalizer(form: form, invalid: .pass)
    if form == .unchanged { return }
    if let isNormal = try? normalizer.isNormalized(bytes.span), isNormal { return }
    var normal: [UInt8] = []
    var edits = OffsetMap()
    // Our own engine has every form, and no bytes that it would refuse.
    guard (try? normalizer.normalize(bytes.span, appendingTo: &normal, edits: &edits)) != nil,
      !edits.isEmpty
    else { return }
    piece.replaceAll(with: normal.span, edits, name: form.name)
  }

  private func applyAll(_ piece: inout Rewriting, _ hasRightToLeft: () -> Bool) {
    var isRightToLeft = false
    if mask.contains(.g7), piece.signs.contains(where: { General.isBidiControl($0.scalar) }) {
      isRightToLeft = hasRightToLeft()
    }
    applyGeneral(&piece, hasRightToLeft: isRightToLeft)
    switch language {
    case .thai: applyThai(&piece)
    case .lao: applyLao(&piece)
    case .khmer: applyKhmer(&piece)
    case .burmese: applyBurmese(&piece)
    case .vietnamese: applyVietnamese(&piece)
    case .indonesian, .malay, .javanese, .sundanese: applyMalay(&piece)
    case .filipino, .cebuano: applyPhilippine(&piece)
    case .tamil, .chinese, .english, nil: break
    }
    lexicon?.apply(to: &piece, as: lexiconID)
  }

  /// What the user's words are called: the field's rule for the language.
  private var lexiconID: String {
    switch language {
    case .vietnamese: "V10"
    case .filipino, .cebuano: "F5"
    default: "I4"
    }
  }

  /// Whether the line around a place has letters that run from right to left; looks at each line once.
  private struct LineDirection {
    private var line = 0..<0
    private var isRightToLeft = false

    /// Also what G6 makes a line end of.
    private func isEnd(_ text: Span<UInt8>, _ place: Int) -> Bool {
      text[place] == 0x0A || text[place] == 0x0D
        || (text[place] == 0x85 && place > 0 && text[place - 1] == 0xC2)
    }

    mutating func hasRightToLeft(_ text: Span<UInt8>, _ place: Int) -> Bool {
      if line.contains(place) { return isRightToLeft }
      var low = place
      while low > line.upperBound, !isEnd(text, low - 1) { low -= 1 }
      var high = place
      while high < text.count, !isEnd(text, high) { high += 1 }
      var signs = Rewriting()
      signs.read(text.extracting(low..<high))
      line = low..<max(high, low + 1)
      isRightToLeft = signs.signs.contains { General.isRightToLeft($0.scalar) }
      return isRightToLeft
    }
  }
}

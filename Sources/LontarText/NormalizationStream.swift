internal import CLontar

/// Normalises a text that comes in pieces, cut at any byte, even inside a character.
///
///     var stream = Normalizer(form: .nfc).makeStream()
///     for piece in pieces { try stream.push(piece.span, appendingTo: &output) }
///     try stream.finish(appendingTo: &output)
///
/// What comes out is what ``Normalizer/normalize(_:appendingTo:)`` makes of the whole. What cannot be
/// decided yet is kept: the last character with its marks, a few bytes. Only a long run of combining
/// marks makes that grow, up to a limit; with `streamSafe` it never does.
///
/// For a text of which parts are written already, ``InvalidUTF8Policy/skip`` cannot leave it out: it
/// throws as ``InvalidUTF8Policy/fail`` does. After an error the stream is over.
///
/// - Complexity: O(*n*) in the number of bytes, however they are cut.
public struct NormalizationStream: ~Copyable, Sendable {
  /// How many ill-formed sequences were replaced or passed.
  public private(set) var repairedSequences = 0

  private let normalizer: Normalizer
  private let carryLimit: Int
  // Bytes that are not normalised yet, from `consumed` on in the text, and how many of them were searched
  // for a place to cut. If runs of marks are broken up, they are so already here.
  private var carry: [UInt8] = []
  private var searched = 0
  private var consumed = 0
  private var produced = 0
  // For breaking up runs: what was put in the carry, the start of a character that is not whole, and
  // how many marks in a row came last.
  private var breaks = OffsetMap()
  private var cutOff: [UInt8] = []
  private var run: UInt32 = 0
  private let isStreamSafe: Bool

  init(_ normalizer: Normalizer, carryLimit: Int) {
    let invalid = normalizer.invalid == .skip ? .fail : normalizer.invalid
    self.normalizer = Normalizer(form: normalizer.form, invalid: invalid, engine: normalizer.engine)
    isStreamSafe = normalizer.isStreamSafe
    self.carryLimit = carryLimit
  }

  /// How many bytes have come in that nothing came out for yet.
  public var carriedByteCount: Int { carry.count + cutOff.count }

  /// Takes the next piece, and appends what is decided by now.
  ///
  /// - Throws: ``TextError/malformedUTF8(byteOffset:)`` with its place in the whole text, and
  ///   ``TextError/carryTooLong(byteOffset:limit:)``.
  public mutating func push(
    _ bytes: Span<UInt8>, appendingTo output: inout [UInt8]
  ) throws(TextError) {
    var none: OffsetMap?
    try take(bytes, isLast: false, &output, &none)
  }

  /// The same, and adds the edits of what it appends to a map of the whole text.
  public mutating func push(
    _ bytes: Span<UInt8>, appendingTo output: inout [UInt8], edits: inout OffsetMap
  ) throws(TextError) {
    try take(bytes, isLast: false, &output, &edits)
  }

  /// Ends the text and appends the rest. The stream can then be used for another text.
  public mutating func finish(appendingTo output: inout [UInt8]) throws(TextError) {
    var none: OffsetMap?
    try take([UInt8]().span, isLast: true, &output, &none)
  }

  /// The same, and adds the edits of what it appends to a map of the whole text.
  public mutating func finish(
    appendingTo output: inout [UInt8], edits: inout OffsetMap
  ) throws(TextError) {
    try take([UInt8]().span, isLast: true, &output, &edits)
  }

  private mutating func take(
    _ bytes: Span<UInt8>, isLast: Bool, _ output: inout [UInt8], _ edits: inout OffsetMap
  ) throws(TextError) {
    var collected: OffsetMap? = edits
    edits = OffsetMap()
    do throws(TextError) {
      try take(bytes, isLast: isLast, &output, &collected)
      edits = collected ?? OffsetMap()
    } catch {
      edits = collected ?? OffsetMap()
      throw error
    }
  }

  private mutating func take(
    _ bytes: Span<UInt8>, isLast: Bool, _ output: inout [UInt8], _ edits: inout OffsetMap?
  ) throws(TextError) {
    if isStreamSafe {
      breakUp(bytes, isLast: isLast)
    } else {
      carry.append(copying: bytes)
    }
    let cut = isLast ? carry.count : stablePrefix()
    if cut > 0 { try write(cut, &output, &edits) }
    if isLast {
      consumed = 0
      produced = 0
      run = 0
    }
    if carry.count > carryLimit {
      throw .carryTooLong(byteOffset: consumed, limit: carryLimit)
    }
  }

  /// The last place at which the carry may be cut; only what is new is searched.
  private mutating func stablePrefix() -> Int {
    guard let form = normalizer.form.inC else {
      // Nothing acts on what is before it, but a character must be whole.
      return carry.count - Self.cutOffCount(carry.span)
    }
    let start = max(0, searched - 3)
    let cut = unsafe carry.span.withUnsafeBufferPointer { bytes in
      // The function reads `count` bytes at most and keeps no pointer.
      unsafe lontar_stable_prefix(form, bytes.baseAddress, bytes.count, start)
    }
    searched = carry.count
    return cut
  }

  private mutating func write(
    _ cut: Int, _ output: inout [UInt8], _ edits: inout OffsetMap?
  ) throws(TextError) {
    var own = OffsetMap()
    let inserted = breaks.removeFirst(targetBefore: cut)
    let start = output.count
    // Out of the struct, so that the rest of it may change meanwhile.
    var pending: [UInt8] = []
    swap(&pending, &carry)
    do throws(TextError) {
      let outcome =
        edits == nil
        ? try normalizer.normalize(pending.span.extracting(..<cut), appendingTo: &output)
        : try normalizer.normalize(
          pending.span.extracting(..<cut), appendingTo: &output, edits: &own)
      switch outcome {
      case .replaced(let sequences), .passed(let sequences): repairedSequences += sequences
      case .normalized, .skipped: break
      }
    } catch .malformedUTF8(let offset) {
      throw .malformedUTF8(byteOffset: consumed + inserted.sourcePosition(ofTarget: offset))
    } catch {
      throw error
    }
    if edits != nil {
      var way = inserted
      way.compose(with: own)
      for edit in way.edits {
        edits?.append(
          source: consumed + edit.source.lowerBound..<consumed + edit.source.upperBound,
          target: produced + edit.target.lowerBound..<produced + edit.target.upperBound)
      }
    }
    // Each U+034F put in is two bytes that the text does not have.
    consumed += cut - 2 * inserted.edits.count
    produced += output.count - start
    pending.removeFirst(cut)
    swap(&pending, &carry)
    searched = max(0, searched - cut)
  }

  // MARK: - Breaking up runs of marks

  /// Adds a piece to the carry with U+034F where runs of marks grow too long.
  private mutating func breakUp(_ bytes: Span<UInt8>, isLast: Bool) {
    cutOff.append(copying: bytes)
    let text = cutOff
    let end = isLast ? text.count : text.count - Self.cutOffCount(text.span)
    var position = 0
    while true {
      let rest = text.span.extracting(position..<end)
      let place = position + StreamSafeText.nextBreak(in: rest, run: &run)
      carry.append(copying: text.span.extracting(position..<place))
      position = place
      if place == end { break }
      let target = carry.count
      let source = target - 2 * breaks.edits.count
      carry.append(contentsOf: [0xCD, 0x8F])
      breaks.append(source: source..<source, target: target..<carry.count)
      run = 0
    }
    cutOff.removeFirst(end)
  }

  /// How many bytes at the end are the start of a character that may go on.
  private static func cutOffCount(_ text: Span<UInt8>) -> Int {
    for count in 1...3 where count <= text.count {
      let byte = text[text.count - count]
      if byte < 0x80 { return 0 }
      if byte < 0xC0 { continue }
      guard let bad = text.extracting((text.count - count)...).firstIllFormedSequence() else {
        return 0
      }
      // Ill-formed all the way to the end: broken off, if it is a byte that begins a character.
      return bad == 0..<count && byte >= 0xC2 && byte <= 0xF4 ? count : 0
    }
    return 0
  }
}

extension Normalizer {
  /// Makes what normalises a text that comes in pieces.
  ///
  /// - Parameter carryLimit: How many bytes may wait, at most, for what comes next. More wait only in a
  ///   run of combining marks as long, which no language has; then the stream throws, because it
  ///   could give something else than the normal form only.
  /// - Precondition: The normaliser runs no rules: those need whole records.
  public func makeStream(carryLimit: Int = 1 << 24) -> NormalizationStream {
    precondition(ruleEngine == nil, "rules run on whole records")
    return NormalizationStream(self, carryLimit: carryLimit)
  }
}

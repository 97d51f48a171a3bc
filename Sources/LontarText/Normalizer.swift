internal import CLontar

/// Brings text into a normal form and sees to bytes that are not UTF-8.
///
///     let normalizer = Normalizer(form: .nfc)
///     try normalizer.normalize("Vie\u{323}\u{302}t")   // "Việt", four scalars
///
/// A record is normalised by itself: what stands before or after it does not matter.
public struct Normalizer: Sendable {
  /// The form that comes out.
  public let form: NormalizationForm
  /// What happens to bytes that are not UTF-8.
  public let invalid: InvalidUTF8Policy

  /// Makes a normaliser.
  public init(form: NormalizationForm = .nfc, invalid: InvalidUTF8Policy = .fail) {
    self.form = form
    self.invalid = invalid
  }

  /// What became of a record.
  public enum Outcome: Sendable, Equatable {
    /// The record was UTF-8, and its normal form was appended.
    case normalized
    /// Each of so many ill-formed sequences was replaced by U+FFFD.
    case replaced(sequences: Int)
    /// So many ill-formed sequences went through as they were.
    case passed(sequences: Int)
    /// Nothing was appended, because the byte at this offset is not UTF-8: leave the record out.
    case skipped(byteOffset: Int)
  }

  /// Appends the normal form of a record to a buffer.
  ///
  ///     var output: [UInt8] = []
  ///     try Normalizer(form: .nfd).normalize(Array("Việt".utf8).span, appendingTo: &output)
  ///
  /// Nothing is appended when it throws or skips.
  ///
  /// - Throws: ``TextError/malformedUTF8(byteOffset:)`` under ``InvalidUTF8Policy/fail``, and
  ///   ``TextError/recordTooLarge(byteCount:)`` for a record of 2 GiB or more.
  /// - Complexity: O(*n*) in the number of bytes for text as people write it. A run of *k*
  ///   combining marks without a base takes ICU O(*k*²).
  @discardableResult
  public func normalize(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8]
  ) throws(TextError) -> Outcome {
    guard let first = text.firstIllFormedSequence() else {
      try appendNormalForm(of: text, to: &output)
      return .normalized
    }
    switch invalid {
    case .fail: throw .malformedUTF8(byteOffset: first.lowerBound)
    case .skip: return .skipped(byteOffset: first.lowerBound)
    case .replace, .pass: break
    }
    let start = output.count
    do throws(TextError) {
      let sequences = try appendAroundIllFormed(text, first: first, to: &output)
      return invalid == .replace
        ? .replaced(sequences: sequences) : .passed(sequences: sequences)
    } catch {
      output.removeLast(output.count - start)
      throw error
    }
  }

  /// Normalises the well-formed stretches. U+FFFD neither composes nor moves, and neither do bytes
  /// that are no scalars, so the stretches do not act on each other.
  private func appendAroundIllFormed(
    _ text: Span<UInt8>, first: Range<Int>, to output: inout [UInt8]
  ) throws(TextError) -> Int {
    var sequences = 0
    var position = 0
    var next: Range<Int>? = first
    while let illFormed = next {
      try appendNormalForm(of: text.extracting(position..<illFormed.lowerBound), to: &output)
      if invalid == .replace {
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
      } else {
        for i in illFormed { output.append(text[i]) }
      }
      sequences += 1
      position = illFormed.upperBound
      next = text.firstIllFormedSequence(from: position)
    }
    try appendNormalForm(of: text.extracting(position...), to: &output)
    return sequences
  }

  /// Appends the normal form of bytes that are UTF-8.
  private func appendNormalForm(
    of text: Span<UInt8>, to output: inout [UInt8]
  ) throws(TextError) {
    if text.isEmpty { return }
    guard let form = form.inC else {
      output.append(addingCapacity: text.count) { out in
        for i in text.indices { out.append(text[i]) }
      }
      return
    }
    // Composed text is about as long as its source; a decomposition rarely doubles it.
    var capacity = form.isComposed ? text.count + text.count / 8 + 64 : text.count * 2 + 64
    while true {
      var result = lontar_result(status: LONTAR_OK, count: 0)
      output.append(addingCapacity: capacity) { out in
        unsafe out.withUnsafeMutableBufferPointer { buffer, written in
          // ICU reads `text.count` bytes, writes `capacity` at most, and keeps no pointer.
          result = unsafe text.withUnsafeBufferPointer { bytes in
            unsafe lontar_icu_normalize(
              form, bytes.baseAddress, bytes.count, buffer.baseAddress, buffer.count)
          }
          written = result.status == LONTAR_OK ? result.count : 0
        }
      }
      switch result.status {
      case LONTAR_OK: return
      case LONTAR_NEEDS_CAPACITY: capacity = result.count
      default: throw TextError(result, byteCount: text.count)
      }
    }
  }
}

extension NormalizationForm {
  /// The form in the C core's words.
  fileprivate var inC: lontar_form? {
    switch self {
    case .nfc: LONTAR_NFC
    case .nfd: LONTAR_NFD
    case .nfkc: LONTAR_NFKC
    case .nfkd: LONTAR_NFKD
    case .nfkcCasefold: LONTAR_NFKC_CASEFOLD
    case .unchanged: nil
    }
  }
}

extension lontar_form {
  fileprivate var isComposed: Bool { self != LONTAR_NFD && self != LONTAR_NFKD }
}

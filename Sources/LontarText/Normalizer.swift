internal import CLontar

/// Brings text into a normal form and sees to bytes that are not UTF-8.
///
///     let normalizer = Normalizer(form: .nfc)
///     try normalizer.normalize("Vie\u{323}\u{302}t")   // "Việt", four scalars
///
/// A record is normalised by itself: what stands before or after it does not matter. For a text that
/// comes in pieces there is ``NormalizationStream``.
public struct Normalizer: Sendable {
  /// The form that comes out.
  public let form: NormalizationForm
  /// What happens to bytes that are not UTF-8.
  public let invalid: InvalidUTF8Policy
  /// Whose implementation does it.
  public let engine: NormalizationEngine
  /// Whether runs of more than thirty combining marks are broken up (see `init`).
  public let isStreamSafe: Bool
  /// What runs after the form, if any rule does (see `Normalizer+Rules.swift`).
  let ruleEngine: RuleEngine?

  /// Makes a normaliser.
  ///
  /// - Parameters:
  ///   - form: The form that comes out.
  ///   - invalid: What happens to bytes that are not UTF-8.
  ///   - engine: Whose implementation does it. It must have the form, or normalising throws.
  ///   - streamSafe: Puts U+034F, which is not seen, after every thirty combining marks in a row,
  ///     before anything else: Unicode's Stream-Safe Text Format (UAX #15). Text as people write it has
  ///     no such runs; with this, who reads the result may count on that.
  public init(
    form: NormalizationForm = .nfc, invalid: InvalidUTF8Policy = .fail,
    engine: NormalizationEngine = .own, streamSafe: Bool = false
  ) {
    self.init(
      form: form, invalid: invalid, engine: engine, streamSafe: streamSafe, ruleEngine: nil)
  }

  init(
    form: NormalizationForm, invalid: InvalidUTF8Policy, engine: NormalizationEngine,
    streamSafe: Bool, ruleEngine: RuleEngine?
  ) {
    self.form = form
    self.invalid = invalid
    self.engine = engine
    isStreamSafe = streamSafe
    self.ruleEngine = ruleEngine
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
  /// - Throws: ``TextError/malformedUTF8(byteOffset:)`` under ``InvalidUTF8Policy/fail``; and with
  ///   another engine than our own, what that cannot do.
  /// - Complexity: O(*n*) in the number of bytes, whatever they are. ICU and utf8proc take O(*k*²) for a
  ///   run of *k* combining marks.
  @discardableResult
  public func normalize(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8]
  ) throws(TextError) -> Outcome {
    var noEdits: OffsetMap?
    var noLog: [RuleChange]?
    return try append(text, to: &output, edits: &noEdits, log: &noLog)
  }

  /// Appends the normal form of a record to a buffer, and gives the way back.
  ///
  ///     var edits = OffsetMap()
  ///     try normalizer.normalize(line, appendingTo: &output, edits: &edits)
  ///     if edits.isEmpty { … }   // as it was
  ///
  /// - Parameters:
  ///   - text: The record.
  ///   - output: Takes the normal form.
  ///   - edits: Becomes the map of this record: from offsets in what was appended, counted from where
  ///     that begins, to offsets in the text. Empty when it throws or skips.
  /// - Throws: As ``normalize(_:appendingTo:)``.
  /// - Complexity: O(*n*) in the number of bytes.
  @discardableResult
  public func normalize(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8], edits: inout OffsetMap
  ) throws(TextError) -> Outcome {
    edits.removeAll()
    var collected: OffsetMap? = consume edits
    edits = OffsetMap()
    var noLog: [RuleChange]?
    do throws(TextError) {
      let outcome = try append(text, to: &output, edits: &collected, log: &noLog)
      if let collected { edits = collected }
      return outcome
    } catch {
      throw error
    }
  }

  /// Appends the normal form of a record only if it differs from the record.
  ///
  ///     if try normalizer.normalizeIfNeeded(line, appendingTo: &output) == nil {
  ///       write(line)   // as it is: no byte was copied
  ///     }
  ///
  /// - Returns: What became of the record; nil when it is well-formed and in form already, and then
  ///   nothing was appended.
  /// - Throws: As ``normalize(_:appendingTo:)``.
  /// - Complexity: O(*n*) in the number of bytes.
  public func normalizeIfNeeded(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8]
  ) throws(TextError) -> Outcome? {
    if let ruleEngine {
      let plain = Normalizer(
        form: form, invalid: invalid, engine: engine, streamSafe: isStreamSafe)
      guard form == form.composed, try plain.cleanPrefix(of: text) == text.count else {
        return try normalize(text, appendingTo: &output)
      }
      // What is in form needs rules alone, and those from the first suspicious place on.
      let first = ruleEngine.firstSuspicion(in: text)
      if first == text.count { return nil }
      var edits: OffsetMap?
      var log: [RuleChange]?
      ruleEngine.append(text, suspicious: first, to: &output, edits: &edits, log: &log)
      return .normalized
    }
    let clean = try cleanPrefix(of: text)
    if clean == text.count { return nil }
    if isStreamSafe { return try normalize(text, appendingTo: &output) }
    // What is clean ends at a place where a text may be cut.
    let start = output.count
    output.append(copying: text.extracting(..<clean))
    do throws(TextError) {
      switch try normalize(text.extracting(clean...), appendingTo: &output) {
      case .skipped(let offset):
        output.removeLast(output.count - start)
        return .skipped(byteOffset: clean + offset)
      case let outcome: return outcome
      }
    } catch {
      output.removeLast(output.count - start)
      throw error.moved(by: clean)
    }
  }

  // MARK: - How it is done

  /// Appends a record's normal form, and its edits if there is a map, which must be empty.
  func appendForm(
    _ text: Span<UInt8>, to output: inout [UInt8], edits: inout OffsetMap?
  ) throws(TextError) -> Outcome {
    if isStreamSafe, let broken = StreamSafeText(text) {
      return try append(broken, to: &output, edits: &edits)
    }
    let start = output.count
    do throws(TextError) {
      let outcome =
        if engine == .own, let form = form.inC {
          try appendByOwn(form, text, to: &output, edits: &edits)
        } else {
          try appendByPieces(text, to: &output, edits: &edits)
        }
      if case .skipped = outcome {
        output.removeLast(output.count - start)
        edits?.removeAll()
      }
      return outcome
    } catch {
      output.removeLast(output.count - start)
      throw error
    }
  }

  /// The same, with U+034F where runs of marks are broken up.
  private func append(
    _ broken: StreamSafeText, to output: inout [UInt8], edits: inout OffsetMap?
  ) throws(TextError) -> Outcome {
    let rest = Normalizer(form: form, invalid: invalid, engine: engine)
    do throws(TextError) {
      let outcome = try rest.appendForm(broken.bytes.span, to: &output, edits: &edits)
      if case .skipped(let offset) = outcome {
        return .skipped(byteOffset: broken.edits.sourcePosition(ofTarget: offset))
      }
      if let later = edits {
        var way = broken.edits
        way.compose(with: later)
        edits = way
      }
      return outcome
    } catch .malformedUTF8(let offset) {
      throw .malformedUTF8(byteOffset: broken.edits.sourcePosition(ofTarget: offset))
    } catch {
      throw error
    }
  }

  private func appendByOwn(
    _ form: lontar_form, _ text: Span<UInt8>, to output: inout [UInt8], edits: inout OffsetMap?
  ) throws(TextError) -> Outcome {
    let repair =
      switch invalid {
      case .fail, .skip: LONTAR_REPAIR_NONE
      case .replace: LONTAR_REPAIR_REPLACE
      case .pass: LONTAR_REPAIR_PASS
      }
    let start = output.count
    var read = 0
    var sequences = 0
    var room = self.form.expectedCount(text.count)
    var buffer: [lontar_edit] =
      edits == nil ? [] : Array(repeating: lontar_edit(), count: min(text.count / 16 + 4, 4096))
    while true {
      let written = output.count - start
      var result = lontar_normalization()
      unsafe buffer.withUnsafeMutableBufferPointer { edits in
        let wanted = edits.isEmpty ? nil : edits.baseAddress
        let wantedCount = edits.count
        output.append(addingCapacity: room) { out in
          unsafe out.withUnsafeMutableBufferPointer { out, initialized in
            // The function reads and writes within the counts that it is given, and keeps no pointer.
            result = unsafe text.extracting(read...).withUnsafeBufferPointer { bytes in
              unsafe lontar_normalize(
                form, repair, bytes.baseAddress, bytes.count, out.baseAddress, out.count, wanted,
                wantedCount)
            }
            initialized = result.written
          }
        }
      }
      for edit in buffer.prefix(result.edits) {
        let source = read + edit.source_start
        let target = written + edit.output_start
        edits?.append(
          source: source..<source + edit.source_count, target: target..<target + edit.output_count)
      }
      read += result.read
      sequences += result.repairs
      switch result.status {
      case LONTAR_OK:
        if sequences == 0 { return .normalized }
        return invalid == .replace
          ? .replaced(sequences: sequences) : .passed(sequences: sequences)
      case LONTAR_ILL_FORMED:
        if invalid == .skip { return .skipped(byteOffset: read) }
        throw .malformedUTF8(byteOffset: read)
      case LONTAR_NEEDS_CAPACITY:
        // Either buffer may have been too short. Where nothing was done, it was the output.
        let rest = self.form.expectedCount(text.count - read)
        room = result.read == 0 ? max(room * 2, rest) : rest
      default:
        throw TextError(
          status: result.status.rawValue, count: result.read, byteCount: text.count)
      }
    }
  }
}

extension [UInt8] {
  mutating func append(copying text: Span<UInt8>) {
    append(addingCapacity: text.count) { out in
      for i in text.indices { out.append(text[i]) }
    }
  }
}

extension TextError {
  /// The same error where the text begins later in a longer one.
  func moved(by offset: Int) -> TextError {
    switch self {
    case .malformedUTF8(let byteOffset): .malformedUTF8(byteOffset: byteOffset + offset)
    case .notNormalized(let form, let byteOffset):
      .notNormalized(form, byteOffset: byteOffset + offset)
    case .carryTooLong(let byteOffset, let limit):
      .carryTooLong(byteOffset: byteOffset + offset, limit: limit)
    default: self
    }
  }
}

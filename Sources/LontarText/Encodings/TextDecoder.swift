internal import CLontar

/// Decodes one text after another from an encoding to UTF-8; for one task at a time.
///
///     var decoder = try TextEncoding("viscii").makeDecoder()
///     try decoder.decode([0x56, 0x69, 0xAE, 0x74].span, appendingTo: &output)   // Việt
public struct TextDecoder: ~Copyable {
  /// What the texts are in.
  public let encoding: TextEncoding
  /// What the text in hand is in: where a byte order mark tells, not the same for all.
  private var table: lontar_encoding?
  private let converter: Converter?
  private var zawgyi = ZawgyiConverter()

  init(_ encoding: TextEncoding) throws(TextError) {
    let converter = encoding.kind == .icu ? try Converter(encoding.name) : nil
    self.encoding = encoding
    self.converter = converter
    if case .table(let number) = encoding.kind { table = lontar_encoding(number) }
  }

  /// Whether each newline is the byte 0x0A and nothing else is, so that lines may be decoded one by
  /// one. Not so for UTF-16, UTF-32 and EBCDIC.
  public var decodesLines: Bool { converter?.hasPlainNewlines ?? (encoding.unitByteCount == 1) }

  /// Appends a text in UTF-8 to a buffer.
  ///
  /// UTF-16 and UTF-32 without a byte order in their name take it from each text's mark. Nothing is
  /// appended when it throws or skips. With ``InvalidUTF8Policy/replace`` each byte that
  /// stands for nothing becomes U+FFFD; with ``InvalidUTF8Policy/pass`` it stays as it is, and then the
  /// output is not UTF-8.
  ///
  /// - Throws: ``TextError/undecodable(encoding:byteOffset:)`` under ``InvalidUTF8Policy/fail``.
  /// - Complexity: O(*n*) in the number of bytes.
  @discardableResult
  public mutating func decode(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8], invalid: InvalidUTF8Policy = .fail
  ) throws(TextError) -> Normalizer.Outcome {
    var noMap: OffsetMap?
    return try decode(text, to: &output, invalid: invalid, map: &noMap)
  }

  /// As ``decode(_:appendingTo:invalid:)``, and gives the way back: from offsets in what was appended to
  /// bytes of the text.
  ///
  ///     var edits = OffsetMap()
  ///     try decoder.decode([0x56, 0x69, 0xAE, 0x74].span, appendingTo: &output, edits: &edits)
  ///     edits.sourceRange(ofTarget: 2..<5)   // 2..<3, the byte of ệ
  ///
  /// - Throws: As the other.
  @discardableResult
  public mutating func decode(
    _ text: Span<UInt8>, appendingTo output: inout [UInt8], edits: inout OffsetMap,
    invalid: InvalidUTF8Policy = .fail
  ) throws(TextError) -> Normalizer.Outcome {
    var map: OffsetMap? = OffsetMap()
    let outcome = try decode(text, to: &output, invalid: invalid, map: &map)
    edits = map ?? OffsetMap()
    return outcome
  }

  private mutating func decode(
    _ text: Span<UInt8>, to output: inout [UInt8], invalid: InvalidUTF8Policy,
    map: inout OffsetMap?
  ) throws(TextError) -> Normalizer.Outcome {
    let start = output.count
    var position = 0
    var sequences = 0
    if case .marked = encoding.kind {
      let (found, markByteCount) = encoding.resolved(for: text)
      if case .table(let number) = found.kind { table = lontar_encoding(number) }
      position = markByteCount
      if position > 0 { map?.append(source: 0..<position, target: 0..<0) }
    }
    do throws(TextError) {
      while let illFormed = try decodePrefix(of: text, from: position, to: &output, start, &map) {
        let written = output.count - start
        switch invalid {
        case .fail:
          throw .undecodable(encoding: encoding.name, byteOffset: illFormed.lowerBound)
        case .skip:
          output.removeLast(output.count - start)
          if map != nil { map = OffsetMap() }
          return .skipped(byteOffset: illFormed.lowerBound)
        case .replace:
          output.append(contentsOf: [0xEF, 0xBF, 0xBD])
          map?.append(source: illFormed, target: written..<written + 3)
        case .pass: for i in illFormed { output.append(text[i]) }
        }
        sequences += 1
        position = illFormed.upperBound
      }
    } catch {
      output.removeLast(output.count - start)
      throw error
    }
    // A raised letter has as many bytes as it had.
    if encoding == .tcvn3 { raiseCapitals(&output, from: start) }
    if sequences == 0 { return .normalized }
    return invalid == .replace ? .replaced(sequences: sequences) : .passed(sequences: sequences)
  }

  /// Decodes from an offset on, and returns the first bytes that stand for nothing, if there are any.
  mutating func decodePrefix(
    of text: Span<UInt8>, from offset: Int, to output: inout [UInt8]
  ) throws(TextError) -> Range<Int>? {
    var noMap: OffsetMap?
    return try decodePrefix(of: text, from: offset, to: &output, output.count, &noMap)
  }

  /// The same, with the way back from places in the output that count from a start.
  private mutating func decodePrefix(
    of text: Span<UInt8>, from offset: Int, to output: inout [UInt8], _ start: Int,
    _ map: inout OffsetMap?
  ) throws(TextError) -> Range<Int>? {
    let written = output.count - start
    switch encoding.kind {
    case .utf8, .zawgyi:
      let illFormed = text.firstIllFormedSequence(from: offset)
      let well = text.extracting(offset..<(illFormed?.lowerBound ?? text.count))
      if encoding.kind == .utf8 {
        output.append(addingCapacity: well.count) { out in
          for i in well.indices { out.append(well[i]) }
        }
      } else if map == nil {
        zawgyi.convert(well, appendingTo: &output)
      } else {
        var edits = OffsetMap()
        zawgyi.convert(well, appendingTo: &output, edits: &edits)
        for edit in edits.edits {
          map?.append(
            source: edit.source.lowerBound + offset..<edit.source.upperBound + offset,
            target: edit.target.lowerBound + written..<edit.target.upperBound + written)
        }
      }
      return illFormed
    case .table, .marked:
      guard let table else { return nil }
      var pieces: [lontar_edit]? = map == nil ? nil : []
      let illFormed = decodeByTable(
        table, text, from: offset, unit: encoding.unitByteCount, to: &output, pieces: &pieces)
      for piece in pieces ?? [] { map?.append(piece, source: 0, target: written) }
      return illFormed
    case .icu:
      var pieces: [lontar_edit]? = map == nil ? nil : []
      let illFormed = try converter?.decode(text, from: offset, to: &output, pieces: &pieces)
      for piece in pieces ?? [] {
        let isSame = piece.isSame(text, output, offset, written + start)
        if isSame, map?.isInStep(piece, source: offset, target: written) == true { continue }
        map?.append(piece, source: offset, target: written)
      }
      // What ends a state says nothing by itself.
      let end = illFormed?.lowerBound ?? text.count
      map?.close(source: end, target: output.count - start)
      return illFormed
    }
  }

  /// Where a byte offset into decoded UTF-8 lies in the source, when every character of the source
  /// is one or two units: in UTF-16 and UTF-32. Bytes that are not UTF-8 count as one unit.
  static func sourceOffset(of offset: Int, in decoded: Span<UInt8>, unit: Int) -> Int {
    var units = 0
    for i in 0..<min(offset, decoded.count) {
      let byte = decoded[i]
      if byte & 0xC0 != 0x80 { units += unit == 2 && byte >= 0xF0 && byte < 0xF8 ? 2 : 1 }
    }
    return units * unit
  }
}

/// Decodes from an offset on, and returns the first bytes that stand for nothing, if there are any.
///
/// - Parameter pieces: Takes an edit for each character that is not the same byte, if there is an array;
///   places count from the text's start, and from the output's end as it was.
func decodeByTable(
  _ table: lontar_encoding, _ text: Span<UInt8>, from offset: Int = 0, unit: Int = 1,
  to output: inout [UInt8], pieces: inout [lontar_edit]?
) -> Range<Int>? {
  var position = offset
  let start = output.count
  var room = [lontar_edit](repeating: lontar_edit(), count: pieces == nil ? 0 : 1024)
  while position < text.count {
    let rest = text.extracting(position...)
    let before = output.count - start
    var step = lontar_normalization()
    // Thai is three bytes for one; most text is less, and the loop goes on where room ended.
    output.append(addingCapacity: rest.count + rest.count / 2 + 64) { out in
      unsafe out.withUnsafeMutableBufferPointer { buffer, written in
        // Reads and writes within the counts it is given, and keeps no pointer.
        unsafe room.withUnsafeMutableBufferPointer { room in
          step = unsafe rest.withUnsafeBufferPointer { bytes in
            unsafe lontar_decode(
              table, bytes.baseAddress, bytes.count, buffer.baseAddress, buffer.count,
              room.isEmpty ? nil : room.baseAddress, room.count)
          }
        }
        written = step.written
      }
    }
    for var piece in room.prefix(step.edits) {
      piece.source_start += position
      piece.output_start += before
      pieces?.append(piece)
    }
    position += step.read
    if step.status == LONTAR_ILL_FORMED {
      return position..<min(position + unit, text.count)
    }
  }
  return nil
}

/// One of ICU's converters.
@safe private final class Converter {
  private let handle: OpaquePointer
  private let name: String
  let hasPlainNewlines: Bool

  init(_ name: String) throws(TextError) {
    var opened: OpaquePointer?
    // The name lives through the call; the handle is freed in `deinit`.
    let result = unsafe name.withCString { unsafe lontar_converter_open($0, &opened) }
    guard result.status == LONTAR_OK, let opened = unsafe opened else {
      if result.status == LONTAR_BAD_ARGUMENT { throw .unknownEncoding(name) }
      throw TextError(result, byteCount: 0)
    }
    unsafe handle = opened
    self.name = name
    hasPlainNewlines = result.count == 1
  }

  deinit { unsafe lontar_converter_close(handle) }

  /// - Parameter pieces: Takes an edit for each character, if there is an array; places count from the
  ///   offset, and from the output's end as it was.
  func decode(
    _ text: Span<UInt8>, from offset: Int, to output: inout [UInt8],
    pieces: inout [lontar_edit]?
  ) throws(TextError) -> Range<Int>? {
    let rest = text.extracting(offset...)
    if rest.isEmpty { return nil }
    var capacity = rest.count * 3 + 64
    var room = [lontar_edit](repeating: lontar_edit(), count: pieces == nil ? 0 : rest.count + 1)
    while true {
      var step = lontar_decoded()
      output.append(addingCapacity: capacity) { out in
        unsafe out.withUnsafeMutableBufferPointer { buffer, written in
          // Reads and writes within the counts it is given, and keeps no pointer.
          unsafe room.withUnsafeMutableBufferPointer { room in
            step = unsafe rest.withUnsafeBufferPointer { bytes in
              unsafe lontar_converter_decode(
                handle, bytes.baseAddress, bytes.count, buffer.baseAddress, buffer.count,
                room.isEmpty ? nil : room.baseAddress, room.count)
            }
          }
          written = step.status == LONTAR_NEEDS_CAPACITY ? 0 : step.written
        }
      }
      if step.status != LONTAR_NEEDS_CAPACITY {
        pieces?.append(contentsOf: room.prefix(step.edits))
      }
      switch step.status {
      case LONTAR_OK: return nil
      case LONTAR_ILL_FORMED:
        let start = offset + step.read
        return start..<min(start + max(step.ill_formed, 1), text.count)
      case LONTAR_NEEDS_CAPACITY: capacity *= 2
      default:
        throw TextError(status: step.status.rawValue, count: step.read, byteCount: rest.count)
      }
    }
  }
}

extension lontar_edit {
  /// Whether it says that one byte became the same byte.
  fileprivate func isSame(
    _ text: Span<UInt8>, _ output: [UInt8], _ source: Int, _ target: Int
  ) -> Bool {
    source_count == 1 && output_count == 1
      && text[source + source_start] == output[target + output_start]
  }
}

extension OffsetMap {
  /// Adds what a decoder says of a character; its places count from these. Bytes before it that stand
  /// for no character of their own, as those that switch between states, go with it.
  fileprivate mutating func append(_ piece: lontar_edit, source: Int, target: Int) {
    let start = target + piece.output_start
    let last = edits.last
    let gap = start - (last?.target.upperBound ?? 0)
    let lower = (last?.source.upperBound ?? 0) + gap
    append(
      source: lower..<max(lower, source + piece.source_start + piece.source_count),
      target: start..<start + piece.output_count)
  }

  /// Whether nothing was left out or put in between the last edit and a piece.
  fileprivate func isInStep(_ piece: lontar_edit, source: Int, target: Int) -> Bool {
    let shift = edits.last.map { $0.source.upperBound - $0.target.upperBound } ?? 0
    return source + piece.source_start - (target + piece.output_start) == shift
  }

  /// Lets what a decoder read and made nothing of before these places be left out.
  fileprivate mutating func close(source: Int, target: Int) {
    let shift = edits.last.map { $0.source.upperBound - $0.target.upperBound } ?? 0
    if source - target > shift {
      append(source: target + shift..<source, target: target..<target)
    }
  }
}

extension TextEncoding {
  /// The way back of a piece of what ``decodeUnits(_:isLast:appendingTo:)`` gave, from where its own
  /// first unit lies: UTF-16 and UTF-32 have two or four bytes for each character of one to four.
  package func sourceEdits(of decoded: Span<UInt8>) -> OffsetMap {
    var map = OffsetMap()
    var (place, source) = (0, 0)
    while place < decoded.count {
      let lead = decoded[place]
      let length = lead < 0xC0 || lead >= 0xF8 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      let end = min(place + length, decoded.count)
      let units = unitByteCount == 2 && length == 4 ? 2 : 1
      map.append(source: source..<source + units * unitByteCount, target: place..<end)
      (place, source) = (end, source + units * unitByteCount)
    }
    return map
  }

  /// Decodes a part of a stream in UTF-16 or UTF-32, and returns how many bytes it is done with.
  ///
  /// Units that stand for nothing become the byte 0xFF each, which UTF-8 does not have, so that
  /// whoever cuts the text into records finds them.
  package func decodeUnits(
    _ bytes: Span<UInt8>, isLast: Bool, appendingTo output: inout [UInt8]
  ) -> Int {
    guard case .table(let number) = kind else { return bytes.count }
    var position = 0
    while isLast ? position < bytes.count : bytes.count - position >= 4 {
      let rest = bytes.extracting(position...)
      var step = lontar_normalization()
      output.append(addingCapacity: rest.count * 3 / 2 + 64) { out in
        unsafe out.withUnsafeMutableBufferPointer { buffer, written in
          // Reads and writes within the counts it is given, and keeps no pointer.
          step = unsafe rest.withUnsafeBufferPointer { bytes in
            unsafe lontar_decode(
              lontar_encoding(number), bytes.baseAddress, bytes.count, buffer.baseAddress,
              buffer.count, nil, 0)
          }
          written = step.written
        }
      }
      position += step.read
      guard step.status == LONTAR_ILL_FORMED else { continue }
      // The rest of what is cut here comes later.
      if !isLast && bytes.count - position < 4 { return position }
      output.append(0xFF)
      position = min(position + unitByteCount, bytes.count)
    }
    return position
  }

  /// Where a byte offset into what ``decodeUnits(_:isLast:appendingTo:)`` gave lies in the source.
  package func sourceOffset(of offset: Int, in decoded: Span<UInt8>) -> Int {
    TextDecoder.sourceOffset(of: offset, in: decoded, unit: unitByteCount)
  }
}

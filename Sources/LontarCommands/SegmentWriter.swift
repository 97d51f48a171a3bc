public import ArgumentParser
internal import LontarJSON
public import LontarSegmentation

/// How `lontar segment` writes the pieces of a record.
enum SegmentFormat: String, CaseIterable, ExpressibleByArgument {
  /// The pieces with a separator between them.
  case text
  /// A JSON object: the pieces, their offsets, and what they are.
  case jsonl
  /// A row a piece: the record's line from 0, where the piece starts and ends, what it is, and with
  /// scores how sure its end is.
  case offsets
  /// Rows of CoNLL-U.
  case conllu
}

/// What stands within a piece instead of its spaces.
enum PieceJoin: String, CaseIterable, ExpressibleByArgument {
  case underscore
}

extension OffsetUnit: ExpressibleByArgument {}

/// Writes the pieces of one record after another.
struct SegmentWriter: Sendable {
  var format: SegmentFormat
  var separated: SeparatedText
  /// Whether the result must be JSON because it goes into a JSON line.
  var isJSON: Bool
  var offsetUnit = OffsetUnit.byte
  /// Whether each piece has the confidence of its end.
  var hasScores = false
  /// Whether spaces within pieces become underscores, and spaces between them nothing.
  var joinsByUnderscore = false

  /// Whether a record becomes rows, which do not stand in its place.
  var isRows: Bool { format == .conllu || format == .offsets && !isJSON }

  /// Appends what becomes of a record, without a newline. The carriage return of a line that ends
  /// with CR and LF is no piece, and stays at the end.
  func write(
    _ text: Span<UInt8>, cutBy worker: inout Segmenter.Worker, appendingTo output: inout [UInt8]
  ) {
    let record = text.extracting(..<recordEnd(text))
    switch format {
    case .text where joinsByUnderscore: writeJoined(record, &worker, &output)
    case .text: separated.append(record, cutBy: &worker, to: &output)
    case .jsonl: writeObject(record, &worker, &output)
    case .offsets, .conllu: writeOffsets(record, &worker, &output)
    }
    if record.count < text.count { output.append(UInt8(ascii: "\r")) }
  }

  /// Where a line ends without the carriage return at its end.
  private func recordEnd(_ text: Span<UInt8>) -> Int {
    let hasReturn = !isJSON && text.count > 0 && text[text.count - 1] == UInt8(ascii: "\r")
    return text.count - (hasReturn ? 1 : 0)
  }

  private func writeObject(
    _ text: Span<UInt8>, _ worker: inout Segmenter.Worker, _ output: inout [UInt8]
  ) {
    var offsets: [UInt8] = []
    var kinds: [UInt8] = []
    var scores: [UInt8] = []
    var position = 0
    output.append(contentsOf: "{\"pieces\":[".utf8)
    forEachPiece(of: text, &worker) { range, confidence in
      if range.lowerBound > 0 {
        output.append(UInt8(ascii: ","))
        offsets.append(UInt8(ascii: ","))
        kinds.append(UInt8(ascii: ","))
        scores.append(UInt8(ascii: ","))
      }
      if hasScores { scores.append(contentsOf: Self.decimal(confidence).utf8) }
      let piece = text.extracting(range)
      appendJSONString(piece, to: &output)
      let end = position + offsetUnit.count(piece)
      offsets.append(contentsOf: "[\(position),\(end)]".utf8)
      position = end
      kinds.append(contentsOf: "\"\(PieceKind(of: piece).rawValue)\"".utf8)
    }
    output.append(contentsOf: "],\"offsets\":[".utf8)
    output.append(contentsOf: offsets)
    output.append(contentsOf: "],\"kinds\":[".utf8)
    output.append(contentsOf: kinds)
    if hasScores {
      output.append(contentsOf: "],\"scores\":[".utf8)
      output.append(contentsOf: scores)
    }
    output.append(contentsOf: "]}".utf8)
  }

  /// Calls a closure with each piece, and how sure its end is where that is wanted.
  private func forEachPiece(
    of text: Span<UInt8>, _ worker: inout Segmenter.Worker, _ body: (Range<Int>, Float) -> Void
  ) {
    if hasScores {
      worker.forEachSegment(in: text, scored: body)
    } else {
      worker.forEachSegment(in: text) { body($0, 1) }
    }
  }

  /// A number from 0 to 1 with three digits behind its point: `0.873`.
  static func decimal(_ number: Float) -> String {
    let thousandths = Int((min(max(number, 0), 1) * 1000).rounded())
    let digits = "\(thousandths % 1000)"
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.utf8.count) + digits
  }

  /// Pairs of offsets, as JSON.
  private func writeOffsets(
    _ text: Span<UInt8>, _ worker: inout Segmenter.Worker, _ output: inout [UInt8]
  ) {
    output.append(UInt8(ascii: "["))
    var position = 0
    worker.forEachSegment(in: text) { range in
      if range.lowerBound > 0 { output.append(UInt8(ascii: ",")) }
      let end = position + offsetUnit.count(text.extracting(range))
      output.append(contentsOf: "[\(position),\(end)]".utf8)
      position = end
    }
    output.append(UInt8(ascii: "]"))
  }

  /// Pieces with blanks between them; the spaces within are underscores, those between are gone.
  private func writeJoined(
    _ text: Span<UInt8>, _ worker: inout Segmenter.Worker, _ output: inout [UInt8]
  ) {
    var isFirst = true
    worker.forEachSegment(in: text) { range in
      let piece = text.extracting(range)
      guard PieceKind(of: piece) != .space else { return }
      if !isFirst { output.append(contentsOf: separated.separator) }
      isFirst = false
      for index in piece.indices {
        output.append(piece[index] == 0x20 ? UInt8(ascii: "_") : piece[index])
      }
    }
  }

  // MARK: - Rows

  /// Appends the rows of a record.
  ///
  /// - Parameters:
  ///   - text: The record.
  ///   - number: Its line in its file, from 1.
  ///   - worker: Cuts it.
  ///   - output: Takes the rows.
  func writeRows(
    _ text: Span<UInt8>, number: Int, cutBy worker: inout Segmenter.Worker,
    tokens: inout Segmenter.Worker, appendingTo output: inout [UInt8]
  ) {
    let record = text.extracting(..<recordEnd(text))
    guard format == .conllu else {
      var position = 0
      forEachPiece(of: record, &worker) { range, confidence in
        let piece = record.extracting(range)
        let end = position + offsetUnit.count(piece)
        let row = "\(number - 1)\t\(position)\t\(end)\t\(PieceKind(of: piece).rawValue)"
        output.append(contentsOf: row.utf8)
        if hasScores { output.append(contentsOf: "\t\(Self.decimal(confidence))".utf8) }
        output.append(UInt8(ascii: "\n"))
        position = end
      }
      return
    }
    var words: [Range<Int>] = []
    worker.forEachSegment(in: record) { words.append($0) }
    var rows = ConlluRows()
    var next = 0
    tokens.forEachSegment(in: record) { token in
      let first = next
      while next < words.count && words[next].upperBound <= token.upperBound { next += 1 }
      rows.add(token, words: words[first..<next], of: record)
    }
    rows.finish(record, &output)
  }
}

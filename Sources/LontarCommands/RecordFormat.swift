internal import LontarJSON
internal import LontarStream
internal import LontarText

/// How records lie in lines.
enum RecordFormat: Sendable, Equatable {
  /// A record is a line, without its newline.
  case lines
  /// A record is the text in this field of the object on each line.
  case jsonLines(field: String)
  /// A record is what lies between blank lines, with the newlines in it and without the last.
  case blocks
  /// A record is a whole file, with its newlines.
  case files
}

/// Why a line has no record, though it is JSON.
enum FieldProblem: Error, Equatable, CustomStringConvertible {
  case missing(String)
  case notAString(String)

  var description: String {
    switch self {
    case .missing(let field): "no field \"\(field)\""
    case .notAString(let field): "field \"\(field)\" is not a string"
    }
  }
}

/// A record's place in its block.
struct Record {
  /// Its line in the block's bytes, without the newline.
  var line: Range<Int>
  /// What a new text takes the place of: the line, or the field's value with its quotes.
  var value: Range<Int>
  /// The line's number in its file, from 1.
  var number: Int
  /// How many halves of surrogate pairs became U+FFFD when the field was read.
  var replaced = 0
  /// Whether this is not the first part of its record.
  var startsInside = false
  /// Whether this is not the last part of its record.
  var endsInside = false
}

/// Finds the records of blocks.
struct RecordReader: Sendable {
  private let format: RecordFormat
  private let field: String?
  private let scanner: JSONFieldScanner
  private let replacesSurrogates: Bool
  private let keepsNewlines: Bool

  /// - Parameters:
  ///   - format: How records lie in lines.
  ///   - invalid: What happens to bad records.
  ///   - keepsNewlines: Whether the text of a line includes the newline that ends it.
  init(_ format: RecordFormat, invalid: InvalidUTF8Policy, keepsNewlines: Bool = false) {
    self.format = format
    switch format {
    case .lines, .blocks, .files: field = nil
    case .jsonLines(let name): field = name
    }
    scanner = JSONFieldScanner(field: field ?? "")
    replacesSurrogates = invalid == .replace
    self.keepsNewlines = keepsNewlines
  }

  /// Calls a closure with the text and the place of each record, in order.
  ///
  /// - Parameters:
  ///   - block: Where the records are.
  ///   - scratch: Room for a field's text, kept between blocks.
  ///   - refused: Takes lines that hold no record: not JSON, or without the field.
  ///   - body: Takes the rest. The text may be ill-formed UTF-8.
  /// - Throws: What the closures throw, as a `RecordError` with its place.
  func forEachRecord(
    in block: Block,
    scratch: inout [UInt8],
    refused: (Record, any Error) throws -> Void,
    _ body: (Span<UInt8>, Record) throws -> Void
  ) throws {
    try forEachRange(in: block) { line, number in
      var record = Record(line: line, value: line, number: number)
      record.startsInside = block.startsInside && line.lowerBound == 0
      record.endsInside = block.endsInside && line.upperBound == block.bytes.count
      do {
        let text = block.bytes.span.extracting(line)
        guard let field else {
          guard keepsNewlines, line.upperBound < block.bytes.count else {
            return try body(text, record)
          }
          return try body(
            block.bytes.span.extracting(line.lowerBound..<line.upperBound + 1), record)
        }
        let found: JSONFieldScanner.Field
        do {
          found = try find(field, in: text)
          scratch.removeAll(keepingCapacity: true)
          if found.hasEscapes {
            record.replaced = try appendUnescapedJSON(
              text, found.contents, to: &scratch, replacesSurrogates: replacesSurrogates)
          }
        } catch {
          return try refused(record, error)
        }
        let start = line.lowerBound
        record.value = start + found.value.lowerBound..<start + found.value.upperBound
        if found.hasEscapes {
          try body(scratch.span, record)
        } else {
          try body(text.extracting(found.contents), record)
        }
      } catch TextError.malformedUTF8(let offset) where record.startsInside {
        let problem = TextError.malformedUTF8(byteOffset: block.recordOffset + offset)
        throw RecordError(file: block.file, line: number, problem: problem)
      } catch {
        throw RecordError(file: block.file, line: number, problem: error)
      }
    }
  }

  /// Calls a closure with each record's range and the number of its first line.
  private func forEachRange(
    in block: Block, _ body: (Range<Int>, _ number: Int) throws -> Void
  ) throws {
    switch format {
    case .lines, .jsonLines: try block.forEachLine(body)
    case .files:
      if !block.bytes.isEmpty { try body(block.bytes.indices, block.firstLine) }
    case .blocks:
      var open: (start: Int, end: Int, number: Int)?
      try block.forEachLine { line, number in
        let isBlank = block.bytes[line].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        if !isBlank {
          open = (open?.start ?? line.lowerBound, line.upperBound, open?.number ?? number)
        } else if let (start, end, number) = open {
          open = nil
          try body(start..<end, number)
        }
      }
      if let (start, end, number) = open { try body(start..<end, number) }
    }
  }

  private func find(_ field: String, in line: Span<UInt8>) throws -> JSONFieldScanner.Field {
    guard let found = try scanner.find(in: line) else { throw FieldProblem.missing(field) }
    guard found.isString else { throw FieldProblem.notAString(field) }
    return found
  }
}

extension InvalidUTF8Policy {
  /// Hands a text on as UTF-8, as far as the policy makes it so.
  ///
  ///     try invalid.admit(text, scratch: &scratch) { text in
  ///       worker.forEachSegment(in: text) { … }
  ///     }
  ///
  /// - Parameters:
  ///   - text: Any bytes.
  ///   - scratch: Room for a repaired text.
  ///   - body: Takes the text, repaired with `replace`, and still ill-formed with `pass`. It is not
  ///     called with `skip` if the text is ill-formed.
  /// - Returns: What became of the text.
  /// - Throws: `TextError.malformedUTF8` with `fail`, and what the body throws.
  func admit(
    _ text: Span<UInt8>, scratch: inout [UInt8], _ body: (Span<UInt8>) throws -> Void
  ) throws -> Normalizer.Outcome {
    guard text.firstIllFormedSequence() != nil else {
      try body(text)
      return .normalized
    }
    scratch.removeAll(keepingCapacity: true)
    let outcome = try Normalizer(form: .unchanged, invalid: self)
      .normalize(text, appendingTo: &scratch)
    if case .skipped = outcome { return outcome }
    try body(scratch.span)
    return outcome
  }
}

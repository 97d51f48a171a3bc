internal import LontarText
internal import LontarTokens
internal import Synchronization

/// What `lontar encode` asks of each record.
struct EncodePlan: Sendable {
  var invalid: InvalidUTF8Policy
  /// Whether the special tokens around a text are added.
  var addsSpecials: Bool
  /// What follows each document.
  var appended: TokenID?
  /// Whether encodings are cut or filled up.
  var hasLength: Bool
  /// Whether a record is two texts with a tab between.
  var takesPairs: Bool
  /// Tokens whose text makes a record bad.
  var refused: [AddedToken]
  /// What dropout's choices begin with.
  var seed: UInt64
}

/// The work and the memory of one task of `lontar encode`.
struct EncodeJob: ~Copyable {
  private var worker: Tokenizer.Worker
  private(set) var ids: [TokenID] = []
  private var scratch: [UInt8] = []
  private let plan: EncodePlan

  init(_ worker: consuming Tokenizer.Worker, _ plan: EncodePlan) {
    self.worker = worker
    self.plan = plan
  }

  /// Finds the ids of a record, or of a part of one.
  mutating func encode(
    _ text: Span<UInt8>, place: RecordPipeline.PartPlace
  ) throws -> Normalizer.Outcome {
    ids.removeAll(keepingCapacity: true)
    worker.seed(plan.seed, record: place.fileNumber << 40 | place.line)
    let outcome = try Self.encode(text, plan, place, &worker, &scratch, &ids)
    if let token = plan.appended, !place.endsInside { ids.append(token) }
    return outcome
  }

  private static func encode(
    _ text: Span<UInt8>, _ plan: EncodePlan, _ place: RecordPipeline.PartPlace,
    _ worker: inout Tokenizer.Worker, _ scratch: inout [UInt8], _ ids: inout [TokenID]
  ) throws -> Normalizer.Outcome {
    try plan.invalid.admit(text, scratch: &scratch) { text in
      try refuseTokens(in: text, plan)
      guard plan.hasLength || plan.takesPairs else {
        return worker.encode(
          text, startsInside: place.startsInside, endsInside: place.endsInside,
          addingSpecials: plan.addsSpecials, appendingTo: &ids)
      }
      ids += try encoding(of: text, plan, &worker).ids
    }
  }

  /// Appends all that is known of a record's tokens, as an object of JSON; returns how many there are.
  mutating func encodeFully(
    _ text: Span<UInt8>, place: RecordPipeline.PartPlace, appendingTo output: inout [UInt8]
  ) throws -> (Normalizer.Outcome, count: Int) {
    worker.seed(plan.seed, record: place.fileNumber << 40 | place.line)
    return try Self.encodeFully(text, plan, &worker, &scratch, &output)
  }

  private static func encodeFully(
    _ text: Span<UInt8>, _ plan: EncodePlan, _ worker: inout Tokenizer.Worker,
    _ scratch: inout [UInt8], _ output: inout [UInt8]
  ) throws -> (Normalizer.Outcome, count: Int) {
    var count = 0
    let outcome = try plan.invalid.admit(text, scratch: &scratch) { text in
      try refuseTokens(in: text, plan)
      let encoding = try encoding(of: text, plan, &worker)
      count = encoding.count
      encoding.appendJSON(to: &output)
    }
    return (outcome, count)
  }

  private static func encoding(
    of text: Span<UInt8>, _ plan: EncodePlan, _ worker: inout Tokenizer.Worker
  ) throws -> Encoding {
    guard plan.takesPairs else {
      return try worker.encoding(of: text, addingSpecials: plan.addsSpecials)
    }
    guard let tab = text.indices.first(where: { text[$0] == UInt8(ascii: "\t") }) else {
      throw PairProblem.noTab
    }
    return try worker.encoding(
      of: text.extracting(0..<tab), and: text.extracting(tab + 1..<text.count),
      addingSpecials: plan.addsSpecials)
  }

  private static func refuseTokens(in text: Span<UInt8>, _ plan: EncodePlan) throws {
    for token in plan.refused {
      if let place = text.firstPlace(of: token.content) {
        throw RefusedToken(
          name: String(decoding: token.content, as: UTF8.self), byteOffset: place)
      }
    }
  }

  /// Appends the ids in decimal, with spaces or as an array of JSON.
  func appendText(isJSON: Bool, to output: inout [UInt8]) {
    if isJSON { output.append(UInt8(ascii: "[")) }
    for (index, id) in ids.enumerated() {
      if index > 0 {
        if isJSON { output.append(UInt8(ascii: ",")) }
        output.append(UInt8(ascii: " "))
      }
      appendDecimal(id, to: &output)
    }
    if isJSON { output.append(UInt8(ascii: "]")) }
  }
}

/// What is wrong with a record of two texts.
private enum PairProblem: Error, CustomStringConvertible {
  case noTab

  var description: String { "no tab between two texts" }
}

/// A record with the text of a token that it may not have.
private struct RefusedToken: Error, CustomStringConvertible {
  var name: String
  var byteOffset: Int

  var description: String { "the special token \(name) at byte \(byteOffset)" }
}

extension Span where Element == UInt8 {
  /// Where some bytes begin for the first time.
  fileprivate func firstPlace(of bytes: [UInt8]) -> Int? {
    guard let first = bytes.first, bytes.count <= count else { return nil }
    for start in 0...count - bytes.count where self[start] == first {
      if bytes.indices.allSatisfy({ self[start + $0] == bytes[$0] }) { return start }
    }
    return nil
  }
}

func appendDecimal(_ number: TokenID, to output: inout [UInt8]) {
  let start = output.count
  var rest = number
  repeat {
    output.append(UInt8(ascii: "0") + UInt8(rest % 10))
    rest /= 10
  } while rest > 0
  output[start...].reverse()
}

/// What was encoded, over all jobs.
final class EncodeTotals: Sendable {
  private let tokens = Atomic(0)
  private let bytes = Atomic(0)

  func add(tokens: Int, bytes: Int) {
    self.tokens.add(tokens, ordering: .relaxed)
    self.bytes.add(bytes, ordering: .relaxed)
  }

  var summary: String {
    let tokens = tokens.load(ordering: .relaxed)
    let bytes = bytes.load(ordering: .relaxed)
    guard tokens > 0 else { return "no tokens" }
    let hundredths = Int((Double(bytes) / Double(tokens) * 100).rounded())
    let cents = hundredths % 100
    return "\(tokens) tokens of \(bytes) bytes, "
      + "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents) bytes a token"
  }
}

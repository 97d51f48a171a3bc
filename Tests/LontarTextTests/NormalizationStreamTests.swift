import LontarTestSupport
import LontarText
import Testing

/// What a stream makes of a text in pieces that end at these places, with the map.
private func streamed(
  _ text: [UInt8], _ normalizer: Normalizer, cuts: [Int], edits: inout OffsetMap
) throws -> [UInt8] {
  var stream = normalizer.makeStream()
  var output: [UInt8] = []
  var start = 0
  for cut in cuts + [text.count] {
    try stream.push(text.span.extracting(start..<cut), appendingTo: &output, edits: &edits)
    start = cut
  }
  try stream.finish(appendingTo: &output, edits: &edits)
  #expect(stream.carriedByteCount == 0)
  return output
}

private let forms = NormalizationForm.allCases

struct NormalizationStreamTests {
  /// Random text, sometimes damaged, sometimes with a run of marks.
  private func text(using generator: inout SeededGenerator) -> [UInt8] {
    var text = AdversarialText.normalization(upTo: 12, using: &generator)
    if Int.random(in: 0..<4, using: &generator) == 0 {
      AdversarialText.damage(&text, using: &generator)
    }
    if Int.random(in: 0..<8, using: &generator) == 0 {
      for _ in 0..<Int.random(in: 20...100, using: &generator) {
        text += Array((Bool.random(using: &generator) ? "\u{301}" : "\u{323}").utf8)
      }
    }
    return text
  }

  @Test("equals the whole, cut in two at every byte, with the same edits", arguments: forms)
  func everyCut(_ form: NormalizationForm) throws {
    var generator = SeededGenerator(seed: 11)
    for round in 0..<400 {
      let text = text(using: &generator)
      let normalizer = Normalizer(form: form, invalid: .replace, streamSafe: round % 2 == 0)
      var whole: [UInt8] = []
      var map = OffsetMap()
      try normalizer.normalize(text.span, appendingTo: &whole, edits: &map)
      for cut in 0...text.count {
        var edits = OffsetMap()
        try #require(try streamed(text, normalizer, cuts: [cut], edits: &edits) == whole)
        try #require(edits == map)
      }
    }
  }

  @Test("equals the whole in random pieces and byte by byte", arguments: forms)
  func randomPieces(_ form: NormalizationForm) throws {
    var generator = SeededGenerator(seed: 12)
    for round in 0..<400 {
      let text = text(using: &generator)
      let normalizer = Normalizer(form: form, invalid: .pass, streamSafe: round % 2 == 0)
      var whole: [UInt8] = []
      var map = OffsetMap()
      try normalizer.normalize(text.span, appendingTo: &whole, edits: &map)
      var cuts = Array(0...text.count)
      if round % 3 > 0 { cuts = cuts.filter { _ in Bool.random(using: &generator) } }
      var edits = OffsetMap()
      try #require(try streamed(text, normalizer, cuts: cuts, edits: &edits) == whole)
      try #require(edits == map)
    }
  }

  @Test("names the place of an ill-formed byte in the whole text", arguments: [false, true])
  func placeOfFault(_ streamSafe: Bool) throws {
    let marks = [UInt8](String(repeating: "\u{301}", count: 70).utf8)
    let text = Array("Việt e".utf8) + marks + [0xFF]
    for cut in 0...text.count {
      #expect(throws: TextError.malformedUTF8(byteOffset: text.count - 1)) {
        var edits = OffsetMap()
        let normalizer = Normalizer(form: .nfd, invalid: .skip, streamSafe: streamSafe)
        _ = try streamed(text, normalizer, cuts: [cut], edits: &edits)
      }
    }
  }

  @Test("keeps a few bytes, and refuses more than its limit")
  func boundedCarry() throws {
    var output: [UInt8] = []
    var stream = Normalizer().makeStream(carryLimit: 1000)
    for _ in 0..<1000 {
      try stream.push(Array("Tie\u{302}\u{301}ng ไทย น้ำ ".utf8).span, appendingTo: &output)
      #expect(stream.carriedByteCount < 16)
    }
    let marks = Array(String(repeating: "\u{301}\u{323}", count: 100).utf8)
    let begin = 1000 * Array("Tie\u{302}\u{301}ng ไทย น้ำ ".utf8).count - 1
    #expect(throws: TextError.carryTooLong(byteOffset: begin, limit: 1000)) {
      for _ in 0..<3 { try stream.push(marks.span, appendingTo: &output) }
    }
    var safe = Normalizer(streamSafe: true).makeStream(carryLimit: 1000)
    for _ in 0..<300 {
      try safe.push(marks.span, appendingTo: &output)
      #expect(safe.carriedByteCount < 200)
    }
    try safe.finish(appendingTo: &output)
  }
}

/// What a look at a tokenizer has found.
public struct TokenizerFinding: Sendable, Equatable {
  /// How much it matters.
  public enum Weight: String, Sendable {
    /// As it should be.
    case good
    /// Worth knowing; texts are encoded all the same.
    case note
    /// The file contradicts itself.
    case wrong
  }

  /// How much it matters.
  public var weight: Weight
  /// What was found, in one sentence without a period.
  public var text: String
}

extension Tokenizer {
  /// Checks the tokenizer against its own rules: that every token can be told from every other, that added
  /// tokens are found, that BPE can make each token, that what it makes decodes to the same bytes, and whether
  /// its merges and the order of its ids give the same encodings, as programs that read only one of them
  /// assume.
  ///
  ///     for finding in tokenizer.findings() where finding.weight == .wrong { print(finding.text) }
  ///
  /// - Complexity: O(*n* log *n*) in the bytes of the vocabulary.
  public func findings() -> [TokenizerFinding] {
    var findings: [TokenizerFinding] = []
    checkNames(&findings)
    checkAddedTokens(&findings)
    if case .bytes(let model) = pipeline.model { checkMerges(model, &findings) }
    checkRoundTrip(&findings)
    return findings
  }

  private func checkNames(_ findings: inout [TokenizerFinding]) {
    let all = (0..<TokenID(vocabulary.count)).filter(vocabulary.isUsed)
    let unused = vocabulary.count - all.count
    findings.append(
      .init(
        weight: unused == 0 ? .good : .note,
        text: "\(vocabulary.count) ids, \(unused == 0 ? "all" : "\(all.count)") of them used"))
    var first: [ArraySlice<UInt8>: TokenID] = [:]
    let special = Set(addedTokens.map(\.id))
    var doubles: [(TokenID, TokenID)] = []
    for id in all where !special.contains(id) {
      if let other = first.updateValue(id, forKey: vocabulary.bytes(of: id)) {
        doubles.append((other, id))
      }
    }
    guard let (one, other) = doubles.first else {
      return findings.append(.init(weight: .good, text: "no two tokens are the same"))
    }
    findings.append(
      .init(
        weight: .wrong,
        text: "\(doubles.count) tokens are the same as others, such as \(one) and \(other)"))
  }

  private func checkAddedTokens(_ findings: inout [TokenizerFinding]) {
    guard !addedTokens.isEmpty else { return }
    var worker = makeWorker()
    let missed = addedTokens.filter { token in
      var ids: [TokenID] = []
      worker.encode(token.content.span, appendingTo: &ids)
      return !ids.contains(token.id)
    }
    findings.append(
      missed.isEmpty
        ? .init(weight: .good, text: "\(addedTokens.count) added tokens are found in text")
        : .init(
          weight: .wrong,
          text: "\(missed.count) of \(addedTokens.count) added tokens are not found in their own "
            + "text, such as \(String(decoding: missed[0].content, as: UTF8.self))"))
    let around = pipeline.around.before + pipeline.around.after
    if let missing = around.first(where: { !pipeline.isKnown($0) }) {
      findings.append(
        .init(
          weight: .wrong, text: "the post-processor adds the id \(missing), which has no token"))
    }
  }

  private func checkMerges(_ model: BytePairModel, _ findings: inout [TokenizerFinding]) {
    let special = Set(vocabulary.specialTokens.map(\.id))
    let ordinary = (0..<TokenID(vocabulary.count)).filter {
      vocabulary.isUsed($0) && !special.contains($0)
    }
    let unmade = ordinary.filter { !model.makings[Int($0)].isPossible }
    findings.append(
      unmade.isEmpty
        ? .init(weight: .good, text: "BPE can make each of \(ordinary.count) tokens")
        : .init(
          weight: .note,
          text: "BPE cannot make \(unmade.count) of \(ordinary.count) tokens, such as "
            + "\(unmade[0])"))
    if !model.isRegular {
      findings.append(
        .init(
          weight: .note, text: "merges are out of order: a token is made after what it is part of"))
    }
    guard vocabulary.mergeRule == .listed else {
      return findings.append(
        .init(weight: .good, text: "the ranks are the ids; there is no list of merges to disagree"))
    }
    var byRank = vocabulary
    byRank.mergeRule = .anyToken
    guard let other = try? BytePairModel(byRank) else { return }
    var listed = PieceEncoder(model)
    var ranked = PieceEncoder(other)
    var differing: [TokenID] = []
    // Each token, and each with the next behind it.
    for (index, id) in ordinary.enumerated() {
      for end in [[], Array(vocabulary.bytes(of: ordinary[(index + 1) % ordinary.count]))] {
        let bytes = Array(vocabulary.bytes(of: id)) + end
        if Self.encode(bytes, &listed) != Self.encode(bytes, &ranked) {
          differing.append(id)
          break
        }
      }
    }
    findings.append(
      differing.isEmpty
        ? .init(
          weight: .good,
          text: "its merges and its ranks agree on \(2 * ordinary.count) strings of its tokens")
        : .init(
          weight: .note,
          text: "its merges and its ranks disagree on \(differing.count) of \(ordinary.count) "
            + "tokens or what follows them, such as \(differing[0]): a program that reads one of "
            + "them gives other ids"))
  }

  private static func encode(_ bytes: [UInt8], _ encoder: inout PieceEncoder) -> [TokenID] {
    var ids: [TokenID] = []
    guard !bytes.isEmpty else { return ids }
    // Safe: the buffer is used only inside the closure.
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe encoder.encode(
        buffer.baseAddress.unsafelyUnwrapped, length: bytes.count, readable: bytes.count,
        appendingTo: &ids)
    }
    return ids
  }

  /// A sentence in each script of the region, and what tokenizers stumble over.
  static let probes = [
    "ภาษาไทยเขียนติดกันโดยไม่เว้นวรรค น้ำ 2568", "ພາສາລາວຂຽນຕິດກັນ ໝາກ", "ភាសាខ្មែរសរសេរជាប់គ្នា ១២៣",
    "မြန်မာစာကို ဖတ်တယ်။", "Tiếng Việt có sáu thanh, viết rời nhau.", "Anak-anak bermain di halaman.",
    "ꦲꦏ꧀ꦱꦫꦗꦮ", "ᬅᬓ᭄ᬱᬭᬩᬮᬶ", "தமிழ் மொழி", "我们坐慢车从曼谷前往清迈。",
    "I'll see them at 10:30!\n\n  end \t.",
    "👩‍👩‍👧 é Ω 𝔘",
  ]

  private func checkRoundTrip(_ findings: inout [TokenizerFinding]) {
    var worker = makeWorker()
    let lost = Self.probes.filter { probe in
      var ids: [TokenID] = []
      worker.encode(probe.utf8.span, appendingTo: &ids)
      var bytes: [UInt8] = []
      guard (try? decode(ids.span, appendingTo: &bytes)) != nil else { return true }
      return !bytes.elementsEqual(probe.utf8)
    }
    guard let first = lost.first else {
      return findings.append(
        .init(
          weight: .good,
          text: "\(Self.probes.count) texts in the region's scripts decode to themselves"))
    }
    findings.append(
      .init(
        weight: decodesByToken && pipeline.normalizer == nil ? .wrong : .note,
        text: "\(lost.count) of \(Self.probes.count) texts decode to other text, such as \(first)"))
  }
}

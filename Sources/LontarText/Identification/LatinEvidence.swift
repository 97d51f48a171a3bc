internal import CLontar
internal import CLontarModels

/// What words of Latin letters say of the language they are in.
///
/// The model weighs n-grams of two to five bytes within words, and whole words; NOTICE says from which
/// texts it was learned.
struct LatinEvidence {
  /// The languages it tells apart, in the order of the model.
  static let languages: [Language] = [
    .english, .vietnamese, .indonesian, .malay, .javanese, .sundanese, .filipino, .cebuano,
  ]

  /// Features of some four words; what has fewer is a short text.
  private static let fewFeatures: UInt64 = 80

  private var evidence = lontar_evidence()

  /// Adds a piece of a text.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  mutating func add(_ text: Span<UInt8>, _ bytes: Range<Int>) {
    let piece = text.extracting(bytes)
    unsafe piece.withUnsafeBufferPointer { buffer in
      // Reads `count` bytes and keeps no pointer; the weights live as long as the process.
      unsafe lontar_evidence_add(
        LanguageModel.bundled.weights, buffer.baseAddress, buffer.count, &evidence)
    }
  }

  /// How likely each of the languages is, and at last that it is none of them.
  var likelihoods: [Double] {
    var likelihoods = [Double](repeating: 0, count: Self.languages.count + 1)
    unsafe likelihoods.withUnsafeMutableBufferPointer { buffer in
      // There is room for all that is written.
      guard let base = buffer.baseAddress else { return }
      unsafe withUnsafePointer(to: evidence) { evidence in
        unsafe lontar_evidence_weigh(evidence, LanguageModel.bundled.scale, base)
      }
    }
    return likelihoods
  }

  /// What the words seen so far are in.
  var identification: LanguageIdentifier.Identification {
    if evidence.features == 0 { return .unknown }
    let likelihoods = likelihoods
    var best = 0
    for index in Self.languages.indices where likelihoods[index] > likelihoods[best] {
      best = index
    }
    // "Saya tidak tahu" is Malay and Indonesian: a few words must be twice as likely in one.
    let isFew = evidence.features < Self.fewFeatures
    let none = Self.languages.count
    let isNone = likelihoods.indices.contains { other in
      isFew
        ? other != best && 2 * likelihoods[other] > likelihoods[best]
        : other == none && likelihoods[none] > likelihoods[best]
    }
    return LanguageIdentifier.Identification(
      language: isNone ? nil : Self.languages[best], confidence: likelihoods[best])
  }
}

/// The model, which is part of the program.
@safe private struct LanguageModel: @unchecked Sendable {
  // Sendable: what the pointer points to is never written.
  let weights: UnsafePointer<Int8>
  /// What one of the weights' steps is worth.
  let scale: Double

  static let bundled = LanguageModel()

  private init() {
    var count = 0
    let bytes = unsafe lontar_language_model(&count)
    let rows = 1 << Int(LONTAR_EVIDENCE_BITS)
    // A head of eight bytes: the scale times 2^24, and how many rows there are, with the lowest byte first.
    precondition(
      count == 8 + rows * Int(LONTAR_EVIDENCE_LANGUAGES), "the model is as it was made")
    var head: [UInt32] = [0, 0]
    for k in 0..<8 { head[k / 4] |= UInt32(unsafe bytes[k]) << UInt32(k % 4 * 8) }
    precondition(head[1] == UInt32(rows), "the model is as it was made")
    scale = Double(head[0]) / Double(1 << 24)
    // Signed and unsigned bytes are laid out alike, and the data lives as long as the process.
    unsafe weights = UnsafeRawPointer(bytes + 8).assumingMemoryBound(to: Int8.self)
  }
}

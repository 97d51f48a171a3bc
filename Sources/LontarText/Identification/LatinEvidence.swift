internal import CLontar
internal import CLontarModels

/// What words of Latin letters say of the language they are in.
///
/// The model weighs n-grams of two to five bytes within words, and whole words; where that finds Indonesian
/// or Malay in more than a few words, another with n-grams up to seven says which of the two it is.
/// NOTICE says from which texts they were learned.
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

  /// Adds a piece to what tells Indonesian from Malay, if the pieces before are likely to be one of them.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  mutating func addPair(_ text: Span<UInt8>, _ bytes: Range<Int>) {
    let piece = text.extracting(bytes)
    unsafe piece.withUnsafeBufferPointer { buffer in
      // Reads `count` bytes and keeps no pointer; the weights live as long as the process.
      unsafe lontar_evidence_add_pair(
        LanguageModel.bundled.pairWeights, buffer.baseAddress, buffer.count, &evidence)
    }
  }

  /// Whether Indonesian or Malay is the likeliest by all pieces added, and there is enough of them to
  /// look closer.
  var isOfPair: Bool {
    if evidence.features < Self.fewFeatures { return false }
    let likelihoods = likelihoods
    let pair = likelihoods[Self.indonesian] + likelihoods[Self.malay]
    return likelihoods.indices.allSatisfy {
      $0 == Self.indonesian || $0 == Self.malay || likelihoods[$0] < pair
    }
  }

  private static let indonesian = 2
  private static let malay = 3

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
    if evidence.pair_features > 0 {
      var (indonesian, malay) = (likelihoods[Self.indonesian], likelihoods[Self.malay])
      unsafe withUnsafePointer(to: evidence) { evidence in
        // Reads the evidence and writes two numbers.
        unsafe lontar_evidence_split(evidence, LanguageModel.bundled.pairScale, &indonesian, &malay)
      }
      likelihoods[Self.indonesian] = indonesian
      likelihoods[Self.malay] = malay
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
  // Sendable: what the pointers point to is never written.
  let weights: UnsafePointer<Int8>
  let pairWeights: UnsafePointer<Int8>
  /// What one of the weights' steps is worth.
  let scale: Double
  let pairScale: Double

  static let bundled = LanguageModel()

  private init() {
    var count = 0
    let bytes = unsafe lontar_language_model(&count)
    let rows = 1 << Int(LONTAR_EVIDENCE_BITS)
    let pairRows = 1 << Int(LONTAR_EVIDENCE_PAIR_BITS)
    let pairStart = 8 + rows * Int(LONTAR_EVIDENCE_LANGUAGES)
    // Each table has a head of eight bytes: the scale times 2^24, and how many rows there are, with the
    // lowest byte first.
    precondition(count == pairStart + 8 + pairRows, "the model is as it was made")
    func number(_ start: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(unsafe bytes[start + $1]) << ($1 * 8) }
    }
    precondition(
      number(4) == rows && number(pairStart + 4) == pairRows, "the model is as it was made")
    scale = Double(number(0)) / Double(1 << 24)
    pairScale = Double(number(pairStart)) / Double(1 << 24)
    // Signed and unsigned bytes are laid out alike, and the data lives as long as the process.
    unsafe weights = UnsafeRawPointer(bytes + 8).assumingMemoryBound(to: Int8.self)
    unsafe pairWeights = UnsafeRawPointer(bytes + pairStart + 8).assumingMemoryBound(to: Int8.self)
  }
}

/// The choices of BPE-dropout: which merges are left out.
///
/// As in Hugging Face tokenizers: a merge whose turn it is waits with the given probability, and is
/// tried again after the next one that is done (Provilkov, Emelianenko and Voita 2020, "BPE-Dropout").
struct Dropout {
  /// How likely a merge is left out; 0 for never.
  var rate: Double = 0
  private var state: UInt64 = 0

  init(rate: Double = 0) { self.rate = rate }

  /// Begins the choices of one record anew.
  mutating func seed(_ seed: UInt64, record: Int) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(bitPattern: Int64(record))
    _ = next()
    state ^= seed
  }

  /// Whether the merge whose turn it is waits.
  mutating func leavesOut() -> Bool {
    // 53 bits, as many as a Double holds.
    Double(next() >> 11) * 0x1p-53 < rate
  }

  /// The next number of SplitMix64 (Steele, Lea and Flood 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

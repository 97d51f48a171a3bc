/// The random numbers of MT19937 (Matsumoto and Nishimura 1998), seeded and drawn as Python does, so
/// that both draw the same samples.
struct MersenneTwister {
  private var state: [UInt32]
  private var index = 624

  init(seed: UInt32) {
    state = [19_650_218]
    for i in 1..<624 { state.append(1_812_433_253 &* Self.fold(state[i - 1]) &+ UInt32(i)) }
    // The reference's `init_by_array` for a key of one word.
    var i = 1
    for _ in 0..<624 {
      state[i] = (state[i] ^ (Self.fold(state[i - 1]) &* 1_664_525)) &+ seed
      i = advance(i)
    }
    for _ in 0..<623 {
      state[i] = (state[i] ^ (Self.fold(state[i - 1]) &* 1_566_083_941)) &- UInt32(i)
      i = advance(i)
    }
    state[0] = 0x8000_0000
  }

  /// A number from 0 up to a bound, which must be positive and below 2³².
  mutating func next(below bound: Int) -> Int {
    let bits = Int.bitWidth - bound.leadingZeroBitCount
    while true {
      let value = Int(next() >> UInt32(32 - bits))
      if value < bound { return value }
    }
  }

  private mutating func next() -> UInt32 {
    if index == 624 { refill() }
    var value = state[index]
    index += 1
    value ^= value >> 11
    value ^= (value << 7) & 0x9D2C_5680
    value ^= (value << 15) & 0xEFC6_0000
    return value ^ (value >> 18)
  }

  private mutating func refill() {
    for i in 0..<624 {
      let joined = (state[i] & 0x8000_0000) | (state[(i + 1) % 624] & 0x7FFF_FFFF)
      state[i] = state[(i + 397) % 624] ^ (joined >> 1) ^ (joined & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    index = 0
  }

  private static func fold(_ value: UInt32) -> UInt32 { value ^ (value >> 30) }

  private mutating func advance(_ index: Int) -> Int {
    guard index + 1 == 624 else { return index + 1 }
    state[0] = state[623]
    return 1
  }
}

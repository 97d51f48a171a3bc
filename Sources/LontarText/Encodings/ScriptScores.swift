internal import CLontar

/// How well text obeys the structure of a script, counted over as much of it as there is.
struct ScriptScore: Equatable {
  /// The pieces that obey.
  var good = 0
  /// The pieces that do not.
  var bad = 0

  /// The share that obeys, between 0 and 1, drawn towards 0 where there is little to judge by.
  var confidence: Double {
    good == 0 ? 0 : Double(good) / (Double(good + bad) + 1)
  }

  /// Counts the words of Vietnamese text that have letters beyond ASCII: those that are syllables,
  /// and those that are not. Single letters say nothing: all that are vowels are syllables.
  static func vietnamese(_ text: Span<UInt8>) -> ScriptScore {
    unsafe text.withUnsafeBufferPointer { bytes in
      // Reads `count` bytes and keeps no pointer.
      let score = unsafe lontar_score_vietnamese(bytes.baseAddress, bytes.count)
      return ScriptScore(good: score.good, bad: score.bad)
    }
  }

  /// Counts the Thai letters that may follow what is before them, and those that may not, by the pair
  /// table of WTT 2.0 (TIS 1566-2541).
  ///
  /// - Parameter refusesOthers: Whether what is neither Thai nor ASCII counts as bad, as in bytes that may
  ///   not be Thai at all; otherwise it does not count.
  static func thai(_ text: Span<UInt8>, refusesOthers: Bool) -> ScriptScore {
    unsafe text.withUnsafeBufferPointer { bytes in
      // Reads `count` bytes and keeps no pointer.
      let score = unsafe lontar_score_thai(bytes.baseAddress, bytes.count, refusesOthers)
      return ScriptScore(good: score.good, bad: score.bad)
    }
  }
}

extension Span where Element == UInt8 {
  /// Calls a closure with each scalar of UTF-8; U+FFFD where it is not UTF-8.
  func forEachScalar(_ body: (UInt32) -> Void) {
    var i = 0
    while i < count {
      let lead = self[i]
      if lead < 0x80 {
        body(UInt32(lead))
        i += 1
        continue
      }
      let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
      guard lead >= 0xC2, lead < 0xF5, i + length <= count else {
        body(0xFFFD)
        i += 1
        continue
      }
      var scalar = UInt32(lead) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
      var isWellFormed = true
      for k in 1..<length {
        if self[i + k] & 0xC0 != 0x80 { isWellFormed = false }
        scalar = scalar << 6 | UInt32(self[i + k] & 0x3F)
      }
      body(isWellFormed ? scalar : 0xFFFD)
      i += isWellFormed ? length : 1
    }
  }
}

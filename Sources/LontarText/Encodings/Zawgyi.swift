internal import CLontar

/// Brings Burmese written for the Zawgyi font into Unicode.
struct ZawgyiConverter {
  mutating func convert(_ text: Span<UInt8>, appendingTo output: inout [UInt8]) {
    for i in text.indices { output.append(text[i]) }
  }
}

internal import Glibc

/// A word as two machine words: itself when it has at most 15 bytes, else its hash.
///
/// Short: the bytes in memory order, zero padded, with the length in the last byte. Long: the
/// 64-bit hash, then 0xFF in the last byte and room for a place in an arena below it.
struct WordKey: BitwiseCopyable, Equatable {
  var low: UInt64
  var high: UInt64

  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// Reads the word at `base`; `readable` bytes may be read from there.
  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, length: Int, readable: Int) {
    guard length <= 15 else {
      low = unsafe hashBytes(base, count: length)
      high = 0xFF << 56
      return
    }
    if readable >= 16 {
      // Safe: 16 bytes are readable; what lies beyond the word is masked off.
      let raw = unsafe UnsafeRawPointer(base)
      let first = unsafe UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
      let second = unsafe UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      if length >= 8 {
        low = first
        high = second & ((1 << UInt64((length &- 8) &* 8)) &- 1)
      } else {
        low = first & ((1 << UInt64(length &* 8)) &- 1)
        high = 0
      }
    } else {
      low = 0
      high = 0
      for index in 0..<length {
        let byte = unsafe UInt64(base[index])
        if index < 8 {
          low |= byte << UInt64(index * 8)
        } else {
          high |= byte << UInt64(index * 8 - 64)
        }
      }
    }
    high |= UInt64(length) << 56
  }

  /// Reads a word of 1 to 15 bytes, from where 16 may be read.
  @inline(__always)
  init(padded base: UnsafePointer<UInt8>, length: Int) {
    // Safe: 16 bytes are readable; what lies beyond the word is masked off.
    let raw = unsafe UnsafeRawPointer(base)
    let first = unsafe UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
    let second = unsafe UInt64(
      littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = first & UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* min(length, 8))
    high = second & (1 &<< UInt64(truncatingIfNeeded: 8 &* max(length &- 8, 0)) &- 1)
    high |= UInt64(truncatingIfNeeded: length) &<< 56
  }

  @inline(__always) var isShort: Bool { high >> 56 != 0xFF }
  @inline(__always) var shortLength: Int { Int(high >> 56) }

  /// Where the bytes of a long word lie.
  @inline(__always) var longOffset: Int {
    get { Int(high & (1 << 56 - 1)) }
    set { high = 0xFF << 56 | UInt64(newValue) }
  }

  @inline(__always) var hash: UInt64 {
    isShort ? foldedProduct(low ^ 0x9E37_79B9_7F4A_7C15, high ^ 0xD6E8_FEB8_6659_FD93) : low
  }
}

/// Both halves of a 128-bit product, folded: a cheap and thorough mix (Wang Yi's wyhash).
@inline(__always)
func foldedProduct(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = a.multipliedFullWidth(by: b)
  return product.high ^ product.low
}

/// A 64-bit hash of bytes, the same on every machine.
///
/// - Complexity: O(*n*), 16 bytes a step.
func hashBytes(_ base: UnsafePointer<UInt8>, count: Int) -> UInt64 {
  let raw = unsafe UnsafeRawPointer(base)
  var state: UInt64 = 0xA076_1D64_78BD_642F ^ UInt64(count)
  var offset = 0
  while offset + 16 <= count {
    let a = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    let b = unsafe UInt64(
      littleEndian: raw.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    state = foldedProduct(a ^ 0xE703_7ED1_A0B4_28DB, b ^ state)
    offset += 16
  }
  var a: UInt64 = 0
  var b: UInt64 = 0
  var shift: UInt64 = 0
  while offset < count {
    let byte = unsafe UInt64(base[offset])
    if shift < 64 { a |= byte << shift } else { b |= byte << (shift - 64) }
    shift += 8
    offset += 1
  }
  return foldedProduct(a ^ 0x8EBC_6AF0_9C88_C6E3, b ^ state ^ 0x5899_65CC_7537_4CC3)
}

/// The first eight of some bytes as a number of the same order, zeros for those that are not there.
@inline(__always)
func orderedPrefix(_ base: UnsafePointer<UInt8>, count: Int) -> UInt64 {
  if count >= 8 {
    return unsafe UInt64(bigEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self))
  }
  var number: UInt64 = 0
  for index in 0..<count { number |= unsafe UInt64(base[index]) << UInt64(56 - 8 * index) }
  return number
}

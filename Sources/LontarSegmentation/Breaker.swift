internal import CLontar
internal import LontarText

/// Owns one breaker of the C core: the handle is made here, leaves this value nowhere, and is freed
/// once, at its end.
@safe
struct Breaker: ~Copyable {
  private let handle: OpaquePointer

  /// Opens a breaker by the rules and dictionaries of a language.
  init(unit: Segmenter.Unit, locale: String) throws(TextError) {
    var opened: OpaquePointer?
    // The name is copied by the call, and `opened` is set when the status says so.
    let result = unsafe lontar_breaker_open(unit.inC, locale, &opened)
    guard let handle = unsafe opened else {
      throw TextError(status: result.status.rawValue, count: result.count, byteCount: 0)
    }
    unsafe self.handle = handle
  }

  /// Makes a breaker like another one; only the lack of memory can stop it.
  init(copying original: borrowing Breaker) {
    var copied: OpaquePointer?
    // The original lives during the call and does not change.
    _ = unsafe lontar_breaker_copy(original.handle, &copied)
    guard let handle = unsafe copied else { preconditionFailure("no memory for a breaker") }
    unsafe self.handle = handle
  }

  deinit {
    // The handle is this value's alone, and this is its last use.
    unsafe lontar_breaker_close(handle)
  }

  /// Writes the ends of the next segments over a buffer and returns how many they are: from 0 on, or
  /// from the last end that the call before gave for the same text.
  mutating func next(in text: Span<UInt8>, from start: Int, into ends: inout [Int]) -> Int {
    let result = unsafe ends.withUnsafeMutableBufferPointer { ends in
      unsafe text.withUnsafeBufferPointer { bytes in
        // The core reads inside the text, writes `ends.count` offsets at most, and keeps no pointer.
        guard let base = ends.baseAddress else { return lontar_result(status: LONTAR_OK, count: 0) }
        return unsafe lontar_breaker_next(
          handle, bytes.baseAddress, bytes.count, start, base, ends.count)
      }
    }
    precondition(result.status == LONTAR_OK, "no memory for a record")
    return result.count
  }
}

/// A breaker from which workers copy theirs.
///
/// Unchecked because of the pointer inside: nothing writes through it after `init`. Copying reads
/// only, as ICU promises for `ubrk_clone`, whose original is const.
final class BreakerPrototype: @unchecked Sendable {
  let breaker: Breaker

  init(unit: Segmenter.Unit, locale: String) throws(TextError) {
    breaker = try Breaker(unit: unit, locale: locale)
  }
}

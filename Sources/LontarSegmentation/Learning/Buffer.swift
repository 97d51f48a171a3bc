/// Memory of one owner for the inner loops of the boundary model, freed at its end.
///
/// Indices are checked in debug builds and by the tests; a release build trusts them.
@safe
struct Buffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count: Int

  init(repeating value: Element, count: Int) {
    precondition(count >= 0, "a buffer cannot be negative")
    self.count = count
    // Allocated here, freed in deinit, never handed out beyond `self`.
    unsafe base = .allocate(capacity: max(count, 1))
    unsafe base.initialize(repeating: value, count: count)
  }

  deinit { unsafe base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count)
      unsafe base[index] = newValue
    }
  }

  /// Makes room for more elements, dropping what was there.
  mutating func reserve(_ minimum: Int, filledWith value: Element) {
    if minimum > count { self = Buffer(repeating: value, count: minimum + minimum / 4) }
  }

  /// Sets elements of a range.
  func fill(_ value: Element, in range: Range<Int>) {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    unsafe (base + range.lowerBound).update(repeating: value, count: range.count)
  }

  /// Eight elements from an index on.
  @inline(__always)
  func eight(at index: Int) -> SIMD8<Element> where Element: SIMDScalar {
    assert(index >= 0 && index + 8 <= count)
    return unsafe UnsafeRawPointer(base + index).loadUnaligned(as: SIMD8<Element>.self)
  }

  /// Sets eight elements from an index on.
  @inline(__always)
  func setEight(_ value: SIMD8<Element>, at index: Int) where Element: SIMDScalar {
    assert(index >= 0 && index + 8 <= count)
    unsafe UnsafeMutableRawPointer(base + index).storeBytes(of: value, as: SIMD8<Element>.self)
  }
}

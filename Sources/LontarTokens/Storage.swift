internal import CLontar

/// Memory of one owner, not zeroed, freed at the end: the one place where this module touches
/// pointers that it owns.
///
/// Indices are checked in debug builds and by the tests; a release build trusts them, because
/// the trainer and the encoder live in these subscripts.
@safe
struct Storage<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int

  init(capacity: Int) {
    precondition(capacity >= 0, "storage cannot be negative")
    self.capacity = Swift.max(capacity, 1)
    // Safe: allocated here, freed in deinit, never handed out beyond `self`.
    unsafe base = .allocate(capacity: self.capacity)
    // Tables that are read at random: large pages save most of the faults and translations.
    let byteCount = self.capacity * MemoryLayout<Element>.stride
    if byteCount >= 8 << 20 { unsafe lontar_advise_huge_pages(base, byteCount) }
  }

  init(repeating value: Element, count: Int) {
    self.init(capacity: count)
    unsafe base.initialize(repeating: value, count: self.capacity)
  }

  deinit { unsafe base.deallocate() }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < capacity)
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < capacity)
      unsafe base[index] = newValue
    }
  }

  /// Makes room for `minimum` elements and keeps the first `count`.
  mutating func reserve(_ minimum: Int, keeping count: Int) {
    guard minimum > capacity else { return }
    var larger = Storage(capacity: Swift.max(minimum, capacity + capacity / 2))
    unsafe larger.base.update(from: base, count: count)
    swap(&self, &larger)
  }

  /// Gives back room beyond `count` elements, if it is much.
  mutating func shrink(to count: Int) {
    guard capacity - count > count / 4 + 4096 else { return }
    var smaller = Storage(capacity: count)
    unsafe smaller.base.update(from: base, count: count)
    swap(&self, &smaller)
  }

  /// A copy of the first `count` elements.
  func array(_ count: Int) -> [Element] {
    assert(count <= capacity)
    return unsafe [Element](UnsafeBufferPointer(start: base, count: count))
  }

  /// Sets the first `count` elements.
  func fill(_ value: Element, count: Int) {
    assert(count <= capacity)
    unsafe base.update(repeating: value, count: count)
  }

  /// A hint that `self[index]` will be needed soon.
  @inline(__always)
  func prefetch(_ index: Int) {
    assert(index >= 0 && index < capacity)
    unsafe lontar_prefetch(base + index)
  }
}

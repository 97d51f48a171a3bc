internal import CLontar
internal import Glibc

/// Memory of one owner, not zeroed, freed at the end: the one place where this module touches
/// pointers that it owns.
///
/// Indices are checked in debug builds and by the tests; a release build trusts them, because
/// the trainer and the encoder live in these subscripts.
@safe
struct Storage<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var capacity: Int
  /// How many bytes were mapped; 0 for memory of the heap.
  private var mappedCount = 0

  init(capacity: Int) {
    precondition(capacity >= 0, "storage cannot be negative")
    self.capacity = Swift.max(capacity, 1)
    // Safe: allocated here, freed in deinit, never handed out beyond `self`.
    unsafe base = Self.memory(instead: nil, of: self.capacity)
  }

  /// Memory for so many elements, which keeps those of the old: the system moves pages without
  /// copying them.
  private static func memory(
    instead old: UnsafeMutablePointer<Element>?, of capacity: Int
  ) -> UnsafeMutablePointer<Element> {
    let (byteCount, overflow) = capacity.multipliedReportingOverflow(
      by: MemoryLayout<Element>.stride)
    guard !overflow, let memory = unsafe realloc(old, byteCount) else {
      preconditionFailure("no memory for \(capacity) elements")
    }
    // Tables that are read at random: large pages save most of the faults and translations.
    if byteCount >= 8 << 20 { unsafe lontar_advise_huge_pages(memory, byteCount) }
    return unsafe memory.assumingMemoryBound(to: Element.self)
  }

  init(repeating value: Element, count: Int) {
    self.init(capacity: count)
    unsafe base.initialize(repeating: value, count: self.capacity)
  }

  /// Memory of zeros, which must be a value. Much of it begins at a large page, and none is written to before
  /// it is used.
  init(zeros count: Int) {
    precondition(count > 0, "storage of zeros has room")
    capacity = count
    let byteCount = count * MemoryLayout<Element>.stride
    if byteCount >= 2 << 20, let mapped = unsafe Self.map(byteCount) {
      mappedCount = byteCount
      unsafe base = mapped
    } else {
      unsafe base = Self.memory(instead: nil, of: count)
      // Safe: so many bytes were allocated.
      unsafe memset(base, 0, byteCount)
    }
  }

  /// Maps memory that begins at a large page.
  private static func map(_ byteCount: Int) -> UnsafeMutablePointer<Element>? {
    let largePage = 2 << 20
    let mapped = unsafe mmap(
      nil, byteCount + largePage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped = unsafe mapped, unsafe mapped != MAP_FAILED else { return nil }
    // Safe: what lies before and behind is given back, and was handed to nobody.
    let before = -Int(bitPattern: mapped) & (largePage - 1)
    let start = unsafe mapped + before
    if before > 0 { unsafe munmap(mapped, before) }
    let end = (byteCount + 4095) & ~4095
    let behind = byteCount + largePage - before - end
    if behind > 0 { unsafe munmap(start + end, behind) }
    unsafe lontar_advise_huge_pages(start, byteCount)
    return unsafe start.assumingMemoryBound(to: Element.self)
  }

  deinit {
    if mappedCount > 0 {
      unsafe munmap(base, mappedCount)
    } else {
      unsafe Glibc.free(base)
    }
  }

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
    let larger = Swift.max(minimum, capacity + capacity / 2)
    if count == 0 { self = Storage(capacity: larger) } else { resize(larger) }
  }

  /// Gives back room beyond `count` elements, if it is much.
  mutating func shrink(to count: Int) {
    if capacity - count > count / 4 + 4096 { resize(Swift.max(count, 1)) }
  }

  private mutating func resize(_ newCapacity: Int) {
    precondition(mappedCount == 0, "zeros stay as many as they are")
    // Safe: the old memory is this storage's, and not used any more.
    unsafe base = Self.memory(instead: base, of: newCapacity)
    capacity = newCapacity
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
